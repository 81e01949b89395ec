//! `/zorgovereenkomsten/{id}/taken`: what must be done about an agreement before a day.

use actix_web::{HttpResponse, get, web};
use futures_util::FutureExt;
use jiff::civil::Date;
use platform::http::paging::Items;
use platform::{Caller, Context, Problem, tenancy};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store;

/// Registers the resource.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

/// Iets dat voor een dag moet gebeuren, volgens de arbeidsrechtelijke toets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TaakUitvoer {
    /// De taak.
    id: Uuid,
    /// De regel van de toets die erom vraagt.
    regel: String,
    /// Voor welke dag.
    #[schema(value_type = String, format = Date)]
    taak_op: Date,
    /// Wat er moet gebeuren.
    toelichting: String,
    /// open, afgehandeld of vervallen.
    status: String,
}

impl From<store::Rij> for TaakUitvoer {
    fn from(rij: store::Rij) -> Self {
        let store::Rij { taak_id, regel, taak_op, toelichting, status } = rij;
        Self { id: taak_id, regel, taak_op: taak_op.to_jiff(), toelichting, status }
    }
}

/// De taken bij een zorgovereenkomst, eerste dag eerst.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De zorgovereenkomst")), tag = "zorgovereenkomsten",
    responses((status = 200, description = "De taken", body = Items<TaakUitvoer>))
)]
#[get("/zorgovereenkomsten/{id}/taken")]
async fn list(
    context: web::Data<Context>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgovereenkomsten.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let id = id.into_inner();
    let found = context
        .transact(scope, move |conn| async move { store::of(conn, id).await }.boxed())
        .await?;
    let rows = found.ok_or_else(Problem::not_found)?;
    let items: Vec<TaakUitvoer> = rows.into_iter().map(TaakUitvoer::from).collect();
    Ok(HttpResponse::Ok().json(Items { items }))
}
