//! What a person does with parked messages: look, have them applied again, or give them up.

use diesel::sql_types::{Array, BigInt, Bytea, Integer, Jsonb, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// Open messages with the same reason.
#[derive(Debug, Clone, diesel::QueryableByName)]
pub struct Group {
    /// The queue.
    #[diesel(sql_type = Text)]
    pub consumer: String,
    /// The reason without its particulars.
    #[diesel(sql_type = Text)]
    pub fingerprint: String,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    /// Of these, how many somebody asked to drop.
    #[diesel(sql_type = BigInt)]
    pub drop_asked: i64,
    /// When the first came.
    #[diesel(sql_type = Text)]
    pub first_at: String,
    /// When the last came.
    #[diesel(sql_type = Text)]
    pub last_at: String,
    /// One of them.
    #[diesel(sql_type = SqlUuid)]
    pub example: Uuid,
}

/// One parked message.
#[derive(Debug, Clone, diesel::QueryableByName)]
pub struct Parked {
    /// Its number in the parking table.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// The queue.
    #[diesel(sql_type = Text)]
    pub consumer: String,
    /// Who said it.
    #[diesel(sql_type = Nullable<Text>)]
    pub source: Option<String>,
    /// Id of the event.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub event_id: Option<Uuid>,
    /// Type of the fact.
    #[diesel(sql_type = Nullable<Text>)]
    pub kind: Option<String>,
    /// Whose state.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub subject: Option<Uuid>,
    /// The how-manieth.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub versie: Option<i64>,
    /// Headers it came with.
    #[diesel(sql_type = Jsonb)]
    pub headers: serde_json::Value,
    /// The bytes; may hold personal data.
    #[diesel(sql_type = Bytea)]
    pub body: Vec<u8>,
    /// Why it is here.
    #[diesel(sql_type = Text)]
    pub reason: String,
    /// How often it came.
    #[diesel(sql_type = Integer)]
    pub attempts: i32,
    /// When it came first.
    #[diesel(sql_type = Text)]
    pub first_at: String,
    /// The trace it belongs to.
    #[diesel(sql_type = Nullable<Text>)]
    pub trace_id: Option<String>,
    /// `open`, `replayed` or `dropped`.
    #[diesel(sql_type = Text)]
    pub state: String,
    /// Who asked to drop it.
    #[diesel(sql_type = Nullable<Text>)]
    pub drop_asked_by: Option<String>,
    /// Why it should go.
    #[diesel(sql_type = Nullable<Text>)]
    pub drop_reason: Option<String>,
}

/// Which open messages.
#[derive(Debug, Clone)]
pub enum Which {
    /// These.
    Ids(Vec<Uuid>),
    /// All with this fingerprint.
    Fingerprint(String),
}

impl Which {
    fn ids(&self) -> &[Uuid] {
        match self {
            Self::Ids(ids) => ids,
            Self::Fingerprint(_) => &[],
        }
    }

    fn fingerprint(&self) -> Option<&str> {
        match self {
            Self::Ids(_) => None,
            Self::Fingerprint(fingerprint) => Some(fingerprint),
        }
    }
}

const CHOSEN: &str = "state = 'open' AND (id = ANY ($1) OR fingerprint = $2)";

/// What is open, by reason.
pub async fn groups(conn: &mut AsyncPgConnection) -> Result<Vec<Group>, diesel::result::Error> {
    diesel::sql_query(
        "SELECT consumer, fingerprint, count(*) AS count, count(drop_asked_by) AS drop_asked, \
         min(first_at)::text AS first_at, max(last_at)::text AS last_at, \
         (array_agg(id ORDER BY first_at))[1] AS example \
         FROM parked WHERE state = 'open' GROUP BY consumer, fingerprint ORDER BY count(*) DESC",
    )
    .load(conn)
    .await
}

/// One message, whatever became of it.
pub async fn show(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> Result<Option<Parked>, diesel::result::Error> {
    use diesel::OptionalExtension;
    diesel::sql_query(
        "SELECT id, consumer, source, event_id, type AS kind, subject, versie, headers, body, \
         reason, attempts, first_at::text AS first_at, trace_id, state, drop_asked_by, \
         drop_reason FROM parked WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .get_result(conn)
    .await
    .optional()
}

/// Has the service apply these again: they go to its waiting table, from which it takes them
/// within a second, with the same checks as ever. No other hearer sees them. What cannot be read,
/// and what contradicts a message that was taken in under the same id, stays; says how many went.
pub async fn replay(
    conn: &mut AsyncPgConnection,
    which: &Which,
    by: &str,
) -> Result<usize, diesel::result::Error> {
    diesel::sql_query(format!(
        "WITH chosen AS (UPDATE parked SET state = 'replayed', replayed_by = $3, \
         replayed_at = now() WHERE {CHOSEN} AND event_id IS NOT NULL AND EXISTS \
         (SELECT FROM inbox WHERE inbox.event_id = parked.event_id \
         AND inbox.consumer = parked.consumer AND inbox.source = parked.source \
         AND inbox.hash = parked.hash) RETURNING *), \
         known AS (UPDATE inbox SET outcome = 'waiting' FROM chosen \
         WHERE inbox.event_id = chosen.event_id AND inbox.consumer = chosen.consumer \
         AND inbox.source = chosen.source) \
         INSERT INTO waiting (event_id, consumer, source, type, subject, versie, body, hash, \
         reason, attempts, next_try_at) \
         SELECT event_id, consumer, source, type, subject, versie, body, hash, \
         'replayed by a person', 0, now() FROM chosen ON CONFLICT DO NOTHING"
    ))
    .bind::<Array<SqlUuid>, _>(which.ids())
    .bind::<Nullable<Text>, _>(which.fingerprint())
    .bind::<Text, _>(by)
    .execute(conn)
    .await
}

/// What a person's word to drop did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped {
    /// Asked to drop, by this person as the first.
    pub asked: usize,
    /// Dropped, by this person as the second.
    pub dropped: usize,
}

/// Gives messages up: the first person asks with a reason, a second one confirms by doing the
/// same. The rows stay, with both names.
pub async fn give_up(
    conn: &mut AsyncPgConnection,
    which: &Which,
    by: &str,
    reason: &str,
) -> Result<Dropped, diesel::result::Error> {
    conn.transaction(async |conn| {
        let dropped = diesel::sql_query(format!(
            "UPDATE parked SET state = 'dropped', dropped_by = $3, dropped_at = now() \
             WHERE {CHOSEN} AND drop_asked_by <> $3"
        ))
        .bind::<Array<SqlUuid>, _>(which.ids())
        .bind::<Nullable<Text>, _>(which.fingerprint())
        .bind::<Text, _>(by)
        .execute(conn)
        .await?;
        let asked = diesel::sql_query(format!(
            "UPDATE parked SET drop_asked_by = $3, drop_asked_at = now(), drop_reason = $4 \
             WHERE {CHOSEN} AND drop_asked_by IS NULL"
        ))
        .bind::<Array<SqlUuid>, _>(which.ids())
        .bind::<Nullable<Text>, _>(which.fingerprint())
        .bind::<Text, _>(by)
        .bind::<Text, _>(reason)
        .execute(conn)
        .await?;
        Ok(Dropped { asked, dropped })
    })
    .await
}
