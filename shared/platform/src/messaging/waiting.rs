//! The waiting table: what needs something that is not known here yet.
//!
//! A wait is a row, not a message held at the broker: it survives restarts and can be seen. It is
//! tried again after 0.5, 1, 2, 5 seconds and so on up to an hour, and parked after a day.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use diesel::sql_types::{Array, BigInt, Bool, Bytea, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::FutureExt;
use uuid::Uuid;

use super::consumer::Hearer;
use super::inbox::{self, Incoming, Message, Outcome, settle};
use super::parked::{self, Parking};
use crate::database::{begin, finish, pause};
use crate::failure::Transient;
use crate::stop::Stop;
use crate::{Context, Fault};

/// Rows tried in one transaction.
const BATCH: i64 = 200;
/// Pause when nothing was due.
const POLL: Duration = Duration::from_millis(250);
/// Pause when the database is not there.
const OUTAGE: Duration = Duration::from_secs(2);

/// Seconds until the next try, by the number of tries that were; the last one stays.
const SECONDS: &str = "(ARRAY[0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600])[least($4, 10)]";

/// Adds messages that cannot be applied yet.
pub(super) async fn add(
    conn: &mut AsyncPgConnection,
    queue: &str,
    waits: &[(&Message, String)],
) -> Result<(), diesel::result::Error> {
    for (message, reason) in waits {
        let delivery = &message.delivery;
        diesel::sql_query(
            "INSERT INTO waiting (event_id, consumer, source, type, subject, versie, body, hash, \
             traceparent, reason, next_try_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + interval '0.5 s') \
             ON CONFLICT DO NOTHING",
        )
        .bind::<SqlUuid, _>(delivery.id)
        .bind::<Text, _>(queue)
        .bind::<Text, _>(&delivery.source)
        .bind::<Text, _>(&delivery.kind)
        .bind::<SqlUuid, _>(delivery.subject)
        .bind::<BigInt, _>(delivery.versie)
        .bind::<Bytea, _>(&message.body)
        .bind::<Bytea, _>(&message.hash)
        .bind::<Nullable<Text>, _>(&message.traceparent)
        .bind::<Text, _>(reason)
        .execute(conn)
        .await?;
    }
    Ok(())
}

/// Works off what waits for this hearer, until asked to stop.
pub(super) async fn run(context: Context, hearer: Arc<dyn Hearer>, mut stop: Stop) {
    while !stop.is_requested() {
        match step(&context, &*hearer).await {
            Ok(0) => stop.sleep(POLL).await,
            Ok(_) => {}
            Err(fault) => {
                let error = format!("{:#}", anyhow::Error::new(fault));
                tracing::warn!(queue = hearer.queue().name, error, "waiting messages stay");
                stop.sleep(OUTAGE).await;
            }
        }
    }
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Bytea)]
    body: Vec<u8>,
    #[diesel(sql_type = Nullable<Text>)]
    traceparent: Option<String>,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = Bool)]
    is_old: bool,
}

/// Tries what is due, once; says how many rows that were.
pub async fn step(context: &Context, hearer: &dyn Hearer) -> Result<usize, Fault> {
    match patiently(context, hearer, BATCH).await {
        Err(fault) if !inbox::is_outage(&fault) => {
            // One by one, so that the bad one is found; it is parked.
            let mut tried = 0;
            while tried < usize::try_from(BATCH).unwrap_or(usize::MAX) {
                let done = match patiently(context, hearer, 1).await {
                    Err(fault) if !inbox::is_outage(&fault) => {
                        park_first(context, hearer.queue().name, fault).await?
                    }
                    result => result?,
                };
                if done == 0 {
                    break;
                }
                tried += done;
            }
            Ok(tried)
        }
        result => result,
    }
}

async fn patiently(context: &Context, hearer: &dyn Hearer, limit: i64) -> Result<usize, Fault> {
    let mut tried = 1;
    loop {
        let mut conn = begin(&context.database.work).await?;
        let work = AssertUnwindSafe(work_off(context, hearer, &mut conn, limit)).catch_unwind();
        let done = match work.await {
            Ok(done) => done,
            Err(panic) => Err(inbox::panicked(panic.as_ref())),
        };
        match finish(&mut conn, done).await {
            Err(fault) if fault.is_transient() && tried < 5 => pause(tried).await,
            Ok(0) => return Ok(0),
            Ok(count) => {
                context.wake.wake();
                return Ok(count);
            }
            Err(fault) => return Err(fault),
        }
        tried += 1;
    }
}

/// Due rows, oldest first, locked; another replica takes others.
async fn due(
    conn: &mut AsyncPgConnection,
    queue: &str,
    limit: i64,
) -> Result<Vec<Row>, diesel::result::Error> {
    diesel::sql_query(
        "SELECT body, traceparent, attempts, first_at < now() - interval '24 hours' AS is_old \
         FROM waiting WHERE consumer = $1 AND next_try_at <= now() \
         ORDER BY next_try_at, event_id LIMIT $2 FOR UPDATE SKIP LOCKED",
    )
    .bind::<Text, _>(queue)
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await
}

async fn work_off(
    context: &Context,
    hearer: &dyn Hearer,
    conn: &mut AsyncPgConnection,
    limit: i64,
) -> Result<usize, Fault> {
    let queue = hearer.queue().name;
    let rows = due(conn, queue, limit).await?;
    let messages = read(&rows)?;
    let outcomes = settle(conn, context, hearer, &messages).await?;
    let mut done: Vec<(&Message, &str)> = Vec::new();
    let mut parking = Vec::new();
    for ((message, row), outcome) in messages.iter().zip(&rows).zip(outcomes) {
        match outcome {
            Outcome::Applied => done.push((message, "applied")),
            Outcome::Ignored => done.push((message, "ignored")),
            Outcome::Waiting(reason) if row.is_old => {
                done.push((message, "parked"));
                parking.push(Parking::of(message, &format!("waited for a day: {reason}")));
            }
            Outcome::Waiting(reason) => {
                postpone(conn, queue, message, &reason, row.attempts + 1).await?;
            }
            Outcome::Parked(reason) => {
                done.push((message, "parked"));
                parking.push(Parking::of(message, &reason));
            }
        }
    }
    remove(conn, queue, &done).await?;
    inbox::set_outcomes(conn, queue, &done).await?;
    parked::add(conn, queue, &parking).await?;
    Ok(rows.len())
}

fn read(rows: &[Row]) -> Result<Vec<Message>, Fault> {
    rows.iter()
        .map(|row| {
            let incoming = Incoming {
                body: row.body.clone(),
                headers: serde_json::json!({}),
                traceparent: row.traceparent.clone(),
            };
            Message::read(&incoming).map_err(Fault::stored("waiting.body"))
        })
        .collect()
}

/// Parks the row that is due first, because applying it failed.
async fn park_first(context: &Context, queue: &str, fault: Fault) -> Result<usize, Fault> {
    let reason = format!("{:#}", anyhow::Error::new(fault));
    let mut conn = begin(&context.database.work).await?;
    let done = async {
        let rows = due(&mut conn, queue, 1).await?;
        let messages = read(&rows)?;
        let done: Vec<(&Message, &str)> = messages.iter().map(|one| (one, "parked")).collect();
        let parking: Vec<Parking> =
            messages.iter().map(|message| Parking::of(message, &reason)).collect();
        remove(&mut conn, queue, &done).await?;
        inbox::set_outcomes(&mut conn, queue, &done).await?;
        parked::add(&mut conn, queue, &parking).await?;
        Ok::<_, Fault>(rows.len())
    }
    .await;
    finish(&mut conn, done).await
}

async fn postpone(
    conn: &mut AsyncPgConnection,
    queue: &str,
    message: &Message,
    reason: &str,
    attempts: i32,
) -> Result<(), diesel::result::Error> {
    diesel::sql_query(format!(
        "UPDATE waiting SET attempts = $4, reason = $5, \
         next_try_at = now() + make_interval(secs => {SECONDS}) \
         WHERE event_id = $1 AND consumer = $2 AND source = $3"
    ))
    .bind::<SqlUuid, _>(message.delivery.id)
    .bind::<Text, _>(queue)
    .bind::<Text, _>(&message.delivery.source)
    .bind::<Integer, _>(attempts)
    .bind::<Text, _>(reason)
    .execute(conn)
    .await
    .map(|_| ())
}

async fn remove(
    conn: &mut AsyncPgConnection,
    queue: &str,
    done: &[(&Message, &str)],
) -> Result<(), diesel::result::Error> {
    if done.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = done.iter().map(|(message, _)| message.delivery.id).collect();
    let sources: Vec<&str> =
        done.iter().map(|(message, _)| message.delivery.source.as_str()).collect();
    diesel::sql_query(
        "DELETE FROM waiting USING unnest($2, $3) AS done(id, source) \
         WHERE waiting.event_id = done.id AND waiting.consumer = $1 \
         AND waiting.source = done.source",
    )
    .bind::<Text, _>(queue)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(sources)
    .execute(conn)
    .await
    .map(|_| ())
}
