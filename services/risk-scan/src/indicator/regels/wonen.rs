//! Several budgethouders at one address (risk:R12).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{jaar, promille, tel, uitslagen};
use crate::feiten::omgeving::{Soort, Zorgpartij};
use crate::feiten::{Declaratie, Omgeving, Toekenning, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

/// A resident whose budget goes to one party in equal monthly parts.
struct Bewoner<'a> {
    id: Uuid,
    maanden: i64,
    declaraties: Vec<&'a Declaratie>,
    toekenning: &'a Toekenning,
}

/// risk:R12: of most residents of one address the budget goes whole, month by month, to one party.
/// A month is measured against an equal part of the pot, however many months the pot holds.
pub fn twaalfde(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Adres(adres) = haak else { return Vec::new() };
    let residents: Vec<Uuid> =
        omgeving.budgethouders_met(Soort::Adres, adres).map(|one| one.id).collect();
    if residents.len() < parameters.count("bewoners") {
        return Vec::new();
    }
    let mut per_party: BTreeMap<(Zorgpartij, String), Vec<Bewoner<'_>>> = BTreeMap::new();
    for id in &residents {
        for toekenning in omgeving.toekenningen_van(*id).filter(|one| one.actief) {
            if let Some((key, bewoner)) = equal_parts(omgeving, *id, toekenning, parameters) {
                per_party.entry(key).or_default().push(bewoner);
            }
        }
    }
    let mut found = Vec::new();
    for ((_, venster), bewoners) in per_party {
        let people: BTreeSet<Uuid> = bewoners.iter().map(|one| one.id).collect();
        let share = promille(tel(people.len()), tel(residents.len()));
        if people.len() < parameters.count("bewoners") || share < parameters.get("aandeelPromille")
        {
            continue;
        }
        found.push(finding(omgeving, (haak, venster), &bewoners, (share, people)));
    }
    uitslagen(found)
}

fn finding(
    omgeving: Omgeving<'_>,
    (haak, venster): (&Haak, String),
    bewoners: &[Bewoner<'_>],
    (share, people): (i64, BTreeSet<Uuid>),
) -> Bevinding {
    let mut bewijs = Bewijzen::default();
    let mut onderwerpen = BTreeSet::new();
    for bewoner in bewoners {
        bewijs.toekenning(bewoner.toekenning);
        for claim in &bewoner.declaraties {
            bewijs.declaratie(claim);
            bewijs.zorgverlener(omgeving.zorgverlener(claim.zorgverlener_id));
            onderwerpen.insert(claim.zorgverlener_id);
        }
    }
    if let Haak::Adres(adres) = haak {
        for resident in omgeving.budgethouders_met(Soort::Adres, adres) {
            bewijs.budgethouder(Some(resident));
        }
    }
    Bevinding {
        venster,
        waarden: Waarden::default()
            .aantal("aantalBewoners", people.len())
            .getal("aandeel", share)
            .getal("maanden", bewoners.iter().map(|one| one.maanden).min().unwrap_or_default()),
        onderwerpen,
        benadeelden: people,
        bewijs,
    }
}

/// Whether this budget goes to one party only, in equal parts; by party and year.
fn equal_parts<'a>(
    omgeving: Omgeving<'a>,
    budgethouder: Uuid,
    toekenning: &'a Toekenning,
    parameters: &Parameters,
) -> Option<((Zorgpartij, String), Bewoner<'a>)> {
    let van = toekenning.potten.iter().map(|pot| pot.van).min()?;
    let tot = toekenning.potten.iter().map(|pot| pot.tot).max()??;
    let bedrag: i64 = toekenning.potten.iter().map(|pot| pot.bedrag).sum();
    let months = dagen::maanden(van, tot).saturating_add(1);
    let part = bedrag.checked_div(months)?;
    let inside = |claim: &&Declaratie| {
        claim.verstrekker_id == toekenning.verstrekker_id
            && claim.zorgregels().iter().any(|regel| regel.van >= van && regel.van <= tot)
    };
    let claims: Vec<&Declaratie> = omgeving.declaraties_voor(budgethouder).filter(inside).collect();
    let parties: BTreeSet<Zorgpartij> =
        claims.iter().map(|claim| omgeving.partij_van(claim.zorgverlener_id)).collect();
    let mut parties = parties.into_iter();
    let (Some(party), None) = (parties.next(), parties.next()) else { return None };
    let mut per_month: BTreeMap<Date, i64> = BTreeMap::new();
    for claim in &claims {
        for regel in claim.zorgregels() {
            let month = per_month.entry(dagen::maand(regel.van)).or_default();
            *month = month.saturating_add(regel.bedrag);
        }
    }
    let margin = part.saturating_mul(parameters.get("margePromille")) / 1000;
    let near = per_month.values().filter(|sum| sum.saturating_sub(part).abs() <= margin).count();
    let last = per_month.keys().next_back()?;
    (near >= parameters.count("maanden") && part > 0).then(|| {
        let bewoner =
            Bewoner { id: budgethouder, maanden: tel(near), declaraties: claims, toekenning };
        ((party, jaar(*last)), bewoner)
    })
}
