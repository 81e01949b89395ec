//! Parked messages and replay: what a person does, with real messages.

#![cfg(test)]

#[cfg(test)]
#[path = "support/hearer.rs"]
mod hearer;
#[cfg(test)]
#[path = "support/service.rs"]
mod support;

use contracts::catalogue::ZORGDOMEIN_GEBOEKT;
use diesel_async::SimpleAsyncConnection;
use hearer::{FAILS, NEVER, Proef, amount, bytes, message};
use lapin::options::BasicGetOptions;
use platform::messaging::inbox::apply_batch;
use platform::messaging::outbox::Said;
use platform::messaging::parked::desk::{self, Dropped, Which};
use platform::messaging::replay::{Selection, forget, replay};
use platform::messaging::waiting;
use platform::testing;
use support::{SERVICE, count, fact, say};
use uuid::Uuid;

#[tokio::test]
async fn a_parked_message_is_applied_by_the_service_after_a_replay() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    // A defect of ours makes the hearer fail; then it is repaired.
    let said = Said::new(&context.source, 1, fact(id, 100));
    let mut conn = context.database.work.get().await.unwrap();
    conn.batch_execute("SET ROLE NONE; ALTER TABLE proef ADD CONSTRAINT defect CHECK (false)")
        .await
        .unwrap();
    assert_eq!(apply_batch(&context, &Proef, &[message(&said)]).await.unwrap().parked, 1);
    conn.batch_execute("ALTER TABLE proef DROP CONSTRAINT defect; SET ROLE pgbtest_app")
        .await
        .unwrap();
    let groups = desk::groups(&mut conn).await.unwrap();
    assert_eq!((groups.len(), groups[0].count), (1, 1));
    let which = Which::Fingerprint(groups[0].fingerprint.clone());
    assert_eq!(desk::replay(&mut conn, &which, "Proef Persoon 1").await.unwrap(), 1);
    assert_eq!(waiting::step(&context, &Proef).await.unwrap(), 1);
    assert_eq!(amount(&context, id).await, Some((100, 1)));
    assert_eq!(count(&context, "waiting").await, 0);
    assert_eq!(count(&context, "inbox WHERE outcome = 'applied'").await, 1);
    let shown = desk::show(&mut conn, groups[0].example).await.unwrap().unwrap();
    assert_eq!((shown.state.as_str(), shown.subject), ("replayed", Some(id)));
}

#[tokio::test]
async fn a_poison_message_that_is_replayed_unrepaired_is_parked_again() {
    let context = testing::context(&SERVICE).await;
    let poison = Said::new(&context.source, 1, fact(Uuid::now_v7(), FAILS));
    apply_batch(&context, &Proef, &[message(&poison)]).await.unwrap();
    let mut conn = context.database.work.get().await.unwrap();
    let example = desk::groups(&mut conn).await.unwrap()[0].example;
    desk::replay(&mut conn, &Which::Ids(vec![example]), "Proef Persoon 1").await.unwrap();
    let good = Said::new(&context.source, 1, fact(Uuid::now_v7(), 7));
    conn.batch_execute("UPDATE waiting SET next_try_at = now()").await.unwrap();
    apply_batch(&context, &Proef, &[message(&good)]).await.unwrap();
    waiting::step(&context, &Proef).await.unwrap();
    assert_eq!(count(&context, "parked WHERE state = 'open'").await, 1);
    assert_eq!(count(&context, "parked WHERE state = 'replayed'").await, 1);
    assert_eq!(count(&context, "waiting").await, 0);
}

#[tokio::test]
async fn a_message_is_given_up_only_by_two_persons() {
    let context = testing::context(&SERVICE).await;
    let never = Said::new(&context.source, 1, fact(Uuid::now_v7(), NEVER));
    apply_batch(&context, &Proef, &[message(&never)]).await.unwrap();
    let mut conn = context.database.work.get().await.unwrap();
    let which = Which::Ids(vec![desk::groups(&mut conn).await.unwrap()[0].example]);
    let (first, second) = ("Proef Persoon 1", "Proef Persoon 2");
    let nothing = Dropped { asked: 0, dropped: 0 };
    let asked = desk::give_up(&mut conn, &which, first, "proefbericht").await.unwrap();
    assert_eq!(asked, Dropped { asked: 1, dropped: 0 });
    assert_eq!(desk::give_up(&mut conn, &which, first, "toch").await.unwrap(), nothing);
    let alone =
        conn.batch_execute("UPDATE parked SET state = 'dropped', dropped_by = drop_asked_by").await;
    assert!(alone.is_err(), "the table itself wants two");
    let done = desk::give_up(&mut conn, &which, second, "akkoord").await.unwrap();
    assert_eq!(done, Dropped { asked: 0, dropped: 1 });
    assert_eq!(desk::give_up(&mut conn, &which, second, "weer").await.unwrap(), nothing);
}

#[tokio::test]
async fn what_cannot_be_read_or_contradicts_its_own_id_is_not_replayed() {
    let context = testing::context(&SERVICE).await;
    let said = Said::new(&context.source, 1, fact(Uuid::now_v7(), 100));
    let forged = String::from_utf8(said.envelope.clone()).unwrap().replace(":100", ":900");
    let batch = [message(&said), bytes(forged.into_bytes()), bytes(b"{}".to_vec())];
    assert_eq!(apply_batch(&context, &Proef, &batch).await.unwrap().parked, 2);
    let mut conn = context.database.work.get().await.unwrap();
    for group in desk::groups(&mut conn).await.unwrap() {
        let which = Which::Ids(vec![group.example]);
        assert_eq!(desk::replay(&mut conn, &which, "Proef Persoon 1").await.unwrap(), 0);
    }
    assert_eq!(count(&context, "parked WHERE state = 'open'").await, 2);
    assert_eq!(count(&context, "inbox WHERE outcome = 'applied'").await, 1);
}

#[tokio::test]
async fn a_replay_reaches_one_hearer_and_only_what_is_asked() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    let subject = Uuid::now_v7();
    let mut said: Vec<Said> =
        (0..450).map(|cents| Said::new(&context.source, 1, fact(Uuid::now_v7(), cents))).collect();
    said.push(Said::new(&context.source, 1, fact(subject, 5)));
    say(&context, said).await;
    let mut log = context.database.work.get().await.unwrap();
    let queue = ZORGDOMEIN_GEBOEKT;
    let all = Selection::default();
    let sent = replay(&mut log, &broker.broker, "payout", queue, &all).await.unwrap();
    assert_eq!(sent, 451);
    let one = Selection { subject: Some(subject), ..Selection::default() };
    assert_eq!(replay(&mut log, &broker.broker, "payout", queue, &one).await.unwrap(), 1);
    let since = Selection { since: Some("2099-01-01T00:00:00Z".into()), ..Selection::default() };
    assert_eq!(replay(&mut log, &broker.broker, "payout", queue, &since).await.unwrap(), 0);
    let stranger = replay(&mut log, &broker.broker, "zorgdomein", queue, &all).await;
    assert!(stranger.is_err(), "zorgdomein hears nothing from itself");
    let connection = broker.broker.connect("test").await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    let got = channel.basic_get(queue.name.into(), BasicGetOptions::default()).await.unwrap();
    assert_eq!(got.unwrap().message_count, 451);
    let other = channel.basic_get("risk-scan.stroom".into(), BasicGetOptions::default()).await;
    assert!(other.unwrap().is_none());
    broker.remove().await;
}

#[tokio::test]
async fn a_hearer_that_forgot_applies_the_replayed_fact_anew() {
    let context = testing::context(&SERVICE).await;
    let id = Uuid::now_v7();
    let first = Said::new(&context.source, 1, fact(id, 100));
    let second = Said::new(&context.source, 2, fact(id, 200));
    let both = [message(&first), message(&second)];
    apply_batch(&context, &Proef, &both).await.unwrap();
    let mut conn = context.database.work.get().await.unwrap();
    conn.batch_execute("DELETE FROM proef").await.unwrap();
    assert_eq!(apply_batch(&context, &Proef, &both).await.unwrap().duplicate, 2);
    let selection = Selection::default();
    assert_eq!(forget(&mut conn, "payout", ZORGDOMEIN_GEBOEKT, &selection).await.unwrap(), 1);
    apply_batch(&context, &Proef, &both).await.unwrap();
    assert_eq!(amount(&context, id).await, Some((200, 1)));
}
