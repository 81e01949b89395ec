//! The one clock of the process.
//!
//! It governs `vastgelegd op` and every day of law and process. A learning environment may set it
//! through a file; technical time (tokens, back-off, the envelope's `time`) is always real.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// How often the file is looked at, at most.
const LOOK: Duration = Duration::from_millis(50);

/// Real time: for what the machine does and the law does not date.
#[expect(clippy::disallowed_methods, reason = "this is the one place where real time is read")]
pub fn technical_now() -> Timestamp {
    Timestamp::now()
}

/// Tells "now" to everything that the law or the process dates.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    file: Option<Arc<Set>>,
}

/// A clock set by a file.
#[derive(Debug)]
struct Set {
    path: PathBuf,
    seen: Mutex<Seen>,
}

/// What the file said when it was last looked at.
#[derive(Debug, Default)]
struct Seen {
    at: Option<Instant>,
    written: Option<SystemTime>,
    ahead: Option<SignedDuration>,
}

impl Clock {
    /// Real time.
    pub fn system() -> Self {
        Self { file: None }
    }

    /// Time set by a file that holds an RFC 3339 instant; it runs on from the moment the file was
    /// last written. An unreadable file is real time, and is logged.
    pub fn from_file(path: PathBuf) -> Self {
        Self { file: Some(Arc::new(Set { path, seen: Mutex::default() })) }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        let real = technical_now();
        self.file
            .as_ref()
            .and_then(|set| set.ahead())
            .and_then(|ahead| real.checked_add(ahead).ok())
            .unwrap_or(real)
    }

    /// Today in Europe/Amsterdam.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }
}

/// The day of a moment in Europe/Amsterdam.
pub fn day_of(moment: Timestamp) -> Date {
    static ZONE: std::sync::LazyLock<jiff::tz::TimeZone> = std::sync::LazyLock::new(|| {
        jiff::tz::TimeZone::get("Europe/Amsterdam")
            .expect("the time zone database is in the system or in the binary")
    });
    moment.to_zoned(ZONE.clone()).date()
}

impl Set {
    /// How far the set time is ahead of real time; `None` for real time.
    fn ahead(&self) -> Option<SignedDuration> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.at.is_some_and(|at| at.elapsed() < LOOK) {
            return seen.ahead;
        }
        let first = seen.at.is_none();
        seen.at = Some(Instant::now());
        let written = std::fs::metadata(&self.path).and_then(|data| data.modified()).ok();
        if !first && written == seen.written {
            return seen.ahead;
        }
        seen.written = written;
        seen.ahead = written.and_then(|written| read(&self.path, written));
        if seen.ahead.is_none() {
            let path = self.path.display();
            tracing::warn!(%path, "the clock file is not readable: time is real");
        }
        seen.ahead
    }
}

fn read(path: &Path, written: SystemTime) -> Option<SignedDuration> {
    let set: Timestamp = std::fs::read_to_string(path).ok()?.trim().parse().ok()?;
    let written = Timestamp::try_from(written).ok()?;
    Some(set.duration_since(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> PathBuf {
        let name = format!("pgb-clock-{name}-{}", crate::id::new_uuid());
        std::env::temp_dir().join(name)
    }

    fn wait_until(limit: Duration, reached: impl Fn() -> bool) {
        let since = Instant::now();
        while !reached() {
            assert!(since.elapsed() < limit, "not reached in {limit:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn a_file_sets_the_time_and_it_runs_on() {
        let path = file("set");
        std::fs::write(&path, "2027-01-01T00:00:00+01:00\n").unwrap();
        let clock = Clock::from_file(path.clone());
        assert_eq!(clock.today(), jiff::civil::date(2027, 1, 1));
        let first = clock.now();
        wait_until(Duration::from_secs(5), || clock.now() > first);

        std::fs::write(&path, "2028-02-29T12:00:00Z").unwrap();
        wait_until(Duration::from_secs(5), || clock.today() == jiff::civil::date(2028, 2, 29));
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn an_unreadable_file_is_real_time() {
        let path = file("unreadable");
        let close = |clock: &Clock| {
            clock.now().duration_since(technical_now()).abs() < SignedDuration::from_secs(5)
        };
        assert!(close(&Clock::from_file(path.clone())), "absent");
        std::fs::write(&path, "tomorrow").unwrap();
        assert!(close(&Clock::from_file(path.clone())), "not an instant");
        assert!(close(&Clock::system()));
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_day_is_a_day_in_amsterdam() {
        let moment: Timestamp = "2026-06-30T22:30:00Z".parse().unwrap();
        assert_eq!(day_of(moment), jiff::civil::date(2026, 7, 1));
    }
}
