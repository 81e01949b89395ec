//! `/wijzigingen` and `/abonnementen`.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use futures_util::FutureExt;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::paging::{LIMIT_DEFAULT, LIMIT_MAX};
use platform::http::problem::InputFault;
use platform::{Caller, Context, Fault, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, New, Rij};
use super::{Cursor, Wijziging};
use super::{flows, peers};
use crate::persoon::flows::Desk;
use crate::verstrekker::http::idempotency_bytes;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(changes)
        .service(list)
        .service(subscribe)
        .service(read_geheim)
        .service(replay)
        .service(stop);
}

/// Vanaf waar de lijst gelezen wordt.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct WijzigingVraag {
    /// Waar u was: de `cursor` van de laatste wijziging die u heeft; zonder cursor vanaf het begin.
    cursor: Option<String>,
    /// Hoeveel hooguit: 1 tot en met 100.
    limit: Option<i64>,
}

/// Een wijziging: welk ding welke versie kreeg, zonder de inhoud.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WijzigingUitvoer {
    /// Plaats in de lijst.
    cursor: String,
    /// De verstrekker.
    verstrekker_id: Uuid,
    /// Soort: `toekenningen` of `budgetafsluitingen`.
    soort: String,
    /// Identificatie.
    id: Uuid,
    /// De versie.
    versie: i64,
    /// Wanneer.
    #[schema(value_type = String, format = DateTime)]
    vastgelegd_op: String,
}

impl From<Wijziging> for WijzigingUitvoer {
    fn from(of: Wijziging) -> Self {
        let Wijziging { cursor, verstrekker, soort, resource, versie, vastgelegd_op } = of;
        let (cursor, vastgelegd_op) = (cursor.to_string(), vastgelegd_op.to_string());
        Self { cursor, verstrekker_id: verstrekker, soort, id: resource, versie, vastgelegd_op }
    }
}

/// Wijzigingen vanaf een plaats.
#[derive(Serialize, ToSchema)]
struct Wijzigingen {
    /// De wijzigingen, in volgorde.
    items: Vec<WijzigingUitvoer>,
}

fn query_fault(location: &str, detail: &str) -> Problem {
    Problem::invalid(vec![InputFault {
        place: "query".to_owned(),
        location: location.to_owned(),
        code: "formaat".to_owned(),
        detail: detail.to_owned(),
    }])
}

/// Wat er gewijzigd is, vanaf een cursor. Na een storing leest u verder waar u was; er wordt niets
/// overgeslagen.
#[utoipa::path(
    tag = "wijzigingen",
    params(WijzigingVraag),
    responses((status = 200, description = "Wijzigingen.", body = Wijzigingen)),
)]
#[get("/wijzigingen")]
async fn changes(
    caller: Caller,
    context: web::Data<Context>,
    query: web::Query<WijzigingVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(query_fault("limit", "Een getal van 1 tot en met 100."));
    }
    let after = match query.cursor.as_deref() {
        None => Cursor::default(),
        Some(text) => Cursor::parse(text)
            .ok_or_else(|| query_fault("cursor", "De cursor van een wijziging."))?,
    };
    let scope = tenancy::scope_of(&context, &caller).await?;
    let found = context
        .transact(scope, move |conn| {
            async move { store::wijzigingen(conn, after, limit).await.map_err(Problem::from) }
                .boxed()
        })
        .await?;
    let items = found.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(Wijzigingen { items }))
}

/// Een nieuw abonnement op wijzigingen.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuwAbonnement {
    /// Van welke verstrekker.
    verstrekker_id: Uuid,
    /// Waar de meldingen heen gaan; alleen https.
    #[schema(example = "https://leverancier.example/pgb")]
    url: String,
    /// Vanaf welke plaats; zonder cursor vanaf nu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

/// Een abonnement dat is aangevraagd.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AbonnementGemaakt {
    /// Identificatie.
    id: Uuid,
}

/// De sleutel van een abonnement.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SleutelUitvoer {
    /// Sleutel waarmee elke melding is ondertekend: HMAC-SHA-256 van `id.tijdstip.inhoud`.
    geheim: String,
}

/// Abonneert een systeem op wijzigingen. Eerst vraagt een handdruk (`OPTIONS`) of het systeem de
/// meldingen wil.
#[utoipa::path(
    tag = "wijzigingen",
    params(("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek.")),
    request_body = NieuwAbonnement,
    responses((status = 201, description = "Aangevraagd.", body = AbonnementGemaakt)),
)]
#[post("/abonnementen")]
async fn subscribe(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuwAbonnement>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    if !scope.covers(body.0.verstrekker_id) {
        return Err(Problem::not_found());
    }
    let bytes = idempotency_bytes(&body.0);
    let NieuwAbonnement { verstrekker_id, url, cursor } = body.0;
    let mut faults = Faults::default();
    if let Err(unusable) = peers::check(peers::settings(), &url) {
        faults.add("/url", "formaat", unusable.0);
    }
    let vanaf = cursor.as_deref().map(Cursor::parse);
    if vanaf == Some(None) {
        faults.add("/cursor", "formaat", "de cursor van een wijziging");
    }
    let vanaf = faults.finish(Some(vanaf.flatten()))?;
    let (desk, oin) = (Desk::of(&context)?, caller.oin.to_string());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, oin, url) = (desk.clone(), oin.clone(), url.clone());
        async move {
            let id = platform::id::new_uuid();
            let new = New { id, verstrekker: verstrekker_id, oin, url, vanaf };
            store::insert(conn, &new, desk.now).await?;
            let body = serde_json::to_value(AbonnementGemaakt { id });
            let body = body.map_err(|error| Fault::Other(error.into()))?;
            Ok(Answer { status: 201, headers: Vec::new(), body })
        }
        .boxed()
    })
    .await
}

/// Een abonnement zoals het ervoor staat.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AbonnementUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Van welke verstrekker.
    verstrekker_id: Uuid,
    /// Waar de meldingen heen gaan.
    url: String,
    /// `aangevraagd`, `actief` of `gestopt`.
    staat: String,
    /// Waarom het is gestopt.
    #[serde(skip_serializing_if = "Option::is_none")]
    reden: Option<String>,
    /// De laatste wijziging die is afgeleverd.
    cursor: String,
    /// Hoe vaak achter elkaar het niet lukte.
    mislukt: u32,
}

impl AbonnementUitvoer {
    fn of(found: Rij) -> Result<Self, Fault> {
        Ok(Self {
            cursor: found.cursor()?.to_string(),
            mislukt: found.failures()?,
            id: found.id,
            verstrekker_id: found.verstrekker_id,
            url: found.url,
            staat: found.staat,
            reden: found.reden,
        })
    }
}

/// De abonnementen.
#[derive(Serialize, ToSchema)]
struct Abonnementen {
    /// De abonnementen.
    items: Vec<AbonnementUitvoer>,
}

/// De abonnementen van de verstrekkers die u mag zien, ook wat niet meer lukt.
#[utoipa::path(
    tag = "wijzigingen",
    responses((status = 200, description = "Abonnementen.", body = Abonnementen)),
)]
#[get("/abonnementen")]
async fn list(caller: Caller, context: web::Data<Context>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let found = context
        .transact(scope, move |conn| {
            async move { store::list(conn).await.map_err(Problem::from) }.boxed()
        })
        .await?;
    let items: Result<Vec<_>, _> = found.into_iter().map(AbonnementUitvoer::of).collect();
    Ok(HttpResponse::Ok().json(Abonnementen { items: items? }))
}

/// De sleutel waarmee meldingen van een abonnement zijn ondertekend.
#[utoipa::path(
    tag = "wijzigingen",
    params(("id" = Uuid, Path, description = "Het abonnement.")),
    responses((status = 200, description = "De sleutel.", body = SleutelUitvoer)),
)]
#[get("/abonnementen/{id}/sleutel")]
async fn read_geheim(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let found = context
        .transact(scope, move |conn| {
            async move { store::list(conn).await.map_err(Problem::from) }.boxed()
        })
        .await?;
    if !found.iter().any(|found| found.id == id) {
        return Err(Problem::not_found());
    }
    Ok(HttpResponse::Ok().json(SleutelUitvoer { geheim: flows::geheim(&desk, id) }))
}

/// Vanaf waar opnieuw wordt afgeleverd.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Herhaling {
    /// De cursor van de laatste wijziging die u wel heeft.
    cursor: String,
}

/// Levert opnieuw af vanaf een plaats, ook als het abonnement was gestopt.
#[utoipa::path(
    tag = "wijzigingen",
    params(
        ("id" = Uuid, Path, description = "Het abonnement."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = Herhaling,
    responses((status = 202, description = "Er wordt opnieuw afgeleverd.", body = Herhaling)),
)]
#[post("/abonnementen/{id}/herhalingen")]
async fn replay(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<Herhaling>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let mut faults = Faults::default();
    let vanaf = Cursor::parse(&body.0.cursor);
    if vanaf.is_none() {
        faults.add("/cursor", "formaat", "de cursor van een wijziging");
    }
    let (vanaf, id) = (faults.finish(vanaf)?, id.into_inner());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let again = Herhaling { cursor: vanaf.to_string() };
        async move {
            if !store::replay(conn, id, vanaf).await? {
                return Err(Problem::not_found());
            }
            let body = serde_json::to_value(again).map_err(|error| Fault::Other(error.into()))?;
            Ok(Answer { status: 202, headers: Vec::new(), body })
        }
        .boxed()
    })
    .await
}

/// Zegt een abonnement op.
#[utoipa::path(
    tag = "wijzigingen",
    params(("id" = Uuid, Path, description = "Het abonnement.")),
    responses((status = 204, description = "Opgezegd.")),
)]
#[delete("/abonnementen/{id}")]
async fn stop(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let id = id.into_inner();
    let stopped = context
        .transact(scope, move |conn| {
            async move { store::stop(conn, id).await.map_err(Problem::from) }.boxed()
        })
        .await?;
    if stopped { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::not_found()) }
}
