//! `/betalingen`: payments; a verstrekker sees its own.

mod balie;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use kernel::Euro;
use platform::http::inzage;
use platform::http::paging::{Page, PageQuery};
use platform::http::problem::InputFault;
use platform::{Caller, Context, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::lists::{self, Filter, Getoond};
use super::{code, flows, parse_staat};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read_one).service(hervat);
    balie::routes(config);
}

/// Een betaling.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BetalingUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Wie uiteindelijk betaalt.
    verstrekker_id: Uuid,
    /// Wie het geld krijgt.
    zorgverlener_id: Uuid,
    /// De declaratie die wordt betaald.
    declaratie_id: Uuid,
    /// Het nummer dat de ontvanger ziet.
    kenmerk: i64,
    /// Bedrag in eurocenten.
    bedrag: Euro,
    /// Waar de betaling staat.
    #[schema(example = "inRun")]
    staat: serde_json::Value,
    /// Waarom zij is aangehouden, geweigerd of teruggekomen.
    #[serde(skip_serializing_if = "Option::is_none")]
    reden: Option<String>,
    /// De hoeveelste poging; 0 voor de eerste.
    poging: i32,
    /// Kenmerk van de laatste poging bij de bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    end_to_end_id: Option<String>,
    /// Wanneer de betaling ontstond.
    #[schema(value_type = String, format = DateTime)]
    aangemaakt_op: String,
}

impl From<Getoond> for BetalingUitvoer {
    fn from(rij: Getoond) -> Self {
        let staat = parse_staat(&rij.staat)
            .ok()
            .and_then(|staat| serde_json::to_value(staat).ok())
            .unwrap_or_default();
        Self {
            id: rij.id,
            verstrekker_id: rij.verstrekker_id,
            zorgverlener_id: rij.zorgverlener_id,
            declaratie_id: rij.declaratie_id,
            kenmerk: rij.kenmerk,
            bedrag: Euro::from_cents(rij.bedrag),
            staat,
            reden: rij.reden,
            poging: rij.poging,
            end_to_end_id: rij.end_to_end_id,
            aangemaakt_op: rij.aangemaakt_op.to_jiff().to_string(),
        }
    }
}

/// Een bladzijde met betalingen.
#[derive(Serialize, ToSchema)]
pub(crate) struct Betalingen {
    /// De betalingen.
    items: Vec<BetalingUitvoer>,
}

/// Waarop de lijst wordt beperkt.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct Zoekvraag {
    /// Alleen in deze staat.
    staat: Option<String>,
    /// Alleen voor deze declaratie.
    declaratie_id: Option<Uuid>,
}

/// Betalingen, oudste eerst.
#[utoipa::path(
    tag = "betalingen",
    params(Zoekvraag, PageQuery),
    responses((status = 200, description = "De betalingen.", body = Betalingen)),
)]
#[get("/betalingen")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    (zoek, query): (web::Query<Zoekvraag>, web::Query<PageQuery>),
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let staat = zoek.staat.as_deref().map(parse_staat).transpose().map_err(|fault| {
        Problem::invalid(vec![InputFault {
            place: "query".to_owned(),
            location: "staat".to_owned(),
            code: "formaat".to_owned(),
            detail: fault.to_string(),
        }])
    })?;
    let filter =
        Filter { staat: staat.map(code), declaratie: zoek.declaratie_id, ..Filter::default() };
    answer(&context, &caller, &request, (scope, filter, query.page()?)).await
}

/// A page of payments; the look is logged.
pub(crate) async fn answer(
    context: &Context,
    caller: &Caller,
    request: &HttpRequest,
    (scope, filter, page): (Scope, Filter, Page),
) -> Result<HttpResponse, Problem> {
    let rows = shown(context, caller, scope, filter, page).await?;
    let items: Vec<BetalingUitvoer> = rows.into_iter().map(Into::into).collect();
    Ok(page.answer(request, items, |betaling| betaling.id))
}

async fn shown(
    context: &Context,
    caller: &Caller,
    scope: Scope,
    filter: Filter,
    page: Page,
) -> Result<Vec<Getoond>, Problem> {
    let (caller, now) = (caller.clone(), context.clock.now());
    let seen = scope.clone();
    let rows = context.transact(scope, move |conn| {
        let (caller, seen, filter) = (caller.clone(), seen.clone(), filter.clone());
        Box::pin(async move {
            let rows = lists::list(conn, &filter, page).await?;
            let whose: Vec<Uuid> = rows.iter().map(|row| row.verstrekker_id).collect();
            inzage::record(conn, &caller, &seen, now, "betalingen", whose).await?;
            Ok::<_, Problem>(rows)
        })
    });
    rows.await
}

/// Eén betaling.
#[utoipa::path(
    tag = "betalingen",
    params(("id" = Uuid, Path, description = "De betaling.")),
    responses(
        (status = 200, description = "De betaling.", body = BetalingUitvoer),
        (status = 404, description = "Niet gevonden."),
    ),
)]
#[get("/betalingen/{id}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    one(&context, &caller, scope, id.into_inner()).await
}

async fn one(
    context: &Context,
    caller: &Caller,
    scope: Scope,
    id: Uuid,
) -> Result<HttpResponse, Problem> {
    let filter = Filter { id: Some(id), ..Filter::default() };
    let page = Page { after: None, limit: 1 };
    let row = shown(context, caller, scope, filter, page).await?.pop();
    let row = row.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(BetalingUitvoer::from(row)))
}

impl From<flows::Refusal> for Problem {
    fn from(refusal: flows::Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            flows::Refusal::Onbekend => Self::not_found(),
            flows::Refusal::Staat { staat: _ } => Self::refused("staat", detail),
        }
    }
}

/// Maakt een geweigerde of teruggekomen betaling weer betaalbaar. Wat haar verder tegenhoudt,
/// blijft haar tegenhouden.
#[utoipa::path(
    tag = "betalingen",
    params(("id" = Uuid, Path, description = "De betaling.")),
    responses(
        (status = 200, description = "De betaling, met de nieuwe staat.", body = BetalingUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Kan niet in deze staat."),
    ),
)]
#[post("/betalingen/{id}/hervattingen")]
async fn hervat(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let id = id.into_inner();
    let (own, door) = (context.get_ref().clone(), caller.sub.clone());
    let done = context.transact(scope.clone(), move |conn| {
        let (context, door) = (own.clone(), door.clone());
        Box::pin(async move { Ok::<_, Problem>(flows::resume(conn, &context, id, &door).await?) })
    });
    done.await?;
    one(&context, &caller, scope, id).await
}
