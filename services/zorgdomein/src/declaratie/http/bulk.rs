//! `/declaraties/_bulk`: NDJSON in, NDJSON out, in the order of the lines.
//!
//! Lines are taken in as they arrive, some hundreds a transaction, and each batch is answered
//! before the next is read: memory is bounded by the batch, not by the request. Each line stands
//! alone: a line that cannot be read is answered so, and the others go on.

use std::sync::Arc;

use actix_web::web::Bytes;
use actix_web::{HttpResponse, post, web};
use futures_util::{FutureExt, StreamExt, stream};
use platform::http::body::Lines;
use platform::http::inzage;
use platform::http::json::parse;
use platform::{Caller, Context, Fault, Problem, Scope, tenancy};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::flows::{Antwoord, Batch, Ingekomen, submit};
use super::body::NieuweDeclaratie;
use super::view::{Samenvatting, Uitkomsten};
use super::{SCHRIJVEN, ingekomen, problem, verstrekker};
use crate::persoon::flows::Desk;

/// Lines in one transaction.
const BATCH: usize = 500;
/// How often a batch is tried when a twin of one of its claims was first.
const TRIES: usize = 3;

/// Het antwoord op een regel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RegelAntwoord {
    /// Het nummer van de regel, vanaf 1; lege regels tellen niet mee.
    regelnummer: usize,
    /// Het kenmerk, waar dat te lezen was.
    #[serde(skip_serializing_if = "Option::is_none")]
    kenmerk: Option<String>,
    /// 201 nieuw, 200 eerder ingediend, 400 onleesbaar, 409 kan niet.
    status: u16,
    /// De declaratie, met de controles die iets vonden.
    #[serde(skip_serializing_if = "Option::is_none")]
    declaratie: Option<Samenvatting>,
    /// Wat er niet kan.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

/// Dient veel declaraties in: een per regel, tot 10.000 regels. Het antwoord heeft een regel per
/// regel, in dezelfde volgorde. Elke regel staat op zichzelf.
#[utoipa::path(
    tag = "declaraties",
    request_body(content = NieuweDeclaratie, content_type = "application/x-ndjson", description = "Een declaratie per regel."),
    responses((status = 200, description = "Een antwoord per regel.", content_type = "application/x-ndjson", body = RegelAntwoord)),
)]
#[post("/declaraties/_bulk")]
pub(crate) async fn create_many(
    caller: Caller,
    context: web::Data<Context>,
    lines: Lines,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let intake = Intake { context, caller, scope, lines, count: 0 };
    let answers = stream::unfold(Some(intake), |state| async move {
        let mut intake = state?;
        match intake.step().await {
            Ok(Some(bytes)) => Some((Ok::<_, Problem>(bytes), Some(intake))),
            Ok(None) => None,
            // The status line is gone: what went wrong is the last line.
            Err(problem) => Some((Ok(intake.last_words(problem)), None)),
        }
    });
    Ok(HttpResponse::Ok().content_type("application/x-ndjson").streaming(answers.boxed_local()))
}

/// One bulk request under way.
struct Intake {
    context: web::Data<Context>,
    caller: Caller,
    scope: Scope,
    lines: Lines,
    count: usize,
}

impl Intake {
    /// Takes in the next batch; `None` after the last.
    async fn step(&mut self) -> Result<Option<Bytes>, Problem> {
        let lines = self.lines.batch(BATCH).await?;
        if lines.is_empty() {
            return Ok(None);
        }
        let desk = Desk::of(&self.context)?;
        let (mut claims, mut answers) = (Vec::with_capacity(lines.len()), Vec::new());
        for line in &lines {
            self.count = self.count.saturating_add(1);
            let read = parse::<NieuweDeclaratie>(line);
            let kenmerk = read.as_ref().ok().map(|body| body.kenmerk.clone());
            let read = read.and_then(|body| ingekomen(body, &self.caller, &desk));
            let (status, problem) = match read {
                Ok(claim) => {
                    claims.push(claim);
                    (0, None)
                }
                Err(problem) => (problem.status, Some(problem)),
            };
            let regelnummer = self.count;
            answers.push(RegelAntwoord { regelnummer, kenmerk, status, declaratie: None, problem });
        }
        let mut done = self.take_in(desk, claims).await.into_iter();
        for answer in answers.iter_mut().filter(|answer| answer.status == 0) {
            let (status, declaratie, problem) = match done.next() {
                Some(Done { status, result: Ok(declaratie) }) => (status, Some(declaratie), None),
                Some(Done { status, result: Err(problem) }) => (status, None, Some(problem)),
                None => (500, None, Some(Problem::of_status(500))),
            };
            *answer = RegelAntwoord {
                regelnummer: answer.regelnummer,
                kenmerk: answer.kenmerk.take(),
                status,
                declaratie,
                problem,
            };
        }
        Ok(Some(ndjson(&answers)?))
    }

    /// One transaction for the batch. A claim that somebody else handed in under the same
    /// reference a moment ago breaks it once: the next try finds that claim.
    async fn take_in(&self, desk: Desk, claims: Vec<Ingekomen>) -> Vec<Done> {
        let count = claims.len();
        if count == 0 {
            return Vec::new();
        }
        let shared = Arc::new(Shared {
            desk,
            claims,
            caller: self.caller.clone(),
            scope: self.scope.clone(),
        });
        let mut tries = 1;
        let fault = loop {
            match self.run_once(&shared).await {
                Ok(done) => return done,
                Err(fault) if tries < TRIES && is_twin(&fault) => tries = tries.saturating_add(1),
                Err(fault) => break fault,
            }
        };
        let problem = Problem::from(fault);
        let failed = || Done { status: problem.status, result: Err(problem.clone()) };
        (0..count).map(|_| failed()).collect()
    }

    async fn run_once(&self, shared: &Arc<Shared>) -> Result<Vec<Done>, Fault> {
        let shared = Arc::clone(shared);
        self.context
            .transact(self.scope.clone(), move |conn| {
                let own = Arc::clone(&shared);
                async move { own.run(conn).await }.boxed()
            })
            .await
    }

    /// The last line of an answer that cannot go on.
    fn last_words(&self, problem: Problem) -> Bytes {
        let answer = RegelAntwoord {
            regelnummer: self.count.saturating_add(1),
            kenmerk: None,
            status: problem.status,
            declaratie: None,
            problem: Some(problem),
        };
        ndjson(&[answer]).unwrap_or_default()
    }
}

fn is_twin(fault: &Fault) -> bool {
    use diesel::result::{DatabaseErrorKind, Error};
    matches!(fault, Fault::Database(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)))
}

/// What became of one claim.
struct Done {
    status: u16,
    result: Result<Samenvatting, Problem>,
}

/// A batch that may be tried again.
struct Shared {
    desk: Desk,
    claims: Vec<Ingekomen>,
    caller: Caller,
    scope: Scope,
}

impl Shared {
    async fn run(&self, conn: &mut diesel_async::AsyncPgConnection) -> Result<Vec<Done>, Fault> {
        let batch = Batch {
            oin: &self.caller.oin,
            scope: &self.scope,
            desk: &self.desk,
            ingekomen: &self.claims,
        };
        let antwoorden = submit(conn, &batch).await?;
        let seen = antwoorden.iter().filter_map(verstrekker);
        inzage::record(conn, &self.caller, &self.scope, self.desk.now, "declaraties", seen).await?;
        antwoorden.iter().map(|antwoord| done(&antwoorden, antwoord)).collect()
    }
}

fn done(all: &[Antwoord], antwoord: &Antwoord) -> Result<Done, Fault> {
    let (first, status) = match antwoord {
        Antwoord::Herhaling(place) => (all.get(*place).unwrap_or(antwoord), 200),
        Antwoord::Nieuw(_) => (antwoord, 201),
        Antwoord::Bekend(_)
        | Antwoord::KenmerkInGebruik
        | Antwoord::Geweigerd(_)
        | Antwoord::Ongeldig(_) => (antwoord, 200),
    };
    if let Some(shown) = Samenvatting::of(first, Uitkomsten::Gevonden)? {
        return Ok(Done { status, result: Ok(shown) });
    }
    let problem = problem(first).unwrap_or_else(|| Problem::of_status(500));
    Ok(Done { status: problem.status, result: Err(problem) })
}

fn ndjson(answers: &[RegelAntwoord]) -> Result<Bytes, Problem> {
    let mut bytes = Vec::with_capacity(answers.len().saturating_mul(256));
    for answer in answers {
        serde_json::to_writer(&mut bytes, answer)
            .map_err(|error| Problem::from(Fault::Other(error.into())))?;
        bytes.push(b'\n');
    }
    Ok(Bytes::from(bytes))
}
