//! Chains of fixed terms (BW 7:668a), in calendar months.

use jiff::civil::Date;
use kernel::Periode;

use crate::kalender;

/// A chain that ends with the term that is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keten {
    /// How many terms, this one included.
    pub aantal: usize,
    /// First day of the first of them; gaps count.
    pub sinds: Date,
}

impl Keten {
    /// Counts back from a term while each follows the one before within so many months.
    pub fn back_from(current: Periode, earlier: &[Periode], gap_months: i32) -> Self {
        let mut terms = earlier.to_vec();
        terms.sort_by_key(|term| (term.van(), term.tot()));
        let mut chain = Self { aantal: 1, sinds: current.van() };
        let mut next = current;
        for previous in terms.into_iter().rev() {
            if !kalender::follows_within(previous, next, gap_months) {
                break;
            }
            chain = Self { aantal: chain.aantal.saturating_add(1), sinds: previous.van() };
            next = previous;
        }
        chain
    }

    /// The first day on which the chain has lasted longer than so many months.
    pub fn longer_than(self, months: i32) -> Date {
        kalender::plus_months(self.sinds, months)
    }
}

/// Whole years of service on a day.
pub fn dienstjaren(sinds: Date, op: Date) -> i16 {
    kalender::age_on(sinds, op)
}

/// The statutory notice of the employer, months, after so many years of service (BW 7:672).
pub const fn opzegtermijn_werkgever(jaren: i16) -> i64 {
    match jaren {
        ..5 => 1,
        5..10 => 2,
        10..15 => 3,
        15.. => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn term(van: Date, tot: Date) -> Periode {
        Periode::try_new(van, Some(tot)).unwrap()
    }

    #[test]
    fn a_gap_of_more_than_six_months_begins_a_new_chain() {
        let earlier = [
            term(date(2024, 7, 1), date(2024, 12, 31)),
            term(date(2025, 1, 1), date(2025, 6, 30)),
            term(date(2025, 7, 1), date(2025, 12, 31)),
        ];
        let count = |van| Keten::back_from(term(van, date(2026, 11, 30)), &earlier, 6).aantal;
        assert_eq!(count(date(2026, 6, 30)), 4);
        assert_eq!(count(date(2026, 7, 1)), 4);
        assert_eq!(count(date(2026, 7, 2)), 1);
    }

    #[test]
    fn a_chain_passes_its_months_on_a_day() {
        let chain = Keten { aantal: 4, sinds: date(2024, 1, 15) };
        assert_eq!(chain.longer_than(36), date(2027, 1, 15));
    }

    #[test]
    fn notice_grows_with_the_years() {
        let months = [0, 4, 5, 9, 10, 14, 15, 40].map(opzegtermijn_werkgever);
        assert_eq!(months, [1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(dienstjaren(date(2008, 8, 1), date(2026, 7, 31)), 17);
        assert_eq!(dienstjaren(date(2008, 8, 1), date(2026, 8, 1)), 18);
    }

    proptest! {
        #[test]
        fn a_chain_without_gaps_holds_all_terms_in_any_order(count in 1_usize..12, offset in 0_i32..2000, turn in 0_usize..12) {
            let start = date(2015, 1, 1).saturating_add(offset.days());
            let months = |n: usize| kalender::plus_months(start, i32::try_from(n).unwrap() * 6);
            let mut earlier: Vec<Periode> =
                (0..count).map(|n| term(months(n), months(n + 1).yesterday().unwrap())).collect();
            earlier.rotate_left(turn % count);
            let current = term(months(count), months(count + 1).yesterday().unwrap());
            let chain = Keten::back_from(current, &earlier, 6);
            prop_assert_eq!(chain, Keten { aantal: count + 1, sinds: start });
        }
    }
}
