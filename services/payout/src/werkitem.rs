//! What a person must look at: an item in a queue, with an owner, a due day and what may be done
//! next; pure (payments:6.3).
//!
//! An item is about one thing and is open once. It says nothing personal: a kind, a reference, a
//! reason code and an amount.

#![warn(clippy::arithmetic_side_effects)]

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Euro;
use uuid::Uuid;

use crate::bank::calendar::{add_target_days, add_working_days};
use crate::bank::reasons::{self, Wachtrij};

pub mod flows;
pub mod http;
pub mod store;

/// The kinds of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Soort {
    /// Nobody knows whether a file reached the bank.
    BestandOnbekend,
    /// The bank has other bytes under our reference, or another receipt than our hash.
    AndereInhoudBijBank,
    /// The bank refuses what it booked before.
    AfwijzingNaBoeking,
    /// A status code that stands in no table.
    OnbekendeStatus,
    /// Accepted, but changed by the bank.
    GeaccepteerdMetWijziging,
    /// An entry on the statement that nothing of ours explains.
    OnverklaardeBoeking,
    /// A statement that does not close, or does not follow the one before.
    AfschriftSluitNiet,
    /// The bank refused a payment.
    Afwijzing,
    /// A payment came back.
    Retour,
    /// A run was frozen: the bank saw it before.
    RunBevroren,
    /// A limit holds a payment or a run.
    Limiet,
    /// A payment looks like another one.
    MogelijkDubbel,
    /// A run differs from the runs before it.
    AfwijkendeRun,
    /// An account changed and waits for a second person.
    RekeningGewijzigd,
    /// An account that several payees share.
    GedeeldeRekening,
    /// The bank does not know the account by this name.
    NaamPastNiet,
    /// A payee stands on a sanctions list.
    Sanctie,
    /// Money was asked back from the bank of a payee.
    Terugvraag,
}

impl Soort {
    /// All kinds.
    pub const ALL: [Self; 18] = [
        Self::BestandOnbekend,
        Self::AndereInhoudBijBank,
        Self::AfwijzingNaBoeking,
        Self::OnbekendeStatus,
        Self::GeaccepteerdMetWijziging,
        Self::OnverklaardeBoeking,
        Self::AfschriftSluitNiet,
        Self::Afwijzing,
        Self::Retour,
        Self::RunBevroren,
        Self::Limiet,
        Self::MogelijkDubbel,
        Self::AfwijkendeRun,
        Self::RekeningGewijzigd,
        Self::GedeeldeRekening,
        Self::NaamPastNiet,
        Self::Sanctie,
        Self::Terugvraag,
    ];

    /// As a column and the wire hold it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BestandOnbekend => "bestandOnbekend",
            Self::AndereInhoudBijBank => "andereInhoudBijBank",
            Self::AfwijzingNaBoeking => "afwijzingNaBoeking",
            Self::OnbekendeStatus => "onbekendeStatus",
            Self::GeaccepteerdMetWijziging => "geaccepteerdMetWijziging",
            Self::OnverklaardeBoeking => "onverklaardeBoeking",
            Self::AfschriftSluitNiet => "afschriftSluitNiet",
            Self::Afwijzing => "afwijzing",
            Self::Retour => "retour",
            Self::RunBevroren => "runBevroren",
            Self::Limiet => "limiet",
            Self::MogelijkDubbel => "mogelijkDubbel",
            Self::AfwijkendeRun => "afwijkendeRun",
            Self::RekeningGewijzigd => "rekeningGewijzigd",
            Self::GedeeldeRekening => "gedeeldeRekening",
            Self::NaamPastNiet => "naamPastNiet",
            Self::Sanctie => "sanctie",
            Self::Terugvraag => "terugvraag",
        }
    }

    /// Who looks at it, when no reason code of the bank says so.
    const fn wachtrij(self) -> Wachtrij {
        match self {
            Self::BestandOnbekend
            | Self::AfwijzingNaBoeking
            | Self::GeaccepteerdMetWijziging
            | Self::OnverklaardeBoeking
            | Self::Afwijzing
            | Self::Retour
            | Self::RunBevroren
            | Self::MogelijkDubbel
            | Self::AfwijkendeRun
            | Self::Terugvraag => Wachtrij::Uitvoering,
            Self::AndereInhoudBijBank | Self::OnbekendeStatus => Wachtrij::Techniek,
            Self::AfschriftSluitNiet | Self::Limiet => Wachtrij::Treasury,
            Self::RekeningGewijzigd | Self::NaamPastNiet => Wachtrij::Gegevens,
            Self::GedeeldeRekening => Wachtrij::Fraude,
            Self::Sanctie => Wachtrij::Naleving,
        }
    }

    const fn is_dringend(self) -> bool {
        match self {
            Self::BestandOnbekend
            | Self::AndereInhoudBijBank
            | Self::AfwijzingNaBoeking
            | Self::AfschriftSluitNiet
            | Self::RunBevroren
            | Self::Sanctie => true,
            Self::OnbekendeStatus
            | Self::GeaccepteerdMetWijziging
            | Self::OnverklaardeBoeking
            | Self::Afwijzing
            | Self::Retour
            | Self::Limiet
            | Self::MogelijkDubbel
            | Self::AfwijkendeRun
            | Self::RekeningGewijzigd
            | Self::GedeeldeRekening
            | Self::NaamPastNiet
            | Self::Terugvraag => false,
        }
    }

    /// What may be done next, as paths below the thing it is about.
    pub const fn acties(self) -> &'static [&'static str] {
        match self {
            Self::BestandOnbekend => {
                &["/bestanden/{id}/bankvragen", "/bestanden/{id}/herzendingen"]
            }
            Self::Afwijzing | Self::Retour | Self::Limiet | Self::MogelijkDubbel => {
                &["/betalingen/{id}/hervattingen"]
            }
            Self::RunBevroren => &["/noodstops/{id}/opheffingen"],
            Self::RekeningGewijzigd => &["/betaalgegevens/{id}/goedkeuringen"],
            Self::AfwijkendeRun => &["/betaalruns/{id}"],
            Self::Terugvraag => &["/terugvragen/{id}/antwoorden"],
            Self::AndereInhoudBijBank
            | Self::AfwijzingNaBoeking
            | Self::OnbekendeStatus
            | Self::GeaccepteerdMetWijziging
            | Self::OnverklaardeBoeking
            | Self::AfschriftSluitNiet
            | Self::GedeeldeRekening
            | Self::NaamPastNiet
            | Self::Sanctie => &[],
        }
    }

    /// Reads a column.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|soort| soort.code() == code)
    }
}

/// Banking days in which money may be asked back after a double or a technical fault
/// (payments:1.8).
pub const TERUGVRAAG_DAGEN: u16 = 10;
/// Dutch working days in which an item that is not urgent is handled. Our own choice.
const DAGEN: u16 = 2;

/// Something to look at, as it is raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Melding {
    /// What kind.
    pub soort: Soort,
    /// What kind of thing it is about: `betaling`, `bestand`, …
    pub onderwerpsoort: &'static str,
    /// Which: an id or a reference.
    pub onderwerp: String,
    /// Reason code of the bank, or our own word.
    pub reden: Option<String>,
    /// How much.
    pub bedrag: Option<Euro>,
}

impl Melding {
    /// About one thing, without reason or amount.
    pub fn of(soort: Soort, onderwerpsoort: &'static str, onderwerp: impl Into<String>) -> Self {
        Self { soort, onderwerpsoort, onderwerp: onderwerp.into(), reden: None, bedrag: None }
    }

    /// With a reason.
    #[must_use]
    pub fn because(self, reden: &str) -> Self {
        Self { reden: Some(reden.to_owned()), ..self }
    }

    /// With an amount.
    #[must_use]
    pub fn over(self, bedrag: Euro) -> Self {
        Self { bedrag: Some(bedrag), ..self }
    }

    fn of_bank(&self) -> Option<&'static reasons::Regel> {
        let told = matches!(self.soort, Soort::Afwijzing | Soort::Retour);
        self.reden.as_deref().filter(|_| told).map(reasons::of)
    }

    /// Who looks at it: a reason code of the bank leads to its own queue (payments:1.7).
    pub fn wachtrij(&self) -> Wachtrij {
        match self.of_bank().map(|regel| regel.wachtrij) {
            None | Some(Wachtrij::Informatie) => self.soort.wachtrij(),
            Some(wachtrij) => wachtrij,
        }
    }

    /// Whether somebody must act today.
    pub fn is_dringend(&self) -> bool {
        self.soort.is_dringend() || self.of_bank().is_some_and(reasons::Regel::is_urgent)
    }

    /// The day on which it must be handled.
    pub fn vervalt_op(&self, vandaag: Date) -> Date {
        if self.soort == Soort::Terugvraag {
            add_target_days(vandaag, TERUGVRAAG_DAGEN)
        } else if self.is_dringend() {
            vandaag
        } else {
            add_working_days(vandaag, DAGEN)
        }
    }
}

/// An item as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Werkitem {
    /// Which.
    pub id: Uuid,
    /// Queue.
    pub wachtrij: String,
    /// Kind.
    pub soort: String,
    /// What kind of thing it is about.
    pub onderwerpsoort: String,
    /// Which.
    pub onderwerp: String,
    /// Reason.
    pub reden: Option<String>,
    /// Amount.
    pub bedrag: Option<Euro>,
    /// Whether it must be done today.
    pub dringend: bool,
    /// When it was raised.
    pub gemeld_op: Timestamp,
    /// The day on which it must be handled.
    pub vervalt_op: Date,
    /// Who has it.
    pub eigenaar: Option<String>,
    /// How it ended: when, by whom, what was decided.
    pub afgehandeld: Option<Afhandeling>,
    /// Row version.
    pub revisie: i64,
}

/// How an item ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afhandeling {
    /// When.
    pub op: Timestamp,
    /// By whom.
    pub door: String,
    /// What was decided.
    pub besluit: String,
}

/// Why an act on an item is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not there.
    #[error("het werkitem bestaat niet")]
    Onbekend,
    /// It was handled before.
    #[error("het werkitem is al afgehandeld")]
    Afgehandeld,
    /// Somebody else changed it in the meantime.
    #[error("het werkitem is intussen gewijzigd")]
    Gewijzigd,
    /// Nobody has it yet.
    #[error("neem het werkitem eerst in behandeling")]
    ZonderEigenaar,
}

impl Werkitem {
    /// Gives it to somebody.
    pub fn assign(self, eigenaar: &str) -> Result<Self, Refusal> {
        if self.afgehandeld.is_some() {
            return Err(Refusal::Afgehandeld);
        }
        Ok(Self {
            eigenaar: Some(eigenaar.to_owned()),
            revisie: self.revisie.saturating_add(1),
            ..self
        })
    }

    /// Ends it; somebody must have had it.
    pub fn finish(self, door: &str, besluit: &str, op: Timestamp) -> Result<Self, Refusal> {
        if self.afgehandeld.is_some() {
            return Err(Refusal::Afgehandeld);
        }
        if self.eigenaar.is_none() {
            return Err(Refusal::ZonderEigenaar);
        }
        let ended = Afhandeling { op, door: door.to_owned(), besluit: besluit.to_owned() };
        Ok(Self { afgehandeld: Some(ended), revisie: self.revisie.saturating_add(1), ..self })
    }
}

/// The queue as a column and the wire hold it.
pub const fn wachtrij_code(wachtrij: Wachtrij) -> &'static str {
    match wachtrij {
        Wachtrij::Gegevens => "gegevens",
        Wachtrij::Uitvoering | Wachtrij::Informatie => "uitvoering",
        Wachtrij::Treasury => "treasury",
        Wachtrij::Fraude => "fraude",
        Wachtrij::Levensgebeurtenissen => "levensgebeurtenissen",
        Wachtrij::Naleving => "naleving",
        Wachtrij::Techniek => "techniek",
    }
}

#[cfg(test)]
mod tests;
