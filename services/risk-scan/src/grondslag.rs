//! The legal ground for looking over verstrekkers: a dated row for each indicator, or nothing.
//!
//! Without a row that holds today, a verstrekker knows only what its own facts show, and what is
//! elsewhere is not even computed for it. A row is written by one person and confirmed by another;
//! the database refuses a row that is its own confirmation. None is delivered: off is how it
//! begins.

pub mod store;
