//! What `docs/events` publishes is generated from the types: an `AsyncAPI` 3.0 document with JSON
//! Schema and one golden example of each fact. `UPDATE_DOCS=1` writes the files anew; without it a
//! difference fails, and so does an example of an earlier release that no longer reads.

#![cfg(test)]

use std::path::{Path, PathBuf};

use contracts::catalogue::{KINDS, SERVICES, queues};
use contracts::envelope::{CONTENT_TYPE, schema_urn};
use contracts::{Envelope, Fact, Source, examples};
use kernel::Oin;
use serde_json::{Value, json};
use uuid::Uuid;

/// Schema and example of one fact.
struct Published {
    kind: &'static str,
    schema: Value,
    example: Value,
    rereads: fn(&str) -> Result<Value, String>,
}

fn published<F: Fact + schemars::JsonSchema>(example: F) -> Published {
    let source = Source::new(&Oin::parse("00000099000000010000").unwrap(), sayer(F::TYPE));
    let time = "2026-04-02T09:00:00Z".parse().unwrap();
    let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_00ff);
    let envelope = Envelope::new(id, source, 1, time, example);
    Published {
        kind: F::TYPE,
        schema: serde_json::to_value(schemars::schema_for!(F)).unwrap(),
        example: serde_json::to_value(&envelope).unwrap(),
        rereads: |text| {
            serde_json::from_str::<Envelope<F>>(text)
                .map_err(|error| error.to_string())
                .and_then(|e| serde_json::to_value(&e).map_err(|error| error.to_string()))
        },
    }
}

fn sayer(kind: &str) -> &'static str {
    KINDS.iter().find(|k| k.name == kind).expect("every fact stands in the catalogue").from
}

fn all() -> Vec<Published> {
    vec![
        published(examples::verstrekker_vastgesteld()),
        published(examples::budgethouder_vastgesteld()),
        published(examples::zorgverlener_vastgesteld()),
        published(examples::betaalgegevens_vastgesteld()),
        published(examples::toekenning_vastgesteld()),
        published(examples::zorgovereenkomst_ingediend()),
        published(examples::zorgovereenkomst_getoetst()),
        published(examples::overeenkomsttaak_vastgesteld()),
        published(examples::zorgovereenkomst_vastgesteld()),
        published(examples::declaratie_ingediend()),
        published(examples::declaratie_vastgesteld()),
        published(examples::declaratie_geboekt()),
        published(examples::betaling_bijgewerkt()),
        published(examples::vordering_bijgewerkt()),
        published(examples::budgetstand_bijgewerkt()),
        published(examples::maatregel_vastgesteld()),
    ]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/events")
}

/// The file must hold this; with `UPDATE_DOCS=1` it will.
fn assert_published(path: &Path, value: &Value) {
    let text = format!("{}\n", serde_json::to_string_pretty(value).unwrap());
    if std::env::vars().any(|(name, value)| name == "UPDATE_DOCS" && value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &text).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == text, "{} is not what the types say: UPDATE_DOCS=1", path.display());
}

fn asyncapi(facts: &[Published]) -> Value {
    let short = |kind: &str| kind.trim_start_matches("nl.pgb.").replace('.', "-");
    let (mut channels, mut messages, mut operations) = (json!({}), json!({}), json!({}));
    for fact in facts {
        let name = short(fact.kind);
        channels[&name] = json!({
            "address": fact.kind,
            "description": format!("Routing key op exchange `pgb`; gezegd door {}.", sayer(fact.kind)),
            "messages": { &name: { "$ref": format!("#/components/messages/{name}") } },
            "bindings": { "amqp": {
                "is": "routingKey", "bindingVersion": "0.3.0",
                "exchange": { "name": "pgb", "type": "topic", "durable": true, "vhost": "pgb" },
            }},
        });
        messages[&name] = json!({
            "name": fact.kind,
            "contentType": CONTENT_TYPE,
            "payload": envelope_schema(fact),
            "examples": [{ "name": name.clone(), "payload": fact.example }],
        });
        let channel = json!({ "$ref": format!("#/channels/{name}") });
        operations[format!("{}-zegt-{name}", sayer(fact.kind))] = json!({
            "action": "send", "channel": channel,
            "summary": format!("{} zegt de stand.", sayer(fact.kind)),
        });
        let kind = KINDS.iter().find(|k| k.name == fact.kind).unwrap();
        for queue in kind.heard_by {
            operations[format!("{}-hoort-{name}", queue.service)] = json!({
                "action": "receive", "channel": channel,
                "summary": format!("{} hoort de stand op wachtrij {}.", queue.service, queue.name),
            });
        }
    }
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Feiten van de pgb-keten",
            "version": "1.0.0",
            "description": "Elk feit draagt de hele stand van zijn onderwerp en een versie. Een \
                hogere versie vervangt een lagere; dubbel of door elkaar ontvangen is onschadelijk.",
            "license": { "name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/" },
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": channels,
        "operations": operations,
        "components": { "messages": messages },
    })
}

fn envelope_schema(fact: &Published) -> Value {
    json!({
        "type": "object",
        "required": ["specversion", "id", "source", "type", "subject", "versie", "time", "data"],
        "properties": {
            "specversion": { "const": "1.0" },
            "id": { "type": "string", "format": "uuid" },
            "source": { "type": "string", "pattern": "^urn:nld:oin:[0-9]{20}:systeem:[a-z-]+$" },
            "type": { "const": fact.kind },
            "subject": { "type": "string", "format": "uuid" },
            "versie": { "type": "integer", "minimum": 1 },
            "time": { "type": "string", "format": "date-time" },
            "datacontenttype": { "const": "application/json" },
            "dataschema": { "const": schema_urn(fact.kind) },
            "data": fact.schema,
        },
    })
}

#[test]
fn the_published_description_is_that_of_the_types() {
    let facts = all();
    assert_published(&folder().join("asyncapi.json"), &asyncapi(&facts));
    for fact in &facts {
        assert_published(&folder().join(format!("schemas/{}.json", fact.kind)), &fact.schema);
    }
}

#[test]
fn every_golden_example_reads_and_writes_unchanged() {
    for fact in all() {
        let path = folder().join(format!("examples/{}.json", fact.kind));
        assert_published(&path, &fact.example);
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!((fact.rereads)(&text), Ok(fact.example), "{}", fact.kind);
    }
}

#[test]
fn a_reader_ignores_a_field_it_does_not_know() {
    for fact in all() {
        let mut newer = fact.example.clone();
        newer["data"]["laterToegevoegd"] = json!("iets");
        assert_eq!((fact.rereads)(&newer.to_string()), Ok(fact.example), "{}", fact.kind);
    }
}

#[test]
fn the_catalogue_and_the_published_facts_are_the_same() {
    let mut published: Vec<&str> = all().iter().map(|fact| fact.kind).collect();
    let mut listed: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    published.sort_unstable();
    listed.sort_unstable();
    assert_eq!(published, listed);
}

#[test]
fn a_queue_belongs_to_a_service_that_exists_and_nobody_hears_himself() {
    for queue in queues() {
        assert!(SERVICES.contains(&queue.service));
        assert!(queue.name.starts_with(&format!("{}.", queue.service)));
    }
    for kind in KINDS {
        assert!(kind.heard_by.iter().all(|queue| queue.service != kind.from), "{}", kind.name);
        assert!(SERVICES.contains(&kind.from));
    }
}

#[test]
fn no_bsn_name_or_account_stands_outside_the_payment_details() {
    for fact in all().iter().filter(|fact| !fact.kind.contains("betaalgegevens")) {
        let properties = fact.schema.to_string();
        for word in ["\"bsn\"", "\"iban\"", "rekeninghouder", "geslachtsnaam"] {
            assert!(!properties.contains(word), "{} holds {word}", fact.kind);
        }
    }
}
