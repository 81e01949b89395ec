//! Circumstances of a person: on which days care may not be paid, or only after a look (pgb:6).
//!
//! A verstrekker tells what he knows of a budgethouder or a zorgverlener; it counts for his own
//! claims. A death that the BRP reports counts for everybody and needs no row here.
#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{Fault, Id, Periode};
use uuid::Uuid;

pub(crate) mod flows;
pub(crate) mod http;
pub(crate) mod store;

/// One circumstance in one stretch of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omstandigheid {
    /// Its id.
    pub id: Id<Omstandigheid>,
    /// Of whom: a budgethouder or a zorgverlener.
    pub persoon_id: Uuid,
    /// Who told it.
    pub verstrekker_id: Uuid,
    /// What.
    pub soort: Soort,
    /// The days.
    pub periode: Periode,
}

/// What kind of circumstance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Soort {
    /// Dead from the first day on; that day itself is the day of death.
    Overlijden,
    /// In a hospital or institution.
    Opname,
    /// Deprived of liberty.
    Detentie,
    /// No home address in the BRP.
    GeenAdres,
    /// Outside the European Union.
    BuitenEu,
    /// The same care is given in kind.
    ZorgInNatura,
    /// The verstrekker suspended payment, at most thirteen weeks (Rlz 5.23 lid 4 onder e).
    Opschorting,
    /// A zorgverlener is ill.
    Ziekte,
    /// A zorgverlener is no longer registered as a professional (KvK or BIG).
    RegistratieVervallen,
}

/// The most days a suspension may last: thirteen weeks.
pub const OPSCHORTING_DAGEN: i64 = 91;

impl Soort {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Overlijden,
        Self::Opname,
        Self::Detentie,
        Self::GeenAdres,
        Self::BuitenEu,
        Self::ZorgInNatura,
        Self::Opschorting,
        Self::Ziekte,
        Self::RegistratieVervallen,
    ];

    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overlijden => "overlijden",
            Self::Opname => "opname",
            Self::Detentie => "detentie",
            Self::GeenAdres => "geenAdres",
            Self::BuitenEu => "buitenEu",
            Self::ZorgInNatura => "zorgInNatura",
            Self::Opschorting => "opschorting",
            Self::Ziekte => "ziekte",
            Self::RegistratieVervallen => "registratieVervallen",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|soort| soort.code() == code)
            .ok_or(Fault::new("een bekende soort omstandigheid"))
    }
}

/// A circumstance as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Melding {
    /// Of whom.
    pub persoon_id: Uuid,
    /// By which verstrekker.
    pub verstrekker_id: Uuid,
    /// What.
    pub soort: Soort,
    /// First and, when known, last day.
    pub periode: Periode,
    /// Why, in words.
    pub reden: String,
}

/// Why a circumstance is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such person or circumstance, or not the caller's.
    #[error("the person is not there")]
    Unknown,
    /// A suspension has an end, at most thirteen weeks after its beginning.
    #[error("the suspension has no end within thirteen weeks")]
    TooLong,
    /// A death lies in the past and has no end.
    #[error("a death has no end and is not in the future")]
    NoDeath,
    /// The last day lies before the first.
    #[error("the last day lies before the first")]
    Backwards,
}

impl Melding {
    /// Whether it may be told, on this day.
    pub fn check(&self, vandaag: Date) -> Result<(), Refusal> {
        match self.soort {
            Soort::Opschorting => {
                let long = |tot: Date| {
                    crate::declaratie::days_between(self.periode.van(), tot) >= OPSCHORTING_DAGEN
                };
                if self.periode.tot().is_none_or(long) { Err(Refusal::TooLong) } else { Ok(()) }
            }
            Soort::Overlijden if self.periode.tot().is_some() || self.periode.van() > vandaag => {
                Err(Refusal::NoDeath)
            }
            Soort::Overlijden
            | Soort::Opname
            | Soort::Detentie
            | Soort::GeenAdres
            | Soort::BuitenEu
            | Soort::ZorgInNatura
            | Soort::Ziekte
            | Soort::RegistratieVervallen => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(soort: Soort, van: Date, tot: Option<Date>) -> Result<(), Refusal> {
        let periode = Periode::try_new(van, tot).unwrap();
        let (persoon_id, verstrekker_id) = (Uuid::nil(), Uuid::nil());
        let melding =
            Melding { persoon_id, verstrekker_id, soort, periode, reden: "proef".to_owned() };
        melding.check(date(2026, 4, 12))
    }

    #[test]
    fn a_suspension_ends_within_thirteen_weeks_and_a_death_has_happened() {
        let first = date(2026, 4, 1);
        let cases = [
            (Soort::Opschorting, first, Some(date(2026, 6, 30)), Ok(())),
            (Soort::Opschorting, first, Some(date(2026, 7, 1)), Err(Refusal::TooLong)),
            (Soort::Opschorting, first, None, Err(Refusal::TooLong)),
            (Soort::Overlijden, date(2026, 4, 12), None, Ok(())),
            (Soort::Overlijden, date(2026, 4, 13), None, Err(Refusal::NoDeath)),
            (Soort::Overlijden, first, Some(first), Err(Refusal::NoDeath)),
            (Soort::Opname, first, None, Ok(())),
        ];
        for (soort, van, tot, expected) in cases {
            assert_eq!(told(soort, van, tot), expected, "{soort:?} {van} {tot:?}");
        }
        for soort in Soort::ALL {
            assert_eq!(Soort::parse(soort.code()), Ok(soort));
        }
    }
}
