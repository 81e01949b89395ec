//! A virtual host of one's own, with the whole topology.

use std::path::Path;

use crate::messaging::broker::Broker;
use crate::messaging::topology::{self, Management};

/// A virtual host of this test.
pub struct TestBroker {
    /// For the code under test.
    pub broker: Broker,
    /// The same as a URL, for a process.
    pub url: String,
    /// The management interface, for this virtual host.
    pub management: Management,
}

/// A fresh virtual host; those of tests that have ended are removed.
pub async fn broker() -> TestBroker {
    let needed = "tests need a broker: set AMQP_URL and RABBITMQ_MANAGEMENT_URL, or ./scripts/test";
    let amqp = super::environment("AMQP_URL").expect(needed);
    let management = super::environment("RABBITMQ_MANAGEMENT_URL").expect(needed);
    let name = format!("pgbtest_p{}_{:08x}", std::process::id(), fastrand::u32(..));
    sweep(&management).await;
    let management = Management::new(&management, &name, None).expect("a management URL");
    management.make_virtual_host().await.expect("a virtual host");
    let url = with_virtual_host(&amqp, &name);
    let broker = Broker::new(&url, None);
    topology::apply(&broker, &management, &topology::Passwords::new())
        .await
        .expect("the topology on the test broker");
    TestBroker { broker, url, management }
}

impl TestBroker {
    /// Removes it; one that is left behind is removed by a later test.
    pub async fn remove(&self) {
        self.management.remove_virtual_host().await.expect("the virtual host is removed");
    }

    /// Messages in a queue, as far as the broker has counted.
    pub async fn messages(&self, queue: &str) -> u64 {
        let queues = self.management.messages().await.expect("the queues");
        queues.into_iter().find(|(name, _)| name == queue).map_or(0, |(_, messages)| messages)
    }
}

fn with_virtual_host(url: &str, name: &str) -> String {
    let (scheme, rest) = url.split_once("://").expect("AMQP_URL is a URL");
    let authority = rest.split(['/', '?']).next().unwrap_or(rest);
    format!("{scheme}://{authority}/{name}")
}

async fn sweep(management: &str) {
    let Ok(any) = Management::new(management, "/", None) else { return };
    let Ok(found) = any.virtual_hosts().await else { return };
    for name in found.into_iter().filter(|name| is_leftover(name)) {
        let removed = match Management::new(management, &name, None) {
            Ok(old) => old.remove_virtual_host().await,
            Err(error) => Err(error),
        };
        if let Err(error) = removed {
            tracing::debug!(%error, "a test's virtual host stays");
        }
    }
}

fn is_leftover(name: &str) -> bool {
    let process = name
        .strip_prefix("pgbtest_p")
        .and_then(|rest| rest.split('_').next())
        .and_then(|pid| pid.parse::<u32>().ok());
    process.is_some_and(|pid| !Path::new("/proc").join(pid.to_string()).exists())
}
