//! Figures by date: values with the day they hold from, the day they were published, where they
//! come from and how sure they are. Rules read them for a day of law, as known on a day.

mod minimumloon;

use std::sync::LazyLock;

use crate::engine::Tabel;

pub use minimumloon::{MINIMUMLOON, minimumloon_key};

/// All figures of this release, compiled for look-up.
pub static TABEL: LazyLock<Tabel> = LazyLock::new(|| Tabel::compile(&[minimumloon::REEKSEN]));

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_figure_stands_without_gap_and_overlap_and_was_checked() {
        assert_eq!(TABEL.faults(date(2026, 7, 1)), Vec::<String>::new());
    }
}
