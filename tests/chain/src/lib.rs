//! The chain as a whole, driven from outside as its users do: real processes, real PostgreSQL,
//! real RabbitMQ, REST and files. It knows the services by their names, their command lines and
//! their APIs, never by their code.
//!
//! * [`running`] — sets up databases, broker and keys, starts the four services, stops them.
//! * [`client`] — the roles that talk to them, with their tokens.
//! * [`play`] — a month of the chain on a generated population, step by step.
//! * [`bank`] — carries files between payout and the bank simulator.
//! * [`report`] — what a run found, as a table and as JSON.
//! * [`testing`] — a chain of its own for a test.
//! * [`measure`] — the measurements of `scripts/bench`.

pub mod bank;
pub mod client;
pub mod measure;
pub mod play;
pub mod programs;
pub mod report;
pub mod running;
pub mod testing;
