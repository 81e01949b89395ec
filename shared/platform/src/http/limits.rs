//! Limits that keep one caller from taking all: a token bucket per organisation, one per address
//! for failed log-ins, and a number of requests in hand at once.
//!
//! The buckets live in this process: with n replicas an organisation gets n times as much. The
//! gateway in front has the national limit.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use kernel::Oin;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::problem::Problem;
use crate::token::Refused;

/// How long a request may wait for a place before it is turned away.
const QUEUE: Duration = Duration::from_millis(500);
/// Failed log-ins an address may have at once, and per second after that.
const FAILURES: Rate = Rate { burst: 30, per_second: 2 };
/// The most buckets of one kind.
const BUCKETS_MAX: usize = 10_000;

/// How many at once, and how many per second after that.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// The size of the bucket.
    pub burst: u32,
    /// What flows in.
    pub per_second: u32,
}

/// The limits of this process.
pub struct Limits {
    places: Semaphore,
    callers: Buckets<Oin>,
    failures: Buckets<IpAddr>,
}

impl Limits {
    /// At most `in_hand` requests at once, and `rate` for each organisation.
    pub fn new(in_hand: usize, rate: Rate) -> Self {
        Self {
            places: Semaphore::new(in_hand),
            callers: Buckets::new(rate),
            failures: Buckets::new(FAILURES),
        }
    }

    /// A place for one request; 503 when none comes free in a short while.
    pub async fn place(&self) -> Result<SemaphorePermit<'_>, Problem> {
        match tokio::time::timeout(QUEUE, self.places.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(Problem::unavailable(1)),
        }
    }

    /// Counts a request of an organisation; 429 when it asks too much.
    pub fn caller(&self, oin: &Oin) -> Result<(), Problem> {
        if self.callers.take(oin.clone()) { Ok(()) } else { Err(Problem::too_many(1)) }
    }

    /// Logs and counts a refused token; 429 when this address fails too often. Good tokens from
    /// the same address (a gateway) are not held back.
    pub fn failure(&self, peer: Option<IpAddr>, refused: &Refused) -> Option<Problem> {
        let peer = peer.unwrap_or(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED));
        if !self.failures.take(peer) {
            return Some(Problem::too_many(5));
        }
        tracing::warn!(reason = refused.reason(), "a token was refused");
        None
    }
}

/// Token buckets by key.
struct Buckets<K> {
    rate: Rate,
    levels: Mutex<HashMap<K, Level>>,
}

/// What is in a bucket, in millionths, and since when.
struct Level {
    millionths: u64,
    at: Instant,
}

impl<K: Hash + Eq> Buckets<K> {
    fn new(rate: Rate) -> Self {
        Self { rate, levels: Mutex::default() }
    }

    fn take(&self, key: K) -> bool {
        const ONE: u64 = 1_000_000;
        let full = u64::from(self.rate.burst).saturating_mul(ONE);
        let now = Instant::now();
        let flow = |level: &Level| {
            let micros =
                u64::try_from(now.duration_since(level.at).as_micros()).unwrap_or(u64::MAX);
            let flown = micros.saturating_mul(u64::from(self.rate.per_second));
            level.millionths.saturating_add(flown).min(full)
        };
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        if levels.len() >= BUCKETS_MAX {
            // A full bucket says nothing that a new one does not.
            levels.retain(|_, level| flow(level) < full);
        }
        let level = levels.entry(key).or_insert(Level { millionths: full, at: now });
        level.millionths = flow(level);
        level.at = now;
        match level.millionths.checked_sub(ONE) {
            Some(left) => {
                level.millionths = left;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_its_burst_to_each_and_no_more() {
        let buckets = Buckets::new(Rate { burst: 3, per_second: 0 });
        assert_eq!((0..5).filter(|_| buckets.take("a")).count(), 3);
        assert!(buckets.take("b"), "another caller has his own");
    }

    #[test]
    fn a_bucket_fills_again() {
        let buckets = Buckets::new(Rate { burst: 1, per_second: 1000 });
        assert!(buckets.take("a"));
        let since = Instant::now();
        while !buckets.take("a") {
            assert!(since.elapsed() < Duration::from_secs(5));
        }
    }

    #[tokio::test]
    async fn who_finds_no_place_is_told_to_come_back() {
        let limits = Limits::new(1, Rate { burst: 1, per_second: 1 });
        let held = limits.place().await.unwrap();
        let problem = limits.place().await.unwrap_err();
        assert_eq!((problem.status, problem.retryable), (503, true));
        drop(held);
        assert!(limits.place().await.is_ok());
    }
}
