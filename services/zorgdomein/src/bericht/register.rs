//! The rules that need earlier messages or a register (level X of iPgb 2.1): first the knowledge
//! is loaded, then they are decided here. None looks at what the sender cannot see (OP095): only
//! at his own messages and budgets, and at the BRP.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::{Euro, Id, Wet, Zorgfunctie};

use super::rules::{Break, Class, Place, parts_where, places};
use super::{Functiebudget, Tijdvak, Toekenningsbericht};
use crate::toekenning::Toekenning;

/// What must be known to judge one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knowledge {
    /// The sender is in the register and grants under this law (CS300, COD001).
    pub afzender_bekend: bool,
    /// The sender used this identification for this kind before, with another content (TR056).
    pub identificatie_gebruikt: bool,
    /// What the BRP says (TR504).
    pub persoon: Persoonsgegeven,
    /// An earlier message on this budget is still being answered (TR507).
    pub vorige_onbeantwoord: bool,
    /// Every budget of this sender for this person, of all times.
    pub budgetten: Vec<KnownBudget>,
}

/// What the register of persons says of a BSN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persoonsgegeven {
    /// There is such a person.
    Bekend,
    /// There is none.
    Onbekend,
    /// The register could not be asked; the person is taken as said.
    NietBeoordeeld,
}

/// One budget as an earlier message gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownBudget {
    /// Its identification.
    pub identificatie: String,
    /// The toekenning it is a version of.
    pub toekenning: Id<Toekenning>,
    /// The law.
    pub wet: Wet,
    /// Whether it still holds: the newest of its chain.
    pub is_actueel: bool,
    /// Its parts as they are now; of a replaced budget none.
    pub delen: Vec<KnownPart>,
}

/// A part of a budget that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPart {
    /// The function.
    pub zorgfunctie: Zorgfunctie,
    /// Its days.
    pub periode: Tijdvak,
    /// Eurocents; 0 when withdrawn.
    pub bedrag: Euro,
}

/// A rule with its check.
pub struct Rule {
    /// Name in the rule set.
    pub name: &'static str,
    /// What it demands, in Dutch.
    pub demands: &'static str,
    /// Where the message breaks it.
    pub check: fn(&Toekenningsbericht, &Knowledge) -> Vec<Place>,
}

/// The table.
pub const RULES: [Rule; 9] = [
    Rule {
        name: "CS300",
        demands: "de afzender is een bekende gemeente of een bekend zorgkantoor voor deze wet",
        check: cs300,
    },
    Rule {
        name: "TR056",
        demands: "de identificatie is niet eerder voor een ander bericht gebruikt",
        check: tr056,
    },
    Rule { name: "TR504", demands: "het bsn is bekend in de BRP", check: tr504 },
    Rule {
        name: "TR507",
        demands: "een vorig bericht over dit budget is beantwoord",
        check: tr507,
    },
    Rule {
        name: "TR502",
        demands: "per zorgfunctie overlapt geen ander geldig functiebudget van deze budgethouder",
        check: tr502,
    },
    Rule {
        name: "TR514",
        demands: "een intrekking noemt de ingangsdatum die eerder is toegekend",
        check: tr514,
    },
    Rule {
        name: "TR562",
        demands: "een wijziging noemt het laatste budget en alle functiebudgetten daarvan",
        check: tr562,
    },
    Rule {
        name: "TR574",
        demands: "de budgetidentificatie is niet eerder gebruikt voor deze budgethouder",
        check: tr574,
    },
    Rule {
        name: "TR508",
        demands: "een Wlz-budget wordt vervangen binnen hetzelfde kalenderjaar",
        check: tr508,
    },
];

/// Everything the message breaks, given what is known.
pub fn judge(bericht: &Toekenningsbericht, knowledge: &Knowledge) -> Vec<Break> {
    let breaks = |rule: &Rule| {
        let places = (rule.check)(bericht, knowledge).into_iter();
        let (rule, demands) = (rule.name, rule.demands);
        places.map(|place| Break { rule, demands, place }).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(breaks).collect()
}

impl Knowledge {
    /// The budget this message replaces, when it is there and still holds.
    pub fn replaced(&self, bericht: &Toekenningsbericht) -> Option<&KnownBudget> {
        let old = bericht.client.budget.identificatie_oud.as_ref()?;
        self.budgetten.iter().find(|budget| {
            budget.is_actueel && budget.wet == bericht.kop.wet && budget.identificatie == *old
        })
    }
}

fn cs300(_: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    places(!known.afzender_bekend, Class::Header, "afzender")
}

fn tr056(_: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    places(known.identificatie_gebruikt, Class::Header, "berichtIdentificatie")
}

fn tr504(_: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    places(known.persoon == Persoonsgegeven::Onbekend, Class::Client, "bsn")
}

fn tr507(_: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    places(known.vorige_onbeantwoord, Class::Client, "")
}

/// Overlap with a budget that holds and is not the one replaced. Overlap inside the message is
/// found without knowledge.
fn tr502(bericht: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    let replaced = known.replaced(bericht).map(|budget| budget.toekenning);
    let others = known.budgetten.iter().filter(|budget| {
        budget.is_actueel && budget.wet == bericht.kop.wet && Some(budget.toekenning) != replaced
    });
    let held: Vec<&KnownPart> =
        others.flat_map(|budget| &budget.delen).filter(|part| part.bedrag > Euro::ZERO).collect();
    parts_where(bericht, "zorgfunctie", |part| {
        !part.is_ingetrokken()
            && held.iter().any(|other| {
                other.zorgfunctie == part.zorgfunctie && other.periode.overlaps(part.periode)
            })
    })
}

/// Amount 0 names a first day that was granted before.
fn tr514(bericht: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    let granted: BTreeSet<(&Zorgfunctie, Date)> = known
        .replaced(bericht)
        .into_iter()
        .flat_map(|budget| &budget.delen)
        .map(|part| (&part.zorgfunctie, part.periode.ingangsdatum))
        .collect();
    parts_where(bericht, "functieBudgetPeriode", |part| {
        part.is_ingetrokken() && !granted.contains(&(&part.zorgfunctie, part.periode.ingangsdatum))
    })
}

/// The replaced budget is the newest of its chain, and each part of it that holds comes back: one
/// that disappears is withdrawn explicitly (OP501).
fn tr562(bericht: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    let budget = &bericht.client.budget;
    if budget.identificatie_oud.is_none() {
        return Vec::new();
    }
    let Some(replaced) = known.replaced(bericht) else {
        return vec![Place::of(Class::Budget, "budgetIdentificatieOud")];
    };
    let comes_back = |old: &KnownPart| {
        budget.functiebudgetten.iter().any(|part| {
            part.zorgfunctie == old.zorgfunctie
                && part.periode.ingangsdatum == old.periode.ingangsdatum
        })
    };
    let lost = replaced.delen.iter().any(|old| old.bedrag > Euro::ZERO && !comes_back(old));
    places(lost, Class::Budget, "functieBudgetten")
}

fn tr574(bericht: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    let own = &bericht.client.budget.identificatie;
    let used = known.budgetten.iter().any(|budget| budget.identificatie == *own);
    places(used, Class::Budget, "budgetIdentificatie")
}

/// Wlz: a replacement stays in the year of what it replaces.
fn tr508(bericht: &Toekenningsbericht, known: &Knowledge) -> Vec<Place> {
    if bericht.kop.wet != Wet::Wlz {
        return Vec::new();
    }
    let years: BTreeSet<i16> = known
        .replaced(bericht)
        .into_iter()
        .flat_map(|budget| &budget.delen)
        .map(|part| part.periode.ingangsdatum.year())
        .collect();
    let moved = |part: &Functiebudget| !years.contains(&part.periode.ingangsdatum.year());
    let parts = &bericht.client.budget.functiebudgetten;
    places(!years.is_empty() && parts.iter().any(moved), Class::Budget, "budgetIdentificatieOud")
}

#[cfg(test)]
mod tests;
