//! Each rule with an example that passes and one that fails, and the boundary days.

#![cfg(test)]

use contracts::examples;
use contracts::labour::{
    Bevinding, Bevindinguitkomst, EindeOp, Relatie, Toetsfeiten, Uitkomst, VakantieUren,
    Vakantietoeslag,
};
use jiff::civil::{Date, date};
use kernel::{Aantal, Eenheid, Euro, Periode, SoortOvereenkomst, Wet};
use labour_check::toets::{evaluate, overall};
use proptest::prelude::*;

/// An employment of six hours on two days, from August 2026, at 17.00 with vakantiegeld on top.
fn employment() -> Toetsfeiten {
    let mut feiten = examples::toetsfeiten();
    feiten.soort = SoortOvereenkomst::Arbeidsovereenkomst;
    feiten.looptijd.periode = Periode::try_new(date(2026, 8, 1), None).unwrap();
    feiten.looptijd.afgesloten_op = date(2026, 7, 15);
    feiten.looptijd.toekenning = Periode::try_new(date(2026, 1, 1), Some(date(2027, 12, 31))).ok();
    feiten.beloning.bedrag = Euro::from_cents(1700);
    feiten.beloning.vakantietoeslag = Vakantietoeslag::BijElkeBetaling;
    feiten.beloning.vakantie_uren = VakantieUren::Doorbetaald;
    feiten.ondertekening.budgethouder_op = Some(date(2026, 7, 15));
    feiten.ondertekening.zorgverlener_op = Some(date(2026, 7, 15));
    feiten
}

/// A sister at 17.00 with vakantiegeld inside, ten hours a week.
fn family() -> Toetsfeiten {
    let mut feiten = employment();
    feiten.soort = SoortOvereenkomst::Familie;
    feiten.partijen.relatie_budgethouder = Some(Relatie::TweedeGraad);
    feiten.beloning.vakantietoeslag = Vakantietoeslag::Inbegrepen;
    feiten.beloning.vakantie_uren = VakantieUren::Geen;
    feiten
}

/// An entrepreneur with a KvK number at 35.00.
fn entrepreneur() -> Toetsfeiten {
    let mut feiten = employment();
    feiten.soort = SoortOvereenkomst::Opdracht;
    feiten.beloning.bedrag = Euro::from_cents(3500);
    feiten
}

const KNOWN: Date = date(2026, 7, 15);

fn found(feiten: &Toetsfeiten, regel: &str, known: Date) -> Option<Bevinding> {
    evaluate(feiten, known).into_iter().find(|bevinding| bevinding.regel == regel)
}

/// `A`, `W`, `H`, `X`, or `N` when the rule says nothing.
fn letter(feiten: &Toetsfeiten, regel: &str, known: Date) -> char {
    match found(feiten, regel, known).map(|bevinding| bevinding.uitkomst) {
        None => 'N',
        Some(Bevindinguitkomst::Akkoord) => 'A',
        Some(Bevindinguitkomst::Waarschuwing) => 'W',
        Some(Bevindinguitkomst::HandmatigeBeoordeling) => 'H',
        Some(Bevindinguitkomst::Afgekeurd) => 'X',
    }
}

fn changed(base: Toetsfeiten, change: impl FnOnce(&mut Toetsfeiten)) -> Toetsfeiten {
    let mut feiten = base;
    change(&mut feiten);
    feiten
}

fn term(feiten: &mut Toetsfeiten, van: Date, tot: Date) {
    feiten.looptijd.periode = Periode::try_new(van, Some(tot)).unwrap();
}

fn earlier(van: Date, tot: Date) -> Periode {
    Periode::try_new(van, Some(tot)).unwrap()
}

#[test]
fn an_agreement_in_order_is_agreed() {
    for feiten in [employment(), family(), entrepreneur()] {
        let bevindingen = evaluate(&feiten, KNOWN);
        assert_eq!(overall(&bevindingen), Uitkomst::Akkoord, "{bevindingen:?}");
    }
}

#[test]
fn the_minimum_wage_is_exact_to_the_cent() {
    let rate = |cents: i64| {
        move |feiten: &mut Toetsfeiten| feiten.beloning.bedrag = Euro::from_cents(cents)
    };
    let cases = [
        (changed(employment(), rate(1499)), 'A'),
        (changed(employment(), rate(1498)), 'X'),
        (changed(family(), rate(1619)), 'A'),
        (changed(family(), rate(1618)), 'X'),
        (changed(entrepreneur(), rate(1200)), 'N'),
        (changed(entrepreneur(), |f| f.partijen.ib_ondernemer = None), 'H'),
        (changed(employment(), |f| f.partijen.geboortedatum_zorgverlener = None), 'H'),
        (changed(employment(), |f| f.beloning.eenheid = Eenheid::Maand), 'H'),
    ];
    for (feiten, expected) in cases {
        assert_eq!(letter(&feiten, "LOON-01", KNOWN), expected, "{:?}", feiten.beloning);
    }
}

#[test]
fn leave_inside_the_rate_raises_the_minimum() {
    let all_in = |cents| {
        changed(employment(), |feiten| {
            feiten.looptijd.periode = Periode::try_new(date(2026, 2, 1), None).unwrap();
            feiten.looptijd.afgesloten_op = date(2026, 1, 20);
            feiten.beloning.bedrag = Euro::from_cents(cents);
            feiten.beloning.vakantietoeslag = Vakantietoeslag::Inbegrepen;
            feiten.beloning.vakantie_uren = VakantieUren::Inbegrepen;
        })
    };
    let known = date(2026, 1, 20);
    assert_eq!(letter(&all_in(1722), "LOON-01", known), 'A');
    assert_eq!(letter(&all_in(1721), "LOON-01", known), 'X');
}

#[test]
fn a_dagdeel_is_four_hours() {
    for (cents, expected) in [(6000, 'X'), (6400, 'X'), (6500, 'A')] {
        let feiten = changed(family(), |f| {
            f.beloning.eenheid = Eenheid::Dagdeel;
            f.beloning.bedrag = Euro::from_cents(cents);
        });
        assert_eq!(letter(&feiten, "LOON-01", KNOWN), expected, "{cents}");
    }
}

#[test]
fn what_is_not_published_is_not_known() {
    let feiten = changed(employment(), |f| {
        f.looptijd.periode = Periode::try_new(date(2026, 6, 1), None).unwrap();
        f.beloning.bedrag = Euro::from_cents(1471);
    });
    assert_eq!(letter(&feiten, "LOON-01", date(2026, 4, 20)), 'A');
    let warning = found(&feiten, "LOON-01", date(2026, 5, 20)).unwrap();
    assert_eq!(warning.uitkomst, Bevindinguitkomst::Waarschuwing);
    assert_eq!(warning.taak_op, Some(date(2026, 7, 1)));
    assert_eq!(letter(&feiten, "LOON-01", date(2026, 7, 15)), 'X');
}

#[test]
fn a_birthday_in_the_term_gives_a_task() {
    let feiten = changed(employment(), |f| {
        f.partijen.geboortedatum_zorgverlener = Some(date(2005, 9, 15));
        f.beloning.bedrag = Euro::from_cents(1300);
    });
    let warning = found(&feiten, "LOON-01", KNOWN).unwrap();
    assert_eq!(warning.uitkomst, Bevindinguitkomst::Waarschuwing);
    assert_eq!(warning.taak_op, Some(date(2026, 9, 15)));
}

#[test]
fn each_clause_rule_has_an_example_that_passes_and_one_that_fails() {
    type Change = fn(&mut Toetsfeiten);
    let none: Change = |_| {};
    let cases: [(&str, Toetsfeiten, Change, char); 22] = [
        ("VAK-01", employment(), none, 'A'),
        ("VAK-01", employment(), |f| f.beloning.vakantietoeslag = Vakantietoeslag::Geen, 'X'),
        ("VAK-01", entrepreneur(), |f| f.beloning.vakantietoeslag = Vakantietoeslag::Geen, 'N'),
        ("VAK-03", employment(), |f| f.beloning.vakantie_uren_per_jaar = hours(2400), 'A'),
        ("VAK-03", employment(), |f| f.beloning.vakantie_uren_per_jaar = hours(2399), 'X'),
        ("KWAL-01", family(), none, 'A'),
        ("KWAL-01", family(), |f| f.partijen.relatie_budgethouder = Some(Relatie::Geen), 'X'),
        ("KWAL-01", family(), |f| f.partijen.relatie_budgethouder = None, 'H'),
        (
            "KWAL-01",
            family(),
            |f| f.partijen.relatie_budgethouder = Some(Relatie::BeeindigdHuwelijk),
            'H',
        ),
        ("KWAL-01", employment(), none, 'N'),
        ("PERS-07", employment(), none, 'A'),
        (
            "PERS-07",
            employment(),
            |f| f.partijen.zorgverlener_ref = f.partijen.budgethouder_ref.clone(),
            'X',
        ),
        ("FORM-02", employment(), none, 'A'),
        ("FORM-02", employment(), |f| f.ondertekening.zorgverlener_op = None, 'X'),
        (
            "FORM-02",
            employment(),
            |f| f.ondertekening.zorgverlener_op = Some(date(2026, 8, 2)),
            'W',
        ),
        ("FORM-04", employment(), none, 'A'),
        ("FORM-04", employment(), |f| f.bedingen.derdenbeding = false, 'X'),
        (
            "FORM-04",
            employment(),
            |f| {
                f.bedingen.derdenbeding = false;
                f.wetten = vec![Wet::Zvw];
            },
            'N',
        ),
        ("DUUR-07", employment(), none, 'A'),
        ("DUUR-07", employment(), |f| f.looptijd.toekenning = None, 'H'),
        ("DUUR-07", employment(), |f| term(f, date(2028, 1, 1), date(2028, 2, 1)), 'X'),
        ("DUUR-07", employment(), |f| term(f, date(2026, 8, 1), date(2028, 7, 31)), 'W'),
    ];
    for (regel, base, change, expected) in cases {
        let feiten = changed(base, change);
        assert_eq!(letter(&feiten, regel, KNOWN), expected, "{regel} {feiten:?}");
    }
}

fn hours(hundredths: i64) -> Option<Aantal> {
    Aantal::from_hundredths(hundredths).ok()
}

#[test]
fn an_old_agreement_without_the_clause_was_tolerated_for_a_time() {
    let old = changed(employment(), |f| {
        f.bedingen.derdenbeding = false;
        f.looptijd.afgesloten_op = date(2017, 3, 31);
    });
    assert_eq!(letter(&old, "FORM-04", date(2022, 3, 31)), 'W');
    assert_eq!(letter(&old, "FORM-04", date(2022, 4, 1)), 'X');
}

#[test]
fn a_trial_period_depends_on_the_term() {
    let trial = |months: u8, tot: Option<Date>| {
        changed(employment(), |f| {
            f.bedingen.proeftijd_maanden = Some(months);
            f.looptijd.periode = Periode::try_new(date(2026, 8, 1), tot).unwrap();
        })
    };
    let cases = [
        (trial(1, Some(date(2027, 1, 31))), ['X', 'N', 'N']),
        (trial(1, Some(date(2027, 2, 1))), ['N', 'A', 'N']),
        (trial(2, Some(date(2027, 7, 31))), ['N', 'X', 'N']),
        (trial(2, Some(date(2028, 7, 31))), ['N', 'N', 'A']),
        (trial(2, None), ['N', 'N', 'A']),
        (trial(3, None), ['N', 'N', 'X']),
    ];
    for (feiten, expected) in cases {
        let letters = ["PROEF-02", "PROEF-03", "PROEF-04"].map(|r| letter(&feiten, r, KNOWN));
        assert_eq!(letters, expected, "{:?}", feiten.looptijd.periode);
    }
    let replacement = changed(trial(2, None), |f| f.looptijd.einde_op = EindeOp::Vervanging);
    assert_eq!(letter(&replacement, "PROEF-03", KNOWN), 'X');
}

#[test]
fn the_fourth_fixed_term_counts_as_permanent() {
    let three = vec![
        earlier(date(2024, 7, 1), date(2024, 12, 31)),
        earlier(date(2025, 1, 1), date(2025, 6, 30)),
        earlier(date(2025, 7, 1), date(2025, 12, 31)),
    ];
    let fourth = |start| {
        changed(employment(), |f| {
            f.looptijd.eerdere_overeenkomsten = three.clone();
            term(f, start, date(2026, 11, 30));
        })
    };
    assert_eq!(letter(&fourth(date(2026, 7, 1)), "DUUR-01", KNOWN), 'W');
    assert_eq!(letter(&fourth(date(2026, 7, 2)), "DUUR-01", KNOWN), 'A');
    assert_eq!(letter(&employment(), "DUUR-01", KNOWN), 'N');
}

#[test]
fn forty_hours_is_the_most_under_the_wlz() {
    let worked = |wlz: i64, all: i64, mean: bool, exempt: bool| {
        changed(family(), |f| {
            f.wetten = vec![Wet::Wlz];
            f.uren.wlz_per_week = hours(wlz);
            f.uren.per_week = hours(all);
            f.uren.alleen_gemiddelde = mean;
            f.uren.ontheffing_veertig_uur = exempt;
        })
    };
    let cases = [
        (worked(4000, 4000, false, false), 'A'),
        (worked(4200, 4200, false, false), 'X'),
        (worked(4200, 4200, false, true), 'A'),
        (worked(3000, 4200, false, false), 'H'),
        (worked(3600, 3600, true, false), 'W'),
        (worked(3500, 3500, true, false), 'A'),
    ];
    for (feiten, expected) in cases {
        assert_eq!(letter(&feiten, "TIJD-11", KNOWN), expected, "{:?}", feiten.uren);
    }
    assert_eq!(letter(&family(), "TIJD-11", KNOWN), 'N');
}

#[test]
fn every_refusal_names_its_ground_and_article_and_every_text_speaks_to_a_person() {
    let worst = changed(family(), |f| {
        f.beloning.bedrag = Euro::from_cents(1);
        f.beloning.vakantietoeslag = Vakantietoeslag::Geen;
        f.bedingen.derdenbeding = false;
        f.ondertekening.budgethouder_op = None;
        f.partijen.relatie_budgethouder = Some(Relatie::Geen);
        f.partijen.zorgverlener_ref = f.partijen.budgethouder_ref.clone();
    });
    let bevindingen = evaluate(&worst, KNOWN);
    let refusal_count =
        bevindingen.iter().filter(|b| b.uitkomst == Bevindinguitkomst::Afgekeurd).count();
    assert_eq!(refusal_count, 6, "{bevindingen:?}");
    assert_eq!(overall(&bevindingen), Uitkomst::Afgekeurd);
    for bevinding in &bevindingen {
        let refuses = bevinding.uitkomst == Bevindinguitkomst::Afgekeurd;
        assert_eq!(bevinding.grond.is_some(), refuses, "{bevinding:?}");
        assert!(!bevinding.artikelen.is_empty() && bevinding.toelichting.ends_with(['.', ')']));
    }
}

proptest! {
    #[test]
    fn a_higher_rate_is_never_worse(cents in 1_i64..4000, more in 1_i64..500, offset in 0_i32..900) {
        let known = date(2024, 1, 1).saturating_add(jiff::Span::new().days(offset));
        let at = |rate| letter(&changed(family(), |f| f.beloning.bedrag = Euro::from_cents(rate)), "LOON-01", known);
        let order = |letter| "XHWA".find(letter);
        prop_assert!(order(at(cents)) <= order(at(cents + more)));
    }

    #[test]
    fn the_same_facts_give_the_same_findings(offset in 0_i32..900) {
        let known = date(2024, 1, 1).saturating_add(jiff::Span::new().days(offset));
        prop_assert_eq!(evaluate(&employment(), known), evaluate(&employment(), known));
    }
}
