//! `/zorgovereenkomsten`: hand in, judge, change, look.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use diesel_async::AsyncPgConnection;
use futures_util::FutureExt;
use platform::http::idempotency;
use platform::http::input::Faults;
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::http::precondition::{IfMatch, etag};
use platform::http::problem::InputFault;
use platform::{Caller, Context, Problem, tenancy};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::Refusal;
use super::flows::wijzigen::{Verzoek, change_rates};
use super::flows::{self, Beoordeling};
use super::store::{self, read};
use crate::persoon::flows::Desk;
use crate::verstrekker::http::{created, idempotency_bytes};

pub(crate) mod body;
pub(crate) mod einde;
pub(crate) mod proef;
pub(crate) mod view;

use body::{BeoordelingInvoer, NieuweZorgovereenkomst, WijzigingInvoer};
use view::{WijzigingUitvoer, ZorgovereenkomstUitvoer, Zorgovereenkomsten};

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create)
        .service(proef::try_agreement)
        .service(list)
        .service(read_one)
        .service(judge)
        .service(change)
        .service(proef::foresee)
        .service(einde::end)
        .service(einde::extend)
        .service(einde::set_twk);
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::not_found(),
            Refusal::Changed => IfMatch::failed(),
            Refusal::KenmerkInUse => Self::refused(
                "kenmerk-in-gebruik",
                "Dit kenmerk is al gebruikt voor een andere zorgovereenkomst.",
            ),
            Refusal::NotInBeoordeling => Self::refused(
                "niet-in-beoordeling",
                "Deze zorgovereenkomst wacht niet op uw oordeel.",
            ),
            Refusal::NotActief => {
                Self::refused("niet-actief", "Alleen een actieve zorgovereenkomst kan wijzigen.")
            }
            Refusal::Invalid(gebreken) => Self::invalid(input_faults(gebreken)),
        }
    }
}

/// Faults found by a rule of the domain, as they are answered.
pub(crate) fn input_faults(gebreken: Vec<super::Gebrek>) -> Vec<InputFault> {
    let fault = |gebrek: super::Gebrek| InputFault {
        place: "body".to_owned(),
        location: gebrek.plaats,
        code: gebrek.code.to_owned(),
        detail: gebrek.uitleg,
    };
    gebreken.into_iter().map(fault).collect()
}

/// Dient een zorgovereenkomst in. Daarna volgen twee goedkeuringen: de arbeidsrechtelijke toets
/// en het oordeel van de verstrekker over de inhoud.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek.")),
    request_body = NieuweZorgovereenkomst,
    responses(
        (status = 201, description = "Ingediend.", body = ZorgovereenkomstUitvoer),
        (status = 409, description = "Het kenmerk is al in gebruik."),
    ),
)]
#[post("/zorgovereenkomsten")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweZorgovereenkomst>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgovereenkomsten.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let aanvraag = body.0.read()?;
    let (desk, by) = (Desk::of(&context)?, (caller.clone(), scope.clone()));
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, aanvraag, (by, own)) = (desk.clone(), aanvraag.clone(), by.clone());
        async move {
            let (id, _regels) = flows::submit(conn, &desk, &by.oin, &aanvraag).await?;
            let shown = show(conn, id).await?.ok_or_else(Problem::not_found)?;
            let seen = shown.verstrekkers();
            inzage::record(conn, &by, &own, desk.now, "zorgovereenkomsten", seen).await?;
            created(&format!("/zorgdomein/v1/zorgovereenkomsten/{id}"), shown.revisie, shown)
        }
        .boxed()
    })
    .await
}

/// One agreement as it is shown, inside the running scope.
async fn show(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> Result<Option<ZorgovereenkomstUitvoer>, Problem> {
    let Some(rij) = read::one(conn, id).await? else { return Ok(None) };
    let lines = store::load_lines(conn, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(Some(ZorgovereenkomstUitvoer::of(rij, lines)))
}

/// Eén zorgovereenkomst, met beide goedkeuringen en de bevindingen van de toets.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(("id" = Uuid, Path, description = "De zorgovereenkomst.")),
    responses((status = 200, description = "De zorgovereenkomst.", body = ZorgovereenkomstUitvoer)),
)]
#[get("/zorgovereenkomsten/{id}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgovereenkomsten.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, now) = (id.into_inner(), context.clock.now());
    let looked = (caller, scope.clone());
    let shown = context
        .transact(scope, move |conn| {
            let (caller, scope) = looked.clone();
            async move {
                let shown = show(conn, id).await?.ok_or_else(Problem::not_found)?;
                let rows = shown.verstrekkers();
                inzage::record(conn, &caller, &scope, now, "zorgovereenkomsten", rows).await?;
                Ok::<_, Problem>(shown)
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
    /// Alleen van deze budgethouder.
    budgethouder_id: Option<Uuid>,
    /// Alleen van deze zorgverlener.
    zorgverlener_id: Option<Uuid>,
    /// Alleen met deze status.
    status: Option<String>,
    /// Waar de lijst verder gaat: uit de verwijzing `next` van de vorige bladzijde.
    cursor: Option<String>,
    /// Hoeveel ten hoogste: 1 tot en met 100, anders 50.
    limit: Option<i64>,
}

/// Zorgovereenkomsten, op volgorde van indiening.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(LijstVraag),
    responses((status = 200, description = "Een bladzijde.", body = Zorgovereenkomsten)),
)]
#[get("/zorgovereenkomsten")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<LijstVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgovereenkomsten.lezen")?;
    let LijstVraag { budgethouder_id, zorgverlener_id, status, cursor, limit } = query.into_inner();
    let page = PageQuery { cursor, limit }.page()?;
    if let Some(status) = &status {
        super::Status::parse(status).map_err(|fault| wrong_query("status", fault.expected))?;
    }
    let filter = read::Filter { budgethouder_id, zorgverlener_id, status };
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (looked, now) = ((caller, scope.clone()), context.clock.now());
    let items = context
        .transact(scope, move |conn| {
            let ((caller, scope), filter) = (looked.clone(), filter.clone());
            async move {
                let rows = read::list(conn, &filter, page).await?;
                let ids: Vec<Uuid> = rows.iter().map(|rij| rij.id).collect();
                let mut lines = store::load_lines(conn, &ids).await?;
                let items: Vec<ZorgovereenkomstUitvoer> = rows
                    .into_iter()
                    .map(|rij| {
                        let regels = lines.remove(&rij.id).unwrap_or_default();
                        ZorgovereenkomstUitvoer::of(rij, regels)
                    })
                    .collect();
                let seen = items.iter().flat_map(ZorgovereenkomstUitvoer::verstrekkers);
                inzage::record(conn, &caller, &scope, now, "zorgovereenkomsten", seen).await?;
                Ok::<_, Problem>(items)
            }
            .boxed()
        })
        .await?;
    Ok(page.answer(&request, items, |item| item.id))
}

/// A wrong parameter of a query.
pub(crate) fn wrong_query(name: &str, expected: &str) -> Problem {
    Problem::invalid(vec![InputFault {
        place: "query".to_owned(),
        location: name.to_owned(),
        code: "formaat".to_owned(),
        detail: format!("Verwacht: {expected}."),
    }])
}

/// Geeft het oordeel van de verstrekker over de inhoud.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(
        ("id" = Uuid, Path, description = "De zorgovereenkomst."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
        ("If-Match" = Option<String>, Header, description = "De ETag die u zag; mag ontbreken."),
    ),
    request_body = BeoordelingInvoer,
    responses(
        (status = 201, description = "Beoordeeld.", body = ZorgovereenkomstUitvoer),
        (status = 409, description = "De zorgovereenkomst wacht niet op dit oordeel."),
    ),
)]
#[post("/zorgovereenkomsten/{id}/beoordelingen")]
async fn judge(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<BeoordelingInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgovereenkomsten.beoordelen")?;
    let if_match = if_match(&request)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let (oordeel, reden) = body.0.read()?;
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let by = (caller.clone(), scope.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, (by, own), reden) = (desk.clone(), by.clone(), reden.clone());
        async move {
            let beoordeling = Beoordeling {
                id,
                if_match,
                oordeel,
                reden: reden.as_deref(),
                door: &by.sub,
                scope: &own,
            };
            flows::judge(conn, &desk, &beoordeling).await?;
            let shown = show(conn, id).await?.ok_or_else(Problem::not_found)?;
            let seen = shown.verstrekkers();
            inzage::record(conn, &by, &own, desk.now, "zorgovereenkomsten", seen).await?;
            created(&format!("/zorgdomein/v1/zorgovereenkomsten/{id}"), shown.revisie, shown)
        }
        .boxed()
    })
    .await
}

/// Wijzigt tarieven, ook met terugwerkende kracht, en geeft de gevolgen voor declaraties.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(
        ("id" = Uuid, Path, description = "De zorgovereenkomst."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
        ("If-Match" = Option<String>, Header, description = "De ETag die u zag; mag ontbreken."),
    ),
    request_body = WijzigingInvoer,
    responses((status = 201, description = "Gewijzigd.", body = WijzigingUitvoer)),
)]
#[post("/zorgovereenkomsten/{id}/wijzigingen")]
async fn change(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<WijzigingInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgovereenkomsten.schrijven")?;
    let if_match = if_match(&request)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let wijziging = body.0.read();
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let by = (caller.clone(), scope.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, (by, own), wijziging) = (desk.clone(), by.clone(), wijziging.clone());
        async move {
            let verzoek = Verzoek { id, if_match, wijziging: &wijziging, door: &by.sub };
            let done = change_rates(conn, &desk, &verzoek).await?;
            let seen = done.overeenkomst.verstrekkers();
            inzage::record(conn, &by, &own, desk.now, "zorgovereenkomsten", seen).await?;
            let revisie = read::one(conn, id).await?.map_or(0, |rij| rij.revisie);
            let place = format!("/zorgdomein/v1/zorgovereenkomsten/{id}");
            created(&place, revisie, WijzigingUitvoer::of(&done, wijziging.ingangsdatum))
        }
        .boxed()
    })
    .await
}

/// The `If-Match` of an act, where the caller sends one.
pub(crate) fn if_match(request: &HttpRequest) -> Result<Option<i64>, Problem> {
    use actix_web::FromRequest;
    if !request.headers().contains_key(actix_web::http::header::IF_MATCH) {
        return Ok(None);
    }
    let mut nothing = actix_web::dev::Payload::None;
    IfMatch::from_request(request, &mut nothing).into_inner().map(|IfMatch(revisie)| Some(revisie))
}

/// A reference of the sender: 1 to 64 characters that can be seen.
pub(crate) fn check_kenmerk(faults: &mut Faults, location: &str, text: &str) {
    let seen = |c: char| !c.is_control() && !c.is_whitespace();
    let good = (1..=64).contains(&text.chars().count()) && text.chars().all(seen);
    if !good {
        faults.add(location, "formaat", "Een kenmerk van 1 tot en met 64 tekens, zonder spaties.");
    }
}
