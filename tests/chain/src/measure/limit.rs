//! The physical limit: what pgbench reaches on the same server, with the least that a claim must
//! be: a row, a message, an addition to a budget, a commit.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::Context as _;

/// What the server reaches.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// Claims a second, one a transaction, 8 clients.
    pub single: f64,
    /// Milliseconds of one such transaction with 1 client.
    pub latency_ms: f64,
    /// Claims a second, 100 a transaction, 2 clients.
    pub batch: f64,
}

const TABLES: &str = "
    CREATE TABLE claim (a bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b uuid, c uuid, d text,
        e date, f bigint, g bigint, h timestamptz);
    CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload text);
    CREATE TABLE budget (id int PRIMARY KEY, spent bigint NOT NULL);
    INSERT INTO budget SELECT n, 0 FROM generate_series(1, 100000) AS n;";

const SINGLE: &str = "\\set b random(1, 100000)
BEGIN;
INSERT INTO claim (b, c, d, e, f, g, h) VALUES (gen_random_uuid(), gen_random_uuid(), 'uren', '2026-03-01', 2000, 60000, now());
INSERT INTO outbox (payload) VALUES (repeat('x', 600));
UPDATE budget SET spent = spent + 1 WHERE id = :b;
COMMIT;
";

const BATCH: &str = "\\set b random(1, 99900)
BEGIN;
INSERT INTO claim (b, c, d, e, f, g, h) SELECT gen_random_uuid(), gen_random_uuid(), 'uren', '2026-03-01', 2000, 60000, now() FROM generate_series(1, 100);
INSERT INTO outbox (payload) SELECT repeat('x', 600) FROM generate_series(1, 100);
UPDATE budget SET spent = spent + 1 WHERE id BETWEEN :b AND :b + 99;
COMMIT;
";

/// Takes the limit on a database of its own, which is dropped afterwards.
pub async fn take(server: &str, seconds: u32) -> anyhow::Result<Limit> {
    let admin = connect(server).await?;
    admin.batch_execute("DROP DATABASE IF EXISTS pgb_limit").await?;
    admin.batch_execute("CREATE DATABASE pgb_limit").await?;
    let url = database_url(server, "pgb_limit")?;
    connect(&url).await?.batch_execute(TABLES).await?;
    let single = pgbench(&url, SINGLE, (8, seconds)).await?;
    let batch = pgbench(&url, BATCH, (2, seconds)).await?;
    let alone = pgbench(&url, SINGLE, (1, seconds.min(5))).await?;
    admin.batch_execute("DROP DATABASE pgb_limit WITH (FORCE)").await?;
    Ok(Limit {
        single,
        latency_ms: super::divide(1000.0, alone),
        batch: super::divide(batch, 0.01),
    })
}

/// A connection to this URL; its task ends with it.
pub async fn connect(url: &str) -> anyhow::Result<tokio_postgres::Client> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .context("geen verbinding met PostgreSQL")?;
    #[expect(clippy::disallowed_methods, reason = "the task ends when its client is dropped")]
    tokio::spawn(connection);
    Ok(client)
}

/// The URL of another database on the same server.
pub fn database_url(server: &str, database: &str) -> anyhow::Result<String> {
    let mut url = reqwest::Url::parse(server).context("DATABASE_URL is geen URL")?;
    url.set_path(database);
    Ok(url.into())
}

/// Transactions a second.
async fn pgbench(url: &str, script: &str, (clients, seconds): (u32, u32)) -> anyhow::Result<f64> {
    let file = std::env::temp_dir().join(format!("pgb-limit-{}.sql", std::process::id()));
    std::fs::write(&file, script)?;
    let output = tokio::process::Command::new(program()?)
        .args(["-n", "-M", "prepared", "-j", "2"])
        .args(["-c", &clients.to_string(), "-T", &seconds.to_string()])
        .arg("-f")
        .arg(&file)
        .arg(url)
        .stdin(Stdio::null())
        .output()
        .await?;
    std::fs::remove_file(&file)?;
    let said = String::from_utf8_lossy(&output.stdout);
    said.lines()
        .find_map(|line| line.strip_prefix("tps = "))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .with_context(|| format!("pgbench: {said}{}", String::from_utf8_lossy(&output.stderr)))
}

/// pgbench: in a folder of PostgreSQL, or on the path.
fn program() -> anyhow::Result<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten();
    let mut found: Vec<PathBuf> = versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin/pgbench")))
        .chain([PathBuf::from("/usr/bin/pgbench")])
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found
        .pop()
        .context("pgbench is er niet: installeer het pakket postgresql-contrib of postgresql")
}
