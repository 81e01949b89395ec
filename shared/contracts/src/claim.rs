//! What zorgdomein and payout say of a declaratie.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Maand};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::envelope::Fact;

/// A claim as it was handed in, whatever the checks made of it. Heard by risk-scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclaratieIngediend {
    /// The claim: the subject.
    pub declaratie_id: Uuid,
    /// The agreement.
    pub zorgovereenkomst_id: Uuid,
    /// Whose budget.
    pub budgethouder_id: Uuid,
    /// Who gave the care.
    pub zorgverlener_id: Uuid,
    /// The verstrekker of the agreement line.
    pub verstrekker_id: Uuid,
    /// What kind of claim.
    pub soort: DeclaratieSoort,
    /// Through which door.
    pub entree: Entree,
    /// When it was handed in, on the clock of the process.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub ingediend_op: Timestamp,
    /// What is claimed.
    pub regels: Vec<IngediendeRegel>,
}

/// One claimed line. `begindatum` and `einddatum` are the days of care, inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IngediendeRegel {
    /// First day of care.
    #[schemars(with = "String", extend("format" = "date"))]
    pub begindatum: Date,
    /// Last day of care.
    #[schemars(with = "String", extend("format" = "date"))]
    pub einddatum: Date,
    /// How much, hundredths of the unit.
    pub aantal: Aantal,
    /// The unit.
    pub eenheid: Eenheid,
    /// Eurocents claimed.
    pub bedrag: Euro,
}

/// What is due for a claim now: version n replaces all earlier ones. Payout posts the difference
/// with what it had booked. A claim that is withdrawn or turns out wrong is due 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclaratieVastgesteld {
    /// The claim: the subject.
    pub declaratie_id: Uuid,
    /// The agreement it rests on.
    pub zorgovereenkomst_id: Uuid,
    /// Whose budget.
    pub budgethouder_id: Uuid,
    /// Who gave the care and is paid.
    pub zorgverlener_id: Uuid,
    /// Who pays in the end.
    pub verstrekker_id: Uuid,
    /// What kind of claim.
    pub soort: DeclaratieSoort,
    /// To which account, by reference.
    pub betaalgegevens_id: Uuid,
    /// Reference of the payee: invoice number, at most 35 characters; goes into the remittance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factuurnummer: Option<String>,
    /// What is due per pot and month of care; adds up to `totaal_verschuldigd`.
    pub regels: Vec<VerschuldigdeRegel>,
    /// Eurocents due in all.
    pub totaal_verschuldigd: Euro,
}

/// What is due from one pot for one month of care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerschuldigdeRegel {
    /// The pot.
    pub pot_id: Uuid,
    /// The month of care.
    pub zorgmaand: Maand,
    /// Eurocents.
    pub bedrag: Euro,
}

/// The answer of payout to one version of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclaratieGeboekt {
    /// The claim: the subject.
    pub declaratie_id: Uuid,
    /// The version of the claim that is answered.
    pub declaratie_versie: i64,
    /// Eurocents booked in total, over all versions.
    pub geboekt: Euro,
    /// Eurocents of this version that were refused; `geboekt + geweigerd` is what was due.
    pub geweigerd: Euro,
    /// Why something was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reden: Option<Weigeringsreden>,
}

/// Why payout refused (part of) what was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Weigeringsreden {
    /// The budget does not hold a new claim, which is booked whole or not at all (pgb:D-50).
    BudgetOntoereikend,
    /// The budget is exhausted at a retroactive correction upwards (pgb:R-TWK-04).
    BudgetUitgeputBijTwk,
}

/// The kind of a claim (pgb:4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DeclaratieSoort {
    /// Hours of a person (DEC-UUR).
    Uren,
    /// An invoice of a firm (DEC-FAC).
    Factuur,
    /// A fixed monthly amount, made by the calendar (MLN).
    Maandloon,
}

/// The door a claim came in by. All doors lead to the same checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Entree {
    /// One claim over REST, while somebody waits.
    Rest,
    /// Many claims at once over REST.
    Bulk,
    /// The web site.
    Portaal,
    /// Typed in from paper.
    Papier,
    /// Made by the calendar.
    Kalender,
}

impl Fact for DeclaratieIngediend {
    const TYPE: &'static str = "nl.pgb.declaratie-ingediend.v1";
    fn subject(&self) -> Uuid {
        self.declaratie_id
    }
}

impl Fact for DeclaratieVastgesteld {
    const TYPE: &'static str = "nl.pgb.declaratie-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.declaratie_id
    }
}

impl Fact for DeclaratieGeboekt {
    const TYPE: &'static str = "nl.pgb.declaratie-geboekt.v1";
    fn subject(&self) -> Uuid {
        self.declaratie_id
    }
}
