//! An advance that a verstrekker announced: money for a law and a year, known by its kenmerk; pure.

#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{Euro, Wet};
use uuid::Uuid;

use crate::grootboek::{Bron, Post, Postsoort, posten};

pub mod flows;
pub mod http;
pub mod store;

/// An announced advance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voorschot {
    /// Which.
    pub id: Uuid,
    /// Whose money.
    pub verstrekker: Uuid,
    /// For which law.
    pub wet: Wet,
    /// For which budget year.
    pub jaar: i16,
    /// What was announced.
    pub bedrag: Euro,
    /// The text its credit on the bank carries; unique.
    pub kenmerk: String,
    /// What came in so far.
    pub ontvangen: Euro,
}

/// Why an advance is not announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The kenmerk was used for something else.
    #[error("dit kenmerk is al gebruikt voor een ander voorschot")]
    KenmerkBezet,
}

impl Voorschot {
    /// Whether it says the same as another announcement.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.verstrekker, self.wet, self.jaar, self.bedrag, &self.kenmerk)
            == (other.verstrekker, other.wet, other.jaar, other.bedrag, &other.kenmerk)
    }

    /// E3: a credit that carries its kenmerk. What came in counts, not what was announced.
    pub fn ontvangen_post(&self, rekening: Uuid, regel: Uuid, bedrag: Euro, datum: Date) -> Post {
        Post {
            soort: Postsoort::E3,
            bron: Bron { soort: "bankregel", id: regel, versie: 1 },
            verstrekker: self.verstrekker,
            verband: self.id,
            ingangsdatum: datum,
            regels: posten::voorschot(rekening, self.verstrekker, self.wet, self.jaar, bedrag),
        }
    }
}
