//! Two judgements of the same facts beside each other: another day, another edition, or a bill.

use crate::engine::{Letter, Uitslag, Vondst};

/// A rule that came out differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verschil {
    /// The rule.
    pub regel: &'static str,
    /// On one side; nothing where it was not in force.
    pub links: Option<Kant>,
    /// On the other side.
    pub rechts: Option<Kant>,
}

/// How a rule came out on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kant {
    /// Version.
    pub versie: u16,
    /// Outcome.
    pub letter: Letter,
    /// What it says.
    pub tekst: String,
}

impl Kant {
    fn of(vondst: &Vondst) -> Self {
        Self { versie: vondst.regel.versie, letter: vondst.oordeel.letter, tekst: vondst.tekst() }
    }
}

/// The rules whose version, outcome or text differs, in the order of the table.
pub fn differences(links: &Uitslag, rechts: &Uitslag) -> Vec<Verschil> {
    let mut differences = Vec::new();
    for vondst in &links.vondsten {
        let id = vondst.regel.id;
        let other = rechts.vondst(id).map(Kant::of);
        let own = Some(Kant::of(vondst));
        if own != other {
            differences.push(Verschil { regel: id, links: own, rechts: other });
        }
    }
    for vondst in &rechts.vondsten {
        if links.vondst(vondst.regel.id).is_none() {
            let rechts = Some(Kant::of(vondst));
            differences.push(Verschil { regel: vondst.regel.id, links: None, rechts });
        }
    }
    differences
}
