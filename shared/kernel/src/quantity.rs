//! Quantities: hours, dagdelen, trips.

use serde::{Deserialize, Serialize};

use crate::{Euro, Fault};

/// A quantity in hundredths of a unit (150 is one and a half hour); never negative.
///
/// Hours are entered in quarters but kept in hundredths (pgb:R-EEN-05).
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
#[serde(try_from = "i64", into = "i64")]
#[schemars(with = "i64", extend("minimum" = 0, "maximum" = 100_000_000))]
#[schema(value_type = i64, minimum = 0, maximum = 100_000_000, example = 2000)]
pub struct Aantal(i64);

impl Aantal {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest quantity one line may hold: a million units.
    pub const MAX: Self = Self(100_000_000);

    /// A quantity from hundredths; refused below zero and above [`Aantal::MAX`].
    pub const fn from_hundredths(hundredths: i64) -> Result<Self, Fault> {
        if hundredths < 0 || hundredths > Self::MAX.0 {
            return Err(Fault::new("een aantal in honderdsten van 0 tot en met 100000000"));
        }
        Ok(Self(hundredths))
    }

    /// The quantity in hundredths.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The sum; `None` when it is more than one line may hold.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|sum| Self::from_hundredths(sum).ok())
    }

    /// Quantity × rate, rounded half up to whole cents, the only rounding of a claim line
    /// (pgb:R-EEN-05). `None` on overflow.
    pub fn at_rate(self, tarief: Euro) -> Option<Euro> {
        let product = i128::from(self.0).checked_mul(i128::from(tarief.cents()))?;
        let rounded = product.checked_add(50)?.checked_div(100)?;
        i64::try_from(rounded).ok().map(Euro::from_cents)
    }
}

impl TryFrom<i64> for Aantal {
    type Error = Fault;
    fn try_from(hundredths: i64) -> Result<Self, Fault> {
        Self::from_hundredths(hundredths)
    }
}

impl From<Aantal> for i64 {
    fn from(aantal: Aantal) -> Self {
        aantal.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantity_times_rate_rounds_half_up() {
        let cases =
            [(2000, 3000, 60_000), (25, 3002, 751), (25, 3001, 750), (1, 49, 0), (1, 50, 1)];
        for (hundredths, cents, expected) in cases {
            let aantal = Aantal::from_hundredths(hundredths).unwrap();
            assert_eq!(aantal.at_rate(Euro::from_cents(cents)), Some(Euro::from_cents(expected)));
        }
    }

    #[test]
    fn a_quantity_is_never_negative() {
        assert!(Aantal::from_hundredths(-1).is_err());
        assert!(serde_json::from_str::<Aantal>("-1").is_err());
    }
}
