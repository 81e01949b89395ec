//! Rows of requests to send money back.

use diesel::sql_types::{Array, BigInt, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date as Day;
use jiff_diesel::ToDiesel;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::Reden;

/// A request as it is shown.
#[derive(Debug, Clone, QueryableByName)]
pub struct Terugvraag {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Of which payment.
    #[diesel(sql_type = SqlUuid)]
    pub betaling_id: Uuid,
    /// Why.
    #[diesel(sql_type = Text)]
    pub reden: String,
    /// The last day on which it could be asked.
    #[diesel(sql_type = Date)]
    pub uiterlijk: jiff_diesel::Date,
    /// Who asked.
    #[diesel(sql_type = Text)]
    pub gevraagd_door: String,
    /// When.
    #[diesel(sql_type = Timestamptz)]
    pub gevraagd_op: jiff_diesel::Timestamp,
    /// `ja` or `nee`.
    #[diesel(sql_type = Nullable<Text>)]
    pub antwoord: Option<String>,
    /// Reason code of the answer.
    #[diesel(sql_type = Nullable<Text>)]
    pub code: Option<String>,
}

const COLUMNS: &str =
    "id, betaling_id, reden, uiterlijk, gevraagd_door, gevraagd_op, antwoord, code";

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The last booked attempt of a payment.
pub async fn last_booked(
    conn: &mut AsyncPgConnection,
    betaling: Uuid,
) -> Result<Option<Uuid>, Fault> {
    let query = sql_query(
        "SELECT id FROM poging WHERE betaling_id = $1 AND staat = 'geboekt' \
         ORDER BY nummer DESC LIMIT 1",
    );
    let row: Option<Id> = query.bind::<SqlUuid, _>(betaling).get_result(conn).await.optional()?;
    Ok(row.map(|row| row.id))
}

/// Stores a request; says whether none was open.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    (id, betaling, poging): (Uuid, Uuid, Uuid),
    (reden, uiterlijk): (Reden, Day),
    (door, op): (&str, Timestamp),
) -> Result<bool, Fault> {
    let query = sql_query(
        "INSERT INTO terugvraag (id, betaling_id, poging_id, reden, uiterlijk, gevraagd_door, \
             gevraagd_op) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (poging_id) WHERE antwoord IS NULL DO NOTHING",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(betaling)
    .bind::<SqlUuid, _>(poging)
    .bind::<Text, _>(reden.code())
    .bind::<Date, _>(uiterlijk.to_diesel())
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(op.to_diesel());
    Ok(query.execute(conn).await? > 0)
}

/// Locks a request.
pub async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Terugvraag>, Fault> {
    let query = sql_query(format!("SELECT {COLUMNS} FROM terugvraag WHERE id = $1 FOR UPDATE"));
    Ok(query.bind::<SqlUuid, _>(id).get_result(conn).await.optional()?)
}

/// Requests for these attempts that nobody answered.
pub async fn open_of(conn: &mut AsyncPgConnection, pogingen: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    let query =
        sql_query("SELECT id FROM terugvraag WHERE poging_id = ANY($1) AND antwoord IS NULL");
    let rows: Vec<Id> = query.bind::<Array<SqlUuid>, _>(pogingen).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Writes answers.
pub async fn answer(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    (antwoord, code): (&str, Option<&str>),
    (door, op): (&str, Timestamp),
) -> Result<(), Fault> {
    sql_query(
        "UPDATE terugvraag SET antwoord = $2, code = $3, geantwoord_door = $4, geantwoord_op = $5 \
         WHERE id = ANY($1) AND antwoord IS NULL",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Text, _>(antwoord)
    .bind::<Nullable<Text>, _>(code)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// A page of requests, oldest first, and one more when there is a next page.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<Terugvraag>, Fault> {
    let query =
        sql_query(format!("SELECT {COLUMNS} FROM terugvraag WHERE id > $1 ORDER BY id LIMIT $2"));
    let query = query.bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()));
    Ok(query.bind::<BigInt, _>(page.rows()).load(conn).await?)
}
