//! What holds payments to payees: changed accounts, names, sanctions, blocks, reasons of the bank.

use std::sync::Arc;

use actix_web::{App, HttpResponse, HttpServer, web};
use jiff::civil::Date;
use payout::partij::peers::{Controle, set_naamcontrole};
use payout::partij::store::rekeningen::Versie;
use payout::partij::{Blokkade, Blokkadesoort, Refusal, flows};
use platform::{Failure, Scope};
use uuid::Uuid;

use crate::bank::pain002;
use crate::runs::{ANNA, BRAM, draft, ready};
use crate::support::{Keten, Payee, betaalgegevens, uuid};

const HELD_BY: &str = "SELECT string_agg(reden, ', ' ORDER BY id) FROM aanhouding \
    WHERE opgeheven_op IS NULL";

fn hand(payee: Payee, vandaag: Date) -> Blokkade {
    Blokkade {
        id: uuid(),
        soort: Blokkadesoort::Hand,
        verstrekker: Uuid::nil(),
        toekenning: None,
        zorgverlener: Some(payee.zorgverlener),
        zorgovereenkomst: None,
        betaalgegevens: None,
        van: vandaag,
        tot: Some(vandaag),
        reden: "vraag van de verstrekker".to_owned(),
    }
}

impl Keten {
    async fn set(&self, blokkade: Blokkade) {
        let (own, blokkade) = (self.context.clone(), Arc::new(blokkade));
        let set = self.context.transact(Scope::Landelijk, move |conn| {
            let (context, blokkade) = (own.clone(), Arc::clone(&blokkade));
            Box::pin(async move { flows::set_by_hand(conn, &context, &blokkade, ANNA).await })
        });
        set.await.unwrap();
    }

    async fn lift(&self, id: Uuid, door: &'static str) -> Result<(), Failure<Refusal>> {
        let own = self.context.clone();
        let lifted = self.context.transact(Scope::Landelijk, move |conn| {
            let context = own.clone();
            Box::pin(
                async move { flows::lift_by_hand(conn, &context, id, (door, "gesprek 12")).await },
            )
        });
        lifted.await.map(drop)
    }

    async fn approve(&self, payee: Payee, versie: i64) -> Result<Versie, Failure<Refusal>> {
        let (own, id) = (self.context.clone(), payee.betaalgegevens);
        let approved = self.context.transact(Scope::Landelijk, move |conn| {
            let context = own.clone();
            Box::pin(async move {
                flows::approve(conn, &context, (id, versie), (BRAM, "teruggebeld")).await
            })
        });
        approved.await
    }

    async fn sanction(&self, names: &'static [&'static str]) -> (usize, usize) {
        let own = self.context.clone();
        let loaded = self.context.transact(Scope::Landelijk, move |conn| {
            let context = own.clone();
            Box::pin(async move {
                let names: Vec<(String, String)> =
                    names.iter().map(|name| ((*name).to_owned(), "X-1".to_owned())).collect();
                flows::load_list(conn, &context, ("EU", ANNA), &names).await
            })
        });
        loaded.await.unwrap()
    }
}

/// payments:T10: changed on Monday, approved on Tuesday, usable on Friday; a run on Wednesday pays
/// neither the new account nor the old one.
#[tokio::test]
async fn a_changed_account_waits_for_a_second_person_and_three_target_days() {
    let mut keten = Keten::new().await;
    keten.at("2026-03-16T18:00:00+01:00");
    let (pot, payee, ids) = ready(&keten, &[100, 200]).await;
    for _ in 0..4 {
        let other = keten.payee().await;
        keten.tell(2, betaalgegevens(other, 555)).await;
    }
    let (_, _, others) = ready(&keten, &[300, 400]).await;
    keten.tell(2, betaalgegevens(payee, 555)).await;
    let shared = format!(
        "SELECT wachtrij FROM werkitem WHERE soort = 'gedeeldeRekening' AND onderwerp = '{}'",
        payee.betaalgegevens
    );
    assert_eq!(keten.texts(&shared).await, ["fraude"]);

    keten.at("2026-03-17T10:00:00+01:00");
    let early = keten.approve(payee, 1).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::WachtNiet))), "he saw another version");
    let usable = keten.approve(payee, 2).await.unwrap().bruikbaar_van.unwrap().to_jiff();
    assert_eq!(usable.to_string(), "2026-03-20");
    let twice = keten.approve(payee, 2).await;
    assert!(matches!(twice, Err(Failure::Refused(Refusal::WachtNiet))));

    keten.at("2026-03-18T10:00:00+01:00");
    flows::end_expired(&keten.context).await.unwrap();
    keten.claim((uuid(), 1), payee, pot, 500).await;
    let run = draft(&keten).await.unwrap();
    assert_eq!(run.aantal, 2, "only the others");
    assert_eq!(keten.betalingen(others[0]).await[0].0, "in_run");
    for id in &ids {
        assert_eq!(keten.betalingen(*id).await[0].0, "aangehouden");
    }

    keten.at("2026-03-19T23:00:00+01:00");
    flows::end_expired(&keten.context).await.unwrap();
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "aangehouden");
    keten.at("2026-03-20T00:30:00+01:00");
    flows::end_expired(&keten.context).await.unwrap();
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "gereed");
    let touched = "SELECT string_agg(door || ' ' || handeling, ',') FROM aanraking";
    assert_eq!(keten.texts(touched).await, ["medewerker-bram goedkeuring"]);
}

#[tokio::test]
async fn blocks_of_four_levels_stack_and_each_is_lifted_by_itself() {
    let keten = Keten::new().await;
    let (toekenning, pot) = keten.grant(10_000).await;
    let payee = keten.payee().await;
    let id = uuid();
    keten.claim((id, 1), payee, pot, 500).await;
    let today = keten.context.clock.today();
    let none = Blokkade { zorgverlener: None, ..hand(payee, today) };
    let levels = [
        Blokkade { toekenning: Some(toekenning), id: uuid(), ..none.clone() },
        Blokkade { zorgovereenkomst: Some(payee.zorgovereenkomst), id: uuid(), ..none.clone() },
        hand(payee, today),
        Blokkade { betaalgegevens: Some(payee.betaalgegevens), id: uuid(), ..none },
    ];
    for level in &levels {
        keten.set(level.clone()).await;
    }
    let late = uuid();
    keten.claim((late, 1), payee, pot, 600).await;
    let open = "SELECT count(*) FROM aanhouding WHERE opgeheven_op IS NULL";
    assert_eq!(keten.number(open).await, 8, "four each, also for what came later");
    let own = keten.lift(levels[0].id, ANNA).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::ZelfdePersoon))));
    for level in &levels {
        assert_eq!(keten.betalingen(id).await[0].0, "aangehouden");
        keten.lift(level.id, BRAM).await.unwrap();
    }
    for claim in [id, late] {
        assert_eq!(keten.betalingen(claim).await[0].0, "gereed");
    }
    let long = "UPDATE blokkade SET tot = van + 92 WHERE soort = 'hand'";
    assert!(keten.refusal(long.to_owned()).await.contains("blokkade_dertien_weken"));
}

#[tokio::test]
async fn a_payee_on_a_sanctions_list_is_held_whenever_he_is_found() {
    let keten = Keten::new().await;
    let (pot, payee, ids) = ready(&keten, &[100]).await;
    assert_eq!(keten.sanction(&["Iemand Anders"]).await, (1, 0));
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "gereed");
    assert_eq!(keten.sanction(&["1, PROEF Persoon", "Iemand Anders"]).await, (2, 1));
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "aangehouden");
    let later = uuid();
    keten.claim((later, 1), payee, pot, 300).await;
    assert_eq!(keten.betalingen(later).await[0].0, "aangehouden");
    assert_eq!(keten.sanction(&["Iemand Anders"]).await, (1, 0));
    assert_eq!(keten.betalingen(later).await[0].0, "aangehouden", "a hit does not lift itself");
    let found = "SELECT wachtrij || ' ' || dringend FROM werkitem WHERE soort = 'sanctie'";
    assert_eq!(keten.texts(found).await, ["naleving true"]);
    let block = keten.texts("SELECT id FROM blokkade WHERE soort = 'sanctie'").await;
    keten.lift(block[0].parse().unwrap(), BRAM).await.unwrap();
    assert_eq!(keten.betalingen(later).await[0].0, "gereed");
}

#[tokio::test]
async fn a_name_that_is_not_that_of_the_account_holds_and_one_that_was_not_asked_does_not() {
    let server = HttpServer::new(|| {
        App::new().route(
            "/verificaties",
            web::post().to(|body: web::Json<serde_json::Value>| async move {
                let uitslag = match body["naam"].as_str() {
                    Some("Proef Persoon 1") => "match",
                    Some("Proef Persoon 2") => "no_match",
                    Some("Proef Persoon 3") => "close",
                    _ => "not_possible",
                };
                HttpResponse::Ok().json(serde_json::json!({ "uitslag": uitslag }))
            }),
        )
    })
    .workers(1)
    .bind(("127.0.0.1", 0))
    .unwrap();
    let port = server.addrs()[0].port();
    #[expect(clippy::disallowed_methods, reason = "the server ends with the test process")]
    tokio::spawn(server.run());
    assert!(set_naamcontrole(Controle::of_url(&format!("http://127.0.0.1:{port}"))));

    let keten = Keten::new().await;
    let mut claims = Vec::new();
    for amount in [100, 200, 300, 400] {
        claims.push(ready(&keten, &[amount]).await.2[0]);
    }
    while flows::check_names(&keten.context).await.unwrap() {}
    let said = "SELECT string_agg(naamcontrole, ' ' ORDER BY id) FROM rekeningversie";
    assert_eq!(keten.texts(said).await, ["past pastNiet lijktOp nietMogelijk"]);
    let mut states = Vec::new();
    for claim in claims {
        states.push(keten.betalingen(claim).await[0].0.clone());
    }
    assert_eq!(states, ["gereed", "aangehouden", "gereed", "gereed"]);
    let items = "SELECT string_agg(reden, ' ' ORDER BY id) FROM werkitem";
    assert_eq!(keten.texts(items).await, ["pastNiet lijktOp"]);
}

#[tokio::test]
async fn a_reason_of_the_bank_does_what_the_table_says() {
    let keten = Keten::new().await;
    let (pot, payee, _) = ready(&keten, &[100, 200]).await;
    let sent = keten.send().await;
    let waiting = uuid();
    keten.claim((waiting, 1), payee, pot, 300).await;
    let refused: Vec<(&str, &str)> =
        sent.orders.iter().map(|o| o.end_to_end_id.as_str()).zip(["MD07", "AM05"]).collect();
    keten.receive(&pain002("B-1", &sent.msg_id, &sent.batch, &refused)).await.unwrap();
    assert_eq!(keten.betalingen(waiting).await[0].0, "aangehouden", "it is for the estate");
    assert_eq!(keten.texts(HELD_BY).await, ["MD07, AM05, MD07, MD07, MD07"]);
    let items = "SELECT string_agg(soort || ' ' || wachtrij || ' ' || dringend, ', ' ORDER BY \
        soort, wachtrij) FROM werkitem";
    assert_eq!(
        keten.texts(items).await,
        ["afwijzing levensgebeurtenissen false, afwijzing uitvoering true, \
          runBevroren uitvoering true"]
    );
    let frozen = "SELECT gezet_door FROM noodstop WHERE betaalrun_id IS NOT NULL";
    assert_eq!(keten.texts(frozen).await, ["bank"]);
    keten.prove().await;
}

#[tokio::test]
async fn no_reason_given_twice_in_a_row_blocks_the_account() {
    let keten = Keten::new().await;
    let (pot, payee, _) = ready(&keten, &[101]).await;
    let other = ready(&keten, &[200]).await;
    for (turn, blocks) in [("B-1", 0), ("B-2", 1)] {
        let sent = keten.send().await;
        let own = sent.orders.iter().find(|order| order.cents % 100 == 1).unwrap();
        let refused = [(own.end_to_end_id.as_str(), "MS03")];
        keten.receive(&pain002(turn, &sent.msg_id, &sent.batch, &refused)).await.unwrap();
        assert_eq!(keten.number("SELECT count(*) FROM blokkade WHERE actief").await, blocks);
        keten.claim((uuid(), 1), payee, pot, 301).await;
        keten.claim((uuid(), 1), other.1, other.0, 400).await;
    }
    keten.prove().await;
}
