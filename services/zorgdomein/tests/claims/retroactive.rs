//! Changes with effect in the past.

use serde_json::{Value, json};

use super::support::{Afspraak, claim, text, world};

fn change(afspraak: &Afspraak, from: &str, tarief: i64) -> Value {
    json!({ "ingangsdatum": from, "ondertekendOp": "2026-04-12",
        "regels": [{ "regelId": afspraak.regel, "tarief": tarief }] })
}

/// The worked example of pgb:3.7, seen from here: 20 hours in March at 30.00, then 32.00 from
/// 1 March, signed on 12 April; payout books 25.00 of the 40.00 and refuses 15.00.
#[tokio::test]
async fn a_rate_that_rises_back_to_march_makes_the_next_version_of_the_claim() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    let february = claim(&afspraak, "D-0", "2026-02-01", "2026-02-28", 2000);
    world.make(&world.one, "/declaraties", &february).await;

    let path = format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id);
    let done = world.make(&world.one, &path, &change(&afspraak, "2026-03-01", 3200)).await;
    assert_eq!(done["verschil"], 4000);
    assert_eq!(
        done["gevolgen"],
        json!([{ "declaratieId": id, "kenmerk": "D-1", "maand": "2026-03", "regel": 0,
            "oud": 60_000, "nieuw": 64_000, "verschil": 4000, "gevolg": "nabetalen" }])
    );

    let said = world.facts("nl.pgb.declaratie-vastgesteld.v1").await;
    let of_claim: Vec<&Value> = said.iter().filter(|own| own["subject"] == json!(id)).collect();
    assert_eq!(of_claim.len(), 2);
    assert_eq!(of_claim[1]["versie"], 2);
    assert_eq!(of_claim[1]["data"]["totaalVerschuldigd"], 64_000);
    assert_eq!(of_claim[1]["data"]["regels"][0]["zorgmaand"], "2026-03");
    let agreement = world.facts("nl.pgb.zorgovereenkomst-vastgesteld.v1").await;
    assert_eq!(agreement[1]["versie"], 2);
    assert_eq!(agreement[1]["data"]["regels"].as_array().unwrap().len(), 2);

    let geboekt = json!({ "declaratieId": id, "declaratieVersie": 2, "geboekt": 62_500,
        "geweigerd": 1500, "reden": "budgetUitgeputBijTwk" });
    let queue = contracts::catalogue::ZORGDOMEIN_GEBOEKT;
    world.hear(queue, ("nl.pgb.declaratie-geboekt.v1", &id, 2), geboekt).await;
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!((&shown["versie"], &shown["verschuldigd"]), (&json!(2), &json!(64_000)));
    assert_eq!((&shown["geboekt"], &shown["geweigerd"]), (&json!(62_500), &json!(1500)));
    assert_eq!(shown["reden"], "budgetUitgeputBijTwk");
    assert_eq!(shown["regels"][0]["verschuldigd"], 64_000);
}

#[tokio::test]
async fn a_changed_rate_goes_to_the_toets_again_and_a_no_stops_the_agreement() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let paid = claim(&afspraak, "D-1", "2026-02-01", "2026-02-28", 2000);
    let paid = text(&world.make(&world.one, "/declaraties", &paid).await["id"]);
    let path = format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id);
    world.make(&world.one, &path, &change(&afspraak, "2026-03-01", 900)).await;
    let asked = world.facts("nl.pgb.zorgovereenkomst-ingediend.v1").await;
    assert_eq!(asked.len(), 2);
    assert_eq!(
        (&asked[1]["versie"], &asked[1]["data"]["overeenkomstVersie"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(asked[1]["data"]["feiten"]["beloning"]["bedrag"], 900);
    let shown =
        || async { world.get(&world.one, &format!("/zorgovereenkomsten/{}", afspraak.id)).await.1 };
    assert_eq!(shown().await["status"], "actief");
    world.toets_of(&afspraak.id, 2, 2, "afgekeurd").await;
    assert_eq!(shown().await["status"], "afgekeurd");
    let said = world.facts("nl.pgb.zorgovereenkomst-vastgesteld.v1").await;
    assert_eq!((&said[2]["versie"], &said[2]["data"]["status"]), (&json!(3), &json!("afgekeurd")));
    let (_, before) = world.get(&world.one, &format!("/declaraties/{paid}")).await;
    assert_eq!((&before["status"], &before["versie"]), (&json!("goedgekeurd"), &json!(1)));
    let next = claim(&afspraak, "D-2", "2026-01-01", "2026-01-31", 2000);
    let (status, problem) = world.post(&world.one, "/declaraties", &next).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (409, &json!("D-30")));
}

#[tokio::test]
async fn a_change_keeps_what_was_known_before() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let path = format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id);
    world.make(&world.one, &path, &change(&afspraak, "2026-03-01", 3200)).await;
    let rows = "SELECT count(*) FROM zorgovereenkomst_regel";
    let closed = "SELECT count(*) FROM zorgovereenkomst_regel WHERE vervangen_op IS NOT NULL \
        AND tarief = 3000 AND geldig_tot IS NULL";
    assert_eq!((world.count(rows).await, world.count(closed).await), (3, 1));
    let old = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let (status, problem) = world.post(&world.one, "/declaraties", &old).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (409, &json!("D-33")));
    let new = Afspraak { tarief: 3200, ..afspraak.clone() };
    let made = claim(&new, "D-2", "2026-03-01", "2026-03-31", 2000);
    assert_eq!(world.make(&world.one, "/declaraties", &made).await["verschuldigd"], 64_000);
}

#[tokio::test]
async fn a_lower_rate_is_due_less_and_small_differences_are_booked_off() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let large = claim(&afspraak, "D-1", "2026-03-01", "2026-03-05", 1000);
    let small = claim(&afspraak, "D-2", "2026-03-06", "2026-03-06", 100);
    world.make(&world.one, "/declaraties", &large).await;
    world.make(&world.one, "/declaraties", &small).await;
    let path = format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id);
    let done = world.make(&world.one, &path, &change(&afspraak, "2026-03-01", 2700)).await;
    let found: Vec<(i64, &str)> = done["gevolgen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| (own["verschil"].as_i64().unwrap(), own["gevolg"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [(-3000, "terugvorderen"), (0, "afgeboekt")]);
    assert_eq!(world.facts("nl.pgb.declaratie-vastgesteld.v1").await.len(), 3);
}

#[tokio::test]
async fn a_change_from_before_the_month_before_is_refused() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let path = format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id);
    for (from, code) in [("2026-02-01", "R-WIJ-03"), ("2026-03-02", "R-WIJ-02")] {
        let (status, problem) = world.post(&world.one, &path, &change(&afspraak, from, 3200)).await;
        assert_eq!((status, &problem["errors"][0]["code"]), (400, &json!(code)));
    }
}
