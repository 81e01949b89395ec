//! One good and one bad example for each rule that a message is judged by alone.

use jiff::civil::{Date, date};
use kernel::{Euro, KvkNummer, Wet, Zorgfunctie};
use proptest::prelude::*;

use super::{RULES, judge, retourcode};
use crate::bericht::{
    Budget, Client, Functiebudget, Kop, Negencijferig, Relatie, Tijdvak, Toekenningsbericht,
};
use crate::persoon::{Adres, Contact, Naam, Vertegenwoordiging};

const TODAY: Date = date(2026, 1, 6);

pub(in crate::bericht) fn part(functie: &str, van: Date, tot: Date, cents: i64) -> Functiebudget {
    Functiebudget {
        zorgfunctie: Zorgfunctie::parse(functie).unwrap(),
        periode: Tijdvak { ingangsdatum: van, einddatum: tot },
        bedrag: Euro::from_cents(cents),
        verantwoordingsvrij: None,
    }
}

/// A message that breaks nothing.
pub(in crate::bericht) fn good() -> Toekenningsbericht {
    Toekenningsbericht {
        kop: Kop {
            wet: Wet::Wmo,
            afzender: "9901".to_owned(),
            identificatie: "B1".to_owned(),
            dagtekening: date(2026, 1, 5),
        },
        client: Client {
            bsn: Negencijferig("999990019".to_owned()),
            contact: None,
            relaties: vec![relatie("1")],
            budget: Budget {
                identificatie: "PGB-2".to_owned(),
                identificatie_oud: None,
                afgiftedatum: Some(date(2026, 1, 5)),
                periode: None,
                functiebudgetten: vec![part("02", date(2026, 1, 1), date(2026, 12, 31), 500)],
            },
        },
    }
}

fn wlz() -> Toekenningsbericht {
    let mut bericht = good();
    bericht.kop.wet = Wet::Wlz;
    bericht.client.budget.functiebudgetten =
        vec![part("99", date(2026, 1, 1), date(2026, 12, 31), 500)];
    bericht
}

fn relatie(nummer: &str) -> Relatie {
    Relatie {
        nummer: nummer.to_owned(),
        soort: Vertegenwoordiging::of_code(2).unwrap(),
        naam: None,
        bsn: Some(Negencijferig("999990020".to_owned())),
        geslacht: None,
        kvk_nummer: None,
        organisatie: None,
        ingangsdatum: None,
        contact: None,
    }
}

fn contact() -> Contact {
    let adres = Adres {
        huisnummer: Some(1),
        postcode: Some("9999XX".to_owned()),
        land_code: Some("NL".to_owned()),
        ..Adres::default()
    };
    Contact { adres: Some(adres), ..Contact::default() }
}

fn with_adres(change: impl FnOnce(&mut Adres)) -> Toekenningsbericht {
    let mut bericht = good();
    let mut contact = contact();
    change(contact.adres.as_mut().unwrap());
    bericht.client.contact = Some(contact);
    bericht
}

fn with_part(change: impl FnOnce(&mut Functiebudget)) -> Toekenningsbericht {
    let mut bericht = good();
    change(&mut bericht.client.budget.functiebudgetten[0]);
    bericht
}

fn with_relatie(change: impl FnOnce(&mut Relatie)) -> Toekenningsbericht {
    let mut bericht = good();
    change(&mut bericht.client.relaties[0]);
    bericht
}

pub(in crate::bericht) fn with(change: impl FnOnce(&mut Toekenningsbericht)) -> Toekenningsbericht {
    let mut bericht = good();
    change(&mut bericht);
    bericht
}

fn naam(partnernaam: Option<&str>, naam_gebruik: u8) -> Naam {
    Naam {
        geslachtsnaam: "Proefpersoon".to_owned(),
        voorvoegsel: None,
        partnernaam: partnernaam.map(str::to_owned),
        voornamen: None,
        voorletters: None,
        naam_gebruik,
    }
}

/// Rule, a message that keeps it by a hair, one that breaks it and nothing else.
fn cases() -> Vec<(&'static str, Toekenningsbericht, Toekenningsbericht)> {
    let mut cases = dates_and_numbers();
    cases.extend(people());
    cases.extend(budgets());
    cases
}

fn dates_and_numbers() -> Vec<(&'static str, Toekenningsbericht, Toekenningsbericht)> {
    vec![
        (
            "CS064",
            with(|b| b.kop.dagtekening = TODAY),
            with(|b| b.kop.dagtekening = date(2026, 1, 7)),
        ),
        (
            "CS023",
            with(|b| b.client.budget.afgiftedatum = None),
            with(|b| b.client.budget.afgiftedatum = Some(date(2026, 1, 6))),
        ),
        (
            "CS002",
            with_relatie(|r| r.bsn = Some(Negencijferig("999990032".to_owned()))),
            with_relatie(|r| r.bsn = Some(Negencijferig("999990018".to_owned()))),
        ),
        (
            "CS003",
            with_part(|p| p.periode.einddatum = p.periode.ingangsdatum),
            with_part(|p| p.periode.einddatum = date(2025, 12, 31)),
        ),
        (
            "TR506",
            with_adres(|a| a.straatnaam = None),
            with_adres(|a| (a.postcode, a.land_code) = (None, None)),
        ),
        (
            "CD005",
            with_adres(|a| a.land_code = Some("BE".to_owned())),
            with_adres(|a| a.land_code = None),
        ),
        (
            "CS089",
            with_adres(|a| a.postcode = Some("1000aa".to_owned())),
            with_adres(|a| a.postcode = Some("0999XX".to_owned())),
        ),
        ("TR511", with_part(|p| p.periode.ingangsdatum = date(2018, 1, 1)), {
            with_part(|p| p.periode.ingangsdatum = date(2017, 12, 31))
        }),
    ]
}

fn people() -> Vec<(&'static str, Toekenningsbericht, Toekenningsbericht)> {
    let kvk = || Some(KvkNummer::parse("90000001").unwrap());
    vec![
        (
            "TR101",
            with(|b| b.client.relaties.push(relatie("2"))),
            with(|b| b.client.relaties.push(relatie("1"))),
        ),
        (
            "CS050",
            with_relatie(|r| r.naam = Some(naam(Some("Proef"), 3))),
            with_relatie(|r| r.naam = Some(naam(None, 2))),
        ),
        (
            "TR515",
            with_relatie(|r| (r.bsn, r.naam) = (None, Some(naam(None, 1)))),
            with_relatie(|r| r.bsn = None),
        ),
        (
            "CD504",
            with_relatie(|r| (r.bsn, r.kvk_nummer) = (None, kvk())),
            with_relatie(|r| r.kvk_nummer = kvk()),
        ),
        (
            "CS502",
            {
                let mut bericht = wlz();
                bericht.client.relaties[0].soort = Vertegenwoordiging::of_code(4).unwrap();
                bericht
            },
            with_relatie(|r| r.soort = Vertegenwoordiging::of_code(4).unwrap()),
        ),
        (
            "TR516",
            with_relatie(|r| r.contact = Some(contact())),
            with(|b| {
                b.client.contact = Some(contact());
                b.client.relaties[0].contact = Some(contact());
            }),
        ),
    ]
}

fn budgets() -> Vec<(&'static str, Toekenningsbericht, Toekenningsbericht)> {
    let year = |van: Date, tot: Date| Some(Tijdvak { ingangsdatum: van, einddatum: tot });
    let of_wlz = |change: &dyn Fn(&mut Budget)| {
        let mut bericht = wlz();
        change(&mut bericht.client.budget);
        bericht
    };
    vec![
        (
            "TR503",
            with_part(|p| p.verantwoordingsvrij = Some(p.bedrag)),
            with_part(|p| p.verantwoordingsvrij = Some(Euro::from_cents(501))),
        ),
        (
            "CD505",
            with_part(|p| {
                (p.bedrag, p.periode.einddatum) = (Euro::ZERO, p.periode.ingangsdatum);
            }),
            with_part(|p| p.bedrag = Euro::ZERO),
        ),
        (
            "TR502",
            with(|b| {
                let next = part("02", date(2027, 1, 1), date(2027, 12, 31), 5);
                b.client.budget.functiebudgetten.push(next);
            }),
            with(|b| {
                let next = part("02", date(2026, 12, 31), date(2027, 12, 31), 5);
                b.client.budget.functiebudgetten.push(next);
            }),
        ),
        (
            "TR016",
            of_wlz(&|b| b.periode = year(date(2026, 1, 1), date(2026, 12, 31))),
            of_wlz(&|b| b.periode = year(date(2026, 1, 2), date(2026, 12, 31))),
        ),
        (
            "TR501",
            with_part(|p| p.periode.einddatum = date(2027, 3, 1)),
            of_wlz(&|b| b.functiebudgetten[0].periode.einddatum = date(2027, 1, 1)),
        ),
    ]
}

#[test]
fn each_rule_of_the_message_itself_has_a_good_and_a_bad_example() {
    assert_eq!(judge(&good(), TODAY), []);
    for (rule, kept, broken) in cases() {
        assert_eq!(judge(&kept, TODAY), [], "{rule} is kept");
        let breaks = judge(&broken, TODAY);
        assert!(!breaks.is_empty(), "{rule} is broken");
        assert!(breaks.iter().all(|found| found.rule == rule), "{rule}: {breaks:?}");
    }
    // CD025 cannot be broken alone: an address without a house number breaks TR506 as well.
    let breaks = judge(&with_adres(|a| a.huisnummer = None), TODAY);
    let names: Vec<&str> = breaks.iter().map(|found| found.rule).collect();
    assert_eq!(names, ["TR506", "CD025"]);
    let tried: Vec<&str> = cases().iter().map(|case| case.0).chain(["CD025"]).collect();
    assert!(RULES.iter().all(|rule| tried.contains(&rule.name)), "every rule has an example");
}

#[test]
fn a_retourcode_follows_from_the_name_of_its_rule() {
    for (rule, code) in [
        ("TR056", "9056"),
        ("TR502", "9502"),
        ("CD005", "D005"),
        ("CD505", "D505"),
        ("CS002", "S002"),
        ("CS300", "S300"),
        ("CS004", "0001"),
        ("CS126", "0001"),
        ("XSD", "0001"),
    ] {
        assert_eq!(retourcode(rule), code, "{rule}");
    }
}

proptest! {
    #[test]
    fn parts_that_share_a_day_and_a_function_are_always_found(
        a in 0_i16..300, b in 0_i16..300, c in 0_i16..300, d in 0_i16..300,
    ) {
        let day = |n: i16| date(2026, 1, 1).saturating_add(jiff::Span::new().days(n));
        let mut bericht = good();
        bericht.client.budget.functiebudgetten = vec![
            part("02", day(a.min(b)), day(a.max(b)), 1),
            part("02", day(c.min(d)), day(c.max(d)), 1),
        ];
        let shared = (0..300).map(day).any(|day| {
            bericht.client.budget.functiebudgetten.iter().all(|part| {
                part.periode.ingangsdatum <= day && day <= part.periode.einddatum
            })
        });
        let found = judge(&bericht, TODAY).iter().any(|found| ["TR502", "TR101"].contains(&found.rule));
        prop_assert_eq!(found, shared);
    }
}
