//! The rows of the inbox and of what is in effect.

use std::collections::HashMap;

use diesel::sql_types::{Array, BigInt, Bool, Bytea, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::Message;

#[derive(diesel::QueryableByName)]
struct Key {
    #[diesel(sql_type = SqlUuid)]
    event_id: Uuid,
    #[diesel(sql_type = Text)]
    source: String,
}

#[derive(diesel::QueryableByName)]
struct Known {
    #[diesel(sql_type = SqlUuid)]
    event_id: Uuid,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Bytea)]
    hash: Vec<u8>,
}

/// Writes these messages down with this outcome; gives the hashes of those that were known
/// already, which stay as they are. Each source and id may stand in `messages` once.
pub(crate) async fn remember_all(
    conn: &mut AsyncPgConnection,
    queue: &str,
    messages: &[Message],
    outcome: &str,
) -> Result<HashMap<(Uuid, String), Vec<u8>>, diesel::result::Error> {
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = messages.iter().map(|message| message.delivery.id).collect();
    let sources: Vec<&str> =
        messages.iter().map(|message| message.delivery.source.as_str()).collect();
    let hashes: Vec<&[u8]> = messages.iter().map(|message| message.hash.as_slice()).collect();
    // In the order of the key: two replicas with the same messages do not lock crosswise.
    let new: Vec<Key> = diesel::sql_query(
        "INSERT INTO inbox (event_id, consumer, source, hash, outcome) \
         SELECT id, $1, source, hash, $2 FROM unnest($3, $4, $5) AS new(id, source, hash) \
         ORDER BY id, source ON CONFLICT DO NOTHING RETURNING event_id, source",
    )
    .bind::<Text, _>(queue)
    .bind::<Text, _>(outcome)
    .bind::<Array<SqlUuid>, _>(&ids)
    .bind::<Array<Text>, _>(&sources)
    .bind::<Array<Bytea>, _>(&hashes)
    .load(conn)
    .await?;
    if new.len() == messages.len() {
        return Ok(HashMap::new());
    }
    let known: Vec<Known> = diesel::sql_query(
        "SELECT inbox.event_id, inbox.source, inbox.hash FROM inbox \
         JOIN unnest($2, $3) AS came(id, source) \
         ON inbox.event_id = came.id AND inbox.source = came.source WHERE inbox.consumer = $1",
    )
    .bind::<Text, _>(queue)
    .bind::<Array<SqlUuid>, _>(&ids)
    .bind::<Array<Text>, _>(&sources)
    .load(conn)
    .await?;
    let mut known: HashMap<(Uuid, String), Vec<u8>> =
        known.into_iter().map(|row| ((row.event_id, row.source), row.hash)).collect();
    for Key { event_id, source } in new {
        known.remove(&(event_id, source));
    }
    Ok(known)
}

/// Changes the outcome of messages in the inbox.
pub(crate) async fn set_outcomes(
    conn: &mut AsyncPgConnection,
    queue: &str,
    outcomes: &[(&Message, &str)],
) -> Result<(), diesel::result::Error> {
    if outcomes.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = outcomes.iter().map(|(message, _)| message.delivery.id).collect();
    let sources: Vec<&str> =
        outcomes.iter().map(|(message, _)| message.delivery.source.as_str()).collect();
    let outcomes: Vec<&str> = outcomes.iter().map(|(_, outcome)| *outcome).collect();
    diesel::sql_query(
        "UPDATE inbox SET outcome = new.outcome FROM unnest($2, $3, $4) AS new(id, source, outcome) \
         WHERE inbox.event_id = new.id AND inbox.consumer = $1 AND inbox.source = new.source",
    )
    .bind::<Text, _>(queue)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(sources)
    .bind::<Array<Text>, _>(outcomes)
    .execute(conn)
    .await
    .map(|_| ())
}

/// How long a message is remembered: longer than any replay reaches back. What it did is guarded
/// for ever by the versions in effect and the keys of the domain.
const DAYS_KEPT: i32 = 400;
const FORGET_BATCH: usize = 5_000;

/// Removes messages that were kept long enough, one small batch; says whether there may be more.
pub async fn forget_old(conn: &mut AsyncPgConnection) -> Result<bool, diesel::result::Error> {
    // Identifiers of events begin with their moment, so the oldest stand first in the key.
    let deleted = diesel::sql_query(
        "DELETE FROM inbox WHERE (event_id, consumer, source) IN \
         (SELECT event_id, consumer, source FROM inbox \
         WHERE received_at < now() - make_interval(days => $1) AND outcome <> 'waiting' \
         AND event_id < (lpad(to_hex((extract(epoch FROM now() - make_interval(days => $1)) \
         * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid \
         ORDER BY event_id LIMIT $2)",
    )
    .bind::<diesel::sql_types::Integer, _>(DAYS_KEPT)
    .bind::<BigInt, _>(i64::try_from(FORGET_BATCH).unwrap_or(i64::MAX))
    .execute(conn)
    .await?;
    Ok(deleted == FORGET_BATCH)
}

/// A version that is in effect.
#[derive(diesel::QueryableByName)]
pub(super) struct InEffect {
    #[diesel(sql_type = Text)]
    pub(super) kind: String,
    #[diesel(sql_type = SqlUuid)]
    pub(super) subject: Uuid,
    #[diesel(sql_type = BigInt)]
    pub(super) versie: i64,
    #[diesel(sql_type = Bytea)]
    pub(super) hash: Vec<u8>,
}

/// What is in effect of these subjects, locked in one order.
pub(super) async fn lock_in_effect(
    conn: &mut AsyncPgConnection,
    queue: &str,
    messages: &[Message],
) -> Result<Vec<InEffect>, diesel::result::Error> {
    let kinds: Vec<&str> = messages.iter().map(|message| message.delivery.kind.as_str()).collect();
    let subjects: Vec<Uuid> = messages.iter().map(|message| message.delivery.subject).collect();
    diesel::sql_query(
        "SELECT type AS kind, subject, versie, hash FROM applied WHERE consumer = $1 \
         AND (type, subject) IN (SELECT * FROM unnest($2, $3)) \
         ORDER BY type, subject FOR UPDATE",
    )
    .bind::<Text, _>(queue)
    .bind::<Array<Text>, _>(kinds)
    .bind::<Array<SqlUuid>, _>(subjects)
    .load(conn)
    .await
}

#[derive(diesel::QueryableByName)]
struct Put {
    #[diesel(sql_type = Bool)]
    inserted: bool,
}

/// Puts these versions in effect; `known` of them replace one that was locked before. False when
/// another replica was there in between: the transaction must be done again.
pub(super) async fn put_in_effect(
    conn: &mut AsyncPgConnection,
    queue: &str,
    messages: &[&Message],
    known: usize,
) -> Result<bool, diesel::result::Error> {
    let kinds: Vec<&str> = messages.iter().map(|message| message.delivery.kind.as_str()).collect();
    let subjects: Vec<Uuid> = messages.iter().map(|message| message.delivery.subject).collect();
    let versies: Vec<i64> = messages.iter().map(|message| message.delivery.versie).collect();
    let hashes: Vec<&[u8]> = messages.iter().map(|message| message.content.as_slice()).collect();
    let ids: Vec<Uuid> = messages.iter().map(|message| message.delivery.id).collect();
    let put: Vec<Put> = diesel::sql_query(
        "INSERT INTO applied (consumer, type, subject, versie, hash, event_id) \
         SELECT $1, type, subject, versie, hash, event_id \
         FROM unnest($2, $3, $4, $5, $6) AS new(type, subject, versie, hash, event_id) \
         ORDER BY type, subject \
         ON CONFLICT (consumer, type, subject) DO UPDATE \
         SET versie = excluded.versie, hash = excluded.hash, event_id = excluded.event_id \
         WHERE applied.versie < excluded.versie RETURNING (xmax = 0) AS inserted",
    )
    .bind::<Text, _>(queue)
    .bind::<Array<Text>, _>(kinds)
    .bind::<Array<SqlUuid>, _>(subjects)
    .bind::<Array<BigInt>, _>(versies)
    .bind::<Array<Bytea>, _>(hashes)
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let inserted = put.iter().filter(|row| row.inserted).count();
    Ok(put.len() == messages.len() && put.len() - inserted == known)
}
