//! What must be true of every figure, whatever it is.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::TABEL;
use crate::engine::{Kennis, Status, Uitgave};

const LATEST: Kennis = Kennis { op: Date::MAX, uitgave: Uitgave(u16::MAX), wetsvoorstellen: false };

#[test]
fn every_figure_stands_without_gap_and_overlap_and_was_checked() {
    assert_eq!(TABEL.faults(date(2026, 7, 1)), Vec::<String>::new());
}

#[test]
fn a_figure_holds_from_its_first_day_to_its_last_and_not_the_day_before_or_after() {
    for reeks in TABEL.reeksen() {
        for rij in reeks.rijen.iter().filter(|rij| rij.status != Status::Wetsvoorstel) {
            let on = |day: Date| TABEL.op(reeks.sleutel, day, LATEST);
            let name = (reeks.sleutel.0, rij.van);
            assert_eq!(on(rij.van), Some(rij), "{name:?} on its first day");
            assert_eq!(on(rij.van.tomorrow().unwrap()), Some(rij), "{name:?} the day after");
            assert_ne!(on(rij.van.yesterday().unwrap()), Some(rij), "{name:?} the day before");
            if let Some(last) = rij.tot {
                assert_eq!(on(last), Some(rij), "{name:?} on its last day");
                assert_ne!(on(last.tomorrow().unwrap()), Some(rij), "{name:?} after its last day");
            }
        }
    }
}

#[test]
fn a_figure_that_is_not_published_is_not_known() {
    for reeks in TABEL.reeksen() {
        for rij in reeks.rijen.iter().filter(|rij| rij.status != Status::Wetsvoorstel) {
            let as_known = |op: Date| TABEL.op(reeks.sleutel, rij.van, Kennis { op, ..LATEST });
            let name = (reeks.sleutel.0, rij.van);
            let published = rij.gepubliceerd_op;
            assert_ne!(as_known(published.yesterday().unwrap()), Some(rij), "{name:?} before");
            assert_eq!(as_known(published), Some(rij), "{name:?} on the day of publication");
            assert_eq!(as_known(published.saturating_add(1.day())), Some(rij), "{name:?} after");
        }
    }
}

#[test]
fn a_figure_of_a_bill_is_known_to_the_shadow_run_only() {
    let shadow = Kennis { wetsvoorstellen: true, ..LATEST };
    let mut seen = 0;
    for reeks in TABEL.reeksen() {
        for rij in reeks.rijen.iter().filter(|rij| rij.status == Status::Wetsvoorstel) {
            assert_ne!(TABEL.op(reeks.sleutel, rij.van, LATEST), Some(rij), "{:?}", reeks.sleutel);
            assert_eq!(TABEL.op(reeks.sleutel, rij.van, shadow), Some(rij), "{:?}", reeks.sleutel);
            seen += 1;
        }
    }
    assert!(seen > 0, "there are bills");
}

#[test]
fn youth_amounts_are_their_share_of_the_adult_amount() {
    use super::minimumloon::{
        MINIMUMLOON_15, MINIMUMLOON_16, MINIMUMLOON_17, MINIMUMLOON_18, MINIMUMLOON_19,
        MINIMUMLOON_20, MINIMUMLOON_21,
    };
    let shares = [
        (MINIMUMLOON_20, 800),
        (MINIMUMLOON_19, 600),
        (MINIMUMLOON_18, 500),
        (MINIMUMLOON_17, 395),
        (MINIMUMLOON_16, 345),
        (MINIMUMLOON_15, 300),
    ];
    let adult = TABEL.reeks(MINIMUMLOON_21).unwrap();
    for (sleutel, share) in shares {
        for (rij, whole) in TABEL.reeks(sleutel).unwrap().rijen.iter().zip(adult.rijen) {
            if rij.van < date(2024, 1, 1) {
                continue;
            }
            assert_eq!(rij.waarde, (whole.waarde * share + 500) / 1000, "{sleutel:?} {}", rij.van);
        }
    }
}

#[test]
fn every_key_names_one_series() {
    let mut names: Vec<&str> = TABEL.reeksen().iter().map(|reeks| reeks.sleutel.0).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    assert!(TABEL.reeksen().iter().all(|reeks| !reeks.naam.is_empty()));
}
