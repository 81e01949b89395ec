//! The start of the day: three lights, the last statements, files in doubt, runs that are due and
//! the work that waits; pure (payments:6.3).

use jiff::civil::Date;
use kernel::Euro;
use uuid::Uuid;

pub mod http;
pub mod store;

/// Two sums that must be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Licht {
    /// What the ledger says.
    pub grootboek: Euro,
    /// What the other side says.
    pub andere_kant: Euro,
}

impl Licht {
    /// Whether it is green: a difference of one cent is not.
    pub fn is_groen(self) -> bool {
        self.grootboek == self.andere_kant
    }
}

/// An own account and its last statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rekeningstand {
    /// The account.
    pub eigen_rekening: Uuid,
    /// Day of its last statement, if there was one.
    pub laatste_afschrift: Option<Date>,
    /// What ledger and statement say it holds.
    pub saldo: Licht,
}

/// A run that is not at its end on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lopend {
    /// Which.
    pub id: Uuid,
    /// Its number.
    pub nummer: i64,
    /// Its day.
    pub uitvoerdatum: Date,
    /// Where it stands.
    pub staat: String,
    /// How many payments.
    pub aantal: i64,
    /// What they add up to.
    pub totaal: Euro,
}

/// What waits in one queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rij {
    /// The queue.
    pub wachtrij: String,
    /// How many items.
    pub open: i64,
    /// How many of them nobody has.
    pub zonder_eigenaar: i64,
    /// How many should have been handled.
    pub over_tijd: i64,
    /// How many must be handled today.
    pub dringend: i64,
}

/// What a desk looks at first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dagstart {
    /// Each account: is the bank the ledger?
    pub rekeningen: Vec<Rekeningstand>,
    /// Is what is under way explained by attempts?
    pub onderweg: Licht,
    /// Do the rights of all budgets add up?
    pub budgetten: Licht,
    /// Money that nobody explained.
    pub onverklaard: Euro,
    /// Files of which nobody knows whether they arrived.
    pub onbekende_bestanden: Vec<Uuid>,
    /// Runs that are not at their end.
    pub runs: Vec<Lopend>,
    /// Stops in force.
    pub noodstops: i64,
    /// What waits.
    pub wachtrijen: Vec<Rij>,
}

impl Dagstart {
    /// Whether a run may start: every light is green (payments:6.1).
    pub fn is_groen(&self) -> bool {
        self.rekeningen.iter().all(|rekening| rekening.saldo.is_groen())
            && self.onderweg.is_groen()
            && self.budgetten.is_groen()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cent_turns_a_light_red() {
        let light = |andere_kant| Licht {
            grootboek: Euro::from_cents(100),
            andere_kant: Euro::from_cents(andere_kant),
        };
        assert!(light(100).is_groen());
        assert!(!light(99).is_groen());
    }
}
