//! Verstrekkers: the public bodies that grant budgets, and who may act for them.

#![warn(clippy::arithmetic_side_effects)]

use contracts::VerstrekkerVastgesteld;
use kernel::{Eenheid, Euro, Id, Oin, Periode, SoortOvereenkomst, Wet, Zorgfunctie};

pub mod flows;
pub mod http;
pub mod store;

/// A public body that grants budgets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verstrekker {
    /// The verstrekker.
    pub id: Id<Verstrekker>,
    /// Name of the public body.
    pub naam: String,
    /// What kind of body.
    pub soort: Soort,
    /// Sender code in iPgb: gemeentecode or zorgkantoorcode.
    pub afzendercode: String,
    /// Its own organisation number.
    pub oin: Oin,
    /// The laws under which it grants.
    pub wetten: Vec<Wet>,
    /// Who may act for it (pgb:R-ORG-02).
    pub mandaten: Vec<Mandaat>,
}

/// What kind of public body.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Soort {
    /// Grants under Wmo and Jeugdwet.
    Gemeente,
    /// Grants under the Wlz.
    Zorgkantoor,
    /// Grants under the Zvw.
    Zorgverzekeraar,
}

impl Soort {
    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gemeente => "gemeente",
            Self::Zorgkantoor => "zorgkantoor",
            Self::Zorgverzekeraar => "zorgverzekeraar",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Result<Self, kernel::Fault> {
        [Self::Gemeente, Self::Zorgkantoor, Self::Zorgverzekeraar]
            .into_iter()
            .find(|soort| soort.code() == code)
            .ok_or(kernel::Fault::new("gemeente, zorgkantoor of zorgverzekeraar"))
    }

    /// Whether a body of this kind grants under a law.
    pub const fn may_grant(self, wet: Wet) -> bool {
        matches!(
            (self, wet),
            (Self::Gemeente, Wet::Wmo | Wet::Jw)
                | (Self::Zorgkantoor, Wet::Wlz)
                | (Self::Zorgverzekeraar, Wet::Zvw)
        )
    }
}

impl Verstrekker {
    /// What is said of it.
    pub fn fact(&self) -> VerstrekkerVastgesteld {
        VerstrekkerVastgesteld {
            verstrekker_id: self.id.uuid(),
            naam: self.naam.clone(),
            afzendercode: self.afzendercode.clone(),
            oin: self.oin.clone(),
            mandaten: self
                .mandaten
                .iter()
                .map(|Mandaat { oin, periode }| contracts::Mandaat {
                    oin: oin.clone(),
                    periode: *periode,
                })
                .collect(),
        }
    }
}

/// An organisation that may act for a verstrekker in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandaat {
    /// Who may act.
    pub oin: Oin,
    /// On which days.
    pub periode: Periode,
}

/// A maximum rate of a verstrekker's own policy (Wmo, Jeugdwet). Absent means not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maximumtarief {
    /// Whose policy.
    pub verstrekker: Id<Verstrekker>,
    /// The law.
    pub wet: Wet,
    /// The function.
    pub zorgfunctie: Zorgfunctie,
    /// For this kind of agreement only; `None` for all.
    pub soort: Option<SoortOvereenkomst>,
    /// The unit of the rate.
    pub eenheid: Eenheid,
    /// Eurocents per unit at most.
    pub tarief: Euro,
    /// The days of care it holds for.
    pub periode: Periode,
}
