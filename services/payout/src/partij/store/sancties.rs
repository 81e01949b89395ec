//! Rows of sanctions lists.

use diesel::sql_types::{Array, BigInt, Binary, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

/// A list as it was given.
#[derive(Debug, Clone, Copy)]
pub struct Lijst<'a> {
    /// Its name: `EU`, `VN`, `NL`.
    pub naam: &'a str,
    /// SHA-256 of what was given.
    pub sha256: &'a [u8],
    /// Who gave it.
    pub door: &'a str,
}

/// Replaces a list by what is given: names as they are compared, each with its reference.
pub async fn replace(
    conn: &mut AsyncPgConnection,
    lijst: Lijst<'_>,
    (sleutels, kenmerken): (&[String], &[String]),
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query("DELETE FROM sanctienaam WHERE lijst = $1")
        .bind::<Text, _>(lijst.naam)
        .execute(conn)
        .await?;
    sql_query(
        "INSERT INTO sanctielijst (lijst, sha256, aantal, geladen_op, geladen_door) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (lijst) DO UPDATE SET sha256 = excluded.sha256, \
             aantal = excluded.aantal, geladen_op = excluded.geladen_op, \
             geladen_door = excluded.geladen_door",
    )
    .bind::<Text, _>(lijst.naam)
    .bind::<Binary, _>(lijst.sha256)
    .bind::<BigInt, _>(i64::try_from(sleutels.len()).unwrap_or(i64::MAX))
    .bind::<Timestamptz, _>(op.to_diesel())
    .bind::<Text, _>(lijst.door)
    .execute(conn)
    .await?;
    sql_query(
        "INSERT INTO sanctienaam (lijst, naamsleutel, kenmerk) \
         SELECT $1, nieuw.* FROM unnest($2, $3) AS nieuw ON CONFLICT DO NOTHING",
    )
    .bind::<Text, _>(lijst.naam)
    .bind::<Array<Text>, _>(sleutels)
    .bind::<Array<Text>, _>(kenmerken)
    .execute(conn)
    .await?;
    Ok(())
}

/// A hit: an account whose holder has a name of a list.
#[derive(Debug, Clone, QueryableByName)]
pub struct Treffer {
    /// The account.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// List and reference in it.
    #[diesel(sql_type = Text)]
    pub kenmerk: String,
}

/// Hits among these accounts.
pub async fn among(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Treffer>, Fault> {
    let query = sql_query(
        "SELECT DISTINCT ON (account.id) account.id, naam.lijst || ' ' || naam.kenmerk AS kenmerk \
         FROM betaalgegevens account JOIN sanctienaam naam USING (naamsleutel) \
         WHERE account.id = ANY($1) AND naamsleutel <> '' ORDER BY account.id, kenmerk",
    );
    Ok(query.bind::<Array<SqlUuid>, _>(ids).load(conn).await?)
}

/// Hits of one list among all accounts.
pub async fn of_list(conn: &mut AsyncPgConnection, lijst: &str) -> Result<Vec<Treffer>, Fault> {
    let query = sql_query(
        "SELECT DISTINCT ON (account.id) account.id, naam.lijst || ' ' || naam.kenmerk AS kenmerk \
         FROM betaalgegevens account JOIN sanctienaam naam USING (naamsleutel) \
         WHERE naam.lijst = $1 AND naamsleutel <> '' ORDER BY account.id, kenmerk",
    );
    Ok(query.bind::<Text, _>(lijst).load(conn).await?)
}

#[derive(QueryableByName)]
struct Zonder {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    rekeninghouder: String,
}

/// Accounts that were stored before names had a key.
pub async fn without_key(conn: &mut AsyncPgConnection) -> Result<Vec<(Uuid, String)>, Fault> {
    let query = sql_query(
        "SELECT id, rekeninghouder FROM betaalgegevens WHERE naamsleutel IS NULL LIMIT 5000",
    );
    let rows: Vec<Zonder> = query.load(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.rekeninghouder)).collect())
}

/// Gives accounts the key of their name.
pub async fn set_keys(
    conn: &mut AsyncPgConnection,
    (ids, sleutels): (&[Uuid], &[String]),
) -> Result<(), Fault> {
    sql_query(
        "UPDATE betaalgegevens SET naamsleutel = nieuw.naamsleutel \
         FROM unnest($1, $2) AS nieuw (id, naamsleutel) WHERE betaalgegevens.id = nieuw.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(sleutels)
    .execute(conn)
    .await?;
    Ok(())
}
