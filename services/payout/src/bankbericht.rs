//! What the bank says, and what it means for payments; pure.
//!
//! A status report (pain.002) moves states; a statement (camt.053) moves money, and is the only
//! proof of payment (payments:0.1). A final state is never left by an older message, and the same
//! message twice is one.

#![warn(clippy::arithmetic_side_effects)]

use std::collections::{BTreeMap, BTreeSet};

use kernel::Euro;
use uuid::Uuid;

use crate::bank::{Bankboeking, Richting};
use crate::betaling::Pogingstaat;
use crate::grootboek::{minus, plus};

pub mod flows;
pub mod http;
pub mod status;
pub mod store;

/// An attempt as a message of the bank meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pogingstand {
    /// Which.
    pub id: Uuid,
    /// In which batch.
    pub pmt_inf_id: String,
    /// Its reference at the bank.
    pub end_to_end_id: String,
    /// How much.
    pub bedrag: Euro,
    /// Where it stands.
    pub staat: Pogingstaat,
}

/// How far a file is: a later state is not left for an earlier one.
pub fn rank(staat: &str) -> u8 {
    match staat {
        "gebouwd" => 0,
        "verzenden" => 1,
        "onbekend" | "verzonden" => 2,
        "ontvangen" => 3,
        "geaccepteerd" => 4,
        "deels_afgewezen" => 5,
        "afgewezen" => 6,
        _ => 7,
    }
}

/// What an entry on the statement turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Betekenis {
    /// Payments were debited (E8). `bruto` is the part of refused payments that the bank debited
    /// too and will credit apart (E8b).
    Afgeschreven {
        /// The attempts.
        pogingen: Vec<Uuid>,
        /// What was debited for refused attempts.
        bruto: Euro,
    },
    /// The credit of a refused payment that was debited gross (E8b).
    Afwijzing,
    /// A payment came back (E10).
    Retour {
        /// The attempt.
        poging: Uuid,
        /// Why.
        reden: String,
    },
    /// An announced advance (E3).
    Voorschot {
        /// Which.
        id: Uuid,
    },
    /// Nothing of ours explains it (E20).
    Onbekend {
        /// What a person should know.
        alarm: Option<&'static str>,
    },
}

impl Betekenis {
    /// The word in the register of entries.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Afgeschreven { pogingen: _, bruto: _ } => "batch",
            Self::Afwijzing => "afwijzing",
            Self::Retour { poging: _, reden: _ } => "retour",
            Self::Voorschot { id: _ } => "voorschot",
            Self::Onbekend { alarm: _ } => "onbekend",
        }
    }
}

/// An advance that was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aangekondigd {
    /// Which.
    pub id: Uuid,
    /// The text that its credit carries.
    pub kenmerk: String,
}

/// What is known while the entries of a statement are read, one after the other.
#[derive(Debug, Clone, Default)]
pub struct Bekend {
    /// Attempts, by their reference at the bank.
    pub pogingen: BTreeMap<String, Pogingstand>,
    /// Advances that were announced.
    pub voorschotten: Vec<Aangekondigd>,
    /// References of the attempts of each batch, made when it is first asked.
    per_batch: Option<BTreeMap<String, Vec<String>>>,
}

impl Bekend {
    /// Attempts and advances that entries may be about.
    pub fn of(pogingen: Vec<Pogingstand>, voorschotten: Vec<Aangekondigd>) -> Self {
        let by_id = pogingen.into_iter().map(|poging| (poging.end_to_end_id.clone(), poging));
        Self { pogingen: by_id.collect(), voorschotten, per_batch: None }
    }

    /// What an entry means; what it says of attempts holds for the entries after it.
    pub fn read(&mut self, boeking: &Bankboeking) -> Betekenis {
        match boeking.richting {
            Richting::Af => self.debit(boeking),
            Richting::Bij => self.credit(boeking),
        }
    }

    fn debit(&mut self, boeking: &Bankboeking) -> Betekenis {
        let mut whose = self.of_batch(boeking.pmt_inf_id.as_deref());
        let ids = boeking.details.iter().filter_map(|detail| detail.end_to_end_id.clone());
        let named: BTreeSet<String> = ids.collect();
        let all_named = !named.is_empty() && named.len() == boeking.details.len();
        if whose.is_empty() && all_named {
            whose = named.iter().filter(|id| self.pogingen.contains_key(*id)).cloned().collect();
        }
        if whose.is_empty() {
            return Betekenis::Onbekend { alarm: Some("afschrijving zonder batch") };
        }
        let candidates =
            [whose.clone(), whose.into_iter().filter(|id| named.contains(id)).collect()];
        candidates
            .into_iter()
            .find_map(|ids| self.debited(&ids, boeking.bedrag))
            .unwrap_or(Betekenis::Onbekend { alarm: Some("bedrag past niet bij de batch") })
    }

    /// The entry is the sum of what is under way in these attempts (net), or of that and what was
    /// refused (gross).
    fn debited(&mut self, ids: &[String], bedrag: Euro) -> Option<Betekenis> {
        let of = |wanted: fn(Pogingstaat) -> bool| {
            ids.iter()
                .filter_map(|id| self.pogingen.get(id))
                .filter(move |poging| wanted(poging.staat))
        };
        let open: Euro = of(Pogingstaat::is_onderweg).map(|poging| poging.bedrag).sum();
        let refused: Euro =
            of(|staat| staat == Pogingstaat::Afgewezen).map(|poging| poging.bedrag).sum();
        let bruto = minus(bedrag, open);
        let net = bruto == Euro::ZERO && open > Euro::ZERO;
        if !net && bruto != refused {
            return None;
        }
        let pogingen: Vec<Uuid> = of(Pogingstaat::is_onderweg).map(|poging| poging.id).collect();
        for id in ids {
            if let Some(poging) = self.pogingen.get_mut(id).filter(|p| p.staat.is_onderweg()) {
                poging.staat = Pogingstaat::Geboekt;
            }
        }
        Some(Betekenis::Afgeschreven { pogingen, bruto })
    }

    fn of_batch(&mut self, pmt_inf_id: Option<&str>) -> Vec<String> {
        let pogingen = &self.pogingen;
        let index = self.per_batch.get_or_insert_with(|| {
            let mut index: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for poging in pogingen.values() {
                let ids = index.entry(poging.pmt_inf_id.clone()).or_default();
                ids.push(poging.end_to_end_id.clone());
            }
            index
        });
        pmt_inf_id.and_then(|id| index.get(id)).cloned().unwrap_or_default()
    }

    fn credit(&mut self, boeking: &Bankboeking) -> Betekenis {
        for detail in &boeking.details {
            // A bank marks a return by its reason, and the credit of a refusal as a reversal.
            let reden = detail.retourreden.as_deref().or(boeking.terugboeking.then_some(""));
            let id = detail.end_to_end_id.as_ref();
            let poging = id.and_then(|id| self.pogingen.get_mut(id));
            if let (Some(reden), Some(poging)) = (reden, poging) {
                return returned(poging, reden, boeking.bedrag);
            }
        }
        let text = |kenmerk: &str| {
            boeking.details.iter().any(|detail| {
                detail.omschrijving.as_deref().is_some_and(|text| contains_word(text, kenmerk))
            })
        };
        let announced = self.voorschotten.iter().find(|voorschot| text(&voorschot.kenmerk));
        match announced {
            Some(voorschot) => Betekenis::Voorschot { id: voorschot.id },
            None => Betekenis::Onbekend { alarm: None },
        }
    }
}

fn returned(poging: &mut Pogingstand, reden: &str, bedrag: Euro) -> Betekenis {
    if bedrag != poging.bedrag {
        return Betekenis::Onbekend { alarm: Some("retour van een ander bedrag") };
    }
    match poging.staat {
        Pogingstaat::Geboekt => {
            poging.staat = Pogingstaat::Teruggekomen;
            let reden = if reden.is_empty() { "MS03" } else { reden };
            Betekenis::Retour { poging: poging.id, reden: reden.to_owned() }
        }
        Pogingstaat::Afgewezen => Betekenis::Afwijzing,
        Pogingstaat::Aangemaakt
        | Pogingstaat::InBestand
        | Pogingstaat::Verzonden
        | Pogingstaat::Geaccepteerd
        | Pogingstaat::Teruggekomen
        | Pogingstaat::Vervallen => {
            Betekenis::Onbekend { alarm: Some("retour van wat niet was afgeschreven") }
        }
    }
}

/// Whether a remittance holds a reference as a word of its own: `VS-1` is not in `VS-12`.
fn contains_word(text: &str, word: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices(word).any(|(at, found)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(found).unwrap_or_default();
        !before.ends_with(joins) && !after.starts_with(joins)
    })
}

/// What makes an entry the same in another copy of its statement (payments:1.8).
pub fn identity(overzicht: &str, boeking: &Bankboeking) -> String {
    match &boeking.referentie {
        Some(referentie) => format!(
            "{referentie}|{}|{:?}|{}",
            boeking.bedrag.cents(),
            boeking.richting,
            boeking.boekdatum
        ),
        None => format!("{overzicht}#{}", boeking.positie),
    }
}

/// What an entry does to the balance of the account.
pub fn effect(boeking: &Bankboeking) -> Euro {
    match boeking.richting {
        Richting::Bij => boeking.bedrag,
        Richting::Af => minus(Euro::ZERO, boeking.bedrag),
    }
}

/// The balance after entries.
pub fn balance<'a>(begin: Euro, boekingen: impl Iterator<Item = &'a Bankboeking>) -> Euro {
    boekingen.fold(begin, |saldo, boeking| plus(saldo, effect(boeking)))
}

#[cfg(test)]
mod tests;
