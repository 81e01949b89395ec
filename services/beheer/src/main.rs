//! The operator's command.

use std::process::ExitCode;

use clap::Parser;

/// Looks after the chain.
#[derive(Debug, clap::Parser)]
#[command(name = "beheer", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Databases and roles.
    Databases(beheer::databases::Args),
    /// Exchange, queues, policies, users and rights of the broker.
    Topology(beheer::topology::Args),
    /// Messages that could not be applied.
    Parked(beheer::parked::Args),
    /// Sends facts again to one hearer.
    Replay(beheer::replay::Args),
    /// Checks the invariants of the chain: exit 0 green, 1 red, 2 not checked.
    Controle(Box<beheer::controle::Args>),
    /// Keys and tokens for development.
    Token(beheer::token::Args),
}

fn main() -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let good = match Cli::parse().command {
        Command::Databases(args) => runtime.block_on(beheer::databases::run(args)).map(|()| true),
        Command::Topology(args) => runtime.block_on(beheer::topology::run(args)),
        Command::Parked(args) => runtime.block_on(beheer::parked::run(args)).map(|()| true),
        Command::Replay(args) => runtime.block_on(beheer::replay::run(args)).map(|()| true),
        Command::Controle(args) => {
            return Ok(runtime.block_on(beheer::controle::run(*args)));
        }
        Command::Token(args) => beheer::token::run(args).map(|()| true),
    }?;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
