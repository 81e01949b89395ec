//! `/verstrekkers`: the register; written by the national organisation, read by all.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use jiff::civil::Date;
use kernel::{Eenheid, Euro, Id, Oin, Periode, SoortOvereenkomst, Wet, Zorgfunctie};
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Mandaat, Maximumtarief, Soort, Taak, Verstrekker, flows, store};
use crate::bericht::codelists;

mod beleid;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read_one).service(create);
    beleid::routes(config);
}

/// Een verstrekker die wordt ingeschreven.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweVerstrekker {
    /// Naam van de instantie.
    #[schema(example = "Gemeente Proefstad", min_length = 1, max_length = 200)]
    naam: String,
    /// Soort instantie.
    soort: Soort,
    /// Gemeentecode, zorgkantoorcode of UZOVI-code.
    #[schema(example = "9901", pattern = "^[0-9]{4}$")]
    afzendercode: String,
    /// Eigen organisatie-identificatienummer.
    oin: Oin,
    /// De wetten waaronder de verstrekker toekent.
    wetten: Vec<Wet>,
    /// Organisaties die voor de verstrekker mogen optreden.
    #[serde(default)]
    mandaten: Vec<MandaatInvoer>,
    /// Eigen maximumtarieven (Wmo en Jeugdwet); zonder tarief wordt niet beoordeeld.
    #[serde(default)]
    maximumtarieven: Vec<TariefInvoer>,
}

/// Een mandaat: wie mag optreden, en wanneer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MandaatInvoer {
    /// Organisatie-identificatienummer van de gemandateerde.
    oin: Oin,
    /// De dagen waarop het mandaat geldt; zonder `tot` is het eind open.
    #[schema(value_type = PeriodeUitvoer)]
    periode: Periode,
    /// Alleen voor deze wetten; zonder lijst voor alle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wetten: Option<Vec<Wet>>,
    /// Alleen voor deze taken; zonder lijst voor alle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    taken: Option<Vec<Taak>>,
}

impl MandaatInvoer {
    /// An empty list would be a mandate for nothing.
    fn says_something(&self) -> bool {
        self.wetten.as_ref().is_none_or(|all| !all.is_empty())
            && self.taken.as_ref().is_none_or(|all| !all.is_empty())
    }
}

impl From<MandaatInvoer> for Mandaat {
    fn from(given: MandaatInvoer) -> Self {
        let MandaatInvoer { oin, periode, wetten, taken } = given;
        Self { oin, periode, wetten, taken }
    }
}

impl From<Mandaat> for MandaatInvoer {
    fn from(held: Mandaat) -> Self {
        let Mandaat { oin, periode, wetten, taken } = held;
        Self { oin, periode, wetten, taken }
    }
}

/// Een maximumtarief van het eigen beleid.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TariefInvoer {
    /// De wet.
    wet: Wet,
    /// De zorgfunctie.
    zorgfunctie: Zorgfunctie,
    /// Alleen voor deze soort overeenkomst; zonder soort voor alle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    soort: Option<SoortOvereenkomst>,
    /// De eenheid van het tarief.
    eenheid: Eenheid,
    /// Hoogste tarief in eurocenten per eenheid.
    tarief: Euro,
    /// De dagen van zorg waarvoor het geldt.
    #[schema(value_type = PeriodeUitvoer)]
    periode: Periode,
}

/// Een periode; `tot` telt mee, zonder `tot` is het eind open.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PeriodeUitvoer {
    /// Eerste dag.
    #[schema(value_type = String, format = Date)]
    van: String,
    /// Laatste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    tot: Option<String>,
}

impl From<Periode> for PeriodeUitvoer {
    fn from(periode: Periode) -> Self {
        Self { van: periode.van().to_string(), tot: periode.tot().map(|tot| tot.to_string()) }
    }
}

/// Een ingeschreven verstrekker.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VerstrekkerUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Naam van de instantie.
    naam: String,
    /// Soort instantie.
    soort: Soort,
    /// Gemeentecode, zorgkantoorcode of UZOVI-code.
    afzendercode: String,
    /// Eigen organisatie-identificatienummer.
    oin: Oin,
    /// De wetten waaronder de verstrekker toekent.
    wetten: Vec<Wet>,
    /// Organisaties die voor de verstrekker mogen optreden.
    mandaten: Vec<MandaatInvoer>,
}

impl From<Verstrekker> for VerstrekkerUitvoer {
    fn from(verstrekker: Verstrekker) -> Self {
        let Verstrekker { id, naam, soort, afzendercode, oin, wetten, mandaten } = verstrekker;
        let mandaten = mandaten.into_iter().map(MandaatInvoer::from);
        let id = id.uuid();
        Self { id, naam, soort, afzendercode, oin, wetten, mandaten: mandaten.collect() }
    }
}

/// Een bladzijde van het register.
#[derive(Serialize, ToSchema)]
struct Verstrekkers {
    /// De verstrekkers.
    items: Vec<VerstrekkerUitvoer>,
}

/// Het register van verstrekkers.
#[utoipa::path(
    tag = "verstrekkers",
    params(PageQuery),
    responses((status = 200, description = "Verstrekkers, op volgorde van inschrijving.", body = Verstrekkers)),
)]
#[get("/verstrekkers")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.lezen")?;
    let page = query.page()?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let found = context
        .transact(scope, move |conn| {
            async move { store::page(conn, page).await.map_err(Problem::from) }.boxed()
        })
        .await?;
    let items: Vec<VerstrekkerUitvoer> = found.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |item| item.id))
}

/// Eén verstrekker uit het register.
#[utoipa::path(
    tag = "verstrekkers",
    params(("id" = Uuid, Path, description = "De verstrekker.")),
    responses((status = 200, description = "De verstrekker.", body = VerstrekkerUitvoer)),
)]
#[get("/verstrekkers/{id}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let id = id.into_inner();
    let found = context
        .transact(scope, move |conn| {
            async move { store::by_ids(conn, &[id.into()]).await.map_err(Problem::from) }.boxed()
        })
        .await?;
    let found = found.into_iter().next().ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(VerstrekkerUitvoer::from(found)))
}

/// Schrijft een verstrekker in. Alleen voor de landelijke organisatie.
#[utoipa::path(
    tag = "verstrekkers",
    params(("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek.")),
    request_body = NieuweVerstrekker,
    responses(
        (status = 201, description = "Ingeschreven.", body = VerstrekkerUitvoer),
        (status = 409, description = "De afzendercode is al in gebruik."),
    ),
)]
#[post("/verstrekkers")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweVerstrekker>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.verstrekkers.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    if scope != Scope::Landelijk {
        return Err(Problem::forbidden(
            "Alleen de landelijke organisatie schrijft verstrekkers in.",
        ));
    }
    let bytes = idempotency_bytes(&body.0);
    let (new, tarieven) = read(body.0, context.clock.today())?;
    let (source, now) = (context.source.clone(), context.clock.now());
    let response = idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (source, new, tarieven) = (source.clone(), new.clone(), tarieven.clone());
        async move {
            flows::register(conn, &source, now, &new, &tarieven).await?;
            let id = new.id;
            created(&format!("/zorgdomein/v1/verstrekkers/{id}"), 1, VerstrekkerUitvoer::from(new))
        }
        .boxed()
    })
    .await;
    context.access.forget();
    response
}

/// What a repeated request is compared by.
pub(crate) fn idempotency_bytes<T: Serialize>(body: &T) -> Vec<u8> {
    serde_json::to_vec(body).expect("a body that was read can be written")
}

/// 201 with its place and row version.
pub(crate) fn created<T: Serialize>(
    location: &str,
    revisie: i64,
    body: T,
) -> Result<Answer, Problem> {
    answer(201, Some(location), revisie, body)
}

/// An answer with its place, when it is new, and row version.
pub(crate) fn answer<T: Serialize>(
    status: u16,
    location: Option<&str>,
    revisie: i64,
    body: T,
) -> Result<Answer, Problem> {
    let (name, tag) = platform::http::precondition::etag(revisie);
    let mut headers = vec![(name.to_string(), tag)];
    headers.extend(location.map(|location| ("Location".to_owned(), location.to_owned())));
    let body = serde_json::to_value(body)
        .map_err(|error| Problem::from(platform::Fault::Other(error.into())))?;
    Ok(Answer { status, headers, body })
}

fn read(
    body: NieuweVerstrekker,
    today: Date,
) -> Result<(Verstrekker, Vec<Maximumtarief>), Problem> {
    let NieuweVerstrekker { naam, soort, afzendercode, oin, wetten, mandaten, maximumtarieven } =
        body;
    let mut faults = Faults::default();
    if naam.trim().is_empty() || naam.chars().count() > 200 {
        faults.add("/naam", "formaat", "een naam van 1 tot en met 200 tekens");
    }
    let four = afzendercode.len() == 4 && afzendercode.bytes().all(|b| b.is_ascii_digit());
    if !four {
        faults.add("/afzendercode", "formaat", "een code van 4 cijfers");
    }
    if four && (soort == Soort::Zorgkantoor) != codelists::is_zorgkantoorcode(&afzendercode, today)
    {
        faults.add("/afzendercode", "S300", "een code die past bij de soort verstrekker");
    }
    if wetten.is_empty() || !wetten.iter().all(|wet| soort.may_grant(*wet)) {
        faults.add("/wetten", "formaat", "wetten waaronder deze soort verstrekker toekent");
    }
    for (place, count) in
        [("/mandaten", mandaten.len()), ("/maximumtarieven", maximumtarieven.len())]
    {
        if count > 1000 {
            faults.add(place, "formaat", "hooguit 1000");
        }
    }
    let id: Id<Verstrekker> = platform::id::new();
    let mandaten = mandaten.into_iter().map(Mandaat::from);
    let new =
        Verstrekker { id, naam, soort, afzendercode, oin, wetten, mandaten: mandaten.collect() };
    let tarieven = maximumtarieven.into_iter().map(|tarief| {
        let TariefInvoer { wet, zorgfunctie, soort, eenheid, tarief, periode } = tarief;
        Maximumtarief { verstrekker: id, wet, zorgfunctie, soort, eenheid, tarief, periode }
    });
    let tarieven = tarieven.collect();
    faults.finish(Some((new, tarieven)))
}
