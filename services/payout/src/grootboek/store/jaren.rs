//! Whether the years of pots are closed.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Bool, SmallInt, Text, Uuid as SqlUuid};
use diesel::{QueryResult, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::grootboek::saldi::{Jaarstand, Standen};

#[derive(QueryableByName)]
struct Gesloten {
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = SmallInt)]
    jaar: i16,
    #[diesel(sql_type = Bool)]
    opengesteld: bool,
}

/// Notes in positions which of their years are closed.
pub(super) async fn mark(conn: &mut AsyncPgConnection, standen: &mut Standen) -> QueryResult<()> {
    let mut whose: Vec<Uuid> = standen.values().map(|stand| stand.sleutel.verstrekker).collect();
    whose.sort();
    whose.dedup();
    let rows: Vec<Gesloten> = sql_query(
        "SELECT j.verstrekker_id, j.wet, j.jaar, coalesce((SELECT o.open FROM openstelling o \
             WHERE (o.verstrekker_id, o.wet, o.jaar) = (j.verstrekker_id, j.wet, j.jaar) \
             ORDER BY o.id DESC LIMIT 1), false) AS opengesteld \
         FROM jaarafsluiting j WHERE j.verstrekker_id = ANY($1)",
    )
    .bind::<Array<SqlUuid>, _>(whose)
    .load(conn)
    .await?;
    let closed: BTreeMap<(Uuid, &str, i16), bool> = rows
        .iter()
        .map(|row| ((row.verstrekker_id, row.wet.as_str(), row.jaar), row.opengesteld))
        .collect();
    for stand in standen.values_mut() {
        let key = (stand.sleutel.verstrekker, stand.sleutel.wet.code(), stand.sleutel.jaar);
        stand.jaar = match closed.get(&key) {
            None => Jaarstand::Open,
            Some(false) => Jaarstand::Afgesloten,
            Some(true) => Jaarstand::Opengesteld,
        };
    }
    Ok(())
}
