//! What this service hears: answers and tasks of the toets, measures, and what payout booked and paid.
//!
//! Each batch is applied with a fixed number of statements, under a scope of exactly the
//! verstrekkers it names. Where a fact names a claim or an agreement only, its verstrekkers are
//! looked up first, which alone sees the country.

use contracts::catalogue::{Queue, ZORGDOMEIN_ANTWOORDEN, ZORGDOMEIN_GEBOEKT};
use contracts::{
    BetalingBijgewerkt, BudgetstandBijgewerkt, DeclaratieGeboekt, Fact, MaatregelVastgesteld,
    OvereenkomsttaakVastgesteld, VorderingBijgewerkt, ZorgovereenkomstGetoetst,
};
use diesel_async::AsyncPgConnection;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use platform::messaging::consumer::{Delivery, Hearer, Verdict};
use platform::{Context, Fault, Scope};
use uuid::Uuid;

use crate::betaling::store as betaling;
use crate::budgetstand::store as budgetstand;
use crate::declaratie::store::geboekt;
use crate::persoon::flows::Desk;
use crate::taak::store as taak;
use crate::zorgovereenkomst::flows;
use crate::zorgovereenkomst::store::read as overeenkomsten;

/// Answers of the toets, and measures.
#[derive(Debug)]
pub(crate) struct Antwoorden;

/// What payout booked and paid, and how budgets stand.
#[derive(Debug)]
pub(crate) struct Geboekt;

/// The facts of one kind in a batch, with their places and versions.
struct Of<F> {
    places: Vec<usize>,
    facts: Vec<(i64, F)>,
}

/// Takes the facts of one kind out of a batch; what does not read is never applied.
fn take<F: Fact>(batch: &[Delivery], verdicts: &mut [Option<Verdict>]) -> Of<F> {
    let mut of = Of { places: Vec::new(), facts: Vec::new() };
    for (place, delivery) in batch.iter().enumerate().filter(|(_, d)| d.kind == F::TYPE) {
        match delivery.fact::<F>() {
            Ok(fact) => {
                of.places.push(place);
                of.facts.push((delivery.versie, fact));
            }
            Err(verdict) => set(verdicts, place, verdict),
        }
    }
    of
}

fn set(verdicts: &mut [Option<Verdict>], place: usize, verdict: Verdict) {
    if let Some(slot) = verdicts.get_mut(place) {
        *slot = Some(verdict);
    }
}

/// The rest of the transaction sees these verstrekkers and no others.
async fn named(
    conn: &mut AsyncPgConnection,
    verstrekkers: impl IntoIterator<Item = Uuid>,
) -> Result<(), Fault> {
    Ok(Scope::of(verstrekkers).set(conn).await?)
}

/// Every fact of this kind is in the transaction.
fn applied<F>(of: &Of<F>, verdicts: &mut [Option<Verdict>]) {
    of.places.iter().for_each(|place| set(verdicts, *place, Verdict::Applied));
}

/// What nobody took is of a kind this queue does not carry.
fn all(verdicts: Vec<Option<Verdict>>) -> Vec<Verdict> {
    let unknown = || Verdict::Never("deze soort wordt hier niet gehoord".to_owned());
    verdicts.into_iter().map(|verdict| verdict.unwrap_or_else(unknown)).collect()
}

impl Hearer for Antwoorden {
    fn queue(&self) -> Queue {
        ZORGDOMEIN_ANTWOORDEN
    }

    fn hear<'a>(
        &'a self,
        context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>> {
        async move {
            let mut verdicts = vec![None; batch.len()];
            hear_getoetst(context, conn, batch, &mut verdicts).await?;
            hear_taken(conn, batch, &mut verdicts).await?;
            let maatregelen = take::<MaatregelVastgesteld>(batch, &mut verdicts);
            if !maatregelen.facts.is_empty() {
                let now = context.clock.now();
                named(conn, maatregelen.facts.iter().map(|(_, own)| own.verstrekker_id)).await?;
                betaling::save_maatregelen(conn, now, &maatregelen.facts).await?;
                applied(&maatregelen, &mut verdicts);
            }
            Ok(all(verdicts))
        }
        .boxed()
    }
}

async fn hear_getoetst(
    context: &Context,
    conn: &mut AsyncPgConnection,
    batch: &[Delivery],
    verdicts: &mut [Option<Verdict>],
) -> Result<(), Fault> {
    let heard = take::<ZorgovereenkomstGetoetst>(batch, verdicts);
    if heard.facts.is_empty() {
        return Ok(());
    }
    let answers: Vec<_> = heard.facts.into_iter().map(|(_, fact)| fact).collect();
    let desk = Desk::of(context)?;
    let ids: Vec<Uuid> = answers.iter().map(|own| own.zorgovereenkomst_id).collect();
    Scope::Landelijk.set(conn).await?;
    let whose = overeenkomsten::verstrekkers_of(conn, &ids).await?;
    named(conn, whose).await?;
    let known = flows::answer(conn, &desk, &answers).await?;
    for (place, known) in heard.places.into_iter().zip(known) {
        let never = || Verdict::Never("deze zorgovereenkomst is hier nooit ingediend".to_owned());
        set(verdicts, place, if known { Verdict::Applied } else { never() });
    }
    Ok(())
}

async fn hear_taken(
    conn: &mut AsyncPgConnection,
    batch: &[Delivery],
    verdicts: &mut [Option<Verdict>],
) -> Result<(), Fault> {
    let taken = take::<OvereenkomsttaakVastgesteld>(batch, verdicts);
    if taken.facts.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = taken.facts.iter().map(|(_, own)| own.zorgovereenkomst_id).collect();
    Scope::Landelijk.set(conn).await?;
    let whose = overeenkomsten::verstrekkers_of(conn, &ids).await?;
    named(conn, whose).await?;
    taak::save(conn, &taken.facts).await?;
    applied(&taken, verdicts);
    Ok(())
}

impl Hearer for Geboekt {
    fn queue(&self) -> Queue {
        ZORGDOMEIN_GEBOEKT
    }

    fn hear<'a>(
        &'a self,
        context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>> {
        async move {
            let now = context.clock.now();
            let mut verdicts = vec![None; batch.len()];
            hear_geboekt(conn, batch, &mut verdicts).await?;
            let betalingen = take::<BetalingBijgewerkt>(batch, &mut verdicts);
            if !betalingen.facts.is_empty() {
                named(conn, betalingen.facts.iter().map(|(_, own)| own.verstrekker_id)).await?;
                betaling::save_betalingen(conn, now, &betalingen.facts).await?;
                applied(&betalingen, &mut verdicts);
            }
            let vorderingen = take::<VorderingBijgewerkt>(batch, &mut verdicts);
            if !vorderingen.facts.is_empty() {
                named(conn, vorderingen.facts.iter().map(|(_, own)| own.verstrekker_id)).await?;
                betaling::save_vorderingen(conn, now, &vorderingen.facts).await?;
                applied(&vorderingen, &mut verdicts);
            }
            let standen = take::<BudgetstandBijgewerkt>(batch, &mut verdicts);
            if !standen.facts.is_empty() {
                named(conn, standen.facts.iter().map(|(_, own)| own.verstrekker_id)).await?;
                budgetstand::save(conn, now, &standen.facts).await?;
                applied(&standen, &mut verdicts);
            }
            Ok(all(verdicts))
        }
        .boxed()
    }
}

async fn hear_geboekt(
    conn: &mut AsyncPgConnection,
    batch: &[Delivery],
    verdicts: &mut [Option<Verdict>],
) -> Result<(), Fault> {
    let heard = take::<DeclaratieGeboekt>(batch, verdicts);
    if heard.facts.is_empty() {
        return Ok(());
    }
    let answers: Vec<_> = heard.facts.into_iter().map(|(_, fact)| fact).collect();
    let ids: Vec<Uuid> = answers.iter().map(|own| own.declaratie_id).collect();
    Scope::Landelijk.set(conn).await?;
    let whose = geboekt::verstrekkers_of(conn, &ids).await?;
    named(conn, whose).await?;
    let known = geboekt::save(conn, &answers).await?;
    for (place, answer) in heard.places.into_iter().zip(&answers) {
        let verdict = if known.contains(&answer.declaratie_id) {
            Verdict::Applied
        } else {
            Verdict::Never("deze declaratie is hier nooit ingediend".to_owned())
        };
        set(verdicts, place, verdict);
    }
    Ok(())
}
