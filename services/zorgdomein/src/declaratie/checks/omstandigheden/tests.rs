use jiff::civil::{Date, date};
use kernel::{Eenheid, Euro, Id, Periode, SoortOvereenkomst, Wet};
use uuid::Uuid;

use super::super::proef::{Proef, aantal};
use crate::declaratie::{Dag, Status};
use crate::omstandigheid::{Omstandigheid, Soort};
use crate::zorgovereenkomst::Tariefsoort;

fn told(proef: &mut Proef, soort: Soort, van: Date, tot: Option<Date>) {
    let zorgverlener = matches!(soort, Soort::Ziekte | Soort::RegistratieVervallen);
    let of = &proef.overeenkomst;
    proef.omstandigheden.push(Omstandigheid {
        id: Id::from_uuid(Uuid::from_u128(1)),
        persoon_id: if zorgverlener { of.zorgverlener_id } else { of.budgethouder_id },
        verstrekker_id: Uuid::from_u128(1),
        soort,
        periode: Periode::try_new(van, tot).unwrap(),
    });
}

/// The claim of the example as a monthly amount of 620.00 for March.
fn monthly(proef: &mut Proef) {
    let regel = &mut proef.indiening.regels[0];
    (regel.eenheid, regel.aantal) = (Eenheid::Maand, aantal(100));
    (regel.tarief, regel.bedrag) = (Euro::from_cents(62_000), Euro::from_cents(62_000));
    proef.indiening.totaal = regel.bedrag;
    proef.overeenkomst.regels[0].eenheid = Eenheid::Maand;
    proef.overeenkomst.regels[0].tarief = Euro::from_cents(62_000);
}

#[test]
fn a_month_is_paid_up_to_the_day_of_death_and_unnamed_hours_are_handed_in_again() {
    let day = date(2026, 3, 14);
    let mut proef = Proef::new();
    proef.assert_absent("D-07");
    proef.budgethouder.overleden_op = Some(day);
    proef.assert_gebrek("D-07", "naOverlijden");
    assert_eq!(proef.beslis().status, Status::Afgekeurd);
    monthly(&mut proef);
    proef.assert_gebrek("D-07", "dagenNaOverlijden");
    assert_eq!(proef.beslis().verschuldigd, Euro::from_cents(28_000), "14 of 31 days");
    proef.budgethouder.overleden_op = Some(date(2026, 3, 31));
    proef.assert_goed("D-07");
}

#[test]
fn a_death_that_a_verstrekker_tells_counts_like_one_of_the_register() {
    let mut proef = Proef::new();
    told(&mut proef, Soort::Overlijden, date(2026, 2, 28), None);
    proef.assert_gebrek("D-07", "naOverlijden");
    let mut proef = Proef::new();
    proef.zorgverlener.overleden_op = Some(date(2026, 3, 30));
    proef.assert_gebrek("D-08", "zorgverlenerOverleden");
    proef.zorgverlener.overleden_op = Some(date(2026, 3, 31));
    proef.assert_goed("D-08");
}

#[test]
fn named_days_at_home_are_paid_and_days_in_the_hospital_are_not() {
    let mut proef = Proef::new();
    told(&mut proef, Soort::Opname, date(2026, 3, 10), Some(date(2026, 3, 20)));
    proef.assert_absent("D-25");
    proef.set_wet(Wet::Wlz);
    proef.assert_gebrek("D-25", "opgenomen");
    let day = |d| Dag { datum: date(2026, 3, d), aantal: aantal(1000) };
    proef.indiening.regels[0].dagen = vec![day(9), day(10)];
    proef.assert_gebrek("D-25", "dagenOpgenomen");
    assert_eq!(proef.beslis().verschuldigd, Euro::from_cents(30_000));
    proef.indiening.regels[0].dagen = vec![day(9), day(21)];
    proef.assert_goed("D-25");
}

#[test]
fn a_suspension_holds_while_it_lasts() {
    for (tot, held) in [(date(2026, 4, 12), true), (date(2026, 4, 11), false)] {
        let mut proef = Proef::new();
        told(&mut proef, Soort::Opschorting, date(2026, 4, 1), Some(tot));
        proef.assert_is("D-24", !held, "opgeschort");
        let expected = if held { Status::Aangehouden } else { Status::Goedgekeurd };
        assert_eq!(proef.beslis().status, expected);
    }
}

#[test]
fn detention_no_address_and_care_in_kind_go_to_a_person() {
    for (soort, id, code) in [
        (Soort::Detentie, "D-26", "gedetineerd"),
        (Soort::GeenAdres, "D-26", "geenAdres"),
        (Soort::ZorgInNatura, "D-64", "ookInNatura"),
    ] {
        let mut proef = Proef::new();
        proef.set_wet(Wet::Wlz);
        told(&mut proef, soort, date(2026, 3, 31), None);
        proef.assert_gebrek(id, code);
        assert_eq!(proef.beslis().status, Status::Uitval);
        proef.omstandigheden[0].periode = Periode::try_new(date(2026, 4, 1), None).unwrap();
        proef.assert_goed(id);
    }
}

#[test]
fn thirteen_weeks_abroad_are_paid_and_the_day_after_is_not() {
    let mut proef = Proef::new();
    proef.set_wet(Wet::Wlz);
    told(&mut proef, Soort::BuitenEu, date(2026, 1, 1), None);
    proef.assert_goed("D-27");
    proef.one_line(date(2026, 3, 20), date(2026, 4, 2), 2000);
    proef.assert_gebrek("D-27", "teLangBuitenEu");
    proef.one_line(date(2026, 3, 20), date(2026, 4, 1), 2000);
    proef.assert_goed("D-27");
    proef.overeenkomst.regels[0].zorgfunctie = kernel::Zorgfunctie::parse("04").unwrap();
    proef.potten[0].zorgfunctie = kernel::Zorgfunctie::parse("04").unwrap();
    proef.assert_gebrek("D-27", "logerenBuitenEu");
}

#[test]
fn who_is_ill_is_not_paid_unless_he_is_employed_and_then_somebody_looks() {
    let mut proef = Proef::new();
    told(&mut proef, Soort::Ziekte, date(2026, 3, 9), Some(date(2026, 3, 13)));
    proef.assert_gebrek("D-48", "ziek");
    proef.overeenkomst.soort = SoortOvereenkomst::Arbeidsovereenkomst;
    proef.assert_gebrek("D-48", "ziekInDienst");
    proef.indiening.opgave.kostensoort = crate::declaratie::opgave::Kostensoort::Ziekte;
    proef.assert_absent("D-48");
    proef.overeenkomst.soort = SoortOvereenkomst::Opdracht;
    proef.indiening.opgave.kostensoort = crate::declaratie::opgave::Kostensoort::Zorg;
    monthly(&mut proef);
    proef.assert_gebrek("D-48", "dagenZiek");
    assert_eq!(proef.beslis().verschuldigd, Euro::from_cents(52_000), "26 of 31 days");
}

#[test]
fn a_lapsed_registration_of_a_professional_goes_to_a_person() {
    let mut proef = Proef::new();
    proef.set_wet(Wet::Wlz);
    told(&mut proef, Soort::RegistratieVervallen, date(2026, 3, 31), None);
    proef.assert_absent("D-10");
    proef.overeenkomst.tariefsoort = Tariefsoort::Formeel;
    proef.assert_gebrek("D-10", "registratieVervallen");
}
