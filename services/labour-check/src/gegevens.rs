//! The facts that rules read, each with its path on the wire and its name in a Dutch sentence.

pub(crate) mod afspraken;
pub(crate) mod omgeving;
pub(crate) mod vast;
mod waarden;
pub(crate) mod werk;
