//! The table of rules, by family. A released version of a rule does not change; a correction is
//! the next version.

mod begrippen;
mod duur;
mod form;
mod kwal;
mod loon;
mod pers;
mod proef;
mod tijd;
mod vak;

use std::sync::LazyLock;

use crate::engine::{Regel, Register};

/// The families in the order in which they are judged.
pub static FAMILIES: [&[Regel]; 8] = [
    kwal::REGELS,
    loon::REGELS,
    vak::REGELS,
    proef::REGELS,
    duur::REGELS,
    tijd::REGELS,
    pers::REGELS,
    form::REGELS,
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
}
