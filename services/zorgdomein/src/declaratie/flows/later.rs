//! What happens to a claim later: a changed rate, a withdrawal. The same path with the next
//! version; payout posts the difference.

use contracts::{DeclaratieSoort, DeclaratieVastgesteld, Source};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Euro, Id};
use platform::Fault;
use platform::messaging::outbox::{self, Said};
use uuid::Uuid;

use super::super::herbeoordeling::{Gevolg, Herbeoordeeld, Kennis, reassess};
use super::super::limieten::Limieten;
use super::super::store::versies::{self, Aanleiding, Verschuldigde, Versie, Welke};
use super::super::store::{self, insert::soort_code};
use super::super::verdeling::Verschuldigd;
use super::super::{Declaratie, Status, facts};
use crate::toekenning::store as toekenning;
use crate::zorgovereenkomst::{Overeenkomstregel, Zorgovereenkomst};

/// One line of the impact list, with the reference of its claim.
#[derive(Debug, Clone)]
pub(crate) struct Impact {
    pub(crate) kenmerk: String,
    pub(crate) regel: Herbeoordeeld,
}

/// A change of rates that was decided, and when.
pub(crate) struct Verandering<'a> {
    /// The agreement as known from now on. The caller holds its row.
    pub(crate) overeenkomst: &'a Zorgovereenkomst,
    /// The lines whose rate changed.
    pub(crate) regels: &'a [Id<Overeenkomstregel>],
    /// First day of the new rates.
    pub(crate) vanaf: Date,
    /// The limits as known now.
    pub(crate) limieten: &'a Limieten,
    /// Now, on the clock of the process.
    pub(crate) now: Timestamp,
    /// Who we are in the facts we say.
    pub(crate) source: &'a Source,
}

/// Re-assesses every line that a change of rates touches, stores the next version of each claim
/// that changed, and says it. Gives the impact list, in order of claim and line.
pub(crate) async fn reassess_all(
    conn: &mut AsyncPgConnection,
    verandering: &Verandering<'_>,
) -> Result<Vec<Impact>, Fault> {
    let overeenkomst = verandering.overeenkomst;
    let of = Welke::Overeenkomst(overeenkomst.id.uuid(), verandering.vanaf);
    let claims = versies::verschuldigde(conn, of).await?;
    let budgethouder = Id::from_uuid(overeenkomst.budgethouder_id);
    let grants = toekenning::potten_for(conn, &[budgethouder]).await?;
    let potten =
        super::kennis::potten(grants).remove(&overeenkomst.budgethouder_id).unwrap_or_default();
    let maxima = store::regels::maxima(conn, &overeenkomst.verstrekkers()).await?;
    let kennis =
        Kennis { overeenkomst, potten: &potten, maxima: &maxima, limieten: verandering.limieten };

    let (mut impact, mut rows, mut said) = (Vec::new(), Vec::new(), Vec::new());
    for mut claim in claims {
        let found = touch(&mut claim, verandering, kennis);
        let changed =
            found.iter().any(|r| matches!(r.gevolg, Gevolg::Nabetalen | Gevolg::Terugvorderen));
        if changed {
            let next = next(&claim, Status::Goedgekeurd)?;
            said.push(say(verandering.source, overeenkomst, &claim, &next)?);
            rows.push(next);
        }
        let kenmerk = claim.kenmerk;
        impact.extend(found.into_iter().map(|regel| Impact { kenmerk: kenmerk.clone(), regel }));
    }
    versies::save_next(conn, Aanleiding::Wijziging, verandering.now, &rows).await?;
    outbox::record(conn, &said).await?;
    Ok(impact)
}

/// Re-assesses the touched lines of one claim and puts what is due now in their place.
fn touch(
    claim: &mut Verschuldigde,
    verandering: &Verandering<'_>,
    kennis: Kennis<'_>,
) -> Vec<Herbeoordeeld> {
    let touched = claim.regels.iter_mut().filter(|regel| {
        verandering.regels.contains(&regel.regel_id)
            && regel.dagen.tot() >= verandering.vanaf
            && regel.aantal_toegekend.hundredths() > 0
    });
    touched
        .map(|regel| {
            let found = reassess(regel, kennis);
            regel.verschuldigd.clone_from(&found.verschuldigd);
            found
        })
        .collect()
}

/// The next decision on a claim, with what its lines are due now.
fn next(claim: &Verschuldigde, status: Status) -> Result<Versie, Fault> {
    let due = claim.regels.iter().map(super::super::herbeoordeling::Bestaand::totaal);
    Ok(Versie {
        declaratie_id: claim.id,
        nummer: claim.nummer.saturating_add(1),
        verstrekker_id: claim.verstrekker_id,
        gezegd: Some(claim.versie.saturating_add(1)),
        status,
        verschuldigd: due.sum(),
        regels: versies::write_regels(claim.regels.iter().map(|regel| &regel.verschuldigd))?,
        uitkomsten: claim.uitkomsten.clone(),
    })
}

fn say(
    source: &Source,
    overeenkomst: &Zorgovereenkomst,
    claim: &Verschuldigde,
    next: &Versie,
) -> Result<Said, Fault> {
    let due = claim.regels.iter().flat_map(|regel| regel.verschuldigd.iter().copied());
    let fact = DeclaratieVastgesteld {
        declaratie_id: claim.id,
        zorgovereenkomst_id: overeenkomst.id.uuid(),
        budgethouder_id: overeenkomst.budgethouder_id,
        zorgverlener_id: overeenkomst.zorgverlener_id,
        verstrekker_id: claim.verstrekker_id,
        soort: soort(&claim.soort)?,
        betaalgegevens_id: claim.betaalgegevens_id,
        factuurnummer: claim.factuurnummer.clone(),
        regels: facts::per_pot(due),
        totaal_verschuldigd: next.verschuldigd,
    };
    Ok(Said::new(source, next.gezegd.unwrap_or(1), fact))
}

fn soort(code: &str) -> Result<DeclaratieSoort, Fault> {
    [DeclaratieSoort::Uren, DeclaratieSoort::Factuur, DeclaratieSoort::Maandloon]
        .into_iter()
        .find(|soort| soort_code(*soort) == code)
        .ok_or_else(|| crate::store::unreadable("declaratie.soort"))
}

/// Why a claim cannot be withdrawn.
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
}

/// Withdraws a claim: nothing is due any more. What was paid becomes a recovery at payout.
pub(crate) async fn withdraw(
    conn: &mut AsyncPgConnection,
    id: Id<Declaratie>,
    if_match: Option<i64>,
    now: Timestamp,
    source: &Source,
) -> Result<(), platform::Failure<Refusal>> {
    let refuse = |refusal| platform::Failure::Refused(refusal);
    let seen = store::read::one(conn, id.uuid()).await?.ok_or_else(|| refuse(Refusal::Unknown))?;
    // The agreement first, then the claim: the order of everybody.
    let held =
        crate::zorgovereenkomst::store::lock_pairs(conn, &[seen.zorgovereenkomst_id]).await?;
    let kop = store::lock(conn, id.uuid()).await?.ok_or_else(|| refuse(Refusal::Unknown))?;
    if if_match.is_some_and(|revisie| revisie != kop.revisie) {
        return Err(refuse(Refusal::Changed));
    }
    match kop.status {
        Status::Afgekeurd | Status::Ingetrokken => return Err(refuse(Refusal::NothingLeft)),
        Status::Goedgekeurd | Status::Uitval | Status::Aangehouden => {}
    }
    let mut claims = versies::verschuldigde(conn, Welke::Declaratie(id.uuid())).await?;
    let overeenkomst = held.iter().find(|own| own.id.uuid() == kop.zorgovereenkomst_id);
    let (row, said) = match (claims.pop(), overeenkomst) {
        (Some(mut claim), Some(overeenkomst)) => {
            claim.regels.iter_mut().for_each(|regel| regel.verschuldigd.clear());
            let row = next(&claim, Status::Ingetrokken)?;
            let said = say(source, overeenkomst, &claim, &row)?;
            (row, vec![said])
        }
        // Never due: nothing was said, so nothing is taken back.
        _ => (silent(id, &kop)?, Vec::new()),
    };
    versies::save_next(conn, Aanleiding::Intrekking, now, &[row]).await?;
    outbox::record(conn, &said).await?;
    Ok(())
}

fn silent(id: Id<Declaratie>, kop: &store::Kop) -> Result<Versie, Fault> {
    let nothing: Vec<Vec<Verschuldigd>> = Vec::new();
    Ok(Versie {
        declaratie_id: Uuid::from(id),
        nummer: kop.nummer.saturating_add(1),
        verstrekker_id: kop.verstrekker_id,
        gezegd: None,
        status: Status::Ingetrokken,
        verschuldigd: Euro::ZERO,
        regels: versies::write_regels(nothing.iter())?,
        uitkomsten: "[]".to_owned(),
    })
}
