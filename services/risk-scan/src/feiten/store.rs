//! The facts from the read model: those around what was touched, or all of them.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use platform::Fault;
use uuid::Uuid;

use super::{Feiten, Ref};
use crate::indicator::uitslag::{Haak, Haaksoort};

mod people;
mod rows;

/// What was touched, as the queue holds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
pub struct Aanraking {
    /// The kind: that of a hook, or `stam` for what is known of a zorgverlener.
    #[diesel(sql_type = Text)]
    pub soort: String,
    /// Its key.
    #[diesel(sql_type = Text)]
    pub sleutel: String,
}

/// Everything that a rule may answer differently about, now that this was touched.
pub async fn haken(
    conn: &mut AsyncPgConnection,
    touched: &[Aanraking],
) -> Result<Vec<Haak>, Fault> {
    let rows: Vec<Aanraking> = diesel::sql_query(
        "WITH t AS (SELECT DISTINCT * FROM unnest($1, $2) AS t (soort, sleutel)), \
         stam AS (SELECT sleutel::uuid AS id FROM t WHERE soort = 'stam'), \
         b AS (SELECT sleutel::uuid AS id FROM t WHERE soort = 'budgethouder' \
         UNION SELECT budgethouder_id FROM zorgovereenkomst WHERE zorgverlener_id IN (SELECT id FROM stam) \
         UNION SELECT budgethouder_id FROM declaratie_ingediend \
         WHERE zorgverlener_id IN (SELECT id FROM stam)), \
         o AS (SELECT id, zorgverlener_id FROM zorgovereenkomst \
         WHERE budgethouder_id IN (SELECT id FROM b) \
         UNION SELECT zorgovereenkomst_id, zorgverlener_id FROM declaratie_ingediend \
         WHERE budgethouder_id IN (SELECT id FROM b) \
         UNION SELECT zorgovereenkomst_id, zorgverlener_id FROM declaratie_vastgesteld \
         WHERE budgethouder_id IN (SELECT id FROM b)), \
         z AS (SELECT sleutel::uuid AS id FROM t WHERE soort IN ('zorgverlener', 'stam') \
         UNION SELECT zorgverlener_id FROM o) \
         SELECT soort, sleutel FROM t WHERE soort IN ('rekening', 'contact', 'adres') \
         UNION SELECT 'zorgverlener', id::text FROM z \
         UNION SELECT 'budgethouder', id::text FROM b \
         UNION SELECT 'zorgovereenkomst', id::text FROM o \
         UNION SELECT 'contact', contact_ref FROM zorgverlener \
         WHERE id IN (SELECT id FROM z) AND contact_ref IS NOT NULL \
         UNION SELECT 'contact', contact_ref FROM budgethouder \
         WHERE id IN (SELECT id FROM b) AND contact_ref IS NOT NULL \
         UNION SELECT 'adres', adres_ref FROM zorgverlener \
         WHERE id IN (SELECT id FROM z) AND adres_ref IS NOT NULL \
         UNION SELECT 'adres', adres_ref FROM budgethouder \
         WHERE id IN (SELECT id FROM b) AND adres_ref IS NOT NULL \
         UNION SELECT 'rekening', iban_ref FROM budgethouder \
         WHERE id IN (SELECT id FROM b) AND iban_ref IS NOT NULL \
         UNION SELECT 'rekening', iban_ref FROM zorgverlener \
         WHERE id IN (SELECT id FROM stam) AND iban_ref IS NOT NULL \
         UNION SELECT 'rekening', iban_ref FROM rekening_zorgverlener \
         WHERE zorgverlener_id IN (SELECT id FROM stam)",
    )
    .bind::<Array<Text>, _>(touched.iter().map(|one| one.soort.as_str()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(touched.iter().map(|one| one.sleutel.as_str()).collect::<Vec<_>>())
    .load(conn)
    .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Aanraking) -> Result<Haak, Fault> {
    let Aanraking { soort, sleutel } = row;
    let kind = Haaksoort::ALL.into_iter().find(|kind| kind.code() == soort);
    let kind = kind.ok_or(kernel::Fault::new("een soort haak"));
    let kind = kind.map_err(Fault::stored("te_beoordelen.soort"))?;
    let id = || sleutel.parse::<Uuid>().map_err(Fault::stored("te_beoordelen.sleutel"));
    Ok(match kind {
        Haaksoort::Rekening => Haak::Rekening(Ref::new(&sleutel)),
        Haaksoort::Contact => Haak::Contact(Ref::new(&sleutel)),
        Haaksoort::Adres => Haak::Adres(Ref::new(&sleutel)),
        Haaksoort::Zorgverlener => Haak::Zorgverlener(id()?),
        Haaksoort::Budgethouder => Haak::Budgethouder(id()?),
        Haaksoort::Zorgovereenkomst => Haak::Zorgovereenkomst(id()?),
    })
}

/// Whose facts are loaded whole.
#[derive(Debug, Default)]
struct Kring {
    rekeningen: Vec<String>,
    zorgverleners: Vec<Uuid>,
    budgethouders: Vec<Uuid>,
}

#[derive(QueryableByName)]
struct Persoon {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    zorgverlener: bool,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Loads the facts that the rules need to answer about these hooks: the answer is the same as with
/// all facts, for every rule that follows the stream.
pub async fn around(conn: &mut AsyncPgConnection, haken: &[Haak]) -> Result<Feiten, Fault> {
    let of = |soort| -> Vec<String> {
        haken.iter().filter(|haak| haak.soort() == soort).map(Haak::sleutel).collect()
    };
    let people: Vec<Persoon> = diesel::sql_query(
        "WITH z AS (SELECT unnest($1)::uuid AS id UNION SELECT id FROM zorgverlener \
         WHERE adres_ref = ANY($4) OR contact_ref = ANY($5) OR iban_ref = ANY($6)) \
         SELECT true AS zorgverlener, id FROM z UNION SELECT false, unnest($2)::uuid \
         UNION SELECT false, id FROM budgethouder \
         WHERE adres_ref = ANY($4) OR contact_ref = ANY($5) OR iban_ref = ANY($6) \
         UNION SELECT false, budgethouder_id FROM zorgovereenkomst \
         WHERE id = ANY($3::uuid[]) OR zorgverlener_id = ANY($1::uuid[]) \
         UNION SELECT false, budgethouder_id FROM declaratie_ingediend \
         WHERE zorgovereenkomst_id = ANY($3::uuid[]) OR zorgverlener_id = ANY($1::uuid[]) \
         UNION SELECT false, budgethouder_id FROM declaratie_vastgesteld \
         WHERE zorgovereenkomst_id = ANY($3::uuid[]) OR zorgverlener_id = ANY($1::uuid[])",
    )
    .bind::<Array<Text>, _>(of(Haaksoort::Zorgverlener))
    .bind::<Array<Text>, _>(of(Haaksoort::Budgethouder))
    .bind::<Array<Text>, _>(of(Haaksoort::Zorgovereenkomst))
    .bind::<Array<Text>, _>(of(Haaksoort::Adres))
    .bind::<Array<Text>, _>(of(Haaksoort::Contact))
    .bind::<Array<Text>, _>(of(Haaksoort::Rekening))
    .load(conn)
    .await?;
    let (givers, holders): (Vec<Persoon>, Vec<Persoon>) =
        people.into_iter().partition(|one| one.zorgverlener);
    let kring = Kring {
        rekeningen: of(Haaksoort::Rekening),
        zorgverleners: givers.into_iter().map(|one| one.id).collect(),
        budgethouders: holders.into_iter().map(|one| one.id).collect(),
    };
    load(conn, Some(&kring)).await
}

/// Loads all facts: for the rules of the night.
pub async fn all(conn: &mut AsyncPgConnection) -> Result<Feiten, Fault> {
    load(conn, None).await
}

async fn load(conn: &mut AsyncPgConnection, kring: Option<&Kring>) -> Result<Feiten, Fault> {
    let mut feiten = Feiten::default();
    rows::declaraties(conn, &mut feiten, kring).await?;
    rows::overeenkomsten(conn, &mut feiten, kring).await?;
    rows::toekenningen(conn, &mut feiten, kring).await?;
    people::betalingen(conn, &mut feiten, kring).await?;
    let claims = feiten.declaraties.values();
    let mut givers: BTreeSet<Uuid> = claims.clone().map(|one| one.zorgverlener_id).collect();
    let mut holders: BTreeSet<Uuid> = claims.map(|one| one.budgethouder_id).collect();
    givers.extend(feiten.overeenkomsten.values().map(|one| one.zorgverlener_id));
    holders.extend(feiten.overeenkomsten.values().map(|one| one.budgethouder_id));
    givers.extend(feiten.betalingen.values().map(|one| one.zorgverlener_id));
    if let Some(kring) = kring {
        givers.extend(&kring.zorgverleners);
        holders.extend(&kring.budgethouders);
        people::eerste_zorg(conn, &mut feiten, &givers).await?;
    }
    let (givers, holders) = (kring.map(|_| givers), kring.map(|_| holders));
    people::zorgverleners(conn, &mut feiten, givers).await?;
    people::budgethouders(conn, &mut feiten, holders).await?;
    Ok(feiten)
}
