//! `/werkitems`: what waits for a person, for the payment office.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use kernel::Euro;
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::http::precondition::{IfMatch, etag};
use platform::{Caller, Context, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, Filter};
use super::{Refusal, Soort, Werkitem, flows};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(assign).service(finish);
}

/// Iets waar iemand naar moet kijken.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WerkitemUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Wie ernaar kijkt.
    #[schema(example = "gegevens")]
    wachtrij: String,
    /// Wat voor iets het is.
    #[schema(example = "afwijzing")]
    soort: String,
    /// Waar het over gaat.
    #[schema(example = "betaling")]
    onderwerpsoort: String,
    /// Kenmerk daarvan.
    onderwerp: String,
    /// Redencode van de bank, of ons eigen woord.
    #[serde(skip_serializing_if = "Option::is_none")]
    reden: Option<String>,
    /// Wat die redencode betekent.
    #[serde(skip_serializing_if = "Option::is_none")]
    betekenis: Option<&'static str>,
    /// Bedrag in eurocenten.
    #[serde(skip_serializing_if = "Option::is_none")]
    bedrag: Option<Euro>,
    /// Of het vandaag moet.
    dringend: bool,
    /// Wanneer het is gemeld.
    #[schema(value_type = String, format = DateTime)]
    gemeld_op: String,
    /// De dag waarop het klaar moet zijn.
    #[schema(value_type = String, format = Date)]
    vervalt_op: jiff::civil::Date,
    /// Wie het heeft.
    #[serde(skip_serializing_if = "Option::is_none")]
    eigenaar: Option<String>,
    /// Wat de volgende stap mag zijn.
    acties: Vec<String>,
    /// Wat is besloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    besluit: Option<String>,
    /// Versie van deze rij; ook de `ETag`.
    revisie: i64,
}

impl From<Werkitem> for WerkitemUitvoer {
    fn from(item: Werkitem) -> Self {
        let soort = Soort::parse(&item.soort);
        let open = item.afgehandeld.is_none();
        let acties = soort.filter(|_| open).map_or(&[][..], Soort::acties);
        let told = matches!(soort, Some(Soort::Afwijzing | Soort::Retour));
        let code = item.reden.as_deref().filter(|_| told);
        Self {
            id: item.id,
            wachtrij: item.wachtrij,
            soort: item.soort,
            betekenis: code.map(|code| crate::bank::reasons::of(code).betekenis),
            acties: acties.iter().map(|actie| actie.replace("{id}", &item.onderwerp)).collect(),
            onderwerpsoort: item.onderwerpsoort,
            onderwerp: item.onderwerp,
            reden: item.reden,
            bedrag: item.bedrag,
            dringend: item.dringend,
            gemeld_op: item.gemeld_op.to_string(),
            vervalt_op: item.vervalt_op,
            eigenaar: item.eigenaar,
            besluit: item.afgehandeld.map(|ended| ended.besluit),
            revisie: item.revisie,
        }
    }
}

/// Een bladzijde met werkitems.
#[derive(Serialize, ToSchema)]
struct Werkitems {
    /// De werkitems.
    items: Vec<WerkitemUitvoer>,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Onbekend => Self::not_found(),
            Refusal::Gewijzigd => IfMatch::failed(),
            Refusal::Afgehandeld => Self::refused("afgehandeld", detail),
            Refusal::ZonderEigenaar => Self::refused("zonder-eigenaar", detail),
        }
    }
}

/// Waarop de lijst wordt beperkt.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct Zoekvraag {
    /// Alleen deze wachtrij.
    wachtrij: Option<String>,
    /// Alleen van deze eigenaar.
    eigenaar: Option<String>,
    /// Alleen over dit onderwerp.
    onderwerp: Option<String>,
    /// Ook wat al is afgehandeld.
    #[serde(default)]
    ook_afgehandeld: bool,
}

/// De werkitems, oudste eerst.
#[utoipa::path(
    tag = "werkitems",
    params(Zoekvraag, PageQuery),
    responses((status = 200, description = "De werkitems.", body = Werkitems)),
)]
#[get("/werkitems")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    (zoek, query): (web::Query<Zoekvraag>, web::Query<PageQuery>),
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.werkitems.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let page = query.page()?;
    let Zoekvraag { wachtrij, eigenaar, onderwerp, ook_afgehandeld } = zoek.into_inner();
    let filter = Filter { wachtrij, eigenaar, onderwerp, ook_afgehandeld };
    let rows = context.transact(scope, move |conn| {
        let filter = filter.clone();
        Box::pin(async move { Ok::<_, Problem>(store::list(conn, &filter, page).await?) })
    });
    let items: Vec<WerkitemUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |item| item.id))
}

/// Wie het werkitem krijgt.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Toewijzing {
    /// De medewerker; zonder naam krijgt u het zelf.
    #[serde(default)]
    eigenaar: Option<String>,
}

/// Wat is besloten.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweAfhandeling {
    /// Het besluit, kort.
    #[schema(min_length = 1, max_length = 200)]
    besluit: String,
    /// Waarom.
    #[serde(default)]
    #[schema(max_length = 2000)]
    toelichting: Option<String>,
}

fn check(place: &str, text: &str, max: usize) -> Result<(), Problem> {
    let mut faults = Faults::default();
    if !(1..=max).contains(&text.trim().chars().count()) {
        faults.add(place, "formaat", format!("1 tot en met {max} tekens"));
    }
    faults.finish(Some(()))
}

/// Geeft het werkitem aan iemand.
#[utoipa::path(
    tag = "werkitems",
    params(
        ("id" = Uuid, Path, description = "Het werkitem."),
        ("If-Match" = String, Header, description = "De ETag van het werkitem."),
    ),
    request_body = Toewijzing,
    responses(
        (status = 200, description = "Het werkitem.", body = WerkitemUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Al afgehandeld."),
    ),
)]
#[post("/werkitems/{id}/toewijzingen")]
async fn assign(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
    body: Json<Toewijzing>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.werkitems.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let eigenaar = body.0.eigenaar.unwrap_or_else(|| caller.sub.clone());
    check("/eigenaar", &eigenaar, 100)?;
    let seen = (id.into_inner(), tag.0);
    let item = context.transact(scope, move |conn| {
        let eigenaar = eigenaar.clone();
        Box::pin(async move { Ok::<_, Problem>(flows::assign(conn, seen, &eigenaar).await?) })
    });
    Ok(shown(item.await?))
}

/// Rondt het werkitem af.
#[utoipa::path(
    tag = "werkitems",
    params(
        ("id" = Uuid, Path, description = "Het werkitem."),
        ("If-Match" = String, Header, description = "De ETag van het werkitem."),
    ),
    request_body = NieuweAfhandeling,
    responses(
        (status = 200, description = "Het werkitem.", body = WerkitemUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Al afgehandeld, of van niemand."),
    ),
)]
#[post("/werkitems/{id}/afhandelingen")]
async fn finish(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
    body: Json<NieuweAfhandeling>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.werkitems.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    check("/besluit", &body.0.besluit, 200)?;
    let seen = (id.into_inner(), tag.0);
    let (own, door, body) = (context.get_ref().clone(), caller.sub.clone(), body.0);
    let item = context.transact(scope, move |conn| {
        let (context, door, body) = (own.clone(), door.clone(), body.clone());
        Box::pin(async move {
            let said = (body.besluit.as_str(), body.toelichting.as_deref());
            Ok::<_, Problem>(flows::finish(conn, &context, seen, &door, said).await?)
        })
    });
    Ok(shown(item.await?))
}

fn shown(item: Werkitem) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(item.revisie)).json(WerkitemUitvoer::from(item))
}
