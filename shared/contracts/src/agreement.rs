//! What zorgdomein and labour-check say of a zorgovereenkomst.

use jiff::civil::Date;
use kernel::{Eenheid, Euro, SoortOvereenkomst, Wet, Zorgfunctie};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::envelope::Fact;
use crate::labour::{Bevinding, Toetsfeiten, Uitkomst};

/// An agreement (or a new version of one) has been handed in and wants its toets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZorgovereenkomstIngediend {
    /// The agreement: the subject.
    pub zorgovereenkomst_id: Uuid,
    /// Which version of the agreement this is; the toets answers this version.
    pub overeenkomst_versie: i64,
    /// The verstrekkers of its lines.
    pub verstrekkers: Vec<Uuid>,
    /// The day on which it was handed in: the kennisdatum of the toets.
    #[schemars(with = "String", extend("format" = "date"))]
    pub ingediend_op: Date,
    /// What the toets judges.
    pub feiten: Toetsfeiten,
}

/// The answer of the arbeidsrechtelijke toets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZorgovereenkomstGetoetst {
    /// The agreement: the subject.
    pub zorgovereenkomst_id: Uuid,
    /// The version that was judged.
    pub overeenkomst_versie: i64,
    /// The whole.
    pub uitkomst: Uitkomst,
    /// What is not simply in order: warnings, doubts, refusals, and what a person decided.
    pub bevindingen: Vec<Bevinding>,
}

/// Something that must be done about an agreement before a day: notice that it ends, a wage that
/// must rise, a clause to repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OvereenkomsttaakVastgesteld {
    /// The task: the subject.
    pub taak_id: Uuid,
    /// The agreement.
    pub zorgovereenkomst_id: Uuid,
    /// The version of it that was judged.
    pub overeenkomst_versie: i64,
    /// The rule of the toets that asks for it, `OPZ-04`.
    pub regel: String,
    /// Before which day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub taak_op: Date,
    /// What to do, Dutch at level B1.
    pub toelichting: String,
    /// Where it stands.
    pub status: Taakstatus,
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Taakstatus {
    /// To be done.
    Open,
    /// Done.
    Afgehandeld,
    /// Not needed any more: the agreement or the law changed.
    Vervallen,
}

/// The current state of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZorgovereenkomstVastgesteld {
    /// The agreement: the subject.
    pub zorgovereenkomst_id: Uuid,
    /// Who buys the care.
    pub budgethouder_id: Uuid,
    /// Who gives it.
    pub zorgverlener_id: Uuid,
    /// The kind.
    pub soort: SoortOvereenkomst,
    /// Where it stands.
    pub status: Overeenkomststatus,
    /// Paid through payroll: four days a week or more, or opted in. Absent is no.
    #[serde(default)]
    pub salarisadministratie: bool,
    /// What is agreed, as known now.
    pub regels: Vec<Regel>,
}

/// Where an agreement stands once it has been judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Overeenkomststatus {
    /// Both approvals are there: claims may be paid.
    Actief,
    /// The verstrekker or the toets said no.
    Afgekeurd,
    /// It has ended; lines keep the last day.
    Beeindigd,
}

/// One agreed rate for one function under one law in one stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Regel {
    /// The line; keeps its id when its rate changes, so that claims can name it.
    pub regel_id: Uuid,
    /// The verstrekker who pays for it.
    pub verstrekker_id: Uuid,
    /// The law.
    pub wet: Wet,
    /// The function.
    pub zorgfunctie: Zorgfunctie,
    /// The unit of the rate.
    pub eenheid: Eenheid,
    /// Eurocents per unit.
    pub tarief: Euro,
    /// First day of this rate.
    #[schemars(with = "String", extend("format" = "date"))]
    pub geldig_van: Date,
    /// Last day of this rate, inclusive; absent is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub geldig_tot: Option<Date>,
}

impl Fact for ZorgovereenkomstIngediend {
    const TYPE: &'static str = "nl.pgb.zorgovereenkomst-ingediend.v1";
    fn subject(&self) -> Uuid {
        self.zorgovereenkomst_id
    }
}

impl Fact for ZorgovereenkomstGetoetst {
    const TYPE: &'static str = "nl.pgb.zorgovereenkomst-getoetst.v1";
    fn subject(&self) -> Uuid {
        self.zorgovereenkomst_id
    }
}

impl Fact for OvereenkomsttaakVastgesteld {
    const TYPE: &'static str = "nl.pgb.overeenkomsttaak-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.taak_id
    }
}

impl Fact for ZorgovereenkomstVastgesteld {
    const TYPE: &'static str = "nl.pgb.zorgovereenkomst-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.zorgovereenkomst_id
    }
}
