//! Runs of the proofs, and what they found.

use diesel::sql_types::{Array, BigInt, Bool, Date, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryResult, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use jiff::Timestamp;
use jiff::civil;
use jiff_diesel::ToDiesel;
use platform::http::paging::Page;
use uuid::Uuid;

use crate::grootboek::proofs::{Bewijs, Uitkomst};

#[derive(QueryableByName)]
struct Aantal {
    #[diesel(sql_type = BigInt)]
    aantal: i64,
}

#[derive(QueryableByName)]
struct Afwijking {
    #[diesel(sql_type = Text)]
    onderwerp: String,
    #[diesel(sql_type = Text)]
    toelichting: String,
}

/// Runs a proof: how many things it looked at, how many break it, and the first ten.
pub async fn prove(conn: &mut AsyncPgConnection, bewijs: &Bewijs) -> QueryResult<Uitkomst> {
    let seen: Aantal = sql_query(bewijs.bekeken).get_result(conn).await?;
    let counted = format!("SELECT count(*) AS aantal FROM ({}) broken", bewijs.afwijkingen);
    let broken: Aantal = sql_query(counted).get_result(conn).await?;
    let mut first: Vec<Afwijking> = Vec::new();
    if broken.aantal > 0 {
        let some = format!("SELECT * FROM ({}) broken ORDER BY 1 LIMIT 10", bewijs.afwijkingen);
        first = sql_query(some).load(conn).await?;
    }
    Ok(Uitkomst {
        code: bewijs.code.to_owned(),
        bekeken: seen.aantal,
        afwijkingen: broken.aantal,
        voorbeelden: first
            .into_iter()
            .map(|row| format!("{}: {}", row.onderwerp, row.toelichting))
            .collect(),
    })
}

/// A proof of the whole ledger takes its time, and sees one moment.
pub async fn take_time(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    conn.batch_execute("SET LOCAL statement_timeout = '6h'").await
}

/// Whether this transaction may do the proof of the night: it was not done yet, and nobody else is
/// doing it.
pub async fn is_mine(conn: &mut AsyncPgConnection, dag: civil::Date) -> QueryResult<bool> {
    let row: Aantal = sql_query(
        "SELECT CASE WHEN pg_try_advisory_xact_lock(750302) THEN (SELECT count(*) FROM controle \
             WHERE dag = $1 AND aanleiding = 'nacht') ELSE 1 END AS aantal",
    )
    .bind::<Date, _>(dag.to_diesel())
    .get_result(conn)
    .await?;
    Ok(row.aantal == 0)
}

/// A run of the proofs.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Controle {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// For which day.
    #[diesel(sql_type = Date)]
    pub dag: jiff_diesel::Date,
    /// `nacht` or `verzoek`.
    #[diesel(sql_type = Text)]
    pub aanleiding: String,
    /// When it began.
    #[diesel(sql_type = Timestamptz)]
    pub begonnen_op: jiff_diesel::Timestamp,
    /// When it was done.
    #[diesel(sql_type = Timestamptz)]
    pub klaar_op: jiff_diesel::Timestamp,
    /// Whether every proof holds.
    #[diesel(sql_type = Bool)]
    pub klopt: bool,
}

/// Keeps a run with its outcomes.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    controle: &Controle,
    uitkomsten: &[Uitkomst],
) -> QueryResult<()> {
    sql_query(
        "INSERT INTO controle (id, dag, aanleiding, begonnen_op, klaar_op, klopt) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind::<SqlUuid, _>(controle.id)
    .bind::<Date, _>(controle.dag)
    .bind::<Text, _>(&controle.aanleiding)
    .bind::<Timestamptz, _>(controle.begonnen_op)
    .bind::<Timestamptz, _>(controle.klaar_op)
    .bind::<Bool, _>(controle.klopt)
    .execute(conn)
    .await?;
    let examples: Vec<String> = uitkomsten.iter().map(|u| u.voorbeelden.join("\n")).collect();
    sql_query(
        "INSERT INTO controle_uitkomst (controle_id, code, bekeken, afwijkingen, voorbeelden) \
         SELECT $1, u.* FROM unnest($2, $3, $4, $5) AS u",
    )
    .bind::<SqlUuid, _>(controle.id)
    .bind::<Array<Text>, _>(uitkomsten.iter().map(|u| u.code.as_str()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(uitkomsten.iter().map(|u| u.bekeken).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(uitkomsten.iter().map(|u| u.afwijkingen).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(examples)
    .execute(conn)
    .await
    .map(|_| ())
}

const COLUMNS: &str = "id, dag, aanleiding, begonnen_op, klaar_op, klopt";

/// A page of runs, newest last, and one more when there is a next page.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> QueryResult<Vec<Controle>> {
    sql_query(format!("SELECT {COLUMNS} FROM controle WHERE id > $1 ORDER BY id LIMIT $2"))
        .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
        .bind::<BigInt, _>(page.rows())
        .load(conn)
        .await
}

/// The last run that was kept: what decides whether new payment runs may start.
pub async fn last(conn: &mut AsyncPgConnection) -> QueryResult<Option<Controle>> {
    sql_query(format!("SELECT {COLUMNS} FROM controle ORDER BY klaar_op DESC, id DESC LIMIT 1"))
        .get_result(conn)
        .await
        .optional()
}

/// A day, as a row keeps it.
pub fn day(dag: civil::Date) -> jiff_diesel::Date {
    dag.to_diesel()
}

/// A moment, as a row keeps it.
pub fn moment(op: Timestamp) -> jiff_diesel::Timestamp {
    op.to_diesel()
}
