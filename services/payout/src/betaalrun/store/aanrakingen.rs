//! Rows of who changed which payment, account, agreement or payee: nobody approves what he changed
//! himself (payments:6.1).

use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

/// What was changed, and by whose hand.
#[derive(Debug, Clone, Copy)]
pub struct Aanraking<'a> {
    /// `betaling`, `betaalgegevens`, `zorgovereenkomst` or `zorgverlener`.
    pub soort: &'static str,
    /// Which.
    pub onderwerp: Uuid,
    /// What was done.
    pub handeling: &'a str,
    /// By whom.
    pub door: &'a str,
}

/// Writes down that somebody changed something.
pub async fn touch(
    conn: &mut AsyncPgConnection,
    aanraking: Aanraking<'_>,
    op: Timestamp,
) -> Result<(), Fault> {
    let Aanraking { soort, onderwerp, handeling, door } = aanraking;
    sql_query(
        "INSERT INTO aanraking (door, soort, onderwerp, handeling, op) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind::<Text, _>(door)
    .bind::<Text, _>(soort)
    .bind::<SqlUuid, _>(onderwerp)
    .bind::<Text, _>(handeling)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Soort {
    #[diesel(sql_type = Text)]
    soort: String,
}

/// The kinds of things in a run that this person changed since a moment.
pub async fn in_run(
    conn: &mut AsyncPgConnection,
    run: Uuid,
    door: &str,
    since: Timestamp,
) -> Result<Vec<String>, Fault> {
    let rows: Vec<Soort> = sql_query(
        "SELECT DISTINCT aanraking.soort FROM aanraking WHERE door = $2 AND op >= $3 \
             AND EXISTS (SELECT FROM poging JOIN betaling ON betaling.id = poging.betaling_id \
                 WHERE poging.betaalrun_id = $1 AND poging.staat = 'aangemaakt' \
                 AND aanraking.onderwerp IN (betaling.id, betaling.betaalgegevens_id, \
                     betaling.zorgovereenkomst_id, betaling.zorgverlener_id)) ORDER BY 1",
    )
    .bind::<SqlUuid, _>(run)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(since.to_diesel())
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.soort).collect())
}
