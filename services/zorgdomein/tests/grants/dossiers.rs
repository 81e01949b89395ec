//! Representation in its legal form, who manages a budget, records, and accounts that change.

use serde_json::{Value, json};

use super::support::{KNOWN, Message, World, world};

const IBAN: &str = "NL91ABNA0417164300";
const OTHER_IBAN: &str = "NL02ABNA0123456789";

/// A budgethouder with two who may act for him: his id, and theirs in order.
async fn represented(world: &World) -> (String, Vec<String>) {
    let mut message = Message::new("B1", "PGB-1");
    message.relaties = format!(
        "<Relatie><Nummer>1</Nummer><Soort>3</Soort><Bsn>{}</Bsn>\
         <Ingangsdatum>2026-01-01</Ingangsdatum></Relatie>\
         <Relatie><Nummer>2</Nummer><Soort>2</Soort><Bsn>{}</Bsn>\
         <Ingangsdatum>2026-01-01</Ingangsdatum></Relatie>",
        KNOWN[1], KNOWN[2]
    );
    world.accepted(&world.one, &message).await;
    let who = world.of_person(&world.one, KNOWN[0]).await[0]["budgethouderId"].clone();
    let who = who.as_str().unwrap().to_owned();
    let (_, seen) = world.get(&world.one, &format!("/budgethouders/{who}")).await;
    let relaties = seen["relaties"].as_array().unwrap();
    let mut of: Vec<(&str, String)> = relaties
        .iter()
        .map(|r| (r["nummer"].as_str().unwrap(), r["persoonId"].as_str().unwrap().to_owned()))
        .collect();
    of.sort();
    (who, of.into_iter().map(|(_, id)| id).collect())
}

async fn write(world: &World, token: &str, who: &str, body: &Value) -> (u16, Value) {
    let path = format!("/budgethouders/{who}/dossierstukken");
    let answer = world.server.post(token, &path, body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn stuk(world: &World, persoon: &str, stuk: &Value) -> Value {
    json!({ "verstrekkerId": world.ids[0], "persoonId": persoon, "wet": "WMO",
        "periode": { "van": "2026-01-01" }, "stuk": stuk })
}

fn form(rechtsvorm: &str, zorg: bool, financieel: bool) -> Value {
    json!({ "soort": "vertegenwoordiging", "rechtsvorm": rechtsvorm, "zorg": zorg,
        "financieel": financieel, "bewijs": { "soort": "rechterlijkeUitspraak",
        "kenmerk": "C/01/1", "datum": "2025-12-01" } })
}

async fn beheerder(world: &World, who: &str) -> Value {
    let path = format!("/budgethouders/{who}/beheerder?geldigOp=2026-02-01");
    world.get(&world.one, &path).await.1
}

#[tokio::test]
async fn a_mentor_does_not_order_payments_whatever_the_message_says() {
    let world = world().await;
    let (who, others) = represented(&world).await;
    assert_eq!(beheerder(&world, &who).await["grond"], "onbepaald", "two may");
    let both = stuk(&world, &others[0], &form("mentor", true, true));
    let (status, problem) = write(&world, &world.one, &who, &both).await;
    assert_eq!(status, 400, "{problem}");
    let mentor = stuk(&world, &others[0], &form("mentor", true, false));
    let (status, made) = write(&world, &world.one, &who, &mentor).await;
    assert_eq!(status, 201, "{made}");
    let now = beheerder(&world, &who).await;
    assert_eq!(now, json!({ "persoonId": others[1], "grond": "vertegenwoordiger" }));
    let (status, _) = write(&world, &world.two, &who, &mentor).await;
    assert_eq!(status, 404, "of another verstrekker");
    let clients = format!("/vertegenwoordigers/{}/budgethouders?geldigOp=2026-02-01", others[0]);
    let (_, clients) = world.get(&world.one, &clients).await;
    assert_eq!(clients["items"][0]["budgethouderId"], who.as_str());
}

#[tokio::test]
async fn one_person_manages_a_budget_and_a_change_replaces_the_record() {
    let world = world().await;
    let (who, others) = represented(&world).await;
    let manages =
        |n: usize| stuk(&world, &others[n], &json!({ "soort": "beheerder", "reden": "gekozen" }));
    let (status, first) = write(&world, &world.one, &who, &manages(0)).await;
    assert_eq!(status, 201, "{first}");
    assert_eq!(beheerder(&world, &who).await["persoonId"], others[0].as_str());
    let (status, problem) = write(&world, &world.one, &who, &manages(1)).await;
    assert_eq!(status, 409, "{problem}");
    let moment = world.context.clock.now().to_string();
    let mut next = manages(1);
    next["vervangt"] = first["id"].clone();
    assert_eq!(write(&world, &world.one, &who, &next).await.0, 201);
    assert_eq!(beheerder(&world, &who).await["persoonId"], others[1].as_str());
    assert_eq!(write(&world, &world.one, &who, &next).await.0, 409, "replaced before");
    let stranger = stuk(&world, &world.ids[2], &json!({ "soort": "beheerder", "reden": "x" }));
    assert!(write(&world, &world.one, &who, &stranger).await.0 >= 400);
    let path = format!("/budgethouders/{who}/dossierstukken?soort=beheerder");
    let (_, now) = world.get(&world.one, &path).await;
    assert_eq!(now["items"].as_array().unwrap().len(), 1);
    let (_, then) = world.get(&world.one, &format!("{path}&beschikbaarOp={moment}")).await;
    assert_eq!(then["items"][0]["persoonId"], others[0].as_str());
    let (_, all) = world.get(&world.one, &format!("{path}&ookVervangen=true")).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn skills_conversations_and_formality_are_kept_sealed_with_their_reasons() {
    let world = world().await;
    let (who, others) = represented(&world).await;
    let points: Vec<Value> = (1..=10)
        .map(|n| json!({ "punt": n, "oordeel": "metHulp", "motivering": "Proefmotivering" }))
        .collect();
    let skills = json!({ "soort": "pgbVaardigheid", "punten": points, "conclusie": "metHulp",
        "advies": "met een vertegenwoordiger" });
    assert_eq!(write(&world, &world.one, &who, &stuk(&world, &others[0], &skills)).await.0, 201);
    let visit = json!({ "soort": "huisbezoek", "datum": "2026-02-03", "vragenlijst": "2026-1",
        "antwoorden": [{ "vraag": "Hoe gaat het?", "antwoord": "Goed." }],
        "bevindingen": "Proefmotivering", "vervolgtaken": [] });
    assert_eq!(write(&world, &world.one, &who, &stuk(&world, &others[0], &visit)).await.0, 201);
    let facts = json!({ "familie": true, "mantelzorger": false, "handelsregister": true,
        "meerWerkenden": false, "big": false, "agb": false, "buitenland": false });
    let formal =
        json!({ "soort": "formeelInformeel", "feiten": facts, "reden": "Proefmotivering" });
    let mut wlz = stuk(&world, &others[0], &formal);
    assert_eq!(write(&world, &world.one, &who, &wlz).await.0, 400, "the gemeente must judge");
    wlz["wet"] = json!("WLZ");
    let (status, made) = write(&world, &world.one, &who, &wlz).await;
    assert_eq!((status, &made["stuk"]["oordeel"]), (201, &json!("informeel")), "{made}");
    let plain = "SELECT count(*) FROM dossierstuk \
         WHERE position('Proefmotivering'::bytea in inhoud) > 0";
    assert_eq!(world.count(plain).await, 0);
    let bare = json!({ "soort": "bevindingen", "punten": [] });
    assert_eq!(write(&world, &world.one, &who, &stuk(&world, &others[0], &bare)).await.0, 400);
}

#[tokio::test]
async fn an_account_changes_with_its_history_and_payout_hears_the_next_version() {
    let world = world().await;
    let body = json!({ "soort": "persoon", "naam": "Proef Zorgverlener", "bsn": KNOWN[1],
        "iban": IBAN, "rekeninghouder": "P. Zorgverlener", "verstrekkers": [world.ids[0]] });
    let made = world.server.post(&world.one, "/zorgverleners", &body).send().await.unwrap();
    let made: Value = made.json().await.unwrap();
    let path = format!("/zorgverleners/{}/rekeningnummers", made["id"].as_str().unwrap());
    let change = async |token: &str, seen: i64| {
        let body = json!({ "iban": OTHER_IBAN, "rekeninghouder": "P. Zorgverlener" });
        let request = world.server.post(token, &path, &body);
        let request = request.header("if-match", format!("\"{seen}\""));
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(change(&world.two, 1).await, 404, "of another verstrekker");
    assert_eq!(change(&world.one, 2).await, 412);
    assert_eq!(change(&world.one, 1).await, 201);
    assert_eq!(change(&world.one, 2).await, 201, "the same again changes nothing");
    let (_, history) = world.get(&world.one, &path).await;
    let items = history["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[0]["iban"]), (2, &json!("NL··6789")));
    assert!(!history.to_string().contains(OTHER_IBAN));
    assert_eq!(world.get(&world.two, &path).await.0, 404);

    let accounts = world.facts("nl.pgb.betaalgegevens-vastgesteld.v1").await;
    let versions: Vec<_> = accounts.iter().map(|said| said["versie"].clone()).collect();
    assert_eq!(versions, [1, 2]);
    assert_eq!(accounts[1]["data"]["iban"], OTHER_IBAN);
    assert_eq!(accounts[1]["data"]["bsn"], KNOWN[1]);
    let people = world.facts("nl.pgb.zorgverlener-vastgesteld.v1").await;
    assert_eq!(people[1]["data"]["ibanRef"], accounts[1]["data"]["ibanRef"]);
    assert_eq!(people[1]["data"]["verstrekkers"], json!([world.ids[0]]));
}
