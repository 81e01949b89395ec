//! `/toekenningen/_bereken` and `/toekenningen/{id}/berekeningen`: how a Wlz amount comes about.

use actix_web::{HttpRequest, HttpResponse, post, web};
use futures_util::FutureExt;
use kernel::{Euro, Periode};
use platform::http::idempotency;
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::persoon::flows::Desk;
use crate::toekenning::flows::verschuiving as flows;
use crate::toekenning::wlz::{self, Aanvraag, Berekening, Budgetplan, Dagbesteding, Wonen};
use crate::verstrekker::http::{PeriodeUitvoer, answer, idempotency_bytes};

/// Registers the resources.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(compute).service(keep);
}

/// Wat voor een Wlz-budget wordt gevraagd. Bedragen in eurocenten.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BerekeningInvoer {
    /// Zorgprofiel.
    #[schema(example = "5VV")]
    zorgprofiel: String,
    /// De dagen, binnen één kalenderjaar.
    #[schema(value_type = PeriodeUitvoer)]
    periode: Periode,
    /// Begeleiding in een groep.
    dagbesteding: Dagbesteding,
    /// Waar de budgethouder woont.
    wonen: Wonen,
    /// Nachten per 14 dagen in een instelling: 7, 8 of 9 (deeltijdverblijf).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nachten_in_instelling: Option<u8>,
    /// Modulair pakket thuis in natura, per jaar.
    #[serde(default)]
    mpt_in_natura: Euro,
    /// Meerzorg, per jaar.
    #[serde(default)]
    meerzorg: Euro,
    /// Extra kosten thuis, per jaar.
    #[serde(default)]
    extra_kosten_thuis: Euro,
    /// Het budget dat op 31 december van het vorige jaar eindigde, bij een garantiebedrag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    garantie_budget: Option<Euro>,
    /// Budgetplan bij een pgb op maat; zonder plan wordt het maximum toegekend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    budgetplan: Option<BudgetplanInvoer>,
}

/// Een goedgekeurd budgetplan, voor de periode zelf.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BudgetplanInvoer {
    /// Som van het plan.
    som: Euro,
    /// Marge daarboven.
    marge: Euro,
}

/// Hoe het bedrag tot stand komt (Rlz 5.19).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BerekeningUitvoer {
    /// Wat er is gevraagd.
    aanvraag: BerekeningInvoer,
    /// De bedragen per jaar waaruit het maximum bestaat.
    onderdelen: Vec<OnderdeelUitvoer>,
    /// Dagen in de periode.
    dagen: i32,
    /// Dagen in het jaar.
    dagen_in_jaar: i32,
    /// Wettelijk maximum voor de periode.
    wettelijk_maximum: Euro,
    /// Toegekend bedrag.
    toegekend: Euro,
    /// Deel waarover geen verantwoording nodig is.
    verantwoordingsvrij_bedrag: Euro,
    /// Of elk bedrag is nagekeken bij de bron.
    gecontroleerd: bool,
}

/// Een bedrag per jaar.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OnderdeelUitvoer {
    /// Wat het is.
    naam: &'static str,
    /// Eurocenten per jaar; wat eraf gaat is negatief.
    per_jaar: Euro,
}

impl BerekeningInvoer {
    fn aanvraag(&self) -> Aanvraag {
        let plan = self.budgetplan;
        Aanvraag {
            zorgprofiel: self.zorgprofiel.clone(),
            periode: self.periode,
            dagbesteding: self.dagbesteding,
            nachten_in_instelling: self.nachten_in_instelling,
            mpt_in_natura: self.mpt_in_natura,
            wooninitiatief: self.wonen,
            meerzorg: self.meerzorg,
            extra_kosten_thuis: self.extra_kosten_thuis,
            garantie_budget: self.garantie_budget,
            budgetplan: plan.map(|BudgetplanInvoer { som, marge }| Budgetplan { som, marge }),
        }
    }

    fn computed(self) -> Result<BerekeningUitvoer, Problem> {
        let mut faults = Faults::default();
        let plan = self.budgetplan.map(|plan| [plan.som, plan.marge]).unwrap_or_default();
        let amounts = [
            self.mpt_in_natura,
            self.meerzorg,
            self.extra_kosten_thuis,
            self.garantie_budget.unwrap_or_default(),
        ];
        let most = Euro::from_cents(99_999_999);
        if amounts.into_iter().chain(plan).any(|amount| amount < Euro::ZERO || amount > most) {
            faults.add("", "formaat", "bedragen van 0 tot en met 99999999 eurocent");
        }
        let found = match wlz::bereken(&self.aanvraag()) {
            Ok(found) => Some(found),
            Err(refusal) => {
                faults.add(refusal.place, "formaat", refusal.expected);
                None
            }
        };
        let Berekening {
            onderdelen,
            dagen,
            dagen_in_jaar,
            wettelijk_maximum,
            toegekend,
            verantwoordingsvrij,
            gecontroleerd,
        } = faults.finish(found)?;
        let part =
            |part: wlz::Onderdeel| OnderdeelUitvoer { naam: part.naam, per_jaar: part.per_jaar };
        Ok(BerekeningUitvoer {
            aanvraag: self,
            onderdelen: onderdelen.into_iter().map(part).collect(),
            dagen,
            dagen_in_jaar,
            wettelijk_maximum,
            toegekend,
            verantwoordingsvrij_bedrag: verantwoordingsvrij,
            gecontroleerd,
        })
    }
}

/// Berekent een Wlz-budget zonder iets vast te leggen.
#[utoipa::path(
    tag = "toekenningen",
    request_body = BerekeningInvoer,
    responses((status = 200, description = "De berekening.", body = BerekeningUitvoer)),
)]
#[post("/toekenningen/_bereken")]
async fn compute(caller: Caller, body: Json<BerekeningInvoer>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    Ok(HttpResponse::Ok().json(body.0.computed()?))
}

/// Legt vast hoe het bedrag van de nieuwste versie tot stand kwam. De potten tellen op tot het
/// berekende bedrag.
#[utoipa::path(
    tag = "toekenningen",
    params(
        ("id" = Uuid, Path, description = "De toekenning."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = BerekeningInvoer,
    responses(
        (status = 201, description = "Vastgelegd.", body = BerekeningUitvoer),
        (status = 409, description = "Het bedrag verschilt, of er is al een berekening."),
    ),
)]
#[post("/toekenningen/{id}/berekeningen")]
async fn keep(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<BerekeningInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let made = body.0.computed()?;
    let toegekend = made.toegekend;
    let value = serde_json::to_value(made).map_err(anyhow::Error::from);
    let value = value.map_err(platform::Fault::from)?;
    let (id, desk, oin) = (id.into_inner(), Desk::of(&context)?, caller.oin.to_string());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, oin, value) = (desk.clone(), oin.clone(), value.clone());
        async move {
            let text = value.to_string();
            let of = (id, toegekend);
            let versie = flows::keep_berekening(conn, &desk, of, (&text, &oin)).await?;
            let place = format!("/zorgdomein/v1/toekenningen/{id}/versies");
            answer(201, Some(&place), versie, value)
        }
        .boxed()
    })
    .await
}
