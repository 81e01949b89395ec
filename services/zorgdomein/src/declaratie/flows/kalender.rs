//! What the calendar does by itself, one step at a time, driven by the clock of the process.

use diesel_async::AsyncPgConnection;
use futures_util::FutureExt;
use jiff::Span;
use kernel::Oin;
use platform::{Context, Fault, Scope};
use uuid::Uuid;

use super::super::limieten::Limietnaam;
use super::super::maandloon::claim;
use super::super::store::maandloon::{self as store, Open};
use super::super::store::regels::limieten;
use super::{Antwoord, Batch, Ingekomen, herstel, later, submit};
use crate::omstandigheid::store as omstandigheid;
use crate::persoon::flows::Desk;
use crate::zorgovereenkomst::store as zorgovereenkomst;

/// Closes claims whose term for repair has passed, and judges those again that were held by a
/// suspension that is over; says whether there may be more.
pub(crate) async fn expire(context: &Context) -> Result<bool, Fault> {
    let desk = Desk::of(context)?;
    context
        .transact_work(Scope::Landelijk, move |conn| {
            let desk = desk.clone();
            async move {
                let more = later::expire(conn, &desk).await?;
                let over = omstandigheid::over(conn, desk.today, 100).await?;
                if !over.is_empty() {
                    herstel::retry_held(conn, &desk, &over).await?;
                }
                Ok::<_, Fault>(more || !over.is_empty())
            }
            .boxed()
        })
        .await
}

/// Months in one transaction.
const BATCH: i64 = 100;

/// Claims fixed monthly amounts of months that are over (pgb:R-MLN-01): once per agreement,
/// verstrekker and month, however often and by however many processes it is asked. Says whether
/// there may be more.
pub(crate) async fn claim_months(context: &Context) -> Result<bool, Fault> {
    let desk = Desk::of(context)?;
    // The calendar is nobody's organisation: its references stand apart from everybody's.
    let oin = Oin::parse("00000000000000000000")
        .map_err(|fault| Fault::Other(anyhow::anyhow!(fault.expected)))?;
    context
        .transact_work(Scope::Landelijk, move |conn| {
            let (desk, oin) = (desk.clone(), oin.clone());
            async move { claim_batch(conn, &desk, &oin).await }.boxed()
        })
        .await
}

async fn claim_batch(conn: &mut AsyncPgConnection, desk: &Desk, oin: &Oin) -> Result<bool, Fault> {
    let back = limieten(conn).await?;
    let months = back.op(Limietnaam::MaandloonMaandenTerug, kernel::Wet::Wlz, desk.today);
    let vanaf = desk.today.first_of_month().saturating_sub(Span::new().months(months.unwrap_or(1)));
    let open = store::open(conn, (vanaf, desk.today), BATCH).await?;
    if open.is_empty() {
        return Ok(false);
    }
    let ids: Vec<Uuid> = open.iter().map(|own| own.zorgovereenkomst_id).collect();
    let agreements = zorgovereenkomst::lock_pairs(conn, &ids).await?;
    let (mut made, mut ingekomen): (Vec<Open>, Vec<Ingekomen>) = (Vec::new(), Vec::new());
    let mut noted: Vec<(Open, Option<Uuid>)> = Vec::new();
    for month in &open {
        let of = agreements.iter().find(|own| own.id.uuid() == month.zorgovereenkomst_id);
        match of.and_then(|own| claim(own, month.verstrekker_id, month.maand)) {
            Some(indiening) => {
                let said = format!("{}|{}", indiening.kenmerk, indiening.totaal.cents());
                let inhoud_hash = desk.sealing.reference("declaratie", &said).into_bytes();
                ingekomen.push(Ingekomen { indiening, inhoud_hash });
                made.push(*month);
            }
            None => noted.push((*month, None)),
        }
    }
    let scope = Scope::of(open.iter().map(|own| own.verstrekker_id));
    scope.set(conn).await?;
    let batch = Batch { oin, scope: &scope, desk, ingekomen: &ingekomen };
    let answers = submit(conn, &batch).await?;
    // What the batch was narrowed to may be less than what is noted here.
    scope.set(conn).await?;
    noted.extend(made.into_iter().zip(answers).map(|(month, antwoord)| match antwoord {
        Antwoord::Nieuw(nieuw) => (month, Some(nieuw.id.uuid())),
        Antwoord::Bekend(known) => (month, Some(known.0.id)),
        Antwoord::Herhaling(_)
        | Antwoord::KenmerkInGebruik
        | Antwoord::Geweigerd(_)
        | Antwoord::Ongeldig(_) => (month, None),
    }));
    store::note(conn, desk.now, &noted).await?;
    Ok(open.len() >= usize::try_from(BATCH).unwrap_or(usize::MAX))
}
