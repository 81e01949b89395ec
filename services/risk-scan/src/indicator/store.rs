//! Versions of indicators, and what the rules read.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use kernel::Euro;
use platform::Fault;
use serde_json::Value;
use uuid::Uuid;

use super::r01::{Betaling, Zorgverlener};
use super::{Indicator, Levensloop, Parameters, Versie};
use crate::schema::indicator_versie;
use crate::signaal::Sleutel;

/// A version as it is shown.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = indicator_versie, check_for_backend(diesel::pg::Pg))]
pub struct VersieRow {
    /// The indicator.
    pub indicator: String,
    /// The how-manieth.
    pub versie: i32,
    /// Its name.
    pub naam: String,
    /// What it is for.
    pub doel: String,
    /// Its figures.
    pub parameters: Value,
    /// Evidential strength, 0 to 10.
    pub gewicht: i16,
    /// Possible damage and urgency, 1 to 5.
    pub ernst: i16,
    /// F, P or C.
    pub aard: String,
    /// Where the rule is described.
    pub bron: String,
    /// Where it is in its life.
    pub status: String,
}

/// Reads the figures of a version for the rule that uses them.
pub fn read_parameters(indicator: Indicator, parameters: Value) -> Result<Parameters, Fault> {
    match indicator {
        Indicator::R01 => serde_json::from_value(parameters)
            .map(Parameters::R01)
            .map_err(Fault::stored("indicator_versie.parameters")),
    }
}

/// The versions that are computed now.
pub async fn running(conn: &mut AsyncPgConnection) -> Result<Vec<Versie>, Fault> {
    let rows: Vec<(String, i32, Value)> = indicator_versie::table
        .filter(
            indicator_versie::status
                .eq_any([Levensloop::Schaduw.code(), Levensloop::Actief.code()]),
        )
        .order((indicator_versie::indicator, indicator_versie::versie))
        .select((
            indicator_versie::indicator,
            indicator_versie::versie,
            indicator_versie::parameters,
        ))
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(indicator, versie, parameters)| {
            let indicator = Indicator::parse(&indicator)
                .map_err(Fault::stored("indicator_versie.indicator"))?;
            Ok(Versie { indicator, versie, parameters: read_parameters(indicator, parameters)? })
        })
        .collect()
}

/// Every version, by indicator and number.
pub async fn list(conn: &mut AsyncPgConnection) -> Result<Vec<VersieRow>, Fault> {
    Ok(indicator_versie::table
        .order((indicator_versie::indicator, indicator_versie::versie))
        .select(VersieRow::as_select())
        .load(conn)
        .await?)
}

/// One version.
pub async fn load(
    conn: &mut AsyncPgConnection,
    indicator: &str,
    versie: i32,
) -> Result<VersieRow, Fault> {
    Ok(indicator_versie::table
        .find((indicator, versie))
        .select(VersieRow::as_select())
        .first(conn)
        .await?)
}

#[derive(QueryableByName)]
struct Gap {
    #[diesel(sql_type = Text)]
    indicator: String,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    indicator_versie: i32,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How often each version could not judge, for one of these parties.
pub async fn count_gaps(
    conn: &mut AsyncPgConnection,
    partijen: &[Uuid],
) -> Result<BTreeMap<(String, i32), i64>, Fault> {
    let rows: Vec<Gap> = diesel::sql_query(
        "SELECT indicator, indicator_versie, count(*) AS count FROM niet_te_beoordelen \
         WHERE verstrekker_id = ANY($1) GROUP BY 1, 2",
    )
    .bind::<Array<SqlUuid>, _>(partijen)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| ((row.indicator, row.indicator_versie), row.count)).collect())
}

#[derive(QueryableByName)]
struct Rekening {
    #[diesel(sql_type = Text)]
    iban_ref: String,
}

fn references(rows: Vec<Rekening>) -> Vec<String> {
    rows.into_iter().map(|row| row.iban_ref).collect()
}

/// Takes accounts that were touched, at most so many touches; each once. A touch that commits later
/// is found by the next call.
pub async fn take_touched(
    conn: &mut AsyncPgConnection,
    limit: i64,
) -> Result<(Vec<String>, bool), Fault> {
    let rows: Vec<Rekening> = diesel::sql_query(
        "DELETE FROM te_beoordelen WHERE volgnummer IN (SELECT volgnummer FROM te_beoordelen \
         ORDER BY volgnummer LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING iban_ref",
    )
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    let full = i64::try_from(rows.len()).is_ok_and(|taken| taken >= limit);
    let mut touched = references(rows);
    touched.sort_unstable();
    touched.dedup();
    Ok((touched, full))
}

/// Accounts to look at again, from the payments themselves and not from what hearers marked: on
/// which several were paid, or of which something was said. After `after`, at most so many.
pub async fn page_of_accounts(
    conn: &mut AsyncPgConnection,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, Fault> {
    let rows: Vec<Rekening> = diesel::sql_query(
        "SELECT iban_ref FROM (\
         SELECT iban_ref FROM betaling WHERE staat = 'betaald' AND iban_ref > $1 \
         GROUP BY iban_ref HAVING min(zorgverlener_id::text) < max(zorgverlener_id::text) \
         UNION SELECT sleutel FROM signaal WHERE indicator = 'R01' AND sleutel > $1 \
         UNION SELECT sleutel FROM niet_te_beoordelen WHERE indicator = 'R01' AND sleutel > $1\
         ) AS found ORDER BY iban_ref LIMIT $2",
    )
    .bind::<Text, _>(after)
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    Ok(references(rows))
}

/// Holds these accounts for the rest of the transaction, so that nobody else judges them on older
/// payments. Call it before reading their payments.
pub async fn lock_accounts(conn: &mut AsyncPgConnection, sorted: &[String]) -> Result<(), Fault> {
    diesel::sql_query(
        "SELECT count(pg_advisory_xact_lock(1380921905, hashtext(iban_ref))) AS count \
         FROM (SELECT iban_ref FROM unnest($1) AS a (iban_ref) ORDER BY hashtext(iban_ref)) AS a",
    )
    .bind::<Array<Text>, _>(sorted)
    .execute(conn)
    .await?;
    Ok(())
}

/// Those of these accounts that are no hub on this day: an account that is one is left alone.
pub async fn without_hubs(
    conn: &mut AsyncPgConnection,
    accounts: &[String],
    today: Date,
) -> Result<Vec<String>, Fault> {
    let rows: Vec<Rekening> = diesel::sql_query(
        "SELECT iban_ref FROM unnest($1) AS a (iban_ref) WHERE NOT EXISTS (SELECT 1 FROM hub \
         WHERE hub.iban_ref = a.iban_ref AND geldig_van <= $2 AND geldig_tot > $2)",
    )
    .bind::<Array<Text>, _>(accounts)
    .bind::<SqlDate, _>(today.to_diesel())
    .load(conn)
    .await?;
    Ok(references(rows))
}

#[derive(QueryableByName)]
struct BetalingRow {
    #[diesel(sql_type = Text)]
    iban_ref: String,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
    #[diesel(sql_type = SqlUuid)]
    gebeurtenis_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = SqlDate)]
    datum: jiff_diesel::Date,
}

/// The booked payments of those of these accounts on which several were ever paid, by account.
pub async fn betalingen(
    conn: &mut AsyncPgConnection,
    accounts: &[String],
) -> Result<BTreeMap<String, Vec<Betaling>>, Fault> {
    let rows: Vec<BetalingRow> = diesel::sql_query(
        "SELECT iban_ref, id, versie, gebeurtenis_id, verstrekker_id, zorgverlener_id, bedrag, \
         datum FROM betaling WHERE staat = 'betaald' AND iban_ref = ANY(ARRAY(\
         SELECT iban_ref FROM rekening_zorgverlener WHERE iban_ref = ANY($1) \
         GROUP BY iban_ref HAVING count(*) > 1))",
    )
    .bind::<Array<Text>, _>(accounts)
    .load(conn)
    .await?;
    let mut found: BTreeMap<String, Vec<Betaling>> = BTreeMap::new();
    for row in rows {
        found.entry(row.iban_ref).or_default().push(Betaling {
            id: row.id,
            versie: row.versie,
            gebeurtenis_id: row.gebeurtenis_id,
            verstrekker_id: row.verstrekker_id,
            zorgverlener_id: row.zorgverlener_id,
            bedrag: Euro::from_cents(row.bedrag),
            datum: row.datum.to_jiff(),
        });
    }
    Ok(found)
}

#[derive(QueryableByName)]
struct ZorgverlenerRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Bool)]
    natuurlijk_persoon: bool,
    #[diesel(sql_type = Nullable<Text>)]
    kvk_nummer: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    adres_ref: Option<String>,
}

/// What is known of these zorgverleners; absent when nothing was heard yet.
pub async fn zorgverleners(
    conn: &mut AsyncPgConnection,
    ids: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, Zorgverlener>, Fault> {
    let rows: Vec<ZorgverlenerRow> = diesel::sql_query(
        "SELECT id, natuurlijk_persoon, kvk_nummer, adres_ref FROM zorgverlener \
         WHERE id = ANY($1)",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let ZorgverlenerRow { id, natuurlijk_persoon, kvk_nummer, adres_ref } = row;
            (id, Zorgverlener { natuurlijk_persoon, kvk_nummer, adres_ref })
        })
        .collect())
}

/// What could not be judged, and for want of what.
#[derive(Debug, Clone)]
pub struct Onbekend {
    /// The indicator, the account, the window and the party.
    pub sleutel: Sleutel,
    /// What is missing.
    pub ontbreekt: &'static str,
}

/// Replaces what could not be judged of these accounts.
pub async fn save_unknown(
    conn: &mut AsyncPgConnection,
    accounts: &[String],
    unknown: &[Onbekend],
    now: jiff::Timestamp,
) -> Result<(), Fault> {
    diesel::sql_query(
        "DELETE FROM niet_te_beoordelen WHERE indicator = 'R01' AND sleutel = ANY($1)",
    )
    .bind::<Array<Text>, _>(accounts)
    .execute(conn)
    .await?;
    if unknown.is_empty() {
        return Ok(());
    }
    diesel::sql_query(
        "INSERT INTO niet_te_beoordelen (indicator, indicator_versie, sleutel, venster, \
         verstrekker_id, ontbreekt, vastgelegd_op) \
         SELECT u.*, $7 FROM unnest($1, $2, $3, $4, $5, $6) AS u",
    )
    .bind::<Array<Text>, _>(
        unknown.iter().map(|one| one.sleutel.indicator.code()).collect::<Vec<_>>(),
    )
    .bind::<Array<diesel::sql_types::Integer>, _>(
        unknown.iter().map(|one| one.sleutel.versie).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(
        unknown.iter().map(|one| one.sleutel.sleutel.as_str()).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(
        unknown.iter().map(|one| one.sleutel.venster.as_str()).collect::<Vec<_>>(),
    )
    .bind::<Array<SqlUuid>, _>(
        unknown.iter().map(|one| one.sleutel.verstrekker_id).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(unknown.iter().map(|one| one.ontbreekt).collect::<Vec<_>>())
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}
