//! The decision on a claim: what the outcomes of the checks mean for each line and for the whole.
#![warn(clippy::arithmetic_side_effects)]

use kernel::{Aantal, Euro};

use super::Status;
use super::catalogus::{Klasse, Reikwijdte};
use super::checks::{Dossier, Regelbeeld, Regels, Uitkomst, check};
use super::verdeling::Verschuldigd;

/// What becomes of a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Besluit {
    /// A person waits and a check of class B says no: nothing is stored.
    Geweigerd(Vec<Uitkomst>),
    /// The claim is stored with this decision.
    Genomen(Beslissing),
}

/// A decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Beslissing {
    /// Where the claim stands.
    pub status: Status,
    /// What is due now.
    pub verschuldigd: Euro,
    /// What each check found.
    pub uitkomsten: Vec<Uitkomst>,
    /// Each line, in the order of the claim.
    pub regels: Vec<Regelbesluit>,
}

/// The decision on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regelbesluit {
    /// How much of the quantity counts: less than claimed where hours are above a limit, nothing
    /// where the line is refused.
    pub aantal_toegekend: Aantal,
    /// What is due now, per pot and month.
    pub verschuldigd: Vec<Verschuldigd>,
}

impl Regelbesluit {
    /// What is due for the line.
    pub fn totaal(&self) -> Euro {
        self.verschuldigd.iter().map(|part| part.bedrag).sum()
    }
}

/// Judges and decides one claim.
pub fn decide(dossier: &Dossier<'_>, regels: Regels<'_>) -> Besluit {
    let (uitkomsten, beelden) = check(dossier, regels);
    if uitkomsten.iter().any(|uitkomst| uitkomst.klasse == Klasse::B) {
        return Besluit::Geweigerd(uitkomsten);
    }
    let whole_refused = uitkomsten.iter().any(|u| u.refuses(Reikwijdte::Declaratie));
    let mut lines: Vec<Regelbesluit> = beelden
        .iter()
        .enumerate()
        .map(|(place, beeld)| {
            let refused = whole_refused
                || uitkomsten
                    .iter()
                    .any(|u| u.regel == Some(place) && u.refuses(Reikwijdte::Regel));
            if refused { Regelbesluit::default() } else { allowed(place, beeld, &uitkomsten) }
        })
        .collect();

    let anything = lines.iter().any(|line| line.aantal_toegekend > Aantal::ZERO);
    let any = |klasse| uitkomsten.iter().any(|uitkomst: &Uitkomst| uitkomst.klasse == klasse);
    let status = if !anything {
        Status::Afgekeurd
    } else if any(Klasse::U) {
        Status::Uitval
    } else if any(Klasse::H) {
        Status::Aangehouden
    } else {
        Status::Goedgekeurd
    };
    if status != Status::Goedgekeurd {
        for line in &mut lines {
            line.verschuldigd.clear();
        }
    }
    let verschuldigd = lines.iter().map(Regelbesluit::totaal).sum();
    Besluit::Genomen(Beslissing { status, verschuldigd, uitkomsten, regels: lines })
}

/// A line that is not refused: its quantity without the hours above a limit, and what that is
/// worth up to the maximum rate.
fn allowed(place: usize, beeld: &Regelbeeld<'_>, uitkomsten: &[Uitkomst]) -> Regelbesluit {
    let over = uitkomsten
        .iter()
        .filter(|uitkomst| uitkomst.regel == Some(place))
        .fold(0_i64, |sum, uitkomst| sum.saturating_add(uitkomst.overuren));
    // Hours become units, rounded up: what is left never exceeds the limit.
    let per_unit = beeld.regel.eenheid.hours().unwrap_or(1);
    let units =
        over.saturating_add(per_unit.saturating_sub(1)).checked_div(per_unit).unwrap_or(over);
    let left = beeld.regel.aantal.hundredths().saturating_sub(units).max(0);
    let left = Aantal::from_hundredths(left).unwrap_or_default();
    // Without a verdeling or a pot the line was not approved: a check of class U said so.
    let Some(verdeling) = &beeld.verdeling else {
        return Regelbesluit { aantal_toegekend: left, verschuldigd: Vec::new() };
    };
    Regelbesluit {
        aantal_toegekend: verdeling.tellend_aantal(left),
        verschuldigd: verdeling.verschuldigd(left).unwrap_or_default(),
    }
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]
mod tests;
