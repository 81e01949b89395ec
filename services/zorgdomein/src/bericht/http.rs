//! `/berichten`: iPgb messages as XML.

use actix_web::http::header::HeaderName;
use actix_web::{HttpResponse, get, post, web};
use futures_util::FutureExt;
use platform::http::body::Xml;
use platform::http::inzage;
use platform::{Caller, Context, Problem, tenancy};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{flows, store};
use crate::persoon::flows::Desk;

/// Names the row in which a message was kept.
pub const BERICHT_ID: HeaderName = HeaderName::from_static("bericht-id");

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(receive).service(read).service(read_retour);
}

/// Een ontvangen bericht, zonder de inhoud.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BerichtUitvoer {
    /// Identificatie van het bericht bij ons.
    id: Uuid,
    /// Vorm: `xml` of `json`.
    vorm: String,
    /// Berichtcode; ontbreekt als het bericht niet te lezen was.
    #[serde(skip_serializing_if = "Option::is_none")]
    berichtcode: Option<String>,
    /// Nummer van het bericht bij de afzender.
    #[serde(skip_serializing_if = "Option::is_none")]
    bericht_identificatie: Option<String>,
    /// Of er een toekenning uit is gekomen.
    goed: bool,
    /// Status van het antwoord.
    status: i16,
    /// Wanneer het bericht binnenkwam.
    #[schema(value_type = String, format = DateTime)]
    ontvangen_op: String,
}

/// Neemt een iPgb 501-bericht aan en antwoordt met het 502-bericht. Hetzelfde bericht nog eens
/// krijgt hetzelfde antwoord. Een 508-bericht wordt bewaard bij de budgetafsluiting waar het op
/// antwoordt; daarop komt geen bericht terug.
#[utoipa::path(
    tag = "berichten",
    request_body(content = String, content_type = "application/xml", description = "Een 501-bericht."),
    responses(
        (status = 200, description = "Het 502-bericht.", content_type = "application/xml", body = String),
        (status = 204, description = "Een 508-bericht, bewaard."),
    ),
)]
#[post("/berichten")]
async fn receive(
    caller: Caller,
    context: web::Data<Context>,
    body: Xml,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let answered = flows::receive(&context, caller.oin.as_str(), scope, body.0.to_vec()).await?;
    let header = (BERICHT_ID, answered.id.to_string());
    Ok(match answered.retour {
        Some(retour) => {
            HttpResponse::Ok().content_type("application/xml").insert_header(header).body(retour)
        }
        None => HttpResponse::NoContent().insert_header(header).finish(),
    })
}

/// Eén ontvangen bericht.
#[utoipa::path(
    tag = "berichten",
    params(("id" = Uuid, Path, description = "Het bericht.")),
    responses((status = 200, description = "Het bericht, zonder de inhoud.", body = BerichtUitvoer)),
)]
#[get("/berichten/{id}")]
async fn read(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let id = id.into_inner();
    let found = context
        .transact(scope, move |conn| {
            async move { store::by_id(conn, id).await.map_err(Problem::from) }.boxed()
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(BerichtUitvoer {
        id,
        vorm: found.vorm,
        berichtcode: found.code,
        bericht_identificatie: found.identificatie,
        goed: found.goed,
        status: found.antwoord_status,
        ontvangen_op: found.vastgelegd_op.to_jiff().to_string(),
    }))
}

/// Het antwoord dat op een bericht is gegeven: het 502-bericht.
#[utoipa::path(
    tag = "berichten",
    params(("id" = Uuid, Path, description = "Het bericht.")),
    responses(
        (status = 200, description = "Het 502-bericht.", content_type = "application/xml", body = String),
    ),
)]
#[get("/berichten/{id}/retour")]
async fn read_retour(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let desk = Desk::of(&context)?;
    let id = id.into_inner();
    let found = context
        .transact(scope.clone(), move |conn| {
            let (caller, scope, now) = (caller.clone(), scope.clone(), desk.now);
            async move {
                let found = store::by_id(conn, id).await?;
                let rows = found.iter().map(|found| found.verstrekker_id);
                inzage::record(conn, &caller, &scope, now, "berichten", rows).await?;
                Ok::<_, Problem>(found)
            }
            .boxed()
        })
        .await?;
    let found = found.filter(|found| {
        found.antwoord_status < 300 && (found.vorm == "xml" || found.retour_identificatie.is_some())
    });
    let found = found.ok_or_else(Problem::not_found)?;
    let retour = Desk::of(&context)?.sealing.open(&found.antwoord)?;
    Ok(HttpResponse::Ok().content_type("application/xml").body(retour))
}
