//! What messaging measures, registered once per process.

use std::sync::LazyLock;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use diesel_async::RunQueryDsl;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use crate::database::acquire;
use crate::stop::Stop;
use crate::{Context, Fault};

/// How often the tables are counted.
const EVERY: Duration = Duration::from_secs(15);

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Published {
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Heard {
    queue: String,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Queue {
    queue: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Task {
    task: String,
}

#[derive(Default)]
struct Figures {
    published: Family<Published, Counter>,
    shards_held: Gauge,
    outbox_rows: Gauge,
    outbox_oldest: Gauge<f64, AtomicU64>,
    heard: Family<Heard, Counter>,
    batch: Seconds,
    parked: Family<Queue, Gauge>,
    waiting: Family<Queue, Gauge>,
    reconnects: Family<Task, Counter>,
    event_default_rows: Gauge,
}

static FIGURES: LazyLock<Figures> = LazyLock::new(Figures::default);

/// A histogram of seconds, from one millisecond to eight seconds.
#[derive(Clone)]
struct Seconds(Family<Queue, Histogram, fn() -> Histogram>);

impl Default for Seconds {
    fn default() -> Self {
        Self(Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.001, 2.0, 14))))
    }
}

/// Adds the figures to the registry of this process.
pub fn register(registry: &mut Registry) {
    let figures = &*FIGURES;
    registry.register(
        "outbox_publish",
        "Events offered to the broker, by what became of them",
        figures.published.clone(),
    );
    registry.register(
        "relay_shards_held",
        "Parts of the outbox this process relays",
        figures.shards_held.clone(),
    );
    registry.register("outbox_rows", "Events still to be sent", figures.outbox_rows.clone());
    registry.register(
        "outbox_oldest_seconds",
        "Age of the oldest event still to be sent",
        figures.outbox_oldest.clone(),
    );
    registry.register(
        "inbox_messages",
        "Messages taken in, by what became of them",
        figures.heard.clone(),
    );
    registry.register(
        "inbox_batch_seconds",
        "Time from a batch in hand to its commit",
        figures.batch.0.clone(),
    );
    registry.register("parked_open", "Messages a person must decide on", figures.parked.clone());
    registry.register("waiting_rows", "Messages that wait for another", figures.waiting.clone());
    registry.register(
        "broker_reconnects",
        "Times a connection was made anew",
        figures.reconnects.clone(),
    );
    registry.register(
        "event_default_rows",
        "Events for which no month was made: must be zero",
        figures.event_default_rows.clone(),
    );
}

pub(super) fn published(result: &'static str, count: usize) {
    FIGURES.published.get_or_create(&Published { result }).inc_by(as_u64(count));
}

pub(super) fn shards_held(count: usize) {
    FIGURES.shards_held.set(i64::try_from(count).unwrap_or(i64::MAX));
}

pub(super) fn heard(queue: &str, outcome: &'static str, count: usize) {
    if count > 0 {
        let heard = Heard { queue: queue.to_owned(), outcome };
        FIGURES.heard.get_or_create(&heard).inc_by(as_u64(count));
    }
}

pub(super) fn batch(queue: &str, took: Duration) {
    FIGURES.batch.0.get_or_create(&Queue { queue: queue.to_owned() }).observe(took.as_secs_f64());
}

pub(super) fn reconnected(task: &str) {
    FIGURES.reconnects.get_or_create(&Task { task: task.to_owned() }).inc();
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Counts the tables now and then.
pub(super) async fn run(context: Context, mut stop: Stop) {
    while !stop.is_requested() {
        if let Err(fault) = count(&context).await {
            tracing::debug!(error = %fault, "the tables of messaging could not be counted");
        }
        stop.sleep(EVERY).await;
    }
}

#[derive(diesel::QueryableByName)]
struct Outbox {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    rows: i64,
    #[diesel(sql_type = diesel::sql_types::Double)]
    oldest: f64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    stray: i64,
}

#[derive(diesel::QueryableByName)]
struct Open {
    #[diesel(sql_type = diesel::sql_types::Text)]
    queue: String,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    parked: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    waiting: i64,
}

async fn count(context: &Context) -> Result<(), Fault> {
    let mut conn = acquire(&context.database.work).await?;
    let outbox: Outbox = diesel::sql_query(
        "SELECT count(*) AS rows, \
         coalesce(extract(epoch FROM now() - min(recorded_at)), 0)::float8 AS oldest, \
         (SELECT count(*) FROM event_default) AS stray FROM outbox",
    )
    .get_result(&mut conn)
    .await?;
    FIGURES.outbox_rows.set(outbox.rows);
    FIGURES.outbox_oldest.set(outbox.oldest);
    FIGURES.event_default_rows.set(outbox.stray);
    let queues: Vec<String> = contracts::catalogue::queues()
        .into_iter()
        .filter(|queue| queue.service == context.service)
        .map(|queue| queue.name.to_owned())
        .collect();
    let open: Vec<Open> = diesel::sql_query(
        "SELECT queue, \
         (SELECT count(*) FROM parked WHERE consumer = queue AND state = 'open') AS parked, \
         (SELECT count(*) FROM waiting WHERE consumer = queue) AS waiting \
         FROM unnest($1) AS queues(queue)",
    )
    .bind::<diesel::sql_types::Array<diesel::sql_types::Text>, _>(queues)
    .load(&mut conn)
    .await?;
    for Open { queue, parked, waiting } in open {
        FIGURES.parked.get_or_create(&Queue { queue: queue.clone() }).set(parked);
        FIGURES.waiting.get_or_create(&Queue { queue }).set(waiting);
    }
    Ok(())
}
