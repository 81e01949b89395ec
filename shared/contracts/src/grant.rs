//! What zorgdomein says of a grant.

use kernel::{Euro, Periode, Wet, Zorgfunctie};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::envelope::Fact;

/// The current state of a toekenning (budget) of one budgethouder under one law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ToekenningVastgesteld {
    /// The toekenning: the subject.
    pub toekenning_id: Uuid,
    /// The law.
    pub wet: Wet,
    /// Who granted it.
    pub verstrekker_id: Uuid,
    /// Whose budget it is.
    pub budgethouder_id: Uuid,
    /// Whether it still holds.
    pub status: ToekenningStatus,
    /// The parts that may be spent, each for its own function and period. A pot that was ever
    /// said stays in the list; withdrawn means amount 0.
    pub potten: Vec<Pot>,
}

/// Whether a toekenning holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ToekenningStatus {
    /// It holds in its periods.
    Actief,
    /// Replaced by another budget of the same budgethouder (iPgb OP501).
    Vervangen,
    /// Withdrawn whole (iPgb OP505).
    Ingetrokken,
}

/// One amount for one function in one period: where functions are ring-fenced the functiebudget,
/// else (function 99) the whole budget. A pot that crosses the year is one pot under its first
/// year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pot {
    /// The pot.
    pub id: Uuid,
    /// For which function; 99 for all.
    pub zorgfunctie: Zorgfunctie,
    /// The days on which care may be paid from it, `tot` inclusive.
    pub periode: Periode,
    /// Eurocents granted; 0 when withdrawn.
    pub bedrag: Euro,
}

impl Fact for ToekenningVastgesteld {
    const TYPE: &'static str = "nl.pgb.toekenning-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.toekenning_id
    }
}
