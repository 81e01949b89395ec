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

use super::{Conflict, columns, put};
use crate::leesmodel::messages::Gehoord;
use crate::leesmodel::{toekenning_code, zorgovereenkomst_code};

/// Stores zorgverleners, since when an account is theirs, and marks what may now be judged otherwise:
/// themselves, and what they had in common with others until now.
pub(in crate::leesmodel) async fn save_zorgverleners(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<ZorgverlenerVastgesteld>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = heard.iter().map(|one| one.fact.zorgverlener_id).collect();
    touch_shared(conn, "zorgverlener", &ids).await?;
    let links = links(heard, |fact| (fact.zorgverlener_id, fact.verstrekkers.as_slice()));
    replace_links(conn, "zorgverlener", &ids, &links).await?;
    put!(conn, "zorgverlener", Conflict::Replace(1), heard, |one| {
        id: SqlUuid => one.fact.zorgverlener_id,
        natuurlijk_persoon: Bool => one.fact.natuurlijk_persoon,
        kvk_nummer: Nullable<Text> => one.fact.kvk_nummer.as_ref().map(KvkNummer::as_str),
        iban_ref: Nullable<Text> => one.fact.iban_ref.as_deref(),
        adres_ref: Nullable<Text> => one.fact.adres_ref.as_deref(),
        contact_ref: Nullable<Text> => one.fact.contact_ref.as_deref(),
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
    let accounts: Vec<(Uuid, &str, jiff::civil::Date)> = heard
        .iter()
        .filter_map(|one| {
            Some((one.fact.zorgverlener_id, one.fact.iban_ref.as_deref()?, one.datum))
        })
        .collect();
    let query = sql_query(
        "INSERT INTO zorgverlener_rekening AS r (zorgverlener_id, iban_ref, sinds) \
         SELECT DISTINCT ON (1, 2) * FROM unnest($1, $2, $3) AS u (a, b, c) ORDER BY 1, 2, 3 \
         ON CONFLICT (zorgverlener_id, iban_ref) DO UPDATE \
         SET sinds = least(r.sinds, excluded.sinds)",
    );
    columns!(query, accounts, |one| {
        SqlUuid => one.0,
        Text => one.1,
        SqlDate => one.2.to_diesel(),
    })
    .execute(conn)
    .await?;
    touch_shared(conn, "zorgverlener", &ids).await
}

/// Stores budgethouders, and marks what may now be judged otherwise.
pub(in crate::leesmodel) async fn save_budgethouders(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<BudgethouderVastgesteld>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = heard.iter().map(|one| one.fact.budgethouder_id).collect();
    touch_shared(conn, "budgethouder", &ids).await?;
    let links = links(heard, |fact| (fact.budgethouder_id, fact.verstrekkers.as_slice()));
    replace_links(conn, "budgethouder", &ids, &links).await?;
    put!(conn, "budgethouder", Conflict::Replace(1), heard, |one| {
        id: SqlUuid => one.fact.budgethouder_id,
        iban_ref: Nullable<Text> => one.fact.iban_ref.as_deref(),
        adres_ref: Nullable<Text> => one.fact.adres_ref.as_deref(),
        contact_ref: Nullable<Text> => one.fact.contact_ref.as_deref(),
        minderjarig: Bool => one.fact.minderjarig,
        overlijdensdatum: Nullable<SqlDate> => one.fact.overlijdensdatum.map(ToDiesel::to_diesel),
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
    touch_shared(conn, "budgethouder", &ids).await
}

/// Marks these people and what they share with others as it stands: called before and after they
/// change. `person` is the name of the table.
async fn touch_shared(
    conn: &mut AsyncPgConnection,
    person: &str,
    ids: &[Uuid],
) -> Result<(), Fault> {
    let kind = if person == "zorgverlener" { "stam" } else { person };
    sql_query(format!(
        "INSERT INTO te_beoordelen (soort, sleutel) \
         SELECT '{kind}', id::text FROM unnest($1) AS u (id) \
         UNION SELECT 'contact', contact_ref FROM {person} \
         WHERE id = ANY($1) AND contact_ref IS NOT NULL \
         UNION SELECT 'adres', adres_ref FROM {person} WHERE id = ANY($1) AND adres_ref IS NOT NULL \
         UNION SELECT 'rekening', iban_ref FROM {person} WHERE id = ANY($1) AND iban_ref IS NOT NULL"
    ))
    .bind::<Array<SqlUuid>, _>(ids)
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks budgethouders: what may be spent or is agreed has changed.
async fn touch_budgethouders(
    conn: &mut AsyncPgConnection,
    ids: impl Iterator<Item = Uuid>,
) -> Result<(), Fault> {
    let mut ids: Vec<_> = ids.map(|id| ("budgethouder", id.to_string())).collect();
    ids.sort_unstable();
    ids.dedup();
    put!(conn, "te_beoordelen", Conflict::None, ids, |one| {
        soort: Text => one.0,
        sleutel: Text => one.1.as_str(),
    });
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
    put!(conn, "toekenning", Conflict::Replace(1), heard, |one| {
        id: SqlUuid => one.fact.toekenning_id,
        verstrekker_id: SqlUuid => one.fact.verstrekker_id,
        budgethouder_id: SqlUuid => one.fact.budgethouder_id,
        wet: Text => one.fact.wet.code(),
        status: Text => toekenning_code(one.fact.status),
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
    let potten: Vec<(&ToekenningVastgesteld, &Pot)> = heard
        .iter()
        .flat_map(|one| one.fact.potten.iter().map(move |pot| (&one.fact, pot)))
        .collect();
    // A pot that was ever said stays in the list, so none has to be removed.
    put!(conn, "toekenning_pot", Conflict::Replace(2), potten, |row| {
        toekenning_id: SqlUuid => row.0.toekenning_id,
        pot_id: SqlUuid => row.1.id,
        verstrekker_id: SqlUuid => row.0.verstrekker_id,
        zorgfunctie: Text => row.1.zorgfunctie.as_str(),
        geldig_van: SqlDate => row.1.periode.van().to_diesel(),
        geldig_tot: Nullable<SqlDate> => row.1.periode.day_after().map(ToDiesel::to_diesel),
        bedrag: BigInt => row.1.bedrag.cents(),
    });
    touch_budgethouders(conn, heard.iter().map(|one| one.fact.budgethouder_id)).await
}

/// Stores agreements with their lines.
pub(in crate::leesmodel) async fn save_zorgovereenkomsten(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<ZorgovereenkomstVastgesteld>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    put!(conn, "zorgovereenkomst", Conflict::Replace(1), heard, |one| {
        id: SqlUuid => one.fact.zorgovereenkomst_id,
        budgethouder_id: SqlUuid => one.fact.budgethouder_id,
        zorgverlener_id: SqlUuid => one.fact.zorgverlener_id,
        soort: Text => one.fact.soort.code(),
        status: Text => zorgovereenkomst_code(one.fact.status),
        salarisadministratie: Bool => one.fact.salarisadministratie,
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
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
    put!(conn, "zorgovereenkomst_regel", Conflict::None, regels, |row| {
        zorgovereenkomst_id: SqlUuid => row.0,
        volgnummer: Integer => row.1,
        regel_id: SqlUuid => row.2.regel_id,
        verstrekker_id: SqlUuid => row.2.verstrekker_id,
        wet: Text => row.2.wet.code(),
        zorgfunctie: Text => row.2.zorgfunctie.as_str(),
        eenheid: Text => row.2.eenheid.code(),
        tarief: BigInt => row.2.tarief.cents(),
        geldig_van: SqlDate => row.2.geldig_van.to_diesel(),
        geldig_tot: Nullable<SqlDate> =>
            row.2.geldig_tot.and_then(|day| day.tomorrow().ok()).map(ToDiesel::to_diesel),
    });
    touch_budgethouders(conn, heard.iter().map(|one| one.fact.budgethouder_id)).await
}
