//! The event log and the outbox: what this service says, in the transaction that makes it true.

use contracts::{Envelope, Fact, Source};
use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Bytea, Nullable, SmallInt, Text, Uuid as SqlUuid};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::trace;
use crate::clock;

/// The outbox is cut in so many parts by subject; each part has one relay at a time.
pub const SHARDS: i16 = 16;

/// Largest envelope, in bytes: what a hearer must be able to take.
pub const ENVELOPE_MAX: usize = 64 * 1024;

/// A fact in its envelope, ready to be recorded: exact bytes, so that a repeat is identical.
#[derive(Debug, Clone)]
pub struct Said {
    /// Id of the event.
    pub id: Uuid,
    /// Type and routing key.
    pub kind: &'static str,
    /// Whose state.
    pub subject: Uuid,
    /// The how-manieth.
    pub versie: i64,
    /// The envelope as bytes.
    pub envelope: Vec<u8>,
}

impl Said {
    /// Puts version `versie` of a fact in its envelope. `versie` counts from 1 per type and
    /// subject without gaps; the aggregate's row keeps the count.
    pub fn new<F: Fact>(source: &Source, versie: i64, fact: F) -> Self {
        let id = crate::id::new_uuid();
        let envelope = Envelope::new(id, source.clone(), versie, clock::technical_now(), fact);
        Self {
            id,
            kind: F::TYPE,
            subject: envelope.subject,
            versie,
            envelope: serde_json::to_vec(&envelope)
                .expect("facts have text keys only, which is all that could fail"),
        }
    }
}

/// The part of the outbox of this subject.
pub(super) fn shard(subject: Uuid) -> i16 {
    let [.., last] = *subject.as_bytes();
    i16::from(last) % SHARDS
}

/// The SHA-256 that tells two messages apart.
pub(super) fn hash(envelope: &[u8]) -> Vec<u8> {
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, envelope).as_ref().to_vec()
}

/// Records what is said, in the running transaction: a row in the event log and one in the outbox
/// each, in one statement for all. Refuses an envelope above [`ENVELOPE_MAX`].
pub async fn record(
    conn: &mut AsyncPgConnection,
    said: &[Said],
) -> Result<(), diesel::result::Error> {
    if said.is_empty() {
        return Ok(());
    }
    if let Some(large) = said.iter().find(|said| said.envelope.len() > ENVELOPE_MAX) {
        return Err(diesel::result::Error::SerializationError(
            format!("a {} of {} bytes is too large to be said", large.kind, large.envelope.len())
                .into(),
        ));
    }
    diesel_async::RunQueryDsl::execute(Record::of(said), conn).await.map(|_| ())
}

/// The one statement of [`record`], prepared once per connection.
struct Record<'a> {
    ids: Vec<Uuid>,
    kinds: Vec<&'a str>,
    subjects: Vec<Uuid>,
    versies: Vec<i64>,
    shards: Vec<i16>,
    envelopes: Vec<&'a [u8]>,
    hashes: Vec<Vec<u8>>,
    traceparent: Option<String>,
}

impl<'a> Record<'a> {
    fn of(said: &'a [Said]) -> Self {
        Self {
            ids: said.iter().map(|said| said.id).collect(),
            kinds: said.iter().map(|said| said.kind).collect(),
            subjects: said.iter().map(|said| said.subject).collect(),
            versies: said.iter().map(|said| said.versie).collect(),
            shards: said.iter().map(|said| shard(said.subject)).collect(),
            envelopes: said.iter().map(|said| said.envelope.as_slice()).collect(),
            hashes: said.iter().map(|said| hash(&said.envelope)).collect(),
            traceparent: trace::current(),
        }
    }
}

impl QueryFragment<Pg> for Record<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "WITH logged AS (INSERT INTO event \
             (id, type, subject, versie, shard, envelope, hash, traceparent) \
             SELECT said.id, said.type, said.subject, said.versie, said.shard, said.envelope, \
             said.hash, ",
        );
        out.push_bind_param::<Nullable<Text>, _>(&self.traceparent)?;
        out.push_sql(" FROM unnest(");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.kinds)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.subjects)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.versies)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SmallInt>, _>(&self.shards)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Bytea>, _>(&self.envelopes)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Bytea>, _>(&self.hashes)?;
        out.push_sql(
            ") AS said (id, type, subject, versie, shard, envelope, hash) \
             RETURNING id, recorded_at, shard) \
             INSERT INTO outbox (shard, event_id, recorded_at) \
             SELECT shard, id, recorded_at FROM logged",
        );
        Ok(())
    }
}

impl QueryId for Record<'_> {
    type QueryId = Record<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}
