//! Lists of payments, to be shown.

use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

/// Which payments.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this one.
    pub id: Option<Uuid>,
    /// Only in this state.
    pub staat: Option<&'static str>,
    /// Only for this claim.
    pub declaratie: Option<Uuid>,
    /// Only in this run.
    pub betaalrun: Option<Uuid>,
}

/// A payment as it is shown.
#[derive(Debug, Clone, QueryableByName)]
pub struct Getoond {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Whose money.
    #[diesel(sql_type = SqlUuid)]
    pub verstrekker_id: Uuid,
    /// To whom.
    #[diesel(sql_type = SqlUuid)]
    pub zorgverlener_id: Uuid,
    /// For which claim.
    #[diesel(sql_type = SqlUuid)]
    pub declaratie_id: Uuid,
    /// The number the payee sees.
    #[diesel(sql_type = BigInt)]
    pub kenmerk: i64,
    /// How much.
    #[diesel(sql_type = BigInt)]
    pub bedrag: i64,
    /// Where it stands.
    #[diesel(sql_type = Text)]
    pub staat: String,
    /// Why.
    #[diesel(sql_type = Nullable<Text>)]
    pub reden: Option<String>,
    /// The how-manieth attempt.
    #[diesel(sql_type = Integer)]
    pub poging: i32,
    /// Reference of the last attempt at the bank.
    #[diesel(sql_type = Nullable<Text>)]
    pub end_to_end_id: Option<String>,
    /// When it was made.
    #[diesel(sql_type = Timestamptz)]
    pub aangemaakt_op: jiff_diesel::Timestamp,
}

/// A page of payments, and one more when there is a next page.
pub async fn list(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    page: Page,
) -> Result<Vec<Getoond>, Fault> {
    let query = sql_query(
        "SELECT betaling.id, betaling.verstrekker_id, betaling.zorgverlener_id, \
             betaling.declaratie_id, betaling.kenmerk, betaling.bedrag, betaling.staat, \
             betaling.reden, betaling.poging, last.end_to_end_id, betaling.aangemaakt_op \
         FROM betaling LEFT JOIN poging last \
             ON last.betaling_id = betaling.id AND last.nummer = betaling.poging \
         WHERE betaling.id > $1 AND ($2 IS NULL OR betaling.id = $2) \
             AND ($3 IS NULL OR betaling.staat = $3) \
             AND ($4 IS NULL OR betaling.declaratie_id = $4) \
             AND ($5 IS NULL OR EXISTS (SELECT FROM poging \
                 WHERE poging.betaling_id = betaling.id AND poging.betaalrun_id = $5)) \
         ORDER BY betaling.id LIMIT $6",
    )
    .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
    .bind::<Nullable<SqlUuid>, _>(filter.id)
    .bind::<Nullable<Text>, _>(filter.staat)
    .bind::<Nullable<SqlUuid>, _>(filter.declaratie)
    .bind::<Nullable<SqlUuid>, _>(filter.betaalrun)
    .bind::<BigInt, _>(page.rows());
    Ok(query.load(conn).await?)
}
