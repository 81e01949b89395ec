//! One good and one bad example for each rule that needs earlier messages or a register.

use jiff::civil::date;
use kernel::{Euro, Id, Wet, Zorgfunctie};
use uuid::Uuid;

use super::{Knowledge, KnownBudget, KnownPart, Persoonsgegeven, judge};
use crate::bericht::rules::tests::{good, part, with};
use crate::bericht::{Functiebudget, Tijdvak, Toekenningsbericht};

fn nothing_known() -> Knowledge {
    Knowledge {
        afzender_bekend: true,
        identificatie_gebruikt: false,
        persoon: Persoonsgegeven::Bekend,
        vorige_onbeantwoord: false,
        budgetten: Vec::new(),
    }
}

/// Budget PGB-1 of the same law: function 02 (99 in the Wlz), the whole of 2026.
fn one_budget(wet: Wet) -> Knowledge {
    let functie = if wet == Wet::Wlz { "99" } else { "02" };
    let periode = Tijdvak { ingangsdatum: date(2026, 1, 1), einddatum: date(2026, 12, 31) };
    let held = KnownPart {
        zorgfunctie: Zorgfunctie::parse(functie).unwrap(),
        periode,
        bedrag: Euro::from_cents(900),
    };
    let budget = KnownBudget {
        identificatie: "PGB-1".to_owned(),
        toekenning: Id::from_uuid(Uuid::from_u128(1)),
        wet,
        is_actueel: true,
        delen: vec![held],
    };
    Knowledge { budgetten: vec![budget], ..nothing_known() }
}

fn replacing(delen: Vec<Functiebudget>) -> Toekenningsbericht {
    with(|b| {
        b.client.budget.identificatie_oud = Some("PGB-1".to_owned());
        b.client.budget.functiebudgetten = delen;
    })
}

fn rules_broken(bericht: &Toekenningsbericht, known: &Knowledge) -> Vec<&'static str> {
    let mut names: Vec<_> = judge(bericht, known).into_iter().map(|found| found.rule).collect();
    names.dedup();
    names
}

#[test]
fn rules_about_sender_number_and_person_have_a_good_and_a_bad_example() {
    assert_eq!(rules_broken(&good(), &nothing_known()), [""; 0]);
    let unjudged = Knowledge { persoon: Persoonsgegeven::NietBeoordeeld, ..nothing_known() };
    assert_eq!(rules_broken(&good(), &unjudged), [""; 0]);
    for (rule, known) in [
        ("CS300", Knowledge { afzender_bekend: false, ..nothing_known() }),
        ("TR056", Knowledge { identificatie_gebruikt: true, ..nothing_known() }),
        ("TR504", Knowledge { persoon: Persoonsgegeven::Onbekend, ..nothing_known() }),
        ("TR507", Knowledge { vorige_onbeantwoord: true, ..nothing_known() }),
    ] {
        assert_eq!(rules_broken(&good(), &known), [rule]);
    }
}

#[test]
fn rules_about_earlier_budgets_have_a_good_and_a_bad_example() {
    let known = one_budget(Wet::Wmo);
    let (first, last) = (date(2026, 1, 1), date(2026, 12, 31));
    let lowered = replacing(vec![part("02", first, last, 100)]);
    assert_eq!(rules_broken(&lowered, &known), [""; 0]);
    let withdrawn = replacing(vec![part("02", first, first, 0)]);
    assert_eq!(rules_broken(&withdrawn, &known), [""; 0]);

    assert_eq!(rules_broken(&good(), &known), ["TR502"], "a second budget beside the first");
    let other_law = Knowledge { budgetten: one_budget(Wet::Jw).budgetten, ..nothing_known() };
    assert_eq!(rules_broken(&good(), &other_law), [""; 0]);
    let mut replaced = known.clone();
    (replaced.budgetten[0].is_actueel, replaced.budgetten[0].delen) = (false, Vec::new());
    assert_eq!(rules_broken(&good(), &replaced), [""; 0], "a replaced budget does not count");
    assert_eq!(rules_broken(&lowered, &replaced), ["TR562"], "it was replaced before");

    let wrong_day = replacing(vec![
        part("02", first, last, 1),
        part("02", date(2026, 2, 1), date(2026, 2, 1), 0),
    ]);
    assert_eq!(rules_broken(&wrong_day, &known), ["TR514"]);
    let forgetful = replacing(vec![part("07", first, last, 1)]);
    assert_eq!(rules_broken(&forgetful, &known), ["TR562"], "a part disappears unsaid");
    assert_eq!(rules_broken(&lowered, &nothing_known()), ["TR562"]);
    let mut again = lowered;
    again.client.budget.identificatie = "PGB-1".to_owned();
    assert_eq!(rules_broken(&again, &known), ["TR574"]);
}

#[test]
fn a_wlz_budget_is_replaced_in_its_own_year_only() {
    let known = one_budget(Wet::Wlz);
    let (first, last) = (date(2026, 1, 1), date(2026, 12, 31));
    let mut bericht = replacing(vec![part("99", first, last, 1)]);
    bericht.kop.wet = Wet::Wlz;
    assert_eq!(rules_broken(&bericht, &known), [""; 0]);
    let next_year = part("99", date(2027, 1, 1), date(2027, 12, 31), 1);
    bericht.client.budget.functiebudgetten = vec![part("99", first, first, 0), next_year];
    assert_eq!(rules_broken(&bericht, &known), ["TR508"]);
}
