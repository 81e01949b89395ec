//! The checker against the real schemas of all services: green on an empty chain and on a small
//! one that holds a bit of everything, and red for each violation that is planted in it.
//!
//! The chain is written by hand in SQL: nothing of the services runs here. What they write
//! themselves is checked by the tests of the whole chain.

#![cfg(test)]

#[cfg(test)]
#[path = "controle/chain.rs"]
mod chain;

use chain::Chain;

#[tokio::test]
async fn an_empty_chain_is_green_and_one_without_a_broker_is_not_checked() {
    let mut chain = Chain::empty().await;
    let said = chain.controle(&[]).await;
    assert_eq!(said.status, 0, "{}", said.wrong());
    chain.management_url = "http://127.0.0.1:1".to_owned();
    let said = chain.controle(&["--settle", "0"]).await;
    assert_eq!(said.status, 2, "{}", said.text);
    assert!(said.text.contains("niet gecontroleerd"), "{}", said.text);
    chain.remove().await;
}

#[tokio::test]
async fn a_right_chain_is_green_and_each_planted_violation_in_it_is_found() {
    let chain = Chain::small().await;
    let said = chain.controle(&["--json"]).await;
    assert_eq!(said.status, 0, "{}", said.wrong());
    assert_eq!(said.wrong(), "");
    assert_eq!(said.seen("geboekt-plus-geweigerd"), (Some(3), Some(70_000)));
    assert_eq!(said.seen("inhoud-is-wat-geboekt-is"), (Some(2), Some(70_000)));
    assert_eq!(said.seen("verzonden-is-bewaard"), (Some(1), None));
    assert_eq!(said.seen("declaraties-geboekt"), (Some(3), Some(70_000)));
    assert_eq!(said.seen("payout.declaraties-ontving-van-zorgdomein"), (Some(3), None));
    chain.save().await;
    // An answer that is gone is also a difference between two services.
    let expected: [(u8, &[u8]); 8] =
        [(1, &[1]), (2, &[2]), (3, &[3]), (4, &[4, 7]), (5, &[5]), (6, &[6]), (7, &[7]), (8, &[8])];
    for (invariant, red) in expected {
        let number = invariant.to_string();
        let plant = ["--json", "--plant", &number, "--admin-url", &chain.admin_url];
        let said = chain.controle(&plant).await;
        assert_eq!(said.status, 1, "{invariant}: {}", said.wrong());
        let report = said.json();
        assert_eq!(report["gevonden"], true, "{invariant}: {}", said.wrong());
        assert_eq!(report["geplant"]["invariant"], invariant);
        assert_eq!(said.red(), red, "{invariant}: {}", said.wrong());
        let planted_in = if invariant < 7 { "payout" } else { "zorgdomein" };
        chain.restore(&[planted_in]).await;
    }
    let said = chain.controle(&[]).await;
    assert_eq!(said.status, 0, "{}", said.wrong());
    chain.remove().await;
}

#[tokio::test]
async fn what_differs_is_named_and_what_waits_visibly_is_not_lost() {
    let chain = Chain::small().await;
    chain.save().await;
    chain
        .violate(
            "risk-scan",
            "UPDATE toekenning SET status = 'ingetrokken'; \
             ALTER TABLE toekenning_pot NO FORCE ROW LEVEL SECURITY",
        )
        .await;
    chain.violate("labour-check", "UPDATE toets SET uitkomst = 'afgekeurd'").await;
    let said = chain.controle(&["--settle", "0"]).await;
    assert_eq!(said.status, 1, "{}", said.text);
    for part in [
        "✗ toekenningen-risk-scan",
        "zorgdomein: versie 1, actief",
        "risk-scan: versie 1, ingetrokken",
        "✗ toetsen",
        "✗ risk-scan-schermt-rijen-af",
        "ROOD: invariant 7, 8",
    ] {
        assert!(said.text.contains(part), "{part} in {}", said.text);
    }
    chain.restore(&["risk-scan", "labour-check"]).await;
    chain.let_the_refused_claim_wait().await;
    let said = chain.controle(&["--settle", "0"]).await;
    assert_eq!(said.status, 1, "{}", said.text);
    assert!(said.text.contains("waiting van payout: 1"), "{}", said.text);
    assert!(said.text.ends_with("ROOD: invariant 7\n"), "{}", said.text);
    chain.remove().await;
}
