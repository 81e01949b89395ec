//! Rows of advances.

use diesel::sql_types::{BigInt, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use kernel::{Euro, Wet};
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::Voorschot;

#[derive(QueryableByName)]
struct Rij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = SmallInt)]
    jaar: i16,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = Text)]
    kenmerk: String,
    #[diesel(sql_type = BigInt)]
    ontvangen: i64,
}

impl Rij {
    fn read(self) -> Result<Voorschot, Fault> {
        let Self { id, verstrekker_id, wet, jaar, bedrag, kenmerk, ontvangen } = self;
        Ok(Voorschot {
            id,
            verstrekker: verstrekker_id,
            wet: Wet::parse(&wet).map_err(Fault::stored("voorschot.wet"))?,
            jaar,
            bedrag: Euro::from_cents(bedrag),
            kenmerk,
            ontvangen: Euro::from_cents(ontvangen),
        })
    }
}

const COLUMNS: &str = "id, verstrekker_id, wet, jaar, bedrag, kenmerk, ontvangen";

/// Stores an announcement; says whether its kenmerk was free.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    voorschot: &Voorschot,
    op: Timestamp,
) -> Result<bool, Fault> {
    let rows = sql_query(
        "INSERT INTO voorschot (id, verstrekker_id, wet, jaar, bedrag, kenmerk, aangekondigd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kenmerk) DO NOTHING",
    )
    .bind::<SqlUuid, _>(voorschot.id)
    .bind::<SqlUuid, _>(voorschot.verstrekker)
    .bind::<Text, _>(voorschot.wet.code())
    .bind::<SmallInt, _>(voorschot.jaar)
    .bind::<BigInt, _>(voorschot.bedrag.cents())
    .bind::<Text, _>(&voorschot.kenmerk)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(rows == 1)
}

/// The advance with this kenmerk.
pub async fn by_kenmerk(
    conn: &mut AsyncPgConnection,
    kenmerk: &str,
) -> Result<Option<Voorschot>, Fault> {
    let query = sql_query(format!("SELECT {COLUMNS} FROM voorschot WHERE kenmerk = $1"));
    let row: Option<Rij> = query.bind::<Text, _>(kenmerk).get_result(conn).await.optional()?;
    row.map(Rij::read).transpose()
}

/// All advances that were announced and did not come in whole; longest kenmerk first, so that the
/// most particular one is found.
pub async fn announced(conn: &mut AsyncPgConnection) -> Result<Vec<Voorschot>, Fault> {
    let rows: Vec<Rij> = sql_query(format!(
        "SELECT {COLUMNS} FROM voorschot WHERE ontvangen < bedrag \
         ORDER BY length(kenmerk) DESC, id"
    ))
    .load(conn)
    .await?;
    rows.into_iter().map(Rij::read).collect()
}

/// A page of advances, and one more when there is a next page.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<Voorschot>, Fault> {
    let rows: Vec<Rij> =
        sql_query(format!("SELECT {COLUMNS} FROM voorschot WHERE id > $1 ORDER BY id LIMIT $2"))
            .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
            .bind::<BigInt, _>(page.rows())
            .load(conn)
            .await?;
    rows.into_iter().map(Rij::read).collect()
}

/// Notes what came in.
pub async fn receive(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    bedrag: Euro,
    op: Timestamp,
) -> Result<Voorschot, Fault> {
    let row: Rij = sql_query(format!(
        "UPDATE voorschot SET ontvangen = ontvangen + $2, ontvangen_op = $3 WHERE id = $1 \
         RETURNING {COLUMNS}"
    ))
    .bind::<SqlUuid, _>(id)
    .bind::<BigInt, _>(bedrag.cents())
    .bind::<Timestamptz, _>(op.to_diesel())
    .get_result(conn)
    .await?;
    row.read()
}
