//! The way on for what is not simply right: repair, release, refusal, and terms.

use serde_json::{Value, json};

use super::support::{Afspraak, ONE, World, claim, found, text, world};

/// A claim typed in from paper without a signature.
async fn on_paper(world: &World, afspraak: &Afspraak) -> Value {
    let clerk = world.server.token(ONE, "pgb.declaraties.schrijven pgb.declaraties.papier");
    let mut body = claim(afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    body["entree"] = json!("papier");
    world.make(&clerk, "/declaraties", &body).await
}

/// Reference scenario 12: paper without a signature drops out, is repaired in fourteen days and
/// paid; unrepaired it is refused.
#[tokio::test]
async fn paper_without_a_signature_drops_out_and_is_repaired() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let made = on_paper(&world, &afspraak).await;
    assert_eq!(made["status"], "uitval");
    assert_eq!(found(&made), ["D-13 U nietOndertekend"]);
    let id = text(&made["id"]);
    let (_, list) = world.get(&world.one, "/declaraties/_werkvoorraad").await;
    assert_eq!(list["items"][0]["id"], json!(id), "{list:#}");
    assert_eq!(list["items"][0]["hersteltermijn"], "2026-04-26");
    assert_eq!(list["items"][0]["uitkomsten"][0]["check"], "D-13");
    let path = format!("/declaraties/{id}/herstellingen");
    let repair = json!({ "reden": "Formulier alsnog getekend.", "ondertekend": true });
    let done = world.make(&world.one, &path, &repair).await;
    assert_eq!((&done["status"], &done["verschuldigd"]), (&json!("goedgekeurd"), &json!(60_000)));
    assert_eq!(world.facts("nl.pgb.declaratie-vastgesteld.v1").await.len(), 1);
    let (status, problem) = world.post(&world.one, &path, &repair).await;
    assert_eq!(status, 409, "{problem:#}");
    let (_, list) = world.get(&world.one, "/declaraties/_werkvoorraad").await;
    assert_eq!(list["items"], json!([]));
    let kept = "SELECT count(*) FROM declaratie_handeling WHERE soort = 'herstel' \
        AND oud->>'ondertekend' = 'false' AND nieuw->>'ondertekend' = 'true'";
    assert_eq!(world.count(kept).await, 1);
}

#[tokio::test]
async fn what_is_not_repaired_in_time_is_refused_by_the_calendar() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let id = text(&on_paper(&world, &afspraak).await["id"]);
    world.set_day("2026-04-26").await;
    world.run_job("hersteltermijn").await;
    let path = format!("/declaraties/{id}");
    assert_eq!(world.get(&world.one, &path).await.1["status"], "uitval");
    world.set_day("2026-04-27").await;
    world.run_job("hersteltermijn").await;
    assert_eq!(world.get(&world.one, &path).await.1["status"], "afgekeurd");
    let repair = json!({ "reden": "Te laat.", "ondertekend": true });
    let (status, _) = world.post(&world.one, &format!("{path}/herstellingen"), &repair).await;
    assert_eq!(status, 409);
    let again = claim(&afspraak, "D-2", "2026-03-01", "2026-03-31", 2000);
    world.make(&world.one, "/declaraties", &again).await;
}

#[tokio::test]
async fn a_repair_that_would_be_refused_leaves_the_claim_as_it_was() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let id = text(&on_paper(&world, &afspraak).await["id"]);
    let path = format!("/declaraties/{id}/herstellingen");
    let wrong = json!({ "reden": "Ander tarief.", "ondertekend": true,
        "regels": [{ "regel": 0, "tarief": 3100 }] });
    let clerk = world.server.token(ONE, super::support::ALL);
    let (status, problem) = world.post(&clerk, &path, &wrong).await;
    assert_eq!(status, 409, "{problem:#}");
    assert_eq!(problem["errors"][0]["code"], "D-33");
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!((&shown["status"], &shown["totaal"]), (&json!("uitval"), &json!(60_000)));
    let fewer = json!({ "reden": "Minder uren.", "ondertekend": true,
        "regels": [{ "regel": 0, "aantal": 1000 }] });
    let done = world.make(&world.one, &path, &fewer).await;
    assert_eq!((&done["verschuldigd"], &done["totaal"]), (&json!(30_000), &json!(30_000)));
    assert_eq!(world.post(&world.two, &path, &fewer).await.0, 404);
}

#[tokio::test]
async fn a_held_claim_is_released_by_who_looked_and_a_large_one_by_two() {
    let world = world().await;
    let afspraak = world.active(1, 2_600_000).await;
    let body = claim(&afspraak, "D-1", "2026-03-02", "2026-03-02", 100);
    let made = world.make(&world.one, "/declaraties", &body).await;
    assert_eq!((&made["status"], &made["verschuldigd"]), (&json!("aangehouden"), &json!(0)));
    let id = text(&made["id"]);
    let path = format!("/declaraties/{id}/vrijgaven");
    let release = json!({ "check": "D-69", "gebrek": "grootBedrag", "reden": "Nagekeken." });
    let other = json!({ "check": "D-04", "gebrek": "andereRekening", "reden": "Nagekeken." });
    assert_eq!(world.post(&world.one, &path, &other).await.0, 409);
    let done = world.make(&world.one, &path, &release).await;
    assert_eq!(done["status"], "aangehouden");
    assert_eq!(world.post(&world.one, &path, &release).await.0, 409, "the same person again");
    let second = world.server.token_of("tweede-medewerker", ONE, super::support::ALL);
    let done = world.make(&second, &path, &release).await;
    assert_eq!(
        (&done["status"], &done["verschuldigd"]),
        (&json!("goedgekeurd"), &json!(2_600_000))
    );
    assert_eq!(world.facts("nl.pgb.declaratie-vastgesteld.v1").await.len(), 1);
}

#[tokio::test]
async fn a_person_refuses_on_a_legal_ground_and_no_later_fact_revives_it() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    let path = format!("/declaraties/{id}/afwijzingen");
    let wrong = json!({ "grond": "z", "reden": "Niet geleverd." });
    assert_eq!(world.post(&world.one, &path, &wrong).await.0, 400);
    let ground = json!({ "grond": "d", "reden": "Niet geleverd." });
    let done = world.make(&world.one, &path, &ground).await;
    assert_eq!((&done["status"], &done["verschuldigd"]), (&json!("afgekeurd"), &json!(0)));
    let said = world.facts("nl.pgb.declaratie-vastgesteld.v1").await;
    assert_eq!((said.len(), &said[1]["data"]["totaalVerschuldigd"]), (2, &json!(0)));
    let change = format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id);
    let rates = json!({ "ingangsdatum": "2026-03-01", "ondertekendOp": "2026-04-12",
        "regels": [{ "regelId": afspraak.regel, "tarief": 3200 }] });
    world.make(&world.one, &change, &rates).await;
    assert_eq!(world.facts("nl.pgb.declaratie-vastgesteld.v1").await.len(), 2);
    assert_eq!(world.post(&world.one, &path, &ground).await.0, 409);
}
