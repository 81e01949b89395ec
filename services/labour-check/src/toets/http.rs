//! The REST resources: toetsen, the decisions of people, and the rules themselves.

use crate::regels::REGISTER;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use contracts::labour::{Bevinding, Uitkomst};
use futures_util::FutureExt as _;
use jiff::civil::Date;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Fault, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::flows::{self, Besluit};
use super::store::{self, BeoordelingRow, Toets};

/// Registers the resources.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(show).service(decide).service(rules);
}

/// Een uitgevoerde toets.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct ToetsView {
    /// De toets.
    id: Uuid,
    /// De overeenkomst.
    zorgovereenkomst_id: Uuid,
    /// De versie van de overeenkomst die is getoetst.
    overeenkomst_versie: i64,
    /// De dag waarop de regels en bedragen bekend waren.
    #[schema(value_type = String, format = Date)]
    kennisdatum: Date,
    /// De uitkomst: akkoord, akkoordMetWaarschuwing, handmatigeBeoordeling of afgekeurd.
    #[schema(value_type = String)]
    uitkomst: Uitkomst,
    /// Wat elke regel vond.
    #[schema(value_type = Vec<Object>)]
    bevindingen: Vec<Bevinding>,
    /// Het oordeel van een medewerker, als dat er is.
    #[serde(skip_serializing_if = "Option::is_none")]
    beoordeling: Option<BeoordelingView>,
}

/// Het oordeel van een medewerker.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct BeoordelingView {
    /// `goed` of `fout`.
    oordeel: String,
    /// Waarom.
    reden: String,
}

impl ToetsView {
    fn new(toets: Toets, beoordeling: Option<BeoordelingRow>) -> Self {
        Self {
            id: toets.id,
            zorgovereenkomst_id: toets.zorgovereenkomst_id,
            overeenkomst_versie: toets.overeenkomst_versie,
            kennisdatum: toets.kennisdatum,
            uitkomst: toets.uitkomst,
            bevindingen: toets.bevindingen,
            beoordeling: beoordeling
                .map(|row| BeoordelingView { oordeel: row.oordeel, reden: row.reden }),
        }
    }
}

/// Waarop een lijst kan worden beperkt.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct Filter {
    /// Alleen toetsen met deze uitkomst.
    uitkomst: Option<String>,
}

/// Toetsen van de eigen verstrekkers, oudste eerst.
#[utoipa::path(
    params(Filter, PageQuery), tag = "toetsen",
    responses((status = 200, description = "Een pagina toetsen", body = Vec<ToetsView>))
)]
#[get("/toetsen")]
async fn list(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    filter: web::Query<Filter>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let page = query.page()?;
    let uitkomst = read_uitkomst(filter.uitkomst.as_deref())?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let toetsen: Vec<Toets> = context
        .transact(scope, move |conn| async move { store::list(conn, uitkomst, page).await }.boxed())
        .await?;
    let views = toetsen.into_iter().map(|toets| ToetsView::new(toets, None)).collect();
    Ok(page.answer(&request, views, |view: &ToetsView| view.id))
}

fn read_uitkomst(text: Option<&str>) -> Result<Option<Uitkomst>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let read = serde_json::from_value(serde_json::Value::String(text.to_owned()));
    let mut faults = Faults::default();
    let uitkomst = faults.read(
        "uitkomst",
        read.map_err(
            |_other| "akkoord, akkoordMetWaarschuwing, handmatigeBeoordeling of afgekeurd",
        ),
    );
    faults.finish(uitkomst).map(Some)
}

/// Een toets met alle bevindingen.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De toets")), tag = "toetsen",
    responses((status = 200, description = "De toets", body = ToetsView))
)]
#[get("/toetsen/{id}")]
async fn show(
    context: web::Data<Context>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let id = id.into_inner();
    let found = context
        .transact(scope, move |conn| {
            async move {
                let Some(toets) = store::load(conn, id).await? else { return Ok(None) };
                let beoordeling = store::beoordeling_of(conn, id).await?;
                Ok::<_, Fault>(Some(ToetsView::new(toets, beoordeling)))
            }
            .boxed()
        })
        .await?;
    found.map(|view| HttpResponse::Ok().json(view)).ok_or_else(Problem::not_found)
}

/// Wat een medewerker besluit.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Oordeel {
    /// `goed` of `fout`.
    oordeel: String,
    /// Waarom, 10 tot en met 1000 tekens; de budgethouder leest dit.
    reden: String,
}

/// Besluit over een toets die aan een medewerker is overgelaten.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De toets")), request_body = Oordeel, tag = "toetsen",
    responses((status = 201, description = "Het besluit is genomen", body = ToetsView))
)]
#[post("/toetsen/{id}/beoordelingen")]
async fn decide(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.beoordelen")?;
    let besluit = read_besluit(id.into_inner(), &caller, &body)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (source, now) = (context.source.clone(), context.clock.now());
    idempotency::once(&context, &caller, &request, &body, scope, move |conn| {
        let (besluit, source) = (besluit.clone(), source.clone());
        async move {
            let toets = flows::decide(conn, (&source, now), besluit).await?;
            let body = serde_json::to_value(ToetsView::new(toets, None))
                .map_err(|error| Fault::Other(error.into()))?;
            Ok(Answer { status: 201, headers: Vec::new(), body })
        }
        .boxed()
    })
    .await
}

fn read_besluit(toets_id: Uuid, caller: &Caller, body: &[u8]) -> Result<Besluit, Problem> {
    let oordeel: Oordeel = json::parse(body)?;
    let mut faults = Faults::default();
    if !matches!(oordeel.oordeel.as_str(), "goed" | "fout") {
        faults.add("/oordeel", "formaat", "goed of fout");
    }
    if !(10..=1000).contains(&oordeel.reden.trim().chars().count()) {
        faults.add("/reden", "formaat", "een reden van 10 tot en met 1000 tekens");
    }
    faults.finish(Some(Besluit {
        toets_id,
        goed: oordeel.oordeel == "goed",
        reden: oordeel.reden,
        door: (caller.oin.to_string(), caller.sub.clone()),
    }))
}

/// Een regel van de toets.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct RegelView {
    /// De regel, zoals LOON-01.
    id: &'static str,
    /// De versie.
    versie: u16,
    /// De naam.
    naam: &'static str,
    /// Waarop de regel rust.
    artikelen: &'static [&'static str],
    /// De eerste dag waarop de regel geldt.
    #[schema(value_type = String, format = Date)]
    geldig_van: Date,
}

/// Voor welke dag.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct OnDay {
    /// Alleen regels die op deze dag gelden; zonder dag alle regels.
    #[param(value_type = Option<String>, format = Date)]
    datum: Option<String>,
}

/// De regels van de toets.
#[utoipa::path(
    params(OnDay), tag = "regels",
    responses((status = 200, description = "De regels", body = Vec<RegelView>))
)]
#[get("/regels")]
async fn rules(caller: Caller, query: web::Query<OnDay>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let mut faults = Faults::default();
    let datum = query.datum.as_deref().map(str::parse::<Date>);
    let datum = datum.and_then(|read| faults.read("datum", read.map_err(|_other| "een datum")));
    faults.finish(Some(()))?;
    let items: Vec<RegelView> = REGISTER
        .versies()
        .filter(|regel| datum.is_none_or(|datum| regel.geldig_van <= datum))
        .map(|regel| RegelView {
            id: regel.id,
            versie: regel.versie,
            naam: regel.naam,
            artikelen: regel.artikelen,
            geldig_van: regel.geldig_van,
        })
        .collect();
    Ok(HttpResponse::Ok().json(serde_json::json!({ "items": items })))
}
