//! `/verstrekkers/{id}/beleid` and `/verstrekkers/{id}/mandaten`: what a verstrekker maintains himself.

use actix_web::{HttpRequest, HttpResponse, get, put, web};
use futures_util::FutureExt;
use jiff::Timestamp;
use kernel::Wet;
use platform::http::idempotency;
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::precondition::{IfMatch, etag};
use platform::{Caller, Context, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{MandaatInvoer, answer, idempotency_bytes};
use crate::bericht::codelists;
use crate::verstrekker::beleid::Beleid;
use crate::verstrekker::store::{self, Sleutel, Versie};
use crate::verstrekker::{Mandaat, flows};

/// Registers the resources.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_beleid)
        .service(read_beleid)
        .service(write_beleid)
        .service(read_mandaten)
        .service(write_mandaten);
}

/// Een versie van het beleid.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BeleidUitvoer {
    /// De wet.
    wet: Wet,
    /// Het jaar.
    jaar: i16,
    /// De hoeveelste versie, zoals in de `ETag`.
    versie: i64,
    /// Het beleid.
    beleid: Beleid,
    /// Sinds wanneer dit bekend is.
    #[schema(value_type = String, format = DateTime)]
    vastgelegd_op: String,
}

impl From<Versie> for BeleidUitvoer {
    fn from(found: Versie) -> Self {
        let Versie {
            sleutel: Sleutel { verstrekker: _, wet, jaar },
            versie,
            beleid,
            vastgelegd_op,
        } = found;
        Self { wet, jaar, versie, beleid, vastgelegd_op: vastgelegd_op.to_string() }
    }
}

/// Alle versies van het beleid.
#[derive(Serialize, ToSchema)]
struct Beleidsversies {
    /// De versies, de nieuwste eerst.
    items: Vec<BeleidUitvoer>,
}

/// Another verstrekker is not there for this caller.
async fn own_scope(
    context: &Context,
    caller: &Caller,
    verstrekker: Uuid,
) -> Result<Scope, Problem> {
    let scope = tenancy::scope_of(context, caller).await?;
    if scope.covers(verstrekker) { Ok(scope) } else { Err(Problem::not_found()) }
}

/// Het beleid van een verstrekker door de jaren heen, elke versie.
#[utoipa::path(
    tag = "verstrekkers",
    params(("id" = Uuid, Path, description = "De verstrekker.")),
    responses((status = 200, description = "Elke versie.", body = Beleidsversies)),
)]
#[get("/verstrekkers/{id}/beleid")]
async fn list_beleid(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.lezen")?;
    let id = id.into_inner();
    let scope = own_scope(&context, &caller, id).await?;
    let found = context
        .transact(scope, move |conn| {
            async move { store::history(conn, id).await.map_err(Problem::from) }.boxed()
        })
        .await?;
    let items = found.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(Beleidsversies { items }))
}

/// Naar welk moment gevraagd wordt.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct MomentVraag {
    /// Zoals het op dit moment bekend was; zonder moment zoals het nu bekend is.
    #[param(value_type = Option<String>, format = DateTime)]
    beschikbaar_op: Option<Timestamp>,
}

/// Het beleid voor één wet en één jaar.
#[utoipa::path(
    tag = "verstrekkers",
    params(
        ("id" = Uuid, Path, description = "De verstrekker."),
        ("wet" = Wet, Path, description = "De wet."),
        ("jaar" = i16, Path, description = "Het jaar."),
        MomentVraag,
    ),
    responses((status = 200, description = "Het beleid.", body = BeleidUitvoer)),
)]
#[get("/verstrekkers/{id}/beleid/{wet}/{jaar}")]
async fn read_beleid(
    caller: Caller,
    context: web::Data<Context>,
    path: web::Path<(Uuid, Wet, i16)>,
    query: web::Query<MomentVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.lezen")?;
    let (verstrekker, wet, jaar) = path.into_inner();
    let (sleutel, moment) = (Sleutel { verstrekker, wet, jaar }, query.beschikbaar_op);
    let scope = own_scope(&context, &caller, verstrekker).await?;
    let found = context
        .transact(scope, move |conn| {
            async move { store::beleid(conn, sleutel, moment).await.map_err(Problem::from) }.boxed()
        })
        .await?;
    let found = found.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(found.versie)).json(BeleidUitvoer::from(found)))
}

/// Legt het beleid voor één wet en één jaar vast. Wat er stond blijft bewaard. Wie beleid wijzigt
/// dat er al is, stuurt `If-Match` mee.
#[utoipa::path(
    tag = "verstrekkers",
    params(
        ("id" = Uuid, Path, description = "De verstrekker."),
        ("wet" = Wet, Path, description = "De wet."),
        ("jaar" = i16, Path, description = "Het jaar, 2018 tot en met 2100."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = Beleid,
    responses(
        (status = 200, description = "Vastgelegd.", body = BeleidUitvoer),
        (status = 412, description = "Intussen gewijzigd."),
    ),
)]
#[put("/verstrekkers/{id}/beleid/{wet}/{jaar}")]
#[expect(clippy::too_many_arguments, reason = "each is another part of the one request")]
async fn write_beleid(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    path: web::Path<(Uuid, Wet, i16)>,
    seen: Option<IfMatch>,
    body: Json<Beleid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.schrijven")?;
    let (verstrekker, wet, jaar) = path.into_inner();
    let scope = own_scope(&context, &caller, verstrekker).await?;
    let mut faults = Faults::default();
    if !(2018..=2100).contains(&jaar) {
        return Err(Problem::not_found());
    }
    let first = jiff::civil::date(jaar, 1, 1);
    for (place, expected) in
        body.0.faults(wet, |functie| codelists::is_zorgfunctie(wet, functie, first))
    {
        faults.add(place, "formaat", expected);
    }
    let beleid = faults.finish(Some(body.0))?;
    let (bytes, now) = (idempotency_bytes(&beleid), context.clock.now());
    let (oin, seen) = (caller.oin.to_string(), seen.map(|seen| seen.0));
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (beleid, oin) = (beleid.clone(), oin.clone());
        async move {
            let sleutel = Sleutel { verstrekker, wet, jaar };
            let wanted = flows::NewBeleid { sleutel, beleid, seen, now };
            let made = flows::write_beleid(conn, wanted, &oin).await?;
            answer(200, None, made.versie, BeleidUitvoer::from(made))
        }
        .boxed()
    })
    .await
}

/// De mandaten zoals ze nu gelden, met eerdere lijsten.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MandatenUitvoer {
    /// De mandaten.
    mandaten: Vec<MandaatInvoer>,
    /// De hoeveelste lijst, zoals in de `ETag`.
    revisie: i64,
    /// Wat er eerder is vastgelegd, de nieuwste eerst.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    historie: Vec<MandaatversieUitvoer>,
}

/// Een lijst mandaten zoals die is vastgelegd.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MandaatversieUitvoer {
    /// De hoeveelste lijst.
    versie: i64,
    /// De mandaten.
    #[schema(value_type = Vec<MandaatInvoer>)]
    mandaten: serde_json::Value,
    /// Door welke organisatie.
    vastgelegd_door: String,
    /// Wanneer.
    #[schema(value_type = String, format = DateTime)]
    vastgelegd_op: String,
}

/// Wie voor een verstrekker mogen optreden, nu en eerder.
#[utoipa::path(
    tag = "verstrekkers",
    params(("id" = Uuid, Path, description = "De verstrekker.")),
    responses((status = 200, description = "De mandaten.", body = MandatenUitvoer)),
)]
#[get("/verstrekkers/{id}/mandaten")]
async fn read_mandaten(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.lezen")?;
    let id = id.into_inner();
    let scope = own_scope(&context, &caller, id).await?;
    let found = context
        .transact(scope, move |conn| {
            async move {
                let revisie = store::lock(conn, id).await?;
                let own = store::by_ids(conn, &[id.into()]).await?.pop();
                let historie = store::mandaat_history(conn, id).await?;
                Ok::<_, Problem>(revisie.zip(own).map(|(revisie, own)| (revisie, own, historie)))
            }
            .boxed()
        })
        .await?;
    let (revisie, own, historie) = found.ok_or_else(Problem::not_found)?;
    let historie = historie.into_iter().map(|found| MandaatversieUitvoer {
        versie: found.versie,
        mandaten: found.inhoud,
        vastgelegd_door: found.vastgelegd_door,
        vastgelegd_op: found.vastgelegd_op.to_string(),
    });
    Ok(HttpResponse::Ok().insert_header(etag(revisie)).json(MandatenUitvoer {
        mandaten: own.mandaten.into_iter().map(Into::into).collect(),
        revisie,
        historie: historie.collect(),
    }))
}

/// De mandaten zoals ze voortaan gelden.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweMandaten {
    /// De hele lijst.
    mandaten: Vec<MandaatInvoer>,
}

/// Vervangt de mandaten van een verstrekker. Wie zelf gemandateerd is, mag dat niet: alleen de
/// verstrekker zelf en de landelijke organisatie geven mandaat.
#[utoipa::path(
    tag = "verstrekkers",
    params(
        ("id" = Uuid, Path, description = "De verstrekker."),
        ("If-Match" = String, Header, description = "De `ETag` van de lijst die u vervangt."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = NieuweMandaten,
    responses(
        (status = 200, description = "Vastgelegd.", body = MandatenUitvoer),
        (status = 412, description = "Intussen gewijzigd."),
    ),
)]
#[put("/verstrekkers/{id}/mandaten")]
#[expect(clippy::too_many_arguments, reason = "each is another part of the one request")]
async fn write_mandaten(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    seen: IfMatch,
    body: Json<NieuweMandaten>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.schrijven")?;
    let id = id.into_inner();
    let scope = own_scope(&context, &caller, id).await?;
    let bytes = idempotency_bytes(&body.0);
    let mut faults = Faults::default();
    if body.0.mandaten.len() > 1000 {
        faults.add("/mandaten", "formaat", "hooguit 1000 mandaten");
    }
    if !body.0.mandaten.iter().all(MandaatInvoer::says_something) {
        faults.add(
            "/mandaten",
            "formaat",
            "ten minste één wet en één taak, of zonder lijst voor alle",
        );
    }
    let mandaten: Vec<Mandaat> =
        faults.finish(Some(body.0.mandaten))?.into_iter().map(Into::into).collect();
    let (source, now, own) = (context.source.clone(), context.clock.now(), scope.clone());
    let oin = caller.oin.clone();
    let response = idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (source, mandaten) = (source.clone(), mandaten.clone());
        let wanted = flows::NewMandaten {
            verstrekker: id,
            mandaten,
            seen: seen.0,
            door: oin.clone(),
            is_national: own == Scope::Landelijk,
        };
        async move {
            let (revisie, made) = flows::write_mandaten(conn, &source, now, wanted).await?;
            let mandaten = made.into_iter().map(Into::into).collect();
            answer(200, None, revisie, MandatenUitvoer { mandaten, revisie, historie: Vec::new() })
        }
        .boxed()
    })
    .await;
    context.access.forget();
    response
}
