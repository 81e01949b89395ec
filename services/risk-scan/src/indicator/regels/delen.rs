//! What many share: an address, a telephone number (risk:R04, R05, R11).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{DOORLOPEND, huishoudens, promille, sterkste, tel, uitslagen, vensters};
use crate::feiten::omgeving::{Soort, Zorgpartij};
use crate::feiten::{Budgethouder, Omgeving, Zorgverlener};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

/// risk:R04: many care firms at work on one address.
pub fn adres(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Adres(adres) = haak else { return Vec::new() };
    let firms: Vec<&Zorgverlener> =
        omgeving.zorgverleners_met(Soort::Adres, adres).filter(|one| one.kvk.is_some()).collect();
    let distinct: BTreeSet<_> = firms.iter().map(|one| &one.kvk).collect();
    if distinct.len() < parameters.count("drempel") {
        return Vec::new();
    }
    let mut days: Vec<(Date, &Zorgverlener, &crate::feiten::Declaratie)> = firms
        .iter()
        .flat_map(|firm| {
            omgeving.regels_van(firm.id).map(move |(claim, regel)| (regel.van, *firm, claim))
        })
        .collect();
    days.sort_by_key(|(dag, firm, claim)| (*dag, firm.id, claim.id));
    let count = |stretch: &[(Date, &Zorgverlener, &crate::feiten::Declaratie)]| {
        let firms: BTreeSet<_> = stretch.iter().map(|(_, firm, _)| &firm.kvk).collect();
        (firms.len() >= parameters.count("drempel")).then(|| tel(firms.len()))
    };
    let stretches = vensters(&days, |item| item.0, parameters.get("vensterDagen"));
    let found = sterkste(stretches, |item| item.0, count);
    uitslagen(found.into_iter().map(|(venster, stretch)| {
        let mut bewijs = Bewijzen::default();
        // One claim a firm shows that it was at work.
        let mut shown: BTreeSet<Uuid> = BTreeSet::new();
        for (_, firm, claim) in stretch.iter().rev() {
            if shown.insert(firm.id) {
                bewijs.zorgverlener(Some(firm));
                bewijs.declaratie(claim);
            }
        }
        Bevinding {
            venster,
            waarden: Waarden::default().getal("aantalBedrijven", count(stretch).unwrap_or(0)),
            onderwerpen: shown,
            benadeelden: BTreeSet::new(),
            bewijs,
        }
    }))
}

/// What flows from budgethouders to each party in care, and by which claims.
struct Stromen<'a> {
    totaal: i64,
    aan: BTreeMap<Zorgpartij, (i64, BTreeSet<Uuid>)>,
    declaraties: Vec<&'a crate::feiten::Declaratie>,
}

fn stromen<'a>(omgeving: Omgeving<'a>, holders: &[&Budgethouder]) -> Stromen<'a> {
    let mut found = Stromen { totaal: 0, aan: BTreeMap::new(), declaraties: Vec::new() };
    for holder in holders {
        for claim in omgeving.declaraties_voor(holder.id) {
            let bedrag = claim.bedrag();
            found.totaal = found.totaal.saturating_add(bedrag);
            let entry = found.aan.entry(omgeving.partij_van(claim.zorgverlener_id)).or_default();
            entry.0 = entry.0.saturating_add(bedrag);
            entry.1.insert(claim.zorgverlener_id);
            found.declaraties.push(claim);
        }
    }
    found
}

/// The parties that get most, at most so many: thousandths of the whole, and who they are.
fn grootste(stromen: &Stromen<'_>, count: usize) -> (i64, BTreeSet<Uuid>) {
    let mut sorted: Vec<&(i64, BTreeSet<Uuid>)> = stromen.aan.values().collect();
    sorted.sort_by_key(|(bedrag, _)| std::cmp::Reverse(*bedrag));
    let most = sorted.into_iter().take(count);
    let (mut bedrag, mut ids) = (0_i64, BTreeSet::new());
    for (amount, who) in most {
        bedrag = bedrag.saturating_add(*amount);
        ids.extend(who.iter().copied());
    }
    (promille(bedrag, stromen.totaal), ids)
}

/// risk:R05: one telephone number or e-mail address behind many files, whose money goes to few;
/// or behind several zorgverleners at different addresses. A number that whole offices have, or
/// that was filled in for want of one (risk:D07), is left alone.
pub fn contact(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Contact(contact) = haak else { return Vec::new() };
    let holders: Vec<&Budgethouder> = omgeving.budgethouders_met(Soort::Contact, contact).collect();
    let givers: Vec<&Zorgverlener> = omgeving.zorgverleners_met(Soort::Contact, contact).collect();
    if tel(holders.len().saturating_add(givers.len())) > parameters.get("opvulwaarde") {
        return Vec::new();
    }
    let households = huishoudens(holders.iter().map(|one| (one.id, one.adres.as_ref())));
    let flows = stromen(omgeving, &holders);
    let (share, receivers) = grootste(&flows, parameters.count("ontvangers"));
    let many_files = holders.len() >= parameters.count("budgethouders")
        && households >= parameters.count("huishoudens")
        && flows.totaal > 0
        && share >= parameters.get("aandeelPromille")
        // With no more receivers than files are shared out among, the share says nothing.
        && flows.aan.len().saturating_mul(2) <= holders.len().max(2);
    let parties: BTreeSet<Zorgpartij> =
        givers.iter().map(|one| omgeving.partij_van(one.id)).collect();
    let places = huishoudens(givers.iter().map(|one| (one.id, one.adres.as_ref())));
    let many_givers = parties.len() >= parameters.count("zorgverleners") && places >= 2;
    if !many_files && !many_givers {
        return Vec::new();
    }
    let mut bewijs = Bewijzen::default();
    let mut onderwerpen: BTreeSet<Uuid> = givers.iter().map(|one| one.id).collect();
    for giver in &givers {
        bewijs.zorgverlener(Some(giver));
    }
    if many_files {
        onderwerpen.extend(receivers);
        for holder in &holders {
            bewijs.budgethouder(Some(holder));
        }
        for claim in &flows.declaraties {
            bewijs.declaratie(claim);
            bewijs.zorgverlener(omgeving.zorgverlener(claim.zorgverlener_id));
        }
    }
    let counted = if many_files { holders.len() } else { 0 };
    uitslagen([Bevinding {
        venster: DOORLOPEND.to_owned(),
        waarden: Waarden::default()
            .aantal("aantalBudgethouders", counted)
            .aantal("aantalZorgverleners", parties.len())
            .getal("aandeel", if many_files { share } else { 0 }),
        onderwerpen,
        benadeelden: holders.iter().filter(|_| many_files).map(|one| one.id).collect(),
        bewijs,
    }])
}

/// risk:R11: one hand runs many budgets, and most of the money goes to a few.
pub fn bureau(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Contact(contact) = haak else { return Vec::new() };
    let holders: Vec<&Budgethouder> = omgeving.budgethouders_met(Soort::Contact, contact).collect();
    let known = tel(holders.len());
    if known < parameters.get("budgethouders") || known > parameters.get("opvulwaarde") {
        return Vec::new();
    }
    let flows = stromen(omgeving, &holders);
    let (share, receivers) = grootste(&flows, parameters.count("ontvangers"));
    if flows.totaal == 0 || share < parameters.get("aandeelPromille") {
        return Vec::new();
    }
    let mut bewijs = Bewijzen::default();
    for holder in &holders {
        bewijs.budgethouder(Some(holder));
    }
    for claim in &flows.declaraties {
        bewijs.declaratie(claim);
        bewijs.zorgverlener(omgeving.zorgverlener(claim.zorgverlener_id));
    }
    uitslagen([Bevinding {
        venster: DOORLOPEND.to_owned(),
        waarden: Waarden::default()
            .aantal("aantalBudgethouders", holders.len())
            .getal("aandeel", share)
            .getal("bedrag", flows.totaal),
        onderwerpen: receivers,
        benadeelden: holders.iter().map(|one| one.id).collect(),
        bewijs,
    }])
}
