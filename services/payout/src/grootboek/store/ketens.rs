//! The chains of entries, and their seals.

use diesel::sql_types::{BigInt, Binary, Date, Nullable, SmallInt, Timestamptz};
use diesel::{QueryResult, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil;
use jiff_diesel::ToDiesel;

use crate::grootboek::keten::Kop;

#[derive(QueryableByName)]
struct KopRij {
    #[diesel(sql_type = SmallInt)]
    nr: i16,
    #[diesel(sql_type = BigInt)]
    laatste: i64,
    #[diesel(sql_type = Binary)]
    hash: Vec<u8>,
    #[diesel(sql_type = Nullable<Date>)]
    open_vanaf: Option<jiff_diesel::Date>,
}

/// Locks a chain that nobody else writes to, and says from which day the books are open. With
/// every chain taken it waits for one.
pub(super) async fn take(conn: &mut AsyncPgConnection) -> QueryResult<(Kop, Option<civil::Date>)> {
    let mut rows: Vec<KopRij> = pick(conn, "SKIP LOCKED").await?;
    if rows.is_empty() {
        rows = pick(conn, "").await?;
    }
    let row = rows.pop().ok_or(diesel::NotFound)?;
    let KopRij { nr: keten, laatste, hash, open_vanaf } = row;
    Ok((Kop { keten, laatste, hash }, open_vanaf.map(jiff_diesel::Date::to_jiff)))
}

async fn pick(conn: &mut AsyncPgConnection, wait: &str) -> QueryResult<Vec<KopRij>> {
    // Each connection prefers a chain of its own, so that writers do not try the same rows.
    sql_query(format!(
        "SELECT nr, laatste, hash, boekperiode_open_vanaf() AS open_vanaf FROM keten \
         ORDER BY (nr + pg_backend_pid()) % 64 LIMIT 1 FOR UPDATE {wait}"
    ))
    .load(conn)
    .await
}

/// The new end of a chain.
pub(super) async fn save(conn: &mut AsyncPgConnection, kop: &Kop) -> QueryResult<()> {
    sql_query("UPDATE keten SET laatste = $2, hash = $3 WHERE nr = $1")
        .bind::<SmallInt, _>(kop.keten)
        .bind::<BigInt, _>(kop.laatste)
        .bind::<Binary, _>(&kop.hash)
        .execute(conn)
        .await
        .map(|_| ())
}

/// The end of a chain as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Zegel {
    /// The day.
    #[diesel(sql_type = Date)]
    pub dag: jiff_diesel::Date,
    /// Which chain.
    #[diesel(sql_type = SmallInt)]
    pub keten: i16,
    /// The number of its last entry.
    #[diesel(sql_type = BigInt)]
    pub laatste: i64,
    /// The hash over everything up to it.
    #[diesel(sql_type = Binary)]
    pub hash: Vec<u8>,
}

/// Seals the ends of all chains for a day; a day is sealed once. Gives the seals that are new.
pub async fn seal(
    conn: &mut AsyncPgConnection,
    dag: civil::Date,
    op: Timestamp,
) -> QueryResult<Vec<Zegel>> {
    sql_query(
        "INSERT INTO zegel (dag, keten, laatste, hash, verzegeld_op) \
         SELECT $1, nr, laatste, hash, $2 FROM keten ON CONFLICT DO NOTHING \
         RETURNING dag, keten, laatste, hash",
    )
    .bind::<Date, _>(dag.to_diesel())
    .bind::<Timestamptz, _>(op.to_diesel())
    .load(conn)
    .await
}

/// The seals of a day, by chain.
pub async fn seals(conn: &mut AsyncPgConnection, dag: civil::Date) -> QueryResult<Vec<Zegel>> {
    sql_query("SELECT dag, keten, laatste, hash FROM zegel WHERE dag = $1 ORDER BY keten")
        .bind::<Date, _>(dag.to_diesel())
        .load(conn)
        .await
}
