//! Rows and queries of agreements.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Date as SqlDate, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use kernel::{Eenheid, Euro, Id, Periode, SoortOvereenkomst, Wet, Zorgfunctie};
use platform::Fault;
use uuid::Uuid;

use super::{
    Betaalwijze, Derdenbeding, Overeenkomstregel, Status, Tariefsoort, VeertigUur, Zorgovereenkomst,
};
use crate::store::{periode, statement};

pub(crate) mod read;
pub(crate) mod write;

#[derive(QueryableByName)]
struct HeadRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    budgethouder_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = Text)]
    tariefsoort: String,
    #[diesel(sql_type = Bool)]
    derdenbeding: bool,
    #[diesel(sql_type = Bool)]
    ontheffing_veertig_uur: bool,
    #[diesel(sql_type = Bool)]
    salarisadministratie: bool,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    ingangsdatum: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    einddatum: Option<Date>,
    #[diesel(sql_type = Text)]
    status: String,
}

#[derive(QueryableByName)]
struct RegelRow {
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    regel_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    toekenning_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = Text)]
    zorgfunctie: String,
    #[diesel(sql_type = Text)]
    eenheid: String,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    tarief: i64,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    geldig_van: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    geldig_tot: Option<Date>,
}

/// Locks these agreements, and all others of the same pairs of budgethouder and zorgverlener, in
/// order of id: what is decided about a pair is decided by one at a time. Two statements.
///
/// An agreement outside the running scope is not there; of one that is, only the lines inside.
pub(crate) async fn lock_pairs(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<Zorgovereenkomst>, Fault> {
    let heads: Vec<HeadRow> = statement(
        "SELECT z.id, z.budgethouder_id, z.zorgverlener_id, z.soort, z.tariefsoort, \
         z.derdenbeding, z.ontheffing_veertig_uur, z.salarisadministratie, z.ingangsdatum, z.einddatum, z.status \
         FROM zorgovereenkomst z WHERE (z.budgethouder_id, z.zorgverlener_id) IN \
         (SELECT a.budgethouder_id, a.zorgverlener_id FROM zorgovereenkomst a WHERE a.id = ANY($1)) \
         ORDER BY z.id FOR NO KEY UPDATE OF z",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    with_lines(conn, heads).await
}

/// The same agreements, read without a lock: for an answer that is not stored.
pub(crate) async fn load_pairs(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<Zorgovereenkomst>, Fault> {
    let heads: Vec<HeadRow> = statement(
        "SELECT z.id, z.budgethouder_id, z.zorgverlener_id, z.soort, z.tariefsoort, \
         z.derdenbeding, z.ontheffing_veertig_uur, z.salarisadministratie, z.ingangsdatum, z.einddatum, z.status \
         FROM zorgovereenkomst z WHERE (z.budgethouder_id, z.zorgverlener_id) IN \
         (SELECT a.budgethouder_id, a.zorgverlener_id FROM zorgovereenkomst a WHERE a.id = ANY($1)) \
         ORDER BY z.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    with_lines(conn, heads).await
}

/// Locks every agreement of these persons, as budgethouder or as zorgverlener, in order of id.
pub(crate) async fn lock_of_persons(
    conn: &mut AsyncPgConnection,
    personen: &[Uuid],
) -> Result<Vec<Zorgovereenkomst>, Fault> {
    let heads: Vec<HeadRow> = statement(
        "SELECT z.id, z.budgethouder_id, z.zorgverlener_id, z.soort, z.tariefsoort, \
         z.derdenbeding, z.ontheffing_veertig_uur, z.salarisadministratie, z.ingangsdatum, z.einddatum, z.status \
         FROM zorgovereenkomst z WHERE z.budgethouder_id = ANY($1) OR z.zorgverlener_id = ANY($1) \
         ORDER BY z.id FOR NO KEY UPDATE OF z",
    )
    .bind::<Array<SqlUuid>, _>(personen)
    .load(conn)
    .await?;
    with_lines(conn, heads).await
}

/// Rows of these agreements that were known once and were replaced, inside the running scope.
pub(crate) async fn vervallen(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Overeenkomstregel>>, Fault> {
    let rows: Vec<RegelRow> = statement(
        "SELECT zorgovereenkomst_id, regel_id, toekenning_id, verstrekker_id, wet, zorgfunctie, \
         eenheid, tarief, geldig_van, geldig_tot FROM zorgovereenkomst_regel \
         WHERE zorgovereenkomst_id = ANY($1) AND vervangen_op IS NOT NULL",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let mut lines: HashMap<Uuid, Vec<Overeenkomstregel>> = HashMap::new();
    for row in rows {
        lines.entry(row.zorgovereenkomst_id).or_default().push(row.into_domain()?);
    }
    Ok(lines)
}

/// Reads one agreement without a lock.
pub(crate) async fn load(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> Result<Option<Zorgovereenkomst>, Fault> {
    let heads: Vec<HeadRow> = statement(
        "SELECT id, budgethouder_id, zorgverlener_id, soort, tariefsoort, derdenbeding, \
         ontheffing_veertig_uur, salarisadministratie, ingangsdatum, einddatum, status FROM zorgovereenkomst \
         WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .load(conn)
    .await?;
    Ok(with_lines(conn, heads).await?.pop())
}

async fn with_lines(
    conn: &mut AsyncPgConnection,
    heads: Vec<HeadRow>,
) -> Result<Vec<Zorgovereenkomst>, Fault> {
    let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
    let mut lines = load_lines(conn, &ids).await?;
    heads
        .into_iter()
        .map(|head| {
            let regels = lines.remove(&head.id).unwrap_or_default();
            head.into_domain(regels)
        })
        .collect()
}

/// The lines of these agreements as known now, inside the running scope, in order of days.
pub(crate) async fn load_lines(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Overeenkomstregel>>, Fault> {
    let rows: Vec<RegelRow> = statement(
        "SELECT zorgovereenkomst_id, regel_id, toekenning_id, verstrekker_id, wet, zorgfunctie, \
         eenheid, tarief, geldig_van, geldig_tot FROM zorgovereenkomst_regel \
         WHERE zorgovereenkomst_id = ANY($1) AND vervangen_op IS NULL \
         ORDER BY zorgovereenkomst_id, regel_id, geldig_van",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let mut lines: HashMap<Uuid, Vec<Overeenkomstregel>> = HashMap::with_capacity(ids.len());
    for row in rows {
        let of = row.zorgovereenkomst_id;
        lines.entry(of).or_default().push(row.into_domain()?);
    }
    Ok(lines)
}

impl HeadRow {
    fn into_domain(self, regels: Vec<Overeenkomstregel>) -> Result<Zorgovereenkomst, Fault> {
        let Self {
            id,
            budgethouder_id,
            zorgverlener_id,
            soort,
            tariefsoort,
            derdenbeding,
            ontheffing_veertig_uur,
            salarisadministratie,
            ingangsdatum,
            einddatum,
            status,
        } = self;
        Ok(Zorgovereenkomst {
            id: Id::from_uuid(id),
            budgethouder_id,
            zorgverlener_id,
            soort: SoortOvereenkomst::parse(&soort)
                .map_err(Fault::stored("zorgovereenkomst.soort"))?,
            tariefsoort: Tariefsoort::parse(&tariefsoort)
                .map_err(Fault::stored("zorgovereenkomst.tariefsoort"))?,
            derdenbeding: if derdenbeding { Derdenbeding::Aanwezig } else { Derdenbeding::Afwezig },
            veertig_uur: if ontheffing_veertig_uur {
                VeertigUur::Ontheven
            } else {
                VeertigUur::Geldt
            },
            betaalwijze: if salarisadministratie {
                Betaalwijze::Salarisadministratie
            } else {
                Betaalwijze::Bruto
            },
            looptijd: Periode::try_new(ingangsdatum, einddatum)
                .map_err(Fault::stored("zorgovereenkomst.einddatum"))?,
            status: Status::parse(&status).map_err(Fault::stored("zorgovereenkomst.status"))?,
            regels,
            vervallen: Vec::new(),
        })
    }
}

impl RegelRow {
    fn into_domain(self) -> Result<Overeenkomstregel, Fault> {
        let Self {
            zorgovereenkomst_id: _,
            regel_id,
            toekenning_id,
            verstrekker_id,
            wet,
            zorgfunctie,
            eenheid,
            tarief,
            geldig_van,
            geldig_tot,
        } = self;
        Ok(Overeenkomstregel {
            regel_id: Id::from_uuid(regel_id),
            toekenning_id,
            verstrekker_id,
            wet: Wet::parse(&wet).map_err(Fault::stored("zorgovereenkomst_regel.wet"))?,
            zorgfunctie: Zorgfunctie::parse(&zorgfunctie)
                .map_err(Fault::stored("zorgovereenkomst_regel.zorgfunctie"))?,
            eenheid: Eenheid::parse(&eenheid)
                .map_err(Fault::stored("zorgovereenkomst_regel.eenheid"))?,
            tarief: Euro::from_cents(tarief),
            geldig: periode(geldig_van, geldig_tot)?,
        })
    }
}
