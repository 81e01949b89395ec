//! Rows of the toets.

mod besluit;
mod bewijs;

use std::collections::BTreeMap;

use contracts::labour::{Bevinding, Toetsfeiten, Uitkomst};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::{Timestamp as SqlTimestamp, ToDiesel};
use platform::Fault;
use platform::http::paging::Page;
use serde_json::Value;
use uuid::Uuid;

use crate::schema::{beoordeling, toets};

pub use besluit::{VoorstelRow, save_voorstel, voorstel_of};
pub use bewijs::{BewijsRow, bewijs_of, save_bewijzen};

/// A judged version of an agreement.
#[derive(Debug, Clone)]
pub struct Toets {
    /// The toets.
    pub id: Uuid,
    /// The agreement.
    pub zorgovereenkomst_id: Uuid,
    /// The version that was judged.
    pub overeenkomst_versie: i64,
    /// The verstrekkers of its lines.
    pub verstrekkers: Vec<Uuid>,
    /// Rules and figures published later were not known.
    pub kennisdatum: Date,
    /// The whole.
    pub uitkomst: Uitkomst,
    /// What was judged.
    pub feiten: Toetsfeiten,
    /// What each rule found.
    pub bevindingen: Vec<Bevinding>,
    /// When.
    pub vastgelegd_op: Timestamp,
}

/// What a person decided.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = beoordeling, check_for_backend(diesel::pg::Pg))]
pub struct BeoordelingRow {
    /// The row.
    pub id: Uuid,
    /// Of which toets.
    pub toets_id: Uuid,
    /// Copy, for row-level security.
    pub verstrekkers: Vec<Uuid>,
    /// `goed` or `fout`.
    pub oordeel: String,
    /// Why.
    pub reden: String,
    /// Organisation of who decided.
    pub door_oin: String,
    /// Who decided.
    pub door_sub: String,
    /// The ground of a refusal: `strijdMetRecht` or `uitvoerbaarheid`.
    pub grond: Option<String>,
    /// The articles it rests on.
    pub artikelen: Vec<String>,
    /// Organisation of the second person, where the decision departs from the engine.
    pub tweede_oin: Option<String>,
    /// The second person.
    pub tweede_sub: Option<String>,
    /// When.
    #[diesel(serialize_as = SqlTimestamp, deserialize_as = SqlTimestamp)]
    pub vastgelegd_op: Timestamp,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = toets, check_for_backend(diesel::pg::Pg))]
struct ToetsRow {
    id: Uuid,
    zorgovereenkomst_id: Uuid,
    overeenkomst_versie: i64,
    verstrekkers: Vec<Uuid>,
    kennisdatum: jiff_diesel::Date,
    uitkomst: String,
    feiten: Value,
    bevindingen: Value,
    vastgelegd_op: SqlTimestamp,
}

/// The text of an outcome in the database: that of the wire.
pub fn uitkomst_code(uitkomst: Uitkomst) -> String {
    match serde_json::to_value(uitkomst) {
        Ok(Value::String(code)) => code,
        _ => String::new(),
    }
}

/// Reads an outcome back.
pub fn read_uitkomst(code: String) -> Result<Uitkomst, Fault> {
    serde_json::from_value(Value::String(code)).map_err(Fault::stored("toets.uitkomst"))
}

impl TryFrom<ToetsRow> for Toets {
    type Error = Fault;

    fn try_from(row: ToetsRow) -> Result<Self, Fault> {
        let ToetsRow {
            id,
            zorgovereenkomst_id,
            overeenkomst_versie,
            verstrekkers,
            kennisdatum,
            uitkomst,
            feiten,
            bevindingen,
            vastgelegd_op,
        } = row;
        Ok(Self {
            id,
            zorgovereenkomst_id,
            overeenkomst_versie,
            verstrekkers,
            kennisdatum: kennisdatum.to_jiff(),
            uitkomst: read_uitkomst(uitkomst)?,
            feiten: serde_json::from_value(feiten).map_err(Fault::stored("toets.feiten"))?,
            bevindingen: serde_json::from_value(bevindingen)
                .map_err(Fault::stored("toets.bevindingen"))?,
            vastgelegd_op: vastgelegd_op.to_jiff(),
        })
    }
}

fn row(toets: &Toets) -> Result<ToetsRow, Fault> {
    Ok(ToetsRow {
        id: toets.id,
        zorgovereenkomst_id: toets.zorgovereenkomst_id,
        overeenkomst_versie: toets.overeenkomst_versie,
        verstrekkers: toets.verstrekkers.clone(),
        kennisdatum: toets.kennisdatum.to_diesel(),
        uitkomst: uitkomst_code(toets.uitkomst),
        feiten: serde_json::to_value(&toets.feiten).map_err(Fault::stored("toets.feiten"))?,
        bevindingen: serde_json::to_value(&toets.bevindingen)
            .map_err(Fault::stored("toets.bevindingen"))?,
        vastgelegd_op: toets.vastgelegd_op.to_diesel(),
    })
}

/// Stores judgements; one that is there already (the same version judged before) stays as it is.
pub async fn save(conn: &mut AsyncPgConnection, toetsen: &[Toets]) -> Result<(), Fault> {
    let rows = toetsen.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    diesel::insert_into(toets::table).values(rows).on_conflict_do_nothing().execute(conn).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Counter {
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

/// Counts up the versie of `zorgovereenkomst-getoetst` for each agreement and gives the new one.
pub async fn next_versies(
    conn: &mut AsyncPgConnection,
    overeenkomsten: &[Uuid],
) -> Result<BTreeMap<Uuid, i64>, Fault> {
    let mut sorted = overeenkomsten.to_vec();
    sorted.sort_unstable();
    let counters: Vec<Counter> = diesel::sql_query(
        "INSERT INTO gezegd (zorgovereenkomst_id, versie) SELECT id, 1 FROM unnest($1) AS id \
         ON CONFLICT (zorgovereenkomst_id) DO UPDATE SET versie = gezegd.versie + 1 \
         RETURNING zorgovereenkomst_id, versie",
    )
    .bind::<Array<SqlUuid>, _>(sorted)
    .load(conn)
    .await?;
    Ok(counters.into_iter().map(|row| (row.zorgovereenkomst_id, row.versie)).collect())
}

/// One toets, when the scope may see it.
pub async fn load(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Toets>, Fault> {
    let row: Option<ToetsRow> =
        toets::table.find(id).select(ToetsRow::as_select()).first(conn).await.optional()?;
    row.map(Toets::try_from).transpose()
}

/// A page of toetsen, by outcome when one is asked.
pub async fn list(
    conn: &mut AsyncPgConnection,
    uitkomst: Option<Uitkomst>,
    page: Page,
) -> Result<Vec<Toets>, Fault> {
    let mut query = toets::table.select(ToetsRow::as_select()).order(toets::id).into_boxed();
    if let Some(uitkomst) = uitkomst {
        query = query.filter(toets::uitkomst.eq(uitkomst_code(uitkomst)));
    }
    if let Some(after) = page.after {
        query = query.filter(toets::id.gt(after));
    }
    let rows: Vec<ToetsRow> = query.limit(page.rows()).load(conn).await?;
    rows.into_iter().map(Toets::try_from).collect()
}

/// What a person decided about a toets.
pub async fn beoordeling_of(
    conn: &mut AsyncPgConnection,
    toets_id: Uuid,
) -> Result<Option<BeoordelingRow>, Fault> {
    Ok(beoordeling::table
        .filter(beoordeling::toets_id.eq(toets_id))
        .select(BeoordelingRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

/// Stores a decision; `false` when there is one already.
pub async fn save_beoordeling(
    conn: &mut AsyncPgConnection,
    row: BeoordelingRow,
) -> Result<bool, Fault> {
    let stored = diesel::insert_into(beoordeling::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(stored == 1)
}
