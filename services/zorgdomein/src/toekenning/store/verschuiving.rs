//! Rows of shifts and computations, and the history of a toekenning.

use diesel::QueryableByName;
use diesel::sql_types::{
    BigInt, Bytea, Date as SqlDate, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use crate::store::statement;
use crate::toekenning::Toekenning;
use crate::toekenning::flows::verschuiving::Wens;

/// Stores a version that no message brought: the budget keeps its identification and days.
pub(crate) async fn insert_versie_like_before(
    conn: &mut AsyncPgConnection,
    of: &Toekenning,
    now: Timestamp,
) -> Result<(), Fault> {
    statement(
        "INSERT INTO toekenning_versie (toekenning_id, nummer, verstrekker_id, budgethouder_id, \
         budget_identificatie, afgiftedatum, ingangsdatum, einddatum, vastgelegd_op) \
         SELECT toekenning_id, $2, verstrekker_id, budgethouder_id, budget_identificatie, \
         afgiftedatum, ingangsdatum, einddatum, $3 FROM toekenning_versie \
         WHERE toekenning_id = $1 AND nummer = $2 - 1",
    )
    .bind::<SqlUuid, _>(of.id.uuid())
    .bind::<BigInt, _>(of.versie)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores a shift.
pub(crate) async fn insert(
    conn: &mut AsyncPgConnection,
    of: &Toekenning,
    wens: &Wens,
    now: Timestamp,
) -> Result<(), Fault> {
    statement(
        "INSERT INTO verschuiving (id, toekenning_id, toekenning_versie, verstrekker_id, \
         budgethouder_id, van_pot_id, naar_pot_id, bedrag, reden, vastgelegd_door, \
         vastgelegd_op) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind::<SqlUuid, _>(platform::id::new_uuid())
    .bind::<SqlUuid, _>(of.id.uuid())
    .bind::<BigInt, _>(of.versie)
    .bind::<SqlUuid, _>(of.verstrekker.uuid())
    .bind::<SqlUuid, _>(of.budgethouder.uuid())
    .bind::<SqlUuid, _>(wens.wat.van.uuid())
    .bind::<SqlUuid, _>(wens.wat.naar.uuid())
    .bind::<BigInt, _>(wens.wat.bedrag.cents())
    .bind::<Text, _>(&wens.reden)
    .bind::<Text, _>(&wens.door)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps a sealed computation with the newest version; false when there is one.
pub(crate) async fn insert_berekening(
    conn: &mut AsyncPgConnection,
    of: &Toekenning,
    sealed: Vec<u8>,
    (door, now): (&str, Timestamp),
) -> Result<bool, Fault> {
    let inserted = statement(
        "INSERT INTO toekenning_berekening (toekenning_id, toekenning_versie, verstrekker_id, \
         budgethouder_id, inhoud, vastgelegd_door, vastgelegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(of.id.uuid())
    .bind::<BigInt, _>(of.versie)
    .bind::<SqlUuid, _>(of.verstrekker.uuid())
    .bind::<SqlUuid, _>(of.budgethouder.uuid())
    .bind::<Bytea, _>(sealed)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(inserted == 1)
}

/// A version of a toekenning: where it comes from and what is kept with it.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Versierij {
    #[diesel(sql_type = BigInt)]
    pub(crate) nummer: i64,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) verstrekker_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub(crate) bericht_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    pub(crate) budget_identificatie: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) budget_identificatie_oud: Option<String>,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    pub(crate) afgiftedatum: Option<Date>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) door: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) reden: Option<String>,
    #[diesel(sql_type = Nullable<Bytea>)]
    pub(crate) berekening: Option<Vec<u8>>,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub(crate) vastgelegd_op: Timestamp,
}

/// Every version of a toekenning within the running scope, the oldest first.
pub(crate) async fn versies(
    conn: &mut AsyncPgConnection,
    toekenning: Uuid,
) -> Result<Vec<Versierij>, Fault> {
    let rows = statement(
        "SELECT v.nummer, v.verstrekker_id, v.bericht_id, v.budget_identificatie, \
         v.budget_identificatie_oud, v.afgiftedatum, \
         coalesce(b.ontvangen_van, s.vastgelegd_door) AS door, s.reden, \
         r.inhoud AS berekening, v.vastgelegd_op \
         FROM toekenning_versie v LEFT JOIN bericht b ON b.id = v.bericht_id \
         LEFT JOIN verschuiving s ON s.toekenning_id = v.toekenning_id \
         AND s.toekenning_versie = v.nummer \
         LEFT JOIN toekenning_berekening r ON r.toekenning_id = v.toekenning_id \
         AND r.toekenning_versie = v.nummer \
         WHERE v.toekenning_id = $1 ORDER BY v.nummer",
    )
    .bind::<SqlUuid, _>(toekenning)
    .load(conn)
    .await?;
    Ok(rows)
}

/// What a pot held since a version.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Potrij {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) pot_id: Uuid,
    #[diesel(sql_type = BigInt)]
    pub(crate) toekenning_versie: i64,
    #[diesel(sql_type = Text)]
    pub(crate) zorgfunctie: String,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    pub(crate) geldig_van: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    pub(crate) geldig_tot: Option<Date>,
    #[diesel(sql_type = BigInt)]
    pub(crate) bedrag: i64,
}

/// What each version of a toekenning changed in its pots.
pub(crate) async fn potversies(
    conn: &mut AsyncPgConnection,
    toekenning: Uuid,
) -> Result<Vec<Potrij>, Fault> {
    let rows = statement(
        "SELECT v.pot_id, v.toekenning_versie, p.zorgfunctie, v.geldig_van, v.geldig_tot, v.bedrag \
         FROM pot_versie v JOIN pot p ON p.id = v.pot_id WHERE p.toekenning_id = $1 \
         ORDER BY v.toekenning_versie, p.zorgfunctie, v.geldig_van",
    )
    .bind::<SqlUuid, _>(toekenning)
    .load(conn)
    .await?;
    Ok(rows)
}
