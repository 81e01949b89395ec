//! The REST resource of rounds: start a campaign or a shadow round, and follow any round.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt as _;
use jiff::civil::Date;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json;
use platform::http::paging::{Items, PageQuery};
use platform::{Caller, Context, Fault, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, Nieuw, RegelRow, RondeRow, VoortgangRow};
use super::{Opdracht, Soort, flows};
use crate::engine::Uitgave;
use crate::regels::REGISTER;

/// Registers the resource.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(start).service(show).service(regels).service(progress);
}

/// Een ronde over de lopende overeenkomsten.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct RondeView {
    /// De ronde.
    id: Uuid,
    /// halfjaar, verjaardag, campagne of schaduw.
    soort: String,
    /// De naam.
    naam: String,
    /// Waarom iemand de ronde begon.
    #[serde(skip_serializing_if = "Option::is_none")]
    reden: Option<String>,
    /// De dag waarover het gaat.
    #[schema(value_type = String, format = Date)]
    peildatum: Date,
    /// Wat later is gepubliceerd, bestaat niet.
    #[schema(value_type = String, format = Date)]
    kennisdatum: Date,
    /// De uitgave van regels en bedragen.
    uitgave: i32,
    /// Alleen deze regels; leeg is alle.
    regels: Vec<String>,
    /// Tot en met wanneer gebreken worden gedoogd.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    gedoogd_tot: Option<Date>,
    /// loopt of klaar.
    status: String,
    /// Hoeveel overeenkomsten er zijn.
    totaal: i64,
    /// Hoeveel er zijn bekeken.
    gedaan: i64,
    /// Hoeveel er zijn geraakt.
    geraakt: i64,
    /// Wat die per jaar kosten, in eurocenten; geschat uit de formulieren.
    bedrag_geraakt: i64,
}

impl From<RondeRow> for RondeView {
    fn from(row: RondeRow) -> Self {
        Self {
            id: row.id,
            soort: row.soort,
            naam: row.naam,
            reden: row.reden,
            peildatum: row.peildatum.to_jiff(),
            kennisdatum: row.kennisdatum.to_jiff(),
            uitgave: row.uitgave,
            regels: row.regels,
            gedoogd_tot: row.gedoogd_tot.map(jiff_diesel::Date::to_jiff),
            status: row.status,
            totaal: row.totaal,
            gedaan: row.gedaan,
            geraakt: row.geraakt,
            bedrag_geraakt: row.bedrag_geraakt,
        }
    }
}

/// Rondes, oudste eerst.
#[utoipa::path(
    params(PageQuery), tag = "rondes",
    responses((status = 200, description = "Een pagina rondes", body = Items<RondeView>))
)]
#[get("/rondes")]
async fn list(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let page = query.page()?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let rows = context
        .transact(scope, move |conn| async move { store::list(conn, page).await }.boxed())
        .await?;
    let views: Vec<RondeView> = rows.into_iter().map(RondeView::from).collect();
    Ok(page.answer(&request, views, |view| view.id))
}

/// Een ronde, met de voortgang.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De ronde")), tag = "rondes",
    responses((status = 200, description = "De ronde", body = RondeView))
)]
#[get("/rondes/{id}")]
async fn show(
    context: web::Data<Context>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let id = id.into_inner();
    let found = context
        .transact(scope, move |conn| async move { store::load(conn, id).await }.boxed())
        .await?;
    let row = found.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(RondeView::from(row)))
}

/// Een nieuwe ronde.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Aanvraag {
    /// campagne of schaduw; de andere rondes beginnen vanzelf.
    soort: String,
    /// De naam, 3 tot en met 100 tekens.
    naam: String,
    /// Waarom, 10 tot en met 1000 tekens.
    reden: String,
    /// Alleen deze regels; leeg is alle.
    #[serde(default)]
    regels: Vec<String>,
    /// Bij een campagne: tot en met wanneer gebreken worden gedoogd.
    #[schema(value_type = Option<String>, format = Date)]
    gedoogd_tot: Option<Date>,
}

impl Aanvraag {
    fn read(body: &[u8], today: Date) -> Result<(Self, Soort), Problem> {
        let aanvraag: Self = json::parse(body)?;
        let mut faults = Faults::default();
        let soort = match Soort::parse(&aanvraag.soort) {
            Some(Soort::Campagne) => Some(Soort::Campagne),
            Some(Soort::Schaduw) => Some(Soort::Schaduw),
            Some(Soort::Halfjaar | Soort::Verjaardag) | None => {
                faults.add("/soort", "formaat", "campagne of schaduw");
                None
            }
        };
        let length = |text: &str| text.trim().chars().count();
        if !(3..=100).contains(&length(&aanvraag.naam)) {
            faults.add("/naam", "formaat", "een naam van 3 tot en met 100 tekens");
        }
        if !(10..=1000).contains(&length(&aanvraag.reden)) {
            faults.add("/reden", "formaat", "een reden van 10 tot en met 1000 tekens");
        }
        for (place, regel) in aanvraag.regels.iter().enumerate() {
            if !REGISTER.versies().any(|known| known.id == regel) {
                faults.add(&format!("/regels/{place}"), "onbekend", "een regel uit de catalogus");
            }
        }
        match (soort, aanvraag.gedoogd_tot) {
            (Some(Soort::Campagne), Some(day)) if day >= today => {}
            (Some(Soort::Campagne), _) => {
                faults.add("/gedoogdTot", "formaat", "een dag vanaf vandaag");
            }
            (_, Some(_)) => faults.add("/gedoogdTot", "keuze", "alleen bij een campagne"),
            (_, None) => {}
        }
        let soort = faults.finish(soort)?;
        Ok((aanvraag, soort))
    }
}

/// Begin een campagne of een schaduwronde over de eigen verstrekkers.
#[utoipa::path(
    request_body = Aanvraag, tag = "rondes",
    responses((status = 201, description = "De ronde is begonnen", body = RondeView))
)]
#[post("/rondes")]
async fn start(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.beoordelen")?;
    let (now, today) = (context.clock.now(), context.clock.today());
    let (aanvraag, soort) = Aanvraag::read(&body, today)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let verstrekkers = match &scope {
        Scope::Verstrekkers(ids) => Some(ids.iter().copied().collect()),
        Scope::Landelijk => None,
        Scope::Persoon(_) => return Err(Problem::not_found()),
    };
    let nieuw = Nieuw {
        id: platform::id::new_uuid(),
        opdracht: Opdracht {
            soort,
            kennisdatum: today,
            uitgave: Uitgave::HUIDIG,
            regels: aanvraag.regels,
        },
        naam: aanvraag.naam,
        reden: Some(aanvraag.reden),
        peildatum: today,
        gedoogd_tot: aanvraag.gedoogd_tot,
        verstrekkers,
        totaal: 0,
        door: Some(format!("{}/{}", caller.oin, caller.sub)),
        now,
    };
    idempotency::once(&context, &caller, &request, &body, scope, move |conn| {
        let nieuw = nieuw.clone();
        async move {
            let row = flows::start(conn, nieuw, today).await?;
            let body = serde_json::to_value(RondeView::from(row))
                .map_err(|error| Fault::Other(error.into()))?;
            Ok(Answer { status: 201, headers: Vec::new(), body })
        }
        .boxed()
    })
    .await
}

/// Een overeenkomst die een ronde raakt.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct RonderegelView {
    /// De overeenkomst.
    zorgovereenkomst_id: Uuid,
    /// De versie.
    overeenkomst_versie: i64,
    /// De uitkomst van hiervoor.
    vorige_uitkomst: String,
    /// De uitkomst van nu.
    uitkomst: String,
    /// Wat de ronde vond.
    #[schema(value_type = Vec<Object>)]
    bevindingen: Value,
    /// Wat de overeenkomst per jaar kost, in eurocenten; geschat uit het formulier.
    bedrag: i64,
    /// vastgesteld, open of hersteld.
    status: String,
    /// De dag van het herstel.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    hersteld_op: Option<Date>,
}

impl From<RegelRow> for RonderegelView {
    fn from(row: RegelRow) -> Self {
        Self {
            zorgovereenkomst_id: row.zorgovereenkomst_id,
            overeenkomst_versie: row.overeenkomst_versie,
            vorige_uitkomst: row.vorige_uitkomst,
            uitkomst: row.uitkomst,
            bevindingen: row.bevindingen,
            bedrag: row.bedrag,
            status: row.status,
            hersteld_op: row.hersteld_op.map(jiff_diesel::Date::to_jiff),
        }
    }
}

/// De overeenkomsten die een ronde raakt.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De ronde"), PageQuery), tag = "rondes",
    responses((status = 200, description = "Een pagina overeenkomsten", body = Items<RonderegelView>))
)]
#[get("/rondes/{id}/regels")]
async fn regels(
    context: web::Data<Context>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<Uuid>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let page = query.page()?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let id = id.into_inner();
    let found = context
        .transact(scope, move |conn| {
            async move {
                if store::load(conn, id).await?.is_none() {
                    return Ok(None);
                }
                Ok::<_, Fault>(Some(store::regels(conn, id, page).await?))
            }
            .boxed()
        })
        .await?;
    let rows = found.ok_or_else(Problem::not_found)?;
    let views: Vec<RonderegelView> = rows.into_iter().map(RonderegelView::from).collect();
    Ok(page.answer(&request, views, |view| view.zorgovereenkomst_id))
}

/// Hoe ver een verstrekker is.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct VoortgangView {
    /// De verstrekker.
    verstrekker_id: Uuid,
    /// Hoeveel overeenkomsten de ronde raakt.
    geraakt: i64,
    /// Hoeveel er nog hersteld moeten worden.
    open: i64,
    /// Hoeveel er hersteld zijn.
    hersteld: i64,
    /// Wat de geraakte overeenkomsten per jaar kosten, in eurocenten.
    bedrag: i64,
}

impl From<VoortgangRow> for VoortgangView {
    fn from(row: VoortgangRow) -> Self {
        let VoortgangRow { verstrekker_id, geraakt, open, hersteld, bedrag } = row;
        Self { verstrekker_id, geraakt, open, hersteld, bedrag }
    }
}

/// De voortgang van een ronde per verstrekker.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "De ronde")), tag = "rondes",
    responses((status = 200, description = "Per verstrekker", body = Items<VoortgangView>))
)]
#[get("/rondes/{id}/voortgang")]
async fn progress(
    context: web::Data<Context>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let id = id.into_inner();
    let rows = context
        .transact(scope, move |conn| async move { store::progress(conn, id).await }.boxed())
        .await?;
    let items: Vec<VoortgangView> = rows.into_iter().map(VoortgangView::from).collect();
    Ok(HttpResponse::Ok().json(Items { items }))
}
