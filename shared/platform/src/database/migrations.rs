//! Migrations: those of the platform, then those of the service, under one lock, forward only.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Purpose, acquire, connect};
use crate::service::EmbeddedMigrationsOf;

const PLATFORM: EmbeddedMigrations = embed_migrations!("migrations");

/// Two processes never migrate one database at once: "pgb" in ASCII.
const MIGRATION_LOCK: i64 = 0x0070_6762;

/// Months for which the event log has partitions ahead.
const MONTHS_AHEAD: i32 = 4;

/// Applies what is not applied yet, as the role that owns the tables; says how many were. The
/// runner of diesel blocks its thread, so it gets a thread and a runtime of its own.
pub async fn migrate(
    url: &str,
    ca: Option<PathBuf>,
    service: EmbeddedMigrationsOf,
) -> anyhow::Result<usize> {
    let url = url.to_owned();
    tokio::task::spawn_blocking(move || {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?
            .block_on(apply(&url, ca.as_deref(), service))
    })
    .await?
}

async fn apply(
    url: &str,
    ca: Option<&Path>,
    service: EmbeddedMigrationsOf,
) -> anyhow::Result<usize> {
    let mut conn = connect(url, ca, Purpose::Migration).await.context("no connection")?;
    // The lock falls with the connection, also when a migration fails.
    diesel::sql_query("SET lock_timeout = '5min'").execute(&mut conn).await?;
    diesel::sql_query("SELECT pg_advisory_lock($1)")
        .bind::<diesel::sql_types::BigInt, _>(MIGRATION_LOCK)
        .execute(&mut conn)
        .await
        .context("another process is still migrating")?;
    diesel::sql_query("SET lock_timeout = '10s'").execute(&mut conn).await?;
    let mut harness = AsyncMigrationHarness::new(conn);
    let mut count = run(&mut harness, PLATFORM)?;
    count += run(&mut harness, service())?;
    let mut conn = harness.into_inner();
    make_event_partitions(&mut conn).await?;
    Ok(count)
}

fn run(
    harness: &mut AsyncMigrationHarness<AsyncPgConnection>,
    migrations: EmbeddedMigrations,
) -> anyhow::Result<usize> {
    match harness.run_pending_migrations(migrations) {
        Ok(applied) => Ok(applied.len()),
        Err(error) => Err(anyhow::anyhow!(error).context("a migration failed")),
    }
}

/// Makes the partitions of the event log for the coming months; says how many were new. A service
/// runs it once a day.
pub async fn make_event_partitions(
    conn: &mut AsyncPgConnection,
) -> Result<i32, diesel::result::Error> {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        made: i32,
    }
    diesel::sql_query("SELECT make_event_partitions($1) AS made")
        .bind::<diesel::sql_types::Integer, _>(MONTHS_AHEAD)
        .get_result::<Row>(conn)
        .await
        .map(|row| row.made)
}

/// Whether every migration this program knows is applied: part of readiness. A database that is
/// ahead of the program is fine, for the next release migrates before this one is gone.
pub async fn schema_is_current(
    pool: &Pool<AsyncPgConnection>,
    service: EmbeddedMigrationsOf,
) -> bool {
    match missing(pool, service).await {
        Ok(0) => true,
        Ok(missing) => {
            tracing::warn!(missing, "the schema is behind this program: run the migrations");
            false
        }
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "the schema cannot be checked");
            false
        }
    }
}

async fn missing(
    pool: &Pool<AsyncPgConnection>,
    service: EmbeddedMigrationsOf,
) -> anyhow::Result<i64> {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        missing: i64,
    }
    let mut known = versions(&PLATFORM)?;
    known.extend(versions(&service())?);
    let mut conn = acquire(pool).await?;
    let row: Row = diesel::sql_query(
        "SELECT count(*) AS missing FROM unnest($1) AS known(version) WHERE version NOT IN \
         (SELECT version FROM __diesel_schema_migrations)",
    )
    .bind::<diesel::sql_types::Array<diesel::sql_types::Text>, _>(known)
    .get_result(&mut conn)
    .await?;
    Ok(row.missing)
}

fn versions(migrations: &EmbeddedMigrations) -> anyhow::Result<Vec<String>> {
    let migrations = MigrationSource::<Pg>::migrations(migrations)
        .map_err(|error| anyhow::anyhow!(error).context("the migrations are not readable"))?;
    Ok(migrations.iter().map(|migration| migration.name().version().to_string()).collect())
}
