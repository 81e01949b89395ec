//! Positions in memory while a batch is decided.

#![warn(clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use kernel::Euro;
use uuid::Uuid;

use super::{Potsleutel, minus, plus};

/// What decides about a pot: what may still be claimed, and what is short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Potstand {
    /// Which pot.
    pub sleutel: Potsleutel,
    /// `R.AVAILABLE`.
    pub beschikbaar: Euro,
    /// `R.SHORT`.
    pub tekort: Euro,
}

impl Potstand {
    /// A pot with nothing in it.
    pub const fn empty(sleutel: Potsleutel) -> Self {
        Self { sleutel, beschikbaar: Euro::ZERO, tekort: Euro::ZERO }
    }

    /// Takes the amount when the pot holds it; says whether it did.
    pub fn take(&mut self, bedrag: Euro) -> bool {
        let enough = bedrag <= self.beschikbaar;
        if enough {
            self.beschikbaar = minus(self.beschikbaar, bedrag);
        }
        enough
    }

    /// Takes as much of the amount as the pot holds; says how much.
    pub fn take_up_to(&mut self, bedrag: Euro) -> Euro {
        let taken = bedrag.min(self.beschikbaar);
        self.beschikbaar = minus(self.beschikbaar, taken);
        taken
    }

    /// A right becomes free: it clears the shortage first. The two parts: to the shortage, to what
    /// is available.
    pub fn release(&mut self, bedrag: Euro) -> (Euro, Euro) {
        let tekort = bedrag.min(self.tekort);
        let vrij = minus(bedrag, tekort);
        self.tekort = minus(self.tekort, tekort);
        self.beschikbaar = plus(self.beschikbaar, vrij);
        (tekort, vrij)
    }
}

/// The positions of the pots a batch touches, held under lock while it is decided.
pub type Standen = BTreeMap<Uuid, Potstand>;
