//! Dry run, receipt, replay and comparison over REST.

use contracts::ZorgovereenkomstIngediend;
use labour_check::SERVICE;
use labour_check::engine::hash_of;
use platform::http::testing as http;
use serde_json::{Value, json};

use crate::support::{
    NEIGHBOUR, OWN, SCOPE, context_on, employment, hear, message, read, verstrekker,
};

fn facts(fact: &ZorgovereenkomstIngediend) -> Value {
    serde_json::to_value(&fact.feiten).unwrap()
}

#[tokio::test]
async fn a_dry_run_explains_itself_twice_and_stores_nothing() {
    let context = context_on("2026-07-15").await;
    let own = verstrekker(OWN);
    hear(&context, &[message(1, own.clone())]).await;
    let server = http::serve(&SERVICE, &context).await;
    let token = server.token(OWN, SCOPE);
    let asked = json!({ "feiten": facts(&employment(&own)) });
    let (status, answer) = read(server.post(&token, "/toetsen", &asked)).await;
    assert_eq!((status, answer["uitkomst"].as_str()), (200, Some("afgekeurd")), "{answer}");
    let found = answer["bevindingen"].as_array().unwrap();
    let wage = found.iter().find(|found| found["regel"] == "LOON-01").unwrap();
    assert_eq!(wage["grond"], "strijdMetRecht");
    assert!(wage["toelichting"].as_str().unwrap().contains("€ 14,99"), "{wage}");
    let legal = wage["juridisch"].as_str().unwrap();
    assert!(legal.contains("WML") && legal.contains("minimumloon.21"), "{legal}");
    assert_eq!(answer["bewijs"]["uitkomst"], "afgekeurd");
    let (_, list) = read(server.get(&token, "/toetsen")).await;
    assert_eq!(list["items"], json!([]));
}

#[tokio::test]
async fn a_wrong_dry_run_names_every_fault() {
    let context = context_on("2026-07-15").await;
    let own = verstrekker(OWN);
    let server = http::serve(&SERVICE, &context).await;
    let token = server.token(OWN, SCOPE);
    let mut asked = json!({ "feiten": facts(&employment(&own)), "instelling": { "uitgave": 0 } });
    let (status, problem) = read(server.post(&token, "/toetsen", &asked)).await;
    assert_eq!((status, &problem["errors"][0]["location"]), (400, &json!("/instelling/uitgave")));
    asked["feiten"]["beloning"]["bedrag"] = json!("veel");
    let (status, problem) = read(server.post(&token, "/toetsen", &asked)).await;
    assert_eq!(
        (status, &problem["errors"][0]["location"]),
        (400, &json!("/feiten/beloning/bedrag"))
    );
    let none = server.token(OWN, "pgb.iets.anders");
    assert_eq!(read(server.post(&none, "/toetsen", &asked)).await.0, 403);
}

#[tokio::test]
async fn a_stored_receipt_is_replayed_to_the_same_bytes() {
    let context = context_on("2026-07-15").await;
    let (own, neighbour) = (verstrekker(OWN), verstrekker(NEIGHBOUR));
    let fact = employment(&own);
    hear(&context, &[message(1, own), message(1, neighbour), message(1, fact)]).await;
    let server = http::serve(&SERVICE, &context).await;
    let token = server.token(OWN, SCOPE);
    let (_, list) = read(server.get(&token, "/toetsen")).await;
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let path = |rest: &str| format!("/toetsen/{id}/{rest}");

    let receipt = server.get(&token, &path("bewijs")).send().await.unwrap().text().await.unwrap();
    let stated: Value = serde_json::from_str(&receipt).unwrap();
    let hash = stated["hash"].as_str().unwrap();
    assert_eq!(hash, hash_of(receipt.replace(&format!(",\"hash\":\"{hash}\""), "").as_bytes()));
    assert_eq!(stated["kennisdatum"], "2026-01-21");
    assert_eq!(stated["feiten"]["beloning.bedrag"], 1471);

    let (status, again) = read(server.post(&token, &path("herhalingen"), &json!({}))).await;
    assert_eq!((status, &again["gelijk"], &again["herhaald"]), (200, &json!(true), &json!(hash)));
    let (status, outcome) = read(server.get(&token, &path("uitslag"))).await;
    assert_eq!((status, &outcome["bewijs"]), (200, &stated));
    let stranger = server.token(NEIGHBOUR, SCOPE);
    assert_eq!(read(server.get(&stranger, &path("bewijs"))).await.0, 404);
    assert_eq!(read(server.post(&stranger, &path("herhalingen"), &json!({}))).await.0, 404);
}

#[tokio::test]
async fn two_days_are_compared_on_one_agreement() {
    let context = context_on("2026-07-15").await;
    let own = verstrekker(OWN);
    let server = http::serve(&SERVICE, &context).await;
    let token = server.token(OWN, SCOPE);
    let mut asked = json!({
        "feiten": facts(&employment(&own)),
        "links": { "kennisdatum": "2026-04-27" },
        "rechts": { "kennisdatum": "2026-07-15" }
    });
    let (status, answer) = read(server.post(&token, "/vergelijkingen", &asked)).await;
    assert_eq!((status, &answer["rechts"]), (200, &json!("afgekeurd")), "{answer}");
    let changed = answer["verschillen"].as_array().unwrap();
    let wage = changed.iter().find(|changed| changed["regel"] == "LOON-01").unwrap();
    assert_eq!(wage["links"]["uitkomst"], "akkoord");
    assert_eq!(wage["rechts"]["uitkomst"], "afgekeurd");
    asked["rechts"] = asked["links"].clone();
    let (_, same) = read(server.post(&token, "/vergelijkingen", &asked)).await;
    assert_eq!(same["verschillen"], json!([]));
    asked["toetsId"] = json!("0190a000-0000-7000-8000-000000000000");
    assert_eq!(read(server.post(&token, "/vergelijkingen", &asked)).await.0, 400);
}
