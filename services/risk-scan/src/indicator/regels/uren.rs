//! Hours that do not fit a day, a week or a person (risk:V01 to V05, V07, V10).
//!
//! Only lines that say on which day (or in which week) care was given are read: a fixed monthly
//! amount has no days, and is never spread over them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::{Eenheid, SoortOvereenkomst, Wet};
use uuid::Uuid;

use super::{jaar, over, sterkste, tel, uitslagen, vensters};
use crate::feiten::{Declaratie, Granulariteit, Omgeving, Zorgregel, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

/// Minutes of a day or week, with the claims that say so.
#[derive(Default)]
struct Som<'a> {
    minuten: i64,
    declaraties: BTreeMap<Uuid, &'a Declaratie>,
}

type Sommen<'a> = BTreeMap<Date, Som<'a>>;
type Regel<'a> = (&'a Declaratie, &'a Zorgregel);

fn per_dag<'a>(regels: impl Iterator<Item = Regel<'a>>) -> Sommen<'a> {
    sum(regels.filter(|(_, regel)| regel.granulariteit() == Granulariteit::Dag), |dag| dag)
}

/// Lines of a day or of a week; a line over the turn of a week counts in the week it begins in.
fn per_week<'a>(regels: impl Iterator<Item = Regel<'a>>) -> Sommen<'a> {
    sum(regels.filter(|(_, regel)| regel.granulariteit() >= Granulariteit::Week), dagen::week)
}

fn sum<'a>(regels: impl Iterator<Item = Regel<'a>>, key: fn(Date) -> Date) -> Sommen<'a> {
    let mut sums = Sommen::new();
    for (claim, regel) in regels {
        let entry = sums.entry(key(regel.van)).or_default();
        entry.minuten = entry.minuten.saturating_add(regel.minuten());
        entry.declaraties.insert(claim.id, claim);
    }
    sums
}

/// Whether a zorgverlener is a person, as far as is known.
fn person(omgeving: Omgeving<'_>, id: Uuid) -> bool {
    omgeving.zorgverlener(id).is_some_and(|one| one.natuurlijk_persoon)
}

/// Lines of care outside the own home: living in is never a ground for a signal.
fn buitenshuis(omgeving: Omgeving<'_>, id: Uuid) -> impl Iterator<Item = Regel<'_>> {
    omgeving
        .regels_van(id)
        .filter(move |(claim, _)| omgeving.samen(id, claim.budgethouder_id) != Some(true))
}

/// A finding over these sums.
fn finding(
    omgeving: Omgeving<'_>,
    id: Uuid,
    venster: String,
    sommen: &[(Date, &Som<'_>)],
) -> Bevinding {
    let most = sommen.iter().map(|(_, som)| som.minuten).max().unwrap_or_default();
    let (first, last) = (sommen.first(), sommen.last());
    let mut waarden =
        Waarden::default().aantal("aantal", sommen.len()).getal("meesteMinuten", most);
    if let (Some((first, _)), Some((last, _))) = (first, last) {
        waarden = waarden.dag("eersteOp", *first).dag("laatsteOp", *last);
    }
    let mut found = over(omgeving, id, venster, waarden);
    for claim in sommen.iter().flat_map(|(_, som)| som.declaraties.values()) {
        found.bewijs.declaratie(claim);
        found.bewijs.budgethouder(omgeving.budgethouder(claim.budgethouder_id));
        found.benadeelden.insert(claim.budgethouder_id);
    }
    found
}

fn per_jaar<'a, 'b>(
    sommen: &'b [(Date, &'b Som<'a>)],
) -> BTreeMap<String, Vec<(Date, &'b Som<'a>)>> {
    let mut years: BTreeMap<String, Vec<(Date, &Som<'_>)>> = BTreeMap::new();
    for (dag, som) in sommen {
        years.entry(jaar(*dag)).or_default().push((*dag, som));
    }
    years
}

fn above<'a, 'b>(sommen: &'b Sommen<'a>, most: impl Fn(Date) -> i64) -> Vec<(Date, &'b Som<'a>)> {
    sommen.iter().filter(|(dag, som)| som.minuten > most(**dag)).map(|(d, s)| (*d, s)).collect()
}

/// risk:V01: more hours on a day than the day has.
pub fn etmaal(omgeving: Omgeving<'_>, haak: &Haak, _parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    if !person(omgeving, *id) {
        return Vec::new();
    }
    let sommen = per_dag(omgeving.regels_van(*id));
    // The calendar is only asked where a short day could matter.
    let days = above(&sommen, |_| 1380);
    let days: Vec<_> =
        days.into_iter().filter(|(dag, som)| som.minuten > dagen::minuten(*dag)).collect();
    let years = per_jaar(&days);
    uitslagen(years.into_iter().map(|(year, days)| finding(omgeving, *id, year, &days)))
}

/// risk:V02: more hours than a person can give, on several days close together.
pub fn lang(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    if !person(omgeving, *id) {
        return Vec::new();
    }
    let waking = buitenshuis(omgeving, *id)
        .filter(|(_, regel)| !matches!(regel.eenheid, Eenheid::Etmaal | Eenheid::Nacht));
    let sommen = per_dag(waking);
    let days = above(&sommen, |_| parameters.get("minuten"));
    close_together(omgeving, *id, &days, parameters)
}

/// Enough of these days within the window.
fn close_together(
    omgeving: Omgeving<'_>,
    id: Uuid,
    days: &[(Date, &Som<'_>)],
    parameters: &Parameters,
) -> Vec<Uitslag> {
    let enough = |stretch: &[(Date, &Som<'_>)]| {
        (stretch.len() >= parameters.count("aantal")).then(|| tel(stretch.len()))
    };
    let stretches = vensters(days, |item| item.0, parameters.get("vensterDagen"));
    let years = sterkste(stretches, |item| item.0, enough);
    // All days of a year in which some lie close together are shown.
    let all = per_jaar(days);
    uitslagen(years.into_keys().filter_map(|year| {
        let days = all.get(&year)?;
        Some(finding(omgeving, id, year, days))
    }))
}

/// risk:V03: under the Wlz more than forty hours a week for one budgethouder. Agreements of the
/// same two people count together.
pub fn veertig(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgovereenkomst(id) = haak else { return Vec::new() };
    let Some(agreement) = omgeving.overeenkomst(*id) else { return Vec::new() };
    let (giver, holder) = (agreement.zorgverlener_id, agreement.budgethouder_id);
    let pair = omgeving.overeenkomsten_voor(holder).filter(|one| one.zorgverlener_id == giver);
    let first = pair.map(|one| one.id).min();
    let wlz = agreement.regels.iter().any(|regel| regel.wet == Wet::Wlz);
    let exempt = matches!(
        agreement.soort,
        SoortOvereenkomst::Arbeidsovereenkomst | SoortOvereenkomst::Instelling
    );
    let at_home = omgeving.samen(giver, holder) == Some(true);
    if !wlz || exempt || at_home || first != Some(*id) || !person(omgeving, giver) {
        return Vec::new();
    }
    let sommen =
        per_week(omgeving.regels_van(giver).filter(|(claim, _)| claim.budgethouder_id == holder));
    let weeks = above(&sommen, |_| parameters.get("minuten"));
    let years = per_jaar(&weeks);
    let many = years.into_iter().filter(|(_, weeks)| weeks.len() >= parameters.count("aantal"));
    uitslagen(many.map(|(year, weeks)| {
        let mut found = finding(omgeving, giver, year, &weeks);
        found.bewijs.overeenkomst(agreement);
        found
    }))
}

/// risk:V04: more than sixty hours a week over all budgets, in several weeks close together.
pub fn week(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    if !person(omgeving, *id) {
        return Vec::new();
    }
    let sommen = per_week(buitenshuis(omgeving, *id));
    let weeks = above(&sommen, |_| parameters.get("minuten"));
    close_together(omgeving, *id, &weeks, parameters)
}

/// risk:V05: no day off for a long time.
pub fn rust(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    let formal = omgeving.zorgverlener(*id).is_some_and(|one| one.kvk.is_some());
    if !formal || !person(omgeving, *id) {
        return Vec::new();
    }
    let sommen = per_dag(buitenshuis(omgeving, *id));
    let days = above(&sommen, |_| parameters.get("minuten"));
    let mut runs: BTreeMap<String, Vec<(Date, &Som<'_>)>> = BTreeMap::new();
    let mut run: Vec<(Date, &Som<'_>)> = Vec::new();
    for (dag, som) in days {
        if run.last().is_some_and(|(before, _)| dagen::tussen(*before, dag) != 1) {
            run.clear();
        }
        run.push((dag, som));
        let best = runs.entry(jaar(dag)).or_default();
        if run.len() >= parameters.count("aantal") && run.len() >= best.len() {
            best.clone_from(&run);
        }
    }
    let found = runs.into_iter().filter(|(_, run)| !run.is_empty());
    uitslagen(found.map(|(year, run)| finding(omgeving, *id, year, &run)))
}

/// risk:V07: round the clock at two addresses on one day.
pub fn etmalen(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    if !person(omgeving, *id) {
        return Vec::new();
    }
    let mut days: BTreeMap<Date, Vec<&Declaratie>> = BTreeMap::new();
    for (claim, regel) in omgeving.regels_van(*id) {
        let length = dagen::tussen(regel.van, regel.tot).saturating_add(1);
        // As many as there are days: each day is one.
        if regel.eenheid == Eenheid::Etmaal && regel.aantal >= length.saturating_mul(100) {
            for offset in 0..length.min(31) {
                days.entry(dagen::na(regel.van, offset)).or_default().push(claim);
            }
        }
    }
    let (mut years, mut unknown) =
        (BTreeMap::<String, Vec<(Date, Som<'_>)>>::new(), BTreeSet::new());
    for (dag, claims) in days {
        let holders: BTreeSet<Uuid> = claims.iter().map(|claim| claim.budgethouder_id).collect();
        let adressen: Vec<_> = holders
            .iter()
            .map(|holder| omgeving.budgethouder(*holder).and_then(|one| one.adres.as_ref()))
            .collect();
        let distinct: BTreeSet<_> = adressen.iter().flatten().collect();
        if distinct.len() >= 2 {
            let minuten = tel(distinct.len()).saturating_mul(1440);
            let declaraties = claims.into_iter().map(|claim| (claim.id, claim)).collect();
            years.entry(jaar(dag)).or_default().push((dag, Som { minuten, declaraties }));
        } else if holders.len() >= 2 && adressen.contains(&None) {
            unknown.insert(jaar(dag));
        }
    }
    years.retain(|_, days| days.len() >= parameters.count("aantal"));
    let gaps: Vec<Uitslag> = unknown
        .into_iter()
        .filter(|venster| !years.contains_key(venster))
        .map(|venster| Uitslag::NietTeBeoordelen { venster, ontbreekt: "adres" })
        .collect();
    let mut answers = uitslagen(years.into_iter().map(|(year, days)| {
        let days: Vec<(Date, &Som<'_>)> = days.iter().map(|(dag, som)| (*dag, som)).collect();
        finding(omgeving, *id, year, &days)
    }));
    answers.extend(gaps);
    answers
}

/// risk:V10: one budgethouder gets more than a day of care of persons on several days. The
/// question is to who gave it.
pub fn ontvangen(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Budgethouder(id) = haak else { return Vec::new() };
    let personal =
        omgeving.regels_voor(*id).filter(|(claim, _)| person(omgeving, claim.zorgverlener_id));
    let sommen = per_dag(personal);
    let days = above(&sommen, |_| 1500);
    let enough = |stretch: &[(Date, &Som<'_>)]| {
        (stretch.len() >= parameters.count("aantal")).then(|| tel(stretch.len()))
    };
    let stretches = vensters(&days, |item| item.0, parameters.get("vensterDagen"));
    let years = sterkste(stretches, |item| item.0, enough);
    uitslagen(years.into_iter().map(|(venster, stretch)| {
        let most = stretch.iter().map(|(_, som)| som.minuten).max().unwrap_or_default();
        let mut bewijs = Bewijzen::default();
        let mut onderwerpen = BTreeSet::new();
        for claim in stretch.iter().flat_map(|(_, som)| som.declaraties.values()) {
            bewijs.declaratie(claim);
            bewijs.zorgverlener(omgeving.zorgverlener(claim.zorgverlener_id));
            onderwerpen.insert(claim.zorgverlener_id);
        }
        Bevinding {
            venster,
            waarden: Waarden::default()
                .aantal("aantal", stretch.len())
                .getal("meesteMinuten", most)
                .aantal("zorgverleners", onderwerpen.len()),
            onderwerpen,
            benadeelden: BTreeSet::from([*id]),
            bewijs,
        }
    }))
}
