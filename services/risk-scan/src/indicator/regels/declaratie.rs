//! Claims on days on which they cannot or should not be (risk:G08, G15, G16, D08).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::SoortOvereenkomst;
use uuid::Uuid;

use super::{jaar, over, uitslagen};
use crate::feiten::{Declaratie, Granulariteit, Omgeving, Zorgregel, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

type Regel<'a> = (&'a Declaratie, &'a Zorgregel);

/// One finding a year about these claims.
fn findings<'a>(
    omgeving: Omgeving<'_>,
    items: impl Iterator<Item = (Date, i64, &'a Declaratie)>,
) -> Vec<Bevinding> {
    let mut years: BTreeMap<String, Bevinding> = BTreeMap::new();
    for (dag, bedrag, claim) in items {
        let found = years.entry(jaar(dag)).or_insert_with(|| {
            over(
                omgeving,
                claim.zorgverlener_id,
                jaar(dag),
                Waarden::default().dag("eersteOp", dag),
            )
        });
        found.onderwerpen.insert(claim.zorgverlener_id);
        found.benadeelden.insert(claim.budgethouder_id);
        found.bewijs.declaratie(claim);
        let sum = found.waarden.number("bedrag").saturating_add(bedrag);
        let count = found.waarden.number("aantalRegels").saturating_add(1);
        let values = std::mem::take(&mut found.waarden);
        found.waarden = values.getal("bedrag", sum).getal("aantalRegels", count);
    }
    years.into_values().collect()
}

/// risk:G08: care on a day after the death of the budgethouder. A fixed monthly amount counts from
/// the month after; the wage of an employment contract is still due for a while.
pub fn overleden(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgovereenkomst(id) = haak else { return Vec::new() };
    let claims: Vec<&Declaratie> = omgeving.declaraties_onder(*id).collect();
    let Some(holder) =
        claims.first().and_then(|claim| omgeving.budgethouder(claim.budgethouder_id))
    else {
        return Vec::new();
    };
    let Some(death) = holder.overlijdensdatum else { return Vec::new() };
    let agreement = omgeving.overeenkomst(*id);
    let wage = agreement.is_some_and(|one| one.soort == SoortOvereenkomst::Arbeidsovereenkomst);
    let grace = if wage { parameters.get("uitloopMaanden") } else { 0 };
    let after_by_day = |day: Date| day > death;
    let after_by_month = |day: Date| dagen::maanden(death, day) > grace;
    let mut items: Vec<(Date, i64, &Declaratie)> = Vec::new();
    for claim in claims {
        let fixed = claim.ingediend.as_ref().is_some_and(|said| said.maandloon);
        for regel in claim.zorgregels() {
            let exact = !fixed && regel.granulariteit() != Granulariteit::Geen;
            if (exact && after_by_day(regel.van)) || (!exact && after_by_month(regel.van)) {
                items.push((regel.van, regel.bedrag, claim));
            }
        }
        if let (None, Some(due)) = (&claim.ingediend, &claim.vastgesteld) {
            let late = due.regels.iter().filter(|(_, maand, _)| after_by_month(*maand));
            items.extend(late.map(|(_, maand, bedrag)| (*maand, *bedrag, claim)));
        }
    }
    items.sort_by_key(|(dag, _, claim)| (*dag, claim.id));
    let mut found = findings(omgeving, items.into_iter());
    for one in &mut found {
        one.bewijs.budgethouder(Some(holder));
        if let Some(agreement) = agreement {
            one.bewijs.overeenkomst(agreement);
        }
        let values = std::mem::take(&mut one.waarden);
        one.waarden = values.dag("overleden", death);
    }
    uitslagen(found)
}

/// risk:G15: claimed long after the care. Context only.
pub fn laat(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgovereenkomst(id) = haak else { return Vec::new() };
    let mut items = Vec::new();
    for claim in omgeving.declaraties_onder(*id) {
        let Some(said) = &claim.ingediend else { continue };
        for regel in claim.zorgregels() {
            if dagen::tussen(regel.tot, said.op) > parameters.get("dagen") {
                items.push((regel.van, regel.bedrag, claim));
            }
        }
    }
    items.sort_by_key(|(dag, _, claim)| (*dag, claim.id));
    uitslagen(findings(omgeving, items.into_iter()))
}

/// risk:G16: care on a day after it was claimed.
pub fn vooruit(omgeving: Omgeving<'_>, haak: &Haak, _parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgovereenkomst(id) = haak else { return Vec::new() };
    let mut items = Vec::new();
    for claim in omgeving.declaraties_onder(*id) {
        let Some(said) = claim.ingediend.as_ref().filter(|said| !said.maandloon) else { continue };
        for regel in claim.zorgregels() {
            if regel.granulariteit() == Granulariteit::Dag && regel.van > said.op {
                items.push((regel.van, regel.bedrag, claim));
            }
        }
    }
    items.sort_by_key(|(dag, _, claim)| (*dag, claim.id));
    uitslagen(findings(omgeving, items.into_iter()))
}

/// risk:D08: the same care claimed twice: same two people, same days, amount of care and money, in
/// two claims; under one agreement or two, also under two laws.
pub fn dubbel(omgeving: Omgeving<'_>, haak: &Haak, _parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Budgethouder(id) = haak else { return Vec::new() };
    let mut cells: BTreeMap<(Uuid, Date, Date, i64), Vec<Regel<'_>>> = BTreeMap::new();
    for (claim, regel) in omgeving.regels_voor(*id) {
        if regel.minuten() > 0 {
            let key = (claim.zorgverlener_id, regel.van, regel.tot, regel.minuten());
            cells.entry(key).or_default().push((claim, regel));
        }
    }
    let mut per_giver: BTreeMap<(Uuid, String), Vec<Regel<'_>>> = BTreeMap::new();
    for ((giver, van, _, _), same) in cells {
        let claims: BTreeSet<Uuid> = same.iter().map(|(claim, _)| claim.id).collect();
        if claims.len() > 1 {
            per_giver.entry((giver, jaar(van))).or_default().extend(same);
        }
    }
    let mut years: BTreeMap<String, Bevinding> = BTreeMap::new();
    for ((giver, venster), rows) in per_giver {
        let found = years.entry(venster.clone()).or_insert_with(|| Bevinding {
            venster,
            waarden: Waarden::default(),
            onderwerpen: BTreeSet::new(),
            benadeelden: BTreeSet::from([*id]),
            bewijs: Bewijzen::default(),
        });
        found.onderwerpen.insert(giver);
        let (mut sum, mut count) =
            (found.waarden.number("bedrag"), found.waarden.number("aantalRegels"));
        for (claim, regel) in rows {
            found.bewijs.declaratie(claim);
            sum = sum.saturating_add(regel.bedrag);
            count = count.saturating_add(1);
        }
        found.waarden = Waarden::default().getal("bedrag", sum).getal("aantalRegels", count);
    }
    uitslagen(years.into_values())
}
