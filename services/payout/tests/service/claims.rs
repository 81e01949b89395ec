//! Grants, claims and corrections.

use contracts::{Betaalstaat, BetalingBijgewerkt, BudgetstandBijgewerkt, Weigeringsreden};
use payout::budget::flows::say_positions;

use crate::support::{Keten, cents, uuid};

#[tokio::test]
async fn a_claim_within_the_budget_is_booked_answered_and_ready_to_be_paid() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(100_000).await;
    let payee = keten.payee().await;
    let id = uuid();
    let answer = keten.claim((id, 1), payee, pot, 60_000).await;
    assert_eq!((answer.declaratie_versie, answer.geboekt), (1, cents(60_000)));
    assert_eq!((answer.geweigerd, answer.reden), (cents(0), None));
    assert_eq!(keten.rechten(pot).await, [40_000, 60_000, 0, 0]);
    assert_eq!(keten.som("M.FUND").await, -60_000);
    assert_eq!(keten.saldo("M.PAY", payee.zorgverlener).await, 60_000);
    assert_eq!(keten.betalingen(id).await, [("gereed".to_owned(), 60_000)]);
    keten.prove().await;
}

#[tokio::test]
async fn a_claim_above_the_budget_is_refused_whole_and_says_why() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(10_000).await;
    let payee = keten.payee().await;
    let id = uuid();
    let answer = keten.claim((id, 1), payee, pot, 10_001).await;
    assert_eq!((answer.geboekt, answer.geweigerd), (cents(0), cents(10_001)));
    assert_eq!(answer.reden, Some(Weigeringsreden::BudgetOntoereikend));
    assert_eq!(keten.rechten(pot).await, [10_000, 0, 0, 0]);
    assert!(keten.betalingen(id).await.is_empty());
    keten.prove().await;
}

#[tokio::test]
async fn claims_on_one_budget_in_one_batch_are_booked_in_order_of_arrival() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(10_000).await;
    let payee = keten.payee().await;
    let ids = [uuid(), uuid(), uuid()];
    let batch: Vec<_> = ids
        .iter()
        .zip([8_000, 8_000, 2_000])
        .map(|(id, bedrag)| keten.message(1, keten.declaratie(*id, payee, &[(pot, bedrag)])))
        .collect();
    assert_eq!(keten.hear(&batch).await.applied, 3);
    let mut booked = Vec::new();
    for id in ids {
        booked.push(keten.answer(id).await.geboekt.cents());
    }
    assert_eq!(booked, [8_000, 0, 2_000]);
    assert_eq!(keten.rechten(pot).await, [0, 10_000, 0, 0]);
    keten.prove().await;
}

#[tokio::test]
async fn a_claim_over_two_pots_is_booked_whole_or_not_at_all() {
    let keten = Keten::new().await;
    let (toekenning, one, two) = (uuid(), uuid(), uuid());
    keten.tell(1, keten.toekenning(toekenning, &[(one, 5_000), (two, 1_000)])).await;
    let payee = keten.payee().await;
    let id = uuid();
    let fact = keten.declaratie(id, payee, &[(one, 4_000), (two, 1_001)]);
    assert_eq!(keten.hear(&[keten.message(1, fact)]).await.applied, 1);
    assert_eq!(keten.answer(id).await.geweigerd, cents(5_001));
    let fact = keten.declaratie(id, payee, &[(one, 4_000), (two, 1_000)]);
    assert_eq!(keten.hear(&[keten.message(2, fact)]).await.applied, 1);
    assert_eq!(keten.answer(id).await.geboekt, cents(5_000));
    assert_eq!(keten.betalingen(id).await, [("gereed".to_owned(), 5_000)]);
    keten.prove().await;
}

#[tokio::test]
async fn the_worked_example_of_a_retroactive_rate_change_is_paid_within_the_free_budget() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(62_000).await;
    let payee = keten.payee().await;
    let id = uuid();
    keten.claim((id, 1), payee, pot, 60_000).await;
    let answer = keten.claim((id, 2), payee, pot, 65_000).await;
    assert_eq!((answer.geboekt, answer.geweigerd), (cents(62_000), cents(3_000)));
    assert_eq!(answer.reden, Some(Weigeringsreden::BudgetUitgeputBijTwk));
    let expected = [("gereed".to_owned(), 60_000), ("gereed".to_owned(), 2_000)];
    assert_eq!(keten.betalingen(id).await, expected);
    assert_eq!(
        keten.number("SELECT count(*) FROM journaalpost WHERE bron = 'declaratie'").await,
        2
    );
    keten.prove().await;
}

#[tokio::test]
async fn a_correction_down_before_payment_lowers_the_payment() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(100_000).await;
    let payee = keten.payee().await;
    let id = uuid();
    keten.claim((id, 1), payee, pot, 60_000).await;
    keten.claim((id, 2), payee, pot, 48_000).await;
    assert_eq!(keten.betalingen(id).await, [("gereed".to_owned(), 48_000)]);
    assert_eq!(keten.rechten(pot).await, [52_000, 48_000, 0, 0]);
    keten.claim((id, 3), payee, pot, 0).await;
    assert_eq!(keten.betalingen(id).await, [("vervallen".to_owned(), 0)]);
    assert_eq!(keten.rechten(pot).await, [100_000, 0, 0, 0]);
    keten.prove().await;
}

#[tokio::test]
async fn a_claim_on_what_is_not_known_yet_waits_and_is_booked_later() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(10_000).await;
    let payee = keten.payee().await;
    let (later, toekenning) = (uuid(), uuid());
    let id = uuid();
    let fact = keten.declaratie(id, payee, &[(later, 1_000)]);
    let tally = keten.hear(&[keten.message(1, fact)]).await;
    assert_eq!((tally.applied, tally.waiting), (0, 1));
    keten.tell(1, keten.toekenning(toekenning, &[(later, 2_000)])).await;
    keten.number("SELECT count(*) FROM waiting").await;
    let mut conn = keten.conn().await;
    diesel_async::RunQueryDsl::execute(
        diesel::sql_query("UPDATE waiting SET next_try_at = now()"),
        &mut conn,
    )
    .await
    .unwrap();
    drop(conn);
    platform::messaging::waiting::step(&keten.context, &payout::boeking::messages::Declaraties)
        .await
        .unwrap();
    assert_eq!(keten.answer(id).await.geboekt, cents(1_000));
    assert_eq!(keten.rechten(pot).await, [10_000, 0, 0, 0]);
    keten.prove().await;
}

#[tokio::test]
async fn facts_that_contradict_themselves_are_parked() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(10_000).await;
    let payee = keten.payee().await;
    let right = keten.declaratie(uuid(), payee, &[(pot, 1_000)]);
    let mut sum = right.clone();
    sum.declaratie_id = uuid();
    sum.totaal_verschuldigd = cents(999);
    let mut negative = keten.declaratie(uuid(), payee, &[(pot, 1_000), (pot, -1)]);
    negative.totaal_verschuldigd = cents(999);
    let mut foreign = keten.declaratie(uuid(), payee, &[(pot, 1_000)]);
    foreign.verstrekker_id = uuid();
    let batch = [
        keten.message(1, right),
        keten.message(1, sum),
        keten.message(1, negative),
        keten.message(1, foreign),
    ];
    let tally = keten.hear(&batch).await;
    assert_eq!((tally.applied, tally.parked, tally.waiting), (1, 3, 0), "{tally:?}");
    keten.prove().await;
}

#[tokio::test]
async fn a_grant_is_raised_lowered_and_short_and_what_comes_free_clears_the_shortage() {
    let keten = Keten::new().await;
    let (toekenning, pot) = keten.grant(100_000).await;
    let payee = keten.payee().await;
    let id = uuid();
    keten.claim((id, 1), payee, pot, 60_000).await;
    keten.tell(2, keten.toekenning(toekenning, &[(pot, 120_000)])).await;
    assert_eq!(keten.rechten(pot).await, [60_000, 60_000, 0, 0]);
    keten.tell(3, keten.toekenning(toekenning, &[(pot, 40_000)])).await;
    assert_eq!(keten.rechten(pot).await, [0, 60_000, 0, 0]);
    assert_eq!(keten.saldo("R.SHORT", pot).await, 20_000);
    keten.claim((id, 2), payee, pot, 30_000).await;
    assert_eq!(keten.rechten(pot).await, [10_000, 30_000, 0, 0]);
    assert_eq!(keten.saldo("R.SHORT", pot).await, 0);
    let kinds = "SELECT string_agg(soort, ' ' ORDER BY soort) FROM journaalpost WHERE bron = 'pot'";
    assert_eq!(keten.texts(kinds).await, ["E1 E2 E2b"]);
    keten.prove().await;
}

#[tokio::test]
async fn a_wage_that_needs_payroll_is_held_visibly() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(100_000).await;
    let payee = keten.payee_with(true).await;
    let id = uuid();
    keten.claim((id, 1), payee, pot, 60_000).await;
    assert_eq!(keten.betalingen(id).await, [("aangehouden".to_owned(), 60_000)]);
    let said = keten.texts(
        "SELECT string_agg(subject::text, '') FROM event WHERE type = 'nl.pgb.betaling-bijgewerkt.v1'",
    );
    let betaling = said.await[0].parse().unwrap();
    let fact: BetalingBijgewerkt = keten.last_said(betaling).await.unwrap();
    assert_eq!(fact.staat, Betaalstaat::Aangehouden);
    assert_eq!(fact.reden.as_deref(), Some("loonadministratie"));
    keten.tell(2, keten.overeenkomst(payee, false)).await;
    assert_eq!(keten.betalingen(id).await, [("gereed".to_owned(), 60_000)]);
    keten.prove().await;
}

#[tokio::test]
async fn a_maatregel_holds_payments_while_claims_go_on() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(100_000).await;
    let (payee, other) = (keten.payee().await, keten.payee().await);
    let (before, after, theirs) = (uuid(), uuid(), uuid());
    keten.claim((before, 1), payee, pot, 10_000).await;
    let maatregel = uuid();
    keten.tell(1, keten.maatregel(maatregel, payee, true)).await;
    keten.claim((after, 1), payee, pot, 20_000).await;
    keten.claim((theirs, 1), other, pot, 5_000).await;
    assert_eq!(keten.betalingen(before).await, [("aangehouden".to_owned(), 10_000)]);
    assert_eq!(keten.betalingen(after).await, [("aangehouden".to_owned(), 20_000)]);
    assert_eq!(keten.betalingen(theirs).await, [("gereed".to_owned(), 5_000)]);
    keten.tell(2, keten.maatregel(maatregel, payee, false)).await;
    assert_eq!(keten.betalingen(before).await, [("gereed".to_owned(), 10_000)]);
    assert_eq!(keten.betalingen(after).await, [("gereed".to_owned(), 20_000)]);
    keten.prove().await;
}

#[tokio::test]
async fn a_burst_of_claims_says_one_position() {
    let keten = Keten::new().await;
    let (toekenning, pot) = keten.grant(100_000).await;
    say_positions(&keten.context).await.unwrap();
    let payee = keten.payee().await;
    for _ in 0..5 {
        keten.claim((uuid(), 1), payee, pot, 1_000).await;
    }
    say_positions(&keten.context).await.unwrap();
    say_positions(&keten.context).await.unwrap();
    let said = "SELECT count(*) FROM event WHERE type = 'nl.pgb.budgetstand-bijgewerkt.v1'";
    assert_eq!(keten.number(said).await, 2);
    let stand: BudgetstandBijgewerkt = keten.last_said(toekenning).await.unwrap();
    let potstand = &stand.potten[0];
    assert_eq!(
        (potstand.toegekend, potstand.beschikbaar, potstand.gereserveerd),
        (cents(100_000), cents(95_000), cents(5_000))
    );
}
