//! A grant and its pots: what was granted, and where it stands; pure.

#![warn(clippy::arithmetic_side_effects)]

use contracts::ToekenningVastgesteld;
use contracts::payment::Potstand;
use kernel::{Euro, Periode, Zorgfunctie};
use uuid::Uuid;

use crate::grootboek::posten::toegekend;
use crate::grootboek::saldi::Standen;
use crate::grootboek::{Bron, Post, Potsleutel, Rekening, Rekeningsoort};

pub mod flows;
pub mod http;
pub mod store;

/// A pot as it was known before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BekendePot {
    /// Which.
    pub id: Uuid,
    /// The year of its accounts; it stays what it was at first.
    pub jaar: i16,
    /// What was granted.
    pub bedrag: Euro,
}

/// The key of the accounts of each pot of a grant. A pot keeps the year it was first booked under.
pub fn sleutels(toekenning: &ToekenningVastgesteld, bekend: &[BekendePot]) -> Vec<Potsleutel> {
    let key = |pot: &contracts::Pot| Potsleutel {
        pot: pot.id,
        verstrekker: toekenning.verstrekker_id,
        wet: toekenning.wet,
        jaar: bekend
            .iter()
            .find(|known| known.id == pot.id)
            .map_or(pot.periode.van().year(), |known| known.jaar),
    };
    toekenning.potten.iter().map(key).collect()
}

/// The accounts that every pot has from the start, so that there is always a row to lock.
pub fn rekeningen(sleutel: Potsleutel) -> [Rekening; 4] {
    [
        sleutel.recht(Rekeningsoort::Grant),
        sleutel.recht(Rekeningsoort::Available),
        sleutel.recht(Rekeningsoort::Short),
        sleutel.recht(Rekeningsoort::Committed),
    ]
}

/// The entries for a version of a grant: per pot the difference with what was granted before (E1,
/// E2, E2b). A grant that is replaced or withdrawn says its amounts like any other.
///
/// # Panics
/// When a pot of the grant is not among the positions: the caller locks them all first.
pub fn grant(
    toekenning: &ToekenningVastgesteld,
    versie: i64,
    sleutels: &[Potsleutel],
    bekend: &[BekendePot],
    standen: &mut Standen,
) -> Vec<Post> {
    let mut posten = Vec::new();
    for (pot, sleutel) in toekenning.potten.iter().zip(sleutels) {
        let was = bekend.iter().find(|known| known.id == pot.id).map(|known| known.bedrag);
        let stand = standen.get_mut(&pot.id).expect("the pots of a grant are locked");
        let Some((soort, regels)) = toegekend(*sleutel, was, pot.bedrag, stand) else { continue };
        posten.push(Post {
            soort,
            bron: Bron { soort: "pot", id: pot.id, versie },
            verstrekker: toekenning.verstrekker_id,
            verband: toekenning.toekenning_id,
            ingangsdatum: pot.periode.van(),
            regels,
        });
    }
    posten
}

/// Balances of a pot, as the ledger has them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saldi {
    /// `R.GRANT`.
    pub toegekend: Euro,
    /// `R.AVAILABLE`.
    pub beschikbaar: Euro,
    /// `R.COMMITTED`.
    pub gereserveerd: Euro,
    /// `R.SPENT`.
    pub besteed: Euro,
    /// `R.RECOVERABLE`.
    pub terug_te_vorderen: Euro,
    /// `R.SHORT`.
    pub tekort: Euro,
}

/// The position of a pot, to be said and shown.
pub fn stand(id: Uuid, zorgfunctie: Zorgfunctie, periode: Periode, saldi: Saldi) -> Potstand {
    let Saldi { toegekend, beschikbaar, gereserveerd, besteed, terug_te_vorderen, tekort } = saldi;
    Potstand {
        pot_id: id,
        zorgfunctie,
        periode,
        toegekend,
        beschikbaar,
        gereserveerd,
        besteed,
        terug_te_vorderen,
        tekort,
    }
}

/// Why a grant cannot be booked as it is: it says something else than what never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Onmogelijk {
    /// The law or the verstrekker of a grant never changes.
    #[error("wet of verstrekker van een toekenning verandert nooit")]
    AndereToekenning,
    /// A pot belongs to one grant.
    #[error("een pot hoort bij een andere toekenning")]
    AnderePot,
    /// An amount below zero.
    #[error("een pot heeft een bedrag onder nul")]
    OnderNul,
    /// Twice the same pot in one grant.
    #[error("een pot staat er twee keer in")]
    Dubbel,
}

/// Refuses a fact that contradicts itself.
pub fn check(toekenning: &ToekenningVastgesteld) -> Result<(), Onmogelijk> {
    let mut ids: Vec<Uuid> = toekenning.potten.iter().map(|pot| pot.id).collect();
    ids.sort();
    ids.dedup();
    if ids.len() != toekenning.potten.len() {
        return Err(Onmogelijk::Dubbel);
    }
    if toekenning.potten.iter().any(|pot| pot.bedrag < Euro::ZERO) {
        return Err(Onmogelijk::OnderNul);
    }
    Ok(())
}
