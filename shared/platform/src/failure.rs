//! Two families of "no": a refusal of the domain, and a fault of the world.

use crate::http::problem::Problem;

/// The world failed: a database, a broker, a file. Logged and retried or answered with 5xx, never
/// shown.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database refused or was gone.
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
    /// No connection could be had in time.
    #[error("no database connection")]
    Pool(#[source] anyhow::Error),
    /// A stored value could not be read back: a defect of ours or a hand in the database.
    #[error("a stored value is not readable: {what}")]
    Stored {
        /// Which value.
        what: &'static str,
        /// Why.
        #[source]
        source: anyhow::Error,
    },
    /// Anything else outside.
    #[error("something outside failed")]
    Other(#[from] anyhow::Error),
}

impl Fault {
    /// For `map_err` where a row does not parse: `Fault::stored("declaratie.soort")`.
    pub fn stored<E>(what: &'static str) -> impl FnOnce(E) -> Self
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        move |source| Self::Stored { what, source: source.into() }
    }
}

/// Whether the same work may succeed when it is simply done again at once: the database broke a
/// tie between two transactions. What says so is retried by [`crate::Context::transact`].
pub trait Transient {
    /// Nothing of it was done, and doing it again is worth it.
    fn is_transient(&self) -> bool {
        false
    }
}

impl Transient for diesel::result::Error {
    fn is_transient(&self) -> bool {
        use diesel::result::DatabaseErrorKind;
        let Self::DatabaseError(kind, information) = self else { return false };
        // Diesel has no kind for 40P01 and 55P03.
        matches!(kind, DatabaseErrorKind::SerializationFailure)
            || matches!(
                information.message(),
                "deadlock detected" | "canceling statement due to lock timeout"
            )
    }
}

impl Transient for Fault {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Database(error) if error.is_transient())
    }
}

impl<R: std::error::Error + 'static> Transient for Failure<R> {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Fault(fault) if fault.is_transient())
    }
}

impl Transient for Problem {
    fn is_transient(&self) -> bool {
        self.is_tie
    }
}

impl Transient for anyhow::Error {
    fn is_transient(&self) -> bool {
        self.chain().any(|error| {
            error.downcast_ref::<diesel::result::Error>().is_some_and(Transient::is_transient)
        })
    }
}

/// What a flow answers when it does not succeed: the domain said no (`R`), or the world failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure<R: std::error::Error + 'static> {
    /// Expected; told to the caller.
    #[error(transparent)]
    Refused(R),
    /// Unexpected; logged.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl<R: std::error::Error + 'static> From<diesel::result::Error> for Failure<R> {
    fn from(error: diesel::result::Error) -> Self {
        Self::Fault(Fault::Database(error))
    }
}

impl<R: std::error::Error + Into<Problem> + 'static> From<Failure<R>> for Problem {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Fault(fault) => fault.into(),
        }
    }
}
