//! `/omstandigheden`: tell what happened to a person, and mend it.

use actix_web::{HttpRequest, HttpResponse, post, web};
use futures_util::FutureExt;
use jiff::civil::Date;
use kernel::Periode;
use platform::http::idempotency;
use platform::http::input::Faults;
use platform::http::inzage;
use platform::http::json::Json;
use platform::{Caller, Context, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::flows::{self, Aanpassing};
use super::{Melding, Refusal, Soort};
use crate::declaratie::flows::herzien::Impact;
use crate::persoon::flows::Desk;
use crate::verstrekker::http::{created, idempotency_bytes};
use crate::zorgovereenkomst::http::view::GevolgUitvoer;

const SCHRIJVEN: &str = "pgb.omstandigheden.schrijven";

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(report).service(adjust);
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let wrong = |location: &str, code: &str, detail: &str| {
            let mut faults = Faults::default();
            faults.add(location, code, detail);
            Self::invalid(faults.into_vec())
        };
        match refusal {
            Refusal::Unknown => Self::not_found(),
            Refusal::TooLong => {
                wrong("/geldigTot", "R-BLK-02", "Een opschorting duurt hooguit dertien weken.")
            }
            Refusal::NoDeath => {
                wrong("/geldigVan", "D-07", "Een overlijden is geweest en heeft geen einde.")
            }
            Refusal::Backwards => {
                wrong("/geldigTot", "formaat", "De laatste dag is niet voor de eerste.")
            }
        }
    }
}

/// Wat er met een budgethouder of zorgverlener is gebeurd.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NieuweOmstandigheid {
    /// De budgethouder of zorgverlener.
    persoon_id: Uuid,
    /// De verstrekker die dit meldt.
    verstrekker_id: Uuid,
    /// Wat: overlijden, opname, detentie, geenAdres, buitenEu, zorgInNatura, opschorting, ziekte
    /// of registratieVervallen.
    soort: String,
    /// Eerste dag; bij overlijden de dag van overlijden.
    #[schema(value_type = String, format = Date)]
    geldig_van: Date,
    /// Laatste dag, als die bekend is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    geldig_tot: Option<Date>,
    /// Toelichting.
    #[schema(min_length = 1, max_length = 1000)]
    reden: String,
}

/// Een vastgelegde omstandigheid, met wat zij betekent voor declaraties.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OmstandigheidUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Wat zij betekent voor elke regel van elke declaratie.
    gevolgen: Vec<GevolgUitvoer>,
}

impl OmstandigheidUitvoer {
    fn of(id: Uuid, impact: &[Impact]) -> Self {
        Self { id, gevolgen: impact.iter().map(GevolgUitvoer::of).collect() }
    }
}

fn check_reden(faults: &mut Faults, reden: &str) {
    if !(1..=1000).contains(&reden.trim().chars().count()) {
        faults.add("/reden", "formaat", "Een toelichting van 1 tot en met 1000 tekens.");
    }
}

impl NieuweOmstandigheid {
    fn read(self) -> Result<Melding, Problem> {
        let mut faults = Faults::default();
        check_reden(&mut faults, &self.reden);
        let soort = faults.read("/soort", Soort::parse(&self.soort));
        let periode = faults.read("/geldigTot", Periode::try_new(self.geldig_van, self.geldig_tot));
        let melding = soort.zip(periode).map(|(soort, periode)| Melding {
            persoon_id: self.persoon_id,
            verstrekker_id: self.verstrekker_id,
            soort,
            periode,
            reden: self.reden,
        });
        faults.finish(melding)
    }
}

/// Meldt wat er met een budgethouder of zorgverlener is gebeurd. Declaraties die het raakt, worden
/// opnieuw beoordeeld; bij overlijden eindigen zijn zorgovereenkomsten.
#[utoipa::path(
    tag = "omstandigheden",
    params(("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek.")),
    request_body = NieuweOmstandigheid,
    responses((status = 201, description = "Vastgelegd.", body = OmstandigheidUitvoer)),
)]
#[post("/omstandigheden")]
async fn report(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweOmstandigheid>,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let melding = std::sync::Arc::new(body.0.read()?);
    if scope != Scope::Landelijk && !scope.covers(melding.verstrekker_id) {
        return Err(Problem::not_found());
    }
    let (desk, by) = (Desk::of(&context)?, (caller.clone(), scope.clone()));
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, (by, own), melding) = (desk.clone(), by.clone(), melding.clone());
        async move {
            let (id, impact) = flows::report(conn, &desk, &melding, &by.sub).await?;
            let seen = [melding.verstrekker_id];
            own.set(conn).await?;
            inzage::record(conn, &by, &own, desk.now, "omstandigheden", seen).await?;
            let place = format!("/zorgdomein/v1/omstandigheden/{id}");
            created(&place, 1, OmstandigheidUitvoer::of(id, &impact))
        }
        .boxed()
    })
    .await
}

/// Een andere laatste dag, of geen: dan was het er nooit.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AanpassingInvoer {
    /// De laatste dag; zonder vervalt de omstandigheid geheel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    geldig_tot: Option<Date>,
    /// Toelichting.
    #[schema(min_length = 1, max_length = 1000)]
    reden: String,
}

/// Past een omstandigheid aan: zij eindigde op een dag, of was er nooit.
#[utoipa::path(
    tag = "omstandigheden",
    params(
        ("id" = Uuid, Path, description = "De omstandigheid."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = AanpassingInvoer,
    responses((status = 201, description = "Aangepast.", body = OmstandigheidUitvoer)),
)]
#[post("/omstandigheden/{id}/aanpassingen")]
async fn adjust(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<AanpassingInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let mut faults = Faults::default();
    check_reden(&mut faults, &body.0.reden);
    let invoer = faults.finish(Some(body.0))?;
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let by = (caller.clone(), scope.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, (by, own), invoer) = (desk.clone(), by.clone(), invoer.clone());
        async move {
            let tot = invoer.geldig_tot;
            let aanpassing = Aanpassing { id, tot, reden: &invoer.reden, door: &by.sub };
            let (known, impact) = flows::adjust(conn, &desk, &aanpassing).await?;
            own.set(conn).await?;
            let seen = [known.verstrekker_id];
            inzage::record(conn, &by, &own, desk.now, "omstandigheden", seen).await?;
            let place = format!("/zorgdomein/v1/omstandigheden/{id}");
            created(&place, 1, OmstandigheidUitvoer::of(id, &impact))
        }
        .boxed()
    })
    .await
}
