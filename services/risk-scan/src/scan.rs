//! A scan: every rule on everything a signal may hang on, for every party; pure.
//!
//! The stream, the night and the command that reads files all come here, each with the facts it
//! has at hand. What a verstrekker sees is computed from its own facts. Over all verstrekkers
//! together is only looked for the national payment task, at what rests on payments, or where a
//! legal ground is in force (risk:5.3).

#![warn(clippy::arithmetic_side_effects)]

use std::collections::{BTreeMap, BTreeSet};

use kernel::Euro;
use uuid::Uuid;

use crate::feiten::omgeving::{Index, Soort};
use crate::indicator::regels::{bladen, peers};
use crate::indicator::uitslag::{Bevinding, Haak, Haaksoort, Uitslag, Waarden};
use crate::indicator::{Aard, Bereik, Indicator, Ritme, Versie};
use crate::signaal::{Bevonden, LANDELIJK, Sleutel};

pub mod flows;
pub mod messages;
mod rang;

pub use self::rang::{Rang, rang};

/// What a legal ground lets a verstrekker know of what is elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grondslag {
    /// Nothing: each verstrekker by itself.
    Geen,
    /// Own rows, and a rounded total of what is elsewhere.
    Aggregaat,
}

/// Which indicators may look over all verstrekkers, by a ground that is in force.
#[derive(Debug, Clone, Default)]
pub struct Gronden(BTreeSet<Indicator>);

impl Gronden {
    /// A ground for these.
    pub fn of(indicatoren: impl IntoIterator<Item = Indicator>) -> Self {
        Self(indicatoren.into_iter().collect())
    }

    fn of_indicator(&self, indicator: Indicator) -> Grondslag {
        if self.0.contains(&indicator) { Grondslag::Aggregaat } else { Grondslag::Geen }
    }
}

/// What a rule could not judge, and for want of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onbekend {
    /// The indicator, the hook, the window and the party.
    pub sleutel: Sleutel,
    /// What is missing.
    pub ontbreekt: &'static str,
}

/// What a scan says.
#[derive(Debug, Clone, Default)]
pub struct Uitkomsten {
    /// Signals.
    pub bevonden: BTreeMap<Sleutel, Bevonden>,
    /// Context: shown beside signals about the same people, never one by itself.
    pub context: BTreeMap<Sleutel, Bevonden>,
    /// What could not be judged.
    pub onbekend: Vec<Onbekend>,
}

/// Measures what is compared over the whole country, for the versions that need it.
pub fn meet(index: &Index<'_>, versies: &[Versie]) -> crate::feiten::Landelijk {
    let of = |indicator| versies.iter().find(|versie: &&Versie| versie.indicator == indicator);
    crate::feiten::Landelijk {
        standen: of(Indicator::S01)
            .map(|versie| peers::meet(index, &versie.parameters))
            .unwrap_or_default(),
        bladen: of(Indicator::G03)
            .map(|versie| bladen::zoek(index.feiten(), &versie.parameters))
            .unwrap_or_default(),
    }
}

/// Everything of which there are facts that a signal may hang on.
pub fn haken(index: &Index<'_>) -> Vec<Haak> {
    let refs = |soort, haak: fn(crate::feiten::Ref) -> Haak| {
        index.refs(soort).into_iter().cloned().map(haak).collect::<Vec<_>>()
    };
    let mut found = refs(Soort::Rekening, Haak::Rekening);
    found.extend(refs(Soort::Contact, Haak::Contact));
    found.extend(refs(Soort::Adres, Haak::Adres));
    found.extend(index.zorgverleners().into_iter().map(Haak::Zorgverlener));
    found.extend(index.budgethouders().into_iter().map(Haak::Budgethouder));
    found.extend(index.zorgovereenkomsten().into_iter().map(Haak::Zorgovereenkomst));
    found
}

/// Which versions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vraag {
    /// Those that follow the stream.
    Stroom,
    /// All.
    Alles,
}

impl Vraag {
    /// Whether a version is asked.
    pub fn asks(self, versie: &Versie) -> bool {
        self == Self::Alles || versie.indicator.registratie().ritme == Ritme::Stroom
    }
}

/// Asks these versions about these hooks.
pub fn beoordeel(
    index: &Index<'_>,
    haken: &[Haak],
    versies: &[Versie],
    gronden: &Gronden,
) -> Uitkomsten {
    let mut by_soort: BTreeMap<Haaksoort, Vec<&Versie>> = BTreeMap::new();
    for versie in versies {
        by_soort.entry(versie.indicator.registratie().haak).or_default().push(versie);
    }
    let mut uitkomsten = Uitkomsten::default();
    for haak in haken {
        let Some(versies) = by_soort.get(&haak.soort()) else { continue };
        let partijen = index.partijen(haak);
        for versie in versies {
            one(index, (haak, &partijen), versie, gronden, &mut uitkomsten);
        }
    }
    uitkomsten
}

fn one(
    index: &Index<'_>,
    (haak, partijen): (&Haak, &BTreeSet<Uuid>),
    versie: &Versie,
    gronden: &Gronden,
    uitkomsten: &mut Uitkomsten,
) {
    let row = versie.indicator.registratie();
    let Some(regel) = row.regel_van() else { return };
    let grond = gronden.of_indicator(versie.indicator);
    let sleutel = |partij: Uuid, venster: &str| Sleutel {
        indicator: versie.indicator,
        versie: versie.versie,
        sleutel: haak.sleutel(),
        venster: venster.to_owned(),
        verstrekker_id: partij,
    };
    let together = row.bereik == Bereik::Betaaltaak || grond == Grondslag::Aggregaat;
    let alone = partijen.len() == 1;
    // Of one verstrekker alone: what it sees is all there is.
    let whole = if together || alone {
        regel(index.voor(None), haak, &versie.parameters)
    } else {
        Vec::new()
    };
    let mut keep = |partij: Uuid, uitslag: Uitslag| match uitslag {
        Uitslag::Bevinding(found) => {
            let sleutel = sleutel(partij, &found.venster);
            let into = if row.aard == Aard::Context {
                &mut uitkomsten.context
            } else {
                &mut uitkomsten.bevonden
            };
            if !found.bewijs.is_empty() && !found.onderwerpen.is_empty() {
                into.entry(sleutel).or_insert_with(|| Bevonden::from(found));
            }
        }
        Uitslag::NietTeBeoordelen { venster, ontbreekt } => {
            uitkomsten.onbekend.push(Onbekend { sleutel: sleutel(partij, &venster), ontbreekt });
        }
    };
    for partij in partijen {
        let own = if alone {
            whole.clone()
        } else {
            regel(index.voor(Some(*partij)), haak, &versie.parameters)
        };
        for uitslag in own {
            keep(*partij, uitslag);
        }
    }
    if !together {
        return;
    }
    for uitslag in whole {
        if let (Uitslag::Bevinding(found), Grondslag::Aggregaat, false) = (&uitslag, grond, alone) {
            let parts =
                partijen.iter().filter_map(|whose| Some((*whose, own_part(found, *whose)?)));
            parts.for_each(|(whose, part)| keep(whose, Uitslag::Bevinding(part)));
        }
        keep(LANDELIJK, uitslag);
    }
}

/// What a verstrekker may see of a finding over all: its own rows, and of elsewhere how many
/// verstrekkers and a rounded total. Where there is one other, the total would be that of one
/// verstrekker, and is left out.
fn own_part(found: &Bevinding, partij: Uuid) -> Option<Bevinding> {
    let (own, other): (Vec<_>, Vec<_>) = found
        .bewijs
        .clone()
        .into_rows()
        .into_iter()
        .partition(|row| row.verstrekker_id.is_none_or(|whose| whose == partij));
    let others: BTreeSet<Uuid> = other.iter().filter_map(|row| row.verstrekker_id).collect();
    if !own.iter().any(|row| row.verstrekker_id == Some(partij)) || others.is_empty() {
        return None;
    }
    let people: BTreeSet<Uuid> = own.iter().filter_map(|row| row.zorgverlener_id).collect();
    let holders: BTreeSet<Uuid> = own.iter().filter_map(|row| row.budgethouder_id).collect();
    let total: Euro = other.iter().filter_map(|row| row.bedrag).sum();
    // Hundreds of euros: no amount of one person can be read from it.
    let rounded = total.cents().saturating_add(5_000) / 10_000;
    let waarden = Waarden::default().aantal("eldersVerstrekkers", others.len());
    let waarden = if others.len() < 2 {
        waarden
    } else {
        waarden.getal("eldersBedrag", rounded.saturating_mul(10_000))
    };
    Some(Bevinding {
        venster: found.venster.clone(),
        waarden,
        onderwerpen: found.onderwerpen.intersection(&people).copied().collect(),
        benadeelden: found.benadeelden.intersection(&holders).copied().collect(),
        bewijs: found.bewijs.only(&own),
    })
}
