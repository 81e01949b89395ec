//! The zorgovereenkomst: what budgethouder and zorgverlener agreed, and who approved of it.
//!
//! A claim may be paid when two have said yes: the arbeidsrechtelijke toets, and each verstrekker
//! whose money it costs (pgb:R-GOE-01). Lines are bitemporal: a changed rate closes the old row
//! and adds new ones, nothing is overwritten (pgb:R-TWK-01).
#![warn(clippy::arithmetic_side_effects)]

use contracts::{Overeenkomststatus, Regel, ZorgovereenkomstVastgesteld};
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Id, Periode, SoortOvereenkomst, Wet, Zorgfunctie};
use uuid::Uuid;

pub mod aanvraag;
pub mod einde;
pub(crate) mod flows;
pub mod goedkeuring;
pub(crate) mod http;
pub mod proef;
pub(crate) mod store;
pub mod toetsing;
pub mod wijziging;

pub use goedkeuring::{Arbeidsrecht, Goedkeuringen, Inhoudsoordeel, Oordeel, Status};

/// An agreement as claims are judged by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zorgovereenkomst {
    /// Its id.
    pub id: Id<Zorgovereenkomst>,
    /// Who buys the care.
    pub budgethouder_id: Uuid,
    /// Who gives it.
    pub zorgverlener_id: Uuid,
    /// The model.
    pub soort: SoortOvereenkomst,
    /// Whether the rates of professionals hold.
    pub tariefsoort: Tariefsoort,
    /// The third-party clause.
    pub derdenbeding: Derdenbeding,
    /// Whether more than forty hours a week was allowed beforehand.
    pub veertig_uur: VeertigUur,
    /// How it is paid.
    pub betaalwijze: Betaalwijze,
    /// First and, for a fixed term, last day.
    pub looptijd: Periode,
    /// Who approved.
    pub status: Status,
    /// The lines as known now, those that the reader may see.
    pub regels: Vec<Overeenkomstregel>,
    /// Rows that were known once and were replaced, where the reader asked for them.
    pub vervallen: Vec<Overeenkomstregel>,
}

/// One agreed rate for one function under one law, in one stretch of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overeenkomstregel {
    /// The line; keeps its id when its rate changes.
    pub regel_id: Id<Overeenkomstregel>,
    /// The grant it was agreed under; later grants of the same law go on paying for it.
    pub toekenning_id: Uuid,
    /// Who pays for it.
    pub verstrekker_id: Uuid,
    /// The law.
    pub wet: Wet,
    /// The function.
    pub zorgfunctie: Zorgfunctie,
    /// The unit of the rate.
    pub eenheid: Eenheid,
    /// Eurocents per unit.
    pub tarief: Euro,
    /// The days of this rate.
    pub geldig: Periode,
}

/// Which maximum rate holds (Rlz 5.22).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tariefsoort {
    /// A professional who is no close relative.
    Formeel,
    /// Anybody else.
    Informeel,
}

impl Tariefsoort {
    /// The code in the database and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Formeel => "formeel",
            Self::Informeel => "informeel",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Result<Self, kernel::Fault> {
        match code {
            "formeel" => Ok(Self::Formeel),
            "informeel" => Ok(Self::Informeel),
            _ => Err(kernel::Fault::new("formeel of informeel")),
        }
    }
}

/// The clause that gives the verstrekker a claim on the zorgverlener (Rlz 5.16 lid 2 onder c).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derdenbeding {
    /// It stands in the agreement.
    Aanwezig,
    /// It does not.
    Afwezig,
}

/// The limit of forty hours a week (Rlz 5.22 lid 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VeertigUur {
    /// It holds.
    Geldt,
    /// The zorgkantoor allowed more beforehand.
    Ontheven,
}

/// Whether wages go through payroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Betaalwijze {
    /// Gross.
    Bruto,
    /// Through payroll: an arbeidsovereenkomst of four days a week or more.
    Salarisadministratie,
}

impl Betaalwijze {
    /// What the law asks for, before anybody opts in. `dagen_per_week` is in hundredths.
    pub fn of(soort: SoortOvereenkomst, dagen_per_week: Option<Aantal>) -> Self {
        let four_days = dagen_per_week.is_some_and(|days| days.hundredths() >= 400);
        if soort == SoortOvereenkomst::Arbeidsovereenkomst && four_days {
            Self::Salarisadministratie
        } else {
            Self::Bruto
        }
    }
}

impl Zorgovereenkomst {
    /// The agreement as others hear it; nothing is said before it was judged.
    pub fn vastgesteld(&self) -> Option<ZorgovereenkomstVastgesteld> {
        let status = match self.status {
            Status::Ingediend => return None,
            Status::Actief => Overeenkomststatus::Actief,
            Status::Afgekeurd => Overeenkomststatus::Afgekeurd,
            Status::Beeindigd => Overeenkomststatus::Beeindigd,
        };
        let regels = self
            .regels
            .iter()
            .map(|regel| Regel {
                regel_id: regel.regel_id.uuid(),
                verstrekker_id: regel.verstrekker_id,
                wet: regel.wet,
                zorgfunctie: regel.zorgfunctie.clone(),
                eenheid: regel.eenheid,
                tarief: regel.tarief,
                geldig_van: regel.geldig.van(),
                geldig_tot: regel.geldig.tot(),
            })
            .collect();
        Some(ZorgovereenkomstVastgesteld {
            zorgovereenkomst_id: self.id.uuid(),
            budgethouder_id: self.budgethouder_id,
            zorgverlener_id: self.zorgverlener_id,
            soort: self.soort,
            status,
            salarisadministratie: self.betaalwijze == Betaalwijze::Salarisadministratie,
            regels,
        })
    }

    /// The rows of one line, in order of days.
    pub fn rijen(
        &self,
        regel_id: Id<Overeenkomstregel>,
    ) -> impl Iterator<Item = &Overeenkomstregel> + Clone {
        self.regels.iter().filter(move |regel| regel.regel_id == regel_id)
    }

    /// Whether this rate of a line was agreed for a day at any moment.
    pub fn ooit(&self, regel_id: Id<Overeenkomstregel>, dag: Date, tarief: Euro) -> bool {
        self.vervallen
            .iter()
            .any(|rij| rij.regel_id == regel_id && rij.tarief == tarief && rij.geldig.contains(dag))
    }

    /// The verstrekkers of the lines that are seen here, each once.
    pub fn verstrekkers(&self) -> Vec<Uuid> {
        let mut verstrekkers: Vec<Uuid> = self.regels.iter().map(|r| r.verstrekker_id).collect();
        verstrekkers.sort_unstable();
        verstrekkers.dedup();
        verstrekkers
    }
}

/// Why an act on an agreement is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such agreement, or not the caller's.
    #[error("the zorgovereenkomst is not there")]
    Unknown,
    /// Somebody was first.
    #[error("the zorgovereenkomst has changed")]
    Changed,
    /// The reference was used before for another agreement.
    #[error("the kenmerk is in use")]
    KenmerkInUse,
    /// There is nothing left to judge.
    #[error("the zorgovereenkomst is no longer in beoordeling")]
    NotInBeoordeling,
    /// A rate can only change while the agreement is active.
    #[error("the zorgovereenkomst is not actief")]
    NotActief,
    /// The input is wrong in these places.
    #[error("the input breaks a rule")]
    Invalid(Vec<Gebrek>),
}

/// One wrong place of an input, found by a rule of the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gebrek {
    /// JSON pointer.
    pub plaats: String,
    /// Stable code: id of a rule.
    pub code: &'static str,
    /// What is expected, in Dutch.
    pub uitleg: String,
}

impl Gebrek {
    /// A fault at a place.
    pub fn new(plaats: impl Into<String>, code: &'static str, uitleg: impl Into<String>) -> Self {
        Self { plaats: plaats.into(), code, uitleg: uitleg.into() }
    }
}

/// The first day of the month of a day.
pub(crate) fn month_start(day: Date) -> Date {
    day.first_of_month()
}
