//! What somebody was paid too much on a claim, and still owes; pure.
//!
//! It arises when a claim is lowered after its money left (payments:E12) and shrinks when the claim
//! is raised again or the money comes back by itself. Collecting it (set-off, instalments, waiver)
//! is not here yet.

#![warn(clippy::arithmetic_side_effects)]

use contracts::VorderingBijgewerkt;
use kernel::Euro;
use uuid::Uuid;

use crate::grootboek::plus;

pub mod flows;
pub mod http;
pub mod store;

/// A recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vordering {
    /// Which.
    pub id: Uuid,
    /// Whose money it was.
    pub verstrekker: Uuid,
    /// Who owes it.
    pub zorgverlener: Uuid,
    /// On which claim; one recovery per claim.
    pub declaratie: Uuid,
    /// Everything that was ever owed on it.
    pub bedrag: Euro,
    /// What is still owed.
    pub openstaand: Euro,
    /// Facts said so far.
    pub versie: i64,
}

/// What a recovery grows or shrinks by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijziging {
    /// The claim.
    pub declaratie: Uuid,
    /// Whose money.
    pub verstrekker: Uuid,
    /// Who owes it.
    pub zorgverlener: Uuid,
    /// Below zero when less is owed.
    pub bedrag: Euro,
}

impl Vordering {
    /// A recovery that is not there yet.
    pub const fn nieuw(id: Uuid, wijziging: &Wijziging) -> Self {
        Self {
            id,
            verstrekker: wijziging.verstrekker,
            zorgverlener: wijziging.zorgverlener,
            declaratie: wijziging.declaratie,
            bedrag: Euro::ZERO,
            openstaand: Euro::ZERO,
            versie: 0,
        }
    }

    /// Grows or shrinks it.
    pub fn change(&mut self, bedrag: Euro) {
        self.openstaand = plus(self.openstaand, bedrag);
        if bedrag > Euro::ZERO {
            self.bedrag = plus(self.bedrag, bedrag);
        }
    }

    /// Its state as a fact; the caller says it as version `versie`, which this raises.
    pub fn fact(&mut self) -> VorderingBijgewerkt {
        self.versie = self.versie.saturating_add(1);
        VorderingBijgewerkt {
            vordering_id: self.id,
            verstrekker_id: self.verstrekker,
            zorgverlener_id: self.zorgverlener,
            declaratie_id: self.declaratie,
            bedrag: self.bedrag,
            openstaand: self.openstaand,
        }
    }
}
