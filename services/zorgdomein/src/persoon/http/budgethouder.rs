//! `/budgethouders/{id}`.

use actix_web::{HttpResponse, get, web};
use futures_util::FutureExt;
use jiff::civil::Date;
use platform::http::inzage;
use platform::{Caller, Context, Problem, tenancy};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::persoon::flows::Desk;
use crate::persoon::{Rol, store};
use crate::toekenning::store::{RelatieNow, relaties_now};

/// Registers the resource.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_budgethouder);
}

/// Een budgethouder met wie voor hem mogen optreden, zonder nummers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BudgethouderUitvoer {
    /// Identificatie van de budgethouder.
    id: Uuid,
    /// Naam, als die bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    naam: Option<String>,
    /// Overlijdensdatum, als die gemeld is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    overlijdensdatum: Option<Date>,
    /// Wie voor de budgethouder mogen optreden, zoals nu bekend.
    relaties: Vec<RelatieUitvoer>,
}

/// Iemand die voor een budgethouder mag optreden.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RelatieUitvoer {
    /// Nummer van de relatie bij de verstrekker.
    nummer: String,
    /// Soort vertegenwoordiging (COD473).
    soort: String,
    /// De persoon of organisatie, als er een nummer bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    persoon_id: Option<Uuid>,
    /// Mag over zorg beslissen.
    zorg: bool,
    /// Mag betalingen opdragen.
    financieel: bool,
    /// Eerste dag.
    #[schema(value_type = String, format = Date)]
    geldig_van: Date,
    /// Laatste dag; zonder laatste dag is het eind open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    geldig_tot: Option<Date>,
}

impl From<RelatieNow> for RelatieUitvoer {
    fn from(relatie: RelatieNow) -> Self {
        let RelatieNow { nummer, soort, persoon, geldig_van, geldig_tot, verstrekker: _ } = relatie;
        Self {
            nummer,
            soort: soort.code().to_string(),
            persoon_id: persoon.map(kernel::Id::uuid),
            zorg: soort.zorg(),
            financieel: soort.financieel(),
            geldig_van,
            geldig_tot: geldig_tot.and_then(|day| day.yesterday().ok()),
        }
    }
}

/// Eén budgethouder.
#[utoipa::path(
    tag = "budgethouders",
    params(("id" = Uuid, Path, description = "De budgethouder.")),
    responses((status = 200, description = "De budgethouder.", body = BudgethouderUitvoer)),
)]
#[get("/budgethouders/{id}")]
async fn read_budgethouder(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.budgethouders.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (desk, id) = (Desk::of(&context)?, id.into_inner());
    let found = context
        .transact(scope.clone(), move |conn| {
            let (desk, scope, caller) = (desk.clone(), scope.clone(), caller.clone());
            async move {
                let found = store::budgethouders(conn, &desk.sealing, &[id.into()]).await?.pop();
                let Some(found) = found else { return Ok(None) };
                let relaties = relaties_now(conn, found.id).await?;
                let mut known = store::known(conn, &desk.sealing, &[id]).await?;
                let rows = store::verstrekkers(conn, found.id, Rol::Budgethouder).await?;
                inzage::record(conn, &caller, &scope, desk.now, "budgethouders", rows).await?;
                Ok::<_, Problem>(Some(BudgethouderUitvoer {
                    id,
                    naam: known.remove(&id).and_then(|known| known.gegevens.naam),
                    overlijdensdatum: found.overlijdensdatum,
                    relaties: relaties.into_iter().map(Into::into).collect(),
                }))
            }
            .boxed()
        })
        .await?;
    let found = found.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(found))
}
