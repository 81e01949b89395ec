//! The inbox: what came in is remembered, put in order and applied, in one transaction.
//!
//! A message is dropped when the inbox of this queue holds its source and id (a duplicate), and
//! ignored when a newer version of its subject is in effect. The same id, or the same version,
//! with another content is an alarm: it is parked. What the hearer cannot apply yet waits in a
//! table; what it can never apply is parked. In each case the message may then be acknowledged.

pub mod message;
mod rows;
mod settle;

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;

use diesel_async::AsyncPgConnection;
use futures_util::FutureExt;
use uuid::Uuid;

pub use self::message::{Message, Unreadable};
pub use self::rows::forget_old;
pub(super) use self::rows::{remember_all, set_outcomes};
pub(super) use self::settle::{Outcome, settle};
use super::consumer::Hearer;
use super::parked::{self, Parking};
use super::{figures, waiting};
use crate::database::{begin, finish, pause};
use crate::failure::Transient;
use crate::{Context, Fault};

/// How often a batch is tried when the database asks to do it again.
const TRIES: u32 = 5;

/// What came in: the bytes and headers of one delivery.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The envelope, unread.
    pub body: Vec<u8>,
    /// Headers as JSON, kept when it is parked.
    pub headers: serde_json::Value,
    /// The trace it belongs to.
    pub traceparent: Option<String>,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Applied by the hearer.
    pub applied: usize,
    /// Older than, or superseded by, what is in effect.
    pub ignored: usize,
    /// Seen before.
    pub duplicate: usize,
    /// Cannot be applied yet.
    pub waiting: usize,
    /// Can never be applied as it is.
    pub parked: usize,
}

/// Takes in a batch. When this returns `Ok`, what became of each message is committed and all of
/// them can be acknowledged. An error says that the database is not there: nothing is lost, give
/// the messages back.
pub async fn apply_batch(
    context: &Context,
    hearer: &dyn Hearer,
    batch: &[Incoming],
) -> Result<Tally, Fault> {
    match patiently(context, hearer, batch).await {
        Ok(tally) => Ok(tally),
        Err(fault) if is_outage(&fault) => Err(fault),
        Err(fault) => {
            let error = format!("{:#}", anyhow::Error::new(fault));
            let queue = hearer.queue().name;
            tracing::warn!(queue, error, "a batch failed and is done message by message");
            one_by_one(context, hearer, batch).await
        }
    }
}

/// One bad message must not drag the others along: each in a transaction of its own, and what
/// fails again is parked.
async fn one_by_one(
    context: &Context,
    hearer: &dyn Hearer,
    batch: &[Incoming],
) -> Result<Tally, Fault> {
    let mut total = Tally::default();
    for incoming in batch {
        let tally = match patiently(context, hearer, std::slice::from_ref(incoming)).await {
            Ok(tally) => tally,
            Err(fault) if is_outage(&fault) => return Err(fault),
            Err(fault) => {
                let reason = format!("{:#}", anyhow::Error::new(fault));
                park_alone(context, hearer.queue().name, incoming, &reason).await?
            }
        };
        total.add(tally);
    }
    Ok(total)
}

/// Tries again what the database asks to do again.
async fn patiently(
    context: &Context,
    hearer: &dyn Hearer,
    batch: &[Incoming],
) -> Result<Tally, Fault> {
    let mut tried = 1;
    loop {
        match once(context, hearer, batch).await {
            Err(fault) if fault.is_transient() && tried < TRIES => pause(tried).await,
            result => return result,
        }
        tried += 1;
    }
}

async fn once(context: &Context, hearer: &dyn Hearer, batch: &[Incoming]) -> Result<Tally, Fault> {
    let mut conn = begin(&context.database.work).await?;
    // A hearer that panics has met an impossible state: its transaction falls with the
    // connection, and the message is parked like any other that cannot be applied.
    let work = AssertUnwindSafe(take_in(context, hearer, &mut conn, batch)).catch_unwind();
    let done = match work.await {
        Ok(done) => done,
        Err(panic) => Err(panicked(panic.as_ref())),
    };
    let tally = finish(&mut conn, done).await?;
    context.wake.wake();
    tally.count(hearer.queue().name);
    Ok(tally)
}

pub(super) fn panicked(panic: &(dyn std::any::Any + Send)) -> Fault {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a word");
    Fault::Other(anyhow::anyhow!("the hearer panicked: {said}"))
}

async fn take_in(
    context: &Context,
    hearer: &dyn Hearer,
    conn: &mut AsyncPgConnection,
    batch: &[Incoming],
) -> Result<Tally, Fault> {
    let queue = hearer.queue().name;
    let mut tally = Tally::default();
    let mut parking: Vec<Parking> = Vec::new();
    let mut readable: Vec<Message> = Vec::with_capacity(batch.len());
    for incoming in batch {
        match Message::read(incoming) {
            Ok(message) => readable.push(message),
            Err(unreadable) => parking.push(Parking::unreadable(incoming, &unreadable)),
        }
    }
    let (fresh, repeated) = first_of_each(readable);
    let seen = remember_all(conn, queue, &fresh, "applied").await?;
    let mut news: Vec<Message> = Vec::with_capacity(fresh.len());
    for message in fresh {
        match seen.get(&message.key()) {
            None => news.push(message),
            Some(hash) if *hash == message.hash => tally.duplicate += 1,
            Some(_) => parking.push(Parking::alarm(&message, SAME_ID)),
        }
    }
    for (message, same) in repeated {
        if same {
            tally.duplicate += 1;
        } else {
            parking.push(Parking::alarm(&message, SAME_ID));
        }
    }
    let outcomes = settle(conn, context, hearer, &news).await?;
    let mut differing = Vec::new();
    let mut waits = Vec::new();
    for (message, outcome) in news.iter().zip(outcomes) {
        match outcome {
            Outcome::Applied => tally.applied += 1,
            Outcome::Ignored => {
                tally.ignored += 1;
                differing.push((message, "ignored"));
            }
            Outcome::Waiting(reason) => {
                tally.waiting += 1;
                differing.push((message, "waiting"));
                waits.push((message, reason));
            }
            Outcome::Parked(reason) => {
                differing.push((message, "parked"));
                parking.push(Parking::of(message, &reason));
            }
        }
    }
    tally.parked = parking.len();
    set_outcomes(conn, queue, &differing).await?;
    waiting::add(conn, queue, &waits).await?;
    parked::add(conn, queue, &parking).await?;
    Ok(tally)
}

const SAME_ID: &str = "alarm: the same id came with another content";

/// The first message of each source and id; the others, and whether they are the same.
fn first_of_each(messages: Vec<Message>) -> (Vec<Message>, Vec<(Message, bool)>) {
    let mut known: HashMap<(Uuid, String), Vec<u8>> = HashMap::with_capacity(messages.len());
    let mut first = Vec::with_capacity(messages.len());
    let mut repeated = Vec::new();
    for message in messages {
        if let Some(hash) = known.get(&message.key()) {
            let same = *hash == message.hash;
            repeated.push((message, same));
        } else {
            known.insert(message.key(), message.hash.clone());
            first.push(message);
        }
    }
    (first, repeated)
}

/// Parks a message that failed by itself, and remembers it in the inbox, in one transaction.
pub(super) async fn park_alone(
    context: &Context,
    queue: &str,
    incoming: &Incoming,
    reason: &str,
) -> Result<Tally, Fault> {
    let mut conn = begin(&context.database.work).await?;
    let done = park_one(&mut conn, queue, incoming, reason).await;
    let tally = finish(&mut conn, done).await?;
    tally.count(queue);
    Ok(tally)
}

async fn park_one(
    conn: &mut AsyncPgConnection,
    queue: &str,
    incoming: &Incoming,
    reason: &str,
) -> Result<Tally, Fault> {
    let parking = match Message::read(incoming) {
        Ok(message) => {
            let seen = remember_all(conn, queue, std::slice::from_ref(&message), "parked").await?;
            if seen.get(&message.key()).is_some_and(|hash| *hash == message.hash) {
                return Ok(Tally { duplicate: 1, ..Tally::default() });
            }
            Parking::of(&message, reason).with_headers(incoming)
        }
        Err(_) => Parking::unreadable(incoming, &Unreadable::new(reason)),
    };
    parked::add(conn, queue, &[parking]).await?;
    Ok(Tally { parked: 1, ..Tally::default() })
}

/// Whether the database is not there at all, as against a statement that it refused.
pub(super) fn is_outage(fault: &Fault) -> bool {
    use diesel::result::{DatabaseErrorKind, Error};
    let Fault::Database(error) = fault else { return matches!(fault, Fault::Pool(_)) };
    let Error::DatabaseError(kind, information) = error else {
        return matches!(error, Error::BrokenTransactionManager);
    };
    let said = information.message();
    let gone = matches!(
        kind,
        DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::ReadOnlyTransaction
    );
    gone || said.starts_with("terminating connection") || said.starts_with("the database system is")
}

impl Tally {
    fn add(&mut self, other: Self) {
        let Self { applied, ignored, duplicate, waiting, parked } = other;
        self.applied += applied;
        self.ignored += ignored;
        self.duplicate += duplicate;
        self.waiting += waiting;
        self.parked += parked;
    }

    fn count(self, queue: &str) {
        let Self { applied, ignored, duplicate, waiting, parked } = self;
        figures::heard(queue, "applied", applied);
        figures::heard(queue, "ignored", ignored);
        figures::heard(queue, "duplicate", duplicate);
        figures::heard(queue, "waiting", waiting);
        figures::heard(queue, "parked", parked);
    }
}
