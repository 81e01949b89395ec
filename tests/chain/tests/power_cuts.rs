//! Services that are killed without warning: nothing is lost, nothing is done twice.

use chain::measure::load::Load;
use chain::play::Play;
use chain::testing;
use population::{Options, Population};

#[tokio::test]
async fn claims_survive_services_that_are_killed_while_they_work() -> anyhow::Result<()> {
    let mut chain = testing::chain("power").await?;
    let population = Population::generate(Options { seed: 5, budgethouders: 30 })?;
    let known = {
        let mut play = Play::new(&chain, &population, |_| {});
        play.until_agreements().await?;
        assert!(play.report.is_right(), "{}", play.report.table());
        chain.set_clock("2026-12-20T09:00:00Z").await?;
        play.known()
    };
    for victim in ["payout", "zorgdomein", "risk-scan"] {
        {
            let play = Play::resume(&chain, &population, known.clone());
            let mut load = Load::new(&chain, &play, &population).await?;
            load.skip_what_is_stored().await?;
            load.hand_in(400).await?;
        }
        chain.kill(victim).await?;
        chain.restart(victim).await?;
    }
    let play = Play::resume(&chain, &population, known);
    let load = Load::new(&chain, &play, &population).await?;
    load.all_are_booked(1200).await?;
    let (green, said) = chain.controle(&[]).await?;
    assert!(green, "{said}");
    Ok(())
}
