//! The REST resource of signals. Each request names its purpose, and each answer is logged.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt as _;
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::http::precondition::{IfMatch, etag};
use platform::{Context, Fault, Problem};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::views::{BewijsView, BewijzenView, SignaalView, SignalenView, TriageBody, UitlegView};
use super::flows::{self, Failure, Triage};
use super::store::{self, DeelRow, Filter};
use super::{Besluit, Status, Uitkomst};
use crate::indicator::Indicator;
use crate::indicator::store::{self as indicators, VersieRow};
use crate::indicator::uitslag::Bewijs;
use crate::inzage::http::Inzage;
use crate::inzage::store::{Getoond, Kijker, record};

mod views;

/// Registers the resource.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(show).service(explain).service(evidence).service(triage);
}

/// Waarop een lijst kan worden beperkt.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct FilterQuery {
    /// Alleen signalen van deze indicator, zoals R01.
    indicator: Option<String>,
    /// Alleen signalen met deze status, zoals NIEUW.
    status: Option<String>,
}

impl FilterQuery {
    fn read(&self) -> Result<Filter, Problem> {
        let mut faults = Faults::default();
        let indicator = self
            .indicator
            .as_deref()
            .and_then(|code| faults.read("indicator", Indicator::parse(code)));
        if let Some(status) = &self.status
            && !Status::CODES.contains(&status.as_str())
        {
            faults.add("status", "formaat", format!("Eén van: {}.", Status::CODES.join(", ")));
        }
        faults.finish(Some(Filter { indicator, status: self.status.clone() }))
    }
}

/// Wat een antwoord met deze signalen toont.
fn shown(resource: &'static str, rows: &[DeelRow]) -> Getoond {
    Getoond {
        resource,
        signaal: None,
        onderwerpen: rows.iter().flat_map(|row| row.onderwerpen.iter().copied()).collect(),
        verstrekkers: rows.iter().flat_map(|row| row.verstrekkers.iter().copied()).collect(),
        rijen: rows.len(),
    }
}

/// Signalen van de eigen verstrekkers, oudste eerst; voor de landelijke betaaltaak de landelijke.
#[utoipa::path(
    params(
        FilterQuery, PageQuery,
        ("Doelbinding" = String, Header, description = "Waarvoor u kijkt; het komt in het logboek")
    ),
    tag = "signalen",
    responses((status = 200, description = "Een pagina signalen", body = SignalenView))
)]
#[get("/signalen")]
async fn list(
    context: web::Data<Context>,
    inzage: Inzage,
    request: HttpRequest,
    filter: web::Query<FilterQuery>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let (filter, page) = (filter.read()?, query.page()?);
    let kijker = inzage.kijker(&context).await?;
    let rows = context
        .transact(kijker.scope.clone(), move |conn| {
            let (filter, kijker) = (filter.clone(), kijker.clone());
            async move {
                let own = store::partijen(&kijker.scope);
                let rows = store::list(conn, &own, &filter, page).await?;
                let limit = usize::try_from(page.limit).unwrap_or_default();
                let visible = rows.get(..limit).unwrap_or(&rows);
                record(conn, &kijker, shown("signalen", visible)).await?;
                Ok::<_, Fault>(rows)
            }
            .boxed()
        })
        .await?;
    let items = rows.into_iter().map(SignaalView::try_from).collect::<Result<Vec<_>, Fault>>()?;
    Ok(page.answer(&request, items, |item: &SignaalView| item.id))
}

/// One signal with its version of the indicator; logged, or 404.
async fn look(
    context: &Context,
    kijker: Kijker,
    id: Uuid,
    resource: &'static str,
) -> Result<(DeelRow, VersieRow), Problem> {
    let found = context
        .transact(kijker.scope.clone(), move |conn| {
            let kijker = kijker.clone();
            async move {
                let own = store::partijen(&kijker.scope);
                let Some(row) = store::load(conn, id, &own).await? else { return Ok(None) };
                let versie = indicators::load(conn, &row.indicator, row.indicator_versie).await?;
                let getoond = shown(resource, std::slice::from_ref(&row));
                record(conn, &kijker, Getoond { signaal: Some(id), ..getoond }).await?;
                Ok::<_, Fault>(Some((row, versie)))
            }
            .boxed()
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// Een signaal.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "Het signaal"),
        ("Doelbinding" = String, Header, description = "Waarvoor u kijkt; het komt in het logboek")
    ),
    tag = "signalen",
    responses((
        status = 200, description = "Het signaal", body = SignaalView,
        headers(("ETag" = String, description = "De stand, voor If-Match"))
    ))
)]
#[get("/signalen/{id}")]
async fn show(
    context: web::Data<Context>,
    inzage: Inzage,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let kijker = inzage.kijker(&context).await?;
    let (row, _) = look(&context, kijker, id.into_inner(), "signalen").await?;
    answer(row)
}

fn answer(row: DeelRow) -> Result<HttpResponse, Problem> {
    let tag = etag(row.revisie);
    Ok(HttpResponse::Ok().insert_header(tag).json(SignaalView::try_from(row)?))
}

/// Uitleg bij een signaal, in gewone taal. Onschuldige verklaringen staan voorop.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "Het signaal"),
        ("Doelbinding" = String, Header, description = "Waarvoor u kijkt; het komt in het logboek")
    ),
    tag = "signalen",
    responses((status = 200, description = "De uitleg", body = UitlegView))
)]
#[get("/signalen/{id}/uitleg")]
async fn explain(
    context: web::Data<Context>,
    inzage: Inzage,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let kijker = inzage.kijker(&context).await?;
    let (row, versie) = look(&context, kijker, id.into_inner(), "uitleg").await?;
    Ok(HttpResponse::Ok().json(UitlegView::new(&row, versie)?))
}

/// Het bewijs bij een signaal: een rij per feit, met de gebeurtenis die het meldde.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "Het signaal"), PageQuery,
        ("Doelbinding" = String, Header, description = "Waarvoor u kijkt; het komt in het logboek")
    ),
    tag = "signalen",
    responses((status = 200, description = "Een pagina bewijs", body = BewijzenView))
)]
#[get("/signalen/{id}/bewijs")]
async fn evidence(
    context: web::Data<Context>,
    inzage: Inzage,
    request: HttpRequest,
    id: web::Path<Uuid>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let (id, page) = (id.into_inner(), query.page()?);
    let kijker = inzage.kijker(&context).await?;
    let found: Option<Vec<Bewijs>> = context
        .transact(kijker.scope.clone(), move |conn| {
            let kijker = kijker.clone();
            async move {
                let own = store::partijen(&kijker.scope);
                if store::load(conn, id, &own).await?.is_none() {
                    return Ok(None);
                }
                let rows = store::bewijs_of(conn, id, page).await?;
                let getoond = Getoond {
                    resource: "bewijs",
                    signaal: Some(id),
                    onderwerpen: rows
                        .iter()
                        .flat_map(|row| [row.zorgverlener_id, row.budgethouder_id])
                        .flatten()
                        .collect(),
                    verstrekkers: rows.iter().filter_map(|row| row.verstrekker_id).collect(),
                    rijen: rows.len(),
                };
                record(conn, &kijker, getoond).await?;
                Ok::<_, Fault>(Some(rows))
            }
            .boxed()
        })
        .await?;
    let items: Vec<BewijsView> =
        found.ok_or_else(Problem::not_found)?.into_iter().map(BewijsView::from).collect();
    Ok(page.answer(&request, items, |item: &BewijsView| item.gebeurtenis_id))
}

/// Een medewerker besluit wat er met een signaal gebeurt.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "Het signaal"),
        ("If-Match" = String, Header, description = "De ETag van het signaal"),
        ("Doelbinding" = String, Header, description = "Waarvoor u kijkt; het komt in het logboek")
    ),
    request_body = TriageBody, tag = "signalen",
    responses(
        (status = 200, description = "Het signaal na het besluit", body = SignaalView),
        (status = 409, description = "Dit besluit kan nu niet"),
        (status = 412, description = "Het signaal is intussen gewijzigd"),
        (status = 428, description = "De header If-Match ontbreekt")
    )
)]
#[post("/signalen/{id}/triage")]
async fn triage(
    context: web::Data<Context>,
    inzage: Inzage,
    if_match: IfMatch,
    id: web::Path<Uuid>,
    body: Json<TriageBody>,
) -> Result<HttpResponse, Problem> {
    inzage.caller.require("pgb.signalen.triage")?;
    let (besluit, reden) = read_besluit(body.0)?;
    let kijker = inzage.kijker(&context).await?;
    let triage = Triage {
        deel: id.into_inner(),
        partijen: store::partijen(&kijker.scope),
        besluit,
        reden,
        door: format!("{}:{}", kijker.caller.oin, kijker.caller.sub),
        revisie: if_match.0,
    };
    let row = context
        .transact(kijker.scope.clone(), move |conn| {
            let (triage, kijker) = (triage.clone(), kijker.clone());
            async move {
                let row = flows::triage(conn, kijker.now, &triage).await?;
                let getoond = shown("signalen", std::slice::from_ref(&row));
                record(conn, &kijker, Getoond { signaal: Some(row.id), ..getoond }).await?;
                Ok::<_, Failure>(row)
            }
            .boxed()
        })
        .await?;
    answer(row)
}

fn read_besluit(body: TriageBody) -> Result<(Besluit, String), Problem> {
    let TriageBody { besluit, uitkomst, tot, reden } = body;
    let mut faults = Faults::default();
    let read = match (besluit.as_str(), uitkomst.as_deref(), tot) {
        ("inTriage", None, None) => Some(Besluit::InTriage),
        ("heropenen", None, None) => Some(Besluit::Heropenen),
        ("sluimeren", None, Some(tot)) => Some(Besluit::Sluimeren(tot)),
        ("afsluiten", Some(code), None) => {
            faults.read("/uitkomst", Uitkomst::parse(code)).map(Besluit::Afsluiten)
        }
        _ => {
            faults.add(
                "/besluit",
                "formaat",
                "inTriage of heropenen; sluimeren met tot; of afsluiten met uitkomst",
            );
            None
        }
    };
    let reden = reden.trim().to_owned();
    if !(10..=1000).contains(&reden.chars().count()) {
        faults.add("/reden", "formaat", "een reden van 10 tot en met 1000 tekens");
    }
    faults.finish(read.map(|besluit| (besluit, reden)))
}
