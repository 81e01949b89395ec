//! Decisions on whole claims, and properties that hold for every claim.

use jiff::civil::date;
use kernel::{Eenheid, Euro, Periode, Wet};
use proptest::prelude::*;
use uuid::Uuid;

use super::super::Zorgdagen;
use super::super::checks::proef::{Proef, aantal};
use super::*;
use contracts::Entree as Door;

#[test]
fn a_right_claim_is_due_in_full_per_pot_and_month() {
    let beslissing = Proef::new().beslis();
    assert_eq!(beslissing.status, Status::Goedgekeurd);
    assert_eq!(beslissing.verschuldigd, Euro::from_cents(60_000));
    assert_eq!(
        beslissing.regels[0].verschuldigd,
        [Verschuldigd {
            pot_id: Uuid::from_u128(500),
            maand: date(2026, 3, 1),
            bedrag: Euro::from_cents(60_000)
        }]
    );
}

#[test]
fn a_check_of_class_b_refuses_who_waits_and_rejects_who_does_not() {
    let mut proef = Proef::new();
    proef.indiening.regels[0].tarief = Euro::from_cents(3100);
    proef.indiening.entree = Door::Rest;
    assert!(matches!(proef.decide(), Besluit::Geweigerd(_)));
    for door in [Door::Bulk, Door::Papier] {
        proef.indiening.entree = door;
        let beslissing = proef.beslis();
        assert_eq!(beslissing.status, Status::Afgekeurd);
        assert_eq!(beslissing.verschuldigd, Euro::ZERO);
    }
}

#[test]
fn all_doors_lead_to_the_same_findings() {
    let mut proef = Proef::new();
    proef.indiening.totaal = Euro::from_cents(1);
    proef.overeenkomst.looptijd = Periode::day(date(2026, 3, 1));
    let found = |proef: &Proef| -> Vec<_> {
        let outcomes = match proef.decide() {
            Besluit::Geweigerd(outcomes) => outcomes,
            Besluit::Genomen(beslissing) => beslissing.uitkomsten,
        };
        let of_the_door = ["D-13", "D-62"];
        let shared = outcomes.into_iter().filter(|u| !of_the_door.contains(&u.check.id));
        shared.map(|u| (u.check.id, u.gebrek.map(|g| g.code), u.feiten)).collect()
    };
    proef.indiening.entree = Door::Rest;
    let waiting = found(&proef);
    for door in [Door::Portaal, Door::Bulk, Door::Papier, Door::Kalender] {
        proef.indiening.entree = door;
        assert_eq!(found(&proef), waiting);
    }
}

#[test]
fn a_line_that_is_refused_leaves_the_others_due() {
    let mut proef = Proef::new();
    let mut other = proef.indiening.regels[0].clone();
    other.periode = Zorgdagen::try_new(date(2025, 12, 1), date(2025, 12, 5)).unwrap();
    proef.indiening.regels.push(other);
    proef.indiening.totaal = Euro::from_cents(120_000);
    let beslissing = proef.beslis();
    assert_eq!(beslissing.status, Status::Goedgekeurd);
    assert_eq!(beslissing.verschuldigd, Euro::from_cents(60_000));
    assert_eq!(beslissing.regels[1], Regelbesluit::default());
}

#[test]
fn uitval_and_a_hold_are_not_due_yet() {
    let mut proef = Proef::new();
    proef.indiening.opgave.iban_ref = Some("other".to_owned());
    assert_eq!(proef.beslis().status, Status::Aangehouden);
    proef.indiening.regels[0].eenheid = Eenheid::Dagdeel;
    let beslissing = proef.beslis();
    assert_eq!(beslissing.status, Status::Uitval);
    assert_eq!(beslissing.verschuldigd, Euro::ZERO);
    assert!(beslissing.regels[0].verschuldigd.is_empty());
}

#[test]
fn a_relative_above_the_informal_maximum_is_paid_up_to_it() {
    let mut proef = Proef::new();
    proef.set_wet(Wet::Wlz);
    proef.maximum(2698);
    let beslissing = proef.beslis();
    assert_eq!(beslissing.status, Status::Goedgekeurd);
    assert_eq!(beslissing.verschuldigd, Euro::from_cents(20 * 2698));
}

#[test]
fn a_line_over_two_months_and_two_pots_is_divided_to_the_cent() {
    let mut proef = Proef::new();
    proef.one_line(date(2026, 2, 27), date(2026, 3, 5), 701);
    proef.potten[0].periode = Periode::try_new(date(2026, 1, 1), Some(date(2026, 3, 3))).unwrap();
    let mut later = proef.potten[0].clone();
    later.id = Uuid::from_u128(501);
    later.periode = Periode::try_new(date(2026, 3, 4), None).unwrap();
    proef.potten.push(later);
    let beslissing = proef.beslis();
    let parts: Vec<_> = beslissing.regels[0]
        .verschuldigd
        .iter()
        .map(|part| (part.pot_id.as_u128(), part.maand, part.bedrag.cents()))
        .collect();
    assert_eq!(beslissing.verschuldigd.cents(), 21_030);
    assert_eq!(
        parts,
        [
            (500, date(2026, 2, 1), 6009),
            (500, date(2026, 3, 1), 9012),
            (501, date(2026, 3, 1), 6009)
        ]
    );
}

/// Lines in distinct weeks, so that they are no doubles.
fn lines() -> impl Strategy<Value = Vec<(i16, i16, i64)>> {
    prop::collection::vec((0_i16..5, 0_i16..7, 1_i64..6000), 1..5)
}

fn proef_of(lines: &[(i16, i16, i64)], maximum: i64, wet: Wet) -> Proef {
    let mut proef = Proef::new();
    proef.set_wet(wet);
    proef.maximum(maximum);
    let template = proef.indiening.regels[0].clone();
    proef.indiening.regels.clear();
    for (place, (start, length, hundredths)) in lines.iter().enumerate() {
        let offset = i64::try_from(place).unwrap() * 14 + i64::from(*start);
        let van = date(2026, 1, 5).saturating_add(jiff::Span::new().days(offset));
        let tot = van.saturating_add(jiff::Span::new().days(i64::from(*length)));
        let mut regel = template.clone();
        regel.periode = Zorgdagen::try_new(van, tot).unwrap();
        regel.aantal = aantal(*hundredths);
        regel.bedrag = regel.aantal.at_rate(regel.tarief).unwrap();
        proef.indiening.regels.push(regel);
    }
    proef.indiening.totaal = proef.indiening.regels.iter().map(|regel| regel.bedrag).sum();
    proef
}

proptest! {
    #[test]
    fn parts_add_up_and_what_is_due_never_exceeds_what_is_claimed(
        lines in lines(), maximum in 1_i64..6000, wlz in any::<bool>(),
    ) {
        let proef = proef_of(&lines, maximum, if wlz { Wet::Wlz } else { Wet::Wmo });
        let beslissing = proef.beslis();
        let sum: Euro = beslissing.regels.iter().map(Regelbesluit::totaal).sum();
        prop_assert_eq!(sum, beslissing.verschuldigd);
        prop_assert!(beslissing.verschuldigd <= proef.indiening.totaal);
        for (line, claimed) in beslissing.regels.iter().zip(&proef.indiening.regels) {
            prop_assert!(line.totaal() <= claimed.bedrag);
            prop_assert!(line.aantal_toegekend <= claimed.aantal);
            prop_assert!(line.verschuldigd.iter().all(|part| part.bedrag >= Euro::ZERO));
            let capped = claimed.tarief.min(Euro::from_cents(maximum));
            let whole = line.aantal_toegekend.at_rate(capped).unwrap();
            prop_assert!(line.verschuldigd.is_empty() || line.totaal() == whole);
        }
        for uitkomst in &beslissing.uitkomsten {
            prop_assert!(uitkomst.overuren >= 0);
        }
    }

    #[test]
    fn the_order_of_lines_makes_no_difference(
        lines in lines(), maximum in 1_i64..6000, turn in 0_usize..5,
    ) {
        let mut proef = proef_of(&lines, maximum, Wet::Wlz);
        // All in one week, so that the limit of forty hours bites.
        for (place, regel) in proef.indiening.regels.iter_mut().enumerate() {
            let day = date(2026, 3, 2 + i8::try_from(place).unwrap());
            regel.periode = Zorgdagen::try_new(day, day).unwrap();
        }
        let one = proef.beslis();
        let by = turn % proef.indiening.regels.len();
        proef.indiening.regels.rotate_left(by);
        let other = proef.beslis();
        prop_assert_eq!(one.verschuldigd, other.verschuldigd);
        prop_assert_eq!(one.status, other.status);
        let mut expected = one.regels.clone();
        expected.rotate_left(by);
        prop_assert_eq!(expected, other.regels);
    }

    #[test]
    fn judging_twice_finds_the_same(lines in lines(), maximum in 1_i64..6000) {
        let proef = proef_of(&lines, maximum, Wet::Wlz);
        prop_assert_eq!(proef.decide(), proef.decide());
    }
}
