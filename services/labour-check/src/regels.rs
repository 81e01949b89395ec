//! The table of rules, a family a file. A released version of a rule does not change; a
//! correction is the next version.

use std::sync::LazyLock;

use crate::engine::{Regel, Register};

/// A text of a rule, beside the rule that tells it.
macro_rules! tekst {
    ($id:literal, $b1:literal $(, $veld:ident)*) => {{
        static TEKST: $crate::engine::Tekst =
            $crate::engine::Tekst::new($id, 1, $b1, &[$(stringify!($veld)),*]);
        &TEKST
    }};
}

/// In order, with a note.
macro_rules! akkoord {
    ($id:literal, $b1:literal $(, $veld:ident = $waarde:expr)*) => {
        Ok($crate::engine::Oordeel::akkoord_met(
            $crate::regels::tekst!($id, $b1 $(, $veld)*),
            [$($crate::engine::NaarWaarde::waarde($waarde)),*],
        ))
    };
}

/// A warning.
macro_rules! let_op {
    ($id:literal, $b1:literal $(, $veld:ident = $waarde:expr)*) => {
        Ok($crate::engine::Oordeel::waarschuwing(
            $crate::regels::tekst!($id, $b1 $(, $veld)*),
            [$($crate::engine::NaarWaarde::waarde($waarde)),*],
        ))
    };
}

/// A warning with a day.
macro_rules! taak {
    ($dag:expr; $id:literal, $b1:literal $(, $veld:ident = $waarde:expr)*) => {
        Ok($crate::engine::Oordeel::taak(
            $crate::regels::tekst!($id, $b1 $(, $veld)*),
            [$($crate::engine::NaarWaarde::waarde($waarde)),*],
            $dag,
        ))
    };
}

/// A person must look.
macro_rules! handmatig {
    ($id:literal, $b1:literal $(, $veld:ident = $waarde:expr)*) => {
        Ok($crate::engine::Oordeel::handmatig(
            $crate::regels::tekst!($id, $b1 $(, $veld)*),
            [$($crate::engine::NaarWaarde::waarde($waarde)),*],
        ))
    };
}

/// Refused.
macro_rules! keur_af {
    ($id:literal, $b1:literal $(, $veld:ident = $waarde:expr)*) => {
        Ok($crate::engine::Oordeel::afgekeurd(
            $crate::regels::tekst!($id, $b1 $(, $veld)*),
            [$($crate::engine::NaarWaarde::waarde($waarde)),*],
        ))
    };
}

pub(crate) use tekst;

mod bed;
mod duur;
mod fisc;
mod form;
mod gemeen;
mod kruis;
mod kwal;
mod loon;
mod opr;
mod opz;
mod pers;
mod proef;
mod rdah;
mod tar;
mod tijd;
mod vak;
mod ziek;

/// The families in the order in which they are judged: what others need comes first.
pub static FAMILIES: [&[Regel]; 24] = [
    kruis::EERST,
    rdah::REGELS,
    opr::EERST,
    kwal::REGELS,
    loon::REGELS,
    loon::later::REGELS,
    loon::beding::REGELS,
    vak::REGELS,
    proef::REGELS,
    duur::REGELS,
    duur::einde::REGELS,
    opz::REGELS,
    opr::REGELS,
    tijd::REGELS,
    tijd::nacht::REGELS,
    pers::REGELS,
    pers::jong::REGELS,
    bed::REGELS,
    form::REGELS,
    form::betaling::REGELS,
    tar::REGELS,
    ziek::REGELS,
    fisc::REGELS,
    kruis::REGELS,
];

/// All rules of this release, compiled.
pub static REGISTER: LazyLock<Register> = LazyLock::new(|| Register::compile(&FAMILIES));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_names_its_article_sentence_and_examples_and_stands_after_what_it_needs() {
        assert_eq!(REGISTER.faults(), Vec::<String>::new());
    }

    #[test]
    fn there_are_a_hundred_and_fifty_two_rules_in_sixteen_families() {
        assert_eq!(REGISTER.len(), 152);
        let mut families: Vec<&str> = REGISTER.versies().map(Regel::familie).collect();
        families.sort_unstable();
        families.dedup();
        assert_eq!(families.len(), 16, "{families:?}");
    }
}
