//! Delivering: one abonnement at a time, taken for a while; nothing is held while a receiver is
//! waited for.

use futures_util::FutureExt;
use platform::{Context, Fault, Scope};
use uuid::Uuid;

use super::peers::{self, Receiver};
use super::store::{self, Rij, Stand};
use super::{Antwoord, Wijziging, pauze};
use crate::persoon::flows::Desk;

/// Events that are sent to one receiver before another has its turn.
const BATCH: i64 = 20;
/// Seconds an abonnement is kept from others: more than a batch of waits takes.
const LEASE_SECONDS: i32 = 300;
/// After so many failures in a row nobody is there any more: about two days.
const MISLUKT_MAX: u32 = 60;

/// Serves the next abonnement whose time has come; says whether there was one.
pub async fn step(context: &Context) -> Result<bool, Fault> {
    let settings = peers::settings();
    let taken = context
        .transact_work(Scope::Landelijk, move |conn| {
            async move { store::take_due(conn, LEASE_SECONDS).await }.boxed()
        })
        .await?;
    let Some(of) = taken else { return Ok(false) };
    let stand = match Receiver::find(settings, &of.url).await {
        Err(unusable) => {
            tracing::warn!(abonnement.id = %of.id, reason = unusable.0, "a webhook has no usable address");
            after(&of, Antwoord::Mislukt, None)?
        }
        Ok(receiver) if of.staat == "aangevraagd" => greet(&of, &receiver).await?,
        Ok(receiver) => deliver(context, &of, &receiver).await?,
    };
    context
        .transact_work(Scope::of([of.verstrekker_id]), move |conn| {
            let stand = stand.clone();
            async move { store::note(conn, &stand).await }.boxed()
        })
        .await?;
    Ok(true)
}

/// The key that signs what goes to an abonnement: derived, so that it is stored nowhere.
pub(crate) fn geheim(desk: &Desk, id: Uuid) -> String {
    desk.sealing.reference("webhook", &id.to_string())
}

async fn greet(of: &Rij, receiver: &Receiver) -> Result<Stand, Fault> {
    let answer = receiver.handshake().await;
    let mut stand = after(of, answer, None)?;
    if answer == Antwoord::Aangenomen {
        stand.staat = "actief";
    }
    Ok(stand)
}

async fn deliver(context: &Context, of: &Rij, receiver: &Receiver) -> Result<Stand, Fault> {
    let desk = Desk::of(context)?;
    let geheim = geheim(&desk, of.id);
    let from = of.cursor()?;
    let waiting = context
        .transact_work(Scope::of([of.verstrekker_id]), move |conn| {
            async move { store::wijzigingen(conn, from, BATCH).await }.boxed()
        })
        .await?;
    let mut reached = None;
    for change in waiting {
        let body = event(context, &change);
        let seconds = platform::clock::technical_now().as_second();
        let id = format!("{}.{}", of.id, change.cursor);
        let answer = receiver.send(&geheim, &id, (seconds, &body)).await;
        if answer != Antwoord::Aangenomen {
            return after(of, answer, reached);
        }
        reached = Some(change.cursor);
    }
    after(of, Antwoord::Aangenomen, reached)
}

/// How it stands after the last answer.
fn after(of: &Rij, answer: Antwoord, cursor: Option<super::Cursor>) -> Result<Stand, Fault> {
    let staat = if of.staat == "actief" { "actief" } else { "aangevraagd" };
    let good = Stand { id: of.id, staat, reden: None, cursor, mislukt: 0, pauze: 0 };
    let failures = of.failures()?.saturating_add(1);
    Ok(match answer {
        Antwoord::Aangenomen => good,
        Antwoord::Weg => Stand { staat: "gestopt", reden: Some("ontvanger wil niet meer"), ..good },
        Antwoord::Rustig(seconds) => {
            Stand { pauze: seconds.unwrap_or(60).clamp(1, 3_600), mislukt: failures, ..good }
        }
        Antwoord::Mislukt if failures >= MISLUKT_MAX => {
            Stand { staat: "gestopt", reden: Some("onbereikbaar"), mislukt: failures, ..good }
        }
        Antwoord::Mislukt => Stand { mislukt: failures, pauze: pauze(failures), ..good },
    })
}

/// The change as a structured event (`CloudEvents`), poor in content.
fn event(context: &Context, change: &Wijziging) -> String {
    serde_json::json!({
        "specversion": "1.0",
        "id": change.cursor.to_string(),
        "source": context.source.as_str(),
        "type": format!("nl.pgb.{}-gewijzigd.v1", change.soort),
        "subject": change.resource.to_string(),
        "time": change.vastgelegd_op.to_string(),
        "datacontenttype": "application/json",
        "data": {
            "verstrekkerId": change.verstrekker.to_string(),
            "versie": change.versie,
            "cursor": change.cursor.to_string(),
        },
    })
    .to_string()
}
