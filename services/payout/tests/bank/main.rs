//! What goes to the bank and what comes back, held against the official schemas and against what a
//! bank writes. The files in `tests/data` that begin with `pain002` and `camt053` were written by
//! the bank simulator, which shares no code with this service.

#![cfg(test)]

mod answers;
mod hostile;
mod order;
mod rules;
mod statements;
mod support;
