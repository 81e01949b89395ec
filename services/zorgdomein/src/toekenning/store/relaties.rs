//! Rows of relations.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::{Date as SqlDate, ToDiesel};
use platform::Fault;
use uuid::Uuid;

use crate::persoon::store::soort_of;
use crate::persoon::{Persoon, Vertegenwoordiging};
use crate::schema::relatie;
use crate::toekenning::Toekenning;
use crate::toekenning::relaties::{Changes, Held};
use kernel::Id;

#[derive(Queryable, Selectable)]
#[diesel(table_name = relatie)]
struct Row {
    id: Uuid,
    nummer: String,
    soort: i16,
    persoon_id: Option<Uuid>,
    gegevens: Vec<u8>,
    inhoud_ref: String,
    geldig_van: SqlDate,
}

/// The relations of a toekenning that stand without an end, as known now.
pub async fn held_relaties(
    conn: &mut AsyncPgConnection,
    toekenning: Id<Toekenning>,
) -> Result<Vec<Held>, Fault> {
    let rows = relatie::table
        .filter(relatie::toekenning_id.eq(toekenning.uuid()))
        .filter(relatie::vervallen_op.is_null())
        .filter(relatie::geldig_tot.is_null())
        .order(relatie::nummer)
        .select(Row::as_select())
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|row: Row| {
            Ok(Held {
                id: row.id,
                nummer: row.nummer,
                soort: soort_of(row.soort)?,
                persoon: row.persoon_id.map(Into::into),
                gegevens: row.gegevens,
                inhoud_ref: row.inhoud_ref,
                geldig_van: row.geldig_van.to_jiff(),
            })
        })
        .collect()
}

/// Writes what changes.
pub async fn save_relaties(
    conn: &mut AsyncPgConnection,
    of: &Toekenning,
    changes: Changes,
    now: Timestamp,
) -> Result<(), Fault> {
    let Changes { vervallen, rows } = changes;
    diesel::update(relatie::table.filter(relatie::id.eq_any(vervallen)))
        .set(relatie::vervallen_op.eq(now.to_diesel()))
        .execute(conn)
        .await?;
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(row, van, tot)| {
            (
                relatie::id.eq(platform::id::new_uuid()),
                relatie::toekenning_id.eq(of.id.uuid()),
                relatie::verstrekker_id.eq(of.verstrekker.uuid()),
                relatie::budgethouder_id.eq(of.budgethouder.uuid()),
                relatie::nummer.eq(row.nummer),
                relatie::soort.eq(i16::from(row.soort.code())),
                relatie::persoon_id.eq(row.persoon.map(Id::uuid)),
                relatie::gegevens.eq(row.gegevens),
                relatie::inhoud_ref.eq(row.inhoud_ref),
                relatie::geldig_van.eq(van.to_diesel()),
                relatie::geldig_tot.eq(tot.map(ToDiesel::to_diesel)),
                relatie::vastgelegd_op.eq(now.to_diesel()),
            )
        })
        .collect();
    diesel::insert_into(relatie::table).values(rows).execute(conn).await?;
    Ok(())
}

/// A relation as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatieNow {
    /// Number.
    pub nummer: String,
    /// In what capacity.
    pub soort: Vertegenwoordiging,
    /// Who, when a number was given.
    pub persoon: Option<Id<Persoon>>,
    /// First day.
    pub geldig_van: Date,
    /// First day on which it no longer holds.
    pub geldig_tot: Option<Date>,
    /// By whom the relation was given.
    pub verstrekker: Uuid,
}

/// The relations of a budgethouder as known now, within the running scope.
pub async fn relaties_now(
    conn: &mut AsyncPgConnection,
    budgethouder: Id<Persoon>,
) -> Result<Vec<RelatieNow>, Fault> {
    type Columns = (String, i16, Option<Uuid>, SqlDate, Option<SqlDate>, Uuid);
    let rows: Vec<Columns> = relatie::table
        .filter(relatie::budgethouder_id.eq(budgethouder.uuid()))
        .filter(relatie::vervallen_op.is_null())
        .order((relatie::geldig_van, relatie::id))
        .select((
            relatie::nummer,
            relatie::soort,
            relatie::persoon_id,
            relatie::geldig_van,
            relatie::geldig_tot,
            relatie::verstrekker_id,
        ))
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(nummer, soort, persoon, van, tot, verstrekker)| {
            Ok(RelatieNow {
                nummer,
                soort: soort_of(soort)?,
                persoon: persoon.map(Into::into),
                geldig_van: van.to_jiff(),
                geldig_tot: tot.map(SqlDate::to_jiff),
                verstrekker,
            })
        })
        .collect()
}
