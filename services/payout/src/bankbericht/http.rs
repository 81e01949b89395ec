//! `/bankberichten`: the door for what the bank says.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, post, web};
use futures_util::future::LocalBoxFuture;
use platform::http::body::{self, SECONDS_MAX, XML_BYTES_MAX};
use platform::{Caller, Context, Failure, Problem};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::flows::{self, Refusal};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(receive);
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        let code = match refusal {
            Refusal::Onleesbaar(_) => {
                return Self::new(400, "bankbericht", "Het bericht is niet leesbaar", detail);
            }
            Refusal::AndereInhoud => "andere-inhoud",
            Refusal::OnbekendBestand => "onbekend-bestand",
            Refusal::OnbekendeRekening => "onbekende-rekening",
            Refusal::SluitNiet | Refusal::SluitNietAan { begin: _, vorige: _ } => "sluit-niet",
        };
        Self::refused(code, detail)
    }
}

/// An XML body, whole.
struct Xml(web::Bytes);

impl FromRequest for Xml {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = body::content_type(request, &["application/xml", "text/xml"]);
        let payload = payload.take();
        Box::pin(async move {
            kind?;
            body::read(payload, XML_BYTES_MAX, SECONDS_MAX).await.map(Self)
        })
    }
}

/// Wat er van een bericht van de bank is verwerkt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Verwerkt {
    /// `pain.002`, `camt.053` of `camt.054`.
    soort: &'static str,
    /// Of precies dit bericht al eens was verwerkt.
    herhaling: bool,
    /// Statussen of boekingen die iets veranderden.
    nieuw: i64,
    /// Statussen of boekingen die al bekend waren.
    al_bekend: i64,
}

/// Verwerkt een bericht van de bank: pain.002.001.10, camt.053.001.08, of camt.054.001.08 (die niets boekt).
#[utoipa::path(
    tag = "bankberichten",
    request_body(content = String, content_type = "application/xml",
        description = "Het bericht, zoals de bank het gaf."),
    responses(
        (status = 200, description = "Verwerkt; hetzelfde bericht nog eens verandert niets.",
            body = Verwerkt),
        (status = 409, description = "Het bericht sluit niet aan op wat bekend is."),
        (status = 413, description = "Te groot."),
        (status = 415, description = "Geen XML."),
    ),
)]
#[post("/bankberichten")]
async fn receive(
    caller: Caller,
    context: web::Data<Context>,
    body: Xml,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.bankberichten.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let (own, bytes) = (context.get_ref().clone(), Arc::new(body.0));
    let kept = Arc::clone(&bytes);
    let done = context.transact_work(scope, move |conn| {
        let (context, bytes) = (own.clone(), Arc::clone(&bytes));
        Box::pin(async move { flows::receive(conn, &context, bytes.as_ref()).await })
    });
    let done = done.await;
    if let Err(Failure::Refused(refusal)) = &done {
        flows::call_somebody(&context, &kept, refusal).await?;
    }
    let flows::Verwerkt { soort, herhaling, nieuw, al_bekend } = done?;
    Ok(HttpResponse::Ok().json(Verwerkt { soort, herhaling, nieuw, al_bekend }))
}
