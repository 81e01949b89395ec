//! Payments that are ready are weighed before they are chosen: what may not go is held, each with
//! its reasons, and calls somebody.

use std::collections::BTreeMap;

use contracts::Betaalstaat;
use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use platform::{Context, Fault};
use uuid::Uuid;

use crate::betaalrun::keuze::{Bezwaar, Grenzen, weigh};
use crate::betaalrun::store::keuze as rows;
use crate::betaling::Betaling;
use crate::betaling::store::holds::{self, Aanhouding};
use crate::werkitem::{self, Melding};
use crate::{bestand, betaling, partij};

/// Holds what may not go on this day; gives the others, and the limits that hold.
pub(super) async fn hold_unfit(
    conn: &mut AsyncPgConnection,
    context: &Context,
    ready: Vec<Betaling>,
    dag: Date,
) -> Result<(Vec<Betaling>, Grenzen), Fault> {
    let ready = without_sanctioned(conn, context, ready).await?;
    let unfit = bestand::flows::unfit(conn, context, &ready).await?;
    let grenzen = rows::grenzen(conn, dag).await?;
    let feiten = rows::feiten(conn, &ready, dag).await?;
    let (fit, mut held): (Vec<_>, Vec<_>) =
        ready.into_iter().partition(|betaling| !unfit.contains_key(&betaling.id));
    let objections = weigh(&fit, &grenzen, &feiten);
    let (objected, chosen): (Vec<_>, Vec<_>) =
        fit.into_iter().partition(|betaling| objections.contains_key(&betaling.id));
    held.extend(objected);
    hold(conn, context, held, (&unfit, &objections)).await?;
    Ok((chosen, grenzen))
}

async fn hold(
    conn: &mut AsyncPgConnection,
    context: &Context,
    mut held: Vec<Betaling>,
    (unfit, objections): (&BTreeMap<Uuid, &'static str>, &BTreeMap<Uuid, Vec<Bezwaar>>),
) -> Result<(), Fault> {
    let (mut rows, mut meldingen): (Vec<Aanhouding>, Vec<Melding>) = (Vec::new(), Vec::new());
    for betaling in &mut held {
        let found = objections.get(&betaling.id).map(Vec::as_slice).unwrap_or_default();
        let reasons: Vec<&str> = unfit
            .get(&betaling.id)
            .copied()
            .into_iter()
            .chain(found.iter().map(|bezwaar| bezwaar.reden()))
            .collect();
        meldingen.extend(found.iter().map(|bezwaar| bezwaar.melding(betaling)));
        betaling.staat = Betaalstaat::Aangehouden;
        betaling.reden = reasons.first().map(|reden| (*reden).to_owned());
        rows.extend(reasons.into_iter().map(|reden| Aanhouding {
            betaling: betaling.id,
            verstrekker: betaling.verstrekker,
            blokkade: None,
            reden: reden.to_owned(),
        }));
    }
    holds::hold(conn, &rows, context.clock.now()).await?;
    werkitem::flows::raise(conn, context, &meldingen).await?;
    let oorzaak = "niet gekozen voor een betaalrun";
    betaling::store::save_and_say(conn, &context.source, &mut held, oorzaak).await
}

/// A list that changed while a payment waited is looked at once more.
async fn without_sanctioned(
    conn: &mut AsyncPgConnection,
    context: &Context,
    ready: Vec<Betaling>,
) -> Result<Vec<Betaling>, Fault> {
    let accounts: Vec<Uuid> = ready.iter().map(|betaling| betaling.betaalgegevens).collect();
    if partij::flows::screen(conn, context, &accounts).await? == 0 {
        return Ok(ready);
    }
    // The block took them out of what is ready.
    let ids: Vec<Uuid> = ready.iter().map(|betaling| betaling.id).collect();
    let again = betaling::store::lock(conn, &ids).await?;
    Ok(again.into_iter().filter(|betaling| betaling.staat == Betaalstaat::Gereed).collect())
}
