//! Which monthly amounts are still to be claimed, and that they were.

use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Date as SqlDate, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use platform::Fault;
use uuid::Uuid;

use crate::store::statement;

/// A month that is over and not yet claimed.
#[derive(QueryableByName, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Open {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) verstrekker_id: Uuid,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    pub(crate) maand: Date,
}

/// Months of approved agreements with a person that are over on this day, in order of agreement
/// and month. Firms send invoices.
pub(crate) async fn open(
    conn: &mut AsyncPgConnection,
    (vanaf, today): (Date, Date),
    limit: i64,
) -> Result<Vec<Open>, Fault> {
    let rows = statement(
        "SELECT z.id AS zorgovereenkomst_id, r.verstrekker_id, m.maand::date AS maand \
         FROM zorgovereenkomst_regel r JOIN zorgovereenkomst z ON z.id = r.zorgovereenkomst_id \
         CROSS JOIN LATERAL generate_series( \
         date_trunc('month', greatest(r.geldig_van, $1)::timestamp), \
         date_trunc('month', $2::timestamp) - interval '1 month', interval '1 month') m (maand) \
         WHERE r.eenheid = 'maand' AND r.vervangen_op IS NULL \
         AND z.status IN ('actief', 'beeindigd') AND z.soort <> 'instelling' \
         AND (r.geldig_tot IS NULL OR m.maand < r.geldig_tot) \
         AND NOT EXISTS (SELECT FROM maandloon l WHERE l.zorgovereenkomst_id = z.id \
         AND l.verstrekker_id = r.verstrekker_id AND l.maand = m.maand) \
         GROUP BY 1, 2, 3 ORDER BY 1, 3, 2 LIMIT $3",
    )
    .bind::<SqlDate, _>(vanaf.to_diesel())
    .bind::<SqlDate, _>(today.to_diesel())
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    Ok(rows)
}

/// Notes that these months were claimed, each with its claim where one was made.
pub(crate) async fn note(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    rows: &[(Open, Option<Uuid>)],
) -> Result<(), Fault> {
    statement(
        "INSERT INTO maandloon (vastgelegd_op, zorgovereenkomst_id, verstrekker_id, maand, \
         declaratie_id) SELECT $1, * FROM unnest($2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(
        rows.iter().map(|(own, _)| own.zorgovereenkomst_id).collect::<Vec<_>>(),
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|(own, _)| own.verstrekker_id).collect::<Vec<_>>())
    .bind::<Array<SqlDate>, _>(
        rows.iter().map(|(own, _)| own.maand.to_diesel()).collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<SqlUuid>>, _>(rows.iter().map(|(_, id)| *id).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}
