//! What is not chosen for a run: limits, doubles; how a run compares; the cut-off of the bank.

use contracts::DeclaratieSoort;
use payout::betaalrun::{Handeling, Refusal, flows};
use payout::betaling;
use platform::{Failure, Scope};
use uuid::Uuid;

use crate::runs::{ANNA, BRAM, CARLA, act, draft, next_day, ready, release};
use crate::support::{Keten, Payee, uuid};

impl Keten {
    async fn limit(&self, soort: &str, zacht: i64, hard: i64) {
        let row = format!(
            "INSERT INTO grens (id, soort, zacht, hard, geldig_van, bron, status, \
             vastgesteld_door, goedgekeurd_door) VALUES (gen_random_uuid(), '{soort}', {zacht}, \
             {hard}, '2001-01-01'::date + (SELECT count(*) FROM grens)::int, 'proef', \
             'onbevestigd', 'a', 'b') RETURNING soort AS msg_id"
        );
        self.change(&row).await;
    }

    async fn screen(&self) {
        let (own, day) = (self.context.clone(), next_day(self));
        let screened = self.context.transact(Scope::Landelijk, move |conn| {
            let context = own.clone();
            Box::pin(async move { flows::screen(conn, &context, day).await })
        });
        screened.await.unwrap();
    }

    async fn resume(&self, declaratie: Uuid) {
        let query = format!("SELECT id FROM betaling WHERE declaratie_id = '{declaratie}'");
        let id: Uuid = self.texts(&query).await[0].parse().unwrap();
        let own = self.context.clone();
        let resumed = self.context.transact(Scope::Landelijk, move |conn| {
            let context = own.clone();
            Box::pin(async move { betaling::flows::resume(conn, &context, id, BRAM).await })
        });
        resumed.await.unwrap();
    }

    async fn why(&self, declaratie: Uuid) -> String {
        let query = format!(
            "SELECT staat || ': ' || coalesce(reden, '') FROM betaling \
             WHERE declaratie_id = '{declaratie}'"
        );
        self.texts(&query).await[0].clone()
    }
}

#[tokio::test]
async fn above_the_soft_limit_a_person_looks_and_above_the_hard_one_nothing_goes() {
    let keten = Keten::new().await;
    keten.limit("betaling", 1_000, 2_000).await;
    let (_, _, ids) = ready(&keten, &[1_000, 1_001, 2_001]).await;
    keten.screen().await;
    assert_eq!(keten.why(ids[0]).await, "gereed: ");
    assert_eq!(keten.why(ids[1]).await, "aangehouden: boven de grens per betaling");
    assert_eq!(keten.why(ids[2]).await, "aangehouden: boven de harde grens per betaling");
    let items = "SELECT count(*) FROM werkitem WHERE soort = 'limiet' AND wachtrij = 'treasury'";
    assert_eq!(keten.number(items).await, 2);
    for id in [ids[1], ids[2]] {
        keten.resume(id).await;
    }
    keten.screen().await;
    assert_eq!(keten.why(ids[1]).await, "gereed: ");
    assert_eq!(keten.why(ids[2]).await, "aangehouden: boven de harde grens per betaling");
    let run = draft(&keten).await.unwrap();
    assert_eq!(run.aantal, 2);
    keten.prove().await;
}

#[tokio::test]
async fn an_invoice_that_was_claimed_before_is_never_paid_and_the_same_on_two_budgets_waits() {
    let keten = Keten::new().await;
    let (pot, payee, _) = ready(&keten, &[100]).await;
    let other = Payee { zorgovereenkomst: uuid(), ..payee };
    keten.tell(1, keten.overeenkomst(other, false)).await;
    let mut claims = Vec::new();
    for (who, amount, invoice) in
        [(payee, 500, "F-1"), (payee, 500, "F-2"), (other, 500, "F-3"), (payee, 900, "F-1")]
    {
        let mut fact = keten.declaratie(uuid(), who, &[(pot, amount)]);
        fact.soort = DeclaratieSoort::Factuur;
        fact.factuurnummer = Some(invoice.to_owned());
        claims.push(fact.declaratie_id);
        keten.hear(&[keten.message(1, fact)]).await;
    }
    keten.screen().await;
    assert_eq!(keten.why(claims[0]).await, "gereed: ");
    assert_eq!(keten.why(claims[1]).await, "gereed: ", "two days of the same hours");
    assert_eq!(keten.why(claims[2]).await, "aangehouden: mogelijk dubbel");
    assert_eq!(keten.why(claims[3]).await, "aangehouden: factuur eerder gedeclareerd");
    for id in [claims[2], claims[3]] {
        keten.resume(id).await;
    }
    keten.screen().await;
    assert_eq!(keten.why(claims[2]).await, "gereed: ");
    assert_eq!(keten.why(claims[3]).await, "aangehouden: factuur eerder gedeclareerd");
}

#[tokio::test]
async fn a_run_above_its_limit_is_refused_and_one_above_an_approver_waits_for_another() {
    let keten = Keten::new().await;
    ready(&keten, &[1_000, 1_001]).await;
    keten.limit("run", 100, 2_000).await;
    let refused = draft(&keten).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Grens { van: _, grens: 2_000 }))));
    keten.limit("run", 100, 10_000).await;
    keten.limit("goedkeurder", 2_000, 2_000).await;
    let mut run = draft(&keten).await.unwrap();
    for handeling in [Handeling::Vergrendelen, Handeling::Controleren] {
        run = act(&keten, &run, handeling, ANNA).await.unwrap();
    }
    let refused = act(&keten, &run, Handeling::Goedkeuren, BRAM).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Grens { van: _, grens: 2_000 }))));
}

#[tokio::test]
async fn a_run_that_differs_from_those_before_it_calls_somebody() {
    let keten = Keten::new().await;
    ready(&keten, &[100, 101]).await;
    release(&keten).await;
    ready(&keten, &[100, 101]).await;
    release(&keten).await;
    let items = "SELECT count(*) FROM werkitem WHERE soort = 'afwijkendeRun'";
    assert_eq!(keten.number(items).await, 0);
    ready(&keten, &[100, 101, 102]).await;
    release(&keten).await;
    assert_eq!(keten.number(items).await, 1);
}

#[tokio::test]
async fn past_the_cut_off_a_run_is_moved_for_all_to_see() {
    let mut keten = Keten::new().await;
    let close = "UPDATE bankprofiel SET sluit_om = '13:00' RETURNING bron AS msg_id";
    keten.change(close).await;
    keten.at("2026-03-19T12:00:00+01:00");
    ready(&keten, &[100, 101]).await;
    let mut run = draft(&keten).await.unwrap();
    for (handeling, door) in [
        (Handeling::Vergrendelen, ANNA),
        (Handeling::Controleren, ANNA),
        (Handeling::Goedkeuren, BRAM),
    ] {
        run = act(&keten, &run, handeling, door).await.unwrap();
    }
    keten.at("2026-03-19T13:00:05+01:00");
    let late = act(&keten, &run, Handeling::Vrijgeven, CARLA).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::NaSluiting { sluit_om: _ }))));
    let (own, seen) = (keten.context.clone(), (run.id, run.revisie));
    let moved = keten.context.transact(Scope::Landelijk, move |conn| {
        let context = own.clone();
        let day = jiff::civil::date(2026, 3, 20);
        Box::pin(async move { flows::move_to(conn, &context, seen, day, ANNA).await })
    });
    let moved = moved.await.unwrap();
    assert_eq!(
        (moved.staat.code(), moved.uitvoerdatum.to_string().as_str()),
        ("vergrendeld", "2026-03-20")
    );
    let unapproved = act(&keten, &moved, Handeling::Vrijgeven, CARLA).await;
    assert!(matches!(unapproved, Err(Failure::Refused(Refusal::Staat { staat: _ }))));
}

#[tokio::test]
async fn the_account_that_is_debited_is_that_of_the_bank_profile() {
    let keten = Keten::new().await;
    let other = "INSERT INTO eigen_rekening (id, naam, iban, bic) VALUES \
        (gen_random_uuid(), 'SVB Tweede', 'NL20INGB0001234567', 'INGBNL2A') \
        RETURNING id::text AS msg_id";
    let id = keten.change(other).await;
    let profile = format!(
        "INSERT INTO bankprofiel (id, eigen_rekening_id, geldig_van, rang, sluit_om, \
         opdrachten_max, bytes_max, batchboeking, bron, status) VALUES (gen_random_uuid(), \
         '{id}', '2001-01-01', 0, '23:59:59', 3, 1000000, 'netto', 'proef', 'onbevestigd') \
         RETURNING bron AS msg_id"
    );
    keten.change(&profile).await;
    ready(&keten, &[100, 101, 102, 103]).await;
    release(&keten).await;
    let debited = "SELECT count(DISTINCT eigen_rekening_id) || ' ' || count(*) FROM bestand_batch \
        WHERE eigen_rekening_id = (SELECT id FROM eigen_rekening WHERE bic = 'INGBNL2A')";
    assert_eq!(keten.texts(debited).await, ["1 2"], "two files of two");
    let xml = "SELECT convert_from(inhoud, 'UTF8') FROM bestand ORDER BY volgnummer LIMIT 1";
    assert!(keten.texts(xml).await[0].contains("NL20INGB0001234567"));
    keten.prove().await;
}
