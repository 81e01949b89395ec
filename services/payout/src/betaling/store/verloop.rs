//! The course of payouts: per verstrekker, law and day on which payments arose, where they stand and
//! how long it took.

use diesel::sql_types::{BigInt, Date, Nullable, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date as Day;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

/// One verstrekker, one law, one day. Amounts are eurocents.
#[derive(Debug, Clone, QueryableByName)]
pub struct Verloop {
    /// The day on which the payments arose.
    #[diesel(sql_type = Date)]
    pub dag: jiff_diesel::Date,
    /// Whose money.
    #[diesel(sql_type = SqlUuid)]
    pub verstrekker_id: Uuid,
    /// The law; of a payment from several, the first.
    #[diesel(sql_type = Text)]
    pub wet: String,
    /// How many payments.
    #[diesel(sql_type = BigInt)]
    pub aantal: i64,
    /// What they add up to.
    #[diesel(sql_type = BigInt)]
    pub goedgekeurd: i64,
    /// Of that: on a statement.
    #[diesel(sql_type = BigInt)]
    pub betaald: i64,
    /// Of that: with the bank.
    #[diesel(sql_type = BigInt)]
    pub onderweg: i64,
    /// Of that: held.
    #[diesel(sql_type = BigInt)]
    pub aangehouden: i64,
    /// Of that: came back.
    #[diesel(sql_type = BigInt)]
    pub teruggekomen: i64,
    /// Days from arising to the statement, median; of those paid.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub dagen_mediaan: Option<i64>,
    /// Days from arising to the statement, 95th percentile; of those paid.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub dagen_p95: Option<i64>,
    /// How many a person touched.
    #[diesel(sql_type = BigInt)]
    pub met_hand: i64,
}

/// The course of payouts over days, in the scope of the transaction.
pub async fn of(conn: &mut AsyncPgConnection, van: Day, tot: Day) -> Result<Vec<Verloop>, Fault> {
    let query = sql_query(
        "WITH own AS (SELECT betaling.*, \
                 (betaling.aangemaakt_op AT TIME ZONE 'Europe/Amsterdam')::date AS dag, \
                 (SELECT pot.wet FROM betaling_deel deel JOIN pot ON pot.id = deel.pot_id \
                     WHERE deel.betaling_id = betaling.id ORDER BY deel.pot_id LIMIT 1) AS wet \
             FROM betaling \
             WHERE betaling.aangemaakt_op >= $1::timestamp AT TIME ZONE 'Europe/Amsterdam' \
             AND betaling.aangemaakt_op < ($2 + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam') \
         SELECT dag, verstrekker_id, coalesce(wet, '') AS wet, count(*) AS aantal, \
             coalesce(sum(bedrag), 0)::bigint AS goedgekeurd, \
             coalesce(sum(bedrag) FILTER (WHERE staat = 'betaald'), 0)::bigint AS betaald, \
             coalesce(sum(bedrag) FILTER (WHERE staat IN ('in_run', 'verzonden', \
                 'geaccepteerd')), 0)::bigint AS onderweg, \
             coalesce(sum(bedrag) FILTER (WHERE staat = 'aangehouden'), 0)::bigint \
                 AS aangehouden, \
             coalesce(sum(bedrag) FILTER (WHERE staat = 'teruggekomen'), 0)::bigint \
                 AS teruggekomen, \
             percentile_disc(0.5) WITHIN GROUP (ORDER BY betaald_op - dag)::bigint \
                 AS dagen_mediaan, \
             percentile_disc(0.95) WITHIN GROUP (ORDER BY betaald_op - dag)::bigint \
                 AS dagen_p95, \
             count(*) FILTER (WHERE EXISTS (SELECT FROM aanraking \
                 WHERE aanraking.onderwerp = own.id)) AS met_hand \
         FROM own GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    );
    let query = query.bind::<Date, _>(van.to_diesel()).bind::<Date, _>(tot.to_diesel());
    Ok(query.load(conn).await?)
}
