//! Rows of people, grants and agreements. Parts of a row are replaced with it.

use contracts::agreement::Regel;
use contracts::grant::Pot;
use contracts::{
    BudgethouderVastgesteld, ToekenningVastgesteld, ZorgovereenkomstVastgesteld,
    ZorgverlenerVastgesteld,
};
use diesel::sql_query;
use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Integer, Nullable, Text, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff_diesel::ToDiesel;
use kernel::KvkNummer;
use platform::Fault;
use uuid::Uuid;

use super::columns;
use crate::leesmodel::messages::Gehoord;
use crate::leesmodel::{toekenning_code, zorgovereenkomst_code};

/// Stores zorgverleners, and marks the accounts they were paid on: an address that becomes known
/// may change what is to be said.
pub(in crate::leesmodel) async fn save_zorgverleners(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<ZorgverlenerVastgesteld>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = heard.iter().map(|one| one.fact.zorgverlener_id).collect();
    let links = links(heard, |fact| (fact.zorgverlener_id, fact.verstrekkers.as_slice()));
    replace_links(conn, "zorgverlener", &ids, &links).await?;
    let query = sql_query(
        "INSERT INTO zorgverlener AS z (id, natuurlijk_persoon, kvk_nummer, iban_ref, adres_ref, \
         contact_ref, gebeurtenis_id, versie) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (id) DO UPDATE SET (natuurlijk_persoon, kvk_nummer, iban_ref, adres_ref, \
         contact_ref, gebeurtenis_id, versie) = (excluded.natuurlijk_persoon, excluded.kvk_nummer, \
         excluded.iban_ref, excluded.adres_ref, excluded.contact_ref, excluded.gebeurtenis_id, \
         excluded.versie)",
    );
    columns!(query, heard, |one| {
        SqlUuid => one.fact.zorgverlener_id,
        Bool => one.fact.natuurlijk_persoon,
        Nullable<Text> => one.fact.kvk_nummer.as_ref().map(KvkNummer::as_str),
        Nullable<Text> => one.fact.iban_ref.as_deref(),
        Nullable<Text> => one.fact.adres_ref.as_deref(),
        Nullable<Text> => one.fact.contact_ref.as_deref(),
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    sql_query(
        "INSERT INTO te_beoordelen (iban_ref) \
         SELECT DISTINCT iban_ref FROM rekening_zorgverlener WHERE zorgverlener_id = ANY($1)",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores budgethouders.
pub(in crate::leesmodel) async fn save_budgethouders(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<BudgethouderVastgesteld>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = heard.iter().map(|one| one.fact.budgethouder_id).collect();
    let links = links(heard, |fact| (fact.budgethouder_id, fact.verstrekkers.as_slice()));
    replace_links(conn, "budgethouder", &ids, &links).await?;
    let query = sql_query(
        "INSERT INTO budgethouder (id, iban_ref, adres_ref, contact_ref, minderjarig, \
         overlijdensdatum, gebeurtenis_id, versie) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET \
         (iban_ref, adres_ref, contact_ref, minderjarig, overlijdensdatum, gebeurtenis_id, versie) \
         = (excluded.iban_ref, excluded.adres_ref, excluded.contact_ref, excluded.minderjarig, \
         excluded.overlijdensdatum, excluded.gebeurtenis_id, excluded.versie)",
    );
    columns!(query, heard, |one| {
        SqlUuid => one.fact.budgethouder_id,
        Nullable<Text> => one.fact.iban_ref.as_deref(),
        Nullable<Text> => one.fact.adres_ref.as_deref(),
        Nullable<Text> => one.fact.contact_ref.as_deref(),
        Bool => one.fact.minderjarig,
        Nullable<SqlDate> => one.fact.overlijdensdatum.map(ToDiesel::to_diesel),
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    Ok(())
}

/// Persons with their verstrekkers, a pair each.
fn links<F>(heard: &[Gehoord<F>], of: impl Fn(&F) -> (Uuid, &[Uuid])) -> Vec<(Uuid, Uuid)> {
    heard
        .iter()
        .flat_map(|one| {
            let (person, verstrekkers) = of(&one.fact);
            verstrekkers.iter().map(move |verstrekker| (person, *verstrekker))
        })
        .collect()
}

/// `person` is the name of the table: `zorgverlener` or `budgethouder`.
async fn replace_links(
    conn: &mut AsyncPgConnection,
    person: &str,
    ids: &[Uuid],
    links: &[(Uuid, Uuid)],
) -> Result<(), Fault> {
    sql_query(format!("DELETE FROM {person}_verstrekker WHERE {person}_id = ANY($1)"))
        .bind::<Array<SqlUuid>, _>(ids)
        .execute(conn)
        .await?;
    let query = sql_query(format!(
        "INSERT INTO {person}_verstrekker ({person}_id, verstrekker_id) \
         SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING"
    ));
    columns!(query, links, |link| { SqlUuid => link.0, SqlUuid => link.1 }).execute(conn).await?;
    Ok(())
}

/// Stores grants with their pots.
pub(in crate::leesmodel) async fn save_toekenningen(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<ToekenningVastgesteld>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let query = sql_query(
        "INSERT INTO toekenning (id, verstrekker_id, budgethouder_id, wet, status, gebeurtenis_id, \
         versie) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET \
         (budgethouder_id, wet, status, gebeurtenis_id, versie) = (excluded.budgethouder_id, \
         excluded.wet, excluded.status, excluded.gebeurtenis_id, excluded.versie)",
    );
    columns!(query, heard, |one| {
        SqlUuid => one.fact.toekenning_id,
        SqlUuid => one.fact.verstrekker_id,
        SqlUuid => one.fact.budgethouder_id,
        Text => one.fact.wet.code(),
        Text => toekenning_code(one.fact.status),
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    let potten: Vec<(&ToekenningVastgesteld, &Pot)> = heard
        .iter()
        .flat_map(|one| one.fact.potten.iter().map(move |pot| (&one.fact, pot)))
        .collect();
    // A pot that was ever said stays in the list, so none has to be removed.
    let query = sql_query(
        "INSERT INTO toekenning_pot (toekenning_id, pot_id, verstrekker_id, zorgfunctie, geldig_van, \
         geldig_tot, bedrag) SELECT DISTINCT ON (1, 2) * FROM unnest($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (toekenning_id, pot_id) DO UPDATE SET (zorgfunctie, geldig_van, geldig_tot, \
         bedrag) = (excluded.zorgfunctie, excluded.geldig_van, excluded.geldig_tot, excluded.bedrag)",
    );
    columns!(query, potten, |row| {
        SqlUuid => row.0.toekenning_id,
        SqlUuid => row.1.id,
        SqlUuid => row.0.verstrekker_id,
        Text => row.1.zorgfunctie.as_str(),
        SqlDate => row.1.periode.van().to_diesel(),
        Nullable<SqlDate> => row.1.periode.day_after().map(ToDiesel::to_diesel),
        BigInt => row.1.bedrag.cents(),
    })
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores agreements with their lines.
pub(in crate::leesmodel) async fn save_zorgovereenkomsten(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<ZorgovereenkomstVastgesteld>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let query = sql_query(
        "INSERT INTO zorgovereenkomst (id, budgethouder_id, zorgverlener_id, soort, status, \
         salarisadministratie, gebeurtenis_id, versie) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET \
         (budgethouder_id, zorgverlener_id, soort, status, salarisadministratie, gebeurtenis_id, \
         versie) = (excluded.budgethouder_id, excluded.zorgverlener_id, excluded.soort, \
         excluded.status, excluded.salarisadministratie, excluded.gebeurtenis_id, excluded.versie)",
    );
    columns!(query, heard, |one| {
        SqlUuid => one.fact.zorgovereenkomst_id,
        SqlUuid => one.fact.budgethouder_id,
        SqlUuid => one.fact.zorgverlener_id,
        Text => one.fact.soort.code(),
        Text => zorgovereenkomst_code(one.fact.status),
        Bool => one.fact.salarisadministratie,
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    let ids: Vec<Uuid> = heard.iter().map(|one| one.fact.zorgovereenkomst_id).collect();
    sql_query("DELETE FROM zorgovereenkomst_regel WHERE zorgovereenkomst_id = ANY($1)")
        .bind::<Array<SqlUuid>, _>(ids)
        .execute(conn)
        .await?;
    let regels: Vec<(Uuid, i32, &Regel)> = heard
        .iter()
        .flat_map(|one| {
            let id = one.fact.zorgovereenkomst_id;
            (0..).zip(&one.fact.regels).map(move |(place, regel)| (id, place, regel))
        })
        .collect();
    let query = sql_query(
        "INSERT INTO zorgovereenkomst_regel (zorgovereenkomst_id, volgnummer, regel_id, \
         verstrekker_id, wet, zorgfunctie, eenheid, tarief, geldig_van, geldig_tot) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    columns!(query, regels, |row| {
        SqlUuid => row.0,
        Integer => row.1,
        SqlUuid => row.2.regel_id,
        SqlUuid => row.2.verstrekker_id,
        Text => row.2.wet.code(),
        Text => row.2.zorgfunctie.as_str(),
        Text => row.2.eenheid.code(),
        BigInt => row.2.tarief.cents(),
        SqlDate => row.2.geldig_van.to_diesel(),
        Nullable<SqlDate> =>
            row.2.geldig_tot.and_then(|day| day.tomorrow().ok()).map(ToDiesel::to_diesel),
    })
    .execute(conn)
    .await?;
    Ok(())
}
