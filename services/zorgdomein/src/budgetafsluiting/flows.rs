//! Commands on budget closings: plan, close on the day, keep the answer.

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;
use futures_util::FutureExt;
use kernel::{Bsn, Euro, Id, Wet};
use platform::{Context, Failure, Fault, Problem, Scope};
use uuid::Uuid;

use super::store::{self, Antwoord, Due, Gereed, Gevolg};
use super::{Afsluiting, Besteding, Regel, Stand, close, plan, xml};
use crate::bericht::{self, Berichtsoort};
use crate::persoon::flows::Desk;
use crate::toekenning::{Pot, Toekenning};
use crate::verstrekker;

/// Rows of the agenda that are handled at once.
const ROWS_MAX: i64 = 200;

/// Notes when the pots of a new version of a toekenning must be looked at.
pub(crate) async fn replan(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    before: Option<&Toekenning>,
    (after, named): (&Toekenning, &[Id<Pot>]),
) -> Result<(), Fault> {
    if after.wet == Wet::Zvw {
        // No iPgb message exists for the Zvw.
        return Ok(());
    }
    let termijnen = store::termijnen(conn, desk.today).await?;
    let planned = plan(before, after, named, (desk.today, termijnen));
    store::replan(conn, after, named, &planned, desk.now).await
}

/// Makes the 507 messages that are due for one verstrekker; says whether there may be more.
pub async fn step(context: &Context) -> Result<bool, Fault> {
    let desk = Desk::of(context)?;
    let today = desk.today;
    let turn = context
        .transact_work(Scope::Landelijk, move |conn| {
            async move { store::whose_turn(conn, today).await }.boxed()
        })
        .await?;
    let Some(verstrekker) = turn else { return Ok(false) };
    context
        .transact_work(Scope::of([verstrekker]), move |conn| {
            let desk = desk.clone();
            async move { close_due(conn, &desk, verstrekker).await }.boxed()
        })
        .await?;
    Ok(true)
}

async fn close_due(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    verstrekker: Uuid,
) -> Result<(), Fault> {
    let due = store::due(conn, desk.today, ROWS_MAX).await?;
    let potten: Vec<Uuid> = due.iter().map(|due| due.pot_id).collect();
    let mut standen: HashMap<Uuid, Vec<Stand>> = HashMap::new();
    for (pot, stand) in store::standen(conn, &potten).await? {
        standen.entry(pot).or_default().push(stand);
    }
    let mut handled: Vec<(Due, Gevolg)> = Vec::with_capacity(due.len());
    let mut told: Vec<(Due, Regel)> = Vec::new();
    for due in due {
        let known = standen.get(&due.pot_id).map_or(&[][..], Vec::as_slice);
        let gevolg = match besteding(&due) {
            None => Gevolg::Wacht,
            Some(besteding) => {
                let of = (due.pot_id.into(), &due.zorgfunctie()?);
                match close(of, (due.reden()?, due.aanleiding), known, besteding) {
                    Some(regel) => {
                        told.push((due.clone(), regel));
                        Gevolg::Gemeld
                    }
                    None => Gevolg::Niets,
                }
            }
        };
        handled.push((due, gevolg));
    }
    tell(conn, desk, verstrekker, told).await?;
    let tomorrow = desk.today.tomorrow().map_err(anyhow::Error::from)?;
    store::settle(conn, &handled, (desk.now, tomorrow)).await
}

fn besteding(due: &Due) -> Option<Besteding> {
    Some(Besteding {
        besteed: Euro::from_cents(due.besteed?),
        terug_te_vorderen: Euro::from_cents(due.terug_te_vorderen?),
    })
}

/// One message per toekenning.
async fn tell(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    verstrekker: Uuid,
    told: Vec<(Due, Regel)>,
) -> Result<(), Fault> {
    if told.is_empty() {
        return Ok(());
    }
    let kinds = bericht::store::kinds(conn, "507", desk.today).await?;
    let personen: Vec<Uuid> = told.iter().map(|(due, _)| due.budgethouder_id).collect();
    let bsns = store::bsns(conn, &personen).await?;
    let missing = |what: &'static str| Fault::Other(anyhow::anyhow!("{what} is missing"));
    let ontvanger = verstrekker::store::by_ids(conn, &[verstrekker.into()]).await?;
    let ontvanger = ontvanger.into_iter().next().ok_or_else(|| missing("the verstrekker"))?;
    for group in told.chunk_by(|(one, _), (next, _)| one.toekenning_id == next.toekenning_id) {
        let Some((first, _)) = group.first() else { continue };
        let wet = first.wet()?;
        let kind = kinds.iter().find(|kind| kind.wet == wet).ok_or_else(|| missing("the kind"))?;
        let sealed = bsns.get(&first.budgethouder_id).ok_or_else(|| missing("a bsn"))?;
        let bsn = Bsn::parse(&desk.sealing.open(sealed)?).map_err(Fault::stored("persoon.bsn"))?;
        let afsluiting = Afsluiting {
            ontvanger: ontvanger.afzendercode.clone(),
            identificatie: store::next_identificatie(conn).await?,
            dagtekening: desk.today,
            bsn,
            regels: group.iter().map(|(_, regel)| regel.clone()).collect(),
        };
        let gereed = Gereed {
            id: platform::id::new_uuid(),
            verstrekker,
            budgethouder: first.budgethouder_id,
            toekenning: first.toekenning_id,
            wet,
            code: &kind.code,
            afsluiting: &afsluiting,
            inhoud: desk.sealing.seal(&xml::write(kind, &afsluiting)),
        };
        store::insert(conn, gereed, desk.now).await?;
    }
    Ok(())
}

/// An answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another answer was given before.
    #[error("another answer was given before")]
    Answered,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Answered => Self::refused(
                "al-beantwoord",
                "Op deze budgetafsluiting is al een ander antwoord gegeven.",
            ),
        }
    }
}

/// Keeps the answer to a message, once; the same answer again is fine.
pub(crate) async fn keep_retour(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    new: &Antwoord,
) -> Result<(), Failure<Refusal>> {
    if store::insert_retour(conn, new, desk.now).await? {
        return Ok(());
    }
    let kept = store::by_id(conn, new.budgetafsluiting).await?;
    let same = kept.is_some_and(|kept| {
        kept.identificatie_retour.as_ref() == Some(&new.identificatie_retour)
            && kept.dagtekening_retour == Some(new.dagtekening_retour)
            && kept.codes.as_ref() == Some(&new.codes)
    });
    if same { Ok(()) } else { Err(Failure::Refused(Refusal::Answered)) }
}

/// Takes in a document that is a 508; `None` when it is something else. 400 when it is not valid,
/// 404 when it answers nothing this caller may see.
pub(crate) async fn receive(
    context: &Context,
    scope: Scope,
    bytes: &[u8],
    oin: &str,
) -> Result<Option<Uuid>, Problem> {
    let desk = Desk::of(context)?;
    let today = desk.today;
    let kinds: Vec<Berichtsoort> = context
        .transact(scope.clone(), move |conn| {
            async move { bericht::store::kinds(conn, "507", today).await }.boxed()
        })
        .await?;
    let Some(read) = xml::read(bytes, &kinds) else { return Ok(None) };
    let retour = read.map_err(|explanation| {
        Problem::new(400, "ongeldig-bericht", "Het bericht is niet geldig", explanation)
    })?;
    let inhoud = std::str::from_utf8(bytes).map(|text| desk.sealing.seal(text)).ok();
    let oin = oin.to_owned();
    let id = context
        .transact(scope, move |conn| {
            let (desk, retour, oin) = (desk.clone(), retour.clone(), oin.clone());
            let inhoud = inhoud.clone();
            async move {
                let found = store::by_identificatie(conn, &retour.identificatie).await?;
                let found = found.ok_or_else(Problem::not_found)?;
                let new = Antwoord {
                    budgetafsluiting: found.id,
                    verstrekker: found.verstrekker_id,
                    identificatie_retour: retour.identificatie_retour,
                    dagtekening_retour: retour.dagtekening_retour,
                    codes: retour.codes,
                    inhoud,
                    oin,
                };
                keep_retour(conn, &desk, &new).await?;
                Ok::<_, Problem>(found.id)
            }
            .boxed()
        })
        .await?;
    Ok(Some(id))
}
