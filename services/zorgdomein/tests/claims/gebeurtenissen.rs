//! Life events and ends: claims that were paid are judged again, by the same engine.

use serde_json::{Value, json};

use super::support::{Afspraak, World, claim, found, text, world};

impl World {
    /// The agreement as this caller sees it.
    async fn agreement(&self, afspraak: &Afspraak) -> Value {
        self.get(&self.one, &format!("/zorgovereenkomsten/{}", afspraak.id)).await.1
    }

    /// The budgethouder of an agreement.
    pub(crate) async fn budgethouder_of(&self, afspraak: &Afspraak) -> String {
        text(&self.agreement(afspraak).await["budgethouderId"])
    }

    /// The verstrekker of the first line of an agreement.
    pub(crate) async fn verstrekker_of(&self, afspraak: &Afspraak) -> String {
        text(&self.agreement(afspraak).await["regels"][0]["verstrekkerId"])
    }

    /// Tells what happened to the budgethouder of an agreement of gemeente 9901.
    async fn tell(&self, afspraak: &Afspraak, soort: &str, van: &str, tot: Option<&str>) -> Value {
        let mut body = json!({ "persoonId": self.budgethouder_of(afspraak).await,
            "verstrekkerId": self.verstrekker_of(afspraak).await, "soort": soort,
            "geldigVan": van, "reden": "Proef." });
        if let Some(tot) = tot {
            body["geldigTot"] = json!(tot);
        }
        self.make(&self.one, "/omstandigheden", &body).await
    }
}

/// A claim that names its days in March, ten hours each.
fn named(afspraak: &Afspraak, kenmerk: &str, days: &[i64]) -> Value {
    let hours = i64::try_from(days.len()).unwrap() * 1000;
    let mut body = claim(afspraak, kenmerk, "2026-03-01", "2026-03-31", hours);
    body["regels"][0]["dagen"] = days
        .iter()
        .map(|day| json!({ "datum": format!("2026-03-{day:02}"), "aantal": 1000 }))
        .collect();
    body
}

#[tokio::test]
async fn a_death_that_is_told_late_takes_back_the_days_after_it_and_ends_the_agreement() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = named(&afspraak, "D-1", &[3, 14, 15]);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    let told = world.tell(&afspraak, "overlijden", "2026-03-14", None).await;
    assert_eq!(told["id"].as_str().map(str::is_empty), Some(false));
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!((&shown["status"], &shown["verschuldigd"]), (&json!("goedgekeurd"), &json!(60_000)));
    assert!(found(&shown).contains(&"D-07 A dagenNaOverlijden".to_owned()), "{shown:#}");
    let said = world.facts("nl.pgb.declaratie-vastgesteld.v1").await;
    assert_eq!((said.len(), &said[1]["data"]["totaalVerschuldigd"]), (2, &json!(60_000)));
    let agreement = world.agreement(&afspraak).await;
    assert_eq!(
        (&agreement["status"], &agreement["einddatum"]),
        (&json!("beeindigd"), &json!("2026-03-14"))
    );
    let said = world.facts("nl.pgb.zorgovereenkomst-vastgesteld.v1").await;
    assert_eq!(said.last().unwrap()["data"]["status"], "beeindigd");
    let later = named(&afspraak, "D-2", &[20]);
    let made = world.make(&world.one, "/declaraties", &later).await;
    assert_eq!(made["status"], "afgekeurd");
}

#[tokio::test]
async fn a_suspension_holds_claims_while_it_lasts_and_the_calendar_lets_them_go() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    world.tell(&afspraak, "opschorting", "2026-04-01", Some("2026-04-30")).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let made = world.make(&world.one, "/declaraties", &body).await;
    assert_eq!(made["status"], "aangehouden");
    assert_eq!(found(&made), ["D-24 H opgeschort"]);
    let path = format!("/declaraties/{}", text(&made["id"]));
    world.set_day("2026-04-30").await;
    world.run_job("hersteltermijn").await;
    assert_eq!(world.get(&world.one, &path).await.1["status"], "aangehouden");
    world.set_day("2026-05-01").await;
    world.run_job("hersteltermijn").await;
    let shown = world.get(&world.one, &path).await.1;
    assert_eq!((&shown["status"], &shown["verschuldigd"]), (&json!("goedgekeurd"), &json!(60_000)));
}

#[tokio::test]
async fn a_circumstance_that_never_was_gives_back_what_it_took() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let carer = text(&world.agreement(&afspraak).await["zorgverlenerId"]);
    let body = named(&afspraak, "D-1", &[3, 10]);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    let ill = json!({ "persoonId": carer, "verstrekkerId": world.verstrekker_of(&afspraak).await,
        "soort": "ziekte", "geldigVan": "2026-03-09", "geldigTot": "2026-03-13",
        "reden": "Griep." });
    let told = world.make(&world.one, "/omstandigheden", &ill).await;
    assert_eq!(told["gevolgen"][0]["verschil"], -30_000, "{told:#}");
    let path = format!("/omstandigheden/{}/aanpassingen", text(&told["id"]));
    let never = json!({ "reden": "Verkeerde persoon." });
    let done = world.make(&world.one, &path, &never).await;
    assert_eq!(done["gevolgen"][0]["verschil"], 30_000);
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!((&shown["versie"], &shown["verschuldigd"]), (&json!(3), &json!(60_000)));
    assert_eq!(world.post(&world.one, &path, &never).await.0, 404);
    let stranger = world.server.token(super::support::TWO, super::support::ALL);
    assert_eq!(world.post(&stranger, "/omstandigheden", &ill).await.0, 404);
}

/// Reference scenario 7, the part of zorgdomein: a grant that ends earlier takes back what was
/// due after it, on the same claim.
#[tokio::test]
async fn a_grant_that_is_shortened_or_withdrawn_is_felt_in_claims_that_were_due() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let march = named(&afspraak, "D-1", &[3, 20]);
    let id = text(&world.make(&world.one, "/declaraties", &march).await["id"]);
    let replace = |n: u32, tot: &str, bedrag: i64| {
        json!({
            "afzender": "9901", "berichtIdentificatie": format!("NIEUW{n}"),
            "dagtekening": "2026-04-10", "wet": "WMO",
            "client": { "bsn": super::support::bsn(1) },
            "budget": {
                "budgetIdentificatie": format!("C{n:08}"),
                "budgetIdentificatieOud":
                    if n == 1 { format!("B{:08}", 1) } else { format!("C{:08}", n - 1) },
                "functieBudgetten": [{ "zorgfunctie": "02", "functieBudgetPeriode":
                    { "ingangsdatum": "2026-01-01", "einddatum": tot },
                    "functieBudgetBedrag": bedrag }]
            }
        })
    };
    let path = format!("/declaraties/{id}");
    world.make(&world.one, "/toekenningen", &replace(1, "2026-03-19", 10_000_000)).await;
    let shown = world.get(&world.one, &path).await.1;
    assert_eq!(shown["status"], "afgekeurd", "{shown:#}");
    assert!(found(&shown).contains(&"D-20 A geenToekenning".to_owned()));
    world.make(&world.one, "/toekenningen", &replace(2, "2026-12-31", 10_000_000)).await;
    let shown = world.get(&world.one, &path).await.1;
    assert_eq!((&shown["status"], &shown["verschuldigd"]), (&json!("goedgekeurd"), &json!(60_000)));
    let said = world.facts("nl.pgb.declaratie-vastgesteld.v1").await;
    let totals: Vec<&Value> = said.iter().map(|own| &own["data"]["totaalVerschuldigd"]).collect();
    assert_eq!(totals, [60_000, 0, 60_000]);
}

#[tokio::test]
async fn an_agreement_ends_and_runs_on_and_its_claims_follow() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = named(&afspraak, "D-1", &[3, 20]);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    let end = format!("/zorgovereenkomsten/{}/beeindigingen", afspraak.id);
    let early = json!({ "einddatum": "2026-02-28", "reden": "opzegging" });
    let (status, problem) = world.post(&world.one, &end, &early).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (400, &json!("R-WIJ-03")));
    let ended = json!({ "einddatum": "2026-03-15", "reden": "opzegging" });
    let done = world.make(&world.one, &end, &ended).await;
    assert_eq!(done["verschil"], -30_000, "{done:#}");
    assert_eq!(world.agreement(&afspraak).await["status"], "beeindigd");
    let more = format!("/zorgovereenkomsten/{}/verlengingen", afspraak.id);
    let done = world.make(&world.one, &more, &json!({ "einddatum": "2026-06-30" })).await;
    assert_eq!(done["verschil"], 30_000);
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!(shown["verschuldigd"], 60_000);
    assert_eq!(world.facts("nl.pgb.zorgovereenkomst-ingediend.v1").await.len(), 2);
    assert_eq!(world.post(&world.two, &end, &ended).await.0, 404);
}

#[tokio::test]
async fn each_verstrekker_says_how_far_back_a_change_reaches() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let verstrekker = world.verstrekker_of(&afspraak).await;
    let limit = json!({ "verstrekkerId": verstrekker, "maanden": 3, "geldigVan": "2026-01-01" });
    assert_eq!(world.post(&world.two, "/twk-limieten", &limit).await.0, 404);
    world.make(&world.one, "/twk-limieten", &limit).await;
    let path = format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id);
    let rates = |from: &str| {
        json!({ "ingangsdatum": from, "ondertekendOp": "2026-04-12",
        "regels": [{ "regelId": afspraak.regel, "tarief": 3200 }] })
    };
    world.make(&world.one, &path, &rates("2026-01-01")).await;
    let none = json!({ "verstrekkerId": verstrekker, "wet": "WMO", "maanden": 0,
        "geldigVan": "2026-04-01" });
    world.make(&world.one, "/twk-limieten", &none).await;
    let (status, problem) = world.post(&world.one, &path, &rates("2026-03-01")).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (400, &json!("R-WIJ-03")));
}

#[tokio::test]
async fn a_claim_that_came_before_the_approvals_is_paid_after_them() {
    let world = world().await;
    let grant = world.grant(&world.one, "WMO", 1, "02").await;
    let carer = world.carer(&world.one, 1001, &grant["verstrekkerId"]).await;
    let body = World::agreement_body(&grant, &carer, "ZOV-1", 3000);
    let made = world.make(&world.one, "/zorgovereenkomsten", &body).await;
    let afspraak = Afspraak {
        id: text(&made["id"]),
        regel: text(&made["regels"][0]["id"]),
        pot: text(&grant["potten"][0]["id"]),
        toekenning: text(&grant["id"]),
        tarief: 3000,
    };
    let early = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let answers = world.bulk(&world.one, &[early]).await;
    assert_eq!(answers[0]["declaratie"]["status"], "afgekeurd");
    let id = text(&answers[0]["declaratie"]["id"]);
    world.toets(&afspraak.id, 1, "akkoord").await;
    let path = format!("/zorgovereenkomsten/{}/beoordelingen", afspraak.id);
    world.make(&world.one, &path, &json!({ "oordeel": "goed" })).await;
    let (_, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!((&shown["status"], &shown["verschuldigd"]), (&json!("goedgekeurd"), &json!(60_000)));
}
