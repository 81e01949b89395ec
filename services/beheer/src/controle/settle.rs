//! Waiting until the chain is quiet: nothing still to be sent, on its way, or waiting.

use std::time::{Duration, Instant};

use platform::messaging::topology::Management;

use super::chain::{Chain, Service};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(500);
/// The broker counts its queues at this interval: what it says may be so old.
pub const BROKER_LAG: Duration = Duration::from_secs(6);

/// What is still under way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Underway {
    /// Where, and how many.
    pub waar: Vec<(String, u64)>,
}

impl Underway {
    /// Whether nothing is.
    pub fn is_quiet(&self) -> bool {
        self.waar.is_empty()
    }

    /// How many in all.
    pub fn aantal(&self) -> u64 {
        self.waar.iter().fold(0, |sum, (_, aantal)| sum.saturating_add(*aantal))
    }

    fn add(&mut self, waar: String, aantal: u64) {
        if aantal > 0 {
            self.waar.push((waar, aantal));
        }
    }
}

/// Looks until nothing is under way, or for at most `patience`; says what was seen last.
pub async fn wait(
    chain: &mut Chain,
    broker: &Management,
    patience: Duration,
) -> anyhow::Result<Underway> {
    let began = Instant::now();
    loop {
        let underway = look(chain, broker).await?;
        if underway.is_quiet() || began.elapsed() >= patience {
            return Ok(underway);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// What is under way now.
pub async fn look(chain: &mut Chain, broker: &Management) -> anyhow::Result<Underway> {
    let mut underway = Underway::default();
    for service in Service::ALL {
        for table in ["outbox", "waiting"] {
            let sql = format!("SELECT count(*) AS aantal FROM {table}");
            let aantal = chain.count(service, &sql).await?;
            underway.add(format!("{table} van {}", service.name()), aantal);
        }
    }
    let sql = "SELECT count(*) AS aantal FROM gewijzigd_budget";
    underway
        .add("nog te vertellen budgetstanden".to_owned(), chain.count(Service::Payout, sql).await?);
    for (queue, messages) in broker.messages().await? {
        let gave_up = queue.strip_suffix(".dlq").is_some();
        if !gave_up {
            underway.add(format!("wachtrij {queue}"), messages);
        }
    }
    Ok(underway)
}
