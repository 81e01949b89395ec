//! Rows and queries of circumstances.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, Date as SqlDate, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use kernel::Id;
use platform::Fault;
use uuid::Uuid;

use super::{Melding, Omstandigheid, Soort};
use crate::store::{periode, statement};

/// What the registers know of a person that the engine reads.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Gebeurd {
    pub(crate) overleden_op: Option<Date>,
    /// When his account was changed last; absent for the first one.
    pub(crate) rekening_gewijzigd_op: Option<Date>,
}

#[derive(QueryableByName)]
struct GebeurdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    overleden_op: Option<Date>,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    gewijzigd_op: Option<Date>,
}

/// Deaths and changed accounts of these persons, in one statement; who is not in it has neither.
pub(crate) async fn gebeurd(
    conn: &mut AsyncPgConnection,
    personen: &[Uuid],
) -> Result<HashMap<Uuid, Gebeurd>, Fault> {
    let rows: Vec<GebeurdRow> = statement(
        "SELECT * FROM (SELECT p.id, (SELECT g.overlijdensdatum FROM persoon_gegevens g \
         WHERE g.persoon_id = p.id ORDER BY g.nummer DESC LIMIT 1) AS overleden_op, \
         (SELECT (v.vastgelegd_op AT TIME ZONE 'Europe/Amsterdam')::date FROM betaalgegevens b \
         JOIN betaalgegevens_versie v ON v.betaalgegevens_id = b.id AND v.nummer = b.versie \
         WHERE b.zorgverlener_id = p.id AND v.nummer > 1) AS gewijzigd_op \
         FROM unnest($1) AS p (id)) q WHERE overleden_op IS NOT NULL OR gewijzigd_op IS NOT NULL",
    )
    .bind::<Array<SqlUuid>, _>(personen)
    .load(conn)
    .await?;
    let read = |row: GebeurdRow| {
        let GebeurdRow { id, overleden_op, gewijzigd_op } = row;
        (id, Gebeurd { overleden_op, rekening_gewijzigd_op: gewijzigd_op })
    };
    Ok(rows.into_iter().map(read).collect())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    persoon_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    geldig_van: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    geldig_tot: Option<Date>,
}

impl Row {
    fn read(self) -> Result<Omstandigheid, Fault> {
        Ok(Omstandigheid {
            id: Id::from_uuid(self.id),
            persoon_id: self.persoon_id,
            verstrekker_id: self.verstrekker_id,
            soort: Soort::parse(&self.soort).map_err(Fault::stored("omstandigheid.soort"))?,
            periode: periode(self.geldig_van, self.geldig_tot)?,
        })
    }
}

/// What is known now of these persons, inside the running scope.
pub(crate) async fn of_persons(
    conn: &mut AsyncPgConnection,
    personen: &[Uuid],
) -> Result<Vec<Omstandigheid>, Fault> {
    let rows: Vec<Row> = statement(
        "SELECT id, persoon_id, verstrekker_id, soort, geldig_van, geldig_tot FROM omstandigheid \
         WHERE persoon_id = ANY($1) AND vervangen_op IS NULL ORDER BY id",
    )
    .bind::<Array<SqlUuid>, _>(personen)
    .load(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// Locks one that is known now.
pub(crate) async fn lock(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> Result<Option<Omstandigheid>, Fault> {
    let mut rows: Vec<Row> = statement(
        "SELECT id, persoon_id, verstrekker_id, soort, geldig_van, geldig_tot FROM omstandigheid \
         WHERE id = $1 AND vervangen_op IS NULL FOR UPDATE",
    )
    .bind::<SqlUuid, _>(id)
    .load(conn)
    .await?;
    rows.pop().map(Row::read).transpose()
}

/// Adds one that is known from now on.
pub(crate) async fn insert(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    melding: &Melding,
    (door, now): (&str, Timestamp),
) -> Result<(), Fault> {
    statement(
        "INSERT INTO omstandigheid (id, persoon_id, verstrekker_id, soort, geldig_van, \
         geldig_tot, reden, vastgelegd_door, vastgelegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(melding.persoon_id)
    .bind::<SqlUuid, _>(melding.verstrekker_id)
    .bind::<Text, _>(melding.soort.code())
    .bind::<SqlDate, _>(melding.periode.van().to_diesel())
    .bind::<Nullable<SqlDate>, _>(melding.periode.day_after().map(|day: Date| day.to_diesel()))
    .bind::<Text, _>(&melding.reden)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Closes one: what it says was known until now.
pub(crate) async fn close(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    now: Timestamp,
) -> Result<(), Fault> {
    statement("UPDATE omstandigheid SET vervangen_op = $2 WHERE id = $1")
        .bind::<SqlUuid, _>(id)
        .bind::<Timestamptz, _>(now.to_diesel())
        .execute(conn)
        .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Agreements of which a claim is held by a suspension that is over.
pub(crate) async fn over(
    conn: &mut AsyncPgConnection,
    today: Date,
    limit: i64,
) -> Result<Vec<Uuid>, Fault> {
    let rows: Vec<IdRow> = statement(
        "SELECT DISTINCT d.zorgovereenkomst_id AS id FROM declaratie d \
         JOIN declaratie_versie v ON v.declaratie_id = d.id AND v.nummer = d.nummer \
         WHERE d.status = 'aangehouden' AND d.klassen LIKE '%H%' \
         AND v.uitkomsten @> '[{\"c\": \"D-24\", \"k\": \"H\"}]' \
         AND NOT EXISTS (SELECT FROM omstandigheid o WHERE o.soort = 'opschorting' \
         AND o.persoon_id IN (d.budgethouder_id, d.zorgverlener_id) AND o.vervangen_op IS NULL \
         AND o.geldig_van <= $1 AND $1 < o.geldig_tot) LIMIT $2",
    )
    .bind::<SqlDate, _>(today.to_diesel())
    .bind::<diesel::sql_types::BigInt, _>(limit)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
