//! `/terugvragen`: money asked back, for the payment office.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use jiff::civil::Date;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Fault, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, Terugvraag};
use super::{Reden, Refusal, flows};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(answer);
}

/// Een nieuwe terugvraag.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweTerugvraag {
    /// De betaling.
    betaling_id: Uuid,
    /// `dubbel` of `technisch` (tien bankdagen), `fraude` of `klant` (dertien maanden).
    #[schema(pattern = "^(dubbel|technisch|fraude|klant)$")]
    reden: String,
}

/// Een terugvraag.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TerugvraagUitvoer {
    /// Identificatie.
    id: Uuid,
    /// De betaling.
    betaling_id: Uuid,
    /// Waarom.
    reden: String,
    /// De laatste dag waarop het kon worden gevraagd.
    #[schema(value_type = String, format = Date)]
    uiterlijk: Date,
    /// Wie het vroeg.
    gevraagd_door: String,
    /// Wanneer.
    #[schema(value_type = String, format = DateTime)]
    gevraagd_op: String,
    /// `ja` of `nee`.
    #[serde(skip_serializing_if = "Option::is_none")]
    antwoord: Option<String>,
    /// Redencode van het antwoord.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Wat die betekent.
    #[serde(skip_serializing_if = "Option::is_none")]
    betekenis: Option<&'static str>,
}

impl From<Terugvraag> for TerugvraagUitvoer {
    fn from(rij: Terugvraag) -> Self {
        let betekenis = rij.code.as_deref().map(|code| crate::bank::reasons::of(code).betekenis);
        Self {
            id: rij.id,
            betaling_id: rij.betaling_id,
            reden: rij.reden,
            uiterlijk: rij.uiterlijk.to_jiff(),
            gevraagd_door: rij.gevraagd_door,
            gevraagd_op: rij.gevraagd_op.to_jiff().to_string(),
            antwoord: rij.antwoord,
            code: rij.code,
            betekenis,
        }
    }
}

/// Een bladzijde met terugvragen.
#[derive(Serialize, ToSchema)]
struct Terugvragen {
    /// De terugvragen.
    items: Vec<TerugvraagUitvoer>,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        let code = match refusal {
            Refusal::Onbekend => return Self::not_found(),
            Refusal::NietBetaald => "niet-betaald",
            Refusal::TeLaat { uiterlijk: _ } => "te-laat",
            Refusal::AlGevraagd => "al-gevraagd",
            Refusal::AlGeantwoord => "al-geantwoord",
        };
        Self::refused(code, detail)
    }
}

/// Terugvragen, oudste eerst.
#[utoipa::path(
    tag = "terugvragen",
    params(PageQuery),
    responses((status = 200, description = "De terugvragen.", body = Terugvragen)),
)]
#[get("/terugvragen")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let page = query.page()?;
    let rows = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(store::list(conn, page).await?) })
    });
    let items: Vec<TerugvraagUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |terugvraag| terugvraag.id))
}

/// Vraagt geld terug bij de bank van de ontvanger.
#[utoipa::path(
    tag = "terugvragen",
    request_body = NieuweTerugvraag,
    params(("Idempotency-Key" = String, Header, description = "Eigen kenmerk van dit verzoek.")),
    responses(
        (status = 201, description = "Teruggevraagd.", body = TerugvraagUitvoer),
        (status = 404, description = "De betaling bestaat niet."),
        (status = 409, description = "Niet betaald, te laat, of al teruggevraagd."),
    ),
)]
#[post("/terugvragen")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweTerugvraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let bytes = serde_json::to_vec(&body.0).map_err(anyhow::Error::from).map_err(Fault::from)?;
    let mut faults = Faults::default();
    let reden = Reden::parse(&body.0.reden);
    if reden.is_none() {
        faults.add("/reden", "formaat", "dubbel, technisch, fraude of klant");
    }
    let reden = faults.finish(reden)?;
    let (own, door, betaling) = (context.get_ref().clone(), caller.sub.clone(), body.0.betaling_id);
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (context, door) = (own.clone(), door.clone());
        Box::pin(async move {
            let asked = flows::ask(conn, &context, betaling, reden, &door).await?;
            Ok(Answer {
                status: 201,
                headers: Vec::new(),
                body: serde_json::to_value(TerugvraagUitvoer::from(asked))
                    .map_err(anyhow::Error::from)
                    .map_err(Fault::from)?,
            })
        })
    })
    .await
}

/// Het antwoord van de bank.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Bankantwoord {
    /// `ja` of `nee`.
    #[schema(pattern = "^(ja|nee)$")]
    antwoord: String,
    /// Redencode, zoals `NOAS`.
    #[serde(default)]
    #[schema(pattern = "^[A-Z0-9]{4}$")]
    code: Option<String>,
}

/// Legt het antwoord van de bank vast.
#[utoipa::path(
    tag = "terugvragen",
    params(("id" = Uuid, Path, description = "De terugvraag.")),
    request_body = Bankantwoord,
    responses(
        (status = 200, description = "Vastgelegd.", body = TerugvraagUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Al geantwoord."),
    ),
)]
#[post("/terugvragen/{id}/antwoorden")]
async fn answer(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    body: Json<Bankantwoord>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let mut faults = Faults::default();
    if !matches!(body.0.antwoord.as_str(), "ja" | "nee") {
        faults.add("/antwoord", "formaat", "ja of nee");
    }
    let code = body.0.code.as_deref().unwrap_or("NOAS");
    if code.len() != 4 || !code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        faults.add("/code", "formaat", "vier hoofdletters of cijfers");
    }
    faults.finish(Some(()))?;
    let (id, body) = (id.into_inner(), body.0);
    let (own, door) = (context.get_ref().clone(), caller.sub.clone());
    let done = context.transact(scope, move |conn| {
        let (context, door, body) = (own.clone(), door.clone(), body.clone());
        Box::pin(async move {
            let said = (body.antwoord.as_str(), body.code.as_deref());
            Ok::<_, Problem>(flows::answer(conn, &context, id, said, &door).await?)
        })
    });
    Ok(HttpResponse::Ok().json(TerugvraagUitvoer::from(done.await?)))
}
