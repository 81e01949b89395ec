use jiff::civil::date;
use proptest::prelude::*;

use super::*;

#[test]
fn easter_falls_where_the_church_calendars_say() {
    for (year, month, day) in [
        (1818, 3, 22),
        (1943, 4, 25),
        (2000, 4, 23),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2029, 4, 1),
        (2030, 4, 21),
        (2038, 4, 25),
    ] {
        assert_eq!(easter(year), date(year, month, day));
    }
}

#[test]
fn the_closed_weekdays_of_target_are_the_published_ones() {
    let closed = |year: i16| -> Vec<Date> {
        onward(date(year, 1, 1))
            .take_while(|day| day.year() == year)
            .filter(|day| !is_weekend(*day) && !is_target_day(*day))
            .collect()
    };
    let days = |year: i16, days: &[(i8, i8)]| -> Vec<Date> {
        days.iter().map(|(month, day)| date(year, *month, *day)).collect()
    };
    assert_eq!(closed(2026), days(2026, &[(1, 1), (4, 3), (4, 6), (5, 1), (12, 25)]));
    assert_eq!(closed(2027), days(2027, &[(1, 1), (3, 26), (3, 29)]));
}

#[test]
fn dutch_feasts_are_target_days_and_1_may_is_a_working_day() {
    for (month, day) in [(4, 27), (5, 5), (5, 14), (5, 25)] {
        let day = date(2026, month, day);
        assert!(is_target_day(day) && !is_working_day(day), "{day}");
    }
    let labour_day = date(2026, 5, 1);
    assert!(is_working_day(labour_day) && !is_target_day(labour_day));
}

#[test]
fn kings_day_on_a_sunday_is_kept_the_day_before() {
    // In 2025 the 27th of April was a Sunday.
    assert!(is_kings_day(date(2025, 4, 26)));
    assert!(is_working_day(date(2025, 4, 28)));
    assert!(!is_working_day(date(2026, 4, 27)));
    // In 2027 the 26th is a Monday.
    assert!(is_working_day(date(2027, 4, 26)));
}

#[test]
fn wages_are_paid_on_the_24th_or_the_target_day_before() {
    let expected = [
        (2026, [23, 24, 24, 24, 22, 24, 24, 24, 24, 23, 24, 24]),
        (2027, [22, 24, 24, 23, 24, 24, 23, 24, 24, 22, 24, 24]),
    ];
    for (year, days) in expected {
        for (month, day) in (1..).zip(days) {
            assert_eq!(wage_day(year, month), Some(date(year, month, day)));
        }
    }
    assert_eq!(wage_day(2026, 13), None);
}

#[test]
fn days_are_counted_over_weekends_and_feasts() {
    let maundy_thursday = date(2026, 4, 2);
    assert_eq!(next_target_day(maundy_thursday), date(2026, 4, 7));
    assert_eq!(target_day_from(date(2026, 4, 3)), date(2026, 4, 7));
    assert_eq!(target_day_from(maundy_thursday), maundy_thursday);
    assert_eq!(target_day_until(date(2026, 4, 6)), maundy_thursday);
    // A new IBAN agreed on Tuesday may be used from Friday (payments:T10).
    assert_eq!(add_target_days(date(2026, 3, 17), 3), date(2026, 3, 20));
    // Ten working days over Easter.
    assert_eq!(add_working_days(date(2026, 3, 27), 10), date(2026, 4, 14));
    assert_eq!(add_working_days(date(2026, 4, 4), 0), date(2026, 4, 4));
}

#[test]
fn the_end_of_the_calendar_is_no_endless_search() {
    assert_eq!(add_target_days(Date::MAX, 5), Date::MAX);
    assert!(is_target_day(target_day_until(Date::MAX)));
}

prop_compose! {
    fn any_day()(days in 0..80_000_i64) -> Date {
        date(1990, 1, 1).saturating_add(days.days())
    }
}

proptest! {
    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april(year in 1900_i16..2200) {
        let easter = easter(year);
        prop_assert_eq!(easter.weekday(), Weekday::Sunday);
        prop_assert!((date(year, 3, 22)..=date(year, 4, 25)).contains(&easter));
    }

    #[test]
    fn the_next_target_day_is_open_and_skips_no_open_day(day in any_day()) {
        let next = next_target_day(day);
        prop_assert!(is_target_day(next) && next > day);
        prop_assert!(onward(day).skip(1).take_while(|day| *day < next).all(|day| !is_target_day(day)));
        // From Good Friday to Easter Monday at most, or Christmas on a Thursday.
        prop_assert!(day.until(next).unwrap().get_days() <= 5);
        prop_assert_eq!(target_day_from(next), next);
        prop_assert_eq!(target_day_until(next), next);
    }

    #[test]
    fn counting_in_two_steps_is_counting_at_once(day in any_day(), a in 0_u16..30, b in 0_u16..30) {
        let at_once = add_working_days(day, a.saturating_add(b));
        prop_assert_eq!(add_working_days(add_working_days(day, a), b), at_once);
        prop_assert!((a, b) == (0, 0) || is_working_day(at_once));
    }

    #[test]
    fn a_year_has_few_closed_days_besides_its_weekends(year in 1990_i16..2200) {
        let days = || onward(date(year, 1, 1)).take_while(move |day| day.year() == year);
        let target = days().filter(|day| !is_weekend(*day) && !is_target_day(*day)).count();
        let dutch = days().filter(|day| !is_weekend(*day) && !is_working_day(*day)).count();
        prop_assert!((2..=6).contains(&target), "{target}");
        prop_assert!((4..=9).contains(&dutch), "{dutch}");
    }
}
