//! One version of one rule, as a row of the table.

use contracts::labour::Grond;
use jiff::civil::Date;

use super::oordeel::Spraak;
use super::parameter::Sleutel;
use super::zaak::Zaak;
use super::{Uitgave, Vraag};

/// The day of the agreement that picks the law and the figures of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anker {
    /// The day of signing.
    Afsluiting,
    /// The first day.
    Start,
    /// Every day of the term.
    Dag,
    /// The last day.
    Einde,
    /// The day of the toets.
    Besluit,
}

impl Anker {
    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Afsluiting => "afsluiting",
            Self::Start => "start",
            Self::Dag => "dag",
            Self::Einde => "einde",
            Self::Besluit => "besluit",
        }
    }
}

/// Whether a rule is law, or only in a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regelstatus {
    /// Law.
    Geldend,
    /// In a bill: it never fires but in the shadow run.
    Wetsvoorstel,
}

impl Regelstatus {
    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Geldend => "geldend",
            Self::Wetsvoorstel => "wetsvoorstel",
        }
    }
}

/// What a refusal becomes for an agreement that was approved under older law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InBestaand {
    /// A warning, with a repair before the toleration ends.
    Waarschuwt,
    /// A refusal, as in a new agreement.
    KeurtAf,
}

/// A rule as a function: it reads through the [`Zaak`] only.
pub type Beoordeling = fn(&Zaak<'_>) -> Spraak;

/// One version of one rule. It does not change once released: a correction is the next version
/// with an edition and a `bekend_van` of its own.
#[derive(Debug, Clone, Copy)]
pub struct Regel {
    /// Family and number, `LOON-01`.
    pub id: &'static str,
    /// Version.
    pub versie: u16,
    /// Name, Dutch.
    pub naam: &'static str,
    /// The rule as a sentence a jurist can agree with.
    pub zin: &'static str,
    /// What it rests on.
    pub artikelen: &'static [&'static str],
    /// The ground of a refusal; without one the rule may not refuse.
    pub grond: Option<Grond>,
    /// First day in law.
    pub geldig_van: Date,
    /// Last day in law.
    pub geldig_tot: Option<Date>,
    /// First day on which it could be known; before it nobody was judged by it.
    pub bekend_van: Date,
    /// The edition that brought it.
    pub sinds: Uitgave,
    /// The day of the agreement that picks the law.
    pub anker: Anker,
    /// Law or bill.
    pub status: Regelstatus,
    /// What a refusal becomes in mode `bestaand`.
    pub bestaand: InBestaand,
    /// It never decides alone: it gathers facts for a person.
    pub open_norm: bool,
    /// The figures it may read.
    pub parameters: &'static [Sleutel],
    /// The rules whose answer it may need.
    pub afhankelijk: &'static [&'static str],
    /// The rules that fall silent when this one speaks.
    pub gaat_voor: &'static [&'static str],
    /// An example that passes and one that does not.
    pub voorbeelden: (&'static str, &'static str),
    /// The judgement.
    pub beoordeel: Beoordeling,
}

impl Regel {
    /// A rule that has always been law and known, for every day of the term; the rest is said
    /// with the methods below.
    pub const fn new(
        id: &'static str,
        versie: u16,
        naam: &'static str,
        beoordeel: Beoordeling,
    ) -> Self {
        Self {
            id,
            versie,
            naam,
            zin: "",
            artikelen: &[],
            grond: None,
            geldig_van: Date::MIN,
            geldig_tot: None,
            bekend_van: Date::MIN,
            sinds: Uitgave(1),
            anker: Anker::Dag,
            status: Regelstatus::Geldend,
            bestaand: InBestaand::Waarschuwt,
            open_norm: false,
            parameters: &[],
            afhankelijk: &[],
            gaat_voor: &[],
            voorbeelden: ("", ""),
            beoordeel,
        }
    }

    /// The rule as a sentence.
    #[must_use]
    pub const fn zin(self, zin: &'static str) -> Self {
        Self { zin, ..self }
    }

    /// What it rests on.
    #[must_use]
    pub const fn artikelen(self, artikelen: &'static [&'static str]) -> Self {
        Self { artikelen, ..self }
    }

    /// The ground of a refusal (Blz 3.6.4).
    #[must_use]
    pub const fn grond(self, grond: Grond) -> Self {
        Self { grond: Some(grond), ..self }
    }

    /// First day in law.
    #[must_use]
    pub const fn geldig_van(self, geldig_van: Date) -> Self {
        Self { geldig_van, ..self }
    }

    /// Last day in law.
    #[must_use]
    pub const fn geldig_tot(self, geldig_tot: Date) -> Self {
        Self { geldig_tot: Some(geldig_tot), ..self }
    }

    /// First day on which it could be known.
    #[must_use]
    pub const fn bekend_van(self, bekend_van: Date) -> Self {
        Self { bekend_van, ..self }
    }

    /// The edition that brought it.
    #[must_use]
    pub const fn sinds(self, uitgave: u16) -> Self {
        Self { sinds: Uitgave(uitgave), ..self }
    }

    /// The day of the agreement that picks the law.
    #[must_use]
    pub const fn anker(self, anker: Anker) -> Self {
        Self { anker, ..self }
    }

    /// Only in a bill.
    #[must_use]
    pub const fn wetsvoorstel(self) -> Self {
        Self { status: Regelstatus::Wetsvoorstel, ..self }
    }

    /// A refusal stays a refusal in mode `bestaand`.
    #[must_use]
    pub const fn blijft_in_bestaand(self) -> Self {
        Self { bestaand: InBestaand::KeurtAf, ..self }
    }

    /// It gathers facts and ends at a person.
    #[must_use]
    pub const fn open_norm(self) -> Self {
        Self { open_norm: true, ..self }
    }

    /// The figures it may read.
    #[must_use]
    pub const fn parameters(self, parameters: &'static [Sleutel]) -> Self {
        Self { parameters, ..self }
    }

    /// The rules whose answer it may need; they stand before it in the table.
    #[must_use]
    pub const fn afhankelijk(self, afhankelijk: &'static [&'static str]) -> Self {
        Self { afhankelijk, ..self }
    }

    /// The rules that fall silent when this one speaks: an exception by name.
    #[must_use]
    pub const fn gaat_voor(self, gaat_voor: &'static [&'static str]) -> Self {
        Self { gaat_voor, ..self }
    }

    /// An example that passes and one that does not.
    #[must_use]
    pub const fn voorbeelden(self, goed: &'static str, fout: &'static str) -> Self {
        Self { voorbeelden: (goed, fout), ..self }
    }

    /// The family: the letters before the number.
    pub fn familie(&self) -> &'static str {
        self.id.split_once('-').map_or(self.id, |(familie, _number)| familie)
    }

    /// Whether it was law on the day that counts and could be known, for this question.
    pub fn is_in_force(&self, vraag: &Vraag<'_>) -> bool {
        let known = match self.status {
            Regelstatus::Geldend => self.bekend_van <= vraag.kennisdatum,
            Regelstatus::Wetsvoorstel => vraag.wetsvoorstellen,
        };
        if !known || self.sinds > vraag.uitgave {
            return false;
        }
        let (from, to) = vraag.days(self.anker);
        self.geldig_van <= to && self.geldig_tot.is_none_or(|last| from <= last)
    }

    /// The day by which this version was picked: of all days that count, the one nearest to the
    /// kennisdatum on which it is law.
    pub fn rechtsdatum(&self, vraag: &Vraag<'_>) -> Date {
        let (from, to) = vraag.days(self.anker);
        let last = self.geldig_tot.map_or(to, |last| last.min(to));
        vraag.kennisdatum.min(last).max(from.max(self.geldig_van))
    }
}
