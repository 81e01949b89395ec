//! A claim that is closed by somebody: withdrawn, refused, or left unrepaired too long. Nothing is
//! due any more; what was paid becomes a recovery at payout.

use contracts::DeclaratieVastgesteld;
use diesel_async::AsyncPgConnection;
use kernel::{Euro, Id};
use platform::messaging::outbox::{self, Said};
use platform::{Failure, Fault};
use uuid::Uuid;

use super::super::beslissing::{Beslissing, Regelbesluit};
use super::super::store::opgeslagen::{self, Opgeslagen, Welke};
use super::super::store::versies::{self, Aanleiding, Versie, Volgende};
use super::super::store::{handelingen, read};
use super::super::{Declaratie, Status, facts};
use super::herzien::granted;
use crate::persoon::flows::Desk;
use crate::zorgovereenkomst::{Zorgovereenkomst, store as zorgovereenkomst};

/// Why an act on a claim is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// No such claim, or not the caller's.
    #[error("the declaratie is not there")]
    Unknown,
    /// Somebody was first.
    #[error("the declaratie has changed")]
    Changed,
    /// It was refused or withdrawn before.
    #[error("nothing is left to withdraw")]
    NothingLeft,
    /// It does not wait for repair.
    #[error("the declaratie is not in uitval")]
    NotUitval,
    /// The term for repair has passed.
    #[error("the term for repair has passed")]
    TooLate,
    /// The check did not find this, or it is not for a person to let it pass.
    #[error("there is nothing of this kind to release")]
    NothingToRelease,
    /// The same person released it before: another one is asked.
    #[error("another person must release it")]
    SamePerson,
}

/// A claim that is held, with its agreement.
pub(crate) struct Gehouden {
    pub(crate) claim: Opgeslagen,
    /// All agreements of the pair.
    pub(crate) paar: Vec<Zorgovereenkomst>,
}

impl Gehouden {
    /// The agreement of the claim.
    pub(crate) fn overeenkomst(&self) -> Option<&Zorgovereenkomst> {
        self.paar.iter().find(|own| own.id == self.claim.indiening.zorgovereenkomst_id)
    }
}

/// Holds a claim: the agreements of its pair first, as everybody does, then the claim.
pub(crate) async fn hold(
    conn: &mut AsyncPgConnection,
    id: Id<Declaratie>,
    if_match: Option<i64>,
) -> Result<Gehouden, Failure<Refusal>> {
    let refuse = |refusal| Failure::Refused(refusal);
    let seen = read::one(conn, id.uuid()).await?.ok_or_else(|| refuse(Refusal::Unknown))?;
    let paar = zorgovereenkomst::lock_pairs(conn, &[seen.zorgovereenkomst_id]).await?;
    let mut claims = opgeslagen::load(conn, Welke::Declaratie(id.uuid())).await?;
    let claim = claims.pop().ok_or_else(|| refuse(Refusal::Unknown))?;
    if if_match.is_some_and(|revisie| revisie != claim.revisie) {
        return Err(refuse(Refusal::Changed));
    }
    Ok(Gehouden { claim, paar })
}

/// Withdraws a claim.
pub(crate) async fn withdraw(
    conn: &mut AsyncPgConnection,
    id: Id<Declaratie>,
    if_match: Option<i64>,
    desk: &Desk,
) -> Result<(), Failure<Refusal>> {
    let held = hold(conn, id, if_match).await?;
    match held.claim.status {
        Status::Afgekeurd | Status::Ingetrokken => {
            return Err(Failure::Refused(Refusal::NothingLeft));
        }
        Status::Goedgekeurd | Status::Uitval | Status::Aangehouden => {}
    }
    let overeenkomst = held.overeenkomst();
    close(
        conn,
        desk,
        (Status::Ingetrokken, Aanleiding::Intrekking),
        &[(&held.claim, overeenkomst)],
    )
    .await?;
    Ok(())
}

/// A refusal by a person, on a legal ground (Rlz 5.23 lid 4).
pub(crate) struct Afwijzing<'a> {
    pub(crate) id: Id<Declaratie>,
    pub(crate) if_match: Option<i64>,
    /// `a` to `f`.
    pub(crate) grond: &'a str,
    pub(crate) reden: &'a str,
    pub(crate) door: &'a str,
}

/// Refuses a claim.
pub(crate) async fn reject(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    afwijzing: &Afwijzing<'_>,
) -> Result<(), Failure<Refusal>> {
    let held = hold(conn, afwijzing.id, afwijzing.if_match).await?;
    if held.claim.gesloten || held.claim.status == Status::Ingetrokken {
        return Err(Failure::Refused(Refusal::NothingLeft));
    }
    let handeling = handelingen::Handeling {
        declaratie_id: held.claim.id,
        verstrekker_id: held.claim.verstrekker_id,
        reden: afwijzing.reden,
        door: afwijzing.door,
        now: desk.now,
    };
    let daad = handelingen::Daad::Afwijzing { grond: afwijzing.grond };
    handelingen::insert(conn, &handeling, &daad).await?;
    let overeenkomst = held.overeenkomst();
    close(conn, desk, (Status::Afgekeurd, Aanleiding::Afwijzing), &[(&held.claim, overeenkomst)])
        .await?;
    Ok(())
}

/// Closes held claims: nothing is due any more, and later facts leave them alone.
pub(crate) async fn close(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    (status, aanleiding): (Status, Aanleiding),
    claims: &[(&Opgeslagen, Option<&Zorgovereenkomst>)],
) -> Result<(), Fault> {
    let (mut rows, mut said) = (Vec::new(), Vec::new());
    for (claim, overeenkomst) in claims {
        let due = claim.verschuldigd.iter().any(|parts| !parts.is_empty());
        let beslissing = Beslissing {
            status,
            verschuldigd: Euro::ZERO,
            uitkomsten: Vec::new(),
            regels: claim.indiening.regels.iter().map(|_| Regelbesluit::default()).collect(),
        };
        // Never due: nothing was said, so nothing is taken back.
        let gezegd = (due && claim.versie > 0).then(|| claim.versie.saturating_add(1));
        let versie = Versie {
            declaratie_id: claim.id,
            nummer: claim.nummer.saturating_add(1),
            verstrekker_id: claim.verstrekker_id,
            gezegd,
            status,
            verschuldigd: Euro::ZERO,
            regels: versies::write_regels(beslissing.regels.iter().map(|r| &r.verschuldigd))?,
            uitkomsten: claim.uitkomsten.clone(),
        };
        rows.push(Volgende {
            versie,
            klassen: String::new(),
            hersteltermijn: None,
            gesloten: true,
            regels: overeenkomst
                .map(|own| granted(own, &claim.indiening, &beslissing))
                .unwrap_or_default(),
        });
        if let (Some(versie), Some(overeenkomst)) = (gezegd, overeenkomst) {
            let parts = facts::Partijen {
                id: Id::from_uuid(claim.id),
                overeenkomst,
                verstrekker_id: claim.verstrekker_id,
            };
            let fact: DeclaratieVastgesteld =
                facts::vastgesteld(parts, &claim.indiening, claim.betaalgegevens_id, &beslissing);
            said.push(Said::new(&desk.source, versie, fact));
        }
    }
    versies::save_next(conn, aanleiding, desk.now, &rows).await?;
    outbox::record(conn, &said).await?;
    Ok(())
}

/// How many claims the calendar closes in one transaction.
const BATCH: usize = 200;

/// Closes claims whose term for repair has passed; says whether there may be more.
pub(crate) async fn expire(conn: &mut AsyncPgConnection, desk: &Desk) -> Result<bool, Fault> {
    let due = read::expired(conn, desk.today, BATCH).await?;
    let overeenkomsten: Vec<Uuid> = due.iter().map(|(_, of)| *of).collect();
    if due.is_empty() {
        return Ok(false);
    }
    let paren = zorgovereenkomst::lock_pairs(conn, &overeenkomsten).await?;
    let mut claims = Vec::with_capacity(due.len());
    let ids: Vec<Uuid> = due.iter().map(|(id, _)| *id).collect();
    for claim in opgeslagen::load(conn, Welke::Declaraties(&ids)).await? {
        // Somebody may have repaired it while we waited for the agreement.
        let still = claim.status == Status::Uitval
            && claim.hersteltermijn.is_some_and(|last| last < desk.today);
        if still {
            claims.push(claim);
        }
    }
    let rows: Vec<_> = claims
        .iter()
        .map(|claim| {
            let of = claim.indiening.zorgovereenkomst_id;
            (claim, paren.iter().find(|own| own.id == of))
        })
        .collect();
    close(conn, desk, (Status::Afgekeurd, Aanleiding::Verloop), &rows).await?;
    Ok(due.len() == BATCH)
}
