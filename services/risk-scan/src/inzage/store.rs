//! The log of looks.

use std::collections::BTreeSet;

use diesel::sql_types::{Array, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel as _;
use platform::{Caller, Fault, Scope, http, id, telemetry};
use uuid::Uuid;

use super::Doelbinding;

/// Who looks, for what, under which scope and when.
#[derive(Debug, Clone)]
pub struct Kijker {
    /// Who.
    pub caller: Caller,
    /// For what.
    pub doelbinding: Doelbinding,
    /// What he may see.
    pub scope: Scope,
    /// When.
    pub now: Timestamp,
}

/// What an answer shows.
#[derive(Debug, Default)]
pub struct Getoond {
    /// The plural noun of the path.
    pub resource: &'static str,
    /// The signal, when it is one.
    pub signaal: Option<Uuid>,
    /// Whom it shows.
    pub onderwerpen: BTreeSet<Uuid>,
    /// Whose payments it shows.
    pub verstrekkers: BTreeSet<Uuid>,
    /// How many rows.
    pub rijen: usize,
}

/// Logs a look in both logs; in the transaction that read the rows.
pub async fn record(
    conn: &mut AsyncPgConnection,
    kijker: &Kijker,
    getoond: Getoond,
) -> Result<(), Fault> {
    let Kijker { caller, doelbinding, scope, now } = kijker;
    let Getoond { resource, signaal, onderwerpen, verstrekkers, rijen } = getoond;
    http::inzage::record(conn, caller, scope, *now, resource, verstrekkers).await?;
    diesel::sql_query(
        "INSERT INTO inzage_log (id, vastgelegd_op, oin, sub, doelbinding, resource, signaal_id, \
         onderwerpen, rijen, trace_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind::<SqlUuid, _>(id::new_uuid())
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Text, _>(caller.oin.as_str())
    .bind::<Text, _>(&caller.sub)
    .bind::<Text, _>(doelbinding.as_str())
    .bind::<Text, _>(resource)
    .bind::<Nullable<SqlUuid>, _>(signaal)
    .bind::<Array<SqlUuid>, _>(onderwerpen.into_iter().collect::<Vec<_>>())
    .bind::<Integer, _>(i32::try_from(rijen).unwrap_or(i32::MAX))
    .bind::<Nullable<Text>, _>(telemetry::trace_id())
    .execute(conn)
    .await?;
    Ok(())
}
