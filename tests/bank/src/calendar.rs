//! The TARGET calendar: the days on which euro payments between banks are settled. Closed on
//! Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May and 25 and 26 December.

use anyhow::Context as _;
use jiff::civil::{Date, Weekday, date};
use jiff::{ToSpan as _, Zoned};

/// Whether payments can be executed on this day.
pub(crate) fn is_target_day(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let fixed = matches!((day.month(), day.day()), (1 | 5, 1) | (12, 25 | 26));
    let easter = easter(day.year());
    let good_friday = easter.saturating_sub(2.days());
    let easter_monday = easter.saturating_add(1.day());
    !(weekend || fixed || day == good_friday || day == easter_monday)
}

/// Easter Sunday by the rule of Meeus and Butcher: the first Sunday after the full moon of spring.
fn easter(year: i16) -> Date {
    let year_number = i32::from(year);
    let (golden, century, rest) = (year_number % 19, year_number / 100, year_number % 100);
    let drift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - drift + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    date(year, 3, 22).saturating_add((moon + sunday - 7 * late).days())
}

/// The day it is in the Netherlands.
pub(crate) fn today() -> anyhow::Result<Date> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the bank stands outside the chain: its own clock, when no date is given"
    )]
    let now = Zoned::now();
    let here = now.in_tz("Europe/Amsterdam").context("no time zone data here: give --date")?;
    Ok(here.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_calendars_say() {
        for (year, month, day) in
            [(2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2029, 4, 1), (2030, 4, 21)]
        {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn target_is_closed_on_its_holidays_and_on_nothing_else() {
        for (month, day) in [(1, 1), (4, 3), (4, 6), (5, 1), (12, 25), (3, 21), (3, 22)] {
            assert!(!is_target_day(date(2026, month, day)), "{month}-{day}");
        }
        for (month, day) in [(3, 20), (4, 27), (5, 5), (5, 14), (5, 25), (12, 24)] {
            assert!(is_target_day(date(2026, month, day)), "{month}-{day}");
        }
    }
}
