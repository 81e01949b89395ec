//! The HTTP server of a service: its resources below `/<name>/v1`, its document, its probes.
//!
//! It speaks plain HTTP: TLS ends in front of it (the ingress, or the mesh), which is also where
//! the hop to a browser or another organisation is.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::http::header::HeaderValue;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;

use super::health::Health;
use super::limits::Limits;
use super::problem::{InputFault, Problem};
use super::routes::Routes;
use super::{json, openapi, shell};
use crate::Context;
use crate::metrics::METRICS;
use crate::service::Service;
use crate::token::Verifier;

/// How long an idle connection stays open.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// How long the head of a request may take to come in.
const HEADERS_MAX: Duration = Duration::from_secs(5);
/// How long requests in hand get to finish when the server stops.
const STOP_SECONDS_MAX: u64 = 10;

/// Everything a server needs.
#[derive(Clone)]
pub struct Parts {
    /// The service.
    pub service: &'static Service,
    /// What handlers are given.
    pub context: Context,
    /// Who verifies tokens.
    pub verifier: web::Data<Verifier>,
    /// What callers may ask.
    pub limits: web::Data<Limits>,
    /// What the probes tell.
    pub health: Arc<Health>,
    /// Origins of browsers that may read answers.
    pub origins: Vec<String>,
    /// Threads that handle requests; as many as there are cores when not said.
    pub threads: Option<usize>,
}

/// What the middleware knows.
pub(crate) struct Shell {
    pub(crate) version: HeaderValue,
    pub(crate) routes: Routes,
    pub(crate) document: Value,
    bytes: Bytes,
    base: String,
    pub(crate) document_path: String,
    pub(crate) origins: Vec<String>,
    pub(crate) limits: web::Data<Limits>,
    health: Arc<Health>,
    context: Context,
}

impl Shell {
    fn new(parts: &Parts) -> Self {
        let document = openapi::document(parts.service);
        let base = format!("/{}/v1", parts.service.name);
        Self {
            version: HeaderValue::from_static(parts.service.api_version),
            routes: Routes::of(&document, &base),
            bytes: document.to_string().into(),
            document_path: format!("{base}/openapi.json"),
            document,
            base,
            origins: parts.origins.clone(),
            limits: parts.limits.clone(),
            health: Arc::clone(&parts.health),
            context: parts.context.clone(),
        }
    }

    /// The schema of the JSON body of a request.
    pub(crate) fn body_schema(&self, request: &HttpRequest) -> Option<json::Schema<'_>> {
        let template = self.routes.find(request.path())?.template.strip_prefix(&self.base)?;
        let method = request.method().as_str().to_ascii_lowercase();
        let operation = self.document.get("paths")?.get(template)?.get(method)?;
        let schema = operation.pointer("/requestBody/content/application~1json/schema")?;
        Some(json::Schema { document: &self.document, schema })
    }

    /// Whether this path is outside the API proper: probes, metrics and the document.
    pub(crate) fn is_operational(&self, path: &str) -> bool {
        matches!(path, "/health/live" | "/health/ready" | "/metrics") || path == self.document_path
    }
}

/// Starts the server on a socket that is bound already. Poll what it returns; signals are left to
/// the caller.
pub fn serve(parts: &Parts, listener: TcpListener) -> std::io::Result<Server> {
    let shell = web::Data::new(Shell::new(parts));
    let base = format!("/{}/v1", parts.service.name);
    let (service, threads) = (parts.service, parts.threads);
    let context = web::Data::new(parts.context.clone());
    let (verifier, limits) = (parts.verifier.clone(), parts.limits.clone());
    let server = HttpServer::new(move || {
        let resources = web::scope(&base).configure(|config| {
            (service.routes)(&mut ServiceConfig::new(config));
        });
        App::new()
            .app_data(shell.clone())
            .app_data(context.clone())
            .app_data(verifier.clone())
            .app_data(limits.clone())
            .configure(inputs)
            .configure(operations)
            .route(&shell.document_path, web::get().to(document))
            .service(resources)
            .wrap(from_fn(shell::surround))
    });
    let server = match threads {
        Some(threads) => server.workers(threads),
        None => server,
    };
    Ok(server
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(HEADERS_MAX)
        .shutdown_timeout(STOP_SECONDS_MAX)
        .disable_signals()
        .listen(listener)?
        .run())
}

/// Starts a server with the probes and the metrics only, for a port that only the platform sees.
pub fn serve_management(parts: &Parts, listener: TcpListener) -> std::io::Result<Server> {
    let shell = web::Data::new(Shell::new(parts));
    let server = HttpServer::new(move || {
        App::new().app_data(shell.clone()).configure(operations).wrap(from_fn(shell::surround))
    });
    Ok(server
        .workers(1)
        .client_request_timeout(HEADERS_MAX)
        .shutdown_timeout(1)
        .disable_signals()
        .listen(listener)?
        .run())
}

/// Extractors of actix answer in its own words; here they get ours.
fn inputs(config: &mut web::ServiceConfig) {
    config
        .app_data(web::PayloadConfig::new(json::BYTES_MAX))
        .app_data(
            web::PathConfig::default().error_handler(|_, _| {
                wrong("path", "Een deel van het pad heeft niet de juiste vorm.")
            }),
        )
        .app_data(web::QueryConfig::default().error_handler(|_, _| {
            wrong("query", "Een deel van de query heeft niet de juiste vorm.")
        }));
}

fn wrong(place: &str, detail: &str) -> actix_web::Error {
    Problem::invalid(vec![InputFault {
        place: place.to_owned(),
        location: String::new(),
        code: "formaat".to_owned(),
        detail: detail.to_owned(),
    }])
    .into()
}

/// Probes and metrics.
fn operations(config: &mut web::ServiceConfig) {
    config
        .route("/health/live", web::get().to(live))
        .route("/health/ready", web::get().to(ready))
        .route("/metrics", web::get().to(metrics));
}

async fn live(shell: web::Data<Shell>) -> HttpResponse {
    shell.health.live()
}

async fn ready(shell: web::Data<Shell>) -> HttpResponse {
    shell.health.ready()
}

async fn metrics(shell: web::Data<Shell>) -> HttpResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    HttpResponse::Ok().content_type(kind).body(METRICS.text(Some(&shell.context.database)))
}

async fn document(shell: web::Data<Shell>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(shell.bytes.clone())
}
