//! `/toekenningen/{id}/retour`: what a 502 says, for whoever offers toekenningen over REST.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use futures_util::FutureExt;
use platform::http::inzage;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::bericht::store::{self, Received};
use crate::persoon::flows::Desk;

/// Registers the resource.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read);
}

/// Welke versie bedoeld is.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct VersieVraag {
    /// De hoeveelste versie van de toekenning; zonder versie de nieuwste.
    versie: Option<i64>,
}

/// Het antwoord op het bericht waaruit de toekenning kwam, zoals het 502-bericht het zegt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RetourUitvoer {
    /// Het bericht bij ons.
    bericht_id: Uuid,
    /// Nummer van het bericht bij de afzender.
    #[serde(skip_serializing_if = "Option::is_none")]
    bericht_identificatie: Option<String>,
    /// Ons nummer van dit antwoord; ontbreekt bij een wet zonder iPgb-bericht (Zvw).
    #[serde(skip_serializing_if = "Option::is_none")]
    identificatie_retour: Option<String>,
    /// Dag van dit antwoord.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    dagtekening_retour: Option<String>,
    /// De retourcodes; `0200` is geen opmerking.
    #[serde(rename = "retourCodes")]
    retourcodes: Vec<String>,
}

impl From<Received> for RetourUitvoer {
    fn from(found: Received) -> Self {
        Self {
            bericht_id: found.id,
            bericht_identificatie: found.identificatie,
            identificatie_retour: found.retour_identificatie,
            dagtekening_retour: found.retour_dagtekening.map(|day| day.to_jiff().to_string()),
            retourcodes: found.retourcodes.unwrap_or_default(),
        }
    }
}

/// Het antwoord op de toekenning: als JSON, of als 502-bericht wie `application/xml` vraagt.
#[utoipa::path(
    tag = "toekenningen",
    params(("id" = Uuid, Path, description = "De toekenning."), VersieVraag),
    responses((
        status = 200,
        description = "Het antwoord.",
        content((RetourUitvoer = "application/json"), (String = "application/xml")),
    )),
)]
#[get("/toekenningen/{id}/retour")]
async fn read(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    query: web::Query<VersieVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, versie, desk) = (id.into_inner(), query.versie, Desk::of(&context)?);
    let (own, now) = (scope.clone(), desk.now);
    let found = context
        .transact(scope, move |conn| {
            let (caller, own) = (caller.clone(), own.clone());
            async move {
                let found = store::of_toekenning(conn, id, versie).await?;
                let rows = found.iter().map(|found| found.verstrekker_id);
                inzage::record(conn, &caller, &own, now, "berichten", rows).await?;
                Ok::<_, Problem>(found)
            }
            .boxed()
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    let wants_xml = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/xml"));
    if wants_xml && found.retour_identificatie.is_some() {
        let retour = desk.sealing.open(&found.antwoord)?;
        return Ok(HttpResponse::Ok().content_type("application/xml").body(retour));
    }
    Ok(HttpResponse::Ok().json(RetourUitvoer::from(found)))
}
