//! Runs: selection, corrections in a run, release.

use futures_util::future::join_all;
use jiff::civil::Date;
use payout::betaalrun::{Betaalrun, Handeling, Refusal, flows};
use platform::{Failure, Scope};
use uuid::Uuid;

use crate::support::{Keten, Payee, uuid};

pub(crate) const ANNA: &str = "medewerker-anna";
pub(crate) const BRAM: &str = "medewerker-bram";
pub(crate) const CARLA: &str = "medewerker-carla";

/// The next day on which the bank works.
pub(crate) fn next_day(keten: &Keten) -> Date {
    payout::bank::calendar::target_day_from(keten.context.clock.today())
}

pub(crate) async fn draft(keten: &Keten) -> Result<Betaalrun, Failure<Refusal>> {
    let (context, day) = (keten.context.clone(), next_day(keten));
    let drafted = keten.context.transact(Scope::Landelijk, move |conn| {
        let context = context.clone();
        Box::pin(async move { flows::draft(conn, &context, day, ANNA).await })
    });
    drafted.await
}

pub(crate) async fn act(
    keten: &Keten,
    run: &Betaalrun,
    handeling: Handeling,
    door: &'static str,
) -> Result<Betaalrun, Failure<Refusal>> {
    let (context, seen) = (keten.context.clone(), (run.id, run.revisie));
    let done = keten.context.transact(Scope::Landelijk, move |conn| {
        let context = context.clone();
        Box::pin(async move { flows::act(conn, &context, seen, handeling, door).await })
    });
    done.await
}

/// A run as it stands now.
async fn now(keten: &Keten, run: &Betaalrun) -> Betaalrun {
    let id = run.id;
    let found = keten.context.transact(Scope::Landelijk, move |conn| {
        Box::pin(async move { payout::betaalrun::store::load(conn, id).await })
    });
    found.await.unwrap().unwrap()
}

/// Drafts a run and brings it to the bank file by three people.
pub(crate) async fn release(keten: &Keten) -> Betaalrun {
    let mut run = draft(keten).await.unwrap();
    for (handeling, door) in [
        (Handeling::Vergrendelen, ANNA),
        (Handeling::Controleren, ANNA),
        (Handeling::Goedkeuren, BRAM),
        (Handeling::Vrijgeven, CARLA),
    ] {
        run = act(keten, &run, handeling, door).await.unwrap();
    }
    run
}

/// Claims that are ready to be paid; gives pot, payee and claims.
pub(crate) async fn ready(keten: &Keten, amounts: &[i64]) -> (Uuid, Payee, Vec<Uuid>) {
    let (_, pot) = keten.grant(10_000_000).await;
    let payee = keten.payee().await;
    let mut ids = Vec::new();
    for bedrag in amounts {
        let id = uuid();
        keten.claim((id, 1), payee, pot, *bedrag).await;
        ids.push(id);
    }
    (pot, payee, ids)
}

#[tokio::test]
async fn two_runs_at_once_never_choose_the_same_payment() {
    let keten = Keten::new().await;
    ready(&keten, &[100, 101, 102, 103, 104, 105, 106, 107, 108, 109]).await;
    let drafts = join_all((0..4).map(|_| draft(&keten))).await;
    let chosen: i64 = drafts.iter().filter_map(|run| Some(run.as_ref().ok()?.aantal)).sum();
    assert_eq!(chosen, 10);
    let twice = "SELECT count(*) FROM (SELECT betaling_id FROM poging GROUP BY 1 \
        HAVING count(*) > 1) twice";
    assert_eq!(keten.number(twice).await, 0);
}

#[tokio::test]
async fn a_single_payment_and_no_payment_make_no_run() {
    let keten = Keten::new().await;
    assert!(matches!(draft(&keten).await, Err(Failure::Refused(Refusal::GeenBetalingen))));
    let (_, _, ids) = ready(&keten, &[100]).await;
    assert!(matches!(draft(&keten).await, Err(Failure::Refused(Refusal::EenBetaling))));
    assert_eq!(keten.betalingen(ids[0]).await, [("gereed".to_owned(), 100)]);
}

#[tokio::test]
async fn a_released_run_has_its_files_and_its_money_in_transit() {
    let keten = Keten::new().await;
    let (_, payee, _) = ready(&keten, &[60_000, 124_635]).await;
    let run = release(&keten).await;
    assert_eq!(run.staat.code(), "vrijgegeven");
    assert_eq!(keten.saldo("M.PAY", payee.zorgverlener).await, 0);
    assert_eq!(keten.som("M.TRANSIT").await, 184_635);
    assert_eq!(keten.number("SELECT sum(totaal) FROM bestand").await, 184_635);
    assert_eq!(keten.number("SELECT sum(aantal) FROM bestand_batch").await, 2);
    let inhoud = keten.texts("SELECT convert_from(inhoud, 'UTF8') FROM bestand").await;
    assert!(inhoud[0].contains("<CtrlSum>1846.35</CtrlSum>"), "{}", inhoud[0]);
    keten.prove().await;
}

/// payments:T8.
#[tokio::test]
async fn a_claim_corrected_after_locking_takes_its_payment_out_and_voids_the_approval() {
    let keten = Keten::new().await;
    let (pot, payee, ids) = ready(&keten, &[60_000, 100, 200]).await;
    let mut run = draft(&keten).await.unwrap();
    for (handeling, door) in [
        (Handeling::Vergrendelen, ANNA),
        (Handeling::Controleren, ANNA),
        (Handeling::Goedkeuren, BRAM),
    ] {
        run = act(&keten, &run, handeling, door).await.unwrap();
    }
    keten.claim((ids[0], 2), payee, pot, 48_000).await;
    assert_eq!(keten.betalingen(ids[0]).await, [("gereed".to_owned(), 48_000)]);
    let stale = act(&keten, &run, Handeling::Vrijgeven, ANNA).await;
    assert!(matches!(stale, Err(Failure::Refused(Refusal::Gewijzigd))));
    let changed = now(&keten, &run).await;
    assert_eq!((changed.staat.code(), changed.aantal), ("vergrendeld", 2));
    let unapproved = act(&keten, &changed, Handeling::Vrijgeven, ANNA).await;
    assert!(matches!(unapproved, Err(Failure::Refused(Refusal::Staat { staat: _ }))));
    let next = draft(&keten).await;
    assert!(matches!(next, Err(Failure::Refused(Refusal::EenBetaling))), "480.00 waits");
    keten.prove().await;
}

/// payments:T8.
#[tokio::test]
async fn a_claim_corrected_before_locking_is_paid_its_new_amount() {
    let keten = Keten::new().await;
    let (pot, payee, ids) = ready(&keten, &[60_000, 100]).await;
    keten.claim((ids[0], 2), payee, pot, 48_000).await;
    release(&keten).await;
    assert_eq!(keten.som("M.TRANSIT").await, 48_100);
    assert_eq!(keten.rechten(pot).await, [10_000_000 - 48_100, 48_100, 0, 0]);
    keten.prove().await;
}

/// payments:T8.
#[tokio::test]
async fn a_claim_corrected_after_release_becomes_a_recovery() {
    let keten = Keten::new().await;
    let (pot, payee, ids) = ready(&keten, &[60_000, 100]).await;
    release(&keten).await;
    let answer = keten.claim((ids[0], 2), payee, pot, 48_000).await;
    assert_eq!(answer.geboekt.cents(), 48_000);
    assert_eq!(keten.saldo("M.RECV", ids[0]).await, 12_000);
    assert_eq!(keten.rechten(pot).await, [10_000_000 - 60_100, 48_100, 0, 12_000]);
    assert_eq!(keten.betalingen(ids[0]).await, [("in_run".to_owned(), 60_000)]);
    keten.prove().await;
    keten.claim((ids[0], 3), payee, pot, 60_000).await;
    assert_eq!(keten.saldo("M.RECV", ids[0]).await, 0);
    assert_eq!(keten.number("SELECT count(*) FROM betaling").await, 2, "no second payment");
    keten.prove().await;
}

#[tokio::test]
async fn a_cancelled_run_gives_its_payments_back() {
    let keten = Keten::new().await;
    let (_, _, ids) = ready(&keten, &[100, 200]).await;
    let run = draft(&keten).await.unwrap();
    act(&keten, &run, Handeling::Annuleren, BRAM).await.unwrap();
    assert_eq!(keten.betalingen(ids[0]).await, [("gereed".to_owned(), 100)]);
    let again = draft(&keten).await.unwrap();
    assert_eq!(again.aantal, 2);
    assert_eq!(keten.number("SELECT max(nummer) FROM poging").await, 2);
    keten.prove().await;
}

#[tokio::test]
async fn a_maatregel_takes_payments_out_of_a_run_that_is_not_released() {
    let keten = Keten::new().await;
    let (_, _, kept) = ready(&keten, &[100, 200]).await;
    let (_, payee, held) = ready(&keten, &[300]).await;
    let run = draft(&keten).await.unwrap();
    keten.tell(1, keten.maatregel(uuid(), payee, true)).await;
    assert_eq!(keten.betalingen(held[0]).await, [("aangehouden".to_owned(), 300)]);
    assert_eq!(keten.betalingen(kept[0]).await, [("in_run".to_owned(), 100)]);
    assert_eq!(now(&keten, &run).await.aantal, 2);
    keten.prove().await;
}

#[tokio::test]
async fn the_database_itself_refuses_two_hats_and_forbidden_steps() {
    let keten = Keten::new().await;
    ready(&keten, &[100, 200]).await;
    draft(&keten).await.unwrap();
    for (sql, constraint) in [
        ("UPDATE betaalrun SET goedkeurder = maker", "betaalrun_vier_ogen_goedkeurder"),
        ("UPDATE betaalrun SET vrijgever = 'x'", "betaalrun_vier_ogen_vrijgever"),
        (
            "UPDATE betaalrun SET goedkeurder = 'x', vrijgever = maker",
            "betaalrun_vier_ogen_maker_vrijgever",
        ),
        ("UPDATE betaalrun SET staat = 'vrijgegeven'", "may not go"),
        ("UPDATE betaling SET staat = 'teruggekomen'", "may not go"),
        ("UPDATE poging SET staat = 'geboekt'", "may not go"),
        (
            "INSERT INTO poging (id, verstrekker_id, betaling_id, nummer, betaalrun_id, bedrag, \
             staat) SELECT gen_random_uuid(), verstrekker_id, betaling_id, 9, betaalrun_id, \
             bedrag, 'aangemaakt' FROM poging LIMIT 1",
            "poging_een_open",
        ),
        ("DELETE FROM betaalrun_handeling", "never changed"),
    ] {
        let error = keten.refusal(sql.to_owned()).await;
        assert!(error.contains(constraint), "{error}");
    }
}
