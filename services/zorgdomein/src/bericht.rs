//! The iPgb door: a 501 comes in (XML, or the same as JSON), is judged, and is answered with a
//! 502 or, for JSON, with a problem that names the same retourcodes.
//!
//! The way of a message, each step a pure function but the first and the last:
//! bytes → [`xml`] tree → [`wire`] shape → [`read`] typed facts, or breaks of the schema →
//! [`rules`] what the message itself says, [`register`] what needs earlier messages or a register
//! → a grant of it (`toekenning`), and [`retour`] → [`mod@write`] the 502. Message and answer are kept.
//!
//! Written from the published information model of iPgb 2.1; no official schema is public, so
//! ours in `ipgb/` is marked unofficial and the namespace is data.

#![warn(clippy::arithmetic_side_effects)]

use std::fmt;

use jiff::civil::Date;
use kernel::{Bsn, Euro, KvkNummer, Wet, Zorgfunctie};

use crate::persoon::{Contact, Naam, Vertegenwoordiging};

pub mod codelists;
pub mod flows;
pub mod http;
pub mod peers;
pub mod read;
pub mod register;
pub mod retour;
pub mod rules;
pub mod store;
pub mod wire;
pub mod write;
pub mod xml;

/// A kind of message as the table of kinds knows it: which codes, version and namespaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Berichtsoort {
    /// Code of the 501: 458, 460 or 462.
    pub code: String,
    /// Code of the 502 that answers it.
    pub code_retour: String,
    /// The law.
    pub wet: Wet,
    /// Namespace of the 501.
    pub naamruimte: String,
    /// Namespace of the 502.
    pub naamruimte_retour: String,
    /// `BerichtVersie`.
    pub versie: u32,
    /// `BerichtSubversie`.
    pub subversie: u32,
    /// `BerichtXsdVersie` of our 502.
    pub xsd_versie: String,
}

/// A message whose every field is of its type; no rule has been judged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toekenningsbericht {
    /// From whom and which.
    pub kop: Kop,
    /// One budgethouder with one budget (UP028).
    pub client: Client,
}

/// From whom, which, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kop {
    /// The law, by the family of the message.
    pub wet: Wet,
    /// Gemeentecode or zorgkantoorcode.
    pub afzender: String,
    /// The sender's own number of this message.
    pub identificatie: String,
    /// Day of the message.
    pub dagtekening: Date,
}

/// Nine digits that should be a BSN: the elfproef is a rule (CS002), not a type, because the
/// answer names it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Negencijferig(pub(crate) String);

impl Negencijferig {
    /// The BSN, if it passes the elfproef.
    pub fn bsn(&self) -> Option<Bsn> {
        Bsn::parse(&self.0).ok()
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Negencijferig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Negencijferig(…)")
    }
}

/// The budgethouder and what the message says of him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Who.
    pub bsn: Negencijferig,
    /// Only when it differs from the BRP address (OP520).
    pub contact: Option<Contact>,
    /// Who acts for him.
    pub relaties: Vec<Relatie>,
    /// The whole current situation of one budget (OP501).
    pub budget: Budget,
}

/// Somebody who acts for the budgethouder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relatie {
    /// Never changes (OP514).
    pub nummer: String,
    /// In what capacity (COD473).
    pub soort: Vertegenwoordiging,
    /// Of a person.
    pub naam: Option<Naam>,
    /// Of a person.
    pub bsn: Option<Negencijferig>,
    /// COD046: 0 unknown, 1 male, 2 female.
    pub geslacht: Option<u8>,
    /// Of a firm.
    pub kvk_nummer: Option<KvkNummer>,
    /// Of a firm.
    pub organisatie: Option<String>,
    /// From when.
    pub ingangsdatum: Option<Date>,
    /// Where he is reached.
    pub contact: Option<Contact>,
}

/// A budget with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Its own, new identification.
    pub identificatie: String,
    /// The budget it replaces.
    pub identificatie_oud: Option<String>,
    /// Day of the decision.
    pub afgiftedatum: Option<Date>,
    /// The days of the whole.
    pub periode: Option<Tijdvak>,
    /// Its parts.
    pub functiebudgetten: Vec<Functiebudget>,
}

/// First and last day as a message gives them; the last may still lie before the first (CS003).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tijdvak {
    /// First day.
    pub ingangsdatum: Date,
    /// Last day, inclusive.
    pub einddatum: Date,
}

impl Tijdvak {
    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.ingangsdatum <= other.einddatum && other.ingangsdatum <= self.einddatum
    }
}

/// One amount for one function in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Functiebudget {
    /// In the list of the law.
    pub zorgfunctie: Zorgfunctie,
    /// Its days.
    pub periode: Tijdvak,
    /// Eurocents; 0 withdraws (OP505).
    pub bedrag: Euro,
    /// Part of `bedrag` that needs no account.
    pub verantwoordingsvrij: Option<Euro>,
}

impl Functiebudget {
    /// Amount 0 withdraws.
    pub fn is_ingetrokken(&self) -> bool {
        self.bedrag == Euro::ZERO
    }
}

/// Reads bytes as far as anything can be read, and judges what the message itself says: whether it
/// is good. Pure and without panic whatever the bytes are; this is what the fuzzer drives.
pub fn read_all(bytes: &[u8], kinds: &[Berichtsoort]) -> bool {
    let Ok(root) = xml::read(bytes) else { return false };
    let Ok(header) = xml::message::header(&root) else { return false };
    let Ok(kind) = header.kind(kinds) else { return false };
    let Ok(shape) = xml::message::read(&root, &header, kind) else { return false };
    let Ok(bericht) = read::read(&shape) else { return false };
    rules::judge(&bericht, Date::MAX).is_empty()
}

#[cfg(test)]
mod doors;
