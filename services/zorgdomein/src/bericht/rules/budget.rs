//! Rules on the budget and its parts.

use super::{
    Class, Date, EERSTE_DAG, Euro, Place, Tijdvak, Toekenningsbericht, Wet, parts_where, places,
};
use crate::bericht::Functiebudget;

/// Afgiftedatum not after Dagtekening.
pub(super) fn cs023(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    let late =
        bericht.client.budget.afgiftedatum.is_some_and(|afgifte| afgifte > bericht.kop.dagtekening);
    places(late, Class::Budget, "afgiftedatum")
}

/// Every period ends on or after its first day.
pub(super) fn cs003(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    let backwards = |periode: Tijdvak| periode.einddatum < periode.ingangsdatum;
    let budget = bericht.client.budget.periode.is_some_and(backwards);
    let mut found = places(budget, Class::Budget, "budgetPeriode");
    found.extend(parts_where(bericht, "functieBudgetPeriode", |part| backwards(part.periode)));
    found
}

/// Begin on or after 1-1-2018.
pub(super) fn tr511(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    let early = |periode: Tijdvak| periode.ingangsdatum < EERSTE_DAG;
    let budget = bericht.client.budget.periode.is_some_and(early);
    let mut found = places(budget, Class::Budget, "budgetPeriode");
    found.extend(parts_where(bericht, "functieBudgetPeriode", |part| early(part.periode)));
    found
}

/// The part that needs no account fits in the whole.
pub(super) fn tr503(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    parts_where(bericht, "verantwoordingsvrijBedrag", |part| {
        part.verantwoordingsvrij.unwrap_or(Euro::ZERO) > part.bedrag
    })
}

/// Amount 0 withdraws, and then the period is one day.
pub(super) fn cd505(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    parts_where(bericht, "functieBudgetPeriode", |part| {
        part.is_ingetrokken() && part.periode.einddatum != part.periode.ingangsdatum
    })
}

/// Two parts of one function share no day; withdrawn ones do not count. Parts with one and the
/// same key are TR101.
pub(super) fn tr502_within(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    let parts = &bericht.client.budget.functiebudgetten;
    let clash = |one: &Functiebudget, other: &Functiebudget| {
        one.zorgfunctie == other.zorgfunctie
            && one.periode != other.periode
            && !one.is_ingetrokken()
            && !other.is_ingetrokken()
            && one.periode.overlaps(other.periode)
    };
    parts_where(bericht, "zorgfunctie", |part| parts.iter().any(|other| clash(part, other)))
}

/// Wlz: each part lies inside the budget's period.
pub(super) fn tr016(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    let Some(whole) = bericht.client.budget.periode.filter(|_| bericht.kop.wet == Wet::Wlz) else {
        return Vec::new();
    };
    parts_where(bericht, "functieBudgetPeriode", |part| {
        part.periode.ingangsdatum < whole.ingangsdatum || part.periode.einddatum > whole.einddatum
    })
}

/// Wlz: granted per calendar year.
pub(super) fn tr501(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    if bericht.kop.wet != Wet::Wlz {
        return Vec::new();
    }
    let crosses = |periode: Tijdvak| periode.ingangsdatum.year() != periode.einddatum.year();
    let budget = bericht.client.budget.periode.is_some_and(crosses);
    let mut found = places(budget, Class::Budget, "budgetPeriode");
    found.extend(parts_where(bericht, "functieBudgetPeriode", |part| crosses(part.periode)));
    found
}
