//! Replay: sends facts from the event log of one service to one hearer again, past the exchange.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use contracts::catalogue::{self, SERVICES};
use platform::database::{Purpose, connect};
use platform::messaging::broker::Broker;
use platform::messaging::replay::{Selection, forget, replay};
use uuid::Uuid;

/// Sends facts again to one queue.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The service that said them.
    #[arg(long, value_parser = SERVICES)]
    from: String,
    /// The queue that must hear them: `payout.stamgegevens`.
    #[arg(long)]
    queue: String,
    /// Database of the service that said them.
    #[arg(long, env = "SENDER_DATABASE_URL", hide_env_values = true)]
    sender_url: String,
    /// The broker, with a login that may publish into queues.
    #[arg(long, env = "AMQP_URL", hide_env_values = true)]
    amqp_url: String,
    /// Only these types: `nl.pgb.toekenning-vastgesteld.v1`.
    #[arg(long = "type")]
    kinds: Vec<String>,
    /// Only of this subject.
    #[arg(long)]
    subject: Option<Uuid>,
    /// Only what was said since this moment (RFC 3339).
    #[arg(long)]
    since: Option<jiff::Timestamp>,
    /// Database of the hearer: it first forgets that it took these facts in, so that it applies
    /// them anew. Without it a hearer takes only what it misses.
    #[arg(long)]
    forget_in: Option<String>,
    /// Certificate authority of the databases.
    #[arg(long, env = "DATABASE_CA_FILE")]
    database_ca_file: Option<PathBuf>,
    /// Certificate authority of the broker.
    #[arg(long, env = "AMQP_CA_FILE")]
    amqp_ca_file: Option<PathBuf>,
}

/// Sends them.
pub async fn run(args: Args) -> anyhow::Result<()> {
    let queue = catalogue::queues()
        .into_iter()
        .find(|queue| queue.name == args.queue)
        .context("there is no such queue")?;
    let selection = Selection {
        kinds: args.kinds,
        subject: args.subject,
        since: args.since.map(|moment| moment.to_string()),
    };
    let ca = args.database_ca_file.as_deref();
    let mut sender = connect(&args.sender_url, ca, Purpose::Migration)
        .await
        .context("no connection with the database of the sender")?;
    let mut out = std::io::stdout();
    if let Some(url) = &args.forget_in {
        let mut hearer = connect(url, ca, Purpose::Work)
            .await
            .context("no connection with the database of the hearer")?;
        let count = forget(&mut hearer, &args.from, queue, &selection).await?;
        writeln!(out, "{count} facts forgotten by {}", queue.name)?;
    }
    let broker = Broker::new(&args.amqp_url, args.amqp_ca_file);
    let count = replay(&mut sender, &broker, &args.from, queue, &selection).await?;
    writeln!(out, "{count} facts sent to {}", queue.name)?;
    Ok(())
}
