//! Consumers: a queue, a batch, a transaction, acks.
//!
//! A service implements [`Hearer`]; everything else happens here and in [`super::inbox`].

mod session;

use contracts::catalogue::Queue;
use diesel_async::AsyncPgConnection;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::{Context, Fault};

pub(super) use self::session::run;

/// One fact as it came in.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Id of the event at its source.
    pub id: Uuid,
    /// Who said it.
    pub source: String,
    /// Its type.
    pub kind: String,
    /// Whose state.
    pub subject: Uuid,
    /// The how-manieth.
    pub versie: i64,
    /// When it was said.
    pub time: Timestamp,
    /// The state itself, unread.
    pub data: Box<RawValue>,
}

impl Delivery {
    /// Reads the data as a fact. What does not parse can never be applied: park it.
    pub fn fact<F: contracts::Fact>(&self) -> Result<F, Verdict> {
        serde_json::from_str(self.data.get())
            .map_err(|error| Verdict::Never(format!("onleesbaar: {error}")))
    }
}

/// What became of one delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Its effect is in this transaction.
    Applied,
    /// Something it needs is not known yet: it waits in a table and is tried again.
    NotYet(String),
    /// It can never be applied: it is parked for a person.
    Never(String),
}

/// Applies facts of one queue.
pub trait Hearer: Send + Sync + 'static {
    /// The queue.
    fn queue(&self) -> Queue;

    /// Applies a batch in the running transaction and says what became of each, in order.
    ///
    /// The platform has already dropped duplicates, older versions, and all but the newest of
    /// several versions of one subject in this batch; types may be mixed, and come in the order
    /// of arrival. No scope is set: the hearer sets one ([`crate::Scope::set`]) that names
    /// exactly the verstrekkers of the batch. An error rolls everything back; the batch is then
    /// tried message by message.
    fn hear<'a>(
        &'a self,
        context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>>;
}
