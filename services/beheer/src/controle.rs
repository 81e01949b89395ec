//! The checker: reads every database with a role that may only read, and the broker, and checks
//! the eight invariants of the chain. It says what it looked at and how much, and names the first
//! offenders by opaque id.
//!
//! * [`settle`] waits until the chain is quiet; what is not quiet in time is red for invariant 7.
//! * [`chain`] holds one reading transaction per database, begun directly after each other, and
//!   does checks inside one database or between two; [`merge`] compares two ordered streams.
//! * [`claims`] (1, 4), [`budgets`] (2), [`books`] (3), [`facts`] (5), [`files`] (6), [`states`]
//!   (7) and [`sight`] (8) are the checks; [`report`] is what is said of them.
//!
//! Exit status 0: green, 1: red, 2: it could not be checked. Not guaranteed: that databases are
//! seen at the very same moment. Difference that a second look does not show again is no
//! difference.

pub mod books;
pub mod budgets;
pub mod chain;
pub mod claims;
pub mod facts;
pub mod files;
pub mod merge;
#[cfg(any(feature = "plant", debug_assertions))]
pub mod plant;
pub mod report;
pub mod settle;
pub mod sight;
pub mod states;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use platform::messaging::topology::Management;

use self::chain::Chain;
use self::report::{Check, Geplant, Report};
use self::settle::Underway;
use crate::address::{self, Addresses};

/// Checks the invariants of the chain.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Where the databases are: what `databases apply` wrote.
    #[arg(long, env = "PGB_DATABASES")]
    pub databases: PathBuf,
    /// Certificate authority of the databases.
    #[arg(long, env = "DATABASE_CA_FILE")]
    pub ca_file: Option<PathBuf>,
    /// The management interface of the broker, with a login.
    #[arg(long, env = "RABBITMQ_MANAGEMENT_URL", hide_env_values = true)]
    pub management_url: String,
    /// Certificate authority of the broker.
    #[arg(long, env = "AMQP_CA_FILE")]
    pub broker_ca_file: Option<PathBuf>,
    /// The virtual host.
    #[arg(long, env = "PGB_VHOST", default_value = "pgb")]
    pub vhost: String,
    /// The folder shared with the bank; `in` holds what was laid before it.
    #[arg(long, env = "PGB_BANK_FOLDER")]
    pub bank_folder: Option<PathBuf>,
    /// Organisations that may see the whole country, with commas between. Without it, only
    /// verstrekkers may not.
    #[arg(long, env = "NATIONAL_OINS", value_delimiter = ',')]
    pub national_oins: Vec<String>,
    /// For how many seconds it waits for the chain to be quiet.
    #[arg(long, default_value_t = 60)]
    pub settle: u64,
    /// One object for machines instead of lines for people.
    #[arg(long)]
    pub json: bool,
    /// What is violated first.
    #[cfg(any(feature = "plant", debug_assertions))]
    #[command(flatten)]
    pub plant: plant::PlantArgs,
}

/// The exit status when it could not be checked.
const UNCHECKED: u8 = 2;

/// Checks, and says what it found on standard output.
pub async fn run(args: Args) -> ExitCode {
    match check(&args).await.and_then(|report| say(&report, args.json)) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            // Nobody is left to tell when this fails too; the status says enough.
            let _failed = writeln!(std::io::stderr(), "niet gecontroleerd: {error:#}");
            ExitCode::from(UNCHECKED)
        }
    }
}

fn say(report: &Report, json: bool) -> anyhow::Result<u8> {
    let text = if json { format!("{}\n", report.json()) } else { report.text() };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(report.oordeel().exit_status())
}

/// What everything is checked with.
struct Checker<'a> {
    args: &'a Args,
    addresses: Addresses,
    broker: Management,
    chain: Chain,
}

/// Does all checks; an error says that they could not be begun.
pub async fn check(args: &Args) -> anyhow::Result<Report> {
    let addresses = address::read(Some(&args.databases))?;
    let chain = Chain::connect(&addresses, args.ca_file.as_deref()).await?;
    let broker =
        Management::new(&args.management_url, &args.vhost, args.broker_ca_file.as_deref())?;
    let mut checker = Checker { args, addresses, broker, chain };
    let began = Instant::now();
    let patience = Duration::from_secs(args.settle);
    let mut underway = checker.wait(patience).await?;
    let mut gewacht = began.elapsed();
    let geplant = checker.plant().await?;
    let mut checks = checker.look(&underway).await?;
    if geplant.is_none() && checks.iter().any(Check::is_red) && began.elapsed() < patience {
        // The broker counts its queues now and then: a message may have been on its way. What is
        // wrong stays wrong.
        tokio::time::sleep(settle::BROKER_LAG.min(patience)).await;
        underway = checker.wait(patience.saturating_sub(began.elapsed())).await?;
        gewacht = began.elapsed();
        checks = checker.look(&underway).await?;
    }
    Ok(Report { gewacht, geplant, checks })
}

impl Checker<'_> {
    async fn wait(&mut self, patience: Duration) -> anyhow::Result<Underway> {
        settle::wait(&mut self.chain, &self.broker, patience)
            .await
            .context("niet te zien of de keten stil is")
    }

    /// All checks, on one moment of each database.
    async fn look(&mut self, underway: &Underway) -> anyhow::Result<Vec<Check>> {
        let Self { args, addresses, broker, chain } = self;
        chain.begin().await?;
        let mut checks = claims::check(chain).await;
        checks.extend(budgets::check(chain).await);
        checks.extend(books::check(chain).await);
        checks.extend(facts::check(chain, broker).await);
        checks.extend(files::check(chain, args.bank_folder.as_deref()).await);
        checks.extend(states::check(chain, underway).await);
        checks.extend(sight::check(chain, addresses, &args.national_oins).await);
        chain.end().await?;
        Ok(checks)
    }

    #[cfg(any(feature = "plant", debug_assertions))]
    async fn plant(&self) -> anyhow::Result<Option<Geplant>> {
        let Some(invariant) = self.args.plant.plant else { return Ok(None) };
        let admin = self.args.plant.admin_url.as_deref().context("--plant vraagt --admin-url")?;
        let ca = self.args.ca_file.as_deref();
        plant::plant(invariant, &self.addresses, admin, ca).await.map(Some)
    }

    #[cfg(not(any(feature = "plant", debug_assertions)))]
    #[expect(clippy::unused_async, reason = "a build for tests has something to wait for")]
    async fn plant(&self) -> anyhow::Result<Option<Geplant>> {
        Ok(None)
    }
}
