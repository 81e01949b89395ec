//! The agreement as a rule sees it: every read of a fact, a figure or another rule is recorded, so
//! that what a finding says it rests on cannot lie.

use std::cell::RefCell;

use contracts::labour::Feit;
use jiff::civil::Date;
use kernel::SoortOvereenkomst;

use super::gegeven::{Gegeven, Lijst};
use super::oordeel::{Letter, Stop};
use super::parameter::{Kennis, Rij, Sleutel, Tabel};
use super::regel::Anker;
use super::waarde::{NaarWaarde, Waarde};
use super::{Modus, Vraag};

/// A fact that was read. `None` as value: unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GelezenFeit {
    /// Id of the fact.
    pub id: &'static str,
    /// Its value.
    pub waarde: Option<Waarde>,
}

/// A figure that was read for a day. `None` as row: there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GelezenParameter {
    /// Name of the series.
    pub sleutel: Sleutel,
    /// The day of law.
    pub dag: Date,
    /// The row that was given.
    pub rij: Option<&'static Rij>,
}

/// All reads of one evaluation, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Lezingen {
    /// Facts.
    pub feiten: Vec<GelezenFeit>,
    /// Figures.
    pub parameters: Vec<GelezenParameter>,
    /// Other rules.
    pub regels: Vec<&'static str>,
}

/// How far each list of [`Lezingen`] had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stand {
    /// Facts.
    pub feiten: usize,
    /// Figures.
    pub parameters: usize,
    /// Other rules.
    pub regels: usize,
}

/// One agreement to be judged.
#[derive(Debug)]
pub struct Zaak<'a> {
    vraag: &'a Vraag<'a>,
    tabel: &'a Tabel,
    lezingen: RefCell<Lezingen>,
    letters: RefCell<Vec<(&'static str, Letter)>>,
}

impl<'a> Zaak<'a> {
    pub(super) fn new(vraag: &'a Vraag<'a>, tabel: &'a Tabel, rules: usize) -> Self {
        let lezingen = Lezingen {
            feiten: Vec::with_capacity(rules.saturating_mul(6)),
            parameters: Vec::with_capacity(64),
            regels: Vec::with_capacity(16),
        };
        Self {
            vraag,
            tabel,
            lezingen: RefCell::new(lezingen),
            letters: RefCell::new(Vec::with_capacity(rules)),
        }
    }

    pub(super) fn stand(&self) -> Stand {
        let lezingen = self.lezingen.borrow();
        Stand {
            feiten: lezingen.feiten.len(),
            parameters: lezingen.parameters.len(),
            regels: lezingen.regels.len(),
        }
    }

    pub(super) fn note(&self, regel: &'static str, letter: Letter) {
        self.letters.borrow_mut().push((regel, letter));
    }

    pub(super) fn into_lezingen(self) -> Lezingen {
        self.lezingen.into_inner()
    }

    /// A fact with its three values.
    pub fn lees<T: NaarWaarde>(&self, gegeven: &Gegeven<T>) -> Feit<T> {
        let feit = (gegeven.lees)(self.vraag.feiten);
        let waarde = match feit {
            Feit::Onbekend => None,
            Feit::NietAfgesproken => Some(Waarde::Niets),
            Feit::Bekend(value) => Some(value.waarde()),
        };
        self.lezingen.borrow_mut().feiten.push(GelezenFeit { id: gegeven.id, waarde });
        feit
    }

    /// A fact the rule cannot do without: unknown or not there ends at a person.
    pub fn nodig<T: NaarWaarde>(&self, gegeven: &Gegeven<T>) -> Result<T, Stop> {
        self.lees(gegeven).bekend().ok_or(Stop::Ontbreekt(gegeven.naam, gegeven.sinds))
    }

    /// A clause: what is not there, or not said, is not agreed, and the statute fills in.
    pub fn beding<T: NaarWaarde>(&self, gegeven: &Gegeven<T>) -> Option<T> {
        self.lees(gegeven).bekend()
    }

    /// A list of facts. The receipt holds how many there are; the hash over all facts the rest.
    pub fn lijst<T>(&self, lijst: &Lijst<T>) -> &'a [T] {
        let items = (lijst.lees)(self.vraag.feiten);
        let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let waarde = Some(Waarde::Getal(count));
        self.lezingen.borrow_mut().feiten.push(GelezenFeit { id: lijst.id, waarde });
        items
    }

    /// The kind of agreement.
    pub fn soort(&self) -> SoortOvereenkomst {
        let soort = self.vraag.feiten.soort;
        let waarde = Some(soort.waarde());
        self.lezingen.borrow_mut().feiten.push(GelezenFeit { id: "soort", waarde });
        soort
    }

    /// The figure of a day, as known.
    pub fn parameter(&self, sleutel: Sleutel, dag: Date) -> Option<&'static Rij> {
        let rij = self.tabel.op(sleutel, dag, self.kennis());
        self.lezingen.borrow_mut().parameters.push(GelezenParameter { sleutel, dag, rij });
        rij
    }

    /// The figure of a day; a missing one ends at a person.
    pub fn nodige_parameter(&self, sleutel: Sleutel, dag: Date) -> Result<&'static Rij, Stop> {
        let naam = self.tabel.reeks(sleutel).map_or(sleutel.0, |reeks| reeks.naam);
        self.parameter(sleutel, dag).ok_or(Stop::ParameterOntbreekt(naam))
    }

    /// The next known step of a figure after a day.
    pub fn volgende_parameter(&self, sleutel: Sleutel, na: Date) -> Option<&'static Rij> {
        let rij = self.tabel.volgende(sleutel, na, self.kennis());
        let dag = rij.map_or(na, |rij| rij.van);
        self.lezingen.borrow_mut().parameters.push(GelezenParameter { sleutel, dag, rij });
        rij
    }

    /// What another rule derives; when that is open, so is this.
    pub fn afgeleid<T>(
        &self,
        regel: &'static str,
        derive: impl FnOnce(&Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.lezingen.borrow_mut().regels.push(regel);
        derive(self).map_err(|stop| match stop {
            Stop::Ontbreekt(_, sinds) if sinds > self.vraag.feiten.formulier => stop,
            Stop::Ontbreekt(..) | Stop::ParameterOntbreekt(_) => Stop::HangtAfVan(regel),
            Stop::NietVanToepassing | Stop::HangtAfVan(_) => stop,
        })
    }

    /// What a rule that stands earlier in the table came to; `None` when it was not in force.
    pub fn uitkomst_van(&self, regel: &'static str) -> Option<Letter> {
        self.lezingen.borrow_mut().regels.push(regel);
        let letters = self.letters.borrow();
        letters.iter().rev().find(|(id, _)| *id == regel).map(|(_, letter)| *letter)
    }

    /// Rules and figures published later do not exist; also the day of the decision.
    pub const fn kennisdatum(&self) -> Date {
        self.vraag.kennisdatum
    }

    /// The (first) day that an anchor names in this agreement.
    pub fn rechtsdatum(&self, anker: Anker) -> Date {
        self.vraag.days(anker).0
    }

    /// Whether the agreement was approved under older law.
    pub fn bestaand(&self) -> bool {
        self.vraag.modus == Modus::Bestaand
    }

    const fn kennis(&self) -> Kennis {
        Kennis {
            op: self.vraag.kennisdatum,
            uitgave: self.vraag.uitgave,
            wetsvoorstellen: self.vraag.wetsvoorstellen,
        }
    }
}
