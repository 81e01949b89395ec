//! One connection: TLS where a certificate authority is given, keep-alives, and time limits that
//! the server keeps.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::tls;

/// What a connection is for: it decides its time limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A request: somebody waits.
    Request,
    /// A batch of messages or a job.
    Work,
    /// The relay: short statements, and session locks that must fall soon when the process hangs.
    Relay,
    /// Migrations: no limit on a statement, a short one on waiting for a lock.
    Migration,
}

impl Purpose {
    fn settings(self) -> &'static str {
        match self {
            Self::Request => {
                "SET statement_timeout = '5s'; SET lock_timeout = '2s'; \
                 SET idle_in_transaction_session_timeout = '10s'"
            }
            Self::Work => {
                "SET statement_timeout = '30s'; SET lock_timeout = '2s'; \
                 SET idle_in_transaction_session_timeout = '10s'"
            }
            Self::Relay => {
                "SET statement_timeout = '10s'; SET lock_timeout = '2s'; \
                 SET idle_in_transaction_session_timeout = '10s'; \
                 SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; \
                 SET tcp_keepalives_count = 3; SET tcp_user_timeout = '10s'"
            }
            Self::Migration => "SET statement_timeout = 0; SET lock_timeout = '10s'",
        }
    }
}

/// Connects to `url`. With `ca` (a file of PEM certificates) the connection is TLS and the server
/// must show a certificate of that authority for the host of the URL.
pub async fn connect(
    url: &str,
    ca: Option<&Path>,
    purpose: Purpose,
) -> ConnectionResult<AsyncPgConnection> {
    let mut config = tokio_postgres::Config::from_str(url).map_err(setup)?;
    config
        .connect_timeout(Duration::from_secs(3))
        .keepalives_idle(Duration::from_secs(10))
        .keepalives_interval(Duration::from_secs(5))
        .keepalives_retries(3)
        .tcp_user_timeout(Duration::from_secs(10));
    let mut conn = if let Some(ca) = ca {
        config.ssl_mode(SslMode::Require);
        let (client, connection) = config
            .connect(MakeRustlsConnect::new(tls::trust(ca).map_err(setup)?))
            .await
            .map_err(setup)?;
        AsyncPgConnection::try_from_client_and_connection(client, connection).await?
    } else {
        let (client, connection) = config.connect(tokio_postgres::NoTls).await.map_err(setup)?;
        AsyncPgConnection::try_from_client_and_connection(client, connection).await?
    };
    conn.batch_execute(purpose.settings()).await.map_err(setup)?;
    Ok(conn)
}

fn setup(error: impl std::error::Error + Send + Sync + 'static) -> ConnectionError {
    ConnectionError::CouldntSetupConfiguration(diesel::result::Error::QueryBuilderError(Box::new(
        error,
    )))
}
