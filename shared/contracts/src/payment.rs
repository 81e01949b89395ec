//! What payout says of money.

use jiff::civil::Date;
use kernel::{Euro, Periode, Zorgfunctie};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::envelope::Fact;

/// The current state of one payment; it keeps its identity over all attempts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BetalingBijgewerkt {
    /// The payment: the subject.
    pub betaling_id: Uuid,
    /// Who pays in the end.
    pub verstrekker_id: Uuid,
    /// The payee.
    pub zorgverlener_id: Uuid,
    /// Reference to the account, to compare and not to read; absent until it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iban_ref: Option<String>,
    /// The how-manieth attempt, from 1; 0 before the first.
    pub poging: i32,
    /// Where it stands.
    pub staat: Betaalstaat,
    /// Why it is held, rejected or returned: reason code of the bank, or our own word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Eurocents of the payment.
    pub bedrag: Euro,
    /// The day on which the bank booked it, once it is or was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub betaald_op: Option<Date>,
    /// Which claims it pays, and how much of each.
    pub declaraties: Vec<Declaratiedeel>,
}

/// The share of one claim in a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Declaratiedeel {
    /// The claim.
    pub id: Uuid,
    /// Eurocents.
    pub bedrag: Euro,
}

/// Where a payment stands (payments:6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Betaalstaat {
    /// Ready for a run.
    Gereed,
    /// Held; the reason says why.
    Aangehouden,
    /// Chosen for a run.
    InRun,
    /// In a file that went to the bank.
    Verzonden,
    /// The bank took it.
    Geaccepteerd,
    /// On the statement: paid.
    Betaald,
    /// Came back after it was paid.
    Teruggekomen,
    /// Will not be paid any more.
    Vervallen,
}

/// The current state of a claim on somebody who was paid too much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VorderingBijgewerkt {
    /// The vordering: the subject.
    pub vordering_id: Uuid,
    /// The verstrekker whose money it was.
    pub verstrekker_id: Uuid,
    /// Who owes it.
    pub zorgverlener_id: Uuid,
    /// The claim it came from.
    pub declaratie_id: Uuid,
    /// Eurocents owed at first.
    pub bedrag: Euro,
    /// Eurocents still owed.
    pub openstaand: Euro,
}

/// The position of one toekenning, pot by pot: the read copy of others is made from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BudgetstandBijgewerkt {
    /// The toekenning: the subject.
    pub toekenning_id: Uuid,
    /// Who granted it.
    pub verstrekker_id: Uuid,
    /// Whose budget.
    pub budgethouder_id: Uuid,
    /// Each pot.
    pub potten: Vec<Potstand>,
}

/// The position of one pot, eurocents. `toegekend = beschikbaar + gereserveerd + besteed +
/// terug_te_vorderen − tekort`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Potstand {
    /// The pot.
    pub pot_id: Uuid,
    /// Its function.
    pub zorgfunctie: Zorgfunctie,
    /// Its days.
    pub periode: Periode,
    /// Granted.
    pub toegekend: Euro,
    /// May still be claimed.
    pub beschikbaar: Euro,
    /// Approved, not yet on a statement.
    pub gereserveerd: Euro,
    /// Booked by the bank.
    pub besteed: Euro,
    /// Paid too much, right not yet restored.
    pub terug_te_vorderen: Euro,
    /// Short after the grant was lowered below what was used.
    pub tekort: Euro,
}

impl Fact for BetalingBijgewerkt {
    const TYPE: &'static str = "nl.pgb.betaling-bijgewerkt.v1";
    fn subject(&self) -> Uuid {
        self.betaling_id
    }
}

impl Fact for VorderingBijgewerkt {
    const TYPE: &'static str = "nl.pgb.vordering-bijgewerkt.v1";
    fn subject(&self) -> Uuid {
        self.vordering_id
    }
}

impl Fact for BudgetstandBijgewerkt {
    const TYPE: &'static str = "nl.pgb.budgetstand-bijgewerkt.v1";
    fn subject(&self) -> Uuid {
        self.toekenning_id
    }
}
