//! Rows of recoveries.

use diesel::sql_types::{Array, BigInt, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::Vordering;

#[derive(QueryableByName)]
struct Rij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    declaratie_id: Uuid,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = BigInt)]
    openstaand: i64,
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

impl From<Rij> for Vordering {
    fn from(rij: Rij) -> Self {
        let Rij { id, verstrekker_id, zorgverlener_id, declaratie_id, bedrag, openstaand, versie } =
            rij;
        Self {
            id,
            verstrekker: verstrekker_id,
            zorgverlener: zorgverlener_id,
            declaratie: declaratie_id,
            bedrag: Euro::from_cents(bedrag),
            openstaand: Euro::from_cents(openstaand),
            versie,
        }
    }
}

const COLUMNS: &str =
    "id, verstrekker_id, zorgverlener_id, declaratie_id, bedrag, openstaand, versie";

/// Locks the recoveries of claims.
pub async fn lock(
    conn: &mut AsyncPgConnection,
    declaraties: &[Uuid],
) -> Result<Vec<Vordering>, Fault> {
    let rows: Vec<Rij> = sql_query(format!(
        "SELECT {COLUMNS} FROM vordering WHERE declaratie_id = ANY($1) ORDER BY id FOR UPDATE"
    ))
    .bind::<Array<SqlUuid>, _>(declaraties)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(Vordering::from).collect())
}

/// A page of recoveries, and one more when there is a next page.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<Vordering>, Fault> {
    let rows: Vec<Rij> =
        sql_query(format!("SELECT {COLUMNS} FROM vordering WHERE id > $1 ORDER BY id LIMIT $2"))
            .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
            .bind::<BigInt, _>(page.limit.saturating_add(1))
            .load(conn)
            .await?;
    Ok(rows.into_iter().map(Vordering::from).collect())
}

/// Writes recoveries, new ones and changed ones.
pub async fn save(
    conn: &mut AsyncPgConnection,
    vorderingen: &[Vordering],
    op: Timestamp,
) -> Result<(), Fault> {
    let ids =
        |value: fn(&Vordering) -> Uuid| -> Vec<Uuid> { vorderingen.iter().map(value).collect() };
    let numbers =
        |value: fn(&Vordering) -> i64| -> Vec<i64> { vorderingen.iter().map(value).collect() };
    sql_query(
        "INSERT INTO vordering (id, verstrekker_id, zorgverlener_id, declaratie_id, bedrag, \
             openstaand, versie, ontstaan_op) \
         SELECT nieuw.*, $8 FROM unnest($1, $2, $3, $4, $5, $6, $7) AS nieuw \
         ON CONFLICT (declaratie_id) DO UPDATE SET bedrag = excluded.bedrag, \
             openstaand = excluded.openstaand, versie = excluded.versie",
    )
    .bind::<Array<SqlUuid>, _>(ids(|v| v.id))
    .bind::<Array<SqlUuid>, _>(ids(|v| v.verstrekker))
    .bind::<Array<SqlUuid>, _>(ids(|v| v.zorgverlener))
    .bind::<Array<SqlUuid>, _>(ids(|v| v.declaratie))
    .bind::<Array<BigInt>, _>(numbers(|v| v.bedrag.cents()))
    .bind::<Array<BigInt>, _>(numbers(|v| v.openstaand.cents()))
    .bind::<Array<BigInt>, _>(numbers(|v| v.versie))
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}
