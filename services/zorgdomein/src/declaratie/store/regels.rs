//! The rules of the check engine from their tables: limits and maximum rates.

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Date as SqlDate, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
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
