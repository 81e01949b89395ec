//! CloudEvents 1.0 after the NL GOV profile, structured JSON.

use jiff::Timestamp;
use kernel::Oin;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The content type of a message that holds an [`Envelope`].
pub const CONTENT_TYPE: &str = "application/cloudevents+json";

/// A state that one service tells the others.
pub trait Fact: Serialize + DeserializeOwned + Send + Sync {
    /// Type of the event and routing key: `nl.pgb.<fact>.v<n>`.
    const TYPE: &'static str;

    /// The opaque identifier of the aggregate whose state this is.
    fn subject(&self) -> Uuid;
}

/// Who says it: `urn:nld:oin:<oin>:systeem:<service>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Source(String);

impl Source {
    /// The source of a service of an organisation.
    pub fn new(oin: &Oin, service: &str) -> Self {
        Self(format!("urn:nld:oin:{oin}:systeem:{service}"))
    }

    /// The URN.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The envelope of a fact. `versie` is an extension attribute, counted from 1 per type and
/// subject; `time` is when the row in the event log was written, always real time, UTC.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// `1.0`.
    pub specversion: String,
    /// The row in the event log of the source.
    pub id: Uuid,
    /// Who says it.
    pub source: Source,
    /// What kind of fact: [`Fact::TYPE`].
    #[serde(rename = "type")]
    pub kind: String,
    /// Whose state it is: an opaque UUID.
    pub subject: Uuid,
    /// The how-manieth state of this subject.
    pub versie: i64,
    /// When the fact was written down.
    pub time: Timestamp,
    /// `application/json`.
    pub datacontenttype: String,
    /// The schema of `data`; informational.
    pub dataschema: String,
    /// The state itself.
    pub data: T,
}

impl<T: Fact> Envelope<T> {
    /// Puts a fact in its envelope.
    pub fn new(id: Uuid, source: Source, versie: i64, time: Timestamp, data: T) -> Self {
        Self {
            specversion: "1.0".to_owned(),
            id,
            source,
            kind: T::TYPE.to_owned(),
            subject: data.subject(),
            versie,
            time,
            datacontenttype: "application/json".to_owned(),
            dataschema: schema_urn(T::TYPE),
            data,
        }
    }
}

/// The informational schema name of a fact type.
pub fn schema_urn(kind: &str) -> String {
    format!("urn:nld:pgb:schema:{kind}")
}
