//! The REST resources: toetsen and the decisions of people.

mod bewijs;
mod vraag;

use crate::werkvoorraad::Uitvoerder;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use contracts::labour::{Bevinding, Grond, Uitkomst};
use futures_util::FutureExt as _;
use jiff::civil::Date;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Fault, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::besluit::{Besluit, Oordeel, Stap, Wie};
use super::flows;
use super::store::{self, BeoordelingRow, Toets};

/// Registers the resources.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(vraag::dry_run).service(show).service(decide);
    config.service(bewijs::receipt).service(bewijs::outcome).service(bewijs::replay);
    config.service(vraag::compare);
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
    /// Bij fout: strijdMetRecht of uitvoerbaarheid.
    #[serde(skip_serializing_if = "Option::is_none")]
    grond: Option<String>,
    /// Waarop het oordeel rust.
    artikelen: Vec<String>,
    /// Of twee medewerkers hebben beslist.
    vier_ogen: bool,
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
            beoordeling: beoordeling.map(|row| BeoordelingView {
                oordeel: row.oordeel,
                reden: row.reden,
                grond: row.grond,
                artikelen: row.artikelen,
                vier_ogen: row.tweede_sub.is_some(),
            }),
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
struct Beslissing {
    /// `goed` of `fout`.
    oordeel: String,
    /// Waarom, 10 tot en met 1000 tekens; de budgethouder leest dit.
    reden: String,
    /// Bij fout: strijdMetRecht of uitvoerbaarheid.
    #[schema(value_type = Option<String>)]
    grond: Option<Grond>,
    /// Bij fout: de artikelen waarop het oordeel rust, 1 tot en met 10.
    #[serde(default)]
    artikelen: Vec<String>,
}

/// Besluit over een toets. Wie anders beslist dan de toets, heeft een collega nodig die hetzelfde
/// vindt; tot die tijd is het antwoord 202.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De toets")), request_body = Beslissing, tag = "toetsen",
    responses(
        (status = 201, description = "Het besluit is genomen", body = ToetsView),
        (status = 202, description = "Een tweede medewerker moet ook beoordelen", body = ToetsView)
    )
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
    let scope = tenancy::scope_of(&context, &caller).await?;
    let als = match scope {
        Scope::Landelijk => Uitvoerder::Svb,
        Scope::Verstrekkers(_) | Scope::Persoon(_) => Uitvoerder::Verstrekker,
    };
    let besluit = read_besluit((id.into_inner(), als), &caller, &body)?;
    let (source, now) = (context.source.clone(), context.clock.now());
    idempotency::once(&context, &caller, &request, &body, scope, move |conn| {
        let (besluit, source) = (besluit.clone(), source.clone());
        async move {
            let (toets, stap) = flows::decide(conn, (&source, now), besluit).await?;
            let body = serde_json::to_value(ToetsView::new(toets, None))
                .map_err(|error| Fault::Other(error.into()))?;
            let status = if stap == Stap::Wacht { 202 } else { 201 };
            Ok(Answer { status, headers: Vec::new(), body })
        }
        .boxed()
    })
    .await
}

fn read_besluit(
    (toets_id, als): (Uuid, Uitvoerder),
    caller: &Caller,
    body: &[u8],
) -> Result<Besluit, Problem> {
    let given: Beslissing = json::parse(body)?;
    let mut faults = Faults::default();
    let oordeel = faults.read("/oordeel", Oordeel::parse(&given.oordeel).ok_or("goed of fout"));
    if !(10..=1000).contains(&given.reden.trim().chars().count()) {
        faults.add("/reden", "formaat", "een reden van 10 tot en met 1000 tekens");
    }
    if oordeel == Some(Oordeel::Fout) {
        if given.grond.is_none() {
            faults.add("/grond", "verplicht", "strijdMetRecht of uitvoerbaarheid");
        }
        let named = |artikel: &String| (1..=100).contains(&artikel.trim().chars().count());
        if !(1..=10).contains(&given.artikelen.len()) || !given.artikelen.iter().all(named) {
            faults.add("/artikelen", "verplicht", "1 tot en met 10 artikelen");
        }
    }
    let oordeel = faults.finish(oordeel)?;
    Ok(Besluit {
        toets_id,
        oordeel,
        reden: given.reden,
        grond: given.grond.filter(|_| oordeel == Oordeel::Fout),
        artikelen: given.artikelen,
        door: Wie { oin: caller.oin.to_string(), sub: caller.sub.clone() },
        als,
    })
}
