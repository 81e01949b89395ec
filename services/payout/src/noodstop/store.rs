//! Rows of stops, and the lock that orders them with what they stop.

use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff_diesel::ToDiesel;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::{Bereik, Noodstop, Staat};

#[derive(QueryableByName)]
struct Rij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    eigen_rekening_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    betaalrun_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    reden: String,
    #[diesel(sql_type = Text)]
    gezet_door: String,
    #[diesel(sql_type = Timestamptz)]
    gezet_op: jiff_diesel::Timestamp,
    #[diesel(sql_type = Nullable<Text>)]
    opheffing_gevraagd_door: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    opheffing_gevraagd_op: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Nullable<Text>)]
    opgeheven_door: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    opgeheven_op: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = BigInt)]
    revisie: i64,
}

const COLUMNS: &str = "id, eigen_rekening_id, betaalrun_id, reden, gezet_door, gezet_op, \
    opheffing_gevraagd_door, opheffing_gevraagd_op, opgeheven_door, opgeheven_op, revisie";

impl From<Rij> for Noodstop {
    fn from(rij: Rij) -> Self {
        let asked = rij.opheffing_gevraagd_door.zip(rij.opheffing_gevraagd_op);
        let lifted = rij.opgeheven_door.zip(rij.opgeheven_op);
        let staat = match (asked, lifted) {
            (Some((gevraagd_door, gevraagd)), Some((door, op))) => Staat::Opgeheven {
                gevraagd_door,
                gevraagd_op: gevraagd.to_jiff(),
                door,
                op: op.to_jiff(),
            },
            (Some((door, op)), None) => Staat::OpheffingGevraagd { door, op: op.to_jiff() },
            (None, _) => Staat::Actief,
        };
        Self {
            id: rij.id,
            bereik: match (rij.eigen_rekening_id, rij.betaalrun_id) {
                (Some(id), _) => Bereik::EigenRekening(id),
                (None, Some(id)) => Bereik::Betaalrun(id),
                (None, None) => Bereik::Alles,
            },
            reden: rij.reden,
            gezet_door: rij.gezet_door,
            gezet_op: rij.gezet_op.to_jiff(),
            staat,
            revisie: rij.revisie,
        }
    }
}

/// Key of the lock between the switch and what it stops.
const LOCK: i64 = 750_303;

/// Waits for what is being selected, built or sent, and keeps it from beginning.
pub async fn hold_alone(conn: &mut AsyncPgConnection) -> Result<(), Fault> {
    let query = sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(LOCK);
    query.execute(conn).await?;
    Ok(())
}

/// Keeps the switch from being set until this transaction ends.
pub async fn hold_shared(conn: &mut AsyncPgConnection) -> Result<(), Fault> {
    let query = sql_query("SELECT pg_advisory_xact_lock_shared($1)").bind::<BigInt, _>(LOCK);
    query.execute(conn).await?;
    Ok(())
}

/// Stores a stop.
pub async fn insert(conn: &mut AsyncPgConnection, noodstop: &Noodstop) -> Result<(), Fault> {
    let (rekening, run) = match noodstop.bereik {
        Bereik::Alles => (None, None),
        Bereik::EigenRekening(id) => (Some(id), None),
        Bereik::Betaalrun(id) => (None, Some(id)),
    };
    sql_query(
        "INSERT INTO noodstop (id, eigen_rekening_id, betaalrun_id, reden, gezet_door, gezet_op) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind::<SqlUuid, _>(noodstop.id)
    .bind::<Nullable<SqlUuid>, _>(rekening)
    .bind::<Nullable<SqlUuid>, _>(run)
    .bind::<Text, _>(&noodstop.reden)
    .bind::<Text, _>(&noodstop.gezet_door)
    .bind::<Timestamptz, _>(noodstop.gezet_op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Locks a stop.
pub async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Noodstop>, Fault> {
    let query = sql_query(format!("SELECT {COLUMNS} FROM noodstop WHERE id = $1 FOR UPDATE"));
    let row: Option<Rij> = query.bind::<SqlUuid, _>(id).get_result(conn).await.optional()?;
    Ok(row.map(Noodstop::from))
}

/// Writes back a stop whose row is locked.
pub async fn save(conn: &mut AsyncPgConnection, noodstop: &Noodstop) -> Result<(), Fault> {
    let (asked, lifted) = match &noodstop.staat {
        Staat::Actief => (None, None),
        Staat::OpheffingGevraagd { door, op } => (Some((door, op)), None),
        Staat::Opgeheven { gevraagd_door, gevraagd_op, door, op } => {
            (Some((gevraagd_door, gevraagd_op)), Some((door, op)))
        }
    };
    sql_query(
        "UPDATE noodstop SET opheffing_gevraagd_door = $2, opheffing_gevraagd_op = $3, \
             opgeheven_door = $4, opgeheven_op = $5, revisie = $6 WHERE id = $1",
    )
    .bind::<SqlUuid, _>(noodstop.id)
    .bind::<Nullable<Text>, _>(asked.map(|(door, _)| door))
    .bind::<Nullable<Timestamptz>, _>(asked.map(|(_, op)| op.to_diesel()))
    .bind::<Nullable<Text>, _>(lifted.map(|(door, _)| door))
    .bind::<Nullable<Timestamptz>, _>(lifted.map(|(_, op)| op.to_diesel()))
    .bind::<BigInt, _>(noodstop.revisie)
    .execute(conn)
    .await?;
    Ok(())
}

/// The stops in force; a thousand at most, which is more than anybody sets.
pub async fn active(conn: &mut AsyncPgConnection) -> Result<Vec<Noodstop>, Fault> {
    let query = sql_query(format!(
        "SELECT {COLUMNS} FROM noodstop WHERE opgeheven_op IS NULL ORDER BY id LIMIT 1000"
    ));
    let rows: Vec<Rij> = query.load(conn).await?;
    Ok(rows.into_iter().map(Noodstop::from).collect())
}

/// A page of stops, oldest first, and one more when there is a next page.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<Noodstop>, Fault> {
    let query =
        sql_query(format!("SELECT {COLUMNS} FROM noodstop WHERE id > $1 ORDER BY id LIMIT $2"));
    let rows: Vec<Rij> = query
        .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
        .bind::<BigInt, _>(page.rows())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Noodstop::from).collect())
}
