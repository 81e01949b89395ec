//! Errors as `application/problem+json` (RFC 9457), in Dutch, complete, without internals.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};
use diesel::result::DatabaseErrorKind;
use serde::Serialize;

use crate::Fault;
use crate::failure::Transient;

/// Content type of every error.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// An error answer. Build it with one of the constructors; `status`, `title` and `detail` are
/// always there.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Stable name of the kind of problem: `urn:nld:pgb:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// HTTP status.
    pub status: u16,
    /// Short, the same for each problem of this kind.
    pub title: String,
    /// What is wrong here, in Dutch, level B1 where a person reads it.
    pub detail: String,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// All faults of the input at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<InputFault>,
    /// Headers of the answer, such as `Retry-After`; not part of the body.
    #[serde(skip)]
    #[schema(ignore)]
    pub headers: Vec<(HeaderName, String)>,
    /// Whether it stands for a tie that the database broke: nothing was done, and the transaction
    /// is tried again before anybody sees this.
    #[serde(skip)]
    #[schema(ignore)]
    pub(crate) is_tie: bool,
}

/// One fault of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InputFault {
    /// `body`, `query`, `path` or `header`.
    #[serde(rename = "in")]
    pub place: String,
    /// Where: a JSON pointer or the name of the parameter.
    pub location: String,
    /// Stable code: a retourcode, a check id, or `formaat`.
    pub code: String,
    /// What is expected, in Dutch.
    pub detail: String,
}

impl Problem {
    /// 400: the input is wrong; all faults at once.
    pub fn invalid(errors: Vec<InputFault>) -> Self {
        let detail = match errors.len() {
            1 => "Er is 1 fout in de invoer.".to_owned(),
            n => format!("Er zijn {n} fouten in de invoer."),
        };
        Self::new(400, "ongeldige-invoer", "De invoer klopt niet", detail).with_errors(errors)
    }

    /// 409: the domain says no. `code` is stable, `detail` is for the reader.
    pub fn refused(code: &str, detail: impl Into<String>) -> Self {
        Self::new(409, code, "Dit kan niet", detail)
    }

    /// 404: it is not there, or it is not yours: nobody can tell which.
    pub fn not_found() -> Self {
        Self::of_status(404)
    }

    /// 403: what is missing.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(403, "geen-toegang", "Geen toegang", detail)
    }

    /// 401: no token, or not a good one; says what is wrong with it, never what it holds.
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(401, "niet-aangemeld", "Niet aangemeld", detail)
            .with_header(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
    }

    /// 503: too busy or a part is down; the same request may succeed after so many seconds.
    pub fn unavailable(retry_after_seconds: u32) -> Self {
        Self::of_status(503).with_header(header::RETRY_AFTER, retry_after_seconds.to_string())
    }

    /// 429: this caller asks too much; the same request may succeed after so many seconds.
    pub fn too_many(retry_after_seconds: u32) -> Self {
        Self::of_status(429).with_header(header::RETRY_AFTER, retry_after_seconds.to_string())
    }

    /// Any other status.
    pub fn new(status: u16, code: &str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:nld:pgb:problem:{code}"),
            status,
            title: title.to_owned(),
            detail: detail.into(),
            retryable: matches!(status, 408 | 429 | 502 | 503 | 504),
            errors: Vec::new(),
            headers: Vec::new(),
            is_tie: false,
        }
    }

    /// The problem that says no more than its status does.
    pub fn of_status(status: u16) -> Self {
        let (code, title, detail) = match status {
            400 => ("ongeldige-invoer", "De invoer klopt niet", "Dit verzoek is niet te lezen."),
            401 => ("niet-aangemeld", "Niet aangemeld", "Stuur een geldig token mee."),
            403 => ("geen-toegang", "Geen toegang", "Dit mag u niet."),
            404 => ("niet-gevonden", "Niet gevonden", "Dit bestaat niet of is niet voor u."),
            405 => ("methode", "Methode niet toegestaan", "Deze methode kan hier niet."),
            406 => ("niet-aanvaard", "Niet aanvaard", "Het antwoord kan niet in die vorm."),
            408 => ("te-langzaam", "Te langzaam", "De inhoud kwam niet op tijd binnen."),
            412 => ("verouderd", "Intussen gewijzigd", "Haal de gegevens opnieuw op."),
            413 => ("te-groot", "Te groot", "De inhoud van dit verzoek is te groot."),
            415 => ("inhoudstype", "Verkeerd inhoudstype", "Deze Content-Type kan hier niet."),
            428 => ("voorwaarde", "Voorwaarde ontbreekt", "Stuur de header If-Match mee."),
            429 => ("te-vaak", "Te veel verzoeken", "Wacht even en probeer het opnieuw."),
            503 => ("niet-beschikbaar", "Even niet beschikbaar", "Probeer het straks opnieuw."),
            402..=499 => ("verzoek", "Het verzoek klopt niet", "Dit verzoek kan niet."),
            _ => ("storing", "Er ging iets mis", "Er ging bij ons iets mis. Het is gemeld."),
        };
        Self::new(status, code, title, detail)
    }

    /// Adds faults (a 409 that lists checks, for instance).
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<InputFault>) -> Self {
        self.errors = errors;
        self
    }

    /// Adds a header to the answer.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Says that the same request may succeed later, after so many seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retryable = true;
        self.with_header(header::RETRY_AFTER, seconds.to_string())
    }

    /// The answer as actix sends it.
    pub fn response(&self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = HttpResponse::build(status);
        for (name, value) in &self.headers {
            response.append_header((name.clone(), value.as_str()));
        }
        response.content_type(CONTENT_TYPE).body(self.json())
    }

    /// The body.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers always serialize")
    }
}

/// Logs the whole chain once. Trouble that passes (no connection, a lock or a deadline of the
/// database, a lost connection) is a 503, a row that is not there a 404, the rest a 500.
impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        if matches!(fault, Fault::Database(diesel::result::Error::NotFound)) {
            return Self::not_found();
        }
        let error = chain(&fault);
        if passes(&fault) {
            tracing::warn!(error, "a request failed on trouble that passes");
            let is_tie = fault.is_transient();
            return Self { is_tie, ..Self::unavailable(1) };
        }
        tracing::error!(error, "a request failed");
        Self::of_status(500)
    }
}

/// An error with its sources, for one log line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn passes(fault: &Fault) -> bool {
    use diesel::result::Error;
    let Fault::Database(Error::DatabaseError(kind, information)) = fault else {
        return matches!(fault, Fault::Pool(_) | Fault::Database(Error::BrokenTransactionManager));
    };
    matches!(
        kind,
        DatabaseErrorKind::SerializationFailure
            | DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::UnableToSendCommand
    ) || ["deadlock detected", "statement timeout", "lock timeout", "terminating connection"]
        .iter()
        .any(|sign| information.message().contains(sign))
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Self {
        Fault::from(error).into()
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status, self.title)
    }
}

impl std::error::Error for Problem {}

impl actix_web::ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
    fn error_response(&self) -> HttpResponse {
        self.response()
    }
}
