//! Commands on agreements, one transaction each.

use contracts::labour::Bevinding;
use contracts::{Source, ZorgovereenkomstGetoetst, ZorgovereenkomstIngediend};
use diesel_async::AsyncPgConnection;
use kernel::{Id, Oin};
use platform::messaging::outbox::{self, Said};
use platform::{Failure, Fault, Scope};
use uuid::Uuid;

use super::aanvraag::{Aanvraag, Bekend, gebreken, lines, strangers};
use super::store::{self, write};
use super::{
    Gebrek, Goedkeuringen, Oordeel, Overeenkomstregel, Refusal, Status, Zorgovereenkomst, toetsing,
};

pub(crate) mod einde;
pub(crate) mod proef;
pub(crate) mod wijzigen;
use crate::declaratie::flows::herzien::{self, Herziening};
use crate::declaratie::store::versies::Aanleiding;
use crate::persoon::flows::Desk;
use crate::persoon::{Budgethouder, Rol, Zorgverlener, store as persoon};
use crate::toekenning::{Toekenning, store as toekenning};

fn refuse<T>(refusal: Refusal) -> Result<T, Failure<Refusal>> {
    Err(Failure::Refused(refusal))
}

/// What is known of a new agreement.
pub(crate) struct Gekend {
    pub(crate) toekenningen: Vec<Toekenning>,
    buyer: Option<Budgethouder>,
    carer: Option<Zorgverlener>,
    /// What keeps it from being taken in.
    pub(crate) gebreken: Vec<Gebrek>,
}

/// Loads what is known of a new agreement.
pub(crate) async fn known(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    aanvraag: &Aanvraag,
) -> Result<Gekend, Fault> {
    let budgethouder = Id::from_uuid(aanvraag.budgethouder_id);
    let zorgverlener = Id::from_uuid(aanvraag.zorgverlener_id);
    let buyers = persoon::budgethouders(conn, &desk.sealing, &[budgethouder]).await?;
    let carers = persoon::zorgverleners(conn, &desk.sealing, &[zorgverlener]).await?;
    let toekenningen = toekenning::potten_for(conn, &[budgethouder]).await?;
    let bekend = Bekend { budgethouder: !buyers.is_empty(), zorgverlener: !carers.is_empty() };
    let mut wrong = gebreken(aanvraag, bekend, &toekenningen);
    if bekend.zorgverlener {
        let linked = persoon::verstrekkers(conn, zorgverlener, Rol::Zorgverlener).await?;
        let linked: Vec<Uuid> = linked.into_iter().collect();
        wrong.extend(strangers(aanvraag, &toekenningen, &linked));
    }
    let (buyer, carer) = (buyers.into_iter().next(), carers.into_iter().next());
    Ok(Gekend { toekenningen, buyer, carer, gebreken: wrong })
}

/// Takes in a new agreement and asks for its toets.
pub(crate) async fn submit(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    oin: &Oin,
    aanvraag: &Aanvraag,
) -> Result<(Uuid, Vec<Overeenkomstregel>), Failure<Refusal>> {
    let Gekend { toekenningen, buyer, carer, gebreken } = known(conn, desk, aanvraag).await?;
    let (Some(buyer), Some(carer), true) = (buyer, carer, gebreken.is_empty()) else {
        return refuse(Refusal::Invalid(gebreken));
    };
    let regels = lines(aanvraag, &toekenningen, platform::id::new);
    let id = platform::id::new_uuid();
    let nieuw = write::Nieuw {
        id,
        oin: oin.as_str(),
        aanvraag,
        regels: &regels,
        goedkeuringen: &Goedkeuringen::new(&regels),
        now: desk.now,
    };
    if !write::insert(conn, nieuw).await? {
        return refuse(Refusal::KenmerkInUse);
    }
    let mut verstrekkers: Vec<Uuid> = regels.iter().map(|regel| regel.verstrekker_id).collect();
    verstrekkers.sort_unstable();
    verstrekkers.dedup();
    let fact = ZorgovereenkomstIngediend {
        zorgovereenkomst_id: id,
        overeenkomst_versie: 1,
        verstrekkers,
        ingediend_op: desk.today,
        feiten: toetsing::feiten(aanvraag, &regels, buyer.bsn_ref, &carer, &toekenningen),
    };
    outbox::record(conn, &[Said::new(&desk.source, 1, fact)]).await?;
    Ok((id, regels))
}

/// What a verstrekker says of the content.
pub(crate) struct Beoordeling<'a> {
    pub(crate) id: Uuid,
    pub(crate) if_match: Option<i64>,
    pub(crate) oordeel: Oordeel,
    pub(crate) reden: Option<&'a str>,
    /// Subject of the token.
    pub(crate) door: &'a str,
    /// What the caller may see: he judges for these verstrekkers.
    pub(crate) scope: &'a Scope,
}

/// Records the judgement of the caller's verstrekkers. The status follows from everybody's, so
/// the transaction sees the whole agreement from here on.
pub(crate) async fn judge(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    beoordeling: &Beoordeling<'_>,
) -> Result<(), Failure<Refusal>> {
    let Some(verstrekkers) = store::read::verstrekkers(conn, beoordeling.id).await? else {
        return refuse(Refusal::Unknown);
    };
    Scope::of(verstrekkers).set(conn).await?;
    let Some(mut stand) = write::lock_stand(conn, &[beoordeling.id]).await?.pop() else {
        return refuse(Refusal::Unknown);
    };
    if beoordeling.if_match.is_some_and(|revisie| revisie != stand.revisie) {
        return refuse(Refusal::Changed);
    }
    let before = stand.goedkeuringen.status;
    stand.goedkeuringen = stand
        .goedkeuringen
        .judged(|id| beoordeling.scope.covers(id), beoordeling.oordeel, beoordeling.reden)
        .map_err(Failure::Refused)?;
    write::save_inhoud(conn, &stand, beoordeling.door, desk.now).await?;
    let said = settle(conn, &desk.source, &mut stand, before).await?;
    let changed = (stand.goedkeuringen.status != before).then_some(stand.id);
    write::save_stand(conn, &[(stand, None)]).await?;
    outbox::record(conn, said.as_slice()).await?;
    judge_claims(conn, desk, changed.as_slice()).await?;
    // What the answer shows is again only what the caller may see.
    beoordeling.scope.set(conn).await?;
    Ok(())
}

/// Says the agreement when its status changed, as its next version.
async fn settle(
    conn: &mut AsyncPgConnection,
    source: &Source,
    stand: &mut write::Stand,
    before: Status,
) -> Result<Option<Said>, Fault> {
    if stand.goedkeuringen.status == before {
        return Ok(None);
    }
    let Some(overeenkomst) = store::load(conn, stand.id).await? else { return Ok(None) };
    let judged = Zorgovereenkomst { status: stand.goedkeuringen.status, ..overeenkomst };
    let Some(fact) = judged.vastgesteld() else { return Ok(None) };
    stand.vastgesteld_versie = stand.vastgesteld_versie.saturating_add(1);
    Ok(Some(Said::new(source, stand.vastgesteld_versie, fact)))
}

/// Judges the claims on agreements again whose status changed: what came in before both said yes
/// may be right now (pgb:R-TWK-09). A no does not undo what was approved before it.
async fn judge_claims(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    changed: &[Uuid],
) -> Result<(), Fault> {
    if changed.is_empty() {
        return Ok(());
    }
    let overeenkomsten = store::lock_pairs(conn, changed).await?;
    let vanaf = jiff::civil::date(1900, 1, 1);
    let herziening = Herziening { desk, overeenkomsten, geraakt: changed, vanaf };
    let planned = herzien::plan(conn, herziening).await?;
    herzien::save(conn, desk, Aanleiding::Beoordeling, planned).await?;
    Ok(())
}

/// Records a batch of answers of the toets; says for each whether there is such an agreement.
pub(crate) async fn answer(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    answers: &[ZorgovereenkomstGetoetst],
) -> Result<Vec<bool>, Fault> {
    let ids: Vec<Uuid> = answers.iter().map(|answer| answer.zorgovereenkomst_id).collect();
    // The agreements of the pairs first, as everybody who changes a claim.
    store::lock_pairs(conn, &ids).await?;
    let standen = write::lock_stand(conn, &ids).await?;
    let mut changed = Vec::new();
    let known: Vec<bool> =
        ids.iter().map(|id| standen.iter().any(|stand| stand.id == *id)).collect();
    let (mut rows, mut said) = (Vec::with_capacity(standen.len()), Vec::new());
    for mut stand in standen {
        let Some(answer) = answers.iter().find(|own| own.zorgovereenkomst_id == stand.id) else {
            continue;
        };
        let before = stand.goedkeuringen.status;
        stand.goedkeuringen =
            stand.goedkeuringen.answered(answer.overeenkomst_versie, answer.uitkomst);
        said.extend(settle(conn, &desk.source, &mut stand, before).await?);
        if stand.goedkeuringen.status != before {
            changed.push(stand.id);
        }
        let findings: Option<Vec<Bevinding>> = (answer.overeenkomst_versie
            == stand.goedkeuringen.overeenkomst_versie)
            .then(|| answer.bevindingen.clone());
        rows.push((stand, findings));
    }
    write::save_stand(conn, &rows).await?;
    outbox::record(conn, &said).await?;
    judge_claims(conn, desk, &changed).await?;
    Ok(known)
}
