//! `/declaraties`: one by one, in bulk, look, withdraw.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use kernel::Id;
use platform::http::idempotency::{self, Answer};
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::http::precondition::{IfMatch, etag};
use platform::http::problem::InputFault;
use platform::{Caller, Context, Problem, tenancy};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::catalogus::Klasse;
use super::checks::Uitkomst;
use super::flows::later::{self, Refusal};
use super::flows::{Antwoord, Batch, Ingekomen, submit};
use super::store::read;
use crate::persoon::flows::Desk;
use crate::verstrekker::http::{created, idempotency_bytes};
use crate::zorgovereenkomst::http::{if_match, input_faults, wrong_query};

pub(crate) mod body;
pub(crate) mod bulk;
pub(crate) mod proef;
pub(crate) mod view;
pub(crate) mod werk;

use body::NieuweDeclaratie;
use view::{DeclaratieUitvoer, Declaraties, Samenvatting};

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create)
        .service(bulk::create_many)
        .service(proef::try_claims)
        .service(werk::work_list)
        .service(list)
        .service(read_one)
        .service(werk::repair)
        .service(werk::release)
        .service(werk::reject)
        .service(withdraw);
}

/// The word of scope that lets claims in.
const SCHRIJVEN: &str = "pgb.declaraties.schrijven";

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::not_found(),
            Refusal::Changed => IfMatch::failed(),
            Refusal::NothingLeft => Self::refused(
                "niets-in-te-trekken",
                "Deze declaratie is al afgekeurd of ingetrokken.",
            ),
            Refusal::NotUitval => Self::refused(
                "niet-in-uitval",
                "Alleen een declaratie in uitval kan worden hersteld.",
            ),
            Refusal::TooLate => Self::refused(
                "hersteltermijn-voorbij",
                "De termijn voor herstel is voorbij. Dien de declaratie opnieuw in.",
            ),
            Refusal::NothingToRelease => Self::refused(
                "niets-vrij-te-geven",
                "Deze controle vond dit niet, of het is niet aan een medewerker om het vrij te geven.",
            ),
            Refusal::SamePerson => Self::refused(
                "zelfde-medewerker",
                "U gaf dit al vrij. Een andere medewerker moet het ook doen.",
            ),
        }
    }
}

/// The problem of a claim that is not stored.
fn problem(antwoord: &Antwoord) -> Option<Problem> {
    match antwoord {
        Antwoord::Nieuw(_) | Antwoord::Bekend(_) | Antwoord::Herhaling(_) => None,
        Antwoord::KenmerkInGebruik => Some(Problem::refused(
            "kenmerk-in-gebruik",
            "Dit kenmerk is al gebruikt voor een declaratie met een andere inhoud.",
        )),
        Antwoord::Geweigerd(uitkomsten) => Some(refused(uitkomsten)),
        Antwoord::Ongeldig(gebreken) => Some(Problem::invalid(input_faults(gebreken.clone()))),
    }
}

/// The problem of a claim that is refused while a person waits.
fn refused(uitkomsten: &[Uitkomst]) -> Problem {
    let errors = uitkomsten.iter().filter(|u| u.klasse == Klasse::B).map(refusal).collect();
    let detail = "Deze declaratie kan zo niet worden ingediend.";
    Problem::refused("declaratie-geweigerd", detail).with_errors(errors)
}

fn refusal(uitkomst: &Uitkomst) -> InputFault {
    InputFault {
        place: "body".to_owned(),
        location: uitkomst.regel.map_or_else(String::new, |place| format!("/regels/{place}")),
        code: uitkomst.check.id.to_owned(),
        detail: uitkomst.toelichting(),
    }
}

/// Dient een declaratie in. Kan zij zo niet worden ingediend, dan is het antwoord 409 met de
/// controles die dat zeggen, en is er niets vastgelegd.
#[utoipa::path(
    tag = "declaraties",
    params(("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek.")),
    request_body = NieuweDeclaratie,
    responses(
        (status = 201, description = "Vastgelegd, met de uitkomst van elke controle.", body = Samenvatting),
        (status = 200, description = "Eerder ingediend met hetzelfde kenmerk: het antwoord van toen.", body = Samenvatting),
        (status = 409, description = "Zo niet in te dienen, of het kenmerk is in gebruik."),
    ),
)]
#[post("/declaraties")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweDeclaratie>,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let desk = Desk::of(&context)?;
    let entree = body.0.entree(&caller, contracts::Entree::Rest)?;
    let ingekomen = vec![body.0.read(&desk.sealing, entree)?];
    let (own, by, ingekomen) = (scope.clone(), caller.clone(), std::sync::Arc::new(ingekomen));
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, own, by, ingekomen) = (desk.clone(), own.clone(), by.clone(), ingekomen.clone());
        async move {
            let batch = Batch { oin: &by.oin, scope: &own, desk: &desk, ingekomen: &ingekomen };
            let antwoord = submit(conn, &batch).await?.pop();
            let answered = antwoord.as_ref().map(single).ok_or_else(Problem::not_found)??;
            let rows = antwoord.as_ref().and_then(verstrekker);
            inzage::record(conn, &by, &own, desk.now, "declaraties", rows).await?;
            Ok(answered)
        }
        .boxed()
    })
    .await
}

/// The verstrekker of a claim that is shown.
fn verstrekker(antwoord: &Antwoord) -> Option<Uuid> {
    match antwoord {
        Antwoord::Nieuw(nieuw) => Some(nieuw.verstrekker_id),
        Antwoord::Bekend(known) => Some(known.0.verstrekker_id),
        Antwoord::Herhaling(_)
        | Antwoord::KenmerkInGebruik
        | Antwoord::Geweigerd(_)
        | Antwoord::Ongeldig(_) => None,
    }
}

fn single(antwoord: &Antwoord) -> Result<Answer, Problem> {
    let status = if matches!(antwoord, Antwoord::Nieuw(_)) { 201 } else { 200 };
    match Samenvatting::of(antwoord, view::Uitkomsten::Alle)? {
        Some(shown) => {
            let place = format!("/zorgdomein/v1/declaraties/{}", shown.id);
            created(&place, 1, shown).map(|answer| Answer { status, ..answer })
        }
        None => Err(problem(antwoord).unwrap_or_else(Problem::not_found)),
    }
}

/// Eén declaratie: de controles, wat er is geboekt of geweigerd en waarom, en de betalingen.
#[utoipa::path(
    tag = "declaraties",
    params(("id" = Uuid, Path, description = "De declaratie.")),
    responses((status = 200, description = "De declaratie.", body = DeclaratieUitvoer)),
)]
#[get("/declaraties/{id}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.declaraties.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, now, today) = (id.into_inner(), context.clock.now(), context.clock.today());
    let looked = (caller, scope.clone());
    let shown = context
        .transact(scope, move |conn| {
            let (caller, scope) = looked.clone();
            async move {
                let rij = read::one(conn, id).await?.ok_or_else(Problem::not_found)?;
                let seen = [rij.verstrekker_id];
                inzage::record(conn, &caller, &scope, now, "declaraties", seen).await?;
                let bijlagen = read::bijlagen(conn, &rij, today).await?;
                DeclaratieUitvoer::of(rij, Some(bijlagen)).map_err(Problem::from)
            }
            .boxed()
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header(etag(shown.revisie)).json(shown))
}

/// The filter of the list.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct LijstVraag {
    /// Alleen van deze zorgovereenkomst.
    zorgovereenkomst_id: Option<Uuid>,
    /// Alleen van deze budgethouder.
    budgethouder_id: Option<Uuid>,
    /// Alleen met deze status.
    status: Option<String>,
    /// Waar de lijst verder gaat: uit de verwijzing `next` van de vorige bladzijde.
    cursor: Option<String>,
    /// Hoeveel ten hoogste: 1 tot en met 100, anders 50.
    limit: Option<i64>,
}

/// Declaraties, op volgorde van indiening.
#[utoipa::path(
    tag = "declaraties",
    params(LijstVraag),
    responses((status = 200, description = "Een bladzijde.", body = Declaraties)),
)]
#[get("/declaraties")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<LijstVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.declaraties.lezen")?;
    let LijstVraag { zorgovereenkomst_id, budgethouder_id, status, cursor, limit } =
        query.into_inner();
    let page = PageQuery { cursor, limit }.page()?;
    if let Some(status) = &status {
        super::Status::parse(status).map_err(|fault| wrong_query("status", fault.expected))?;
    }
    let filter = read::Filter { zorgovereenkomst_id, budgethouder_id, status };
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (looked, now) = ((caller, scope.clone()), context.clock.now());
    let items = context
        .transact(scope, move |conn| {
            let ((caller, scope), filter) = (looked.clone(), filter.clone());
            async move {
                let rows = read::list(conn, &filter, page).await?;
                let seen = rows.iter().map(|rij| rij.verstrekker_id);
                inzage::record(conn, &caller, &scope, now, "declaraties", seen).await?;
                rows.into_iter()
                    .map(|rij| DeclaratieUitvoer::of(rij, None).map_err(Problem::from))
                    .collect::<Result<Vec<_>, _>>()
            }
            .boxed()
        })
        .await?;
    Ok(page.answer(&request, items, |item| item.id))
}

/// Trekt een declaratie in: er is niets meer verschuldigd. Wat al betaald is, wordt een vordering.
#[utoipa::path(
    tag = "declaraties",
    params(
        ("id" = Uuid, Path, description = "De declaratie."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
        ("If-Match" = Option<String>, Header, description = "De ETag die u zag; mag ontbreken."),
    ),
    responses(
        (status = 201, description = "Ingetrokken.", body = DeclaratieUitvoer),
        (status = 409, description = "Al afgekeurd of ingetrokken."),
    ),
)]
#[post("/declaraties/{id}/intrekkingen")]
async fn withdraw(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let if_match = if_match(&request)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let by = (caller.clone(), scope.clone());
    idempotency::once(&context, &caller, &request, b"", scope, move |conn| {
        let (desk, by) = (desk.clone(), by.clone());
        async move {
            later::withdraw(conn, Id::from_uuid(id), if_match, &desk).await?;
            werk::shown(conn, &desk, &by, id).await
        }
        .boxed()
    })
    .await
}

/// What the bulk door shares with this one.
pub(crate) fn ingekomen(
    body: NieuweDeclaratie,
    caller: &Caller,
    desk: &Desk,
) -> Result<Ingekomen, Problem> {
    let entree = body.entree(caller, contracts::Entree::Bulk)?;
    body.read(&desk.sealing, entree)
}
