//! What a rule is given and what it may say.

use contracts::labour::Toetsfeiten;
use jiff::civil::Date;
use kernel::SoortOvereenkomst;

/// One agreement to be judged, as known on a day.
#[derive(Debug, Clone, Copy)]
pub struct Zaak<'a> {
    /// The form.
    pub feiten: &'a Toetsfeiten,
    /// Rules and figures published later do not exist.
    pub kennisdatum: Date,
}

/// What one rule says. Texts are Dutch at level B1, for the budgethouder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oordeel {
    /// The rule does not speak about this agreement.
    NietVanToepassing,
    /// In order.
    Akkoord(String),
    /// In order, with something to mind, perhaps before a day.
    Waarschuwing {
        /// What to mind.
        tekst: String,
        /// Before when.
        taak_op: Option<Date>,
    },
    /// A person must look.
    Handmatig(String),
    /// Refused, on the ground and article of the rule.
    Afgekeurd(String),
}

impl Oordeel {
    /// In order.
    pub fn akkoord(tekst: impl Into<String>) -> Self {
        Self::Akkoord(tekst.into())
    }

    /// A warning without a day.
    pub fn waarschuwing(tekst: impl Into<String>) -> Self {
        Self::Waarschuwing { tekst: tekst.into(), taak_op: None }
    }

    /// A fact is missing: never a yes, always a person (labour: outcome letters).
    pub fn missing(gegeven: &str) -> Self {
        Self::Handmatig(format!(
            "Dit gegeven ontbreekt: {gegeven}. Een medewerker bekijkt daarom dit punt."
        ))
    }
}

/// Whether the Wet minimumloon holds between these parties (WML art. 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wmlplicht {
    /// It holds.
    Ja,
    /// The zorgverlener works as an entrepreneur, or is an organisation.
    Nee,
    /// It is not known whether the zorgverlener is an entrepreneur.
    Onbekend,
}

impl Zaak<'_> {
    /// The kind of agreement.
    pub const fn soort(&self) -> SoortOvereenkomst {
        self.feiten.soort
    }

    /// Employment and family always; an opdracht unless the zorgverlener is an entrepreneur for
    /// income tax with a KvK number; an organisation never.
    pub const fn wmlplicht(&self) -> Wmlplicht {
        let partijen = &self.feiten.partijen;
        match (self.feiten.soort, partijen.ib_ondernemer) {
            (SoortOvereenkomst::Arbeidsovereenkomst | SoortOvereenkomst::Familie, _) => {
                Wmlplicht::Ja
            }
            (SoortOvereenkomst::Instelling, _) => Wmlplicht::Nee,
            (SoortOvereenkomst::Opdracht, Some(true)) if partijen.kvk_ingeschreven => {
                Wmlplicht::Nee
            }
            (SoortOvereenkomst::Opdracht, Some(_)) => Wmlplicht::Ja,
            (SoortOvereenkomst::Opdracht, None) => Wmlplicht::Onbekend,
        }
    }
}
