//! Doubles, also when two come in at the same moment.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::support::{claim, found, text, world};

#[tokio::test]
async fn the_same_care_cannot_be_claimed_twice() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let first = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    world.make(&world.one, "/declaraties", &first).await;
    let twin = claim(&afspraak, "D-2", "2026-03-31", "2026-04-05", 500);
    let (status, problem) = world.post(&world.one, "/declaraties", &twin).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (409, &json!("D-60")));
    let next = claim(&afspraak, "D-3", "2026-04-01", "2026-04-05", 500);
    world.make(&world.one, "/declaraties", &next).await;
}

#[tokio::test]
async fn of_twins_that_come_in_at_once_one_is_let_through() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let claims: Vec<Value> = (0..8)
        .map(|n| claim(&afspraak, &format!("D-{n}"), "2026-03-01", "2026-03-31", 2000))
        .collect();
    let answers =
        join_all(claims.iter().map(|body| world.post(&world.one, "/declaraties", body))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    assert_eq!(world.count("SELECT count(*) FROM declaratie").await, 1);
}

#[tokio::test]
async fn forty_hours_hold_when_claims_come_in_at_once() {
    let world = world().await;
    let afspraak = world.active_at(&world.office, ("WLZ", "99"), (1, 5000), |_| {}).await;
    let claims: Vec<Value> = (2..=6)
        .map(|day| {
            let date = format!("2026-03-{day:02}");
            claim(&afspraak, &format!("D-{day}"), &date, &date, 1000)
        })
        .collect();
    let answers =
        join_all(claims.iter().map(|body| world.post(&world.office, "/declaraties", body))).await;
    let due: i64 = answers.iter().map(|(_, made)| made["verschuldigd"].as_i64().unwrap()).sum();
    assert_eq!(due, 40 * 5000, "{answers:#?}");
    assert_eq!(
        world.count("SELECT sum(uren_toegekend)::bigint AS count FROM declaratieregel").await,
        4000
    );
}

#[tokio::test]
async fn an_invoice_number_is_used_once_and_uitval_in_bulk() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let invoice = |kenmerk: &str, van: &str| {
        let mut body = claim(&afspraak, kenmerk, van, van, 100);
        body["soort"] = json!("factuur");
        body["factuurnummer"] = json!("F-1");
        body
    };
    world.make(&world.one, "/declaraties", &invoice("D-1", "2026-03-01")).await;
    let (status, problem) =
        world.post(&world.one, "/declaraties", &invoice("D-2", "2026-03-02")).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (409, &json!("D-61")));
    let answers = world.bulk(&world.one, &[invoice("D-3", "2026-03-03")]).await;
    assert_eq!(answers[0]["declaratie"]["status"], "uitval");
    assert_eq!(found(&answers[0]["declaratie"]), ["D-61 U factuurnummerBekend"]);
    assert_eq!(world.facts("nl.pgb.declaratie-vastgesteld.v1").await.len(), 1);
    assert_eq!(text(&answers[0]["kenmerk"]), "D-3");
}
