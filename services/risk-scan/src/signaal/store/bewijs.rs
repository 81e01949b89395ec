//! Rows of evidence.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use kernel::Euro;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use crate::indicator::uitslag::{Bewijs, Feitsoort};
use crate::schema::bewijs;

/// A row of evidence that holds.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = bewijs, check_for_backend(diesel::pg::Pg))]
pub struct BewijsRow {
    soort: String,
    feit_id: Uuid,
    versie: i64,
    gebeurtenis_id: Uuid,
    feit_verstrekker_id: Option<Uuid>,
    zorgverlener_id: Option<Uuid>,
    budgethouder_id: Option<Uuid>,
    bedrag: Option<i64>,
    datum: Option<jiff_diesel::Date>,
}

impl TryFrom<BewijsRow> for Bewijs {
    type Error = Fault;

    fn try_from(row: BewijsRow) -> Result<Self, Fault> {
        let BewijsRow {
            soort,
            feit_id,
            versie,
            gebeurtenis_id,
            feit_verstrekker_id,
            zorgverlener_id,
            budgethouder_id,
            bedrag,
            datum,
        } = row;
        Ok(Self {
            soort: Feitsoort::parse(&soort).map_err(Fault::stored("bewijs.soort"))?,
            feit_id,
            versie,
            gebeurtenis_id,
            verstrekker_id: feit_verstrekker_id,
            zorgverlener_id,
            budgethouder_id,
            bedrag: bedrag.map(Euro::from_cents),
            datum: datum.map(jiff_diesel::Date::to_jiff),
        })
    }
}

/// A page of the evidence of a part that still holds, by event.
pub async fn bewijs_of(
    conn: &mut AsyncPgConnection,
    deel: Uuid,
    page: Page,
) -> Result<Vec<Bewijs>, Fault> {
    let mut query = bewijs::table
        .filter(bewijs::deel_id.eq(deel))
        .filter(bewijs::vervallen_op.is_null())
        .order(bewijs::gebeurtenis_id)
        .select(BewijsRow::as_select())
        .into_boxed();
    if let Some(after) = page.after {
        query = query.filter(bewijs::gebeurtenis_id.gt(after));
    }
    let rows: Vec<BewijsRow> = query.limit(page.rows()).load(conn).await?;
    rows.into_iter().map(Bewijs::try_from).collect()
}
