//! Rows of grants and pots, and which of them wait to be said.

use std::collections::BTreeMap;

use contracts::payment::Potstand;
use contracts::{ToekenningStatus, ToekenningVastgesteld};
use diesel::sql_types::{Array, BigInt, Date, Nullable, SmallInt, Text, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff_diesel::ToDiesel;
use kernel::{Euro, Periode, Zorgfunctie};
use platform::Fault;
use uuid::Uuid;

use super::{BekendePot, Saldi, stand};
use crate::grootboek::Potsleutel;

/// A grant as it was known before.
#[derive(Debug, QueryableByName)]
pub struct BekendeToekenning {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    /// Who granted it.
    #[diesel(sql_type = SqlUuid)]
    #[diesel(column_name = verstrekker_id)]
    pub verstrekker: Uuid,
    /// The law.
    #[diesel(sql_type = Text)]
    pub wet: String,
    /// The version in effect.
    #[diesel(sql_type = BigInt)]
    pub versie: i64,
}

/// Locks grants in order of id.
pub async fn lock(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, BekendeToekenning>, Fault> {
    let rows: Vec<BekendeToekenning> = sql_query(
        "SELECT id, verstrekker_id, wet, versie FROM toekenning \
         WHERE id = ANY($1) ORDER BY id FOR UPDATE",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A pot with its grant, for who books on it.
#[derive(Debug, Clone, QueryableByName)]
pub struct PotRij {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Of which grant.
    #[diesel(sql_type = SqlUuid)]
    pub toekenning_id: Uuid,
    /// Who granted it.
    #[diesel(sql_type = SqlUuid)]
    pub verstrekker_id: Uuid,
    /// The law.
    #[diesel(sql_type = Text)]
    pub wet: String,
    /// The year of its accounts.
    #[diesel(sql_type = SmallInt)]
    pub jaar: i16,
    /// What was granted.
    #[diesel(sql_type = BigInt)]
    pub bedrag: i64,
}

impl PotRij {
    /// The key of its accounts.
    pub fn sleutel(&self) -> Result<Potsleutel, Fault> {
        let wet = kernel::Wet::parse(&self.wet).map_err(Fault::stored("pot.wet"))?;
        Ok(Potsleutel { pot: self.id, verstrekker: self.verstrekker_id, wet, jaar: self.jaar })
    }
}

/// Pots by id.
pub async fn pots(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<PotRij>, Fault> {
    let query = sql_query(
        "SELECT id, toekenning_id, verstrekker_id, wet, jaar, bedrag FROM pot WHERE id = ANY($1)",
    );
    Ok(query.bind::<Array<SqlUuid>, _>(ids).load(conn).await?)
}

/// Pots that are known, each with its grant.
pub async fn known_pots(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, (Uuid, BekendePot)>, Fault> {
    let rows = pots(conn, ids).await?;
    let pot = |row: PotRij| {
        let bedrag = Euro::from_cents(row.bedrag);
        (row.id, (row.toekenning_id, BekendePot { id: row.id, jaar: row.jaar, bedrag }))
    };
    Ok(rows.into_iter().map(pot).collect())
}

const fn status(status: ToekenningStatus) -> &'static str {
    match status {
        ToekenningStatus::Actief => "actief",
        ToekenningStatus::Vervangen => "vervangen",
        ToekenningStatus::Ingetrokken => "ingetrokken",
    }
}

/// Writes grants, new ones and changed ones.
pub async fn save(
    conn: &mut AsyncPgConnection,
    facts: &[(i64, &ToekenningVastgesteld)],
) -> Result<(), Fault> {
    let ids = |value: fn(&ToekenningVastgesteld) -> Uuid| -> Vec<Uuid> {
        facts.iter().map(|(_, fact)| value(fact)).collect()
    };
    sql_query(
        "INSERT INTO toekenning (id, verstrekker_id, budgethouder_id, wet, status, versie) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE \
         SET budgethouder_id = excluded.budgethouder_id, status = excluded.status, \
             versie = excluded.versie",
    )
    .bind::<Array<SqlUuid>, _>(ids(|fact| fact.toekenning_id))
    .bind::<Array<SqlUuid>, _>(ids(|fact| fact.verstrekker_id))
    .bind::<Array<SqlUuid>, _>(ids(|fact| fact.budgethouder_id))
    .bind::<Array<Text>, _>(facts.iter().map(|(_, fact)| fact.wet.code()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(facts.iter().map(|(_, fact)| status(fact.status)).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(facts.iter().map(|(versie, _)| *versie).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes pots of grants; `sleutels` are those of all pots in the same order.
pub async fn save_pots(
    conn: &mut AsyncPgConnection,
    facts: &[(i64, &ToekenningVastgesteld)],
    sleutels: &[Potsleutel],
) -> Result<(), Fault> {
    let rows: Vec<_> = facts
        .iter()
        .flat_map(|(_, fact)| fact.potten.iter().map(|pot| (fact.toekenning_id, pot)))
        .zip(sleutels)
        .collect();
    sql_query(
        "INSERT INTO pot (id, toekenning_id, verstrekker_id, wet, zorgfunctie, van, tot, jaar, bedrag) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE \
         SET zorgfunctie = excluded.zorgfunctie, van = excluded.van, tot = excluded.tot, \
             bedrag = excluded.bedrag",
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|(_, key)| key.pot).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|((id, _), _)| *id).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|(_, key)| key.verstrekker).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(rows.iter().map(|(_, key)| key.wet.code()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(
        rows.iter().map(|((_, pot), _)| pot.zorgfunctie.as_str()).collect::<Vec<_>>(),
    )
    .bind::<Array<Date>, _>(
        rows.iter().map(|((_, pot), _)| pot.periode.van().to_diesel()).collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<Date>>, _>(
        rows.iter()
            .map(|((_, pot), _)| pot.periode.tot().map(ToDiesel::to_diesel))
            .collect::<Vec<_>>(),
    )
    .bind::<Array<SmallInt>, _>(rows.iter().map(|(_, key)| key.jaar).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(
        rows.iter().map(|((_, pot), _)| pot.bedrag.cents()).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that the position of grants (with their verstrekkers) is to be said.
pub async fn mark_changed(
    conn: &mut AsyncPgConnection,
    toekenningen: &[(Uuid, Uuid)],
) -> Result<(), Fault> {
    let mut each = toekenningen.to_vec();
    each.sort();
    each.dedup();
    if each.is_empty() {
        return Ok(());
    }
    let (ids, verstrekkers): (Vec<Uuid>, Vec<Uuid>) = each.into_iter().unzip();
    sql_query(
        "INSERT INTO gewijzigd_budget (toekenning_id, verstrekker_id) SELECT * FROM unnest($1, $2)",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(verstrekkers)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Gewijzigd {
    #[diesel(sql_type = SqlUuid)]
    toekenning_id: Uuid,
}

/// Takes up to `max` grants whose position changed. One replica at a time; the others find nothing.
pub async fn take_changed(conn: &mut AsyncPgConnection, max: i64) -> Result<Vec<Uuid>, Fault> {
    let rows: Vec<Gewijzigd> = sql_query(
        "WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(750301) AS mine), \
         oldest AS MATERIALIZED (SELECT DISTINCT toekenning_id FROM ( \
             SELECT toekenning_id FROM gewijzigd_budget WHERE (SELECT mine FROM turn) \
             ORDER BY id LIMIT $1) waiting) \
         DELETE FROM gewijzigd_budget USING oldest \
         WHERE gewijzigd_budget.toekenning_id = oldest.toekenning_id \
         RETURNING gewijzigd_budget.toekenning_id",
    )
    .bind::<BigInt, _>(max)
    .load(conn)
    .await?;
    let mut ids: Vec<Uuid> = rows.into_iter().map(|row| row.toekenning_id).collect();
    ids.sort();
    ids.dedup();
    Ok(ids)
}

/// A grant whose position is about to be said.
#[derive(Debug, QueryableByName)]
pub struct TeZeggen {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Who granted it.
    #[diesel(sql_type = SqlUuid, column_name = verstrekker_id)]
    pub verstrekker: Uuid,
    /// Whose it is.
    #[diesel(sql_type = SqlUuid, column_name = budgethouder_id)]
    pub budgethouder: Uuid,
    /// The how-manieth position this is.
    #[diesel(sql_type = BigInt)]
    pub stand_versie: i64,
}

/// Counts the next position of grants.
pub async fn next_position(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<TeZeggen>, Fault> {
    let query = sql_query(
        "UPDATE toekenning SET stand_versie = stand_versie + 1 WHERE id = ANY($1) \
         RETURNING id, verstrekker_id, budgethouder_id, stand_versie",
    );
    Ok(query.bind::<Array<SqlUuid>, _>(ids).load(conn).await?)
}

#[derive(QueryableByName)]
struct StandRij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    toekenning_id: Uuid,
    #[diesel(sql_type = Text)]
    zorgfunctie: String,
    #[diesel(sql_type = Date)]
    van: jiff_diesel::Date,
    #[diesel(sql_type = Nullable<Date>)]
    tot: Option<jiff_diesel::Date>,
    #[diesel(sql_type = BigInt)]
    toegekend: i64,
    #[diesel(sql_type = BigInt)]
    beschikbaar: i64,
    #[diesel(sql_type = BigInt)]
    gereserveerd: i64,
    #[diesel(sql_type = BigInt)]
    besteed: i64,
    #[diesel(sql_type = BigInt)]
    terug_te_vorderen: i64,
    #[diesel(sql_type = BigInt)]
    tekort: i64,
}

impl StandRij {
    fn read(self) -> Result<(Uuid, Potstand), Fault> {
        let zorgfunctie =
            Zorgfunctie::parse(&self.zorgfunctie).map_err(Fault::stored("pot.zorgfunctie"))?;
        let periode =
            Periode::try_new(self.van.to_jiff(), self.tot.map(jiff_diesel::Date::to_jiff))
                .map_err(Fault::stored("pot.tot"))?;
        let saldi = Saldi {
            toegekend: Euro::from_cents(self.toegekend),
            beschikbaar: Euro::from_cents(self.beschikbaar),
            gereserveerd: Euro::from_cents(self.gereserveerd),
            besteed: Euro::from_cents(self.besteed),
            terug_te_vorderen: Euro::from_cents(self.terug_te_vorderen),
            tekort: Euro::from_cents(self.tekort),
        };
        Ok((self.toekenning_id, stand(self.id, zorgfunctie, periode, saldi)))
    }
}

/// The positions of the pots of grants.
pub async fn positions(
    conn: &mut AsyncPgConnection,
    toekenningen: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Potstand>>, Fault> {
    let rows: Vec<StandRij> = sql_query(
        "SELECT pot.id, pot.toekenning_id, pot.zorgfunctie, pot.van, pot.tot, \
             coalesce(max(saldo) FILTER (WHERE soort = 'R.GRANT'), 0) AS toegekend, \
             coalesce(max(saldo) FILTER (WHERE soort = 'R.AVAILABLE'), 0) AS beschikbaar, \
             coalesce(max(saldo) FILTER (WHERE soort = 'R.COMMITTED'), 0) AS gereserveerd, \
             coalesce(max(saldo) FILTER (WHERE soort = 'R.SPENT'), 0) AS besteed, \
             coalesce(max(saldo) FILTER (WHERE soort = 'R.RECOVERABLE'), 0) AS terug_te_vorderen, \
             coalesce(max(saldo) FILTER (WHERE soort = 'R.SHORT'), 0) AS tekort \
         FROM pot LEFT JOIN rekening ON rekening.dimensie = pot.id \
         WHERE pot.toekenning_id = ANY($1) GROUP BY pot.id ORDER BY pot.toekenning_id, pot.id",
    )
    .bind::<Array<SqlUuid>, _>(toekenningen)
    .load(conn)
    .await?;
    let mut by_toekenning: BTreeMap<Uuid, Vec<Potstand>> = BTreeMap::new();
    for row in rows {
        let (toekenning, potstand) = row.read()?;
        by_toekenning.entry(toekenning).or_default().push(potstand);
    }
    Ok(by_toekenning)
}

#[derive(QueryableByName)]
struct Eigenaar {
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
}

/// Whose a grant is; none when it is not there or not in scope.
pub async fn whose(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Uuid>, Fault> {
    let query = sql_query("SELECT verstrekker_id FROM toekenning WHERE id = $1");
    let row: Option<Eigenaar> = query.bind::<SqlUuid, _>(id).get_result(conn).await.optional()?;
    Ok(row.map(|row| row.verstrekker_id))
}
