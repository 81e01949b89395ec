//! Care that is paid in a circle (risk:R09).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{jaar, uitslagen};
use crate::feiten::omgeving::Soort;
use crate::feiten::{Declaratie, Omgeving, Ref};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

/// Most households that one household pays: beyond that it is no circle of families.
const GRAAD_MAX: usize = 12;

/// What one household pays to persons in another, in one year.
#[derive(Default)]
struct Stroom<'a> {
    bedrag: i64,
    declaraties: BTreeMap<Uuid, &'a Declaratie>,
}

type Uit<'a> = BTreeMap<&'a Ref, Stroom<'a>>;

/// risk:R09: households that pay each other for informal care in a circle of three or more. It
/// hangs on the smallest address in the circle, so that a circle is found once.
pub fn rond(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Adres(start) = haak else { return Vec::new() };
    let years = years_of(omgeving, start);
    let mut found = Vec::new();
    for year in years {
        let mut search = Zoektocht {
            omgeving,
            start,
            jaar: year,
            least: parameters.get("bedrag"),
            longest: parameters.count("lengte"),
            path: vec![start],
            best: None,
        };
        search.step();
        found.extend(search.best.map(|path| finding(omgeving, &path, year, parameters)));
    }
    uitslagen(found)
}

fn years_of(omgeving: Omgeving<'_>, adres: &Ref) -> BTreeSet<i16> {
    let holders = omgeving.budgethouders_met(Soort::Adres, adres);
    holders
        .flat_map(|holder| omgeving.regels_voor(holder.id))
        .map(|(_, regel): (_, &crate::feiten::Zorgregel)| regel.van.year())
        .collect()
}

fn pays<'a>(omgeving: Omgeving<'a>, adres: &Ref, year: i16, least: i64) -> Uit<'a> {
    let mut out = Uit::new();
    for holder in omgeving.budgethouders_met(Soort::Adres, adres) {
        for (claim, regel) in omgeving.regels_voor(holder.id) {
            let giver = omgeving.zorgverlener(claim.zorgverlener_id);
            let informal = giver.filter(|one| one.natuurlijk_persoon && one.kvk.is_none());
            let Some(home) = informal.and_then(|one| one.adres.as_ref()) else { continue };
            if regel.van.year() == year && home != adres {
                let edge = out.entry(home).or_default();
                edge.bedrag = edge.bedrag.saturating_add(regel.bedrag);
                edge.declaraties.insert(claim.id, claim);
            }
        }
    }
    out.retain(|_, edge| edge.bedrag >= least);
    out
}

struct Zoektocht<'a> {
    omgeving: Omgeving<'a>,
    start: &'a Ref,
    jaar: i16,
    least: i64,
    longest: usize,
    path: Vec<&'a Ref>,
    best: Option<Vec<&'a Ref>>,
}

impl Zoektocht<'_> {
    /// Walks on to households that come later in the order; the shortest circle wins.
    fn step(&mut self) {
        let Some(here) = self.path.last().copied() else { return };
        let out = pays(self.omgeving, here, self.jaar, self.least);
        if out.len() > GRAAD_MAX {
            return;
        }
        for next in out.keys() {
            let length = self.path.len();
            let shorter = self.best.as_ref().is_none_or(|best| length < best.len());
            if *next == self.start && length >= 3 && shorter {
                self.best = Some(self.path.clone());
            } else if *next > self.start && length < self.longest && !self.path.contains(next) {
                self.path.push(next);
                self.step();
                self.path.pop();
            }
        }
    }
}

fn finding(omgeving: Omgeving<'_>, path: &[&Ref], year: i16, parameters: &Parameters) -> Bevinding {
    let mut bewijs = Bewijzen::default();
    let (mut onderwerpen, mut benadeelden) = (BTreeSet::new(), BTreeSet::new());
    let mut smallest = i64::MAX;
    for (place, here) in path.iter().enumerate() {
        let next = path.get(place.saturating_add(1)).or_else(|| path.first());
        let mut out = pays(omgeving, here, year, parameters.get("bedrag"));
        let Some(edge) = next.and_then(|next| out.remove(*next)) else { continue };
        smallest = smallest.min(edge.bedrag);
        for claim in edge.declaraties.values() {
            bewijs.declaratie(claim);
            bewijs.budgethouder(omgeving.budgethouder(claim.budgethouder_id));
            bewijs.zorgverlener(omgeving.zorgverlener(claim.zorgverlener_id));
            onderwerpen.insert(claim.zorgverlener_id);
            benadeelden.insert(claim.budgethouder_id);
        }
    }
    let first = Date::new(year, 1, 1).unwrap_or_default();
    Bevinding {
        venster: jaar(first),
        waarden: Waarden::default()
            .aantal("huishoudens", path.len())
            .getal("kleinsteBedrag", smallest),
        onderwerpen,
        benadeelden,
        bewijs,
    }
}
