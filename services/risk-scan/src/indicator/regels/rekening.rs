//! What is paid on an account (risk:R01, R02, R03).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::Euro;
use uuid::Uuid;

use super::{jaar, uitslagen};
use crate::feiten::omgeving::{Soort, Zorgpartij};
use crate::feiten::{Betaling, Omgeving, Ref, dagen};
use crate::indicator::Parameters;
use crate::indicator::r01::{self, Grond, Oordeel};
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

/// Booked payments on an account, by day.
fn betaald<'a>(omgeving: Omgeving<'a>, rekening: &Ref) -> Vec<&'a Betaling> {
    let mut paid: Vec<&Betaling> =
        omgeving.betalingen_op(rekening).filter(|one| one.betaald).collect();
    paid.sort_by_key(|one| (one.datum, one.id));
    paid
}

/// risk:R01: several zorgverleners are paid on one account.
pub fn gedeeld(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Rekening(rekening) = haak else { return Vec::new() };
    let figure = |naam| u16::try_from(parameters.get(naam)).unwrap_or(u16::MAX);
    let figures = r01::Parameters {
        venster_dagen: figure("vensterDagen"),
        drempel: figure("drempel"),
        drempel_verschillend: figure("drempelVerschillend"),
    };
    let paid = betaald(omgeving, rekening);
    let named: BTreeSet<Uuid> = paid.iter().map(|one| one.zorgverlener_id).collect();
    if named.len() < 2 {
        return Vec::new();
    }
    let zorgverleners: BTreeMap<Uuid, r01::Zorgverlener> =
        named.iter().filter_map(|id| Some((*id, of_r01(omgeving.zorgverlener(*id)?)))).collect();
    let by_id: BTreeMap<Uuid, &Betaling> = paid.iter().map(|one| (one.id, *one)).collect();
    let betalingen: Vec<r01::Betaling> = paid.iter().map(|one| payment_of_r01(one)).collect();
    r01::evaluate(figures, &betalingen, &zorgverleners)
        .into_iter()
        .map(|(jaar, oordeel)| match oordeel {
            Oordeel::NietTeBeoordelen(ontbreekt) => {
                Uitslag::NietTeBeoordelen { venster: jaar.to_string(), ontbreekt: ontbreekt.code() }
            }
            Oordeel::Bevinding(found) => {
                let mut bewijs = Bewijzen::default();
                let mut onderwerpen = BTreeSet::new();
                for row in found.bewijs.iter().filter_map(|row| by_id.get(&row.id)) {
                    bewijs.betaling(row);
                    bewijs.zorgverlener(omgeving.zorgverlener(row.zorgverlener_id));
                    onderwerpen.insert(row.zorgverlener_id);
                }
                Uitslag::Bevinding(Bevinding {
                    venster: jaar.to_string(),
                    waarden: figures_of_r01(&found.waarden),
                    onderwerpen,
                    benadeelden: BTreeSet::new(),
                    bewijs,
                })
            }
        })
        .collect()
}

fn of_r01(known: &crate::feiten::Zorgverlener) -> r01::Zorgverlener {
    let text = |value: &Option<Ref>| value.as_ref().map(|value| value.as_str().to_owned());
    r01::Zorgverlener {
        natuurlijk_persoon: known.natuurlijk_persoon,
        kvk_nummer: text(&known.kvk),
        adres_ref: text(&known.adres),
    }
}

fn payment_of_r01(one: &Betaling) -> r01::Betaling {
    r01::Betaling {
        id: one.id,
        versie: one.herkomst.versie,
        gebeurtenis_id: one.herkomst.gebeurtenis_id,
        verstrekker_id: one.verstrekker_id,
        zorgverlener_id: one.zorgverlener_id,
        bedrag: Euro::from_cents(one.bedrag),
        datum: one.datum,
    }
}

fn figures_of_r01(found: &r01::Waarden) -> Waarden {
    let grond = match found.grond {
        Grond::Aantal => "aantal",
        Grond::VerschillendAdres => "verschillendAdres",
    };
    Waarden::default()
        .getal("aantalZorgverleners", found.aantal_zorgverleners.into())
        .getal("zonderAdres", found.zonder_adres.into())
        .getal("aantalBetalingen", found.aantal_betalingen.into())
        .getal("bedrag", found.bedrag.cents())
        .dag("eersteOp", found.eerste_op)
        .dag("laatsteOp", found.laatste_op)
        .woord("grond", grond)
}

/// Payments of one party in care on an account.
struct Gebruik<'a> {
    eerste: Date,
    laatste: Date,
    betalingen: Vec<&'a Betaling>,
}

/// risk:R02: an account passes from one to another who lives elsewhere.
pub fn opvolging(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Rekening(rekening) = haak else { return Vec::new() };
    let mut gebruik: BTreeMap<Zorgpartij, Gebruik<'_>> = BTreeMap::new();
    for one in betaald(omgeving, rekening) {
        let entry = gebruik.entry(omgeving.partij_van(one.zorgverlener_id)).or_insert(Gebruik {
            eerste: one.datum,
            laatste: one.datum,
            betalingen: Vec::new(),
        });
        entry.laatste = one.datum;
        entry.betalingen.push(one);
    }
    let mut sorted: Vec<Gebruik<'_>> = gebruik.into_values().collect();
    sorted.sort_by_key(|one| (one.eerste, one.laatste));
    let mut found = BTreeMap::new();
    for pair in sorted.windows(2) {
        let [before, after] = pair else { continue };
        let gap = dagen::tussen(before.laatste, after.eerste);
        if gap > 0 && gap <= parameters.get("gatDagen") {
            let answer = passed(omgeving, (before, after), parameters.get("vensterDagen"));
            found.extend(answer.map(|answer| (jaar(after.eerste), answer)));
        }
    }
    found.into_values().collect()
}

fn passed(
    omgeving: Omgeving<'_>,
    (before, after): (&Gebruik<'_>, &Gebruik<'_>),
    window: i64,
) -> Option<Uitslag> {
    let (one, other) = (before.betalingen.last()?, after.betalingen.first()?);
    let (one, other) = (one.zorgverlener_id, other.zorgverlener_id);
    let venster = jaar(after.eerste);
    let adres = |id| omgeving.zorgverlener(id).and_then(|known| known.adres.as_ref());
    match (adres(one), adres(other)) {
        (Some(mine), Some(theirs)) if mine == theirs => return None,
        (Some(_), Some(_)) => {}
        (None, _) | (_, None) => {
            return Some(Uitslag::NietTeBeoordelen { venster, ontbreekt: "adres" });
        }
    }
    let from = dagen::voor(after.eerste, window);
    let mut bewijs = Bewijzen::default();
    let rows = before.betalingen.iter().chain(&after.betalingen);
    for row in rows.filter(|row| row.datum >= from) {
        bewijs.betaling(row);
        bewijs.zorgverlener(omgeving.zorgverlener(row.zorgverlener_id));
    }
    Some(Uitslag::Bevinding(Bevinding {
        venster,
        waarden: Waarden::default()
            .dag("laatsteEerder", before.laatste)
            .dag("eersteLater", after.eerste)
            .getal("gatDagen", dagen::tussen(before.laatste, after.eerste)),
        onderwerpen: BTreeSet::from([one, other]),
        benadeelden: BTreeSet::new(),
        bewijs,
    }))
}

/// risk:R03: care money comes back on the account of a budgethouder who lives elsewhere.
pub fn terug(omgeving: Omgeving<'_>, haak: &Haak, _parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Rekening(rekening) = haak else { return Vec::new() };
    let holders: Vec<_> = omgeving.budgethouders_met(Soort::Rekening, rekening).collect();
    if holders.is_empty() {
        return Vec::new();
    }
    let mut found: BTreeMap<String, Bevinding> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for row in betaald(omgeving, rekening) {
        let giver = row.zorgverlener_id;
        let known: Vec<Option<bool>> =
            holders.iter().map(|holder| omgeving.samen(giver, holder.id)).collect();
        // Somebody of the own household is paid on the account of the household: that is usual.
        if known.contains(&Some(true)) {
            continue;
        }
        let venster = jaar(row.datum);
        if known.contains(&None) {
            unknown.insert(venster);
            continue;
        }
        let entry = found.entry(venster.clone()).or_insert_with(|| Bevinding {
            venster,
            waarden: Waarden::default(),
            onderwerpen: BTreeSet::new(),
            benadeelden: holders.iter().map(|holder| holder.id).collect(),
            bewijs: Bewijzen::default(),
        });
        entry.onderwerpen.insert(giver);
        entry.bewijs.betaling(row);
        entry.bewijs.zorgverlener(omgeving.zorgverlener(giver));
        for holder in &holders {
            entry.bewijs.budgethouder(Some(holder));
        }
        let total = entry.waarden.number("bedrag").saturating_add(row.bedrag);
        let count = entry.waarden.number("aantalBetalingen").saturating_add(1);
        entry.waarden = Waarden::default().getal("bedrag", total).getal("aantalBetalingen", count);
    }
    let gaps = unknown.into_iter().filter(|venster| !found.contains_key(venster));
    let gaps: Vec<Uitslag> =
        gaps.map(|venster| Uitslag::NietTeBeoordelen { venster, ontbreekt: "adres" }).collect();
    let mut answers = uitslagen(found.into_values());
    answers.extend(gaps);
    answers
}
