//! Rows and queries of persons.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::{Date as SqlDate, ToDiesel};
use kernel::{AgbCode, Id, KvkNummer};
use platform::Fault;
use platform::sealing::Sealing;
use uuid::Uuid;

use crate::bericht::codelists;

use super::{Bevoegde, Budgethouder, Gegevens, Persoon, Rol, Vertegenwoordiging, Zorgverlener};
use crate::schema::{
    betaalgegevens, betaalgegevens_versie, persoon, persoon_gegevens, persoon_verstrekker, relatie,
    zorgverlener,
};

pub mod dossier;
mod register;
pub(crate) mod rekening;

pub use register::{
    NewAccount, NewGegevens, add_gegevens, find_or_insert, insert_betaalgegevens,
    insert_betaalgegevens_versie, link, lock_budgethouder, lock_zorgverlener,
    set_budgethouder_versie, set_zorgverlener,
};

/// The newest knowledge of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// How-manieth.
    pub nummer: i32,
    /// Name, birth date, address, contact.
    pub gegevens: Gegevens,
    /// Keyed reference to the address.
    pub adres_ref: Option<String>,
    /// Keyed reference to telephone or e-mail.
    pub contact_ref: Option<String>,
    /// Day of death.
    pub overlijdensdatum: Option<Date>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = persoon_gegevens)]
struct GegevensRow {
    persoon_id: Uuid,
    nummer: i32,
    gegevens: Vec<u8>,
    adres_ref: Option<String>,
    contact_ref: Option<String>,
    overlijdensdatum: Option<SqlDate>,
}

/// The newest knowledge of each of these persons.
pub async fn known(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Known>, Fault> {
    let rows: Vec<GegevensRow> = persoon_gegevens::table
        .filter(persoon_gegevens::persoon_id.eq_any(ids))
        .distinct_on(persoon_gegevens::persoon_id)
        .order((persoon_gegevens::persoon_id, persoon_gegevens::nummer.desc()))
        .select(GegevensRow::as_select())
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            let GegevensRow {
                persoon_id,
                nummer,
                gegevens,
                adres_ref,
                contact_ref,
                overlijdensdatum,
            } = row;
            let gegevens = serde_json::from_str(&sealing.open(&gegevens)?)
                .map_err(Fault::stored("persoon_gegevens.gegevens"))?;
            let overlijdensdatum = overlijdensdatum.map(SqlDate::to_jiff);
            Ok((persoon_id, Known { nummer, gegevens, adres_ref, contact_ref, overlijdensdatum }))
        })
        .collect()
}

/// The verstrekkers that deal with a person in a role, as far as the running scope sees them.
pub async fn verstrekkers(
    conn: &mut AsyncPgConnection,
    id: Id<Persoon>,
    rol: Rol,
) -> Result<BTreeSet<Uuid>, Fault> {
    let found: Vec<Uuid> = persoon_verstrekker::table
        .filter(persoon_verstrekker::persoon_id.eq(id.uuid()))
        .filter(persoon_verstrekker::rol.eq(rol.code()))
        .select(persoon_verstrekker::verstrekker_id)
        .load(conn)
        .await?;
    Ok(found.into_iter().collect())
}

/// The person with this BSN in a role, when the running scope sees him.
pub async fn by_bsn_ref(
    conn: &mut AsyncPgConnection,
    bsn_ref: &str,
    rol: Rol,
) -> Result<Option<Id<Persoon>>, Fault> {
    let found: Option<Uuid> = persoon::table
        .inner_join(persoon_verstrekker::table.on(persoon_verstrekker::persoon_id.eq(persoon::id)))
        .filter(persoon::bsn_ref.eq(bsn_ref))
        .filter(persoon_verstrekker::rol.eq(rol.code()))
        .select(persoon::id)
        .first(conn)
        .await
        .optional()?;
    Ok(found.map(Into::into))
}

/// Who may act for each of these budgethouders on a day, as known now, within the running scope.
/// The budgethouder himself is not in the list. Where a legal form is on file it governs: nobody
/// may do more than it covers, nor outside its days. Gewaarborgde hulp ends with its code.
pub async fn bevoegden(
    conn: &mut AsyncPgConnection,
    budgethouders: &[Id<Persoon>],
    datum: Date,
) -> Result<HashMap<Id<Persoon>, Vec<Bevoegde>>, Fault> {
    let ids: Vec<Uuid> = budgethouders.iter().map(|id| id.uuid()).collect();
    let rows: Vec<(Uuid, i16, Option<Uuid>)> = relatie::table
        .filter(relatie::budgethouder_id.eq_any(&ids))
        .filter(relatie::vervallen_op.is_null())
        .filter(relatie::geldig_van.le(datum.to_diesel()))
        .filter(relatie::geldig_tot.is_null().or(relatie::geldig_tot.gt(datum.to_diesel())))
        .order(relatie::id)
        .select((relatie::budgethouder_id, relatie::soort, relatie::persoon_id))
        .load(conn)
        .await?;
    let forms = dossier::omvang(conn, &ids, datum).await?;
    let mut found: HashMap<Id<Persoon>, Vec<Bevoegde>> = HashMap::new();
    for (budgethouder, soort, persoon) in rows {
        let soort = soort_of(soort)?;
        if !codelists::is_known("COD473", &soort.code().to_string(), datum) {
            continue;
        }
        let form = forms
            .iter()
            .find(|form| form.budgethouder == budgethouder && Some(form.persoon) == persoon);
        let restricted = form.map(|form| soort.restricted(form.zorg, form.financieel));
        let Some(soort) = restricted.unwrap_or(Some(soort)) else { continue };
        let persoon = persoon.map(Into::into);
        found.entry(budgethouder.into()).or_default().push(Bevoegde { persoon, soort });
    }
    Ok(found)
}

pub(crate) fn soort_of(code: i16) -> Result<Vertegenwoordiging, Fault> {
    let code = u8::try_from(code).map_err(Fault::stored("relatie.soort"))?;
    Vertegenwoordiging::of_code(code).map_err(Fault::stored("relatie.soort"))
}

/// These budgethouders, as far as the running scope sees them, in order of id.
pub async fn budgethouders(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    ids: &[Id<Persoon>],
) -> Result<Vec<Budgethouder>, Fault> {
    use crate::schema::budgethouder;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows: Vec<(Uuid, Option<String>)> = budgethouder::table
        .inner_join(persoon::table.on(persoon::id.eq(budgethouder::persoon_id)))
        .filter(budgethouder::persoon_id.eq_any(&ids))
        .order(budgethouder::persoon_id)
        .select((budgethouder::persoon_id, persoon::bsn_ref))
        .load(conn)
        .await?;
    let mut known = known(conn, sealing, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|(id, bsn_ref)| {
            let known = known.remove(&id);
            Budgethouder {
                id: id.into(),
                bsn_ref: bsn_ref.unwrap_or_default(),
                geboortedatum: known.as_ref().and_then(|known| known.gegevens.geboortedatum),
                overlijdensdatum: known.and_then(|known| known.overlijdensdatum),
            }
        })
        .collect())
}

#[derive(Queryable)]
struct ZorgverlenerRow {
    id: Uuid,
    bsn_ref: Option<String>,
    kvk_nummer: Option<String>,
    agb_code: Option<String>,
    betaalgegevens_id: Uuid,
    iban_ref: String,
}

/// These zorgverleners, as far as the running scope sees them, in order of id.
pub async fn zorgverleners(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    ids: &[Id<Persoon>],
) -> Result<Vec<Zorgverlener>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows: Vec<ZorgverlenerRow> = zorgverlener::table
        .inner_join(persoon::table.on(persoon::id.eq(zorgverlener::persoon_id)))
        .inner_join(
            betaalgegevens::table.on(betaalgegevens::zorgverlener_id.eq(zorgverlener::persoon_id)),
        )
        .inner_join(
            betaalgegevens_versie::table.on(betaalgegevens_versie::betaalgegevens_id
                .eq(betaalgegevens::id)
                .and(betaalgegevens_versie::nummer.eq(betaalgegevens::versie))),
        )
        .filter(zorgverlener::persoon_id.eq_any(&ids))
        .order(zorgverlener::persoon_id)
        .select((
            zorgverlener::persoon_id,
            persoon::bsn_ref,
            zorgverlener::kvk_nummer,
            zorgverlener::agb_code,
            betaalgegevens::id,
            betaalgegevens_versie::iban_ref,
        ))
        .load(conn)
        .await?;
    let mut known = known(conn, sealing, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let known = known.remove(&row.id);
            row.read(known)
        })
        .collect()
}

impl ZorgverlenerRow {
    fn read(self, known: Option<Known>) -> Result<Zorgverlener, Fault> {
        let Self { id, bsn_ref, kvk_nummer, agb_code, betaalgegevens_id, iban_ref } = self;
        let kvk_nummer = kvk_nummer.as_deref().map(KvkNummer::parse).transpose();
        let agb_code = agb_code.as_deref().map(AgbCode::parse).transpose();
        Ok(Zorgverlener {
            id: id.into(),
            natuurlijk_persoon: bsn_ref.is_some(),
            bsn_ref,
            kvk_nummer: kvk_nummer.map_err(Fault::stored("zorgverlener.kvk_nummer"))?,
            agb_code: agb_code.map_err(Fault::stored("zorgverlener.agb_code"))?,
            geboortedatum: known.and_then(|known| known.gegevens.geboortedatum),
            betaalgegevens_id,
            iban_ref,
        })
    }
}
