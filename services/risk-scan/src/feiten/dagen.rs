//! The calendar of Europe/Amsterdam, in whole days; pure.

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Days from the one to the other; negative when the other is earlier.
pub fn tussen(van: Date, tot: Date) -> i64 {
    tot.duration_since(van).as_hours() / 24
}

/// So many days later.
pub fn na(dag: Date, dagen: i64) -> Date {
    dag.saturating_add(dagen.days())
}

/// So many days earlier.
pub fn voor(dag: Date, dagen: i64) -> Date {
    dag.saturating_sub(dagen.days())
}

/// The first day of its month.
pub fn maand(dag: Date) -> Date {
    dag.first_of_month()
}

/// The Monday of its week.
pub fn week(dag: Date) -> Date {
    voor(dag, i64::from(dag.weekday().to_monday_zero_offset()))
}

/// Months from the one to the other, by calendar month.
pub fn maanden(van: Date, tot: Date) -> i64 {
    let number =
        |dag: Date| i64::from(dag.year()).saturating_mul(12).saturating_add(dag.month().into());
    number(tot).saturating_sub(number(van))
}

/// Minutes in this day: 1,380, 1,440 or 1,500.
pub fn minuten(dag: Date) -> i64 {
    let Ok(zone) = TimeZone::get("Europe/Amsterdam") else { return 1440 };
    let next = na(dag, 1);
    match (dag.to_zoned(zone.clone()), next.to_zoned(zone)) {
        (Ok(from), Ok(to)) => to.timestamp().duration_since(from.timestamp()).as_mins(),
        _ => 1440,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_has_as_many_minutes_as_the_clock_gives_it() {
        assert_eq!(minuten(date(2026, 3, 28)), 1440);
        assert_eq!(minuten(date(2026, 3, 29)), 1380);
        assert_eq!(minuten(date(2026, 10, 25)), 1500);
    }

    #[test]
    fn days_months_and_weeks_count_as_people_do() {
        assert_eq!(tussen(date(2026, 1, 31), date(2026, 3, 1)), 29);
        assert_eq!(tussen(date(2026, 3, 1), date(2026, 1, 31)), -29);
        assert_eq!(maanden(date(2025, 12, 31), date(2026, 2, 1)), 2);
        assert_eq!(week(date(2026, 3, 1)), date(2026, 2, 23));
        assert_eq!(week(date(2026, 3, 2)), date(2026, 3, 2));
    }
}
