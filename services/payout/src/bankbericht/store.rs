//! Rows of what the bank told us.

use diesel::sql_types::{
    Array, BigInt, Binary, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::Fault;
use uuid::Uuid;

use crate::bank::{Bankboeking, Overzicht, Richting};

/// A message that was read before.
#[derive(Debug, Clone, QueryableByName)]
pub struct Gelezen {
    /// SHA-256 of its bytes.
    #[diesel(sql_type = Binary)]
    pub sha256: Vec<u8>,
    /// What was new in it.
    #[diesel(sql_type = BigInt)]
    pub nieuw: i64,
    /// What was known already.
    #[diesel(sql_type = BigInt)]
    pub al_bekend: i64,
}

/// Messages are read one at a time, so that statements chain.
pub async fn queue_up(conn: &mut AsyncPgConnection) -> Result<(), Fault> {
    sql_query("SELECT pg_advisory_xact_lock(750302)").execute(conn).await?;
    Ok(())
}

/// Whether a message was read before.
pub async fn find(
    conn: &mut AsyncPgConnection,
    soort: &str,
    msg_id: &str,
) -> Result<Option<Gelezen>, Fault> {
    let query = sql_query(
        "SELECT sha256, nieuw, al_bekend FROM bankbericht WHERE soort = $1 AND msg_id = $2",
    );
    let query = query.bind::<Text, _>(soort).bind::<Text, _>(msg_id);
    Ok(query.get_result(conn).await.optional()?)
}

/// A message that is being read.
#[derive(Debug, Clone, Copy)]
pub struct Bericht<'a> {
    /// Our id of it.
    pub id: Uuid,
    /// `pain.002` or `camt.053`.
    pub soort: &'a str,
    /// The bank's id of it.
    pub msg_id: &'a str,
    /// Its bytes.
    pub inhoud: &'a [u8],
    /// Their SHA-256.
    pub sha256: &'a [u8],
}

/// Stores a message with what was new in it.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    bericht: Bericht<'_>,
    (nieuw, al_bekend): (i64, i64),
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query(
        "INSERT INTO bankbericht (id, soort, msg_id, sha256, inhoud, ontvangen_op, nieuw, al_bekend) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind::<SqlUuid, _>(bericht.id)
    .bind::<Text, _>(bericht.soort)
    .bind::<Text, _>(bericht.msg_id)
    .bind::<Binary, _>(bericht.sha256)
    .bind::<Binary, _>(bericht.inhoud)
    .bind::<Timestamptz, _>(op.to_diesel())
    .bind::<BigInt, _>(nieuw)
    .bind::<BigInt, _>(al_bekend)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Laatste {
    #[diesel(sql_type = BigInt)]
    volgnummer: i64,
    #[diesel(sql_type = BigInt)]
    eindsaldo: i64,
}

/// Number and closing balance of the last statement of an account.
pub async fn last_statement(
    conn: &mut AsyncPgConnection,
    rekening: Uuid,
) -> Result<Option<(i64, Euro)>, Fault> {
    let query = sql_query(
        "SELECT volgnummer, eindsaldo FROM bankafschrift WHERE eigen_rekening_id = $1 \
         ORDER BY volgnummer DESC LIMIT 1",
    );
    let row: Option<Laatste> =
        query.bind::<SqlUuid, _>(rekening).get_result(conn).await.optional()?;
    Ok(row.map(|row| (row.volgnummer, Euro::from_cents(row.eindsaldo))))
}

#[derive(QueryableByName)]
struct Aanwezig {
    #[diesel(sql_type = Text)]
    wat: String,
}

/// Whether a statement of an account was read before, by the bank's name for it.
pub async fn knows_statement(
    conn: &mut AsyncPgConnection,
    rekening: Uuid,
    kenmerk: &str,
) -> Result<bool, Fault> {
    let query = sql_query(
        "SELECT kenmerk AS wat FROM bankafschrift WHERE eigen_rekening_id = $1 AND kenmerk = $2",
    );
    let query = query.bind::<SqlUuid, _>(rekening).bind::<Text, _>(kenmerk);
    Ok(query.get_result::<Aanwezig>(conn).await.optional()?.is_some())
}

/// Which of these entries of an account were read before.
pub async fn known_entries(
    conn: &mut AsyncPgConnection,
    rekening: Uuid,
    identities: &[String],
) -> Result<Vec<String>, Fault> {
    let query = sql_query(
        "SELECT identiteit AS wat FROM bankregel \
         WHERE eigen_rekening_id = $1 AND identiteit = ANY($2)",
    );
    let rows: Vec<Aanwezig> =
        query.bind::<SqlUuid, _>(rekening).bind::<Array<Text>, _>(identities).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.wat).collect())
}

/// Stores a statement; gives our id of it.
pub async fn insert_statement(
    conn: &mut AsyncPgConnection,
    (bericht, rekening): (Uuid, Uuid),
    volgnummer: i64,
    overzicht: &Overzicht,
) -> Result<Uuid, Fault> {
    let id = platform::id::new_uuid();
    sql_query(
        "INSERT INTO bankafschrift (id, bankbericht_id, eigen_rekening_id, kenmerk, volgnummer, \
             datum, beginsaldo, eindsaldo) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(bericht)
    .bind::<SqlUuid, _>(rekening)
    .bind::<Text, _>(&overzicht.id)
    .bind::<BigInt, _>(volgnummer)
    .bind::<Date, _>(overzicht.datum.to_diesel())
    .bind::<BigInt, _>(overzicht.beginsaldo.cents())
    .bind::<BigInt, _>(overzicht.eindsaldo.cents())
    .execute(conn)
    .await?;
    Ok(id)
}

/// An entry with what it turned out to be.
#[derive(Debug, Clone)]
pub struct Regel<'a> {
    /// Our id of it.
    pub id: Uuid,
    /// What makes it the same entry in another copy.
    pub identiteit: String,
    /// The entry.
    pub boeking: &'a Bankboeking,
    /// What it turned out to be.
    pub betekenis: &'static str,
}

impl Regel<'_> {
    fn end_to_end_id(&self) -> Option<&str> {
        match self.boeking.details.as_slice() {
            [only] => only.end_to_end_id.as_deref(),
            _ => None,
        }
    }
}

/// The most entries in one statement to the database.
const PER_STATEMENT: usize = 5_000;

/// Stores entries of a statement.
pub async fn insert_entries(
    conn: &mut AsyncPgConnection,
    (afschrift, rekening): (Uuid, Uuid),
    regels: &[Regel<'_>],
) -> Result<(), Fault> {
    for some in regels.chunks(PER_STATEMENT) {
        let way = |regel: &Regel<'_>| match regel.boeking.richting {
            Richting::Bij => "bij",
            Richting::Af => "af",
        };
        sql_query(
            "INSERT INTO bankregel (id, identiteit, richting, bedrag, boekdatum, betekenis, \
                 pmt_inf_id, end_to_end_id, bankafschrift_id, eigen_rekening_id) \
             SELECT nieuw.*, $9, $10 FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS nieuw",
        )
        .bind::<Array<SqlUuid>, _>(some.iter().map(|regel| regel.id).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(some.iter().map(|r| r.identiteit.as_str()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(some.iter().map(way).collect::<Vec<_>>())
        .bind::<Array<BigInt>, _>(
            some.iter().map(|regel| regel.boeking.bedrag.cents()).collect::<Vec<_>>(),
        )
        .bind::<Array<Date>, _>(
            some.iter().map(|regel| regel.boeking.boekdatum.to_diesel()).collect::<Vec<_>>(),
        )
        .bind::<Array<Text>, _>(some.iter().map(|regel| regel.betekenis).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(
            some.iter().map(|regel| regel.boeking.pmt_inf_id.as_deref()).collect::<Vec<_>>(),
        )
        .bind::<Array<Nullable<Text>>, _>(some.iter().map(Regel::end_to_end_id).collect::<Vec<_>>())
        .bind::<SqlUuid, _>(afschrift)
        .bind::<SqlUuid, _>(rekening)
        .execute(conn)
        .await?;
    }
    Ok(())
}
