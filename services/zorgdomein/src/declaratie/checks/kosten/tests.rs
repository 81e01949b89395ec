use contracts::Entree;
use jiff::civil::date;
use kernel::{Eenheid, Euro, SoortOvereenkomst, Wet};

use super::super::Vrijgave;
use super::super::dubbel::proef::earlier;
use super::super::proef::Proef;
use super::*;
use crate::declaratie::Status;
use crate::declaratie::opgave::Btw;

#[test]
fn paper_without_a_signature_drops_out() {
    let mut proef = Proef::new();
    proef.assert_absent("D-13");
    proef.indiening.entree = Entree::Papier;
    for (handtekening, good) in [
        (Handtekening::Aanwezig, true),
        (Handtekening::Ontbreekt, false),
        (Handtekening::Digitaal, false),
    ] {
        proef.indiening.opgave.handtekening = handtekening;
        proef.assert_is("D-13", good, "nietOndertekend");
    }
    assert_eq!(proef.beslis().status, Status::Uitval);
}

#[test]
fn care_of_last_year_is_claimed_before_the_first_of_april() {
    for (day, good) in [(date(2027, 3, 31), true), (date(2027, 4, 1), false)] {
        let mut proef = Proef::new();
        proef.assert_absent("D-28");
        proef.set_wet(Wet::Wlz);
        proef.ingediend_op = day;
        proef.assert_is("D-28", good, "jaarVoorbij");
    }
}

#[test]
fn travel_is_per_kilometre_or_has_tickets() {
    let mut proef = Proef::new();
    proef.assert_absent("D-38");
    proef.indiening.opgave.kostensoort = Kostensoort::Reiskosten;
    proef.assert_gebrek("D-38", "geenBewijs");
    proef.indiening.opgave.bewijs = Bewijs::Bijgevoegd;
    proef.assert_goed("D-38");
    proef.indiening.opgave.bewijs = Bewijs::Geen;
    proef.indiening.regels[0].eenheid = Eenheid::Kilometer;
    proef.assert_goed("D-38");
}

#[test]
fn a_feestdagenuitkering_has_a_maximum_and_comes_once_a_year() {
    let mut proef = Proef::new();
    proef.indiening.opgave.kostensoort = Kostensoort::Feestdagen;
    proef.assert_gebrek("D-54", "teHoog");
    proef.one_line(date(2026, 3, 1), date(2026, 3, 1), 900);
    proef.assert_goed("D-54");
    let mut other = earlier(date(2026, 1, 5), date(2026, 1, 5));
    other.kostensoort = Kostensoort::Feestdagen;
    proef.eerdere.push(other);
    proef.assert_gebrek("D-54", "alGehad");
    proef.eerdere[0].dagen =
        crate::declaratie::Zorgdagen::try_new(date(2025, 12, 5), date(2025, 12, 5)).unwrap();
    proef.assert_goed("D-54");
    proef.overeenkomst.soort = SoortOvereenkomst::Instelling;
    proef.assert_gebrek("D-54", "nietToegestaan");
    proef.overeenkomst.soort = SoortOvereenkomst::Opdracht;
    proef.set_wet(Wet::Zvw);
    proef.assert_gebrek("D-54", "nietToegestaan");
}

#[test]
fn bijkomende_zorgkosten_are_of_the_wlz_and_proved() {
    let mut proef = Proef::new();
    proef.indiening.opgave.kostensoort = Kostensoort::Bijkomend;
    proef.assert_gebrek("D-58", "andereWet");
    proef.set_wet(Wet::Wlz);
    proef.assert_gebrek("D-58", "geenBewijs");
    proef.indiening.opgave.bewijs = Bewijs::Bijgevoegd;
    proef.assert_goed("D-58");
}

#[test]
fn value_added_tax_goes_to_a_person() {
    let mut proef = Proef::new();
    proef.assert_absent("D-59");
    let btw = |cents, nummer: Option<&str>| {
        Some(Btw { bedrag: Euro::from_cents(cents), nummer: nummer.map(str::to_owned) })
    };
    proef.indiening.opgave.btw = btw(2100, None);
    proef.assert_gebrek("D-59", "btwZonderNummer");
    proef.indiening.opgave.btw = btw(2100, Some("NL000099998B57"));
    proef.assert_gebrek("D-59", "btwOpZorg");
    proef.indiening.opgave.btw = btw(0, None);
    proef.assert_goed("D-59");
}

#[test]
fn a_large_claim_is_released_by_two_different_people() {
    let mut proef = Proef::new();
    proef.assert_goed("D-69");
    proef.overeenkomst.regels[0].tarief = Euro::from_cents(2_600_000);
    let regel = &mut proef.indiening.regels[0];
    regel.tarief = Euro::from_cents(2_600_000);
    proef.one_line(date(2026, 3, 1), date(2026, 3, 1), 100);
    proef.assert_gebrek("D-69", "grootBedrag");
    assert_eq!(proef.beslis().status, Status::Aangehouden);
    let release = |door: &str| Vrijgave {
        check: "D-69".to_owned(),
        gebrek: "grootBedrag".to_owned(),
        door: door.to_owned(),
    };
    proef.vrijgaven = vec![release("een"), release("een")];
    assert_eq!(proef.beslis().status, Status::Aangehouden);
    proef.vrijgaven.push(release("twee"));
    assert_eq!(proef.beslis().status, Status::Goedgekeurd);
    assert_eq!(proef.beslis().verschuldigd, Euro::from_cents(2_600_000));
}

#[test]
fn an_account_is_new_for_seven_days() {
    for (day, good) in [
        (date(2026, 4, 5), true),
        (date(2026, 4, 6), false),
        (date(2026, 4, 12), false),
        (date(2026, 4, 13), true),
    ] {
        let mut proef = Proef::new();
        proef.zorgverlener.rekening_gewijzigd_op = Some(day);
        proef.assert_is("D-69", good, "nieuweRekening");
    }
}
