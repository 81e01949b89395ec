//! `bank-simulator`: a bank for tests that knows only files.

use std::io::Write as _;

use anyhow::Context as _;
use bank::{Options, Summary};
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
}

fn main() -> anyhow::Result<()> {
    let Command::Run { options, json } = Arguments::parse().command;
    let summary = bank::run(&options)?;
    let text = if json { as_json(&summary)? } else { summary.to_string() };
    std::io::stdout().write_all(text.as_bytes()).context("the summary cannot be printed")
}

fn as_json(summary: &Summary) -> anyhow::Result<String> {
    let text = serde_json::to_string(summary).context("the summary does not fit JSON")?;
    Ok(text + "\n")
}
