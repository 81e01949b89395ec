//! What a rule may say.

use jiff::civil::Date;

use super::tekst::{Gevuld, Tekst};
use super::waarde::Waarde;

/// The outcome of one rule (labour: outcome letters).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// The rule does not speak about this agreement.
    NietVanToepassing,
    /// The form did not ask a fact the rule needs: a question in the report, no more.
    Vraag,
    /// In order.
    Akkoord,
    /// In order, with something to mind.
    Waarschuwing,
    /// A person must look.
    Handmatig,
    /// Refused.
    Afgekeurd,
}

impl Letter {
    /// All letters, in rising order of weight.
    pub const ALL: [Self; 6] = [
        Self::NietVanToepassing,
        Self::Vraag,
        Self::Akkoord,
        Self::Waarschuwing,
        Self::Handmatig,
        Self::Afgekeurd,
    ];

    /// The code in receipts and reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NietVanToepassing => "nietVanToepassing",
            Self::Vraag => "vraag",
            Self::Akkoord => "akkoord",
            Self::Waarschuwing => "waarschuwing",
            Self::Handmatig => "handmatigeBeoordeling",
            Self::Afgekeurd => "afgekeurd",
        }
    }

    /// The letter of the handbook and of test tables.
    pub const fn letter(self) -> char {
        match self {
            Self::NietVanToepassing => 'N',
            Self::Vraag => 'V',
            Self::Akkoord => 'A',
            Self::Waarschuwing => 'W',
            Self::Handmatig => 'H',
            Self::Afgekeurd => 'X',
        }
    }
}

/// What one rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oordeel {
    /// The outcome.
    pub letter: Letter,
    /// What to tell; nothing when it is simply in order.
    pub tekst: Option<Gevuld>,
    /// The day on which something must be done.
    pub taak_op: Option<Date>,
}

/// Why a rule stops before it judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The rule does not speak about this agreement.
    NietVanToepassing,
    /// This fact is missing; the form asks it since this version.
    Ontbreekt(&'static str, u8),
    /// This parameter has no known value for the day.
    ParameterOntbreekt(&'static str),
    /// The answer of this other rule is open, and it matters here.
    HangtAfVan(&'static str),
}

/// What a rule gives: a judgement, or why there is none.
pub type Spraak = Result<Oordeel, Stop>;

/// A missing fact never leads to a yes but to a person.
pub(super) const GEGEVEN_ONTBREEKT: Tekst = Tekst::new(
    "H.gegeven-ontbreekt",
    1,
    "Wij missen {gegeven} en kunnen dit punt daarom niet automatisch beoordelen. Een medewerker \
     neemt dit over.",
    &["gegeven"],
);
/// A figure that is not published, or not found.
pub(super) const PARAMETER_ONTBREEKT: Tekst = Tekst::new(
    "H.parameter-ontbreekt",
    1,
    "Wij kennen voor deze datum nog geen bedrag of grens voor {parameter}. Een medewerker bekijkt \
     dit punt.",
    &["parameter"],
);
/// A rule whose answer another needs is itself open.
pub(super) const HANGT_AF: Tekst = Tekst::new(
    "H.hangt-af",
    1,
    "Dit punt hangt af van een ander punt ({regel}) dat nog niet duidelijk is. Een medewerker \
     bekijkt beide.",
    &["regel"],
);
/// A rule that may not refuse by itself.
pub(super) const ZONDER_GROND: Tekst = Tekst::new(
    "H.zonder-grond",
    1,
    "Dit punt klopt misschien niet. Een medewerker bekijkt het.",
    &[],
);

impl Oordeel {
    const fn plain(letter: Letter, tekst: Option<Gevuld>) -> Self {
        Self { letter, tekst, taak_op: None }
    }

    /// In order.
    pub const fn akkoord() -> Self {
        Self::plain(Letter::Akkoord, None)
    }

    /// In order, with a note for the reader that changes nothing.
    pub fn akkoord_met<const N: usize>(tekst: &'static Tekst, waarden: [Waarde; N]) -> Self {
        Self::plain(Letter::Akkoord, Some(Gevuld::new(tekst, &waarden)))
    }

    /// A warning.
    pub fn waarschuwing<const N: usize>(tekst: &'static Tekst, waarden: [Waarde; N]) -> Self {
        Self::plain(Letter::Waarschuwing, Some(Gevuld::new(tekst, &waarden)))
    }

    /// A warning that must lead to an action on a day.
    pub fn taak<const N: usize>(
        tekst: &'static Tekst,
        waarden: [Waarde; N],
        taak_op: Date,
    ) -> Self {
        Self { taak_op: Some(taak_op), ..Self::waarschuwing(tekst, waarden) }
    }

    /// A person must look.
    pub fn handmatig<const N: usize>(tekst: &'static Tekst, waarden: [Waarde; N]) -> Self {
        Self::plain(Letter::Handmatig, Some(Gevuld::new(tekst, &waarden)))
    }

    /// Refused, on the ground and article of the rule.
    pub fn afgekeurd<const N: usize>(tekst: &'static Tekst, waarden: [Waarde; N]) -> Self {
        Self::plain(Letter::Afgekeurd, Some(Gevuld::new(tekst, &waarden)))
    }
}

impl Stop {
    /// What it comes to for a form of this version.
    pub fn oordeel(self, formulier: u8) -> Oordeel {
        match self {
            Self::NietVanToepassing => Oordeel::plain(Letter::NietVanToepassing, None),
            Self::Ontbreekt(naam, sinds) => {
                let tekst = Gevuld::new(&GEGEVEN_ONTBREEKT, &[Waarde::Woord(naam)]);
                let letter = if formulier < sinds { Letter::Vraag } else { Letter::Handmatig };
                Oordeel::plain(letter, Some(tekst))
            }
            Self::ParameterOntbreekt(naam) => {
                Oordeel::handmatig(&PARAMETER_ONTBREEKT, [Waarde::Woord(naam)])
            }
            Self::HangtAfVan(regel) => Oordeel::handmatig(&HANGT_AF, [Waarde::Woord(regel)]),
        }
    }
}
