//! Indicators: rules over recorded conduct, each with versions and figures; pure.
//!
//! An indicator reads only the types of [`crate::feiten`]. None of them can hold a name, a number
//! of a person, a day of birth, an origin, a gender, an address or a postcode, so a rule on those
//! does not compile. What a version found stays explainable: its figures never change.
//!
//! * [`catalogus`] — all sixty-three, with what they look at, or the fact that they lack.
//! * [`regels`] — the rules themselves: a function of facts and figures.
//! * [`uitslag`] — what a rule answers.
//! * [`uitleg`] — the same in plain words.

#![warn(clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use kernel::Fault;

pub mod catalogus;
pub mod http;
pub mod r01;
pub mod regels;
pub mod store;
pub mod uitleg;
pub mod uitslag;

pub use self::catalogus::{Aard, Bereik, Familie, Indicator, Registratie, Ritme, Uitvoering};

/// Where a version is in its life; it goes one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Levensloop {
    /// Being written: not computed.
    Concept,
    /// Computed and counted, not shown to who handles signals.
    Schaduw,
    /// Computed and shown.
    Actief,
    /// Switched off: not computed, its signals leave the list.
    Uitgefaseerd,
}

impl Levensloop {
    const ALL: [Self; 4] = [Self::Concept, Self::Schaduw, Self::Actief, Self::Uitgefaseerd];

    /// As the column holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Concept => "CONCEPT",
            Self::Schaduw => "SCHADUW",
            Self::Actief => "ACTIEF",
            Self::Uitgefaseerd => "UITGEFASEERD",
        }
    }

    /// Reads a column.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|status| status.code() == code)
            .ok_or(Fault::new("CONCEPT, SCHADUW, ACTIEF of UITGEFASEERD"))
    }
}

/// The figures of a version: whole numbers by name, exactly those that its rule reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters(BTreeMap<&'static str, i64>);

impl Parameters {
    /// The figures with which an indicator is delivered.
    pub fn levering(indicator: Indicator) -> Self {
        Self(indicator.registratie().parameters.iter().copied().collect())
    }

    /// Reads stored figures: no name may be missing and none may be unknown.
    pub fn read(indicator: Indicator, stored: &BTreeMap<String, i64>) -> Result<Self, Fault> {
        let fault = Fault::new("precies de getallen die de regel van de indicator leest");
        let wanted = indicator.registratie().parameters;
        if wanted.len() != stored.len() {
            return Err(fault);
        }
        let read = wanted.iter().map(|(naam, _)| Some((*naam, *stored.get(*naam)?)));
        read.collect::<Option<_>>().map(Self).ok_or(fault)
    }

    /// The figure with this name; every rule names only its own, which a test checks.
    pub fn get(&self, naam: &str) -> i64 {
        self.0.get(naam).copied().unwrap_or_default()
    }

    /// The same as a count.
    pub fn count(&self, naam: &str) -> usize {
        usize::try_from(self.get(naam)).unwrap_or_default()
    }

    /// All figures, by name.
    pub const fn all(&self) -> &BTreeMap<&'static str, i64> {
        &self.0
    }
}

/// A version that is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versie {
    /// Of which indicator.
    pub indicator: Indicator,
    /// The how-manieth.
    pub versie: i32,
    /// Whether it is shown.
    pub levensloop: Levensloop,
    /// Its figures.
    pub parameters: Parameters,
}

impl Versie {
    /// Every indicator that can be computed, as it is delivered.
    pub fn levering() -> Vec<Self> {
        Indicator::ALL
            .into_iter()
            .filter(|indicator| indicator.registratie().regel_van().is_some())
            .map(|indicator| Self {
                indicator,
                versie: 1,
                levensloop: indicator.registratie().levering,
                parameters: Parameters::levering(indicator),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for indicator in Indicator::ALL {
            assert_eq!(Indicator::parse(indicator.code()), Ok(indicator));
            assert_eq!(indicator.registratie().indicator, indicator);
        }
        for status in Levensloop::ALL {
            assert_eq!(Levensloop::parse(status.code()), Ok(status));
        }
        assert!(Indicator::parse("r01").is_err());
        assert!(Levensloop::parse("actief").is_err());
    }

    #[test]
    fn figures_are_read_whole_or_not_at_all() {
        let good = Parameters::levering(Indicator::R01);
        let mut stored: BTreeMap<String, i64> =
            good.all().iter().map(|(naam, waarde)| ((*naam).to_owned(), *waarde)).collect();
        assert_eq!(Parameters::read(Indicator::R01, &stored), Ok(good));
        stored.insert("leeftijd".to_owned(), 40);
        assert!(Parameters::read(Indicator::R01, &stored).is_err());
        stored.remove("drempel");
        assert!(Parameters::read(Indicator::R01, &stored).is_err());
    }
}
