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
    config.service(act);
}

/// What an act is, and what a token must allow for it; `None` when there is no such act.
fn needs(handelingen: &str) -> Option<(&'static str, Handeling)> {
    match handelingen {
        "vergrendelingen" => Some(("pgb.betaalruns.schrijven", Handeling::Vergrendelen)),
        "controles" => Some(("pgb.betaalruns.schrijven", Handeling::Controleren)),
        "goedkeuringen" => Some(("pgb.betaalruns.goedkeuren", Handeling::Goedkeuren)),
        "vrijgaven" => Some(("pgb.betaalruns.vrijgeven", Handeling::Vrijgeven)),
        "annuleringen" => Some(("pgb.betaalruns.schrijven", Handeling::Annuleren)),
        _ => None,
    }
}

/// Eén handeling van één persoon aan een betaalrun: `vergrendelingen` legt vast welke betalingen in
/// de run zitten, `controles` bevestigt de controles, `goedkeuringen` keurt de run goed (niet door
/// wie hem maakte of iets erin wijzigde), `vrijgaven` bouwt de bankbestanden (door een derde
/// persoon), `annuleringen` geeft de run op.
#[utoipa::path(
    tag = "betaalruns",
    params(
        ("id" = Uuid, Path, description = "De betaalrun."),
        ("handelingen" = String, Path, description = "Wat er met de run gebeurt.",
            pattern = "^(vergrendelingen|controles|goedkeuringen|vrijgaven|annuleringen)$"),
        ("If-Match" = String, Header, description = "De ETag van de run."),
    ),
    responses(
        (status = 200, description = "De run, na de handeling.", body = BetaalrunUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Kan niet in deze staat, vier ogen, of een noodstop."),
    ),
)]
#[post("/betaalruns/{id}/{handelingen}")]
async fn act(
    caller: Caller,
    context: web::Data<Context>,
    path: web::Path<(Uuid, String)>,
    tag: IfMatch,
) -> Result<HttpResponse, Problem> {
    let (id, handelingen) = path.into_inner();
    let (word, handeling) = needs(&handelingen).ok_or_else(Problem::not_found)?;
    caller.require(word)?;
    let scope = landelijk(&context, &caller).await?;
    let (own, door, seen) = (context.get_ref().clone(), caller.sub.clone(), (id, tag.0));
    // Releasing many payments takes longer than a request usually may.
    let shown = context.transact_work(scope, move |conn| {
        let (context, door) = (own.clone(), door.clone());
        Box::pin(async move {
            let run = flows::act(conn, &context, seen, handeling, &door).await?;
            Ok::<_, Problem>(whole(conn, run).await?)
        })
    });
    let shown = shown.await?;
    Ok(HttpResponse::Ok().insert_header(etag(shown.revisie)).json(shown))
}
