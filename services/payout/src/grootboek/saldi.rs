//! Positions in memory while a batch is decided.

#![warn(clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use kernel::Euro;
use uuid::Uuid;

use super::{Potsleutel, Rekening, Rekeningsoort, minus, plus};

/// Whether the year of a pot still takes claims (payments:I14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Jaarstand {
    /// It does.
    #[default]
    Open,
    /// It is closed; only what was open is finished.
    Afgesloten,
    /// It is closed, and its verstrekker allows late claims (E23).
    Opengesteld,
}

/// What decides about a pot: what may still be claimed, and what is short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Potstand {
    /// Which pot.
    pub sleutel: Potsleutel,
    /// The state of its year.
    pub jaar: Jaarstand,
    /// `R.AVAILABLE`.
    pub beschikbaar: Euro,
    /// `R.SHORT`.
    pub tekort: Euro,
    /// `R.CLOSED`.
    pub vrijgevallen: Euro,
    /// `R.OWN`: what the budgethouder paid in.
    pub gestort: Euro,
}

impl Potstand {
    /// A pot with nothing in it.
    pub const fn empty(sleutel: Potsleutel) -> Self {
        let (jaar, nul) = (Jaarstand::Open, Euro::ZERO);
        let (tekort, vrijgevallen, gestort) = (nul, nul, nul);
        Self { sleutel, jaar, beschikbaar: nul, tekort, vrijgevallen, gestort }
    }

    /// What a claim may draw on now.
    pub const fn ruimte(&self) -> Euro {
        match self.jaar {
            Jaarstand::Open => self.beschikbaar,
            Jaarstand::Afgesloten => Euro::ZERO,
            Jaarstand::Opengesteld => self.vrijgevallen,
        }
    }

    /// `M.OWNDEP`: what is left of a voluntary deposit. The grant is spent first, so the deposit
    /// is what lies on top: the smaller of what was paid in and what is not spent.
    pub fn eigen(&self) -> Euro {
        self.gestort.min(plus(self.beschikbaar, self.vrijgevallen))
    }

    /// The fund, or the result of the year once that is closed.
    pub const fn fonds(&self) -> Rekening {
        match self.jaar {
            Jaarstand::Open => self.sleutel.fonds(),
            Jaarstand::Afgesloten | Jaarstand::Opengesteld => self.sleutel.afrekening(),
        }
    }

    /// The account that a right goes back to.
    pub const fn vrij_recht(&self) -> Rekening {
        match self.jaar {
            Jaarstand::Open => self.sleutel.recht(Rekeningsoort::Available),
            Jaarstand::Afgesloten | Jaarstand::Opengesteld => {
                self.sleutel.recht(Rekeningsoort::Closed)
            }
        }
    }

    /// Takes the amount when a claim may draw it; says whether it did.
    pub fn take(&mut self, bedrag: Euro) -> bool {
        let enough = bedrag <= self.ruimte();
        if enough {
            self.draw(bedrag);
        }
        enough
    }

    /// Takes as much of the amount as a claim may draw; says how much.
    pub fn take_up_to(&mut self, bedrag: Euro) -> Euro {
        let taken = bedrag.min(self.ruimte());
        self.draw(taken);
        taken
    }

    fn draw(&mut self, bedrag: Euro) {
        match self.jaar {
            Jaarstand::Open => self.beschikbaar = minus(self.beschikbaar, bedrag),
            Jaarstand::Opengesteld => self.vrijgevallen = minus(self.vrijgevallen, bedrag),
            Jaarstand::Afgesloten => {}
        }
    }

    /// A right becomes free: it clears the shortage first. The two parts: to the shortage, to what
    /// is free.
    pub fn release(&mut self, bedrag: Euro) -> (Euro, Euro) {
        let tekort = bedrag.min(self.tekort);
        let vrij = minus(bedrag, tekort);
        self.tekort = minus(self.tekort, tekort);
        match self.jaar {
            Jaarstand::Open => self.beschikbaar = plus(self.beschikbaar, vrij),
            Jaarstand::Afgesloten | Jaarstand::Opengesteld => {
                self.vrijgevallen = plus(self.vrijgevallen, vrij);
            }
        }
        (tekort, vrij)
    }
}

/// The positions of the pots a batch touches, held under lock while it is decided.
pub type Standen = BTreeMap<Uuid, Potstand>;
