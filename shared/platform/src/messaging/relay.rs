//! The relay: publishes what the outbox holds, with confirms, and deletes what was confirmed.
//!
//! Each part of the outbox has one holder at a time, by a lock of its database session. No
//! transaction is open while the broker is asked. A crash between confirm and delete publishes
//! the same bytes again, under the same id: a duplicate, never a loss; two relays at once do the
//! same harm, which is none.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use contracts::catalogue::EXCHANGE;
use contracts::envelope::CONTENT_TYPE;
use diesel::sql_types::{Array, BigInt, Bytea, Integer, Nullable, SmallInt, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::FutureExt;
use futures_util::future::join_all;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel, Confirmation};
use tracing::Instrument;
use uuid::Uuid;

use super::broker::{Broker, DEADLINE, deadline, supervise};
use super::outbox::SHARDS;
use super::{figures, trace};
use crate::database::Purpose;
use crate::stop::Stop;
use crate::{Context, Fault};

/// Rows published before their confirms are awaited together.
const BATCH: i64 = 400;
/// Pause when there was nothing to do and nobody woke us.
const POLL: Duration = Duration::from_millis(200);
/// How often parts that another process held are asked for.
const SHARDS_EVERY: Duration = Duration::from_secs(2);
/// A row that failed so often goes aside: what follows it must not wait.
const ATTEMPTS_MAX: i32 = 20;
/// First number of the advisory locks; the second is the part.
const LOCK_CLASS: i32 = 0x7067_6210;

/// Wakes the relay of this process after a commit.
#[derive(Clone, Default)]
pub struct Wake(Arc<tokio::sync::Notify>);

impl Wake {
    /// There may be something to publish.
    pub fn wake(&self) {
        self.0.notify_one();
    }

    async fn woken(&self) {
        self.0.notified().await;
    }
}

/// Relays until asked to stop.
pub(super) async fn run(context: Context, broker: Broker, stop: Stop) {
    let session = || session(&context, &broker, stop.clone()).boxed();
    supervise("relay", stop.clone(), session).await;
    figures::shards_held(0);
}

async fn session(context: &Context, broker: &Broker, mut stop: Stop) -> Result<(), Fault> {
    let mut relay = Relay::connect(context, broker).await?;
    let mut asked: Option<Instant> = None;
    while !stop.is_requested() {
        if relay.held.len() < usize::from(SHARDS.unsigned_abs())
            && asked.is_none_or(|at| at.elapsed() >= SHARDS_EVERY)
        {
            relay.take_shards().await?;
            asked = Some(Instant::now());
        }
        if relay.step().await? == 0 {
            tokio::select! {
                () = context.wake.woken() => {}
                () = tokio::time::sleep(POLL) => {}
                () = stop.requested() => {}
            }
        }
    }
    // What was said just before the signal still goes out.
    while relay.step().await? > 0 {}
    Ok(())
}

/// One relay at work: a database session that holds parts, and a channel with confirms.
pub struct Relay {
    conn: AsyncPgConnection,
    // Dropped last: the channel lives on it.
    channel: Channel,
    _connection: lapin::Connection,
    source: String,
    held: Vec<i16>,
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bytea)]
    envelope: Vec<u8>,
    #[diesel(sql_type = Nullable<Text>)]
    traceparent: Option<String>,
}

#[derive(diesel::QueryableByName)]
struct Held {
    #[diesel(sql_type = SmallInt)]
    shard: i16,
}

impl Relay {
    /// Connects to both sides; holds nothing yet.
    pub async fn connect(context: &Context, broker: &Broker) -> Result<Self, Fault> {
        let conn = context.database.direct(Purpose::Relay).await?;
        let connection = broker.connect(&format!("{} relay", context.service)).await?;
        let channel = deadline(connection.create_channel()).await?;
        deadline(channel.confirm_select(ConfirmSelectOptions::default())).await?;
        let source = context.source.as_str().to_owned();
        Ok(Self { conn, channel, _connection: connection, source, held: Vec::new() })
    }

    /// Takes the parts nobody holds.
    pub async fn take_shards(&mut self) -> Result<(), Fault> {
        let taken: Vec<Held> = diesel::sql_query(
            "SELECT shard FROM (SELECT shard::int2 FROM generate_series(0, $1) AS parts(shard) \
             WHERE NOT shard = ANY ($2) OFFSET 0) AS free \
             WHERE pg_try_advisory_lock($3, shard::int4)",
        )
        .bind::<Integer, _>(i32::from(SHARDS) - 1)
        .bind::<Array<SmallInt>, _>(&self.held)
        .bind::<Integer, _>(LOCK_CLASS)
        .load(&mut self.conn)
        .await?;
        self.held.extend(taken.into_iter().map(|row| row.shard));
        figures::shards_held(self.held.len());
        Ok(())
    }

    /// Publishes what is due in the held parts, up to one batch; says how many rows it tried.
    pub async fn step(&mut self) -> Result<usize, Fault> {
        if !self.channel.status().connected() {
            return Err(Fault::Other(anyhow::anyhow!("the publishing channel is closed")));
        }
        let rows: Vec<Row> = diesel::sql_query(
            "SELECT outbox.seq, event.id, event.type AS kind, event.envelope, event.traceparent \
             FROM outbox JOIN event ON event.recorded_at = outbox.recorded_at \
             AND event.id = outbox.event_id \
             WHERE outbox.shard = ANY ($1) \
             AND (outbox.next_try_at IS NULL OR outbox.next_try_at <= now()) \
             ORDER BY outbox.seq LIMIT $2",
        )
        .bind::<Array<SmallInt>, _>(&self.held)
        .bind::<BigInt, _>(BATCH)
        .load(&mut self.conn)
        .await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let tried = rows.len();
        let span = tracing::info_span!(
            "send",
            otel.name = "send pgb",
            otel.kind = "producer",
            messaging.system = "rabbitmq",
            messaging.destination.name = EXCHANGE,
            messaging.operation.type = "send",
            messaging.batch.message_count = tried,
        );
        trace::continue_from(&span, rows.iter().map(|row| row.traceparent.as_deref()));
        let (sent, failed) = self.publish(rows).instrument(span).await?;
        figures::published("confirmed", sent.len());
        figures::published("failed", failed.len());
        self.forget(sent).await?;
        self.postpone(failed).await?;
        Ok(tried)
    }

    /// Publishes all, then awaits all confirms. A timeout or a broken channel is an error: what
    /// became of these rows is unknown, so they are sent again.
    async fn publish(&self, rows: Vec<Row>) -> Result<(Vec<i64>, HashMap<i64, String>), Fault> {
        let work = async {
            let mut confirms = Vec::with_capacity(rows.len());
            for row in &rows {
                confirms.push(self.offer(row).await?);
            }
            join_all(confirms).await.into_iter().collect::<lapin::Result<Vec<_>>>()
        };
        let confirmations = match tokio::time::timeout(DEADLINE, work).await {
            Ok(result) => result.context("publishing failed")?,
            Err(elapsed) => {
                figures::published("unknown", rows.len());
                return Err(Fault::Other(
                    anyhow::Error::new(elapsed).context("no confirms from the broker in time"),
                ));
            }
        };
        let mut sent = Vec::with_capacity(rows.len());
        let mut failed = HashMap::new();
        for (row, confirmation) in rows.iter().zip(confirmations) {
            match confirmation {
                Confirmation::Ack(None) => sent.push(row.seq),
                // Nobody is bound to this key: confirmed, and yet nowhere stored.
                Confirmation::Ack(Some(returned)) => {
                    failed.insert(row.seq, format!("returned: {}", returned.reply_text));
                }
                Confirmation::Nack(_) => {
                    failed.insert(row.seq, "refused by the broker".to_owned());
                }
                Confirmation::NotRequested => {
                    failed.insert(row.seq, "the channel gives no confirms".to_owned());
                }
            }
            if let Some(reason) = failed.get(&row.seq) {
                tracing::warn!(event.id = %row.id, event.type = row.kind, reason, "not published");
            }
        }
        Ok((sent, failed))
    }

    async fn offer(&self, row: &Row) -> lapin::Result<lapin::PublisherConfirm> {
        let mut headers = FieldTable::default();
        headers.insert("ce-type".into(), text(&row.kind));
        headers.insert("ce-source".into(), text(&self.source));
        if let Some(traceparent) = &row.traceparent {
            headers.insert("traceparent".into(), text(traceparent));
        }
        let properties = BasicProperties::default()
            .with_content_type(CONTENT_TYPE.into())
            .with_message_id(row.id.to_string().into())
            .with_delivery_mode(2)
            .with_headers(headers);
        let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
        self.channel
            .basic_publish(
                EXCHANGE.into(),
                row.kind.as_str().into(),
                options,
                &row.envelope,
                properties,
            )
            .await
    }

    async fn forget(&mut self, sent: Vec<i64>) -> Result<(), Fault> {
        if sent.is_empty() {
            return Ok(());
        }
        diesel::sql_query("DELETE FROM outbox WHERE seq = ANY ($1)")
            .bind::<Array<BigInt>, _>(sent)
            .execute(&mut self.conn)
            .await?;
        Ok(())
    }

    /// Tries these later; after [`ATTEMPTS_MAX`] times only when a person says so.
    async fn postpone(&mut self, failed: HashMap<i64, String>) -> Result<(), Fault> {
        if failed.is_empty() {
            return Ok(());
        }
        let failed: Vec<i64> = failed.into_keys().collect();
        let aside: Vec<Aside> = diesel::sql_query(
            "UPDATE outbox SET attempts = attempts + 1, next_try_at = CASE \
             WHEN attempts + 1 >= $2 THEN 'infinity'::timestamptz \
             ELSE now() + least(interval '1 minute', interval '0.2 s' * 2 ^ attempts) END \
             WHERE seq = ANY ($1) RETURNING event_id, attempts",
        )
        .bind::<Array<BigInt>, _>(failed)
        .bind::<Integer, _>(ATTEMPTS_MAX)
        .load(&mut self.conn)
        .await?;
        for row in aside.iter().filter(|row| row.attempts >= ATTEMPTS_MAX) {
            tracing::error!(event.id = %row.event_id, "event cannot be published and goes aside");
        }
        Ok(())
    }
}

#[derive(diesel::QueryableByName)]
struct Aside {
    #[diesel(sql_type = SqlUuid)]
    event_id: Uuid,
    #[diesel(sql_type = Integer)]
    attempts: i32,
}

fn text(text: &str) -> AMQPValue {
    AMQPValue::LongString(text.into())
}
