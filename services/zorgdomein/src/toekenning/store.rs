//! Rows and queries of toekenningen.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::{Date as SqlDate, ToDiesel};
use kernel::{Euro, Id, Wet, Zorgfunctie};
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::{Pot, Status, Toekenning};
use crate::persoon::Persoon;
use crate::schema::{pot, pot_versie, toekenning};
use crate::verstrekker::store::periode;

mod relaties;
pub(crate) mod verschuiving;
mod write;

pub use relaties::{RelatieNow, held_relaties, relaties_now, save_relaties};
pub use write::{Budget, Origin, budgets_of, insert_versie, save};

#[derive(Queryable, Selectable)]
#[diesel(table_name = toekenning)]
struct Row {
    id: Uuid,
    verstrekker_id: Uuid,
    budgethouder_id: Uuid,
    wet: String,
    status: String,
    versie: i64,
    revisie: i64,
}

#[derive(Queryable)]
struct PotRow {
    id: Uuid,
    toekenning_id: Uuid,
    zorgfunctie: String,
    geldig_van: SqlDate,
    geldig_tot: Option<SqlDate>,
    bedrag: i64,
    verantwoordingsvrij: Option<i64>,
}

/// The toekenningen of these budgethouders within the running scope, with all their pots, as
/// known now; in order of id. Two statements, however many budgethouders.
pub async fn potten_for(
    conn: &mut AsyncPgConnection,
    budgethouders: &[Id<Persoon>],
) -> Result<Vec<Toekenning>, Fault> {
    let ids: Vec<Uuid> = budgethouders.iter().map(|id| id.uuid()).collect();
    let rows = toekenning::table
        .filter(toekenning::budgethouder_id.eq_any(ids))
        .order(toekenning::id)
        .select(Row::as_select())
        .load(conn)
        .await?;
    with_potten(conn, rows, None).await
}

/// These toekenningen within the running scope, as known now or at an earlier moment; in order of
/// id.
pub async fn by_ids(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    known_at: Option<Timestamp>,
) -> Result<Vec<Toekenning>, Fault> {
    let rows = toekenning::table
        .filter(toekenning::id.eq_any(ids))
        .order(toekenning::id)
        .select(Row::as_select())
        .load(conn)
        .await?;
    with_potten(conn, rows, known_at).await
}

/// One toekenning, locked until the transaction ends.
pub async fn lock(
    conn: &mut AsyncPgConnection,
    id: Id<Toekenning>,
) -> Result<Option<Toekenning>, Fault> {
    let rows =
        toekenning::table.find(id.uuid()).select(Row::as_select()).for_update().load(conn).await?;
    Ok(with_potten(conn, rows, None).await?.pop())
}

/// Which toekenningen a list asks for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this law.
    pub wet: Option<Wet>,
    /// In this state.
    pub status: Option<Status>,
    /// Of this budgethouder.
    pub budgethouder: Option<Id<Persoon>>,
}

/// A page of the toekenningen in the running scope, in order of id.
pub async fn page(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    page: Page,
) -> Result<Vec<Toekenning>, Fault> {
    let mut query = toekenning::table
        .filter(toekenning::id.gt(page.after.unwrap_or(Uuid::nil())))
        .order(toekenning::id)
        .limit(page.rows())
        .select(Row::as_select())
        .into_boxed();
    if let Some(wet) = filter.wet {
        query = query.filter(toekenning::wet.eq(wet.code()));
    }
    if let Some(status) = filter.status {
        query = query.filter(toekenning::status.eq(status.code()));
    }
    if let Some(budgethouder) = filter.budgethouder {
        query = query.filter(toekenning::budgethouder_id.eq(budgethouder.uuid()));
    }
    let rows = query.load(conn).await?;
    with_potten(conn, rows, None).await
}

async fn with_potten(
    conn: &mut AsyncPgConnection,
    rows: Vec<Row>,
    known_at: Option<Timestamp>,
) -> Result<Vec<Toekenning>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut query = pot::table
        .inner_join(pot_versie::table)
        .filter(pot::toekenning_id.eq_any(ids))
        .distinct_on(pot::id)
        .order((pot::id, pot_versie::toekenning_versie.desc()))
        .select((
            pot::id,
            pot::toekenning_id,
            pot::zorgfunctie,
            pot_versie::geldig_van,
            pot_versie::geldig_tot,
            pot_versie::bedrag,
            pot_versie::verantwoordingsvrij,
        ))
        .into_boxed();
    if let Some(known_at) = known_at {
        query = query.filter(pot_versie::vastgelegd_op.le(known_at.to_diesel()));
    }
    let found: Vec<PotRow> = query.load(conn).await?;
    let mut potten: HashMap<Uuid, Vec<Pot>> = HashMap::new();
    for row in found {
        potten.entry(row.toekenning_id).or_default().push(row.read()?);
    }
    rows.into_iter()
        .map(|row| {
            let potten = potten.remove(&row.id).unwrap_or_default();
            row.read(potten)
        })
        .collect()
}

impl PotRow {
    fn read(self) -> Result<Pot, Fault> {
        Ok(Pot {
            id: self.id.into(),
            zorgfunctie: Zorgfunctie::parse(&self.zorgfunctie)
                .map_err(Fault::stored("pot.zorgfunctie"))?,
            periode: periode(self.geldig_van, self.geldig_tot)?,
            bedrag: Euro::from_cents(self.bedrag),
            verantwoordingsvrij: self.verantwoordingsvrij.map(Euro::from_cents),
        })
    }
}

impl Row {
    fn read(self, mut potten: Vec<Pot>) -> Result<Toekenning, Fault> {
        let Self { id, verstrekker_id, budgethouder_id, wet, status, versie, revisie } = self;
        potten.sort_by(|a, b| {
            (&a.zorgfunctie, a.periode.van()).cmp(&(&b.zorgfunctie, b.periode.van()))
        });
        Ok(Toekenning {
            id: id.into(),
            wet: Wet::parse(&wet).map_err(Fault::stored("toekenning.wet"))?,
            verstrekker: verstrekker_id.into(),
            budgethouder: budgethouder_id.into(),
            status: Status::parse(&status).map_err(Fault::stored("toekenning.status"))?,
            versie,
            revisie,
            potten,
        })
    }
}
