//! Figures by date, as data: values with the days they hold, the day they were published, where
//! they come from and how sure they are. Rules read them for a day of law, as known on a day.
//!
//! A series ends where nobody knows how it goes on: what lies after it is a gap, and a gap ends at
//! a person. What a gemeente or zorgverzekeraar sets is no figure of the law and stands with the
//! facts.

use std::sync::LazyLock;

use jiff::civil::{Date, date};

use crate::engine::Tabel;

/// When somebody last looked whether the figures of this release still hold.
pub(crate) const GECONTROLEERD: Date = date(2026, 8, 15);

/// Series of figures, a row a line: first day, last day (or `open`), day of publication, value,
/// source, how sure it is.
macro_rules! reeksen {
    ($(
        $(#[$doc:meta])*
        $const:ident = $sleutel:literal $naam:literal $maat:ident, ($($eerste:literal),+) $laatste:tt:
        $(($($van:literal),+) $tot:tt ($($op:literal),+) $waarde:literal $bron:literal $status:ident),+
    );+ $(;)?) => {
        use $crate::engine::{Maat, Reeks, Rij, Sleutel, Status, Uitgave};

        $($(#[$doc])* pub const $const: Sleutel = Sleutel($sleutel);)+

        /// The series of this file.
        pub(super) const REEKSEN: &[Reeks] = &[$(Reeks {
            sleutel: $const,
            naam: $naam,
            maat: Maat::$maat,
            bediend: (jiff::civil::date($($eerste),+), super::day!($laatste)),
            rijen: &[$(Rij {
                waarde: $waarde,
                van: jiff::civil::date($($van),+),
                tot: super::day!($tot),
                gepubliceerd_op: jiff::civil::date($($op),+),
                gecontroleerd_op: super::GECONTROLEERD,
                bron: $bron,
                status: Status::$status,
                sinds: Uitgave(1),
            }),+],
        }),+];
    };
}

/// A last day, or none.
macro_rules! day {
    (open) => {
        None
    };
    (($year:literal, $month:literal, $day:literal)) => {
        Some(jiff::civil::date($year, $month, $day))
    };
}

pub(crate) use day;

pub mod aow;
pub mod arbeidstijd;
pub mod minimumloon;
pub mod minimumloon_oud;
pub mod premies;
pub mod tarieven;
pub mod termijnen;

/// All figures of this release, compiled for look-up.
pub static TABEL: LazyLock<Tabel> = LazyLock::new(|| {
    Tabel::compile(&[
        aow::REEKSEN,
        arbeidstijd::REEKSEN,
        minimumloon::REEKSEN,
        minimumloon_oud::REEKSEN,
        premies::REEKSEN,
        tarieven::REEKSEN,
        termijnen::REEKSEN,
    ])
});

#[cfg(test)]
mod tests;
