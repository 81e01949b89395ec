//! Rules on the budgethouder and those who act for him.

use super::{Class, Date, Place, Toekenningsbericht, Wet, places};
use crate::bericht::Relatie;

/// Elfproef.
pub(super) fn cs002(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    let mut found = places(bericht.client.bsn.bsn().is_none(), Class::Client, "bsn");
    found.extend(relations_where(bericht, "bsn", |relatie| {
        relatie.bsn.as_ref().is_some_and(|bsn| bsn.bsn().is_none())
    }));
    found
}

/// No logical key twice: Nummer of a Relatie, function and period of a `FunctieBudget`.
pub(super) fn tr101(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    let relaties = &bericht.client.relaties;
    let mut found = relations_where(bericht, "nummer", |relatie| {
        relaties.iter().filter(|other| other.nummer == relatie.nummer).count() > 1
    });
    let parts = &bericht.client.budget.functiebudgetten;
    found.extend(parts.iter().enumerate().filter_map(|(n, part)| {
        let same = |other: &&_| same_key(part, other);
        let twice = parts.iter().filter(same).count() > 1;
        twice.then(|| Place::of(Class::Functiebudget(n), "zorgfunctie"))
    }));
    found
}

fn same_key(one: &crate::bericht::Functiebudget, other: &crate::bericht::Functiebudget) -> bool {
    one.zorgfunctie == other.zorgfunctie && one.periode == other.periode
}

/// Without a partner's name only the own name can be used; pseudonyms (5) and names of firms (6)
/// stand in the list but not in a pgb.
pub(super) fn cs050(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    relations_where(bericht, "naam/naamGebruik", |relatie| {
        relatie
            .naam
            .as_ref()
            .is_some_and(|naam| naam.naam_gebruik > if naam.partnernaam.is_some() { 4 } else { 1 })
    })
}

/// Somebody is identified.
pub(super) fn tr515(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    relations_where(bericht, "", |relatie| {
        let Relatie { naam, bsn, kvk_nummer, organisatie, .. } = relatie;
        naam.is_none() && bsn.is_none() && kvk_nummer.is_none() && organisatie.is_none()
    })
}

/// A firm is not a person.
pub(super) fn cd504(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    relations_where(bericht, "", |relatie| {
        let firm = relatie.kvk_nummer.is_some() || relatie.organisatie.is_some();
        firm && (relatie.bsn.is_some() || relatie.naam.is_some())
    })
}

/// Gewaarborgde hulp exists in the Wlz only.
pub(super) fn cs502(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    relations_where(bericht, "soort", |relatie| {
        relatie.soort.gewaarborgde_hulp() && bericht.kop.wet != Wet::Wlz
    })
}

fn relations_where(
    bericht: &Toekenningsbericht,
    field: &'static str,
    broken: impl Fn(&Relatie) -> bool,
) -> Vec<Place> {
    let relaties = bericht.client.relaties.iter().enumerate();
    relaties
        .filter(|(_, relatie)| broken(relatie))
        .map(|(n, _)| Place::of(Class::Relatie(n), field))
        .collect()
}
