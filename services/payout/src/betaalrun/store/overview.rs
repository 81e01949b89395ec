//! What the releaser of a run looks at.

use diesel::sql_types::{BigInt, Bool, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use platform::Fault;
use uuid::Uuid;

/// A payment that stands out.
#[derive(Debug, Clone, QueryableByName)]
pub struct Opvallend {
    /// The payment.
    #[diesel(sql_type = SqlUuid)]
    pub betaling_id: Uuid,
    /// The payee.
    #[diesel(sql_type = SqlUuid)]
    pub zorgverlener_id: Uuid,
    /// Eurocents.
    #[diesel(sql_type = BigInt)]
    pub bedrag: i64,
    /// Whether the payee was never paid before.
    #[diesel(sql_type = Bool)]
    pub eerste_betaling: bool,
}

/// The fifty largest payments of a run.
pub async fn largest(conn: &mut AsyncPgConnection, run: Uuid) -> Result<Vec<Opvallend>, Fault> {
    let query = sql_query(
        "SELECT betaling.id AS betaling_id, betaling.zorgverlener_id, poging.bedrag, \
             NOT EXISTS (SELECT FROM betaling other \
                 WHERE other.zorgverlener_id = betaling.zorgverlener_id \
                 AND other.staat = 'betaald') AS eerste_betaling \
         FROM poging JOIN betaling ON betaling.id = poging.betaling_id \
         WHERE poging.betaalrun_id = $1 AND poging.staat <> 'vervallen' \
         ORDER BY poging.bedrag DESC, poging.id LIMIT 50",
    );
    Ok(query.bind::<SqlUuid, _>(run).load(conn).await?)
}

#[derive(QueryableByName)]
struct Aantal {
    #[diesel(sql_type = BigInt)]
    aantal: i64,
}

/// How many payees of a run were never paid before.
pub async fn first_payees(conn: &mut AsyncPgConnection, run: Uuid) -> Result<i64, Fault> {
    let query = sql_query(
        "SELECT count(*) AS aantal FROM (SELECT DISTINCT betaling.zorgverlener_id FROM poging \
             JOIN betaling ON betaling.id = poging.betaling_id \
             WHERE poging.betaalrun_id = $1 AND poging.staat <> 'vervallen') own \
         WHERE NOT EXISTS (SELECT FROM betaling other \
             WHERE other.zorgverlener_id = own.zorgverlener_id AND other.staat = 'betaald')",
    );
    let row: Aantal = query.bind::<SqlUuid, _>(run).get_result(conn).await?;
    Ok(row.aantal)
}

/// The part of one verstrekker and law in a run.
#[derive(Debug, Clone, QueryableByName)]
pub struct Deel {
    /// Whose money.
    #[diesel(sql_type = SqlUuid)]
    pub verstrekker_id: Uuid,
    /// The law.
    #[diesel(sql_type = Text)]
    pub wet: String,
    /// How many payments.
    #[diesel(sql_type = BigInt)]
    pub aantal: i64,
    /// Eurocents.
    #[diesel(sql_type = BigInt)]
    pub totaal: i64,
}

/// A run per verstrekker and law; a thousand parts at most.
pub async fn parts(conn: &mut AsyncPgConnection, run: Uuid) -> Result<Vec<Deel>, Fault> {
    let query = sql_query(
        "SELECT deel.verstrekker_id, pot.wet, count(DISTINCT deel.betaling_id) AS aantal, \
             sum(deel.bedrag)::bigint AS totaal \
         FROM poging JOIN betaling_deel deel ON deel.betaling_id = poging.betaling_id \
         JOIN pot ON pot.id = deel.pot_id \
         WHERE poging.betaalrun_id = $1 AND poging.staat <> 'vervallen' \
         GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1000",
    );
    Ok(query.bind::<SqlUuid, _>(run).load(conn).await?)
}
