//! Rows of blocks, as the desk sees and lifts them.

use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use crate::partij::{Betrokkene, Blokkadesoort};

#[derive(QueryableByName)]
struct Stands {
    #[diesel(sql_type = Bool)]
    stands: bool,
}

/// Whether a block of this kind about this one is in force.
pub async fn stands(
    conn: &mut AsyncPgConnection,
    soort: Blokkadesoort,
    wie: Betrokkene,
) -> Result<bool, Fault> {
    let (column, id) = match wie {
        Betrokkene::Zorgverlener(id) => ("zorgverlener_id", id),
        Betrokkene::Rekening(id) => ("betaalgegevens_id", id),
    };
    let row: Stands = sql_query(format!(
        "SELECT EXISTS (SELECT FROM blokkade WHERE actief AND soort = $1 AND {column} = $2) AS stands"
    ))
    .bind::<Text, _>(soort.code())
    .bind::<SqlUuid, _>(id)
    .get_result(conn)
    .await?;
    Ok(row.stands)
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The blocks in force that hold an account after it changed.
pub async fn cooling_off(
    conn: &mut AsyncPgConnection,
    betaalgegevens: Uuid,
) -> Result<Vec<Uuid>, Fault> {
    let query = sql_query(
        "SELECT id FROM blokkade WHERE actief AND soort = 'afkoeling' AND betaalgegevens_id = $1",
    );
    let rows: Vec<Id> = query.bind::<SqlUuid, _>(betaalgegevens).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// A block as it is shown.
#[derive(Debug, Clone, QueryableByName)]
pub struct Getoond {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// What kind.
    #[diesel(sql_type = Text)]
    pub soort: String,
    /// Payments of this payee.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub zorgverlener_id: Option<Uuid>,
    /// Payments on this agreement.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub zorgovereenkomst_id: Option<Uuid>,
    /// Payments to this account.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub betaalgegevens_id: Option<Uuid>,
    /// Payments from this budget.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub toekenning_id: Option<Uuid>,
    /// First day.
    #[diesel(sql_type = Date)]
    pub van: jiff_diesel::Date,
    /// Last day.
    #[diesel(sql_type = Nullable<Date>)]
    pub tot: Option<jiff_diesel::Date>,
    /// Whether it is in force.
    #[diesel(sql_type = Bool)]
    pub actief: bool,
    /// Why.
    #[diesel(sql_type = Text)]
    pub reden: String,
    /// Who set it by hand.
    #[diesel(sql_type = Nullable<Text>)]
    pub gezet_door: Option<String>,
    /// Who lifted it.
    #[diesel(sql_type = Nullable<Text>)]
    pub opgeheven_door: Option<String>,
}

const COLUMNS: &str = "id, soort, zorgverlener_id, zorgovereenkomst_id, betaalgegevens_id, \
    toekenning_id, van, tot, actief, reden, gezet_door, opgeheven_door";

/// Locks a block.
pub async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Getoond>, Fault> {
    let query = sql_query(format!("SELECT {COLUMNS} FROM blokkade WHERE id = $1 FOR UPDATE"));
    Ok(query.bind::<SqlUuid, _>(id).get_result(conn).await.optional()?)
}

/// A page of blocks in force, and one more when there is a next page.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<Getoond>, Fault> {
    let query = sql_query(format!(
        "SELECT {COLUMNS} FROM blokkade WHERE actief AND id > $1 ORDER BY id LIMIT $2"
    ));
    let query = query.bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()));
    Ok(query.bind::<BigInt, _>(page.rows()).load(conn).await?)
}

/// Writes who set a block.
pub async fn set_by(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    door: &str,
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query("UPDATE blokkade SET gezet_door = $2, gezet_op = $3 WHERE id = $1")
        .bind::<SqlUuid, _>(id)
        .bind::<Text, _>(door)
        .bind::<Timestamptz, _>(op.to_diesel())
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes who lifted a block, and on what evidence.
pub async fn lifted_by(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    (door, bewijs): (&str, &str),
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query(
        "UPDATE blokkade SET opgeheven_door = $2, bewijs = $3, opgeheven_op = $4 WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Text, _>(door)
    .bind::<Text, _>(bewijs)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a block its last day.
pub async fn end_on(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    tot: jiff::civil::Date,
) -> Result<(), Fault> {
    sql_query("UPDATE blokkade SET tot = $2 WHERE id = $1")
        .bind::<SqlUuid, _>(id)
        .bind::<Date, _>(tot.to_diesel())
        .execute(conn)
        .await?;
    Ok(())
}
