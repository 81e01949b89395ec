//! `/zorgverleners/{id}/rekeningnummers`: the account, its changes and its history.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use kernel::Iban;
use platform::http::idempotency;
use platform::http::input::Faults;
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::precondition::{IfMatch, etag};
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::persoon::Rol;
use crate::persoon::flows::Desk;
use crate::persoon::flows::rekening::{self, Eerder, Opgave};
use crate::persoon::store;
use crate::verstrekker::http::{answer, idempotency_bytes};

/// Registers the resources.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(change);
}

/// Een ander rekeningnummer.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuwRekeningnummer {
    /// Rekeningnummer waarop voortaan betaald wordt.
    iban: Iban,
    /// Naam van de rekeninghouder.
    #[schema(min_length = 1, max_length = 70)]
    rekeninghouder: String,
}

/// Een rekeningnummer dat is vastgelegd; alleen het land en de laatste vier tekens.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RekeningnummerUitvoer {
    /// Het hoeveelste.
    versie: i64,
    /// Land en laatste vier tekens.
    iban: String,
    /// Kenmerk om te vergelijken.
    iban_ref: String,
    /// Sinds wanneer.
    #[schema(value_type = String, format = DateTime)]
    vastgelegd_op: String,
}

impl From<Eerder> for RekeningnummerUitvoer {
    fn from(found: Eerder) -> Self {
        let Eerder { versie, iban, iban_ref, vastgelegd_op } = found;
        Self { versie, iban, iban_ref, vastgelegd_op: vastgelegd_op.to_string() }
    }
}

/// De rekeningnummers van een zorgverlener.
#[derive(Serialize, ToSchema)]
struct Rekeningnummers {
    /// De rekeningnummers, het nieuwste eerst.
    items: Vec<RekeningnummerUitvoer>,
}

/// De rekeningnummers van een zorgverlener, nu en eerder.
#[utoipa::path(
    tag = "zorgverleners",
    params(("id" = Uuid, Path, description = "De zorgverlener.")),
    responses((status = 200, description = "De rekeningnummers.", body = Rekeningnummers)),
)]
#[get("/zorgverleners/{id}/rekeningnummers")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgverleners.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, desk, own) = (id.into_inner(), Desk::of(&context)?, scope.clone());
    let found = context
        .transact(scope, move |conn| {
            let (caller, own, desk) = (caller.clone(), own.clone(), desk.clone());
            async move {
                let found = rekening::history(conn, &desk, id).await?;
                let rows = store::verstrekkers(conn, id.into(), Rol::Zorgverlener).await?;
                inzage::record(conn, &caller, &own, desk.now, "zorgverleners", rows).await?;
                Ok::<_, Problem>(found)
            }
            .boxed()
        })
        .await?;
    let newest = found.first().ok_or_else(Problem::not_found)?.versie;
    let items = found.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().insert_header(etag(newest)).json(Rekeningnummers { items }))
}

/// Wijzigt het rekeningnummer van een zorgverlener. Wat er stond blijft bewaard; de uitbetaling
/// hoort het nieuwe.
#[utoipa::path(
    tag = "zorgverleners",
    params(
        ("id" = Uuid, Path, description = "De zorgverlener."),
        ("If-Match" = String, Header, description = "De `ETag` van de rekeningnummers die u zag."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = NieuwRekeningnummer,
    responses(
        (status = 201, description = "Gewijzigd.", body = RekeningnummerUitvoer),
        (status = 412, description = "Intussen gewijzigd."),
    ),
)]
#[post("/zorgverleners/{id}/rekeningnummers")]
#[expect(clippy::too_many_arguments, reason = "each is another part of the one request")]
async fn change(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    seen: IfMatch,
    body: Json<NieuwRekeningnummer>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgverleners.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let NieuwRekeningnummer { iban, rekeninghouder } = body.0;
    let rekeninghouder = rekeninghouder.trim().to_owned();
    let mut faults = Faults::default();
    let length = rekeninghouder.chars().count();
    if !(1..=70).contains(&length) || rekeninghouder.chars().any(char::is_control) {
        faults.add("/rekeninghouder", "formaat", "een naam van 1 tot en met 70 tekens");
    }
    let zorgverlener = id.into_inner();
    let new = Opgave { zorgverlener: zorgverlener.into(), iban, rekeninghouder, seen: seen.0 };
    let new = faults.finish(Some(new))?;
    let (desk, own) = (Desk::of(&context)?, scope.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, own, new) = (desk.clone(), own.clone(), new.clone());
        async move {
            let versie = rekening::change(conn, &desk, &own, &new).await?;
            let now = rekening::history(conn, &desk, zorgverlener).await?;
            let now = now.into_iter().next().ok_or_else(Problem::not_found)?;
            let place = format!("/zorgdomein/v1/zorgverleners/{zorgverlener}/rekeningnummers");
            answer(201, Some(&place), versie, RekeningnummerUitvoer::from(now))
        }
        .boxed()
    })
    .await
}
