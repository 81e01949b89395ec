//! Connections to the broker, and what happens when one breaks.
//!
//! No auto-recovery of the library: after any error connection, channels and consumers are dropped
//! and made anew, with a growing, random pause. Unacknowledged work in hand is dropped too; the
//! inbox makes its repetition harmless.

mod secured;

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use futures_util::future::BoxFuture;
use lapin::uri::{AMQPScheme, AMQPUri};
use lapin::{Connection, ConnectionProperties};

use super::figures;
use crate::Fault;
use crate::stop::Stop;

/// No call to the broker may take longer: after this it is unknown what became of it.
pub const DEADLINE: Duration = Duration::from_secs(5);

const HEARTBEAT_SECONDS: u16 = 10;
const BACKOFF_MIN: Duration = Duration::from_millis(200);
const BACKOFF_MAX: Duration = Duration::from_secs(15);
/// A connection that held this long was good: the next failure starts with a short pause.
const HELD: Duration = Duration::from_secs(30);

/// Where the broker is.
#[derive(Debug, Clone)]
pub struct Broker {
    urls: Arc<[String]>,
    ca: Option<Arc<Path>>,
}

impl Broker {
    /// The broker at `url`, or a cluster at several, separated by commas. With `amqps` the
    /// server's certificate must come from the authority in file `ca` (PEM).
    pub fn new(url: &str, ca: Option<PathBuf>) -> Self {
        Self {
            urls: url.split(',').map(|url| url.trim().to_owned()).collect(),
            ca: ca.map(Into::into),
        }
    }

    /// Connects to the first node that answers, in random order. Certificates are read and names
    /// resolved again each time.
    pub async fn connect(&self, name: &str) -> Result<Connection, Fault> {
        let mut urls: Vec<&String> = self.urls.iter().collect();
        fastrand::shuffle(&mut urls);
        let mut failure = anyhow::anyhow!("no address of the broker is configured");
        for url in urls {
            match self.connect_to(url, name).await {
                Ok(connection) => return Ok(connection),
                Err(error) => failure = error,
            }
        }
        Err(Fault::Other(failure))
    }

    async fn connect_to(&self, url: &str, name: &str) -> anyhow::Result<Connection> {
        // The text of an unreadable URL may hold a password: it is not repeated.
        let mut uri = AMQPUri::from_str(url)
            .map_err(|_unreadable| anyhow::anyhow!("the address of the broker is not a URL"))?;
        uri.query.heartbeat.get_or_insert(HEARTBEAT_SECONDS);
        let properties = ConnectionProperties::default().with_connection_name(name.into());
        let connection = match (&uri.scheme, &self.ca) {
            (AMQPScheme::AMQPS, Some(ca)) => deadline(secured::connect(uri, ca, properties)?).await,
            (AMQPScheme::AMQP, None) => deadline(Connection::connect_uri(uri, properties)).await,
            (AMQPScheme::AMQPS, None) => {
                anyhow::bail!("amqps needs the certificate authority of the broker")
            }
            (AMQPScheme::AMQP, Some(_)) => {
                anyhow::bail!("with a certificate authority the broker is asked over amqps only")
            }
        };
        connection.context("the broker does not answer")
    }
}

/// Awaits a call to the broker, for at most [`DEADLINE`].
pub(super) async fn deadline<T>(call: impl Future<Output = lapin::Result<T>>) -> anyhow::Result<T> {
    match tokio::time::timeout(DEADLINE, call).await {
        Ok(result) => Ok(result?),
        Err(elapsed) => Err(anyhow::Error::new(elapsed).context("the broker took too long")),
    }
}

/// Runs sessions one after the other until one ends well, which it does when asked to stop.
pub(super) async fn supervise<'a, S>(name: &str, mut stop: Stop, session: S)
where
    S: Fn() -> BoxFuture<'a, Result<(), Fault>>,
{
    let mut ceiling = BACKOFF_MIN;
    while !stop.is_requested() {
        let began = Instant::now();
        let Err(fault) = session().await else { return };
        if began.elapsed() >= HELD {
            ceiling = BACKOFF_MIN;
        }
        figures::reconnected(name);
        let error = anyhow::Error::new(fault);
        tracing::warn!(task = name, error = format!("{error:#}"), "connection is made anew");
        stop.sleep(jitter(ceiling)).await;
        ceiling = (ceiling * 2).min(BACKOFF_MAX);
    }
}

/// A random part of this time: many processes that lost the same broker do not return together.
pub(super) fn jitter(ceiling: Duration) -> Duration {
    let millis = u64::try_from(ceiling.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(fastrand::u64(50..=millis.max(50)))
}
