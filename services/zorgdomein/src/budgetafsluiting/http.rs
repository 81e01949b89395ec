//! `/budgetafsluitingen`: what was spent, told to who granted it (iPgb 507), and the answer (508).

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use jiff::civil::Date;
use kernel::Euro;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::flows;
use super::store::{self, Antwoord, Gemaakt, Regelrij};
use crate::bericht::codelists;
use crate::persoon::flows::Desk;
use crate::verstrekker::http::{PeriodeUitvoer, idempotency_bytes};

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read_one).service(read_bericht).service(answer);
}

/// Een budgetafsluiting, met het antwoord als dat er is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BudgetafsluitingUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Aan wie.
    verstrekker_id: Uuid,
    /// Over wie.
    budgethouder_id: Uuid,
    /// Over welke toekenning.
    toekenning_id: Uuid,
    /// De wet.
    wet: String,
    /// Berichtcode van het 507-bericht.
    berichtcode: String,
    /// Ons nummer van het bericht.
    bericht_identificatie: String,
    /// Dag van het bericht.
    #[schema(value_type = String, format = Date)]
    dagtekening: Date,
    /// Wat er is besteed.
    regels: Vec<RegelUitvoer>,
    /// Het antwoord.
    #[serde(skip_serializing_if = "Option::is_none")]
    retour: Option<RetourInvoer>,
    /// Wanneer het bericht is gemaakt.
    #[schema(value_type = String, format = DateTime)]
    vastgelegd_op: String,
}

/// Wat er van één functiebudget is besteed, in eurocenten.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RegelUitvoer {
    /// De pot.
    pot_id: Uuid,
    /// Reden van de afsluiting: `1` einde, `2` jaareinde, `3` bestedingsconflict (PGB507).
    reden_budgetafsluiting: String,
    /// Het budget waaronder de besteding rechtmatig was.
    budget_identificatie: String,
    /// De zorgfunctie.
    zorgfunctie: String,
    /// De periode van het functiebudget.
    bestedings_periode: PeriodeUitvoer,
    /// Besteed, zonder ziekengeld en vrijwillige stortingen.
    functie_budget_besteed: Euro,
    /// Deel waarover geen verantwoording nodig is.
    #[serde(skip_serializing_if = "Option::is_none")]
    verantwoordingsvrij_bedrag_besteed: Option<Euro>,
    /// Ziekengeld.
    #[serde(skip_serializing_if = "Option::is_none")]
    ziekengeld_besteed: Option<Euro>,
}

impl RegelUitvoer {
    fn of(rij: Regelrij) -> Result<Self, platform::Fault> {
        Ok(Self {
            pot_id: rij.pot_id,
            reden_budgetafsluiting: rij.reden.to_string(),
            budget_identificatie: rij.budget_identificatie,
            zorgfunctie: rij.zorgfunctie,
            bestedings_periode: crate::store::periode(rij.geldig_van, Some(rij.geldig_tot))?.into(),
            functie_budget_besteed: Euro::from_cents(rij.besteed),
            verantwoordingsvrij_bedrag_besteed: rij
                .verantwoordingsvrij_besteed
                .map(Euro::from_cents),
            ziekengeld_besteed: rij.ziekengeld.map(Euro::from_cents),
        })
    }
}

/// Het antwoord van de verstrekker, zoals een 508-bericht het zegt.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RetourInvoer {
    /// Uw nummer van dit antwoord.
    #[schema(min_length = 1, max_length = 12)]
    identificatie_retour: String,
    /// Dag van dit antwoord.
    #[schema(value_type = String, format = Date)]
    dagtekening_retour: Date,
    /// De retourcodes; `0200` is geen opmerking.
    #[serde(rename = "retourCodes")]
    retourcodes: Vec<String>,
}

fn shown(
    found: Gemaakt,
    regels: &mut Vec<Regelrij>,
) -> Result<BudgetafsluitingUitvoer, platform::Fault> {
    let own: Vec<Regelrij> =
        regels.extract_if(.., |regel| regel.budgetafsluiting_id == found.id).collect();
    let retour = match (found.identificatie_retour, found.dagtekening_retour, found.codes) {
        (Some(identificatie_retour), Some(dagtekening_retour), Some(retourcodes)) => {
            Some(RetourInvoer { identificatie_retour, dagtekening_retour, retourcodes })
        }
        _ => None,
    };
    Ok(BudgetafsluitingUitvoer {
        id: found.id,
        verstrekker_id: found.verstrekker_id,
        budgethouder_id: found.budgethouder_id,
        toekenning_id: found.toekenning_id,
        wet: found.wet,
        berichtcode: found.code,
        bericht_identificatie: found.identificatie,
        dagtekening: found.dagtekening,
        regels: own.into_iter().map(RegelUitvoer::of).collect::<Result<_, _>>()?,
        retour,
        vastgelegd_op: found.vastgelegd_op.to_string(),
    })
}

/// Een bladzijde met budgetafsluitingen.
#[derive(Serialize, ToSchema)]
struct Budgetafsluitingen {
    /// De budgetafsluitingen.
    items: Vec<BudgetafsluitingUitvoer>,
}

/// Waarop de lijst gefilterd wordt.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct LijstVraag {
    /// Alleen waar nog geen antwoord op is.
    zonder_retour: Option<bool>,
    /// Waar de lijst verdergaat: uit de link naar de volgende bladzijde.
    cursor: Option<String>,
    /// Hoeveel hooguit: 1 tot en met 100.
    limit: Option<i64>,
}

/// De budgetafsluitingen die u mag zien, de oudste eerst.
#[utoipa::path(
    tag = "budgetafsluitingen",
    params(LijstVraag),
    responses((status = 200, description = "Budgetafsluitingen.", body = Budgetafsluitingen)),
)]
#[get("/budgetafsluitingen")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<LijstVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let LijstVraag { zonder_retour, cursor, limit } = query.into_inner();
    let page = PageQuery { cursor, limit }.page()?;
    let zonder_retour = zonder_retour.unwrap_or_default();
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (own, now) = (scope.clone(), context.clock.now());
    let items = context
        .transact(scope, move |conn| {
            let (caller, own) = (caller.clone(), own.clone());
            async move {
                let found = store::page(conn, page, zonder_retour).await?;
                let ids: Vec<Uuid> = found.iter().map(|found| found.id).collect();
                let mut regels = store::regels(conn, &ids).await?;
                let rows = found.iter().map(|found| found.verstrekker_id);
                inzage::record(conn, &caller, &own, now, "budgetafsluitingen", rows).await?;
                let items: Result<Vec<_>, _> =
                    found.into_iter().map(|found| shown(found, &mut regels)).collect();
                Ok::<_, Problem>(items?)
            }
            .boxed()
        })
        .await?;
    Ok(page.answer(&request, items, |item| item.id))
}

/// Leest een budgetafsluiting en legt de inzage vast.
async fn find(
    context: &Context,
    caller: Caller,
    id: Uuid,
) -> Result<(Gemaakt, Vec<Regelrij>), Problem> {
    let scope = tenancy::scope_of(context, &caller).await?;
    let (own, now) = (scope.clone(), context.clock.now());
    let found = context
        .transact(scope, move |conn| {
            let (caller, own) = (caller.clone(), own.clone());
            async move {
                let found = store::by_id(conn, id).await?;
                let regels = store::regels(conn, &[id]).await?;
                let rows = found.iter().map(|found| found.verstrekker_id);
                inzage::record(conn, &caller, &own, now, "budgetafsluitingen", rows).await?;
                Ok::<_, Problem>(found.map(|found| (found, regels)))
            }
            .boxed()
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// Eén budgetafsluiting.
#[utoipa::path(
    tag = "budgetafsluitingen",
    params(("id" = Uuid, Path, description = "De budgetafsluiting.")),
    responses((status = 200, description = "De budgetafsluiting.", body = BudgetafsluitingUitvoer)),
)]
#[get("/budgetafsluitingen/{id}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let (found, mut regels) = find(&context, caller, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(shown(found, &mut regels)?))
}

/// De budgetafsluiting als iPgb 507-bericht.
#[utoipa::path(
    tag = "budgetafsluitingen",
    params(("id" = Uuid, Path, description = "De budgetafsluiting.")),
    responses(
        (status = 200, description = "Het 507-bericht.", content_type = "application/xml", body = String),
    ),
)]
#[get("/budgetafsluitingen/{id}/bericht")]
async fn read_bericht(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let (found, _) = find(&context, caller, id.into_inner()).await?;
    let text = Desk::of(&context)?.sealing.open(&found.inhoud)?;
    Ok(HttpResponse::Ok().content_type("application/xml").body(text))
}

/// Het antwoord op een budgetafsluiting: dezelfde inhoud als een iPgb 508-bericht. Een 508-bericht
/// als XML gaat naar `/berichten`.
#[utoipa::path(
    tag = "budgetafsluitingen",
    params(
        ("id" = Uuid, Path, description = "De budgetafsluiting."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = RetourInvoer,
    responses(
        (status = 201, description = "Bewaard.", body = RetourInvoer),
        (status = 409, description = "Er is al een ander antwoord."),
    ),
)]
#[post("/budgetafsluitingen/{id}/retour")]
async fn answer(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<RetourInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let given = checked(body.0)?;
    let (id, desk, oin) = (id.into_inner(), Desk::of(&context)?, caller.oin.to_string());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, given, oin) = (desk.clone(), given.clone(), oin.clone());
        async move {
            let found = store::by_id(conn, id).await?.ok_or_else(Problem::not_found)?;
            let new = Antwoord {
                budgetafsluiting: id,
                verstrekker: found.verstrekker_id,
                identificatie_retour: given.identificatie_retour.clone(),
                dagtekening_retour: given.dagtekening_retour,
                codes: given.retourcodes.clone(),
                inhoud: None,
                oin,
            };
            flows::keep_retour(conn, &desk, &new).await?;
            let body = serde_json::to_value(given).map_err(anyhow::Error::from);
            let body = body.map_err(platform::Fault::from)?;
            Ok(Answer { status: 201, headers: Vec::new(), body })
        }
        .boxed()
    })
    .await
}

fn checked(mut given: RetourInvoer) -> Result<RetourInvoer, Problem> {
    let mut faults = Faults::default();
    let length = given.identificatie_retour.chars().count();
    if !(1..=12).contains(&length) || given.identificatie_retour.chars().any(char::is_control) {
        faults.add("/identificatieRetour", "formaat", "een tekst van 1 tot en met 12 tekens");
    }
    given.retourcodes.sort_unstable();
    given.retourcodes.dedup();
    if given.retourcodes.is_empty() || given.retourcodes.len() > 50 {
        faults.add("/retourCodes", "formaat", "1 tot en met 50 retourcodes");
    }
    let day = given.dagtekening_retour;
    if !given.retourcodes.iter().all(|code| codelists::is_known("PGB001", code, day)) {
        faults.add("/retourCodes", "formaat", "retourcodes uit de codelijst PGB001");
    }
    faults.finish(Some(given))
}
