//! Wages by the hour, exact: in hundred-thousandths of a euro, compared without rounding the
//! threshold (labour:3.0).

/// A minimum by the hour, as a fraction, so that comparing is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drempel {
    boven: i128,
    onder: i128,
}

impl Drempel {
    /// A minimum of so many eurocents, with what the rate must hold besides: vakantietoeslag in
    /// hundredths of a percent, and leave as weeks of the fifty-two.
    pub fn new(cents: i64, toeslag: Option<i64>, verlof_weken: Option<i64>) -> Self {
        let mut drempel = Self { boven: i128::from(cents) * 1000, onder: 1 };
        if let Some(basis) = toeslag {
            drempel.boven *= 10_000 + i128::from(basis);
            drempel.onder *= 10_000;
        }
        if let Some(weken) = verlof_weken {
            drempel.boven *= 52;
            drempel.onder *= (52 - i128::from(weken)).max(1);
        }
        drempel
    }

    /// Whether a wage by the hour, hundred-thousandths of a euro, reaches the minimum.
    pub fn reached_by(self, uurloon: i64) -> bool {
        i128::from(uurloon) * self.onder >= self.boven
    }

    /// Whether an amount of eurocents for so many minutes reaches it.
    pub fn reached_for(self, cents: i64, minutes: i64) -> bool {
        i128::from(cents) * 1000 * 60 * self.onder >= self.boven * i128::from(minutes)
    }

    /// The margin of a wage over the minimum is under so many hundredths of a percent.
    pub fn margin_under(self, uurloon: i64, basis: i64) -> bool {
        let above = i128::from(uurloon) * self.onder - self.boven;
        above * 10_000 < self.boven * i128::from(basis)
    }

    /// The minimum as it is shown: eurocents, rounded up.
    pub fn cents(self) -> i64 {
        self.cents_for(60)
    }

    /// The minimum for so many minutes, eurocents, rounded up.
    pub fn cents_for(self, minutes: i64) -> i64 {
        let under = self.onder * 1000 * 60;
        let cents = (self.boven * i128::from(minutes) + under - 1) / under;
        i64::try_from(cents).unwrap_or(i64::MAX)
    }
}

/// An amount of eurocents over hours in hundredths, by the hour in hundred-thousandths of a euro,
/// rounded half up (labour:4.8). `None` without hours.
pub fn uurloon(cents: i64, uren: i64) -> Option<i64> {
    if uren <= 0 {
        return None;
    }
    let (uren, exact) = (i128::from(uren), i128::from(cents) * 100_000);
    i64::try_from((exact * 2 + uren) / (uren * 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thresholds_are_those_that_the_svb_shows() {
        let adult =
            [(1240, 1340, 1451), (1327, 1434, 1553), (1406, 1519, 1646), (1499, 1619, 1754)];
        for (base, with, all) in adult {
            assert_eq!(Drempel::new(base, None, None).cents(), base);
            assert_eq!(Drempel::new(base, Some(800), None).cents(), with);
            assert_eq!(Drempel::new(base, Some(800), Some(4)).cents(), all);
        }
    }

    #[test]
    fn a_unit_is_divided_to_five_decimals() {
        assert_eq!(uurloon(6500, 400), Some(1_625_000));
        assert_eq!(uurloon(10_000, 300), Some(3_333_333));
        assert_eq!(uurloon(20_000, 300), Some(6_666_667));
        assert_eq!(uurloon(100, 0), None);
    }

    proptest! {
        #[test]
        fn a_rate_of_two_decimals_passes_just_when_it_reaches_what_is_shown(base in 300_i64..3000, rate in 1_i64..6000) {
            for drempel in [Drempel::new(base, Some(800), None), Drempel::new(base, Some(800), Some(4))] {
                let wage = uurloon(rate, 100).unwrap();
                prop_assert_eq!(drempel.reached_by(wage), rate >= drempel.cents());
                prop_assert_eq!(drempel.reached_for(rate, 60), rate >= drempel.cents());
            }
        }

        #[test]
        fn more_hours_never_raise_the_wage(cents in 1_i64..1_000_000, uren in 1_i64..20_000, more in 1_i64..1000) {
            prop_assert!(uurloon(cents, uren + more) <= uurloon(cents, uren));
        }
    }
}
