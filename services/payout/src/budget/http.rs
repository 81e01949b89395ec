//! `/budgetten`: where a grant stands; a verstrekker sees its own.

use actix_web::{HttpResponse, get, web};
use contracts::payment::Potstand;
use kernel::{Euro, Zorgfunctie};
use platform::http::inzage;
use platform::{Caller, Context, Problem, tenancy};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_one);
}

/// De stand van een budget.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BudgetUitvoer {
    /// De toekenning.
    toekenning_id: Uuid,
    /// De potten van het budget.
    potten: Vec<PotUitvoer>,
}

/// De stand van een pot, in eurocenten.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PotUitvoer {
    /// De pot.
    pot_id: Uuid,
    /// De zorgfunctie.
    zorgfunctie: Zorgfunctie,
    /// Eerste dag van zorg.
    #[schema(value_type = String, format = Date)]
    van: String,
    /// Laatste dag van zorg; zonder is het eind open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    tot: Option<String>,
    /// Toegekend.
    toegekend: Euro,
    /// Nog te declareren.
    beschikbaar: Euro,
    /// Goedgekeurd, nog niet afgeschreven door de bank.
    gereserveerd: Euro,
    /// Afgeschreven door de bank.
    besteed: Euro,
    /// Te veel betaald; het recht is nog niet hersteld.
    terug_te_vorderen: Euro,
    /// Tekort, omdat de toekenning later is verlaagd.
    tekort: Euro,
}

impl From<Potstand> for PotUitvoer {
    fn from(stand: Potstand) -> Self {
        Self {
            pot_id: stand.pot_id,
            zorgfunctie: stand.zorgfunctie,
            van: stand.periode.van().to_string(),
            tot: stand.periode.tot().map(|tot| tot.to_string()),
            toegekend: stand.toegekend,
            beschikbaar: stand.beschikbaar,
            gereserveerd: stand.gereserveerd,
            besteed: stand.besteed,
            terug_te_vorderen: stand.terug_te_vorderen,
            tekort: stand.tekort,
        }
    }
}

/// De stand van het budget van een toekenning.
#[utoipa::path(
    tag = "budgetten",
    params(("toekenningId" = Uuid, Path, description = "De toekenning.")),
    responses(
        (status = 200, description = "De stand, per pot.", body = BudgetUitvoer),
        (status = 404, description = "Niet gevonden."),
    ),
)]
#[get("/budgetten/{toekenningId}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.budgetten.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, now, seen) = (id.into_inner(), context.clock.now(), scope.clone());
    let potten = context.transact(scope, move |conn| {
        let (caller, seen) = (caller.clone(), seen.clone());
        Box::pin(async move {
            let whose = store::whose(conn, id).await?.ok_or_else(Problem::not_found)?;
            let potten = store::positions(conn, &[id]).await?.remove(&id).unwrap_or_default();
            inzage::record(conn, &caller, &seen, now, "budgetten", [whose]).await?;
            Ok::<_, Problem>(potten)
        })
    });
    let potten = potten.await?.into_iter().map(PotUitvoer::from).collect();
    Ok(HttpResponse::Ok().json(BudgetUitvoer { toekenning_id: id, potten }))
}
