//! `/dagstart`: what the desk looks at first.

use actix_web::{HttpResponse, get, web};
use jiff::civil::Date;
use kernel::Euro;
use platform::{Caller, Context, Problem};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Dagstart, Licht, Lopend, Rekeningstand, Rij, store};
use crate::betaalrun::http::landelijk;

/// Registers the resource.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read);
}

/// Twee sommen die gelijk moeten zijn.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LichtUitvoer {
    /// Of zij gelijk zijn.
    groen: bool,
    /// Wat het grootboek zegt, eurocenten.
    grootboek: Euro,
    /// Wat de andere kant zegt, eurocenten.
    andere_kant: Euro,
}

impl From<Licht> for LichtUitvoer {
    fn from(licht: Licht) -> Self {
        let Licht { grootboek, andere_kant } = licht;
        Self { groen: licht.is_groen(), grootboek, andere_kant }
    }
}

/// Een eigen rekening.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RekeningUitvoer {
    /// De rekening.
    eigen_rekening_id: Uuid,
    /// De dag van het laatste afschrift.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    laatste_afschrift: Option<Date>,
    /// Grootboek tegen afschrift.
    saldo: LichtUitvoer,
}

/// Een betaalrun die nog loopt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RunUitvoer {
    /// De betaalrun.
    id: Uuid,
    /// Haar nummer.
    nummer: i64,
    /// De dag waarop de bank moet betalen.
    #[schema(value_type = String, format = Date)]
    uitvoerdatum: Date,
    /// Waar zij staat.
    staat: String,
    /// Aantal betalingen.
    aantal: i64,
    /// Som in eurocenten.
    totaal: Euro,
}

/// Wat in een wachtrij staat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WachtrijUitvoer {
    /// De wachtrij.
    wachtrij: String,
    /// Hoeveel er open staan.
    open: i64,
    /// Hoeveel niemand heeft.
    zonder_eigenaar: i64,
    /// Hoeveel klaar hadden moeten zijn.
    over_tijd: i64,
    /// Hoeveel vandaag moeten.
    dringend: i64,
}

/// Het begin van de dag.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DagstartUitvoer {
    /// Of alle lichten groen zijn.
    groen: bool,
    /// Eigen rekeningen: is de bank gelijk aan het grootboek?
    rekeningen: Vec<RekeningUitvoer>,
    /// Wat onderweg is, tegen de pogingen.
    onderweg: LichtUitvoer,
    /// Alle budgetten: wat is toegekend, tegen wat het werd.
    budgetten: LichtUitvoer,
    /// Geld dat niemand verklaarde, eurocenten.
    onverklaard: Euro,
    /// Bestanden waarvan niemand weet of ze aankwamen.
    onbekende_bestanden: Vec<Uuid>,
    /// Betaalruns die nog lopen.
    runs: Vec<RunUitvoer>,
    /// Hoeveel noodstops gelden.
    noodstops: i64,
    /// Wat wacht.
    wachtrijen: Vec<WachtrijUitvoer>,
}

impl From<Dagstart> for DagstartUitvoer {
    fn from(dagstart: Dagstart) -> Self {
        let groen = dagstart.is_groen();
        let account = |rekening: Rekeningstand| RekeningUitvoer {
            eigen_rekening_id: rekening.eigen_rekening,
            laatste_afschrift: rekening.laatste_afschrift,
            saldo: rekening.saldo.into(),
        };
        let run = |run: Lopend| {
            let Lopend { id, nummer, uitvoerdatum, staat, aantal, totaal } = run;
            RunUitvoer { id, nummer, uitvoerdatum, staat, aantal, totaal }
        };
        let queue = |rij: Rij| {
            let Rij { wachtrij, open, zonder_eigenaar, over_tijd, dringend } = rij;
            WachtrijUitvoer { wachtrij, open, zonder_eigenaar, over_tijd, dringend }
        };
        Self {
            groen,
            rekeningen: dagstart.rekeningen.into_iter().map(account).collect(),
            onderweg: dagstart.onderweg.into(),
            budgetten: dagstart.budgetten.into(),
            onverklaard: dagstart.onverklaard,
            onbekende_bestanden: dagstart.onbekende_bestanden,
            runs: dagstart.runs.into_iter().map(run).collect(),
            noodstops: dagstart.noodstops,
            wachtrijen: dagstart.wachtrijen.into_iter().map(queue).collect(),
        }
    }
}

/// Drie lichten, de laatste afschriften, bestanden van onbekend lot, lopende runs, wachtrijen.
#[utoipa::path(
    tag = "dagstart",
    responses((status = 200, description = "Het begin van de dag.", body = DagstartUitvoer)),
)]
#[get("/dagstart")]
async fn read(caller: Caller, context: web::Data<Context>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.werkitems.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let today = context.clock.today();
    let dagstart = context.transact_work(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(store::load(conn, today).await?) })
    });
    Ok(HttpResponse::Ok().json(DagstartUitvoer::from(dagstart.await?)))
}
