//! Rows of holds: why a payment is not payable.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

/// A hold to be put on a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aanhouding {
    /// The payment.
    pub betaling: Uuid,
    /// Whose money.
    pub verstrekker: Uuid,
    /// The block it comes from; none when the bank said no.
    pub blokkade: Option<Uuid>,
    /// Why: a reason code of the bank or our own word.
    pub reden: String,
}

/// Puts a hold on payments; one that is held by the same block already stays as it is.
pub async fn hold(
    conn: &mut AsyncPgConnection,
    holds: &[Aanhouding],
    op: Timestamp,
) -> Result<(), Fault> {
    if holds.is_empty() {
        return Ok(());
    }
    sql_query(
        "INSERT INTO aanhouding (betaling_id, verstrekker_id, blokkade_id, reden, gezet_op) \
         SELECT hold.*, $5 FROM unnest($1, $2, $3, $4) AS hold ON CONFLICT DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(holds.iter().map(|hold| hold.betaling).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(holds.iter().map(|hold| hold.verstrekker).collect::<Vec<_>>())
    .bind::<Array<Nullable<SqlUuid>>, _>(holds.iter().map(|hold| hold.blokkade).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(holds.iter().map(|hold| hold.reden.as_str()).collect::<Vec<_>>())
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct OpenHold {
    #[diesel(sql_type = SqlUuid)]
    betaling_id: Uuid,
    #[diesel(sql_type = Text)]
    reden: String,
}

/// Which of these payments are held, and by what: the oldest open hold of each.
pub async fn open_holds(
    conn: &mut AsyncPgConnection,
    betalingen: &[Uuid],
) -> Result<BTreeMap<Uuid, String>, Fault> {
    let rows: Vec<OpenHold> = sql_query(
        "SELECT DISTINCT ON (betaling_id) betaling_id, reden FROM aanhouding \
         WHERE betaling_id = ANY($1) AND opgeheven_op IS NULL ORDER BY betaling_id, id",
    )
    .bind::<Array<SqlUuid>, _>(betalingen)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.betaling_id, row.reden)).collect())
}

/// Lifts all holds of a block; gives the payments it held.
pub async fn lift(
    conn: &mut AsyncPgConnection,
    blokkades: &[Uuid],
    op: Timestamp,
    door: &str,
) -> Result<Vec<Uuid>, Fault> {
    let rows: Vec<Lifted> = sql_query(
        "UPDATE aanhouding SET opgeheven_op = $2, opgeheven_door = $3 \
         WHERE blokkade_id = ANY($1) AND opgeheven_op IS NULL RETURNING betaling_id",
    )
    .bind::<Array<SqlUuid>, _>(blokkades)
    .bind::<Timestamptz, _>(op.to_diesel())
    .bind::<Text, _>(door)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.betaling_id).collect())
}

/// Lifts what the bank's no put on a payment.
pub async fn lift_bank(
    conn: &mut AsyncPgConnection,
    betaling: Uuid,
    op: Timestamp,
    door: &str,
) -> Result<(), Fault> {
    sql_query(
        "UPDATE aanhouding SET opgeheven_op = $2, opgeheven_door = $3 \
         WHERE betaling_id = $1 AND blokkade_id IS NULL AND opgeheven_op IS NULL",
    )
    .bind::<SqlUuid, _>(betaling)
    .bind::<Timestamptz, _>(op.to_diesel())
    .bind::<Text, _>(door)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Lifted {
    #[diesel(sql_type = SqlUuid)]
    betaling_id: Uuid,
}
