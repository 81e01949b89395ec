//! The HTTP shell: what every API of the chain does the same way.
//!
//! * [`server`] — the server of a service; `shell` is the middleware around every request.
//! * [`problem`] — errors; [`json`], [`body`], [`input`] — input; [`paging`], [`precondition`],
//!   [`idempotency`] — the conventions of lists, changes and repeats.
//! * [`openapi`] — the document; [`rules`] — what the NL API rules ask of it and of the server.
//! * [`limits`], [`health`], [`inzage`] — load, probes, and the log of looks at persons.
//! * [`testing`] — a server of a service for its tests.

pub mod body;
pub mod health;
pub mod idempotency;
pub mod input;
pub mod inzage;
pub mod json;
pub mod limits;
pub mod openapi;
pub mod paging;
pub mod precondition;
pub mod problem;
pub mod routes;
pub mod rules;
pub mod server;
mod shell;
pub mod testing;
