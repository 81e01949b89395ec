//! What is done with a file of unknown fate: the bank is asked, and only then it goes again.

use actix_web::{HttpResponse, post, web};
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::precondition::etag;
use platform::{Caller, Context, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{BestandUitvoer, Verzending};
use crate::bestand::{flows, unhex};
use crate::betaalrun::http::landelijk;

/// Registers these acts.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(vraag).service(verzend_opnieuw);
}

/// Wat de bank zei. Zonder inhoud wordt de bank zelf gevraagd.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Bankvraag {
    /// Het antwoord dat iemand van de bank kreeg.
    #[serde(default)]
    antwoord: Option<Handantwoord>,
}

/// Een antwoord van de bank dat iemand zelf haalde.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Handantwoord {
    /// SHA-256 van wat de bank onder dit kenmerk heeft; zonder waarde heeft zij niets.
    #[serde(default)]
    #[schema(pattern = "^[0-9a-fA-F]{64}$")]
    sha256: Option<String>,
    /// Waaruit het blijkt: kenmerk van het gesprek of van de lijst van de bank.
    #[schema(min_length = 5, max_length = 500)]
    bewijs: String,
}

/// Wat de bank zei, en waar het bestand nu staat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BankvraagUitvoer {
    /// `aanwezig`, `afwezig` of `andere_inhoud`.
    antwoord: &'static str,
    /// Het bestand.
    bestand: BestandUitvoer,
}

/// Vraagt de bank of zij het bestand heeft, of legt haar antwoord vast.
#[utoipa::path(
    tag = "bestanden",
    params(("id" = Uuid, Path, description = "Het bestand.")),
    request_body = Bankvraag,
    responses(
        (status = 200, description = "Het antwoord van de bank.", body = BankvraagUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Het lot van het bestand is bekend, of de bank kan zo niet worden gevraagd."),
    ),
)]
#[post("/bestanden/{id}/bankvragen")]
async fn vraag(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    body: Json<Bankvraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betaalruns.vrijgeven")?;
    landelijk(&context, &caller).await?;
    let id = id.into_inner();
    let (file, antwoord) = match body.0.antwoord {
        None => flows::ask(&context, id, &caller.sub).await?,
        Some(given) => {
            let sha256 = read(&given)?;
            let said = (given.bewijs.as_str(), caller.sub.as_str());
            flows::told_by_hand(&context, id, sha256, said).await?
        }
    };
    let tag = etag(file.revisie);
    let shown = BankvraagUitvoer { antwoord: antwoord.code(), bestand: file.into() };
    Ok(HttpResponse::Ok().insert_header(tag).json(shown))
}

fn read(given: &Handantwoord) -> Result<Option<Vec<u8>>, Problem> {
    let mut faults = Faults::default();
    if !(5..=500).contains(&given.bewijs.trim().chars().count()) {
        faults.add("/antwoord/bewijs", "formaat", "5 tot en met 500 tekens");
    }
    let sha256 = given.sha256.as_deref().map(unhex);
    if sha256.as_ref().is_some_and(|hash| hash.as_ref().is_none_or(|hash| hash.len() != 32)) {
        faults.add("/antwoord/sha256", "formaat", "64 hexadecimale cijfers");
    }
    faults.finish(Some(sha256.flatten()))
}

/// Verzendt een bestand van onbekend lot nog eens, nadat de bank zei dat zij het niet heeft.
#[utoipa::path(
    tag = "bestanden",
    params(("id" = Uuid, Path, description = "Het bestand.")),
    request_body = Verzending,
    responses(
        (status = 200, description = "Het bestand, met de nieuwe staat.", body = BestandUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "De bank is niet gevraagd, heeft het bestand, of de inhoud is een andere."),
    ),
)]
#[post("/bestanden/{id}/herzendingen")]
async fn verzend_opnieuw(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    body: Json<Verzending>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betaalruns.vrijgeven")?;
    landelijk(&context, &caller).await?;
    let sha256 = unhex(&body.0.sha256).unwrap_or_default();
    let file = flows::resend(&context, id.into_inner(), &sha256, &caller.sub).await?;
    Ok(HttpResponse::Ok().insert_header(etag(file.revisie)).json(BestandUitvoer::from(file)))
}
