//! The REST resource of tasks.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt as _;
use jiff::civil::Date;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::paging::{Items, PageQuery};
use platform::{Caller, Context, Fault, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{flows, store};

/// Registers the resource.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(finish);
}

/// Iets dat voor een dag moet gebeuren.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct TaakView {
    /// De taak.
    id: Uuid,
    /// De overeenkomst.
    zorgovereenkomst_id: Uuid,
    /// De regel die erom vraagt.
    regel: String,
    /// Voor welke dag.
    #[schema(value_type = String, format = Date)]
    taak_op: Date,
    /// Wat er moet gebeuren.
    toelichting: String,
    /// De campagne die erom vraagt.
    #[serde(skip_serializing_if = "Option::is_none")]
    ronde_id: Option<Uuid>,
    /// open, afgehandeld of vervallen.
    status: String,
}

impl From<store::TaakRow> for TaakView {
    fn from(row: store::TaakRow) -> Self {
        Self {
            id: row.id,
            zorgovereenkomst_id: row.zorgovereenkomst_id,
            regel: row.regel,
            taak_op: row.taak_op.to_jiff(),
            toelichting: row.toelichting,
            ronde_id: row.ronde_id,
            status: row.status,
        }
    }
}

/// Waarop een lijst kan worden beperkt.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct Filter {
    /// Alleen taken tot en met deze dag.
    #[param(value_type = Option<String>, format = Date)]
    tot: Option<String>,
}

/// Open taken van de eigen verstrekkers.
#[utoipa::path(
    params(Filter, PageQuery), tag = "taken",
    responses((status = 200, description = "Een pagina taken", body = Items<TaakView>))
)]
#[get("/taken")]
async fn list(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    filter: web::Query<Filter>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let page = query.page()?;
    let mut faults = Faults::default();
    let tot = filter.tot.as_deref().map(str::parse::<Date>);
    let tot = tot.and_then(|read| faults.read("tot", read.map_err(|_other| "een datum")));
    faults.finish(Some(()))?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let rows = context
        .transact(scope, move |conn| async move { store::list(conn, tot, page).await }.boxed())
        .await?;
    let views: Vec<TaakView> = rows.into_iter().map(TaakView::from).collect();
    Ok(page.answer(&request, views, |view| view.id))
}

/// Meld dat een taak gedaan is.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De taak")), tag = "taken",
    responses((status = 201, description = "De taak is afgehandeld", body = TaakView))
)]
#[post("/taken/{id}/afhandelingen")]
async fn finish(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.beoordelen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (source, id) = (context.source.clone(), id.into_inner());
    idempotency::once(&context, &caller, &request, &[], scope, move |conn| {
        let source = source.clone();
        async move {
            let row = flows::finish(conn, &source, id).await?;
            let body = serde_json::to_value(TaakView::from(row))
                .map_err(|error| Fault::Other(error.into()))?;
            Ok(Answer { status: 201, headers: Vec::new(), body })
        }
        .boxed()
    })
    .await
}
