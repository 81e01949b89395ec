//! A change of rates, also with effect in the past: shown first, then carried out, line by line.

use contracts::ZorgovereenkomstIngediend;
use contracts::labour::Toetsfeiten;
use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use kernel::Id;
use platform::messaging::outbox::{self, Said};
use platform::{Failure, Fault, Scope};
use uuid::Uuid;

use super::super::aanvraag::Aanvraag;
use super::super::store::{self, write};
use super::super::wijziging::{Gewijzigd, Wijziging, change};
use super::super::{Overeenkomstregel, Refusal, Zorgovereenkomst, toetsing};
use super::refuse;
use crate::declaratie::flows::herzien::{self, Herzien, Herziening, Impact};
use crate::declaratie::limieten::Limietnaam;
use crate::declaratie::store::regels::{self, limieten};
use crate::declaratie::store::versies::Aanleiding;
use crate::persoon::flows::Desk;
use crate::persoon::store as persoon;
use crate::toekenning::store as toekenning;

/// A change of rates as the edge gives it.
pub(crate) struct Verzoek<'a> {
    pub(crate) id: Uuid,
    pub(crate) if_match: Option<i64>,
    pub(crate) wijziging: &'a Wijziging,
    /// Subject of the token.
    pub(crate) door: &'a str,
}

/// A change that was carried out.
pub(crate) struct Uitgevoerd {
    pub(crate) id: Uuid,
    pub(crate) overeenkomst: Zorgovereenkomst,
    pub(crate) impact: Vec<Impact>,
}

/// The held agreement that is to change, the others of its pair, and its counters.
pub(super) struct Gehouden {
    pub(super) overeenkomst: Zorgovereenkomst,
    pub(super) andere: Vec<Zorgovereenkomst>,
    pub(super) stand: write::Stand,
}

/// Holds an agreement with all others of its pair.
pub(super) async fn hold(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    if_match: Option<i64>,
) -> Result<Gehouden, Failure<Refusal>> {
    let held = store::lock_pairs(conn, &[id]).await?;
    let (own, andere): (Vec<_>, Vec<_>) = held.into_iter().partition(|own| own.id.uuid() == id);
    let Some(overeenkomst) = own.into_iter().next() else { return refuse(Refusal::Unknown) };
    let Some(stand) = write::lock_stand(conn, &[id]).await?.pop() else {
        return refuse(Refusal::Unknown);
    };
    if if_match.is_some_and(|revisie| revisie != stand.revisie) {
        return refuse(Refusal::Changed);
    }
    Ok(Gehouden { overeenkomst, andere, stand })
}

/// How many whole months back a change of these lines may reach: the least of what the
/// verstrekkers set, and what holds in general where one set nothing.
pub(super) async fn months_back(
    conn: &mut AsyncPgConnection,
    overeenkomst: &Zorgovereenkomst,
    today: Date,
) -> Result<i64, Fault> {
    let general = limieten(conn).await?;
    let own = regels::twk_limieten(conn, &overeenkomst.verstrekkers(), today).await?;
    let of_line = |regel: &Overeenkomstregel| {
        own.get(&(regel.verstrekker_id, Some(regel.wet)))
            .or_else(|| own.get(&(regel.verstrekker_id, None)))
            .copied()
            .or_else(|| general.op(Limietnaam::TwkMaanden, regel.wet, today))
            .unwrap_or(0)
    };
    Ok(overeenkomst.regels.iter().map(of_line).min().unwrap_or(0))
}

/// Writes the rows of a change.
pub(super) async fn write_rows(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    gewijzigd: &Gewijzigd,
) -> Result<(), Fault> {
    let closed: Vec<(Uuid, Date)> =
        gewijzigd.vervallen.iter().map(|(regel, van)| (regel.uuid(), *van)).collect();
    write::close_lines(conn, &closed, desk.now).await?;
    let id = gewijzigd.overeenkomst.id.uuid();
    write::insert_lines(conn, id, &gewijzigd.nieuw, desk.now).await
}

/// What a change means for claims with care from a day on.
pub(super) async fn consequences(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    (overeenkomst, andere): (&Zorgovereenkomst, Vec<Zorgovereenkomst>),
    vanaf: Date,
) -> Result<Vec<Herzien>, Fault> {
    let mut overeenkomsten = andere;
    let geraakt = [overeenkomst.id.uuid()];
    overeenkomsten.push(overeenkomst.clone());
    herzien::plan(conn, Herziening { desk, overeenkomsten, geraakt: &geraakt, vanaf }).await
}

/// Carries out a change of rates: next rows of the agreement, and the next version of each claim
/// it touches (pgb:R-TWK-02, R-TWK-03).
pub(crate) async fn change_rates(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    verzoek: &Verzoek<'_>,
) -> Result<Uitgevoerd, Failure<Refusal>> {
    let Gehouden { overeenkomst, andere, mut stand } =
        hold(conn, verzoek.id, verzoek.if_match).await?;
    let back = months_back(conn, &overeenkomst, desk.today).await?;
    let gewijzigd =
        change(&overeenkomst, verzoek.wijziging, desk.today, back).map_err(Failure::Refused)?;
    write_rows(conn, desk, &gewijzigd).await?;
    let vanaf = verzoek.wijziging.ingangsdatum;
    let planned = consequences(conn, desk, (&gewijzigd.overeenkomst, andere), vanaf).await?;
    let impact = herzien::impact(&planned, Some(vanaf));
    herzien::save(conn, desk, Aanleiding::Wijziging, planned).await?;
    say_change(conn, desk, &mut stand, Some(vanaf)).await?;
    let id = platform::id::new_uuid();
    let rij = write::Wijzigingsrij {
        id,
        zorgovereenkomst_id: verzoek.id,
        verstrekkers: &gewijzigd.overeenkomst.verstrekkers(),
        ingangsdatum: vanaf,
        ondertekend_op: verzoek.wijziging.ondertekend_op,
        soort: "tarief",
        einddatum: None,
        reden: None,
        regels: super::super::http::view::rates(&verzoek.wijziging.regels),
        gevolgen: super::super::http::view::impact(&impact),
        door: verzoek.door,
        now: desk.now,
    };
    write::insert_wijziging(conn, &rij).await?;
    write::save_stand(conn, &[(stand, None)]).await?;
    Ok(Uitgevoerd { id, overeenkomst: gewijzigd.overeenkomst, impact })
}

/// Says the agreement as it is now, and asks for a toets of it where rates or days are new: a rate
/// may have become too low. Hearers keep the whole state, so the transaction reads the lines of
/// every verstrekker for it.
pub(super) async fn say_change(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    stand: &mut write::Stand,
    toets_vanaf: Option<Date>,
) -> Result<(), Fault> {
    let Some(all) = store::read::verstrekkers(conn, stand.id).await? else { return Ok(()) };
    Scope::of(all.iter().copied()).set(conn).await?;
    let Some(whole) = store::load(conn, stand.id).await? else { return Ok(()) };
    let whole = Zorgovereenkomst { status: stand.goedkeuringen.status, ..whole };
    let Some(fact) = whole.vastgesteld() else { return Ok(()) };
    stand.vastgesteld_versie = stand.vastgesteld_versie.saturating_add(1);
    let mut said = vec![Said::new(&desk.source, stand.vastgesteld_versie, fact)];
    let asked = match toets_vanaf {
        Some(vanaf) => ask_again(conn, desk, &whole, vanaf).await?,
        None => None,
    };
    if let Some(asked) = asked {
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
