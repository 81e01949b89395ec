//! What the engine reads: the claim, the agreement, persons, grants, earlier claims and rules.
#![warn(clippy::arithmetic_side_effects)]

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{AgbCode, Eenheid, Euro, Id, KvkNummer, Periode, Wet};
use uuid::Uuid;

use crate::declaratie::limieten::Limieten;
use crate::declaratie::opgave::Kostensoort;
use crate::declaratie::tarieven::Maxima;
use crate::declaratie::verdeling::Pot;
use crate::declaratie::{Declaratie, Indiening, Zorgdagen, waits};
use crate::omstandigheid::{Omstandigheid, Soort};
use crate::persoon::{Bevoegde, Persoon};
use crate::zorgovereenkomst::{Overeenkomstregel, Zorgovereenkomst};

/// All that is known of one claim when it is judged.
#[derive(Debug, Clone, Copy)]
pub struct Dossier<'a> {
    /// The claim.
    pub indiening: &'a Indiening,
    /// The day on which it was handed in, on the clock of the process.
    pub ingediend_op: Date,
    /// The day on which it is judged.
    pub vandaag: Date,
    /// Whether a person waits for the answer.
    pub wacht: Wacht,
    /// The agreement.
    pub overeenkomst: &'a Zorgovereenkomst,
    /// The budgethouder.
    pub budgethouder: &'a Budgethouder,
    /// The zorgverlener of the agreement.
    pub zorgverlener: &'a Zorgverlener,
    /// The pots of this budgethouder that hold.
    pub potten: &'a [Pot],
    /// What the read copy says may still be claimed, per pot.
    pub beschikbaar: &'a HashMap<Uuid, Euro>,
    /// Lines of earlier claims of the same pair that were not refused or withdrawn.
    pub eerdere: &'a [EerdereRegel],
    /// The claim that already bears this invoice number of this zorgverlener.
    pub zelfde_factuur: Option<Id<Declaratie>>,
    /// The laws under which this budgethouder ever had a grant.
    pub wetten: &'a [Wet],
    /// What happened to budgethouder and zorgverlener.
    pub omstandigheden: &'a [Omstandigheid],
    /// What people released on this claim.
    pub vrijgaven: &'a [Vrijgave],
}

impl Dossier<'_> {
    /// The periods of a circumstance of a person.
    pub(super) fn omstandig(
        &self,
        persoon: Uuid,
        soort: Soort,
    ) -> impl Iterator<Item = Periode> + '_ {
        self.omstandigheden
            .iter()
            .filter(move |own| own.persoon_id == persoon && own.soort == soort)
            .map(|own| own.periode)
    }
}

/// Whether a person waits for the answer: then a check of class B refuses and nothing is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wacht {
    /// Somebody can mend it at once.
    Wel,
    /// Nobody does.
    Niet,
}

impl Wacht {
    /// At the door of a claim.
    pub const fn of(entree: contracts::Entree) -> Self {
        if waits(entree) { Self::Wel } else { Self::Niet }
    }
}

/// A person looked at what a check found and let it pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vrijgave {
    /// The check.
    pub check: String,
    /// What it had found.
    pub gebrek: String,
    /// Who.
    pub door: String,
}

/// The rules as known now.
#[derive(Debug, Clone, Copy)]
pub struct Regels<'a> {
    /// Maximum rates.
    pub maxima: &'a Maxima,
    /// Limits.
    pub limieten: &'a Limieten,
}

/// What the engine reads of a budgethouder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Budgethouder {
    /// Who may hand in claims, and on which days: the budgethouder and representatives.
    pub bevoegden: Vec<(Uuid, Periode)>,
    /// Day of death, where the register knows it.
    pub overleden_op: Option<Date>,
}

impl Budgethouder {
    /// Who manages the budget on a day, from the representatives of that day. A wettelijk
    /// vertegenwoordiger (iPgb COD473 3 and 10) or gewaarborgde hulp (4) does it in the place of
    /// the budgethouder, a gemachtigde (2 and 9) beside him.
    pub fn managed_by(budgethouder: Id<Persoon>, bevoegden: &[Bevoegde], dag: Date) -> Self {
        let may_pay = || bevoegden.iter().filter(|own| own.soort.financieel());
        let replaced = may_pay().any(|own| matches!(own.soort.code(), 3 | 4 | 10));
        let himself = (!replaced).then(|| budgethouder.uuid());
        let others = may_pay().filter_map(|own| Some(own.persoon?.uuid()));
        let bevoegden = himself.into_iter().chain(others).map(|id| (id, Periode::day(dag)));
        Self { bevoegden: bevoegden.collect(), overleden_op: None }
    }
}

/// What the engine reads of a zorgverlener. Person and account are keyed references.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zorgverlener {
    /// Reference to the BSN, of a person.
    pub bsn_ref: Option<String>,
    /// Registration of a firm.
    pub kvk_nummer: Option<KvkNummer>,
    /// Reference to the account.
    pub iban_ref: Option<String>,
    /// Registration as care provider.
    pub agb_code: Option<AgbCode>,
    /// The payment details money goes to.
    pub betaalgegevens_id: Uuid,
    /// When the account was changed last; absent for the first one.
    pub rekening_gewijzigd_op: Option<Date>,
    /// Day of death, where the register knows it.
    pub overleden_op: Option<Date>,
}

/// A line of an earlier claim.
#[derive(Debug, Clone, PartialEq)]
pub struct EerdereRegel {
    /// The claim.
    pub declaratie_id: Id<Declaratie>,
    /// The agreement it rests on.
    pub zorgovereenkomst_id: Id<Zorgovereenkomst>,
    /// The door it came in by.
    pub entree: contracts::Entree,
    /// What kind of cost.
    pub kostensoort: Kostensoort,
    /// The unit.
    pub eenheid: Eenheid,
    /// The line of the agreement.
    pub regel_id: Id<Overeenkomstregel>,
    /// The law.
    pub wet: Wet,
    /// The days of care.
    pub dagen: Zorgdagen,
    /// Hours that were allowed, hundredths; 0 for a unit without hours.
    pub uren: i64,
    /// Hours on which day, where the claim said so.
    pub uren_per_dag: Vec<(Date, i64)>,
}
