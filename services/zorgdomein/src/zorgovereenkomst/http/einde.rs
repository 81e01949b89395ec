//! The days of an agreement: it ends, or runs on; and how far back a verstrekker lets changes
//! reach.

use actix_web::{HttpRequest, HttpResponse, post, web};
use futures_util::FutureExt;
use jiff::civil::Date;
use kernel::Wet;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::inzage;
use platform::http::json::Json;
use platform::{Caller, Context, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::einde::{Einde, Eindreden};
use super::super::flows::einde::{Dagen, Verzoek, change_days};
use super::super::store::read;
use super::if_match;
use super::view::WijzigingUitvoer;
use crate::declaratie::store::regels;
use crate::persoon::flows::Desk;
use crate::verstrekker::http::{created, idempotency_bytes};

const SCHRIJVEN: &str = "pgb.zorgovereenkomsten.schrijven";

/// Het einde van een zorgovereenkomst.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct EindeInvoer {
    /// De laatste dag.
    #[schema(value_type = String, format = Date)]
    pub(crate) einddatum: Date,
    /// Waarom: opzegging, overleg, terugkeer, overlijden, uitschrijving of budgetBeeindigd.
    pub(crate) reden: String,
}

impl EindeInvoer {
    /// Reads the body.
    pub(crate) fn read(&self) -> Result<Einde, Problem> {
        let mut faults = Faults::default();
        let reden = faults.read("/reden", Eindreden::parse(&self.reden));
        faults.finish(reden.map(|reden| Einde { einddatum: self.einddatum, reden }))
    }
}

/// De verlenging van een zorgovereenkomst.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct VerlengingInvoer {
    /// De nieuwe laatste dag; zonder is het voor onbepaalde tijd.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub(crate) einddatum: Option<Date>,
}

/// Beëindigt een zorgovereenkomst. Zorg na de laatste dag wordt niet betaald; wat daarvoor al
/// betaald is, wordt een vordering.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(
        ("id" = Uuid, Path, description = "De zorgovereenkomst."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
        ("If-Match" = Option<String>, Header, description = "De ETag die u zag; mag ontbreken."),
    ),
    request_body = EindeInvoer,
    responses((status = 201, description = "Beëindigd.", body = WijzigingUitvoer)),
)]
#[post("/zorgovereenkomsten/{id}/beeindigingen")]
pub(crate) async fn end(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<EindeInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let dagen = Dagen::Einde(body.0.read()?);
    let bytes = idempotency_bytes(&body.0);
    let act = Act { caller, context, request, id: id.into_inner() };
    act.run(dagen, bytes).await
}

/// Verlengt een zorgovereenkomst. Daarvoor is geen goedkeuring van de inhoud nodig; de
/// arbeidsrechtelijke toets kijkt opnieuw.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(
        ("id" = Uuid, Path, description = "De zorgovereenkomst."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
        ("If-Match" = Option<String>, Header, description = "De ETag die u zag; mag ontbreken."),
    ),
    request_body = VerlengingInvoer,
    responses((status = 201, description = "Verlengd.", body = WijzigingUitvoer)),
)]
#[post("/zorgovereenkomsten/{id}/verlengingen")]
pub(crate) async fn extend(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<VerlengingInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let dagen = Dagen::Verlenging(body.0.einddatum);
    let bytes = idempotency_bytes(&body.0);
    let act = Act { caller, context, request, id: id.into_inner() };
    act.run(dagen, bytes).await
}

/// An act on the days of an agreement.
struct Act {
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: Uuid,
}

impl Act {
    async fn run(self, dagen: Dagen, bytes: Vec<u8>) -> Result<HttpResponse, Problem> {
        let Self { caller, context, request, id } = self;
        let if_match = if_match(&request)?;
        let scope = tenancy::scope_of(&context, &caller).await?;
        let desk = Desk::of(&context)?;
        let by = (caller.clone(), scope.clone());
        idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
            let (desk, (by, own)) = (desk.clone(), by.clone());
            async move {
                let verzoek =
                    Verzoek { id, if_match, dagen, reden: None, door: &by.sub, scope: &own };
                let done = change_days(conn, &desk, &verzoek).await?;
                let seen = done.overeenkomst.verstrekkers();
                let seen = seen.into_iter().filter(|id| own.covers(*id));
                inzage::record(conn, &by, &own, desk.now, "zorgovereenkomsten", seen).await?;
                let revisie = read::one(conn, id).await?.map_or(0, |rij| rij.revisie);
                let place = format!("/zorgdomein/v1/zorgovereenkomsten/{id}");
                let from = done.overeenkomst.looptijd.day_after();
                let from = from.unwrap_or_else(|| done.overeenkomst.looptijd.van());
                created(&place, revisie, WijzigingUitvoer::of(&done, from))
            }
            .boxed()
        })
        .await
    }
}

/// Hoe ver een wijziging terug mag werken bij een verstrekker.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TwkLimietInvoer {
    /// De verstrekker.
    verstrekker_id: Uuid,
    /// Alleen voor deze wet; zonder voor alle wetten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wet: Option<Wet>,
    /// Hoeveel hele maanden voor de maand van ontvangst.
    #[schema(minimum = 0, maximum = 120)]
    maanden: i32,
    /// Vanaf welke dag van ontvangst.
    #[schema(value_type = String, format = Date)]
    geldig_van: Date,
}

/// Legt vast hoe ver wijzigingen van zorgovereenkomsten bij een verstrekker mogen terugwerken.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek.")),
    request_body = TwkLimietInvoer,
    responses((status = 201, description = "Vastgelegd.", body = TwkLimietInvoer)),
)]
#[post("/twk-limieten")]
pub(crate) async fn set_twk(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<TwkLimietInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let mut faults = Faults::default();
    if !(0..=120).contains(&body.0.maanden) {
        faults.add("/maanden", "formaat", "Een aantal van 0 tot en met 120.");
    }
    let limiet = faults.finish(Some(body.0))?;
    // Another verstrekker is not there.
    let own = scope != Scope::Landelijk && !scope.covers(limiet.verstrekker_id);
    if own {
        return Err(Problem::not_found());
    }
    let (now, sub) = (context.clock.now(), caller.sub.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (limiet, sub) = (limiet.clone(), sub.clone());
        async move {
            let what = (limiet.verstrekker_id, limiet.wet, limiet.maanden);
            regels::set_twk_limiet(conn, what, limiet.geldig_van, (&sub, now)).await?;
            let body = serde_json::to_value(&limiet)
                .map_err(|error| Problem::from(platform::Fault::Other(error.into())))?;
            Ok(Answer { status: 201, headers: Vec::new(), body })
        }
        .boxed()
    })
    .await
}
