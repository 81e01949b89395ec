//! Money is asked back, and the bank answers.

use contracts::Betaalstaat;
use diesel_async::AsyncPgConnection;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::store::{self, Terugvraag};
use super::{Reden, Refusal};
use crate::betaalrun::store::aanrakingen::{Aanraking, touch};
use crate::betaling;
use crate::werkitem::{self, Melding, Soort};

/// Somebody asks money back.
pub async fn ask(
    conn: &mut AsyncPgConnection,
    context: &Context,
    betaling: Uuid,
    reden: Reden,
    door: &str,
) -> Result<Terugvraag, Failure<Refusal>> {
    let refuse = |refusal| Err(Failure::Refused(refusal));
    let Some(paid) = betaling::store::lock(conn, &[betaling]).await?.pop() else {
        return refuse(Refusal::Onbekend);
    };
    let paid_on = paid.betaald_op.filter(|_| paid.staat == Betaalstaat::Betaald);
    let (now, today) = (context.clock.now(), context.clock.today());
    let uiterlijk = super::ask(paid_on, reden, today).map_err(Failure::Refused)?;
    let Some(poging) = store::last_booked(conn, betaling).await? else {
        return refuse(Refusal::NietBetaald);
    };
    let id = platform::id::new_uuid();
    let new = (id, betaling, poging);
    if !store::insert(conn, new, (reden, uiterlijk), (door, now)).await? {
        return refuse(Refusal::AlGevraagd);
    }
    let touched =
        Aanraking { soort: "betaling", onderwerp: betaling, handeling: "terugvraag", door };
    touch(conn, touched, now).await?;
    let melding = Melding::of(Soort::Terugvraag, "terugvraag", id.to_string());
    let melding = melding.because(reden.code()).over(paid.bedrag);
    werkitem::flows::raise(conn, context, &[melding]).await?;
    store::lock(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))
}

/// The bank answered; yes says nothing of the money, which the statement brings.
pub async fn answer(
    conn: &mut AsyncPgConnection,
    context: &Context,
    id: Uuid,
    (antwoord, code): (&str, Option<&str>),
    door: &str,
) -> Result<Terugvraag, Failure<Refusal>> {
    let known = store::lock(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))?;
    if known.antwoord.is_some() {
        return Err(Failure::Refused(Refusal::AlGeantwoord));
    }
    let now = context.clock.now();
    store::answer(conn, &[id], (antwoord, code), (door, now)).await?;
    let about = (Soort::Terugvraag.code(), id.to_string());
    werkitem::store::settle(conn, (about.0, &about.1), (door, antwoord), now).await?;
    store::lock(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))
}

/// Attempts came back: what was asked of them was granted.
pub async fn came_back(
    conn: &mut AsyncPgConnection,
    context: &Context,
    pogingen: &[Uuid],
) -> Result<(), Fault> {
    let open = store::open_of(conn, pogingen).await?;
    let now = context.clock.now();
    store::answer(conn, &open, ("ja", Some("FOCR")), ("bank", now)).await?;
    for id in open {
        let about = (Soort::Terugvraag.code(), id.to_string());
        werkitem::store::settle(conn, (about.0, &about.1), ("bank", "teruggekomen"), now).await?;
    }
    Ok(())
}
