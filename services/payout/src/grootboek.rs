//! The ledger: two books, rights and money, in whole cents (payments:4); pure.
//!
//! An entry ([`Post`]) is a list of lines; each book balances in it by construction, because lines
//! are only made in pairs ([`Regels::boek`]). [`posten`] knows which pairs each event asks for,
//! [`saldi`] keeps balances in memory while a batch is decided, [`proofs`] names the queries that
//! prove the whole, [`keten`] hangs each entry on the one before it. The database checks balance,
//! rights, order and immutability once more.
//!
//! Every event E1 to E24 has its posting function. Nothing calls yet those of payroll (E6, E12t,
//! E17 to E19), of blocks as money (E16: a block holds a payment, its money stays payable) and of
//! recalls (E24).

#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::Euro;
use uuid::Uuid;

pub mod flows;
pub mod http;
pub mod keten;
pub mod peers;
pub mod posten;
pub mod postsoort;
pub mod proofs;
pub mod rekening;
pub mod saldi;
pub mod store;

pub use self::postsoort::Postsoort;
pub use self::rekening::{Boek, Potsleutel, Rekening, Rekeningsoort, Zijde};

/// One line of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regel {
    /// The account.
    pub rekening: Rekening,
    /// Its side.
    pub zijde: Zijde,
    /// Above zero.
    pub bedrag: Euro,
}

impl Regel {
    /// What the line does to the balance of its account.
    pub fn effect(self) -> Euro {
        if self.zijde == self.rekening.soort.normale_zijde() {
            self.bedrag
        } else {
            minus(Euro::ZERO, self.bedrag)
        }
    }
}

/// The lines of an entry while it is made. Equal accounts on one side become one line; amounts of
/// zero leave none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regels(Vec<Regel>);

impl Regels {
    /// Debits one account and credits another of the same book.
    ///
    /// # Panics
    /// When the accounts are of two books or the amount is below zero: a wrong program, not a
    /// wrong claim.
    pub fn boek(&mut self, debet: Rekening, credit: Rekening, bedrag: Euro) {
        assert!(debet.soort.boek() == credit.soort.boek(), "an entry crosses the books");
        assert!(bedrag >= Euro::ZERO, "a line is never below zero");
        self.add(debet, Zijde::Debet, bedrag);
        self.add(credit, Zijde::Credit, bedrag);
    }

    fn add(&mut self, rekening: Rekening, zijde: Zijde, bedrag: Euro) {
        if bedrag == Euro::ZERO {
            return;
        }
        let same = |regel: &&mut Regel| regel.rekening == rekening && regel.zijde == zijde;
        match self.0.iter_mut().find(same) {
            Some(regel) => regel.bedrag = plus(regel.bedrag, bedrag),
            None => self.0.push(Regel { rekening, zijde, bedrag }),
        }
    }

    /// The lines.
    pub fn as_slice(&self) -> &[Regel] {
        &self.0
    }

    /// Whether nothing is booked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What caused an entry. Together with the kind of entry it exists once (payments:I5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bron {
    /// `declaratie`, `pot`, `poging`, `betaling`, `bankregel`, `vordering` or `jaar`.
    pub soort: &'static str,
    /// Which one.
    pub id: Uuid,
    /// Which version of it; 1 where it has none.
    pub versie: i64,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Which event of the handbook.
    pub soort: Postsoort,
    /// What caused it.
    pub bron: Bron,
    /// Whose entry it is; nil for the payment office.
    pub verstrekker: Uuid,
    /// What it belongs to: claim, grant, file. Corrections share it with what they correct.
    pub verband: Uuid,
    /// The day it counts for.
    pub ingangsdatum: Date,
    /// Its lines; at least two.
    pub regels: Regels,
}

/// The sum; saturates, which no sum of amounts that fit a bank file reaches.
pub(crate) fn plus(a: Euro, b: Euro) -> Euro {
    Euro::from_cents(a.cents().saturating_add(b.cents()))
}

/// The difference; saturates like [`plus`].
pub(crate) fn minus(a: Euro, b: Euro) -> Euro {
    Euro::from_cents(a.cents().saturating_sub(b.cents()))
}
