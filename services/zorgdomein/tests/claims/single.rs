//! One claim at a time, while somebody waits.

use serde_json::{Value, json};

use super::support::{claim, found, text, world};

#[tokio::test]
async fn a_right_claim_is_approved_and_said_with_its_pot_and_month() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let made = world.make(&world.one, "/declaraties", &body).await;
    assert_eq!(found(&made), Vec::<String>::new(), "{made:#}");
    assert_eq!((&made["status"], &made["versie"]), (&json!("goedgekeurd"), &json!(1)));
    assert_eq!(made["verschuldigd"], 60_000);

    let said = world.facts("nl.pgb.declaratie-vastgesteld.v1").await;
    assert_eq!(said.len(), 1);
    assert_eq!(said[0]["versie"], 1);
    assert_eq!(
        said[0]["data"]["regels"],
        json!([{ "potId": afspraak.pot, "zorgmaand": "2026-03", "bedrag": 60_000 }])
    );
    assert_eq!(said[0]["data"]["totaalVerschuldigd"], 60_000);
    assert_eq!(world.facts("nl.pgb.declaratie-ingediend.v1").await.len(), 1);

    let (status, shown) =
        world.get(&world.one, &format!("/declaraties/{}", text(&made["id"]))).await;
    assert_eq!(status, 200);
    assert_eq!(shown["uitkomsten"], made["uitkomsten"], "what is stored reads as it was said");
    assert_eq!(shown["regels"][0]["verschuldigd"], 60_000);
}

#[tokio::test]
async fn who_waits_is_refused_with_the_checks_and_nothing_is_stored() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let mut body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    body["regels"][0]["tarief"] = json!(3100);
    body["regels"][0]["bedrag"] = json!(60_000);
    let (status, problem) = world.post(&world.one, "/declaraties", &body).await;
    assert_eq!(status, 409, "{problem:#}");
    let codes: Vec<&Value> =
        problem["errors"].as_array().unwrap().iter().map(|error| &error["code"]).collect();
    assert_eq!(codes, ["D-33", "D-36"]);
    assert_eq!(problem["errors"][0]["location"], "/regels/0");
    assert_eq!(world.count("SELECT count(*) FROM declaratie").await, 0);
    assert_eq!(world.facts("nl.pgb.declaratie-ingediend.v1").await.len(), 0);
}

#[tokio::test]
async fn the_same_reference_is_the_same_claim_and_other_content_is_refused() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let first = world.make(&world.one, "/declaraties", &body).await;
    let (status, again) = world.post(&world.one, "/declaraties", &body).await;
    assert_eq!((status, &again), (200, &first));
    let other = claim(&afspraak, "D-1", "2026-03-01", "2026-03-30", 2000);
    assert_eq!(world.post(&world.one, "/declaraties", &other).await.0, 409);
    assert_eq!(world.count("SELECT count(*) FROM declaratie").await, 1);
}

#[tokio::test]
async fn malformed_claims_name_every_fault_and_unknown_agreements_are_told() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let mut body = claim(&afspraak, "D 1", "2026-03-31", "2026-03-01", 2000);
    body["soort"] = json!("factuur");
    let (status, problem) = world.post(&world.one, "/declaraties", &body).await;
    let places: Vec<&Value> =
        problem["errors"].as_array().unwrap().iter().map(|error| &error["location"]).collect();
    assert_eq!(
        (status, places),
        (400, vec![&json!("/kenmerk"), &json!("/factuurnummer"), &json!("/regels/0/einddatum")])
    );

    let mut body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    body["zorgovereenkomstId"] = json!("01890a5d-ac96-774b-bcce-b302099a8057");
    let (status, problem) = world.post(&world.one, "/declaraties", &body).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (400, &json!("D-30")));

    let without_key = world
        .server
        .client
        .post(format!("{}/declaraties", world.server.url))
        .bearer_auth(&world.one)
        .json(&claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000))
        .send()
        .await
        .unwrap();
    assert_eq!(without_key.status(), 400);
}

#[tokio::test]
async fn what_payout_booked_refused_and_paid_is_shown_with_the_claim() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    let queue = contracts::catalogue::ZORGDOMEIN_GEBOEKT;
    let geboekt = json!({ "declaratieId": id, "declaratieVersie": 1, "geboekt": 0,
        "geweigerd": 60_000, "reden": "budgetOntoereikend" });
    let kind = "nl.pgb.declaratie-geboekt.v1";
    world.hear(queue, (kind, &id, 1), geboekt).await;
    let betaling = "01890a5d-ac96-774b-bcce-b302099a8057";
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    let paid = json!({ "betalingId": betaling, "verstrekkerId": shown["verstrekkerId"],
        "zorgverlenerId": shown["zorgverlenerId"], "poging": 1, "staat": "verzonden",
        "bedrag": 60_000, "declaraties": [{ "id": id, "bedrag": 60_000 }] });
    world.hear(queue, ("nl.pgb.betaling-bijgewerkt.v1", betaling, 1), paid).await;
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!((&shown["geboekt"], &shown["geweigerd"]), (&json!(0), &json!(60_000)));
    assert_eq!(shown["reden"], "budgetOntoereikend");
    assert_eq!(
        shown["betalingen"],
        json!([{ "id": betaling, "staat": "verzonden", "poging": 1, "bedrag": 60_000 }])
    );
}

#[tokio::test]
async fn the_read_copy_of_the_budget_warns_and_is_shown() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let path = format!("/toekenningen/{}/budgetstand", afspraak.toekenning);
    assert_eq!(world.get(&world.one, &path).await.0, 404);
    let (_, grant) = world.get(&world.one, &format!("/toekenningen/{}", afspraak.toekenning)).await;
    let stand = json!({ "toekenningId": afspraak.toekenning, "verstrekkerId": grant["verstrekkerId"],
        "budgethouderId": grant["budgethouderId"], "potten": [{ "potId": afspraak.pot,
        "zorgfunctie": "02", "periode": { "van": "2026-01-01", "tot": "2026-12-31" },
        "toegekend": 10_000_000, "beschikbaar": 59_999, "gereserveerd": 0,
        "besteed": 9_940_001, "terugTeVorderen": 0, "tekort": 0 }] });
    let queue = contracts::catalogue::ZORGDOMEIN_GEBOEKT;
    world.hear(queue, ("nl.pgb.budgetstand-bijgewerkt.v1", &afspraak.toekenning, 1), stand).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let made = world.make(&world.one, "/declaraties", &body).await;
    assert_eq!(found(&made), ["D-23 S teWeinigBudget"]);
    assert_eq!(made["status"], "goedgekeurd");
    let (_, shown) = world.get(&world.one, &path).await;
    assert_eq!(shown["potten"][0]["beschikbaar"], 59_999);
    assert_eq!(shown["potten"][0]["periode"], json!({ "van": "2026-01-01", "tot": "2026-12-31" }));
}

#[tokio::test]
async fn a_withdrawn_claim_is_due_nothing_and_makes_room_for_another() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    let path = format!("/declaraties/{id}/intrekkingen");
    let withdrawn = world.make(&world.one, &path, &json!({})).await;
    assert_eq!(
        (&withdrawn["status"], &withdrawn["verschuldigd"]),
        (&json!("ingetrokken"), &json!(0))
    );
    let said = world.facts("nl.pgb.declaratie-vastgesteld.v1").await;
    assert_eq!(
        (&said[1]["versie"], &said[1]["data"]["totaalVerschuldigd"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(world.post(&world.one, &path, &json!({})).await.0, 409);
    let again = claim(&afspraak, "D-2", "2026-03-01", "2026-03-31", 2000);
    let made = world.make(&world.one, "/declaraties", &again).await;
    assert_eq!(found(&made), Vec::<String>::new());
}

#[tokio::test]
async fn forty_hours_and_the_maximum_rate_cut_what_is_due_under_the_wlz() {
    let world = world().await;
    let informal = |body: &mut Value| {
        body["formeel"] = json!(false);
        body["soort"] = json!("familie");
        body["relatieBudgethouder"] = json!("eersteGraad");
    };
    let afspraak = world.active_at(&world.office, ("WLZ", "99"), (1, 2800), informal).await;
    let body = claim(&afspraak, "D-1", "2026-03-02", "2026-03-08", 4100);
    let made = world.make(&world.office, "/declaraties", &body).await;
    assert_eq!(found(&made), ["D-34 A bovenMaximum", "D-44 A teVeelUren"]);
    assert_eq!(made["status"], "goedgekeurd");
    assert_eq!(made["verschuldigd"], 40 * 2698);
}
