//! Money that was paid and is asked back from the bank of the payee: a request with a deadline, and
//! its answer; pure (payments:1.8). That money came back is proved by the statement alone.

#![warn(clippy::arithmetic_side_effects)]

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::bank::calendar::add_target_days;

pub mod flows;
pub mod http;
pub mod store;

/// Why money is asked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reden {
    /// It was paid twice.
    Dubbel,
    /// Something went wrong in a machine.
    Technisch,
    /// Somebody was deceived.
    Fraude,
    /// We want it back for another reason.
    Klant,
}

impl Reden {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Dubbel, Self::Technisch, Self::Fraude, Self::Klant];

    /// As a column and the wire hold it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dubbel => "dubbel",
            Self::Technisch => "technisch",
            Self::Fraude => "fraude",
            Self::Klant => "klant",
        }
    }

    /// Reads what the wire holds.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reden| reden.code() == text)
    }

    /// The last day on which it may be asked, of what was booked on a day: ten banking days after a
    /// double or a fault, thirteen months otherwise.
    pub fn uiterlijk(self, geboekt: Date) -> Date {
        match self {
            Self::Dubbel | Self::Technisch => add_target_days(geboekt, 10),
            Self::Fraude | Self::Klant => geboekt.saturating_add(13.months()),
        }
    }
}

/// Why money is not asked back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not there.
    #[error("het bestaat niet")]
    Onbekend,
    /// Only what was paid can be asked back.
    #[error("alleen wat is betaald, kan worden teruggevraagd")]
    NietBetaald,
    /// It is too late for this reason.
    #[error("om deze reden kon het tot en met {uiterlijk}")]
    TeLaat {
        /// The last day.
        uiterlijk: Date,
    },
    /// It was asked before and not answered.
    #[error("het is al teruggevraagd")]
    AlGevraagd,
    /// It was answered before.
    #[error("het antwoord is al bekend")]
    AlGeantwoord,
}

/// The last day on which what was paid on a day may be asked back today.
pub fn ask(betaald_op: Option<Date>, reden: Reden, vandaag: Date) -> Result<Date, Refusal> {
    let uiterlijk = reden.uiterlijk(betaald_op.ok_or(Refusal::NietBetaald)?);
    if vandaag > uiterlijk {
        return Err(Refusal::TeLaat { uiterlijk });
    }
    Ok(uiterlijk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_double_may_be_asked_back_for_ten_banking_days_and_fraud_for_thirteen_months() {
        let booked = Some(date(2026, 4, 1));
        let last = date(2026, 4, 17);
        assert_eq!(ask(booked, Reden::Dubbel, last), Ok(last), "Easter does not count");
        let late = ask(booked, Reden::Technisch, date(2026, 4, 18));
        assert_eq!(late, Err(Refusal::TeLaat { uiterlijk: last }));
        assert_eq!(ask(booked, Reden::Fraude, date(2027, 5, 1)), Ok(date(2027, 5, 1)));
        assert!(ask(booked, Reden::Klant, date(2027, 5, 2)).is_err());
        assert_eq!(ask(None, Reden::Klant, last), Err(Refusal::NietBetaald));
    }

    #[test]
    fn reasons_read_back() {
        for reden in Reden::ALL {
            assert_eq!(Reden::parse(reden.code()), Some(reden));
        }
    }
}
