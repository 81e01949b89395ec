//! Rows of legal grounds.

use diesel::prelude::*;
use diesel::sql_types::{Date as SqlDate, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use platform::Fault;

use crate::indicator::Indicator;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    indicator: String,
}

/// The indicators for which a confirmed ground holds on this day.
pub async fn in_force(conn: &mut AsyncPgConnection, today: Date) -> Result<Vec<Indicator>, Fault> {
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT DISTINCT indicator FROM grondslag \
         WHERE akkoord_door IS NOT NULL AND geldig_van <= $1 AND geldig_tot > $1",
    )
    .bind::<SqlDate, _>(today.to_diesel())
    .load(conn)
    .await?;
    rows.iter()
        .map(|row| Indicator::parse(&row.indicator).map_err(Fault::stored("grondslag.indicator")))
        .collect()
}
