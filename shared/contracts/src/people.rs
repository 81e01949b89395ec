//! What zorgdomein says of people. Names, numbers and accounts are replaced by keyed references,
//! so that a hearer can compare but not read them; payout alone hears the account itself.

use jiff::civil::Date;
use kernel::{Bsn, Iban, KvkNummer, Oin, Periode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::envelope::Fact;

/// The current state of a budgethouder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BudgethouderVastgesteld {
    /// The budgethouder: the subject.
    pub budgethouder_id: Uuid,
    /// Verstrekkers with whom this person has or had a budget.
    pub verstrekkers: Vec<Uuid>,
    /// Reference to the own account, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iban_ref: Option<String>,
    /// Reference to the home address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adres_ref: Option<String>,
    /// Reference to telephone or e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_ref: Option<String>,
    /// Under eighteen today.
    pub minderjarig: bool,
    /// Day of death, when reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub overlijdensdatum: Option<Date>,
}

/// The current state of a zorgverlener: person or firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZorgverlenerVastgesteld {
    /// The zorgverlener: the subject.
    pub zorgverlener_id: Uuid,
    /// A person, not a firm.
    pub natuurlijk_persoon: bool,
    /// Registration, for firms and zzp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kvk_nummer: Option<KvkNummer>,
    /// Verstrekkers under whose budgets this zorgverlener works.
    pub verstrekkers: Vec<Uuid>,
    /// Reference to the account paid to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iban_ref: Option<String>,
    /// Reference to the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adres_ref: Option<String>,
    /// Reference to telephone or e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_ref: Option<String>,
}

/// To whom and to which account money goes. Heard by payout only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BetaalgegevensVastgesteld {
    /// These payment details: the subject.
    pub betaalgegevens_id: Uuid,
    /// The payee.
    pub zorgverlener_id: Uuid,
    /// Name of the account holder, at most 70 characters.
    pub rekeninghouder: String,
    /// The account.
    pub iban: Iban,
    /// Reference to the account, to hand on to hearers who may only compare.
    pub iban_ref: String,
    /// The person, when the payee is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bsn: Option<Bsn>,
    /// The firm, when the payee is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kvk_nummer: Option<KvkNummer>,
}

impl Fact for BudgethouderVastgesteld {
    const TYPE: &'static str = "nl.pgb.budgethouder-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.budgethouder_id
    }
}

impl Fact for ZorgverlenerVastgesteld {
    const TYPE: &'static str = "nl.pgb.zorgverlener-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.zorgverlener_id
    }
}

impl Fact for BetaalgegevensVastgesteld {
    const TYPE: &'static str = "nl.pgb.betaalgegevens-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.betaalgegevens_id
    }
}

/// The current state of a verstrekker: who may act for it. Every service that keeps rows of
/// verstrekkers hears it, because each must decide by itself whose rows a caller may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerstrekkerVastgesteld {
    /// The verstrekker: the subject.
    pub verstrekker_id: Uuid,
    /// Name of the public body.
    pub naam: String,
    /// Sender code in iPgb messages: gemeentecode or zorgkantoorcode.
    pub afzendercode: String,
    /// Its own organisation number.
    pub oin: Oin,
    /// Organisations that may act for it, each in its period (samenwerkingsverband, supplier).
    pub mandaten: Vec<Mandaat>,
}

/// An organisation that may act for a verstrekker (pgb:R-ORG-02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mandaat {
    /// Who may act.
    pub oin: Oin,
    /// On which days.
    pub periode: Periode,
}

impl Fact for VerstrekkerVastgesteld {
    const TYPE: &'static str = "nl.pgb.verstrekker-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.verstrekker_id
    }
}
