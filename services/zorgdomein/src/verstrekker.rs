//! Verstrekkers: the public bodies that grant budgets, and who may act for them.

#![warn(clippy::arithmetic_side_effects)]

use contracts::VerstrekkerVastgesteld;
use jiff::civil::Date;
use kernel::{Eenheid, Euro, Id, Oin, Periode, SoortOvereenkomst, Wet, Zorgfunctie};

pub mod beleid;
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
                .map(|Mandaat { oin, periode, .. }| contracts::Mandaat {
                    oin: oin.clone(),
                    periode: *periode,
                })
                .collect(),
        }
    }
}

impl Verstrekker {
    /// Whether an organisation may do this task under this law for the verstrekker on a day: his
    /// own always, another with a mandate that covers all three (pgb:R-ORG-02).
    pub fn allows(&self, oin: &str, (taak, wet): (Taak, Wet), day: Date) -> bool {
        self.oin.as_str() == oin
            || self.mandaten.iter().any(|mandaat| {
                mandaat.oin.as_str() == oin
                    && mandaat.periode.contains(day)
                    && mandaat.taken.as_ref().is_none_or(|taken| taken.contains(&taak))
                    && mandaat.wetten.as_ref().is_none_or(|wetten| wetten.contains(&wet))
            })
    }
}

/// What an organisation with a mandate may do for a verstrekker.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Taak {
    /// Send toekenningen.
    Toekennen,
    /// Judge agreements and claims.
    Goedkeuren,
    /// Hold payments.
    Blokkeren,
    /// Read and report.
    Rapporteren,
}

impl Taak {
    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Toekennen => "toekennen",
            Self::Goedkeuren => "goedkeuren",
            Self::Blokkeren => "blokkeren",
            Self::Rapporteren => "rapporteren",
        }
    }

    /// The task with this code.
    pub fn parse(code: &str) -> Result<Self, kernel::Fault> {
        [Self::Toekennen, Self::Goedkeuren, Self::Blokkeren, Self::Rapporteren]
            .into_iter()
            .find(|taak| taak.code() == code)
            .ok_or(kernel::Fault::new("toekennen, goedkeuren, blokkeren of rapporteren"))
    }
}

/// An organisation that may act for a verstrekker in a period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mandaat {
    /// Who may act.
    pub oin: Oin,
    /// On which days.
    pub periode: Periode,
    /// Under these laws only; `None` under all.
    pub wetten: Option<Vec<Wet>>,
    /// For these tasks only; `None` for all.
    pub taken: Option<Vec<Taak>>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_mandate_covers_its_days_laws_and_tasks_only() {
        let oin = |text: &str| Oin::parse(text).unwrap();
        let (own, other) = ("00000099000000010001", "00000099000000020001");
        let gemeente = Verstrekker {
            id: Id::from_uuid(uuid::Uuid::nil()),
            naam: "Gemeente Proefstad".to_owned(),
            soort: Soort::Gemeente,
            afzendercode: "9901".to_owned(),
            oin: oin(own),
            wetten: vec![Wet::Wmo, Wet::Jw],
            mandaten: vec![Mandaat {
                oin: oin(other),
                periode: Periode::try_new(date(2026, 1, 1), Some(date(2026, 6, 30))).unwrap(),
                wetten: Some(vec![Wet::Jw]),
                taken: Some(vec![Taak::Toekennen, Taak::Rapporteren]),
            }],
        };
        let (may, after) = (date(2026, 5, 1), date(2026, 7, 1));
        assert!(gemeente.allows(own, (Taak::Goedkeuren, Wet::Wmo), after));
        assert!(gemeente.allows(other, (Taak::Toekennen, Wet::Jw), may));
        assert!(!gemeente.allows(other, (Taak::Toekennen, Wet::Wmo), may));
        assert!(!gemeente.allows(other, (Taak::Goedkeuren, Wet::Jw), may));
        assert!(!gemeente.allows(other, (Taak::Toekennen, Wet::Jw), after));
    }
}
