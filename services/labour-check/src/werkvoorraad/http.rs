//! The REST resources for jurists.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt as _;
use jiff::Timestamp;
use jiff::civil::Date;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json;
use platform::http::paging::{Items, PageQuery};
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, AandeelRow, WachtendRow};
use super::{Toetskeuze, Uitvoerder};

/// Registers the resources.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(waiting).service(shares).service(choices).service(choose);
}

/// Een toets die op een medewerker wacht.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct WachtendView {
    /// De toets.
    id: Uuid,
    /// De overeenkomst.
    zorgovereenkomst_id: Uuid,
    /// De versie.
    overeenkomst_versie: i64,
    /// De verstrekkers.
    verstrekkers: Vec<Uuid>,
    /// Wat de toets zei.
    uitkomst: String,
    /// De regels die om een medewerker vragen.
    regels: Vec<String>,
    /// Sinds wanneer.
    #[schema(value_type = String, format = DateTime)]
    sinds: Timestamp,
    /// Wat een eerste medewerker wil: goed of fout. Een tweede moet ook kijken.
    #[serde(skip_serializing_if = "Option::is_none")]
    voorstel: Option<String>,
    /// Waarom de eerste dat wil.
    #[serde(skip_serializing_if = "Option::is_none")]
    voorstel_reden: Option<String>,
}

impl From<WachtendRow> for WachtendView {
    fn from(row: WachtendRow) -> Self {
        Self {
            id: row.id,
            zorgovereenkomst_id: row.zorgovereenkomst_id,
            overeenkomst_versie: row.overeenkomst_versie,
            verstrekkers: row.verstrekkers,
            uitkomst: row.uitkomst,
            regels: row.regels,
            sinds: row.vastgelegd_op.to_jiff(),
            voorstel: row.voorstel,
            voorstel_reden: row.voorstel_reden,
        }
    }
}

/// Waarop een lijst kan worden beperkt.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct Filter {
    /// Alleen toetsen waarbij deze regel om een medewerker vraagt.
    regel: Option<String>,
}

/// Wat op een medewerker wacht, oudste eerst.
#[utoipa::path(
    params(Filter, PageQuery), tag = "werkvoorraad",
    responses((status = 200, description = "Een pagina toetsen", body = Items<WachtendView>))
)]
#[get("/werkvoorraad")]
async fn waiting(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    filter: web::Query<Filter>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let page = query.page()?;
    let regel = filter.into_inner().regel;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let rows = context
        .transact(scope, move |conn| {
            let regel = regel.clone();
            async move { store::waiting(conn, regel, page).await }.boxed()
        })
        .await?;
    let views: Vec<WachtendView> = rows.into_iter().map(WachtendView::from).collect();
    Ok(page.answer(&request, views, |view| view.id))
}

/// Hoe vaak een regel een medewerker nodig had.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct AandeelView {
    /// De regel.
    regel: String,
    /// Hoe vaak de regel iets zei.
    getoetst: i64,
    /// Hoe vaak een medewerker nodig was.
    handmatig: i64,
    /// Hoe vaak de regel afkeurde.
    afgekeurd: i64,
    /// Het aandeel dat een medewerker nodig had, in honderdsten van een procent.
    aandeel: i64,
}

impl From<AandeelRow> for AandeelView {
    fn from(row: AandeelRow) -> Self {
        let AandeelRow { regel, getoetst, handmatig, afgekeurd } = row;
        let aandeel = handmatig.saturating_mul(10_000).checked_div(getoetst).unwrap_or(0);
        Self { regel, getoetst, handmatig, afgekeurd, aandeel }
    }
}

/// Over welke dagen.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct Days {
    /// De eerste dag.
    #[param(value_type = String, format = Date)]
    van: String,
    /// De laatste dag.
    #[param(value_type = String, format = Date)]
    tot: String,
}

/// Het aandeel per regel dat een medewerker nodig had.
#[utoipa::path(
    params(Days), tag = "werkvoorraad",
    responses((status = 200, description = "Per regel", body = Items<AandeelView>))
)]
#[get("/rapporten/handmatig")]
async fn shares(
    context: web::Data<Context>,
    caller: Caller,
    days: web::Query<Days>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let mut faults = Faults::default();
    let van = faults.read("van", days.van.parse::<Date>().map_err(|_other| "een datum"));
    let tot = faults.read("tot", days.tot.parse::<Date>().map_err(|_other| "een datum"));
    let days = faults.finish(van.zip(tot))?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let rows = context
        .transact(scope, move |conn| async move { store::shares(conn, days).await }.boxed())
        .await?;
    let items: Vec<AandeelView> = rows.into_iter().map(AandeelView::from).collect();
    Ok(HttpResponse::Ok().json(Items { items }))
}

/// Wie voor een verstrekker toetst, vanaf een dag.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Keuze {
    /// De verstrekker.
    verstrekker_id: Uuid,
    /// Vanaf deze dag; niet in het verleden.
    #[schema(value_type = String, format = Date)]
    van: Date,
    /// svb of verstrekker.
    uitvoerder: String,
}

/// Wie toetst voor de eigen verstrekkers, nu en eerder.
#[utoipa::path(
    tag = "werkvoorraad",
    responses((status = 200, description = "De keuzes", body = Items<Keuze>))
)]
#[get("/toetskeuzes")]
async fn choices(context: web::Data<Context>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let found = context
        .transact(scope, move |conn| async move { store::keuzes(conn, None).await }.boxed())
        .await?;
    let items: Vec<Keuze> = found
        .into_iter()
        .map(|keuze| Keuze {
            verstrekker_id: keuze.verstrekker_id,
            van: keuze.van,
            uitvoerder: keuze.uitvoerder.code().to_owned(),
        })
        .collect();
    Ok(HttpResponse::Ok().json(Items { items }))
}

/// Kies wie toetst: de SVB of de verstrekker zelf.
#[utoipa::path(
    request_body = Keuze, tag = "werkvoorraad",
    responses((status = 201, description = "De keuze is vastgelegd", body = Keuze))
)]
#[post("/toetskeuzes")]
async fn choose(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.beoordelen")?;
    let asked: Keuze = json::parse(&body)?;
    let mut faults = Faults::default();
    let uitvoerder = Uitvoerder::parse(&asked.uitvoerder).ok_or("svb of verstrekker");
    let uitvoerder = faults.read("/uitvoerder", uitvoerder);
    if asked.van < context.clock.today() {
        faults.add("/van", "formaat", "een dag vanaf vandaag");
    }
    let uitvoerder = faults.finish(uitvoerder)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    if !scope.covers(asked.verstrekker_id) {
        return Err(Problem::not_found());
    }
    let keuze = Toetskeuze { verstrekker_id: asked.verstrekker_id, van: asked.van, uitvoerder };
    let (door, now) = ((caller.oin.to_string(), caller.sub.clone()), context.clock.now());
    idempotency::once(&context, &caller, &request, &body, scope, move |conn| {
        let (door, asked) = (door.clone(), asked.clone());
        async move {
            if !store::choose(conn, keuze, (&door.0, &door.1), now).await? {
                return Err(Problem::refused(
                    "keuze-bestaat",
                    "Voor deze dag is al gekozen. Kies een latere dag.",
                ));
            }
            Ok(Answer { status: 201, headers: Vec::new(), body: json!(asked) })
        }
        .boxed()
    })
    .await
}
