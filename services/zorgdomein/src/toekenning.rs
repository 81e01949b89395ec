//! A toekenning: the budget of one budgethouder under one law, granted by one verstrekker.
//!
//! A changed budget comes as a whole new budget that names the one it replaces (iPgb OP501). Here
//! the whole chain of such budgets is *one* toekenning with versions, and a pot keeps its identity
//! as long as its function and first day go on; so claims and the ledger keep pointing at the
//! same pot when an amount or an end date changes. Nothing is overwritten: what is known now is
//! the newest version, what was known then the newest version of that moment.

#![warn(clippy::arithmetic_side_effects)]

use contracts::{ToekenningStatus, ToekenningVastgesteld};
use jiff::civil::Date;
use kernel::{Euro, Id, Periode, Wet, Zorgfunctie};

use crate::persoon::Persoon;
use crate::verstrekker::Verstrekker;

pub mod bedragen;
pub mod flows;
pub mod http;
pub mod relaties;
pub mod store;
pub mod verschuiving;
pub mod wlz;

/// A toekenning as known at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toekenning {
    /// The whole chain of budgets that replaced one another.
    pub id: Id<Toekenning>,
    /// The law.
    pub wet: Wet,
    /// Who granted it.
    pub verstrekker: Id<Verstrekker>,
    /// Whose budget it is.
    pub budgethouder: Id<Persoon>,
    /// Whether anything of it holds.
    pub status: Status,
    /// How many budgets the chain has had; also the version of the last fact said.
    pub versie: i64,
    /// The row's version, for `ETag`.
    pub revisie: i64,
    /// Every pot that was ever there; withdrawn ones with amount 0. Ordered by function and first
    /// day.
    pub potten: Vec<Pot>,
}

/// Whether a toekenning holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// At least one pot holds an amount.
    Actief,
    /// Every pot has been withdrawn (iPgb OP505).
    Ingetrokken,
}

impl Status {
    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Actief => "actief",
            Self::Ingetrokken => "ingetrokken",
        }
    }

    /// The state with this code.
    pub fn parse(code: &str) -> Result<Self, kernel::Fault> {
        [Self::Actief, Self::Ingetrokken]
            .into_iter()
            .find(|status| status.code() == code)
            .ok_or(kernel::Fault::new("actief of ingetrokken"))
    }
}

/// One amount for one function in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pot {
    /// Stays the same while function and first day go on.
    pub id: Id<Pot>,
    /// For which function; 99 for all.
    pub zorgfunctie: Zorgfunctie,
    /// The days on which care may be paid from it.
    pub periode: Periode,
    /// Eurocents; 0 when withdrawn.
    pub bedrag: Euro,
    /// The part that needs no account, when there is one; at most `bedrag`.
    pub verantwoordingsvrij: Option<Euro>,
}

impl Pot {
    /// Whether care of this function on this day may be paid from this pot.
    pub fn fits(&self, zorgfunctie: &Zorgfunctie, day: Date) -> bool {
        self.bedrag > Euro::ZERO
            && self.periode.contains(day)
            && (self.zorgfunctie.is_totaal() || self.zorgfunctie == *zorgfunctie)
    }
}

/// What a message grants: the whole current situation of one budget, already judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Who grants.
    pub verstrekker: Id<Verstrekker>,
    /// To whom.
    pub budgethouder: Id<Persoon>,
    /// The law.
    pub wet: Wet,
    /// The parts; amount 0 withdraws.
    pub delen: Vec<Part>,
}

/// One part of what is granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The function.
    pub zorgfunctie: Zorgfunctie,
    /// Its days.
    pub periode: Periode,
    /// Eurocents; 0 withdraws.
    pub bedrag: Euro,
    /// The part that needs no account.
    pub verantwoordingsvrij: Option<Euro>,
}

/// The next state of a toekenning, with what is new in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The state.
    pub toekenning: Toekenning,
    /// Pots that did not exist before; they are in `toekenning.potten`.
    pub new_pots: Vec<Id<Pot>>,
    /// Pots this version speaks of.
    pub named_pots: Vec<Id<Pot>>,
}

impl Toekenning {
    /// The first budget of a new toekenning.
    pub fn open(id: Id<Self>, grant: Grant, new_id: &mut dyn FnMut() -> Id<Pot>) -> Next {
        let Grant { verstrekker, budgethouder, wet, delen } = grant;
        let empty = Self {
            id,
            wet,
            verstrekker,
            budgethouder,
            status: Status::Ingetrokken,
            versie: 0,
            revisie: 0,
            potten: Vec::new(),
        };
        empty.with(delen, new_id)
    }

    /// The next budget of the chain replaces the one before (OP501): its parts are the whole
    /// situation. A pot it does not name stays as it was: withdrawn earlier (TR562 saw to that).
    pub fn replace(self, delen: Vec<Part>, new_id: &mut dyn FnMut() -> Id<Pot>) -> Next {
        self.with(delen, new_id)
    }

    fn with(mut self, mut delen: Vec<Part>, new_id: &mut dyn FnMut() -> Id<Pot>) -> Next {
        // Of a withdrawal and a new amount from the same first day, the amount is what holds.
        delen.sort_by_key(|part| part.bedrag);
        let (mut new_pots, mut named_pots) = (Vec::new(), Vec::new());
        for Part { zorgfunctie, periode, bedrag, verantwoordingsvrij } in delen {
            let known = self
                .potten
                .iter_mut()
                .find(|pot| pot.zorgfunctie == zorgfunctie && pot.periode.van() == periode.van());
            let id = known.as_ref().map_or_else(&mut *new_id, |pot| pot.id);
            let pot = Pot { id, zorgfunctie, periode, bedrag, verantwoordingsvrij };
            if let Some(known) = known {
                *known = pot;
            } else {
                new_pots.push(id);
                self.potten.push(pot);
            }
            if !named_pots.contains(&id) {
                named_pots.push(id);
            }
        }
        self.potten.sort_by(|a, b| {
            (&a.zorgfunctie, a.periode.van()).cmp(&(&b.zorgfunctie, b.periode.van()))
        });
        let holds = self.potten.iter().any(|pot| pot.bedrag > Euro::ZERO);
        self.status = if holds { Status::Actief } else { Status::Ingetrokken };
        self.versie = self.versie.saturating_add(1);
        self.revisie = self.revisie.saturating_add(1);
        Next { toekenning: self, new_pots, named_pots }
    }

    /// What is said of it.
    pub fn fact(&self) -> ToekenningVastgesteld {
        ToekenningVastgesteld {
            toekenning_id: self.id.uuid(),
            wet: self.wet,
            verstrekker_id: self.verstrekker.uuid(),
            budgethouder_id: self.budgethouder.uuid(),
            status: match self.status {
                Status::Actief => ToekenningStatus::Actief,
                Status::Ingetrokken => ToekenningStatus::Ingetrokken,
            },
            potten: self.potten.iter().map(Pot::fact).collect(),
        }
    }
}

impl Pot {
    fn fact(&self) -> contracts::Pot {
        contracts::Pot {
            id: self.id.uuid(),
            zorgfunctie: self.zorgfunctie.clone(),
            periode: self.periode,
            bedrag: self.bedrag,
        }
    }
}

#[cfg(test)]
mod tests;
