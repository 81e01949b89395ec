//! The rules: worked cases, an example that passes and one that fails for each, and what must hold
//! whatever the agreement says.

#![cfg(test)]

mod fixtures;
mod gevallen;
mod voorbeelden;

use contracts::labour::{Bevindinguitkomst, EindeOp, Relatie, Uitkomst, Vakantietoeslag};
use jiff::civil::date;
use kernel::Wet;
use labour_check::toets::{evaluate, overall};
use proptest::prelude::*;

use fixtures::{Geval, ao, fam, op, uren};

#[test]
fn an_old_agreement_without_the_clause_was_tolerated_for_a_time() {
    let on = |kennis| {
        Geval::new(ao()).with(|g| {
            g.signed(date(2017, 3, 31));
            g.feiten.bedingen.derdenbeding = false;
            g.kennis = kennis;
        })
    };
    assert_eq!(on(date(2022, 3, 31)).letter("FORM-04"), 'W');
    assert_eq!(on(date(2022, 4, 1)).letter("FORM-04"), 'X');
}

#[test]
fn a_trial_period_depends_on_the_term() {
    let trial = |months: u8, tot| {
        Geval::new(ao()).with(|g| {
            g.feiten.bedingen.proeftijd_maanden = Some(months);
            g.term(date(2026, 8, 1), tot);
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
    for (geval, expected) in cases {
        let letters = ["PROEF-02", "PROEF-03", "PROEF-04"].map(|regel| geval.letter(regel));
        assert_eq!(letters, expected, "{:?}", geval.feiten.looptijd.periode);
    }
    let replacement = trial(2, None).with(|g| g.feiten.looptijd.einde_op = EindeOp::Vervanging);
    assert_eq!((replacement.letter("PROEF-04"), replacement.letter("PROEF-05")), ('N', 'X'));
}

#[test]
fn forty_hours_is_the_most_under_the_wlz() {
    let worked = |wlz: i64, all: i64, mean: bool, exempt: bool| {
        Geval::new(fam()).with(|g| {
            g.feiten.wetten = vec![Wet::Wlz];
            g.feiten.uren.wlz_per_week = Some(uren(wlz));
            g.feiten.uren.per_week = Some(uren(all));
            g.feiten.uren.alleen_gemiddelde = mean;
            g.feiten.uren.ontheffing_veertig_uur = exempt;
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
    for (geval, expected) in cases {
        assert_eq!(geval.letter("TIJD-11"), expected, "{:?}", geval.feiten.uren);
    }
    assert_eq!(Geval::new(fam()).letter("TIJD-11"), 'N');
}

#[test]
fn an_unknown_fact_never_passes_in_silence() {
    let cases = [
        (Geval::new(op()).with(|g| g.feiten.partijen.ib_ondernemer = None), "LOON-01"),
        (Geval::new(ao()).with(|g| g.feiten.partijen.geboortedatum_zorgverlener = None), "LOON-01"),
        (Geval::new(fam()).with(|g| g.feiten.partijen.relatie_budgethouder = None), "KWAL-01"),
        (Geval::new(ao()).with(|g| g.feiten.looptijd.toekenning = None), "DUUR-07"),
    ];
    for (geval, regel) in cases {
        assert_eq!(geval.letter(regel), 'H', "{regel}");
    }
}

#[test]
fn the_bill_on_household_work_changes_the_shadow_run_only() {
    let six_weeks = |bills: bool| {
        Geval::new(ao()).with(|g| {
            g.wetsvoorstellen = bills;
            g.feiten.aanvullend.ziekte.doorbetaling_weken = Some(6);
        })
    };
    let letters = |bills| ["RDAH-02", "RDAH-05", "ZIEK-01"].map(|r| six_weeks(bills).letter(r));
    assert_eq!(letters(false), ['A', 'N', 'A']);
    assert_eq!(letters(true), ['A', 'W', 'X']);
}

#[test]
fn every_refusal_names_its_ground_and_article_and_every_text_speaks_to_a_person() {
    let worst = Geval::new(fam()).with(|g| {
        g.rate(1);
        g.feiten.beloning.vakantietoeslag = Vakantietoeslag::Geen;
        g.feiten.bedingen.derdenbeding = false;
        g.feiten.ondertekening.budgethouder_op = None;
        g.feiten.partijen.relatie_budgethouder = Some(Relatie::Geen);
        g.feiten.partijen.zorgverlener_ref = g.feiten.partijen.budgethouder_ref.clone();
    });
    let bevindingen = evaluate(&worst.feiten, worst.kennis);
    let refused: Vec<&str> = bevindingen
        .iter()
        .filter(|b| b.uitkomst == Bevindinguitkomst::Afgekeurd)
        .map(|b| b.regel.as_str())
        .collect();
    assert_eq!(refused, ["KWAL-01", "LOON-01", "VAK-01", "PERS-07", "FORM-02", "FORM-04"]);
    assert_eq!(overall(&bevindingen), Uitkomst::Afgekeurd);
    for bevinding in &bevindingen {
        let against = bevinding.uitkomst == Bevindinguitkomst::Afgekeurd;
        assert_eq!(bevinding.grond.is_some(), against, "{bevinding:?}");
        assert!(!bevinding.artikelen.is_empty() && bevinding.toelichting.ends_with(['.', ')']));
    }
}

proptest! {
    #[test]
    fn a_higher_rate_is_never_worse(cents in 1_i64..4000, more in 1_i64..500, offset in 0_i32..900) {
        let known = date(2024, 1, 1).saturating_add(jiff::Span::new().days(offset));
        let at = |rate| {
            Geval::new(fam()).with(|g| { g.rate(rate); g.kennis = known; }).letter("LOON-01")
        };
        let order = |letter| "XHWA".find(letter);
        prop_assert!(order(at(cents)) <= order(at(cents + more)));
    }

    #[test]
    fn the_same_facts_give_the_same_findings(offset in 0_i32..900) {
        let known = date(2024, 1, 1).saturating_add(jiff::Span::new().days(offset));
        prop_assert_eq!(evaluate(&ao(), known), evaluate(&ao(), known));
    }
}
