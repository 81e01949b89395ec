//! The switch is set, lifted and looked at.

use diesel_async::AsyncPgConnection;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::{Bereik, Noodstop, Refusal, Staat, Voornemen, store};

/// Sets a stop. It waits for what is being selected, built or sent at this moment; nothing begins
/// after it returned.
pub async fn set(
    conn: &mut AsyncPgConnection,
    context: &Context,
    bereik: Bereik,
    reden: &str,
    door: &str,
) -> Result<Noodstop, Fault> {
    store::hold_alone(conn).await?;
    let noodstop = Noodstop {
        id: platform::id::new_uuid(),
        bereik,
        reden: reden.to_owned(),
        gezet_door: door.to_owned(),
        gezet_op: context.clock.now(),
        staat: Staat::Actief,
        revisie: 1,
    };
    store::insert(conn, &noodstop).await?;
    tracing::error!(noodstop.id = %noodstop.id, "payments are stopped");
    Ok(noodstop)
}

/// One person asks to lift a stop, a second one lifts it.
pub async fn lift(
    conn: &mut AsyncPgConnection,
    context: &Context,
    (id, revisie): (Uuid, i64),
    door: &str,
) -> Result<Noodstop, Failure<Refusal>> {
    let seen = store::lock(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))?;
    if seen.revisie != revisie {
        return Err(Failure::Refused(Refusal::Gewijzigd));
    }
    let noodstop = seen.lift(door, context.clock.now()).map_err(Failure::Refused)?;
    store::save(conn, &noodstop).await?;
    Ok(noodstop)
}

/// The stop that forbids what is about to be done in this transaction, if there is one. Until the
/// transaction ends no stop can be set.
pub async fn forbidding(
    conn: &mut AsyncPgConnection,
    voornemen: Voornemen,
) -> Result<Option<Noodstop>, Fault> {
    store::hold_shared(conn).await?;
    let stops = store::active(conn).await?;
    Ok(stops.into_iter().find(|noodstop| noodstop.stops(voornemen)))
}
