//! `/bestanden`: bank files, for the payment office.

mod recovery;

use actix_web::{HttpResponse, get, post, web};
use kernel::Euro;
use platform::http::json::Json;
use platform::http::precondition::etag;
use platform::{Caller, Context, Failure, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::flows::{self, Refusal};
use super::store::{self, Bestandsrij};
use super::{hex, unhex};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_one).service(inhoud).service(verzend);
    recovery::routes(config);
}

/// Een bankbestand, zonder de inhoud.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BestandUitvoer {
    /// Identificatie.
    id: Uuid,
    /// De betaalrun.
    betaalrun_id: Uuid,
    /// Kenmerk bij de bank.
    #[schema(example = "PGB-20260319-R0001-F01")]
    bericht_id: String,
    /// Aantal betalingen.
    aantal: i64,
    /// Som in eurocenten.
    totaal: Euro,
    /// SHA-256 van de inhoud, hexadecimaal.
    sha256: String,
    /// Waar het bestand staat.
    #[schema(example = "gebouwd")]
    staat: String,
    /// Wanneer het is gebouwd.
    #[schema(value_type = String, format = DateTime)]
    gebouwd_op: String,
    /// De hoeveelste verzending het is; 0 voor de eerste.
    verzending: i32,
    /// Versie van deze rij; ook de `ETag`.
    revisie: i64,
}

impl From<Bestandsrij> for BestandUitvoer {
    fn from(rij: Bestandsrij) -> Self {
        let Bestandsrij {
            id,
            betaalrun_id,
            msg_id,
            aantal,
            totaal,
            sha256,
            staat,
            gebouwd_op,
            revisie,
            verzending,
        } = rij;
        Self {
            id,
            betaalrun_id,
            bericht_id: msg_id,
            aantal,
            totaal: Euro::from_cents(totaal),
            sha256: hex(&sha256),
            staat,
            gebouwd_op: gebouwd_op.to_jiff().to_string(),
            verzending,
            revisie,
        }
    }
}

/// `Content-Digest` (RFC 9530) of a SHA-256.
#[expect(clippy::arithmetic_side_effects, reason = "places of three bytes in 24 bits")]
fn content_digest(sha256: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::from("sha-256=:");
    for chunk in sha256.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3_usize.saturating_sub(chunk.len())));
        for place in 0..4_usize {
            let index = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or_default();
            let used = place <= chunk.len();
            let letter = ALPHABET.get(index).copied().filter(|_| used).unwrap_or(b'=');
            text.push(char::from(letter));
        }
    }
    text.push(':');
    text
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Onbekend => Self::not_found(),
            Refusal::AndereInhoud => Self::refused("sha256", detail),
            Refusal::AlVerzonden { staat: _ } => Self::refused("al-verzonden", detail),
            Refusal::NietOnbekend { staat: _ } => Self::refused("staat", detail),
            Refusal::BankNietGevraagd => Self::refused("bank-niet-gevraagd", detail),
            Refusal::NietTeVragen => Self::refused("niet-te-vragen", detail),
            Refusal::Noodstop => Self::refused("noodstop", detail),
        }
    }
}

/// Eén bankbestand.
#[utoipa::path(
    tag = "bestanden",
    params(("id" = Uuid, Path, description = "Het bestand.")),
    responses(
        (status = 200, description = "Het bestand.", body = BestandUitvoer),
        (status = 404, description = "Niet gevonden."),
    ),
)]
#[get("/bestanden/{id}")]
async fn read_one(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let id = id.into_inner();
    let row = context.transact(scope, move |conn| {
        Box::pin(async move { store::load(conn, id).await?.ok_or_else(Problem::not_found) })
    });
    let row = row.await?;
    Ok(HttpResponse::Ok().insert_header(etag(row.revisie)).json(BestandUitvoer::from(row)))
}

/// De inhoud van een bankbestand: precies de bytes die naar de bank gaan.
#[utoipa::path(
    tag = "bestanden",
    params(("id" = Uuid, Path, description = "Het bestand.")),
    responses(
        (status = 200, description = "pain.001.001.09; de header Content-Digest bevat de SHA-256.",
            body = String, content_type = "application/xml"),
        (status = 404, description = "Niet gevonden."),
    ),
)]
#[get("/bestanden/{id}/inhoud")]
async fn inhoud(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let id = id.into_inner();
    let found = context.transact(scope, move |conn| {
        Box::pin(async move {
            let row = store::load(conn, id).await?.ok_or_else(Problem::not_found)?;
            let bytes = store::inhoud(conn, id).await?;
            Ok::<_, Problem>((row.sha256, bytes))
        })
    });
    let (sha256, bytes) = found.await?;
    Ok(HttpResponse::Ok()
        .content_type("application/xml")
        .insert_header(("Content-Digest", content_digest(&sha256)))
        .body(bytes))
}

/// Een verzending naar de bank.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Verzending {
    /// De SHA-256 van de inhoud die u hebt gezien, hexadecimaal.
    #[schema(pattern = "^[0-9a-fA-F]{64}$")]
    pub(super) sha256: String,
}

/// Verzendt het bestand naar de bank: hooguit één keer.
#[utoipa::path(
    tag = "bestanden",
    params(("id" = Uuid, Path, description = "Het bestand.")),
    request_body = Verzending,
    responses(
        (status = 200, description = "Het bestand, met de nieuwe staat.", body = BestandUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Al verzonden, of een andere inhoud."),
    ),
)]
#[post("/bestanden/{id}/verzendingen")]
async fn verzend(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    body: Json<Verzending>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betaalruns.vrijgeven")?;
    landelijk(&context, &caller).await?;
    let sha256 = unhex(&body.0.sha256).unwrap_or_default();
    let sent = flows::send(&context, id.into_inner(), &sha256, &caller.sub).await;
    let row = sent.map_err(|failure: Failure<Refusal>| Problem::from(failure))?;
    Ok(HttpResponse::Ok().insert_header(etag(row.revisie)).json(BestandUitvoer::from(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_as_base64() {
        assert_eq!(
            content_digest(b"any carnal pleasure."),
            "sha-256=:YW55IGNhcm5hbCBwbGVhc3VyZS4=:"
        );
        assert_eq!(
            content_digest(b"any carnal pleasure"),
            "sha-256=:YW55IGNhcm5hbCBwbGVhc3VyZQ==:"
        );
        assert_eq!(content_digest(b"any carnal pleasur"), "sha-256=:YW55IGNhcm5hbCBwbGVhc3Vy:");
    }
}
