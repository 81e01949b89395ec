//! Agreements as they are shown.

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Bool, Date as SqlDate, Jsonb, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::super::aanvraag::Voorwaarden;
use crate::store::statement;

/// One agreement with its approvals; lines are read apart.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Rij {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) kenmerk: String,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) budgethouder_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) zorgverlener_id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) soort: String,
    #[diesel(sql_type = Bool)]
    pub(crate) formeel: bool,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    pub(crate) ingangsdatum: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    pub(crate) einddatum: Option<Date>,
    #[diesel(sql_type = Text)]
    pub(crate) status: String,
    #[diesel(sql_type = Text)]
    pub(crate) arbeidsrecht: String,
    #[diesel(sql_type = Jsonb)]
    pub(crate) bevindingen: serde_json::Value,
    #[diesel(sql_type = BigInt)]
    pub(crate) revisie: i64,
    #[diesel(sql_type = Jsonb)]
    pub(crate) inhoud: serde_json::Value,
}

/// One agreement inside the running scope.
pub(crate) async fn one(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Rij>, Fault> {
    let mut rows: Vec<Rij> = statement(concat!(
        "SELECT z.id, z.kenmerk, z.budgethouder_id, z.zorgverlener_id, z.soort, \
         z.tariefsoort = 'formeel' AS formeel, z.ingangsdatum, z.einddatum, z.status, \
         z.arbeidsrecht, z.bevindingen, z.revisie, (SELECT \
         coalesce(jsonb_agg(jsonb_build_object('verstrekkerId', i.verstrekker_id, 'oordeel', \
         i.oordeel, 'reden', i.reden) ORDER BY i.verstrekker_id), '[]') \
         FROM zorgovereenkomst_inhoud i WHERE i.zorgovereenkomst_id = z.id) AS inhoud \
         FROM zorgovereenkomst z ",
        "WHERE z.id = $1"
    ))
    .bind::<SqlUuid, _>(id)
    .load(conn)
    .await?;
    Ok(rows.pop())
}

#[derive(QueryableByName)]
struct OwnersRow {
    #[diesel(sql_type = diesel::sql_types::Array<SqlUuid>)]
    verstrekkers: Vec<Uuid>,
}

/// All verstrekkers of an agreement that the running scope sees.
pub(crate) async fn verstrekkers(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> Result<Option<Vec<Uuid>>, Fault> {
    let mut rows: Vec<OwnersRow> =
        statement("SELECT verstrekkers FROM zorgovereenkomst WHERE id = $1")
            .bind::<SqlUuid, _>(id)
            .load(conn)
            .await?;
    Ok(rows.pop().map(|row| row.verstrekkers))
}

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The verstrekkers of these agreements and of all others of the same pairs, which are decided
/// about together.
pub(crate) async fn verstrekkers_of(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<Uuid>, Fault> {
    let rows: Vec<IdRow> = statement(
        "SELECT DISTINCT unnest(z.verstrekkers) AS id FROM zorgovereenkomst z \
         WHERE (z.budgethouder_id, z.zorgverlener_id) IN (SELECT a.budgethouder_id, \
         a.zorgverlener_id FROM zorgovereenkomst a WHERE a.id = ANY($1))",
    )
    .bind::<diesel::sql_types::Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

#[derive(QueryableByName)]
struct TermsRow {
    #[diesel(sql_type = Jsonb)]
    voorwaarden: serde_json::Value,
}

/// What only the toets reads of an agreement.
pub(crate) async fn voorwaarden(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> Result<Option<Voorwaarden>, Fault> {
    let mut rows: Vec<TermsRow> =
        statement("SELECT voorwaarden FROM zorgovereenkomst WHERE id = $1")
            .bind::<SqlUuid, _>(id)
            .load(conn)
            .await?;
    let read = |row: TermsRow| serde_json::from_value(row.voorwaarden);
    rows.pop().map(read).transpose().map_err(Fault::stored("zorgovereenkomst.voorwaarden"))
}

/// A filter on a list of agreements; absent is all.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) budgethouder_id: Option<Uuid>,
    pub(crate) zorgverlener_id: Option<Uuid>,
    pub(crate) status: Option<String>,
}

/// A page of agreements inside the running scope, one more than asked when there is a next page.
pub(crate) async fn list(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    page: Page,
) -> Result<Vec<Rij>, Fault> {
    let rows = statement(concat!(
        "SELECT z.id, z.kenmerk, z.budgethouder_id, z.zorgverlener_id, z.soort, \
         z.tariefsoort = 'formeel' AS formeel, z.ingangsdatum, z.einddatum, z.status, \
         z.arbeidsrecht, z.bevindingen, z.revisie, (SELECT \
         coalesce(jsonb_agg(jsonb_build_object('verstrekkerId', i.verstrekker_id, 'oordeel', \
         i.oordeel, 'reden', i.reden) ORDER BY i.verstrekker_id), '[]') \
         FROM zorgovereenkomst_inhoud i WHERE i.zorgovereenkomst_id = z.id) AS inhoud \
         FROM zorgovereenkomst z ",
        "WHERE ($1 IS NULL OR z.id > $1) AND ($2 IS NULL OR z.budgethouder_id = $2) \
         AND ($3 IS NULL OR z.zorgverlener_id = $3) AND ($4 IS NULL OR z.status = $4) \
         ORDER BY z.id LIMIT $5"
    ))
    .bind::<Nullable<SqlUuid>, _>(page.after)
    .bind::<Nullable<SqlUuid>, _>(filter.budgethouder_id)
    .bind::<Nullable<SqlUuid>, _>(filter.zorgverlener_id)
    .bind::<Nullable<Text>, _>(filter.status.as_deref())
    .bind::<BigInt, _>(page.limit.saturating_add(1))
    .load(conn)
    .await?;
    Ok(rows)
}
