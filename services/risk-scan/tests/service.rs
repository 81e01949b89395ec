//! The service on a real database: what it hears, what it finds, what it answers.

#[cfg(test)]
#[path = "service/broker.rs"]
mod broker;
#[cfg(test)]
#[path = "service/equal.rs"]
mod equal;
#[cfg(test)]
#[path = "service/hear.rs"]
mod hear;
#[cfg(test)]
#[path = "service/http.rs"]
mod http;
#[cfg(test)]
#[path = "service/invariants.rs"]
mod invariants;
#[cfg(test)]
#[path = "service/signals.rs"]
mod signals;
#[cfg(test)]
#[path = "service/support.rs"]
mod support;
