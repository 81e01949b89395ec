//! Commands on runs: draft, act, release, and payments that leave.

mod keuze;

use std::collections::{BTreeMap, BTreeSet};

use contracts::Betaalstaat;
use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use kernel::Euro;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::{
    AANRAKING_DAGEN, BETALINGEN_MAX, Betaalrun, Handeling, Refusal, check_approver, check_cut_off,
    check_touched, store, vergelijking,
};
use crate::bank::calendar;
use crate::betaling::Pogingstaat;
use crate::betaling::store::pogingen::{self, Poging};
use crate::noodstop::{self, Voornemen};
use crate::werkitem::{self, Melding, Soort};
use crate::{bestand, betaling};

/// Makes a run of what is ready. Two runs at once never choose the same payment.
pub async fn draft(
    conn: &mut AsyncPgConnection,
    context: &Context,
    uitvoerdatum: Date,
    maker: &str,
) -> Result<Betaalrun, Failure<Refusal>> {
    let now = context.clock.now();
    let profiel = bestand::store::profielen::paid_from(conn, uitvoerdatum).await?;
    let eigen_rekening = profiel.map(|profiel| profiel.eigen_rekening);
    let voornemen = Voornemen { eigen_rekening, betaalrun: None };
    if noodstop::flows::forbidding(conn, voornemen).await?.is_some() {
        return Err(Failure::Refused(Refusal::Noodstop));
    }
    let ready = betaling::store::take_ready(conn, BETALINGEN_MAX).await?;
    let (mut chosen, grenzen) = keuze::hold_unfit(conn, context, ready, uitvoerdatum).await?;
    let bedragen: Vec<Euro> = chosen.iter().map(|betaling| betaling.bedrag).collect();
    let id = platform::id::new_uuid();
    let run = Betaalrun::draft(id, uitvoerdatum, maker, &bedragen, context.clock.today())
        .and_then(|run| run.within(&grenzen))
        .map_err(Failure::Refused)?;
    let run = store::insert(conn, run, now).await?;
    store::log(conn, &run, "concept", maker, now).await?;
    for betaling in &mut chosen {
        betaling.staat = Betaalstaat::InRun;
        betaling.poging = betaling.poging.saturating_add(1);
        betaling.reden = None;
    }
    let oorzaak = format!("betaalrun {}", run.nummer);
    for chunk in chosen.chunks_mut(2_000) {
        pogingen::create(conn, run.id, chunk).await?;
        betaling::store::save_and_say(conn, &context.source, chunk, &oorzaak).await?;
    }
    Ok(run)
}

/// Holds what may not go on this day, without making a run: what it holds stays held when there is
/// nothing left to pay.
pub async fn screen(
    conn: &mut AsyncPgConnection,
    context: &Context,
    uitvoerdatum: Date,
) -> Result<(), Fault> {
    let ready = betaling::store::take_ready(conn, BETALINGEN_MAX).await?;
    keuze::hold_unfit(conn, context, ready, uitvoerdatum).await?;
    Ok(())
}

/// Somebody acts on a run he has seen as `revisie`.
pub async fn act(
    conn: &mut AsyncPgConnection,
    context: &Context,
    (id, revisie): (Uuid, i64),
    handeling: Handeling,
    door: &str,
) -> Result<Betaalrun, Failure<Refusal>> {
    let run = lock_seen(conn, id, revisie).await?;
    may(conn, context, &run, handeling, door).await?;
    let run = run.act(handeling, door, context.clock.today()).map_err(Failure::Refused)?;
    let now = context.clock.now();
    if handeling == Handeling::Annuleren {
        cancel(conn, context, &run).await?;
    }
    betaling::store::because(conn, &format!("{} door {door}", handeling.code())).await?;
    store::save(conn, &run).await?;
    store::log(conn, &run, handeling.code(), door, now).await?;
    if handeling == Handeling::Vergrendelen {
        compare(conn, context, &run).await?;
    }
    if handeling == Handeling::Vrijgeven {
        bestand::flows::build(conn, context, &run).await?;
    }
    Ok(run)
}

/// A run that differs from those before it calls somebody.
async fn compare(
    conn: &mut AsyncPgConnection,
    context: &Context,
    run: &Betaalrun,
) -> Result<(), Fault> {
    let meldingen: Vec<Melding> = deviations(conn, run)
        .await?
        .first()
        .map(|afwijking| {
            let melding = Melding::of(Soort::AfwijkendeRun, "betaalrun", run.id.to_string());
            melding.because(afwijking.hoe.code()).over(run.totaal)
        })
        .into_iter()
        .collect();
    werkitem::flows::raise(conn, context, &meldingen).await
}

/// In what a run differs from the runs before it.
pub async fn deviations(
    conn: &mut AsyncPgConnection,
    run: &Betaalrun,
) -> Result<Vec<vergelijking::Afwijking>, Fault> {
    let before = store::keuze::runs_before(conn, run.nummer, vergelijking::RUNS).await?;
    let own = vergelijking::Omvang { aantal: run.aantal, totaal: run.totaal };
    Ok(vergelijking::compare(own, &before))
}

/// Whether nothing but the run itself forbids this act to this person.
async fn may(
    conn: &mut AsyncPgConnection,
    context: &Context,
    run: &Betaalrun,
    handeling: Handeling,
    door: &str,
) -> Result<(), Failure<Refusal>> {
    let back = jiff::SignedDuration::from_hours(AANRAKING_DAGEN.saturating_mul(24));
    let since = context
        .clock
        .now()
        .checked_sub(back)
        .map_err(|error| Fault::from(anyhow::Error::from(error)))?;
    let changed = store::aanrakingen::in_run(conn, run.id, door, since).await?;
    check_touched(handeling, &changed).map_err(Failure::Refused)?;
    let grenzen = store::keuze::grenzen(conn, run.uitvoerdatum).await?;
    check_approver(handeling, run.totaal, &grenzen).map_err(Failure::Refused)?;
    let profiel = bestand::store::profielen::paid_from(conn, run.uitvoerdatum).await?;
    if let Some(profiel) = profiel.filter(|_| handeling == Handeling::Vrijgeven) {
        let nu = calendar::in_amsterdam(context.clock.now());
        check_cut_off(run, &profiel, nu).map_err(Failure::Refused)?;
    }
    let voornemen = Voornemen {
        betaalrun: Some(run.id),
        eigen_rekening: profiel.map(|profiel| profiel.eigen_rekening),
    };
    if handeling == Handeling::Vrijgeven
        && noodstop::flows::forbidding(conn, voornemen).await?.is_some()
    {
        return Err(Failure::Refused(Refusal::Noodstop));
    }
    Ok(())
}

/// Somebody moves a run to another day, for all to see: checks and approval are void.
pub async fn move_to(
    conn: &mut AsyncPgConnection,
    context: &Context,
    (id, revisie): (Uuid, i64),
    uitvoerdatum: Date,
    door: &str,
) -> Result<Betaalrun, Failure<Refusal>> {
    let run = lock_seen(conn, id, revisie).await?;
    let run = run.move_to(uitvoerdatum, context.clock.today()).map_err(Failure::Refused)?;
    betaling::store::because(conn, &format!("verzet door {door}")).await?;
    store::save(conn, &run).await?;
    store::log(conn, &run, "verzetting", door, context.clock.now()).await?;
    Ok(run)
}

async fn lock_seen(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    revisie: i64,
) -> Result<Betaalrun, Failure<Refusal>> {
    let run = store::lock(conn, &[id]).await?.pop().ok_or(Failure::Refused(Refusal::Onbekend))?;
    if run.revisie == revisie { Ok(run) } else { Err(Failure::Refused(Refusal::Gewijzigd)) }
}

/// The payments of a cancelled run wait for the next one.
async fn cancel(
    conn: &mut AsyncPgConnection,
    context: &Context,
    run: &Betaalrun,
) -> Result<(), Fault> {
    let attempts = pogingen::of_runs(conn, &[run.id]).await?;
    let open: Vec<Poging> =
        attempts.into_iter().filter(|poging| poging.staat == Pogingstaat::Aangemaakt).collect();
    let oorzaak = format!("betaalrun {} geannuleerd", run.nummer);
    give_up(conn, &open, &oorzaak).await?;
    let ids: Vec<Uuid> = open.iter().map(|poging| poging.betaling).collect();
    for chunk in ids.chunks(2_000) {
        let mut betalingen = betaling::store::lock(conn, chunk).await?;
        let holds = betaling::store::holds::open_holds(conn, chunk).await?;
        for betaling in &mut betalingen {
            betaling.reden = holds.get(&betaling.id).cloned();
            let held = betaling.reden.is_some();
            betaling.staat = if held { Betaalstaat::Aangehouden } else { Betaalstaat::Gereed };
        }
        betaling::store::save_and_say(conn, &context.source, &mut betalingen, &oorzaak).await?;
    }
    Ok(())
}

async fn give_up(
    conn: &mut AsyncPgConnection,
    attempts: &[Poging],
    oorzaak: &str,
) -> Result<(), Fault> {
    betaling::store::because(conn, oorzaak).await?;
    let rows: Vec<(Uuid, Option<String>)> =
        attempts.iter().map(|poging| (poging.id, Some(oorzaak.to_owned()))).collect();
    pogingen::save(conn, &rows, Pogingstaat::Vervallen).await
}

/// Takes payments out of runs whose files are not built; gives those that were taken out. Checks
/// and approvals of those runs are void. The caller says the new state of the payments.
pub async fn take_out(
    conn: &mut AsyncPgConnection,
    context: &Context,
    betalingen: &[Uuid],
    oorzaak: &str,
) -> Result<BTreeSet<Uuid>, Fault> {
    if betalingen.is_empty() {
        return Ok(BTreeSet::new());
    }
    let attempts = pogingen::open_of(conn, betalingen).await?;
    let open: Vec<Poging> =
        attempts.into_iter().filter(|poging| poging.staat == Pogingstaat::Aangemaakt).collect();
    if open.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut per_run: BTreeMap<Uuid, Vec<&Poging>> = BTreeMap::new();
    for poging in &open {
        per_run.entry(poging.betaalrun).or_default().push(poging);
    }
    let ids: Vec<Uuid> = per_run.keys().copied().collect();
    let now = context.clock.now();
    let mut out = BTreeSet::new();
    betaling::store::because(conn, oorzaak).await?;
    for run in store::lock(conn, &ids).await? {
        let Some(left) = per_run.get(&run.id) else { continue };
        let aantal = i64::try_from(left.len()).unwrap_or(i64::MAX);
        // A run that was released since its attempts were read keeps its payments.
        let Ok(run) = run.take_out(aantal, left.iter().map(|poging| poging.bedrag).sum()) else {
            continue;
        };
        store::save(conn, &run).await?;
        store::log(conn, &run, "uitname", oorzaak, now).await?;
        out.extend(left.iter().map(|poging| poging.betaling));
    }
    let gone: Vec<Poging> =
        open.into_iter().filter(|poging| out.contains(&poging.betaling)).collect();
    give_up(conn, &gone, oorzaak).await?;
    Ok(out)
}

/// Locks the open runs that hold payments of these claims, before the payments themselves.
pub async fn lock_of_declaraties(
    conn: &mut AsyncPgConnection,
    declaraties: &[Uuid],
) -> Result<(), Fault> {
    let runs = store::open_runs_of(conn, declaraties).await?;
    if !runs.is_empty() {
        store::lock(conn, &runs).await?;
    }
    Ok(())
}
