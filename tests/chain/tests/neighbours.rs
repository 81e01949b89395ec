//! Nobody sees what is not his, and every API keeps the rules of the house.

use chain::client::text;
use chain::testing;
use population::{Options, Population};
use serde_json::json;

const SCOPE: &str = "pgb.verstrekkers.schrijven pgb.toekenningen.schrijven \
    pgb.toekenningen.lezen pgb.zorgovereenkomsten.lezen pgb.declaraties.lezen pgb.berichten.lezen";

#[tokio::test]
async fn a_neighbour_gets_404_and_a_stranger_403() -> anyhow::Result<()> {
    let chain = testing::chain("neighbours").await?;
    chain.set_clock("2026-01-08T09:00:00Z").await?;
    let population = Population::generate(Options { seed: 1, budgethouders: 20 })?;
    chain.register_persons(&population).await?;
    let svb = chain.client("zorgdomein", (chain::running::SVB_OIN, "svb"), SCOPE).await?;
    for (naam, code, oin) in [
        ("Gemeente Proefstad 1", "9901", "00000099000000010001"),
        ("Gemeente Proefstad 2", "9902", "00000099000000010002"),
    ] {
        let body = json!({
            "naam": naam, "soort": "gemeente", "afzendercode": code, "oin": oin,
            "wetten": ["WMO", "JW"], "mandaten": [],
        });
        svb.post("/verstrekkers", &body).await?.expect(201)?;
    }
    let own = chain.client("zorgdomein", ("00000099000000010001", "own"), SCOPE).await?;
    let neighbour = chain.client("zorgdomein", ("00000099000000010002", "buur"), SCOPE).await?;
    let stranger = chain.client("zorgdomein", ("00000099000000010003", "vreemd"), SCOPE).await?;
    let bsn = kernel::Bsn::of_test_persons().next().expect("a test person");
    let grant = json!({
        "afzender": "9901", "berichtIdentificatie": "B1", "dagtekening": "2026-01-05", "wet": "WMO",
        "client": { "bsn": bsn },
        "budget": { "budgetIdentificatie": "PGB-1", "functieBudgetten": [{
            "zorgfunctie": "02",
            "functieBudgetPeriode": { "ingangsdatum": "2026-01-01", "einddatum": "2026-12-31" },
            "functieBudgetBedrag": 100_000,
        }]},
    });
    let made = own.post("/toekenningen", &grant).await?.expect(201)?.json()?;
    let path = format!("/toekenningen/{}", text(&made, "/id")?);
    own.get(&path).await?.expect(200)?;
    neighbour.get(&path).await?.expect(404)?;
    stranger.get(&path).await?.expect(403)?;
    assert!(neighbour.list("/toekenningen").await?.is_empty());
    assert_eq!(own.list("/toekenningen").await?.len(), 1);
    let asked = neighbour.post("/toekenningen/_zoek", &json!({ "bsn": bsn })).await?.expect(200)?;
    assert_eq!(asked.json()?.pointer("/items/0"), None);
    let forged = neighbour.post("/toekenningen", &grant).await?;
    assert!(forged.status == 403 || forged.status == 400, "{} {}", forged.status, forged.body);
    Ok(())
}
