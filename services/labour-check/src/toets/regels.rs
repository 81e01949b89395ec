//! The table of rules. A released version of a rule does not change; a correction is the next
//! version.

mod duur;
mod form;
mod kwal;
mod loon;
mod pers;
mod proef;
mod tijd;
mod vak;

use contracts::labour::Grond;
use jiff::civil::{Date, date};

use super::oordeel::{Oordeel, Zaak};

/// One rule.
pub struct Regel {
    /// Id: family and number, `LOON-01`.
    pub id: &'static str,
    /// Version.
    pub versie: u32,
    /// Name, Dutch.
    pub naam: &'static str,
    /// What it rests on.
    pub artikelen: &'static [&'static str],
    /// The ground of a refusal, when it refuses.
    pub grond: Grond,
    /// First day in law.
    pub geldig_van: Date,
    /// The day of the agreement that picks the law.
    pub anker: Anker,
    /// The judgement.
    pub beoordeel: fn(&Zaak<'_>) -> Oordeel,
}

/// The day of the agreement that decides whether a rule is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anker {
    /// The day of signing.
    Afsluiting,
    /// The first day.
    Start,
    /// Any day of the term.
    Dag,
}

impl Regel {
    /// Whether the rule was law on its day, for this agreement.
    pub fn is_in_force(&self, zaak: &Zaak<'_>) -> bool {
        let looptijd = &zaak.feiten.looptijd;
        match self.anker {
            Anker::Afsluiting => looptijd.afgesloten_op >= self.geldig_van,
            Anker::Start => looptijd.periode.van() >= self.geldig_van,
            Anker::Dag => looptijd.periode.tot().is_none_or(|tot| tot >= self.geldig_van),
        }
    }
}

/// All rules of this release.
pub static REGELS: [Regel; 13] = [
    Regel {
        id: "KWAL-01",
        versie: 1,
        naam: "Verwantschap bij familieovereenkomst",
        artikelen: &["BW 1:3", "SVB-model partner of familielid"],
        grond: Grond::Uitvoerbaarheid,
        geldig_van: date(2017, 4, 1),
        anker: Anker::Afsluiting,
        beoordeel: kwal::verwantschap,
    },
    Regel {
        id: "LOON-01",
        versie: 1,
        naam: "Wettelijk minimumuurloon",
        artikelen: &["WML art. 7", "WML art. 8", "WML art. 15"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(2024, 1, 1),
        anker: Anker::Dag,
        beoordeel: loon::minimumuurloon,
    },
    Regel {
        id: "VAK-01",
        versie: 1,
        naam: "Vakantietoeslag van acht procent",
        artikelen: &["WML art. 15", "WML art. 16"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(2018, 1, 1),
        anker: Anker::Dag,
        beoordeel: vak::vakantietoeslag,
    },
    Regel {
        id: "VAK-03",
        versie: 1,
        naam: "Vakantie-uren",
        artikelen: &["BW 7:634"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(1966, 1, 1),
        anker: Anker::Dag,
        beoordeel: vak::vakantie_uren,
    },
    Regel {
        id: "PROEF-02",
        versie: 1,
        naam: "Geen proeftijd tot en met zes maanden",
        artikelen: &["BW 7:652 lid 4", "BW 7:652 lid 8"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(2015, 1, 1),
        anker: Anker::Afsluiting,
        beoordeel: proef::korte_overeenkomst,
    },
    Regel {
        id: "PROEF-03",
        versie: 1,
        naam: "Proeftijd van hooguit een maand",
        artikelen: &["BW 7:652 lid 5"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(2015, 1, 1),
        anker: Anker::Afsluiting,
        beoordeel: proef::een_maand,
    },
    Regel {
        id: "PROEF-04",
        versie: 1,
        naam: "Proeftijd van hooguit twee maanden",
        artikelen: &["BW 7:652 lid 3", "BW 7:652 lid 5"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(2015, 1, 1),
        anker: Anker::Afsluiting,
        beoordeel: proef::twee_maanden,
    },
    Regel {
        id: "DUUR-01",
        versie: 1,
        naam: "Keten: aantal tijdelijke overeenkomsten",
        artikelen: &["BW 7:668a lid 1"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(2015, 7, 1),
        anker: Anker::Start,
        beoordeel: duur::keten_aantal,
    },
    Regel {
        id: "DUUR-07",
        versie: 1,
        naam: "Overeenkomst en toekenning",
        artikelen: &["Blz 3.6.4", "Rlz 5.16"],
        grond: Grond::Uitvoerbaarheid,
        geldig_van: date(2015, 1, 1),
        anker: Anker::Start,
        beoordeel: duur::toekenning,
    },
    Regel {
        id: "TIJD-11",
        versie: 1,
        naam: "Veertig-uursnorm",
        artikelen: &["Rlz 5.18 onder d", "Rlz 5.22"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(2015, 1, 1),
        anker: Anker::Dag,
        beoordeel: tijd::veertig_uur,
    },
    Regel {
        id: "PERS-07",
        versie: 1,
        naam: "Budgethouder is zorgverlener",
        artikelen: &["BW 6:217"],
        grond: Grond::StrijdMetRecht,
        geldig_van: date(2015, 1, 1),
        anker: Anker::Dag,
        beoordeel: pers::zelfde_persoon,
    },
    Regel {
        id: "FORM-02",
        versie: 1,
        naam: "Handtekeningen",
        artikelen: &["Blz 3.6.4"],
        grond: Grond::Uitvoerbaarheid,
        geldig_van: date(2015, 1, 1),
        anker: Anker::Afsluiting,
        beoordeel: form::handtekeningen,
    },
    Regel {
        id: "FORM-04",
        versie: 1,
        naam: "Derdenbeding",
        artikelen: &["Stcrt. 2017, 11464", "Rlz 5.16 lid 2"],
        grond: Grond::Uitvoerbaarheid,
        geldig_van: date(2015, 1, 1),
        anker: Anker::Afsluiting,
        beoordeel: form::derdenbeding,
    },
];
