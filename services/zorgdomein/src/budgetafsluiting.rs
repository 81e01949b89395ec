//! Budget closings (iPgb 507): what was spent of a functiebudget, told to who granted it.
//!
//! Each version of a toekenning plans when its pots must be looked at: some weeks after the period
//! ends (reason 1), after a year that a budget of a gemeente crosses (2), and the day after a change
//! that may leave spending uncovered (3). On that day the figures are those payout last told; a
//! pot that payout has not spoken of waits. The answer (508) is kept beside the message.
//!
//! Reason 2 tells what has been spent so far: the ledger keeps no spending per year of a pot.

#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};
use kernel::{Euro, Id, Periode, Wet, Zorgfunctie};

use crate::toekenning::{Pot, Toekenning};

pub mod flows;
pub mod http;
pub mod store;
pub mod xml;

/// Why a budget is closed (PGB507).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reden {
    /// The period of the functiebudget ended.
    Einde,
    /// A calendar year ended that the budget crosses (Wmo and Jeugdwet only).
    Jaareinde,
    /// More was spent than a later decision covers.
    Conflict,
}

impl Reden {
    /// The code in the list.
    pub const fn code(self) -> u8 {
        match self {
            Self::Einde => 1,
            Self::Jaareinde => 2,
            Self::Conflict => 3,
        }
    }

    /// The reason with this code.
    pub fn of_code(code: i16) -> Result<Self, kernel::Fault> {
        [Self::Einde, Self::Jaareinde, Self::Conflict]
            .into_iter()
            .find(|reden| i16::from(reden.code()) == code)
            .ok_or(kernel::Fault::new("een reden van 1 tot en met 3"))
    }
}

/// How long after the cause a closing is sent; data with a validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Termijnen {
    /// Days after the last day of the period.
    pub einde: i32,
    /// Days after 31 December.
    pub jaareinde: i32,
    /// Days after a message that may conflict.
    pub conflict: i32,
    /// Whether a day in the weekend moves to Monday.
    pub weekend: Weekend,
}

/// What happens to a day in the weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weekend {
    /// It stays.
    Blijft,
    /// It moves to Monday.
    Maandag,
}

impl Termijnen {
    fn after(self, day: Date, days: i32) -> Date {
        let due = day.saturating_add(Span::new().days(days));
        let move_on = match (self.weekend, due.weekday()) {
            (Weekend::Maandag, Weekday::Saturday) => 2,
            (Weekend::Maandag, Weekday::Sunday) => 1,
            _ => 0,
        };
        due.saturating_add(move_on.days())
    }
}

/// When a pot must be looked at, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Afspraak {
    /// The pot.
    pub pot: Id<Pot>,
    /// Why.
    pub reden: Reden,
    /// The day that causes it.
    pub aanleiding: Date,
    /// When.
    pub op: Date,
}

/// What must be looked at after this version of a toekenning, which was sent on `day`. `before` is
/// the version it replaces, `named` are the pots it speaks of.
pub fn plan(
    before: Option<&Toekenning>,
    after: &Toekenning,
    named: &[Id<Pot>],
    (day, termijnen): (Date, Termijnen),
) -> Vec<Afspraak> {
    let mut planned = Vec::new();
    for pot in after.potten.iter().filter(|pot| named.contains(&pot.id)) {
        let old = before.and_then(|before| before.potten.iter().find(|old| old.id == pot.id));
        let mut add = |reden, aanleiding, from, days| {
            let op = termijnen.after(from, days).max(day);
            planned.push(Afspraak { pot: pot.id, reden, aanleiding, op });
        };
        if old.is_some_and(|old| is_cut(old, pot)) {
            add(Reden::Conflict, day, day, termijnen.conflict);
        }
        let Some(end) = pot.periode.tot().filter(|_| pot.bedrag > Euro::ZERO) else { continue };
        // Shortened to a day before the message: the term counts from the message.
        let shortened = old.and_then(|old| old.periode.tot()).is_some_and(|was| was > end);
        let from = if shortened { end.max(day) } else { end };
        add(Reden::Einde, end, from, termijnen.einde);
        if matches!(after.wet, Wet::Wmo | Wet::Jw) {
            for year in pot.periode.van().year()..end.year() {
                let last = date(year, 12, 31);
                add(Reden::Jaareinde, last, last, termijnen.jaareinde);
            }
        }
    }
    planned
}

/// Whether less is covered than before: lower, ended earlier, or withdrawn.
fn is_cut(old: &Pot, new: &Pot) -> bool {
    let last = |pot: &Pot| pot.periode.tot().unwrap_or(Date::MAX);
    new.bedrag < old.bedrag || last(new) < last(old)
}

/// What a pot held since one version of its toekenning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// The budget it was part of.
    pub budget_identificatie: String,
    /// Its days.
    pub periode: Periode,
    /// Eurocents granted.
    pub bedrag: Euro,
}

/// What was paid from a pot, as payout last told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Besteding {
    /// Booked by the bank.
    pub besteed: Euro,
    /// Paid without right any more, not yet back.
    pub terug_te_vorderen: Euro,
}

/// A line of a 507.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regel {
    /// The pot.
    pub pot: Id<Pot>,
    /// Why.
    pub reden: Reden,
    /// The budget under which it was spent lawfully (OP523).
    pub budget_identificatie: String,
    /// Its function.
    pub zorgfunctie: Zorgfunctie,
    /// The period of the functiebudget (OP528).
    pub van: Date,
    /// Its last day.
    pub tot: Date,
    /// Eurocents spent, without sickness pay and voluntary deposits (OP524).
    pub besteed: Euro,
    /// Eurocents of it without account; empty in the Wlz (CS501) and as long as payout does not
    /// tell.
    pub verantwoordingsvrij_besteed: Option<Euro>,
    /// Eurocents of sickness pay, once payout tells.
    pub ziekengeld: Option<Euro>,
}

/// The line that must be told of a pot on its day; `None` when there is nothing to tell. `standen`
/// are all versions of the pot, the newest last.
pub fn close(
    (pot, zorgfunctie): (Id<Pot>, &Zorgfunctie),
    (reden, aanleiding): (Reden, Date),
    standen: &[Stand],
    besteding: Besteding,
) -> Option<Regel> {
    let newest = standen.last()?;
    let paid = besteding.besteed.checked_add(besteding.terug_te_vorderen)?;
    let (stand, besteed) = match reden {
        Reden::Einde => {
            let same = newest.periode.tot() == Some(aanleiding) && newest.bedrag > Euro::ZERO;
            (Some(newest).filter(|_| same)?, paid.min(newest.bedrag))
        }
        Reden::Jaareinde => {
            let crosses = newest.periode.contains(aanleiding)
                && newest.periode.tot() != Some(aanleiding)
                && newest.bedrag > Euro::ZERO;
            (Some(newest).filter(|_| crosses)?, paid.min(newest.bedrag))
        }
        Reden::Conflict => {
            let uncovered = paid > newest.bedrag || besteding.terug_te_vorderen > Euro::ZERO;
            (lawful(standen, paid).filter(|_| uncovered)?, paid)
        }
    };
    Some(Regel {
        pot,
        reden,
        budget_identificatie: stand.budget_identificatie.clone(),
        zorgfunctie: zorgfunctie.clone(),
        van: stand.periode.van(),
        tot: stand.periode.tot()?,
        besteed,
        verantwoordingsvrij_besteed: None,
        ziekengeld: None,
    })
}

/// The last version before the newest that covers what was paid, else the one that covers most.
fn lawful(standen: &[Stand], paid: Euro) -> Option<&Stand> {
    let (_, earlier) = standen.split_last()?;
    earlier
        .iter()
        .rev()
        .find(|stand| stand.bedrag >= paid)
        .or_else(|| earlier.iter().max_by_key(|stand| stand.bedrag))
}

/// A 507 as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afsluiting {
    /// Sender code of the verstrekker who gets it.
    pub ontvanger: String,
    /// Our own number.
    pub identificatie: String,
    /// Its day.
    pub dagtekening: Date,
    /// BSN of the budgethouder.
    pub bsn: kernel::Bsn,
    /// At least one.
    pub regels: Vec<Regel>,
}

#[cfg(test)]
mod tests;
