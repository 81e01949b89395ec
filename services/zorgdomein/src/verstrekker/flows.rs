//! Commands on the register of verstrekkers.

use contracts::Source;
use diesel::result::{DatabaseErrorKind, Error};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use platform::messaging::outbox::{self, Said};
use platform::{Failure, Problem, tenancy};

use super::{Maximumtarief, Verstrekker, store};

/// The register says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The sender code belongs to another.
    #[error("the afzendercode is taken")]
    AfzendercodeTaken,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
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
