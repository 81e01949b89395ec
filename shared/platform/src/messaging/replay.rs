//! Replay: facts of the event log, sent again to one hearer.
//!
//! They go straight into its queue, past the exchange, so that no other hearer gets them. A hearer
//! drops what its inbox holds, so a replay fills gaps; to build a read model anew, what the hearer
//! remembers of these facts is forgotten first, and its own unique keys keep it from booking
//! anything twice.

use anyhow::Context as _;
use contracts::catalogue::{KINDS, Queue};
use contracts::envelope::CONTENT_TYPE;
use diesel::sql_types::{Array, BigInt, Bytea, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::join_all;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Confirmation};
use uuid::Uuid;

use super::broker::{Broker, DEADLINE, deadline};

const BATCH: i64 = 200;

/// Which facts.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only these types; empty is every type the queue hears from the sender.
    pub kinds: Vec<String>,
    /// Only of this subject.
    pub subject: Option<Uuid>,
    /// Only what was recorded at or after this moment (RFC 3339).
    pub since: Option<String>,
}

impl Selection {
    /// The types of this selection that the queue hears from this sender.
    pub fn kinds_for(&self, from: &str, queue: Queue) -> Vec<&'static str> {
        KINDS
            .iter()
            .filter(|kind| kind.from == from && kind.heard_by.contains(&queue))
            .map(|kind| kind.name)
            .filter(|name| self.kinds.is_empty() || self.kinds.iter().any(|only| only == name))
            .collect()
    }
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Bytea)]
    envelope: Vec<u8>,
    #[diesel(sql_type = Text)]
    recorded_at: String,
}

/// Sends the selected facts of the log in `sender` (a connection to the database of service
/// `from`) to `queue`, in the order they were recorded; says how many. `broker` is a login that
/// may publish to the default exchange.
pub async fn replay(
    sender: &mut AsyncPgConnection,
    broker: &Broker,
    from: &str,
    queue: Queue,
    selection: &Selection,
) -> anyhow::Result<u64> {
    let kinds = selection.kinds_for(from, queue);
    anyhow::ensure!(!kinds.is_empty(), "{} hears nothing of that from {from}", queue.name);
    let connection = broker.connect("replay").await?;
    let channel = deadline(connection.create_channel()).await?;
    deadline(channel.confirm_select(ConfirmSelectOptions::default())).await?;
    let mut after = (selection.since.clone(), Uuid::nil());
    let mut sent = 0;
    loop {
        let rows: Vec<Row> = diesel::sql_query(
            "SELECT id, envelope, recorded_at::text AS recorded_at FROM event \
             WHERE type = ANY ($1) AND ($2 IS NULL OR subject = $2) \
             AND ($3 IS NULL OR (recorded_at, id) > ($3::timestamptz, $4)) \
             ORDER BY recorded_at, id LIMIT $5",
        )
        .bind::<Array<Text>, _>(&kinds)
        .bind::<Nullable<SqlUuid>, _>(selection.subject)
        .bind::<Nullable<Text>, _>(&after.0)
        .bind::<SqlUuid, _>(after.1)
        .bind::<BigInt, _>(BATCH)
        .load(sender)
        .await?;
        let Some(last) = rows.last() else { return Ok(sent) };
        after = (Some(last.recorded_at.clone()), last.id);
        let publishing = async {
            let mut confirms = Vec::with_capacity(rows.len());
            for row in &rows {
                confirms.push(offer(&channel, queue, row).await?);
            }
            join_all(confirms).await.into_iter().collect::<lapin::Result<Vec<_>>>()
        };
        let confirmations = tokio::time::timeout(DEADLINE, publishing)
            .await
            .context("no confirms from the broker in time")??;
        anyhow::ensure!(
            confirmations.iter().all(|confirmation| *confirmation == Confirmation::Ack(None)),
            "the broker refused a message: is queue {} there?",
            queue.name
        );
        sent += u64::try_from(rows.len())?;
    }
}

async fn offer(
    channel: &lapin::Channel,
    queue: Queue,
    row: &Row,
) -> lapin::Result<lapin::PublisherConfirm> {
    let properties = BasicProperties::default()
        .with_content_type(CONTENT_TYPE.into())
        .with_message_id(row.id.to_string().into())
        .with_delivery_mode(2);
    let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
    channel.basic_publish("".into(), queue.name.into(), options, &row.envelope, properties).await
}

/// Makes the hearer forget that it took in these facts; says how many. `hearer` is a connection
/// to its database. Its domain rows stay as they are.
pub async fn forget(
    hearer: &mut AsyncPgConnection,
    from: &str,
    queue: Queue,
    selection: &Selection,
) -> anyhow::Result<usize> {
    let kinds = selection.kinds_for(from, queue);
    // Only the version in effect: older ones were superseded, and would be again.
    let forgotten = diesel::sql_query(
        "WITH gone AS (DELETE FROM applied WHERE consumer = $1 AND type = ANY ($2) \
         AND ($3 IS NULL OR subject = $3) RETURNING event_id) \
         DELETE FROM inbox USING gone \
         WHERE inbox.event_id = gone.event_id AND inbox.consumer = $1",
    )
    .bind::<Text, _>(queue.name)
    .bind::<Array<Text>, _>(kinds)
    .bind::<Nullable<SqlUuid>, _>(selection.subject)
    .execute(hearer)
    .await?;
    Ok(forgotten)
}
