//! `/vorderingen`: what was paid too much; a verstrekker sees its own.

use actix_web::{HttpRequest, HttpResponse, get, web};
use kernel::Euro;
use platform::http::inzage;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Problem, tenancy};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Vordering, store};

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

/// Een vordering.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VorderingUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Wiens geld het was.
    verstrekker_id: Uuid,
    /// Wie het terug moet betalen.
    zorgverlener_id: Uuid,
    /// De declaratie waarop te veel is betaald.
    declaratie_id: Uuid,
    /// Wat er in totaal te veel is betaald, in eurocenten.
    bedrag: Euro,
    /// Wat er nog openstaat, in eurocenten.
    openstaand: Euro,
}

impl From<Vordering> for VorderingUitvoer {
    fn from(vordering: Vordering) -> Self {
        let Vordering { id, verstrekker, zorgverlener, declaratie, bedrag, openstaand, versie: _ } =
            vordering;
        Self {
            id,
            verstrekker_id: verstrekker,
            zorgverlener_id: zorgverlener,
            declaratie_id: declaratie,
            bedrag,
            openstaand,
        }
    }
}

/// Een bladzijde met vorderingen.
#[derive(Serialize, ToSchema)]
struct Vorderingen {
    /// De vorderingen.
    items: Vec<VorderingUitvoer>,
}

/// Vorderingen, oudste eerst.
#[utoipa::path(
    tag = "vorderingen",
    params(PageQuery),
    responses((status = 200, description = "De vorderingen.", body = Vorderingen)),
)]
#[get("/vorderingen")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.vorderingen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (page, now, seen) = (query.page()?, context.clock.now(), scope.clone());
    let rows = context.transact(scope, move |conn| {
        let (caller, seen) = (caller.clone(), seen.clone());
        Box::pin(async move {
            let rows = store::list(conn, page).await?;
            let whose: Vec<Uuid> = rows.iter().map(|row| row.verstrekker).collect();
            inzage::record(conn, &caller, &seen, now, "vorderingen", whose).await?;
            Ok::<_, Problem>(rows)
        })
    });
    let items: Vec<VorderingUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |vordering| vordering.id))
}
