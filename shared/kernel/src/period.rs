//! Periods and months. On the wire and in law an end date is inclusive; in the database a period
//! is half-open.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Fault;
use crate::text::checked_text;

/// A stretch of days: `van` up to and including `tot`; an absent `tot` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "Bounds", into = "Bounds")]
#[schemars(with = "Bounds")]
pub struct Periode {
    van: Date,
    tot: Option<Date>,
}

/// The wire shape of a [`Periode`].
#[derive(Clone, Copy, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Bounds {
    #[schemars(with = "String", extend("format" = "date"))]
    van: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    tot: Option<Date>,
}

impl TryFrom<Bounds> for Periode {
    type Error = Fault;
    fn try_from(Bounds { van, tot }: Bounds) -> Result<Self, Fault> {
        Self::try_new(van, tot)
    }
}

impl From<Periode> for Bounds {
    fn from(Periode { van, tot }: Periode) -> Self {
        Self { van, tot }
    }
}

impl Periode {
    /// From `van` up to and including `tot`; refused when `tot` lies before `van`.
    pub fn try_new(van: Date, tot: Option<Date>) -> Result<Self, Fault> {
        if tot.is_some_and(|tot| tot < van) {
            return Err(Fault::new("een einddatum op of na de begindatum"));
        }
        Ok(Self { van, tot })
    }

    /// One day.
    pub const fn day(day: Date) -> Self {
        Self { van: day, tot: Some(day) }
    }

    /// The first day.
    pub const fn van(self) -> Date {
        self.van
    }

    /// The last day, or an open end.
    pub const fn tot(self) -> Option<Date> {
        self.tot
    }

    /// Whether the day lies in the period.
    pub fn contains(self, day: Date) -> bool {
        self.van <= day && self.tot.is_none_or(|tot| day <= tot)
    }

    /// Whether every day of `other` lies in this period.
    pub fn covers(self, other: Self) -> bool {
        self.van <= other.van
            && match (self.tot, other.tot) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(own), Some(others)) => others <= own,
            }
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.tot.is_none_or(|tot| other.van <= tot) && other.tot.is_none_or(|tot| self.van <= tot)
    }

    /// The days both share.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let van = self.van.max(other.van);
        let tot = match (self.tot, other.tot) {
            (None, end) | (end, None) => end,
            (Some(own), Some(others)) => Some(own.min(others)),
        };
        Self::try_new(van, tot).ok()
    }

    /// The first day after the period: the half-open end of the database. `None` for an open end
    /// and for the last day that exists.
    pub fn day_after(self) -> Option<Date> {
        self.tot.and_then(|tot| tot.tomorrow().ok())
    }
}

checked_text!(
    /// A calendar month, `2026-03`. Orders as time does.
    Maand, "^[0-9]{4}-(0[1-9]|1[0-2])$", "2026-03", shown, |text| {
        let fault = Fault::new("een maand zoals 2026-03");
        if text.len() != 7 {
            return Err(fault);
        }
        match format!("{text}-01").parse::<Date>() {
            Ok(first) if first.strftime("%Y-%m").to_string() == text => Ok(text.to_owned()),
            _ => Err(fault),
        }
    }
);

impl Maand {
    /// The month of a day.
    ///
    /// # Panics
    /// Never: every day lies in a month that reads back.
    pub fn of(day: Date) -> Self {
        Self::parse(&day.strftime("%Y-%m").to_string()).expect("a day lies in a month")
    }

    /// First and last day.
    ///
    /// # Panics
    /// Never: the text was checked when it was read.
    pub fn periode(&self) -> Periode {
        let first: Date = format!("{}-01", self.as_str()).parse().expect("a month has a first day");
        Periode { van: first, tot: Some(first.last_of_month()) }
    }

    /// The calendar year.
    pub fn jaar(&self) -> i16 {
        self.periode().van().year()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn periode(van: i16, tot: Option<i16>) -> Periode {
        let day = |offset: i16| date(2026, 1, 1).saturating_add(jiff::Span::new().days(offset));
        Periode::try_new(day(van), tot.map(day)).unwrap()
    }

    #[test]
    fn a_period_does_not_end_before_it_begins() {
        assert!(Periode::try_new(date(2026, 3, 2), Some(date(2026, 3, 1))).is_err());
        assert!(
            serde_json::from_str::<Periode>(r#"{"van":"2026-03-02","tot":"2026-03-01"}"#).is_err()
        );
    }

    #[test]
    fn a_month_knows_its_days() {
        let maand = Maand::parse("2024-02").unwrap();
        assert_eq!(maand.periode().tot(), Some(date(2024, 2, 29)));
        assert_eq!(Maand::of(date(2026, 12, 31)).as_str(), "2026-12");
        for bad in ["2026-13", "2026-00", "26-01", "2026-1", "2026/01", "+026-01", "2026-0１"] {
            assert!(Maand::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn overlap_is_having_a_day_in_common(a in 0_i16..40, b in 0_i16..40, c in 0_i16..40, d in 0_i16..40) {
            let (one, two) = (periode(a.min(b), Some(a.max(b))), periode(c.min(d), Some(c.max(d))));
            let days = (0..40).map(|n| periode(n, Some(n)).van());
            let shared = days.filter(|day| one.contains(*day) && two.contains(*day)).count();
            prop_assert_eq!(one.overlaps(two), shared > 0);
            prop_assert_eq!(two.overlaps(one), shared > 0);
            prop_assert_eq!(one.intersection(two).is_some(), shared > 0);
            let covered = one.intersection(two) == Some(two);
            prop_assert_eq!(one.covers(two), covered);
        }
    }
}
