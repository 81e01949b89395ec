//! Everything at once: the same message to three consumers, and two claims on the last euros.

use futures_util::future::join_all;

use crate::support::{Keten, uuid};

/// payments:T1.
#[tokio::test]
async fn one_message_delivered_five_times_at_once_is_booked_once() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(100_000).await;
    let payee = keten.payee().await;
    let id = uuid();
    let message = keten.message(1, keten.declaratie(id, payee, &[(pot, 60_000)]));
    let batch = [message];
    let tallies = join_all((0..5).map(|_| keten.hear(&batch))).await;
    assert_eq!(tallies.iter().map(|tally| tally.applied).sum::<usize>(), 1);
    assert_eq!(keten.rechten(pot).await, [40_000, 60_000, 0, 0]);
    let posts = "SELECT count(*) FROM journaalpost WHERE bron = 'declaratie'";
    assert_eq!(keten.number(posts).await, 1);
    let said = "SELECT count(*) FROM event WHERE type = 'nl.pgb.declaratie-geboekt.v1'";
    assert_eq!(keten.number(said).await, 1);
    keten.prove().await;
}

/// payments:T2.
#[tokio::test]
async fn the_same_version_with_another_amount_is_parked_and_the_first_stays() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(100_000).await;
    let payee = keten.payee().await;
    let id = uuid();
    keten.claim((id, 1), payee, pot, 60_000).await;
    let other = keten.message(1, keten.declaratie(id, payee, &[(pot, 65_000)]));
    let tally = keten.hear(&[other]).await;
    assert_eq!((tally.applied, tally.parked), (0, 1));
    assert_eq!(keten.rechten(pot).await, [40_000, 60_000, 0, 0]);
    keten.prove().await;
}

/// payments:T11.
#[tokio::test]
async fn of_two_claims_on_the_last_hundred_euros_exactly_one_is_booked_every_time() {
    let keten = Keten::new().await;
    let payee = keten.payee().await;
    for _ in 0..100 {
        let (_, pot) = keten.grant(10_000).await;
        let ids = [uuid(), uuid()];
        let messages =
            ids.map(|id| [keten.message(1, keten.declaratie(id, payee, &[(pot, 8_000)]))]);
        join_all(messages.iter().map(|batch| keten.hear(batch))).await;
        let mut booked = Vec::new();
        for id in ids {
            booked.push(keten.answer(id).await.geboekt.cents());
        }
        booked.sort_unstable();
        assert_eq!(booked, [0, 8_000]);
        assert_eq!(keten.rechten(pot).await, [2_000, 8_000, 0, 0]);
    }
    keten.prove().await;
}

#[tokio::test]
async fn batches_that_share_budgets_and_payees_do_not_deadlock() {
    let keten = Keten::new().await;
    let mut pots = Vec::new();
    let mut payees = Vec::new();
    for _ in 0..6 {
        pots.push(keten.grant(1_000_000).await.1);
        payees.push(keten.payee().await);
    }
    let batch = |turn: usize| {
        let message = |n: usize| {
            let (pot, payee) = (pots[(n * turn) % 6], payees[(n + turn) % 6]);
            keten.message(1, keten.declaratie(uuid(), payee, &[(pot, 100)]))
        };
        (0..20).map(message).collect::<Vec<_>>()
    };
    let batches: Vec<_> = (1..=6).map(batch).collect();
    let tallies = join_all(batches.iter().map(|batch| keten.hear(batch))).await;
    assert_eq!(tallies.iter().map(|tally| tally.applied).sum::<usize>(), 120);
    assert_eq!(keten.som("R.COMMITTED").await, 12_000);
    keten.prove().await;
}

#[tokio::test]
async fn the_database_itself_refuses_a_right_below_zero_and_an_entry_that_does_not_balance() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(100).await;
    for (sql, constraint) in [
        (
            format!(
                "UPDATE rekening SET saldo = -1 WHERE soort = 'R.AVAILABLE' AND dimensie = '{pot}'"
            ),
            "rekening_saldo",
        ),
        (
            "INSERT INTO journaalregel (post_id, nr, boek, rekening_id, verstrekker_id, debet, \
             credit) SELECT id, 9, 'R', 1, verstrekker_id, 100, 0 FROM journaalpost LIMIT 1"
                .to_owned(),
            "does not balance",
        ),
        (
            "UPDATE journaalregel SET debet = debet + 1 WHERE debet > 0".to_owned(),
            "permission denied",
        ),
        ("DELETE FROM journaalpost".to_owned(), "permission denied"),
    ] {
        let error = keten.refusal(sql).await;
        assert!(error.contains(constraint), "{error}");
    }
}
