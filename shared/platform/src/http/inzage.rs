//! The log of looks at persons (NEN 7513 in spirit): who looked, what he may see, and whose rows
//! the answer showed. The checker proves from it that nobody saw a row of another verstrekker.

use std::collections::BTreeSet;

use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use uuid::Uuid;

use crate::{Caller, Scope};

/// Records that `caller`, under `scope`, was shown rows of these verstrekkers. `resource` is the
/// plural noun of the path, never an identifier. Call it in the transaction that read the rows.
#[expect(clippy::too_many_arguments, reason = "who, when, what and whose: each is a column")]
pub async fn record(
    conn: &mut AsyncPgConnection,
    caller: &Caller,
    scope: &Scope,
    now: Timestamp,
    resource: &str,
    rows: impl IntoIterator<Item = Uuid>,
) -> Result<(), diesel::result::Error> {
    let (kind, own): (_, Vec<Uuid>) = match scope {
        Scope::Verstrekkers(own) => ("verstrekkers", own.iter().copied().collect()),
        Scope::Persoon(_) => ("persoon", Vec::new()),
        Scope::Landelijk => ("landelijk", Vec::new()),
    };
    let rows: Vec<Uuid> = rows.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    diesel::sql_query(
        "INSERT INTO inzage (id, vastgelegd_op, oin, sub, represents, resource, scope, \
         verstrekkers, rij_verstrekkers, trace_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind::<SqlUuid, _>(crate::id::new_uuid())
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Text, _>(caller.oin.as_str())
    .bind::<Text, _>(&caller.sub)
    .bind::<Nullable<Text>, _>(&caller.represents)
    .bind::<Text, _>(resource)
    .bind::<Text, _>(kind)
    .bind::<Array<SqlUuid>, _>(own)
    .bind::<Array<SqlUuid>, _>(rows)
    .bind::<Nullable<Text>, _>(crate::telemetry::trace_id())
    .execute(conn)
    .await
    .map(|_| ())
}
