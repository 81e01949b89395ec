//! `bench`: measures the chain beside the physical limit of the same PostgreSQL.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chain::bank::{Bank, Run};
use chain::client::number;
use chain::measure::limit::{self, Limit};
use chain::measure::load::{Load, percentile};
use chain::measure::machine::{self, Machine};
use chain::measure::toets;
use chain::measure::{Measure, Measured, divide, payments, rate};
use chain::play::Play;
use chain::running::{Chain, SVB_OIN, Servers};
use clap::Parser;
use population::{Options, Population};

/// Meet de keten: doorvoer, wachttijd, geheugen en groei, elk naast de grens die pgbench in
/// dezelfde run op dezelfde PostgreSQL haalt.
#[derive(Parser)]
#[command(name = "bench", version)]
struct Arguments {
    /// Uitkomst als JSON op de laatste regel.
    #[arg(long)]
    json: bool,
    /// Zoveel declaraties staan er bij de eerste meting.
    #[arg(long, default_value_t = 20_000)]
    first: usize,
    /// Zoveel declaraties staan er bij de laatste meting van de groei.
    #[arg(long, default_value_t = 200_000)]
    last: usize,
    /// Declaraties in een meting.
    #[arg(long, default_value_t = 10_000)]
    burst: usize,
    /// Seconden per meting van de grens.
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// Betalingen in de gemeten betaalrun en op het gemeten afschrift; 0 slaat dit over.
    #[arg(long, default_value_t = 0)]
    betalingen: i64,
    /// Betalingen waarin wordt gezocht; 0 slaat dit over.
    #[arg(long, default_value_t = 0)]
    zoeken: i64,
    /// Budgethouders; elke overeenkomst kan 300 dagen declareren.
    #[arg(long, default_value_t = 640)]
    budgethouders: usize,
    /// Map voor logs en sleutels.
    #[arg(long, default_value = ".private/bench")]
    folder: PathBuf,
    /// PostgreSQL, met een login die databases en rollen mag maken.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,
    /// RabbitMQ, met een login die mag beheren.
    #[arg(long, env = "AMQP_URL", hide_env_values = true)]
    amqp_url: String,
    /// Beheer-API van RabbitMQ.
    #[arg(long, env = "RABBITMQ_MANAGEMENT_URL", hide_env_values = true)]
    rabbitmq_management_url: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let folder = std::path::absolute(&arguments.folder)?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let server = limit::connect(&arguments.database_url).await?;
    let version: String = server.query_one("SHOW server_version", &[]).await?.try_get(0)?;
    tell("grens meten met pgbench …");
    let limit = limit::take(&arguments.database_url, arguments.seconds).await?;
    // What was measured is shown, also when a later measurement fails.
    let mut measures = Vec::new();
    let outcome = measure(&arguments, folder, limit, &mut measures).await;
    let result = Measured { machine: Machine::look(version), measures };
    print(&result.table());
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&result)?));
    }
    outcome
}

async fn measure(
    arguments: &Arguments,
    folder: PathBuf,
    limit: Limit,
    measures: &mut Vec<Measure>,
) -> anyhow::Result<()> {
    tell("keten starten en overeenkomsten klaarzetten …");
    let options = Options { seed: 1, budgethouders: arguments.budgethouders };
    let population = Population::generate(options)?;
    let servers = Servers {
        database_url: arguments.database_url.clone(),
        amqp_url: arguments.amqp_url.clone(),
        management_url: arguments.rabbitmq_management_url.clone(),
        prefix: "pgb_bench_".to_owned(),
        folder,
        usual_ports: false,
    };
    let chain = Chain::start(servers, &Vec::new()).await?;
    let mut play = Play::new(&chain, &population, |row| tell(row.stap));
    play.until_agreements().await?;
    anyhow::ensure!(play.report.is_right(), "het klaarzetten mislukte:\n{}", play.report.table());
    chain.set_clock("2026-12-20T09:00:00Z").await?;
    let idle = memory(&chain);
    let mut load = Load::new(&chain, &play, &population).await?;

    let burst = arguments.burst;
    tell("warmlopen …");
    load.run(2_000).await?;
    measures.push(sepa(&chain, limit).await?);
    tell("eerste metingen …");
    fill(&mut load, arguments.first).await?;
    let early = load.run(burst).await?;
    let sorted = load.single(500).await?;
    let loaded = memory(&chain);
    tell("opslag laten groeien …");
    fill(&mut load, arguments.last).await?;
    let late = load.run(burst).await?;

    let chain_rate = rate(burst, early.booked);
    let seconds_each =
        |took: Duration| divide(took.as_secs_f64(), rate(burst, Duration::from_secs(1)));
    let single = ("pgbench, 1 declaratie per transactie, 8 clients", limit.single);
    let batch = ("pgbench, 100 declaraties per transactie, 2 clients", limit.batch);
    let alone = ("pgbench, 1 declaratie per transactie, 1 client", limit.latency_ms);
    let ideal = divide(rate(burst, Duration::from_secs(1)), limit.single);
    let tail = early.booked.saturating_sub(early.intake).as_secs_f64();
    let whole = ("geheugen van de machine", memory_total());
    measures.extend([
        Measure::higher("chain_throughput", (chain_rate, "declaraties/s"), single),
        Measure::higher("intake_throughput", (rate(burst, early.intake), "declaraties/s"), batch),
        Measure::lower("claim_latency_p50", (percentile(&sorted, 50), "ms"), alone),
        Measure::lower("claim_latency_p99", (percentile(&sorted, 99), "ms"), alone),
        Measure::lower("burst_tail", (tail, "s"), ("de stoot aan de grens van pgbench", ideal)),
        Measure::lower("memory_idle", (idle, "MiB"), whole),
        Measure::lower("memory_load", (loaded, "MiB"), whole),
        Measure::lower(
            "cost_growth",
            (seconds_each(late.booked), "s/declaratie"),
            ("dezelfde meting met minder opgeslagen declaraties", seconds_each(early.booked)),
        ),
    ]);
    tell("de toets …");
    measures.extend(toets::measure(&chain).await.context("de toets")?);
    in_bulk(arguments, &chain, measures).await
}

/// Payments in bulk, last: their rows are laid in the database.
async fn in_bulk(
    arguments: &Arguments,
    chain: &Chain,
    measures: &mut Vec<Measure>,
) -> anyhow::Result<()> {
    if arguments.betalingen > 0 {
        tell("een grote betaalrun en haar afschrift …");
        let run = payments::run_and_statement(chain, arguments.betalingen).await;
        measures.extend(run.context("een grote betaalrun")?);
    }
    if arguments.zoeken > 0 {
        tell("zoeken in veel betalingen …");
        let search = payments::payment_search(chain, arguments.zoeken).await;
        measures.push(search.context("zoeken in veel betalingen")?);
    }
    Ok(())
}

/// Hands in claims until so many are stored.
async fn fill(load: &mut Load<'_>, target: usize) -> anyhow::Result<()> {
    loop {
        let stored = usize::try_from(load.stored().await?)?;
        let missing = target.saturating_sub(stored).min(20_000);
        if missing == 0 {
            return Ok(());
        }
        load.run(missing).await?;
        tell(&format!("{} declaraties", stored.saturating_add(missing)));
    }
}

/// Payments a second from release to bytes: all that is ready goes in one run.
async fn sepa(chain: &Chain, limit: Limit) -> anyhow::Result<Measure> {
    let scope = "pgb.betaalruns.schrijven pgb.betaalruns.lezen pgb.betaalruns.goedkeuren \
                 pgb.betaalruns.vrijgeven pgb.betalingen.lezen pgb.bestanden.lezen";
    let maker = chain.client("payout", (SVB_OIN, "bench-maker"), scope).await?;
    let approver = chain.client("payout", (SVB_OIN, "bench-goedkeurder"), scope).await?;
    let releaser = chain.client("payout", (SVB_OIN, "bench-vrijgever"), scope).await?;
    let bank = Bank::open(PathBuf::from(chain.path("bank")))?;
    let run = Run { maker: &maker, approver: &approver, releaser: &releaser };
    let started = Instant::now();
    let sent = run.pay("2026-12-22", &bank).await?;
    let payments = usize::try_from(number(&sent, "/aantal")?)?;
    let value = rate(payments, started.elapsed());
    let single = ("pgbench, 1 declaratie per transactie, 8 clients", limit.single);
    Ok(Measure::higher("sepa_throughput", (value, "betalingen/s"), single))
}

/// Resident memory of the services together, MiB.
fn memory(chain: &Chain) -> f64 {
    let sum: u64 = chain.processes().iter().map(|(_, id)| machine::resident_mib(*id)).sum();
    f64::from(u32::try_from(sum).unwrap_or(u32::MAX))
}

fn memory_total() -> f64 {
    let machine = Machine::look(String::new());
    f64::from(u32::try_from(machine.memory_mib).unwrap_or(u32::MAX))
}

fn tell(line: &str) {
    let told = writeln!(std::io::stderr(), "{line}");
    debug_assert!(told.is_ok(), "standard error is open");
}

fn print(text: &str) {
    let printed = std::io::stdout().write_all(text.as_bytes());
    debug_assert!(printed.is_ok(), "standard output is open");
}
