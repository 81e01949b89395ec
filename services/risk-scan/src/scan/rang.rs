//! The order of work: how strongly different families point at the same people; pure.
//!
//! A family counts once, by its strongest indicator, so that rules that see the same thing do not
//! pile up. What is shown are the factors; the number only orders a list. It belongs to a signal,
//! is computed when a list is made, and is stored nowhere.

use std::collections::BTreeMap;

use crate::indicator::{Aard, Familie, Indicator};

/// The factors of an order, and the number that follows from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rang {
    /// The strongest weight of each family, 0 to 10.
    pub factoren: BTreeMap<Familie, i16>,
    /// Whether there is context.
    pub context: bool,
    /// Hundred-thousandths.
    pub waarde: i64,
}

/// The most that context adds, in hundred-thousandths.
const CONTEXT: i64 = 5_000;
const GEHEEL: i64 = 100_000;

/// `1 - product over families of (1 - strongest weight / 10)`, and a little for context.
pub fn rang(indicatoren: impl IntoIterator<Item = Indicator>) -> Rang {
    let mut factoren: BTreeMap<Familie, i16> = BTreeMap::new();
    let mut context = false;
    for indicator in indicatoren {
        let row = indicator.registratie();
        if row.aard == Aard::Context {
            context = true;
        } else {
            let factor = factoren.entry(row.familie()).or_default();
            *factor = row.gewicht.max(*factor);
        }
    }
    let left = factoren.values().fold(GEHEEL, |left, weight| {
        let rest = 10_i64.saturating_sub(i64::from(*weight)).max(0);
        left.saturating_mul(rest) / 10
    });
    let extra = if context { CONTEXT } else { 0 };
    let waarde = GEHEEL.saturating_sub(left).saturating_add(extra).min(GEHEEL);
    Rang { factoren, context, waarde }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_counts_once_and_context_adds_little() {
        assert_eq!(rang([Indicator::V01]).waarde, 90_000);
        assert_eq!(rang([Indicator::V01, Indicator::V02, Indicator::V04]).waarde, 90_000);
        assert_eq!(rang([Indicator::R01, Indicator::G05]).waarde, 72_000);
        assert_eq!(rang([Indicator::R01, Indicator::G05, Indicator::G02]).waarde, 77_000);
        assert_eq!(rang([Indicator::G02]).waarde, 5_000);
    }
}
