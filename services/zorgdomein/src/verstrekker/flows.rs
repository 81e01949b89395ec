//! Commands on the register of verstrekkers.

use contracts::Source;
use diesel::result::{DatabaseErrorKind, Error};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use kernel::Oin;
use platform::http::precondition::IfMatch;
use platform::messaging::outbox::{self, Said};
use platform::{Failure, Fault, Problem, tenancy};
use uuid::Uuid;

use super::beleid::Beleid;
use super::store::{Sleutel, Versie};
use super::{Mandaat, Maximumtarief, Verstrekker, store};

/// The register says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The sender code belongs to another.
    #[error("the afzendercode is taken")]
    AfzendercodeTaken,
    /// There is no such verstrekker here.
    #[error("there is no such verstrekker here")]
    NotFound,
    /// Somebody was first.
    #[error("somebody was first")]
    Stale,
    /// Only the verstrekker himself gives mandates.
    #[error("only the verstrekker himself gives mandates")]
    NotOwn,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::not_found(),
            Refusal::Stale => IfMatch::failed(),
            Refusal::NotOwn => Self::forbidden(
                "Alleen de verstrekker zelf en de landelijke organisatie geven mandaat.",
            ),
            Refusal::AfzendercodeTaken => Self::refused(
                "afzendercode-bezet",
                "Er is al een verstrekker met deze afzendercode.",
            ),
        }
    }
}

/// Registers a verstrekker: it may act from now on, and everybody hears of it.
pub async fn register(
    conn: &mut AsyncPgConnection,
    source: &Source,
    now: Timestamp,
    new: &Verstrekker,
    tarieven: &[Maximumtarief],
) -> Result<(), Failure<Refusal>> {
    store::insert(conn, new, tarieven, now).await.map_err(taken)?;
    tenancy::apply(conn, &[new.fact()]).await?;
    outbox::record(conn, &[Said::new(source, 1, new.fact())]).await?;
    Ok(())
}

fn taken(error: Error) -> Failure<Refusal> {
    if let Error::DatabaseError(DatabaseErrorKind::UniqueViolation, violated) = &error
        && violated.constraint_name() == Some("verstrekker_afzendercode_uniek")
    {
        return Failure::Refused(Refusal::AfzendercodeTaken);
    }
    error.into()
}

/// A policy that is to hold.
pub(crate) struct NewBeleid {
    /// Whose, for which law and year.
    pub(crate) sleutel: Sleutel,
    /// What it says.
    pub(crate) beleid: Beleid,
    /// The version the caller has seen; `None` for a first one.
    pub(crate) seen: Option<i64>,
    /// Moment of recording.
    pub(crate) now: Timestamp,
}

/// Writes the next version of a policy.
pub(crate) async fn write_beleid(
    conn: &mut AsyncPgConnection,
    new: NewBeleid,
    door: &str,
) -> Result<Versie, Failure<Refusal>> {
    let NewBeleid { sleutel, beleid, seen, now } = new;
    if store::lock(conn, sleutel.verstrekker).await?.is_none() {
        return Err(Failure::Refused(Refusal::NotFound));
    }
    let held = store::beleid(conn, sleutel, None).await?.map(|held| held.versie);
    if held != seen {
        return Err(Failure::Refused(Refusal::Stale));
    }
    let versie = held.unwrap_or_default().saturating_add(1);
    let made = Versie { sleutel, versie, beleid, vastgelegd_op: now };
    store::insert_beleid(conn, &made, door).await?;
    Ok(made)
}

/// Mandates that are to hold.
pub(crate) struct NewMandaten {
    /// Whose.
    pub(crate) verstrekker: Uuid,
    /// The whole list.
    pub(crate) mandaten: Vec<Mandaat>,
    /// The version the caller has seen.
    pub(crate) seen: i64,
    /// Who writes it.
    pub(crate) door: Oin,
    /// Whether that is the national organisation.
    pub(crate) is_national: bool,
}

/// Replaces the mandates of a verstrekker; everybody hears of it.
pub(crate) async fn write_mandaten(
    conn: &mut AsyncPgConnection,
    source: &Source,
    now: Timestamp,
    new: NewMandaten,
) -> Result<(i64, Vec<Mandaat>), Failure<Refusal>> {
    let NewMandaten { verstrekker, mandaten, seen, door, is_national } = new;
    let versie = store::lock(conn, verstrekker).await?;
    let versie = versie.ok_or(Failure::Refused(Refusal::NotFound))?;
    if versie != seen {
        return Err(Failure::Refused(Refusal::Stale));
    }
    let held = store::by_ids(conn, &[verstrekker.into()]).await?.pop();
    let held = held.ok_or(Failure::Refused(Refusal::NotFound))?;
    if !is_national && held.oin != door {
        return Err(Failure::Refused(Refusal::NotOwn));
    }
    let next = versie.saturating_add(1);
    let written = (door.as_str(), now);
    store::replace_mandaten(conn, (verstrekker, next), &mandaten, written).await?;
    let of = Verstrekker { mandaten, ..held };
    tenancy::apply(conn, &[of.fact()]).await.map_err(Fault::from)?;
    outbox::record(conn, &[Said::new(source, next, of.fact())]).await?;
    Ok((next, of.mandaten))
}
