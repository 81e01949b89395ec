//! What the releaser of a run looks at: how it compares, what is large, who is paid for the first
//! time, whose money it is; and moving it to another day.

use actix_web::{HttpResponse, get, put, web};
use jiff::civil::Date;
use kernel::Euro;
use platform::http::json::Json;
use platform::http::precondition::{IfMatch, etag};
use platform::{Caller, Context, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{BetaalrunUitvoer, landelijk, whole};
use crate::betaalrun::store::overview::{self, Deel, Opvallend};
use crate::betaalrun::{flows, store};

/// Registers these resources.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read).service(move_to);
}

/// Waarin een run afwijkt van de runs ervoor.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AfwijkingUitvoer {
    /// `aantal` of `totaal`.
    wat: &'static str,
    /// Wat het nu is.
    nu: i64,
    /// Wat het gemiddeld is.
    gemiddeld: i64,
    /// Waarom het opvalt.
    hoe: &'static str,
}

/// Een betaling die opvalt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OpvallendUitvoer {
    /// De betaling.
    betaling_id: Uuid,
    /// Wie het geld krijgt.
    zorgverlener_id: Uuid,
    /// Bedrag in eurocenten.
    bedrag: Euro,
    /// Of de zorgverlener nog nooit is betaald.
    eerste_betaling: bool,
}

/// Het deel van een verstrekker en wet.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DeelUitvoer {
    /// Wiens geld.
    verstrekker_id: Uuid,
    /// De wet.
    wet: String,
    /// Aantal betalingen.
    aantal: i64,
    /// Som in eurocenten.
    totaal: Euro,
}

/// Het overzicht van een run.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Overzicht {
    /// Waarin de run afwijkt van de laatste twaalf.
    afwijkingen: Vec<AfwijkingUitvoer>,
    /// De vijftig grootste betalingen.
    grootste: Vec<OpvallendUitvoer>,
    /// Hoeveel zorgverleners nog nooit zijn betaald.
    eerste_betalingen: i64,
    /// Per verstrekker en wet.
    delen: Vec<DeelUitvoer>,
}

/// Het overzicht van een run, voor wie haar goedkeurt of vrijgeeft.
#[utoipa::path(
    tag = "betaalruns",
    params(("id" = Uuid, Path, description = "De betaalrun.")),
    responses(
        (status = 200, description = "Het overzicht.", body = Overzicht),
        (status = 404, description = "Niet gevonden."),
    ),
)]
#[get("/betaalruns/{id}/overzicht")]
async fn read(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let id = id.into_inner();
    let shown = context.transact_work(scope, move |conn| {
        Box::pin(async move {
            let run = store::load(conn, id).await?.ok_or_else(Problem::not_found)?;
            let afwijkingen = flows::deviations(conn, &run).await?;
            let grootste = overview::largest(conn, id).await?;
            let first = overview::first_payees(conn, id).await?;
            let delen = overview::parts(conn, id).await?;
            Ok::<_, Problem>((afwijkingen, grootste, first, delen))
        })
    });
    let (afwijkingen, grootste, eerste_betalingen, delen) = shown.await?;
    let large = |rij: Opvallend| OpvallendUitvoer {
        betaling_id: rij.betaling_id,
        zorgverlener_id: rij.zorgverlener_id,
        bedrag: Euro::from_cents(rij.bedrag),
        eerste_betaling: rij.eerste_betaling,
    };
    let part = |rij: Deel| DeelUitvoer {
        verstrekker_id: rij.verstrekker_id,
        wet: rij.wet,
        aantal: rij.aantal,
        totaal: Euro::from_cents(rij.totaal),
    };
    Ok(HttpResponse::Ok().json(Overzicht {
        afwijkingen: afwijkingen
            .into_iter()
            .map(|one| AfwijkingUitvoer {
                wat: one.wat,
                nu: one.nu,
                gemiddeld: one.gemiddeld,
                hoe: one.hoe.code(),
            })
            .collect(),
        grootste: grootste.into_iter().map(large).collect(),
        eerste_betalingen,
        delen: delen.into_iter().map(part).collect(),
    }))
}

/// Een andere dag.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Verzetting {
    /// De dag waarop de bank moet betalen.
    #[schema(value_type = String, format = Date)]
    uitvoerdatum: Date,
}

/// Verzet een run naar een andere dag. Controles en goedkeuring vervallen.
#[utoipa::path(
    tag = "betaalruns",
    params(
        ("id" = Uuid, Path, description = "De betaalrun."),
        ("If-Match" = String, Header, description = "De ETag van de run."),
    ),
    request_body = Verzetting,
    responses(
        (status = 200, description = "De run.", body = BetaalrunUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Kan niet in deze staat, of de dag kan niet."),
    ),
)]
#[put("/betaalruns/{id}/uitvoerdatum")]
async fn move_to(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
    body: Json<Verzetting>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betaalruns.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let (seen, dag) = ((id.into_inner(), tag.0), body.0.uitvoerdatum);
    let (own, door) = (context.get_ref().clone(), caller.sub.clone());
    let shown = context.transact(scope, move |conn| {
        let (context, door) = (own.clone(), door.clone());
        Box::pin(async move {
            let run = flows::move_to(conn, &context, seen, dag, &door).await?;
            Ok::<_, Problem>(whole(conn, run).await?)
        })
    });
    let shown = shown.await?;
    Ok(HttpResponse::Ok().insert_header(etag(shown.revisie)).json(shown))
}
