//! Commands on persons. They run inside the transaction of the command that names the person.

use std::sync::Arc;

use contracts::{
    BetaalgegevensVastgesteld, BudgethouderVastgesteld, Source, ZorgverlenerVastgesteld,
};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{AgbCode, Bsn, Iban, Id, KvkNummer};
use platform::messaging::outbox::{self, Said};
use platform::sealing::Sealing;
use platform::{Context, Failure, Fault, Problem, Scope};
use uuid::Uuid;

use super::peers::Persoonslijst;
use super::store::{self, Known, NewAccount, NewGegevens};
use super::{Contact, Gegevens, Nummer, Persoon, Rol};

pub mod dossier;
pub mod rekening;

/// What a command on persons needs of its process.
#[derive(Clone)]
pub struct Desk {
    /// Keys.
    pub sealing: Arc<Sealing>,
    /// Who speaks.
    pub source: Source,
    /// Moment of recording.
    pub now: Timestamp,
    /// Today in the Netherlands.
    pub today: Date,
}

impl Desk {
    /// The desk of this process, now.
    pub fn of(context: &Context) -> Result<Self, Fault> {
        let sealing = context
            .sealing
            .clone()
            .ok_or_else(|| Fault::Other(anyhow::anyhow!("no sealing key was configured")))?;
        Ok(Self {
            sealing,
            source: context.source.clone(),
            now: context.clock.now(),
            today: context.clock.today(),
        })
    }
}

/// A budgethouder as a message names him.
pub struct NewBudgethouder<'a> {
    /// Who.
    pub bsn: &'a Bsn,
    /// By whom.
    pub verstrekker: Uuid,
    /// What the BRP says of him, when it was asked.
    pub brp: Option<&'a Persoonslijst>,
    /// Where he wants to be reached, when that differs.
    pub contact: Option<&'a Contact>,
}

/// Makes sure that this budgethouder is known and linked to the verstrekker, and says his state
/// when it changed. The register of persons is one for the whole country; afterwards the
/// transaction sees exactly `own` again.
pub async fn ensure_budgethouder(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    own: &Scope,
    new: NewBudgethouder<'_>,
) -> Result<Id<Persoon>, Fault> {
    Scope::Landelijk.set(conn).await?;
    let id = note_budgethouder(conn, desk, new).await?;
    own.set(conn).await?;
    Ok(id)
}

async fn note_budgethouder(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    new: NewBudgethouder<'_>,
) -> Result<Id<Persoon>, Fault> {
    let nummer = Nummer::Bsn(new.bsn.clone());
    let id = store::find_or_insert(conn, &desk.sealing, &nummer, desk.now).await?;
    let versie = store::lock_budgethouder(conn, id, desk.now).await?;
    let linked = store::link(conn, id, Rol::Budgethouder, &[new.verstrekker], desk.now).await? > 0;
    let known = store::known(conn, &desk.sealing, &[id.uuid()]).await?.remove(&id.uuid());
    let next = next_gegevens(known.as_ref(), new.brp, new.contact);
    let changed = next.is_some();
    if let Some((gegevens, overlijdensdatum)) = &next {
        let nummer = known.map_or(1, |known| known.nummer.saturating_add(1));
        let bron = if new.brp.is_some() { "brp" } else { "ipgb" };
        let overlijdensdatum = *overlijdensdatum;
        let new = NewGegevens { persoon: id, nummer, bron, gegevens, overlijdensdatum };
        store::add_gegevens(conn, &desk.sealing, new, desk.now).await?;
    }
    if versie == 0 || linked || changed {
        let versie = versie.saturating_add(1);
        let fact = budgethouder_fact(conn, desk, id).await?;
        store::set_budgethouder_versie(conn, id, versie).await?;
        outbox::record(conn, &[Said::new(&desk.source, versie, fact)]).await?;
    }
    Ok(id)
}

/// What is known after this message, when it differs from what was known. The BRP leads; what it
/// does not tell stays as it was.
fn next_gegevens(
    known: Option<&Known>,
    brp: Option<&Persoonslijst>,
    contact: Option<&Contact>,
) -> Option<(Gegevens, Option<Date>)> {
    let before = known.map(|known| (known.gegevens.clone(), known.overlijdensdatum));
    let (mut gegevens, mut overlijdensdatum) = before.clone().unwrap_or_default();
    if let Some(brp) = brp {
        let Gegevens { naam, voorletters, geboortedatum, adres, contact: _ } = brp.gegevens.clone();
        gegevens =
            Gegevens { naam, voorletters, geboortedatum, adres, contact: gegevens.contact.take() };
        overlijdensdatum = brp.overlijdensdatum;
    }
    if let Some(contact) = contact {
        gegevens.contact = Some(contact.clone());
    }
    let after = (gegevens, overlijdensdatum);
    (before.as_ref() != Some(&after)).then_some(after)
}

async fn budgethouder_fact(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    id: Id<Persoon>,
) -> Result<BudgethouderVastgesteld, Fault> {
    let verstrekkers = store::verstrekkers(conn, id, Rol::Budgethouder).await?;
    let known = store::known(conn, &desk.sealing, &[id.uuid()]).await?.remove(&id.uuid());
    let minderjarig = known.as_ref().is_some_and(|k| k.gegevens.is_minderjarig(desk.today));
    Ok(BudgethouderVastgesteld {
        budgethouder_id: id.uuid(),
        verstrekkers: verstrekkers.into_iter().collect(),
        iban_ref: None,
        adres_ref: known.as_ref().and_then(|known| known.adres_ref.clone()),
        contact_ref: known.as_ref().and_then(|known| known.contact_ref.clone()),
        minderjarig,
        overlijdensdatum: known.and_then(|known| known.overlijdensdatum),
    })
}

/// Makes sure that somebody who acts for a budgethouder is known and linked to the verstrekker.
/// Afterwards the transaction sees exactly `own` again.
pub async fn ensure_vertegenwoordiger(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    own: &Scope,
    nummer: &Nummer,
    verstrekker: Uuid,
) -> Result<Id<Persoon>, Fault> {
    Scope::Landelijk.set(conn).await?;
    let id = store::find_or_insert(conn, &desk.sealing, nummer, desk.now).await?;
    store::link(conn, id, Rol::Vertegenwoordiger, &[verstrekker], desk.now).await?;
    own.set(conn).await?;
    Ok(id)
}

/// A zorgverlener as somebody registers him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewZorgverlener {
    /// Person or firm.
    pub nummer: Nummer,
    /// Name.
    pub naam: String,
    /// Registration of a person who is an entrepreneur, or of the firm itself.
    pub kvk_nummer: Option<KvkNummer>,
    /// Registration as care provider.
    pub agb_code: Option<AgbCode>,
    /// Birth date, of a person.
    pub geboortedatum: Option<Date>,
    /// Account.
    pub iban: Iban,
    /// Its holder, at most 70 characters.
    pub rekeninghouder: String,
    /// Under whose budgets he works.
    pub verstrekkers: Vec<Uuid>,
}

/// A zorgverlener as he stands in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// Who.
    pub id: Id<Persoon>,
    /// Where his money goes.
    pub betaalgegevens_id: Uuid,
    /// He was not there before.
    pub is_new: bool,
}

/// The register says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// This zorgverlener is paid on another account; an account does not change by registering
    /// somebody again.
    #[error("the zorgverlener is known with another account")]
    IbanDiffers,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::IbanDiffers => Self::refused(
                "iban-verschilt",
                "Deze zorgverlener is bekend met een ander rekeningnummer. Een rekeningnummer \
                 verandert niet door opnieuw inschrijven.",
            ),
        }
    }
}

/// Registers a zorgverlener, or links the one that is there to more verstrekkers. Afterwards the
/// transaction sees exactly `own` again.
pub async fn register_zorgverlener(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    own: &Scope,
    new: &NewZorgverlener,
) -> Result<Registered, Failure<Refusal>> {
    Scope::Landelijk.set(conn).await?;
    let made = note_zorgverlener(conn, desk, new).await?;
    own.set(conn).await?;
    Ok(made)
}

async fn note_zorgverlener(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    new: &NewZorgverlener,
) -> Result<Registered, Failure<Refusal>> {
    let sealing = &desk.sealing;
    let id = store::find_or_insert(conn, sealing, &new.nummer, desk.now).await?;
    let versie = store::lock_zorgverlener(conn, id, desk.now).await?;
    let linked = store::link(conn, id, Rol::Zorgverlener, &new.verstrekkers, desk.now).await? > 0;
    let iban_ref = sealing.reference("iban", new.iban.as_str());
    let known = store::zorgverleners(conn, sealing, &[id]).await?.pop();
    if known.as_ref().is_some_and(|known| known.iban_ref != iban_ref) {
        return Err(Failure::Refused(Refusal::IbanDiffers));
    }
    let named = note_opgave(conn, desk, id, new).await?;
    let is_new = known.is_none();
    let mut said = Vec::new();
    let betaalgegevens_id =
        known.map_or_else(platform::id::new_uuid, |known| known.betaalgegevens_id);
    if is_new {
        said.push(open_account(conn, desk, betaalgegevens_id, id, new).await?);
    }
    if versie == 0 || linked || named {
        let versie = versie.saturating_add(1);
        let (kvk, agb) = (new.kvk_nummer.as_ref(), new.agb_code.as_ref());
        store::set_zorgverlener(conn, id, versie, kvk, agb).await?;
        let fact = zorgverlener_fact(conn, desk, id).await?;
        said.push(Said::new(&desk.source, versie, fact));
    }
    outbox::record(conn, &said).await?;
    Ok(Registered { id, betaalgegevens_id, is_new })
}

/// Writes down a name and birth date that were not known yet; what is known is not replaced.
async fn note_opgave(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    id: Id<Persoon>,
    new: &NewZorgverlener,
) -> Result<bool, Fault> {
    let known = store::known(conn, &desk.sealing, &[id.uuid()]).await?.remove(&id.uuid());
    let nummer = known.as_ref().map_or(1, |known| known.nummer.saturating_add(1));
    let overlijdensdatum = known.as_ref().and_then(|known| known.overlijdensdatum);
    let before = known.map(|known| known.gegevens).unwrap_or_default();
    let mut after = before.clone();
    after.naam = after.naam.or_else(|| Some(new.naam.clone()));
    after.geboortedatum = after.geboortedatum.or(new.geboortedatum);
    if after == before {
        return Ok(false);
    }
    let row =
        NewGegevens { persoon: id, nummer, bron: "opgave", gegevens: &after, overlijdensdatum };
    store::add_gegevens(conn, &desk.sealing, row, desk.now).await?;
    Ok(true)
}

async fn open_account(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    id: Uuid,
    zorgverlener: Id<Persoon>,
    new: &NewZorgverlener,
) -> Result<Said, Fault> {
    store::insert_betaalgegevens(conn, id, zorgverlener).await?;
    let (iban, rekeninghouder) = (&new.iban, new.rekeninghouder.as_str());
    let account = NewAccount { id, zorgverlener, versie: 1, iban, rekeninghouder };
    store::insert_betaalgegevens_versie(conn, &desk.sealing, account, desk.now).await?;
    let (bsn, kvk_nummer) = match &new.nummer {
        Nummer::Bsn(bsn) => (Some(bsn.clone()), new.kvk_nummer.clone()),
        Nummer::Kvk(kvk) => (None, Some(kvk.clone())),
    };
    let fact = BetaalgegevensVastgesteld {
        betaalgegevens_id: id,
        zorgverlener_id: zorgverlener.uuid(),
        rekeninghouder: new.rekeninghouder.clone(),
        iban: new.iban.clone(),
        iban_ref: desk.sealing.reference("iban", new.iban.as_str()),
        bsn,
        kvk_nummer,
    };
    Ok(Said::new(&desk.source, 1, fact))
}

async fn zorgverlener_fact(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    id: Id<Persoon>,
) -> Result<ZorgverlenerVastgesteld, Fault> {
    let verstrekkers = store::verstrekkers(conn, id, Rol::Zorgverlener).await?;
    let known = store::known(conn, &desk.sealing, &[id.uuid()]).await?.remove(&id.uuid());
    let role = store::zorgverleners(conn, &desk.sealing, &[id]).await?.pop();
    Ok(ZorgverlenerVastgesteld {
        zorgverlener_id: id.uuid(),
        natuurlijk_persoon: role.as_ref().is_some_and(|role| role.natuurlijk_persoon),
        kvk_nummer: role.as_ref().and_then(|role| role.kvk_nummer.clone()),
        verstrekkers: verstrekkers.into_iter().collect(),
        iban_ref: role.map(|role| role.iban_ref),
        adres_ref: known.as_ref().and_then(|known| known.adres_ref.clone()),
        contact_ref: known.and_then(|known| known.contact_ref),
    })
}
