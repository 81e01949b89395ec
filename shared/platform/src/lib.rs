//! The shell of every process of the chain: configuration, telemetry, HTTP, tokens, database,
//! messaging and the clock. It knows no domain: what a service decides stands in the service.
//!
//! * [`service`] — what a service is made of and how it runs, drains and stops.
//! * [`config`], [`clock`], [`telemetry`], [`metrics`], [`sealing`], [`id`] — the small things.
//! * [`http`] — problem+json, headers, limits, paging, idempotency, preconditions, `OpenAPI`.
//! * [`token`], [`scope`], [`tenancy`] — who calls, and whose rows he may see.
//! * [`database`] — pools, migrations, transactions with a scope.
//! * [`messaging`] — event log, outbox, relay, inbox, consumers, parking, waiting, topology.
//! * [`stop`] — the signal every task ends on.
//! * [`testing`] — a database and a virtual host for each test.

pub mod clock;
pub mod config;
pub mod context;
pub mod database;
pub mod failure;
pub mod http;
pub mod id;
pub mod messaging;
pub mod metrics;
pub mod scope;
pub mod sealing;
pub mod service;
pub mod stop;
pub mod telemetry;
pub mod tenancy;
pub mod testing;
mod tls;
pub mod token;

pub use context::Context;
pub use failure::{Failure, Fault};
pub use http::problem::Problem;
pub use scope::Scope;
pub use token::Caller;
