//! Which of several versions counts, and what the hearer makes of it.

use std::collections::HashMap;

use diesel::result::{DatabaseErrorKind, Error};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::Message;
use super::rows::{InEffect, lock_in_effect, put_in_effect};
use crate::messaging::consumer::{Delivery, Hearer, Verdict};
use crate::{Context, Fault};

/// What became of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// In effect, in this transaction.
    Applied,
    /// Older than what is in effect, or than another in this batch.
    Ignored,
    /// To be tried again.
    Waiting(String),
    /// For a person.
    Parked(String),
}

const SAME_VERSION: &str = "alarm: the same version came with another content";

type Subject<'a> = (&'a str, Uuid);

fn subject(message: &Message) -> Subject<'_> {
    (message.delivery.kind.as_str(), message.delivery.subject)
}

/// Lets the hearer apply what is new, and says what became of each message, in order. The
/// messages were not applied before under their own id.
pub(crate) async fn settle(
    conn: &mut AsyncPgConnection,
    context: &Context,
    hearer: &dyn Hearer,
    messages: &[Message],
) -> Result<Vec<Outcome>, Fault> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let queue = hearer.queue().name;
    let in_effect = lock_in_effect(conn, queue, messages).await?;
    let in_effect: HashMap<Subject<'_>, &InEffect> =
        in_effect.iter().map(|row| ((row.kind.as_str(), row.subject), row)).collect();
    let judged = judge(messages, &in_effect);
    let fresh: Vec<&Message> = messages
        .iter()
        .zip(&judged)
        .filter(|(_, outcome)| outcome.is_none())
        .map(|(message, _)| message)
        .collect();
    let verdicts = ask(conn, context, hearer, &fresh).await?;
    let applied: Vec<&Message> = fresh
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| **verdict == Verdict::Applied)
        .map(|(message, _)| *message)
        .collect();
    let known = applied.iter().filter(|message| in_effect.contains_key(&subject(message))).count();
    if !applied.is_empty() && !put_in_effect(conn, queue, &applied, known).await? {
        return Err(overtaken().into());
    }
    let mut verdicts = verdicts.into_iter();
    Ok(judged
        .into_iter()
        .map(|outcome| outcome.or_else(|| verdicts.next().map(Outcome::from)))
        .map(|outcome| outcome.unwrap_or(Outcome::Ignored))
        .collect())
}

/// What is decided without the hearer; `None` is for the hearer.
fn judge(
    messages: &[Message],
    in_effect: &HashMap<Subject<'_>, &InEffect>,
) -> Vec<Option<Outcome>> {
    let mut newest: HashMap<Subject<'_>, &Message> = HashMap::with_capacity(messages.len());
    for message in messages {
        newest
            .entry(subject(message))
            .and_modify(|known| {
                if known.delivery.versie < message.delivery.versie {
                    *known = message;
                }
            })
            .or_insert(message);
    }
    messages
        .iter()
        .map(|message| {
            let versie = message.delivery.versie;
            if let Some(row) = in_effect.get(&subject(message)) {
                if versie < row.versie {
                    return Some(Outcome::Ignored);
                }
                if versie == row.versie {
                    return Some(same_version(row.hash == message.content));
                }
            }
            let first = newest.get(&subject(message))?;
            if versie < first.delivery.versie {
                return Some(Outcome::Ignored);
            }
            let is_first = std::ptr::eq(*first, message);
            (!is_first).then(|| same_version(first.content == message.content))
        })
        .collect()
}

fn same_version(same: bool) -> Outcome {
    if same { Outcome::Ignored } else { Outcome::Parked(SAME_VERSION.to_owned()) }
}

async fn ask(
    conn: &mut AsyncPgConnection,
    context: &Context,
    hearer: &dyn Hearer,
    fresh: &[&Message],
) -> Result<Vec<Verdict>, Fault> {
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    let deliveries: Vec<Delivery> = fresh.iter().map(|message| message.delivery.clone()).collect();
    let verdicts = hearer.hear(context, conn, &deliveries).await?;
    if verdicts.len() == deliveries.len() {
        Ok(verdicts)
    } else {
        Err(Fault::Other(anyhow::anyhow!(
            "the hearer of {} gave {} verdicts for {} messages",
            hearer.queue().name,
            verdicts.len(),
            deliveries.len()
        )))
    }
}

/// Another replica put a version of one of these subjects in effect since we looked.
fn overtaken() -> Error {
    Error::DatabaseError(
        DatabaseErrorKind::SerializationFailure,
        Box::new("a subject was changed by another replica".to_owned()),
    )
}

impl From<Verdict> for Outcome {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Applied => Self::Applied,
            Verdict::NotYet(reason) => Self::Waiting(reason),
            Verdict::Never(reason) => Self::Parked(reason),
        }
    }
}
