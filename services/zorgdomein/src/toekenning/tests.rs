//! Examples and properties of grants.

use jiff::civil::date;
use kernel::{Euro, Id, Periode, Wet, Zorgfunctie};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Grant, Next, Part, Pot, Status, Toekenning};

fn part(functie: &str, month: i8, cents: i64) -> Part {
    let van = date(2026, month, 1);
    let tot = if cents == 0 { van } else { date(2026, 12, 31) };
    Part {
        zorgfunctie: Zorgfunctie::parse(functie).unwrap(),
        periode: Periode::try_new(van, Some(tot)).unwrap(),
        bedrag: Euro::from_cents(cents),
        verantwoordingsvrij: None,
    }
}

fn ids() -> impl FnMut() -> Id<Pot> {
    let mut next = 0_u128;
    move || {
        next = next.wrapping_add(1);
        Id::from_uuid(Uuid::from_u128(next))
    }
}

fn open(delen: Vec<Part>, new_id: &mut dyn FnMut() -> Id<Pot>) -> Next {
    let grant = Grant {
        verstrekker: Id::from_uuid(Uuid::from_u128(900)),
        budgethouder: Id::from_uuid(Uuid::from_u128(901)),
        wet: Wet::Wmo,
        delen,
    };
    Toekenning::open(Id::from_uuid(Uuid::from_u128(902)), grant, new_id)
}

#[test]
fn a_pot_keeps_its_identity_when_its_amount_or_end_changes() {
    let mut new_id = ids();
    let first = open(vec![part("02", 1, 500), part("07", 1, 300)], &mut new_id).toekenning;
    let next = first.clone().replace(vec![part("02", 1, 900), part("07", 1, 300)], &mut new_id);
    assert_eq!(next.new_pots, []);
    assert_eq!(next.toekenning.versie, 2);
    assert_eq!(next.toekenning.potten[0].id, first.potten[0].id);
    assert_eq!(next.toekenning.potten[0].bedrag, Euro::from_cents(900));
}

#[test]
fn another_first_day_is_another_pot_and_the_withdrawn_one_stays_said() {
    let mut new_id = ids();
    let first = open(vec![part("02", 1, 500)], &mut new_id).toekenning;
    let next = first.replace(vec![part("02", 1, 0), part("02", 3, 400)], &mut new_id);
    assert_eq!(next.new_pots.len(), 1);
    let said = next.toekenning.fact();
    assert_eq!(said.potten.len(), 2);
    assert_eq!(said.potten[0].bedrag, Euro::ZERO);
    assert_eq!(next.toekenning.status, Status::Actief);
}

#[test]
fn a_toekenning_whose_every_pot_is_withdrawn_is_ingetrokken() {
    let mut new_id = ids();
    let first = open(vec![part("02", 1, 500), part("07", 1, 300)], &mut new_id).toekenning;
    let next = first.replace(vec![part("02", 1, 0), part("07", 1, 0)], &mut new_id).toekenning;
    assert_eq!(next.status, Status::Ingetrokken);
    assert!(!next.potten.iter().any(|pot| pot.fits(&pot.zorgfunctie, date(2026, 1, 1))));
}

#[test]
fn function_99_pays_for_every_function_and_another_only_for_its_own() {
    let mut new_id = ids();
    let whole = open(vec![part("99", 1, 500)], &mut new_id).toekenning;
    let single = open(vec![part("02", 1, 500)], &mut new_id).toekenning;
    let help = Zorgfunctie::parse("02").unwrap();
    let other = Zorgfunctie::parse("07").unwrap();
    assert!(whole.potten[0].fits(&help, date(2026, 5, 1)));
    assert!(single.potten[0].fits(&help, date(2026, 12, 31)));
    assert!(!single.potten[0].fits(&other, date(2026, 5, 1)));
    assert!(!single.potten[0].fits(&help, date(2027, 1, 1)));
}

prop_compose! {
    fn parts()(months in proptest::sample::subsequence((1_i8..=12).collect::<Vec<_>>(), 1..6),
               cents in prop::collection::vec(0_i64..1000, 6)) -> Vec<Part> {
        months.iter().zip(cents).map(|(month, cents)| part("02", *month, cents)).collect()
    }
}

proptest! {
    #[test]
    fn no_pot_that_was_ever_said_disappears_or_changes_its_key(steps in prop::collection::vec(parts(), 1..6)) {
        let mut new_id = ids();
        let mut steps = steps.into_iter();
        let mut state = open(steps.next().unwrap(), &mut new_id).toekenning;
        for (n, delen) in steps.enumerate() {
            let before = state.clone();
            let next = state.replace(delen, &mut new_id);
            for old in &before.potten {
                let new = next.toekenning.potten.iter().find(|pot| pot.id == old.id).unwrap();
                prop_assert_eq!(&new.zorgfunctie, &old.zorgfunctie);
                prop_assert_eq!(new.periode.van(), old.periode.van());
            }
            let kept = before.potten.len().saturating_add(next.new_pots.len());
            prop_assert_eq!(kept, next.toekenning.potten.len());
            prop_assert_eq!(next.toekenning.versie, i64::try_from(n).unwrap().saturating_add(2));
            state = next.toekenning;
        }
    }

    #[test]
    fn saying_the_same_situation_again_changes_nothing_but_the_version(delen in parts()) {
        let mut new_id = ids();
        let first = open(delen.clone(), &mut new_id).toekenning;
        let again = first.clone().replace(delen, &mut new_id);
        prop_assert_eq!(again.new_pots, vec![]);
        prop_assert_eq!(again.toekenning.potten, first.potten);
    }
}
