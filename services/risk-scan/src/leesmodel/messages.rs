//! What is heard: master data, and the stream of declaraties and betalingen.

use std::collections::BTreeSet;

use contracts::catalogue::{Queue, RISK_SCAN_STAMGEGEVENS, RISK_SCAN_STROOM};
use contracts::{
    BetalingBijgewerkt, BudgethouderVastgesteld, BudgetstandBijgewerkt, DeclaratieIngediend,
    DeclaratieVastgesteld, Fact, ToekenningVastgesteld, VerstrekkerVastgesteld,
    VorderingBijgewerkt, ZorgovereenkomstVastgesteld, ZorgverlenerVastgesteld,
};
use diesel_async::AsyncPgConnection;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use jiff::civil::Date;
use platform::messaging::consumer::{Delivery, Hearer, Verdict};
use platform::{Context, Fault, Scope, clock, tenancy};
use uuid::Uuid;

use super::store::{stamgegevens, stroom};

/// A fact with the event that said it.
pub(super) struct Gehoord<F> {
    /// The event.
    pub(super) gebeurtenis_id: Uuid,
    /// The how-manieth state.
    pub(super) versie: i64,
    /// The Amsterdam day on which it was said.
    pub(super) datum: Date,
    /// The state.
    pub(super) fact: F,
}

/// The hearer of `risk-scan.stamgegevens`: people, grants and agreements, of the whole country,
/// for one zorgverlener may work under any verstrekker.
pub struct Stamgegevens;

impl Hearer for Stamgegevens {
    fn queue(&self) -> Queue {
        RISK_SCAN_STAMGEGEVENS
    }

    fn hear<'a>(
        &'a self,
        context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>> {
        hear_stamgegevens(context, conn, batch).boxed()
    }
}

async fn hear_stamgegevens(
    context: &Context,
    conn: &mut AsyncPgConnection,
    batch: &[Delivery],
) -> Result<Vec<Verdict>, Fault> {
    let mut verdicts = Vec::with_capacity(batch.len());
    let (mut verstrekkers, mut zorgverleners) = (Vec::new(), Vec::new());
    let (mut budgethouders, mut toekenningen) = (Vec::new(), Vec::new());
    let mut zorgovereenkomsten = Vec::new();
    for delivery in batch {
        verdicts.push(match delivery.kind.as_str() {
            VerstrekkerVastgesteld::TYPE => keep(delivery, &mut verstrekkers),
            ZorgverlenerVastgesteld::TYPE => keep(delivery, &mut zorgverleners),
            BudgethouderVastgesteld::TYPE => keep(delivery, &mut budgethouders),
            ToekenningVastgesteld::TYPE => keep(delivery, &mut toekenningen),
            ZorgovereenkomstVastgesteld::TYPE => keep(delivery, &mut zorgovereenkomsten),
            other => unknown(other),
        });
    }
    Scope::Landelijk.set(conn).await?;
    if !verstrekkers.is_empty() {
        let facts: Vec<_> = verstrekkers.into_iter().map(|heard| heard.fact).collect();
        tenancy::apply(conn, &facts).await?;
        context.access.forget();
    }
    stamgegevens::save_zorgverleners(conn, &zorgverleners).await?;
    stamgegevens::save_budgethouders(conn, &budgethouders).await?;
    stamgegevens::save_toekenningen(conn, &toekenningen).await?;
    stamgegevens::save_zorgovereenkomsten(conn, &zorgovereenkomsten).await?;
    Ok(verdicts)
}

/// The hearer of `risk-scan.stroom`: what is claimed, due and paid, under exactly the verstrekkers
/// that a batch names.
pub struct Stroom;

impl Hearer for Stroom {
    fn queue(&self) -> Queue {
        RISK_SCAN_STROOM
    }

    fn hear<'a>(
        &'a self,
        _context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>> {
        hear_stroom(conn, batch).boxed()
    }
}

async fn hear_stroom(
    conn: &mut AsyncPgConnection,
    batch: &[Delivery],
) -> Result<Vec<Verdict>, Fault> {
    let mut verdicts = Vec::with_capacity(batch.len());
    let (mut ingediend, mut vastgesteld) = (Vec::new(), Vec::new());
    let (mut betalingen, mut vorderingen) = (Vec::new(), Vec::new());
    let mut standen = Vec::new();
    for delivery in batch {
        verdicts.push(match delivery.kind.as_str() {
            DeclaratieIngediend::TYPE => keep(delivery, &mut ingediend),
            DeclaratieVastgesteld::TYPE => keep(delivery, &mut vastgesteld),
            BetalingBijgewerkt::TYPE => keep(delivery, &mut betalingen),
            VorderingBijgewerkt::TYPE => keep(delivery, &mut vorderingen),
            BudgetstandBijgewerkt::TYPE => keep(delivery, &mut standen),
            other => unknown(other),
        });
    }
    let mut named: BTreeSet<Uuid> = BTreeSet::new();
    named
        .extend(ingediend.iter().map(|one: &Gehoord<DeclaratieIngediend>| one.fact.verstrekker_id));
    named.extend(
        vastgesteld.iter().map(|one: &Gehoord<DeclaratieVastgesteld>| one.fact.verstrekker_id),
    );
    named
        .extend(betalingen.iter().map(|one: &Gehoord<BetalingBijgewerkt>| one.fact.verstrekker_id));
    named.extend(
        vorderingen.iter().map(|one: &Gehoord<VorderingBijgewerkt>| one.fact.verstrekker_id),
    );
    named
        .extend(standen.iter().map(|one: &Gehoord<BudgetstandBijgewerkt>| one.fact.verstrekker_id));
    Scope::Verstrekkers(named).set(conn).await?;
    stroom::save_ingediend(conn, &ingediend).await?;
    stroom::save_vastgesteld(conn, &vastgesteld).await?;
    stroom::save_betalingen(conn, &betalingen).await?;
    stroom::save_vorderingen(conn, &vorderingen).await?;
    stroom::save_standen(conn, &standen).await?;
    Ok(verdicts)
}

fn keep<F: Fact>(delivery: &Delivery, heard: &mut Vec<Gehoord<F>>) -> Verdict {
    match delivery.fact() {
        Ok(fact) => {
            heard.push(Gehoord {
                gebeurtenis_id: delivery.id,
                versie: delivery.versie,
                datum: clock::day_of(delivery.time),
                fact,
            });
            Verdict::Applied
        }
        Err(verdict) => verdict,
    }
}

fn unknown(kind: &str) -> Verdict {
    Verdict::Never(format!("onbekend soort feit {kind}"))
}
