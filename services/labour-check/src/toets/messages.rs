//! What the toets hears: agreements that are handed in and where they stand, and who may act for a verstrekker.

use contracts::catalogue::{LABOUR_CHECK_OVEREENKOMSTEN, Queue};
use contracts::{
    Fact as _, VerstrekkerVastgesteld, ZorgovereenkomstIngediend, ZorgovereenkomstVastgesteld,
};
use diesel_async::AsyncPgConnection;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use platform::messaging::consumer::{Delivery, Hearer, Verdict};
use platform::{Context, Fault, Scope, tenancy};

use super::flows;
use crate::ronde::store::lopend;

/// The hearer of `labour-check.overeenkomsten`.
pub struct Overeenkomsten;

impl Hearer for Overeenkomsten {
    fn queue(&self) -> Queue {
        LABOUR_CHECK_OVEREENKOMSTEN
    }

    fn hear<'a>(
        &'a self,
        context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>> {
        apply(context, conn, batch).boxed()
    }
}

async fn apply(
    context: &Context,
    conn: &mut AsyncPgConnection,
    batch: &[Delivery],
) -> Result<Vec<Verdict>, Fault> {
    let mut verstrekkers: Vec<VerstrekkerVastgesteld> = Vec::new();
    let mut ingediend: Vec<ZorgovereenkomstIngediend> = Vec::new();
    let mut vastgesteld: Vec<ZorgovereenkomstVastgesteld> = Vec::new();
    let mut verdicts = Vec::with_capacity(batch.len());
    for delivery in batch {
        verdicts.push(match delivery.kind.as_str() {
            VerstrekkerVastgesteld::TYPE => keep(delivery.fact(), &mut verstrekkers),
            ZorgovereenkomstIngediend::TYPE => keep(delivery.fact(), &mut ingediend),
            ZorgovereenkomstVastgesteld::TYPE => keep(delivery.fact(), &mut vastgesteld),
            other => Verdict::Never(format!("onbekend soort feit {other}")),
        });
    }
    if !verstrekkers.is_empty() {
        tenancy::apply(conn, &verstrekkers).await?;
    }
    if !ingediend.is_empty() {
        let named = ingediend.iter().flat_map(|fact| fact.verstrekkers.iter().copied());
        Scope::of(named).set(conn).await?;
        flows::judge(conn, (&context.source, context.clock.now()), &ingediend).await?;
    }
    if !vastgesteld.is_empty() {
        let lines = vastgesteld.iter().flat_map(|fact| &fact.regels);
        Scope::of(lines.map(|regel| regel.verstrekker_id)).set(conn).await?;
        lopend::stand(conn, &vastgesteld).await?;
    }
    Ok(verdicts)
}

fn keep<F>(read: Result<F, Verdict>, facts: &mut Vec<F>) -> Verdict {
    match read {
        Ok(fact) => {
            facts.push(fact);
            Verdict::Applied
        }
        Err(verdict) => verdict,
    }
}
