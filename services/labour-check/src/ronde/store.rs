//! Rounds and what they found, as rows.

pub mod lopend;

use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Integer, Jsonb, Nullable, Text, Timestamptz,
    Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::{Timestamp as SqlTimestamp, ToDiesel};
use platform::Fault;
use platform::http::paging::Page;
use serde_json::Value;
use uuid::Uuid;

use self::lopend::Lopend;
use super::{Opdracht, Regel, Soort};
use crate::engine::Uitgave;
use crate::toets::store::uitkomst_code;

/// A round as stored.
#[derive(Debug, Clone, QueryableByName)]
pub struct RondeRow {
    /// The round.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// [`Soort`] by its code.
    #[diesel(sql_type = Text)]
    pub soort: String,
    /// Name.
    #[diesel(sql_type = Text)]
    pub naam: String,
    /// Why, where a person started it.
    #[diesel(sql_type = Nullable<Text>)]
    pub reden: Option<String>,
    /// The day it is about.
    #[diesel(sql_type = SqlDate)]
    pub peildatum: jiff_diesel::Date,
    /// What was published later did not exist.
    #[diesel(sql_type = SqlDate)]
    pub kennisdatum: jiff_diesel::Date,
    /// The edition of rules and figures.
    #[diesel(sql_type = Integer)]
    pub uitgave: i32,
    /// Only these rules; empty is all.
    #[diesel(sql_type = Array<Text>)]
    pub regels: Vec<String>,
    /// Until when the defects are tolerated.
    #[diesel(sql_type = Nullable<SqlDate>)]
    pub gedoogd_tot: Option<jiff_diesel::Date>,
    /// Only of these verstrekkers.
    #[diesel(sql_type = Nullable<Array<SqlUuid>>)]
    pub verstrekkers: Option<Vec<Uuid>>,
    /// `loopt` or `klaar`.
    #[diesel(sql_type = Text)]
    pub status: String,
    /// The last agreement that was looked at.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub wijzer: Option<Uuid>,
    /// How many there were at the start.
    #[diesel(sql_type = BigInt)]
    pub totaal: i64,
    /// How many were looked at.
    #[diesel(sql_type = BigInt)]
    pub gedaan: i64,
    /// How many it touches.
    #[diesel(sql_type = BigInt)]
    pub geraakt: i64,
    /// Eurocents a year of those.
    #[diesel(sql_type = BigInt)]
    pub bedrag_geraakt: i64,
    /// When it began.
    #[diesel(sql_type = Timestamptz)]
    pub gestart_op: SqlTimestamp,
    /// When it ended.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub klaar_op: Option<SqlTimestamp>,
}

const COLUMNS: &str = "id, soort, naam, reden, peildatum, kennisdatum, uitgave, regels, \
     gedoogd_tot, verstrekkers, status, wijzer, totaal, gedaan, geraakt, bedrag_geraakt, \
     gestart_op, klaar_op";

impl RondeRow {
    /// What it asks of each agreement.
    pub fn opdracht(&self) -> Result<Opdracht, Fault> {
        let soort = Soort::parse(&self.soort)
            .ok_or_else(|| Fault::Other(anyhow::anyhow!("ronde.soort {}", self.soort)))?;
        Ok(Opdracht {
            soort,
            kennisdatum: self.kennisdatum.to_jiff(),
            uitgave: u16::try_from(self.uitgave).map_or(Uitgave::HUIDIG, Uitgave),
            regels: self.regels.clone(),
        })
    }
}

/// A round to be started.
#[derive(Debug, Clone)]
pub struct Nieuw {
    /// The round.
    pub id: Uuid,
    /// What it asks.
    pub opdracht: Opdracht,
    /// Name.
    pub naam: String,
    /// Why.
    pub reden: Option<String>,
    /// The day it is about.
    pub peildatum: Date,
    /// Until when the defects are tolerated.
    pub gedoogd_tot: Option<Date>,
    /// Only of these verstrekkers.
    pub verstrekkers: Option<Vec<Uuid>>,
    /// How many agreements there are.
    pub totaal: i64,
    /// Organisation and person.
    pub door: Option<String>,
    /// When.
    pub now: Timestamp,
}

/// Stores a round. The re-check of a half year or birthday that was done goes on when agreements
/// have come that it did not see.
pub async fn insert(conn: &mut AsyncPgConnection, nieuw: &Nieuw) -> Result<(), Fault> {
    diesel::sql_query(
        "INSERT INTO ronde (id, soort, naam, reden, peildatum, kennisdatum, uitgave, regels, \
             gedoogd_tot, verstrekkers, status, totaal, gestart_door, gestart_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'loopt', $11, $12, $13) \
         ON CONFLICT (soort, peildatum) WHERE soort IN ('halfjaar', 'verjaardag') DO UPDATE SET \
             status = 'loopt', wijzer = NULL, klaar_op = NULL, \
             totaal = ronde.totaal + excluded.totaal WHERE ronde.status = 'klaar'",
    )
    .bind::<SqlUuid, _>(nieuw.id)
    .bind::<Text, _>(nieuw.opdracht.soort.code())
    .bind::<Text, _>(&nieuw.naam)
    .bind::<Nullable<Text>, _>(nieuw.reden.as_deref())
    .bind::<SqlDate, _>(nieuw.peildatum.to_diesel())
    .bind::<SqlDate, _>(nieuw.opdracht.kennisdatum.to_diesel())
    .bind::<Integer, _>(i32::from(nieuw.opdracht.uitgave.0))
    .bind::<Array<Text>, _>(&nieuw.opdracht.regels)
    .bind::<Nullable<SqlDate>, _>(nieuw.gedoogd_tot.map(ToDiesel::to_diesel))
    .bind::<Nullable<Array<SqlUuid>>, _>(nieuw.verstrekkers.as_ref())
    .bind::<BigInt, _>(nieuw.totaal)
    .bind::<Nullable<Text>, _>(nieuw.door.as_deref())
    .bind::<Timestamptz, _>(nieuw.now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// The oldest round that is not done, unless another process has it in hand.
pub async fn lock_running(conn: &mut AsyncPgConnection) -> Result<Option<RondeRow>, Fault> {
    let rows: Vec<RondeRow> = diesel::sql_query(format!(
        "SELECT {COLUMNS} FROM ronde WHERE status = 'loopt' ORDER BY gestart_op, id LIMIT 1 \
         FOR UPDATE SKIP LOCKED"
    ))
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

/// One round, when the scope may see it.
pub async fn load(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<RondeRow>, Fault> {
    let rows: Vec<RondeRow> =
        diesel::sql_query(format!("SELECT {COLUMNS} FROM ronde WHERE id = $1"))
            .bind::<SqlUuid, _>(id)
            .load(conn)
            .await?;
    Ok(rows.into_iter().next())
}

/// A page of rounds.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<RondeRow>, Fault> {
    Ok(diesel::sql_query(format!(
        "SELECT {COLUMNS} FROM ronde WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2"
    ))
    .bind::<Nullable<SqlUuid>, _>(page.after)
    .bind::<BigInt, _>(page.rows())
    .load(conn)
    .await?)
}

/// How far a round came with one batch.
#[derive(Debug, Clone, Copy)]
pub struct Stap {
    /// The last agreement of the batch.
    pub wijzer: Option<Uuid>,
    /// How many agreements it had.
    pub gedaan: i64,
    /// How many of them are touched.
    pub geraakt: i64,
    /// Eurocents a year of those.
    pub bedrag: i64,
    /// Set when this was the last batch.
    pub klaar_op: Option<Timestamp>,
}

/// Moves a round on.
pub async fn advance(conn: &mut AsyncPgConnection, id: Uuid, stap: Stap) -> Result<(), Fault> {
    diesel::sql_query(
        "UPDATE ronde SET wijzer = coalesce($2, wijzer), gedaan = gedaan + $3, \
             geraakt = geraakt + $4, bedrag_geraakt = bedrag_geraakt + $5, klaar_op = $6, \
             status = CASE WHEN $6 IS NULL THEN 'loopt' ELSE 'klaar' END \
         WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Nullable<SqlUuid>, _>(stap.wijzer)
    .bind::<BigInt, _>(stap.gedaan)
    .bind::<BigInt, _>(stap.geraakt)
    .bind::<BigInt, _>(stap.bedrag)
    .bind::<Nullable<Timestamptz>, _>(stap.klaar_op.map(ToDiesel::to_diesel))
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores what a round found. A campaign keeps what must be repaired open.
pub async fn save_regels(
    conn: &mut AsyncPgConnection,
    (ronde, status, now): (Uuid, &str, Timestamp),
    regels: &[(&Lopend, &Regel)],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = regels.iter().map(|(own, _)| own.zorgovereenkomst_id).collect();
    let before: Vec<String> = regels.iter().map(|(own, _)| uitkomst_code(own.uitkomst)).collect();
    let after: Vec<String> =
        regels.iter().map(|(_, regel)| uitkomst_code(regel.uitkomst)).collect();
    let touched: Vec<bool> = regels.iter().map(|(_, regel)| regel.geraakt).collect();
    let amounts: Vec<i64> = regels.iter().map(|(_, regel)| regel.bedrag.cents()).collect();
    let found = regels
        .iter()
        .map(|(_, regel)| serde_json::to_value(&regel.bevindingen))
        .collect::<Result<Vec<Value>, _>>()
        .map_err(Fault::stored("ronderegel.bevindingen"))?;
    diesel::sql_query(
        "INSERT INTO ronderegel (ronde_id, zorgovereenkomst_id, overeenkomst_versie, verstrekkers, \
             vorige_uitkomst, uitkomst, geraakt, bevindingen, bedrag, status, vastgelegd_op) \
         SELECT $1, lopend.zorgovereenkomst_id, lopend.overeenkomst_versie, lopend.verstrekkers, \
             given.vorige, given.uitkomst, given.geraakt, given.bevindingen, given.bedrag, $2, $3 \
         FROM unnest($4, $5, $6, $7, $8, $9) \
             AS given (id, vorige, uitkomst, geraakt, bevindingen, bedrag) \
         JOIN lopend ON lopend.zorgovereenkomst_id = given.id \
         ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(ronde)
    .bind::<Text, _>(status)
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(before)
    .bind::<Array<Text>, _>(after)
    .bind::<Array<Bool>, _>(touched)
    .bind::<Array<Jsonb>, _>(found)
    .bind::<Array<BigInt>, _>(amounts)
    .execute(conn)
    .await?;
    Ok(())
}

/// A newer version of these agreements is not refused any more: what campaigns asked is repaired.
pub async fn repaired(
    conn: &mut AsyncPgConnection,
    today: Date,
    overeenkomsten: &[Uuid],
) -> Result<(), Fault> {
    diesel::sql_query(
        "UPDATE ronderegel SET status = 'hersteld', hersteld_op = $1 \
         WHERE status = 'open' AND zorgovereenkomst_id = ANY($2)",
    )
    .bind::<SqlDate, _>(today.to_diesel())
    .bind::<Array<SqlUuid>, _>(overeenkomsten)
    .execute(conn)
    .await?;
    Ok(())
}

/// What a round found about one agreement, as stored.
#[derive(Debug, Clone, QueryableByName)]
pub struct RegelRow {
    /// The agreement.
    #[diesel(sql_type = SqlUuid)]
    pub zorgovereenkomst_id: Uuid,
    /// Which version.
    #[diesel(sql_type = BigInt)]
    pub overeenkomst_versie: i64,
    /// What it came to before.
    #[diesel(sql_type = Text)]
    pub vorige_uitkomst: String,
    /// What it comes to now.
    #[diesel(sql_type = Text)]
    pub uitkomst: String,
    /// Findings.
    #[diesel(sql_type = Jsonb)]
    pub bevindingen: Value,
    /// Eurocents a year.
    #[diesel(sql_type = BigInt)]
    pub bedrag: i64,
    /// `vastgesteld`, `open` or `hersteld`.
    #[diesel(sql_type = Text)]
    pub status: String,
    /// When it was repaired.
    #[diesel(sql_type = Nullable<SqlDate>)]
    pub hersteld_op: Option<jiff_diesel::Date>,
}

/// A page of the agreements a round touches.
pub async fn regels(
    conn: &mut AsyncPgConnection,
    ronde: Uuid,
    page: Page,
) -> Result<Vec<RegelRow>, Fault> {
    Ok(diesel::sql_query(
        "SELECT zorgovereenkomst_id, overeenkomst_versie, vorige_uitkomst, uitkomst, bevindingen, \
             bedrag, status, hersteld_op FROM ronderegel \
         WHERE ronde_id = $1 AND geraakt AND ($2 IS NULL OR zorgovereenkomst_id > $2) \
         ORDER BY zorgovereenkomst_id LIMIT $3",
    )
    .bind::<SqlUuid, _>(ronde)
    .bind::<Nullable<SqlUuid>, _>(page.after)
    .bind::<BigInt, _>(page.rows())
    .load(conn)
    .await?)
}

/// How far one verstrekker is.
#[derive(Debug, Clone, QueryableByName)]
pub struct VoortgangRow {
    /// The verstrekker.
    #[diesel(sql_type = SqlUuid)]
    pub verstrekker_id: Uuid,
    /// How many agreements the round touches.
    #[diesel(sql_type = BigInt)]
    pub geraakt: i64,
    /// How many are still to be repaired.
    #[diesel(sql_type = BigInt)]
    pub open: i64,
    /// How many are repaired.
    #[diesel(sql_type = BigInt)]
    pub hersteld: i64,
    /// Eurocents a year of the touched ones.
    #[diesel(sql_type = BigInt)]
    pub bedrag: i64,
}

/// Progress per verstrekker, of those the scope may see. An agreement of two counts for both.
pub async fn progress(
    conn: &mut AsyncPgConnection,
    ronde: Uuid,
) -> Result<Vec<VoortgangRow>, Fault> {
    Ok(diesel::sql_query(
        "SELECT verstrekker_id, count(*) AS geraakt, \
             count(*) FILTER (WHERE status = 'open') AS open, \
             count(*) FILTER (WHERE status = 'hersteld') AS hersteld, \
             coalesce(sum(bedrag), 0)::bigint AS bedrag \
         FROM ronderegel, unnest(verstrekkers) AS verstrekker_id \
         WHERE ronde_id = $1 AND geraakt AND in_scope(verstrekker_id) \
         GROUP BY verstrekker_id ORDER BY verstrekker_id",
    )
    .bind::<SqlUuid, _>(ronde)
    .load(conn)
    .await?)
}
