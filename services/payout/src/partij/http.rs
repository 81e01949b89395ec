//! `/blokkades`, `/betaalgegevens`, `/sanctielijsten`: what holds payments to payees, for the
//! payment office. An account is never shown.

mod blokkades;

use actix_web::{HttpResponse, get, post, put, web};
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::{Caller, Context, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::rekeningen::{self, Versie};
use super::{Refusal, flows};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(versies).service(approve).service(load_list);
    blokkades::routes(config);
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        let code = match refusal {
            Refusal::Onbekend => return Self::not_found(),
            Refusal::WachtNiet => "wacht-niet",
            Refusal::EindigtVanzelf => "eindigt-vanzelf",
            Refusal::ZelfdePersoon => "vier-ogen",
            Refusal::Opgeheven => "opgeheven",
        };
        Self::refused(code, detail)
    }
}

/// Een versie van een rekening, zonder het rekeningnummer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VersieUitvoer {
    /// De betaalgegevens.
    betaalgegevens_id: Uuid,
    /// De hoeveelste versie.
    versie: i64,
    /// Verwijzing naar de rekening, om te vergelijken.
    iban_ref: String,
    /// Wanneer wij haar leerden kennen.
    #[schema(value_type = String, format = DateTime)]
    vastgelegd_op: String,
    /// Of zij in de plaats kwam van een andere rekening.
    is_wijziging: bool,
    /// Wie haar goedkeurde.
    #[serde(skip_serializing_if = "Option::is_none")]
    goedgekeurd_door: Option<String>,
    /// De eerste dag waarop er naartoe wordt betaald.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    bruikbaar_van: Option<jiff::civil::Date>,
    /// Wat de bank van de ontvanger van de naam zegt.
    #[serde(skip_serializing_if = "Option::is_none")]
    naamcontrole: Option<String>,
}

impl From<Versie> for VersieUitvoer {
    fn from(rij: Versie) -> Self {
        Self {
            betaalgegevens_id: rij.betaalgegevens_id,
            versie: rij.versie,
            iban_ref: rij.iban_ref,
            vastgelegd_op: rij.vastgelegd_op.to_jiff().to_string(),
            is_wijziging: rij.is_wijziging,
            goedgekeurd_door: rij.goedgekeurd_door,
            bruikbaar_van: rij.bruikbaar_van.map(jiff_diesel::Date::to_jiff),
            naamcontrole: rij.naamcontrole,
        }
    }
}

/// De versies van een rekening.
#[derive(Serialize, ToSchema)]
struct Versies {
    /// Nieuwste eerst.
    items: Vec<VersieUitvoer>,
}

/// De geschiedenis van een rekening, nieuwste eerst.
#[utoipa::path(
    tag = "betaalgegevens",
    params(("id" = Uuid, Path, description = "De betaalgegevens.")),
    responses(
        (status = 200, description = "De versies.", body = Versies),
        (status = 404, description = "Niet gevonden."),
    ),
)]
#[get("/betaalgegevens/{id}/versies")]
async fn versies(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betaalgegevens.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let id = id.into_inner();
    let rows = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(rekeningen::versies(conn, id).await?) })
    });
    let items: Vec<VersieUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    if items.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(HttpResponse::Ok().json(Versies { items }))
}

/// De goedkeuring van een gewijzigde rekening.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Goedkeuring {
    /// De versie die u hebt gezien.
    versie: i64,
    /// Waaruit blijkt dat de wijziging klopt: het terugbelgesprek, de brief.
    #[schema(min_length = 5, max_length = 500)]
    bewijs: String,
}

fn evidence(bewijs: &str) -> Result<(), Problem> {
    let mut faults = Faults::default();
    if !(5..=500).contains(&bewijs.trim().chars().count()) {
        faults.add("/bewijs", "formaat", "5 tot en met 500 tekens");
    }
    faults.finish(Some(()))
}

/// Keurt een gewijzigde rekening goed. Na drie bankdagen wordt er naartoe betaald.
#[utoipa::path(
    tag = "betaalgegevens",
    params(("id" = Uuid, Path, description = "De betaalgegevens.")),
    request_body = Goedkeuring,
    responses(
        (status = 200, description = "De versie, met de eerste dag.", body = VersieUitvoer),
        (status = 404, description = "Niet gevonden."),
        (status = 409, description = "Deze wijziging wacht niet op goedkeuring."),
    ),
)]
#[post("/betaalgegevens/{id}/goedkeuringen")]
async fn approve(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    body: Json<Goedkeuring>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betaalgegevens.goedkeuren")?;
    let scope = landelijk(&context, &caller).await?;
    evidence(&body.0.bewijs)?;
    let id = id.into_inner();
    let (own, door, body) = (context.get_ref().clone(), caller.sub.clone(), body.0);
    let row = context.transact(scope, move |conn| {
        let (context, door, body) = (own.clone(), door.clone(), body.clone());
        Box::pin(async move {
            let said = (door.as_str(), body.bewijs.as_str());
            Ok::<_, Problem>(flows::approve(conn, &context, (id, body.versie), said).await?)
        })
    });
    Ok(HttpResponse::Ok().json(VersieUitvoer::from(row.await?)))
}

/// Een naam op een sanctielijst.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Sanctienaam {
    /// De naam, zoals de lijst hem geeft.
    naam: String,
    /// Het kenmerk op de lijst.
    kenmerk: String,
}

/// Een sanctielijst, helemaal.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Sanctielijst {
    /// Alle namen.
    namen: Vec<Sanctienaam>,
}

/// Wat van een lijst is geladen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Geladen {
    /// Zo veel namen.
    namen: usize,
    /// Zo veel rekeningen die nu zijn tegengehouden.
    treffers: usize,
}

/// Vervangt een sanctielijst en houdt alle ontvangers ertegen.
#[utoipa::path(
    tag = "sanctielijsten",
    params(("lijst" = String, Path, description = "Naam van de lijst.", example = "EU")),
    request_body = Sanctielijst,
    responses(
        (status = 200, description = "Geladen.", body = Geladen),
        (status = 400, description = "De lijst klopt niet."),
    ),
)]
#[put("/sanctielijsten/{lijst}")]
async fn load_list(
    caller: Caller,
    context: web::Data<Context>,
    lijst: web::Path<String>,
    body: Json<Sanctielijst>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.sanctielijsten.schrijven")?;
    let scope = landelijk(&context, &caller).await?;
    let lijst = lijst.into_inner();
    let mut faults = Faults::default();
    let letters = lijst.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
    if !letters || !(1..=20).contains(&lijst.len()) {
        faults.add("", "lijst", "een naam van 1 tot en met 20 hoofdletters en cijfers");
    }
    if body.0.namen.is_empty() {
        faults.add("/namen", "formaat", "ten minste één naam");
    }
    faults.finish(Some(()))?;
    let namen: Vec<(String, String)> =
        body.0.namen.into_iter().map(|naam| (naam.naam, naam.kenmerk)).collect();
    let (own, door) = (context.get_ref().clone(), caller.sub.clone());
    let namen = std::sync::Arc::new(namen);
    let loaded = context.transact_work(scope, move |conn| {
        let (context, door, lijst) = (own.clone(), door.clone(), lijst.clone());
        let namen = std::sync::Arc::clone(&namen);
        Box::pin(async move {
            let which = (lijst.as_str(), door.as_str());
            Ok::<_, Problem>(flows::load_list(conn, &context, which, &namen).await?)
        })
    });
    let (namen, treffers) = loaded.await?;
    Ok(HttpResponse::Ok().json(Geladen { namen, treffers }))
}
