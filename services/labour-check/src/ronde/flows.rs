//! The acts of a round: start it, and take it a step further.

use contracts::labour::Bevinding;
use diesel_async::AsyncPgConnection;
use futures_util::FutureExt as _;
use jiff::Timestamp;
use jiff::civil::Date;
use platform::{Context, Fault, Scope};
use uuid::Uuid;

use super::store::lopend::{self, Herkeurd, Keuze, Lopend};
use super::store::{self, Nieuw, RondeRow, Stap};
use super::{Opdracht, Regel, Soort, half_year, look, next_birthday};
use crate::engine::Uitgave;
use crate::taak::flows::{self as taken, Gevonden};

/// Agreements a step looks at.
const BATCH: i64 = 500;

/// One step of the job: starts the round that is due, then takes the oldest one further by a
/// batch. Says whether there is more. A step is one transaction: a process that is killed loses
/// at most the batch in hand, which is done again.
pub async fn step(context: &Context) -> Result<bool, Fault> {
    let (now, today) = (context.clock.now(), context.clock.today());
    let source = context.source.clone();
    context
        .transact_work(Scope::Landelijk, move |conn| {
            let source = source.clone();
            async move {
                start_due(conn, (now, today)).await?;
                let Some(ronde) = store::lock_running(conn).await? else { return Ok(false) };
                advance(conn, &source, &ronde, (now, today)).await
            }
            .boxed()
        })
        .await
}

/// Which agreements a kind of round takes, from the start.
fn keuze(soort: Soort, peildatum: Date, verstrekkers: Option<Vec<Uuid>>) -> Keuze {
    Keuze {
        wijzer: None,
        verstrekkers,
        jarig_tot: (soort == Soort::Verjaardag).then_some(peildatum),
        beoordeeld_voor: (soort == Soort::Halfjaar).then_some(peildatum),
    }
}

/// Starts the re-check of this half year and of today's birthdays where agreements wait for it.
async fn start_due(
    conn: &mut AsyncPgConnection,
    (now, today): (Timestamp, Date),
) -> Result<(), Fault> {
    for (soort, peildatum) in [(Soort::Halfjaar, half_year(today)), (Soort::Verjaardag, today)] {
        let keuze = keuze(soort, peildatum, None);
        if !lopend::any(conn, today, &keuze).await? {
            continue;
        }
        let nieuw = Nieuw {
            id: platform::id::new_uuid(),
            opdracht: Opdracht {
                soort,
                kennisdatum: today,
                uitgave: Uitgave::HUIDIG,
                regels: Vec::new(),
            },
            naam: format!("{} {peildatum}", soort.code()),
            reden: None,
            peildatum,
            gedoogd_tot: None,
            verstrekkers: None,
            totaal: lopend::count(conn, today, &keuze).await?,
            door: None,
            now,
        };
        store::insert(conn, &nieuw).await?;
    }
    Ok(())
}

/// Starts a round that a person asked for; the job walks it.
pub async fn start(
    conn: &mut AsyncPgConnection,
    mut nieuw: Nieuw,
    today: Date,
) -> Result<RondeRow, Fault> {
    let keuze = keuze(nieuw.opdracht.soort, nieuw.peildatum, nieuw.verstrekkers.clone());
    nieuw.totaal = lopend::count(conn, today, &keuze).await?;
    store::insert(conn, &nieuw).await?;
    let stored = store::load(conn, nieuw.id).await?;
    stored.ok_or_else(|| Fault::Other(anyhow::anyhow!("the round is not there")))
}

async fn advance(
    conn: &mut AsyncPgConnection,
    source: &contracts::Source,
    ronde: &RondeRow,
    (now, today): (Timestamp, Date),
) -> Result<bool, Fault> {
    let opdracht = ronde.opdracht()?;
    let peildatum = ronde.peildatum.to_jiff();
    let keuze = Keuze {
        wijzer: ronde.wijzer,
        ..keuze(opdracht.soort, peildatum, ronde.verstrekkers.clone())
    };
    let batch = lopend::next(conn, today, &keuze, BATCH).await?;
    let looked: Vec<(&Lopend, Regel)> =
        batch.iter().map(|own| (own, look(&own.feiten, own.uitkomst, &opdracht))).collect();
    let touched = looked.iter().filter(|(_, regel)| regel.geraakt);
    let bedrag = touched.clone().map(|(_, regel)| regel.bedrag.cents()).sum();
    let geraakt = i64::try_from(touched.count()).unwrap_or(i64::MAX);
    keep(conn, source, ronde, (&opdracht, &looked, now)).await?;
    let gedaan = i64::try_from(batch.len()).unwrap_or(i64::MAX);
    let wijzer = batch.last().map(|own| own.zorgovereenkomst_id);
    let klaar_op = (gedaan < BATCH).then_some(now);
    store::advance(conn, ronde.id, Stap { wijzer, gedaan, geraakt, bedrag, klaar_op }).await?;
    if klaar_op.is_some() {
        tracing::info!(ronde.id = %ronde.id, ronde.soort = opdracht.soort.code(), "the round is done");
    }
    Ok(true)
}

/// Stores what a batch gave: a re-check keeps a row for every agreement and moves its tasks, a
/// campaign opens repairs with a task, a shadow round keeps what it touches and no more.
async fn keep(
    conn: &mut AsyncPgConnection,
    source: &contracts::Source,
    ronde: &RondeRow,
    (opdracht, looked, now): (&Opdracht, &[(&Lopend, Regel)], Timestamp),
) -> Result<(), Fault> {
    let whole = matches!(opdracht.soort, Soort::Halfjaar | Soort::Verjaardag);
    let rows: Vec<(&Lopend, &Regel)> = looked
        .iter()
        .filter(|(_, regel)| whole || regel.geraakt)
        .map(|(own, regel)| (*own, regel))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let status = if opdracht.soort == Soort::Campagne { "open" } else { "vastgesteld" };
    store::save_regels(conn, (ronde.id, status, now), &rows).await?;
    match opdracht.soort {
        Soort::Halfjaar | Soort::Verjaardag => {
            let herkeurd: Vec<Herkeurd> = rows
                .iter()
                .map(|(own, regel)| Herkeurd {
                    id: own.zorgovereenkomst_id,
                    uitkomst: regel.uitkomst,
                    volgende_verjaardag: next_birthday(&own.feiten, opdracht.kennisdatum),
                })
                .collect();
            lopend::mark(conn, opdracht.kennisdatum, &herkeurd).await?;
            let ids: Vec<Uuid> = herkeurd.iter().map(|own| own.id).collect();
            let found: Vec<Gevonden> =
                rows.iter().flat_map(|(own, regel)| dated(own, &regel.bevindingen)).collect();
            taken::sync(conn, source, &ids, &found).await
        }
        Soort::Campagne => {
            let Some(until) = ronde.gedoogd_tot.map(jiff_diesel::Date::to_jiff) else {
                return Ok(());
            };
            let found: Vec<Gevonden> =
                rows.iter().flat_map(|(own, regel)| repairs(own, regel, until)).collect();
            taken::add(conn, source, ronde.id, &found).await
        }
        Soort::Schaduw => Ok(()),
    }
}

fn gevonden(own: &Lopend, bevinding: &Bevinding, taak_op: Date) -> Gevonden {
    Gevonden {
        zorgovereenkomst_id: own.zorgovereenkomst_id,
        overeenkomst_versie: own.overeenkomst_versie,
        regel: bevinding.regel.clone(),
        taak_op,
        toelichting: bevinding.toelichting.clone(),
    }
}

/// The findings that ask for something before a day.
fn dated(own: &Lopend, bevindingen: &[Bevinding]) -> Vec<Gevonden> {
    let task = |bevinding: &Bevinding| Some(gevonden(own, bevinding, bevinding.taak_op?));
    bevindingen.iter().filter_map(task).collect()
}

fn repairs(own: &Lopend, regel: &Regel, until: Date) -> Vec<Gevonden> {
    regel.bevindingen.iter().map(|bevinding| gevonden(own, bevinding, until)).collect()
}
