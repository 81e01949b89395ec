//! Reading messages back.

use diesel::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Bool, Bytea, Date as SqlDate, Nullable, SmallInt, Text, Timestamptz,
    Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use crate::store::statement;

/// A message with its answer, when there is one.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Gemaakt {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) budgethouder_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) toekenning_id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) wet: String,
    #[diesel(sql_type = Text)]
    pub(crate) code: String,
    #[diesel(sql_type = Text)]
    pub(crate) identificatie: String,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    pub(crate) dagtekening: Date,
    #[diesel(sql_type = Bytea)]
    pub(crate) inhoud: Vec<u8>,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub(crate) vastgelegd_op: Timestamp,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) identificatie_retour: Option<String>,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    pub(crate) dagtekening_retour: Option<Date>,
    #[diesel(sql_type = Nullable<Array<Text>>)]
    pub(crate) codes: Option<Vec<String>>,
}

/// One message within the running scope.
pub(crate) async fn by_id(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> Result<Option<Gemaakt>, Fault> {
    let rows: Vec<Gemaakt> = statement(
        "SELECT a.id, a.verstrekker_id, a.budgethouder_id, a.toekenning_id, a.wet, a.code, \
         a.identificatie, a.dagtekening, a.inhoud, a.vastgelegd_op, r.identificatie_retour, \
         r.dagtekening_retour, r.codes FROM budgetafsluiting a \
         LEFT JOIN budgetafsluiting_retour r ON r.budgetafsluiting_id = a.id WHERE a.id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

/// The message with our own number, within the running scope.
pub(crate) async fn by_identificatie(
    conn: &mut AsyncPgConnection,
    identificatie: &str,
) -> Result<Option<Gemaakt>, Fault> {
    let rows: Vec<Gemaakt> = statement(
        "SELECT a.id, a.verstrekker_id, a.budgethouder_id, a.toekenning_id, a.wet, a.code, \
         a.identificatie, a.dagtekening, a.inhoud, a.vastgelegd_op, r.identificatie_retour, \
         r.dagtekening_retour, r.codes FROM budgetafsluiting a \
         LEFT JOIN budgetafsluiting_retour r ON r.budgetafsluiting_id = a.id \
         WHERE a.identificatie = $1",
    )
    .bind::<Text, _>(identificatie)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}

/// A page of the messages in the running scope, in order of id; only those without an answer when
/// asked.
pub(crate) async fn page(
    conn: &mut AsyncPgConnection,
    page: Page,
    zonder_retour: bool,
) -> Result<Vec<Gemaakt>, Fault> {
    let rows = statement(
        "SELECT a.id, a.verstrekker_id, a.budgethouder_id, a.toekenning_id, a.wet, a.code, \
         a.identificatie, a.dagtekening, a.inhoud, a.vastgelegd_op, r.identificatie_retour, \
         r.dagtekening_retour, r.codes FROM budgetafsluiting a \
         LEFT JOIN budgetafsluiting_retour r ON r.budgetafsluiting_id = a.id \
         WHERE a.id > $1 AND (NOT $2 OR r.budgetafsluiting_id IS NULL) ORDER BY a.id LIMIT $3",
    )
    .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
    .bind::<Bool, _>(zonder_retour)
    .bind::<BigInt, _>(page.rows())
    .load(conn)
    .await?;
    Ok(rows)
}

/// A line of a message.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Regelrij {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) budgetafsluiting_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) pot_id: Uuid,
    #[diesel(sql_type = SmallInt)]
    pub(crate) reden: i16,
    #[diesel(sql_type = Text)]
    pub(crate) budget_identificatie: String,
    #[diesel(sql_type = Text)]
    pub(crate) zorgfunctie: String,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    pub(crate) geldig_van: Date,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    pub(crate) geldig_tot: Date,
    #[diesel(sql_type = BigInt)]
    pub(crate) besteed: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) verantwoordingsvrij_besteed: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) ziekengeld: Option<i64>,
}

/// The lines of these messages, in order.
pub(crate) async fn regels(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<Regelrij>, Fault> {
    let rows = statement(
        "SELECT budgetafsluiting_id, pot_id, reden, budget_identificatie, zorgfunctie, \
         geldig_van, geldig_tot, besteed, verantwoordingsvrij_besteed, ziekengeld \
         FROM budgetafsluiting_regel WHERE budgetafsluiting_id = ANY($1) \
         ORDER BY budgetafsluiting_id, nummer",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    Ok(rows)
}

#[derive(QueryableByName)]
struct OpenRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
}

/// Messages for verstrekkers of a kind that did not go out yet, with their verstrekker, the oldest
/// first; needs the scope of the country.
pub(crate) async fn undelivered(
    conn: &mut AsyncPgConnection,
    soort: &str,
    limit: i64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let rows: Vec<OpenRow> = statement(
        "SELECT a.id, a.verstrekker_id FROM budgetafsluiting a \
         JOIN verstrekker v ON v.id = a.verstrekker_id AND v.soort = $1 \
         WHERE NOT EXISTS (SELECT FROM budgetafsluiting_bezorging b \
         WHERE b.budgetafsluiting_id = a.id) ORDER BY a.id LIMIT $2",
    )
    .bind::<Text, _>(soort)
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.verstrekker_id)).collect())
}
