//! Balances, summed.

use diesel::sql_types::{BigInt, SmallInt, Text, Uuid as SqlUuid};
use diesel::{QueryResult, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// One sum of balances.
#[derive(Debug, QueryableByName)]
pub struct Saldo {
    /// Kind of account.
    #[diesel(sql_type = Text)]
    pub rekeningsoort: String,
    /// Whose.
    #[diesel(sql_type = SqlUuid)]
    pub verstrekker_id: Uuid,
    /// The law, empty where the kind has none.
    #[diesel(sql_type = Text)]
    pub wet: String,
    /// The year, 0 where the kind has none.
    #[diesel(sql_type = SmallInt)]
    pub jaar: i16,
    /// How many accounts.
    #[diesel(sql_type = BigInt)]
    pub aantal: i64,
    /// The sum, eurocents, on the normal side.
    #[diesel(sql_type = BigInt)]
    pub saldo: i64,
}

/// Balances summed per kind, verstrekker, law and year; all kinds when none is named.
pub async fn saldi(conn: &mut AsyncPgConnection, soort: Option<&str>) -> QueryResult<Vec<Saldo>> {
    sql_query(
        "SELECT soort AS rekeningsoort, verstrekker_id, wet, jaar, count(*) AS aantal, \
             sum(saldo)::bigint AS saldo \
         FROM rekening WHERE soort = $1 OR $1 = '' \
         GROUP BY soort, verstrekker_id, wet, jaar ORDER BY 1, 2, 3, 4 LIMIT 10000",
    )
    .bind::<Text, _>(soort.unwrap_or_default())
    .load(conn)
    .await
}
