//! `/blokkades`: set by one person, lifted by another.

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

use super::evidence;
use crate::betaalrun::http::landelijk;
use crate::partij::store::blokkades::{self, Getoond};
use crate::partij::{Blokkade, Blokkadesoort, flows, hand_tot};

/// Registers these resources.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(lift);
}

/// Een blokkade die iemand zet; elk niveau dat is ingevuld, moet kloppen.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweBlokkade {
    /// Alleen voor het geld van deze verstrekker.
    #[serde(default)]
    verstrekker_id: Option<Uuid>,
    /// Wat uit dit budget wordt betaald.
    #[serde(default)]
    toekenning_id: Option<Uuid>,
    /// Wat op deze zorgovereenkomst wordt betaald.
    #[serde(default)]
    zorgovereenkomst_id: Option<Uuid>,
    /// Wat aan deze zorgverlener wordt betaald.
    #[serde(default)]
    zorgverlener_id: Option<Uuid>,
    /// Wat naar deze rekening gaat.
    #[serde(default)]
    betaalgegevens_id: Option<Uuid>,
    /// De laatste dag; zonder dag dertien weken, langer kan niet.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    tot: Option<Date>,
    /// Waarom, in een paar woorden.
    #[schema(min_length = 3, max_length = 100)]
    reden: String,
}

/// Een blokkade.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BlokkadeUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Wat voor blokkade.
    #[schema(example = "hand")]
    soort: String,
    /// Het budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    toekenning_id: Option<Uuid>,
    /// De zorgovereenkomst.
    #[serde(skip_serializing_if = "Option::is_none")]
    zorgovereenkomst_id: Option<Uuid>,
    /// De zorgverlener.
    #[serde(skip_serializing_if = "Option::is_none")]
    zorgverlener_id: Option<Uuid>,
    /// De betaalgegevens.
    #[serde(skip_serializing_if = "Option::is_none")]
    betaalgegevens_id: Option<Uuid>,
    /// De eerste dag.
    #[schema(value_type = String, format = Date)]
    van: Date,
    /// De laatste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    tot: Option<Date>,
    /// Of zij geldt.
    actief: bool,
    /// Waarom.
    reden: String,
    /// Wie haar zette.
    #[serde(skip_serializing_if = "Option::is_none")]
    gezet_door: Option<String>,
    /// Wie haar ophief.
    #[serde(skip_serializing_if = "Option::is_none")]
    opgeheven_door: Option<String>,
}

impl From<Getoond> for BlokkadeUitvoer {
    fn from(rij: Getoond) -> Self {
        Self {
            id: rij.id,
            soort: rij.soort,
            toekenning_id: rij.toekenning_id,
            zorgovereenkomst_id: rij.zorgovereenkomst_id,
            zorgverlener_id: rij.zorgverlener_id,
            betaalgegevens_id: rij.betaalgegevens_id,
            van: rij.van.to_jiff(),
            tot: rij.tot.map(jiff_diesel::Date::to_jiff),
            actief: rij.actief,
            reden: rij.reden,
            gezet_door: rij.gezet_door,
            opgeheven_door: rij.opgeheven_door,
        }
    }
}

/// Een bladzijde met blokkades.
#[derive(Serialize, ToSchema)]
struct Blokkades {
    /// De blokkades.
    items: Vec<BlokkadeUitvoer>,
}

/// De blokkades die gelden.
#[utoipa::path(
    tag = "blokkades",
    params(PageQuery),
    responses((status = 200, description = "De blokkades.", body = Blokkades)),
)]
#[get("/blokkades")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.blokkades.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let page = query.page()?;
    let rows = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(blokkades::list(conn, page).await?) })
    });
    let items: Vec<BlokkadeUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |blokkade| blokkade.id))
}

fn read(body: &NieuweBlokkade, vandaag: Date) -> Result<Blokkade, Problem> {
    let mut faults = Faults::default();
    if !(3..=100).contains(&body.reden.trim().chars().count()) {
        faults.add("/reden", "formaat", "3 tot en met 100 tekens");
    }
    let levels = [
        body.toekenning_id,
        body.zorgovereenkomst_id,
        body.zorgverlener_id,
        body.betaalgegevens_id,
    ];
    if levels.iter().all(Option::is_none) {
        let text = "een budget, zorgovereenkomst, zorgverlener of rekening";
        faults.add("/zorgverlenerId", "verplicht", text);
    }
    let tot = hand_tot(vandaag, body.tot);
    if tot.is_none() {
        faults.add("/tot", "formaat", "een dag van vandaag tot en met dertien weken later");
    }
    let blokkade = Blokkade {
        id: platform::id::new_uuid(),
        soort: Blokkadesoort::Hand,
        verstrekker: body.verstrekker_id.unwrap_or_default(),
        toekenning: body.toekenning_id,
        zorgverlener: body.zorgverlener_id,
        zorgovereenkomst: body.zorgovereenkomst_id,
        betaalgegevens: body.betaalgegevens_id,
        van: vandaag,
        tot,
        reden: body.reden.trim().to_owned(),
    };
    faults.finish(Some(blokkade))
}

/// Zet een blokkade. Zij houdt betalingen direct tegen.
#[utoipa::path(
    tag = "blokkades",
    request_body = NieuweBlokkade,
    params(("Idempotency-Key" = String, Header, description = "Eigen kenmerk van dit verzoek.")),
    responses((status = 201, description = "De blokkade geldt.", body = BlokkadeUitvoer)),
)]
#[post("/blokkades")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweBlokkade>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.blokkades.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let blokkade = read(&body.0, context.clock.today())?;
    let bytes = serde_json::to_vec(&body.0).map_err(anyhow::Error::from).map_err(Fault::from)?;
    let (own, door) = (context.get_ref().clone(), caller.sub.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (context, door, blokkade) = (own.clone(), door.clone(), blokkade.clone());
        Box::pin(async move {
            let row = flows::set_by_hand(conn, &context, &blokkade, &door).await?;
            Ok(Answer {
                status: 201,
                headers: Vec::new(),
                body: serde_json::to_value(BlokkadeUitvoer::from(row))
                    .map_err(anyhow::Error::from)
                    .map_err(Fault::from)?,
            })
        })
    })
    .await
}

/// De opheffing van een blokkade.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Opheffing {
    /// Waaruit blijkt dat het kan.
    #[schema(min_length = 5, max_length = 500)]
    bewijs: String,
}

/// Heft een blokkade op; niet door wie haar zette.
#[utoipa::path(
    tag = "blokkades",
    params(("id" = Uuid, Path, description = "De blokkade.")),
    request_body = Opheffing,
    responses(
        (status = 200, description = "Opgeheven.", body = BlokkadeUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Vier ogen, al opgeheven, of zij eindigt vanzelf."),
    ),
)]
#[post("/blokkades/{id}/opheffingen")]
async fn lift(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    body: Json<Opheffing>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.blokkades.opheffen")?;
    let scope = landelijk(&context, &caller).await?;
    evidence(&body.0.bewijs)?;
    let id = id.into_inner();
    let (own, door, bewijs) = (context.get_ref().clone(), caller.sub.clone(), body.0.bewijs);
    let row = context.transact(scope, move |conn| {
        let (context, door, bewijs) = (own.clone(), door.clone(), bewijs.clone());
        Box::pin(async move {
            let said = (door.as_str(), bewijs.as_str());
            Ok::<_, Problem>(flows::lift_by_hand(conn, &context, id, said).await?)
        })
    });
    Ok(HttpResponse::Ok().json(BlokkadeUitvoer::from(row.await?)))
}
