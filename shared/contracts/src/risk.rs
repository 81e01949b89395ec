//! What risk-scan says: a measure that people decided, never a machine.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::envelope::Fact;

/// The current state of a schadebeperkende maatregel on one payment relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MaatregelVastgesteld {
    /// The maatregel: the subject.
    pub maatregel_id: Uuid,
    /// For whose money.
    pub verstrekker_id: Uuid,
    /// Whose payments are held.
    pub zorgverlener_id: Uuid,
    /// One agreement only; absent means all of this zorgverlener at this verstrekker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zorgovereenkomst_id: Option<Uuid>,
    /// Holds now, or has ended.
    pub actief: bool,
    /// First day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub van: Date,
    /// Last day, inclusive; it ends by itself (at most thirteen weeks, pgb:R-BLK-02).
    #[schemars(with = "String", extend("format" = "date"))]
    pub tot: Date,
    /// Code of the legal ground.
    pub grondslag: String,
}

impl Fact for MaatregelVastgesteld {
    const TYPE: &'static str = "nl.pgb.maatregel-vastgesteld.v1";
    fn subject(&self) -> Uuid {
        self.maatregel_id
    }
}
