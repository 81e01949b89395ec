//! Claims as they are shown: with the answers of payout and the payments.

use diesel::QueryableByName;
use diesel::sql_types::{
    BigInt, Bool, Date as SqlDate, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use crate::store::statement;

/// One claim.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Rij {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) kenmerk: String,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) budgethouder_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) zorgverlener_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) soort: String,
    #[diesel(sql_type = Text)]
    pub(crate) entree: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) factuurnummer: Option<String>,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub(crate) ingediend_op: Timestamp,
    #[diesel(sql_type = BigInt)]
    pub(crate) totaal: i64,
    #[diesel(sql_type = Text)]
    pub(crate) status: String,
    #[diesel(sql_type = Integer)]
    pub(crate) nummer: i32,
    #[diesel(sql_type = BigInt)]
    pub(crate) versie: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) revisie: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) verschuldigd: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) geboekte_versie: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) geboekt: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) geweigerd: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) reden: Option<String>,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    pub(crate) hersteltermijn: Option<Date>,
}

/// A claim with everything that hangs on it.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Bijlagen {
    #[diesel(sql_type = Jsonb)]
    pub(crate) regels: serde_json::Value,
    #[diesel(sql_type = Text)]
    pub(crate) uitkomsten: String,
    #[diesel(sql_type = Jsonb)]
    pub(crate) betalingen: serde_json::Value,
    #[diesel(sql_type = Jsonb)]
    pub(crate) vorderingen: serde_json::Value,
    #[diesel(sql_type = Bool)]
    pub(crate) maatregel: bool,
}

/// One claim inside the running scope.
pub(crate) async fn one(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Rij>, Fault> {
    let mut rows: Vec<Rij> = statement(
        "SELECT id, kenmerk, zorgovereenkomst_id, budgethouder_id, zorgverlener_id, \
         verstrekker_id, soort, entree, factuurnummer, ingediend_op, totaal, status, nummer, \
         versie, revisie, verschuldigd, geboekte_versie, geboekt, geweigerd, reden, hersteltermijn \
         FROM declaratie WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .load(conn)
    .await?;
    Ok(rows.pop())
}

/// What hangs on a claim; `today` says which measures hold.
pub(crate) async fn bijlagen(
    conn: &mut AsyncPgConnection,
    rij: &Rij,
    today: Date,
) -> Result<Bijlagen, Fault> {
    let bijlagen = statement(
        "SELECT v.uitkomsten::text AS uitkomsten, (SELECT jsonb_agg(jsonb_build_object( \
         'regelId', r.regel_id, 'begindatum', r.begindatum, 'einddatum', r.einddatum, \
         'aantal', r.aantal, 'eenheid', r.eenheid, 'tarief', r.tarief, 'bedrag', r.bedrag, \
         'aantalToegekend', r.aantal_toegekend, 'verschuldigd', (SELECT \
         coalesce(sum((p->>'bedrag')::bigint), 0)::bigint FROM jsonb_array_elements(v.regels) l, \
         jsonb_array_elements(l->'p') p WHERE (l->>'r')::int = r.volgnummer)) \
         ORDER BY r.volgnummer) FROM declaratieregel r WHERE r.declaratie_id = v.declaratie_id) \
         AS regels, (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object( \
         'id', b.id, 'staat', b.staat, 'poging', b.poging, 'bedrag', bd.bedrag, \
         'reden', b.reden)) ORDER BY b.id), '[]') FROM betaling_declaratie bd \
         JOIN betaling b ON b.id = bd.betaling_id WHERE bd.declaratie_id = v.declaratie_id) \
         AS betalingen, (SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, \
         'bedrag', w.bedrag, 'openstaand', w.openstaand) ORDER BY w.id), '[]') FROM vordering w \
         WHERE w.declaratie_id = v.declaratie_id) AS vorderingen, \
         EXISTS (SELECT FROM maatregel m WHERE m.zorgverlener_id = $3 AND m.verstrekker_id = $4 \
         AND (m.zorgovereenkomst_id IS NULL OR m.zorgovereenkomst_id = $5) AND m.actief \
         AND m.geldig_van <= $6 AND $6 < m.geldig_tot) AS maatregel \
         FROM declaratie_versie v WHERE v.declaratie_id = $1 AND v.nummer = $2",
    )
    .bind::<SqlUuid, _>(rij.id)
    .bind::<Integer, _>(rij.nummer)
    .bind::<SqlUuid, _>(rij.zorgverlener_id)
    .bind::<SqlUuid, _>(rij.verstrekker_id)
    .bind::<SqlUuid, _>(rij.zorgovereenkomst_id)
    .bind::<SqlDate, _>(today.to_diesel())
    .get_result(conn)
    .await?;
    Ok(bijlagen)
}

/// A filter on a list of claims; absent is all.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) zorgovereenkomst_id: Option<Uuid>,
    pub(crate) budgethouder_id: Option<Uuid>,
    pub(crate) status: Option<String>,
}

/// A page of claims inside the running scope, one more than asked when there is a next page.
pub(crate) async fn list(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    page: Page,
) -> Result<Vec<Rij>, Fault> {
    let rows = statement(
        "SELECT d.id, d.kenmerk, d.zorgovereenkomst_id, d.budgethouder_id, d.zorgverlener_id, \
         d.verstrekker_id, d.soort, d.entree, d.factuurnummer, d.ingediend_op, d.totaal, \
         d.status, d.nummer, d.versie, d.revisie, d.verschuldigd, d.geboekte_versie, d.geboekt, \
         d.geweigerd, d.reden, d.hersteltermijn FROM declaratie d WHERE ($1 IS NULL OR d.id > $1) \
         AND ($2 IS NULL OR d.zorgovereenkomst_id = $2) \
         AND ($3 IS NULL OR d.zorgovereenkomst_id IN \
         (SELECT z.id FROM zorgovereenkomst z WHERE z.budgethouder_id = $3)) \
         AND ($4 IS NULL OR d.status = $4) ORDER BY d.id LIMIT $5",
    )
    .bind::<Nullable<SqlUuid>, _>(page.after)
    .bind::<Nullable<SqlUuid>, _>(filter.zorgovereenkomst_id)
    .bind::<Nullable<SqlUuid>, _>(filter.budgethouder_id)
    .bind::<Nullable<Text>, _>(filter.status.as_deref())
    .bind::<BigInt, _>(page.limit.saturating_add(1))
    .load(conn)
    .await?;
    Ok(rows)
}

/// Which claims somebody must do something about.
#[derive(Debug, Clone)]
pub(crate) struct Werk {
    /// Letters of the classes, one of which was found.
    pub(crate) klasse: String,
    pub(crate) verstrekker_id: Option<Uuid>,
    /// Handed in on this day or before.
    pub(crate) ingediend_tot: Date,
}

/// One row of the work list.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct WerkRij {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) kenmerk: String,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    pub(crate) status: String,
    #[diesel(sql_type = Text)]
    pub(crate) klassen: String,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    pub(crate) ingediend_op: Timestamp,
    #[diesel(sql_type = BigInt)]
    pub(crate) totaal: i64,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    pub(crate) hersteltermijn: Option<Date>,
    #[diesel(sql_type = Text)]
    pub(crate) uitkomsten: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) revisie: i64,
}

/// A page of the work list inside the running scope, one more than asked when there is more.
pub(crate) async fn work(
    conn: &mut AsyncPgConnection,
    werk: &Werk,
    page: Page,
) -> Result<Vec<WerkRij>, Fault> {
    let rows = statement(
        "SELECT d.id, d.kenmerk, d.zorgovereenkomst_id, d.verstrekker_id, d.status, d.klassen, \
         d.ingediend_op, d.totaal, d.hersteltermijn, v.uitkomsten::text AS uitkomsten, d.revisie \
         FROM declaratie d JOIN declaratie_versie v ON v.declaratie_id = d.id \
         AND v.nummer = d.nummer WHERE d.klassen <> '' AND d.klassen ~ ('[' || $1 || ']') \
         AND ($2 IS NULL OR d.verstrekker_id = $2) AND ($3 IS NULL OR d.id > $3) \
         AND (d.ingediend_op AT TIME ZONE 'Europe/Amsterdam')::date <= $4 \
         ORDER BY d.id LIMIT $5",
    )
    .bind::<Text, _>(&werk.klasse)
    .bind::<Nullable<SqlUuid>, _>(werk.verstrekker_id)
    .bind::<Nullable<SqlUuid>, _>(page.after)
    .bind::<SqlDate, _>(werk.ingediend_tot.to_diesel())
    .bind::<BigInt, _>(page.rows())
    .load(conn)
    .await?;
    Ok(rows)
}

#[derive(QueryableByName)]
struct ExpiredRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
}

/// Claims, with their agreements, whose term for repair ended before this day.
pub(crate) async fn expired(
    conn: &mut AsyncPgConnection,
    today: Date,
    limit: usize,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let rows: Vec<ExpiredRow> = statement(
        "SELECT id, zorgovereenkomst_id FROM declaratie WHERE hersteltermijn IS NOT NULL \
         AND hersteltermijn < $1 AND status = 'uitval' ORDER BY hersteltermijn, id LIMIT $2",
    )
    .bind::<SqlDate, _>(today.to_diesel())
    .bind::<BigInt, _>(i64::try_from(limit).unwrap_or(i64::MAX))
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.zorgovereenkomst_id)).collect())
}
