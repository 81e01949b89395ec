//! Judging accounts, and taking the decisions of people.

use std::collections::{BTreeMap, BTreeSet};

use diesel_async::AsyncPgConnection;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use jiff::civil::Date;
use platform::http::precondition::IfMatch;
use platform::{Context, Fault, Problem, Scope, clock};
use uuid::Uuid;

use super::store::{self, DeelRow};
use super::{
    Besluit, Bevonden, Bewijs, LANDELIJK, Refusal, SLUIMER_DAGEN_MAX, Sleutel, Status, Waarden,
    plan,
};
use crate::indicator::r01::{self, Betaling, Oordeel, Zorgverlener};
use crate::indicator::store::{self as indicators, Onbekend};
use crate::indicator::{Parameters, Versie};

/// Touches taken in one step.
const TOUCHES_MAX: i64 = 1000;
/// Accounts of one page when everything is judged again.
const PAGE: i64 = 500;

/// One step of the job that follows the stream: judges the accounts that were touched.
pub fn evaluate_touched(context: &Context) -> BoxFuture<'_, Result<bool, Fault>> {
    let now = context.clock.now();
    context
        .transact_work(Scope::Landelijk, move |conn| {
            async move {
                let (touched, more) = indicators::take_touched(conn, TOUCHES_MAX).await?;
                judge(conn, now, &touched).await?;
                Ok::<_, Fault>(more)
            }
            .boxed()
        })
        .boxed()
}

/// The nightly reconciliation: judges every account again, from the payments themselves. It finds
/// what the stream found, and what it may have missed.
pub fn evaluate_all(context: &Context) -> BoxFuture<'_, Result<bool, Fault>> {
    async move {
        let now = context.clock.now();
        let mut after = Some(String::new());
        while let Some(from) = after {
            after = evaluate_page(context, now, from).await?;
        }
        context
            .transact_work(Scope::Landelijk, move |conn| {
                async move { store::wake(conn, now).await }.boxed()
            })
            .await?;
        Ok(false)
    }
    .boxed()
}

/// Judges the next accounts in order of reference; the last of them, when there was one.
async fn evaluate_page(
    context: &Context,
    now: Timestamp,
    after: String,
) -> Result<Option<String>, Fault> {
    context
        .transact_work(Scope::Landelijk, move |conn| page(conn, now, after.clone()).boxed())
        .await
}

async fn page(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    after: String,
) -> Result<Option<String>, Fault> {
    let mut page = indicators::page_of_accounts(conn, &after, PAGE).await?;
    judge(conn, now, &page).await?;
    Ok(page.pop())
}

/// Judges these accounts, in order, and brings their signals up to date.
async fn judge(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    accounts: &[String],
) -> Result<(), Fault> {
    if accounts.is_empty() {
        return Ok(());
    }
    indicators::lock_accounts(conn, accounts).await?;
    let versies = indicators::running(conn).await?;
    let accounts = indicators::without_hubs(conn, accounts, clock::day_of(now)).await?;
    let betalingen = indicators::betalingen(conn, &accounts).await?;
    let ids: BTreeSet<Uuid> =
        betalingen.values().flatten().map(|betaling| betaling.zorgverlener_id).collect();
    let zorgverleners = indicators::zorgverleners(conn, ids.into_iter().collect()).await?;
    let (found, unknown) = find(&versies, &betalingen, &zorgverleners);
    let bestaand = store::lock(conn, &versies, &accounts).await?;
    store::carry_out(conn, now, &plan(bestaand, found)).await?;
    indicators::save_unknown(conn, &accounts, &unknown, now).await
}

type Found = (BTreeMap<Sleutel, Bevonden>, Vec<Onbekend>);

/// What every version finds on these accounts: for each verstrekker from its own payments, and for
/// the country from all.
fn find(
    versies: &[Versie],
    accounts: &BTreeMap<String, Vec<Betaling>>,
    zorgverleners: &BTreeMap<Uuid, Zorgverlener>,
) -> Found {
    let mut found = Found::default();
    for (account, betalingen) in accounts {
        let mut partijen = BTreeMap::from([(LANDELIJK, betalingen.clone())]);
        for betaling in betalingen {
            partijen.entry(betaling.verstrekker_id).or_default().push(betaling.clone());
        }
        for (versie, (partij, own)) in
            versies.iter().flat_map(|versie| partijen.iter().map(move |partij| (versie, partij)))
        {
            let Parameters::R01(figures) = versie.parameters;
            for (jaar, oordeel) in r01::evaluate(figures, own, zorgverleners) {
                let sleutel = Sleutel {
                    indicator: versie.indicator,
                    versie: versie.versie,
                    sleutel: account.clone(),
                    venster: jaar.to_string(),
                    verstrekker_id: *partij,
                };
                keep(&mut found, sleutel, oordeel);
            }
        }
    }
    found
}

fn keep((found, unknown): &mut Found, sleutel: Sleutel, oordeel: Oordeel) {
    match oordeel {
        Oordeel::Bevinding(bevinding) => {
            found.insert(sleutel, of_finding(bevinding));
        }
        Oordeel::NietTeBeoordelen(ontbreekt) => {
            unknown.push(Onbekend { sleutel, ontbreekt: ontbreekt.code() });
        }
    }
}

fn of_finding(bevinding: r01::Bevinding) -> Bevonden {
    let r01::Bevinding { waarden, bewijs } = bevinding;
    let row = |betaling: Betaling| {
        let Betaling { id, versie, gebeurtenis_id, verstrekker_id, zorgverlener_id, bedrag, datum } =
            betaling;
        Bewijs {
            betaling_id: id,
            versie,
            gebeurtenis_id,
            verstrekker_id,
            zorgverlener_id,
            bedrag,
            datum,
        }
    };
    Bevonden { waarden: Waarden::R01(waarden), bewijs: bewijs.into_iter().map(row).collect() }
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
