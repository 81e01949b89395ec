//! Which organisation may act for which verstrekker: each service keeps a copy, heard as
//! `verstrekker-vastgesteld`, and decides by itself.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use contracts::VerstrekkerVastgesteld;
use diesel::sql_types::{Array, Date as SqlDate, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use kernel::Oin;
use uuid::Uuid;

use crate::{Caller, Context, Fault, Problem, Scope};

/// How long an answer may be remembered: a mandate that ends is felt this much later.
const REMEMBERED: Duration = Duration::from_secs(5);
/// The most organisations remembered at once.
const ORGANISATIONS_MAX: usize = 10_000;

/// What was lately found about who may act for whom.
#[derive(Clone, Default)]
pub struct Access(Arc<Mutex<HashMap<Oin, Known>>>);

struct Known {
    at: Instant,
    today: Date,
    verstrekkers: BTreeSet<Uuid>,
}

impl Access {
    fn recall(&self, oin: &Oin, today: Date) -> Option<BTreeSet<Uuid>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(oin)
            .filter(|known| known.today == today && known.at.elapsed() < REMEMBERED)
            .map(|known| known.verstrekkers.clone())
    }

    /// Only those who may see something are remembered, so that a new verstrekker is let in at
    /// once.
    fn remember(&self, oin: &Oin, today: Date, verstrekkers: &BTreeSet<Uuid>) {
        if verstrekkers.is_empty() {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ORGANISATIONS_MAX {
            known.clear();
        }
        let fresh = Known { at: Instant::now(), today, verstrekkers: verstrekkers.clone() };
        known.insert(oin.clone(), fresh);
    }

    /// Forgets everything: what was just applied holds for the next request of this process.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Stores the current state of verstrekkers (idempotent: the newest said wins; the caller has
/// already put versions in order).
pub async fn apply(
    conn: &mut AsyncPgConnection,
    verstrekkers: &[VerstrekkerVastgesteld],
) -> Result<(), diesel::result::Error> {
    let subjects: Vec<Uuid> = verstrekkers.iter().map(|said| said.verstrekker_id).collect();
    let (mut ids, mut oins, mut van, mut tot) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for said in verstrekkers {
        ids.push(said.verstrekker_id);
        oins.push(said.oin.as_str());
        van.push(None);
        tot.push(None);
        for mandaat in &said.mandaten {
            ids.push(said.verstrekker_id);
            oins.push(mandaat.oin.as_str());
            van.push(Some(mandaat.periode.van().to_diesel()));
            tot.push(mandaat.periode.tot().map(ToDiesel::to_diesel));
        }
    }
    diesel::sql_query("DELETE FROM verstrekker_toegang WHERE verstrekker_id = ANY($1)")
        .bind::<Array<SqlUuid>, _>(subjects)
        .execute(conn)
        .await?;
    diesel::sql_query(
        "INSERT INTO verstrekker_toegang (verstrekker_id, oin, van, tot) \
         SELECT * FROM unnest($1, $2, $3, $4)",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(oins)
    .bind::<Array<Nullable<SqlDate>>, _>(van)
    .bind::<Array<Nullable<SqlDate>>, _>(tot)
    .execute(conn)
    .await
    .map(|_| ())
}

/// The scope of a caller: the verstrekkers whose OIN or valid mandate (today) he has, or the
/// whole country for an organisation configured as national. 403 when there is none.
pub async fn scope_of(context: &Context, caller: &Caller) -> Result<Scope, Problem> {
    if context.national.contains(&caller.oin) {
        return Ok(Scope::Landelijk);
    }
    let today = context.clock.today();
    if let Some(verstrekkers) = context.access.recall(&caller.oin, today) {
        return Ok(Scope::Verstrekkers(verstrekkers));
    }
    let mut conn =
        context.database.http.get().await.map_err(|error| Fault::Pool(anyhow::anyhow!(error)))?;
    let verstrekkers = find(&mut conn, &caller.oin, today).await?;
    context.access.remember(&caller.oin, today, &verstrekkers);
    if verstrekkers.is_empty() {
        return Err(Problem::forbidden(
            "Deze organisatie is geen verstrekker en heeft vandaag geen mandaat van een verstrekker.",
        ));
    }
    Ok(Scope::Verstrekkers(verstrekkers))
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
}

async fn find(
    conn: &mut AsyncPgConnection,
    oin: &Oin,
    today: Date,
) -> Result<BTreeSet<Uuid>, diesel::result::Error> {
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT DISTINCT verstrekker_id FROM verstrekker_toegang WHERE oin = $1 \
         AND (van IS NULL OR van <= $2) AND (tot IS NULL OR tot >= $2)",
    )
    .bind::<Text, _>(oin.as_str())
    .bind::<SqlDate, _>(today.to_diesel())
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.verstrekker_id).collect())
}
