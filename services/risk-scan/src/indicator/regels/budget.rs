//! How a budget is used (risk:G05, G06, G14, D05).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{jaar, mediaan, promille, uitslagen};
use crate::feiten::{Declaratie, Omgeving, Pot, Toekenning, Zorgregel, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

type Regel<'a> = (&'a Declaratie, &'a Zorgregel);

/// A grant as one budget: its days, its amount, and the lines that fall in it, by day.
struct Budget<'a> {
    toekenning: &'a Toekenning,
    van: Date,
    tot: Date,
    bedrag: i64,
    regels: Vec<Regel<'a>>,
}

impl Budget<'_> {
    fn gebruikt(&self) -> i64 {
        self.regels.iter().map(|(_, regel)| regel.bedrag).sum()
    }
}

fn budgetten<'a>(omgeving: Omgeving<'a>, budgethouder: Uuid) -> Vec<Budget<'a>> {
    let grants: Vec<&Toekenning> =
        omgeving.toekenningen_van(budgethouder).filter(|one| one.actief).collect();
    let mut found = Vec::new();
    for toekenning in &grants {
        // Two grants of one verstrekker at a time: which one a line is paid from is not known.
        let alone = grants.iter().filter(|one| one.verstrekker_id == toekenning.verstrekker_id);
        let van = toekenning.potten.iter().map(|pot| pot.van).min();
        let tot = toekenning.potten.iter().map(|pot| pot.tot).max().flatten();
        let (Some(van), Some(tot), 1) = (van, tot, alone.count()) else { continue };
        let inside = |(claim, regel): &Regel<'_>| {
            claim.verstrekker_id == toekenning.verstrekker_id
                && regel.van >= van
                && regel.van <= tot
        };
        let mut regels: Vec<Regel<'a>> =
            omgeving.regels_voor(budgethouder).filter(inside).collect();
        regels.sort_by_key(|(claim, regel)| (regel.van, claim.id));
        let bedrag = toekenning.potten.iter().map(|pot: &Pot| pot.bedrag).sum();
        found.push(Budget { toekenning, van, tot, bedrag, regels });
    }
    found
}

/// A finding about who received these lines.
fn finding(
    omgeving: Omgeving<'_>,
    budget: &Budget<'_>,
    (venster, waarden): (String, Waarden),
    ontvangen: &[Regel<'_>],
) -> Bevinding {
    let mut bewijs = Bewijzen::default();
    bewijs.toekenning(budget.toekenning);
    for (claim, _) in &budget.regels {
        bewijs.declaratie(claim);
    }
    let onderwerpen: BTreeSet<Uuid> =
        ontvangen.iter().map(|(claim, _)| claim.zorgverlener_id).collect();
    for id in &onderwerpen {
        bewijs.zorgverlener(omgeving.zorgverlener(*id));
    }
    Bevinding {
        venster,
        waarden,
        onderwerpen,
        benadeelden: BTreeSet::from([budget.toekenning.budgethouder_id]),
        bewijs,
    }
}

/// risk:G05: the budget is used up just at its end, by a rise at the end.
pub fn op(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Budgethouder(id) = haak else { return Vec::new() };
    let mut found = Vec::new();
    for budget in budgetten(omgeving, *id) {
        let share = promille(budget.gebruikt(), budget.bedrag);
        let from = dagen::voor(budget.tot, parameters.get("slotDagen"));
        let (before, last): (Vec<Regel<'_>>, Vec<Regel<'_>>) =
            budget.regels.iter().partition(|(_, regel)| regel.van <= from);
        let slot: i64 = last.iter().map(|(_, regel)| regel.bedrag).sum();
        let mut earlier: BTreeMap<Date, i64> = BTreeMap::new();
        for (_, regel) in &before {
            let month = earlier.entry(dagen::maand(regel.van)).or_default();
            *month = month.saturating_add(regel.bedrag);
        }
        let mut months: Vec<i64> = earlier.into_values().collect();
        let count = months.len();
        let Some(usual) = mediaan(&mut months) else { continue };
        // What would be usual in so many days.
        let usual = usual.saturating_mul(parameters.get("slotDagen")) / 30;
        let rise = promille(slot, usual);
        let used_up =
            share >= parameters.get("vanPromille") && share <= parameters.get("totPromille");
        if used_up && count >= 3 && rise >= parameters.get("stijgingPromille") {
            let waarden = Waarden::default()
                .getal("gebruikt", share)
                .getal("slot", slot)
                .getal("stijging", rise);
            found.push(finding(omgeving, &budget, (jaar(budget.tot), waarden), &last));
        }
    }
    uitslagen(found)
}

/// risk:G06: claims follow a new grant. Context only: need rose, that is why it was granted.
pub fn sprong(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Budgethouder(id) = haak else { return Vec::new() };
    let mut found = Vec::new();
    for toekenning in omgeving.toekenningen_van(*id).filter(|one| one.actief) {
        let Some(start) = toekenning.potten.iter().map(|pot| pot.van).max() else { continue };
        let mut months: BTreeMap<i64, i64> = BTreeMap::new();
        let own = |(claim, _): &Regel<'_>| claim.verstrekker_id == toekenning.verstrekker_id;
        let regels: Vec<Regel<'_>> = omgeving.regels_voor(*id).filter(own).collect();
        for (_, regel) in &regels {
            let month = months.entry(dagen::maanden(start, regel.van)).or_default();
            *month = month.saturating_add(regel.bedrag);
        }
        let sum = |from: i64, to: i64| -> i64 { months.range(from..to).map(|(_, sum)| *sum).sum() };
        let (before, after) = (sum(-3, 0) / 3, sum(0, 2) / 2);
        let rise = promille(after, before);
        if months.range(-3..0).count() == 3 && rise >= parameters.get("stijgingPromille") {
            let budget =
                Budget { toekenning, van: start, tot: start, bedrag: 0, regels: regels.clone() };
            let waarden = Waarden::default().getal("stijging", rise).dag("vanaf", budget.van);
            found.push(finding(omgeving, &budget, (jaar(start), waarden), &regels));
        }
    }
    uitslagen(found)
}

/// Stretches after a long silence in which most of what was left went, with year and figures.
fn bursts<'a>(
    budget: &Budget<'a>,
    parameters: &Parameters,
) -> Vec<((String, Waarden), Vec<Regel<'a>>)> {
    let (mut used, mut before) = (0_i64, budget.van);
    let mut found = Vec::new();
    for (place, (_, regel)) in budget.regels.iter().enumerate() {
        let quiet = dagen::tussen(before, regel.van);
        let rest = budget.bedrag.saturating_sub(used);
        used = used.saturating_add(regel.bedrag);
        before = before.max(regel.tot);
        if quiet < parameters.get("stilDagen") || rest <= 0 {
            continue;
        }
        let until = dagen::na(regel.van, parameters.get("vensterDagen"));
        let later = budget.regels.iter().skip(place);
        let burst: Vec<Regel<'a>> =
            later.take_while(|(_, later)| later.van < until).copied().collect();
        let sum: i64 = burst.iter().map(|(_, regel)| regel.bedrag).sum();
        let share = promille(sum, rest);
        if sum >= parameters.get("bedrag") && share >= parameters.get("aandeelPromille") {
            let waarden = Waarden::default()
                .getal("stilDagen", quiet)
                .getal("bedrag", sum)
                .getal("aandeel", share);
            found.push(((jaar(regel.van), waarden), burst));
        }
    }
    found
}

/// risk:G14: a budget sleeps for months, and then most of what is left goes in a short time.
pub fn slapend(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Budgethouder(id) = haak else { return Vec::new() };
    let mut found = Vec::new();
    for budget in budgetten(omgeving, *id) {
        let bursts = bursts(&budget, parameters).into_iter();
        found.extend(bursts.map(|(when, burst)| finding(omgeving, &budget, when, &burst)));
    }
    // One a year: the last.
    let per_year: BTreeMap<String, Bevinding> =
        found.into_iter().map(|one| (one.venster.clone(), one)).collect();
    uitslagen(per_year.into_values())
}

/// risk:D05: care on days for which there is no grant. Without any grant of this verstrekker
/// nothing can be said: it may not have been heard yet.
pub fn buiten(omgeving: Omgeving<'_>, haak: &Haak, _parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Budgethouder(id) = haak else { return Vec::new() };
    let grants: Vec<&Toekenning> = omgeving.toekenningen_van(*id).collect();
    let mut years: BTreeMap<String, Vec<Regel<'_>>> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for (claim, regel) in omgeving.regels_voor(*id) {
        let mut own =
            grants.iter().filter(|one| one.verstrekker_id == claim.verstrekker_id).peekable();
        if own.peek().is_none() {
            unknown.insert(jaar(regel.van));
            continue;
        }
        let covers = |pot: &Pot| pot.van <= regel.tot && pot.tot.is_none_or(|tot| tot >= regel.van);
        if !own.any(|one| one.actief && one.potten.iter().any(covers)) {
            years.entry(jaar(regel.van)).or_default().push((claim, regel));
        }
    }
    let gaps: Vec<Uitslag> = unknown
        .into_iter()
        .filter(|venster| !years.contains_key(venster))
        .map(|venster| Uitslag::NietTeBeoordelen { venster, ontbreekt: "toekenning" })
        .collect();
    let mut answers = uitslagen(years.into_iter().map(|(venster, regels)| {
        let mut bewijs = Bewijzen::default();
        for grant in &grants {
            bewijs.toekenning(grant);
        }
        for (claim, _) in &regels {
            bewijs.declaratie(claim);
        }
        Bevinding {
            venster,
            waarden: Waarden::default()
                .aantal("aantalRegels", regels.len())
                .getal("bedrag", regels.iter().map(|(_, regel)| regel.bedrag).sum()),
            onderwerpen: regels.iter().map(|(claim, _)| claim.zorgverlener_id).collect(),
            benadeelden: BTreeSet::from([*id]),
            bewijs,
        }
    }));
    answers.extend(gaps);
    answers
}
