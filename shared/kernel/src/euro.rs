//! Money: whole eurocents, checked.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

use crate::Fault;

/// An amount in whole eurocents. Arithmetic is checked; there is no `+` that could overflow
/// silently. On the wire an integer, in the database a `bigint`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    utoipa::ToSchema,
)]
#[serde(transparent)]
#[schema(value_type = i64, example = 60000)]
pub struct Euro(i64);

impl Euro {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of whole cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in whole cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// The sum, or `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` on overflow.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The sum of all, or `None` on overflow.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Reads an amount as people write it: `1.234,56`, `1234,56` or `1234`; at most two
    /// decimals, nothing is rounded away.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let fault = Fault::new("een bedrag zoals 1.234,56");
        let (whole, cents) = match text.split_once(',') {
            Some((whole, cents)) if cents.len() == 2 => (whole, cents),
            Some(_) => return Err(fault),
            None => (text, "00"),
        };
        let (negative, whole) = whole.strip_prefix('-').map_or((false, whole), |rest| (true, rest));
        let digits = joined_groups(whole).ok_or(fault)?;
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(&digits) || !all_digits(cents) {
            return Err(fault);
        }
        let value: i64 = format!("{digits}{cents}").parse().map_err(|_out_of_range| fault)?;
        Ok(Self(if negative { value.checked_neg().ok_or(fault)? } else { value }))
    }

    /// The amount with a decimal point and two decimals, as bank files write it: `1246.35`.
    pub fn decimal(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// `1.234` or `1234` as bare digits; groups must be of three.
fn joined_groups(whole: &str) -> Option<String> {
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len());
    (grouped && rest.iter().all(|group| group.len() == 3))
        .then(|| std::iter::once(first).chain(rest).collect())
}

/// For people: `€ 1.234,56`.
impl fmt::Display for Euro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.0.unsigned_abs();
        let whole = (cents / 100).to_string();
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && whole.len().saturating_sub(place).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "€ {sign}{grouped},{:02}", cents % 100)
    }
}

/// For sums that are known to fit: a budget of all Dutch budgethouders together is 13 digits.
impl Sum for Euro {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |sum, next| Self(sum.0.saturating_add(next.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        for (text, cents) in [
            ("1.234,56", 123_456),
            ("1234,56", 123_456),
            ("0,01", 1),
            ("12", 1200),
            ("-5,00", -500),
        ] {
            assert_eq!(Euro::parse(text), Ok(Euro::from_cents(cents)), "{text}");
        }
        for bad in ["1e3", "1_000", "1,5", "1,555", "1.23", "", ",50", "1.2345,00", "١,00", "--1"]
        {
            assert!(Euro::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn amounts_show_in_dutch_and_in_bank_notation() {
        assert_eq!(Euro::from_cents(123_456_789).to_string(), "€ 1.234.567,89");
        assert_eq!(Euro::from_cents(-5).to_string(), "€ -0,05");
        assert_eq!(Euro::from_cents(124_635).decimal(), "1246.35");
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(cents in -1_000_000_000_000_i64..1_000_000_000_000) {
            let euro = Euro::from_cents(cents);
            let shown = euro.to_string();
            prop_assert_eq!(Euro::parse(shown.trim_start_matches("€ ")), Ok(euro));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,30}") {
            prop_assert!(Euro::parse(&text).is_ok() || Euro::parse(&text).is_err());
        }
    }
}
