//! `/noodstops`: the kill switch, for the payment office.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::http::precondition::{IfMatch, etag};
use platform::{Caller, Context, Fault, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Bereik, Noodstop, Refusal, Staat, flows, store};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(lift);
}

/// Een nieuwe noodstop; zonder rekening en zonder betaalrun stopt alles.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweNoodstop {
    /// Alleen wat van deze eigen rekening gaat.
    #[serde(default)]
    eigen_rekening_id: Option<Uuid>,
    /// Alleen deze betaalrun.
    #[serde(default)]
    betaalrun_id: Option<Uuid>,
    /// Waarom.
    #[schema(min_length = 3, max_length = 500)]
    reden: String,
}

/// Een noodstop.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NoodstopUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Alleen wat van deze eigen rekening gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    eigen_rekening_id: Option<Uuid>,
    /// Alleen deze betaalrun.
    #[serde(skip_serializing_if = "Option::is_none")]
    betaalrun_id: Option<Uuid>,
    /// Waarom.
    reden: String,
    /// `actief`, `opheffingGevraagd` of `opgeheven`.
    staat: &'static str,
    /// Wie hem zette.
    gezet_door: String,
    /// Wanneer.
    #[schema(value_type = String, format = DateTime)]
    gezet_op: String,
    /// Wie om de opheffing vroeg.
    #[serde(skip_serializing_if = "Option::is_none")]
    opheffing_gevraagd_door: Option<String>,
    /// Wie hem ophief.
    #[serde(skip_serializing_if = "Option::is_none")]
    opgeheven_door: Option<String>,
    /// Versie van deze rij; ook de `ETag`.
    revisie: i64,
}

impl From<Noodstop> for NoodstopUitvoer {
    fn from(noodstop: Noodstop) -> Self {
        let Noodstop { id, bereik, reden, gezet_door, gezet_op, staat, revisie } = noodstop;
        let (eigen_rekening_id, betaalrun_id) = match bereik {
            Bereik::Alles => (None, None),
            Bereik::EigenRekening(id) => (Some(id), None),
            Bereik::Betaalrun(id) => (None, Some(id)),
        };
        let (staat, asked, lifted) = match staat {
            Staat::Actief => ("actief", None, None),
            Staat::OpheffingGevraagd { door, op: _ } => ("opheffingGevraagd", Some(door), None),
            Staat::Opgeheven { gevraagd_door, gevraagd_op: _, door, op: _ } => {
                ("opgeheven", Some(gevraagd_door), Some(door))
            }
        };
        Self {
            id,
            eigen_rekening_id,
            betaalrun_id,
            reden,
            staat,
            gezet_door,
            gezet_op: gezet_op.to_string(),
            opheffing_gevraagd_door: asked,
            opgeheven_door: lifted,
            revisie,
        }
    }
}

/// Een bladzijde met noodstops.
#[derive(Serialize, ToSchema)]
struct Noodstops {
    /// De noodstops.
    items: Vec<NoodstopUitvoer>,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Onbekend => Self::not_found(),
            Refusal::Gewijzigd => IfMatch::failed(),
            Refusal::Opgeheven => Self::refused("opgeheven", detail),
            Refusal::ZelfdePersoon => Self::refused("vier-ogen", detail),
        }
    }
}

/// De noodstops, oudste eerst.
#[utoipa::path(
    tag = "noodstops",
    params(PageQuery),
    responses((status = 200, description = "De noodstops.", body = Noodstops)),
)]
#[get("/noodstops")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.noodstops.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let page = query.page()?;
    let rows = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(store::list(conn, page).await?) })
    });
    let items: Vec<NoodstopUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |noodstop| noodstop.id))
}

fn read(body: &NieuweNoodstop) -> Result<Bereik, Problem> {
    let mut faults = Faults::default();
    if !(3..=500).contains(&body.reden.trim().chars().count()) {
        faults.add("/reden", "formaat", "3 tot en met 500 tekens");
    }
    let bereik = match (body.eigen_rekening_id, body.betaalrun_id) {
        (None, None) => Some(Bereik::Alles),
        (Some(id), None) => Some(Bereik::EigenRekening(id)),
        (None, Some(id)) => Some(Bereik::Betaalrun(id)),
        (Some(_), Some(_)) => {
            faults.add("/betaalrunId", "combinatie", "een rekening of een betaalrun, niet beide");
            None
        }
    };
    faults.finish(bereik)
}

/// Zet een noodstop: er wordt niets meer gekozen, gebouwd of verzonden.
#[utoipa::path(
    tag = "noodstops",
    request_body = NieuweNoodstop,
    params(("Idempotency-Key" = String, Header, description = "Eigen kenmerk van dit verzoek.")),
    responses((status = 201, description = "De noodstop geldt.", body = NoodstopUitvoer)),
)]
#[post("/noodstops")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweNoodstop>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.noodstops.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let bereik = read(&body.0)?;
    let bytes = serde_json::to_vec(&body.0).map_err(anyhow::Error::from).map_err(Fault::from)?;
    let (own, door, reden) = (context.get_ref().clone(), caller.sub.clone(), body.0.reden);
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (context, door, reden) = (own.clone(), door.clone(), reden.clone());
        Box::pin(async move {
            let noodstop = flows::set(conn, &context, bereik, &reden, &door).await?;
            let (name, tag) = etag(noodstop.revisie);
            Ok(Answer {
                status: 201,
                headers: vec![(name.to_string(), tag)],
                body: serde_json::to_value(NoodstopUitvoer::from(noodstop))
                    .map_err(anyhow::Error::from)
                    .map_err(Fault::from)?,
            })
        })
    })
    .await
}

/// Heft een noodstop op: de eerste vraagt het, een ander doet het.
#[utoipa::path(
    tag = "noodstops",
    params(
        ("id" = Uuid, Path, description = "De noodstop."),
        ("If-Match" = String, Header, description = "De ETag van de noodstop."),
    ),
    responses(
        (status = 200, description = "Gevraagd, of opgeheven.", body = NoodstopUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Al opgeheven, of vier ogen."),
    ),
)]
#[post("/noodstops/{id}/opheffingen")]
async fn lift(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.noodstops.opheffen")?;
    let scope = landelijk(&context, &caller).await?;
    let seen = (id.into_inner(), tag.0);
    let (own, door) = (context.get_ref().clone(), caller.sub.clone());
    let done = context.transact(scope, move |conn| {
        let (context, door) = (own.clone(), door.clone());
        Box::pin(async move { Ok::<_, Problem>(flows::lift(conn, &context, seen, &door).await?) })
    });
    let noodstop = done.await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag(noodstop.revisie))
        .json(NoodstopUitvoer::from(noodstop)))
}
