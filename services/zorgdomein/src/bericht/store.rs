//! Rows and queries of messages.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::{Date as SqlDate, Timestamp as SqlTimestamp, ToDiesel};
use kernel::{Id, Wet};
use platform::Fault;
use platform::sealing::Sealing;
use uuid::Uuid;

use super::Berichtsoort;
use super::Tijdvak;
use super::register::{KnownBudget, KnownPart};
use super::retour::Retour;
use crate::persoon::{self, Rol};
use crate::schema::{bericht, berichtsoort};
use crate::toekenning;
use crate::verstrekker::Verstrekker;

#[derive(Queryable, Selectable)]
#[diesel(table_name = berichtsoort)]
struct KindRow {
    code: String,
    code_retour: String,
    wet: String,
    naamruimte: String,
    naamruimte_retour: String,
    berichtversie: i32,
    berichtsubversie: i32,
    xsd_versie: String,
}

/// The kinds of message of a series (`501` or `507`) that are in use on a day.
pub async fn kinds(
    conn: &mut AsyncPgConnection,
    reeks: &str,
    day: Date,
) -> Result<Vec<Berichtsoort>, Fault> {
    let day = day.to_diesel();
    let rows = berichtsoort::table
        .filter(berichtsoort::reeks.eq(reeks))
        .filter(berichtsoort::geldig_van.le(day))
        .filter(berichtsoort::geldig_tot.is_null().or(berichtsoort::geldig_tot.gt(day)))
        .order(berichtsoort::code)
        .select(KindRow::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(KindRow::read).collect()
}

impl KindRow {
    fn read(self) -> Result<Berichtsoort, Fault> {
        let version = |n: i32| u32::try_from(n).map_err(Fault::stored("berichtsoort.versie"));
        Ok(Berichtsoort {
            code: self.code,
            code_retour: self.code_retour,
            wet: Wet::parse(&self.wet).map_err(Fault::stored("berichtsoort.wet"))?,
            naamruimte: self.naamruimte,
            naamruimte_retour: self.naamruimte_retour,
            versie: version(self.berichtversie)?,
            subversie: version(self.berichtsubversie)?,
            xsd_versie: self.xsd_versie,
        })
    }
}

/// Which message: by its sender (or the organisation that sent what named none), its kind and its
/// number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The sender.
    pub verstrekker: Uuid,
    /// The kind; `None` for what could not be read.
    pub code: Option<String>,
    /// The sender's number.
    pub identificatie: Option<String>,
}

/// A message with its answer, to be kept.
pub struct Kept<'a> {
    /// Its row.
    pub id: Uuid,
    /// Which.
    pub identity: &'a Identity,
    /// Whether it uses up its number (TR056).
    pub eerste: bool,
    /// `xml` or `json`.
    pub vorm: &'static str,
    /// Keyed reference to the bytes.
    pub inhoud_ref: &'a str,
    /// The message as it came.
    pub inhoud: &'a [u8],
    /// The answer as it went.
    pub antwoord: &'a str,
    /// What it says, when it is a retour.
    pub retour: Option<&'a Retour>,
    /// Its status.
    pub status: i16,
    /// A grant came of it.
    pub goed: bool,
    /// The organisation that sent it.
    pub oin: &'a str,
}

/// Keeps a message with its answer.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    kept: Kept<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    let Kept { id, identity, eerste, vorm, inhoud_ref, inhoud, .. } = kept;
    let Kept { antwoord, retour, status, goed, oin, .. } = kept;
    let codes = retour.map(|retour| retour.verdict.all_codes());
    diesel::insert_into(bericht::table)
        .values((
            bericht::id.eq(id),
            bericht::verstrekker_id.eq(identity.verstrekker),
            bericht::code.eq(identity.code.as_deref()),
            bericht::identificatie.eq(identity.identificatie.as_deref()),
            bericht::eerste.eq(eerste),
            bericht::vorm.eq(vorm),
            bericht::inhoud_ref.eq(inhoud_ref),
            bericht::inhoud.eq(sealing.seal(&as_text(inhoud))),
            bericht::antwoord.eq(sealing.seal(antwoord)),
            bericht::retour_identificatie.eq(retour.map(|said| said.identificatie_retour.as_str())),
            bericht::retour_dagtekening.eq(retour.map(|said| said.dagtekening_retour.to_diesel())),
            bericht::retourcodes.eq(codes),
            bericht::antwoord_status.eq(status),
            bericht::goed.eq(goed),
            bericht::ontvangen_van.eq(oin),
            bericht::vastgelegd_op.eq(now.to_diesel()),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Bytes as text without loss: what is not UTF-8 is kept one character a byte.
fn as_text(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes)
        .map_or_else(|_invalid| bytes.iter().copied().map(char::from).collect(), str::to_owned)
}

/// A message that was kept, without its content.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = bericht)]
pub struct Received {
    /// Its row.
    pub id: Uuid,
    /// The sender.
    pub verstrekker_id: Uuid,
    /// The kind.
    pub code: Option<String>,
    /// The sender's number.
    pub identificatie: Option<String>,
    /// `xml` or `json`.
    pub vorm: String,
    /// Status of the answer.
    pub antwoord_status: i16,
    /// A grant came of it.
    pub goed: bool,
    /// When it came in.
    pub vastgelegd_op: SqlTimestamp,
    /// Keyed reference to the bytes.
    pub inhoud_ref: String,
    /// Whether it used up its number.
    pub eerste: bool,
    /// The sealed answer.
    pub antwoord: Vec<u8>,
    /// Our own number of the retour.
    pub retour_identificatie: Option<String>,
    /// Its day.
    pub retour_dagtekening: Option<SqlDate>,
    /// Every retourcode in it.
    pub retourcodes: Option<Vec<String>>,
}

/// One message within the running scope.
pub async fn by_id(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Received>, Fault> {
    let row = bericht::table.find(id).select(Received::as_select()).first(conn).await.optional()?;
    Ok(row)
}

/// The message from which a version of a toekenning came, the newest version when none is named.
pub async fn of_toekenning(
    conn: &mut AsyncPgConnection,
    toekenning: Uuid,
    versie: Option<i64>,
) -> Result<Option<Received>, Fault> {
    use crate::schema::toekenning_versie as v;
    let mut query = v::table
        .inner_join(bericht::table.on(bericht::id.nullable().eq(v::bericht_id)))
        .filter(v::toekenning_id.eq(toekenning))
        .order(v::nummer.desc())
        .select(Received::as_select())
        .into_boxed();
    if let Some(versie) = versie {
        query = query.filter(v::nummer.eq(versie));
    }
    Ok(query.first(conn).await.optional()?)
}

/// Every message of this identity, the first one first.
pub async fn same_identity(
    conn: &mut AsyncPgConnection,
    identity: &Identity,
) -> Result<Vec<Received>, Fault> {
    let rows = bericht::table
        .filter(bericht::verstrekker_id.eq(identity.verstrekker))
        .filter(bericht::code.is_not_distinct_from(identity.code.as_deref()))
        .filter(bericht::identificatie.is_not_distinct_from(identity.identificatie.as_deref()))
        .order((bericht::eerste.desc(), bericht::id))
        .limit(100)
        .select(Received::as_select())
        .load(conn)
        .await?;
    Ok(rows)
}

/// The message with these bytes that could not be read, when it came before.
pub async fn unreadable(
    conn: &mut AsyncPgConnection,
    verstrekker: Uuid,
    inhoud_ref: &str,
) -> Result<Option<Received>, Fault> {
    let row = bericht::table
        .filter(bericht::verstrekker_id.eq(verstrekker))
        .filter(bericht::code.is_null())
        .filter(bericht::inhoud_ref.eq(inhoud_ref))
        .select(Received::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(row)
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Our own number of an answer: twelve characters.
pub async fn next_retour(conn: &mut AsyncPgConnection) -> Result<String, Fault> {
    let row: Number =
        diesel::sql_query("SELECT nextval('retour_nummer') AS number").get_result(conn).await?;
    Ok(format!("R{:011}", row.number))
}

#[derive(QueryableByName)]
struct Locked {
    #[diesel(sql_type = Bool)]
    locked: bool,
}

/// Waits until nobody else works on this thing, and keeps it until the transaction ends.
pub async fn lock(conn: &mut AsyncPgConnection, thing: &str) -> Result<(), Fault> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 501))")
        .bind::<Text, _>(thing)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether nobody else works on this thing; if so it is kept until the transaction ends.
pub async fn try_lock(conn: &mut AsyncPgConnection, thing: &str) -> Result<bool, Fault> {
    let row: Locked =
        diesel::sql_query("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 501)) AS locked")
            .bind::<Text, _>(thing)
            .get_result(conn)
            .await?;
    Ok(row.locked)
}

/// Every budget of this sender for the person with this reference, of all times, as known now.
pub async fn known_budgets(
    conn: &mut AsyncPgConnection,
    verstrekker: Id<Verstrekker>,
    bsn_ref: &str,
) -> Result<Vec<KnownBudget>, Fault> {
    let found = persoon::store::by_bsn_ref(conn, bsn_ref, Rol::Budgethouder).await?;
    let Some(budgethouder) = found else { return Ok(Vec::new()) };
    let budgets = toekenning::store::budgets_of(conn, verstrekker, budgethouder).await?;
    let chains: BTreeSet<Uuid> = budgets.iter().map(|budget| budget.toekenning_id).collect();
    let chains: Vec<Uuid> = chains.into_iter().collect();
    let chains = toekenning::store::by_ids(conn, &chains, None).await?;
    Ok(budgets
        .into_iter()
        .filter_map(|budget| {
            let chain = chains.iter().find(|chain| chain.id.uuid() == budget.toekenning_id)?;
            let is_actueel = budget.nummer == chain.versie;
            let delen = if is_actueel { parts(chain) } else { Vec::new() };
            let (identificatie, toekenning, wet) = (budget.identificatie, chain.id, chain.wet);
            Some(KnownBudget { identificatie, toekenning, wet, is_actueel, delen })
        })
        .collect())
}

fn parts(chain: &toekenning::Toekenning) -> Vec<KnownPart> {
    let parts = chain.potten.iter().map(|pot| KnownPart {
        zorgfunctie: pot.zorgfunctie.clone(),
        periode: Tijdvak {
            ingangsdatum: pot.periode.van(),
            einddatum: pot.periode.tot().unwrap_or(Date::MAX),
        },
        bedrag: pot.bedrag,
    });
    parts.collect()
}
