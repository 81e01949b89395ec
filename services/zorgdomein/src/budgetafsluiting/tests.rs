//! When a budget is closed and what is told, by example and as properties.

use jiff::civil::{Date, date};
use kernel::{Euro, Id, Periode, Wet, Zorgfunctie};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Afspraak, Besteding, Reden, Stand, Termijnen, Weekend, close, plan};
use crate::toekenning::{Pot, Status, Toekenning};

const TERMIJNEN: Termijnen =
    Termijnen { einde: 98, jaareinde: 98, conflict: 1, weekend: Weekend::Blijft };

fn pot(van: Date, tot: Date, cents: i64) -> Pot {
    Pot {
        id: Id::from_uuid(Uuid::from_u128(1)),
        zorgfunctie: Zorgfunctie::parse("02").unwrap(),
        periode: Periode::try_new(van, Some(tot)).unwrap(),
        bedrag: Euro::from_cents(cents),
        verantwoordingsvrij: None,
    }
}

fn toekenning(wet: Wet, pot: Pot) -> Toekenning {
    Toekenning {
        id: Id::from_uuid(Uuid::from_u128(2)),
        wet,
        verstrekker: Id::from_uuid(Uuid::from_u128(3)),
        budgethouder: Id::from_uuid(Uuid::from_u128(4)),
        status: Status::Actief,
        versie: 1,
        revisie: 1,
        potten: vec![pot],
    }
}

fn planned(wet: Wet, before: Option<Pot>, after: Pot, day: Date) -> Vec<(u8, Date)> {
    let before = before.map(|pot| toekenning(wet, pot));
    let after = toekenning(wet, after);
    let named = [after.potten[0].id];
    let planned = plan(before.as_ref(), &after, &named, (day, TERMIJNEN));
    planned.iter().map(|Afspraak { reden, op, .. }| (reden.code(), *op)).collect()
}

#[test]
fn a_budget_closes_98_days_after_its_last_day() {
    let year = pot(date(2026, 1, 1), date(2026, 12, 31), 100);
    let day = date(2025, 12, 1);
    assert_eq!(planned(Wet::Wlz, None, year.clone(), day), [(1, date(2027, 4, 8))]);
    assert_eq!(planned(Wet::Wmo, None, year, day), [(1, date(2027, 4, 8))], "OP522: no reason 2");
}

#[test]
fn a_budget_of_a_gemeente_that_crosses_the_year_also_closes_after_each_year() {
    let long = pot(date(2026, 7, 1), date(2028, 6, 30), 100);
    let found = planned(Wet::Jw, None, long, date(2026, 6, 1));
    let expected = [(1, date(2028, 10, 6)), (2, date(2027, 4, 8)), (2, date(2028, 4, 7))];
    assert_eq!(found, expected);
}

#[test]
fn a_budget_shortened_into_the_past_closes_98_days_after_the_message_and_may_conflict() {
    let (before, after) = (
        pot(date(2026, 1, 1), date(2026, 12, 31), 100),
        pot(date(2026, 1, 1), date(2026, 3, 31), 100),
    );
    let found = planned(Wet::Wlz, Some(before), after, date(2026, 6, 1));
    assert_eq!(found, [(3, date(2026, 6, 2)), (1, date(2026, 9, 7))]);
}

#[test]
fn a_withdrawal_may_only_conflict_and_a_raise_does_not() {
    let first = date(2026, 1, 1);
    let before = pot(first, date(2026, 12, 31), 100);
    let withdrawn = pot(first, first, 0);
    let day = date(2026, 6, 1);
    assert_eq!(planned(Wet::Wlz, Some(before.clone()), withdrawn, day), [(3, date(2026, 6, 2))]);
    let raised = pot(first, date(2026, 12, 31), 200);
    assert_eq!(planned(Wet::Wlz, Some(before), raised, day), [(1, date(2027, 4, 8))]);
}

#[test]
fn a_weekend_moves_to_monday_when_the_setting_says_so() {
    let moving = Termijnen { weekend: Weekend::Maandag, ..TERMIJNEN };
    // 98 days are fourteen weeks: Saturday stays Saturday.
    assert_eq!(moving.after(date(2026, 10, 31), 98), date(2027, 2, 8));
    assert_eq!(TERMIJNEN.after(date(2026, 10, 31), 98), date(2027, 2, 6));
}

fn stand(budget: &str, tot: Date, cents: i64) -> Stand {
    Stand {
        budget_identificatie: budget.to_owned(),
        periode: Periode::try_new(date(2026, 1, 1), Some(tot)).unwrap(),
        bedrag: Euro::from_cents(cents),
    }
}

fn closed(
    reden: Reden,
    aanleiding: Date,
    standen: &[Stand],
    paid: (i64, i64),
) -> Option<(String, i64)> {
    let besteding = Besteding {
        besteed: Euro::from_cents(paid.0),
        terug_te_vorderen: Euro::from_cents(paid.1),
    };
    let functie = Zorgfunctie::parse("02").unwrap();
    let pot = Id::from_uuid(Uuid::from_u128(1));
    let regel = close((pot, &functie), (reden, aanleiding), standen, besteding)?;
    Some((regel.budget_identificatie, regel.besteed.cents()))
}

#[test]
fn a_conflict_is_told_under_the_budget_where_the_spending_was_lawful() {
    let end = date(2026, 12, 31);
    let standen = [stand("PGB-1", end, 1000), stand("PGB-2", end, 400)];
    let day = date(2026, 6, 1);
    let found = closed(Reden::Conflict, day, &standen, (700, 0));
    assert_eq!(found, Some(("PGB-1".to_owned(), 700)));
    assert_eq!(closed(Reden::Conflict, day, &standen, (400, 0)), None, "repaired or never there");
    let withdrawn = [stand("PGB-1", end, 1000), stand("PGB-2", date(2026, 1, 1), 0)];
    let found = closed(Reden::Conflict, day, &withdrawn, (0, 1));
    assert_eq!(found, Some(("PGB-1".to_owned(), 1)));
}

#[test]
fn an_end_that_has_moved_meanwhile_is_not_told() {
    let standen =
        [stand("PGB-1", date(2026, 6, 30), 1000), stand("PGB-2", date(2026, 12, 31), 1000)];
    assert_eq!(closed(Reden::Einde, date(2026, 6, 30), &standen, (5, 0)), None);
    let found = closed(Reden::Einde, date(2026, 12, 31), &standen, (5, 0));
    assert_eq!(found, Some(("PGB-2".to_owned(), 5)));
}

proptest! {
    #[test]
    fn more_than_granted_is_told_with_reason_3_only(
        amounts in proptest::collection::vec(0_i64..1000, 1..4), besteed in 0_i64..2000,
        terug in 0_i64..500, reden in 1_i16..=3,
    ) {
        let end = date(2026, 12, 31);
        let standen: Vec<Stand> = amounts.iter().map(|cents| stand("PGB", end, *cents)).collect();
        let reden = Reden::of_code(reden).unwrap();
        let aanleiding = if reden == Reden::Jaareinde { date(2026, 6, 1) } else { end };
        let newest = *amounts.last().unwrap();
        if let Some((_, told)) = closed(reden, aanleiding, &standen, (besteed, terug)) {
            prop_assert!(reden == Reden::Conflict || told <= newest, "TR512, TR513");
            prop_assert!(told <= besteed.saturating_add(terug));
        }
    }
}
