//! Rows of signals, their parts and their evidence.

#![expect(clippy::arithmetic_side_effects, reason = "a sum in SQL, which PostgreSQL checks")]

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Record, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::{Timestamp as SqlTimestamp, ToDiesel as _};
use platform::http::paging::Page;
use platform::{Fault, Scope, clock};
use serde_json::Value;
use uuid::Uuid;

use super::flows::Triage;
use super::{Bewijssleutel, Deel, LANDELIJK, Sleutel, Status, Uitkomst};
use crate::indicator::uitslag::{Feitsoort, Waarden};
use crate::indicator::{Indicator, Levensloop, Versie};
use crate::schema::{indicator_versie, signaal_deel};

mod bewijs;
mod steps;

pub use self::bewijs::bewijs_of;
pub use self::steps::carry_out;
use self::steps::{Overgang, save_overgangen};

/// A part as its row holds it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = signaal_deel, check_for_backend(diesel::pg::Pg))]
pub struct DeelRow {
    /// The part.
    pub id: Uuid,
    /// Whose part.
    pub verstrekker_id: Uuid,
    /// The indicator.
    pub indicator: String,
    /// Its version.
    pub indicator_versie: i32,
    /// The window.
    pub venster: String,
    status: String,
    uitkomst: Option<String>,
    sluimert_tot: Option<jiff_diesel::Date>,
    waarden: Value,
    /// Whom it is about.
    pub onderwerpen: Vec<Uuid>,
    /// Whose facts are in the evidence.
    pub verstrekkers: Vec<Uuid>,
    /// Who may have been harmed.
    pub benadeelden: Vec<Uuid>,
    /// Why it is in this state.
    pub reden: Option<String>,
    /// When it was found first.
    #[diesel(deserialize_as = SqlTimestamp)]
    pub gesignaleerd_op: Timestamp,
    /// When it changed last.
    #[diesel(deserialize_as = SqlTimestamp)]
    pub bijgewerkt_op: Timestamp,
    /// Row version.
    pub revisie: i64,
}

impl DeelRow {
    /// Where it stands.
    pub fn status(&self) -> Result<Status, Fault> {
        read_status(&self.status, self.uitkomst.as_deref(), self.sluimert_tot)
    }

    /// Its figures.
    pub fn waarden(&self) -> Result<Waarden, Fault> {
        serde_json::from_value(self.waarden.clone()).map_err(Fault::stored("signaal_deel.waarden"))
    }
}

fn read_status(
    status: &str,
    uitkomst: Option<&str>,
    sluimert_tot: Option<jiff_diesel::Date>,
) -> Result<Status, Fault> {
    let uitkomst = uitkomst
        .map(Uitkomst::parse)
        .transpose()
        .map_err(Fault::stored("signaal_deel.uitkomst"))?;
    Status::of_row(status, uitkomst, sluimert_tot.map(jiff_diesel::Date::to_jiff))
        .map_err(Fault::stored("signaal_deel.status"))
}

/// The parties whose parts a scope shows: its verstrekkers, or the national payment task.
pub fn partijen(scope: &Scope) -> Vec<Uuid> {
    match scope {
        Scope::Verstrekkers(ids) => ids.iter().copied().collect(),
        Scope::Landelijk => vec![LANDELIJK],
        Scope::Persoon(_) => Vec::new(),
    }
}

/// What a list is limited to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this indicator.
    pub indicator: Option<Indicator>,
    /// In this state.
    pub status: Option<String>,
}

/// A page of the parts of these parties, of indicators that are active, oldest first.
pub async fn list(
    conn: &mut AsyncPgConnection,
    partijen: &[Uuid],
    filter: &Filter,
    page: Page,
) -> Result<Vec<DeelRow>, Fault> {
    let active = indicator_versie::table
        .filter(indicator_versie::indicator.eq(signaal_deel::indicator))
        .filter(indicator_versie::versie.eq(signaal_deel::indicator_versie))
        .filter(indicator_versie::status.eq(Levensloop::Actief.code()));
    let mut query = signaal_deel::table
        .filter(signaal_deel::verstrekker_id.eq_any(partijen))
        .filter(diesel::dsl::exists(active))
        .order(signaal_deel::id)
        .select(DeelRow::as_select())
        .into_boxed();
    if let Some(indicator) = filter.indicator {
        query = query.filter(signaal_deel::indicator.eq(indicator.code()));
    }
    if let Some(status) = &filter.status {
        query = query.filter(signaal_deel::status.eq(status));
    }
    if let Some(after) = page.after {
        query = query.filter(signaal_deel::id.gt(after));
    }
    Ok(query.limit(page.rows()).load(conn).await?)
}

/// One part of these parties, of an indicator that is or was active.
pub async fn load(
    conn: &mut AsyncPgConnection,
    deel: Uuid,
    partijen: &[Uuid],
) -> Result<Option<DeelRow>, Fault> {
    let shown = indicator_versie::table
        .filter(indicator_versie::indicator.eq(signaal_deel::indicator))
        .filter(indicator_versie::versie.eq(signaal_deel::indicator_versie))
        .filter(
            indicator_versie::status
                .eq_any([Levensloop::Actief.code(), Levensloop::Uitgefaseerd.code()]),
        );
    Ok(signaal_deel::table
        .find(deel)
        .filter(signaal_deel::verstrekker_id.eq_any(partijen))
        .filter(diesel::dsl::exists(shown))
        .select(DeelRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

/// The same, held for the rest of the transaction.
pub async fn lock_one(
    conn: &mut AsyncPgConnection,
    deel: Uuid,
    partijen: &[Uuid],
) -> Result<Option<DeelRow>, Fault> {
    if load(conn, deel, partijen).await?.is_none() {
        return Ok(None);
    }
    Ok(signaal_deel::table
        .find(deel)
        .select(DeelRow::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()?)
}

#[derive(QueryableByName)]
struct StoredRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    sleutel: String,
    #[diesel(sql_type = Text)]
    indicator: String,
    #[diesel(sql_type = Integer)]
    indicator_versie: i32,
    #[diesel(sql_type = Text)]
    venster: String,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Nullable<Text>)]
    uitkomst: Option<String>,
    #[diesel(sql_type = Nullable<diesel::sql_types::Date>)]
    sluimert_tot: Option<jiff_diesel::Date>,
    #[diesel(sql_type = diesel::sql_types::Jsonb)]
    waarden: Value,
    #[diesel(sql_type = Array<SqlUuid>)]
    onderwerpen: Vec<Uuid>,
    #[diesel(sql_type = Array<Record<(Text, SqlUuid, BigInt)>>)]
    bewijs: Vec<(String, Uuid, i64)>,
}

/// The stored parts of these versions on these hooks, held for the rest of the transaction.
pub async fn lock(
    conn: &mut AsyncPgConnection,
    versies: &[Versie],
    sleutels: &[String],
) -> Result<Vec<Deel>, Fault> {
    let rows: Vec<StoredRow> = diesel::sql_query(
        "SELECT d.id, s.sleutel, d.indicator, d.indicator_versie, d.venster, d.verstrekker_id, \
         d.status, d.uitkomst, d.sluimert_tot, d.waarden, d.onderwerpen, \
         ARRAY(SELECT (b.soort, b.feit_id, b.versie) FROM bewijs AS b \
         WHERE b.deel_id = d.id AND b.vervallen_op IS NULL) AS bewijs \
         FROM unnest($1, $2) AS v (indicator, versie) \
         JOIN signaal AS s ON s.indicator = v.indicator AND s.indicator_versie = v.versie \
         JOIN signaal_deel AS d ON d.signaal_id = s.id \
         WHERE s.sleutel = ANY($3) ORDER BY d.id FOR UPDATE OF d",
    )
    .bind::<Array<Text>, _>(versies.iter().map(|one| one.indicator.code()).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(versies.iter().map(|one| one.versie).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(sleutels)
    .load(conn)
    .await?;
    rows.into_iter().map(Deel::try_from).collect()
}

impl TryFrom<StoredRow> for Deel {
    type Error = Fault;

    fn try_from(row: StoredRow) -> Result<Self, Fault> {
        let StoredRow {
            id,
            sleutel,
            indicator,
            indicator_versie,
            venster,
            verstrekker_id,
            status,
            uitkomst,
            sluimert_tot,
            waarden,
            onderwerpen,
            bewijs,
        } = row;
        Ok(Self {
            id,
            sleutel: Sleutel {
                indicator: Indicator::parse(&indicator)
                    .map_err(Fault::stored("signaal_deel.indicator"))?,
                versie: indicator_versie,
                sleutel,
                venster,
                verstrekker_id,
            },
            status: read_status(&status, uitkomst.as_deref(), sluimert_tot)?,
            waarden: serde_json::from_value(waarden)
                .map_err(Fault::stored("signaal_deel.waarden"))?,
            onderwerpen: onderwerpen.into_iter().collect(),
            bewijs: bewijs.into_iter().map(read_key).collect::<Result<_, _>>()?,
        })
    }
}

fn read_key((soort, feit_id, versie): (String, Uuid, i64)) -> Result<Bewijssleutel, Fault> {
    let soort = Feitsoort::parse(&soort).map_err(Fault::stored("bewijs.soort"))?;
    Ok((soort, feit_id, versie))
}

#[derive(QueryableByName)]
struct Sleutelrij {
    #[diesel(sql_type = Text)]
    sleutel: String,
}

/// What the stored signals of these versions hang on.
pub async fn sleutels(
    conn: &mut AsyncPgConnection,
    versies: &[Versie],
) -> Result<BTreeSet<String>, Fault> {
    let rows: Vec<Sleutelrij> = diesel::sql_query(
        "SELECT DISTINCT s.sleutel FROM unnest($1, $2) AS v (indicator, versie) \
         JOIN signaal AS s ON s.indicator = v.indicator AND s.indicator_versie = v.versie",
    )
    .bind::<Array<Text>, _>(versies.iter().map(|one| one.indicator.code()).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(versies.iter().map(|one| one.versie).collect::<Vec<_>>())
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.sleutel).collect())
}

/// Parts whose day has passed are new again.
pub async fn wake(conn: &mut AsyncPgConnection, now: Timestamp) -> Result<(), Fault> {
    let woken: Vec<(Uuid, Uuid)> = diesel::update(
        signaal_deel::table.filter(signaal_deel::sluimert_tot.lt(clock::day_of(now).to_diesel())),
    )
    .set((
        signaal_deel::status.eq(Status::Nieuw.code()),
        signaal_deel::sluimert_tot.eq(None::<jiff_diesel::Date>),
        signaal_deel::bijgewerkt_op.eq(now.to_diesel()),
        signaal_deel::revisie.eq(signaal_deel::revisie + 1),
    ))
    .returning((signaal_deel::id, signaal_deel::verstrekker_id))
    .get_results(conn)
    .await?;
    let overgangen: Vec<Overgang<'_>> = woken
        .into_iter()
        .map(|(deel, verstrekker_id)| Overgang {
            deel,
            verstrekker_id,
            van: Some("SLUIMEREND"),
            naar: Status::Nieuw.code(),
            door: None,
            reden: "De dag tot wanneer het signaal sluimerde is voorbij.",
        })
        .collect();
    save_overgangen(conn, now, &overgangen).await
}

#[diesel::declare_sql_function]
extern "SQL" {
    /// Sets a setting, with `local` only for the rest of the transaction.
    fn set_config(name: Text, value: Text, local: diesel::sql_types::Bool) -> Text;
}

/// Stores the decision of a person: the database asks for the name of the person in the
/// transaction, which no machine sets.
pub async fn decide(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    (row, van, naar): (DeelRow, Status, Status),
    triage: &Triage,
) -> Result<DeelRow, Fault> {
    diesel::select(set_config("pgb.mens", &triage.door, true)).execute(conn).await?;
    let (uitkomst, sluimert_tot) = columns_of(naar);
    let row: DeelRow = diesel::update(signaal_deel::table.find(row.id))
        .set((
            signaal_deel::status.eq(naar.code()),
            signaal_deel::uitkomst.eq(uitkomst),
            signaal_deel::sluimert_tot.eq(sluimert_tot),
            signaal_deel::besloten_door.eq(&triage.door),
            signaal_deel::reden.eq(&triage.reden),
            signaal_deel::bijgewerkt_op.eq(now.to_diesel()),
            signaal_deel::revisie.eq(signaal_deel::revisie + 1),
        ))
        .returning(DeelRow::as_returning())
        .get_result(conn)
        .await?;
    let overgang = Overgang {
        deel: row.id,
        verstrekker_id: row.verstrekker_id,
        van: Some(van.code()),
        naar: naar.code(),
        door: Some(&triage.door),
        reden: &triage.reden,
    };
    save_overgangen(conn, now, &[overgang]).await?;
    Ok(row)
}

fn columns_of(status: Status) -> (Option<&'static str>, Option<jiff_diesel::Date>) {
    match status {
        Status::Afgesloten(uitkomst) => (Some(uitkomst.code()), None),
        Status::Sluimerend(tot) => (None, Some(tot.to_diesel())),
        Status::Nieuw
        | Status::InTriage
        | Status::OpgenomenInDossier
        | Status::IngetrokkenDatacorrectie
        | Status::Verlopen => (None, None),
    }
}
