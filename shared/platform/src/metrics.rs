//! Metrics: typed names, one registry, read at `/metrics` in the `OpenMetrics` format.
//!
//! A label never holds an identifier, let alone a person: only what has a handful of values.

use std::sync::atomic::AtomicU64;
use std::sync::{LazyLock, Mutex, PoisonError};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// What one request was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Request {
    /// HTTP method.
    pub method: String,
    /// Path template, never the path.
    pub route: String,
    /// HTTP status.
    pub status: u16,
}

/// Which pool of connections.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Pool {
    /// `http` or `work`.
    pub pool: &'static str,
}

/// Which job, and how its step ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Job {
    /// Its name.
    pub job: &'static str,
    /// `done` or `failed`.
    pub outcome: &'static str,
}

/// Every metric of the shell; messaging has its own. A service adds its own with [`gauge`] and [`counter`].
pub struct Metrics {
    registry: Mutex<Registry>,
    /// How long requests took.
    pub requests: Family<Request, Histogram, fn() -> Histogram>,
    /// Connections in use.
    pub pool_in_use: Family<Pool, Gauge>,
    /// Callers waiting for a connection.
    pub pool_waiting: Family<Pool, Gauge>,
    /// Steps of jobs.
    pub jobs: Family<Job, Counter>,
    /// Memory of this process, in bytes.
    pub resident_bytes: Gauge,
}

/// The metrics of this process.
pub static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

fn durations() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 60.0])
}

impl Metrics {
    fn new() -> Self {
        let metrics = Self {
            registry: Mutex::new(Registry::with_prefix("pgb")),
            requests: Family::new_with_constructor(durations),
            pool_in_use: Family::default(),
            pool_waiting: Family::default(),
            jobs: Family::default(),
            resident_bytes: Gauge::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&self) {
        let mut all = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        all.register("http_request_seconds", "Duration of requests", self.requests.clone());
        all.register("pool_in_use", "Database connections in use", self.pool_in_use.clone());
        all.register("pool_waiting", "Waiting for a connection", self.pool_waiting.clone());
        all.register("job_steps", "Steps of jobs", self.jobs.clone());
        crate::messaging::figures::register(&mut all);
        all.register("resident_bytes", "Memory of the process", self.resident_bytes.clone());
    }

    /// All of it as text, with pools and memory as they are now.
    pub fn text(&self, database: Option<&crate::database::Database>) -> String {
        if let Some(database) = database {
            for (pool, status) in
                [("http", database.http.status()), ("work", database.work.status())]
            {
                let label = Pool { pool };
                let in_use = status.size.saturating_sub(status.available);
                self.pool_in_use.get_or_create(&label).set(whole(in_use));
                self.pool_waiting.get_or_create(&label).set(whole(status.waiting));
            }
        }
        self.resident_bytes.set(resident().unwrap_or_default());
        let mut text = String::new();
        let all = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        prometheus_client::encoding::text::encode(&mut text, &all)
            .expect("writing to a string cannot fail");
        text
    }
}

/// A gauge of a service: registered once, kept by the caller in a static.
pub fn gauge(name: &'static str, help: &'static str) -> Gauge<i64> {
    let gauge: Gauge = Gauge::default();
    let mut all = METRICS.registry.lock().unwrap_or_else(PoisonError::into_inner);
    all.register(name, help, gauge.clone());
    gauge
}

/// A counter of a service: registered once, kept by the caller in a static.
pub fn counter(name: &'static str, help: &'static str) -> Counter<u64, AtomicU64> {
    let counter: Counter = Counter::default();
    let mut all = METRICS.registry.lock().unwrap_or_else(PoisonError::into_inner);
    all.register(name, help, counter.clone());
    counter
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Resident memory as the kernel tells it; Linux only.
fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: i64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_told_by_name_with_their_labels() {
        let label = Job { job: "opruimen", outcome: "done" };
        METRICS.jobs.get_or_create(&label).inc();
        gauge("test_gauge", "A gauge of a service").set(7);
        let text = METRICS.text(None);
        let steps = "pgb_job_steps_total{job=\"opruimen\",outcome=\"done\"} 1";
        assert!(text.contains(steps), "{text}");
        assert!(text.contains("pgb_outbox_oldest_seconds"), "{text}");
        assert!(text.contains("pgb_test_gauge 7"), "{text}");
        assert!(resident().is_some_and(|bytes| bytes > 1024 * 1024));
    }
}
