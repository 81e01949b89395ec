//! What can happen in a history, and how often.

use proptest::prelude::*;

/// One step of a history; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Grant { pot: usize, bedrag: i64 },
    Claim { claim: usize, pots: Vec<(usize, i64)> },
    Release { betaling: usize },
    Debit { betaling: usize },
    Reject { betaling: usize },
    Return { betaling: usize },
    Again { betaling: usize },
    Deposit { pot: usize, bedrag: i64 },
    Collect { betaling: usize, bedrag: i64 },
    SetOff { betaling: usize, from: usize, bedrag: i64 },
    Waive { betaling: usize, bedrag: i64 },
    Close,
    Late { open: bool },
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..3_usize, 0..200_i64).prop_map(|(pot, bedrag)| Step::Grant { pot, bedrag }),
        6 => (0..4_usize, prop::collection::vec((0..3_usize, 0..90_i64), 0..3))
            .prop_map(|(claim, pots)| Step::Claim { claim, pots }),
        4 => (0..50_usize).prop_map(|betaling| Step::Release { betaling }),
        3 => (0..50_usize).prop_map(|betaling| Step::Debit { betaling }),
        2 => (0..50_usize).prop_map(|betaling| Step::Reject { betaling }),
        2 => (0..50_usize).prop_map(|betaling| Step::Return { betaling }),
        2 => (0..50_usize).prop_map(|betaling| Step::Again { betaling }),
        1 => (0..3_usize, 1..60_i64).prop_map(|(pot, bedrag)| Step::Deposit { pot, bedrag }),
        2 => (0..50_usize, 1..60_i64)
            .prop_map(|(betaling, bedrag)| Step::Collect { betaling, bedrag }),
        2 => (0..50_usize, 0..50_usize, 1..60_i64)
            .prop_map(|(betaling, from, bedrag)| Step::SetOff { betaling, from, bedrag }),
        1 => (0..50_usize, 1..60_i64).prop_map(|(betaling, bedrag)| Step::Waive { betaling, bedrag }),
        1 => Just(Step::Close),
        1 => any::<bool>().prop_map(|open| Step::Late { open }),
    ]
}
