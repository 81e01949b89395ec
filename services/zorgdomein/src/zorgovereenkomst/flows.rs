//! Commands on agreements, one transaction each.

use contracts::labour::{Bevinding, Toetsfeiten};
use contracts::{Source, ZorgovereenkomstGetoetst, ZorgovereenkomstIngediend};
use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use kernel::{Id, Oin};
use platform::messaging::outbox::{self, Said};
use platform::{Failure, Fault, Scope};
use uuid::Uuid;

use super::aanvraag::{Aanvraag, Bekend, gebreken, lines, strangers};
use super::store::{self, write};
use super::wijziging::{Gewijzigd, Wijziging, change};
use super::{
    Goedkeuringen, Oordeel, Overeenkomstregel, Refusal, Status, Zorgovereenkomst, toetsing,
};
use crate::declaratie::flows::later::{Impact, Verandering, reassess_all};
use crate::declaratie::limieten::Limietnaam;
use crate::declaratie::store::regels::limieten;
use crate::persoon::flows::Desk;
use crate::persoon::{Rol, store as persoon};
use crate::toekenning::store as toekenning;

fn refuse<T>(refusal: Refusal) -> Result<T, Failure<Refusal>> {
    Err(Failure::Refused(refusal))
}

/// Takes in a new agreement and asks for its toets.
pub(crate) async fn submit(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    oin: &Oin,
    aanvraag: &Aanvraag,
) -> Result<(Uuid, Vec<Overeenkomstregel>), Failure<Refusal>> {
    let budgethouder = Id::from_uuid(aanvraag.budgethouder_id);
    let zorgverlener = Id::from_uuid(aanvraag.zorgverlener_id);
    let buyers = persoon::budgethouders(conn, &desk.sealing, &[budgethouder]).await?;
    let carers = persoon::zorgverleners(conn, &desk.sealing, &[zorgverlener]).await?;
    let grants = toekenning::potten_for(conn, &[budgethouder]).await?;
    let bekend = Bekend { budgethouder: !buyers.is_empty(), zorgverlener: !carers.is_empty() };
    let mut wrong = gebreken(aanvraag, bekend, &grants);
    if bekend.zorgverlener {
        let linked = persoon::verstrekkers(conn, zorgverlener, Rol::Zorgverlener).await?;
        let linked: Vec<Uuid> = linked.into_iter().collect();
        wrong.extend(strangers(aanvraag, &grants, &linked));
    }
    let (Some(buyer), Some(carer), true) = (buyers.first(), carers.first(), wrong.is_empty())
    else {
        return refuse(Refusal::Invalid(wrong));
    };
    let regels = lines(aanvraag, &grants, platform::id::new);
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
        feiten: toetsing::feiten(aanvraag, &regels, buyer.bsn_ref.clone(), carer, &grants),
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
    write::save_stand(conn, &[(stand, None)]).await?;
    outbox::record(conn, said.as_slice()).await?;
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

/// Records a batch of answers of the toets; says for each whether there is such an agreement.
pub(crate) async fn answer(
    conn: &mut AsyncPgConnection,
    source: &Source,
    answers: &[ZorgovereenkomstGetoetst],
) -> Result<Vec<bool>, Fault> {
    let ids: Vec<Uuid> = answers.iter().map(|answer| answer.zorgovereenkomst_id).collect();
    let standen = write::lock_stand(conn, &ids).await?;
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
        said.extend(settle(conn, source, &mut stand, before).await?);
        let findings: Option<Vec<Bevinding>> = (answer.overeenkomst_versie
            == stand.goedkeuringen.overeenkomst_versie)
            .then(|| answer.bevindingen.clone());
        rows.push((stand, findings));
    }
    write::save_stand(conn, &rows).await?;
    outbox::record(conn, &said).await?;
    Ok(known)
}

/// A change of rates as the edge gives it.
pub(crate) struct Verzoek<'a> {
    pub(crate) id: Uuid,
    pub(crate) if_match: Option<i64>,
    pub(crate) wijziging: &'a Wijziging,
    /// Subject of the token.
    pub(crate) door: &'a str,
}

/// A change of rates that was carried out.
pub(crate) struct Uitgevoerd {
    pub(crate) id: Uuid,
    pub(crate) overeenkomst: Zorgovereenkomst,
    pub(crate) impact: Vec<Impact>,
}

/// Carries out a change of rates: next rows of the agreement, and the next version of each claim
/// it touches (pgb:R-TWK-02, R-TWK-03).
pub(crate) async fn change_rates(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    verzoek: &Verzoek<'_>,
) -> Result<Uitgevoerd, Failure<Refusal>> {
    let mut held = store::lock_pairs(conn, &[verzoek.id]).await?;
    held.retain(|own| own.id.uuid() == verzoek.id);
    let Some(overeenkomst) = held.pop() else { return refuse(Refusal::Unknown) };
    let Some(mut stand) = write::lock_stand(conn, &[verzoek.id]).await?.pop() else {
        return refuse(Refusal::Unknown);
    };
    if verzoek.if_match.is_some_and(|revisie| revisie != stand.revisie) {
        return refuse(Refusal::Changed);
    }
    let limieten = limieten(conn).await?;
    let wet = overeenkomst.regels.first().map_or(kernel::Wet::Wlz, |regel| regel.wet);
    let back = limieten.op(Limietnaam::TwkMaanden, wet, desk.today).unwrap_or(0);
    let Gewijzigd { overeenkomst, vervallen, nieuw } =
        change(&overeenkomst, verzoek.wijziging, desk.today, back).map_err(Failure::Refused)?;
    let closed: Vec<(Uuid, Date)> =
        vervallen.iter().map(|(regel, van)| (regel.uuid(), *van)).collect();
    write::close_lines(conn, &closed, desk.now).await?;
    write::insert_lines(conn, verzoek.id, &nieuw, desk.now).await?;
    let regels: Vec<Id<Overeenkomstregel>> =
        verzoek.wijziging.regels.iter().map(|regel| regel.regel_id).collect();
    let verandering = Verandering {
        overeenkomst: &overeenkomst,
        regels: &regels,
        vanaf: verzoek.wijziging.ingangsdatum,
        limieten: &limieten,
        now: desk.now,
        source: &desk.source,
    };
    let impact = reassess_all(conn, &verandering).await?;
    say_change(conn, desk, &mut stand, verzoek.wijziging.ingangsdatum).await?;
    let id = platform::id::new_uuid();
    let rij = write::Wijzigingsrij {
        id,
        zorgovereenkomst_id: verzoek.id,
        verstrekkers: &overeenkomst.verstrekkers(),
        ingangsdatum: verzoek.wijziging.ingangsdatum,
        ondertekend_op: verzoek.wijziging.ondertekend_op,
        regels: super::http::view::rates(&verzoek.wijziging.regels),
        gevolgen: super::http::view::impact(&impact),
        door: verzoek.door,
        now: desk.now,
    };
    write::insert_wijziging(conn, &rij).await?;
    write::save_stand(conn, &[(stand, None)]).await?;
    Ok(Uitgevoerd { id, overeenkomst, impact })
}

/// Says the agreement with its new rates, and asks for a toets of this version of it: a rate may
/// have become too low. Hearers keep the whole state, so the transaction reads the lines of every
/// verstrekker for it.
async fn say_change(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    stand: &mut write::Stand,
    vanaf: Date,
) -> Result<(), Fault> {
    let Some(all) = store::read::verstrekkers(conn, stand.id).await? else { return Ok(()) };
    Scope::of(all.iter().copied()).set(conn).await?;
    let Some(whole) = store::load(conn, stand.id).await? else { return Ok(()) };
    let Some(fact) = whole.vastgesteld() else { return Ok(()) };
    stand.vastgesteld_versie = stand.vastgesteld_versie.saturating_add(1);
    let mut said = vec![Said::new(&desk.source, stand.vastgesteld_versie, fact)];
    if let Some(asked) = ask_again(conn, desk, &whole, vanaf).await? {
        stand.goedkeuringen = stand.goedkeuringen.clone().asked_again();
        let overeenkomst_versie = stand.goedkeuringen.overeenkomst_versie;
        let fact = ZorgovereenkomstIngediend {
            zorgovereenkomst_id: stand.id,
            overeenkomst_versie,
            verstrekkers: all,
            ingediend_op: desk.today,
            feiten: asked,
        };
        said.push(Said::new(&desk.source, overeenkomst_versie, fact));
    }
    outbox::record(conn, &said).await?;
    Ok(())
}

/// The facts for a toets of the rates from a day on.
async fn ask_again(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    whole: &Zorgovereenkomst,
    vanaf: Date,
) -> Result<Option<Toetsfeiten>, Fault> {
    let budgethouder = Id::from_uuid(whole.budgethouder_id);
    let zorgverlener = Id::from_uuid(whole.zorgverlener_id);
    let Some(voorwaarden) = store::read::voorwaarden(conn, whole.id.uuid()).await? else {
        return Ok(None);
    };
    let buyers = persoon::budgethouders(conn, &desk.sealing, &[budgethouder]).await?;
    let carers = persoon::zorgverleners(conn, &desk.sealing, &[zorgverlener]).await?;
    let grants = toekenning::potten_for(conn, &[budgethouder]).await?;
    let (Some(buyer), Some(carer)) = (buyers.first(), carers.first()) else { return Ok(None) };
    let regels: Vec<Overeenkomstregel> = whole
        .regels
        .iter()
        .filter(|regel| regel.geldig.tot().is_none_or(|tot| tot >= vanaf))
        .cloned()
        .collect();
    let aanvraag = Aanvraag::of(whole, voorwaarden);
    let reference = buyer.bsn_ref.clone();
    Ok(Some(toetsing::feiten(&aanvraag, &regels, reference, carer, &grants)))
}
