//! The end of a year: release, settle (E21, E22). A late claim (E23) is a claim like any other on a
//! position that is open again.

#![warn(clippy::arithmetic_side_effects)]

use kernel::{Euro, Wet};
use uuid::Uuid;

use super::super::saldi::{Jaarstand, Potstand};
use super::super::{Regels, Rekening, Rekeningsoort as S, minus, plus};

/// E21: what was not spent is released; from then on the pot is closed. Money does not move: what
/// is left of a deposit stays that of the budgethouder.
pub fn vrijgevallen(stand: &mut Potstand) -> Regels {
    let mut regels = Regels::default();
    let pot = stand.sleutel;
    let rest = stand.beschikbaar;
    regels.boek(pot.recht(S::Available), pot.recht(S::Closed), rest);
    stand.vrijgevallen = plus(stand.vrijgevallen, rest);
    stand.beschikbaar = Euro::ZERO;
    stand.jaar = Jaarstand::Afgesloten;
    regels
}

/// E22: what is left of the advances, or was too little, becomes the result of the year.
pub fn afgerekend(verstrekker: Uuid, wet: Wet, jaar: i16, fonds: Euro) -> Regels {
    let mut regels = Regels::default();
    let (fund, settle) =
        (Rekening::fonds(verstrekker, wet, jaar), Rekening::afrekening(verstrekker, wet, jaar));
    if fonds >= Euro::ZERO {
        regels.boek(fund, settle, fonds);
    } else {
        regels.boek(settle, fund, minus(Euro::ZERO, fonds));
    }
    regels
}

/// E22: the result goes to the verstrekker, or (on the bank already) comes from it.
pub fn bijbetaald(
    eigen_rekening: Uuid,
    verstrekker: Uuid,
    wet: Wet,
    jaar: i16,
    bedrag: Euro,
) -> Regels {
    let mut regels = Regels::default();
    let settle = Rekening::afrekening(verstrekker, wet, jaar);
    regels.boek(Rekening::eigen(S::Bank, eigen_rekening), settle, bedrag);
    regels
}

/// E22: the result is in a file to the verstrekker; its debit is E8 without rights.
pub fn uitbetaald(
    eigen_rekening: Uuid,
    verstrekker: Uuid,
    wet: Wet,
    jaar: i16,
    bedrag: Euro,
) -> Regels {
    let mut regels = Regels::default();
    let settle = Rekening::afrekening(verstrekker, wet, jaar);
    regels.boek(settle, Rekening::eigen(S::Transit, eigen_rekening), bedrag);
    regels
}
