//! Boundary days and hours of the checks on time.

use jiff::civil::date;
use kernel::{Aantal, Id};
use uuid::Uuid;

use super::super::proef::Proef;
use super::*;
use crate::declaratie::Dag;

#[test]
fn care_that_ends_today_cannot_be_claimed_yet() {
    for (today, good) in
        [(date(2026, 4, 1), true), (date(2026, 3, 31), false), (date(2026, 3, 1), false)]
    {
        let mut proef = Proef::new();
        proef.ingediend_op = today;
        proef.assert_is("D-41", good, "nogNietVoorbij");
    }
}

#[test]
fn four_weeks_after_receipt_is_in_time_and_a_day_later_is_not() {
    let mut proef = Proef::new();
    proef.assert_absent("D-42");
    proef.set_wet(Wet::Wlz);
    for (received, good) in [(date(2026, 3, 15), true), (date(2026, 3, 14), false)] {
        proef.indiening.ontvangen_op = Some(received);
        proef.assert_is("D-42", good, "teLaat");
    }
}

#[test]
fn a_day_holds_sixteen_hours_with_ease_and_twenty_four_at_most() {
    for (hundredths, expected) in [
        (1600, None),
        (1601, Some("veelUren")),
        (2400, Some("veelUren")),
        (2401, Some("meerDanMogelijk")),
    ] {
        let mut proef = Proef::new();
        proef.one_line(date(2026, 3, 2), date(2026, 3, 2), hundredths);
        match expected {
            None => proef.assert_goed("D-43"),
            Some(code) => proef.assert_gebrek("D-43", code),
        }
    }
}

#[test]
fn hours_of_several_lines_on_one_day_are_added() {
    let mut proef = Proef::new();
    proef.one_line(date(2026, 3, 2), date(2026, 3, 3), 2000);
    let mut second = proef.indiening.regels[0].clone();
    proef.assert_goed("D-43");
    second.periode = Zorgdagen::try_new(date(2026, 3, 3), date(2026, 3, 3)).unwrap();
    second.aantal = Aantal::from_hundredths(1401).unwrap();
    proef.indiening.regels.push(second);
    proef.assert_gebrek("D-43", "meerDanMogelijk");
    let Feit::Dag(dag) = proef.uitkomst("D-43").feiten[0].1.clone() else { panic!("no day") };
    assert_eq!(dag, date(2026, 3, 3));
}

/// A claim under the Wlz of one week, Monday 2 to Sunday 8 March 2026.
fn week(hundredths: i64) -> Proef {
    let mut proef = Proef::new();
    proef.set_wet(Wet::Wlz);
    proef.one_line(date(2026, 3, 2), date(2026, 3, 8), hundredths);
    proef
}

#[test]
fn the_hour_above_forty_is_not_due() {
    week(4000).assert_goed("D-44");
    let proef = week(4100);
    proef.assert_gebrek("D-44", "teVeelUren");
    assert_eq!(proef.uitkomst("D-44").overuren, 100);
    let beslissing = proef.beslis();
    assert_eq!(beslissing.verschuldigd.cents(), 40 * 3000);
    assert_eq!(beslissing.regels[0].aantal_toegekend.hundredths(), 4000);
}

#[test]
fn hours_claimed_before_in_the_same_week_count() {
    let mut proef = week(2000);
    proef.eerdere.push(EerdereRegel {
        zorgovereenkomst_id: kernel::Id::from_uuid(uuid::Uuid::from_u128(200)),
        entree: contracts::Entree::Bulk,
        kostensoort: crate::declaratie::opgave::Kostensoort::Zorg,
        eenheid: kernel::Eenheid::Uur,
        declaratie_id: Id::from_uuid(Uuid::from_u128(900)),
        regel_id: Id::from_uuid(Uuid::from_u128(901)),
        wet: Wet::Wlz,
        dagen: Zorgdagen::try_new(date(2026, 3, 4), date(2026, 3, 4)).unwrap(),
        uren: 2500,
        uren_per_dag: Vec::new(),
    });
    assert_eq!(proef.uitkomst("D-44").overuren, 500);
    proef.eerdere[0].wet = Wet::Wmo;
    proef.assert_goed("D-44");
}

#[test]
fn who_is_employed_or_exempt_or_under_another_law_has_no_such_limit() {
    let mut proef = week(4100);
    proef.overeenkomst.veertig_uur = VeertigUur::Ontheven;
    proef.assert_absent("D-44");
    let mut proef = week(4100);
    proef.overeenkomst.soort = SoortOvereenkomst::Arbeidsovereenkomst;
    proef.assert_absent("D-44");
    let mut proef = week(4100);
    proef.set_wet(Wet::Wmo);
    proef.assert_absent("D-44");
}

#[test]
fn days_that_are_told_are_counted_in_their_own_week() {
    let mut proef = week(4500);
    let dag = |d, hundredths| Dag {
        datum: date(2026, 3, d),
        aantal: Aantal::from_hundredths(hundredths).unwrap(),
    };
    proef.indiening.regels[0].periode =
        Zorgdagen::try_new(date(2026, 3, 2), date(2026, 3, 15)).unwrap();
    proef.assert_goed("D-44");
    proef.indiening.regels[0].dagen = vec![dag(2, 1500), dag(3, 1500), dag(4, 1100), dag(9, 400)];
    assert_eq!(proef.uitkomst("D-44").overuren, 100);
}
