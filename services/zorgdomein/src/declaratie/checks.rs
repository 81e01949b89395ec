//! The check engine: one list of checks, run the same way for every door.
//!
//! A check looks at a [`Dossier`] and notes an [`Uitkomst`] for each line, or one for the claim.
//! It notes nothing when it does not apply: the law is not its law, or a fact it needs was not
//! given and need not be.
#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::Aantal;

use super::catalogus::{Check, Feit, Feiten, Gebrek, Klasse, Reikwijdte};
use super::verdeling::{Verdeling, Zorg};
use super::{Dag, Indieningsregel, Zorgdagen};
use crate::zorgovereenkomst::Overeenkomstregel;

pub use dossier::{Budgethouder, Dossier, EerdereRegel, Regels, Vrijgave, Wacht, Zorgverlener};

pub mod dossier;
pub mod dubbel;
pub mod kosten;
pub mod omstandigheden;
pub mod overeenkomst;
pub mod personen;
#[cfg(test)]
pub(crate) mod proef;
pub mod rekenen;
pub mod tijd;
pub mod toekenning;
pub mod uitsluiting;
pub mod werktijd;

/// Every entry of the catalogue, former versions included.
pub static CATALOGUS: &[&Check] = &[
    &personen::D_01,
    &personen::D_02,
    &personen::D_03,
    &personen::D_04,
    &personen::D_06,
    &omstandigheden::D_07,
    &omstandigheden::D_08,
    &omstandigheden::D_10,
    &personen::D_12,
    &kosten::D_13,
    &toekenning::D_20,
    &toekenning::D_21,
    &toekenning::D_22,
    &toekenning::D_23,
    &omstandigheden::D_24,
    &omstandigheden::D_25,
    &omstandigheden::D_26,
    &omstandigheden::D_27,
    &kosten::D_28,
    &overeenkomst::D_30,
    &overeenkomst::D_31,
    &overeenkomst::D_32,
    &overeenkomst::D_33,
    &rekenen::D_34,
    &rekenen::D_36,
    &kosten::D_38,
    &werktijd::D_39,
    &overeenkomst::D_40,
    &tijd::D_41,
    &tijd::D_42,
    &tijd::D_43,
    &tijd::D_44,
    &werktijd::D_45,
    &omstandigheden::D_48,
    &kosten::D_54,
    &kosten::D_58,
    &kosten::D_59,
    &dubbel::D_60,
    &dubbel::D_61,
    &dubbel::D_62,
    &dubbel::D_63,
    &omstandigheden::D_64,
    &kosten::D_69,
];

/// Every check, in the order in which outcomes are told; D-63 is found with D-60.
const CHECKS: [fn(&mut Oordeel<'_, '_>); 42] = [
    personen::d_01,
    personen::d_02,
    personen::d_03,
    personen::d_04,
    personen::d_06,
    omstandigheden::d_07,
    omstandigheden::d_08,
    omstandigheden::d_10,
    personen::d_12,
    kosten::d_13,
    toekenning::d_20,
    toekenning::d_21,
    toekenning::d_22,
    toekenning::d_23,
    omstandigheden::d_24,
    omstandigheden::d_25,
    omstandigheden::d_26,
    omstandigheden::d_27,
    kosten::d_28,
    overeenkomst::d_30,
    overeenkomst::d_31,
    overeenkomst::d_32,
    overeenkomst::d_33,
    rekenen::d_34,
    rekenen::d_36,
    kosten::d_38,
    werktijd::d_39,
    overeenkomst::d_40,
    tijd::d_41,
    tijd::d_42,
    tijd::d_43,
    tijd::d_44,
    werktijd::d_45,
    omstandigheden::d_48,
    kosten::d_54,
    kosten::d_58,
    kosten::d_59,
    dubbel::d_60,
    dubbel::d_61,
    dubbel::d_62,
    omstandigheden::d_64,
    kosten::d_69,
];

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
            let uitgesloten = uitsluiting::dagen(dossier, regel, regels.limieten);
            let zorg = Zorg { uitgesloten: &uitgesloten, ..regel.zorg() };
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
        let (regel_id, dagen) = (self.regel_id, self.periode);
        Zorg { regel_id, dagen, per_dag: &self.dagen, uitgesloten: &[] }
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
        let klasse = gebrek.map_or(Klasse::Goed, |gebrek| match self.dossier.wacht {
            Wacht::Wel => gebrek.wachtend,
            Wacht::Niet => gebrek.anders,
        });
        let released = gebrek.is_some_and(|gebrek| self.released(check, gebrek));
        let klasse = match klasse {
            Klasse::U | Klasse::H if released => Klasse::S,
            Klasse::Goed | Klasse::S | Klasse::H | Klasse::U | Klasse::A | Klasse::B => klasse,
        };
        self.uitkomsten.push(Uitkomst { check, gebrek, klasse, regel, feiten, overuren: 0 });
    }
}

impl Oordeel<'_, '_> {
    /// Whether enough people let this pass: two different ones for a large amount, else one.
    fn released(&self, check: &Check, gebrek: &Gebrek) -> bool {
        let mut by: Vec<&str> = self
            .dossier
            .vrijgaven
            .iter()
            .filter(|own| own.check == check.id && own.gebrek == gebrek.code)
            .map(|own| own.door.as_str())
            .collect();
        by.sort_unstable();
        by.dedup();
        by.len() >= vrijgevers(check.id, gebrek.code)
    }
}

/// How many different people must release what a check found (pgb:D-69).
pub fn vrijgevers(check: &str, gebrek: &str) -> usize {
    let large = check == kosten::D_69.id && gebrek == kosten::GROOT_BEDRAG.code;
    if large { 2 } else { 1 }
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
