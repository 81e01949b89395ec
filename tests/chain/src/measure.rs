//! The measurements of `scripts/bench`: each beside a physical limit taken in the same run on the
//! same PostgreSQL, so that the ratio holds on any machine.
//!
//! Load goes in through the front door (bulk REST); that a claim is booked is read from the
//! database of payout, as an observer, because asking for each claim would be load itself.

pub mod limit;
pub mod load;
pub mod machine;
pub mod payments;
pub mod toets;

use serde::Serialize;

/// One measurement. `ratio` is value / limit.
#[derive(Debug, Clone, Serialize)]
pub struct Measure {
    /// Stable name.
    pub name: &'static str,
    /// What was measured.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// `higher` or `lower`.
    pub better: &'static str,
    /// What it is held against.
    pub limit_name: &'static str,
    /// The limit, in the same unit.
    pub limit: f64,
    /// value / limit.
    pub ratio: f64,
}

impl Measure {
    /// A measurement where more is better.
    pub fn higher(
        name: &'static str,
        (value, unit): (f64, &'static str),
        (limit_name, limit): (&'static str, f64),
    ) -> Self {
        Self { name, value, unit, better: "higher", limit_name, limit, ratio: divide(value, limit) }
    }

    /// A measurement where less is better.
    pub fn lower(
        name: &'static str,
        (value, unit): (f64, &'static str),
        (limit_name, limit): (&'static str, f64),
    ) -> Self {
        Self { better: "lower", ..Self::higher(name, (value, unit), (limit_name, limit)) }
    }
}

/// A quotient; 0 where there is nothing to divide by.
#[expect(clippy::float_arithmetic, reason = "a measurement is not money")]
pub fn divide(value: f64, by: f64) -> f64 {
    if by == 0.0 { 0.0 } else { value / by }
}

/// Claims a second.
pub fn rate(count: usize, elapsed: std::time::Duration) -> f64 {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    divide(f64::from(count), elapsed.as_secs_f64())
}

/// All of a run.
#[derive(Debug, Clone, Serialize)]
pub struct Measured {
    /// Where it ran.
    pub machine: machine::Machine,
    /// What was measured.
    pub measures: Vec<Measure>,
}

impl Measured {
    /// The table for people.
    pub fn table(&self) -> String {
        let mut lines = vec![format!(
            "{:<20} {:>12} {:<12} {:>8}  {:>12} {}",
            "meting", "waarde", "eenheid", "ratio", "grens", "van"
        )];
        lines.extend(self.measures.iter().map(|m| {
            format!(
                "{:<20} {:>12.2} {:<12} {:>8.3}  {:>12.2} {}",
                m.name, m.value, m.unit, m.ratio, m.limit, m.limit_name
            )
        }));
        lines.join("\n") + "\n"
    }
}
