//! A change just before the money (risk:G07), and the same person at a higher price (risk:G19).

use std::collections::{BTreeMap, BTreeSet};

use kernel::SoortOvereenkomst;

use super::{jaar, over, promille, uitslagen};
use crate::feiten::{Betaling, Omgeving, Overeenkomst, Ref, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Haak, Uitslag, Waarden};

/// risk:G07: a payment of some size goes to an account on which this zorgverlener was never paid
/// and that became his only shortly before; he was paid elsewhere until then. The answer of the
/// bank to the check of the name is not among the facts: the explanation says so.
pub fn rekening(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    let mut payments: Vec<&Betaling> =
        omgeving.betalingen_aan(*id).filter(|one| one.loopt).collect();
    payments.sort_by_key(|one| (one.datum, one.id));
    let known = omgeving.zorgverlener(*id);
    let mut seen: BTreeMap<&Ref, &Betaling> = BTreeMap::new();
    let mut found: BTreeMap<String, Bevinding> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    let near = parameters.get("dagen");
    for payment in payments {
        let Some(iban) = &payment.iban else { continue };
        let first = seen.get(iban).map_or(payment, |first| *first);
        // Payments that go out together with the first one on an account are as new as it.
        let fresh = dagen::tussen(first.datum, payment.datum) <= near;
        let before =
            seen.iter().filter(|(other, one)| **other != iban && one.datum < payment.datum);
        let earlier = before.map(|(_, one)| *one).max_by_key(|one| one.datum);
        seen.entry(iban).or_insert(payment);
        let (Some(earlier), true) = (earlier, fresh) else { continue };
        if payment.bedrag < parameters.get("bedrag") || first.datum <= earlier.datum {
            continue;
        }
        let sinds = known.and_then(|known| known.rekening_sinds.get(iban)).copied();
        let Some(sinds) = sinds else {
            unknown.insert(jaar(payment.datum));
            continue;
        };
        // Known before he was ever paid: no change, but a choice of account.
        if dagen::tussen(sinds, payment.datum) > near || sinds < earlier.datum {
            continue;
        }
        let venster = jaar(payment.datum);
        let entry = found.entry(venster.clone()).or_insert_with(|| {
            over(omgeving, *id, venster, Waarden::default().dag("gewijzigdOp", sinds))
        });
        entry.bewijs.betaling(payment);
        entry.bewijs.betaling(earlier);
        let sum = entry.waarden.number("bedrag").saturating_add(payment.bedrag);
        let days = dagen::tussen(sinds, payment.datum);
        let values = std::mem::take(&mut entry.waarden);
        entry.waarden = values.getal("bedrag", sum).getal("dagen", days);
    }
    let gaps: Vec<Uitslag> = unknown
        .into_iter()
        .filter(|venster| !found.contains_key(venster))
        .map(|venster| Uitslag::NietTeBeoordelen { venster, ontbreekt: "rekeningSinds" })
        .collect();
    let mut answers = uitslagen(found.into_values());
    answers.extend(gaps);
    answers
}

/// risk:G19: informal care ends, and soon after the same person cares as a firm at a higher rate.
/// The same person is who has two of account, address and contact in common.
pub fn eigen_bedrijf(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Budgethouder(id) = haak else { return Vec::new() };
    let agreements: Vec<&Overeenkomst> = omgeving.overeenkomsten_voor(*id).collect();
    let mut found = BTreeMap::new();
    for before in agreements.iter().filter(|one| one.soort == SoortOvereenkomst::Familie) {
        for after in &agreements {
            let Some((venster, stijging)) = dearer(omgeving, before, after, parameters) else {
                continue;
            };
            let waarden = Waarden::default().getal("stijging", stijging);
            let mut one = over(omgeving, after.zorgverlener_id, venster.clone(), waarden);
            one.bewijs.zorgverlener(omgeving.zorgverlener(before.zorgverlener_id));
            one.bewijs.overeenkomst(before);
            one.bewijs.overeenkomst(after);
            one.benadeelden.insert(*id);
            found.insert(venster, one);
        }
    }
    uitslagen(found.into_values())
}

fn dearer(
    omgeving: Omgeving<'_>,
    before: &Overeenkomst,
    after: &Overeenkomst,
    parameters: &Parameters,
) -> Option<(String, i64)> {
    let (one, other) = (
        omgeving.zorgverlener(before.zorgverlener_id)?,
        omgeving.zorgverlener(after.zorgverlener_id)?,
    );
    let shared = [
        one.iban.is_some() && one.iban == other.iban,
        one.adres.is_some() && one.adres == other.adres,
        one.contact.is_some() && one.contact == other.contact,
    ];
    let same = one.id != other.id && shared.into_iter().filter(|same| *same).count() >= 2;
    let firm = other.kvk.is_some() || !other.natuurlijk_persoon;
    let (last, first) = (before.regels.last()?, after.regels.first()?);
    let gap = dagen::tussen(last.tot?, first.van);
    let rise = promille(first.tarief, last.tarief);
    let fires = same
        && firm
        && last.eenheid == first.eenheid
        && (0..=parameters.get("gatDagen")).contains(&gap)
        && rise >= parameters.get("stijgingPromille");
    fires.then(|| (jaar(first.van), rise))
}
