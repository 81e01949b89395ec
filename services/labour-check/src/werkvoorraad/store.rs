//! Choices, the list of what waits, and the report, as rows.

use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Date as SqlDate, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::{Timestamp as SqlTimestamp, ToDiesel};
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::{Toetskeuze, Uitvoerder};

#[derive(QueryableByName)]
struct KeuzeRow {
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlDate)]
    van: jiff_diesel::Date,
    #[diesel(sql_type = Text)]
    uitvoerder: String,
}

/// The choices of these verstrekkers, or of all in the scope.
pub async fn keuzes(
    conn: &mut AsyncPgConnection,
    verstrekkers: Option<&[Uuid]>,
) -> Result<Vec<Toetskeuze>, Fault> {
    let rows: Vec<KeuzeRow> = diesel::sql_query(
        "SELECT verstrekker_id, van, uitvoerder FROM toetskeuze \
         WHERE $1 IS NULL OR verstrekker_id = ANY($1) ORDER BY verstrekker_id, van",
    )
    .bind::<Nullable<Array<SqlUuid>>, _>(verstrekkers.map(<[Uuid]>::to_vec))
    .load(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let uitvoerder = Uitvoerder::parse(&row.uitvoerder)
                .ok_or_else(|| Fault::Other(anyhow::anyhow!("toetskeuze.uitvoerder")))?;
            let (verstrekker_id, van) = (row.verstrekker_id, row.van.to_jiff());
            Ok(Toetskeuze { verstrekker_id, van, uitvoerder })
        })
        .collect()
}

/// Stores a choice; `false` when there is one for that day.
pub async fn choose(
    conn: &mut AsyncPgConnection,
    keuze: Toetskeuze,
    (oin, sub): (&str, &str),
    now: Timestamp,
) -> Result<bool, Fault> {
    let stored = diesel::sql_query(
        "INSERT INTO toetskeuze (id, verstrekker_id, van, uitvoerder, door_oin, door_sub, \
             vastgelegd_op) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(platform::id::new_uuid())
    .bind::<SqlUuid, _>(keuze.verstrekker_id)
    .bind::<SqlDate, _>(keuze.van.to_diesel())
    .bind::<Text, _>(keuze.uitvoerder.code())
    .bind::<Text, _>(oin)
    .bind::<Text, _>(sub)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(stored == 1)
}

/// A toets that waits for a person.
#[derive(Debug, Clone, QueryableByName)]
pub struct WachtendRow {
    /// The toets.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// The agreement.
    #[diesel(sql_type = SqlUuid)]
    pub zorgovereenkomst_id: Uuid,
    /// Which version.
    #[diesel(sql_type = BigInt)]
    pub overeenkomst_versie: i64,
    /// The verstrekkers of its lines.
    #[diesel(sql_type = Array<SqlUuid>)]
    pub verstrekkers: Vec<Uuid>,
    /// What the engine said.
    #[diesel(sql_type = Text)]
    pub uitkomst: String,
    /// The rules that ask for a person.
    #[diesel(sql_type = Array<Text>)]
    pub regels: Vec<String>,
    /// Since when it waits.
    #[diesel(sql_type = Timestamptz)]
    pub vastgelegd_op: SqlTimestamp,
    /// What the first person wants, when a second must look.
    #[diesel(sql_type = Nullable<Text>)]
    pub voorstel: Option<String>,
    /// Why.
    #[diesel(sql_type = Nullable<Text>)]
    pub voorstel_reden: Option<String>,
}

/// A page of what waits: the newest version of each agreement, not decided, that either a rule
/// left to a person or a first person wants otherwise than the engine.
pub async fn waiting(
    conn: &mut AsyncPgConnection,
    regel: Option<String>,
    page: Page,
) -> Result<Vec<WachtendRow>, Fault> {
    Ok(diesel::sql_query(
        "SELECT toets.id, toets.zorgovereenkomst_id, toets.overeenkomst_versie, \
             toets.verstrekkers, toets.uitkomst, open.regels, toets.vastgelegd_op, \
             voorstel.oordeel AS voorstel, voorstel.reden AS voorstel_reden \
         FROM toets \
         JOIN lopend ON lopend.zorgovereenkomst_id = toets.zorgovereenkomst_id \
             AND lopend.overeenkomst_versie = toets.overeenkomst_versie \
         LEFT JOIN beoordelingsvoorstel AS voorstel ON voorstel.toets_id = toets.id \
         CROSS JOIN LATERAL (SELECT coalesce(array_agg(found.value ->> 'regel'), '{}') AS regels \
             FROM jsonb_array_elements(toets.bevindingen) AS found \
             WHERE found.value ->> 'uitkomst' = 'handmatigeBeoordeling') AS open \
         WHERE (toets.uitkomst = 'handmatigeBeoordeling' OR voorstel.id IS NOT NULL) \
             AND NOT EXISTS (SELECT 1 FROM beoordeling WHERE beoordeling.toets_id = toets.id) \
             AND ($1 IS NULL OR $1 = ANY (open.regels)) AND ($2 IS NULL OR toets.id > $2) \
         ORDER BY toets.id LIMIT $3",
    )
    .bind::<Nullable<Text>, _>(regel)
    .bind::<Nullable<SqlUuid>, _>(page.after)
    .bind::<BigInt, _>(page.rows())
    .load(conn)
    .await?)
}

/// How often a rule needed a hand.
#[derive(Debug, Clone, QueryableByName)]
pub struct AandeelRow {
    /// The rule.
    #[diesel(sql_type = Text)]
    pub regel: String,
    /// How often it spoke.
    #[diesel(sql_type = BigInt)]
    pub getoetst: i64,
    /// How often it asked for a person.
    #[diesel(sql_type = BigInt)]
    pub handmatig: i64,
    /// How often it refused.
    #[diesel(sql_type = BigInt)]
    pub afgekeurd: i64,
}

/// The share of each rule over the toetsen of some days, both included.
pub async fn shares(
    conn: &mut AsyncPgConnection,
    (van, tot): (Date, Date),
) -> Result<Vec<AandeelRow>, Fault> {
    Ok(diesel::sql_query(
        "SELECT found.value ->> 'regel' AS regel, count(*) AS getoetst, \
             count(*) FILTER (WHERE found.value ->> 'uitkomst' = 'handmatigeBeoordeling') \
                 AS handmatig, \
             count(*) FILTER (WHERE found.value ->> 'uitkomst' = 'afgekeurd') AS afgekeurd \
         FROM toets, jsonb_array_elements(toets.bevindingen) AS found \
         WHERE kennisdatum BETWEEN $1 AND $2 GROUP BY 1 ORDER BY 1",
    )
    .bind::<SqlDate, _>(van.to_diesel())
    .bind::<SqlDate, _>(tot.to_diesel())
    .load(conn)
    .await?)
}
