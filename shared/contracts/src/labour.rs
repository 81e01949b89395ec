//! The facts an arbeidsrechtelijke toets judges, and its findings.
//!
//! Three-valued on purpose: an absent *fact* (birth date, hours) means unknown and leads to a
//! person; an absent *clause* (proeftijd, opzegtermijn) means not agreed, so the statute fills in.

pub mod aanvullend;
pub mod feit;

use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Periode, SoortOvereenkomst, Wet};
use serde::{Deserialize, Serialize};

pub use aanvullend::Aanvullend;
pub use feit::Feit;

/// The version of the form on which the toets began: what it does not ask is not judged.
const FIRST_FORM: u8 = 1;

const fn first_form() -> u8 {
    FIRST_FORM
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_first_form(formulier: &u8) -> bool {
    *formulier == FIRST_FORM
}

/// The form, as far as the toets reads it. Persons are references, never numbers or names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Toetsfeiten {
    /// The version of the form: which facts were asked. A fact that is asked and missing goes to a
    /// person; one that the form does not ask is a question in the report.
    #[serde(default = "first_form", skip_serializing_if = "is_first_form")]
    #[schemars(range(min = 1))]
    pub formulier: u8,
    /// The kind of agreement.
    pub soort: SoortOvereenkomst,
    /// The laws of its lines.
    pub wetten: Vec<Wet>,
    /// Who takes part.
    pub partijen: Partijen,
    /// From when to when.
    pub looptijd: Looptijd,
    /// How much work.
    pub uren: Uren,
    /// What is paid.
    pub beloning: Beloning,
    /// What else is agreed.
    pub bedingen: Bedingen,
    /// How it was signed.
    pub ondertekening: Ondertekening,
    /// What more the form states.
    #[serde(default, skip_serializing_if = "aanvullend::is_absent")]
    pub aanvullend: Box<Aanvullend>,
}

/// The parties and how they are related.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Partijen {
    /// Keyed reference to the person of the budgethouder.
    pub budgethouder_ref: String,
    /// Keyed reference to the person or firm of the zorgverlener.
    pub zorgverlener_ref: String,
    /// Birth date of the zorgverlener, a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub geboortedatum_zorgverlener: Option<Date>,
    /// How the zorgverlener is related to the budgethouder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relatie_budgethouder: Option<Relatie>,
    /// How the zorgverlener is related to the wettelijk vertegenwoordiger, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relatie_vertegenwoordiger: Option<Relatie>,
    /// The zorgverlener has a KvK number.
    pub kvk_ingeschreven: bool,
    /// The zorgverlener says to be an entrepreneur for income tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ib_ondernemer: Option<bool>,
}

/// Degrees of kinship as they matter for the family model (labour:1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Relatie {
    /// No kinship, or third degree and further.
    Geen,
    /// Spouse, registered partner or levensgezel.
    Partner,
    /// Parent or child, also by marriage.
    EersteGraad,
    /// Brother, sister, grandparent, grandchild, also by marriage.
    TweedeGraad,
    /// Only through a marriage that has ended.
    BeeindigdHuwelijk,
}

/// The term of the agreement and what came before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Looptijd {
    /// First day and, for a fixed term, last day.
    pub periode: Periode,
    /// What ends it.
    pub einde_op: EindeOp,
    /// The grant it will be paid from; absent when none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toekenning: Option<Periode>,
    /// Day of signing (datum afsluiting).
    #[schemars(with = "String", extend("format" = "date"))]
    pub afgesloten_op: Date,
    /// Earlier fixed-term agreements of the same parties, oldest first.
    #[serde(default)]
    pub eerdere_overeenkomsten: Vec<Periode>,
}

/// What ends a fixed term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EindeOp {
    /// No end is agreed, or a day of the calendar.
    Kalenderdatum,
    /// The return of the regular zorgverlener.
    Vervanging,
    /// Another event that can be told from outside.
    Objectief,
}

/// The agreed hours, in hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Uren {
    /// Mean hours a week for this budgethouder, all laws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_week: Option<Aantal>,
    /// Of which under the Wlz.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wlz_per_week: Option<Aantal>,
    /// Days a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dagen_per_week: Option<Aantal>,
    /// Only the mean is known; single weeks may be longer.
    pub alleen_gemiddelde: bool,
    /// The zorgkantoor allowed more than forty hours beforehand (Rlz 5.22).
    pub ontheffing_veertig_uur: bool,
}

/// What is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Beloning {
    /// The lowest agreed rate, eurocents per unit.
    pub bedrag: Euro,
    /// The unit of that rate.
    pub eenheid: Eenheid,
    /// Hours in one unit, hundredths, where the form states another number than usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uren_van_eenheid: Option<Aantal>,
    /// How vakantietoeslag is paid.
    pub vakantietoeslag: Vakantietoeslag,
    /// How leave is arranged.
    pub vakantie_uren: VakantieUren,
    /// Agreed leave, hours a year in hundredths; absent means not agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vakantie_uren_per_jaar: Option<Aantal>,
}

/// How the vakantietoeslag of eight percent is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Vakantietoeslag {
    /// Inside the rate.
    Inbegrepen,
    /// On top, with each payment.
    BijElkeBetaling,
    /// On top, once a year.
    Jaarlijks,
    /// Not at all.
    Geen,
}

/// How leave hours are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VakantieUren {
    /// Wage goes on during leave.
    Doorbetaald,
    /// The rate holds the value of leave.
    Inbegrepen,
    /// No leave agreed.
    Geen,
}

/// Clauses. Absent means not agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Bedingen {
    /// Trial period for both, in whole months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proeftijd_maanden: Option<u8>,
    /// The third-party clause that gives the verstrekker a claim on the zorgverlener.
    pub derdenbeding: bool,
}

/// Signatures and model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ondertekening {
    /// Signed by the budgethouder or the vertegenwoordiger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub budgethouder_op: Option<Date>,
    /// Signed by the zorgverlener.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub zorgverlener_op: Option<Date>,
}

/// The result of the whole toets (labour: marks A, W, H, X).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Uitkomst {
    /// Nothing wrong.
    Akkoord,
    /// Nothing wrong today; something to mind.
    AkkoordMetWaarschuwing,
    /// A person must look.
    HandmatigeBeoordeling,
    /// Refused, with article and class.
    Afgekeurd,
}

/// What one rule found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Bevinding {
    /// Id of the rule, `LOON-01`.
    pub regel: String,
    /// Version of the rule.
    pub regel_versie: u32,
    /// What it found.
    pub uitkomst: Bevindinguitkomst,
    /// For a refusal: on which of the two lawful grounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grond: Option<Grond>,
    /// The articles it rests on.
    pub artikelen: Vec<String>,
    /// What to tell the budgethouder, Dutch at level B1.
    pub toelichting: String,
    /// The day on which something must be done, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub taak_op: Option<Date>,
}

/// What one rule may find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Bevindinguitkomst {
    /// In order.
    Akkoord,
    /// In order, with something to mind.
    Waarschuwing,
    /// A person must look.
    HandmatigeBeoordeling,
    /// Refused.
    Afgekeurd,
}

/// The only two grounds on which the toets may refuse (Blz 3.6.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Grond {
    /// Conflict with the law.
    StrijdMetRecht,
    /// The pgb or the budget management cannot be carried out.
    Uitvoerbaarheid,
}
