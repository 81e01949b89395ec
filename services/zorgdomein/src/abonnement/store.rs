//! Rows of changes and abonnementen. Transaction numbers travel as text: diesel has no type for
//! them.

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use super::{Cursor, Wijziging};
use crate::store::{statement, unreadable};

#[derive(QueryableByName)]
struct WijzigingRow {
    #[diesel(sql_type = Text)]
    transactie: String,
    #[diesel(sql_type = BigInt)]
    volgnummer: i64,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = SqlUuid)]
    resource_id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    vastgelegd_op: Timestamp,
}

fn cursor(transactie: &str, volgnummer: i64) -> Result<Cursor, Fault> {
    let transactie = transactie.parse().map_err(Fault::stored("wijziging.transactie"))?;
    Ok(Cursor { transactie, volgnummer })
}

impl WijzigingRow {
    fn read(self) -> Result<Wijziging, Fault> {
        Ok(Wijziging {
            cursor: cursor(&self.transactie, self.volgnummer)?,
            verstrekker: self.verstrekker_id,
            soort: self.soort,
            resource: self.resource_id,
            versie: self.versie,
            vastgelegd_op: self.vastgelegd_op,
        })
    }
}

/// The changes after a place, within the running scope, in order; at most so many.
pub(crate) async fn wijzigingen(
    conn: &mut AsyncPgConnection,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Wijziging>, Fault> {
    let rows: Vec<WijzigingRow> = statement(
        "SELECT transactie::text AS transactie, volgnummer, verstrekker_id, soort, resource_id, \
         versie, vastgelegd_op FROM wijziging \
         WHERE (transactie, volgnummer) > ($1::text::xid8, $2) \
         AND transactie < pg_snapshot_xmin(pg_current_snapshot()) \
         ORDER BY transactie, volgnummer LIMIT $3",
    )
    .bind::<Text, _>(after.transactie.to_string())
    .bind::<BigInt, _>(after.volgnummer)
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    rows.into_iter().map(WijzigingRow::read).collect()
}

/// A new abonnement.
#[derive(Debug, Clone)]
pub(crate) struct New {
    /// Its row.
    pub(crate) id: Uuid,
    /// Of whose changes.
    pub(crate) verstrekker: Uuid,
    /// Who asks.
    pub(crate) oin: String,
    /// Where to.
    pub(crate) url: String,
    /// From which place; from now when absent.
    pub(crate) vanaf: Option<Cursor>,
}

/// Keeps a new abonnement.
pub(crate) async fn insert(
    conn: &mut AsyncPgConnection,
    new: &New,
    now: Timestamp,
) -> Result<(), Fault> {
    statement(
        "INSERT INTO abonnement (id, verstrekker_id, oin, url, staat, transactie, \
         volgnummer, vastgelegd_op) VALUES ($1, $2, $3, $4, 'aangevraagd', \
         coalesce($5::text::xid8, pg_current_xact_id()), coalesce($6, 0), $7)",
    )
    .bind::<SqlUuid, _>(new.id)
    .bind::<SqlUuid, _>(new.verstrekker)
    .bind::<Text, _>(&new.oin)
    .bind::<Text, _>(&new.url)
    .bind::<Nullable<Text>, _>(new.vanaf.map(|cursor| cursor.transactie.to_string()))
    .bind::<Nullable<BigInt>, _>(new.vanaf.map(|cursor| cursor.volgnummer))
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// An abonnement as it stands.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Rij {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) url: String,
    #[diesel(sql_type = Text)]
    pub(crate) staat: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) reden: Option<String>,
    #[diesel(sql_type = Text)]
    transactie: String,
    #[diesel(sql_type = BigInt)]
    volgnummer: i64,
    #[diesel(sql_type = Integer)]
    pub(crate) mislukt: i32,
}

impl Rij {
    /// The last change that was delivered.
    pub(crate) fn cursor(&self) -> Result<Cursor, Fault> {
        cursor(&self.transactie, self.volgnummer)
    }

    /// How often in a row it failed.
    pub(crate) fn failures(&self) -> Result<u32, Fault> {
        u32::try_from(self.mislukt).map_err(|_negative| unreadable("abonnement.mislukt"))
    }
}

/// The abonnementen in the running scope; at most a thousand.
pub(crate) async fn list(conn: &mut AsyncPgConnection) -> Result<Vec<Rij>, Fault> {
    let rows = statement(
        "SELECT id, verstrekker_id, url, staat, reden, transactie::text AS transactie, \
         volgnummer, mislukt FROM abonnement ORDER BY id LIMIT 1000",
    )
    .load(conn)
    .await?;
    Ok(rows)
}

/// Takes the next abonnement whose time has come and keeps it from others for a while; needs the
/// scope of the country.
pub(crate) async fn take_due(
    conn: &mut AsyncPgConnection,
    seconds: i32,
) -> Result<Option<Rij>, Fault> {
    let rows: Vec<Rij> = statement(
        "UPDATE abonnement a SET volgende_poging = now() + make_interval(secs => $1) \
         WHERE a.id = (SELECT id FROM abonnement WHERE staat <> 'gestopt' \
         AND volgende_poging <= now() AND (staat = 'aangevraagd' OR EXISTS ( \
         SELECT FROM wijziging w WHERE w.verstrekker_id = abonnement.verstrekker_id \
         AND (w.transactie, w.volgnummer) > (abonnement.transactie, abonnement.volgnummer) \
         AND w.transactie < pg_snapshot_xmin(pg_current_snapshot()))) \
         ORDER BY volgende_poging LIMIT 1 FOR UPDATE SKIP LOCKED) \
         RETURNING a.id, a.verstrekker_id, a.url, a.staat, a.reden, \
         a.transactie::text AS transactie, a.volgnummer, a.mislukt",
    )
    .bind::<diesel::sql_types::Double, _>(f64::from(seconds))
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

/// How an abonnement stands after an attempt.
#[derive(Debug, Clone)]
pub(crate) struct Stand {
    /// Which.
    pub(crate) id: Uuid,
    /// `actief`, `aangevraagd` or `gestopt`.
    pub(crate) staat: &'static str,
    /// Why it stopped.
    pub(crate) reden: Option<&'static str>,
    /// The last change that was delivered; `None` leaves it.
    pub(crate) cursor: Option<Cursor>,
    /// Failures in a row.
    pub(crate) mislukt: u32,
    /// Seconds until the next attempt.
    pub(crate) pauze: u32,
}

/// Notes how it stands. One that was stopped meanwhile stays stopped.
pub(crate) async fn note(conn: &mut AsyncPgConnection, stand: &Stand) -> Result<(), Fault> {
    statement(
        "UPDATE abonnement SET staat = $2, reden = $3, \
         transactie = coalesce($4::text::xid8, transactie), \
         volgnummer = coalesce($5, volgnummer), mislukt = $6, \
         volgende_poging = now() + make_interval(secs => $7) WHERE id = $1 AND staat <> 'gestopt'",
    )
    .bind::<SqlUuid, _>(stand.id)
    .bind::<Text, _>(stand.staat)
    .bind::<Nullable<Text>, _>(stand.reden)
    .bind::<Nullable<Text>, _>(stand.cursor.map(|cursor| cursor.transactie.to_string()))
    .bind::<Nullable<BigInt>, _>(stand.cursor.map(|cursor| cursor.volgnummer))
    .bind::<Integer, _>(i32::try_from(stand.mislukt).unwrap_or(i32::MAX))
    .bind::<diesel::sql_types::Double, _>(f64::from(stand.pauze))
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends an abonnement within the running scope; false when it is not there.
pub(crate) async fn stop(conn: &mut AsyncPgConnection, id: Uuid) -> Result<bool, Fault> {
    let changed =
        statement("UPDATE abonnement SET staat = 'gestopt', reden = 'opgezegd' WHERE id = $1")
            .bind::<SqlUuid, _>(id)
            .execute(conn)
            .await?;
    Ok(changed == 1)
}

/// Sets an abonnement to another place and starts it anew, within the running scope; false when
/// it is not there.
pub(crate) async fn replay(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    vanaf: Cursor,
) -> Result<bool, Fault> {
    let changed = statement(
        "UPDATE abonnement SET transactie = $2::text::xid8, volgnummer = $3, mislukt = 0, \
         reden = NULL, volgende_poging = now(), \
         staat = CASE WHEN staat = 'gestopt' THEN 'aangevraagd' ELSE staat END WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Text, _>(vanaf.transactie.to_string())
    .bind::<BigInt, _>(vanaf.volgnummer)
    .execute(conn)
    .await?;
    Ok(changed == 1)
}
