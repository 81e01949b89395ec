//! `/declaraties/_proef`: would this be paid? One claim, or a claim a line. Nothing is stored.

use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, HttpResponse, post, web};
use futures_util::{FutureExt, StreamExt, stream};
use jiff::civil::Date;
use kernel::Euro;
use platform::http::body::Lines;
use platform::http::inzage;
use platform::http::json::{Json, parse};
use platform::{Caller, Context, Fault, Problem, Scope, tenancy};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Status;
use super::super::betaalmoment::Betaalmoment;
use super::super::flows::proef::{Potstand, Proef, Voorspeld, try_out};
use super::super::flows::{Antwoord, Batch, Ingekomen};
use super::body::NieuweDeclaratie;
use super::view::UitkomstUitvoer;
use super::{SCHRIJVEN, ingekomen, problem};
use crate::persoon::flows::Desk;

/// Lines that are tried out together.
const BATCH: usize = 500;

/// Wat er van een declaratie zou worden.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProefUitvoer {
    /// Of zij betaald zou worden: ja, deels, nee, naHerstel of naVrijgave.
    wordt_betaald: &'static str,
    /// Waar zij zou staan; ontbreekt als zij zo niet kan worden ingediend.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    /// Eurocenten gedeclareerd.
    totaal: Euro,
    /// Eurocenten die verschuldigd zouden zijn.
    verschuldigd: Euro,
    /// Elke controle, met uitkomst en uitleg.
    uitkomsten: Vec<UitkomstUitvoer>,
    /// Het budget zoals wij het het laatst hoorden; de uitbetaling beslist.
    budget: Vec<PotUitvoer>,
    /// De dag waarop wij verwachten te betalen, als de declaratie vandaag komt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    verwacht_op: Option<Date>,
    /// De dag waarop de wet vraagt dat er is betaald.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    uiterlijk_op: Option<Date>,
}

/// Wat een declaratie uit een pot zou halen.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PotUitvoer {
    /// De pot.
    pot_id: Uuid,
    /// Eurocenten die gevraagd worden.
    gevraagd: Euro,
    /// Eurocenten die er waren; ontbreekt als wij van deze pot nog niets hoorden.
    #[serde(skip_serializing_if = "Option::is_none")]
    beschikbaar: Option<Euro>,
    /// Of dat genoeg is; ontbreekt als wij het niet weten.
    #[serde(skip_serializing_if = "Option::is_none")]
    genoeg: Option<bool>,
}

/// Het antwoord op een regel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ProefRegel {
    /// Het nummer van de regel, vanaf 1; lege regels tellen niet mee.
    regelnummer: usize,
    /// Het kenmerk, waar dat te lezen was.
    #[serde(skip_serializing_if = "Option::is_none")]
    kenmerk: Option<String>,
    /// 200 beoordeeld, 400 onleesbaar, 409 kan niet.
    status: u16,
    /// Wat er van zou worden.
    #[serde(skip_serializing_if = "Option::is_none")]
    proef: Option<ProefUitvoer>,
    /// Wat er niet kan.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

impl ProefUitvoer {
    fn of(voorspeld: &Voorspeld, totaal: Euro) -> Result<Self, Fault> {
        let short = |pot: &Potstand| pot.beschikbaar.is_some_and(|room| room < pot.gevraagd);
        let (verwacht, uiterlijk) = match voorspeld.betaling {
            Some(Betaalmoment { verwacht_op, uiterlijk_op }) => (verwacht_op, uiterlijk_op),
            None => (None, None),
        };
        let paid = match voorspeld.status {
            None | Some(Status::Afgekeurd | Status::Ingetrokken) => "nee",
            Some(Status::Uitval) => "naHerstel",
            Some(Status::Aangehouden) => "naVrijgave",
            // A new claim is booked whole or not at all (pgb:D-50).
            Some(Status::Goedgekeurd) if voorspeld.potten.iter().any(short) => "nee",
            Some(Status::Goedgekeurd) if voorspeld.verschuldigd < totaal => "deels",
            Some(Status::Goedgekeurd) => "ja",
        };
        let pot = |pot: &Potstand| PotUitvoer {
            pot_id: pot.pot_id,
            gevraagd: pot.gevraagd,
            beschikbaar: pot.beschikbaar,
            genoeg: pot.beschikbaar.map(|_| !short(pot)),
        };
        let fits = paid == "ja" || paid == "deels";
        Ok(Self {
            wordt_betaald: paid,
            status: voorspeld.status.map(Status::code),
            totaal,
            verschuldigd: voorspeld.verschuldigd,
            uitkomsten: voorspeld
                .uitkomsten
                .iter()
                .map(UitkomstUitvoer::of)
                .collect::<Result<_, _>>()?,
            budget: voorspeld.potten.iter().map(pot).collect(),
            verwacht_op: verwacht.filter(|_| fits),
            uiterlijk_op: uiterlijk.filter(|_| fits),
        })
    }

    /// The verstrekker of a claim that was tried out.
    fn verstrekker(proef: &Proef) -> Option<Uuid> {
        match proef {
            Proef::Beoordeeld(voorspeld) => Some(voorspeld.verstrekker_id),
            Proef::Niet(Antwoord::Bekend(known)) => Some(known.0.verstrekker_id),
            Proef::Niet(_) => None,
        }
    }
}

/// What is told of a claim that was handed in before.
fn refused(antwoord: &Antwoord) -> Problem {
    match antwoord {
        Antwoord::Bekend(_) | Antwoord::Herhaling(_) => Problem::refused(
            "al-ingediend",
            "Deze declaratie is al ingediend onder hetzelfde kenmerk.",
        ),
        Antwoord::Nieuw(_)
        | Antwoord::KenmerkInGebruik
        | Antwoord::Geweigerd(_)
        | Antwoord::Ongeldig(_) => problem(antwoord).unwrap_or_else(|| Problem::of_status(500)),
    }
}

/// Wordt dit betaald? Elke controle met haar uitkomst en uitleg, het budget voor zover bekend, en
/// wanneer er betaald zou worden. Er wordt niets vastgelegd. Een declaratie als JSON, of veel
/// declaraties als NDJSON: dan heeft het antwoord een regel per regel, en zien de regels elkaar.
#[utoipa::path(
    tag = "declaraties",
    request_body(content(
        (NieuweDeclaratie = "application/json"),
        (NieuweDeclaratie = "application/x-ndjson"),
    )),
    responses(
        (status = 200, description = "Wat er van zou worden.", body = ProefUitvoer),
        (status = 409, description = "Al ingediend, of het kenmerk is in gebruik."),
    ),
)]
#[post("/declaraties/_proef")]
pub(crate) async fn try_claims(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let asking = Asking { context, caller, scope, count: 0 };
    let mut payload = payload.into_inner();
    if request.headers().get("content-type").is_some_and(|kind| kind == "application/x-ndjson") {
        let lines = Lines::from_request(&request, &mut payload).await?;
        return Ok(asking.stream(lines));
    }
    let body = Json::<NieuweDeclaratie>::from_request(&request, &mut payload).await?;
    let desk = Desk::of(&asking.context)?;
    let entree = body.0.entree(&asking.caller, contracts::Entree::Rest)?;
    let claim = body.0.read(&desk.sealing, entree)?;
    let totaal = claim.indiening.totaal;
    match asking.run(desk, vec![claim]).await?.pop() {
        Some(Proef::Beoordeeld(voorspeld)) => {
            Ok(HttpResponse::Ok().json(ProefUitvoer::of(&voorspeld, totaal)?))
        }
        Some(Proef::Niet(antwoord)) => Err(refused(&antwoord)),
        None => Err(Problem::not_found()),
    }
}

/// One question under way.
struct Asking {
    context: web::Data<Context>,
    caller: Caller,
    scope: Scope,
    count: usize,
}

impl Asking {
    /// Tries a batch out; what is shown of persons is logged, and that is all that is written.
    async fn run(&self, desk: Desk, claims: Vec<Ingekomen>) -> Result<Vec<Proef>, Problem> {
        let (caller, scope, now) = (self.caller.clone(), self.scope.clone(), desk.now);
        let shared = std::sync::Arc::new((desk, claims, caller, scope));
        let asked = std::sync::Arc::clone(&shared);
        let proeven = self
            .context
            .transact(self.scope.clone(), move |conn| {
                let asked = std::sync::Arc::clone(&asked);
                async move {
                    let (desk, ingekomen, caller, scope) = asked.as_ref();
                    let batch = Batch { oin: &caller.oin, scope, desk, ingekomen };
                    try_out(conn, &batch).await.map_err(Problem::from)
                }
                .boxed()
            })
            .await?;
        let seen: Vec<Uuid> = proeven.iter().filter_map(ProefUitvoer::verstrekker).collect();
        self.context
            .transact(self.scope.clone(), move |conn| {
                let (shared, seen) = (std::sync::Arc::clone(&shared), seen.clone());
                async move {
                    let (_, _, caller, scope) = shared.as_ref();
                    inzage::record(conn, caller, scope, now, "declaraties", seen).await?;
                    Ok::<_, Problem>(())
                }
                .boxed()
            })
            .await?;
        Ok(proeven)
    }

    fn stream(self, lines: Lines) -> HttpResponse {
        let answers = stream::unfold(Some((self, lines)), |state| async move {
            let (mut asking, mut lines) = state?;
            match asking.step(&mut lines).await {
                Ok(Some(bytes)) => Some((Ok::<_, Problem>(bytes), Some((asking, lines)))),
                Ok(None) => None,
                // The status line is gone: what went wrong is the last line.
                Err(problem) => {
                    let last = asking.line(None, Err(problem));
                    Some((ndjson(&[last]), None))
                }
            }
        });
        HttpResponse::Ok().content_type("application/x-ndjson").streaming(answers.boxed_local())
    }

    /// Answers the next lines; `None` after the last.
    async fn step(&mut self, lines: &mut Lines) -> Result<Option<Bytes>, Problem> {
        let lines = lines.batch(BATCH).await?;
        if lines.is_empty() {
            return Ok(None);
        }
        let desk = Desk::of(&self.context)?;
        let (mut claims, mut read) = (Vec::new(), Vec::new());
        for line in &lines {
            let body = parse::<NieuweDeclaratie>(line);
            let kenmerk = body.as_ref().ok().map(|body| body.kenmerk.clone());
            let claim = body.and_then(|body| ingekomen(body, &self.caller, &desk));
            let totaal = claim.map(|claim| {
                let totaal = claim.indiening.totaal;
                claims.push(claim);
                totaal
            });
            read.push((kenmerk, totaal));
        }
        let mut proeven = if claims.is_empty() {
            Vec::new().into_iter()
        } else {
            self.run(desk, claims).await?.into_iter()
        };
        let mut answers = Vec::with_capacity(read.len());
        for (kenmerk, totaal) in read {
            let shown = totaal.and_then(|totaal| match proeven.next() {
                Some(Proef::Beoordeeld(voorspeld)) => Ok(ProefUitvoer::of(&voorspeld, totaal)?),
                Some(Proef::Niet(antwoord)) => Err(refused(&antwoord)),
                None => Err(Problem::of_status(500)),
            });
            answers.push(self.line(kenmerk, shown));
        }
        ndjson(&answers).map(Some)
    }

    fn line(
        &mut self,
        kenmerk: Option<String>,
        shown: Result<ProefUitvoer, Problem>,
    ) -> ProefRegel {
        self.count = self.count.saturating_add(1);
        let status = shown.as_ref().err().map_or(200, |problem| problem.status);
        let (proef, problem) = match shown {
            Ok(mut shown) => {
                // In a batch only what was found; one claim alone shows every check.
                shown.uitkomsten.retain(UitkomstUitvoer::found);
                (Some(shown), None)
            }
            Err(problem) => (None, Some(problem)),
        };
        ProefRegel { regelnummer: self.count, kenmerk, status, proef, problem }
    }
}

fn ndjson(answers: &[ProefRegel]) -> Result<Bytes, Problem> {
    let mut bytes = Vec::new();
    for answer in answers {
        serde_json::to_writer(&mut bytes, answer)
            .map_err(|error| Problem::from(Fault::Other(error.into())))?;
        bytes.push(b'\n');
    }
    Ok(Bytes::from(bytes))
}
