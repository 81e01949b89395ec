//! Month arithmetic of the toets, in one place (labour:3.0).
//!
//! A month later is the same day number, or the last day of a shorter month. All dates are
//! inclusive days.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Periode;

/// The same day number `months` on, clamped to the last day of that month.
pub fn plus_months(day: Date, months: i32) -> Date {
    day.saturating_add(months.months())
}

/// Whether a fixed term lasts at most `months`: it ends before the same day that many months on.
pub fn lasts_at_most(term: Periode, months: i32) -> bool {
    term.tot().is_some_and(|end| end < plus_months(term.van(), months))
}

/// Whether a term lasts at least `months`; an open end does.
pub fn lasts_at_least(term: Periode, months: i32) -> bool {
    let last_needed = plus_months(term.van(), months).yesterday().unwrap_or(Date::MAX);
    term.tot().is_none_or(|end| end >= last_needed)
}

/// Whether the gap between the end of one term and the start of the next is at most `months`.
pub fn follows_within(previous: Periode, next: Periode, months: i32) -> bool {
    previous.day_after().is_some_and(|free| next.van() <= plus_months(free, months))
}

/// Age in whole years on a day; an age is reached at 00:00 of the birthday. Somebody born on
/// 29 February is one year older on 1 March in a common year: the later of the two readings.
pub fn age_on(born: Date, day: Date) -> i16 {
    let years = day.year().saturating_sub(born.year());
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    if had_birthday { years } else { years.saturating_sub(1) }
}

/// The day on which somebody reaches an age: 1 March for 29 February in a common year.
pub fn birthday(born: Date, age: i16) -> Date {
    let year = born.year().saturating_add(age);
    Date::new(year, born.month(), born.day())
        .or_else(|_no_such_day| Date::new(year, 3, 1))
        .unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn term(van: Date, tot: Date) -> Periode {
        Periode::try_new(van, Some(tot)).unwrap()
    }

    #[test]
    fn six_months_and_a_day_is_more_than_six_months() {
        let start = date(2026, 8, 1);
        assert!(lasts_at_most(term(start, date(2027, 1, 31)), 6));
        assert!(!lasts_at_most(term(start, date(2027, 2, 1)), 6));
        assert!(lasts_at_least(term(start, date(2027, 1, 31)), 6));
        assert!(!lasts_at_least(term(start, date(2027, 1, 30)), 6));
    }

    #[test]
    fn a_gap_of_exactly_six_months_keeps_the_chain() {
        let earlier = term(date(2025, 7, 1), date(2025, 12, 31));
        assert!(follows_within(earlier, term(date(2026, 7, 1), date(2026, 11, 30)), 6));
        assert!(!follows_within(earlier, term(date(2026, 7, 2), date(2026, 11, 30)), 6));
    }

    #[test]
    fn an_age_is_reached_on_the_birthday() {
        let born = date(2005, 9, 15);
        assert_eq!(age_on(born, date(2026, 9, 14)), 20);
        assert_eq!(age_on(born, date(2026, 9, 15)), 21);
        assert_eq!(birthday(date(2004, 2, 29), 21), date(2025, 3, 1));
        assert_eq!(age_on(date(2004, 2, 29), date(2025, 2, 28)), 20);
        assert_eq!(age_on(date(2004, 2, 29), date(2025, 3, 1)), 21);
    }

    proptest! {
        #[test]
        fn a_birthday_is_the_first_day_of_an_age(offset in 0_i32..20_000, age in 1_i16..60) {
            let born = date(1950, 1, 1).saturating_add(offset.days());
            let day = birthday(born, age);
            prop_assert_eq!(age_on(born, day), age);
            prop_assert_eq!(age_on(born, day.yesterday().unwrap()), age.saturating_sub(1));
        }

        #[test]
        fn a_term_of_n_months_is_at_most_and_at_least_n_months(offset in 0_i32..4000, months in 1_i32..60) {
            let start = date(2015, 1, 1).saturating_add(offset.days());
            let whole = term(start, plus_months(start, months).yesterday().unwrap());
            prop_assert!(lasts_at_most(whole, months) && lasts_at_least(whole, months));
        }
    }
}
