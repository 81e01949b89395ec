//! The check engine: one list of checks, run the same way for every door.
//!
//! A check looks at a [`Dossier`] and notes an [`Uitkomst`] for each line, or one for the claim.
//! It notes nothing when it does not apply: the law is not its law, or a fact it needs was not
//! given and need not be.
#![warn(clippy::arithmetic_side_effects)]

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{Aantal, Euro, Id, KvkNummer, Periode, Wet};
use uuid::Uuid;

use super::catalogus::{Check, Feit, Feiten, Gebrek, Klasse, Reikwijdte};
use super::limieten::Limieten;
use super::tarieven::Maxima;
use super::verdeling::{Pot, Verdeling, Zorg};
use super::{Dag, Declaratie, Indiening, Indieningsregel, Zorgdagen, waits};
use crate::persoon::{Bevoegde, Persoon};
use crate::zorgovereenkomst::{Overeenkomstregel, Zorgovereenkomst};

pub mod dubbel;
pub mod overeenkomst;
pub mod personen;
#[cfg(test)]
pub(crate) mod proef;
pub mod rekenen;
pub mod tijd;
pub mod toekenning;

/// Every entry of the catalogue, former versions included.
pub static CATALOGUS: &[&Check] = &[
    &personen::D_01,
    &personen::D_02,
    &personen::D_03,
    &personen::D_04,
    &toekenning::D_20,
    &toekenning::D_21,
    &toekenning::D_22,
    &toekenning::D_23,
    &overeenkomst::D_30,
    &overeenkomst::D_31,
    &overeenkomst::D_32,
    &overeenkomst::D_33,
    &rekenen::D_34,
    &rekenen::D_36,
    &overeenkomst::D_40,
    &tijd::D_41,
    &tijd::D_42,
    &tijd::D_43,
    &tijd::D_44,
    &dubbel::D_60,
    &dubbel::D_61,
];

/// Every check, in the order in which outcomes are told.
const CHECKS: [fn(&mut Oordeel<'_, '_>); 21] = [
    personen::d_01,
    personen::d_02,
    personen::d_03,
    personen::d_04,
    toekenning::d_20,
    toekenning::d_21,
    toekenning::d_22,
    toekenning::d_23,
    overeenkomst::d_30,
    overeenkomst::d_31,
    overeenkomst::d_32,
    overeenkomst::d_33,
    rekenen::d_34,
    rekenen::d_36,
    overeenkomst::d_40,
    tijd::d_41,
    tijd::d_42,
    tijd::d_43,
    tijd::d_44,
    dubbel::d_60,
    dubbel::d_61,
];

/// All that is known of one claim when it is judged.
#[derive(Debug, Clone, Copy)]
pub struct Dossier<'a> {
    /// The claim.
    pub indiening: &'a Indiening,
    /// The day on which it was handed in, on the clock of the process.
    pub ingediend_op: Date,
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
        Self { bevoegden: bevoegden.collect() }
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
    /// The payment details money goes to.
    pub betaalgegevens_id: Uuid,
}

/// A line of an earlier claim.
#[derive(Debug, Clone, PartialEq)]
pub struct EerdereRegel {
    /// The claim.
    pub declaratie_id: Id<Declaratie>,
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

/// What one check found on one claim or line.
#[derive(Debug, Clone, PartialEq)]
pub struct Uitkomst {
    /// The check.
    pub check: &'static Check,
    /// What was wrong; absent is nothing.
    pub gebrek: Option<&'static Gebrek>,
    /// The class at this door.
    pub klasse: Klasse,
    /// Place of the line, from 0; absent for the whole claim.
    pub regel: Option<usize>,
    /// What was compared.
    pub feiten: Feiten,
    /// Hours above a limit, hundredths of an hour.
    pub overuren: i64,
}

impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.versie == other.versie
    }
}

/// One line as the checks see it.
#[derive(Debug, Clone)]
pub struct Regelbeeld<'a> {
    /// The line.
    pub regel: &'a Indieningsregel,
    /// What was agreed, on any day; absent when the agreement has no such line.
    pub afspraak: Option<&'a Overeenkomstregel>,
    /// Its stretches of days; absent when the agreement has no such line.
    pub verdeling: Option<Verdeling>,
}

/// The engine at work on one claim.
#[derive(Debug)]
pub struct Oordeel<'d, 'a> {
    /// What is known.
    pub(super) dossier: &'d Dossier<'a>,
    /// The rules.
    pub(super) regels: Regels<'a>,
    /// The lines.
    pub(super) beelden: Vec<Regelbeeld<'a>>,
    /// What was found so far.
    pub(super) uitkomsten: Vec<Uitkomst>,
}

/// Judges one claim: every check in its order, and the lines divided by days.
pub fn check<'a>(
    dossier: &Dossier<'a>,
    regels: Regels<'a>,
) -> (Vec<Uitkomst>, Vec<Regelbeeld<'a>>) {
    let beelden: Vec<_> = dossier
        .indiening
        .regels
        .iter()
        .map(|regel| {
            let zorg = regel.zorg();
            Regelbeeld {
                regel,
                afspraak: dossier.overeenkomst.rijen(regel.regel_id).next(),
                verdeling: Verdeling::of(zorg, dossier.overeenkomst, dossier.potten, regels.maxima),
            }
        })
        .collect();
    let uitkomsten = Vec::with_capacity(beelden.len().saturating_mul(CHECKS.len()));
    let mut oordeel = Oordeel { dossier, regels, beelden, uitkomsten };
    for check in CHECKS {
        check(&mut oordeel);
    }
    (oordeel.uitkomsten, oordeel.beelden)
}

impl Indieningsregel {
    /// The days and quantities of this line.
    pub fn zorg(&self) -> Zorg<'_> {
        Zorg { regel_id: self.regel_id, dagen: self.periode, per_dag: &self.dagen }
    }

    /// Hours on each day where the claim says so, hundredths.
    pub(crate) fn uren_per_dag(&self) -> Vec<(Date, i64)> {
        let hours = self.eenheid.hours().unwrap_or(0);
        let of = |dag: &Dag| (dag.datum, dag.aantal.hundredths().saturating_mul(hours));
        self.dagen.iter().map(of).collect()
    }
}

impl<'a> Oordeel<'_, 'a> {
    /// Runs a check on each line that the agreement knows and whose law is a law of the check.
    /// The check gives the facts, and what is wrong if something is.
    fn each_line(
        &mut self,
        check: &'static Check,
        judge: impl Fn(
            &Dossier<'a>,
            &Regelbeeld<'a>,
            &Overeenkomstregel,
            &Verdeling,
        ) -> Option<(Option<&'static Gebrek>, Feiten)>,
    ) {
        for place in 0..self.beelden.len() {
            let Some(beeld) = self.beelden.get(place) else { continue };
            let (Some(afspraak), Some(verdeling)) = (beeld.afspraak, &beeld.verdeling) else {
                continue;
            };
            if !check.wetten.contains(&afspraak.wet) {
                continue;
            }
            if let Some((gebrek, feiten)) = judge(self.dossier, beeld, afspraak, verdeling) {
                self.note(check, gebrek, Some(place), feiten);
            }
        }
    }

    /// Notes an outcome, in the class of this door.
    fn note(
        &mut self,
        check: &'static Check,
        gebrek: Option<&'static Gebrek>,
        regel: Option<usize>,
        feiten: Feiten,
    ) {
        let klasse = gebrek.map_or(Klasse::Goed, |gebrek| {
            if waits(self.dossier.indiening.entree) { gebrek.wachtend } else { gebrek.anders }
        });
        self.uitkomsten.push(Uitkomst { check, gebrek, klasse, regel, feiten, overuren: 0 });
    }
}

impl Uitkomst {
    /// Whether it refuses what `reikwijdte` says.
    pub fn refuses(&self, reikwijdte: Reikwijdte) -> bool {
        matches!(self.klasse, Klasse::A | Klasse::B)
            && self.gebrek.is_some_and(|gebrek| gebrek.reikwijdte == reikwijdte)
    }

    /// The explanation for the budgethouder, Dutch at level B1.
    pub fn toelichting(&self) -> String {
        let template = self.gebrek.map_or(self.check.goed, |gebrek| gebrek.tekst);
        super::catalogus::render(template, |name| {
            self.feiten.iter().find(|(key, _)| *key == name).map(|(_, feit)| feit.clone())
        })
    }
}

/// The days of a line as facts.
fn days(dagen: Zorgdagen) -> [(&'static str, Feit); 2] {
    [("begindatum", Feit::Dag(dagen.van())), ("einddatum", Feit::Dag(dagen.tot()))]
}

/// A quantity in hundredths of an hour as a fact.
fn uren(hundredths: i64) -> Feit {
    Aantal::from_hundredths(hundredths).map_or(Feit::Getal(hundredths), Feit::Aantal)
}
