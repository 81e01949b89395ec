//! The acts on a run, each by one person.

use actix_web::{HttpResponse, post, web};
use platform::http::precondition::{IfMatch, etag};
use platform::{Caller, Context, Problem};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{BetaalrunUitvoer, landelijk, whole};
use crate::betaalrun::{Handeling, flows};

/// Registers the acts.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(vergrendel).service(controleer).service(keur_goed).service(geef_vrij);
    config.service(annuleer);
}

/// One act on a run.
async fn act(
    context: &Context,
    caller: &Caller,
    (word, handeling): (&str, Handeling),
    id: Uuid,
    revisie: i64,
) -> Result<HttpResponse, Problem> {
    caller.require(word)?;
    let scope = landelijk(context, caller).await?;
    let (own, door) = (context.clone(), caller.sub.clone());
    // Releasing many payments takes longer than a request usually may.
    let shown = context.transact_work(scope, move |conn| {
        let (context, door) = (own.clone(), door.clone());
        Box::pin(async move {
            let run = flows::act(conn, &context, (id, revisie), handeling, &door).await?;
            Ok::<_, Problem>(whole(conn, run).await?)
        })
    });
    let shown = shown.await?;
    Ok(HttpResponse::Ok().insert_header(etag(shown.revisie)).json(shown))
}

/// Legt vast welke betalingen in de run zitten.
#[utoipa::path(
    tag = "betaalruns",
    params(
        ("id" = Uuid, Path, description = "De betaalrun."),
        ("If-Match" = String, Header, description = "De ETag van de run."),
    ),
    responses(
        (status = 200, description = "De run is vergrendeld.", body = BetaalrunUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Kan niet in deze staat."),
    ),
)]
#[post("/betaalruns/{id}/vergrendelingen")]
async fn vergrendel(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
) -> Result<HttpResponse, Problem> {
    let handeling = ("pgb.betaalruns.schrijven", Handeling::Vergrendelen);
    act(&context, &caller, handeling, id.into_inner(), tag.0).await
}

/// Bevestigt de controles op de run.
#[utoipa::path(
    tag = "betaalruns",
    params(
        ("id" = Uuid, Path, description = "De betaalrun."),
        ("If-Match" = String, Header, description = "De ETag van de run."),
    ),
    responses(
        (status = 200, description = "De run is gecontroleerd.", body = BetaalrunUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Kan niet in deze staat."),
    ),
)]
#[post("/betaalruns/{id}/controles")]
async fn controleer(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
) -> Result<HttpResponse, Problem> {
    let handeling = ("pgb.betaalruns.schrijven", Handeling::Controleren);
    act(&context, &caller, handeling, id.into_inner(), tag.0).await
}

/// Keurt de run goed; niet door wie hem maakte.
#[utoipa::path(
    tag = "betaalruns",
    params(
        ("id" = Uuid, Path, description = "De betaalrun."),
        ("If-Match" = String, Header, description = "De ETag van de run."),
    ),
    responses(
        (status = 200, description = "De run is goedgekeurd.", body = BetaalrunUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Kan niet in deze staat, of vier ogen."),
    ),
)]
#[post("/betaalruns/{id}/goedkeuringen")]
async fn keur_goed(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
) -> Result<HttpResponse, Problem> {
    let handeling = ("pgb.betaalruns.goedkeuren", Handeling::Goedkeuren);
    act(&context, &caller, handeling, id.into_inner(), tag.0).await
}

/// Geeft de run vrij: de bankbestanden worden gebouwd. Niet door wie hem goedkeurde.
#[utoipa::path(
    tag = "betaalruns",
    params(
        ("id" = Uuid, Path, description = "De betaalrun."),
        ("If-Match" = String, Header, description = "De ETag van de run."),
    ),
    responses(
        (status = 200, description = "De run is vrijgegeven.", body = BetaalrunUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Kan niet in deze staat, of vier ogen."),
    ),
)]
#[post("/betaalruns/{id}/vrijgaven")]
async fn geef_vrij(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
) -> Result<HttpResponse, Problem> {
    let handeling = ("pgb.betaalruns.vrijgeven", Handeling::Vrijgeven);
    act(&context, &caller, handeling, id.into_inner(), tag.0).await
}

/// Geeft de run op; de betalingen wachten op de volgende.
#[utoipa::path(
    tag = "betaalruns",
    params(
        ("id" = Uuid, Path, description = "De betaalrun."),
        ("If-Match" = String, Header, description = "De ETag van de run."),
    ),
    responses(
        (status = 200, description = "De run is geannuleerd.", body = BetaalrunUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Kan niet in deze staat."),
    ),
)]
#[post("/betaalruns/{id}/annuleringen")]
async fn annuleer(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    tag: IfMatch,
) -> Result<HttpResponse, Problem> {
    let handeling = ("pgb.betaalruns.schrijven", Handeling::Annuleren);
    act(&context, &caller, handeling, id.into_inner(), tag.0).await
}
