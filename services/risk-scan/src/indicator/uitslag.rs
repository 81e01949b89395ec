//! What a rule answers: findings with figures and evidence, or that it could not judge; pure.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::Euro;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::feiten::{
    Betaling, Budgethouder, Declaratie, Herkomst, Overeenkomst, Ref, Toekenning, Zorgverlener,
};

/// What a signal hangs on: the one thing that makes finding it again the same signal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Haak {
    /// An account.
    Rekening(Ref),
    /// Telephone or e-mail.
    Contact(Ref),
    /// An address.
    Adres(Ref),
    /// A zorgverlener.
    Zorgverlener(Uuid),
    /// A budgethouder; the signal is about who gives the care.
    Budgethouder(Uuid),
    /// An agreement.
    Zorgovereenkomst(Uuid),
}

/// The kinds of what a signal hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Haaksoort {
    /// An account.
    Rekening,
    /// Telephone or e-mail.
    Contact,
    /// An address.
    Adres,
    /// A zorgverlener.
    Zorgverlener,
    /// A budgethouder.
    Budgethouder,
    /// An agreement.
    Zorgovereenkomst,
}

impl Haaksoort {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Rekening,
        Self::Contact,
        Self::Adres,
        Self::Zorgverlener,
        Self::Budgethouder,
        Self::Zorgovereenkomst,
    ];

    /// As a column holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rekening => "rekening",
            Self::Contact => "contact",
            Self::Adres => "adres",
            Self::Zorgverlener => "zorgverlener",
            Self::Budgethouder => "budgethouder",
            Self::Zorgovereenkomst => "zorgovereenkomst",
        }
    }
}

impl Haak {
    /// Of which kind it is.
    pub const fn soort(&self) -> Haaksoort {
        match self {
            Self::Rekening(_) => Haaksoort::Rekening,
            Self::Contact(_) => Haaksoort::Contact,
            Self::Adres(_) => Haaksoort::Adres,
            Self::Zorgverlener(_) => Haaksoort::Zorgverlener,
            Self::Budgethouder(_) => Haaksoort::Budgethouder,
            Self::Zorgovereenkomst(_) => Haaksoort::Zorgovereenkomst,
        }
    }

    /// The key of a signal that hangs on it.
    pub fn sleutel(&self) -> String {
        match self {
            Self::Rekening(value) | Self::Contact(value) | Self::Adres(value) => {
                value.as_str().to_owned()
            }
            Self::Zorgverlener(id) | Self::Budgethouder(id) | Self::Zorgovereenkomst(id) => {
                id.to_string()
            }
        }
    }
}

/// A figure of a finding: whole numbers, days and codes; no fractions, no free text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Waarde {
    /// A count, eurocents, minutes, or thousandths.
    Getal(i64),
    /// A day.
    Dag(Date),
    /// A word from a fixed list.
    Woord(String),
}

/// The figures of a finding, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Waarden(BTreeMap<String, Waarde>);

impl Waarden {
    /// With a number more.
    #[must_use]
    pub fn getal(mut self, naam: &'static str, waarde: i64) -> Self {
        self.0.insert(naam.to_owned(), Waarde::Getal(waarde));
        self
    }

    /// With a count more.
    #[must_use]
    pub fn aantal(self, naam: &'static str, waarde: usize) -> Self {
        self.getal(naam, i64::try_from(waarde).unwrap_or(i64::MAX))
    }

    /// With a day more.
    #[must_use]
    pub fn dag(mut self, naam: &'static str, waarde: Date) -> Self {
        self.0.insert(naam.to_owned(), Waarde::Dag(waarde));
        self
    }

    /// With a word more.
    #[must_use]
    pub fn woord(mut self, naam: &'static str, waarde: &'static str) -> Self {
        self.0.insert(naam.to_owned(), Waarde::Woord(waarde.to_owned()));
        self
    }

    /// The figure with this name.
    pub fn get(&self, naam: &str) -> Option<&Waarde> {
        self.0.get(naam)
    }

    /// The number with this name; 0 when there is none.
    pub fn number(&self, naam: &str) -> i64 {
        match self.0.get(naam) {
            Some(Waarde::Getal(number)) => *number,
            Some(Waarde::Dag(_) | Waarde::Woord(_)) | None => 0,
        }
    }
}

/// Of which kind a fact in the evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Feitsoort {
    /// A zorgverlener.
    Zorgverlener,
    /// A budgethouder.
    Budgethouder,
    /// A grant.
    Toekenning,
    /// An agreement.
    Zorgovereenkomst,
    /// A claim as it was handed in.
    DeclaratieIngediend,
    /// What is due for a claim.
    DeclaratieVastgesteld,
    /// A payment.
    Betaling,
}

impl Feitsoort {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Zorgverlener,
        Self::Budgethouder,
        Self::Toekenning,
        Self::Zorgovereenkomst,
        Self::DeclaratieIngediend,
        Self::DeclaratieVastgesteld,
        Self::Betaling,
    ];

    /// As a column and the API write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zorgverlener => "zorgverlener",
            Self::Budgethouder => "budgethouder",
            Self::Toekenning => "toekenning",
            Self::Zorgovereenkomst => "zorgovereenkomst",
            Self::DeclaratieIngediend => "declaratieIngediend",
            Self::DeclaratieVastgesteld => "declaratieVastgesteld",
            Self::Betaling => "betaling",
        }
    }

    /// Reads a column.
    pub fn parse(code: &str) -> Result<Self, kernel::Fault> {
        Self::ALL
            .into_iter()
            .find(|soort| soort.code() == code)
            .ok_or(kernel::Fault::new("een soort feit"))
    }
}

/// One row of evidence: a fact, and the event that said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bewijs {
    /// What kind of fact.
    pub soort: Feitsoort,
    /// The aggregate.
    pub feit_id: Uuid,
    /// The state of it.
    pub versie: i64,
    /// The event.
    pub gebeurtenis_id: Uuid,
    /// Whose fact; absent for a fact about a person.
    pub verstrekker_id: Option<Uuid>,
    /// Who gives the care or is paid.
    pub zorgverlener_id: Option<Uuid>,
    /// Whose budget.
    pub budgethouder_id: Option<Uuid>,
    /// Eurocents.
    pub bedrag: Option<Euro>,
    /// The day it is about.
    pub datum: Option<Date>,
}

/// Rows of evidence, each fact once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bewijzen(BTreeMap<(Feitsoort, Uuid), Bewijs>);

impl Bewijzen {
    fn add(&mut self, soort: Feitsoort, feit_id: Uuid, herkomst: Herkomst) -> &mut Bewijs {
        self.0.entry((soort, feit_id)).or_insert(Bewijs {
            soort,
            feit_id,
            versie: herkomst.versie,
            gebeurtenis_id: herkomst.gebeurtenis_id,
            verstrekker_id: None,
            zorgverlener_id: None,
            budgethouder_id: None,
            bedrag: None,
            datum: None,
        })
    }

    /// Adds a claim: as handed in, and what is due.
    pub fn declaratie(&mut self, claim: &Declaratie) {
        let said = claim.ingediend.as_ref().map(|said| {
            let first = said.regels.iter().map(|regel| regel.van).min();
            let total = said.regels.iter().map(|regel| regel.bedrag).sum();
            (Feitsoort::DeclaratieIngediend, said.herkomst, total, first)
        });
        let due = claim.vastgesteld.as_ref().map(|due| {
            let first = due.regels.iter().map(|(_, maand, _)| *maand).min();
            (Feitsoort::DeclaratieVastgesteld, due.herkomst, due.totaal, first)
        });
        for (soort, herkomst, bedrag, datum) in said.into_iter().chain(due) {
            let row = self.add(soort, claim.id, herkomst);
            row.verstrekker_id = Some(claim.verstrekker_id);
            row.zorgverlener_id = Some(claim.zorgverlener_id);
            row.budgethouder_id = Some(claim.budgethouder_id);
            row.bedrag = Some(Euro::from_cents(bedrag));
            row.datum = datum;
        }
    }

    /// Adds a payment.
    pub fn betaling(&mut self, betaling: &Betaling) {
        let row = self.add(Feitsoort::Betaling, betaling.id, betaling.herkomst);
        row.verstrekker_id = Some(betaling.verstrekker_id);
        row.zorgverlener_id = Some(betaling.zorgverlener_id);
        row.bedrag = Some(Euro::from_cents(betaling.bedrag));
        row.datum = Some(betaling.datum);
    }

    /// Adds an agreement.
    pub fn overeenkomst(&mut self, one: &Overeenkomst) {
        let row = self.add(Feitsoort::Zorgovereenkomst, one.id, one.herkomst);
        row.verstrekker_id = one.regels.first().map(|regel| regel.verstrekker_id);
        row.zorgverlener_id = Some(one.zorgverlener_id);
        row.budgethouder_id = Some(one.budgethouder_id);
        row.datum = one.regels.iter().map(|regel| regel.van).min();
    }

    /// Adds a grant.
    pub fn toekenning(&mut self, one: &Toekenning) {
        let row = self.add(Feitsoort::Toekenning, one.id, one.herkomst);
        row.verstrekker_id = Some(one.verstrekker_id);
        row.budgethouder_id = Some(one.budgethouder_id);
        row.bedrag = Some(Euro::from_cents(one.potten.iter().map(|pot| pot.bedrag).sum()));
        row.datum = one.potten.iter().map(|pot| pot.van).min();
    }

    /// Adds what is known of a zorgverlener.
    pub fn zorgverlener(&mut self, one: Option<&Zorgverlener>) {
        if let Some(one) = one {
            let row = self.add(Feitsoort::Zorgverlener, one.id, one.herkomst);
            row.zorgverlener_id = Some(one.id);
        }
    }

    /// Adds what is known of a budgethouder.
    pub fn budgethouder(&mut self, one: Option<&Budgethouder>) {
        if let Some(one) = one {
            let row = self.add(Feitsoort::Budgethouder, one.id, one.herkomst);
            row.budgethouder_id = Some(one.id);
            row.datum = one.overlijdensdatum;
        }
    }

    /// Only these rows.
    #[must_use]
    pub fn only(&self, keep: &[Bewijs]) -> Self {
        Self(keep.iter().map(|row| ((row.soort, row.feit_id), row.clone())).collect())
    }

    /// The rows, by kind and id.
    pub fn rows(&self) -> impl Iterator<Item = &Bewijs> {
        self.0.values()
    }

    /// The rows as they are kept.
    pub fn into_rows(self) -> Vec<Bewijs> {
        self.0.into_values().collect()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A rule fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevinding {
    /// The bucket of time: a calendar year, or `doorlopend`.
    pub venster: String,
    /// The figures; all follow from the evidence.
    pub waarden: Waarden,
    /// Whom it is about: who gives the care or is paid.
    pub onderwerpen: BTreeSet<Uuid>,
    /// Who may have been harmed.
    pub benadeelden: BTreeSet<Uuid>,
    /// What it rests on.
    pub bewijs: Bewijzen,
}

/// What a rule answers of one hook in one window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uitslag {
    /// It fires.
    Bevinding(Bevinding),
    /// It might fire, but this is not known.
    NietTeBeoordelen {
        /// The bucket of time.
        venster: String,
        /// What is missing.
        ontbreekt: &'static str,
    },
}
