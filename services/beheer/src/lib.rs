//! The operator's command: it alone may know every service.
//!
//! * [`databases`], [`topology`] — the servers: databases and roles, exchange and queues.
//! * [`parked`], [`replay`] — messages that need a person.
//! * [`controle`] — the checker: the invariants of the chain.
//! * [`token`] — keys and tokens for development.

pub mod address;
pub mod controle;
pub mod databases;
pub mod parked;
pub mod replay;
pub mod token;
pub mod topology;
