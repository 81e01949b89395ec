//! `/betaalruns`: runs and the acts on them, for the payment office.

mod acts;
mod overview;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use kernel::Euro;
use platform::http::idempotency::{self, Answer};
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::http::precondition::{IfMatch, etag};
use platform::{Caller, Context, Fault, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Akkoord, Betaalrun, Refusal, Staat, flows, store};
use crate::bestand::{self, http::BestandUitvoer};
use crate::betaling;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(read_one).service(betalingen);
    overview::routes(config);
    acts::routes(config);
}

/// The national scope, or 403: runs, files and bank messages are the work of the payment office.
pub(crate) async fn landelijk(context: &Context, caller: &Caller) -> Result<Scope, Problem> {
    match tenancy::scope_of(context, caller).await? {
        Scope::Landelijk => Ok(Scope::Landelijk),
        Scope::Verstrekkers(_) | Scope::Persoon(_) => {
            Err(Problem::forbidden("Dit is het werk van de betaalorganisatie."))
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Onbekend => Self::not_found(),
            Refusal::Gewijzigd => IfMatch::failed(),
            Refusal::GeenBetalingen => Self::refused("geen-betalingen", detail),
            Refusal::EenBetaling => Self::refused("een-betaling", detail),
            Refusal::Uitvoerdatum => Self::refused("uitvoerdatum", detail),
            Refusal::Staat { staat: _ } => Self::refused("staat", detail),
            Refusal::MakerKeurtGoed
            | Refusal::GoedkeurderGeeftVrij
            | Refusal::MakerGeeftVrij
            | Refusal::ZelfGewijzigd { dagen: _, soorten: _ } => Self::refused("vier-ogen", detail),
            Refusal::Noodstop => Self::refused("noodstop", detail),
            Refusal::Grens { van: _, grens: _ } => Self::refused("grens", detail),
            Refusal::NaSluiting { sluit_om: _ } => Self::refused("na-sluiting", detail),
            Refusal::Bestand { fouten: _ } => Self::refused("bestand", detail),
        }
    }
}

/// Een nieuwe betaalrun.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweBetaalrun {
    /// De dag waarop de bank moet betalen: een TARGET-dag, vandaag of later.
    #[schema(value_type = String, format = Date, example = "2026-03-20")]
    uitvoerdatum: Date,
    /// Soort run; alleen `regulier`.
    #[serde(default)]
    soort: Soort,
}

/// De soorten betaalruns.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Soort {
    /// Alles wat gereed is.
    #[default]
    Regulier,
}

/// Een betaalrun.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BetaalrunUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Volgnummer, ook in de kenmerken van de bestanden.
    nummer: i64,
    /// De dag waarop de bank moet betalen.
    #[schema(value_type = String, format = Date)]
    uitvoerdatum: Date,
    /// Waar de run staat.
    #[schema(example = "concept")]
    staat: &'static str,
    /// Aantal betalingen.
    aantal: i64,
    /// Som in eurocenten.
    totaal: Euro,
    /// Wie de run maakte.
    maker: String,
    /// Wie de controles bevestigde.
    #[serde(skip_serializing_if = "Option::is_none")]
    controleur: Option<String>,
    /// Wie de run goedkeurde.
    #[serde(skip_serializing_if = "Option::is_none")]
    goedkeurder: Option<String>,
    /// Wie de run vrijgaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    vrijgever: Option<String>,
    /// Versie van deze rij; ook de `ETag`.
    revisie: i64,
    /// De bankbestanden, zodra zij zijn gebouwd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bestanden: Vec<BestandUitvoer>,
    /// Wie wat wanneer deed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    handelingen: Vec<HandelingUitvoer>,
}

/// Een handeling aan een betaalrun.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct HandelingUitvoer {
    /// Wat.
    #[schema(example = "goedkeuring")]
    handeling: String,
    /// Wie.
    door: String,
    /// Wanneer.
    #[schema(value_type = String, format = DateTime)]
    op: String,
}

impl From<Betaalrun> for BetaalrunUitvoer {
    fn from(run: Betaalrun) -> Self {
        let Betaalrun { id, nummer, uitvoerdatum, aantal, totaal, maker, staat, revisie } = run;
        let code = staat.code();
        let (controleur, goedkeurder, vrijgever) = match staat {
            Staat::Concept | Staat::Vergrendeld | Staat::Geannuleerd => (None, None, None),
            Staat::Gecontroleerd { controleur } => (Some(controleur), None, None),
            Staat::Goedgekeurd(Akkoord { controleur, goedkeurder }) => {
                (Some(controleur), Some(goedkeurder), None)
            }
            Staat::Vrijgegeven { akkoord, vrijgever, voortgang: _ } => {
                (Some(akkoord.controleur), Some(akkoord.goedkeurder), Some(vrijgever))
            }
        };
        Self {
            id,
            nummer,
            uitvoerdatum,
            staat: code,
            aantal,
            totaal,
            maker,
            controleur,
            goedkeurder,
            vrijgever,
            revisie,
            bestanden: Vec::new(),
            handelingen: Vec::new(),
        }
    }
}

/// A run with its files and acts.
async fn whole(conn: &mut AsyncPgConnection, run: Betaalrun) -> Result<BetaalrunUitvoer, Fault> {
    let id = run.id;
    let mut shown = BetaalrunUitvoer::from(run);
    let files = bestand::store::of_run(conn, id).await?;
    shown.bestanden = files.into_iter().map(BestandUitvoer::from).collect();
    let acts = store::handelingen(conn, id).await?;
    shown.handelingen = acts
        .into_iter()
        .map(|act| HandelingUitvoer {
            handeling: act.handeling,
            door: act.door,
            op: act.op.to_jiff().to_string(),
        })
        .collect();
    Ok(shown)
}

/// Een bladzijde met betaalruns.
#[derive(Serialize, ToSchema)]
struct Betaalruns {
    /// De betaalruns.
    items: Vec<BetaalrunUitvoer>,
}

/// De betaalruns, oudste eerst.
#[utoipa::path(
    tag = "betaalruns",
    params(PageQuery),
    responses((status = 200, description = "Betaalruns, op volgorde van aanmaken.", body = Betaalruns)),
)]
#[get("/betaalruns")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let page = query.page()?;
    let runs = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(store::list(conn, page).await?) })
    });
    let items: Vec<BetaalrunUitvoer> = runs.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |run| run.id))
}

/// Maakt een betaalrun van alles wat gereed is.
#[utoipa::path(
    tag = "betaalruns",
    request_body = NieuweBetaalrun,
    params(("Idempotency-Key" = String, Header, description = "Eigen kenmerk van dit verzoek.")),
    responses(
        (status = 201, description = "De run, met de gekozen betalingen.", body = BetaalrunUitvoer),
        (status = 409, description = "Er is niets of maar één betaling, of de dag kan niet."),
    ),
)]
#[post("/betaalruns")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweBetaalrun>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betaalruns.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let bytes = serde_json::to_vec(&body.0).map_err(anyhow::Error::from).map_err(Fault::from)?;
    let (own, maker, uitvoerdatum) =
        (context.get_ref().clone(), caller.sub.clone(), body.0.uitvoerdatum);
    // What may not go is held whether or not a run comes of it.
    let weighing = own.clone();
    let screened = context.transact_work(scope.clone(), move |conn| {
        let context = weighing.clone();
        Box::pin(
            async move { Ok::<_, Problem>(flows::screen(conn, &context, uitvoerdatum).await?) },
        )
    });
    screened.await?;
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (context, maker) = (own.clone(), maker.clone());
        Box::pin(async move {
            let run = flows::draft(conn, &context, uitvoerdatum, &maker).await?;
            let (name, tag) = etag(run.revisie);
            let location = format!("/payout/v1/betaalruns/{}", run.id);
            let shown = whole(conn, run).await?;
            Ok(Answer {
                status: 201,
                headers: vec![("Location".to_owned(), location), (name.to_string(), tag)],
                body: serde_json::to_value(shown)
                    .map_err(anyhow::Error::from)
                    .map_err(Fault::from)?,
            })
        })
    })
    .await
}

/// Eén betaalrun, met bestanden en handelingen.
#[utoipa::path(
    tag = "betaalruns",
    params(("id" = Uuid, Path, description = "De betaalrun.")),
    responses(
        (status = 200, description = "De betaalrun.", body = BetaalrunUitvoer),
        (status = 404, description = "Niet gevonden."),
    ),
)]
#[get("/betaalruns/{id}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let id = id.into_inner();
    let shown = context.transact(scope, move |conn| {
        Box::pin(async move {
            let run = store::load(conn, id).await?.ok_or_else(Problem::not_found)?;
            Ok::<_, Problem>(whole(conn, run).await?)
        })
    });
    let shown = shown.await?;
    Ok(HttpResponse::Ok().insert_header(etag(shown.revisie)).json(shown))
}

/// De betalingen van een run.
#[utoipa::path(
    tag = "betaalruns",
    params(("id" = Uuid, Path, description = "De betaalrun."), PageQuery),
    responses((status = 200, description = "De betalingen.", body = betaling::http::Betalingen)),
)]
#[get("/betaalruns/{id}/betalingen")]
async fn betalingen(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let filter = betaling::store::lists::Filter {
        betaalrun: Some(id.into_inner()),
        ..betaling::store::lists::Filter::default()
    };
    betaling::http::answer(&context, &caller, &request, (scope, filter, query.page()?)).await
}
