//! The statutory minimum hourly wage, without vakantietoeslag (WML art. 7, 8), by age.

use jiff::civil::{Date, date};

use crate::engine::{Maat, Reeks, Rij, Sleutel, Status, Uitgave};

/// The series by age: 21 and up first, then 20 down to 15.
pub const MINIMUMLOON: [Sleutel; 7] = [
    Sleutel("minimumloon.21"),
    Sleutel("minimumloon.20"),
    Sleutel("minimumloon.19"),
    Sleutel("minimumloon.18"),
    Sleutel("minimumloon.17"),
    Sleutel("minimumloon.16"),
    Sleutel("minimumloon.15"),
];

/// The series for an age; below 15 there is none.
pub fn minimumloon_key(age: i16) -> Option<Sleutel> {
    let place = match age {
        21.. => 0,
        15..=20 => usize::try_from(21_i16.saturating_sub(age)).ok()?,
        _ => return None,
    };
    MINIMUMLOON.get(place).copied()
}

const CHECKED: Date = date(2026, 8, 15);

/// First day, publication, source and its certainty of each half year. The publication days
/// before 2026 are taken as two months ahead of the first day.
const STEPS: [(Date, Date, &str, Status); 6] = [
    (date(2024, 1, 1), date(2023, 11, 1), "zorgkantoor 2024; jeugd berekend", Status::Afgeleid),
    (date(2024, 7, 1), date(2024, 5, 1), "loonkalender 2024; jeugd berekend", Status::Afgeleid),
    (date(2025, 1, 1), date(2024, 11, 1), "SVB, minimumlonen 2025", Status::Geldend),
    (date(2025, 7, 1), date(2025, 5, 1), "Rijksoverheid, december 2025", Status::Geldend),
    (date(2026, 1, 1), date(2025, 11, 1), "loonkalender 2026", Status::Geldend),
    (date(2026, 7, 1), date(2026, 4, 28), "Stcrt. 2026, 16505", Status::Geldend),
];

/// Eurocents of each half year, for one age.
const fn rows(cents: [i64; 6]) -> [Rij; 6] {
    let [first, second, third, fourth, fifth, last] = cents;
    let [in_first, in_second, in_third, in_fourth, in_fifth, in_last] = STEPS;
    [
        row(first, in_first),
        row(second, in_second),
        row(third, in_third),
        row(fourth, in_fourth),
        row(fifth, in_fifth),
        row(last, in_last),
    ]
}

const fn row(
    waarde: i64,
    (van, gepubliceerd_op, bron, status): (Date, Date, &'static str, Status),
) -> Rij {
    Rij {
        waarde,
        van,
        tot: None,
        gepubliceerd_op,
        gecontroleerd_op: CHECKED,
        bron,
        status,
        sinds: Uitgave(1),
    }
}

const VOLWASSEN: &[Rij] = &rows([1327, 1368, 1406, 1440, 1471, 1499]);
const BIJ_20: &[Rij] = &rows([1062, 1094, 1125, 1152, 1177, 1199]);
const BIJ_19: &[Rij] = &rows([796, 821, 844, 864, 883, 899]);
const BIJ_18: &[Rij] = &rows([664, 684, 703, 720, 736, 750]);
const BIJ_17: &[Rij] = &rows([524, 540, 555, 569, 581, 592]);
const BIJ_16: &[Rij] = &rows([458, 472, 485, 497, 507, 517]);
const BIJ_15: &[Rij] = &rows([398, 410, 422, 432, 441, 450]);

const fn reeks(sleutel: &'static str, naam: &'static str, rijen: &'static [Rij]) -> Reeks {
    Reeks {
        sleutel: Sleutel(sleutel),
        naam,
        maat: Maat::Cent,
        bediend: (date(2024, 1, 1), None),
        rijen,
    }
}

/// The series.
pub(super) static REEKSEN: &[Reeks] = &[
    reeks("minimumloon.21", "het minimumloon vanaf 21 jaar", VOLWASSEN),
    reeks("minimumloon.20", "het minimumloon bij 20 jaar", BIJ_20),
    reeks("minimumloon.19", "het minimumloon bij 19 jaar", BIJ_19),
    reeks("minimumloon.18", "het minimumloon bij 18 jaar", BIJ_18),
    reeks("minimumloon.17", "het minimumloon bij 17 jaar", BIJ_17),
    reeks("minimumloon.16", "het minimumloon bij 16 jaar", BIJ_16),
    reeks("minimumloon.15", "het minimumloon bij 15 jaar", BIJ_15),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn youth_amounts_are_their_share_of_the_adult_amount() {
        let shares = [1000, 800, 600, 500, 395, 345, 300];
        for (reeks, share) in REEKSEN.iter().zip(shares) {
            for (rij, adult) in reeks.rijen.iter().zip(VOLWASSEN) {
                assert_eq!(rij.waarde, (adult.waarde * share + 500) / 1000, "{:?}", rij.van);
            }
        }
    }
}
