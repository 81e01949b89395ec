//! Two calendars that must not be mixed: TARGET days, on which euros move between banks, and Dutch
//! working days, in which terms of the law and promises to people are counted.
//!
//! Days are days in Europe/Amsterdam. Closing days that the minister names for one year are not known here.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Timestamp, ToSpan as _, civil};

/// Whether payments are settled on this day (payments:1.10). TARGET is closed on Saturdays,
/// Sundays, 1 January, Good Friday, Easter Monday, 1 May and 25 and 26 December, and on nothing
/// else; a closing day in a weekend is not moved.
pub fn is_target_day(day: Date) -> bool {
    let fixed = matches!((day.month(), day.day()), (1 | 5, 1) | (12, 25 | 26));
    !is_weekend(day) && !fixed && !is_at_easter(day, &[GOOD_FRIDAY, EASTER_MONDAY])
}

/// Whether people are at work on this day: no weekend and no day of article 3 of the Algemene
/// termijnenwet (with Good Friday, second member). 5 May counts each year; the birthday of the
/// King is kept on 27 April, on a Sunday the day before.
pub fn is_working_day(day: Date) -> bool {
    let fixed = matches!((day.month(), day.day()), (1, 1) | (5, 5) | (12, 25 | 26));
    let feasts = [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY];
    !is_weekend(day) && !fixed && !is_kings_day(day) && !is_at_easter(day, &feasts)
}

/// The first TARGET day on or after this day.
pub fn target_day_from(day: Date) -> Date {
    onward(day).find(|day| is_target_day(*day)).unwrap_or(Date::MAX)
}

/// The last TARGET day on or before this day.
pub fn target_day_until(day: Date) -> Date {
    std::iter::successors(Some(day), |day| day.yesterday().ok())
        .find(|day| is_target_day(*day))
        .unwrap_or(Date::MIN)
}

/// The first TARGET day after this day.
pub fn next_target_day(day: Date) -> Date {
    add_target_days(day, 1)
}

/// The day that many TARGET days after this one, which itself does not count.
pub fn add_target_days(day: Date, days: u16) -> Date {
    add(day, days, is_target_day)
}

/// The day that many Dutch working days after this one, which itself does not count.
pub fn add_working_days(day: Date, days: u16) -> Date {
    add(day, days, is_working_day)
}

/// The day on which wages of this month are paid: the 24th, or the last TARGET day before it.
/// `None` when there is no such month.
pub fn wage_day(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 24).ok().map(target_day_until)
}

/// A moment on the clock of Amsterdam.
pub fn in_amsterdam(moment: Timestamp) -> DateTime {
    super::AMSTERDAM.to_datetime(moment)
}

/// Days after Easter Sunday.
const GOOD_FRIDAY: i64 = -2;
const EASTER_MONDAY: i64 = 1;
const ASCENSION: i64 = 39;
const WHIT_MONDAY: i64 = 50;

/// Easter Sunday, by the rule of Meeus and Butcher for the Gregorian calendar.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "a year has at most five digits and every divisor is a constant"
)]
pub fn easter(year: i16) -> Date {
    let number = i32::from(year);
    let golden = number.rem_euclid(19);
    let (century, rest) = (number.div_euclid(100), number.rem_euclid(100));
    let drift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - drift + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    civil::date(year, 3, 22).saturating_add((moon + sunday - 7 * late).days())
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn is_at_easter(day: Date, distances: &[i64]) -> bool {
    let easter = easter(day.year());
    distances.iter().any(|distance| easter.saturating_add(distance.days()) == day)
}

fn is_kings_day(day: Date) -> bool {
    match (day.month(), day.day()) {
        (4, 27) => true,
        (4, 26) => day.weekday() == Weekday::Saturday,
        _ => false,
    }
}

fn add(day: Date, days: u16, counts: fn(Date) -> bool) -> Date {
    let Some(before) = days.checked_sub(1) else { return day };
    onward(day).skip(1).filter(|day| counts(*day)).nth(usize::from(before)).unwrap_or(Date::MAX)
}

fn onward(day: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(day), |day| day.tomorrow().ok())
}

#[cfg(test)]
mod tests;
