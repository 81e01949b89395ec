//! Hour sheets that are nearly the same for several budgethouders (risk:G03).
//!
//! A sheet is what one zorgverlener claimed for one budgethouder in one month, by day. Sheets are
//! put in buckets by the smallest of a few hashes of their days, so that only sheets that are
//! likely alike are compared: the work grows with the number of sheets, not with its square. The
//! search is over everybody: a copier may use several zorgverleners.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{jaar, promille, tel, uitslagen};
use crate::feiten::{Declaratie, Feiten, Granulariteit, Omgeving, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

/// How many hashes a sheet is found by: two sheets that are alike for nine tenths miss each other
/// in one of a million cases.
const HASHES: u64 = 6;
/// Sheets in one bucket that are compared: a fuller one is a fixed roster and says nothing.
const EMMER_MAX: usize = 200;

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blad {
    zorgverlener: Uuid,
    budgethouder: Uuid,
    maand: Date,
    dagen: BTreeSet<(i8, i64)>,
}

/// Sheets that are alike, by the zorgverlener with the smallest id in the group.
pub type Groepen = BTreeMap<Uuid, Vec<Vec<Blad>>>;

/// Finds the groups of sheets that are alike.
pub fn zoek(feiten: &Feiten, parameters: &Parameters) -> Groepen {
    let sheets = sheets(feiten, parameters);
    let mut buckets: BTreeMap<(Date, u64, u64), Vec<usize>> = BTreeMap::new();
    for (place, sheet) in sheets.iter().enumerate() {
        for seed in 0..HASHES {
            let smallest = sheet.dagen.iter().map(|cell| hash(seed, *cell)).min().unwrap_or(0);
            buckets.entry((sheet.maand, seed, smallest)).or_default().push(place);
        }
    }
    let mut parent: Vec<usize> = (0..sheets.len()).collect();
    for places in buckets.into_values().filter(|places| places.len() <= EMMER_MAX) {
        for (nth, one) in places.iter().enumerate() {
            for other in places.iter().skip(nth.saturating_add(1)) {
                join(&sheets, &mut parent, (*one, *other), parameters.get("gelijkPromille"));
            }
        }
    }
    grouped(sheets, &mut parent, parameters.count("budgethouders"))
}

fn sheets(feiten: &Feiten, parameters: &Parameters) -> Vec<Blad> {
    let mut found: BTreeMap<(Uuid, Uuid, Date), BTreeMap<i8, i64>> = BTreeMap::new();
    for claim in feiten.declaraties.values() {
        for regel in claim.zorgregels() {
            if regel.granulariteit() == Granulariteit::Dag {
                let key = (claim.zorgverlener_id, claim.budgethouder_id, dagen::maand(regel.van));
                let cell = found.entry(key).or_default().entry(regel.van.day()).or_default();
                *cell = cell.saturating_add(regel.minuten());
            }
        }
    }
    found
        .into_iter()
        .map(|((zorgverlener, budgethouder, maand), cells)| Blad {
            zorgverlener,
            budgethouder,
            maand,
            dagen: cells.into_iter().collect(),
        })
        .filter(|sheet| sheet.dagen.len() >= parameters.count("dagen") && varied(sheet))
        .collect()
}

/// Whether it says enough to be recognised: three different amounts of time, none of them on more
/// than six of ten days.
fn varied(sheet: &Blad) -> bool {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, minutes) in &sheet.dagen {
        let count = counts.entry(*minutes).or_default();
        *count = count.saturating_add(1);
    }
    let most = counts.values().copied().max().unwrap_or_default();
    counts.len() >= 3 && most.saturating_mul(10) <= sheet.dagen.len().saturating_mul(6)
}

/// A fixed mix of a day and its minutes (`SplitMix64`).
fn hash(seed: u64, (day, minutes): (i8, i64)) -> u64 {
    let cell = u64::from(day.unsigned_abs()).wrapping_mul(100_003);
    let mut mixed = cell
        .wrapping_add(minutes.unsigned_abs())
        .wrapping_add(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn root(parent: &mut [usize], mut place: usize) -> usize {
    while let Some(up) = parent.get(place).copied().filter(|up| *up != place) {
        let above = parent.get(up).copied().unwrap_or(up);
        if let Some(own) = parent.get_mut(place) {
            *own = above;
        }
        place = above;
    }
    place
}

fn join(sheets: &[Blad], parent: &mut [usize], (one, other): (usize, usize), least: i64) {
    let (a, b) = (root(parent, one), root(parent, other));
    let (Some(mine), Some(theirs)) = (sheets.get(one), sheets.get(other)) else { return };
    if a == b || mine.budgethouder == theirs.budgethouder {
        return;
    }
    let shared = mine.dagen.intersection(&theirs.dagen).count();
    let all = mine.dagen.len().saturating_add(theirs.dagen.len()).saturating_sub(shared);
    if promille(tel(shared), tel(all)) >= least
        && let Some(own) = parent.get_mut(a.max(b))
    {
        *own = a.min(b);
    }
}

fn grouped(sheets: Vec<Blad>, parent: &mut [usize], least: usize) -> Groepen {
    let mut groups: BTreeMap<usize, Vec<Blad>> = BTreeMap::new();
    for (place, sheet) in sheets.into_iter().enumerate() {
        groups.entry(root(parent, place)).or_default().push(sheet);
    }
    let mut found = Groepen::new();
    for group in groups.into_values() {
        let holders: BTreeSet<Uuid> = group.iter().map(|sheet| sheet.budgethouder).collect();
        let first = group.iter().map(|sheet| sheet.zorgverlener).min();
        if let Some(first) = first.filter(|_| holders.len() >= least) {
            found.entry(first).or_default().push(group);
        }
    }
    found
}

/// risk:G03: the same hour sheet, or nearly, for several budgethouders.
pub fn gekopieerd(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    let groups = omgeving.bladen().get(id).map(Vec::as_slice).unwrap_or_default();
    let mut years: BTreeMap<String, Vec<(&Blad, Vec<&Declaratie>)>> = BTreeMap::new();
    for group in groups {
        let seen: Vec<(&Blad, Vec<&Declaratie>)> = group
            .iter()
            .map(|sheet| (sheet, of_sheet(omgeving, sheet)))
            .filter(|(_, claims)| !claims.is_empty())
            .collect();
        let holders: BTreeSet<Uuid> = seen.iter().map(|(sheet, _)| sheet.budgethouder).collect();
        if holders.len() >= parameters.count("budgethouders")
            && let Some((sheet, _)) = seen.first()
        {
            years.entry(jaar(sheet.maand)).or_default().extend(seen);
        }
    }
    uitslagen(years.into_iter().map(|(venster, sheets)| {
        let mut bewijs = Bewijzen::default();
        let (mut onderwerpen, mut holders) = (BTreeSet::new(), BTreeSet::new());
        let mut months = BTreeSet::new();
        for (sheet, claims) in &sheets {
            onderwerpen.insert(sheet.zorgverlener);
            holders.insert(sheet.budgethouder);
            months.insert(sheet.maand);
            for claim in claims {
                bewijs.declaratie(claim);
            }
        }
        Bevinding {
            venster,
            waarden: Waarden::default()
                .aantal("aantalBudgethouders", holders.len())
                .aantal("maanden", months.len())
                .aantal("bladen", sheets.len()),
            onderwerpen,
            benadeelden: holders,
            bewijs,
        }
    }))
}

fn of_sheet<'a>(omgeving: Omgeving<'a>, sheet: &Blad) -> Vec<&'a Declaratie> {
    omgeving
        .declaraties_voor(sheet.budgethouder)
        .filter(|claim| claim.zorgverlener_id == sheet.zorgverlener)
        .filter(|claim| {
            let mut days = claim.zorgregels().iter().map(|regel| dagen::maand(regel.van));
            days.any(|maand| maand == sheet.maand)
        })
        .collect()
}
