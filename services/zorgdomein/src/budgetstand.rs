//! The position of each pot as payout last told it: to show, and to warn early (pgb:D-23).
//!
//! payout alone decides whether a budget allows a claim; this copy may lag behind.
#![warn(clippy::arithmetic_side_effects)]

pub(crate) mod http;
pub(crate) mod store;
