//! The population is the same each time, and is what it says.

#![cfg(test)]

use std::collections::BTreeSet;

use population::{Options, Population, Verwachting};

fn two_hundred() -> Population {
    Population::generate(Options { seed: 7, budgethouders: 200 }).expect("the size is allowed")
}

#[test]
fn the_same_seed_gives_the_same_population() {
    assert_eq!(format!("{:?}", two_hundred()), format!("{:?}", two_hundred()));
    let other = Population::generate(Options { seed: 8, budgethouders: 200 }).unwrap();
    assert_ne!(format!("{:?}", two_hundred().declaraties), format!("{:?}", other.declaraties));
}

#[test]
fn every_person_has_a_number_of_his_own() {
    let population = two_hundred();
    let mut numbers = BTreeSet::new();
    for persoon in &population.personen {
        assert!(numbers.insert(persoon.bsn.as_str().to_owned()), "{}", persoon.naam);
    }
    for (bsn, _) in population.zorgverleners.iter().filter_map(|z| z.persoon.as_ref()) {
        assert!(numbers.insert(bsn.as_str().to_owned()));
    }
}

#[test]
fn the_budgets_hold_the_claims_that_should_be_booked() {
    let population = two_hundred();
    for (place, toekenning) in population.toekenningen.iter().enumerate() {
        let granted: i64 = toekenning.functies.first().map_or(0, |f| f.bedrag.cents());
        let claimed: i64 = population
            .declaraties
            .iter()
            .filter(|claim| claim.verwachting == Verwachting::Goed)
            .filter(|claim| population.overeenkomsten[claim.overeenkomst].toekenning == place)
            .map(|claim| claim.verschuldigd.cents())
            .sum();
        assert!(claimed <= granted, "budget {place} holds {granted}, claimed {claimed}");
    }
}

#[test]
fn every_kind_of_fault_is_there() {
    let population = two_hundred();
    let faults: BTreeSet<&str> = (population.declaraties.iter().map(|claim| claim.verwachting))
        .chain(population.overeenkomsten.iter().map(|agreement| agreement.verwachting))
        .filter_map(|expected| match expected {
            Verwachting::Geweigerd(rule) => Some(rule),
            Verwachting::Goed | Verwachting::BudgetOntoereikend => None,
        })
        .collect();
    let expected = [
        "D-31",
        "D-33",
        "D-36",
        "D-41",
        "D-43",
        "D-60",
        "FORM-04",
        "LOON-01",
        "TIJD-11",
        "VAK-01",
        "verstrekker",
    ];
    assert_eq!(faults.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(population.fouten.len(), 4);
}
