//! `/zorgverleners` and `/budgethouders`.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use jiff::civil::Date;
use kernel::{AgbCode, Bsn, Iban, KvkNummer};
use platform::http::idempotency;
use platform::http::input::Faults;
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::precondition::etag;
use platform::{Caller, Context, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::flows::{self, Desk, NewZorgverlener};
use super::store;
use super::{Nummer, Rol};
use crate::verstrekker::http::{answer, idempotency_bytes};

mod budgethouder;
mod dossier;
mod rekening;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create_zorgverlener).service(search_zorgverlener).service(read_zorgverlener);
    budgethouder::routes(config);
    dossier::routes(config);
    rekening::routes(config);
}

/// Persoon of organisatie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Soort {
    /// Een natuurlijk persoon, met burgerservicenummer.
    Persoon,
    /// Een organisatie, met KvK-nummer.
    Organisatie,
}

/// Een zorgverlener die wordt ingeschreven.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweZorgverlener {
    /// Persoon of organisatie.
    soort: Soort,
    /// Naam.
    #[schema(example = "Proefzorg", min_length = 1, max_length = 200)]
    naam: String,
    /// Burgerservicenummer; verplicht voor een persoon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bsn: Option<Bsn>,
    /// KvK-nummer; verplicht voor een organisatie, mag bij een persoon die onderneemt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kvk_nummer: Option<KvkNummer>,
    /// AGB-code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agb_code: Option<AgbCode>,
    /// Geboortedatum van een persoon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    geboortedatum: Option<Date>,
    /// Rekeningnummer waarop betaald wordt.
    iban: Iban,
    /// Naam van de rekeninghouder.
    #[schema(min_length = 1, max_length = 70)]
    rekeninghouder: String,
    /// De verstrekkers onder wier budgetten de zorgverlener werkt.
    verstrekkers: Vec<Uuid>,
}

/// Een zorgverlener die is ingeschreven.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IngeschrevenUitvoer {
    /// Identificatie van de zorgverlener.
    id: Uuid,
    /// Identificatie van de betaalgegevens.
    betaalgegevens_id: Uuid,
}

/// Een zorgverlener, zonder nummers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ZorgverlenerUitvoer {
    /// Identificatie van de zorgverlener.
    id: Uuid,
    /// Persoon of organisatie.
    soort: Soort,
    /// Naam.
    #[serde(skip_serializing_if = "Option::is_none")]
    naam: Option<String>,
    /// KvK-nummer.
    #[serde(skip_serializing_if = "Option::is_none")]
    kvk_nummer: Option<KvkNummer>,
    /// AGB-code.
    #[serde(skip_serializing_if = "Option::is_none")]
    agb_code: Option<AgbCode>,
    /// Identificatie van de betaalgegevens.
    betaalgegevens_id: Uuid,
    /// De verstrekkers die u mag zien en waaronder de zorgverlener werkt.
    verstrekkers: Vec<Uuid>,
}

/// Schrijft een zorgverlener in. Is hij al bekend (zelfde burgerservicenummer of KvK-nummer), dan
/// wordt hij ook aan deze verstrekkers gekoppeld en is het antwoord 200.
#[utoipa::path(
    tag = "zorgverleners",
    params(("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek.")),
    request_body = NieuweZorgverlener,
    responses(
        (status = 201, description = "Ingeschreven.", body = IngeschrevenUitvoer),
        (status = 200, description = "Was al bekend.", body = IngeschrevenUitvoer),
        (status = 409, description = "Bekend met een ander rekeningnummer."),
    ),
)]
#[post("/zorgverleners")]
async fn create_zorgverlener(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuweZorgverlener>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgverleners.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let new = read(body.0, &scope)?;
    let (desk, own) = (Desk::of(&context)?, scope.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, own, new) = (desk.clone(), own.clone(), new.clone());
        async move {
            let made = flows::register_zorgverlener(conn, &desk, &own, &new).await?;
            let (id, betaalgegevens_id) = (made.id.uuid(), made.betaalgegevens_id);
            let location = format!("/zorgdomein/v1/zorgverleners/{id}");
            let status = if made.is_new { 201 } else { 200 };
            let body = IngeschrevenUitvoer { id, betaalgegevens_id };
            answer(status, made.is_new.then_some(location.as_str()), 1, body)
        }
        .boxed()
    })
    .await
}

fn read(body: NieuweZorgverlener, scope: &Scope) -> Result<NewZorgverlener, Problem> {
    let NieuweZorgverlener {
        soort,
        naam,
        bsn,
        kvk_nummer,
        agb_code,
        geboortedatum,
        iban,
        rekeninghouder,
        mut verstrekkers,
    } = body;
    let mut faults = Faults::default();
    if naam.trim().is_empty() || naam.chars().count() > 200 || naam.chars().any(char::is_control) {
        faults.add("/naam", "formaat", "een naam van 1 tot en met 200 tekens");
    }
    let length = rekeninghouder.trim().chars().count();
    if !(1..=70).contains(&length) || rekeninghouder.chars().any(char::is_control) {
        faults.add("/rekeninghouder", "formaat", "een naam van 1 tot en met 70 tekens");
    }
    verstrekkers.sort_unstable();
    verstrekkers.dedup();
    if verstrekkers.is_empty() || verstrekkers.len() > 500 {
        faults.add("/verstrekkers", "formaat", "1 tot en met 500 verstrekkers");
    }
    if !verstrekkers.iter().all(|id| scope.covers(*id)) {
        faults.add("/verstrekkers", "formaat", "verstrekkers voor wie u mag optreden");
    }
    let nummer = match (soort, bsn, &kvk_nummer) {
        (Soort::Persoon, Some(bsn), _) => Some(Nummer::Bsn(bsn)),
        (Soort::Organisatie, None, Some(kvk)) => Some(Nummer::Kvk(kvk.clone())),
        (Soort::Persoon, None, _) => {
            faults.add("/bsn", "ontbreekt", "een persoon heeft een burgerservicenummer");
            None
        }
        (Soort::Organisatie, Some(_), _) => {
            faults.add("/bsn", "formaat", "een organisatie heeft geen burgerservicenummer");
            None
        }
        (Soort::Organisatie, None, None) => {
            faults.add("/kvkNummer", "ontbreekt", "een organisatie heeft een KvK-nummer");
            None
        }
    };
    let new = nummer.map(|nummer| NewZorgverlener {
        nummer,
        naam,
        kvk_nummer,
        agb_code,
        geboortedatum,
        iban,
        rekeninghouder: rekeninghouder.trim().to_owned(),
        verstrekkers,
    });
    faults.finish(new)
}

/// Eén zorgverlener.
#[utoipa::path(
    tag = "zorgverleners",
    params(("id" = Uuid, Path, description = "De zorgverlener.")),
    responses((status = 200, description = "De zorgverlener.", body = ZorgverlenerUitvoer)),
)]
#[get("/zorgverleners/{id}")]
async fn read_zorgverlener(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgverleners.lezen")?;
    let found = zorgverlener(&context, &caller, Sought::Id(id.into_inner())).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(1)).json(found))
}

/// Zoekt op burgerservicenummer; het nummer staat in de inhoud, nooit in het adres.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ZorgverlenerVraag {
    /// Burgerservicenummer.
    bsn: Bsn,
}

/// Zorgverleners die zijn gevonden.
#[derive(Serialize, ToSchema)]
struct Zorgverleners {
    /// De zorgverleners; hooguit één.
    items: Vec<ZorgverlenerUitvoer>,
}

/// Zoekt een zorgverlener.
#[utoipa::path(
    tag = "zorgverleners",
    request_body = ZorgverlenerVraag,
    responses((status = 200, description = "Gevonden zorgverleners; leeg als er geen is.", body = Zorgverleners)),
)]
#[post("/zorgverleners/_zoek")]
async fn search_zorgverlener(
    caller: Caller,
    context: web::Data<Context>,
    body: Json<ZorgverlenerVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgverleners.lezen")?;
    let bsn_ref = Desk::of(&context)?.sealing.reference("bsn", body.0.bsn.as_str());
    let found = zorgverlener(&context, &caller, Sought::Bsn(bsn_ref)).await?;
    Ok(HttpResponse::Ok().json(Zorgverleners { items: found.into_iter().collect() }))
}

#[derive(Clone)]
enum Sought {
    Id(Uuid),
    Bsn(String),
}

/// Reads a zorgverlener under the caller's scope and logs whose rows he is shown.
async fn zorgverlener(
    context: &Context,
    caller: &Caller,
    sought: Sought,
) -> Result<Option<ZorgverlenerUitvoer>, Problem> {
    let scope = tenancy::scope_of(context, caller).await?;
    let (desk, caller) = (Desk::of(context)?, caller.clone());
    context
        .transact(scope.clone(), move |conn| {
            let (desk, scope) = (desk.clone(), scope.clone());
            let (caller, sought) = (caller.clone(), sought.clone());
            async move {
                let id = match sought {
                    Sought::Id(id) => Some(id.into()),
                    Sought::Bsn(bsn_ref) => {
                        store::by_bsn_ref(conn, &bsn_ref, Rol::Zorgverlener).await?
                    }
                };
                let Some(id) = id else { return Ok(None) };
                let found = store::zorgverleners(conn, &desk.sealing, &[id]).await?.pop();
                let Some(found) = found else { return Ok(None) };
                let verstrekkers = store::verstrekkers(conn, id, Rol::Zorgverlener).await?;
                let known = store::known(conn, &desk.sealing, &[id.uuid()]).await?;
                let rows = verstrekkers.iter().copied();
                inzage::record(conn, &caller, &scope, desk.now, "zorgverleners", rows).await?;
                let person = found.natuurlijk_persoon;
                Ok::<_, Problem>(Some(ZorgverlenerUitvoer {
                    id: id.uuid(),
                    soort: if person { Soort::Persoon } else { Soort::Organisatie },
                    naam: known.into_values().next().and_then(|known| known.gegevens.naam),
                    kvk_nummer: found.kvk_nummer,
                    agb_code: found.agb_code,
                    betaalgegevens_id: found.betaalgegevens_id,
                    verstrekkers: verstrekkers.into_iter().collect(),
                }))
            }
            .boxed()
        })
        .await
}
