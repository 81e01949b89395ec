//! Rows and queries of verstrekkers.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::{Date as SqlDate, ToDiesel};
use kernel::{Eenheid, Euro, Id, Oin, Periode, SoortOvereenkomst, Wet, Zorgfunctie};
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::{Mandaat, Maximumtarief, Soort, Taak, Verstrekker};
use crate::schema::{verstrekker, verstrekker_mandaat, verstrekker_maximumtarief};

mod beleid;

pub use beleid::{Sleutel, Versie, beleid, history};
pub(crate) use beleid::{insert_beleid, lock, mandaat_history, replace_mandaten};

#[derive(Queryable, Selectable)]
#[diesel(table_name = verstrekker)]
struct Row {
    id: Uuid,
    naam: String,
    soort: String,
    afzendercode: String,
    oin: String,
    wetten: Vec<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = verstrekker_mandaat)]
struct MandaatRow {
    verstrekker_id: Uuid,
    oin: String,
    geldig_van: SqlDate,
    geldig_tot: Option<SqlDate>,
    wetten: Option<Vec<String>>,
    taken: Option<Vec<String>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = verstrekker_maximumtarief)]
struct TariefRow {
    verstrekker_id: Uuid,
    wet: String,
    zorgfunctie: String,
    soort: Option<String>,
    eenheid: String,
    tarief: i64,
    geldig_van: SqlDate,
    geldig_tot: Option<SqlDate>,
}

/// The verstrekker with this sender code.
pub async fn by_afzendercode(
    conn: &mut AsyncPgConnection,
    code: &str,
) -> Result<Option<Verstrekker>, Fault> {
    let rows = verstrekker::table
        .filter(verstrekker::afzendercode.eq(code))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(with_mandaten(conn, rows).await?.pop())
}

/// The verstrekkers with these ids.
pub async fn by_ids(
    conn: &mut AsyncPgConnection,
    ids: &[Id<Verstrekker>],
) -> Result<Vec<Verstrekker>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = verstrekker::table
        .filter(verstrekker::id.eq_any(ids))
        .order(verstrekker::id)
        .select(Row::as_select())
        .load(conn)
        .await?;
    with_mandaten(conn, rows).await
}

/// A page of the register, in order of id.
pub async fn page(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<Verstrekker>, Fault> {
    let rows = verstrekker::table
        .filter(verstrekker::id.gt(page.after.unwrap_or(Uuid::nil())))
        .order(verstrekker::id)
        .limit(page.rows())
        .select(Row::as_select())
        .load(conn)
        .await?;
    with_mandaten(conn, rows).await
}

/// Stores a new verstrekker with its mandates and maximum rates.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    new: &Verstrekker,
    tarieven: &[Maximumtarief],
    now: Timestamp,
) -> Result<(), diesel::result::Error> {
    let wetten: Vec<&str> = new.wetten.iter().map(|wet| wet.code()).collect();
    diesel::insert_into(verstrekker::table)
        .values((
            verstrekker::id.eq(new.id.uuid()),
            verstrekker::naam.eq(&new.naam),
            verstrekker::soort.eq(new.soort.code()),
            verstrekker::afzendercode.eq(&new.afzendercode),
            verstrekker::oin.eq(new.oin.as_str()),
            verstrekker::wetten.eq(wetten),
            verstrekker::versie.eq(1_i64),
            verstrekker::revisie.eq(1_i64),
            verstrekker::vastgelegd_op.eq(now.to_diesel()),
        ))
        .execute(conn)
        .await?;
    let mandaten: Vec<_> = new
        .mandaten
        .iter()
        .map(|mandaat| {
            (
                verstrekker_mandaat::verstrekker_id.eq(new.id.uuid()),
                verstrekker_mandaat::oin.eq(mandaat.oin.as_str()),
                verstrekker_mandaat::geldig_van.eq(mandaat.periode.van().to_diesel()),
                verstrekker_mandaat::geldig_tot
                    .eq(mandaat.periode.day_after().map(ToDiesel::to_diesel)),
                verstrekker_mandaat::wetten.eq(mandaat
                    .wetten
                    .as_ref()
                    .map(|all| all.iter().map(|wet| wet.code()).collect::<Vec<_>>())),
                verstrekker_mandaat::taken.eq(mandaat
                    .taken
                    .as_ref()
                    .map(|all| all.iter().map(|taak| taak.code()).collect::<Vec<_>>())),
            )
        })
        .collect();
    diesel::insert_into(verstrekker_mandaat::table).values(mandaten).execute(conn).await?;
    let tarieven: Vec<_> = tarieven.iter().map(tarief_values).collect();
    diesel::insert_into(verstrekker_maximumtarief::table).values(tarieven).execute(conn).await?;
    Ok(())
}

/// The maximum rates of these verstrekkers, of all times.
pub async fn maximumtarieven(
    conn: &mut AsyncPgConnection,
    verstrekkers: &[Id<Verstrekker>],
) -> Result<Vec<Maximumtarief>, Fault> {
    let ids: Vec<Uuid> = verstrekkers.iter().map(|id| id.uuid()).collect();
    let rows: Vec<TariefRow> = verstrekker_maximumtarief::table
        .filter(verstrekker_maximumtarief::verstrekker_id.eq_any(ids))
        .select(TariefRow::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(TariefRow::read).collect()
}

#[expect(clippy::type_complexity, reason = "the tuple that diesel inserts")]
fn tarief_values(
    tarief: &Maximumtarief,
) -> (
    diesel::dsl::Eq<verstrekker_maximumtarief::verstrekker_id, Uuid>,
    diesel::dsl::Eq<verstrekker_maximumtarief::wet, &'static str>,
    diesel::dsl::Eq<verstrekker_maximumtarief::zorgfunctie, String>,
    diesel::dsl::Eq<verstrekker_maximumtarief::soort, Option<&'static str>>,
    diesel::dsl::Eq<verstrekker_maximumtarief::eenheid, &'static str>,
    diesel::dsl::Eq<verstrekker_maximumtarief::tarief, i64>,
    diesel::dsl::Eq<verstrekker_maximumtarief::geldig_van, SqlDate>,
    diesel::dsl::Eq<verstrekker_maximumtarief::geldig_tot, Option<SqlDate>>,
) {
    use verstrekker_maximumtarief as t;
    (
        t::verstrekker_id.eq(tarief.verstrekker.uuid()),
        t::wet.eq(tarief.wet.code()),
        t::zorgfunctie.eq(tarief.zorgfunctie.as_str().to_owned()),
        t::soort.eq(tarief.soort.map(SoortOvereenkomst::code)),
        t::eenheid.eq(tarief.eenheid.code()),
        t::tarief.eq(tarief.tarief.cents()),
        t::geldig_van.eq(tarief.periode.van().to_diesel()),
        t::geldig_tot.eq(tarief.periode.day_after().map(ToDiesel::to_diesel)),
    )
}

async fn with_mandaten(
    conn: &mut AsyncPgConnection,
    rows: Vec<Row>,
) -> Result<Vec<Verstrekker>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let found: Vec<MandaatRow> = verstrekker_mandaat::table
        .filter(verstrekker_mandaat::verstrekker_id.eq_any(ids))
        .order((verstrekker_mandaat::oin, verstrekker_mandaat::geldig_van))
        .select(MandaatRow::as_select())
        .load(conn)
        .await?;
    let mut mandaten: HashMap<Uuid, Vec<Mandaat>> = HashMap::new();
    for row in found {
        let oin = Oin::parse(&row.oin).map_err(Fault::stored("verstrekker_mandaat.oin"))?;
        let periode = periode(row.geldig_van, row.geldig_tot)?;
        let wetten = row.wetten.map(|all| all.iter().map(|code| Wet::parse(code)).collect());
        let taken = row.taken.map(|all| all.iter().map(|code| Taak::parse(code)).collect());
        let mandaat = Mandaat {
            oin,
            periode,
            wetten: wetten.transpose().map_err(Fault::stored("verstrekker_mandaat.wetten"))?,
            taken: taken.transpose().map_err(Fault::stored("verstrekker_mandaat.taken"))?,
        };
        mandaten.entry(row.verstrekker_id).or_default().push(mandaat);
    }
    rows.into_iter()
        .map(|row| {
            let mandaten = mandaten.remove(&row.id).unwrap_or_default();
            row.read(mandaten)
        })
        .collect()
}

impl Row {
    fn read(self, mandaten: Vec<Mandaat>) -> Result<Verstrekker, Fault> {
        let Self { id, naam, soort, afzendercode, oin, wetten } = self;
        let wetten: Result<Vec<Wet>, _> = wetten.iter().map(|wet| Wet::parse(wet)).collect();
        Ok(Verstrekker {
            id: id.into(),
            naam,
            soort: Soort::parse(&soort).map_err(Fault::stored("verstrekker.soort"))?,
            afzendercode,
            oin: Oin::parse(&oin).map_err(Fault::stored("verstrekker.oin"))?,
            wetten: wetten.map_err(Fault::stored("verstrekker.wetten"))?,
            mandaten,
        })
    }
}

impl TariefRow {
    fn read(self) -> Result<Maximumtarief, Fault> {
        let soort = self.soort.as_deref().map(SoortOvereenkomst::parse).transpose();
        Ok(Maximumtarief {
            verstrekker: self.verstrekker_id.into(),
            wet: Wet::parse(&self.wet).map_err(Fault::stored("maximumtarief.wet"))?,
            zorgfunctie: Zorgfunctie::parse(&self.zorgfunctie)
                .map_err(Fault::stored("maximumtarief.zorgfunctie"))?,
            soort: soort.map_err(Fault::stored("maximumtarief.soort"))?,
            eenheid: Eenheid::parse(&self.eenheid)
                .map_err(Fault::stored("maximumtarief.eenheid"))?,
            tarief: Euro::from_cents(self.tarief),
            periode: periode(self.geldig_van, self.geldig_tot)?,
        })
    }
}

/// A half-open pair of columns as a period.
pub(crate) fn periode(van: SqlDate, tot: Option<SqlDate>) -> Result<Periode, Fault> {
    let last: Option<Date> = tot
        .map(|tot| tot.to_jiff().yesterday())
        .transpose()
        .map_err(Fault::stored("geldig_tot"))?;
    Periode::try_new(van.to_jiff(), last).map_err(Fault::stored("geldig_van"))
}
