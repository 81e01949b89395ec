//! `population`: writes a generated population to a folder: the BRP test register, the 501
//! messages, and an overview.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Parser;
use population::{Kanaal, Options, Population};

/// Genereert een verzonnen populatie: steeds dezelfde bij dezelfde seed.
#[derive(Parser)]
#[command(name = "population", version)]
struct Arguments {
    /// Map waarin de bestanden komen.
    #[arg(long)]
    out: PathBuf,
    /// Zelfde seed, zelfde populatie.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Aantal budgethouders, 20 tot en met 3000.
    #[arg(long, default_value_t = 200)]
    budgethouders: usize,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let options = Options { seed: arguments.seed, budgethouders: arguments.budgethouders };
    let population = Population::generate(options)?;
    let messages = arguments.out.join("501");
    std::fs::create_dir_all(&messages).with_context(|| format!("{}", messages.display()))?;
    std::fs::write(arguments.out.join("brp.ndjson"), population.brp_register())?;
    for toekenning in population.toekenningen.iter().filter(|t| t.kanaal == Kanaal::Ipgb) {
        let name = format!("{}-{}.xml", toekenning.afzendercode, toekenning.bericht);
        std::fs::write(messages.join(name), population::ipgb::message(toekenning))?;
    }
    for (n, fout) in population.fouten.iter().enumerate() {
        std::fs::write(messages.join(format!("fout-{n}.xml")), &fout.xml)?;
    }
    let overview = serde_json::json!({
        "budgethouders": population.toekenningen.len(),
        "zorgverleners": population.zorgverleners.len(),
        "zorgovereenkomsten": population.overeenkomsten.len(),
        "declaraties": population.declaraties.len(),
    });
    std::fs::write(arguments.out.join("overzicht.json"), format!("{overview:#}\n"))?;
    Ok(())
}
