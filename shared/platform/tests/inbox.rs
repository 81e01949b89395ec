//! The inbox: duplicates, versions, alarms, waiting and parking, without a broker.

#![cfg(test)]

#[cfg(test)]
#[path = "support/hearer.rs"]
mod hearer;
#[cfg(test)]
#[path = "support/service.rs"]
mod support;

use contracts::Source;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use hearer::{FAILS, NEVER, PANICS, Proef, amount, bytes, know, message};
use platform::messaging::consumer::Hearer;
use platform::messaging::inbox::{self, Incoming, Tally, apply_batch};
use platform::messaging::outbox::Said;
use platform::messaging::waiting;
use platform::{Context, testing};
use proptest::prelude::*;
use support::{SERVICE, caused, count, fact};
use uuid::Uuid;

#[cfg(test)]
async fn take(context: &Context, batch: &[Incoming]) -> Tally {
    apply_batch(context, &Proef, batch).await.unwrap()
}

#[cfg(test)]
fn said(context: &Context, id: Uuid, versie: i64, cents: i64) -> Said {
    Said::new(&context.source, versie, fact(id, cents))
}

#[cfg(test)]
/// Runs waiting rows although their time has not come.
async fn wait_over(context: &Context) {
    let mut conn = context.database.work.get().await.unwrap();
    diesel::sql_query("UPDATE waiting SET next_try_at = now()").execute(&mut conn).await.unwrap();
    drop(conn);
    waiting::step(context, &Proef).await.unwrap();
}

#[tokio::test]
async fn a_message_that_comes_twice_is_applied_once() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    let one = message(&said(&context, id, 1, 100));
    assert_eq!(take(&context, std::slice::from_ref(&one)).await.applied, 1);
    let again = take(&context, &[one.clone(), one]).await;
    assert_eq!(again, Tally { duplicate: 2, ..Tally::default() });
    assert_eq!(amount(&context, id).await, Some((100, 1)));
    assert_eq!(count(&context, "inbox WHERE outcome = 'applied'").await, 1);
}

#[tokio::test]
async fn a_message_twice_in_one_batch_is_applied_once() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    let one = message(&said(&context, id, 1, 100));
    let tally = take(&context, &[one.clone(), one]).await;
    assert_eq!(tally, Tally { applied: 1, duplicate: 1, ..Tally::default() });
    assert_eq!(amount(&context, id).await, Some((100, 1)));
}

#[tokio::test]
async fn the_same_id_with_another_content_is_parked_and_changes_nothing() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    let one = said(&context, id, 1, 100);
    let text = String::from_utf8(one.envelope.clone()).unwrap();
    let forged = bytes(text.replace("\"besteed\":100", "\"besteed\":900").into_bytes());
    assert_ne!(forged.body, one.envelope);
    take(&context, &[message(&one)]).await;
    assert_eq!(take(&context, std::slice::from_ref(&forged)).await.parked, 1);
    assert_eq!(amount(&context, id).await, Some((100, 1)));
    assert_eq!(count(&context, "parked WHERE reason LIKE 'alarm%'").await, 1);
    // The same forgery again is counted, not piled up.
    take(&context, &[forged]).await;
    assert_eq!(count(&context, "parked WHERE attempts = 2").await, 1);
}

#[tokio::test]
async fn an_older_version_that_comes_later_is_ignored() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    take(&context, &[message(&said(&context, id, 2, 200))]).await;
    let late = take(&context, &[message(&said(&context, id, 1, 100))]).await;
    assert_eq!(late, Tally { ignored: 1, ..Tally::default() });
    assert_eq!(amount(&context, id).await, Some((200, 1)));
    assert_eq!(count(&context, "inbox WHERE outcome = 'ignored'").await, 1);
}

#[tokio::test]
async fn of_several_versions_in_a_batch_only_the_newest_is_heard() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    let batch: Vec<Incoming> =
        [2, 3, 1].map(|versie| message(&said(&context, id, versie, versie * 100))).into();
    let tally = take(&context, &batch).await;
    assert_eq!(tally, Tally { applied: 1, ignored: 2, ..Tally::default() });
    assert_eq!(amount(&context, id).await, Some((300, 1)));
    assert_eq!(count(&context, "inbox").await, 3);
}

#[tokio::test]
async fn the_same_version_with_another_content_is_an_alarm_and_is_parked() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    take(&context, &[message(&said(&context, id, 1, 100))]).await;
    let other = take(&context, &[message(&said(&context, id, 1, 999))]).await;
    assert_eq!(other, Tally { parked: 1, ..Tally::default() });
    assert_eq!(amount(&context, id).await, Some((100, 1)));
    assert_eq!(count(&context, "inbox WHERE outcome = 'parked'").await, 1);
}

#[tokio::test]
async fn the_same_version_said_again_with_the_same_content_is_ignored() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    take(&context, &[message(&said(&context, id, 1, 100))]).await;
    let again = take(&context, &[message(&said(&context, id, 1, 100))]).await;
    assert_eq!(again, Tally { ignored: 1, ..Tally::default() });
}

#[tokio::test]
async fn a_message_whose_cause_is_not_known_waits_and_is_applied_when_it_is() {
    let context = testing::context(&SERVICE).await;
    let (id, cause) = (Uuid::now_v7(), Uuid::now_v7());
    let early = Said::new(&context.source, 1, caused(id, 100, cause));
    let batch = [message(&early), message(&said(&context, Uuid::now_v7(), 1, 5))];
    let tally = take(&context, &batch).await;
    assert_eq!(tally, Tally { applied: 1, waiting: 1, ..Tally::default() });
    wait_over(&context).await;
    assert_eq!(amount(&context, id).await, None);
    assert_eq!(count(&context, "waiting WHERE attempts = 2").await, 1);
    know(&context, cause).await;
    wait_over(&context).await;
    assert_eq!(amount(&context, id).await, Some((100, 1)));
    assert_eq!(count(&context, "waiting").await, 0);
    assert_eq!(count(&context, "inbox WHERE outcome = 'applied'").await, 2);
}

#[tokio::test]
async fn a_waiting_version_that_was_overtaken_is_dropped() {
    let context = testing::context(&SERVICE).await;
    let (id, cause) = (Uuid::now_v7(), Uuid::now_v7());
    take(&context, &[message(&Said::new(&context.source, 1, caused(id, 100, cause)))]).await;
    take(&context, &[message(&said(&context, id, 2, 200))]).await;
    know(&context, cause).await;
    wait_over(&context).await;
    assert_eq!(amount(&context, id).await, Some((200, 1)));
    assert_eq!(count(&context, "waiting").await, 0);
    assert_eq!(count(&context, "inbox WHERE outcome = 'ignored'").await, 1);
}

#[tokio::test]
async fn what_waited_for_a_day_is_parked() {
    let context = testing::context(&SERVICE).await;
    let early = Said::new(&context.source, 1, caused(Uuid::now_v7(), 100, Uuid::now_v7()));
    take(&context, &[message(&early)]).await;
    let mut conn = context.database.work.get().await.unwrap();
    conn.batch_execute("UPDATE waiting SET first_at = now() - interval '25 hours'").await.unwrap();
    drop(conn);
    wait_over(&context).await;
    assert_eq!(count(&context, "waiting").await, 0);
    assert_eq!(count(&context, "parked WHERE state = 'open'").await, 1);
    assert_eq!(count(&context, "inbox WHERE outcome = 'parked'").await, 1);
}

#[tokio::test]
async fn a_message_that_can_never_be_applied_is_parked_and_the_others_are_applied() {
    let context = testing::context(&SERVICE).await;
    let good = Uuid::now_v7();
    let batch = [
        bytes(b"no envelope at all".to_vec()),
        message(&said(&context, Uuid::now_v7(), 1, NEVER)),
        message(&said(&context, good, 1, 100)),
        bytes(vec![b' '; 70_000]),
    ];
    let tally = take(&context, &batch).await;
    assert_eq!(tally, Tally { applied: 1, parked: 3, ..Tally::default() });
    assert_eq!(amount(&context, good).await, Some((100, 1)));
    assert_eq!(count(&context, "parked WHERE state = 'open'").await, 3);
}

#[tokio::test]
async fn a_poison_message_does_not_drag_its_batch_along() {
    let context = testing::context(&SERVICE).await;
    let good: Vec<Uuid> = (0..5).map(|_| Uuid::now_v7()).collect();
    for poison in [FAILS, PANICS] {
        let mut batch: Vec<Incoming> =
            good.iter().map(|id| message(&said(&context, *id, poison, 100 + poison))).collect();
        batch.insert(2, message(&said(&context, Uuid::now_v7(), 1, poison)));
        let tally = take(&context, &batch).await;
        assert_eq!(tally, Tally { applied: 5, parked: 1, ..Tally::default() });
        // Delivered again, it is known and not parked again.
        assert_eq!(take(&context, &batch).await.duplicate, 6);
    }
    assert_eq!(amount(&context, good[4]).await, Some((100 + PANICS, 2)));
    assert_eq!(count(&context, "parked").await, 2);
    assert_eq!(count(&context, "proef").await, 5);
}

#[tokio::test]
async fn the_inbox_is_kept_per_consumer() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    let one = said(&context, id, 1, 100);
    let mut conn = context.database.work.get().await.unwrap();
    diesel::sql_query(
        "INSERT INTO inbox (event_id, consumer, source, hash, outcome) \
         VALUES ($1, 'zorgdomein.antwoorden', $2, '', 'applied')",
    )
    .bind::<diesel::sql_types::Uuid, _>(one.id)
    .bind::<diesel::sql_types::Text, _>(context.source.as_str())
    .execute(&mut conn)
    .await
    .unwrap();
    drop(conn);
    assert_eq!(take(&context, &[message(&one)]).await.applied, 1);
}

#[tokio::test]
async fn the_same_id_of_another_source_is_another_message() {
    let context = testing::context(&SERVICE).await;
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    let ours = said(&context, one, 1, 100);
    let elsewhere = Source::new(&kernel::Oin::parse(testing::NATIONAL_OIN).unwrap(), "payout");
    let theirs = Said::new(&elsewhere, 1, fact(other, 200));
    let text = String::from_utf8(theirs.envelope).unwrap();
    let theirs = bytes(text.replace(&theirs.id.to_string(), &ours.id.to_string()).into_bytes());
    assert_eq!(take(&context, &[message(&ours), theirs]).await.applied, 2);
}

#[tokio::test]
async fn a_failure_before_the_commit_leaves_no_trace_and_the_message_can_come_again() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    let one = message(&said(&context, id, 1, 100));
    let mut conn = context.database.work.get().await.unwrap();
    // The commit itself fails: a deferred constraint is looked at then.
    conn.batch_execute(
        "SET ROLE NONE; ALTER TABLE proef ADD CONSTRAINT later UNIQUE (aantal) DEFERRABLE \
         INITIALLY DEFERRED; INSERT INTO proef VALUES (gen_random_uuid(), 100); \
         SET ROLE pgbtest_app",
    )
    .await
    .unwrap();
    // Alone it fails too, so it is parked, in a transaction of its own.
    assert_eq!(take(&context, std::slice::from_ref(&one)).await.parked, 1);
    assert_eq!(amount(&context, id).await, None);
    assert_eq!(count(&context, "applied").await, 0);
    assert_eq!(count(&context, "inbox WHERE outcome = 'parked'").await, 1);
}

#[tokio::test]
async fn two_replicas_with_the_same_messages_apply_each_once() {
    let context = testing::context(&SERVICE).await;
    let subjects: Vec<Uuid> = (0..40).map(|_| Uuid::now_v7()).collect();
    let mut batch: Vec<Incoming> =
        subjects.iter().map(|id| message(&said(&context, *id, 1, 100))).collect();
    let backwards: Vec<Incoming> = batch.iter().rev().cloned().collect();
    batch.push(message(&said(&context, Uuid::now_v7(), 1, 1)));
    let (one, other) = tokio::join!(take(&context, &batch), take(&context, &backwards));
    assert_eq!(one.applied + other.applied, 41);
    assert_eq!(one.duplicate + other.duplicate, 40);
    assert_eq!(count(&context, "proef WHERE keren = 1").await, 41);
}

#[tokio::test]
async fn two_replicas_with_different_versions_end_with_the_newest() {
    let context = testing::context(&SERVICE).await;
    let subjects: Vec<Uuid> = (0..40).map(|_| Uuid::now_v7()).collect();
    let version = |versie: i64| -> Vec<Incoming> {
        subjects.iter().map(|id| message(&said(&context, *id, versie, versie))).collect()
    };
    let (first, second) = (version(1), version(2));
    let (one, other) = tokio::join!(take(&context, &first), take(&context, &second));
    assert_eq!(one.parked + other.parked, 0);
    assert_eq!(other.applied, 40);
    assert_eq!(count(&context, "proef WHERE aantal = 2").await, 40);
    assert_eq!(count(&context, "applied WHERE versie = 2").await, 40);
}

#[tokio::test]
async fn without_a_database_nothing_is_acknowledged() {
    let context = testing::context(&SERVICE).await;
    let one = message(&said(&context, Uuid::now_v7(), 1, 100));
    context.database.close();
    assert!(apply_batch(&context, &Proef, &[one]).await.is_err());
}

#[tokio::test]
async fn only_messages_older_than_any_replay_are_forgotten() {
    let context = testing::context(&SERVICE).await;
    take(&context, &[message(&said(&context, Uuid::now_v7(), 1, 100))]).await;
    let mut conn = context.database.work.get().await.unwrap();
    conn.batch_execute(
        "INSERT INTO inbox SELECT ('01800000-0000-7000-8000-00000000000' || i)::uuid, consumer, \
         source, hash, outcome, now() - interval '401 days' FROM inbox, generate_series(1, 3) AS i",
    )
    .await
    .unwrap();
    assert!(!inbox::forget_old(&mut conn).await.unwrap());
    assert_eq!(count(&context, "inbox").await, 1);
}

#[test]
fn the_queue_of_the_hearer_is_in_the_catalogue() {
    assert!(contracts::catalogue::queues().contains(&Proef.queue()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Versions of three subjects, some twice, in any order and in batches of any size, some of
    /// them before their cause: the newest of each is in effect, and nothing is parked.
    #[test]
    fn any_order_of_arrival_ends_in_the_same_state(
        order in Just((0..24_usize).collect::<Vec<_>>()).prop_shuffle(),
        cuts in prop::collection::vec(1..6_usize, 24),
        cause_after in 0..10_usize,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(arrive(order, cuts, cause_after));
    }
}

#[cfg(test)]
async fn arrive(order: Vec<usize>, cuts: Vec<usize>, cause_after: usize) {
    let context = testing::context(&SERVICE).await;
    let cause = Uuid::now_v7();
    let subjects: Vec<Uuid> = (0..3).map(|_| Uuid::now_v7()).collect();
    let mut messages: Vec<Incoming> = Vec::new();
    for id in &subjects {
        for versie in 1..=6 {
            let cause = if versie % 2 == 0 { cause } else { Uuid::nil() };
            let said = Said::new(&context.source, versie, caused(*id, versie * 100, cause));
            messages.push(message(&said));
            if versie % 3 == 0 {
                messages.push(message(&said));
            }
        }
    }
    assert_eq!(messages.len(), 24);
    let mut rest: &[usize] = &order;
    for (step, cut) in cuts.into_iter().enumerate() {
        if step == cause_after {
            know(&context, cause).await;
        }
        let (now, later) = rest.split_at(cut.min(rest.len()));
        rest = later;
        let batch: Vec<Incoming> = now.iter().map(|place| messages[*place].clone()).collect();
        assert_eq!(take(&context, &batch).await.parked, 0);
    }
    wait_over(&context).await;
    for id in subjects {
        assert_eq!(amount(&context, id).await.map(|(cents, _)| cents), Some(600));
    }
    assert_eq!(count(&context, "waiting").await, 0);
    assert_eq!(count(&context, "inbox").await, 18);
    assert_eq!(count(&context, "applied WHERE versie = 6").await, 3);
}
