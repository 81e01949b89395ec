//! What the answer to a message says, before it is written: receipt, refusal, or "not valid".

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::rules::{Break, Class};
use super::xml::message::Header;
use super::{Berichtsoort, wire};

/// No remark.
pub const GEEN_OPMERKING: &str = "0200";
/// Not judged.
pub const NIET_BEOORDEELD: &str = "0233";
/// Not valid against the schema.
pub const NIET_GELDIG: &str = "0001";

/// A 502.
#[derive(Clone)]
pub struct Retour {
    /// The kind of message that is answered.
    pub kind: Berichtsoort,
    /// The header as it was sent.
    pub header: Header,
    /// Our own number of this answer.
    pub identificatie_retour: String,
    /// Day of this answer.
    pub dagtekening_retour: Date,
    /// What we say.
    pub verdict: Verdict,
}

/// What a 502 says.
#[derive(Clone)]
pub enum Verdict {
    /// All good: header only.
    Goed,
    /// Rules are broken: the client in full, with the codes of each class.
    Afgekeurd {
        /// The client as it was sent.
        bericht: Box<wire::Bericht>,
        /// The codes, by class; a class without a remark is not in it.
        codes: BTreeMap<Class, BTreeSet<String>>,
    },
    /// Not valid against the schema: `0001` in the header, and the client, as far as it is valid,
    /// not judged.
    Ongeldig {
        /// The client when every field of it is valid.
        bericht: Option<Box<wire::Bericht>>,
    },
}

impl Verdict {
    /// The verdict on these breaks.
    pub fn of(bericht: &wire::Bericht, breaks: &[Break]) -> Self {
        let bericht = Box::new(bericht.clone());
        if breaks.is_empty() {
            return Self::Goed;
        }
        if breaks.iter().any(|found| found.retourcode() == NIET_GELDIG) {
            let only_header = breaks.iter().all(|found| {
                found.retourcode() != NIET_GELDIG || found.place.class == Class::Header
            });
            return Self::Ongeldig { bericht: only_header.then_some(bericht) };
        }
        let mut codes: BTreeMap<Class, BTreeSet<String>> = BTreeMap::new();
        for found in breaks {
            codes.entry(found.place.class).or_default().insert(found.retourcode());
        }
        Self::Afgekeurd { bericht, codes }
    }

    /// Whether a grant comes of it.
    pub const fn is_goed(&self) -> bool {
        matches!(self, Self::Goed)
    }

    /// Every code in the answer, each once, in order.
    pub fn all_codes(&self) -> Vec<String> {
        let mut all: BTreeSet<String> = self.codes_of(Class::Header).into_iter().collect();
        if let Self::Afgekeurd { codes, .. } = self {
            all.extend(codes.values().flatten().cloned());
            all.remove(GEEN_OPMERKING);
        }
        all.into_iter().collect()
    }

    /// The codes of a class, in order.
    pub fn codes_of(&self, class: Class) -> Vec<String> {
        let one = |code: &str| vec![code.to_owned()];
        match self {
            Self::Goed => one(GEEN_OPMERKING),
            Self::Ongeldig { .. } if class == Class::Header => one(NIET_GELDIG),
            Self::Ongeldig { .. } => one(NIET_BEOORDEELD),
            Self::Afgekeurd { codes, .. } => codes
                .get(&class)
                .map_or_else(|| one(GEEN_OPMERKING), |found| found.iter().cloned().collect()),
        }
    }
}
