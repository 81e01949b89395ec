//! `bank-simulator`: a bank for tests that knows only files.

use std::io::Write as _;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use bank::{Options, Server, Summary};
use clap::Parser;

/// A bank for tests: reads payment orders from one folder, writes its answers into another.
#[derive(Debug, Parser)]
#[command(name = "bank-simulator", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Take up new payment orders, answer them and write the statements.
    Run {
        #[command(flatten)]
        options: Box<Options>,
        /// Print the summary as one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Take files over HTTP on this machine, until the process is ended.
    Serve {
        /// Folder for the files that come in: the `--in` of a run.
        #[arg(long = "in", value_name = "DIR")]
        incoming: PathBuf,
        /// File to write the port to, once it is known.
        #[arg(long, value_name = "FILE")]
        port_file: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    let (options, json) = match Arguments::parse().command {
        Command::Run { options, json } => (options, json),
        Command::Serve { incoming, port_file } => return serve(&incoming, &port_file),
    };
    let summary = bank::run(&options)?;
    let text = if json { as_json(&summary)? } else { summary.to_string() };
    std::io::stdout().write_all(text.as_bytes()).context("the summary cannot be printed")
}

fn serve(incoming: &Path, port_file: &Path) -> anyhow::Result<()> {
    let mut server = Server::open(incoming)?;
    let port = server.address()?.port();
    std::fs::write(port_file, port.to_string()).context("the port cannot be written")?;
    loop {
        server.step()?;
    }
}

fn as_json(summary: &Summary) -> anyhow::Result<String> {
    let text = serde_json::to_string(summary).context("the summary does not fit JSON")?;
    Ok(text + "\n")
}
