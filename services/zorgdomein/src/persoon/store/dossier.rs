//! Rows of dossierstukken.

use diesel::QueryableByName;
use diesel::sql_types::{
    Array, Bool, Bytea, Date as SqlDate, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use kernel::{Id, Periode, Wet};
use platform::Fault;
use platform::sealing::Sealing;
use uuid::Uuid;

use crate::persoon::Persoon;
use crate::persoon::dossier::{Dossierstuk, Stuk};
use crate::store::{periode, statement};

/// A record as it was written down.
#[derive(Clone)]
pub struct Vastgelegd {
    /// The record.
    pub id: Uuid,
    /// What it says.
    pub stuk: Dossierstuk,
    /// By which organisation.
    pub door: String,
    /// When.
    pub vastgelegd_op: Timestamp,
    /// By which record it was replaced.
    pub vervangen_door: Option<Uuid>,
}

/// Writes a record; false when another one already replaced the one it replaces.
pub(crate) async fn insert(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    (id, budgethouder): (Uuid, Id<Persoon>),
    new: &Dossierstuk,
    (door, now): (&str, Timestamp),
) -> Result<bool, Fault> {
    let text = serde_json::to_string(&new.stuk).map_err(anyhow::Error::from)?;
    let form = match &new.stuk {
        Stuk::Vertegenwoordiging(what) => {
            Some((what.rechtsvorm.code(), what.zorg, what.financieel))
        }
        Stuk::Bevindingen { .. }
        | Stuk::Beheerder { .. }
        | Stuk::PgbVaardigheid { .. }
        | Stuk::Bewustekeuzegesprek(_)
        | Stuk::Huisbezoek(_)
        | Stuk::FormeelInformeel { .. } => None,
    };
    let inserted = statement(
        "INSERT INTO dossierstuk (id, verstrekker_id, budgethouder_id, soort, persoon_id, wet, \
         geldig_van, geldig_tot, rechtsvorm, zorg, financieel, inhoud, vervangt, \
         vastgelegd_door, vastgelegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         ON CONFLICT ON CONSTRAINT dossierstuk_een_opvolger DO NOTHING",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(new.verstrekker)
    .bind::<SqlUuid, _>(budgethouder.uuid())
    .bind::<Text, _>(new.stuk.soort())
    .bind::<Nullable<SqlUuid>, _>(new.persoon)
    .bind::<Nullable<Text>, _>(new.wet.map(Wet::code))
    .bind::<SqlDate, _>(new.periode.van().to_diesel())
    .bind::<Nullable<SqlDate>, _>(new.periode.day_after().map(ToDiesel::to_diesel))
    .bind::<Nullable<Text>, _>(form.map(|(code, _, _)| code))
    .bind::<Nullable<Bool>, _>(form.map(|(_, zorg, _)| zorg))
    .bind::<Nullable<Bool>, _>(form.map(|(_, _, financieel)| financieel))
    .bind::<Bytea, _>(sealing.seal(&text))
    .bind::<Nullable<SqlUuid>, _>(new.vervangt)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(inserted == 1)
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    persoon_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    wet: Option<String>,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    geldig_van: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    geldig_tot: Option<Date>,
    #[diesel(sql_type = Bytea)]
    inhoud: Vec<u8>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    vervangt: Option<Uuid>,
    #[diesel(sql_type = Text)]
    vastgelegd_door: String,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    vastgelegd_op: Timestamp,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    vervangen_door: Option<Uuid>,
}

impl Row {
    fn read(self, sealing: &Sealing) -> Result<Vastgelegd, Fault> {
        let wet = self.wet.as_deref().map(Wet::parse).transpose();
        let stuk = serde_json::from_str(&sealing.open(&self.inhoud)?)
            .map_err(Fault::stored("dossierstuk.inhoud"))?;
        Ok(Vastgelegd {
            id: self.id,
            stuk: Dossierstuk {
                verstrekker: self.verstrekker_id,
                persoon: self.persoon_id,
                wet: wet.map_err(Fault::stored("dossierstuk.wet"))?,
                periode: periode(self.geldig_van, self.geldig_tot)?,
                vervangt: self.vervangt,
                stuk,
            },
            door: self.vastgelegd_door,
            vastgelegd_op: self.vastgelegd_op,
            vervangen_door: self.vervangen_door,
        })
    }
}

/// Which records are asked for.
#[derive(Debug, Clone, Default)]
pub struct Vraag {
    /// Of this kind.
    pub soort: Option<String>,
    /// That hold on this day.
    pub geldig_op: Option<Date>,
    /// As known at this moment; as known now when absent.
    pub beschikbaar_op: Option<Timestamp>,
    /// Also those that were replaced.
    pub ook_vervangen: bool,
}

/// The records of a budgethouder within the running scope, the newest last; at most a thousand.
pub async fn list(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    budgethouder: Id<Persoon>,
    vraag: &Vraag,
) -> Result<Vec<Vastgelegd>, Fault> {
    let rows: Vec<Row> = statement(
        "SELECT d.id, d.verstrekker_id, d.persoon_id, d.wet, d.geldig_van, d.geldig_tot, \
         d.inhoud, d.vervangt, d.vastgelegd_door, d.vastgelegd_op, o.id AS vervangen_door \
         FROM dossierstuk d LEFT JOIN dossierstuk o ON o.vervangt = d.id \
         AND o.vastgelegd_op <= coalesce($4, 'infinity') \
         WHERE d.budgethouder_id = $1 AND ($2 IS NULL OR d.soort = $2) \
         AND ($3 IS NULL OR (d.geldig_van <= $3 AND (d.geldig_tot IS NULL OR d.geldig_tot > $3))) \
         AND d.vastgelegd_op <= coalesce($4, 'infinity') AND ($5 OR o.id IS NULL) \
         ORDER BY d.id LIMIT 1000",
    )
    .bind::<SqlUuid, _>(budgethouder.uuid())
    .bind::<Nullable<Text>, _>(vraag.soort.as_deref())
    .bind::<Nullable<SqlDate>, _>(vraag.geldig_op.map(ToDiesel::to_diesel))
    .bind::<Nullable<Timestamptz>, _>(vraag.beschikbaar_op.map(ToDiesel::to_diesel))
    .bind::<Bool, _>(vraag.ook_vervangen)
    .load(conn)
    .await?;
    rows.into_iter().map(|row| row.read(sealing)).collect()
}

/// Locks a budgethouder within the running scope; false when he is not there.
pub(crate) async fn lock(
    conn: &mut AsyncPgConnection,
    budgethouder: Id<Persoon>,
) -> Result<bool, Fault> {
    let found =
        statement("SELECT persoon_id AS id FROM budgethouder WHERE persoon_id = $1 FOR UPDATE")
            .bind::<SqlUuid, _>(budgethouder.uuid())
            .execute(conn)
            .await?;
    Ok(found > 0)
}

/// Another record of this kind that holds in the same days and is not the one replaced.
pub(crate) async fn overlapping(
    conn: &mut AsyncPgConnection,
    budgethouder: Id<Persoon>,
    soort: &str,
    (days, vervangt): (Periode, Option<Uuid>),
) -> Result<bool, Fault> {
    let found = statement(
        "SELECT d.id FROM dossierstuk d WHERE d.budgethouder_id = $1 AND d.soort = $2 \
         AND daterange(d.geldig_van, d.geldig_tot) && daterange($3, $4) \
         AND d.id IS DISTINCT FROM $5 \
         AND NOT EXISTS (SELECT FROM dossierstuk o WHERE o.vervangt = d.id) LIMIT 1",
    )
    .bind::<SqlUuid, _>(budgethouder.uuid())
    .bind::<Text, _>(soort)
    .bind::<SqlDate, _>(days.van().to_diesel())
    .bind::<Nullable<SqlDate>, _>(days.day_after().map(ToDiesel::to_diesel))
    .bind::<Nullable<SqlUuid>, _>(vervangt)
    .execute(conn)
    .await?;
    Ok(found > 0)
}

/// What the legal form of a representation covers on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Omvang {
    /// Whose.
    pub(crate) budgethouder: Uuid,
    /// Who acts.
    pub(crate) persoon: Uuid,
    /// Care, and only on the day asked for.
    pub(crate) zorg: bool,
    /// Money, and only on the day asked for.
    pub(crate) financieel: bool,
}

#[derive(QueryableByName)]
struct OmvangRow {
    #[diesel(sql_type = SqlUuid)]
    budgethouder_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    persoon_id: Uuid,
    #[diesel(sql_type = Bool)]
    zorg: bool,
    #[diesel(sql_type = Bool)]
    financieel: bool,
}

/// For each pair of which a legal form is on file: what it covers on the day, which is nothing
/// outside its days. Who is not in the list has no legal form on file.
pub(crate) async fn omvang(
    conn: &mut AsyncPgConnection,
    budgethouders: &[Uuid],
    day: Date,
) -> Result<Vec<Omvang>, Fault> {
    let rows: Vec<OmvangRow> = statement(
        "SELECT d.budgethouder_id, d.persoon_id, \
         bool_or(d.zorg AND daterange(d.geldig_van, d.geldig_tot) @> $2) AS zorg, \
         bool_or(d.financieel AND daterange(d.geldig_van, d.geldig_tot) @> $2) AS financieel \
         FROM dossierstuk d WHERE d.budgethouder_id = ANY($1) AND d.soort = 'vertegenwoordiging' \
         AND d.persoon_id IS NOT NULL \
         AND NOT EXISTS (SELECT FROM dossierstuk o WHERE o.vervangt = d.id) \
         GROUP BY d.budgethouder_id, d.persoon_id",
    )
    .bind::<Array<SqlUuid>, _>(budgethouders)
    .bind::<SqlDate, _>(day.to_diesel())
    .load(conn)
    .await?;
    let read = |row: OmvangRow| Omvang {
        budgethouder: row.budgethouder_id,
        persoon: row.persoon_id,
        zorg: row.zorg,
        financieel: row.financieel,
    };
    Ok(rows.into_iter().map(read).collect())
}

#[derive(QueryableByName)]
struct ClientRow {
    #[diesel(sql_type = SqlUuid)]
    budgethouder_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
}

/// For whom somebody stands as representative on a day, with the verstrekker that says so, within
/// the running scope; at most a thousand.
pub async fn clients(
    conn: &mut AsyncPgConnection,
    persoon: Uuid,
    day: Date,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let rows: Vec<ClientRow> = statement(
        "SELECT DISTINCT budgethouder_id, verstrekker_id FROM relatie \
         WHERE persoon_id = $1 AND vervallen_op IS NULL AND geldig_van <= $2 \
         AND (geldig_tot IS NULL OR geldig_tot > $2) ORDER BY 1, 2 LIMIT 1000",
    )
    .bind::<SqlUuid, _>(persoon)
    .bind::<SqlDate, _>(day.to_diesel())
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.budgethouder_id, row.verstrekker_id)).collect())
}
