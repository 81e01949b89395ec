//! Which rule of the handbook lives where, and which test proves it.
//!
//! Each aggregate keeps its own rows; the checks of claims are listed by their catalogue. A test
//! reads the sources of this crate: every row that says it is built must name tests that exist,
//! and `docs/zorgdomein/regels.md` must say what stands here.
#![warn(clippy::arithmetic_side_effects)]

pub mod afspraken;
pub mod declaraties;

/// Where a rule lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waar {
    /// In this crate: the file below `src`, and the tests that prove it. No tests named means that
    /// a test mentions the id itself.
    Hier(&'static str, &'static [&'static str]),
    /// In another service, or decided by nobody's program.
    Elders(&'static str),
    /// Not built, and why.
    Niet(&'static str),
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regel {
    /// Id in the handbook of the process.
    pub id: &'static str,
    /// What it asks, in a few words.
    pub wat: &'static str,
    /// Where it lives.
    pub waar: Waar,
}

/// A row.
pub const fn regel(id: &'static str, wat: &'static str, waar: Waar) -> Regel {
    Regel { id, wat, waar }
}

/// The chapters of the table: title and rows.
pub const HOOFDSTUKKEN: &[(&str, &[Regel])] =
    &[("Zorgovereenkomsten", afspraken::REGELS), ("Declaraties", declaraties::REGELS)];

#[cfg(test)]
mod tests;
