//! V01 to V15: wage, trial period, chain, notice.

use crate::fixtures::{Geval, ao, each, fam, inst, op, vol};
use contracts::labour::aanvullend::{Dag, Opzegtermijn};
use contracts::labour::{Uitkomst, VakantieUren, Vakantietoeslag};
use jiff::civil::{Date, date};
use kernel::Eenheid;

use super::{case, expect, overall};

#[test]
fn agreements_in_order_are_agreed_without_a_warning() {
    for (name, feiten) in
        [("ao", ao()), ("vol", vol()), ("op", op()), ("fam", fam()), ("inst", inst())]
    {
        overall(name, &Geval::new(feiten), Uitkomst::Akkoord);
    }
}

#[test]
fn v01_the_minimum_wage_is_exact() {
    let good = case(ao(), |g| g.rate(1499));
    expect("V01a", &good, &["LOON-01 A"]);
    overall("V01a", &good, Uitkomst::Akkoord);
    let low = case(ao(), |g| g.rate(1498));
    expect("V01b", &low, &["LOON-01 X"]);
    overall("V01b", &low, Uitkomst::Afgekeurd);
}

#[test]
fn v02_a_step_is_announced_when_it_is_known_and_before() {
    let on = |kennis: Date| {
        case(ao(), |g| {
            g.signed(date(2026, 4, 10));
            g.term(date(2026, 6, 1), None);
            g.rate(1471);
            g.feiten.aanvullend.onkosten.automatische_indexatie = Some(false);
            g.kennis = kennis;
        })
    };
    expect("V02a", &on(date(2026, 4, 20)), &["LOON-01 A", "LOON-05 W 2026-07-01"]);
    expect("V02b", &on(date(2026, 5, 20)), &["LOON-01 A", "LOON-05 W 2026-07-01"]);
    expect("V02c", &on(date(2026, 7, 15)), &["LOON-01 X"]);
}

#[test]
fn v03_a_birthday_gives_a_task() {
    let geval = case(ao(), |g| {
        g.born(date(2005, 9, 15));
        g.rate(1300);
        g.feiten.aanvullend.onkosten.automatische_indexatie = Some(false);
    });
    expect("V03", &geval, &["LOON-01 A", "LOON-06 W 2026-09-15", "LOON-05 A"]);
    overall("V03", &geval, Uitkomst::AkkoordMetWaarschuwing);
}

#[test]
fn v04_vakantiegeld_inside_raises_the_minimum() {
    expect("V04a", &case(fam(), |g| g.rate(1619)), &["LOON-01 A"]);
    expect("V04b", &case(fam(), |g| g.rate(1618)), &["LOON-01 X"]);
}

#[test]
fn v05_a_low_rate_of_an_entrepreneur_warns() {
    let geval = case(op(), |g| g.rate(1200));
    expect("V05", &geval, &["LOON-01 N", "LOON-12 W", "VAK-01 N"]);
    overall("V05", &geval, Uitkomst::AkkoordMetWaarschuwing);
}

#[test]
fn v06_who_is_no_entrepreneur_has_the_minimum_wage() {
    let geval = case(op(), |g| {
        g.feiten.partijen.ib_ondernemer = Some(false);
        g.feiten.partijen.kvk_ingeschreven = false;
        g.rate(1500);
        g.feiten.beloning.vakantietoeslag = Vakantietoeslag::Inbegrepen;
    });
    expect("V06", &geval, &["KWAL-05 A", "KWAL-04 A", "LOON-01 X"]);
}

#[test]
fn v07_leave_inside_raises_the_minimum_and_warns() {
    let all_in = |cents: i64| {
        case(ao(), |g| {
            g.signed(date(2026, 1, 20));
            g.term(date(2026, 2, 1), None);
            g.rate(cents);
            g.feiten.beloning.vakantietoeslag = Vakantietoeslag::Inbegrepen;
            g.feiten.beloning.vakantie_uren = VakantieUren::Inbegrepen;
        })
    };
    expect("V07a", &all_in(1722), &["LOON-01 A", "LOON-07 W"]);
    overall("V07a", &all_in(1722), Uitkomst::AkkoordMetWaarschuwing);
    expect("V07b", &all_in(1721), &["LOON-01 X", "LOON-07 W"]);
}

#[test]
fn v08_a_maandloon_is_a_twelfth_of_the_year() {
    let monthly = |cents: i64| {
        case(ao(), |g| {
            g.signed(date(2025, 12, 20));
            g.term(date(2026, 1, 1), None);
            let days = [Dag::Maandag, Dag::Dinsdag, Dag::Woensdag];
            g.roster(each(&days, "09:00", "17:30", 30));
            g.hours(2400, 300);
            g.feiten.beloning.eenheid = Eenheid::Maand;
            g.rate(cents);
        })
    };
    expect("V08a", &monthly(152_984), &["LOON-03 A", "LOON-01 N"]);
    expect("V08b", &monthly(152_983), &["LOON-03 X", "LOON-01 N"]);
}

#[test]
fn v09_a_dagdeel_is_four_hours() {
    for (cents, letter) in [(6000, "LOON-01 X"), (6400, "LOON-01 X"), (6500, "LOON-01 A")] {
        let geval = case(fam(), |g| {
            g.feiten.beloning.eenheid = Eenheid::Dagdeel;
            g.rate(cents);
        });
        expect("V09", &geval, &["LOON-04 A", letter]);
    }
}

#[test]
fn v10_no_trial_period_up_to_six_months() {
    let until = |tot: Date| {
        case(ao(), |g| {
            g.feiten.bedingen.proeftijd_maanden = Some(1);
            g.end(tot);
        })
    };
    expect("V10a", &until(date(2027, 1, 31)), &["PROEF-02 X", "OPZ-04 W 2026-12-31"]);
    let longer = &["PROEF-02 N", "PROEF-03 A", "OPZ-04 W 2027-01-01"];
    expect("V10b", &until(date(2027, 2, 1)), longer);
}

#[test]
fn v11_two_months_trial_only_from_two_years() {
    let until = |tot: Date| {
        case(ao(), |g| {
            g.feiten.bedingen.proeftijd_maanden = Some(2);
            g.end(tot);
        })
    };
    expect("V11a", &until(date(2027, 7, 31)), &["PROEF-03 X", "OPZ-04 W 2027-06-30"]);
    let two = &["PROEF-04 A", "DUUR-07 W", "OPZ-04 W 2028-06-30"];
    expect("V11b", &until(date(2028, 7, 31)), two);
}

#[test]
fn v12_the_fourth_fixed_term_is_permanent() {
    let geval = case(ao(), |g| {
        g.earlier(&[
            (date(2025, 1, 1), date(2025, 6, 30)),
            (date(2025, 7, 1), date(2025, 12, 31)),
            (date(2026, 1, 1), date(2026, 7, 31)),
        ]);
        g.end(date(2027, 1, 31));
    });
    expect("V12", &geval, &["DUUR-01 W", "DUUR-02 A", "OPZ-04 W 2026-12-31"]);
}

#[test]
fn v13_a_gap_of_exactly_six_months_keeps_the_chain() {
    let from = |van: Date| {
        case(ao(), |g| {
            g.signed(date(2026, 6, 20));
            g.earlier(&[
                (date(2024, 7, 1), date(2024, 12, 31)),
                (date(2025, 1, 1), date(2025, 6, 30)),
                (date(2025, 7, 1), date(2025, 12, 31)),
            ]);
            g.term(van, Some(date(2026, 11, 30)));
        })
    };
    expect("V13a", &from(date(2026, 7, 1)), &["DUUR-01 W", "OPZ-04 N"]);
    expect("V13b", &from(date(2026, 7, 2)), &["DUUR-01 A", "OPZ-04 N"]);
}

#[test]
fn v14_after_the_aow_age_the_chain_is_longer() {
    let geval = case(ao(), |g| {
        g.born(date(1957, 6, 1));
        g.earlier(&[
            (date(2024, 7, 1), date(2025, 6, 30)),
            (date(2025, 7, 1), date(2025, 12, 31)),
            (date(2026, 1, 1), date(2026, 6, 30)),
        ]);
        g.end(date(2027, 7, 31));
    });
    let expected = &["DUUR-01 N", "DUUR-02 N", "DUUR-04 A", "PERS-10 A", "OPZ-04 W 2027-06-30"];
    expect("V14", &geval, expected);
}

#[test]
fn v15_notice_of_the_employer_is_double() {
    let notice = |own: Opzegtermijn, other: Opzegtermijn| {
        case(ao(), |g| {
            g.feiten.aanvullend.opzegging.termijn_budgethouder = Some(own);
            g.feiten.aanvullend.opzegging.termijn_zorgverlener = Some(other);
        })
    };
    let months = Opzegtermijn::Maanden;
    let short = notice(Opzegtermijn::Dagen(14), Opzegtermijn::Wettelijk);
    expect("V15a", &short, &["OPZ-01 X"]);
    expect("V15b", &notice(months(3), months(2)), &["OPZ-01 A", "OPZ-02 X"]);
    expect("V15c", &notice(months(4), months(2)), &["OPZ-01 A", "OPZ-02 A"]);
}
