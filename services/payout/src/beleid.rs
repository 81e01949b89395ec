//! What each verstrekker decides about recoveries and funding, by the day it holds from; pure.

#![warn(clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use kernel::{Euro, Fault};
use uuid::Uuid;

use crate::grootboek::posten::terug::Herstel;

pub mod http;
pub mod store;

/// Days to react to a notice where a verstrekker decided nothing: four weeks. Our own choice; no
/// rule names a number.
const REACTIETERMIJN_DAGEN: i16 = 28;

/// The policy of one verstrekker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beleid {
    /// When a right that was paid too much may be claimed again.
    pub recht_hersteld: Herstel,
    /// Days to react to a notice of set-off.
    pub reactietermijn_dagen: i16,
    /// How far an advance may be overdrawn before payments are held; `None`: they never are.
    pub fondslimiet: Option<Euro>,
}

impl Default for Beleid {
    fn default() -> Self {
        Self {
            recht_hersteld: Herstel::BijOntvangst,
            reactietermijn_dagen: REACTIETERMIJN_DAGEN,
            fondslimiet: None,
        }
    }
}

/// The policies in force on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beleidsboek(BTreeMap<Uuid, Beleid>);

impl Beleidsboek {
    /// From rows.
    pub fn of(rows: impl IntoIterator<Item = (Uuid, Beleid)>) -> Self {
        Self(rows.into_iter().collect())
    }

    /// That of a verstrekker; the default where it decided nothing.
    pub fn van(&self, verstrekker: Uuid) -> Beleid {
        self.0.get(&verstrekker).copied().unwrap_or_default()
    }
}

/// As a column holds it.
pub const fn code(herstel: Herstel) -> &'static str {
    match herstel {
        Herstel::BijOntvangst => "bij_ontvangst",
        Herstel::BijCorrectie => "bij_correctie",
    }
}

/// Reads a column.
pub fn parse(text: &str) -> Result<Herstel, Fault> {
    [Herstel::BijOntvangst, Herstel::BijCorrectie]
        .into_iter()
        .find(|herstel| code(*herstel) == text)
        .ok_or(Fault::new("bij_ontvangst of bij_correctie"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_decided_nothing_restores_a_right_when_the_money_is_back() {
        let known = Uuid::from_u128(1);
        let own = Beleid { recht_hersteld: Herstel::BijCorrectie, ..Beleid::default() };
        let book = Beleidsboek::of([(known, own)]);
        assert_eq!(book.van(known), own);
        assert_eq!(book.van(Uuid::from_u128(2)).recht_hersteld, Herstel::BijOntvangst);
        for herstel in [Herstel::BijOntvangst, Herstel::BijCorrectie] {
            assert_eq!(parse(code(herstel)), Ok(herstel));
        }
    }
}
