//! Rows of policies.

use diesel::sql_types::{
    Array, BigInt, Date, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::{Beleid, Beleidsboek, code, parse};

/// A policy as it was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besluit {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub verstrekker: Uuid,
    /// From which day it holds.
    pub geldig_van: civil::Date,
    /// What was decided.
    pub beleid: Beleid,
    /// Where: a reference.
    pub bron: String,
}

#[derive(QueryableByName)]
struct Rij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Date)]
    geldig_van: jiff_diesel::Date,
    #[diesel(sql_type = Text)]
    recht_hersteld: String,
    #[diesel(sql_type = SmallInt)]
    reactietermijn_dagen: i16,
    #[diesel(sql_type = Nullable<BigInt>)]
    fondslimiet: Option<i64>,
    #[diesel(sql_type = Text)]
    bron: String,
}

impl Rij {
    fn read(self) -> Result<Besluit, Fault> {
        let recht_hersteld = parse(&self.recht_hersteld)
            .map_err(Fault::stored("verstrekkerbeleid.recht_hersteld"))?;
        Ok(Besluit {
            id: self.id,
            verstrekker: self.verstrekker_id,
            geldig_van: self.geldig_van.to_jiff(),
            beleid: Beleid {
                recht_hersteld,
                reactietermijn_dagen: self.reactietermijn_dagen,
                fondslimiet: self.fondslimiet.map(Euro::from_cents),
            },
            bron: self.bron,
        })
    }
}

const COLUMNS: &str = "id, verstrekker_id, geldig_van, recht_hersteld, reactietermijn_dagen, \
    fondslimiet, bron";

/// The policies of these verstrekkers in force on a day.
pub async fn in_force(
    conn: &mut AsyncPgConnection,
    verstrekkers: &[Uuid],
    dag: civil::Date,
) -> Result<Beleidsboek, Fault> {
    if verstrekkers.is_empty() {
        return Ok(Beleidsboek::default());
    }
    let rows: Vec<Rij> = sql_query(format!(
        "SELECT DISTINCT ON (verstrekker_id) {COLUMNS} FROM verstrekkerbeleid \
         WHERE verstrekker_id = ANY($1) AND geldig_van <= $2 \
         ORDER BY verstrekker_id, geldig_van DESC, id DESC"
    ))
    .bind::<Array<SqlUuid>, _>(verstrekkers)
    .bind::<Date, _>(dag.to_diesel())
    .load(conn)
    .await?;
    let read: Result<Vec<_>, Fault> =
        rows.into_iter().map(|row| row.read().map(|row| (row.verstrekker, row.beleid))).collect();
    Ok(Beleidsboek::of(read?))
}

/// A page of policies, and one more when there is a next page.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<Besluit>, Fault> {
    let rows: Vec<Rij> = sql_query(format!(
        "SELECT {COLUMNS} FROM verstrekkerbeleid WHERE id > $1 ORDER BY id LIMIT $2"
    ))
    .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
    .bind::<BigInt, _>(page.rows())
    .load(conn)
    .await?;
    rows.into_iter().map(Rij::read).collect()
}

/// Keeps a decision.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    besluit: &Besluit,
    (door, op): (&str, Timestamp),
) -> Result<(), Fault> {
    let Besluit { id, verstrekker, geldig_van, beleid, bron } = besluit;
    sql_query(
        "INSERT INTO verstrekkerbeleid (id, verstrekker_id, geldig_van, recht_hersteld, \
             reactietermijn_dagen, fondslimiet, bron, door, vastgelegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(verstrekker)
    .bind::<Date, _>(geldig_van.to_diesel())
    .bind::<Text, _>(code(beleid.recht_hersteld))
    .bind::<SmallInt, _>(beleid.reactietermijn_dagen)
    .bind::<Nullable<BigInt>, _>(beleid.fondslimiet.map(Euro::cents))
    .bind::<Text, _>(bron)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}
