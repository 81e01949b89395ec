//! Far above comparable zorgverleners (risk:S01).
//!
//! Compared are zorgverleners of the same kind under the same law with about as many clients;
//! never by place or origin. Logarithms are whole numbers: the place of the highest bit and a
//! straight line in between, which keeps the order and needs no fractions.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::Wet;
use uuid::Uuid;

use super::{over, sterkste, tel, uitslagen, vensters};
use crate::feiten::omgeving::Index;
use crate::feiten::{Declaratie, Omgeving, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Haak, Uitslag, Waarden};

/// Who is compared with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Groep {
    wet: Wet,
    persoon: bool,
    /// Clients in the month: 1, 2 to 3, 4 to 7, …
    omvang: u32,
}

/// The middle of a group and how far its members lie from it, in thousandths of a doubling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// The median.
    pub mediaan: i64,
    /// The median distance from it; never 0.
    pub mad: i64,
    /// Of how many zorgverleners.
    pub aantal: usize,
}

/// All groups that are large enough.
pub type Standen = BTreeMap<Groep, Stand>;

/// Base-two logarithm in thousandths.
pub fn log2(value: i64) -> i64 {
    let Some(place) = u64::try_from(value).ok().and_then(u64::checked_ilog2) else { return 0 };
    let below = 1_i64.checked_shl(place).unwrap_or(i64::MAX);
    let within = value.saturating_sub(below).saturating_mul(1000).checked_div(below).unwrap_or(0);
    i64::from(place).saturating_mul(1000).saturating_add(within)
}

/// What one zorgverlener received in a month under a law.
#[derive(Default)]
struct Maand<'a> {
    bedrag: i64,
    clienten: BTreeSet<Uuid>,
    declaraties: BTreeMap<Uuid, &'a Declaratie>,
}

fn maanden(omgeving: Omgeving<'_>, id: Uuid) -> BTreeMap<(Wet, Date), Maand<'_>> {
    let mut found: BTreeMap<(Wet, Date), Maand<'_>> = BTreeMap::new();
    for claim in omgeving.declaraties_van(id) {
        let agreement = omgeving.overeenkomst(claim.zorgovereenkomst_id);
        let wet = agreement.and_then(|one| one.regels.first()).map(|regel| regel.wet);
        let Some(wet) = wet else { continue };
        for regel in claim.zorgregels() {
            let month = found.entry((wet, dagen::maand(regel.van))).or_default();
            month.bedrag = month.bedrag.saturating_add(regel.bedrag);
            month.clienten.insert(claim.budgethouder_id);
            month.declaraties.insert(claim.id, claim);
        }
    }
    found
}

fn place(omgeving: Omgeving<'_>, id: Uuid, wet: Wet, month: &Maand<'_>) -> Option<(Groep, i64)> {
    let persoon = omgeving.zorgverlener(id)?.natuurlijk_persoon;
    let omvang = month.clienten.len().checked_ilog2()?;
    let per_client = month.bedrag.checked_div(tel(month.clienten.len()))?;
    Some((Groep { wet, persoon, omvang }, log2(per_client)))
}

/// Measures the groups, once for the whole country; numbers without persons.
pub fn meet(index: &Index<'_>, parameters: &Parameters) -> Standen {
    let omgeving = index.voor(None);
    let mut values: BTreeMap<Groep, (Vec<i64>, BTreeSet<Uuid>)> = BTreeMap::new();
    for id in index.zorgverleners() {
        for ((wet, _), month) in maanden(omgeving, id) {
            if let Some((groep, value)) = place(omgeving, id, wet, &month) {
                let entry = values.entry(groep).or_default();
                entry.0.push(value);
                entry.1.insert(id);
            }
        }
    }
    let mut standen = Standen::new();
    for (groep, (mut found, who)) in values {
        let Some(mediaan) = super::mediaan(&mut found) else { continue };
        let mut far: Vec<i64> =
            found.iter().map(|value| value.saturating_sub(mediaan).abs()).collect();
        let mad = super::mediaan(&mut far).unwrap_or_default();
        // Where most are equal, nothing is far.
        if who.len() >= parameters.count("groep") && mad > 0 {
            standen.insert(groep, Stand { mediaan, mad, aantal: who.len() });
        }
    }
    standen
}

/// risk:S01: far above the middle of its group, in several months close together.
pub fn uitschieter(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    let mut months: Vec<(Date, i64, Stand, Maand<'_>)> = Vec::new();
    for ((wet, maand), month) in maanden(omgeving, *id) {
        let Some((groep, value)) = place(omgeving, *id, wet, &month) else { continue };
        let Some(stand) = omgeving.standen().get(&groep).copied() else { continue };
        // 0.6745 (x - median) / MAD, in thousandths.
        let far = value.saturating_sub(stand.mediaan).saturating_mul(6745) / 10;
        let z = far.checked_div(stand.mad).unwrap_or_default();
        if z > parameters.get("zPromille") {
            months.push((maand, z, stand, month));
        }
    }
    months.sort_by_key(|(maand, ..)| *maand);
    let enough = |stretch: &[(Date, i64, Stand, Maand<'_>)]| {
        (stretch.len() >= parameters.count("maanden")).then(|| tel(stretch.len()))
    };
    let found = sterkste(vensters(&months, |item| item.0, 184), |item| item.0, enough);
    uitslagen(found.into_iter().map(|(venster, stretch)| {
        let most = stretch.iter().map(|(_, z, ..)| *z).max().unwrap_or_default();
        let (mediaan, groep) =
            stretch.last().map_or((0, 0), |(_, _, stand, _)| (stand.mediaan, stand.aantal));
        let waarden = Waarden::default()
            .aantal("maanden", stretch.len())
            .getal("z", most)
            .getal("mediaan", mediaan)
            .aantal("groep", groep);
        let mut one = over(omgeving, *id, venster, waarden);
        for (.., month) in stretch {
            one.benadeelden.extend(month.clienten.iter().copied());
            let claims = || month.declaraties.values().copied();
            for claim in claims() {
                one.bewijs.declaratie(claim);
            }
            let named = claims().filter_map(|one| omgeving.overeenkomst(one.zorgovereenkomst_id));
            for agreement in named {
                one.bewijs.overeenkomst(agreement);
            }
        }
        one
    }))
}
