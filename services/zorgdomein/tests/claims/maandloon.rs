//! Fixed monthly amounts, claimed by the calendar.

use serde_json::{Value, json};

use super::support::{Afspraak, World, found, text, world};

/// An agreement of 620.00 a month with a person, from this day.
async fn monthly(world: &World, from: &str) -> Afspraak {
    world
        .active_at(&world.one, ("WMO", "02"), (1, 62_000), |body| {
            body["regels"][0]["eenheid"] = json!("maand");
            body["ingangsdatum"] = json!(from);
        })
        .await
}

async fn claims(world: &World) -> Vec<Value> {
    let (_, list) = world.get(&world.one, "/declaraties").await;
    list["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn each_month_that_is_over_is_claimed_once_however_often_the_calendar_looks() {
    let world = world().await;
    let afspraak = monthly(&world, "2026-02-15").await;
    world.run_job("maandlonen").await;
    world.run_job("maandlonen").await;
    let made = claims(&world).await;
    let due: Vec<(&Value, &Value)> =
        made.iter().map(|own| (&own["entree"], &own["verschuldigd"])).collect();
    let kalender = json!("kalender");
    assert_eq!(due, [(&kalender, &json!(31_000)), (&kalender, &json!(62_000))], "{made:#?}");
    assert_eq!(made[0]["soort"], "maandloon");
    world.set_day("2026-05-01").await;
    world.run_job("maandlonen").await;
    assert_eq!(claims(&world).await.len(), 3);
    let end = format!("/zorgovereenkomsten/{}/beeindigingen", afspraak.id);
    world.make(&world.one, &end, &json!({ "einddatum": "2026-04-15", "reden": "overleg" })).await;
    let april = &claims(&world).await[2];
    assert_eq!(april["verschuldigd"], 31_000, "15 of 30 days");
    world.set_day("2026-06-01").await;
    world.run_job("maandlonen").await;
    assert_eq!(claims(&world).await.len(), 3, "nothing is agreed for May");
}

/// Reference scenario 8, the part of zorgdomein: death on 14 March with a monthly amount that was
/// paid: 14 of 31 days stay due.
#[tokio::test]
async fn of_a_month_in_which_somebody_dies_the_days_after_it_come_back() {
    let world = world().await;
    let afspraak = monthly(&world, "2026-03-01").await;
    world.run_job("maandlonen").await;
    let id = text(&claims(&world).await[0]["id"]);
    let death = json!({ "persoonId": world.budgethouder_of(&afspraak).await,
        "verstrekkerId": world.verstrekker_of(&afspraak).await, "soort": "overlijden",
        "geldigVan": "2026-03-14", "reden": "Melding van de familie." });
    world.make(&world.one, "/omstandigheden", &death).await;
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!(shown["verschuldigd"], 28_000, "{shown:#}");
    assert!(found(&shown).contains(&"D-07 A dagenNaOverlijden".to_owned()));
    world.set_day("2026-05-01").await;
    world.run_job("maandlonen").await;
    assert_eq!(claims(&world).await.len(), 1, "no month after the death is claimed");
}
