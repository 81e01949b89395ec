//! A chain for a test: on the servers that `scripts/test` provides, under names of its own.

use std::path::PathBuf;

use anyhow::Context as _;

use crate::running::{Chain, Servers};

/// Starts a chain for the test of this name. Its folder lies beside the binaries and is left there
/// for who wants to look.
pub async fn chain(test: &str) -> anyhow::Result<Chain> {
    let folder = crate::programs::folder()?.join("chain-tests").join(test);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Chain::start(servers(test, folder)?, &Vec::new()).await
}

fn servers(test: &str, folder: PathBuf) -> anyhow::Result<Servers> {
    Ok(Servers {
        database_url: environment("DATABASE_URL")?,
        amqp_url: environment("AMQP_URL")?,
        management_url: environment("RABBITMQ_MANAGEMENT_URL")?,
        prefix: format!("pgbchain_{test}_"),
        folder,
        usual_ports: false,
    })
}

fn environment(name: &str) -> anyhow::Result<String> {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line of its own")]
    std::env::var(name)
        .with_context(|| format!("{name} ontbreekt: draai ./scripts/test, dat zorgt voor servers"))
}
