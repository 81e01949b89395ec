//! `/budgethouders/{id}/dossierstukken`, `/budgethouders/{id}/beheerder`, and for whom somebody acts.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Periode, Wet};
use platform::http::idempotency;
use platform::http::inzage;
use platform::http::json::Json;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::persoon::dossier::{Beheerder, Dossierstuk, Stuk};
use crate::persoon::flows::{Desk, dossier as flows};
use crate::persoon::store::dossier::{self as store, Vastgelegd, Vraag};
use crate::verstrekker::http::{PeriodeUitvoer, created, idempotency_bytes};

/// Registers the resources.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create).service(list).service(read_beheerder).service(list_clients);
}

/// Een nieuw dossierstuk.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuwDossierstuk {
    /// De verstrekker die het vastlegt.
    verstrekker_id: Uuid,
    /// De persoon over wie het gaat, naast de budgethouder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    persoon_id: Option<Uuid>,
    /// De wet waarvoor het geldt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wet: Option<Wet>,
    /// De dagen waarvoor het geldt.
    #[schema(value_type = PeriodeUitvoer)]
    periode: Periode,
    /// Het stuk dat dit vervangt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vervangt: Option<Uuid>,
    /// Wat er staat.
    stuk: Stuk,
}

/// Een dossierstuk zoals het is vastgelegd.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DossierstukUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Het stuk.
    #[serde(flatten)]
    inhoud: NieuwDossierstuk,
    /// Door welke organisatie.
    vastgelegd_door: String,
    /// Wanneer.
    #[schema(value_type = String, format = DateTime)]
    vastgelegd_op: String,
    /// Het stuk dat dit verving.
    #[serde(skip_serializing_if = "Option::is_none")]
    vervangen_door: Option<Uuid>,
}

impl From<Dossierstuk> for NieuwDossierstuk {
    fn from(of: Dossierstuk) -> Self {
        let Dossierstuk { verstrekker, persoon, wet, periode, vervangt, stuk } = of;
        Self { verstrekker_id: verstrekker, persoon_id: persoon, wet, periode, vervangt, stuk }
    }
}

impl From<NieuwDossierstuk> for Dossierstuk {
    fn from(of: NieuwDossierstuk) -> Self {
        let NieuwDossierstuk { verstrekker_id, persoon_id, wet, periode, vervangt, stuk } = of;
        Self { verstrekker: verstrekker_id, persoon: persoon_id, wet, periode, vervangt, stuk }
    }
}

impl From<Vastgelegd> for DossierstukUitvoer {
    fn from(found: Vastgelegd) -> Self {
        let Vastgelegd { id, stuk, door, vastgelegd_op, vervangen_door } = found;
        let vastgelegd_op = vastgelegd_op.to_string();
        Self { id, inhoud: stuk.into(), vastgelegd_door: door, vastgelegd_op, vervangen_door }
    }
}

/// Legt een dossierstuk vast: vertegenwoordiging, bevindingen over een vertegenwoordiger, wie het
/// budget beheert, pgb-vaardigheid, een gesprek of bezoek, of formeel en informeel.
#[utoipa::path(
    tag = "budgethouders",
    params(
        ("id" = Uuid, Path, description = "De budgethouder."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = NieuwDossierstuk,
    responses(
        (status = 201, description = "Vastgelegd.", body = DossierstukUitvoer),
        (status = 409, description = "Het past niet bij wat er al staat."),
    ),
)]
#[post("/budgethouders/{id}/dossierstukken")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<NieuwDossierstuk>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.dossiers.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    if !scope.covers(body.0.verstrekker_id) {
        return Err(Problem::not_found());
    }
    let bytes = idempotency_bytes(&body.0);
    let (id, desk, oin) = (id.into_inner(), Desk::of(&context)?, caller.oin.to_string());
    let new: Dossierstuk = body.0.into();
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, oin, new) = (desk.clone(), oin.clone(), new.clone());
        async move {
            let (stuk_id, stuk) = flows::write(conn, &desk, id.into(), new, &oin).await?;
            let place = format!("/zorgdomein/v1/budgethouders/{id}/dossierstukken");
            let made = DossierstukUitvoer {
                id: stuk_id,
                inhoud: stuk.into(),
                vastgelegd_door: oin,
                vastgelegd_op: desk.now.to_string(),
                vervangen_door: None,
            };
            created(&place, 1, made)
        }
        .boxed()
    })
    .await
}

/// Welke stukken bedoeld zijn.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct DossierVraag {
    /// Alleen deze soort.
    soort: Option<String>,
    /// Alleen wat op deze dag geldt.
    #[param(value_type = Option<String>, format = Date)]
    geldig_op: Option<Date>,
    /// Zoals het op dit moment bekend was; zonder moment zoals het nu bekend is.
    #[param(value_type = Option<String>, format = DateTime)]
    beschikbaar_op: Option<Timestamp>,
    /// Ook stukken die vervangen zijn.
    ook_vervangen: Option<bool>,
}

/// De dossierstukken van een budgethouder.
#[derive(Serialize, ToSchema)]
struct Dossierstukken {
    /// De stukken, het nieuwste laatst.
    items: Vec<DossierstukUitvoer>,
}

/// De dossierstukken van een budgethouder, voor zover van u.
#[utoipa::path(
    tag = "budgethouders",
    params(("id" = Uuid, Path, description = "De budgethouder."), DossierVraag),
    responses((status = 200, description = "De stukken.", body = Dossierstukken)),
)]
#[get("/budgethouders/{id}/dossierstukken")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    query: web::Query<DossierVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.dossiers.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, desk, own) = (id.into_inner(), Desk::of(&context)?, scope.clone());
    let DossierVraag { soort, geldig_op, beschikbaar_op, ook_vervangen } = query.into_inner();
    let ook_vervangen = ook_vervangen.unwrap_or_default();
    let vraag = Vraag { soort, geldig_op, beschikbaar_op, ook_vervangen };
    let found = context
        .transact(scope, move |conn| {
            let (caller, own, desk, vraag) =
                (caller.clone(), own.clone(), desk.clone(), vraag.clone());
            async move {
                let found = store::list(conn, &desk.sealing, id.into(), &vraag).await?;
                let rows = found.iter().map(|found| found.stuk.verstrekker);
                inzage::record(conn, &caller, &own, desk.now, "dossierstukken", rows).await?;
                Ok::<_, Problem>(found)
            }
            .boxed()
        })
        .await?;
    let items = found.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(Dossierstukken { items }))
}

/// Voor welke dag gevraagd wordt.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct DagVraag {
    /// De dag; zonder dag vandaag.
    #[param(value_type = Option<String>, format = Date)]
    geldig_op: Option<Date>,
}

/// Wie het budget beheert.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BeheerderUitvoer {
    /// Die persoon; ontbreekt als er meer bevoegden zijn en niemand is vastgelegd.
    #[serde(skip_serializing_if = "Option::is_none")]
    persoon_id: Option<Uuid>,
    /// `vastgelegd`, `vertegenwoordiger`, `budgethouder` of `onbepaald`.
    grond: &'static str,
}

/// Wie het budget van een budgethouder beheert: precies één persoon.
#[utoipa::path(
    tag = "budgethouders",
    params(("id" = Uuid, Path, description = "De budgethouder."), DagVraag),
    responses((status = 200, description = "De beheerder.", body = BeheerderUitvoer)),
)]
#[get("/budgethouders/{id}/beheerder")]
async fn read_beheerder(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    query: web::Query<DagVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.budgethouders.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, desk, own) = (id.into_inner(), Desk::of(&context)?, scope.clone());
    let day = query.geldig_op.unwrap_or(desk.today);
    let found = context
        .transact(scope, move |conn| {
            let (caller, own, desk) = (caller.clone(), own.clone(), desk.clone());
            async move {
                let rows = crate::persoon::store::verstrekkers(
                    conn,
                    id.into(),
                    crate::persoon::Rol::Budgethouder,
                );
                let rows = rows.await?;
                if rows.is_empty() {
                    return Ok(None);
                }
                inzage::record(conn, &caller, &own, desk.now, "budgethouders", rows).await?;
                Ok::<_, Problem>(Some(flows::beheerder_op(conn, &desk, id.into(), day).await?))
            }
            .boxed()
        })
        .await?;
    let (persoon_id, grond) = match found.ok_or_else(Problem::not_found)? {
        Beheerder::Vastgelegd(persoon) => (Some(persoon), "vastgelegd"),
        Beheerder::Vertegenwoordiger(persoon) => (Some(persoon), "vertegenwoordiger"),
        Beheerder::Budgethouder => (Some(id), "budgethouder"),
        Beheerder::Onbepaald => (None, "onbepaald"),
    };
    Ok(HttpResponse::Ok().json(BeheerderUitvoer { persoon_id, grond }))
}

/// Een budgethouder voor wie iemand optreedt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ClientUitvoer {
    /// De budgethouder.
    budgethouder_id: Uuid,
    /// De verstrekker van de toekenning waarin dat staat.
    verstrekker_id: Uuid,
}

/// Voor wie iemand optreedt.
#[derive(Serialize, ToSchema)]
struct Clienten {
    /// De budgethouders.
    items: Vec<ClientUitvoer>,
}

/// Voor welke budgethouders een vertegenwoordiger optreedt: om van cliënt te wisselen.
#[utoipa::path(
    tag = "budgethouders",
    params(("id" = Uuid, Path, description = "De vertegenwoordiger."), DagVraag),
    responses((status = 200, description = "De budgethouders.", body = Clienten)),
)]
#[get("/vertegenwoordigers/{id}/budgethouders")]
async fn list_clients(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    query: web::Query<DagVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.budgethouders.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, now, own) = (id.into_inner(), context.clock.now(), scope.clone());
    let day = query.geldig_op.unwrap_or_else(|| context.clock.today());
    let found = context
        .transact(scope, move |conn| {
            let (caller, own) = (caller.clone(), own.clone());
            async move {
                let found = store::clients(conn, id, day).await?;
                let rows = found.iter().map(|(_, verstrekker)| *verstrekker);
                inzage::record(conn, &caller, &own, now, "budgethouders", rows).await?;
                Ok::<_, Problem>(found)
            }
            .boxed()
        })
        .await?;
    let client =
        |(budgethouder_id, verstrekker_id)| ClientUitvoer { budgethouder_id, verstrekker_id };
    let items = found.into_iter().map(client).collect();
    Ok(HttpResponse::Ok().json(Clienten { items }))
}
