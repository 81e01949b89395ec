//! The account of a zorgverlener changes: a next version, told to payout, and its history.

use contracts::BetaalgegevensVastgesteld;
use diesel_async::AsyncPgConnection;
use kernel::{Bsn, Iban, Id};
use platform::messaging::outbox::{self, Said};
use platform::{Failure, Fault, Problem, Scope};
use uuid::Uuid;

use super::{Desk, zorgverlener_fact};
use crate::persoon::Persoon;
use crate::persoon::store::{self, NewAccount, rekening};

/// An account as somebody gives it.
#[derive(Clone, PartialEq, Eq)]
pub struct Opgave {
    /// Whose.
    pub zorgverlener: Id<Persoon>,
    /// The account.
    pub iban: Iban,
    /// Its holder, at most 70 characters.
    pub rekeninghouder: String,
    /// The version the caller has seen.
    pub seen: i64,
}

/// The account does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such zorgverlener here.
    #[error("there is no such zorgverlener here")]
    NotFound,
    /// Somebody was first.
    #[error("somebody was first")]
    Stale,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::not_found(),
            Refusal::Stale => platform::http::precondition::IfMatch::failed(),
        }
    }
}

/// Changes the account; says its version. The same account again changes nothing.
pub(crate) async fn change(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    own: &Scope,
    new: &Opgave,
) -> Result<i64, Failure<Refusal>> {
    // Under the caller's own scope: who may not see the zorgverlener does not find him.
    let held = rekening::lock(conn, new.zorgverlener.uuid()).await?;
    let held = held.ok_or(Failure::Refused(Refusal::NotFound))?;
    if held.versie != new.seen {
        return Err(Failure::Refused(Refusal::Stale));
    }
    let iban_ref = desk.sealing.reference("iban", new.iban.as_str());
    let same_holder = desk.sealing.open(&held.rekeninghouder)? == new.rekeninghouder;
    if held.iban_ref == iban_ref && same_holder {
        return Ok(held.versie);
    }
    let versie = held.versie.saturating_add(1);
    Scope::Landelijk.set(conn).await?;
    let account = NewAccount {
        id: held.betaalgegevens_id,
        zorgverlener: new.zorgverlener,
        versie,
        iban: &new.iban,
        rekeninghouder: &new.rekeninghouder,
    };
    store::insert_betaalgegevens_versie(conn, &desk.sealing, account, desk.now).await?;
    let said = facts(conn, desk, new, (held, versie, iban_ref)).await?;
    outbox::record(conn, &said).await?;
    own.set(conn).await?;
    Ok(versie)
}

/// What is said: the account to payout, and the zorgverlener with his new reference.
async fn facts(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    new: &Opgave,
    (held, versie, iban_ref): (rekening::Held, i64, String),
) -> Result<Vec<Said>, Fault> {
    let bsn = held.bsn.as_deref().map(|sealed| desk.sealing.open(sealed)).transpose()?;
    let bsn = bsn.as_deref().map(Bsn::parse).transpose().map_err(Fault::stored("persoon.bsn"))?;
    let id = new.zorgverlener;
    let role = store::zorgverleners(conn, &desk.sealing, &[id]).await?.pop();
    let firm = held.kvk_nummer.as_deref().map(kernel::KvkNummer::parse).transpose();
    let firm = firm.map_err(Fault::stored("persoon.kvk_nummer"))?;
    let account = BetaalgegevensVastgesteld {
        betaalgegevens_id: held.betaalgegevens_id,
        zorgverlener_id: id.uuid(),
        rekeninghouder: new.rekeninghouder.clone(),
        iban: new.iban.clone(),
        iban_ref,
        bsn,
        kvk_nummer: firm.or_else(|| role.and_then(|role| role.kvk_nummer)),
    };
    let next = store::lock_zorgverlener(conn, id, desk.now).await?.saturating_add(1);
    store::set_zorgverlener(conn, id, next, None, None).await?;
    let fact = zorgverlener_fact(conn, desk, id).await?;
    Ok(vec![Said::new(&desk.source, versie, account), Said::new(&desk.source, next, fact)])
}

/// One account a zorgverlener had, for people: the last four characters only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eerder {
    /// The how-manieth.
    pub versie: i64,
    /// `NL··4300`.
    pub iban: String,
    /// Keyed reference, to compare.
    pub iban_ref: String,
    /// Since when.
    pub vastgelegd_op: jiff::Timestamp,
}

/// Every account of a zorgverlener within the running scope, the newest first.
pub(crate) async fn history(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    zorgverlener: Uuid,
) -> Result<Vec<Eerder>, Fault> {
    let rows = rekening::history(conn, zorgverlener).await?;
    rows.into_iter()
        .map(|row| {
            let iban = desk.sealing.open(&row.iban)?;
            Ok(Eerder {
                versie: row.nummer,
                iban: masked(&iban),
                iban_ref: row.iban_ref,
                vastgelegd_op: row.vastgelegd_op,
            })
        })
        .collect()
}

/// Country and the last four characters.
fn masked(iban: &str) -> String {
    let country: String = iban.chars().take(2).collect();
    let tail = iban.chars().count().saturating_sub(4);
    let last: String = iban.chars().skip(tail).collect();
    format!("{country}··{last}")
}
