//! `/toekenningen/{id}/budgetstand`: what payout last told of the pots of a grant.

use actix_web::{HttpResponse, get, web};
use futures_util::FutureExt;
use jiff::Timestamp;
use kernel::Euro;
use platform::http::inzage;
use platform::{Caller, Context, Problem, tenancy};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store;
use crate::verstrekker::http::PeriodeUitvoer;

/// Registers the resource.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read);
}

/// De stand van een budget, zoals de uitbetaling die het laatst doorgaf.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BudgetstandUitvoer {
    /// De toekenning.
    toekenning_id: Uuid,
    /// De potten.
    potten: Vec<PotstandUitvoer>,
}

/// De stand van een pot, in eurocenten.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PotstandUitvoer {
    /// De pot.
    pot_id: Uuid,
    /// De zorgfunctie.
    zorgfunctie: String,
    /// De dagen.
    periode: PeriodeUitvoer,
    /// Toegekend.
    toegekend: Euro,
    /// Nog te declareren.
    beschikbaar: Euro,
    /// Goedgekeurd, nog niet afgeschreven.
    gereserveerd: Euro,
    /// Afgeschreven.
    besteed: Euro,
    /// Te veel betaald.
    terug_te_vorderen: Euro,
    /// Te kort na verlaging van het budget.
    tekort: Euro,
    /// Wanneer dit is doorgegeven.
    #[schema(value_type = String, format = DateTime)]
    bijgewerkt_op: Timestamp,
}

impl PotstandUitvoer {
    fn of(rij: store::Rij) -> Result<Self, platform::Fault> {
        let store::Rij {
            pot_id,
            verstrekker_id: _,
            zorgfunctie,
            geldig_van,
            geldig_tot,
            toegekend,
            beschikbaar,
            gereserveerd,
            besteed,
            terug_te_vorderen,
            tekort,
            bijgewerkt_op,
        } = rij;
        Ok(Self {
            pot_id,
            zorgfunctie,
            periode: crate::store::periode(geldig_van, geldig_tot)?.into(),
            toegekend: Euro::from_cents(toegekend),
            beschikbaar: Euro::from_cents(beschikbaar),
            gereserveerd: Euro::from_cents(gereserveerd),
            besteed: Euro::from_cents(besteed),
            terug_te_vorderen: Euro::from_cents(terug_te_vorderen),
            tekort: Euro::from_cents(tekort),
            bijgewerkt_op,
        })
    }
}

/// De stand van een toekenning, pot voor pot. Een afschrift: de uitbetaling beslist.
#[utoipa::path(
    tag = "toekenningen",
    params(("id" = Uuid, Path, description = "De toekenning.")),
    responses((status = 200, description = "De stand.", body = BudgetstandUitvoer)),
)]
#[get("/toekenningen/{id}/budgetstand")]
async fn read(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, now) = (id.into_inner(), context.clock.now());
    let looked = (caller, scope.clone());
    let rows = context
        .transact(scope, move |conn| {
            let (caller, scope) = looked.clone();
            async move {
                let rows = store::of_toekenning(conn, id).await?;
                let seen = rows.iter().map(|rij| rij.verstrekker_id);
                inzage::record(conn, &caller, &scope, now, "budgetstand", seen).await?;
                Ok::<_, Problem>(rows)
            }
            .boxed()
        })
        .await?;
    if rows.is_empty() {
        return Err(Problem::not_found());
    }
    let potten = rows.into_iter().map(PotstandUitvoer::of).collect::<Result<_, _>>()?;
    Ok(HttpResponse::Ok().json(BudgetstandUitvoer { toekenning_id: id, potten }))
}
