//! Commands on circumstances: what is told is kept, and every claim it touches is judged again.

use diesel_async::AsyncPgConnection;
use kernel::{Id, Periode};
use platform::{Failure, Scope};
use uuid::Uuid;

use super::{Melding, Omstandigheid, Refusal, Soort, store};
use crate::declaratie::flows::herzien::{self, Impact};
use crate::declaratie::store::versies::Aanleiding;
use crate::persoon::flows::Desk;
use crate::persoon::{Rol, store as persoon};
use crate::zorgovereenkomst::flows::einde;

/// Keeps what a verstrekker tells of a person. The running scope is narrowed to him. Gives the
/// circumstance and what it meant for claims.
pub(crate) async fn report(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    melding: &Melding,
    door: &str,
) -> Result<(Uuid, Vec<Impact>), Failure<Refusal>> {
    melding.check(desk.today).map_err(Failure::Refused)?;
    Scope::of([melding.verstrekker_id]).set(conn).await?;
    let person = Id::from_uuid(melding.persoon_id);
    let mut linked = false;
    for rol in [Rol::Budgethouder, Rol::Zorgverlener] {
        let by = persoon::verstrekkers(conn, person, rol).await?;
        linked = linked || by.contains(&melding.verstrekker_id);
    }
    if !linked {
        return Err(Failure::Refused(Refusal::Unknown));
    }
    let id = platform::id::new_uuid();
    store::insert(conn, id, melding, (door, desk.now)).await?;
    if melding.soort == Soort::Overlijden {
        einde::at_death(conn, desk, melding.persoon_id, melding.periode.van()).await?;
    }
    let impact =
        herzien::of_persons(conn, desk, Aanleiding::Omstandigheid, &[melding.persoon_id]).await?;
    Ok((id, impact))
}

/// Another last day for a circumstance, or none at all: it never was.
pub(crate) struct Aanpassing<'a> {
    pub(crate) id: Uuid,
    /// The last day; absent withdraws it.
    pub(crate) tot: Option<jiff::civil::Date>,
    pub(crate) reden: &'a str,
    pub(crate) door: &'a str,
}

/// Closes the row and, where a last day is told, adds the one that takes its place.
pub(crate) async fn adjust(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    aanpassing: &Aanpassing<'_>,
) -> Result<(Omstandigheid, Vec<Impact>), Failure<Refusal>> {
    let known = store::lock(conn, aanpassing.id).await?;
    let known = known.ok_or(Failure::Refused(Refusal::Unknown))?;
    Scope::of([known.verstrekker_id]).set(conn).await?;
    store::close(conn, aanpassing.id, desk.now).await?;
    if let Some(tot) = aanpassing.tot {
        let periode = Periode::try_new(known.periode.van(), Some(tot))
            .map_err(|_backwards| Failure::Refused(Refusal::Backwards))?;
        let melding = Melding {
            persoon_id: known.persoon_id,
            verstrekker_id: known.verstrekker_id,
            soort: known.soort,
            periode,
            reden: aanpassing.reden.to_owned(),
        };
        melding.check(desk.today).map_err(Failure::Refused)?;
        let id = platform::id::new_uuid();
        store::insert(conn, id, &melding, (aanpassing.door, desk.now)).await?;
    }
    let persons = [known.persoon_id];
    let impact = herzien::of_persons(conn, desk, Aanleiding::Omstandigheid, &persons).await?;
    Ok((known, impact))
}
