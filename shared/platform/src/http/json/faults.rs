//! All faults of a body at once.
//!
//! A reader stops at the first fault. So each fault found is mended with a sample from the schema
//! of the request, and the body is read again, until nothing is wrong or nothing can be mended.
//! Only a body that was refused anyway goes through this, and only so many times.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::fault;
use crate::http::problem::InputFault;

/// The most faults told of one body.
const FAULTS_MAX: usize = 50;
/// How deep a sample may nest.
const DEPTH_MAX: usize = 8;

/// A schema and the document its references point into.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'d> {
    pub(crate) document: &'d Value,
    pub(crate) schema: &'d Value,
}

/// Every fault of a body that is JSON; empty when it is not, or when nothing is wrong.
pub(super) fn all<T: DeserializeOwned>(bytes: &[u8], schema: Schema<'_>) -> Vec<InputFault> {
    let Ok(mut body) = serde_json::from_slice::<Value>(bytes) else { return Vec::new() };
    let mut faults: Vec<InputFault> = Vec::new();
    while faults.len() < FAULTS_MAX {
        let Err(error) = serde_path_to_error::deserialize::<_, T>(&body) else { break };
        let found = fault(error.path(), error.inner());
        let name = missing(error.inner());
        if faults.contains(&found) {
            break;
        }
        let mended = mend(&mut body, &found, name.as_deref(), schema);
        faults.push(found);
        if mended.is_none() {
            break;
        }
    }
    faults
}

/// The name of the field that is missing.
fn missing(error: &serde_json::Error) -> Option<String> {
    let text = error.to_string();
    let named = text.strip_prefix("missing field `")?;
    named.split('`').next().map(str::to_owned)
}

/// Puts right what was wrong; nothing when that cannot be done.
fn mend(
    body: &mut Value,
    found: &InputFault,
    missing: Option<&str>,
    schema: Schema<'_>,
) -> Option<()> {
    let place = found.location.as_str();
    if let Some(name) = missing {
        let sample = schema.at(&format!("{place}/{name}"))?.sample(0)?;
        body.pointer_mut(place)?.as_object_mut()?.insert(name.to_owned(), sample);
    } else if found.code == "onbekend" {
        let (parent, name) = place.rsplit_once('/')?;
        let name = name.replace("~1", "/").replace("~0", "~");
        body.pointer_mut(parent)?.as_object_mut()?.remove(&name)?;
    } else if place.is_empty() {
        return None;
    } else {
        let sample = schema.at(place)?.sample(0)?;
        let wrong = body.pointer_mut(place).filter(|wrong| **wrong != sample)?;
        *wrong = sample;
    }
    Some(())
}

impl<'d> Schema<'d> {
    fn of(self, schema: &'d Value) -> Self {
        Self { schema, ..self }
    }

    /// The schema behind a reference.
    fn resolved(self) -> Self {
        let target = self.schema.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|name| self.document.pointer(name.strip_prefix('#')?));
        target.map_or(self, |target| self.of(target))
    }

    /// The schemas that this one is made of.
    fn parts(self) -> impl Iterator<Item = Self> {
        let lists = ["allOf", "oneOf", "anyOf"].into_iter();
        let lists = lists.filter_map(move |list| self.schema.get(list)?.as_array());
        lists.flatten().map(move |part| self.of(part))
    }

    /// The schema of the value at a JSON pointer.
    fn at(self, pointer: &str) -> Option<Self> {
        pointer.split('/').skip(1).try_fold(self, Schema::step)
    }

    fn step(self, name: &str) -> Option<Self> {
        let here = self.resolved();
        let own = here.schema.get("properties").and_then(|fields| fields.get(name));
        let item = || here.schema.get("items").filter(|_| name.parse::<usize>().is_ok());
        match own.or_else(item) {
            Some(found) => Some(here.of(found)),
            None => here.parts().find_map(|part| part.step(name)),
        }
    }

    /// A value that is right by this schema.
    fn sample(self, depth: usize) -> Option<Value> {
        let here = self.resolved();
        let deeper = depth.checked_add(1).filter(|depth| *depth <= DEPTH_MAX)?;
        let given = ["example", "const", "default"].iter().find_map(|name| here.schema.get(*name));
        let listed = ["examples", "enum"].iter().find_map(|name| here.schema.get(*name)?.get(0));
        if let Some(sample) = given.or(listed).filter(|sample| !sample.is_null()) {
            return Some(sample.clone());
        }
        let kind = here.schema.get("type");
        let kind = kind.and_then(|kind| kind.as_str().or_else(|| kind.get(0)?.as_str()));
        match kind {
            Some("string") => here.text(),
            Some("integer" | "number") => {
                Some(here.schema.get("minimum").cloned().unwrap_or_else(|| json!(1)))
            }
            Some("boolean") => Some(json!(false)),
            Some("array") => Some(json!([here.of(here.schema.get("items")?).sample(deeper)?])),
            Some("object") => here.object(deeper),
            _ => here.parts().find_map(|part| part.sample(deeper)),
        }
    }

    fn text(self) -> Option<Value> {
        let format = self.schema.get("format").and_then(Value::as_str);
        match format {
            Some("date") => Some(json!("2026-01-01")),
            Some("date-time") => Some(json!("2026-01-01T00:00:00Z")),
            Some("uuid") => Some(json!("00000000-0000-7000-8000-000000000000")),
            _ if self.schema.get("pattern").is_some() => None,
            _ => Some(json!("x")),
        }
    }

    fn object(self, depth: usize) -> Option<Value> {
        let required = self.schema.get("required").and_then(Value::as_array);
        let mut fields = Map::new();
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            fields.insert(name.to_owned(), self.step(name)?.sample(depth)?);
        }
        Some(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "only read to see it fail")]
    struct Body {
        naam: String,
        soort: Soort,
        regels: Vec<Line>,
        begindatum: jiff::civil::Date,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Soort {
        Uren,
        Factuur,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "only read to see it fail")]
    struct Line {
        bsn: kernel::Bsn,
        aantal: kernel::Aantal,
    }

    fn document() -> Value {
        json!({
            "body": {
                "type": "object",
                "properties": {
                    "naam": { "type": "string" },
                    "soort": { "$ref": "#/soort" },
                    "regels": { "type": "array", "items": { "allOf": [{ "$ref": "#/line" }] } },
                    "begindatum": { "type": "string", "format": "date" },
                },
            },
            "soort": { "type": "string", "enum": ["uren", "factuur"] },
            "line": {
                "type": "object",
                "required": ["bsn", "aantal"],
                "properties": {
                    "bsn": { "type": "string", "example": "999990019" },
                    "aantal": { "type": "integer", "minimum": 0 },
                },
            },
        })
    }

    fn faults(body: &Value) -> Vec<String> {
        let document = document();
        let schema = Schema { document: &document, schema: &document["body"] };
        let faults = all::<Body>(body.to_string().as_bytes(), schema);
        let mut told: Vec<_> =
            faults.iter().map(|fault| format!("{} {}", fault.location, fault.code)).collect();
        told.sort();
        told
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let body = json!({
            "naam": 7,
            "soort": "anders",
            "extra": true,
            "regels": [
                { "bsn": "999990018", "aantal": -1 },
                { "bsn": "999990019" },
                { "bsn": 1, "aantal": 5, "prijs": 1 },
                "geen regel",
            ],
        });
        let expected = [
            " ontbreekt",
            "/extra onbekend",
            "/naam formaat",
            "/regels/0/aantal formaat",
            "/regels/0/bsn formaat",
            "/regels/1 ontbreekt",
            "/regels/2/bsn formaat",
            "/regels/2/prijs onbekend",
            "/regels/3 formaat",
            "/soort formaat",
        ];
        assert_eq!(faults(&body), expected);
    }

    #[test]
    fn a_good_body_has_no_faults_and_a_bad_one_ends() {
        let good = json!({
            "naam": "a", "soort": "uren", "begindatum": "2026-01-01",
            "regels": [{ "bsn": "999990019", "aantal": 1 }],
        });
        assert!(faults(&good).is_empty());
        assert_eq!(faults(&json!([])), [" formaat"]);
        let many: Vec<_> = (0..200).map(|_| json!({ "bsn": "x", "aantal": "x" })).collect();
        assert_eq!(faults(&json!({ "regels": many })).len(), FAULTS_MAX);
    }
}
