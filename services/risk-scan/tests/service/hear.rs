//! What is heard is kept as typed rows, and nothing else is.

use contracts::{Envelope, Source, examples};
use diesel::sql_types::{BigInt, Text};
use kernel::{Euro, Oin};
use platform::{Scope, testing};
use risk_scan::leesmodel::messages::{Stamgegevens, Stroom};
use serde_json::json;
use uuid::Uuid;

use super::support::{Dienst, betaald, incoming, message, persoon, verstrekker};

#[tokio::test]
async fn every_fact_of_both_queues_becomes_rows() {
    let dienst = Dienst::fresh().await;
    dienst
        .stamgegevens(&[
            message(1, examples::verstrekker_vastgesteld()),
            message(1, examples::budgethouder_vastgesteld()),
            message(1, examples::zorgverlener_vastgesteld()),
            message(1, examples::toekenning_vastgesteld()),
            message(1, examples::zorgovereenkomst_vastgesteld()),
        ])
        .await;
    dienst
        .stroom(&[
            message(1, examples::declaratie_ingediend()),
            message(1, examples::declaratie_vastgesteld()),
            message(1, examples::betaling_bijgewerkt()),
            message(1, examples::vordering_bijgewerkt()),
            message(1, examples::budgetstand_bijgewerkt()),
        ])
        .await;
    for table in [
        "verstrekker_toegang",
        "budgethouder",
        "budgethouder_verstrekker",
        "zorgverlener",
        "zorgverlener_verstrekker",
        "toekenning",
        "toekenning_pot",
        "zorgovereenkomst",
        "zorgovereenkomst_regel",
        "declaratie_ingediend",
        "declaratie_ingediend_regel",
        "declaratie_vastgesteld",
        "declaratie_vastgesteld_regel",
        "betaling",
        "betaling_declaratie",
        "vordering",
        "budgetstand",
    ] {
        assert!(dienst.count(Scope::Landelijk, table).await > 0, "{table} is empty");
        if table != "verstrekker_toegang" {
            let nobody = dienst.count(Scope::of([Uuid::from_u128(1)]), table).await;
            assert_eq!(nobody, 0, "{table} shows rows to another verstrekker");
        }
    }
}

#[tokio::test]
async fn a_next_version_replaces_the_lines_of_the_one_before() {
    let dienst = Dienst::fresh().await;
    let mut fact = examples::declaratie_vastgesteld();
    let mut agreement = examples::zorgovereenkomst_vastgesteld();
    dienst.stroom(&[message(1, fact.clone())]).await;
    dienst.stamgegevens(&[message(1, agreement.clone())]).await;
    let mut extra = fact.regels[0].clone();
    extra.bedrag = Euro::from_cents(1);
    fact.regels.push(extra);
    agreement.regels.clear();
    dienst.stroom(&[message(2, fact.clone())]).await;
    dienst.stamgegevens(&[message(2, agreement)]).await;
    assert_eq!(dienst.count(Scope::Landelijk, "declaratie_vastgesteld").await, 1);
    assert_eq!(dienst.count(Scope::Landelijk, "declaratie_vastgesteld WHERE versie = 2").await, 1);
    let lines = i64::try_from(fact.regels.len()).unwrap();
    assert_eq!(dienst.count(Scope::Landelijk, "declaratie_vastgesteld_regel").await, lines);
    assert_eq!(dienst.count(Scope::Landelijk, "zorgovereenkomst_regel").await, 0);
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    row: String,
}

#[tokio::test]
async fn a_field_nobody_asked_for_is_dropped_before_it_is_stored() {
    let dienst = Dienst::fresh().await;
    let source = Source::new(&Oin::parse(testing::OIN).unwrap(), "zorgdomein");
    let now = "2026-05-01T10:00:00Z".parse().unwrap();
    let said = Envelope::new(Uuid::from_u128(77), source, 1, now, persoon(1, Some("ref-adres")));
    let mut said = serde_json::to_value(said).unwrap();
    said["data"]["naam"] = json!("Proef Persoon 17");
    said["data"]["bsn"] = json!("999990019");
    said["data"]["nationaliteit"] = json!("onbekend");
    assert_eq!(dienst.hear(&Stamgegevens, &[incoming(&said)]).await.applied, 1);
    let query = "SELECT row_to_json(zorgverlener)::text AS row FROM zorgverlener";
    let rows: Vec<Row> = dienst.load(Scope::Landelijk, query).await;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].row.contains("ref-adres"));
    for dropped in ["Proef Persoon", "999990019", "nationaliteit"] {
        assert!(!rows[0].row.contains(dropped), "{}", rows[0].row);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_parked_and_does_not_stop_the_rest() {
    let dienst = Dienst::fresh().await;
    let wrong = json!({
        "specversion": "1.0", "id": Uuid::from_u128(5), "source": "urn:nld:oin:0:systeem:payout",
        "type": "nl.pgb.betaling-bijgewerkt.v1", "subject": Uuid::from_u128(6), "versie": 1,
        "time": "2026-05-01T10:00:00Z", "datacontenttype": "application/json", "dataschema": "x",
        "data": { "bedrag": "veel" },
    });
    let good = message(1, betaald(1, verstrekker(1), 1, "ref"));
    let tally = dienst.hear(&Stroom, &[incoming(&wrong), good]).await;
    assert_eq!((tally.applied, tally.parked), (1, 1));
}

#[derive(diesel::QueryableByName)]
struct Sum {
    #[diesel(sql_type = BigInt)]
    cents: i64,
}

#[tokio::test]
async fn an_older_version_that_comes_late_changes_nothing() {
    let dienst = Dienst::fresh().await;
    let mut newer = betaald(1, verstrekker(1), 1, "ref");
    newer.bedrag = Euro::from_cents(7);
    dienst.stroom(&[message(2, newer)]).await;
    let late = message(1, betaald(1, verstrekker(1), 1, "ref"));
    assert_eq!(dienst.hear(&Stroom, &[late]).await.ignored, 1);
    let query = "SELECT sum(bedrag)::bigint AS cents FROM betaling";
    let sums: Vec<Sum> = dienst.load(Scope::Landelijk, query).await;
    assert_eq!(sums[0].cents, 7);
}
