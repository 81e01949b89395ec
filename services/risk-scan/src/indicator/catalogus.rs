//! The catalogue: sixty-three indicators, what each looks at and why, with innocent reasons; pure.
//!
//! An indicator that cannot be computed yet stands here too, with the fact that it lacks. The
//! table in `docs/risk/indicatoren.md` is made from this.

use kernel::Fault;

use super::uitslag::{Haak, Haaksoort, Uitslag};
use super::{Levensloop, Parameters};
use crate::feiten::Omgeving;

mod data;
mod gedrag;
mod relaties;
mod statistiek;
mod tabel;
mod volume;

pub use self::tabel::tabel;

/// A rule: what it answers of one hook, on the facts of one party.
pub type Regel = fn(Omgeving<'_>, &Haak, &Parameters) -> Vec<Uitslag>;

/// The family of an indicator; signals of one family count once in the order of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Familie {
    /// Relationships.
    R,
    /// Volume and time.
    V,
    /// Behaviour.
    G,
    /// Data and registers.
    D,
    /// Statistics.
    S,
}

impl Familie {
    /// Its letter.
    pub const fn code(self) -> &'static str {
        match self {
            Self::R => "R",
            Self::V => "V",
            Self::G => "G",
            Self::D => "D",
            Self::S => "S",
        }
    }
}

/// What kind of thing a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aard {
    /// Two recorded facts cannot both be true.
    Tegenspraak,
    /// A pattern.
    Patroon,
    /// Shown beside others; never a signal by itself.
    Context,
}

impl Aard {
    /// F, P or C, as a column holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tegenspraak => "F",
            Self::Patroon => "P",
            Self::Context => "C",
        }
    }
}

/// When an indicator is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ritme {
    /// With the stream, and again at night.
    Stroom,
    /// At night: it needs more of the country than what hangs on one thing.
    Nacht,
}

/// Who may see it over all verstrekkers together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bereik {
    /// The national payment task: it rests on payments and accounts.
    Betaaltaak,
    /// Nobody, without a legal ground.
    Verstrekker,
}

/// How it is computed.
#[derive(Debug, Clone, Copy)]
pub enum Uitvoering {
    /// By this rule.
    Gebouwd(Regel),
    /// Not: this fact is not among the facts of the chain.
    Mist(&'static str),
    /// It serves the others and raises nothing.
    Hulp(&'static str),
}

/// One indicator.
#[derive(Debug, Clone, Copy)]
pub struct Registratie {
    /// Which.
    pub indicator: Indicator,
    /// Its name.
    pub naam: &'static str,
    /// What it finds.
    pub doel: &'static str,
    /// F, P or C.
    pub aard: Aard,
    /// Evidential strength, 0 to 10.
    pub gewicht: i16,
    /// Possible damage and urgency, 1 to 5.
    pub ernst: i16,
    /// What a signal hangs on.
    pub haak: Haaksoort,
    /// When it is computed.
    pub ritme: Ritme,
    /// Who may see it over all verstrekkers together.
    pub bereik: Bereik,
    /// How it is delivered.
    pub levering: Levensloop,
    /// The figures it is delivered with.
    pub parameters: &'static [(&'static str, i64)],
    /// How it is computed.
    pub uitvoering: Uitvoering,
    /// What was seen, with figures in braces.
    pub gezien: &'static str,
    /// The rule in words, with figures in braces.
    pub regel: &'static str,
    /// What is usual.
    pub normaal: &'static str,
    /// Known innocent reasons.
    pub onschuldig: &'static [&'static str],
    /// What is not known.
    pub onbekend: &'static [&'static str],
}

impl Registratie {
    /// A row to be filled in.
    const fn van(indicator: Indicator, naam: &'static str, doel: &'static str) -> Self {
        Self {
            indicator,
            naam,
            doel,
            aard: Aard::Patroon,
            gewicht: 0,
            ernst: 1,
            haak: Haaksoort::Zorgverlener,
            ritme: Ritme::Stroom,
            bereik: Bereik::Verstrekker,
            levering: Levensloop::Concept,
            parameters: &[],
            uitvoering: Uitvoering::Mist(""),
            gezien: "",
            regel: "",
            normaal: "",
            onschuldig: &[],
            onbekend: &[],
        }
    }

    /// With what kind of thing it is, its strength and its urgency.
    const fn weegt(self, aard: Aard, gewicht: i16, ernst: i16) -> Self {
        Self { aard, gewicht, ernst, ..self }
    }

    /// Without a rule, for want of a fact.
    const fn mist(self, feit: &'static str) -> Self {
        Self { uitvoering: Uitvoering::Mist(feit), ..self }
    }

    /// With its rule, what a signal hangs on, and its figures.
    const fn met(
        self,
        haak: Haaksoort,
        regel: Regel,
        parameters: &'static [(&'static str, i64)],
    ) -> Self {
        let levering = Levensloop::Schaduw;
        Self { haak, uitvoering: Uitvoering::Gebouwd(regel), parameters, levering, ..self }
    }

    /// Active when it is delivered.
    const fn actief(self) -> Self {
        Self { levering: Levensloop::Actief, ..self }
    }

    /// What the explanation says.
    const fn zegt(self, gezien: &'static str, regel: &'static str, normaal: &'static str) -> Self {
        Self { gezien, regel, normaal, ..self }
    }

    /// Innocent reasons, and what is not known.
    const fn kan(
        self,
        onschuldig: &'static [&'static str],
        onbekend: &'static [&'static str],
    ) -> Self {
        Self { onschuldig, onbekend, ..self }
    }

    /// Its rule, when it has one.
    pub const fn regel_van(&self) -> Option<Regel> {
        match self.uitvoering {
            Uitvoering::Gebouwd(regel) => Some(regel),
            Uitvoering::Mist(_) | Uitvoering::Hulp(_) => None,
        }
    }

    /// The family.
    pub fn familie(&self) -> Familie {
        match self.indicator.code().as_bytes().first() {
            Some(b'R') => Familie::R,
            Some(b'V') => Familie::V,
            Some(b'G') => Familie::G,
            Some(b'D') => Familie::D,
            _ => Familie::S,
        }
    }
}

/// Writes the enum of indicators from their codes.
macro_rules! indicatoren {
    ($($code:ident)*) => {
        /// An indicator, by its code in the catalogue (risk:R01 to risk:S07).
        #[expect(missing_docs, reason = "the rows of the catalogue describe each")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Indicator { $($code,)* }

        impl Indicator {
            /// All of them.
            pub const ALL: [Self; 63] = [$(Self::$code,)*];

            /// As columns and the API write it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)* }
            }
        }
    };
}

indicatoren! {
    R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17
    V01 V02 V03 V04 V05 V06 V07 V08 V09 V10 V11
    G01 G02 G03 G04 G05 G06 G07 G08 G09 G10 G11 G12 G13 G14 G15 G16 G17 G18 G19
    D01 D02 D03 D04 D05 D06 D07 D08 D09
    S01 S02 S03 S04 S05 S06 S07
}

impl Indicator {
    /// Reads a column or a query parameter.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|indicator| indicator.code() == code)
            .ok_or(Fault::new("de code van een indicator, zoals R01"))
    }

    /// Its row in the catalogue.
    ///
    /// # Panics
    /// Never: a test walks over all of them.
    pub fn registratie(self) -> &'static Registratie {
        rows()
            .find(|row| row.indicator == self)
            .expect("every indicator has a row in the catalogue")
    }
}

/// The whole catalogue, in order.
pub fn rows() -> impl Iterator<Item = &'static Registratie> {
    relaties::RIJEN
        .iter()
        .chain(volume::RIJEN)
        .chain(gedrag::RIJEN)
        .chain(data::RIJEN)
        .chain(statistiek::RIJEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feiten::KENMERKEN;

    #[test]
    fn the_catalogue_holds_each_of_the_sixty_three_once_and_in_order() {
        let codes: Vec<&str> = rows().map(|row| row.indicator.code()).collect();
        let all: Vec<&str> = Indicator::ALL.iter().map(|one| one.code()).collect();
        assert_eq!(codes, all);
        for row in rows() {
            let code = row.indicator.code();
            assert!((0..=10).contains(&row.gewicht) && (1..=5).contains(&row.ernst), "{code}");
            assert!(!row.doel.is_empty(), "{code} has no purpose");
            if let Uitvoering::Mist(feit) = row.uitvoering {
                assert!(!feit.is_empty(), "{code} does not say what it lacks");
                assert_eq!(row.levering, Levensloop::Concept, "{code} cannot be computed");
            }
        }
    }

    /// risk:GOV-02 over the register: words for what no indicator may look at.
    #[test]
    fn no_field_that_an_indicator_may_read_has_a_forbidden_name() {
        let forbidden = [
            "naam",
            "bsn",
            "nationaliteit",
            "geboorte",
            "herkomstland",
            "etniciteit",
            "religie",
            "taal",
            "geslacht",
            "postcode",
            "wijk",
            "buurt",
            "straat",
            "diagnose",
            "strafrecht",
            "risicoscore",
            "leeftijd",
        ];
        assert!(KENMERKEN.len() > 50);
        for kenmerk in KENMERKEN {
            for word in forbidden {
                let words: Vec<&str> = kenmerk.naam.split('_').collect();
                assert!(!words.contains(&word), "{}.{}", kenmerk.van, kenmerk.naam);
            }
            assert!(!kenmerk.doel.is_empty() && !kenmerk.proxy.is_empty(), "{}", kenmerk.naam);
        }
    }

    /// The sources of the rules: no way to data but the closed types, and no text or map to hide in.
    #[test]
    fn no_rule_reaches_for_data_of_its_own() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/indicator/regels");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            for forbidden in ["serde_json", "contracts::", "diesel", "HashMap<String", "std::fs"] {
                assert!(!text.contains(forbidden), "{}: {forbidden}", path.display());
            }
            read += 1;
        }
        assert!(read > 10);
    }
}
