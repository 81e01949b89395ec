//! What the NL API Design Rules (2.2) ask and a machine can see: of a document, and of a server
//! that runs. The tests of every service call both.

#![expect(clippy::indexing_slicing, reason = "a JSON value gives null for what is not there")]

mod behaviour;

use serde_json::{Map, Value};

pub use behaviour::behaviour;

use super::openapi::METHODS;

/// Everything in an `OpenAPI` document that breaks a rule: the name of the rule and where.
pub fn faults(document: &Value) -> Vec<String> {
    let mut faults = Faults(Vec::new());
    information(document, &mut faults);
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        segments(path, &mut faults);
        for (method, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                let place = format!("{} {path}", method.to_uppercase());
                self::operation(&place, method, operation, document, &mut faults);
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        properties(name, schema, &mut faults);
    }
    references(document, document, &mut faults);
    faults.0
}

struct Faults(Vec<String>);

impl Faults {
    fn check(&mut self, good: bool, rule: &str, place: impl std::fmt::Display) {
        if !good {
            self.0.push(format!("{rule}: {place}"));
        }
    }
}

fn information(document: &Value, faults: &mut Faults) {
    let text =
        |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    faults.check(text("/openapi").starts_with("3."), "/core/doc-openapi", "openapi");
    for field in ["name", "email", "url"] {
        let given = text(&format!("/info/contact/{field}"));
        faults.check(!given.is_empty(), "/core/doc-openapi-contact", field);
    }
    let version = text("/info/version");
    let numbers = version.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<&str> = numbers.split('.').collect();
    let numeric = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let semantic = numbers.len() == 3 && numbers.iter().all(numeric);
    faults.check(semantic, "/core/semver", version);
    for server in document["servers"].as_array().into_iter().flatten() {
        let url = server["url"].as_str().unwrap_or_default();
        let major = format!("v{}", numbers.first().copied().unwrap_or_default());
        faults.check(url.split('/').next_back() == Some(&major), "/core/uri-version", url);
        faults.check(!url.ends_with('/'), "/core/no-trailing-slash", url);
    }
    faults.check(document["servers"].is_array(), "/core/uri-version", "servers");
}

fn segments(path: &str, faults: &mut Faults) {
    faults.check(!path.ends_with('/'), "/core/no-trailing-slash", path);
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    for (place, part) in parts.iter().enumerate() {
        if part.starts_with('{') && part.ends_with('}') {
            continue;
        }
        let last = place.saturating_add(1) == parts.len();
        let name = if last { part.strip_prefix('_').unwrap_or(part) } else { part };
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let kebab = !name.is_empty() && name.bytes().all(plain);
        faults.check(kebab, "/core/path-segments-kebab-case", path);
    }
}

fn operation(place: &str, method: &str, operation: &Value, document: &Value, faults: &mut Faults) {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    for parameter in &parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        let at = format!("{place} ?{name}");
        if parameter["in"] == "query" {
            faults.check(camel_case(name), "/core/query-keys-camel-case", &at);
        }
        if parameter["in"] != "header" {
            faults.check(!is_sensitive(name), "/core/transport/no-sensitive-uris", &at);
        }
    }
    let responses = operation["responses"].as_object().cloned().unwrap_or_default();
    let changes = matches!(method, "post" | "put" | "patch");
    let must_list = changes || !parameters.is_empty();
    let listed = !must_list || responses.contains_key("400");
    faults.check(listed, "/core/error-handling/invalid-input", place);
    faults.check(!responses.contains_key("422"), "/core/error-handling/invalid-input", place);
    let success = responses.keys().any(|status| status.starts_with(['2', '3']));
    faults.check(success, "/core/http-response-code", place);
    for (status, response) in &responses {
        answer(&format!("{place} {status}"), status, response, document, faults);
    }
}

fn answer(place: &str, status: &str, response: &Value, document: &Value, faults: &mut Faults) {
    let headers = response["headers"].as_object().cloned().unwrap_or_default();
    let versioned = headers.keys().any(|name| name.eq_ignore_ascii_case("api-version"));
    faults.check(versioned, "/core/version-header", place);
    if status.starts_with('4') || status.starts_with('5') {
        let content = &response["content"][super::problem::CONTENT_TYPE];
        let only = response["content"].as_object().is_some_and(|content| content.len() == 1);
        let fields = resolve(document, &content["schema"]);
        let complete = ["status", "title", "detail"]
            .iter()
            .all(|name| fields["properties"].get(name).is_some());
        faults.check(only && complete, "/core/error-handling/problem-details", place);
    }
}

fn resolve<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    let target = schema["$ref"].as_str().and_then(|name| name.strip_prefix('#'));
    target.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema)
}

/// Property names in camelCase, days as days, moments as moments.
fn properties(place: &str, schema: &Value, faults: &mut Faults) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let at = format!("{place}.{name}");
        faults.check(camel_case(name), "/core/property-camel-case", &at);
        let lower = name.to_ascii_lowercase();
        if lower.ends_with("datum") || lower.ends_with("date") {
            let dated = formats(property).contains(&"date");
            faults.check(dated, "/core/date-time/date-omit-time-portion", &at);
        }
        let known = ["date", "date-time", "time-local"];
        let timed = formats(property)
            .into_iter()
            .filter(|format| format.starts_with("date") || format.starts_with("time"));
        for format in timed {
            faults.check(known.contains(&format), "/core/date-time/format", &at);
        }
        properties(&at, property, faults);
    }
    for list in ["oneOf", "allOf", "anyOf"] {
        for part in schema[list].as_array().into_iter().flatten() {
            properties(place, part, faults);
        }
    }
    if schema["items"].is_object() {
        properties(place, &schema["items"], faults);
    }
}

/// The formats of a property, also those of its alternatives and items.
fn formats(property: &Value) -> Vec<&str> {
    let own = property["format"].as_str().into_iter();
    let nested = ["oneOf", "anyOf", "allOf"].iter().filter_map(|list| property[*list].as_array());
    own.chain(nested.flatten().chain(property.get("items")).flat_map(formats)).collect()
}

fn camel_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Names of what never stands in a URI.
fn is_sensitive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bsn", "iban", "naam", "geboortedatum", "postcode", "huisnummer", "token"]
        .iter()
        .any(|word| name.contains(word))
}

fn references(document: &Value, part: &Value, faults: &mut Faults) {
    match part {
        Value::Object(fields) => object(document, fields, faults),
        Value::Array(items) => items.iter().for_each(|item| references(document, item, faults)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn object(document: &Value, fields: &Map<String, Value>, faults: &mut Faults) {
    if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
        let found = name.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        faults.check(found.is_some(), "/core/doc-openapi", name);
    }
    fields.values().for_each(|value| references(document, value, faults));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_rule_finds_its_fault() {
        let version = json!({ "API-Version": {} });
        let document = json!({
            "openapi": "3.1.0",
            "info": { "version": "1.0", "contact": { "name": "x", "email": "y" } },
            "servers": [{ "url": "/proef/v2" }],
            "paths": {
                "/goed/{id}/_zoek": {},
                "/Fout_pad/": { "post": {
                    "parameters": [
                        { "in": "query", "name": "page-size" }, { "in": "path", "name": "bsn" },
                    ],
                    "responses": { "422": {}, "500": { "headers": version } },
                }},
            },
            "components": { "schemas": { "Ding": { "properties": {
                "einddatum": { "type": "string", "format": "date-time" },
                "begin_tijd": { "type": "string", "format": "time" },
                "afgiftedatum": { "anyOf": [{ "type": "null" }, { "format": "date" }] },
                "ander": { "$ref": "#/components/schemas/Weg" },
            }}}},
        });
        let found = faults(&document);
        for expected in [
            "/core/doc-openapi-contact: url",
            "/core/semver: 1.0",
            "/core/uri-version: /proef/v2",
            "/core/no-trailing-slash: /Fout_pad/",
            "/core/path-segments-kebab-case: /Fout_pad/",
            "/core/query-keys-camel-case: POST /Fout_pad/ ?page-size",
            "/core/transport/no-sensitive-uris: POST /Fout_pad/ ?bsn",
            "/core/error-handling/invalid-input: POST /Fout_pad/",
            "/core/http-response-code: POST /Fout_pad/",
            "/core/version-header: POST /Fout_pad/ 422",
            "/core/error-handling/problem-details: POST /Fout_pad/ 500",
            "/core/date-time/date-omit-time-portion: Ding.einddatum",
            "/core/date-time/format: Ding.begin_tijd",
            "/core/property-camel-case: Ding.begin_tijd",
            "/core/doc-openapi: #/components/schemas/Weg",
        ] {
            assert!(found.iter().any(|fault| fault == expected), "{expected} in {found:#?}");
        }
        assert!(!found.iter().any(|fault| fault.contains("afgiftedatum")), "{found:#?}");
        assert!(!found.iter().any(|fault| fault.contains("/goed")), "{found:#?}");
    }
}
