//! From outbox to inbox over a real broker: confirms, returned messages, crashes, reconnects.

#![cfg(test)]

#[cfg(test)]
#[path = "support/hearer.rs"]
mod hearer;
#[cfg(test)]
#[path = "support/proxy.rs"]
mod proxy;
#[cfg(test)]
#[path = "support/service.rs"]
mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel_async::SimpleAsyncConnection;
use hearer::{NEVER, Proef, amount, know};
use lapin::options::{BasicAckOptions, BasicGetOptions, BasicPublishOptions};
use platform::messaging::broker::Broker;
use platform::messaging::consumer::Hearer;
use platform::messaging::outbox::Said;
use platform::messaging::relay::Relay;
use platform::messaging::{self, topology};
use platform::{Context, stop, testing};
use proxy::Proxy;
use support::{SERVICE, caused, count, fact, say};
use testing::TestBroker;
use tokio::task::JoinSet;
use uuid::Uuid;

const QUEUE: &str = "zorgdomein.geboekt";

#[cfg(test)]
async fn relay(context: &Context, broker: &TestBroker) -> Relay {
    let mut relay = Relay::connect(context, &broker.broker).await.unwrap();
    relay.take_shards().await.unwrap();
    relay
}

#[cfg(test)]
/// Everything in a queue, taken out.
async fn drain(broker: &TestBroker, queue: &str) -> Vec<(String, Vec<u8>)> {
    let connection = broker.broker.connect("test").await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    let mut found = Vec::new();
    while let Some(message) =
        channel.basic_get(queue.into(), BasicGetOptions::default()).await.unwrap()
    {
        let id = message.properties.message_id().as_ref().unwrap().to_string();
        found.push((id, message.data.clone()));
        message.ack(BasicAckOptions::default()).await.unwrap();
    }
    found
}

#[cfg(test)]
/// Starts the relay and the consumer of the tests.
fn start(context: &Context, broker: &Broker) -> (JoinSet<()>, stop::Stopper) {
    let (stopper, stop) = stop::signal();
    let hearers: Vec<Arc<dyn Hearer>> = vec![Arc::new(Proef)];
    (messaging::start(context, broker, hearers, &stop), stopper)
}

#[cfg(test)]
/// Waits until there are so many rows.
async fn until(context: &Context, from: &str, rows: i64) {
    let began = Instant::now();
    let mut found = count(context, from).await;
    while found != rows {
        assert!(began.elapsed() < Duration::from_mins(2), "{from}: {found} and not {rows}");
        tokio::time::sleep(Duration::from_millis(20)).await;
        found = count(context, from).await;
    }
}

#[cfg(test)]
fn facts(context: &Context, count: i64) -> Vec<Said> {
    (1..=count)
        .map(|cents| Said::new(&context.source, 1, fact(Uuid::now_v7(), cents + 1_000)))
        .collect()
}

#[tokio::test]
async fn what_is_said_reaches_every_hearer_byte_for_byte() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    let said = facts(&context, 3);
    say(&context, said.clone()).await;
    let mut relay = relay(&context, &broker).await;
    assert_eq!(relay.step().await.unwrap(), 3);
    assert_eq!(relay.step().await.unwrap(), 0);
    assert_eq!(count(&context, "outbox").await, 0);
    let expected: Vec<(String, Vec<u8>)> =
        said.into_iter().map(|said| (said.id.to_string(), said.envelope)).collect();
    for queue in [QUEUE, "risk-scan.stroom"] {
        assert_eq!(drain(&broker, queue).await, expected, "{queue}");
    }
    assert_eq!(broker.messages("payout.declaraties").await, 0);
    broker.remove().await;
}

#[tokio::test]
async fn a_message_nobody_is_bound_to_stays_in_the_outbox_and_blocks_no_other() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    let mut said = facts(&context, 3);
    said[0].kind = "nl.pgb.onbekend.v1";
    say(&context, said).await;
    let mut relay = relay(&context, &broker).await;
    assert_eq!(relay.step().await.unwrap(), 3);
    assert_eq!(count(&context, "outbox").await, 1);
    assert_eq!(count(&context, "outbox WHERE attempts = 1 AND next_try_at > recorded_at").await, 1);
    assert_eq!(drain(&broker, QUEUE).await.len(), 2);
    // Again and again: then it goes aside.
    let mut conn = context.database.work.get().await.unwrap();
    conn.batch_execute("UPDATE outbox SET attempts = 19, next_try_at = now()").await.unwrap();
    assert_eq!(relay.step().await.unwrap(), 1);
    assert_eq!(count(&context, "outbox WHERE next_try_at = 'infinity'").await, 1);
    assert_eq!(relay.step().await.unwrap(), 0);
    broker.remove().await;
}

#[tokio::test]
async fn a_crash_between_confirm_and_delete_repeats_the_same_message() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    say(&context, facts(&context, 1)).await;
    let mut conn = context.database.work.get().await.unwrap();
    conn.batch_execute(
        "SET ROLE NONE; CREATE TRIGGER crash BEFORE DELETE ON outbox FOR EACH ROW \
         EXECUTE FUNCTION refuse_change()",
    )
    .await
    .unwrap();
    let mut relay = relay(&context, &broker).await;
    relay.step().await.unwrap_err();
    conn.batch_execute("DROP TRIGGER crash ON outbox").await.unwrap();
    assert_eq!(relay.step().await.unwrap(), 1);
    let found = drain(&broker, QUEUE).await;
    assert_eq!(found.len(), 2);
    assert_eq!(found[0], found[1]);
    broker.remove().await;
}

#[tokio::test]
async fn a_second_relay_takes_over_when_the_first_is_gone() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    let first = relay(&context, &broker).await;
    let mut second = relay(&context, &broker).await;
    say(&context, facts(&context, 20)).await;
    assert_eq!(second.step().await.unwrap(), 0);
    drop(first);
    let began = Instant::now();
    while second.step().await.unwrap() == 0 {
        assert!(began.elapsed() < Duration::from_secs(10));
        second.take_shards().await.unwrap();
    }
    assert_eq!(count(&context, "outbox").await, 0);
    broker.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_is_heard_and_applied_once_and_waits_for_its_cause() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    let (mut tasks, stopper) = start(&context, &broker.broker);
    let (id, cause) = (Uuid::now_v7(), Uuid::now_v7());
    let mut said = facts(&context, 500);
    said.push(Said::new(&context.source, 1, caused(id, 42, cause)));
    said.push(Said::new(&context.source, 1, fact(Uuid::now_v7(), NEVER)));
    say(&context, said).await;
    until(&context, "proef", 500).await;
    until(&context, "waiting", 1).await;
    until(&context, "parked", 1).await;
    know(&context, cause).await;
    until(&context, "proef", 501).await;
    assert_eq!(amount(&context, id).await, Some((42, 1)));
    assert_eq!(count(&context, "outbox").await, 0);
    stopper.stop();
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
    assert_eq!(broker.messages(QUEUE).await, 0);
    broker.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_connections_lose_nothing_and_apply_nothing_twice() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    let (front, path) = broker.url.rsplit_once('/').unwrap();
    let (login, address) = front.rsplit_once('@').unwrap();
    let proxy = Proxy::to(address.to_owned()).await;
    let url = format!("{login}@127.0.0.1:{}/{path}", proxy.port);
    let (mut tasks, stopper) = start(&context, &Broker::new(&url, None));
    for _ in 0..6 {
        say(&context, facts(&context, 200)).await;
        tokio::time::sleep(Duration::from_millis(fastrand::u64(20..300))).await;
        proxy.cut();
    }
    until(&context, "proef", 1200).await;
    until(&context, "outbox", 0).await;
    assert_eq!(count(&context, "proef WHERE keren > 1").await, 0);
    assert_eq!(count(&context, "parked").await, 0);
    stopper.stop();
    while tasks.join_next().await.is_some() {}
    broker.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_that_are_cut_off_at_any_moment_lose_nothing_and_apply_nothing_twice() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    // Fewer times than the delivery limit: after that the broker gives a message up, rightly.
    for _ in 0..8 {
        say(&context, facts(&context, 100)).await;
        let (mut tasks, _stopper) = start(&context, &broker.broker);
        tokio::time::sleep(Duration::from_millis(fastrand::u64(20..150))).await;
        tasks.shutdown().await;
    }
    let (mut tasks, stopper) = start(&context, &broker.broker);
    until(&context, "proef", 800).await;
    until(&context, "outbox", 0).await;
    assert_eq!(count(&context, "proef WHERE keren > 1").await, 0);
    assert_eq!(count(&context, "parked").await, 0);
    stopper.stop();
    while tasks.join_next().await.is_some() {}
    broker.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_the_broker_gave_up_on_is_parked_unless_it_was_applied_after_all() {
    let context = testing::context(&SERVICE).await;
    let broker = testing::broker().await;
    let said = facts(&context, 2);
    let connection = broker.broker.connect("test").await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    let publish = async |queue: &str, said: &Said| {
        channel
            .basic_publish(
                "".into(),
                queue.into(),
                BasicPublishOptions::default(),
                &said.envelope,
                lapin::BasicProperties::default(),
            )
            .await
            .unwrap();
    };
    let (mut tasks, stopper) = start(&context, &broker.broker);
    publish(QUEUE, &said[0]).await;
    until(&context, "proef", 1).await;
    let dead = format!("{QUEUE}.dlq");
    publish(&dead, &said[0]).await;
    publish(&dead, &said[1]).await;
    until(&context, "parked WHERE reason LIKE 'given up%'", 1).await;
    until(&context, "inbox WHERE outcome = 'parked'", 1).await;
    stopper.stop();
    while tasks.join_next().await.is_some() {}
    assert_eq!(broker.messages(&dead).await, 0);
    broker.remove().await;
}

#[tokio::test]
async fn the_topology_is_the_same_when_it_is_applied_again_and_verifies() {
    let broker = testing::broker().await;
    let users: topology::Passwords = contracts::catalogue::SERVICES
        .iter()
        .map(|service| (format!("test-{}-{service}", std::process::id()), "geheim".to_owned()))
        .collect();
    let names: Vec<String> = users.keys().cloned().collect();
    let before = topology::verify(&broker.management, &names).await.unwrap();
    assert_eq!(before.len(), 4, "{before:?}");
    for _ in 0..2 {
        topology::apply(&broker.broker, &broker.management, &users).await.unwrap();
    }
    assert_eq!(topology::verify(&broker.management, &names).await.unwrap(), Vec::<String>::new());
    // A service may say only what is its own, and configure nothing.
    let (front, path) = broker.url.rsplit_once('/').unwrap();
    let address = front.rsplit_once('@').unwrap().1;
    let url = format!("amqp://test-{}-payout:geheim@{address}/{path}", std::process::id());
    for (key, allowed) in
        [("nl.pgb.declaratie-geboekt.v1", true), ("nl.pgb.declaratie-vastgesteld.v1", false)]
    {
        let connection = Broker::new(&url, None).connect("payout").await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        channel.confirm_select(lapin::options::ConfirmSelectOptions::default()).await.unwrap();
        let confirmed = channel
            .basic_publish(
                "pgb".into(),
                key.into(),
                BasicPublishOptions::default(),
                b"{}",
                lapin::BasicProperties::default(),
            )
            .await
            .unwrap()
            .await;
        assert_eq!(confirmed.is_ok_and(|confirmed| confirmed.is_ack()), allowed, "{key}");
    }
    let connection = Broker::new(&url, None).connect("payout").await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    let other = channel.basic_get(QUEUE.into(), BasicGetOptions::default()).await;
    assert!(other.is_err());
    for name in &names {
        broker.management.remove_user(name).await.unwrap();
    }
    broker.remove().await;
}

#[test]
fn the_rendered_topology_holds_every_queue_and_retains_it() {
    let rendered = topology::render("rabbitmq", "pgb");
    for queue in contracts::catalogue::queues() {
        assert!(rendered.contains(&format!("name: '{}'", queue.name)));
    }
    let queues = rendered.matches("kind: Queue\n").count();
    assert_eq!(rendered.matches("deletionPolicy: retain").count(), queues);
    assert_eq!(queues, 2 * contracts::catalogue::queues().len());
}
