//! From a verstrekker's message to a payment that the bank has confirmed, and everything the
//! checker must be able to find afterwards.

use chain::play::Play;
use chain::testing;
use population::{Options, Population};

#[tokio::test]
async fn a_month_of_the_chain_comes_out_as_expected() -> anyhow::Result<()> {
    let chain = testing::chain("month").await?;
    let population = Population::generate(Options { seed: 3, budgethouders: 60 })?;
    let mut play = Play::new(&chain, &population, |_| {});
    let played = play.all().await;
    let table = play.report.table();
    played.map_err(|error| error.context(table.clone()))?;
    assert!(play.report.is_right(), "{table}");
    every_planted_violation_is_found(&chain).await
}

/// Plants a violation of each kind in turn; the checker must turn red for that kind.
async fn every_planted_violation_is_found(chain: &chain::running::Chain) -> anyhow::Result<()> {
    let admin = chain.servers().database_url.clone();
    // In this order each turns another invariant red: 7 and 4 touch each other.
    for kind in [1, 2, 3, 5, 6, 8, 7, 4] {
        let number = kind.to_string();
        let (_, before) = chain.controle(&["--json", "--settle", "1"]).await?;
        assert!(
            !is_red(&before, kind)?,
            "invariant {kind} was red before it was planted:\n{before}"
        );
        let plant = ["--json", "--settle", "1", "--plant", &number, "--admin-url", &admin];
        let (green, said) = chain.controle(&plant).await?;
        assert!(!green, "invariant {kind} was planted and not found:\n{said}");
        assert!(is_red(&said, kind)?, "invariant {kind} was planted; another was found:\n{said}");
    }
    Ok(())
}

/// Whether the checker reports a red check of this invariant.
fn is_red(said: &str, invariant: u64) -> anyhow::Result<bool> {
    let line = said.lines().rev().find(|line| line.starts_with('{')).unwrap_or(said);
    let report: serde_json::Value = serde_json::from_str(line)?;
    let checks = report.get("controles").and_then(serde_json::Value::as_array);
    Ok(checks.into_iter().flatten().any(|check| {
        check.get("invariant").and_then(serde_json::Value::as_u64) == Some(invariant)
            && check.get("uitkomst").and_then(serde_json::Value::as_str) == Some("rood")
    }))
}
