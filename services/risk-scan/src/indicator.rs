//! Indicators: rules over recorded conduct, each with versions and figures; pure.
//!
//! An indicator reads only the types of its own module. None of them can hold a name, a number of
//! a person, a day of birth, an origin, a gender, an address or a postcode, so a rule on those
//! does not compile. What a version found stays explainable: its figures never change.

#![warn(clippy::arithmetic_side_effects)]

use kernel::Fault;
use serde::{Deserialize, Serialize};

pub mod http;
pub mod r01;
pub mod store;

/// The indicators that this program can compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Indicator {
    /// Gedeeld IBAN zorgverleners (risk:R01).
    R01,
}

impl Indicator {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::R01];

    /// As columns and the API write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::R01 => "R01",
        }
    }

    /// Reads a column or a query parameter.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|indicator| indicator.code() == code)
            .ok_or(Fault::new("de code van een indicator, zoals R01"))
    }
}

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

/// The figures of a version, for the rule that reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameters {
    /// Of risk:R01.
    R01(r01::Parameters),
}

/// A version that is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versie {
    /// Of which indicator.
    pub indicator: Indicator,
    /// The how-manieth.
    pub versie: i32,
    /// Its figures.
    pub parameters: Parameters,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for indicator in Indicator::ALL {
            assert_eq!(Indicator::parse(indicator.code()), Ok(indicator));
        }
        for status in Levensloop::ALL {
            assert_eq!(Levensloop::parse(status.code()), Ok(status));
        }
        assert!(Indicator::parse("r01").is_err());
        assert!(Levensloop::parse("actief").is_err());
    }
}
