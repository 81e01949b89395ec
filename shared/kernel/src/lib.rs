//! Words that mean the same in every service of the chain: money, identifiers, persons' numbers,
//! periods and the codes of the law.
//!
//! Everything here is pure: no clock, no database, no network. A value of these types cannot be
//! wrong: each has one fallible constructor, and serde goes through it. Texts that name a person
//! or an account ([`Bsn`], [`Iban`]) do not show themselves in `Debug`, so they cannot leak into
//! a log by accident.

#![warn(clippy::arithmetic_side_effects)]

pub mod codes;
pub mod euro;
pub mod fault;
pub mod id;
pub mod numbers;
pub mod period;
pub mod quantity;
mod text;

pub use codes::{Eenheid, SoortOvereenkomst, Wet, Zorgfunctie};
pub use euro::Euro;
pub use fault::Fault;
pub use id::Id;
pub use numbers::{AgbCode, Bsn, Iban, KvkNummer, Oin};
pub use period::{Maand, Periode};
pub use quantity::Aantal;
