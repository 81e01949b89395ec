//! An account that changes is held until a second person approves it and three TARGET days have
//! passed (payments:6.1); nothing goes to the old one either.

use diesel_async::AsyncPgConnection;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::{block, lift};
use crate::betaalrun::store::aanrakingen::{Aanraking, touch};
use crate::partij::store::rekeningen::{self, Versie};
use crate::partij::store::{self, Betaalgegevens};
use crate::partij::{Betrokkene, Blokkade, Blokkadesoort, Refusal, bruikbaar_van, of_bevinding};
use crate::werkitem::{self, Melding, Soort};

/// Keeps versions of accounts; those that changed are held, and each calls somebody.
pub(super) async fn note(
    conn: &mut AsyncPgConnection,
    context: &Context,
    rows: &[Betaalgegevens],
    changed: &[Uuid],
) -> Result<(), Fault> {
    let mut blokkades = Vec::with_capacity(rows.len());
    let mut meldingen = Vec::new();
    for row in rows {
        if !changed.contains(&row.id) {
            blokkades.push(None);
            continue;
        }
        let before = store::blokkades::cooling_off(conn, row.id).await?;
        let blokkade = cooling_off(context, row.id);
        block(conn, context, &blokkade).await?;
        lift(conn, context, &before, "opnieuw gewijzigd").await?;
        blokkades.push(Some(blokkade.id));
        let soort = Soort::RekeningGewijzigd;
        meldingen.push(Melding::of(soort, "betaalgegevens", row.id.to_string()));
    }
    rekeningen::insert(conn, rows, &blokkades, context.clock.now()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    for id in rekeningen::shared(conn, &ids).await? {
        meldingen.push(Melding::of(Soort::GedeeldeRekening, "betaalgegevens", id.to_string()));
    }
    werkitem::flows::raise(conn, context, &meldingen).await
}

fn cooling_off(context: &Context, betaalgegevens: Uuid) -> Blokkade {
    let about = (Blokkadesoort::Afkoeling, Betrokkene::Rekening(betaalgegevens));
    let why = ("afkoeling", context.clock.today());
    of_bevinding(platform::id::new_uuid(), about.0, about.1, why)
}

/// A person approves a changed account, with the evidence: a call back, a letter. From then on he
/// does not stand behind a run that pays to it.
pub async fn approve(
    conn: &mut AsyncPgConnection,
    context: &Context,
    (id, versie): (Uuid, i64),
    (door, bewijs): (&str, &str),
) -> Result<Versie, Failure<Refusal>> {
    let refuse = |refusal| Err(Failure::Refused(refusal));
    let Some(last) = rekeningen::lock_last(conn, id).await? else {
        return refuse(Refusal::Onbekend);
    };
    let waits = last.is_wijziging && last.goedgekeurd_door.is_none() && last.versie == versie;
    let Some(blokkade) = last.blokkade_id.filter(|_| waits) else {
        return refuse(Refusal::WachtNiet);
    };
    let (now, today) = (context.clock.now(), context.clock.today());
    let usable = bruikbaar_van(today);
    rekeningen::approve(conn, (id, versie), (door, bewijs), usable, now).await?;
    let until = usable.yesterday().unwrap_or(usable);
    store::blokkades::end_on(conn, blokkade, until).await?;
    let touched =
        Aanraking { soort: "betaalgegevens", onderwerp: id, handeling: "goedkeuring", door };
    touch(conn, touched, now).await?;
    let about = (Soort::RekeningGewijzigd.code(), id.to_string());
    werkitem::store::settle(conn, (about.0, &about.1), (door, "goedgekeurd"), now).await?;
    rekeningen::lock_last(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))
}
