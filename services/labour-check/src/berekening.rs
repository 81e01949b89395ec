//! Computations that rules share, on plain values: chains of terms, rosters, wages by the hour.

pub mod keten;
pub mod loon;
pub mod rooster;
