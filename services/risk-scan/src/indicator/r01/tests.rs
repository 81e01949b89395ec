#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

const STANDARD: Parameters = Parameters { venster_dagen: 365, drempel: 3, drempel_verschillend: 2 };

fn zorgverlener(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn paid(id: u128, who: u128, datum: Date) -> Betaling {
    Betaling {
        id: Uuid::from_u128(1000 + id),
        versie: 1,
        gebeurtenis_id: Uuid::from_u128(2000 + id),
        verstrekker_id: Uuid::from_u128(9),
        zorgverlener_id: zorgverlener(who),
        bedrag: Euro::from_cents(10_000),
        datum,
    }
}

fn person(adres: Option<&str>) -> Zorgverlener {
    Zorgverlener { natuurlijk_persoon: true, kvk_nummer: None, adres_ref: adres.map(str::to_owned) }
}

fn firm(kvk: Option<&str>, adres: Option<&str>) -> Zorgverlener {
    Zorgverlener {
        natuurlijk_persoon: false,
        kvk_nummer: kvk.map(str::to_owned),
        adres_ref: adres.map(str::to_owned),
    }
}

fn known(all: &[Zorgverlener]) -> BTreeMap<Uuid, Zorgverlener> {
    (1_u128..).zip(all).map(|(number, one)| (zorgverlener(number), one.clone())).collect()
}

/// What is said in 2026 of these zorgverleners, each paid once on a day of its own.
fn said(all: &[Zorgverlener]) -> Option<Oordeel> {
    let betalingen: Vec<Betaling> = (1_i8..)
        .zip(all)
        .map(|(n, _)| paid(n.unsigned_abs().into(), n.unsigned_abs().into(), date(2026, 3, n)))
        .collect();
    evaluate(STANDARD, &betalingen, &known(all)).remove(&2026)
}

fn ground(oordeel: Option<Oordeel>) -> Option<(u32, Grond)> {
    match oordeel {
        Some(Oordeel::Bevinding(bevinding)) => {
            Some((bevinding.waarden.aantal_zorgverleners, bevinding.waarden.grond))
        }
        Some(Oordeel::NietTeBeoordelen(_)) | None => None,
    }
}

#[test]
fn three_on_one_account_fire_whatever_is_known_of_them() {
    let unknown = person(None);
    let all = [unknown.clone(), unknown.clone(), unknown.clone()];
    assert_eq!(ground(said(&all)), Some((3, Grond::Aantal)));
    let together = person(Some("a"));
    let household = [together.clone(), together.clone(), together];
    assert_eq!(ground(said(&household)), Some((3, Grond::Aantal)));
    let nobody_known: Vec<Betaling> = (1_u128..4).map(|n| paid(n, n, date(2026, 3, 1))).collect();
    let oordeel = evaluate(STANDARD, &nobody_known, &BTreeMap::new()).remove(&2026);
    assert_eq!(ground(oordeel), Some((3, Grond::Aantal)));
}

#[test]
fn two_fire_only_at_different_addresses_and_never_as_one_firm_or_household() {
    let fires = Some((2, Grond::VerschillendAdres));
    let cases = [
        ([person(Some("a")), person(Some("b"))], fires, None),
        ([person(Some("a")), person(Some("a"))], None, None),
        ([person(Some("a")), person(None)], None, Some(Ontbreekt::Adres)),
        ([person(None), person(None)], None, Some(Ontbreekt::Adres)),
        ([firm(Some("1"), Some("a")), firm(Some("1"), Some("b"))], None, None),
        ([firm(Some("1"), Some("a")), firm(Some("2"), Some("b"))], fires, None),
        ([firm(Some("1"), Some("a")), firm(Some("2"), Some("a"))], None, None),
        ([firm(None, Some("a")), firm(Some("2"), Some("b"))], None, Some(Ontbreekt::KvkNummer)),
        ([firm(None, Some("a")), firm(None, Some("b"))], None, Some(Ontbreekt::KvkNummer)),
        ([firm(None, Some("a")), person(Some("b"))], fires, None),
        ([firm(Some("1"), Some("a")), person(Some("b"))], fires, None),
        ([firm(Some("1"), Some("a")), person(Some("a"))], None, None),
    ];
    for (all, expected, missing) in cases {
        let oordeel = said(&all);
        let unknown = match &oordeel {
            Some(Oordeel::NietTeBeoordelen(ontbreekt)) => Some(*ontbreekt),
            Some(Oordeel::Bevinding(_)) | None => None,
        };
        assert_eq!(unknown, missing, "{all:?}");
        assert_eq!(ground(oordeel), expected, "{all:?}");
    }
}

#[test]
fn one_zorgverlener_says_nothing_however_often_paid() {
    let betalingen: Vec<Betaling> =
        (1_i8..20).map(|n| paid(n.unsigned_abs().into(), 1, date(2026, 3, n))).collect();
    assert!(evaluate(STANDARD, &betalingen, &known(&[person(None)])).is_empty());
}

#[test]
fn firms_with_one_registration_count_once() {
    let all = [firm(Some("1"), None), firm(Some("1"), None), person(None), person(None)];
    assert_eq!(ground(said(&all)), Some((3, Grond::Aantal)));
}

#[test]
fn payments_more_than_a_window_apart_do_not_meet() {
    let unknown = known(&[person(None), person(None), person(None)]);
    let at = |third: Date| {
        let betalingen =
            [paid(1, 1, date(2025, 3, 1)), paid(2, 2, date(2025, 9, 1)), paid(3, 3, third)];
        ground(evaluate(STANDARD, &betalingen, &unknown).remove(&2026))
    };
    assert_eq!(at(date(2026, 3, 1)), Some((3, Grond::Aantal)), "365 days later");
    assert_eq!(at(date(2026, 3, 2)), None, "366 days later");
}

#[test]
fn what_runs_on_comes_back_once_a_year_with_the_payments_of_its_window() {
    let unknown = known(&[person(None), person(None), person(None)]);
    let months = (1_i8..13).chain(1_i8..13);
    let betalingen: Vec<Betaling> = (0_u128..)
        .zip(months)
        .map(|(n, month)| paid(n, n % 3 + 1, date(if n < 12 { 2025 } else { 2026 }, month, 1)))
        .collect();
    let found = evaluate(STANDARD, &betalingen, &unknown);
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), [2025, 2026]);
    let Some(Oordeel::Bevinding(bevinding)) = found.get(&2026) else { panic!("{found:?}") };
    assert_eq!(bevinding.waarden.eerste_op, date(2025, 12, 1));
    assert_eq!(bevinding.waarden.laatste_op, date(2026, 12, 1));
    assert_eq!(bevinding.waarden.bedrag, Euro::from_cents(130_000));
}

fn any_zorgverlener() -> impl Strategy<Value = Zorgverlener> {
    let reference = prop::option::of(prop::sample::select(vec!["a", "b", "c"]));
    let kvk = prop::option::of(prop::sample::select(vec!["1", "2"]));
    (any::<bool>(), kvk, reference).prop_map(|(natuurlijk_persoon, kvk, adres)| Zorgverlener {
        natuurlijk_persoon,
        kvk_nummer: kvk.map(str::to_owned),
        adres_ref: adres.map(str::to_owned),
    })
}

/// Without registrations everybody counts by himself.
fn anybody_alone() -> impl Strategy<Value = Zorgverlener> {
    any_zorgverlener().prop_map(|one| Zorgverlener { kvk_nummer: None, ..one })
}

fn any_payments() -> impl Strategy<Value = Vec<Betaling>> {
    prop::collection::vec((1_u128..5, 0_i64..900), 0..25).prop_map(|all| {
        (0_u128..)
            .zip(all)
            .map(|(n, (who, day))| paid(n, who, date(2024, 6, 1).saturating_add(day.days())))
            .collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_payments_does_not_matter(
        betalingen in any_payments(),
        all in prop::collection::vec(any_zorgverlener(), 4),
        seed in any::<u64>(),
    ) {
        let mut shuffled = betalingen.clone();
        shuffled.sort_by_key(|betaling| betaling.id.as_u128().wrapping_mul(u128::from(seed | 1)));
        prop_assert_eq!(
            evaluate(STANDARD, &betalingen, &known(&all)),
            evaluate(STANDARD, &shuffled, &known(&all))
        );
    }

    #[test]
    fn the_evidence_alone_gives_the_same_finding(
        betalingen in any_payments(),
        all in prop::collection::vec(any_zorgverlener(), 4),
    ) {
        for (jaar, oordeel) in evaluate(STANDARD, &betalingen, &known(&all)) {
            let Oordeel::Bevinding(bevinding) = oordeel else { continue };
            prop_assert!(!bevinding.bewijs.is_empty());
            let again = evaluate(STANDARD, &bevinding.bewijs, &known(&all)).remove(&jaar);
            prop_assert_eq!(again, Some(Oordeel::Bevinding(bevinding)));
        }
    }

    #[test]
    fn one_more_payment_never_clears_an_account(
        betalingen in any_payments(),
        all in prop::collection::vec(anybody_alone(), 4),
        who in 1_u128..5,
        day in 0_i64..900,
    ) {
        let fires = |betalingen: &[Betaling]| -> BTreeSet<i16> {
            evaluate(STANDARD, betalingen, &known(&all))
                .into_iter()
                .filter(|(_, oordeel)| matches!(oordeel, Oordeel::Bevinding(_)))
                .map(|(jaar, _)| jaar)
                .collect()
        };
        let mut more = betalingen.clone();
        more.push(paid(999, who, date(2024, 6, 1).saturating_add(day.days())));
        prop_assert!(fires(&more).is_superset(&fires(&betalingen)));
    }

    #[test]
    fn what_fires_for_one_verstrekker_fires_for_the_country(
        betalingen in any_payments(),
        all in prop::collection::vec(anybody_alone(), 4),
        mask in any::<u32>(),
    ) {
        let own: Vec<Betaling> = (0_u32..)
            .zip(&betalingen)
            .filter(|(place, _)| mask.wrapping_shr(*place) & 1 == 1)
            .map(|(_, betaling)| betaling.clone())
            .collect();
        let whole = evaluate(STANDARD, &betalingen, &known(&all));
        for (jaar, oordeel) in evaluate(STANDARD, &own, &known(&all)) {
            if matches!(oordeel, Oordeel::Bevinding(_)) {
                prop_assert!(matches!(whole.get(&jaar), Some(Oordeel::Bevinding(_))));
            }
        }
    }

    #[test]
    fn references_may_be_renamed_without_changing_a_finding(
        betalingen in any_payments(),
        all in prop::collection::vec(any_zorgverlener(), 4),
    ) {
        let renamed: Vec<Zorgverlener> = all
            .iter()
            .map(|one| Zorgverlener {
                adres_ref: one.adres_ref.as_ref().map(|adres| format!("other {adres}")),
                kvk_nummer: one.kvk_nummer.as_ref().map(|kvk| format!("9{kvk}")),
                ..one.clone()
            })
            .collect();
        prop_assert_eq!(
            evaluate(STANDARD, &betalingen, &known(&all)),
            evaluate(STANDARD, &betalingen, &known(&renamed))
        );
    }
}
