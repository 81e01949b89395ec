//! Blocks that a person of the desk sets and lifts.

use diesel_async::AsyncPgConnection;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::{block, lift};
use crate::betaalrun::store::aanrakingen::{Aanraking, touch};
use crate::partij::store::blokkades::{self, Getoond};
use crate::partij::{Blokkade, Blokkadesoort, Refusal};

/// Sets a block by hand. It holds at once, and ends by itself.
pub async fn set_by_hand(
    conn: &mut AsyncPgConnection,
    context: &Context,
    blokkade: &Blokkade,
    door: &str,
) -> Result<Getoond, Fault> {
    let now = context.clock.now();
    block(conn, context, blokkade).await?;
    blokkades::set_by(conn, blokkade.id, door, now).await?;
    let touched = [
        ("zorgverlener", blokkade.zorgverlener),
        ("zorgovereenkomst", blokkade.zorgovereenkomst),
        ("betaalgegevens", blokkade.betaalgegevens),
    ];
    for (soort, id) in touched {
        let Some(onderwerp) = id else { continue };
        touch(conn, Aanraking { soort, onderwerp, handeling: "blokkade", door }, now).await?;
    }
    Ok(blokkades::lock(conn, blokkade.id).await?.ok_or(diesel::NotFound)?)
}

/// A second person lifts a block, with evidence. What it held is let go unless something else holds
/// it.
pub async fn lift_by_hand(
    conn: &mut AsyncPgConnection,
    context: &Context,
    id: Uuid,
    (door, bewijs): (&str, &str),
) -> Result<Getoond, Failure<Refusal>> {
    let refuse = |refusal| Err(Failure::Refused(refusal));
    let Some(row) = blokkades::lock(conn, id).await? else { return refuse(Refusal::Onbekend) };
    if !row.actief {
        return refuse(Refusal::Opgeheven);
    }
    if !Blokkadesoort::parse(&row.soort).is_some_and(Blokkadesoort::is_op_te_heffen) {
        return refuse(Refusal::EindigtVanzelf);
    }
    if row.gezet_door.as_deref() == Some(door) {
        return refuse(Refusal::ZelfdePersoon);
    }
    let now = context.clock.now();
    blokkades::lifted_by(conn, id, (door, bewijs), now).await?;
    lift(conn, context, &[id], &format!("opgeheven door {door}")).await?;
    let touched = [
        ("zorgverlener", row.zorgverlener_id),
        ("zorgovereenkomst", row.zorgovereenkomst_id),
        ("betaalgegevens", row.betaalgegevens_id),
    ];
    for (soort, id) in touched {
        let Some(onderwerp) = id else { continue };
        touch(conn, Aanraking { soort, onderwerp, handeling: "opheffing", door }, now).await?;
    }
    blokkades::lock(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))
}
