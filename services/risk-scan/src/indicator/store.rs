//! Versions of indicators, and what the rules read.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Date as SqlDate, Integer, Jsonb, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use platform::Fault;
use serde_json::Value;
use uuid::Uuid;

use super::{Indicator, Levensloop, Parameters, Versie};
use crate::feiten::store::Aanraking;
use crate::leesmodel::store::columns;
use crate::scan::{Onbekend, Uitkomsten};
use crate::schema::indicator_versie;

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
    let stored: BTreeMap<String, i64> =
        serde_json::from_value(parameters).map_err(Fault::stored("indicator_versie.parameters"))?;
    Parameters::read(indicator, &stored).map_err(Fault::stored("indicator_versie.parameters"))
}

/// The versions that are computed now: in the shade or active, and not stopped for everybody.
pub async fn running(conn: &mut AsyncPgConnection) -> Result<Vec<Versie>, Fault> {
    let rows: Vec<(String, i32, Value, String)> = indicator_versie::table
        .filter(
            indicator_versie::status
                .eq_any([Levensloop::Schaduw.code(), Levensloop::Actief.code()]),
        )
        .order((indicator_versie::indicator, indicator_versie::versie))
        .select((
            indicator_versie::indicator,
            indicator_versie::versie,
            indicator_versie::parameters,
            indicator_versie::status,
        ))
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(indicator, versie, parameters, status)| {
            let indicator = Indicator::parse(&indicator)
                .map_err(Fault::stored("indicator_versie.indicator"))?;
            Ok(Versie {
                indicator,
                versie,
                levensloop: Levensloop::parse(&status)
                    .map_err(Fault::stored("indicator_versie.status"))?,
                parameters: read_parameters(indicator, parameters)?,
            })
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

/// Takes what was touched, at most so many touches; each once. A touch that commits later is found
/// by the next call.
pub async fn take_touched(
    conn: &mut AsyncPgConnection,
    limit: i64,
) -> Result<(Vec<Aanraking>, bool), Fault> {
    let mut touched: Vec<Aanraking> = diesel::sql_query(
        "DELETE FROM te_beoordelen WHERE volgnummer IN (SELECT volgnummer FROM te_beoordelen \
         ORDER BY volgnummer LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING soort, sleutel",
    )
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    let full = i64::try_from(touched.len()).is_ok_and(|taken| taken >= limit);
    touched.sort_unstable();
    touched.dedup();
    Ok((touched, full))
}

/// Marks everything that there are facts of, from the facts themselves and not from what hearers
/// marked, and everything of which something was said.
pub async fn touch_all(conn: &mut AsyncPgConnection) -> Result<(), Fault> {
    diesel::sql_query(
        "INSERT INTO te_beoordelen (soort, sleutel) \
         SELECT 'rekening', iban_ref FROM betaling WHERE iban_ref IS NOT NULL \
         UNION SELECT 'zorgverlener', zorgverlener_id::text FROM betaling \
         UNION SELECT 'stam', id::text FROM zorgverlener \
         UNION SELECT 'budgethouder', id::text FROM budgethouder \
         UNION SELECT 'budgethouder', budgethouder_id::text FROM declaratie_ingediend \
         UNION SELECT 'budgethouder', budgethouder_id::text FROM declaratie_vastgesteld \
         UNION SELECT 'zorgverlener', zorgverlener_id::text FROM declaratie_ingediend \
         UNION SELECT 'rekening', sleutel FROM signaal WHERE indicator IN ('R01', 'R02', 'R03') \
         UNION SELECT 'contact', sleutel FROM signaal WHERE indicator IN ('R05', 'R11') \
         UNION SELECT 'adres', sleutel FROM signaal WHERE indicator IN ('R04', 'R12')",
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many buckets hooks are locked in: a lock per hook would exceed what PostgreSQL holds.
const EMMERS: i32 = 256;

/// Holds these hooks for the rest of the transaction, so that nobody else judges them on older
/// facts. Call it before reading the facts.
pub async fn lock_haken(conn: &mut AsyncPgConnection, sleutels: &[String]) -> Result<(), Fault> {
    diesel::sql_query(
        "SELECT count(pg_advisory_xact_lock(1380921905, emmer)) AS count FROM (\
         SELECT DISTINCT abs(hashtext(sleutel) % $2) AS emmer FROM unnest($1) AS a (sleutel) \
         ORDER BY 1) AS a",
    )
    .bind::<Array<Text>, _>(sleutels)
    .bind::<Integer, _>(EMMERS)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Sleutelrij {
    #[diesel(sql_type = Text)]
    sleutel: String,
}

/// Those of these accounts that are a hub on this day: they are left alone.
pub async fn hubs(
    conn: &mut AsyncPgConnection,
    rekeningen: &[String],
    today: Date,
) -> Result<BTreeSet<String>, Fault> {
    let rows: Vec<Sleutelrij> = diesel::sql_query(
        "SELECT iban_ref AS sleutel FROM hub \
         WHERE iban_ref = ANY($1) AND geldig_van <= $2 AND geldig_tot > $2",
    )
    .bind::<Array<Text>, _>(rekeningen)
    .bind::<SqlDate, _>(today.to_diesel())
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.sleutel).collect())
}

/// Replaces what could not be judged of these hooks by these versions, and the context.
pub async fn save_beside(
    conn: &mut AsyncPgConnection,
    (versies, sleutels): (&[Versie], &[String]),
    uitkomsten: &Uitkomsten,
    now: jiff::Timestamp,
) -> Result<(), Fault> {
    for table in ["niet_te_beoordelen", "signaal_context"] {
        let query = diesel::sql_query(format!(
            "DELETE FROM {table} AS t USING unnest($1, $2) AS v (indicator, versie) \
             WHERE t.indicator = v.indicator AND t.indicator_versie = v.versie \
             AND t.sleutel = ANY($3)"
        ));
        columns!(query, versies, |one| {
            Text => one.indicator.code(),
            Integer => one.versie,
        })
        .bind::<Array<Text>, _>(sleutels)
        .execute(conn)
        .await?;
    }
    let unknown: Vec<&Onbekend> = uitkomsten.onbekend.iter().collect();
    if !unknown.is_empty() {
        let query = diesel::sql_query(
            "INSERT INTO niet_te_beoordelen (indicator, indicator_versie, sleutel, venster, \
             verstrekker_id, ontbreekt, vastgelegd_op) SELECT u.*, $7 \
             FROM unnest($1, $2, $3, $4, $5, $6) AS u ON CONFLICT DO NOTHING",
        );
        columns!(query, unknown, |one| {
            Text => one.sleutel.indicator.code(),
            Integer => one.sleutel.versie,
            Text => one.sleutel.sleutel.as_str(),
            Text => one.sleutel.venster.as_str(),
            SqlUuid => one.sleutel.verstrekker_id,
            Text => one.ontbreekt,
        })
        .bind::<Timestamptz, _>(now.to_diesel())
        .execute(conn)
        .await?;
    }
    save_context(conn, uitkomsten, now).await
}

async fn save_context(
    conn: &mut AsyncPgConnection,
    uitkomsten: &Uitkomsten,
    now: jiff::Timestamp,
) -> Result<(), Fault> {
    if uitkomsten.context.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = uitkomsten
        .context
        .iter()
        .map(|(sleutel, found)| {
            let ids: Vec<String> = found.onderwerpen.iter().map(Uuid::to_string).collect();
            let waarden = serde_json::to_value(&found.waarden)
                .map_err(Fault::stored("signaal_context.waarden"))?;
            Ok((sleutel, waarden, format!("{{{}}}", ids.join(","))))
        })
        .collect::<Result<_, Fault>>()?;
    let query = diesel::sql_query(
        "INSERT INTO signaal_context (indicator, indicator_versie, sleutel, venster, \
         verstrekker_id, waarden, onderwerpen, vastgelegd_op) \
         SELECT c.a, c.b, c.c, c.d, c.e, c.f, c.g::uuid[], $8 \
         FROM unnest($1, $2, $3, $4, $5, $6, $7) AS c (a, b, c, d, e, f, g) ON CONFLICT DO NOTHING",
    );
    columns!(query, rows, |row| {
        Text => row.0.indicator.code(),
        Integer => row.0.versie,
        Text => row.0.sleutel.as_str(),
        Text => row.0.venster.as_str(),
        SqlUuid => row.0.verstrekker_id,
        Jsonb => &row.1,
        Text => row.2.as_str(),
    })
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}
