//! Tasks as rows.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date as SqlDate, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::flows::Gevonden;

/// A stored task.
#[derive(Debug, Clone, QueryableByName)]
pub struct TaakRow {
    /// The task.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// The agreement.
    #[diesel(sql_type = SqlUuid)]
    pub zorgovereenkomst_id: Uuid,
    /// The version that was judged.
    #[diesel(sql_type = BigInt)]
    pub overeenkomst_versie: i64,
    /// The rule that asks for it.
    #[diesel(sql_type = Text)]
    pub regel: String,
    /// Before when.
    #[diesel(sql_type = SqlDate)]
    pub taak_op: jiff_diesel::Date,
    /// What to do.
    #[diesel(sql_type = Text)]
    pub toelichting: String,
    /// The campaign that asks for it.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub ronde_id: Option<Uuid>,
    /// `open`, `afgehandeld` or `vervallen`.
    #[diesel(sql_type = Text)]
    pub status: String,
    /// The how-manieth state of it.
    #[diesel(sql_type = BigInt)]
    pub versie: i64,
}

const COLUMNS: &str = "taak.id, taak.zorgovereenkomst_id, taak.overeenkomst_versie, taak.regel, \
     taak.taak_op, taak.toelichting, taak.ronde_id, taak.status, taak.versie";

/// The found tasks as columns.
fn columns(found: &[Gevonden]) -> (Vec<Uuid>, Vec<&str>, Vec<jiff_diesel::Date>) {
    let ids = found.iter().map(|own| own.zorgovereenkomst_id).collect();
    let regels = found.iter().map(|own| own.regel.as_str()).collect();
    let days = found.iter().map(|own| own.taak_op.to_diesel()).collect();
    (ids, regels, days)
}

/// Stores what was found; gives back the rows that are new or changed. A task somebody did stays
/// done.
pub async fn upsert(
    conn: &mut AsyncPgConnection,
    ronde: Option<Uuid>,
    found: &[Gevonden],
) -> Result<Vec<TaakRow>, Fault> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let (ids, regels, days) = columns(found);
    let own: Vec<Uuid> = found.iter().map(|_| platform::id::new_uuid()).collect();
    let versies: Vec<i64> = found.iter().map(|task| task.overeenkomst_versie).collect();
    let texts: Vec<&str> = found.iter().map(|task| task.toelichting.as_str()).collect();
    Ok(diesel::sql_query(format!(
        "INSERT INTO taak (id, zorgovereenkomst_id, overeenkomst_versie, verstrekkers, regel, \
             taak_op, toelichting, ronde_id, status, versie) \
         SELECT DISTINCT ON (given.overeenkomst, given.regel, given.dag) given.id, \
             given.overeenkomst, given.versie, lopend.verstrekkers, given.regel, given.dag, \
             given.tekst, $7, 'open', 1 \
         FROM unnest($1, $2, $3, $4, $5, $6) \
             AS given (id, overeenkomst, versie, regel, dag, tekst) \
         JOIN lopend ON lopend.zorgovereenkomst_id = given.overeenkomst \
         ORDER BY given.overeenkomst, given.regel, given.dag \
         ON CONFLICT ON CONSTRAINT taak_once DO UPDATE SET \
             overeenkomst_versie = excluded.overeenkomst_versie, \
             toelichting = excluded.toelichting, status = 'open', versie = taak.versie + 1 \
         WHERE taak.status = 'vervallen' \
             OR (taak.status = 'open' AND taak.toelichting <> excluded.toelichting) \
         RETURNING {COLUMNS}"
    ))
    .bind::<Array<SqlUuid>, _>(own)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<BigInt>, _>(versies)
    .bind::<Array<Text>, _>(regels)
    .bind::<Array<SqlDate>, _>(days)
    .bind::<Array<Text>, _>(texts)
    .bind::<Nullable<SqlUuid>, _>(ronde)
    .load(conn)
    .await?)
}

/// Lapses the open tasks of these agreements that were not found again; those of campaigns stay.
pub async fn lapse(
    conn: &mut AsyncPgConnection,
    overeenkomsten: &[Uuid],
    found: &[Gevonden],
) -> Result<Vec<TaakRow>, Fault> {
    let (ids, regels, days) = columns(found);
    Ok(diesel::sql_query(format!(
        "UPDATE taak SET status = 'vervallen', versie = versie + 1 \
         WHERE status = 'open' AND ronde_id IS NULL AND zorgovereenkomst_id = ANY($1) \
             AND (zorgovereenkomst_id, regel, taak_op) NOT IN \
                 (SELECT * FROM unnest($2, $3, $4) AS given (id, regel, dag)) \
         RETURNING {COLUMNS}"
    ))
    .bind::<Array<SqlUuid>, _>(overeenkomsten)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(regels)
    .bind::<Array<SqlDate>, _>(days)
    .load(conn)
    .await?)
}

/// Closes the open tasks of campaigns about these agreements.
pub async fn close_repairs(
    conn: &mut AsyncPgConnection,
    overeenkomsten: &[Uuid],
) -> Result<Vec<TaakRow>, Fault> {
    Ok(diesel::sql_query(format!(
        "UPDATE taak SET status = 'afgehandeld', versie = versie + 1 \
         WHERE status = 'open' AND ronde_id IS NOT NULL AND zorgovereenkomst_id = ANY($1) \
         RETURNING {COLUMNS}"
    ))
    .bind::<Array<SqlUuid>, _>(overeenkomsten)
    .load(conn)
    .await?)
}

/// One task, when the scope may see it.
pub async fn load(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<TaakRow>, Fault> {
    let rows: Vec<TaakRow> = diesel::sql_query(format!("SELECT {COLUMNS} FROM taak WHERE id = $1"))
        .bind::<SqlUuid, _>(id)
        .load(conn)
        .await?;
    Ok(rows.into_iter().next())
}

/// Closes an open task; nothing when it is not open.
pub async fn finish(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<TaakRow>, Fault> {
    let rows: Vec<TaakRow> = diesel::sql_query(format!(
        "UPDATE taak SET status = 'afgehandeld', versie = versie + 1 \
         WHERE id = $1 AND status = 'open' RETURNING {COLUMNS}"
    ))
    .bind::<SqlUuid, _>(id)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

/// A page of open tasks, up to a day when one is given.
pub async fn list(
    conn: &mut AsyncPgConnection,
    tot: Option<Date>,
    page: Page,
) -> Result<Vec<TaakRow>, Fault> {
    Ok(diesel::sql_query(format!(
        "SELECT {COLUMNS} FROM taak WHERE status = 'open' AND ($1 IS NULL OR taak_op <= $1) \
             AND ($2 IS NULL OR id > $2) ORDER BY id LIMIT $3"
    ))
    .bind::<Nullable<SqlDate>, _>(tot.map(ToDiesel::to_diesel))
    .bind::<Nullable<SqlUuid>, _>(page.after)
    .bind::<BigInt, _>(page.rows())
    .load(conn)
    .await?)
}
