//! What a change would mean, before anybody signs it (pgb:R-TWK-08): decided by the same code, in
//! a transaction that the database holds to reading.

use diesel_async::AsyncPgConnection;
use platform::{Failure, Scope};
use uuid::Uuid;

use super::super::einde::touched_from;
use super::super::store;
use super::super::wijziging::{Gewijzigd, Wijziging, change};
use super::super::{Refusal, Zorgovereenkomst};
use super::einde::{Dagen, decide};
use super::refuse;
use super::wijzigen::{consequences, months_back};
use crate::declaratie::flows::herzien::{self, Impact};
use crate::persoon::flows::Desk;
use crate::store::read_only;

/// What somebody thinks of changing.
#[derive(Debug, Clone)]
pub(crate) enum Voornemen {
    /// Other rates.
    Tarieven(Wijziging),
    /// An end or an extension.
    Dagen(Dagen),
}

/// What it would mean.
pub(crate) struct Voorzien {
    pub(crate) overeenkomst: Zorgovereenkomst,
    pub(crate) impact: Vec<Impact>,
}

/// Foresees a change. An end touches the lines of every verstrekker; the answer shows those that
/// the caller may see.
pub(crate) async fn foresee(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    (id, voornemen): (Uuid, &Voornemen),
    scope: &Scope,
) -> Result<Voorzien, Failure<Refusal>> {
    read_only(conn).await?;
    let Some(all) = store::read::verstrekkers(conn, id).await? else {
        return refuse(Refusal::Unknown);
    };
    if matches!(voornemen, Voornemen::Dagen(_)) {
        Scope::of(all).set(conn).await?;
    }
    let paar = store::load_pairs(conn, &[id]).await?;
    let (own, andere): (Vec<_>, Vec<_>) = paar.into_iter().partition(|own| own.id.uuid() == id);
    let Some(now) = own.into_iter().next() else { return refuse(Refusal::Unknown) };
    let (gewijzigd, vanaf) = match voornemen {
        Voornemen::Tarieven(wijziging) => {
            let back = months_back(conn, &now, desk.today).await?;
            let gewijzigd = change(&now, wijziging, desk.today, back).map_err(Failure::Refused)?;
            (remember(gewijzigd, &now), wijziging.ingangsdatum)
        }
        Voornemen::Dagen(dagen) => {
            let gewijzigd = decide(conn, &now, *dagen, desk.today).await?;
            let vanaf = touched_from(&now, &gewijzigd.overeenkomst);
            (gewijzigd.overeenkomst, vanaf)
        }
    };
    let planned = consequences(conn, desk, (&gewijzigd, andere), vanaf).await?;
    let mut impact = herzien::impact(&planned, Some(vanaf));
    impact.retain(|own| scope.covers(own.verstrekker_id));
    Ok(Voorzien { overeenkomst: gewijzigd, impact })
}

/// The agreement as it would be, with the rows that would be closed as rows of the past.
fn remember(gewijzigd: Gewijzigd, now: &Zorgovereenkomst) -> Zorgovereenkomst {
    let Gewijzigd { mut overeenkomst, vervallen, .. } = gewijzigd;
    let closed =
        now.regels.iter().filter(|rij| vervallen.contains(&(rij.regel_id, rij.geldig.van())));
    overeenkomst.vervallen.extend(closed.cloned());
    overeenkomst
}
