//! `/voorschotten`: advances; announced by the payment office, a verstrekker sees its own.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use kernel::{Euro, Wet};
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Fault, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Refusal, Voorschot, flows, store};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create);
}

/// Een voorschot dat wordt aangekondigd.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuwVoorschot {
    /// Wiens geld.
    verstrekker_id: Uuid,
    /// Voor welke wet.
    wet: Wet,
    /// Voor welk budgetjaar.
    #[schema(minimum = 2000, maximum = 2100, example = 2026)]
    jaar: i16,
    /// Bedrag in eurocenten.
    bedrag: Euro,
    /// De tekst die de bijschrijving draagt.
    #[schema(min_length = 4, max_length = 35, example = "VS-2026-0001")]
    kenmerk: String,
}

/// Een voorschot.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VoorschotUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Wiens geld.
    verstrekker_id: Uuid,
    /// Voor welke wet.
    wet: Wet,
    /// Voor welk budgetjaar.
    jaar: i16,
    /// Aangekondigd bedrag in eurocenten.
    bedrag: Euro,
    /// De tekst die de bijschrijving draagt.
    kenmerk: String,
    /// Ontvangen bedrag in eurocenten.
    ontvangen: Euro,
}

impl From<Voorschot> for VoorschotUitvoer {
    fn from(voorschot: Voorschot) -> Self {
        let Voorschot { id, verstrekker, wet, jaar, bedrag, kenmerk, ontvangen } = voorschot;
        Self { id, verstrekker_id: verstrekker, wet, jaar, bedrag, kenmerk, ontvangen }
    }
}

/// Een bladzijde met voorschotten.
#[derive(Serialize, ToSchema)]
struct Voorschotten {
    /// De voorschotten.
    items: Vec<VoorschotUitvoer>,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::KenmerkBezet => Self::refused("kenmerk", refusal.to_string()),
        }
    }
}

/// Voorschotten, oudste eerst.
#[utoipa::path(
    tag = "voorschotten",
    params(PageQuery),
    responses((status = 200, description = "De voorschotten.", body = Voorschotten)),
)]
#[get("/voorschotten")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.voorschotten.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let page = query.page()?;
    let rows = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(store::list(conn, page).await?) })
    });
    let items: Vec<VoorschotUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |voorschot| voorschot.id))
}

fn read(body: &NieuwVoorschot) -> Result<(), Problem> {
    let mut faults = Faults::default();
    if body.bedrag <= Euro::ZERO {
        faults.add("/bedrag", "formaat", "een bedrag boven nul");
    }
    if !(2000..=2100).contains(&body.jaar) {
        faults.add("/jaar", "formaat", "een jaar van 2000 tot en met 2100");
    }
    let length = body.kenmerk.chars().count();
    if !(4..=35).contains(&length) || body.kenmerk.trim() != body.kenmerk {
        faults.add("/kenmerk", "formaat", "een kenmerk van 4 tot en met 35 tekens");
    }
    faults.finish(Some(()))
}

/// Kondigt een voorschot aan. Een bijschrijving die het kenmerk draagt, telt als ontvangst.
#[utoipa::path(
    tag = "voorschotten",
    request_body = NieuwVoorschot,
    params(("Idempotency-Key" = String, Header, description = "Eigen kenmerk van dit verzoek.")),
    responses(
        (status = 201, description = "Aangekondigd.", body = VoorschotUitvoer),
        (status = 200, description = "Was al zo aangekondigd.", body = VoorschotUitvoer),
        (status = 409, description = "Het kenmerk is al gebruikt voor iets anders."),
    ),
)]
#[post("/voorschotten")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuwVoorschot>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.voorschotten.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    read(&body.0)?;
    let bytes = serde_json::to_vec(&body.0).map_err(anyhow::Error::from).map_err(Fault::from)?;
    let (own, body) = (context.get_ref().clone(), body.0);
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (context, body) = (own.clone(), body.clone());
        Box::pin(async move {
            let voorschot = Voorschot {
                id: platform::id::new_uuid(),
                verstrekker: body.verstrekker_id,
                wet: body.wet,
                jaar: body.jaar,
                bedrag: body.bedrag,
                kenmerk: body.kenmerk,
                ontvangen: Euro::ZERO,
            };
            let (voorschot, new) = flows::announce(conn, &context, voorschot).await?;
            Ok(Answer {
                status: if new { 201 } else { 200 },
                headers: Vec::new(),
                body: serde_json::to_value(VoorschotUitvoer::from(voorschot))
                    .map_err(anyhow::Error::from)
                    .map_err(Fault::from)?,
            })
        })
    })
    .await
}
