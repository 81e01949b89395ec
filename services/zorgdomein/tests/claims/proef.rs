//! "Will this be paid?" and "what would this change mean?": answered, and nothing is stored.

use serde_json::{Value, json};

use super::support::{World, claim, found, text, world};

/// Everything that a door may write, apart from the log of who was shown.
const ROWS: &str = "SELECT (SELECT count(*) FROM declaratie) + (SELECT count(*) FROM \
    declaratie_versie) + (SELECT count(*) FROM zorgovereenkomst) + (SELECT count(*) FROM \
    zorgovereenkomst_regel) + (SELECT count(*) FROM zorgovereenkomst_wijziging) + (SELECT \
    count(*) FROM event) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM idempotency) \
    AS count";

#[tokio::test]
async fn a_claim_is_judged_with_budget_and_day_and_nothing_is_stored() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let before = world.count(ROWS).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let (status, shown) = world.post(&world.one, "/declaraties/_proef", &body).await;
    assert_eq!(status, 200, "{shown:#}");
    assert_eq!((&shown["wordtBetaald"], &shown["status"]), (&json!("ja"), &json!("goedgekeurd")));
    assert_eq!(shown["verschuldigd"], 60_000);
    assert_eq!(
        (&shown["verwachtOp"], &shown["uiterlijkOp"]),
        (&json!("2026-04-17"), &json!("2026-05-12"))
    );
    assert_eq!(shown["budget"][0], json!({ "potId": afspraak.pot, "gevraagd": 60_000 }));
    let checks: Vec<String> =
        shown["uitkomsten"].as_array().unwrap().iter().map(|own| text(&own["check"])).collect();
    for check in ["D-01", "D-20", "D-30", "D-33", "D-36", "D-60"] {
        assert!(checks.iter().any(|own| own == check), "{check} in {checks:?}");
    }
    assert_eq!(world.count(ROWS).await, before, "nothing is stored");
    let made = world.make(&world.one, "/declaraties", &body).await;
    assert_eq!(made["uitkomsten"], shown["uitkomsten"], "the same engine");
    let (status, known) = world.post(&world.one, "/declaraties/_proef", &body).await;
    assert_eq!((status, &known["title"].is_string()), (409, &true));
}

#[tokio::test]
async fn what_would_be_refused_or_wait_is_said_with_its_reasons() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let mut wrong = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    wrong["regels"][0]["tarief"] = json!(3100);
    let (status, shown) = world.post(&world.one, "/declaraties/_proef", &wrong).await;
    assert_eq!((status, &shown["wordtBetaald"]), (200, &json!("nee")));
    assert!(found(&shown).contains(&"D-33 B anderTarief".to_owned()), "{shown:#}");
    assert!(shown.get("verwachtOp").is_none());
    let stand = json!({ "toekenningId": afspraak.toekenning,
        "verstrekkerId": world.verstrekker_of(&afspraak).await,
        "budgethouderId": world.budgethouder_of(&afspraak).await,
        "potten": [{ "potId": afspraak.pot, "zorgfunctie": "02",
            "periode": { "van": "2026-01-01", "tot": "2026-12-31" }, "toegekend": 10_000_000,
            "beschikbaar": 59_999, "gereserveerd": 0, "besteed": 0, "terugTeVorderen": 0,
            "tekort": 0 }] });
    let queue = contracts::catalogue::ZORGDOMEIN_GEBOEKT;
    let kind = ("nl.pgb.budgetstand-bijgewerkt.v1", afspraak.toekenning.as_str(), 1);
    let verdict = world.hear(queue, kind, stand).await;
    assert_eq!(verdict, platform::messaging::consumer::Verdict::Applied);
    let body = claim(&afspraak, "D-2", "2026-03-01", "2026-03-31", 2000);
    let (_, shown) = world.post(&world.one, "/declaraties/_proef", &body).await;
    assert_eq!(shown["wordtBetaald"], "nee", "a new claim is booked whole or not at all");
    assert_eq!(shown["budget"][0]["genoeg"], false);
}

#[tokio::test]
async fn the_lines_of_a_batch_see_one_another() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let lines = [
        claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000).to_string(),
        claim(&afspraak, "D-2", "2026-03-31", "2026-04-01", 100).to_string(),
        "{".to_owned(),
    ];
    let answer = world
        .server
        .client
        .post(format!("{}/declaraties/_proef", world.server.url))
        .bearer_auth(&world.one)
        .header("content-type", "application/x-ndjson")
        .body(lines.join("\n"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.unwrap();
    let answers: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 3, "{text}");
    assert_eq!(answers[0]["proef"]["wordtBetaald"], "ja");
    assert_eq!(answers[1]["proef"]["wordtBetaald"], "nee");
    assert_eq!(found(&answers[1]["proef"]), ["D-60 A alGedeclareerd"]);
    assert_eq!((&answers[2]["regelnummer"], &answers[2]["status"]), (&json!(3), &json!(400)));
    assert_eq!(world.count("SELECT count(*) FROM declaratie").await, 0);
}

#[tokio::test]
async fn an_agreement_is_tried_out_before_it_is_signed() {
    let world = world().await;
    let grant = world.grant(&world.one, "WMO", 1, "02").await;
    let carer = world.carer(&world.one, 1001, &grant["verstrekkerId"]).await;
    let before = world.count(ROWS).await;
    let mut body = World::agreement_body(&grant, &carer, "ZOV-1", 3000);
    body["einddatum"] = json!("2026-12-31");
    let (status, shown) = world.post(&world.one, "/zorgovereenkomsten/_proef", &body).await;
    assert_eq!(status, 200, "{shown:#}");
    assert_eq!((&shown["kanIngediend"], &shown["wordtBetaald"]), (&json!(true), &json!("ja")));
    assert_eq!(shown["beoordelaars"], json!([grant["verstrekkerId"]]));
    assert_eq!(shown["budget"][0]["toegekend"], 10_000_000);
    body["derdenbeding"] = json!(false);
    let (_, shown) = world.post(&world.one, "/zorgovereenkomsten/_proef", &body).await;
    assert_eq!(shown["wordtBetaald"], "nee");
    body["regels"][0]["zorgfunctie"] = json!("01");
    let (_, shown) = world.post(&world.one, "/zorgovereenkomsten/_proef", &body).await;
    assert_eq!(
        (&shown["kanIngediend"], &shown["bevindingen"][0]["check"]),
        (&json!(false), &json!("D-22"))
    );
    assert_eq!(world.count(ROWS).await, before, "nothing is stored");
}

#[tokio::test]
async fn a_change_is_foreseen_to_the_cent_and_then_happens_so() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    for (kenmerk, van, tot) in
        [("D-1", "2026-03-01", "2026-03-31"), ("D-2", "2026-02-01", "2026-02-28")]
    {
        let body = claim(&afspraak, kenmerk, van, tot, 2000);
        world.make(&world.one, "/declaraties", &body).await;
    }
    let before = world.count(ROWS).await;
    let rates = json!({ "ingangsdatum": "2026-03-01", "ondertekendOp": "2026-04-12",
        "regels": [{ "regelId": afspraak.regel, "tarief": 3200 }] });
    let path = format!("/zorgovereenkomsten/{}/_proef", afspraak.id);
    let (status, seen) = world.post(&world.one, &path, &json!({ "tarieven": rates })).await;
    assert_eq!(status, 200, "{seen:#}");
    assert_eq!((&seen["verschil"], &seen["declaraties"]), (&json!(4000), &json!(1)));
    let month = json!([{ "maand": "2026-03", "nabetalen": 4000, "terugvorderen": 0 }]);
    assert_eq!(seen["maanden"], month);
    let end = json!({ "einde": { "einddatum": "2026-03-15", "reden": "opzegging" } });
    let (_, ended) = world.post(&world.one, &path, &end).await;
    assert_eq!(ended["verschil"], -60_000, "unnamed hours of March are handed in again");
    assert_eq!(world.count(ROWS).await, before, "nothing is stored");
    let change = format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id);
    let done = world.make(&world.one, &change, &rates).await;
    assert_eq!(done["gevolgen"], seen["gevolgen"]);
    assert_eq!(world.post(&world.two, &path, &end).await.0, 404);
    assert_eq!(world.post(&world.one, &path, &json!({})).await.0, 400);
}
