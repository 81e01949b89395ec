//! For tests: a database and a context of one's own, made from a template in some 30 ms, and a
//! virtual host with the whole topology.
//!
//! The servers come from the environment: `DATABASE_URL` (a login that may create databases and
//! roles; by default the server on this machine), `AMQP_URL` and `RABBITMQ_MANAGEMENT_URL`. A test
//! that needs a server that is not there fails.

mod broker;
mod database;

use std::sync::Arc;

use contracts::Source;
use kernel::Oin;

pub use self::broker::{TestBroker, broker};
use crate::clock::Clock;
use crate::messaging::relay::Wake;
use crate::sealing::Sealing;
use crate::service::Service;
use crate::{Context, database as pools};

/// OIN that says the facts in tests.
pub const OIN: &str = "00000099000000001000";
/// OIN that sees the whole country in tests.
pub const NATIONAL_OIN: &str = "00000099000000009000";

/// A context on a fresh, migrated database of its own; databases of tests that have ended are
/// removed later. Connections use an application role without rights of its own, so row-level
/// security holds.
pub async fn context(service: &'static Service) -> Context {
    let url = database::fresh(service.name, service.migrations).await.expect("a test database");
    let oin = Oin::parse(OIN).expect("a test OIN");
    Context {
        service: service.name,
        database: pools::Database::open(&url, None, pools::PoolSizes { http: 6, work: 6 })
            .expect("pools for the test database"),
        clock: Clock::system(),
        source: Source::new(&oin, service.name),
        sealing: Some(Arc::new(Sealing::from_bytes([7; 32]))),
        wake: Wake::default(),
        access: crate::tenancy::Access::default(),
        national: Arc::new(vec![Oin::parse(NATIONAL_OIN).expect("a test OIN")]),
    }
}

/// An environment variable of the test run.
fn environment(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line of its own")]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
