//! The REST resource of indicators: what each looks at, openly.

use actix_web::{HttpResponse, get, web};
use futures_util::FutureExt as _;
use platform::{Caller, Context, Fault, Problem, tenancy};
use serde::Serialize;
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;

use super::store::{self, VersieRow};
use crate::signaal::store::partijen;

/// Registers the resource.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

/// Een versie van een indicator.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct IndicatorView {
    /// De code, zoals R01.
    code: String,
    /// De versie.
    versie: i32,
    /// De naam.
    naam: String,
    /// Waarvoor hij is.
    doel: String,
    /// De getallen van de regel.
    #[schema(value_type = Object)]
    parameters: Value,
    /// Hoe sterk het bewijs is, van 0 tot en met 10.
    gewicht: i16,
    /// Mogelijke schade en haast, van 1 tot en met 5.
    ernst: i16,
    /// F: tegenspraak tussen feiten, P: patroon, C: context.
    aard: String,
    /// Waar de regel is beschreven.
    bron: String,
    /// CONCEPT, SCHADUW, ACTIEF of UITGEFASEERD.
    status: String,
    /// Hoe vaak de indicator niet kon oordelen omdat gegevens ontbreken. Dat is iets anders dan "geen risico".
    niet_te_beoordelen: i64,
}

/// Een lijst van indicatoren.
#[derive(Serialize, utoipa::ToSchema)]
struct IndicatorenView {
    /// De versies.
    items: Vec<IndicatorView>,
}

/// De indicatoren met hun versies.
#[utoipa::path(
    tag = "indicatoren",
    responses((status = 200, description = "De indicatoren", body = IndicatorenView))
)]
#[get("/indicatoren")]
async fn list(context: web::Data<Context>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require("pgb.signalen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let own = partijen(&scope);
    let items = context
        .transact(scope, move |conn| {
            let own = own.clone();
            async move {
                let gaps = store::count_gaps(conn, &own).await?;
                let rows = store::list(conn).await?;
                let view = |row: VersieRow| {
                    let gap = gaps.get(&(row.indicator.clone(), row.versie));
                    view(row, gap.copied().unwrap_or_default())
                };
                Ok::<_, Fault>(rows.into_iter().map(view).collect::<Vec<_>>())
            }
            .boxed()
        })
        .await?;
    Ok(HttpResponse::Ok().json(IndicatorenView { items }))
}

fn view(row: VersieRow, niet_te_beoordelen: i64) -> IndicatorView {
    let VersieRow { indicator, versie, naam, doel, parameters, gewicht, ernst, aard, bron, status } =
        row;
    IndicatorView {
        code: indicator,
        versie,
        naam,
        doel,
        parameters,
        gewicht,
        ernst,
        aard,
        bron,
        status,
        niet_te_beoordelen,
    }
}
