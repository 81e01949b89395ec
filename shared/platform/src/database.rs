//! Pools, migrations and transactions with a scope.
//!
//! A function that writes is given `&mut AsyncPgConnection` and with it the transaction; only
//! [`Context::transact`] and its like know a pool. Time limits live in `PostgreSQL` (settings of the
//! session): nothing here is cut off from outside while it may be committing.

mod connect;
mod migrations;

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{AnsiTransactionManager, AsyncPgConnection, TransactionManager};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tracing::Instrument;

pub use self::connect::{Purpose, connect};
pub use self::migrations::{make_event_partitions, migrate, schema_is_current};
use crate::failure::Transient;
use crate::{Context, Fault, Scope};

/// How long a caller waits for a connection before he is told that the database is busy.
const ACQUIRE_MAX: Duration = Duration::from_secs(2);
/// How often a transaction is tried when the database asks to do it again.
const TRIES: u32 = 5;

/// The pools of this process, one per purpose so that one cannot starve another.
#[derive(Clone)]
pub struct Database {
    /// For requests.
    pub http: Pool<AsyncPgConnection>,
    /// For consumers and jobs.
    pub work: Pool<AsyncPgConnection>,
    /// Connection URL, for the relay's own direct connection.
    pub url: Arc<str>,
    /// Certificate authority of the server; with it every connection is TLS and verified.
    pub ca: Option<Arc<Path>>,
}

/// How many connections each pool may hold.
#[derive(Debug, Clone, Copy)]
pub struct PoolSizes {
    /// For requests.
    pub http: usize,
    /// For consumers and jobs.
    pub work: usize,
}

impl Default for PoolSizes {
    fn default() -> Self {
        Self { http: 8, work: 8 }
    }
}

impl Database {
    /// Pools for this URL; connections are made when they are first needed.
    pub fn open(url: &str, ca: Option<PathBuf>, sizes: PoolSizes) -> anyhow::Result<Self> {
        let ca: Option<Arc<Path>> = ca.map(Into::into);
        Ok(Self {
            http: pool(url, ca.clone(), Purpose::Request, sizes.http)?,
            work: pool(url, ca.clone(), Purpose::Work, sizes.work)?,
            url: url.into(),
            ca,
        })
    }

    /// A connection outside the pools, for what needs a session of its own.
    pub async fn direct(&self, purpose: Purpose) -> Result<AsyncPgConnection, Fault> {
        connect(&self.url, self.ca.as_deref(), purpose)
            .await
            .map_err(|error| Fault::Pool(anyhow::Error::new(error)))
    }

    /// Closes the pools; who waits for a connection is told.
    pub fn close(&self) {
        self.http.close();
        self.work.close();
    }
}

fn pool(
    url: &str,
    ca: Option<Arc<Path>>,
    purpose: Purpose,
    size: usize,
) -> anyhow::Result<Pool<AsyncPgConnection>> {
    let mut config = ManagerConfig::default();
    // A round trip per use would only find what the first statement finds too; see `begin`.
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(move |url| {
        let (url, ca) = (url.to_owned(), ca.clone());
        async move { connect(&url, ca.as_deref(), purpose).await }.boxed()
    });
    let manager = AsyncDieselConnectionManager::new_with_config(url, config);
    Ok(Pool::builder(manager).max_size(size).build()?)
}

/// A connection of this pool, within two seconds.
pub async fn acquire(pool: &Pool<AsyncPgConnection>) -> Result<Object<AsyncPgConnection>, Fault> {
    match tokio::time::timeout(ACQUIRE_MAX, pool.get()).await {
        Ok(Ok(conn)) => Ok(conn),
        Ok(Err(error)) => Err(Fault::Pool(anyhow::Error::new(error))),
        Err(elapsed) => Err(Fault::Pool(anyhow::Error::new(elapsed))),
    }
}

impl Context {
    /// Runs `work` in one transaction of the request pool under `scope`, committed when it returns
    /// `Ok`, then wakes the relay. Serialization failures and deadlocks are tried again, five
    /// times with jitter. The transaction runs as a task of its own: a dropped request does not
    /// cut it.
    ///
    /// `work` may run more than once: it clones what it needs.
    ///
    /// ```ignore
    /// context.transact(scope, move |conn| {
    ///     let declaratie = declaratie.clone();
    ///     async move { flows::submit(conn, declaratie).await }.boxed()
    /// }).await
    /// ```
    pub async fn transact<T, E, F>(&self, scope: Scope, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + From<diesel::result::Error> + Transient + Send + 'static,
        F: for<'c> Fn(&'c mut AsyncPgConnection) -> BoxFuture<'c, Result<T, E>>
            + Send
            + Sync
            + 'static,
    {
        self.transact_on(self.database.http.clone(), scope, work).await
    }

    /// The same on the pool of consumers and jobs.
    pub async fn transact_work<T, E, F>(&self, scope: Scope, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + From<diesel::result::Error> + Transient + Send + 'static,
        F: for<'c> Fn(&'c mut AsyncPgConnection) -> BoxFuture<'c, Result<T, E>>
            + Send
            + Sync
            + 'static,
    {
        self.transact_on(self.database.work.clone(), scope, work).await
    }

    async fn transact_on<T, E, F>(
        &self,
        pool: Pool<AsyncPgConnection>,
        scope: Scope,
        work: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + From<diesel::result::Error> + Transient + Send + 'static,
        F: for<'c> Fn(&'c mut AsyncPgConnection) -> BoxFuture<'c, Result<T, E>>
            + Send
            + Sync
            + 'static,
    {
        let wake = self.wake.clone();
        let run = async move { repeat(&pool, &scope, &work).await }.in_current_span();
        #[expect(clippy::disallowed_methods, reason = "awaited at once, and its panic passed on")]
        let task = tokio::spawn(run);
        match task.await {
            Ok(result) => {
                if result.is_ok() {
                    wake.wake();
                }
                result
            }
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(error) => Err(Fault::Other(anyhow::Error::new(error)).into()),
            },
        }
    }
}

async fn repeat<T, E, F>(pool: &Pool<AsyncPgConnection>, scope: &Scope, work: &F) -> Result<T, E>
where
    E: From<Fault> + From<diesel::result::Error> + Transient,
    F: for<'c> Fn(&'c mut AsyncPgConnection) -> BoxFuture<'c, Result<T, E>>,
{
    let mut tried = 1;
    loop {
        let mut conn = begin(pool).await?;
        match attempt(&mut conn, scope, work).await {
            Err(error) if error.is_transient() && tried < TRIES => {
                tracing::debug!(attempt = tried, "transaction is tried again");
            }
            result => return result,
        }
        drop(conn);
        pause(tried).await;
        tried += 1;
    }
}

/// Waits 10 to 500 milliseconds, longer and more at random the more often it was tried.
pub(crate) async fn pause(tried: u32) {
    let ceiling = (20_u64 << tried.min(5)).min(500);
    tokio::time::sleep(Duration::from_millis(fastrand::u64(10..=ceiling))).await;
}

/// A connection with a transaction open. A pooled connection may have died since it was last used
/// (the server restarted): nothing was done yet, so the next one is tried.
pub(crate) async fn begin(
    pool: &Pool<AsyncPgConnection>,
) -> Result<Object<AsyncPgConnection>, Fault> {
    let mut refused = 0;
    loop {
        let mut conn = acquire(pool).await?;
        match AnsiTransactionManager::begin_transaction(&mut *conn).await {
            Ok(()) => return Ok(conn),
            Err(error) if refused <= pool.status().max_size => {
                tracing::debug!(%error, "a pooled connection was dead");
                drop(Object::take(conn));
                refused += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

async fn attempt<T, E, F>(conn: &mut AsyncPgConnection, scope: &Scope, work: &F) -> Result<T, E>
where
    E: From<diesel::result::Error>,
    F: for<'c> Fn(&'c mut AsyncPgConnection) -> BoxFuture<'c, Result<T, E>>,
{
    let done = match scope.set(conn).await {
        Ok(()) => work(conn).await,
        Err(error) => Err(error.into()),
    };
    finish(conn, done).await
}

/// Commits what was done, or rolls back what was not.
pub(crate) async fn finish<T, E>(conn: &mut AsyncPgConnection, done: Result<T, E>) -> Result<T, E>
where
    E: From<diesel::result::Error>,
{
    match done {
        Ok(value) => {
            AnsiTransactionManager::commit_transaction(conn).await?;
            Ok(value)
        }
        Err(error) => {
            if let Err(rollback) = AnsiTransactionManager::rollback_transaction(conn).await {
                tracing::debug!(error = %rollback, "rollback failed: the connection is given up");
            }
            Err(error)
        }
    }
}
