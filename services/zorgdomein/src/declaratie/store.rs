//! Rows and queries of claims. Each function is one statement for a whole batch.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Binary, Date as SqlDate, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use kernel::{Eenheid, Id, Wet};
use platform::Fault;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::checks::EerdereRegel;
use super::{Dag, Declaratie, Zorgdagen};
use crate::store::statement;

pub(crate) mod geboekt;
pub(crate) mod handelingen;
pub(crate) mod insert;
pub(crate) mod maandloon;
pub(crate) mod opgave;
pub(crate) mod opgeslagen;
pub(crate) mod read;
pub(crate) mod regels;
pub(crate) mod uitkomsten;
pub(crate) mod versies;

/// A claim that this caller handed in before under one of these references.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Eerder {
    #[diesel(sql_type = Text)]
    pub(crate) kenmerk: String,
    #[diesel(sql_type = Binary)]
    pub(crate) inhoud_hash: Vec<u8>,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) verstrekker_id: Uuid,
}

/// Claims of this caller with these references.
pub(crate) async fn by_kenmerk(
    conn: &mut AsyncPgConnection,
    oin: &str,
    kenmerken: &[&str],
) -> Result<Vec<Eerder>, Fault> {
    let keys: Vec<String> = kenmerken.iter().map(|kenmerk| format!("{oin} {kenmerk}")).collect();
    let rows = statement(
        "SELECT kenmerk, inhoud_hash, id, verstrekker_id FROM declaratie \
         WHERE kenmerk_sleutel = ANY($1)",
    )
    .bind::<Array<Text>, _>(keys)
    .load(conn)
    .await?;
    Ok(rows)
}

/// What was answered when a claim came in.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct EersteAntwoord {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) status: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) versie: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) verschuldigd: i64,
    #[diesel(sql_type = Text)]
    pub(crate) uitkomsten: String,
}

/// The first answers to these claims, by id.
pub(crate) async fn eerste_antwoorden(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, EersteAntwoord>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<EersteAntwoord> = statement(
        "SELECT declaratie_id AS id, status, coalesce(versie, 0) AS versie, verschuldigd, \
         uitkomsten::text AS uitkomsten FROM declaratie_versie \
         WHERE declaratie_id = ANY($1) AND nummer = 1",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The days of care to look around: one stretch per agreement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zorgvensters {
    pub(crate) overeenkomsten: Vec<Uuid>,
    pub(crate) van: Vec<jiff_diesel::Date>,
    pub(crate) tot: Vec<jiff_diesel::Date>,
}

impl Zorgvensters {
    pub(crate) fn add(&mut self, overeenkomst: Uuid, dagen: Zorgdagen) {
        self.overeenkomsten.push(overeenkomst);
        self.van.push(dagen.van().to_diesel());
        self.tot.push(dagen.tot().to_diesel());
    }
}

#[derive(QueryableByName)]
struct EerdereRow {
    #[diesel(sql_type = SqlUuid)]
    declaratie_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    regel_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    wet: Option<String>,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    begindatum: Date,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    einddatum: Date,
    #[diesel(sql_type = Text)]
    eenheid: String,
    #[diesel(sql_type = Text)]
    entree: String,
    #[diesel(sql_type = Nullable<Text>)]
    kostensoort: Option<String>,
    #[diesel(sql_type = BigInt)]
    uren_toegekend: i64,
    #[diesel(sql_type = Nullable<Text>)]
    dagen: Option<String>,
}

/// Lines of earlier claims that still count and share a day with what is asked, per agreement. A
/// line covers at most 366 days, so what ends later than that cannot share one.
pub(crate) async fn eerdere(
    conn: &mut AsyncPgConnection,
    vensters: &Zorgvensters,
) -> Result<HashMap<Uuid, Vec<EerdereRegel>>, Fault> {
    let rows: Vec<EerdereRow> = statement(
        "SELECT r.declaratie_id, r.zorgovereenkomst_id, r.regel_id, r.wet, r.begindatum, \
         r.einddatum, r.eenheid, d.entree, d.opgave->>'kostensoort' AS kostensoort, \
         r.uren_toegekend, r.dagen::text AS dagen \
         FROM unnest($1, $2, $3) AS q (id, van, tot) JOIN declaratieregel r \
         ON r.zorgovereenkomst_id = q.id AND r.einddatum >= q.van \
         AND r.einddatum < q.tot + 366 AND r.begindatum <= q.tot \
         AND r.aantal_toegekend > 0 JOIN declaratie d ON d.id = r.declaratie_id \
         AND d.status IN ('goedgekeurd', 'uitval', 'aangehouden')",
    )
    .bind::<Array<SqlUuid>, _>(&vensters.overeenkomsten)
    .bind::<Array<SqlDate>, _>(&vensters.van)
    .bind::<Array<SqlDate>, _>(&vensters.tot)
    .load(conn)
    .await?;
    let mut regels: HashMap<Uuid, Vec<EerdereRegel>> = HashMap::new();
    for row in rows {
        let Some(wet) = row.wet else { continue };
        let eenheid =
            Eenheid::parse(&row.eenheid).map_err(Fault::stored("declaratieregel.eenheid"))?;
        let hours = eenheid.hours().unwrap_or(0);
        let per_day = read_dagen(row.dagen.as_deref())?
            .into_iter()
            .map(|dag| (dag.datum, dag.aantal.hundredths().saturating_mul(hours)))
            .collect();
        regels.entry(row.zorgovereenkomst_id).or_default().push(EerdereRegel {
            declaratie_id: Id::from_uuid(row.declaratie_id),
            zorgovereenkomst_id: Id::from_uuid(row.zorgovereenkomst_id),
            entree: insert::entree(&row.entree)?,
            kostensoort: opgave::kostensoort(row.kostensoort.as_deref())?,
            eenheid,
            regel_id: Id::from_uuid(row.regel_id),
            wet: Wet::parse(&wet).map_err(Fault::stored("declaratieregel.wet"))?,
            dagen: Zorgdagen::try_new(row.begindatum, row.einddatum)
                .map_err(Fault::stored("declaratieregel.einddatum"))?,
            uren: row.uren_toegekend,
            uren_per_dag: per_day,
        });
    }
    Ok(regels)
}

/// A day of a line as stored.
#[derive(Serialize, Deserialize)]
struct DagRow {
    datum: Date,
    aantal: kernel::Aantal,
}

/// The days of a line from their column.
pub(crate) fn read_dagen(text: Option<&str>) -> Result<Vec<Dag>, Fault> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let rows: Vec<DagRow> =
        serde_json::from_str(text).map_err(Fault::stored("declaratieregel.dagen"))?;
    Ok(rows.into_iter().map(|DagRow { datum, aantal }| Dag { datum, aantal }).collect())
}

/// The days of a line for their column; absent when the claim does not say them.
pub(crate) fn write_dagen(dagen: &[Dag]) -> Result<Option<String>, Fault> {
    if dagen.is_empty() {
        return Ok(None);
    }
    let rows: Vec<DagRow> =
        dagen.iter().map(|dag| DagRow { datum: dag.datum, aantal: dag.aantal }).collect();
    serde_json::to_string(&rows).map(Some).map_err(Fault::stored("declaratieregel.dagen"))
}

/// Whose invoice number: zorgverlener, budgethouder, number.
pub(crate) type Factuur = (Uuid, Uuid, String);

#[derive(QueryableByName)]
struct FactuurRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    budgethouder_id: Uuid,
    #[diesel(sql_type = Text)]
    factuurnummer: String,
}

/// Invoice numbers that are in use, with the claims that use them.
pub(crate) async fn facturen(
    conn: &mut AsyncPgConnection,
    asked: &[Factuur],
) -> Result<HashMap<Factuur, Vec<Id<Declaratie>>>, Fault> {
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<FactuurRow> = statement(
        "SELECT d.id, d.zorgverlener_id, d.budgethouder_id, d.factuurnummer \
         FROM unnest($1, $2, $3) AS q (z, b, f) JOIN declaratie d ON d.zorgverlener_id = q.z \
         AND d.budgethouder_id = q.b AND d.factuurnummer = q.f \
         AND d.status IN ('goedgekeurd', 'uitval', 'aangehouden')",
    )
    .bind::<Array<SqlUuid>, _>(asked.iter().map(|(z, _, _)| *z).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(asked.iter().map(|(_, b, _)| *b).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(asked.iter().map(|(_, _, f)| f.as_str()).collect::<Vec<_>>())
    .load(conn)
    .await?;
    let mut found: HashMap<Factuur, Vec<Id<Declaratie>>> = HashMap::new();
    for row in rows {
        let key = (row.zorgverlener_id, row.budgethouder_id, row.factuurnummer);
        found.entry(key).or_default().push(Id::from_uuid(row.id));
    }
    Ok(found)
}
