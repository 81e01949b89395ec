//! Ends and extensions of agreements, and what ends them by itself.

use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use platform::{Failure, Fault, Scope};
use serde_json::json;
use uuid::Uuid;

use super::super::einde::{Einde, Eindreden, end, extend, touched_from};
use super::super::store::{self, write};
use super::super::wijziging::Gewijzigd;
use super::super::{Refusal, Status, Zorgovereenkomst};
use super::wijzigen::{
    Gehouden, Uitgevoerd, consequences, hold, months_back, say_change, write_rows,
};
use crate::declaratie::flows::herzien;
use crate::declaratie::store::versies::Aanleiding;
use crate::persoon::flows::Desk;

/// What is to happen to the days of an agreement.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Dagen {
    /// It ends.
    Einde(Einde),
    /// It runs on, to a later day or for an indefinite time.
    Verlenging(Option<Date>),
}

/// An end or extension as the edge gives it.
pub(crate) struct Verzoek<'a> {
    pub(crate) id: Uuid,
    pub(crate) if_match: Option<i64>,
    pub(crate) dagen: Dagen,
    pub(crate) reden: Option<&'a str>,
    pub(crate) door: &'a str,
    /// What the caller may see; the agreement changes as a whole.
    pub(crate) scope: &'a Scope,
}

/// What the days of an agreement become.
pub(super) async fn decide(
    conn: &mut AsyncPgConnection,
    overeenkomst: &Zorgovereenkomst,
    dagen: Dagen,
    today: Date,
) -> Result<Gewijzigd, Failure<Refusal>> {
    let back = months_back(conn, overeenkomst, today).await?;
    let decided = match dagen {
        Dagen::Einde(einde) => end(overeenkomst, einde, today, back),
        Dagen::Verlenging(tot) => extend(overeenkomst, tot, today),
    };
    decided.map_err(Failure::Refused)
}

/// Ends or extends an agreement, and judges the claims it touches again. It changes for all of
/// its verstrekkers; the answer shows what the caller may see.
pub(crate) async fn change_days(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    verzoek: &Verzoek<'_>,
) -> Result<Uitgevoerd, Failure<Refusal>> {
    let Some(all) = store::read::verstrekkers(conn, verzoek.id).await? else {
        return super::refuse(Refusal::Unknown);
    };
    Scope::of(all).set(conn).await?;
    let held = hold(conn, verzoek.id, verzoek.if_match).await?;
    let mut done = carry_out(conn, desk, held, verzoek).await?;
    verzoek.scope.set(conn).await?;
    done.impact.retain(|own| verzoek.scope.covers(own.verstrekker_id));
    Ok(done)
}

async fn carry_out(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    held: Gehouden,
    verzoek: &Verzoek<'_>,
) -> Result<Uitgevoerd, Failure<Refusal>> {
    let Gehouden { overeenkomst, andere, mut stand } = held;
    let gewijzigd = decide(conn, &overeenkomst, verzoek.dagen, desk.today).await?;
    write_rows(conn, desk, &gewijzigd).await?;
    let (after, id) = (&gewijzigd.overeenkomst, overeenkomst.id.uuid());
    let (soort, reden, toets) = match verzoek.dagen {
        Dagen::Einde(einde) => ("einde", Some(einde.reden.code()), None),
        Dagen::Verlenging(_) => ("verlenging", None, Some(desk.today)),
    };
    write::set_einde(conn, id, after.looptijd.tot(), reden).await?;
    let vanaf = touched_from(&overeenkomst, after);
    let planned = consequences(conn, desk, (after, andere), vanaf).await?;
    let impact = herzien::impact(&planned, None);
    herzien::save(conn, desk, Aanleiding::Einde, planned).await?;
    stand.goedkeuringen.status = after.status;
    say_change(conn, desk, &mut stand, toets).await?;
    let rij = write::Wijzigingsrij {
        id: platform::id::new_uuid(),
        zorgovereenkomst_id: id,
        verstrekkers: &overeenkomst.verstrekkers(),
        ingangsdatum: vanaf,
        ondertekend_op: desk.today,
        soort,
        einddatum: after.looptijd.tot(),
        reden: verzoek.reden.or(reden),
        regels: json!([]),
        gevolgen: super::super::http::view::impact(&impact),
        door: verzoek.door,
        now: desk.now,
    };
    let wijziging = rij.id;
    write::insert_wijziging(conn, &rij).await?;
    write::save_stand(conn, &[(stand, None)]).await?;
    Ok(Uitgevoerd { id: wijziging, overeenkomst: gewijzigd.overeenkomst, impact })
}

/// Ends every agreement of somebody who died, on the day of death (pgb:R-WIJ-05). One that also
/// has lines of a verstrekker outside the running scope is left to him: what one verstrekker hears
/// does not end what another pays for.
pub(crate) async fn at_death(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    persoon: Uuid,
    overleden_op: Date,
) -> Result<(), Fault> {
    let scope_of = |own: &Zorgovereenkomst| own.verstrekkers();
    for own in store::lock_of_persons(conn, &[persoon]).await? {
        let all = store::read::verstrekkers(conn, own.id.uuid()).await?.unwrap_or_default();
        let running = matches!(own.status, Status::Actief | Status::Beeindigd)
            && own.looptijd.contains(overleden_op)
            && own.looptijd.tot() != Some(overleden_op);
        if !running || all.iter().any(|id| !scope_of(&own).contains(id)) {
            continue;
        }
        let Some(stand) = write::lock_stand(conn, &[own.id.uuid()]).await?.pop() else { continue };
        let scope = Scope::of(all);
        let verzoek = Verzoek {
            id: own.id.uuid(),
            if_match: None,
            dagen: Dagen::Einde(Einde { einddatum: overleden_op, reden: Eindreden::Overlijden }),
            reden: None,
            door: "overlijden",
            scope: &scope,
        };
        let held = Gehouden { overeenkomst: own, andere: Vec::new(), stand };
        match carry_out(conn, desk, held, &verzoek).await {
            Ok(_) | Err(Failure::Refused(_)) => {}
            Err(Failure::Fault(fault)) => return Err(fault),
        }
    }
    Ok(())
}
