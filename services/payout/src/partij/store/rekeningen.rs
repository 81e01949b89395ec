//! Rows of the history of accounts.

use diesel::sql_types::{
    Array, BigInt, Binary, Bool, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date as Day;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use super::Betaalgegevens;
use crate::partij::Naamcontrole;

/// Writes versions of accounts; those that took the place of another are changes, each with the
/// block that holds it.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    rows: &[Betaalgegevens],
    blokkades: &[Option<Uuid>],
    op: Timestamp,
) -> Result<(), Fault> {
    let changes: Vec<bool> = blokkades.iter().map(Option::is_some).collect();
    sql_query(
        "INSERT INTO rekeningversie (id, betaalgegevens_id, versie, zorgverlener_id, \
             rekeninghouder, iban, iban_ref, is_wijziging, blokkade_id, vastgelegd_op) \
         SELECT nieuw.*, $10 FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS nieuw \
         ON CONFLICT (betaalgegevens_id, versie) DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|_| platform::id::new_uuid()).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.id).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(rows.iter().map(|row| row.versie).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.zorgverlener_id).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(rows.iter().map(|row| row.rekeninghouder.as_str()).collect::<Vec<_>>())
    .bind::<Array<Binary>, _>(rows.iter().map(|row| row.iban.as_slice()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(rows.iter().map(|row| row.iban_ref.as_str()).collect::<Vec<_>>())
    .bind::<Array<Bool>, _>(changes)
    .bind::<Array<Nullable<SqlUuid>>, _>(blokkades)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Shared {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Which of these accounts are also the account of another payee.
pub async fn shared(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    let query = sql_query(
        "SELECT own.id FROM betaalgegevens own WHERE own.id = ANY($1) AND EXISTS ( \
             SELECT FROM betaalgegevens other WHERE other.iban_ref = own.iban_ref \
             AND other.zorgverlener_id <> own.zorgverlener_id)",
    );
    let rows: Vec<Shared> = query.bind::<Array<SqlUuid>, _>(ids).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// A version of an account as it is shown: never the account itself.
#[derive(Debug, Clone, QueryableByName)]
pub struct Versie {
    /// Which account of which payee.
    #[diesel(sql_type = SqlUuid)]
    pub betaalgegevens_id: Uuid,
    /// Its version.
    #[diesel(sql_type = BigInt)]
    pub versie: i64,
    /// Reference to compare.
    #[diesel(sql_type = Text)]
    pub iban_ref: String,
    /// When it was learnt.
    #[diesel(sql_type = Timestamptz)]
    pub vastgelegd_op: jiff_diesel::Timestamp,
    /// Whether it took the place of another.
    #[diesel(sql_type = Bool)]
    pub is_wijziging: bool,
    /// What holds it.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub blokkade_id: Option<Uuid>,
    /// Who approved it.
    #[diesel(sql_type = Nullable<Text>)]
    pub goedgekeurd_door: Option<String>,
    /// First day on which it may be paid to.
    #[diesel(sql_type = Nullable<Date>)]
    pub bruikbaar_van: Option<jiff_diesel::Date>,
    /// What the bank of the payee says of the name.
    #[diesel(sql_type = Nullable<Text>)]
    pub naamcontrole: Option<String>,
}

const COLUMNS: &str = "betaalgegevens_id, versie, iban_ref, vastgelegd_op, is_wijziging, \
    blokkade_id, goedgekeurd_door, bruikbaar_van, naamcontrole";

/// The versions of an account, newest first; a hundred at most.
pub async fn versies(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Vec<Versie>, Fault> {
    let query = sql_query(format!(
        "SELECT {COLUMNS} FROM rekeningversie WHERE betaalgegevens_id = $1 \
         ORDER BY versie DESC LIMIT 100"
    ));
    Ok(query.bind::<SqlUuid, _>(id).load(conn).await?)
}

/// Locks the newest version of an account.
pub async fn lock_last(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Versie>, Fault> {
    let query = sql_query(format!(
        "SELECT {COLUMNS} FROM rekeningversie WHERE betaalgegevens_id = $1 \
         ORDER BY versie DESC LIMIT 1 FOR UPDATE"
    ));
    Ok(query.bind::<SqlUuid, _>(id).get_result(conn).await.optional()?)
}

/// Writes an approval.
pub async fn approve(
    conn: &mut AsyncPgConnection,
    (id, versie): (Uuid, i64),
    (door, bewijs): (&str, &str),
    bruikbaar_van: Day,
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query(
        "UPDATE rekeningversie SET goedgekeurd_door = $3, bewijs = $4, bruikbaar_van = $5, \
             goedgekeurd_op = $6 WHERE betaalgegevens_id = $1 AND versie = $2",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<BigInt, _>(versie)
    .bind::<Text, _>(door)
    .bind::<Text, _>(bewijs)
    .bind::<Date, _>(bruikbaar_van.to_diesel())
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// A version whose name was not asked yet.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ongevraagd {
    /// Which version.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Of which account.
    #[diesel(sql_type = SqlUuid)]
    pub betaalgegevens_id: Uuid,
    /// Name of its holder.
    #[diesel(sql_type = Text)]
    pub rekeninghouder: String,
    /// The account, encrypted.
    #[diesel(sql_type = Binary)]
    pub iban: Vec<u8>,
}

/// Versions whose name was not asked yet, oldest first.
pub async fn unasked(conn: &mut AsyncPgConnection, max: i64) -> Result<Vec<Ongevraagd>, Fault> {
    let query = sql_query(
        "SELECT id, betaalgegevens_id, rekeninghouder, iban FROM rekeningversie \
         WHERE naamcontrole IS NULL ORDER BY id LIMIT $1",
    );
    Ok(query.bind::<BigInt, _>(max).load(conn).await?)
}

/// Writes what the bank of the payee said; says whether nobody had written it before.
pub async fn answered(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    uitslag: Naamcontrole,
    op: Timestamp,
) -> Result<bool, Fault> {
    let query = sql_query(
        "UPDATE rekeningversie SET naamcontrole = $2, naamcontrole_op = $3 \
         WHERE id = $1 AND naamcontrole IS NULL",
    );
    let query = query.bind::<SqlUuid, _>(id).bind::<Text, _>(uitslag.code());
    Ok(query.bind::<Timestamptz, _>(op.to_diesel()).execute(conn).await? > 0)
}
