//! Rows of tasks.

use contracts::{OvereenkomsttaakVastgesteld, Taakstatus};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date as SqlDate, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

/// A task.
#[derive(Debug, Clone, QueryableByName)]
pub(crate) struct Rij {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) taak_id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) regel: String,
    #[diesel(sql_type = SqlDate)]
    pub(crate) taak_op: jiff_diesel::Date,
    #[diesel(sql_type = Text)]
    pub(crate) toelichting: String,
    #[diesel(sql_type = Text)]
    pub(crate) status: String,
}

const fn code(status: Taakstatus) -> &'static str {
    match status {
        Taakstatus::Open => "open",
        Taakstatus::Afgehandeld => "afgehandeld",
        Taakstatus::Vervallen => "vervallen",
    }
}

/// Keeps the newest state of each task. One about an agreement that is not here is left out: the
/// answer of the toets about it is parked, and tells.
pub(crate) async fn save(
    conn: &mut AsyncPgConnection,
    facts: &[(i64, OvereenkomsttaakVastgesteld)],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = facts.iter().map(|(_, fact)| fact.taak_id).collect();
    let agreements: Vec<Uuid> = facts.iter().map(|(_, fact)| fact.zorgovereenkomst_id).collect();
    let regels: Vec<&str> = facts.iter().map(|(_, fact)| fact.regel.as_str()).collect();
    let days: Vec<_> = facts.iter().map(|(_, fact)| fact.taak_op.to_diesel()).collect();
    let texts: Vec<&str> = facts.iter().map(|(_, fact)| fact.toelichting.as_str()).collect();
    let statuses: Vec<&str> = facts.iter().map(|(_, fact)| code(fact.status)).collect();
    let versies: Vec<i64> = facts.iter().map(|(versie, _)| *versie).collect();
    diesel::sql_query(
        "INSERT INTO overeenkomsttaak \
             (taak_id, zorgovereenkomst_id, verstrekkers, regel, taak_op, toelichting, status, versie) \
         SELECT said.taak, zorgovereenkomst.id, zorgovereenkomst.verstrekkers, said.regel, said.dag, \
             said.tekst, said.status, said.versie \
         FROM unnest($1, $2, $3, $4, $5, $6, $7) \
             AS said (taak, overeenkomst, regel, dag, tekst, status, versie) \
         JOIN zorgovereenkomst ON zorgovereenkomst.id = said.overeenkomst \
         ON CONFLICT (taak_id) DO UPDATE SET toelichting = excluded.toelichting, \
             status = excluded.status, versie = excluded.versie \
         WHERE overeenkomsttaak.versie < excluded.versie",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(agreements)
    .bind::<Array<Text>, _>(regels)
    .bind::<Array<SqlDate>, _>(days)
    .bind::<Array<Text>, _>(texts)
    .bind::<Array<Text>, _>(statuses)
    .bind::<Array<BigInt>, _>(versies)
    .execute(conn)
    .await?;
    Ok(())
}

/// The tasks of an agreement, soonest first; `None` when the scope does not see the agreement.
pub(crate) async fn of(
    conn: &mut AsyncPgConnection,
    overeenkomst: Uuid,
) -> Result<Option<Vec<Rij>>, Fault> {
    let seen = diesel::sql_query("SELECT 1 FROM zorgovereenkomst WHERE id = $1")
        .bind::<SqlUuid, _>(overeenkomst)
        .execute(conn)
        .await?;
    if seen == 0 {
        return Ok(None);
    }
    let rows = diesel::sql_query(
        "SELECT taak_id, regel, taak_op, toelichting, status FROM overeenkomsttaak \
         WHERE zorgovereenkomst_id = $1 ORDER BY taak_op, taak_id LIMIT 200",
    )
    .bind::<SqlUuid, _>(overeenkomst)
    .load(conn)
    .await?;
    Ok(Some(rows))
}
