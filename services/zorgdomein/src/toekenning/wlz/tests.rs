//! The computation of a Wlz budget, by worked example and as properties.

use jiff::civil::date;
use kernel::{Euro, Periode};
use proptest::prelude::*;

use super::{Aanvraag, Berekening, Budgetplan, Dagbesteding, Weigering, Wonen, bereken};

fn aanvraag(zorgprofiel: &str) -> Aanvraag {
    Aanvraag {
        zorgprofiel: zorgprofiel.to_owned(),
        periode: Periode::try_new(date(2026, 1, 1), Some(date(2026, 12, 31))).unwrap(),
        dagbesteding: Dagbesteding::Geen,
        nachten_in_instelling: None,
        mpt_in_natura: Euro::ZERO,
        wooninitiatief: Wonen::Thuis,
        meerzorg: Euro::ZERO,
        extra_kosten_thuis: Euro::ZERO,
        garantie_budget: None,
        budgetplan: None,
    }
}

fn of(change: impl FnOnce(&mut Aanvraag)) -> Result<Berekening, Weigering> {
    let mut asked = aanvraag("5VV");
    change(&mut asked);
    bereken(&asked)
}

fn maximum(change: impl FnOnce(&mut Aanvraag)) -> i64 {
    of(change).unwrap().wettelijk_maximum.cents()
}

#[test]
fn a_profile_from_1_april_is_prorated_and_so_are_the_bounds_of_the_free_part() {
    let from_april = Periode::try_new(date(2026, 4, 1), Some(date(2026, 12, 31))).unwrap();
    let found = of(|asked| asked.periode = from_april).unwrap();
    assert_eq!((found.dagen, found.dagen_in_jaar), (275, 365));
    assert_eq!(found.toegekend, Euro::from_cents(5_220_103), "R-WLZ-08");
    assert_eq!(found.verantwoordingsvrij, Euro::from_cents(78_302), "R-VVB-01");
    assert!(found.gecontroleerd);
}

#[test]
fn each_part_of_the_maximum_counts() {
    assert_eq!(maximum(|_| ()), 6_928_500);
    assert_eq!(maximum(|asked| asked.mpt_in_natura = Euro::from_cents(928_500)), 6_000_000);
    assert_eq!(maximum(|asked| asked.nachten_in_instelling = Some(7)), 3_464_250);
    assert_eq!(maximum(|asked| asked.wooninitiatief = Wonen::Wooninitiatief), 8_059_100);
    assert_eq!(maximum(|asked| asked.meerzorg = Euro::from_cents(100)), 6_928_600);
    let groep = maximum(|asked| {
        asked.zorgprofiel = "6VG".to_owned();
        asked.dagbesteding = Dagbesteding::MetVervoer;
    });
    assert_eq!(groep, 8_495_400);
    let deeltijd = maximum(|asked| {
        asked.zorgprofiel = "6VG".to_owned();
        asked.dagbesteding = Dagbesteding::MetVervoer;
        asked.nachten_in_instelling = Some(7);
    });
    assert_eq!(deeltijd, 2_695_550 + 3_104_300, "group guidance is not reduced (R-WLZ-04)");
}

#[test]
fn a_guarantee_amount_counts_when_it_is_higher() {
    let low = maximum(|asked| asked.garantie_budget = Some(Euro::from_cents(1_000_000)));
    assert_eq!(low, 6_928_500);
    let high = maximum(|asked| asked.garantie_budget = Some(Euro::from_cents(10_000_000)));
    assert_eq!(high, 10_517_000, "105.17 % (R-WLZ-07)");
}

#[test]
fn a_pgb_op_maat_is_plan_and_margin_up_to_the_maximum() {
    let plan = |som, marge| {
        Some(Budgetplan { som: Euro::from_cents(som), marge: Euro::from_cents(marge) })
    };
    let found = of(|asked| asked.budgetplan = plan(5_000_000, 250_000)).unwrap();
    assert_eq!(found.toegekend, Euro::from_cents(5_250_000));
    assert_eq!(found.wettelijk_maximum, Euro::from_cents(6_928_500), "kept apart (R-WLZ-09)");
    let above = of(|asked| asked.budgetplan = plan(6_900_000, 250_000)).unwrap();
    assert_eq!(above.toegekend, above.wettelijk_maximum);
}

#[test]
fn what_cannot_be_computed_says_where() {
    let place = |found: Result<Berekening, Weigering>| found.unwrap_err().place;
    assert_eq!(place(of(|asked| asked.zorgprofiel = "3LVG".to_owned())), "/zorgprofiel");
    assert_eq!(place(of(|asked| asked.zorgprofiel = "1LVG".to_owned())), "/dagbesteding");
    assert_eq!(place(of(|asked| asked.dagbesteding = Dagbesteding::MetVervoer)), "/dagbesteding");
    assert_eq!(place(of(|asked| asked.nachten_in_instelling = Some(3))), "/nachtenInInstelling");
    let crossing = Periode::try_new(date(2026, 6, 1), Some(date(2027, 5, 31))).unwrap();
    assert_eq!(place(of(|asked| asked.periode = crossing)), "/periode");
    let unknown = Periode::try_new(date(2031, 1, 1), Some(date(2031, 5, 31))).unwrap();
    assert_eq!(place(of(|asked| asked.periode = unknown)), "/periode");
}

proptest! {
    #[test]
    fn never_more_than_the_maximum_and_the_free_part_is_part_of_it(
        van in 0_i32..365, length in 0_i32..365, som in 0_i64..20_000_000, marge in 0_i64..1_000_000,
    ) {
        let first = date(2026, 1, 1);
        let van = first.saturating_add(jiff::Span::new().days(van));
        let tot = van.saturating_add(jiff::Span::new().days(length)).min(date(2026, 12, 31));
        let plan = Budgetplan { som: Euro::from_cents(som), marge: Euro::from_cents(marge) };
        let found = of(|asked| {
            asked.periode = Periode::try_new(van, Some(tot)).unwrap();
            asked.budgetplan = Some(plan);
        }).unwrap();
        prop_assert!(found.toegekend <= found.wettelijk_maximum);
        prop_assert!(found.wettelijk_maximum <= Euro::from_cents(6_928_500));
        prop_assert!(found.verantwoordingsvrij <= found.toegekend);
        prop_assert!(found.verantwoordingsvrij <= Euro::from_cents(125_000));
    }
}
