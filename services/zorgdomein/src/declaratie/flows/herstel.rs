//! The way on for a claim that dropped out or is held: repaired by who handed it in, or released
//! by who looked. Both end in the same engine.

use diesel_async::AsyncPgConnection;
use kernel::Id;
use platform::Failure;

use super::super::beslissing::Besluit;
use super::super::checks::{Uitkomst, Vrijgave, Wacht, vrijgevers};
use super::super::herstel::{Herstel, apply};
use super::super::store::versies::{self, Aanleiding};
use super::super::store::{handelingen, uitkomsten};
use super::super::{Declaratie, Indiening, Status};
use super::herzien::{self, Herziening, day_of, was_bevoegd};
use super::kennis;
use super::later::{Gehouden, Refusal, hold};
use super::oordelen::{Oordelen, Zaak};
use crate::persoon::flows::Desk;

/// What keeps a repair from being taken in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Nee {
    /// The claim cannot be repaired.
    #[error(transparent)]
    Refused(Refusal),
    /// The repair says something that cannot be.
    #[error("the repair breaks a rule")]
    Ongeldig(Vec<crate::zorgovereenkomst::Gebrek>),
    /// The repaired claim would be refused at once: it stays as it was.
    #[error("the repaired declaratie is refused")]
    Geweigerd(Vec<Uitkomst>),
}

/// A repair as the edge gives it.
pub(crate) struct Verzoek<'a> {
    pub(crate) id: Id<Declaratie>,
    pub(crate) if_match: Option<i64>,
    pub(crate) herstel: &'a Herstel,
    pub(crate) door: &'a str,
}

/// Repairs a claim in uitval and judges it anew. Whoever repairs waits for the answer: what would
/// be refused at the door is refused here too, and the claim stays as it was.
pub(crate) async fn repair(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    verzoek: &Verzoek<'_>,
) -> Result<(), Failure<Nee>> {
    let refused = |nee| Failure::Refused(nee);
    let mut held =
        hold(conn, verzoek.id, verzoek.if_match).await.map_err(|failure| match failure {
            Failure::Refused(refusal) => Failure::Refused(Nee::Refused(refusal)),
            Failure::Fault(fault) => Failure::Fault(fault),
        })?;
    if held.claim.status != Status::Uitval {
        return Err(refused(Nee::Refused(Refusal::NotUitval)));
    }
    if held.claim.hersteltermijn.is_some_and(|last| last < desk.today) {
        return Err(refused(Nee::Refused(Refusal::TooLate)));
    }
    let nieuw = apply(&held.claim.indiening, verzoek.herstel)
        .map_err(|gebreken| refused(Nee::Ongeldig(gebreken)))?;
    let handeling = handelingen::Handeling {
        declaratie_id: held.claim.id,
        verstrekker_id: held.claim.verstrekker_id,
        reden: &verzoek.herstel.reden,
        door: verzoek.door,
        now: desk.now,
    };
    let daad = handelingen::Daad::Herstel {
        oud: super::super::http::view::as_claimed(&held.claim.indiening),
        nieuw: super::super::http::view::as_claimed(&nieuw),
    };
    held.claim.indiening = nieuw;
    decide(conn, desk, (held, Wacht::Wel), Aanleiding::Herstel).await?;
    handelingen::insert(conn, &handeling, &daad).await?;
    Ok(())
}

/// What somebody who looked lets pass.
pub(crate) struct Vrijgeven<'a> {
    pub(crate) id: Id<Declaratie>,
    pub(crate) if_match: Option<i64>,
    pub(crate) check: &'a str,
    pub(crate) gebrek: &'a str,
    pub(crate) reden: &'a str,
    pub(crate) door: &'a str,
}

/// Lets pass what a check found, and judges the claim anew.
pub(crate) async fn release(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    vrijgeven: &Vrijgeven<'_>,
) -> Result<(), Failure<Refusal>> {
    let held = hold(conn, vrijgeven.id, vrijgeven.if_match).await?;
    if held.claim.gesloten {
        return Err(Failure::Refused(Refusal::NothingToRelease));
    }
    let found = uitkomsten::read(&held.claim.uitkomsten)?.into_iter().any(|own| {
        own.check == vrijgeven.check
            && own.gebrek.as_deref() == Some(vrijgeven.gebrek)
            && ["U", "H"].contains(&own.klasse.as_str())
    });
    if !found {
        return Err(Failure::Refused(Refusal::NothingToRelease));
    }
    let before = handelingen::vrijgaven(conn, &[held.claim.id]).await?;
    let mine = |own: &&Vrijgave| {
        own.check == vrijgeven.check && own.gebrek == vrijgeven.gebrek && own.door == vrijgeven.door
    };
    let again = before.get(&held.claim.id).into_iter().flatten().any(|own| mine(&own));
    if again && vrijgevers(vrijgeven.check, vrijgeven.gebrek) > 1 {
        return Err(Failure::Refused(Refusal::SamePerson));
    }
    let handeling = handelingen::Handeling {
        declaratie_id: held.claim.id,
        verstrekker_id: held.claim.verstrekker_id,
        reden: vrijgeven.reden,
        door: vrijgeven.door,
        now: desk.now,
    };
    let daad = handelingen::Daad::Vrijgave { check: vrijgeven.check, gebrek: vrijgeven.gebrek };
    handelingen::insert(conn, &handeling, &daad).await?;
    decide(conn, desk, (held, Wacht::Niet), Aanleiding::Vrijgave).await.map_err(|failure| {
        match failure {
            // Nobody waits, so nothing is refused; a claim that reads is never invalid.
            Failure::Refused(_) => Failure::Refused(Refusal::NothingToRelease),
            Failure::Fault(fault) => Failure::Fault(fault),
        }
    })
}

/// Judges one held claim anew and stores what became of it.
async fn decide(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    (held, wacht): (Gehouden, Wacht),
    aanleiding: Aanleiding,
) -> Result<(), Failure<Nee>> {
    let Gehouden { claim, paar } = held;
    let indieningen: [&Indiening; 1] = [&claim.indiening];
    let vraag = kennis::Vraag { desk, overeenkomsten: paar, indieningen: &indieningen };
    let kennis = kennis::load(conn, vraag).await?;
    let vrijgaven = handelingen::vrijgaven(conn, &[claim.id]).await?;
    let oordelen = Oordelen::new(&kennis, desk.today, [claim.id].into());
    let zaak = Zaak {
        indiening: &claim.indiening,
        ingediend_op: day_of(&claim),
        wacht,
        vrijgaven: vrijgaven.get(&claim.id).map_or(&[][..], Vec::as_slice),
        was_bevoegd: was_bevoegd(&claim)?,
        stond: Some(claim.status),
    };
    let judged = oordelen.judge(&zaak).map_err(|antwoord| {
        let nee = antwoord.gebreken().map_or(Nee::Refused(Refusal::Unknown), Nee::Ongeldig);
        Failure::Refused(nee)
    })?;
    let overeenkomst = judged.overeenkomst;
    let beslissing = match judged.besluit {
        Besluit::Geweigerd(found) => return Err(Failure::Refused(Nee::Geweigerd(found))),
        Besluit::Genomen(beslissing) => beslissing,
    };
    if aanleiding == Aanleiding::Herstel {
        versies::restate(conn, claim.id, &claim.indiening).await?;
    }
    let next = herzien::settle(desk, &kennis, overeenkomst, claim, beslissing)?;
    herzien::save(conn, desk, aanleiding, vec![next]).await?;
    Ok(())
}

/// Judges anew what is held by something that ends by itself; the calendar calls it.
pub(crate) async fn retry_held(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    geraakt: &[uuid::Uuid],
) -> Result<(), platform::Fault> {
    let overeenkomsten = crate::zorgovereenkomst::store::lock_pairs(conn, geraakt).await?;
    let vanaf = jiff::civil::date(1900, 1, 1);
    let herziening = Herziening { desk, overeenkomsten, geraakt, vanaf };
    let planned = herzien::plan(conn, herziening).await?;
    herzien::save(conn, desk, Aanleiding::Omstandigheid, planned).await?;
    Ok(())
}
