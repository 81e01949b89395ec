//! The answers of payout, kept beside the claim.

use std::collections::HashSet;

use contracts::{DeclaratieGeboekt, Weigeringsreden};
use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use platform::Fault;
use uuid::Uuid;

use crate::store::statement;

pub(crate) const fn reden_code(reden: Weigeringsreden) -> &'static str {
    match reden {
        Weigeringsreden::BudgetOntoereikend => "budgetOntoereikend",
        Weigeringsreden::BudgetUitgeputBijTwk => "budgetUitgeputBijTwk",
    }
}

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The verstrekkers of these claims.
pub(crate) async fn verstrekkers_of(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<Uuid>, Fault> {
    let rows: Vec<IdRow> =
        statement("SELECT DISTINCT verstrekker_id AS id FROM declaratie WHERE id = ANY($1)")
            .bind::<Array<SqlUuid>, _>(ids)
            .load(conn)
            .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Keeps a batch of answers, one per claim; says which claims there are.
pub(crate) async fn save(
    conn: &mut AsyncPgConnection,
    answers: &[DeclaratieGeboekt],
) -> Result<HashSet<Uuid>, Fault> {
    let redenen: Vec<Option<&str>> = answers.iter().map(|a| a.reden.map(reden_code)).collect();
    let rows: Vec<IdRow> = statement(
        "UPDATE declaratie d SET geboekte_versie = q.versie, geboekt = q.geboekt, \
         geweigerd = q.geweigerd, reden = q.reden, revisie = d.revisie + 1 \
         FROM unnest($1, $2, $3, $4, $5) AS q (id, versie, geboekt, geweigerd, reden) \
         WHERE d.id = q.id RETURNING d.id",
    )
    .bind::<Array<SqlUuid>, _>(answers.iter().map(|a| a.declaratie_id).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(answers.iter().map(|a| a.declaratie_versie).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(answers.iter().map(|a| a.geboekt.cents()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(answers.iter().map(|a| a.geweigerd.cents()).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(redenen)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
