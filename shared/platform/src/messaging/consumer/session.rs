//! One consumer: a connection, a channel, batches.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use futures_util::{FutureExt, StreamExt};
use lapin::message::Delivery as Raw;
use lapin::options::{
    BasicAckOptions, BasicCancelOptions, BasicConsumeOptions, BasicQosOptions, QueueDeclareOptions,
};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Channel, Connection, Consumer};
use tracing::Instrument;

use super::Hearer;
use crate::database::acquire;
use crate::messaging::broker::{Broker, deadline, jitter, supervise};
use crate::messaging::inbox::{self, Incoming};
use crate::messaging::{figures, trace};
use crate::stop::Stop;
use crate::{Context, Fault};

/// Most messages in one transaction.
const BATCH: usize = 200;
/// Messages the broker hands out before the first is acknowledged: one batch in hand, the next
/// ones on their way.
const PREFETCH: u16 = 600;
/// How long a batch that is not full waits for more.
const LINGER: Duration = Duration::from_millis(5);
/// Without a message for so long, the connection is looked at.
const QUIET: Duration = Duration::from_mins(5);

/// Consumes the queue of this hearer until asked to stop.
pub(crate) async fn run(context: Context, hearer: Arc<dyn Hearer>, broker: Broker, stop: Stop) {
    let session = || session(&context, &*hearer, &broker, stop.clone()).boxed();
    supervise(hearer.queue().name, stop.clone(), session).await;
}

struct Queue {
    channel: Channel,
    consumer: Consumer,
}

impl Queue {
    async fn open(connection: &Connection, name: &str, prefetch: u16) -> anyhow::Result<Self> {
        let channel = deadline(connection.create_channel()).await?;
        deadline(channel.basic_qos(prefetch, BasicQosOptions::default())).await?;
        let passive = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
        deadline(channel.queue_declare(name.into(), passive, FieldTable::default()))
            .await
            .with_context(|| format!("queue {name} is not there: apply the topology"))?;
        let tag = crate::id::new_uuid().to_string();
        let consume = channel.basic_consume(
            name.into(),
            tag.as_str().into(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        );
        let consumer = deadline(consume).await?;
        Ok(Self { channel, consumer })
    }

    /// What came: `None` from the library is a broken connection or a queue that was removed.
    fn came(message: Option<lapin::Result<Raw>>) -> anyhow::Result<Raw> {
        Ok(message.context("the broker ended the consumer")??)
    }

    /// Acknowledges this message and all before it.
    async fn ack(&self, last: &Raw) -> anyhow::Result<()> {
        let all = BasicAckOptions { multiple: true };
        deadline(self.channel.basic_ack(last.delivery_tag, all)).await
    }

    /// Fills the batch with what is there or comes within the linger.
    async fn collect(&mut self, first: Raw) -> anyhow::Result<Vec<Raw>> {
        let mut batch = vec![first];
        let until = tokio::time::Instant::now() + LINGER;
        while batch.len() < BATCH {
            match tokio::time::timeout_at(until, self.consumer.next()).await {
                Ok(message) => batch.push(Self::came(message)?),
                Err(_) => break,
            }
        }
        Ok(batch)
    }
}

async fn session(
    context: &Context,
    hearer: &dyn Hearer,
    broker: &Broker,
    mut stop: Stop,
) -> Result<(), Fault> {
    let name = hearer.queue().name;
    let connection = broker.connect(name).await?;
    let mut queue = Queue::open(&connection, name, PREFETCH).await?;
    let mut dead = Queue::open(&connection, &format!("{name}.dlq"), 20).await?;
    tracing::info!(queue = name, "consuming");
    loop {
        tokio::select! {
            () = stop.requested() => break,
            message = queue.consumer.next() => {
                let batch = queue.collect(Queue::came(message)?).await?;
                if let Err(fault) = apply(context, hearer, &batch).await {
                    // What is in hand goes back with the connection, and counts once.
                    drop(connection);
                    wait_for_database(context, &mut stop, fault).await;
                    return Ok(()).and_then(|()| reopen(&stop));
                }
                if let Some(last) = batch.last() {
                    queue.ack(last).await?;
                }
            }
            message = dead.consumer.next() => {
                let message = Queue::came(message)?;
                park_dead(context, name, &message).await?;
                dead.ack(&message).await?;
            }
            () = tokio::time::sleep(QUIET) => {
                if !connection.status().connected() {
                    return Err(Fault::Other(anyhow::anyhow!("the connection is gone")));
                }
            }
        }
    }
    let tag = queue.consumer.tag();
    deadline(queue.channel.basic_cancel(tag, BasicCancelOptions::default())).await?;
    Ok(())
}

/// A new session, unless everything stops.
fn reopen(stop: &Stop) -> Result<(), Fault> {
    if stop.is_requested() {
        Ok(())
    } else {
        Err(Fault::Other(anyhow::anyhow!("the database was away and is back")))
    }
}

async fn apply(context: &Context, hearer: &dyn Hearer, batch: &[Raw]) -> Result<(), Fault> {
    let queue = hearer.queue().name;
    let incoming: Vec<Incoming> = batch.iter().map(incoming).collect();
    let span = tracing::info_span!(
        "process",
        otel.name = format!("process {queue}"),
        otel.kind = "consumer",
        messaging.system = "rabbitmq",
        messaging.destination.name = queue,
        messaging.operation.type = "process",
        messaging.batch.message_count = batch.len(),
    );
    trace::continue_from(&span, incoming.iter().map(|message| message.traceparent.as_deref()));
    let began = Instant::now();
    let done = inbox::apply_batch(context, hearer, &incoming).instrument(span).await;
    figures::batch(queue, began.elapsed());
    let tally = done?;
    tracing::debug!(queue, ?tally, "batch");
    Ok(())
}

/// The library of the broker gives bytes and a table; we keep what is text.
fn incoming(raw: &Raw) -> Incoming {
    let mut headers = serde_json::Map::new();
    for (name, value) in raw.properties.headers().iter().flat_map(FieldTable::inner) {
        if let Some(text) = text(value) {
            headers.insert(name.to_string(), text.into());
        }
    }
    let traceparent =
        headers.get("traceparent").and_then(serde_json::Value::as_str).map(ToOwned::to_owned);
    headers.insert("routing-key".to_owned(), raw.routing_key.to_string().into());
    Incoming { body: raw.data.clone(), headers: headers.into(), traceparent }
}

fn text(value: &AMQPValue) -> Option<String> {
    let string = value.as_long_string().map(ToString::to_string);
    string
        .or_else(|| value.as_short_string().map(ToString::to_string))
        .or_else(|| value.as_long_long_int().map(|number| number.to_string()))
        .or_else(|| value.as_long_int().map(|number| number.to_string()))
}

/// A message the broker gave up on, after too many deliveries.
async fn park_dead(context: &Context, queue: &str, message: &Raw) -> Result<(), Fault> {
    let incoming = incoming(message);
    let why = incoming
        .headers
        .get("x-first-death-reason")
        .and_then(serde_json::Value::as_str)
        .unwrap_or("unknown");
    let reason = format!("given up by the broker: {why}");
    inbox::park_alone(context, queue, &incoming, &reason).await.map(|_| ())
}

/// Returns when the database answers again: consuming meanwhile would only burn deliveries.
async fn wait_for_database(context: &Context, stop: &mut Stop, fault: Fault) {
    let error = format!("{:#}", anyhow::Error::new(fault));
    tracing::error!(error, "the database is away: consuming stops until it is back");
    let mut ceiling = Duration::from_millis(500);
    while !stop.is_requested() {
        stop.sleep(jitter(ceiling)).await;
        if acquire(&context.database.work).await.is_ok()
            && crate::database::begin(&context.database.work).await.is_ok()
        {
            return;
        }
        ceiling = (ceiling * 2).min(Duration::from_secs(15));
    }
}
