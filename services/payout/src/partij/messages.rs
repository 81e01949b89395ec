//! The queue of master data: who is paid, from what, and what holds it.

use std::collections::BTreeSet;

use contracts::catalogue::{PAYOUT_STAMGEGEVENS, Queue};
use contracts::{
    BetaalgegevensVastgesteld, BudgethouderVastgesteld, Fact, MaatregelVastgesteld,
    ToekenningVastgesteld, VerstrekkerVastgesteld, ZorgovereenkomstVastgesteld,
    ZorgverlenerVastgesteld,
};
use diesel_async::AsyncPgConnection;
use futures_util::future::BoxFuture;
use platform::messaging::consumer::{Delivery, Hearer, Verdict};
use platform::{Context, Fault, Scope, tenancy};
use uuid::Uuid;

use super::flows;
use crate::budget;

/// Hears master data. Agreements, measures and grants are kept in the scope of exactly the
/// verstrekkers that the batch names; blocks, runs and files of the payment office, which belong to
/// no verstrekker, with them. Accounts of payees belong to no verstrekker: they take the national
/// scope.
pub struct Stamgegevens;

/// The facts of a batch by kind, each with its version and its place in the batch.
#[derive(Default)]
struct Batch {
    verstrekkers: Vec<VerstrekkerVastgesteld>,
    betaalgegevens: Vec<(i64, BetaalgegevensVastgesteld)>,
    overeenkomsten: Vec<(i64, ZorgovereenkomstVastgesteld)>,
    maatregelen: Vec<MaatregelVastgesteld>,
    toekenningen: Vec<(i64, ToekenningVastgesteld)>,
    places: Vec<usize>,
}

impl Batch {
    /// Sorts one delivery in; what does not parse gets its verdict here.
    fn take(&mut self, place: usize, delivery: &Delivery) -> Result<(), Verdict> {
        let versie = delivery.versie;
        match delivery.kind.as_str() {
            VerstrekkerVastgesteld::TYPE => self.verstrekkers.push(delivery.fact()?),
            BetaalgegevensVastgesteld::TYPE => {
                self.betaalgegevens.push((versie, delivery.fact()?));
            }
            ZorgovereenkomstVastgesteld::TYPE => {
                self.overeenkomsten.push((versie, delivery.fact()?));
            }
            MaatregelVastgesteld::TYPE => self.maatregelen.push(delivery.fact()?),
            ToekenningVastgesteld::TYPE => {
                self.toekenningen.push((versie, delivery.fact()?));
                self.places.push(place);
            }
            // Nothing of a person is kept that payments do not need.
            BudgethouderVastgesteld::TYPE => drop(delivery.fact::<BudgethouderVastgesteld>()?),
            ZorgverlenerVastgesteld::TYPE => drop(delivery.fact::<ZorgverlenerVastgesteld>()?),
            other => return Err(Verdict::Never(format!("onbekend soort feit {other}"))),
        }
        Ok(())
    }
}

impl Batch {
    /// The verstrekkers that agreements and measures name, and the payment office.
    fn whose(&self) -> BTreeSet<Uuid> {
        let lines = self.overeenkomsten.iter().flat_map(|(_, fact)| &fact.regels);
        let measures = self.maatregelen.iter().map(|fact| fact.verstrekker_id);
        lines.map(|line| line.verstrekker_id).chain(measures).chain([Uuid::nil()]).collect()
    }
}

impl Hearer for Stamgegevens {
    fn queue(&self) -> Queue {
        PAYOUT_STAMGEGEVENS
    }

    fn hear<'a>(
        &'a self,
        context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>> {
        Box::pin(hear(context, conn, batch))
    }
}

async fn hear(
    context: &Context,
    conn: &mut AsyncPgConnection,
    deliveries: &[Delivery],
) -> Result<Vec<Verdict>, Fault> {
    let mut batch = Batch::default();
    let mut verdicts: Vec<Verdict> = deliveries
        .iter()
        .enumerate()
        .map(|(place, delivery)| batch.take(place, delivery).err().unwrap_or(Verdict::Applied))
        .collect();
    tenancy::apply(conn, &batch.verstrekkers).await?;
    // An account says neither whose budgets it is paid from nor who is paid to it else.
    if !batch.betaalgegevens.is_empty() {
        Scope::Landelijk.set(conn).await?;
        flows::hear_betaalgegevens(conn, context, &batch.betaalgegevens).await?;
    }
    Scope::Verstrekkers(batch.whose()).set(conn).await?;
    flows::hear_overeenkomsten(conn, context, &batch.overeenkomsten).await?;
    flows::hear_maatregelen(conn, context, &batch.maatregelen).await?;
    if !batch.toekenningen.is_empty() {
        let whose = budget::flows::verstrekkers(&batch.toekenningen);
        Scope::Verstrekkers(whose).set(conn).await?;
        let judged = budget::flows::hear(conn, context, &batch.toekenningen).await?;
        for (place, verdict) in batch.places.into_iter().zip(judged) {
            if let Some(slot) = verdicts.get_mut(place) {
                *slot = verdict;
            }
        }
    }
    Ok(verdicts)
}
