//! Rows of policies and of the versions of mandates.

use diesel::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Date as SqlDate, Jsonb, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::date;
use jiff_diesel::ToDiesel;
use kernel::{SoortOvereenkomst, Wet};
use platform::Fault;
use uuid::Uuid;

use crate::store::statement;
use crate::verstrekker::Mandaat;
use crate::verstrekker::beleid::Beleid;

/// Which policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sleutel {
    /// Whose.
    pub verstrekker: Uuid,
    /// The law.
    pub wet: Wet,
    /// The calendar year.
    pub jaar: i16,
}

/// A policy as it held since a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versie {
    /// Which.
    pub sleutel: Sleutel,
    /// The how-manieth.
    pub versie: i64,
    /// What it says.
    pub beleid: Beleid,
    /// Since when it is known.
    pub vastgelegd_op: Timestamp,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = SmallInt)]
    jaar: i16,
    #[diesel(sql_type = BigInt)]
    versie: i64,
    #[diesel(sql_type = Jsonb)]
    inhoud: serde_json::Value,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    vastgelegd_op: Timestamp,
}

impl Row {
    fn read(self) -> Result<Versie, Fault> {
        let Self { verstrekker_id, wet, jaar, versie, inhoud, vastgelegd_op } = self;
        let wet = Wet::parse(&wet).map_err(Fault::stored("verstrekker_beleid.wet"))?;
        let beleid =
            serde_json::from_value(inhoud).map_err(Fault::stored("verstrekker_beleid.inhoud"))?;
        let sleutel = Sleutel { verstrekker: verstrekker_id, wet, jaar };
        Ok(Versie { sleutel, versie, beleid, vastgelegd_op })
    }
}

/// The policy as known now or at an earlier moment.
pub async fn beleid(
    conn: &mut AsyncPgConnection,
    sleutel: Sleutel,
    known_at: Option<Timestamp>,
) -> Result<Option<Versie>, Fault> {
    let rows: Vec<Row> = statement(
        "SELECT verstrekker_id, wet, jaar, versie, inhoud, vastgelegd_op FROM verstrekker_beleid \
         WHERE verstrekker_id = $1 AND wet = $2 AND jaar = $3 \
         AND vastgelegd_op <= coalesce($4, 'infinity') ORDER BY versie DESC LIMIT 1",
    )
    .bind::<SqlUuid, _>(sleutel.verstrekker)
    .bind::<Text, _>(sleutel.wet.code())
    .bind::<SmallInt, _>(sleutel.jaar)
    .bind::<Nullable<Timestamptz>, _>(known_at.map(ToDiesel::to_diesel))
    .load(conn)
    .await?;
    rows.into_iter().next().map(Row::read).transpose()
}

/// Every version of every policy of a verstrekker, the newest first; at most a thousand.
pub async fn history(
    conn: &mut AsyncPgConnection,
    verstrekker: Uuid,
) -> Result<Vec<Versie>, Fault> {
    let rows: Vec<Row> = statement(
        "SELECT verstrekker_id, wet, jaar, versie, inhoud, vastgelegd_op FROM verstrekker_beleid \
         WHERE verstrekker_id = $1 ORDER BY jaar DESC, wet, versie DESC LIMIT 1000",
    )
    .bind::<SqlUuid, _>(verstrekker)
    .load(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// Writes the next version; its rates replace those the year had.
pub(crate) async fn insert_beleid(
    conn: &mut AsyncPgConnection,
    new: &Versie,
    door: &str,
) -> Result<(), Fault> {
    let Versie { sleutel: Sleutel { verstrekker, wet, jaar }, versie, beleid, vastgelegd_op } = new;
    let inhoud = serde_json::to_value(beleid).map_err(anyhow::Error::from)?;
    statement(
        "INSERT INTO verstrekker_beleid (verstrekker_id, wet, jaar, versie, inhoud, \
         vastgelegd_door, vastgelegd_op) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind::<SqlUuid, _>(*verstrekker)
    .bind::<Text, _>(wet.code())
    .bind::<SmallInt, _>(*jaar)
    .bind::<BigInt, _>(*versie)
    .bind::<Jsonb, _>(inhoud)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(vastgelegd_op.to_diesel())
    .execute(conn)
    .await?;
    let first = date(*jaar, 1, 1);
    let after = first.saturating_add(jiff::Span::new().years(1));
    statement(
        "DELETE FROM verstrekker_maximumtarief WHERE verstrekker_id = $1 AND wet = $2 \
         AND geldig_van = $3 AND geldig_tot = $4",
    )
    .bind::<SqlUuid, _>(*verstrekker)
    .bind::<Text, _>(wet.code())
    .bind::<SqlDate, _>(first.to_diesel())
    .bind::<SqlDate, _>(after.to_diesel())
    .execute(conn)
    .await?;
    let rates = &beleid.maximumtarieven;
    let soorten: Vec<Option<&str>> =
        rates.iter().map(|row| row.soort.map(SoortOvereenkomst::code)).collect();
    statement(
        "INSERT INTO verstrekker_maximumtarief (verstrekker_id, wet, geldig_van, geldig_tot, \
         zorgfunctie, soort, eenheid, tarief) SELECT $1, $2, $3, $4, * FROM unnest($5, $6, $7, $8)",
    )
    .bind::<SqlUuid, _>(*verstrekker)
    .bind::<Text, _>(wet.code())
    .bind::<SqlDate, _>(first.to_diesel())
    .bind::<SqlDate, _>(after.to_diesel())
    .bind::<Array<Text>, _>(rates.iter().map(|row| row.zorgfunctie.as_str()).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(soorten)
    .bind::<Array<Text>, _>(rates.iter().map(|row| row.eenheid.code()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(rates.iter().map(|row| row.tarief.cents()).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Heads {
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

/// Locks a verstrekker: how often it has been said. `None` when there is none.
pub(crate) async fn lock(
    conn: &mut AsyncPgConnection,
    verstrekker: Uuid,
) -> Result<Option<i64>, Fault> {
    let rows: Vec<Heads> = statement("SELECT versie FROM verstrekker WHERE id = $1 FOR UPDATE")
        .bind::<SqlUuid, _>(verstrekker)
        .load(conn)
        .await?;
    Ok(rows.into_iter().next().map(|row| row.versie))
}

/// Puts these mandates in the place of those there were, and keeps the list as a version.
pub(crate) async fn replace_mandaten(
    conn: &mut AsyncPgConnection,
    (verstrekker, versie): (Uuid, i64),
    mandaten: &[Mandaat],
    (door, now): (&str, Timestamp),
) -> Result<(), Fault> {
    statement("UPDATE verstrekker SET versie = $2, revisie = $2 WHERE id = $1")
        .bind::<SqlUuid, _>(verstrekker)
        .bind::<BigInt, _>(versie)
        .execute(conn)
        .await?;
    statement("DELETE FROM verstrekker_mandaat WHERE verstrekker_id = $1")
        .bind::<SqlUuid, _>(verstrekker)
        .execute(conn)
        .await?;
    // Lists of lists are no arrays of PostgreSQL: each list as one text.
    let joined = |codes: Option<Vec<&'static str>>| codes.map(|codes| codes.join(","));
    let wetten: Vec<Option<String>> = mandaten
        .iter()
        .map(|row| {
            joined(row.wetten.as_ref().map(|all| all.iter().map(|wet| wet.code()).collect()))
        })
        .collect();
    let taken: Vec<Option<String>> = mandaten
        .iter()
        .map(|row| {
            joined(row.taken.as_ref().map(|all| all.iter().map(|taak| taak.code()).collect()))
        })
        .collect();
    statement(
        "INSERT INTO verstrekker_mandaat (verstrekker_id, oin, geldig_van, geldig_tot, wetten, \
         taken) SELECT $1, q.oin, q.van, q.tot, string_to_array(q.wetten, ','), \
         string_to_array(q.taken, ',') \
         FROM unnest($2, $3, $4, $5, $6) AS q (oin, van, tot, wetten, taken)",
    )
    .bind::<SqlUuid, _>(verstrekker)
    .bind::<Array<Text>, _>(mandaten.iter().map(|row| row.oin.as_str()).collect::<Vec<_>>())
    .bind::<Array<SqlDate>, _>(
        mandaten.iter().map(|row| row.periode.van().to_diesel()).collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<SqlDate>>, _>(
        mandaten
            .iter()
            .map(|row| row.periode.day_after().map(ToDiesel::to_diesel))
            .collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<Text>>, _>(wetten)
    .bind::<Array<Nullable<Text>>, _>(taken)
    .execute(conn)
    .await?;
    let inhoud = serde_json::to_value(mandaten).map_err(anyhow::Error::from)?;
    statement(
        "INSERT INTO verstrekker_mandaat_versie (verstrekker_id, versie, inhoud, \
         vastgelegd_door, vastgelegd_op) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind::<SqlUuid, _>(verstrekker)
    .bind::<BigInt, _>(versie)
    .bind::<Jsonb, _>(inhoud)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// A list of mandates as it held since a version.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Mandaatversie {
    #[diesel(sql_type = BigInt)]
    pub(crate) versie: i64,
    #[diesel(sql_type = Jsonb)]
    pub(crate) inhoud: serde_json::Value,
    #[diesel(sql_type = Text)]
    pub(crate) vastgelegd_door: String,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub(crate) vastgelegd_op: Timestamp,
}

/// Every changed list of mandates, the newest first.
pub(crate) async fn mandaat_history(
    conn: &mut AsyncPgConnection,
    verstrekker: Uuid,
) -> Result<Vec<Mandaatversie>, Fault> {
    let rows = statement(
        "SELECT versie, inhoud, vastgelegd_door, vastgelegd_op FROM verstrekker_mandaat_versie \
         WHERE verstrekker_id = $1 ORDER BY versie DESC LIMIT 1000",
    )
    .bind::<SqlUuid, _>(verstrekker)
    .load(conn)
    .await?;
    Ok(rows)
}
