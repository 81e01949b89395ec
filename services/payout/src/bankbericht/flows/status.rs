//! A status report moves states; only a refusal moves money back to payable (E9).

use diesel_async::AsyncPgConnection;
use platform::{Context, Failure};

use super::{Refusal, count, progress, stand};
use crate::bank::Statusbericht;
use crate::bankbericht::status::apply_status;
use crate::bankbericht::store::{self, Bericht};
use crate::bankbericht::{Pogingstand, rank};
use crate::bestand;
use crate::betaling::flows::{Aanleiding, Stap, step};
use crate::betaling::store::{because, pogingen};
use crate::werkitem;

/// Applies a report to the attempts of its file; gives what was new and what was known.
pub(super) async fn apply(
    conn: &mut AsyncPgConnection,
    context: &Context,
    row: Bericht<'_>,
    bericht: &Statusbericht,
) -> Result<(i64, i64), Failure<Refusal>> {
    let now = context.clock.now();
    let unknown = || Failure::Refused(Refusal::OnbekendBestand);
    let file = bestand::store::lock_by_msg_id(conn, &bericht.orgnl_msg_id).await?;
    let file = file.filter(|file| file.staat != "gebouwd").ok_or_else(unknown)?;
    let batches = bestand::store::batches(conn, file.id).await?;
    let attempts = pogingen::of_batches(conn, &batches).await?;
    let runs = attempts.iter().map(|poging| poging.betaalrun).collect();
    let standen: Vec<Pogingstand> = attempts.into_iter().filter_map(stand).collect();
    let besluit = apply_status(bericht, &standen);

    let oorzaak = format!("pain.002 {}", bericht.msg_id);
    let aanleiding = Aanleiding::of(
        bestand::store::rekening_of(conn, file.id).await?,
        context.clock.today(),
        oorzaak.clone(),
    );
    let taken: Vec<_> = besluit.geaccepteerd.iter().map(|id| (*id, None)).collect();
    let refused: Vec<_> =
        besluit.afgewezen.iter().map(|(id, reden)| (*id, Some(reden.clone()))).collect();
    step(conn, context, Stap::Geaccepteerd, &taken, &aanleiding).await?;
    step(conn, context, Stap::Afgewezen, &refused, &aanleiding).await?;
    because(conn, &oorzaak).await?;
    let newer = besluit.bestand.filter(|staat| rank(staat) > rank(&file.staat));
    if let Some(staat) = newer {
        bestand::store::set_staat(conn, file.id, staat).await?;
    }
    progress(conn, runs).await?;
    let nieuw =
        count(taken.len().saturating_add(refused.len())).saturating_add(i64::from(newer.is_some()));
    let told: usize = bericht.batches.iter().map(|batch| batch.transacties.len()).sum();
    let al_bekend = count(told.saturating_sub(taken.len().saturating_add(refused.len())));
    store::insert(conn, row, (nieuw, al_bekend), now).await?;
    werkitem::flows::raise_of(conn, context, Some(row.id), &besluit.meldingen).await?;
    bestand::flows::settled(conn, context, file.id, ("bank", &oorzaak)).await?;
    Ok((nieuw, al_bekend))
}
