//! Payments, recoveries and measures as payout and risk-scan last told them: only to show.
#![warn(clippy::arithmetic_side_effects)]

pub(crate) mod store;
