//! Amounts that look made up (risk:G01, G02). Context only: fixed weekly care looks the same.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::Eenheid;

use super::{DOORLOPEND, over, promille, tel, uitslagen};
use crate::feiten::{Declaratie, Omgeving, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Haak, Uitslag, Waarden};

/// The months of an agreement that is claimed by time, with the claims of each.
fn maanden<'a>(omgeving: Omgeving<'a>, haak: &Haak) -> BTreeMap<Date, (i64, Vec<&'a Declaratie>)> {
    let mut months: BTreeMap<Date, (i64, Vec<&Declaratie>)> = BTreeMap::new();
    let Haak::Zorgovereenkomst(id) = haak else { return months };
    for claim in omgeving.declaraties_onder(*id) {
        let fixed = claim.ingediend.as_ref().is_none_or(|said| said.maandloon)
            || claim.zorgregels().iter().any(|regel| regel.eenheid == Eenheid::Maand);
        if fixed {
            continue;
        }
        for regel in claim.zorgregels() {
            let month = months.entry(dagen::maand(regel.van)).or_default();
            month.0 = month.0.saturating_add(regel.bedrag);
            if month.1.last().is_none_or(|last| last.id != claim.id) {
                month.1.push(claim);
            }
        }
    }
    months
}

fn answer(
    omgeving: Omgeving<'_>,
    months: &[&(i64, Vec<&Declaratie>)],
    waarden: Waarden,
) -> Vec<Uitslag> {
    let Some(first) = months.iter().find_map(|(_, claims)| claims.first()) else {
        return Vec::new();
    };
    let mut found = over(omgeving, first.zorgverlener_id, DOORLOPEND.to_owned(), waarden);
    found.benadeelden.insert(first.budgethouder_id);
    for claim in months.iter().flat_map(|(_, claims)| claims) {
        found.bewijs.declaratie(claim);
    }
    uitslagen([found])
}

/// risk:G01: most months are a round amount.
pub fn rond(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let months = maanden(omgeving, haak);
    let step = parameters.get("stap");
    let round: Vec<&(i64, Vec<&Declaratie>)> =
        months.values().filter(|(sum, _)| sum.checked_rem(step) == Some(0)).collect();
    let share = promille(tel(round.len()), tel(months.len()));
    if months.len() < parameters.count("maanden") || share < parameters.get("aandeelPromille") {
        return Vec::new();
    }
    let waarden = Waarden::default().aantal("maanden", months.len()).getal("aandeel", share);
    answer(omgeving, &months.values().collect::<Vec<_>>(), waarden)
}

/// risk:G02: the same amount month after month.
pub fn gelijk(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let months = maanden(omgeving, haak);
    let (mut best, mut run): (Vec<Date>, Vec<Date>) = (Vec::new(), Vec::new());
    for (month, (sum, _)) in &months {
        let follows = run.last().is_some_and(|before| {
            dagen::maanden(*before, *month) == 1
                && months.get(before).is_some_and(|(amount, _)| amount == sum)
        });
        if !follows {
            run.clear();
        }
        run.push(*month);
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    if best.len() < parameters.count("maanden") {
        return Vec::new();
    }
    let same: Vec<_> = best.iter().filter_map(|month| months.get(month)).collect();
    let amount = same.first().map(|(sum, _)| *sum).unwrap_or_default();
    let waarden = Waarden::default().aantal("maanden", same.len()).getal("bedrag", amount);
    answer(omgeving, &same, waarden)
}
