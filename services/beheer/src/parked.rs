//! Parked messages of one service: list, show, replay, drop. Runs beside the service, with its
//! database.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use platform::database::{Purpose, connect};
use platform::messaging::parked::desk::{self, Which};
use uuid::Uuid;

/// Looks at parked messages and decides on them.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Database of the service.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true, default_value = "")]
    database_url: String,
    /// Certificate authority of the database.
    #[arg(long, env = "DATABASE_CA_FILE", global = true)]
    database_ca_file: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Command {
    /// What is open, by reason; as JSON, one group a line.
    List,
    /// One message.
    Show {
        /// Its id in the parking table.
        id: Uuid,
        /// Also the body, which may hold personal data.
        #[arg(long)]
        body: bool,
    },
    /// Has the service apply messages again; no other hearer sees them.
    Replay {
        #[command(flatten)]
        which: Chosen,
        /// Who says so.
        #[arg(long)]
        by: String,
    },
    /// Gives messages up: a first person asks, a second one confirms by doing the same.
    Drop {
        #[command(flatten)]
        which: Chosen,
        /// Who says so.
        #[arg(long)]
        by: String,
        /// Why nothing is lost by it.
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Clone, clap::Args)]
#[group(required = true, multiple = false)]
struct Chosen {
    /// These messages.
    ids: Vec<Uuid>,
    /// All open messages with this fingerprint, as `list` shows it.
    #[arg(long)]
    fingerprint: Option<String>,
}

impl From<Chosen> for Which {
    fn from(chosen: Chosen) -> Self {
        match chosen.fingerprint {
            Some(fingerprint) => Self::Fingerprint(fingerprint),
            None => Self::Ids(chosen.ids),
        }
    }
}

/// Does what was asked.
pub async fn run(args: Args) -> anyhow::Result<()> {
    anyhow::ensure!(!args.database_url.is_empty(), "name the database: --database-url");
    let mut conn = connect(&args.database_url, args.database_ca_file.as_deref(), Purpose::Work)
        .await
        .context("no connection with the database")?;
    let mut out = std::io::stdout();
    match args.command {
        Command::List => {
            for group in desk::groups(&mut conn).await? {
                let desk::Group {
                    consumer,
                    fingerprint,
                    count,
                    drop_asked,
                    first_at,
                    last_at,
                    example,
                } = group;
                let line = serde_json::json!({
                    "queue": consumer, "fingerprint": fingerprint, "count": count,
                    "dropAsked": drop_asked, "firstAt": first_at, "lastAt": last_at,
                    "example": example,
                });
                writeln!(out, "{line}")?;
            }
        }
        Command::Show { id, body } => {
            let row = desk::show(&mut conn, id).await?.context("there is no such message")?;
            let shown = body.then(|| String::from_utf8_lossy(&row.body).into_owned());
            let text = serde_json::json!({
                "id": row.id, "queue": row.consumer, "state": row.state, "reason": row.reason,
                "source": row.source, "eventId": row.event_id, "type": row.kind,
                "subject": row.subject, "versie": row.versie, "headers": row.headers,
                "attempts": row.attempts, "firstAt": row.first_at, "traceId": row.trace_id,
                "dropAskedBy": row.drop_asked_by, "dropReason": row.drop_reason,
                "bytes": row.body.len(), "body": shown,
            });
            writeln!(out, "{}", serde_json::to_string_pretty(&text)?)?;
        }
        Command::Replay { which, by } => {
            let count = desk::replay(&mut conn, &which.into(), &by).await?;
            writeln!(out, "{count} on their way to the service")?;
        }
        Command::Drop { which, by, reason } => {
            let done = desk::give_up(&mut conn, &which.into(), &by, &reason).await?;
            writeln!(
                out,
                "{} dropped; {} asked, which a second person confirms",
                done.dropped, done.asked
            )?;
        }
    }
    Ok(())
}
