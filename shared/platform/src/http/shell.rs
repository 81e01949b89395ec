//! What surrounds every request: the span, the headers, the limits, and an answer in the right
//! form whatever happened, also for an unknown path, a wrong method and a panic.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError, web};
use futures_util::FutureExt;
use tracing::Instrument;

use super::problem::{CONTENT_TYPE, Problem};
use super::server::Shell;
use crate::metrics::{METRICS, Request};
use crate::telemetry;

/// The same on every answer.
const SECURITY: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
];
const API_VERSION: HeaderName = HeaderName::from_static("api-version");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// What is remembered of a request while it runs.
struct Passing {
    shell: web::Data<Shell>,
    method: Method,
    /// The path template; for traces and metrics.
    route: String,
    origin: Option<HeaderValue>,
    /// The document is for everybody.
    open: bool,
    since: Instant,
}

/// The middleware.
pub(crate) async fn surround(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(shell) = request.app_data::<web::Data<Shell>>().cloned() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let passing = Passing::of(shell, &request);
    let span = passing.span();
    let given = request.headers().get(TRACEPARENT).and_then(|value| value.to_str().ok());
    telemetry::continue_from(&span, given);
    passing.pass(request, next).instrument(span).await
}

impl Passing {
    fn of(shell: web::Data<Shell>, request: &ServiceRequest) -> Self {
        let path = request.path();
        let route = if shell.is_operational(path) {
            path.to_owned()
        } else {
            shell.routes.find(path).map_or("unknown", |route| route.template.as_str()).to_owned()
        };
        Self {
            open: path == shell.document_path,
            method: request.method().clone(),
            origin: request.headers().get(header::ORIGIN).cloned(),
            since: Instant::now(),
            shell,
            route,
        }
    }

    fn span(&self) -> tracing::Span {
        tracing::info_span!(
            "request",
            otel.name = format!("{} {}", self.method, self.route),
            otel.kind = "server",
            otel.status_code = tracing::field::Empty,
            http.request.method = %self.method,
            http.route = self.route,
            http.response.status_code = tracing::field::Empty,
            trace_id = tracing::field::Empty,
        )
    }

    async fn pass(
        self,
        mut request: ServiceRequest,
        next: Next<impl MessageBody + 'static>,
    ) -> Result<ServiceResponse<BoxBody>, Error> {
        if let Some(early) = self.early(&request) {
            return Ok(self.finish(request.into_response(early)));
        }
        let shell = self.shell.clone();
        let place = if shell.is_operational(request.path()) {
            None
        } else {
            match shell.limits.place().await {
                Ok(place) => Some(place),
                Err(problem) => {
                    return Ok(self.finish(request.into_response(problem.response())));
                }
            }
        };
        if self.method == Method::HEAD {
            // The connection remembers that no body may follow.
            request.head_mut().method = Method::GET;
        }
        let outcome = AssertUnwindSafe(next.call(request)).catch_unwind().await;
        drop(place);
        match outcome {
            Ok(Ok(response)) => Ok(self.finish(response.map_into_boxed_body())),
            Ok(Err(error)) => Err(self.fail(error.as_response_error().error_response())),
            Err(_panic) => {
                tracing::error!("a handler panicked");
                Err(self.fail(Problem::of_status(500).response()))
            }
        }
    }

    /// The answer to what no handler needs to see.
    fn early(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        let (path, method) = (request.path(), &self.method);
        if self.shell.is_operational(path) {
            let readable = matches!(*method, Method::GET | Method::HEAD);
            return match *method {
                Method::OPTIONS => Some(self.options("GET, HEAD, OPTIONS")),
                _ if readable => None,
                _ => Some(not_allowed("GET, HEAD, OPTIONS")),
            };
        }
        let Some(route) = self.shell.routes.find(path) else {
            return Some(Problem::not_found().response());
        };
        let sought = if *method == Method::HEAD { "GET" } else { method.as_str() };
        if *method == Method::OPTIONS {
            return Some(self.options(&route.allow()));
        }
        if !route.methods.contains(&sought) {
            return Some(not_allowed(&route.allow()));
        }
        let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let satisfied = route.can_satisfy(sought, accept);
        (!satisfied).then(|| Problem::of_status(406).response())
    }

    /// What is allowed here; for a listed origin, in the terms of CORS too.
    fn options(&self, allow: &str) -> HttpResponse {
        let mut response = HttpResponse::NoContent();
        response.insert_header((header::ALLOW, allow));
        if self.origin.as_ref().is_some_and(|origin| self.is_listed(origin)) {
            let headers = "Authorization, Content-Type, Idempotency-Key, If-Match, traceparent";
            response.insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, allow));
            response.insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, headers));
            response.insert_header((header::ACCESS_CONTROL_MAX_AGE, "600"));
        }
        response.finish()
    }

    fn is_listed(&self, origin: &HeaderValue) -> bool {
        self.shell.origins.iter().any(|listed| listed.as_bytes() == origin.as_bytes())
    }

    fn finish(&self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        let (request, response) = response.into_parts();
        let response = self.complete(response);
        ServiceResponse::new(request, response)
    }

    fn fail(&self, response: HttpResponse) -> Error {
        let response = self.complete(response);
        let problem = Problem::of_status(response.status().as_u16());
        Error::from(Failed { problem, headers: response.headers().clone() })
    }

    /// Gives every answer its headers and every error the right form, and counts it.
    fn complete(&self, response: HttpResponse) -> HttpResponse {
        let mut response = as_problem(response);
        let status = response.status();
        let headers = response.headers_mut();
        for (name, value) in SECURITY {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert(API_VERSION, self.shell.version.clone());
        if let Some(Ok(value)) = telemetry::traceparent().map(HeaderValue::try_from) {
            headers.insert(TRACEPARENT, value);
        }
        if self.open {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        } else if let Some(origin) = self.origin.as_ref().filter(|origin| self.is_listed(origin)) {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
            let shown = "API-Version, ETag, Link, Location, Retry-After, traceparent";
            let shown = HeaderValue::from_static(shown);
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, shown);
        }
        self.count(status);
        response
    }

    fn count(&self, status: StatusCode) {
        let span = tracing::Span::current();
        span.record("http.response.status_code", status.as_u16());
        if status.is_server_error() {
            span.record("otel.status_code", "ERROR");
        }
        let known = METHODS.iter().find(|known| **known == self.method.as_str());
        let label = Request {
            method: (*known.unwrap_or(&"OTHER")).to_owned(),
            route: self.route.clone(),
            status: status.as_u16(),
        };
        let took = self.since.elapsed();
        METRICS.requests.get_or_create(&label).observe(took.as_secs_f64());
        tracing::debug!(status = status.as_u16(), took_us = took.as_micros(), "answered");
    }
}

/// Methods that have a name in metrics: others are as many as a stranger likes.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

fn not_allowed(allow: &str) -> HttpResponse {
    Problem::of_status(405).with_header(header::ALLOW, allow).response()
}

/// An error that does not have the form of a problem gets it; its headers stay.
fn as_problem(response: HttpResponse) -> HttpResponse {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let has_form = kind.is_some_and(|kind| kind.as_bytes().starts_with(CONTENT_TYPE.as_bytes()));
    if has_form || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut problem = Problem::of_status(status.as_u16()).response();
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            problem.headers_mut().append(name.clone(), value.clone());
        }
    }
    problem
}

/// An error outside any request: its answer is complete already.
#[derive(Debug)]
struct Failed {
    problem: Problem,
    headers: HeaderMap,
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.problem.fmt(f)
    }
}

impl ResponseError for Failed {
    fn status_code(&self) -> StatusCode {
        self.problem.status_code()
    }
    fn error_response(&self) -> HttpResponse {
        let mut response = self.problem.response();
        for (name, value) in &self.headers {
            response.headers_mut().insert(name.clone(), value.clone());
        }
        response
    }
}
