//! Judging what was touched, and taking the decisions of people.

use std::collections::BTreeSet;

use diesel_async::AsyncPgConnection;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use jiff::civil::Date;
use platform::http::precondition::IfMatch;
use platform::{Context, Fault, Problem, Scope, clock};
use uuid::Uuid;

use super::store::{self, DeelRow};
use super::{Besluit, Refusal, SLUIMER_DAGEN_MAX, Status, plan};
use crate::feiten::omgeving::Index;
use crate::feiten::store as facts;
use crate::indicator::store as indicators;
use crate::indicator::uitslag::{Haak, Haaksoort};
use crate::indicator::{Ritme, Versie};
use crate::scan::{self, Gronden, Uitkomsten, Vraag};

/// Touches taken in one step.
const TOUCHES_MAX: i64 = 300;

/// One step of the job that follows the stream: judges what was touched.
pub fn evaluate_touched(context: &Context) -> BoxFuture<'_, Result<bool, Fault>> {
    let now = context.clock.now();
    context
        .transact_work(Scope::Landelijk, move |conn| {
            async move {
                let (touched, more) = indicators::take_touched(conn, TOUCHES_MAX).await?;
                if touched.is_empty() {
                    return Ok(false);
                }
                let haken = facts::haken(conn, &touched).await?;
                judge(conn, now, &haken).await?;
                Ok::<_, Fault>(more)
            }
            .boxed()
        })
        .boxed()
}

/// The nightly reconciliation: judges everything again, from the facts themselves, and asks the
/// rules that need the whole country. It finds what the stream found, and what it may have missed.
pub fn evaluate_all(context: &Context) -> BoxFuture<'_, Result<bool, Fault>> {
    async move {
        let now = context.clock.now();
        context
            .transact_work(Scope::Landelijk, move |conn| {
                async move { indicators::touch_all(conn).await }.boxed()
            })
            .await?;
        while evaluate_touched(context).await? {}
        context
            .transact_work(Scope::Landelijk, move |conn| {
                async move {
                    night(conn, now).await?;
                    store::wake(conn, now).await
                }
                .boxed()
            })
            .await?;
        Ok(false)
    }
    .boxed()
}

/// Judges these hooks and brings their signals up to date.
async fn judge(conn: &mut AsyncPgConnection, now: Timestamp, haken: &[Haak]) -> Result<(), Fault> {
    if haken.is_empty() {
        return Ok(());
    }
    let sleutels: Vec<String> = haken.iter().map(Haak::sleutel).collect();
    indicators::lock_haken(conn, &sleutels).await?;
    let mut versies = indicators::running(conn).await?;
    versies.retain(|versie| Vraag::Stroom.asks(versie));
    let gronden = gronden(conn, now).await?;
    let (haken, sleutels) = without_hubs(conn, haken, now).await?;
    let feiten = facts::around(conn, &haken).await?;
    let index = Index::new(&feiten);
    let found = scan::beoordeel(&index, &haken, &versies, &gronden);
    save(conn, now, (&versies, &sleutels), found).await
}

/// The rules that look over the whole country. Only the night touches their signals.
async fn night(conn: &mut AsyncPgConnection, now: Timestamp) -> Result<(), Fault> {
    let mut versies = indicators::running(conn).await?;
    versies.retain(|versie| versie.indicator.registratie().ritme == Ritme::Nacht);
    let gronden = gronden(conn, now).await?;
    let feiten = facts::all(conn).await?;
    let found = scan::flows::scan(feiten, &versies, &gronden);
    let mut sleutels: BTreeSet<String> = store::sleutels(conn, &versies).await?;
    let said = found.bevonden.keys().chain(found.context.keys());
    sleutels.extend(said.map(|sleutel| sleutel.sleutel.clone()));
    sleutels.extend(found.onbekend.iter().map(|one| one.sleutel.sleutel.clone()));
    save(conn, now, (&versies, &sleutels.into_iter().collect::<Vec<_>>()), found).await
}

async fn save(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    (versies, sleutels): (&[Versie], &[String]),
    mut found: Uitkomsten,
) -> Result<(), Fault> {
    let bestaand = store::lock(conn, versies, sleutels).await?;
    let bevonden = std::mem::take(&mut found.bevonden);
    store::carry_out(conn, now, &plan(bestaand, bevonden)).await?;
    indicators::save_beside(conn, (versies, sleutels), &found, now).await
}

/// Accounts on the list of exceptions are left alone, with what was said of them.
async fn without_hubs(
    conn: &mut AsyncPgConnection,
    haken: &[Haak],
    now: Timestamp,
) -> Result<(Vec<Haak>, Vec<String>), Fault> {
    let accounts: Vec<String> = haken
        .iter()
        .filter(|haak| haak.soort() == Haaksoort::Rekening)
        .map(Haak::sleutel)
        .collect();
    let hubs = indicators::hubs(conn, &accounts, clock::day_of(now)).await?;
    let alone =
        |haak: &&Haak| haak.soort() != Haaksoort::Rekening || !hubs.contains(&haak.sleutel());
    let haken: Vec<Haak> = haken.iter().filter(alone).cloned().collect();
    let sleutels = haken.iter().map(Haak::sleutel).collect();
    Ok((haken, sleutels))
}

/// The legal grounds in force today.
async fn gronden(conn: &mut AsyncPgConnection, now: Timestamp) -> Result<Gronden, Fault> {
    Ok(Gronden::of(crate::grondslag::store::in_force(conn, clock::day_of(now)).await?))
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::not_found(),
            Refusal::Changed => IfMatch::failed(),
            Refusal::NotOpen => Self::refused(
                "signaal-niet-open",
                "Dit signaal is ingetrokken, verlopen of opgenomen in een dossier.",
            ),
            Refusal::Closed => {
                Self::refused("signaal-afgesloten", "Dit signaal is afgesloten. Heropen het eerst.")
            }
            Refusal::Open => Self::refused("signaal-open", "Dit signaal is nog open."),
            Refusal::NoSuchDay => Self::refused(
                "sluimerdatum",
                format!(
                    "Kies een dag na vandaag en niet later dan over {SLUIMER_DAGEN_MAX} dagen."
                ),
            ),
        }
    }
}

/// What a failing flow answers.
pub type Failure = platform::Failure<Refusal>;

/// A decision, by whom, why, and on which state of the row.
#[derive(Debug, Clone)]
pub struct Triage {
    /// The part.
    pub deel: Uuid,
    /// The parties of the caller.
    pub partijen: Vec<Uuid>,
    /// What is decided.
    pub besluit: Besluit,
    /// Why.
    pub reden: String,
    /// Who decides.
    pub door: String,
    /// The row version the decision was made on.
    pub revisie: i64,
}

/// Takes the decision of a person.
pub async fn triage(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    triage: &Triage,
) -> Result<DeelRow, Failure> {
    let Some(row) = store::lock_one(conn, triage.deel, &triage.partijen).await? else {
        return Err(Failure::Refused(Refusal::Unknown));
    };
    if row.revisie != triage.revisie {
        return Err(Failure::Refused(Refusal::Changed));
    }
    let today: Date = clock::day_of(now);
    let van: Status = row.status()?;
    let naar = van.decide(triage.besluit, today).map_err(Failure::Refused)?;
    Ok(store::decide(conn, now, (row, van, naar), triage).await?)
}
