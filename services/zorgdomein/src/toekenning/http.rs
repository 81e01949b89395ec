//! `/toekenningen`: grants as JSON.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Bsn, Euro, Wet, Zorgfunctie};
use platform::http::idempotency;
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::http::precondition::etag;
use platform::http::problem::InputFault;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, Filter};
use super::{Pot, Status, Toekenning};
use crate::bericht::flows::{self as berichten, Offered};
use crate::bericht::{read, wire};
use crate::persoon::flows::Desk;
use crate::persoon::{self, Rol};
use crate::verstrekker::http::{PeriodeUitvoer, created, idempotency_bytes};

mod berekening;
mod retour;
mod wijzigen;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create).service(search).service(list).service(read_one);
    retour::routes(config);
    wijzigen::routes(config);
    berekening::routes(config);
}

/// Een toekenning: het budget van één budgethouder onder één wet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ToekenningUitvoer {
    /// Identificatie; blijft gelijk als het budget wordt vervangen.
    id: Uuid,
    /// De budgethouder.
    budgethouder_id: Uuid,
    /// De verstrekker.
    verstrekker_id: Uuid,
    /// De wet.
    wet: Wet,
    /// `actief` of `ingetrokken`.
    status: &'static str,
    /// De delen van het budget; ingetrokken delen staan er met bedrag 0 in.
    potten: Vec<PotUitvoer>,
    /// Hoe vaak dit budget is vastgesteld.
    versie: i64,
    /// Versie van de rij, zoals in de `ETag`.
    revisie: i64,
}

/// Eén bedrag voor één zorgfunctie in één periode.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PotUitvoer {
    /// Identificatie; blijft gelijk zolang zorgfunctie en ingangsdatum doorlopen.
    id: Uuid,
    /// De zorgfunctie; `99` voor alle.
    zorgfunctie: Zorgfunctie,
    /// De dagen waarop zorg hieruit betaald mag worden.
    periode: PeriodeUitvoer,
    /// Eurocenten.
    bedrag: Euro,
    /// Deel waarover geen verantwoording nodig is, in eurocenten.
    #[serde(skip_serializing_if = "Option::is_none")]
    verantwoordingsvrij_bedrag: Option<Euro>,
}

impl From<Toekenning> for ToekenningUitvoer {
    fn from(toekenning: Toekenning) -> Self {
        let Toekenning { id, wet, verstrekker, budgethouder, status, versie, revisie, potten } =
            toekenning;
        Self {
            id: id.uuid(),
            budgethouder_id: budgethouder.uuid(),
            verstrekker_id: verstrekker.uuid(),
            wet,
            status: status.code(),
            potten: potten.into_iter().map(Into::into).collect(),
            versie,
            revisie,
        }
    }
}

impl From<Pot> for PotUitvoer {
    fn from(pot: Pot) -> Self {
        let Pot { id, zorgfunctie, periode, bedrag, verantwoordingsvrij } = pot;
        let (id, periode) = (id.uuid(), periode.into());
        Self { id, zorgfunctie, periode, bedrag, verantwoordingsvrij_bedrag: verantwoordingsvrij }
    }
}

/// Een bladzijde met toekenningen.
#[derive(Serialize, ToSchema)]
struct Toekenningen {
    /// De toekenningen.
    items: Vec<ToekenningUitvoer>,
}

/// Biedt een toekenning aan: dezelfde inhoud en dezelfde controles als een iPgb 501-bericht.
#[utoipa::path(
    tag = "toekenningen",
    params(("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek.")),
    request_body = wire::Bericht,
    responses((status = 201, description = "Vastgesteld.", body = ToekenningUitvoer)),
)]
#[post("/toekenningen")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<wire::Bericht>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let bericht = read::read(&body.0).map_err(|breaks| berichten::refused(&breaks))?;
    let brp = berichten::look_up(Some(&bericht)).await?;
    let desk = Desk::of(&context)?;
    let oin = caller.oin.to_string();
    let offered = Offered { bytes: bytes.clone(), bericht: bericht.into(), brp, oin };
    let own = scope.clone();
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, scope, offered) = (desk.clone(), own.clone(), offered.clone());
        async move {
            let made = berichten::offer(conn, &desk, &scope, &offered).await?;
            let (id, revisie) = (made.id, made.revisie);
            created(
                &format!("/zorgdomein/v1/toekenningen/{id}"),
                revisie,
                ToekenningUitvoer::from(made),
            )
        }
        .boxed()
    })
    .await
}

/// Waarop een lijst gefilterd wordt.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct LijstVraag {
    /// Alleen van deze wet.
    wet: Option<Wet>,
    /// Alleen in deze staat: `actief` of `ingetrokken`.
    status: Option<String>,
    /// Alleen van deze budgethouder.
    budgethouder_id: Option<Uuid>,
    /// Waar de lijst verdergaat: uit de link naar de volgende bladzijde.
    cursor: Option<String>,
    /// Hoeveel hooguit: 1 tot en met 100.
    limit: Option<i64>,
}

/// De toekenningen die u mag zien.
#[utoipa::path(
    tag = "toekenningen",
    params(LijstVraag),
    responses((status = 200, description = "Toekenningen.", body = Toekenningen)),
)]
#[get("/toekenningen")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<LijstVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let LijstVraag { wet, status, budgethouder_id, cursor, limit } = query.into_inner();
    let page = PageQuery { cursor, limit }.page()?;
    let status = status.as_deref().map(Status::parse).transpose();
    let status = status.map_err(|fault| query_fault("status", fault.expected))?;
    let filter = Filter { wet, status, budgethouder: budgethouder_id.map(Into::into) };
    let found = shown(&context, caller, move |conn| {
        let filter = filter.clone();
        async move { store::page(conn, &filter, page).await }.boxed()
    })
    .await?;
    let items: Vec<ToekenningUitvoer> = found.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |item| item.id))
}

fn query_fault(location: &str, detail: &str) -> Problem {
    Problem::invalid(vec![InputFault {
        place: "query".to_owned(),
        location: location.to_owned(),
        code: "formaat".to_owned(),
        detail: detail.to_owned(),
    }])
}

/// Naar welk moment gevraagd wordt.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct MomentVraag {
    /// Zoals het op dit moment bekend was; zonder moment zoals het nu bekend is.
    #[param(value_type = Option<String>, format = DateTime)]
    beschikbaar_op: Option<Timestamp>,
    /// Alleen de potten die op deze dag gelden.
    #[param(value_type = Option<String>, format = Date)]
    geldig_op: Option<Date>,
}

/// Eén toekenning.
#[utoipa::path(
    tag = "toekenningen",
    params(("id" = Uuid, Path, description = "De toekenning."), MomentVraag),
    responses((status = 200, description = "De toekenning.", body = ToekenningUitvoer)),
)]
#[get("/toekenningen/{id}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    query: web::Query<MomentVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let (id, moment) = (id.into_inner(), query.beschikbaar_op);
    let found = shown(&context, caller, move |conn| {
        async move { store::by_ids(conn, &[id], moment).await }.boxed()
    })
    .await?;
    let mut found = found.into_iter().next().ok_or_else(Problem::not_found)?;
    if let Some(day) = query.geldig_op {
        found.potten.retain(|pot| pot.bedrag > Euro::ZERO && pot.periode.contains(day));
    }
    let tag = etag(found.revisie);
    Ok(HttpResponse::Ok().insert_header(tag).json(ToekenningUitvoer::from(found)))
}

/// Zoekt op burgerservicenummer; het nummer staat in de inhoud, nooit in het adres.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ZoekVraag {
    /// Burgerservicenummer.
    pub(crate) bsn: Bsn,
}

/// De toekenningen van één budgethouder.
#[utoipa::path(
    tag = "toekenningen",
    request_body = ZoekVraag,
    responses((status = 200, description = "Toekenningen van deze budgethouder; leeg als er geen zijn.", body = Toekenningen)),
)]
#[post("/toekenningen/_zoek")]
async fn search(
    caller: Caller,
    context: web::Data<Context>,
    body: Json<ZoekVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let bsn_ref = Desk::of(&context)?.sealing.reference("bsn", body.0.bsn.as_str());
    let found = shown(&context, caller, move |conn| {
        let bsn_ref = bsn_ref.clone();
        async move {
            let found = persoon::store::by_bsn_ref(conn, &bsn_ref, Rol::Budgethouder).await?;
            match found {
                Some(budgethouder) => store::potten_for(conn, &[budgethouder]).await,
                None => Ok(Vec::new()),
            }
        }
        .boxed()
    })
    .await?;
    let items = found.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(Toekenningen { items }))
}

/// Reads toekenningen under the caller's scope and logs whose rows he is shown.
async fn shown<F>(context: &Context, caller: Caller, query: F) -> Result<Vec<Toekenning>, Problem>
where
    F: for<'c> Fn(
            &'c mut diesel_async::AsyncPgConnection,
        )
            -> futures_util::future::BoxFuture<'c, Result<Vec<Toekenning>, platform::Fault>>
        + Send
        + Sync
        + 'static,
{
    let scope = tenancy::scope_of(context, &caller).await?;
    let now = context.clock.now();
    let query = std::sync::Arc::new(query);
    context
        .transact(scope.clone(), move |conn| {
            let (caller, scope, query) = (caller.clone(), scope.clone(), query.clone());
            async move {
                let found = query(conn).await?;
                let rows = found.iter().map(|shown| shown.verstrekker.uuid());
                inzage::record(conn, &caller, &scope, now, "toekenningen", rows).await?;
                Ok::<_, Problem>(found)
            }
            .boxed()
        })
        .await
}
