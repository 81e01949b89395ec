//! Reading a message: from bytes to a delivery, or a reason why not.

use contracts::envelope::Envelope;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::Incoming;
use crate::messaging::consumer::Delivery;
use crate::messaging::outbox::{self, ENVELOPE_MAX};

/// A message that was read.
#[derive(Debug, Clone)]
pub struct Message {
    /// What the hearer is given.
    pub delivery: Delivery,
    /// The envelope as it came.
    pub body: Vec<u8>,
    /// SHA-256 of the envelope: tells two messages with one id apart.
    pub hash: Vec<u8>,
    /// SHA-256 of the state alone: tells two contents of one version apart, also when the sender
    /// says a version again under a new id.
    pub content: Vec<u8>,
    /// The trace it belongs to.
    pub traceparent: Option<String>,
}

/// Why a message could not be read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{reason}")]
pub struct Unreadable {
    reason: String,
}

impl Unreadable {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

impl Message {
    /// Reads the envelope; the state inside is left to the hearer.
    pub fn read(incoming: &Incoming) -> Result<Self, Unreadable> {
        if incoming.body.len() > ENVELOPE_MAX {
            return Err(Unreadable::new("the envelope is too large"));
        }
        let envelope: Envelope<Box<RawValue>> = serde_json::from_slice(&incoming.body)
            .map_err(|error| Unreadable::new(format!("the envelope is not readable: {error}")))?;
        if envelope.specversion != "1.0" {
            return Err(Unreadable::new("the envelope is not CloudEvents 1.0"));
        }
        if envelope.versie < 1 {
            return Err(Unreadable::new("versie is not positive"));
        }
        let content = outbox::hash(envelope.data.get().as_bytes());
        Ok(Self {
            delivery: Delivery {
                id: envelope.id,
                source: envelope.source.as_str().to_owned(),
                kind: envelope.kind,
                subject: envelope.subject,
                versie: envelope.versie,
                time: envelope.time,
                data: envelope.data,
            },
            body: incoming.body.clone(),
            hash: outbox::hash(&incoming.body),
            content,
            traceparent: incoming.traceparent.clone(),
        })
    }

    /// What makes it unique for one consumer.
    pub fn key(&self) -> (Uuid, String) {
        (self.delivery.id, self.delivery.source.clone())
    }
}
