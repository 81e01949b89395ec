//! The `OpenAPI` document of a service: what its handlers say, and what every operation of the
//! chain has in common.
//!
//! Handlers name their success answers and their own refusals; the answers of the shell (400, 401,
//! 403, …), the header `API-Version`, the security scheme and the contact are added here, so that
//! no handler can forget them.

use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

use crate::service::Service;

/// The methods an operation may have.
pub(crate) const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Answers that every operation may give.
const COMMON: [(&str, &str); 6] = [
    ("401", "Er is geen geldig token meegestuurd."),
    ("403", "Het token geeft hiervoor geen toegang."),
    ("406", "Het antwoord kan niet in de gevraagde vorm."),
    ("429", "Te veel verzoeken; wacht zo lang als Retry-After zegt."),
    ("500", "Er ging bij ons iets mis."),
    ("503", "Even niet beschikbaar; wacht zo lang als Retry-After zegt."),
];

#[derive(OpenApi)]
struct Common;

/// The document of a service, version 3.1.
pub fn document(service: &Service) -> Value {
    let (_, own) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(Common::openapi())
        .configure(service.routes)
        .split_for_parts();
    let mut document = serde_json::to_value(own).unwrap_or_default();
    let Some(fields) = document.as_object_mut() else { return document };
    fields.insert("openapi".to_owned(), json!("3.1.0"));
    fields.insert("info".to_owned(), information(service));
    fields.insert("servers".to_owned(), json!([{ "url": format!("/{}/v1", service.name) }]));
    fields.insert("security".to_owned(), json!([{ "bearer": [] }]));
    components(fields);
    if let Some(paths) = fields.get_mut("paths").and_then(Value::as_object_mut) {
        for operation in paths.values_mut().flat_map(operations) {
            complete(operation);
        }
    }
    document
}

fn information(service: &Service) -> Value {
    json!({
        "title": format!("PGB: {}", service.name),
        "description": service.description,
        "version": service.api_version,
        "contact": {
            "name": "Beheerders van de PGB-keten",
            "email": "pgb-keten@example.org",
            "url": "https://example.org/pgb-keten/issues",
        },
        "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
    })
}

fn components(document: &mut Map<String, Value>) {
    let components = document.entry("components").or_insert_with(|| json!({}));
    let Some(components) = components.as_object_mut() else { return };
    let bearer = json!({
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "Een ondertekend toegangstoken (at+jwt) van een uitgever die wij vertrouwen.",
    });
    components.insert("securitySchemes".to_owned(), json!({ "bearer": bearer }));
    let version = json!({
        "description": "De volledige versie van deze API.",
        "schema": { "type": "string", "example": "1.0.0" },
    });
    components.insert("headers".to_owned(), json!({ "API-Version": version }));
    let schemas = components.entry("schemas").or_insert_with(|| json!({}));
    if let Some(schemas) = schemas.as_object_mut() {
        schemas.insert("Problem".to_owned(), problem());
        schemas.insert("InputFault".to_owned(), input_fault());
    }
}

/// The form of [`super::problem::Problem`], for readers of the document: in Dutch.
fn problem() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "type": "object",
        "description": "Een fout (RFC 9457).",
        "required": ["type", "status", "title", "detail", "retryable"],
        "properties": {
            "type": text("Vaste naam van dit soort fout: urn:nld:pgb:problem:<code>."),
            "status": { "type": "integer", "description": "De HTTP-status.", "example": 409 },
            "title": text("Korte omschrijving, gelijk voor elke fout van dit soort."),
            "detail": text("Wat er hier mis is."),
            "retryable": {
                "type": "boolean",
                "description": "Of hetzelfde verzoek later wel kan lukken.",
            },
            "errors": {
                "type": "array",
                "description": "Alle fouten in de invoer.",
                "items": { "$ref": "#/components/schemas/InputFault" },
            },
        },
    })
}

fn input_fault() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "type": "object",
        "description": "Eén fout in de invoer.",
        "required": ["in", "location", "code", "detail"],
        "properties": {
            "in": text("body, query, path of header."),
            "location": text("De plaats: een JSON-pointer of de naam van de parameter."),
            "code": text("Vaste code: een retourcode, een controle of formaat."),
            "detail": text("Wat er wordt verwacht."),
        },
    })
}

/// The operations of a path.
pub(crate) fn operations(path: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let methods = path.as_object_mut().into_iter().flatten();
    methods
        .filter(|(method, _)| METHODS.contains(&method.as_str()))
        .filter_map(|(_, operation)| operation.as_object_mut())
}

/// The parameters of every list, in Dutch.
fn describe(parameter: &mut Value) {
    let description = match (parameter["in"].as_str(), parameter["name"].as_str()) {
        (Some("query"), Some("cursor")) => "Waar de lijst verdergaat: uit de link next.",
        (Some("query"), Some("limit")) => {
            "Hoeveel er hooguit op een pagina staan; 50 als u niets zegt."
        }
        _ => return,
    };
    parameter["description"] = json!(description);
    if parameter["name"] == "limit" {
        parameter["schema"] = json!({ "type": "integer", "minimum": 1, "maximum": 100 });
    }
}

/// Adds the answers of the shell, and to every answer the version header.
fn complete(operation: &mut Map<String, Value>) {
    let has_body = operation.contains_key("requestBody");
    let has_input = has_body || operation.contains_key("parameters");
    let by_id = operation
        .get("parameters")
        .and_then(Value::as_array)
        .is_some_and(|parameters| parameters.iter().any(|parameter| parameter["in"] == "path"));
    for parameter in
        operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten()
    {
        describe(parameter);
    }
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    let Some(responses) = responses.as_object_mut() else { return };
    let mut add = |status: &str, description: &str| {
        responses.entry(status).or_insert_with(|| json!({ "description": description }));
    };
    for (status, description) in COMMON {
        add(status, description);
    }
    if has_input {
        add("400", "De invoer klopt niet; errors noemt elke fout.");
    }
    if by_id {
        add("404", "Dit bestaat niet of is niet voor u.");
    }
    if has_body {
        add("413", "De inhoud van het verzoek is te groot.");
        add("415", "Deze Content-Type kan hier niet.");
    }
    for (status, response) in responses.iter_mut() {
        let Some(response) = response.as_object_mut() else { continue };
        let headers = response.entry("headers").or_insert_with(|| json!({}));
        if let Some(headers) = headers.as_object_mut() {
            let version = json!({ "$ref": "#/components/headers/API-Version" });
            headers.insert("API-Version".to_owned(), version);
            if status == "429" || status == "503" {
                let wait = json!({ "schema": { "type": "integer" }, "description": "Seconden." });
                headers.insert("Retry-After".to_owned(), wait);
            }
        }
        if status.starts_with('4') || status.starts_with('5') {
            let schema = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
            let content = json!({ super::problem::CONTENT_TYPE: schema });
            response.insert("content".to_owned(), content);
        }
    }
}
