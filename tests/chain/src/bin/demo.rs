//! `demo`: plays a month of the chain and prints what happened.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use chain::play::Play;
use chain::report::Row;
use chain::running::{Chain, SVB_OIN, Servers};
use clap::Parser;
use population::{Options, Population};

/// Speelt een maand van de pgb-keten op een verzonnen populatie: echte berichten, echte
/// wachtrijen, echte bankbestanden. Eindigt met 0 als elke stap klopt en de controle groen is.
#[derive(Parser)]
#[command(name = "demo", version)]
struct Arguments {
    /// Stop na het spel; anders blijven de services draaien tot Ctrl-C.
    #[arg(long)]
    once: bool,
    /// Uitkomst als JSON op de laatste regel.
    #[arg(long)]
    json: bool,
    /// Aantal budgethouders, 20 tot en met 3000.
    #[arg(long, default_value_t = 200)]
    budgethouders: usize,
    /// Zelfde seed, zelfde populatie.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Map voor berichten, bankbestanden, logs en sleutels.
    #[arg(long, env = "PGB_FOLDER", default_value = ".private/demo")]
    folder: PathBuf,
    /// Voorvoegsel van de databases; de databases van een vorig spel met dit voorvoegsel gaan weg.
    #[arg(long, default_value = "pgb_demo_")]
    prefix: String,
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
        std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    std::fs::create_dir_all(&folder)?;
    let options = Options { seed: arguments.seed, budgethouders: arguments.budgethouders };
    let population = Population::generate(options)?;
    tell("services starten …");
    let servers = Servers {
        database_url: arguments.database_url.clone(),
        amqp_url: arguments.amqp_url.clone(),
        management_url: arguments.rabbitmq_management_url.clone(),
        prefix: arguments.prefix.clone(),
        folder: folder.clone(),
        usual_ports: true,
    };
    let chain = Chain::start(servers, &Vec::new()).await?;
    write_environment(&chain)?;
    let mut play = Play::new(&chain, &population, progress);
    let played = play.all().await;
    let report = play.report;
    print(&report.table());
    print(&format!("berichten, bankbestanden en logs: {}\n", folder.display()));
    std::fs::write(folder.join("verslag.json"), serde_json::to_string_pretty(&report)?)?;
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&report)?));
    }
    played?;
    if !arguments.once {
        stay(&chain).await?;
    }
    if !report.is_right() {
        anyhow::bail!("niet elke stap kwam uit zoals verwacht");
    }
    Ok(())
}

fn progress(row: &Row) {
    let mark = if row.is_right() { "✓" } else { "✗" };
    tell(&format!("{mark} {:<22} {:>6} {}", row.stap, row.aantal, row.omschrijving));
}

/// Progress goes to standard error, so that standard output is the result.
fn tell(line: &str) {
    let told = writeln!(std::io::stderr(), "{line}");
    debug_assert!(told.is_ok(), "standard error is open");
}

fn print(text: &str) {
    let printed = std::io::stdout().write_all(text.as_bytes());
    debug_assert!(printed.is_ok(), "standard output is open");
}

/// What `scripts/controle` and `scripts/token` need to find this chain again.
fn write_environment(chain: &Chain) -> anyhow::Result<()> {
    let folder = PathBuf::from(chain.path(""));
    let lines = format!(
        "export PGB_DATABASES={}\nexport RABBITMQ_MANAGEMENT_URL={}\nexport PGB_VHOST={}\n\
         export PGB_KEYS={}\nexport PGB_BANK_FOLDER={}\n\
         export NATIONAL_OINS={SVB_OIN}\n",
        chain.path("databases.json"),
        chain.servers().management_url,
        chain.servers().prefix.trim_end_matches('_'),
        chain.path("keys"),
        chain.path("bank"),
    );
    let above = folder.parent().context("de map heeft een bovenliggende map")?;
    std::fs::write(above.join("chain.env"), lines)?;
    Ok(())
}

/// Says where everything is and waits for Ctrl-C.
async fn stay(chain: &Chain) -> anyhow::Result<()> {
    print("\nDe services draaien. Stop met Ctrl-C.\n");
    for (name, _) in chain.processes() {
        if let Some(base) = chain.base(&name) {
            print(&format!("  {name:<13} {base}/openapi.json\n"));
        }
    }
    print(&format!(
        "Een token als SVB-medewerker:\n  ./scripts/token mint --dir {} --oin {SVB_OIN} \
         --sub svb-lezer --audience payout --scope 'pgb.betaalruns.lezen pgb.betalingen.lezen'\n",
        chain.path("keys")
    ));
    tokio::signal::ctrl_c().await?;
    Ok(())
}
