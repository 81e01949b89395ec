//! The rows of people and payments, as the types that a rule may read.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date as SqlDate, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use platform::Fault;
use uuid::Uuid;

use super::Kring;
use super::rows::{herkomst, reference};
use crate::feiten::{Betaling, Budgethouder, Feit, Feiten, Ref, Zorgverlener};

#[derive(QueryableByName)]
struct PaymentRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    iban_ref: Option<String>,
    #[diesel(sql_type = Text)]
    staat: String,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = SqlDate)]
    datum: jiff_diesel::Date,
    #[diesel(sql_type = SqlUuid)]
    gebeurtenis_id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

/// Payments.
pub(super) async fn betalingen(
    conn: &mut AsyncPgConnection,
    feiten: &mut Feiten,
    kring: Option<&Kring>,
) -> Result<(), Fault> {
    let rows: Vec<PaymentRow> = diesel::sql_query(
        "SELECT id, verstrekker_id, zorgverlener_id, iban_ref, staat, bedrag, datum, \
         gebeurtenis_id, versie FROM betaling \
         WHERE $1 OR zorgverlener_id = ANY($2) OR iban_ref = ANY($3)",
    )
    .bind::<Bool, _>(kring.is_none())
    .bind::<Array<SqlUuid>, _>(kring.map(|one| one.zorgverleners.clone()).unwrap_or_default())
    .bind::<Array<Text>, _>(kring.map(|one| one.rekeningen.clone()).unwrap_or_default())
    .load(conn)
    .await?;
    for row in rows {
        feiten.apply(Feit::Betaling(Betaling {
            id: row.id,
            verstrekker_id: row.verstrekker_id,
            zorgverlener_id: row.zorgverlener_id,
            iban: reference(row.iban_ref),
            betaald: row.staat == "betaald",
            loopt: !matches!(row.staat.as_str(), "teruggekomen" | "vervallen"),
            bedrag: row.bedrag,
            datum: row.datum.to_jiff(),
            herkomst: herkomst(row.gebeurtenis_id, row.versie),
        }));
    }
    Ok(())
}

#[derive(QueryableByName)]
struct GiverRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Bool)]
    natuurlijk_persoon: bool,
    #[diesel(sql_type = Nullable<Text>)]
    kvk_nummer: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    iban_ref: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    adres_ref: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    contact_ref: Option<String>,
    #[diesel(sql_type = SqlUuid)]
    gebeurtenis_id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
    #[diesel(sql_type = Array<SqlUuid>)]
    verstrekkers: Vec<Uuid>,
    #[diesel(sql_type = Array<Text>)]
    rekeningen: Vec<String>,
    #[diesel(sql_type = Array<SqlDate>)]
    sinds: Vec<jiff_diesel::Date>,
}

/// Zorgverleners: these, or all.
pub(super) async fn zorgverleners(
    conn: &mut AsyncPgConnection,
    feiten: &mut Feiten,
    ids: Option<BTreeSet<Uuid>>,
) -> Result<(), Fault> {
    let rows: Vec<GiverRow> = diesel::sql_query(
        "SELECT id, natuurlijk_persoon, kvk_nummer, iban_ref, adres_ref, contact_ref, \
         gebeurtenis_id, versie, ARRAY(SELECT verstrekker_id FROM zorgverlener_verstrekker AS l \
         WHERE l.zorgverlener_id = z.id ORDER BY 1) AS verstrekkers, \
         ARRAY(SELECT r.iban_ref FROM zorgverlener_rekening AS r \
         WHERE r.zorgverlener_id = z.id ORDER BY r.iban_ref) AS rekeningen, \
         ARRAY(SELECT r.sinds FROM zorgverlener_rekening AS r \
         WHERE r.zorgverlener_id = z.id ORDER BY r.iban_ref) AS sinds \
         FROM zorgverlener AS z WHERE $1 OR id = ANY($2)",
    )
    .bind::<Bool, _>(ids.is_none())
    .bind::<Array<SqlUuid>, _>(ids.into_iter().flatten().collect::<Vec<_>>())
    .load(conn)
    .await?;
    for row in rows {
        let sinds = row.sinds.into_iter().map(jiff_diesel::Date::to_jiff);
        let known: BTreeMap<Ref, _> =
            row.rekeningen.iter().map(|iban| Ref::new(iban)).zip(sinds).collect();
        let one = Zorgverlener {
            id: row.id,
            natuurlijk_persoon: row.natuurlijk_persoon,
            kvk: reference(row.kvk_nummer),
            iban: reference(row.iban_ref),
            adres: reference(row.adres_ref),
            contact: reference(row.contact_ref),
            verstrekkers: row.verstrekkers,
            rekening_sinds: known,
            herkomst: herkomst(row.gebeurtenis_id, row.versie),
        };
        // Since when an account is known was kept: it is not learnt anew here.
        feiten.zorgverleners.insert(one.id, one);
    }
    Ok(())
}

#[derive(QueryableByName)]
struct HolderRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    iban_ref: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    adres_ref: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    contact_ref: Option<String>,
    #[diesel(sql_type = Bool)]
    minderjarig: bool,
    #[diesel(sql_type = Nullable<SqlDate>)]
    overlijdensdatum: Option<jiff_diesel::Date>,
    #[diesel(sql_type = SqlUuid)]
    gebeurtenis_id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
    #[diesel(sql_type = Array<SqlUuid>)]
    verstrekkers: Vec<Uuid>,
}

/// Budgethouders: these, or all.
pub(super) async fn budgethouders(
    conn: &mut AsyncPgConnection,
    feiten: &mut Feiten,
    ids: Option<BTreeSet<Uuid>>,
) -> Result<(), Fault> {
    let rows: Vec<HolderRow> = diesel::sql_query(
        "SELECT id, iban_ref, adres_ref, contact_ref, minderjarig, overlijdensdatum, \
         gebeurtenis_id, versie, ARRAY(SELECT verstrekker_id FROM budgethouder_verstrekker AS l \
         WHERE l.budgethouder_id = b.id ORDER BY 1) AS verstrekkers \
         FROM budgethouder AS b WHERE $1 OR id = ANY($2)",
    )
    .bind::<Bool, _>(ids.is_none())
    .bind::<Array<SqlUuid>, _>(ids.into_iter().flatten().collect::<Vec<_>>())
    .load(conn)
    .await?;
    for row in rows {
        feiten.apply(Feit::Budgethouder(Budgethouder {
            id: row.id,
            iban: reference(row.iban_ref),
            adres: reference(row.adres_ref),
            contact: reference(row.contact_ref),
            minderjarig: row.minderjarig,
            overlijdensdatum: row.overlijdensdatum.map(jiff_diesel::Date::to_jiff),
            verstrekkers: row.verstrekkers,
            herkomst: herkomst(row.gebeurtenis_id, row.versie),
        }));
    }
    Ok(())
}

#[derive(QueryableByName)]
struct FirstRow {
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlDate)]
    eerste: jiff_diesel::Date,
    #[diesel(sql_type = BigInt)]
    clienten: i64,
}

/// Of zorgverleners whose claims are here in part: the first day of care, and how many clients.
pub(super) async fn eerste_zorg(
    conn: &mut AsyncPgConnection,
    feiten: &mut Feiten,
    ids: &BTreeSet<Uuid>,
) -> Result<(), Fault> {
    let rows: Vec<FirstRow> = diesel::sql_query(
        "SELECT d.zorgverlener_id, d.verstrekker_id, min(r.begindatum) AS eerste, \
         count(DISTINCT d.budgethouder_id) AS clienten FROM declaratie_ingediend AS d \
         JOIN declaratie_ingediend_regel AS r ON r.declaratie_id = d.id \
         LEFT JOIN declaratie_vastgesteld AS v ON v.id = d.id \
         WHERE d.zorgverlener_id = ANY($1) AND (v.id IS NULL OR v.totaal_verschuldigd > 0) \
         GROUP BY 1, 2",
    )
    .bind::<Array<SqlUuid>, _>(ids.iter().copied().collect::<Vec<_>>())
    .load(conn)
    .await?;
    feiten.eerste_zorg = rows
        .into_iter()
        .map(|row| {
            let count = usize::try_from(row.clienten).unwrap_or_default();
            ((row.zorgverlener_id, row.verstrekker_id), (row.eerste.to_jiff(), count))
        })
        .collect();
    Ok(())
}
