//! Policy per law and year, mandates with law and task, shifts between functions, and how a Wlz
//! amount comes about.

use diesel_async::SimpleAsyncConnection;
use futures_util::FutureExt;
use platform::{Problem, Scope};
use serde_json::{Value, json};

use super::json::offer;
use super::support::{ALL, KNOWN, Message, ONE, World, world};

fn beleid(schuiven: bool) -> Value {
    json!({ "feestdagenuitkering": true, "eenmaligeUitkering": true, "reiskosten": false,
        "familie": true, "schuiven": schuiven, "toetsDoor": "svb",
        "maximumtarieven": [{ "zorgfunctie": "45", "eenheid": "uur", "tarief": 6000 }] })
}

/// A PUT, with the tag that was seen when there is one.
async fn put(
    world: &World,
    token: &str,
    path: &str,
    (body, seen): (&Value, Option<i64>),
) -> (u16, Value) {
    let mut request = world
        .server
        .client
        .put(format!("{}{path}", world.server.url))
        .bearer_auth(token)
        .header("idempotency-key", platform::id::new_uuid().to_string())
        .json(body);
    if let Some(seen) = seen {
        request = request.header("if-match", format!("\"{seen}\""));
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_policy_is_kept_per_law_and_year_with_every_version() {
    let world = world().await;
    let path = format!("/verstrekkers/{}/beleid/JW/2026", world.ids[0]);
    assert_eq!(put(&world, &world.one, &path, (&beleid(false), None)).await.0, 200);
    let moment = world.context.clock.now().to_string();
    assert_eq!(put(&world, &world.one, &path, (&beleid(true), None)).await.0, 412, "seen first");
    assert_eq!(put(&world, &world.one, &path, (&beleid(true), Some(1))).await.0, 200);
    let (_, now) = world.get(&world.one, &path).await;
    assert_eq!((&now["versie"], &now["beleid"]["schuiven"]), (&json!(2), &json!(true)));
    let (_, then) = world.get(&world.one, &format!("{path}?beschikbaarOp={moment}")).await;
    assert_eq!((&then["versie"], &then["beleid"]["schuiven"]), (&json!(1), &json!(false)));
    let all = format!("/verstrekkers/{}/beleid", world.ids[0]);
    let (_, history) = world.get(&world.one, &all).await;
    assert_eq!(history["items"].as_array().unwrap().len(), 2);
    assert_eq!(world.get(&world.two, &path).await.0, 404, "of another verstrekker");
    assert_eq!(put(&world, &world.two, &path, (&beleid(true), Some(2))).await.0, 404);
    let rates = world.count("SELECT count(*) FROM verstrekker_maximumtarief WHERE tarief = 6000");
    assert_eq!(rates.await, 1, "the rates of the year are those of its newest version");
    let mut wrong = beleid(true);
    wrong["maximumtarieven"][0]["zorgfunctie"] = json!("02");
    assert_eq!(put(&world, &world.one, &path, (&wrong, Some(2))).await.0, 400);
}

#[tokio::test]
async fn a_mandate_for_one_law_and_task_lets_nobody_do_more() {
    let world = world().await;
    let path = format!("/verstrekkers/{}/mandaten", world.ids[0]);
    let processor = "00000099000000020009";
    let list = json!({ "mandaten": [{ "oin": processor, "periode": { "van": "2020-01-01" },
        "wetten": ["JW"], "taken": ["toekennen"] }] });
    let acting = world.server.token(processor, ALL);
    assert_eq!(world.get(&acting, "/toekenningen").await.0, 403, "no mandate yet");
    assert_eq!(put(&world, &world.one, &path, (&list, None)).await.0, 428);
    assert_eq!(put(&world, &world.one, &path, (&list, Some(7))).await.0, 412);
    let (status, made) = put(&world, &world.one, &path, (&list, Some(1))).await;
    assert_eq!((status, &made["revisie"]), (200, &json!(2)), "{made}");

    let mut child = Message::new("B1", "PGB-1");
    (child.wet, child.code) = ("JW", "460");
    child.delen = vec![("45", "2026-01-01", "2026-12-31", 800_000)];
    world.accepted(&acting, &child).await;
    let adult = Message::new("B2", "PGB-2").xml("\n").into_bytes();
    assert_eq!(world.send(&acting, adult).await.0, 403, "not under the Wmo");
    let refused = world.server.post(&acting, "/toekenningen", &offer("B3", "PGB-3"));
    assert_eq!(refused.send().await.unwrap().status(), 403);
    assert_eq!(put(&world, &acting, &path, (&list, Some(2))).await.0, 403, "nor give mandates");

    let none = json!({ "mandaten": [] });
    assert_eq!(put(&world, &world.one, &path, (&none, Some(2))).await.0, 200);
    assert_eq!(world.get(&acting, "/toekenningen").await.0, 403, "it has ended");
    let (_, held) = world.get(&world.one, &path).await;
    assert_eq!(held["historie"].as_array().unwrap().len(), 2);
    let said = world.facts("nl.pgb.verstrekker-vastgesteld.v1").await;
    let own: Vec<_> = said.iter().filter(|said| said["subject"] == world.ids[0].as_str()).collect();
    assert_eq!(own.len(), 3);
    assert_eq!(own[2]["data"]["mandaten"], json!([]));
    assert_eq!(own[2]["data"]["oin"], ONE);
}

/// What payout would tell of every pot.
async fn room(world: &World, beschikbaar: i64) {
    let sql = format!(
        "DELETE FROM budgetstand; INSERT INTO budgetstand (pot_id, toekenning_id, verstrekker_id, \
         budgethouder_id, zorgfunctie, geldig_van, toegekend, beschikbaar, gereserveerd, besteed, \
         terug_te_vorderen, tekort, versie, bijgewerkt_op) SELECT id, toekenning_id, \
         verstrekker_id, budgethouder_id, zorgfunctie, ingangsdatum, 0, {beschikbaar}, 0, 0, 0, \
         0, 1, now() FROM pot"
    );
    let done = world.context.transact(Scope::Landelijk, move |conn| {
        let sql = sql.clone();
        async move { conn.batch_execute(&sql).await.map_err(Problem::from) }.boxed()
    });
    done.await.unwrap();
}

#[tokio::test]
async fn money_is_shifted_between_functions_when_the_policy_of_the_year_says_so() {
    let world = world().await;
    let mut child = Message::new("B1", "PGB-1");
    (child.wet, child.code) = ("JW", "460");
    child.delen = vec![
        ("42", "2026-01-01", "2026-12-31", 50_000),
        ("45", "2026-01-01", "2026-12-31", 800_000),
    ];
    world.accepted(&world.one, &child).await;
    let held = world.of_person(&world.one, KNOWN[0]).await.remove(0);
    let id = held["id"].as_str().unwrap();
    let path = format!("/toekenningen/{id}/verschuivingen");
    let wish = json!({ "vanPotId": held["potten"][1]["id"], "naarPotId": held["potten"][0]["id"],
        "bedrag": 2_000, "reden": "meer ritten" });
    let ask = async |seen: i64| {
        let request = world.server.post(&world.one, &path, &wish);
        let answer = request.header("if-match", format!("\"{seen}\"")).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    room(&world, 700_000).await;
    let (status, problem) = ask(1).await;
    assert_eq!(status, 409);
    assert!(problem["type"].as_str().unwrap().ends_with("schuiven-niet-toegestaan"), "{problem}");
    let policy = format!("/verstrekkers/{}/beleid/JW/2026", world.ids[0]);
    put(&world, &world.one, &policy, (&beleid(true), None)).await;
    room(&world, 1_999).await;
    assert_eq!(ask(1).await.0, 409, "less is left than that");
    room(&world, 700_000).await;
    assert_eq!(ask(4).await.0, 412);
    let (status, made) = ask(1).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        (&made["potten"][0]["bedrag"], &made["potten"][1]["bedrag"]),
        (&json!(52_000), &json!(798_000))
    );
    let said = world.facts("nl.pgb.toekenning-vastgesteld.v1").await;
    assert_eq!((said.len(), &said[1]["versie"]), (2, &json!(2)));

    let mut next = child;
    (next.identificatie, next.budget) = ("B2".to_owned(), "PGB-2".to_owned());
    next.oud = Some("PGB-1".to_owned());
    world.accepted(&world.one, &next).await;
    let (_, versions) = world.get(&world.one, &format!("/toekenningen/{id}/versies")).await;
    let versions = versions["items"].as_array().unwrap();
    assert_eq!(versions.len(), 3, "the shift is a version of its own, and can be replaced");
    assert_eq!(versions[1]["reden"], "meer ritten");
    assert_eq!(versions[1].get("berichtId"), None);
    assert_eq!(versions[2]["budgetIdentificatieOud"], "PGB-1");
    assert_eq!(versions[2]["vastgelegdDoor"], ONE);
    assert_eq!(world.get(&world.two, &format!("/toekenningen/{id}/versies")).await.0, 404);
    let day = format!("/toekenningen/{id}?geldigOp=2027-01-01");
    assert_eq!(world.get(&world.one, &day).await.1["potten"], json!([]));
}

#[tokio::test]
async fn how_a_wlz_amount_came_about_is_computed_and_kept_with_its_version() {
    let world = world().await;
    let asked = json!({ "zorgprofiel": "5VV", "dagbesteding": "geen", "wonen": "thuis",
        "periode": { "van": "2026-04-01", "tot": "2026-12-31" } });
    let compute = world.server.post(&world.office, "/toekenningen/_bereken", &asked);
    let found: Value = compute.send().await.unwrap().json().await.unwrap();
    assert_eq!(found["toegekend"], 5_220_103, "{found}");
    assert_eq!(found["verantwoordingsvrijBedrag"], 78_302);
    let mut wrong = asked.clone();
    wrong["zorgprofiel"] = json!("3LVG");
    let refused = world.server.post(&world.office, "/toekenningen/_bereken", &wrong);
    assert_eq!(refused.send().await.unwrap().status(), 400);

    let mut message = Message::new("B1", "PGB-1");
    (message.wet, message.code, message.afzender) = ("WLZ", "462", "5501");
    message.delen = vec![("99", "2026-04-01", "2026-12-31", 5_220_103)];
    world.accepted(&world.office, &message).await;
    let held = world.of_person(&world.office, KNOWN[0]).await.remove(0);
    let path = format!("/toekenningen/{}", held["id"].as_str().unwrap());
    let keep = async |body: &Value| {
        let request = world.server.post(&world.office, &format!("{path}/berekeningen"), body);
        request.send().await.unwrap().status().as_u16()
    };
    let mut more = asked.clone();
    more["meerzorg"] = json!(100_000);
    assert_eq!(keep(&more).await, 409, "not what was granted");
    assert_eq!(keep(&asked).await, 201);
    assert_eq!(keep(&asked).await, 409, "once per version");
    let (_, versions) = world.get(&world.office, &format!("{path}/versies")).await;
    assert_eq!(versions["items"][0]["berekening"], found);
    let plain =
        "SELECT count(*) FROM toekenning_berekening WHERE position('5VV'::bytea in inhoud) > 0";
    assert_eq!(world.count(plain).await, 0, "a profile says much: it is sealed");
}
