//! Rows of accounts.

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Bytea, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use platform::Fault;
use uuid::Uuid;

use crate::store::statement;

/// The account a zorgverlener has, locked.
#[derive(QueryableByName)]
pub(crate) struct Held {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) betaalgegevens_id: Uuid,
    #[diesel(sql_type = BigInt)]
    pub(crate) versie: i64,
    #[diesel(sql_type = Text)]
    pub(crate) iban_ref: String,
    #[diesel(sql_type = Bytea)]
    pub(crate) rekeninghouder: Vec<u8>,
    #[diesel(sql_type = Nullable<Bytea>)]
    pub(crate) bsn: Option<Vec<u8>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) kvk_nummer: Option<String>,
}

/// Locks the account of a zorgverlener within the running scope.
pub(crate) async fn lock(
    conn: &mut AsyncPgConnection,
    zorgverlener: Uuid,
) -> Result<Option<Held>, Fault> {
    // The row is locked first, so that what is read with it afterwards is its newest version.
    statement("SELECT id FROM betaalgegevens WHERE zorgverlener_id = $1 FOR UPDATE")
        .bind::<SqlUuid, _>(zorgverlener)
        .execute(conn)
        .await?;
    let rows: Vec<Held> = statement(
        "SELECT b.id AS betaalgegevens_id, b.versie, v.iban_ref, v.rekeninghouder, p.bsn, \
         p.kvk_nummer FROM betaalgegevens b JOIN betaalgegevens_versie v \
         ON v.betaalgegevens_id = b.id AND v.nummer = b.versie \
         JOIN persoon p ON p.id = b.zorgverlener_id WHERE b.zorgverlener_id = $1",
    )
    .bind::<SqlUuid, _>(zorgverlener)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

/// An account as it was once.
#[derive(QueryableByName)]
pub(crate) struct Eerder {
    #[diesel(sql_type = BigInt)]
    pub(crate) nummer: i64,
    #[diesel(sql_type = Bytea)]
    pub(crate) iban: Vec<u8>,
    #[diesel(sql_type = Text)]
    pub(crate) iban_ref: String,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub(crate) vastgelegd_op: Timestamp,
}

/// Every account of a zorgverlener within the running scope, the newest first.
pub(crate) async fn history(
    conn: &mut AsyncPgConnection,
    zorgverlener: Uuid,
) -> Result<Vec<Eerder>, Fault> {
    let rows = statement(
        "SELECT nummer, iban, iban_ref, vastgelegd_op FROM betaalgegevens_versie \
         WHERE zorgverlener_id = $1 ORDER BY nummer DESC LIMIT 1000",
    )
    .bind::<SqlUuid, _>(zorgverlener)
    .load(conn)
    .await?;
    Ok(rows)
}
