//! The facts a rule may read, by group. A fact that is not here no rule can see.

pub(crate) mod formulier;
mod waarden;
