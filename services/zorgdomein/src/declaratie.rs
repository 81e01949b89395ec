//! The declaratie: what is claimed, what the checks made of it, and what is due now.
//!
//! One engine ([`checks`]) judges every claim, whatever the door it came in by. It is pure: the
//! flows load what is known of a whole batch, the engine judges each claim, the flows save the
//! batch. A later fact (a changed rate, a withdrawal) makes the next version of the same claim;
//! payout posts the difference. Whether the budget allows a claim is decided by payout alone: our
//! copy of the budget only warns.
#![warn(clippy::arithmetic_side_effects)]

use contracts::{DeclaratieSoort, Entree};
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Id, Periode};
use uuid::Uuid;

use crate::zorgovereenkomst::{Overeenkomstregel, Zorgovereenkomst};

pub mod beslissing;
pub mod betaalmoment;
pub mod catalogus;
pub mod checks;
pub mod facts;
pub(crate) mod flows;
pub mod herbeoordeling;
pub mod herstel;
pub(crate) mod http;
pub mod limieten;
pub mod maandloon;
pub mod opgave;
pub(crate) mod store;
pub mod tarieven;
pub mod verdeling;

pub use opgave::Opgave;

/// What a claim is called by.
#[derive(Debug)]
pub enum Declaratie {}

/// A claim as it was handed in, read and well formed, but not judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Indiening {
    /// The sender's reference: the same again is the same claim.
    pub kenmerk: String,
    /// The agreement it rests on.
    pub zorgovereenkomst_id: Id<Zorgovereenkomst>,
    /// What kind.
    pub soort: DeclaratieSoort,
    /// Through which door.
    pub entree: Entree,
    /// Number of the invoice.
    pub factuurnummer: Option<String>,
    /// Day of the invoice.
    pub factuurdatum: Option<Date>,
    /// When the budgethouder received it from the zorgverlener.
    pub ontvangen_op: Option<Date>,
    /// The person who handed it in; absent for an organisation.
    pub ingediend_door: Option<Uuid>,
    /// What it says besides its lines.
    pub opgave: Opgave,
    /// The lines.
    pub regels: Vec<Indieningsregel>,
    /// Eurocents in all.
    pub totaal: Euro,
}

/// One line of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Indieningsregel {
    /// The line of the agreement.
    pub regel_id: Id<Overeenkomstregel>,
    /// First and last day of care.
    pub periode: Zorgdagen,
    /// How much.
    pub aantal: Aantal,
    /// The unit.
    pub eenheid: Eenheid,
    /// Eurocents per unit.
    pub tarief: Euro,
    /// Eurocents of the line.
    pub bedrag: Euro,
    /// How much on which day, where the claim says so; in order of days.
    pub dagen: Vec<Dag>,
}

/// How much on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dag {
    /// The day.
    pub datum: Date,
    /// How much, in the unit of the line.
    pub aantal: Aantal,
}

/// A closed stretch of days: both ends are known and inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zorgdagen {
    van: Date,
    tot: Date,
}

impl Zorgdagen {
    /// From `van` up to and including `tot`.
    pub fn try_new(van: Date, tot: Date) -> Result<Self, kernel::Fault> {
        if tot < van {
            return Err(kernel::Fault::new("een einddatum op of na de begindatum"));
        }
        Ok(Self { van, tot })
    }

    /// First day.
    pub const fn van(self) -> Date {
        self.van
    }

    /// Last day.
    pub const fn tot(self) -> Date {
        self.tot
    }

    /// How many days; at least one.
    pub fn days(self) -> i64 {
        days_between(self.van, self.tot).saturating_add(1)
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.van <= other.tot && other.van <= self.tot
    }

    /// The days both share.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::try_new(self.van.max(other.van), self.tot.min(other.tot)).ok()
    }

    /// Whether every day lies in the period.
    pub fn inside(self, periode: Periode) -> bool {
        periode.contains(self.van) && periode.contains(self.tot)
    }

    /// The days that also lie in the period.
    pub fn within(self, periode: Periode) -> Option<Self> {
        let tot = periode.tot().map_or(self.tot, |tot| tot.min(self.tot));
        Self::try_new(self.van.max(periode.van()), tot).ok()
    }
}

/// Whole days from one day to another.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours().checked_div(24).unwrap_or(0)
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Right, as far as it is due.
    Goedgekeurd,
    /// Wrong: nothing is due.
    Afgekeurd,
    /// Somebody must repair or judge it: nothing is due yet.
    Uitval,
    /// Held until somebody releases it: nothing is due yet.
    Aangehouden,
    /// Withdrawn: nothing is due any more.
    Ingetrokken,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Goedgekeurd, Self::Afgekeurd, Self::Uitval, Self::Aangehouden, Self::Ingetrokken];

    /// The code in the database and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Goedgekeurd => "goedgekeurd",
            Self::Afgekeurd => "afgekeurd",
            Self::Uitval => "uitval",
            Self::Aangehouden => "aangehouden",
            Self::Ingetrokken => "ingetrokken",
        }
    }

    /// The status with this code.
    pub fn parse(code: &str) -> Result<Self, kernel::Fault> {
        Self::ALL
            .into_iter()
            .find(|status| status.code() == code)
            .ok_or(kernel::Fault::new("goedgekeurd, afgekeurd, uitval, aangehouden of ingetrokken"))
    }
}

/// Whether a person waits for the answer at this door. Where one does, a check of class B refuses
/// and nothing is stored.
pub(crate) const fn waits(entree: Entree) -> bool {
    match entree {
        Entree::Rest | Entree::Portaal => true,
        Entree::Bulk | Entree::Papier | Entree::Kalender => false,
    }
}
