//! A signal: what an indicator found, with its evidence, for one party; pure.
//!
//! A signal has a key (indicator, version, what it hangs on, window), so that finding it again
//! updates the same one. What it hangs on is the account and not the group that is paid on it: a
//! group that grows stays one signal. Each verstrekker whose own payments show it has a part of its
//! own, and so has the national payment task; closing one part closes no other.
//!
//! The machine makes a part new, brings its figures up to date, and withdraws it when the evidence
//! is gone. Every other step is a decision of a person, with a reason.

#![warn(clippy::arithmetic_side_effects)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use kernel::Fault;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::indicator::Indicator;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Feitsoort, Waarden};

pub mod flows;
pub mod http;
pub mod store;
#[cfg(test)]
mod tests;

/// The part of the national payment task: only the national scope covers this.
pub const LANDELIJK: Uuid = Uuid::nil();

/// The longest a signal may sleep, in days.
pub const SLUIMER_DAGEN_MAX: i64 = 183;

/// What makes a part the same part when it is found again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sleutel {
    /// The indicator.
    pub indicator: Indicator,
    /// Its version.
    pub versie: i32,
    /// What the signal hangs on: an account, an address, a zorgverlener, …
    pub sleutel: String,
    /// The window: the calendar year in which it ends, or `doorlopend`.
    pub venster: String,
    /// Whose part: a verstrekker, or [`LANDELIJK`].
    pub verstrekker_id: Uuid,
}

/// What an indicator found for one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevonden {
    /// The figures.
    pub waarden: Waarden,
    /// Whom it is about: who gives the care or is paid.
    pub onderwerpen: BTreeSet<Uuid>,
    /// Who may have been harmed.
    pub benadeelden: BTreeSet<Uuid>,
    /// The evidence; never empty.
    pub bewijs: Bewijzen,
}

impl From<Bevinding> for Bevonden {
    fn from(found: Bevinding) -> Self {
        let Bevinding { venster: _, waarden, onderwerpen, benadeelden, bewijs } = found;
        Self { waarden, onderwerpen, benadeelden, bewijs }
    }
}

/// What names one row of evidence.
pub type Bewijssleutel = (Feitsoort, Uuid, i64);

impl Bevonden {
    /// Whose facts are in it.
    pub fn verstrekkers(&self) -> BTreeSet<Uuid> {
        self.bewijs.rows().filter_map(|row| row.verstrekker_id).collect()
    }

    fn bewijssleutels(&self) -> BTreeSet<Bewijssleutel> {
        self.bewijs.rows().map(|row| (row.soort, row.feit_id, row.versie)).collect()
    }
}

/// Where a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nobody looked yet.
    Nieuw,
    /// Somebody is looking.
    InTriage,
    /// Part of a dossier; no way leads here yet.
    OpgenomenInDossier,
    /// A person closed it.
    Afgesloten(Uitkomst),
    /// A person put it aside up to and including this day.
    Sluimerend(Date),
    /// Its evidence is gone.
    IngetrokkenDatacorrectie,
    /// Kept too long without being looked at; no way leads here yet.
    Verlopen,
}

impl Status {
    /// As the column and the API write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nieuw => "NIEUW",
            Self::InTriage => "IN_TRIAGE",
            Self::OpgenomenInDossier => "OPGENOMEN_IN_DOSSIER",
            Self::Afgesloten(_) => "AFGESLOTEN",
            Self::Sluimerend(_) => "SLUIMEREND",
            Self::IngetrokkenDatacorrectie => "INGETROKKEN_DATACORRECTIE",
            Self::Verlopen => "VERLOPEN",
        }
    }

    /// All codes, for a filter.
    pub const CODES: [&str; 7] = [
        "NIEUW",
        "IN_TRIAGE",
        "OPGENOMEN_IN_DOSSIER",
        "AFGESLOTEN",
        "SLUIMEREND",
        "INGETROKKEN_DATACORRECTIE",
        "VERLOPEN",
    ];

    /// Puts the columns of a row together; they must agree.
    pub fn of_row(
        code: &str,
        uitkomst: Option<Uitkomst>,
        sluimert_tot: Option<Date>,
    ) -> Result<Self, Fault> {
        match (code, uitkomst, sluimert_tot) {
            ("NIEUW", None, None) => Ok(Self::Nieuw),
            ("IN_TRIAGE", None, None) => Ok(Self::InTriage),
            ("OPGENOMEN_IN_DOSSIER", None, None) => Ok(Self::OpgenomenInDossier),
            ("AFGESLOTEN", Some(uitkomst), None) => Ok(Self::Afgesloten(uitkomst)),
            ("SLUIMEREND", None, Some(tot)) => Ok(Self::Sluimerend(tot)),
            ("INGETROKKEN_DATACORRECTIE", None, None) => Ok(Self::IngetrokkenDatacorrectie),
            ("VERLOPEN", None, None) => Ok(Self::Verlopen),
            _ => Err(Fault::new("de status van een signaal met wat daarbij hoort")),
        }
    }

    /// The state after it was found (again). What a person closed stays closed, unless somebody new
    /// is in it: a fact that was explained is not raised twice.
    fn found(self, grew: bool) -> Self {
        match self {
            Self::IngetrokkenDatacorrectie | Self::Verlopen => Self::Nieuw,
            Self::Afgesloten(_) if grew => Self::Nieuw,
            Self::Nieuw
            | Self::InTriage
            | Self::OpgenomenInDossier
            | Self::Afgesloten(_)
            | Self::Sluimerend(_) => self,
        }
    }

    /// Whether it is withdrawn when its evidence is gone. What is closed stays as it was.
    const fn can_be_withdrawn(self) -> bool {
        matches!(
            self,
            Self::Nieuw | Self::InTriage | Self::OpgenomenInDossier | Self::Sluimerend(_)
        )
    }
}

/// How a person closed a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Uitkomst {
    /// There is a good reason for it.
    Verklaard,
    /// The data were wrong.
    Datafout,
    /// Too little to go on.
    Onvoldoende,
    /// The same as another signal.
    Dubbel,
}

impl Uitkomst {
    const ALL: [Self; 4] = [Self::Verklaard, Self::Datafout, Self::Onvoldoende, Self::Dubbel];

    /// As the column and the API write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verklaard => "VERKLAARD",
            Self::Datafout => "DATAFOUT",
            Self::Onvoldoende => "ONVOLDOENDE",
            Self::Dubbel => "DUBBEL",
        }
    }

    /// Reads a column or a field.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|uitkomst| uitkomst.code() == code)
            .ok_or(Fault::new("VERKLAARD, DATAFOUT, ONVOLDOENDE of DUBBEL"))
    }
}

/// A part as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deel {
    /// The part.
    pub id: Uuid,
    /// What makes it the same.
    pub sleutel: Sleutel,
    /// Where it stands.
    pub status: Status,
    /// Its figures.
    pub waarden: Waarden,
    /// Whom it is about.
    pub onderwerpen: BTreeSet<Uuid>,
    /// The facts, with version, that still hold.
    pub bewijs: BTreeSet<Bewijssleutel>,
}

/// What the machine does with one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stap {
    /// Makes it.
    Melden {
        /// The key.
        sleutel: Sleutel,
        /// What was found.
        bevonden: Bevonden,
    },
    /// Brings it up to date.
    Bijwerken {
        /// The part.
        deel: Uuid,
        /// Whose part.
        verstrekker_id: Uuid,
        /// From which state.
        van: Status,
        /// To which state; often the same.
        naar: Status,
        /// What was found.
        bevonden: Bevonden,
    },
    /// Withdraws it.
    Intrekken {
        /// The part.
        deel: Uuid,
        /// Whose part.
        verstrekker_id: Uuid,
        /// From which state.
        van: Status,
    },
}

/// What must be done so that the stored parts say what was found. Planning again after that plans
/// nothing.
pub fn plan(bestaand: Vec<Deel>, mut bevonden: BTreeMap<Sleutel, Bevonden>) -> Vec<Stap> {
    let mut stappen: Vec<Stap> = bestaand
        .into_iter()
        .filter_map(|deel| match bevonden.remove(&deel.sleutel) {
            Some(bevonden) => update(&deel, bevonden),
            None => withdraw(&deel),
        })
        .collect();
    stappen
        .extend(bevonden.into_iter().map(|(sleutel, bevonden)| Stap::Melden { sleutel, bevonden }));
    stappen
}

fn update(deel: &Deel, bevonden: Bevonden) -> Option<Stap> {
    let grew = !bevonden.onderwerpen.is_subset(&deel.onderwerpen);
    let naar = deel.status.found(grew);
    let same = deel.status == naar
        && deel.waarden == bevonden.waarden
        && deel.bewijs == bevonden.bewijssleutels();
    (!same).then_some(Stap::Bijwerken {
        deel: deel.id,
        verstrekker_id: deel.sleutel.verstrekker_id,
        van: deel.status,
        naar,
        bevonden,
    })
}

fn withdraw(deel: &Deel) -> Option<Stap> {
    deel.status.can_be_withdrawn().then_some(Stap::Intrekken {
        deel: deel.id,
        verstrekker_id: deel.sleutel.verstrekker_id,
        van: deel.status,
    })
}

/// What a person decides about a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Besluit {
    /// I am looking.
    InTriage,
    /// Put aside up to and including this day.
    Sluimeren(Date),
    /// Close.
    Afsluiten(Uitkomst),
    /// Look at what was closed again.
    Heropenen,
}

/// Why a decision is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such signal for this caller.
    #[error("unknown signal")]
    Unknown,
    /// Somebody was first.
    #[error("changed meanwhile")]
    Changed,
    /// It was withdrawn, has expired, or is in a dossier.
    #[error("no longer open")]
    NotOpen,
    /// It is closed: reopen it first.
    #[error("closed")]
    Closed,
    /// It is open already.
    #[error("open already")]
    Open,
    /// The day lies in the past or too far ahead.
    #[error("no day to sleep until")]
    NoSuchDay,
}

impl Status {
    /// The state after a decision of a person on this day.
    pub fn decide(self, besluit: Besluit, today: Date) -> Result<Self, Refusal> {
        let open = match self {
            Self::Nieuw | Self::InTriage | Self::Sluimerend(_) => true,
            Self::Afgesloten(_) => false,
            Self::OpgenomenInDossier | Self::IngetrokkenDatacorrectie | Self::Verlopen => {
                return Err(Refusal::NotOpen);
            }
        };
        match (besluit, open) {
            (Besluit::Heropenen, true) => Err(Refusal::Open),
            (Besluit::InTriage | Besluit::Sluimeren(_) | Besluit::Afsluiten(_), false) => {
                Err(Refusal::Closed)
            }
            (Besluit::Heropenen, false) | (Besluit::InTriage, true) => Ok(Self::InTriage),
            (Besluit::Afsluiten(uitkomst), true) => Ok(Self::Afgesloten(uitkomst)),
            (Besluit::Sluimeren(tot), true) => {
                let last = today.saturating_add(SLUIMER_DAGEN_MAX.days());
                if tot > today && tot <= last {
                    Ok(Self::Sluimerend(tot))
                } else {
                    Err(Refusal::NoSuchDay)
                }
            }
        }
    }
}
