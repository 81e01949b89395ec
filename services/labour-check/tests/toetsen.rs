//! Agreements are heard, judged and answered; toetsen are read and decided over REST. Against a
//! real PostgreSQL.

#![cfg(test)]

#[path = "toetsen/golden.rs"]
mod golden;
#[path = "toetsen/receipts.rs"]
mod receipts;
#[path = "toetsen/rounds.rs"]
mod rounds;
#[path = "toetsen/support.rs"]
mod support;
#[path = "toetsen/work.rs"]
mod work;

use contracts::labour::Uitkomst;
use contracts::{ZorgovereenkomstGetoetst, examples};
use labour_check::SERVICE;
use platform::http::{rules, testing as http};
use platform::messaging::inbox::Tally;
use platform::testing;
use serde_json::{Value, json};
use support::{NEIGHBOUR, OWN, SCOPE, agreement, answers, hear, message, verstrekker};

#[tokio::test]
async fn an_agreement_is_judged_once_and_answered_once_however_often_it_comes() {
    let context = testing::context(&SERVICE).await;
    let own = verstrekker(OWN);
    let fact = agreement(&own, true);
    let asked = message(1, fact.clone());
    let batch = [message(1, own), asked.clone(), asked.clone()];
    assert_eq!(
        hear(&context, &batch).await,
        Tally { applied: 2, duplicate: 1, ..Tally::default() }
    );
    assert_eq!(hear(&context, &[asked]).await.duplicate, 1);
    let said = answers::<ZorgovereenkomstGetoetst>(&context, fact.zorgovereenkomst_id).await;
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].0, said[0].1.uitkomst), (1, Uitkomst::Akkoord));
}

#[tokio::test]
async fn a_changed_agreement_is_judged_again_and_answered_with_the_next_versie() {
    let context = testing::context(&SERVICE).await;
    let own = verstrekker(OWN);
    let first = agreement(&own, true);
    let mut second = first.clone();
    second.overeenkomst_versie = 2;
    second.feiten.bedingen.derdenbeding = false;
    hear(&context, &[message(1, own), message(1, first.clone())]).await;
    hear(&context, &[message(2, second)]).await;
    let said = answers::<ZorgovereenkomstGetoetst>(&context, first.zorgovereenkomst_id).await;
    let outcomes: Vec<_> = said
        .iter()
        .map(|(versie, fact)| (*versie, fact.overeenkomst_versie, fact.uitkomst))
        .collect();
    assert_eq!(outcomes, [(1, 1, Uitkomst::Akkoord), (2, 2, Uitkomst::Afgekeurd)]);
}

#[tokio::test]
async fn what_is_not_a_fact_of_this_queue_is_parked() {
    let context = testing::context(&SERVICE).await;
    let strange = message(1, examples::declaratie_ingediend());
    assert_eq!(hear(&context, &[strange]).await.parked, 1);
}

#[tokio::test]
async fn a_person_decides_what_the_toets_leaves_open_and_the_neighbour_sees_nothing() {
    let context = testing::context(&SERVICE).await;
    let (own, neighbour) = (verstrekker(OWN), verstrekker(NEIGHBOUR));
    let fact = agreement(&own, false);
    hear(&context, &[message(1, own), message(1, neighbour), message(1, fact.clone())]).await;
    let server = http::serve(&SERVICE, &context).await;
    let token = server.token(OWN, SCOPE);
    let list = server.get(&token, "/toetsen?uitkomst=handmatigeBeoordeling").send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);

    let path = format!("/toetsen/{id}/beoordelingen");
    let stranger = server.token(NEIGHBOUR, SCOPE);
    let good =
        json!({ "oordeel": "goed", "reden": "De geboortedatum is nagezien in het register." });
    let seen = server.get(&stranger, &format!("/toetsen/{id}")).send().await.unwrap();
    assert_eq!(seen.status(), 404);
    assert_eq!(server.post(&stranger, &path, &good).send().await.unwrap().status(), 404);

    let wrong = json!({ "oordeel": "misschien", "reden": "kort" });
    let refused = server.post(&token, &path, &wrong).send().await.unwrap();
    assert_eq!(refused.status(), 400);
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2, "every fault at once: {problem}");

    assert_eq!(server.post(&token, &path, &good).send().await.unwrap().status(), 201);
    assert_eq!(server.post(&token, &path, &good).send().await.unwrap().status(), 409);
    let said = answers::<ZorgovereenkomstGetoetst>(&context, fact.zorgovereenkomst_id).await;
    let outcomes: Vec<_> = said.iter().map(|(versie, fact)| (*versie, fact.uitkomst)).collect();
    assert_eq!(outcomes, [(1, Uitkomst::HandmatigeBeoordeling), (2, Uitkomst::Akkoord)]);
    assert!(said[1].1.bevindingen.iter().any(|bevinding| bevinding.regel == "HAND-01"));
}

#[tokio::test]
async fn the_api_keeps_the_rules_of_the_house() {
    let context = testing::context(&SERVICE).await;
    let server = http::serve(&SERVICE, &context).await;
    let document: Value = server
        .client
        .get(format!("{}/openapi.json", server.url))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(rules::faults(&document), Vec::<String>::new());
    // Without a token an address is turned away after thirty tries; the API has more paths.
    let turned_away = |fault: &String| fault.contains("429") || fault.contains("HEAD");
    let mut behaviour = rules::behaviour(&server.url).await.unwrap();
    behaviour.retain(|fault| !turned_away(fault));
    assert_eq!(behaviour, Vec::<String>::new());
    let token = server.token(OWN, "pgb.toetsen.lezen");
    let found: Value =
        server.get(&token, "/regels?datum=2026-07-15").send().await.unwrap().json().await.unwrap();
    let rules = found["items"].as_array().unwrap();
    assert!(rules.iter().any(|regel| regel["id"] == "LOON-01" && regel["anker"] == "dag"));
    for (known, expected) in [("2026-04-27", None), ("2026-04-28", Some(1499))] {
        let path = format!("/parameters?datum=2026-07-15&kennisdatum={known}");
        let (_, figures) = support::read(server.get(&token, &path)).await;
        let items = figures["items"].as_array().unwrap();
        let adult = items.iter().find(|figure| figure["id"] == "minimumloon.21");
        assert_eq!(adult.and_then(|figure| figure["waarde"].as_i64()), expected, "{known}");
    }
    let none = server.get(&server.token(OWN, "pgb.iets.anders"), "/regels").send().await.unwrap();
    assert_eq!(none.status(), 403);
}
