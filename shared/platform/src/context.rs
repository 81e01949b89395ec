//! What every handler, consumer and job is given.

use std::sync::Arc;

use contracts::Source;

use crate::clock::Clock;
use crate::database::Database;
use crate::messaging::relay::Wake;
use crate::sealing::Sealing;

/// The things of this process. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// Name of the service: `payout`.
    pub service: &'static str,
    /// Pools and transactions.
    pub database: Database,
    /// "Now" for everything the law or the process dates.
    pub clock: Clock,
    /// Who we are in the facts we say.
    pub source: Source,
    /// Keys for columns and references; only where the service was given one.
    pub sealing: Option<Arc<Sealing>>,
    /// Wakes the relay after a commit that said something.
    pub wake: Wake,
    /// Organisations that see the whole country (the SVB for its payment task).
    pub national: Arc<Vec<kernel::Oin>>,
    /// What was lately found about who may act for which verstrekker.
    pub access: crate::tenancy::Access,
}
