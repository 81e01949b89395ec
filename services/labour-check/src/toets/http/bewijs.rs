//! The receipt of a stored toets, its legal text, and its replay.

use actix_web::{HttpResponse, get, post, web};
use futures_util::FutureExt as _;
use platform::{Caller, Context, Fault, Problem, tenancy};
use serde::Serialize;
use uuid::Uuid;

use super::vraag::{Uitslagweergave, shown};
use crate::engine::Vraag;
use crate::toets::flows;
use crate::toets::store::{self, BewijsRow, Toets};

type Found = (Toets, BewijsRow);

async fn find(context: &web::Data<Context>, caller: &Caller, id: Uuid) -> Result<Found, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let scope = tenancy::scope_of(context, caller).await?;
    let found = context
        .transact(scope, move |conn| {
            async move {
                let Some(toets) = store::load(conn, id).await? else { return Ok(None) };
                let bewijs = store::bewijs_of(conn, id).await?;
                Ok::<_, Fault>(bewijs.map(|bewijs| (toets, bewijs)))
            }
            .boxed()
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// Het bewijs van een toets, byte voor byte zoals het is bewaard.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De toets")), tag = "toetsen",
    responses((status = 200, description = "Het bewijs", body = Object))
)]
#[get("/toetsen/{id}/bewijs")]
pub(super) async fn receipt(
    context: web::Data<Context>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let (_, bewijs) = find(&context, &caller, id.into_inner()).await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(bewijs.tekst))
}

/// De bevindingen van een toets met de tekst voor de jurist, opnieuw gemaakt uit de bewaarde
/// gegevens.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De toets")), tag = "toetsen",
    responses((status = 200, description = "De bevindingen", body = Uitslagweergave))
)]
#[get("/toetsen/{id}/uitslag")]
pub(super) async fn outcome(
    context: web::Data<Context>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let (toets, bewijs) = find(&context, &caller, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(shown(&again(&toets, &bewijs))?))
}

/// Een toets die opnieuw is gedaan.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct Herhaling {
    /// Of het nieuwe bewijs byte voor byte gelijk is aan het bewaarde.
    gelijk: bool,
    /// De hash van het bewaarde bewijs.
    bewaard: String,
    /// De hash van het nieuwe bewijs.
    herhaald: String,
}

/// Doe een oude toets opnieuw: zelfde gegevens, dagen en uitgave.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De toets")), tag = "toetsen",
    responses((status = 200, description = "Of de uitslag dezelfde is", body = Herhaling))
)]
#[post("/toetsen/{id}/herhalingen")]
pub(super) async fn replay(
    context: web::Data<Context>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let (toets, stored) = find(&context, &caller, id.into_inner()).await?;
    let (_, bewijs) = flows::account(&again(&toets, &stored))?;
    Ok(HttpResponse::Ok().json(Herhaling {
        gelijk: bewijs.tekst == stored.tekst,
        bewaard: stored.hash,
        herhaald: bewijs.hash,
    }))
}

/// The question that was asked then.
fn again<'a>(toets: &'a Toets, bewijs: &BewijsRow) -> Vraag<'a> {
    Vraag {
        modus: bewijs.modus(),
        uitgave: bewijs.uitgave(),
        ..Vraag::new(&toets.feiten, toets.kennisdatum)
    }
}
