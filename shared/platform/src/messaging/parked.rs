//! Parked messages: what can never be applied as it is, for a person to decide on.

pub mod desk;

use diesel::sql_types::{BigInt, Bytea, Jsonb, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::inbox::{Incoming, Message, Unreadable};
use super::outbox;

/// A message on its way to the parking table.
#[derive(Debug, Clone)]
pub(super) struct Parking {
    source: Option<String>,
    event_id: Option<Uuid>,
    kind: Option<String>,
    subject: Option<Uuid>,
    versie: Option<i64>,
    headers: serde_json::Value,
    body: Vec<u8>,
    reason: String,
    trace_id: Option<String>,
}

impl Parking {
    /// A message that was read.
    pub(super) fn of(message: &Message, reason: &str) -> Self {
        let delivery = &message.delivery;
        Self {
            source: Some(delivery.source.clone()),
            event_id: Some(delivery.id),
            kind: Some(delivery.kind.clone()),
            subject: Some(delivery.subject),
            versie: Some(delivery.versie),
            headers: serde_json::json!({}),
            body: message.body.clone(),
            reason: reason.to_owned(),
            trace_id: trace_id(message.traceparent.as_deref()),
        }
    }

    /// A message whose sender contradicts himself: somebody must look today.
    pub(super) fn alarm(message: &Message, reason: &str) -> Self {
        Self::of(message, reason)
    }

    /// Bytes that are no message.
    pub(super) fn unreadable(incoming: &Incoming, unreadable: &Unreadable) -> Self {
        Self {
            source: None,
            event_id: None,
            kind: None,
            subject: None,
            versie: None,
            headers: incoming.headers.clone(),
            body: incoming.body.clone(),
            reason: unreadable.to_string(),
            trace_id: trace_id(incoming.traceparent.as_deref()),
        }
    }

    /// Keeps the headers too.
    pub(super) fn with_headers(mut self, incoming: &Incoming) -> Self {
        self.headers = incoming.headers.clone();
        self
    }
}

fn trace_id(traceparent: Option<&str>) -> Option<String> {
    traceparent?.split('-').nth(1).map(ToOwned::to_owned)
}

/// The reason without its particulars.
fn fingerprint(reason: &str) -> String {
    let words: Vec<&str> = reason
        .split_whitespace()
        .map(|word| if word.bytes().any(|byte| byte.is_ascii_digit()) { "#" } else { word })
        .collect();
    words.join(" ").chars().take(200).collect()
}

/// Parks these. What is open already, byte for byte, is counted instead.
pub(super) async fn add(
    conn: &mut AsyncPgConnection,
    queue: &str,
    parking: &[Parking],
) -> Result<(), diesel::result::Error> {
    for row in parking {
        tracing::error!(
            queue,
            event.id = row.event_id.map(tracing::field::display),
            event.subject = row.subject.map(tracing::field::display),
            event.versie = row.versie,
            reason = row.reason,
            "a message is parked: somebody must decide on it"
        );
        diesel::sql_query(
            "INSERT INTO parked (id, consumer, source, event_id, type, subject, versie, headers, \
             body, hash, reason, fingerprint, trace_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
             ON CONFLICT (consumer, hash) WHERE state = 'open' \
             DO UPDATE SET attempts = parked.attempts + 1, last_at = now()",
        )
        .bind::<SqlUuid, _>(crate::id::new_uuid())
        .bind::<Text, _>(queue)
        .bind::<Nullable<Text>, _>(&row.source)
        .bind::<Nullable<SqlUuid>, _>(row.event_id)
        .bind::<Nullable<Text>, _>(&row.kind)
        .bind::<Nullable<SqlUuid>, _>(row.subject)
        .bind::<Nullable<BigInt>, _>(row.versie)
        .bind::<Jsonb, _>(&row.headers)
        .bind::<Bytea, _>(&row.body)
        .bind::<Bytea, _>(outbox::hash(&row.body))
        .bind::<Text, _>(&row.reason)
        .bind::<Text, _>(fingerprint(&row.reason))
        .bind::<Nullable<Text>, _>(&row.trace_id)
        .execute(conn)
        .await?;
    }
    Ok(())
}
