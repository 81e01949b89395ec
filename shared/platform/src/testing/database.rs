//! Test databases: a template per test program and service, a copy per test.
//!
//! Names say who made them: `pgbtest_<machine>_<service>_<program>` is a template,
//! `pgbtest_<machine>_p<pid>_<n>` a copy. A copy whose process has ended is rubbish, and the next
//! test that finds enough of it sweeps.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context as _;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use crate::database::{Purpose, connect, migrate};
use crate::service::EmbeddedMigrationsOf;

const SERVER: &str = "postgres://postgres@127.0.0.1:5432/postgres";
const TEMPLATE_LOCK: i64 = 0x7067_6201;
const SWEEP_LOCK: i64 = 0x7067_6202;
/// So many leftovers are swept at once: removing a database costs a checkpoint.
const SWEEP_FROM: usize = 25;

/// Rights of the application role, as `beheer databases` gives them.
const ROLES: &str = "
    DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pgbtest_owner') THEN
            CREATE ROLE pgbtest_owner NOLOGIN;
        END IF;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pgbtest_app') THEN
            CREATE ROLE pgbtest_app NOLOGIN;
        END IF;
        EXECUTE format('GRANT pgbtest_owner, pgbtest_app TO %I', current_user);
    END $$;";
const GRANTS: &str = "
    ALTER DEFAULT PRIVILEGES FOR ROLE pgbtest_owner
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pgbtest_app;
    ALTER DEFAULT PRIVILEGES FOR ROLE pgbtest_owner GRANT USAGE ON SEQUENCES TO pgbtest_app;
    GRANT USAGE ON SCHEMA public TO pgbtest_app;
    GRANT CREATE ON SCHEMA public TO pgbtest_owner;";

static COPIES: AtomicU32 = AtomicU32::new(0);

/// A fresh database; the URL takes the application role.
pub(super) async fn fresh(
    service: &str,
    migrations: EmbeddedMigrationsOf,
) -> anyhow::Result<String> {
    let server = super::environment("DATABASE_URL").unwrap_or_else(|| SERVER.to_owned());
    let mut admin = connect(&server, None, Purpose::Migration)
        .await
        .with_context(|| "tests need a PostgreSQL server: set DATABASE_URL, or ./scripts/test")?;
    let machine = machine();
    let template = format!("pgbtest_{machine}_{}_{:08x}", service.replace('-', "_"), program());
    ensure_template(&mut admin, &server, &template, migrations).await?;
    let copy = format!(
        "pgbtest_{machine}_p{}_{}",
        std::process::id(),
        COPIES.fetch_add(1, Ordering::Relaxed)
    );
    admin.batch_execute(&format!("DROP DATABASE IF EXISTS {copy}")).await?;
    admin
        .batch_execute(&format!("CREATE DATABASE {copy} TEMPLATE {template} OWNER pgbtest_owner"))
        .await
        .context("no copy of the template")?;
    sweep(admin, machine);
    url(&server, &copy, "pgbtest_app")
}

async fn ensure_template(
    admin: &mut AsyncPgConnection,
    server: &str,
    template: &str,
    migrations: EmbeddedMigrationsOf,
) -> anyhow::Result<()> {
    if exists(admin, template).await? {
        return Ok(());
    }
    admin.batch_execute(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await?;
    if !exists(admin, template).await? {
        let making = format!("{template}_new");
        admin.batch_execute(ROLES).await?;
        admin.batch_execute(&format!("DROP DATABASE IF EXISTS {making}")).await?;
        admin.batch_execute(&format!("CREATE DATABASE {making} OWNER pgbtest_owner")).await?;
        {
            let target = url(server, &making, "")?;
            let mut conn = connect(&target, None, Purpose::Migration).await?;
            conn.batch_execute(GRANTS).await?;
        }
        migrate(&url(server, &making, "pgbtest_owner")?, None, migrations).await?;
        admin
            .batch_execute(&format!(
                "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE {making} IS %L', now()); END $$; \
                 ALTER DATABASE {making} RENAME TO {template}"
            ))
            .await?;
    }
    admin.batch_execute(&format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await?;
    Ok(())
}

/// The URL of another database on this server, with every session in this role.
fn url(server: &str, database: &str, role: &str) -> anyhow::Result<String> {
    let (base, query) = server.split_once('?').unwrap_or((server, ""));
    let scheme = base.find("://").context("DATABASE_URL is not a URL")? + 3;
    let host = base.get(
        ..base
            .get(scheme..)
            .and_then(|rest| rest.find('/'))
            .map_or(base.len(), |slash| scheme + slash),
    );
    let host = host.context("DATABASE_URL is not a URL")?;
    let mut parameters: Vec<String> =
        query.split('&').filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect();
    if !role.is_empty() {
        parameters.push(format!("options=-c%20role%3D{role}"));
    }
    Ok(format!("{host}/{database}?{}", parameters.join("&")))
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

async fn exists(admin: &mut AsyncPgConnection, database: &str) -> anyhow::Result<bool> {
    let found: Vec<Name> =
        diesel::sql_query("SELECT datname::text AS name FROM pg_database WHERE datname = $1")
            .bind::<diesel::sql_types::Text, _>(database)
            .load(admin)
            .await?;
    Ok(!found.is_empty())
}

/// Removes copies whose process has ended, and templates of programs that were compiled again;
/// beside the test, which does not wait for it.
fn sweep(mut admin: AsyncPgConnection, machine: String) {
    #[expect(
        clippy::disallowed_methods,
        reason = "nothing depends on it, also when it is cut off"
    )]
    tokio::spawn(async move {
        if let Err(error) = remove_leftovers(&mut admin, &machine).await {
            tracing::debug!(%error, "leftover test databases stay");
        }
    });
}

async fn remove_leftovers(admin: &mut AsyncPgConnection, machine: &str) -> anyhow::Result<()> {
    let found: Vec<Name> = diesel::sql_query(
        "SELECT datname::text AS name FROM pg_database WHERE datname LIKE $1 ORDER BY oid",
    )
    .bind::<diesel::sql_types::Text, _>(format!("pgbtest\\_{machine}\\_p%"))
    .load(admin)
    .await?;
    let leftovers: Vec<String> =
        found.into_iter().map(|row| row.name).filter(|name| is_leftover(name)).collect();
    if leftovers.len() < SWEEP_FROM {
        return Ok(());
    }
    let locked: Vec<Name> =
        diesel::sql_query(format!("SELECT 'yes' AS name WHERE pg_try_advisory_lock({SWEEP_LOCK})"))
            .load(admin)
            .await?;
    if locked.is_empty() {
        return Ok(());
    }
    let old: Vec<Name> = diesel::sql_query(
        "SELECT datname::text AS name FROM pg_database WHERE datname LIKE $1 \
         AND shobj_description(oid, 'pg_database')::timestamptz < now() - interval '6 hours'",
    )
    .bind::<diesel::sql_types::Text, _>(format!("pgbtest\\_{machine}\\_%"))
    .load(admin)
    .await?;
    for name in leftovers.into_iter().chain(old.into_iter().map(|row| row.name)) {
        admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    }
    Ok(())
}

fn is_leftover(name: &str) -> bool {
    let process = name.split('_').find_map(|part| part.strip_prefix('p')?.parse::<u32>().ok());
    process.is_some_and(|pid| !Path::new("/proc").join(pid.to_string()).exists())
}

/// This machine, so that two of them may share a server.
fn machine() -> String {
    let text = std::fs::read_to_string("/etc/machine-id")
        .or_else(|_| std::fs::read_to_string("/etc/hostname"))
        .unwrap_or_default();
    format!("{:06x}", digest(&text) & 0xff_ffff)
}

/// This test program as compiled: another compilation may hold other migrations.
fn program() -> u64 {
    let path = std::env::current_exe().unwrap_or_default();
    let changed = std::fs::metadata(&path).and_then(|file| file.modified()).ok();
    digest(&(path, changed)) & 0xffff_ffff
}

fn digest(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
