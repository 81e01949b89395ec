//! The JSON door: the same judgement, refusals as problems.

use super::support::{KNOWN, Message, world};
use serde_json::{Value, json};

pub(crate) fn offer(bericht: &str, budget: &str) -> Value {
    json!({
        "afzender": "9901", "berichtIdentificatie": bericht, "dagtekening": "2026-01-05",
        "wet": "WMO",
        "client": { "bsn": KNOWN[0] },
        "budget": {
            "budgetIdentificatie": budget,
            "functieBudgetten": [{
                "zorgfunctie": "02",
                "functieBudgetPeriode": { "ingangsdatum": "2026-01-01", "einddatum": "2026-12-31" },
                "functieBudgetBedrag": 2_000_000,
            }],
        },
    })
}

#[tokio::test]
async fn a_toekenning_as_json_is_created_with_its_place_and_tag() {
    let world = world().await;
    let body = offer("B1", "PGB-1");
    let answer = world.server.post(&world.one, "/toekenningen", &body).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.headers()["etag"], "\"1\"");
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    let made: Value = answer.json().await.unwrap();
    assert!(location.ends_with(made["id"].as_str().unwrap()));
    let (status, read) = world.get(&world.one, location.trim_start_matches("/zorgdomein/v1")).await;
    assert_eq!((status, &read), (200, &made));
    assert_eq!(world.facts("nl.pgb.toekenning-vastgesteld.v1").await.len(), 1);
}

#[tokio::test]
async fn every_break_is_told_at_once_with_its_retourcode_and_place() {
    let world = world().await;
    let mut body = offer("B1", "PGB-1");
    body["client"]["bsn"] = json!("999990018");
    body["dagtekening"] = json!("2099-01-01");
    body["budget"]["functieBudgetten"][0]["verantwoordingsvrijBedrag"] = json!(2_000_001);
    let answer = world.server.post(&world.one, "/toekenningen", &body).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let problem: Value = answer.json().await.unwrap();
    let told: Vec<(String, String)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|told| {
            let text = |name: &str| told[name].as_str().unwrap().to_owned();
            (text("code"), text("location"))
        })
        .collect();
    for (code, place) in [
        ("S002", "/client/bsn"),
        ("S064", "/dagtekening"),
        ("9503", "/budget/functieBudgetten/0/verantwoordingsvrijBedrag"),
    ] {
        assert!(told.contains(&(code.to_owned(), place.to_owned())), "{code} in {told:?}");
    }
    assert!(!problem.to_string().contains("999990018"), "the BSN is not repeated");
    assert_eq!(world.count("SELECT count(*) FROM bericht").await, 0);
}

#[tokio::test]
async fn a_field_of_the_wrong_form_is_0001_at_its_place() {
    let world = world().await;
    let mut body = offer("B1", "PGB-1");
    body["budget"]["functieBudgetten"][0]["zorgfunctie"] = json!("1");
    body["dagtekening"] = json!("2026-02-30");
    let answer = world.server.post(&world.one, "/toekenningen", &body).send().await.unwrap();
    let problem: Value = answer.json().await.unwrap();
    let codes: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|e| &e["code"]).collect();
    assert_eq!(codes, ["0001", "0001"]);
}

#[tokio::test]
async fn both_doors_share_numbers_and_budgets() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B1", "PGB-1")).await;
    for (body, code) in [
        (offer("B1", "PGB-2"), "9056"),
        (offer("B2", "PGB-1"), "9574"),
        (offer("B3", "PGB-3"), "9502"),
    ] {
        let answer = world.server.post(&world.one, "/toekenningen", &body).send().await.unwrap();
        let problem: Value = answer.json().await.unwrap();
        assert!(problem.to_string().contains(code), "{code} in {problem}");
    }
    let mut next = offer("B4", "PGB-4");
    next["budget"]["budgetIdentificatieOud"] = json!("PGB-1");
    let answer = world.server.post(&world.one, "/toekenningen", &next).send().await.unwrap();
    let made: Value = answer.json().await.unwrap();
    assert_eq!(made["versie"], 2, "{made}");
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer() {
    let world = world().await;
    let request = world.server.post(&world.one, "/toekenningen", &offer("B1", "PGB-1"));
    let first: Value = request.try_clone().unwrap().send().await.unwrap().json().await.unwrap();
    let again: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(first, again);
    assert_eq!(world.count("SELECT count(*) FROM toekenning").await, 1);
}

#[tokio::test]
async fn lists_are_paged_and_filtered() {
    let world = world().await;
    for (n, bsn) in KNOWN.iter().take(3).enumerate() {
        let mut body = offer(&format!("B{n}"), &format!("PGB-{n}"));
        body["client"]["bsn"] = json!(bsn);
        let answer = world.server.post(&world.one, "/toekenningen", &body).send().await.unwrap();
        assert_eq!(answer.status(), 201);
    }
    let first = world.server.get(&world.one, "/toekenningen?wet=WMO&limit=2");
    let first = first.send().await.unwrap();
    let link = first.headers()["link"].to_str().unwrap().to_owned();
    assert!(link.contains("wet=WMO"), "{link}");
    let items = |body: &Value| body["items"].as_array().unwrap().len();
    assert_eq!(items(&first.json().await.unwrap()), 2);
    let next = link.split(['<', '>']).nth(1).unwrap().trim_start_matches("/zorgdomein/v1");
    let (_, rest) = world.get(&world.one, next).await;
    assert_eq!(items(&rest), 1);
    let (_, none) = world.get(&world.one, "/toekenningen?wet=JW").await;
    assert_eq!(items(&none), 0);
    assert_eq!(world.get(&world.one, "/toekenningen?status=raar").await.0, 400);
}
