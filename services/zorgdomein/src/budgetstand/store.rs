//! Rows and queries of the read copy of budget positions.

use std::collections::HashMap;

use contracts::BudgetstandBijgewerkt;
use diesel::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Date as SqlDate, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use kernel::Euro;
use platform::Fault;
use uuid::Uuid;

use crate::store::statement;

#[derive(QueryableByName)]
struct RoomRow {
    #[diesel(sql_type = SqlUuid)]
    pot_id: Uuid,
    #[diesel(sql_type = BigInt)]
    beschikbaar: i64,
}

/// What may still be claimed from these pots, as last heard; a pot never heard of is absent.
pub(crate) async fn beschikbaar(
    conn: &mut AsyncPgConnection,
    potten: &[Uuid],
) -> Result<HashMap<Uuid, Euro>, Fault> {
    let rows: Vec<RoomRow> =
        statement("SELECT pot_id, beschikbaar FROM budgetstand WHERE pot_id = ANY($1)")
            .bind::<Array<SqlUuid>, _>(potten)
            .load(conn)
            .await?;
    Ok(rows.into_iter().map(|row| (row.pot_id, Euro::from_cents(row.beschikbaar))).collect())
}

/// Keeps a batch of positions, each with the version it was heard in.
pub(crate) async fn save(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    heard: &[(i64, BudgetstandBijgewerkt)],
) -> Result<(), Fault> {
    let mut uuids: [Vec<Uuid>; 4] = Default::default();
    let mut amounts: [Vec<i64>; 7] = Default::default();
    let (mut functies, mut van, mut tot) = (Vec::new(), Vec::new(), Vec::new());
    for (versie, said) in heard {
        for pot in &said.potten {
            let ids = [pot.pot_id, said.toekenning_id, said.verstrekker_id, said.budgethouder_id];
            uuids.iter_mut().zip(ids).for_each(|(column, id)| column.push(id));
            let cents = [
                pot.toegekend,
                pot.beschikbaar,
                pot.gereserveerd,
                pot.besteed,
                pot.terug_te_vorderen,
                pot.tekort,
                Euro::from_cents(*versie),
            ];
            amounts.iter_mut().zip(cents).for_each(|(column, euro)| column.push(euro.cents()));
            functies.push(pot.zorgfunctie.as_str());
            van.push(pot.periode.van().to_diesel());
            tot.push(pot.periode.day_after().map(|day: Date| day.to_diesel()));
        }
    }
    let [pot_ids, toekenningen, verstrekkers, budgethouders] = uuids;
    let [toegekend, beschikbaar, gereserveerd, besteed, terug, tekort, versies] = amounts;
    statement(
        "INSERT INTO budgetstand (bijgewerkt_op, pot_id, toekenning_id, verstrekker_id, \
         budgethouder_id, zorgfunctie, geldig_van, geldig_tot, toegekend, beschikbaar, \
         gereserveerd, besteed, terug_te_vorderen, tekort, versie) \
         SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         ON CONFLICT (pot_id) DO UPDATE SET (geldig_van, geldig_tot, toegekend, beschikbaar, \
         gereserveerd, besteed, terug_te_vorderen, tekort, versie, bijgewerkt_op) = \
         (excluded.geldig_van, excluded.geldig_tot, excluded.toegekend, excluded.beschikbaar, \
         excluded.gereserveerd, excluded.besteed, excluded.terug_te_vorderen, excluded.tekort, \
         excluded.versie, excluded.bijgewerkt_op) WHERE budgetstand.versie < excluded.versie",
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(pot_ids)
    .bind::<Array<SqlUuid>, _>(toekenningen)
    .bind::<Array<SqlUuid>, _>(verstrekkers)
    .bind::<Array<SqlUuid>, _>(budgethouders)
    .bind::<Array<Text>, _>(functies)
    .bind::<Array<SqlDate>, _>(van)
    .bind::<Array<Nullable<SqlDate>>, _>(tot)
    .bind::<Array<BigInt>, _>(toegekend)
    .bind::<Array<BigInt>, _>(beschikbaar)
    .bind::<Array<BigInt>, _>(gereserveerd)
    .bind::<Array<BigInt>, _>(besteed)
    .bind::<Array<BigInt>, _>(terug)
    .bind::<Array<BigInt>, _>(tekort)
    .bind::<Array<BigInt>, _>(versies)
    .execute(conn)
    .await?;
    Ok(())
}

/// The position of one pot, as it is shown.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Rij {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) pot_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) zorgfunctie: String,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    pub(crate) geldig_van: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    pub(crate) geldig_tot: Option<Date>,
    #[diesel(sql_type = BigInt)]
    pub(crate) toegekend: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) beschikbaar: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) gereserveerd: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) besteed: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) terug_te_vorderen: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) tekort: i64,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub(crate) bijgewerkt_op: Timestamp,
}

/// The pots of one grant, inside the running scope.
pub(crate) async fn of_toekenning(
    conn: &mut AsyncPgConnection,
    toekenning_id: Uuid,
) -> Result<Vec<Rij>, Fault> {
    let rows = statement(
        "SELECT pot_id, verstrekker_id, zorgfunctie, geldig_van, geldig_tot, toegekend, \
         beschikbaar, gereserveerd, besteed, terug_te_vorderen, tekort, bijgewerkt_op \
         FROM budgetstand WHERE toekenning_id = $1 ORDER BY zorgfunctie, geldig_van",
    )
    .bind::<SqlUuid, _>(toekenning_id)
    .load(conn)
    .await?;
    Ok(rows)
}
