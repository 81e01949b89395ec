//! The rules of the check engine from their tables: limits and maximum rates.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Date as SqlDate, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use kernel::{Eenheid, Euro, Id, Wet, Zorgfunctie};
use platform::Fault;
use uuid::Uuid;

use super::super::limieten::{Limiet, Limieten, Limietnaam};
use super::super::tarieven::{Maxima, Maximum};
use crate::store::{periode, statement};
use crate::verstrekker::{Maximumtarief, store as verstrekker};
use crate::zorgovereenkomst::Tariefsoort;

#[derive(QueryableByName)]
struct LimietRow {
    #[diesel(sql_type = Text)]
    naam: String,
    #[diesel(sql_type = Nullable<Text>)]
    wet: Option<String>,
    #[diesel(sql_type = BigInt)]
    waarde: i64,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    geldig_van: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    geldig_tot: Option<Date>,
}

/// All limits as known now; what was recorded last comes first.
pub(crate) async fn limieten(conn: &mut AsyncPgConnection) -> Result<Limieten, Fault> {
    let rows: Vec<LimietRow> = statement(
        "SELECT naam, wet, waarde, geldig_van, geldig_tot FROM limiet ORDER BY vastgelegd_op DESC",
    )
    .load(conn)
    .await?;
    let limieten = rows
        .into_iter()
        .map(|LimietRow { naam, wet, waarde, geldig_van, geldig_tot }| {
            Ok(Limiet {
                naam: Limietnaam::parse(&naam).map_err(Fault::stored("limiet.naam"))?,
                wet: read_wet(wet.as_deref())?,
                waarde,
                geldig: periode(geldig_van, geldig_tot)?,
            })
        })
        .collect::<Result<_, Fault>>()?;
    Ok(Limieten::new(limieten))
}

#[derive(QueryableByName)]
struct TwkRow {
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    wet: Option<String>,
    #[diesel(sql_type = BigInt)]
    maanden: i64,
}

/// How many whole months back these verstrekkers let a change reach, by law or for all laws, on a
/// day; who set nothing is absent. What was set last holds.
pub(crate) async fn twk_limieten(
    conn: &mut AsyncPgConnection,
    verstrekkers: &[Uuid],
    dag: Date,
) -> Result<HashMap<(Uuid, Option<Wet>), i64>, Fault> {
    let rows: Vec<TwkRow> = statement(
        "SELECT verstrekker_id, wet, maanden::bigint AS maanden FROM twk_limiet \
         WHERE verstrekker_id = ANY($1) AND geldig_van <= $2 ORDER BY geldig_van, vastgelegd_op",
    )
    .bind::<Array<SqlUuid>, _>(verstrekkers)
    .bind::<SqlDate, _>(dag.to_diesel())
    .load(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok(((row.verstrekker_id, read_wet(row.wet.as_deref())?), row.maanden)))
        .collect()
}

/// Sets how far back changes of a verstrekker's lines may reach from a day on.
pub(crate) async fn set_twk_limiet(
    conn: &mut AsyncPgConnection,
    (verstrekker, wet, maanden): (Uuid, Option<Wet>, i32),
    geldig_van: Date,
    (door, now): (&str, jiff::Timestamp),
) -> Result<(), Fault> {
    statement(
        "INSERT INTO twk_limiet (verstrekker_id, wet, maanden, geldig_van, vastgelegd_door, \
         vastgelegd_op) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind::<SqlUuid, _>(verstrekker)
    .bind::<Nullable<Text>, _>(wet.map(Wet::code))
    .bind::<diesel::sql_types::Integer, _>(maanden)
    .bind::<SqlDate, _>(geldig_van.to_diesel())
    .bind::<Text, _>(door)
    .bind::<diesel::sql_types::Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

fn read_wet(code: Option<&str>) -> Result<Option<Wet>, Fault> {
    code.map(Wet::parse).transpose().map_err(Fault::stored("wet"))
}

#[derive(QueryableByName)]
struct MaximumRow {
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = Nullable<Text>)]
    tariefsoort: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    zorgfunctie: Option<String>,
    #[diesel(sql_type = Text)]
    eenheid: String,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    geldig_van: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    geldig_tot: Option<Date>,
}

/// The national maximum rates and those of these verstrekkers, as known now; what was recorded
/// last comes last.
pub(crate) async fn maxima(
    conn: &mut AsyncPgConnection,
    verstrekkers: &[Uuid],
) -> Result<Maxima, Fault> {
    let rows: Vec<MaximumRow> = statement(
        "SELECT wet, tariefsoort, zorgfunctie, eenheid, bedrag, geldig_van, geldig_tot \
         FROM tarief_maximum ORDER BY vastgelegd_op",
    )
    .load(conn)
    .await?;
    let ids: Vec<_> = verstrekkers.iter().copied().map(Id::from_uuid).collect();
    let local = verstrekker::maximumtarieven(conn, &ids).await?;
    let mut maxima =
        rows.into_iter().map(MaximumRow::into_domain).collect::<Result<Vec<_>, Fault>>()?;
    maxima.extend(local.into_iter().map(of_verstrekker));
    Ok(Maxima::new(maxima))
}

fn of_verstrekker(local: Maximumtarief) -> Maximum {
    let Maximumtarief { verstrekker, wet, zorgfunctie, soort, eenheid, tarief, periode } = local;
    Maximum {
        wet,
        verstrekker_id: Some(verstrekker.uuid()),
        tariefsoort: None,
        soort,
        zorgfunctie: (!zorgfunctie.is_totaal()).then_some(zorgfunctie),
        eenheid,
        bedrag: tarief,
        geldig: periode,
    }
}

impl MaximumRow {
    fn into_domain(self) -> Result<Maximum, Fault> {
        let Self { wet, tariefsoort, zorgfunctie, eenheid, bedrag, geldig_van, geldig_tot } = self;
        Ok(Maximum {
            wet: Wet::parse(&wet).map_err(Fault::stored("tarief_maximum.wet"))?,
            verstrekker_id: None,
            tariefsoort: tariefsoort
                .as_deref()
                .map(Tariefsoort::parse)
                .transpose()
                .map_err(Fault::stored("tarief_maximum.tariefsoort"))?,
            soort: None,
            zorgfunctie: zorgfunctie
                .as_deref()
                .map(Zorgfunctie::parse)
                .transpose()
                .map_err(Fault::stored("tarief_maximum.zorgfunctie"))?,
            eenheid: Eenheid::parse(&eenheid).map_err(Fault::stored("tarief_maximum.eenheid"))?,
            bedrag: Euro::from_cents(bedrag),
            geldig: periode(geldig_van, geldig_tot)?,
        })
    }
}
