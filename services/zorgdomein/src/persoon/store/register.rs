//! Writing persons. The caller has set the scope of the register: a person is one row for the
//! whole country, also when his first verstrekker is not this one.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use kernel::{AgbCode, Iban, Id, KvkNummer};
use platform::Fault;
use platform::sealing::Sealing;
use uuid::Uuid;

use crate::persoon::{Gegevens, Nummer, Persoon, Rol};
use crate::schema::{
    betaalgegevens, betaalgegevens_versie, budgethouder, persoon, persoon_gegevens,
    persoon_verstrekker, zorgverlener,
};

/// The person with this number, made when he is new.
pub async fn find_or_insert(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    nummer: &Nummer,
    now: Timestamp,
) -> Result<Id<Persoon>, Fault> {
    let id = platform::id::new_uuid();
    let (soort, bsn_ref, bsn, kvk) = match nummer {
        Nummer::Bsn(bsn) => {
            let text = bsn.as_str();
            ("persoon", Some(sealing.reference("bsn", text)), Some(sealing.seal(text)), None)
        }
        Nummer::Kvk(kvk) => ("organisatie", None, None, Some(kvk.as_str())),
    };
    diesel::insert_into(persoon::table)
        .values((
            persoon::id.eq(id),
            persoon::soort.eq(soort),
            persoon::bsn_ref.eq(&bsn_ref),
            persoon::bsn.eq(bsn),
            persoon::kvk_nummer.eq(kvk),
            persoon::vastgelegd_op.eq(now.to_diesel()),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let found: Uuid = match bsn_ref {
        Some(bsn_ref) => {
            persoon::table
                .filter(persoon::bsn_ref.eq(bsn_ref))
                .select(persoon::id)
                .first(conn)
                .await?
        }
        None => {
            persoon::table
                .filter(persoon::kvk_nummer.eq(kvk))
                .select(persoon::id)
                .first(conn)
                .await?
        }
    };
    Ok(found.into())
}

/// Links a person in a role to verstrekkers; says how many links are new.
pub async fn link(
    conn: &mut AsyncPgConnection,
    id: Id<Persoon>,
    rol: Rol,
    verstrekkers: &[Uuid],
    now: Timestamp,
) -> Result<usize, Fault> {
    let rows: Vec<_> = verstrekkers
        .iter()
        .map(|verstrekker| {
            (
                persoon_verstrekker::persoon_id.eq(id.uuid()),
                persoon_verstrekker::rol.eq(rol.code()),
                persoon_verstrekker::verstrekker_id.eq(*verstrekker),
                persoon_verstrekker::vastgelegd_op.eq(now.to_diesel()),
            )
        })
        .collect();
    let insert = diesel::insert_into(persoon_verstrekker::table).values(rows);
    Ok(insert.on_conflict_do_nothing().execute(conn).await?)
}

/// What is to be written down of a person.
pub struct NewGegevens<'a> {
    /// Who.
    pub persoon: Id<Persoon>,
    /// How-manieth.
    pub nummer: i32,
    /// `brp`, `ipgb` or `opgave`.
    pub bron: &'static str,
    /// Everything known now.
    pub gegevens: &'a Gegevens,
    /// Day of death.
    pub overlijdensdatum: Option<Date>,
}

/// Adds to what is known of a person.
pub async fn add_gegevens(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    new: NewGegevens<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    let NewGegevens { persoon, nummer, bron, gegevens, overlijdensdatum } = new;
    let text = serde_json::to_string(gegevens).map_err(anyhow::Error::from)?;
    let reference = |domain, key: Option<String>| key.map(|key| sealing.reference(domain, &key));
    diesel::insert_into(persoon_gegevens::table)
        .values((
            persoon_gegevens::persoon_id.eq(persoon.uuid()),
            persoon_gegevens::nummer.eq(nummer),
            persoon_gegevens::bron.eq(bron),
            persoon_gegevens::gegevens.eq(sealing.seal(&text)),
            persoon_gegevens::adres_ref.eq(reference("adres", gegevens.adres_key())),
            persoon_gegevens::contact_ref.eq(reference("contact", gegevens.contact_key())),
            persoon_gegevens::overlijdensdatum.eq(overlijdensdatum.map(ToDiesel::to_diesel)),
            persoon_gegevens::vastgelegd_op.eq(now.to_diesel()),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives somebody the role of budgethouder when he has it not yet, and locks it: how often his
/// state has been said (0 when the role is new).
pub async fn lock_budgethouder(
    conn: &mut AsyncPgConnection,
    id: Id<Persoon>,
    now: Timestamp,
) -> Result<i64, Fault> {
    diesel::insert_into(budgethouder::table)
        .values((
            budgethouder::persoon_id.eq(id.uuid()),
            budgethouder::versie.eq(0_i64),
            budgethouder::revisie.eq(1_i64),
            budgethouder::vastgelegd_op.eq(now.to_diesel()),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let row = budgethouder::table.find(id.uuid()).select(budgethouder::versie).for_update();
    Ok(row.first(conn).await?)
}

/// Notes that the state of a budgethouder has been said once more.
pub async fn set_budgethouder_versie(
    conn: &mut AsyncPgConnection,
    id: Id<Persoon>,
    versie: i64,
) -> Result<(), Fault> {
    diesel::update(budgethouder::table.find(id.uuid()))
        .set((budgethouder::versie.eq(versie), budgethouder::revisie.eq(versie)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives somebody the role of zorgverlener when he has it not yet, and locks it: how often his
/// state has been said (0 when the role is new).
pub async fn lock_zorgverlener(
    conn: &mut AsyncPgConnection,
    id: Id<Persoon>,
    now: Timestamp,
) -> Result<i64, Fault> {
    diesel::insert_into(zorgverlener::table)
        .values((
            zorgverlener::persoon_id.eq(id.uuid()),
            zorgverlener::versie.eq(0_i64),
            zorgverlener::revisie.eq(0_i64),
            zorgverlener::vastgelegd_op.eq(now.to_diesel()),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let row = zorgverlener::table.find(id.uuid()).select(zorgverlener::versie).for_update();
    Ok(row.first(conn).await?)
}

/// Stores the registrations of a zorgverlener and how often his state has been said. A
/// registration that is not given stays as it was.
pub async fn set_zorgverlener(
    conn: &mut AsyncPgConnection,
    id: Id<Persoon>,
    versie: i64,
    kvk: Option<&KvkNummer>,
    agb: Option<&AgbCode>,
) -> Result<(), Fault> {
    let row = zorgverlener::table.find(id.uuid());
    diesel::update(row)
        .set((
            zorgverlener::versie.eq(versie),
            zorgverlener::revisie.eq(versie),
            kvk.map(|kvk| zorgverlener::kvk_nummer.eq(kvk.as_str())),
            agb.map(|agb| zorgverlener::agb_code.eq(agb.as_str())),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Makes the payment details of a new zorgverlener; what they hold comes as a version.
pub async fn insert_betaalgegevens(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    zorgverlener: Id<Persoon>,
) -> Result<(), Fault> {
    diesel::insert_into(betaalgegevens::table)
        .values((
            betaalgegevens::id.eq(id),
            betaalgegevens::zorgverlener_id.eq(zorgverlener.uuid()),
            betaalgegevens::versie.eq(0_i64),
            betaalgegevens::revisie.eq(0_i64),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The account of a zorgverlener as it is from now on.
pub struct NewAccount<'a> {
    /// The payment details.
    pub id: Uuid,
    /// Whose.
    pub zorgverlener: Id<Persoon>,
    /// The how-manieth version, from 1.
    pub versie: i64,
    /// The account.
    pub iban: &'a Iban,
    /// Its holder.
    pub rekeninghouder: &'a str,
}

/// Adds a version of payment details.
pub async fn insert_betaalgegevens_versie(
    conn: &mut AsyncPgConnection,
    sealing: &Sealing,
    new: NewAccount<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    use betaalgegevens_versie as v;
    let NewAccount { id, zorgverlener, versie, iban, rekeninghouder } = new;
    diesel::insert_into(v::table)
        .values((
            v::betaalgegevens_id.eq(id),
            v::zorgverlener_id.eq(zorgverlener.uuid()),
            v::nummer.eq(versie),
            v::iban.eq(sealing.seal(iban.as_str())),
            v::iban_ref.eq(sealing.reference("iban", iban.as_str())),
            v::rekeninghouder.eq(sealing.seal(rekeninghouder)),
            v::vastgelegd_op.eq(now.to_diesel()),
        ))
        .execute(conn)
        .await?;
    diesel::update(betaalgegevens::table.find(id))
        .set((betaalgegevens::versie.eq(versie), betaalgegevens::revisie.eq(versie)))
        .execute(conn)
        .await?;
    Ok(())
}
