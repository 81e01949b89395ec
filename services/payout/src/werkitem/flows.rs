//! Items are raised, taken and handled.

use diesel_async::AsyncPgConnection;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::{Melding, Refusal, Werkitem, store};

/// Raises items; what is open already stays as it is.
pub async fn raise(
    conn: &mut AsyncPgConnection,
    context: &Context,
    meldingen: &[Melding],
) -> Result<(), Fault> {
    raise_of(conn, context, None, meldingen).await
}

/// Raises items that a message of the bank caused.
pub async fn raise_of(
    conn: &mut AsyncPgConnection,
    context: &Context,
    bankbericht: Option<Uuid>,
    meldingen: &[Melding],
) -> Result<(), Fault> {
    let (now, today) = (context.clock.now(), context.clock.today());
    store::insert(conn, meldingen, bankbericht, (now, today)).await
}

/// Gives an item to somebody.
pub async fn assign(
    conn: &mut AsyncPgConnection,
    (id, revisie): (Uuid, i64),
    eigenaar: &str,
) -> Result<Werkitem, Failure<Refusal>> {
    let item = seen(conn, id, revisie).await?.assign(eigenaar).map_err(Failure::Refused)?;
    store::save(conn, &item, None).await?;
    Ok(item)
}

/// Ends an item with what was decided.
pub async fn finish(
    conn: &mut AsyncPgConnection,
    context: &Context,
    (id, revisie): (Uuid, i64),
    door: &str,
    (besluit, toelichting): (&str, Option<&str>),
) -> Result<Werkitem, Failure<Refusal>> {
    let item = seen(conn, id, revisie).await?;
    let item = item.finish(door, besluit, context.clock.now()).map_err(Failure::Refused)?;
    store::save(conn, &item, toelichting).await?;
    Ok(item)
}

async fn seen(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    revisie: i64,
) -> Result<Werkitem, Failure<Refusal>> {
    let item = store::lock(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))?;
    if item.revisie == revisie { Ok(item) } else { Err(Failure::Refused(Refusal::Gewijzigd)) }
}
