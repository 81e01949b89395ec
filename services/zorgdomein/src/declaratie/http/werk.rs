//! What people do about claims that are not simply right: the work list, repair, release, refusal.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use kernel::Id;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Problem, Scope, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::flows::herstel::{self, Nee, Verzoek, Vrijgeven};
use super::super::flows::later::{self, Afwijzing};
use super::super::store::read;
use super::SCHRIJVEN;
use super::view::{DeclaratieUitvoer, Werkvoorraad};
use crate::persoon::flows::Desk;
use crate::verstrekker::http::{created, idempotency_bytes};
use crate::zorgovereenkomst::http::{if_match, input_faults, wrong_query};

mod invoer;

use invoer::{HerstelInvoer, check_reden};

/// The word of scope for who judges claims.
const BEOORDELEN: &str = "pgb.declaraties.beoordelen";

impl From<Nee> for Problem {
    fn from(nee: Nee) -> Self {
        match nee {
            Nee::Refused(refusal) => refusal.into(),
            Nee::Ongeldig(gebreken) => Self::invalid(input_faults(gebreken)),
            Nee::Geweigerd(uitkomsten) => super::refused(&uitkomsten),
        }
    }
}

/// The filter of the work list.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct WerkVraag {
    /// De klasse: U (uitval), H (aangehouden), S (signaal) of A (afgekeurd); anders U en H.
    klasse: Option<String>,
    /// Alleen van deze verstrekker.
    verstrekker_id: Option<Uuid>,
    /// Alleen wat minstens zo veel dagen geleden is ingediend.
    minstens_dagen_oud: Option<i64>,
    /// Waar de lijst verder gaat: uit de verwijzing `next` van de vorige bladzijde.
    cursor: Option<String>,
    /// Hoeveel ten hoogste: 1 tot en met 100, anders 50.
    limit: Option<i64>,
}

/// De werkvoorraad: declaraties waar iemand iets mee moet, met wat er is gevonden, sinds wanneer,
/// en tot wanneer herstel kan.
#[utoipa::path(
    tag = "declaraties",
    params(WerkVraag),
    responses((status = 200, description = "Een bladzijde.", body = Werkvoorraad)),
)]
#[get("/declaraties/_werkvoorraad")]
pub(crate) async fn work_list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<WerkVraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.declaraties.lezen")?;
    let WerkVraag { klasse, verstrekker_id, minstens_dagen_oud, cursor, limit } =
        query.into_inner();
    let page = PageQuery { cursor, limit }.page()?;
    let klasse = klasse.unwrap_or_else(|| "UH".to_owned());
    if klasse.is_empty() || !klasse.chars().all(|letter| "UHSA".contains(letter)) {
        return Err(wrong_query("klasse", "U, H, S of A"));
    }
    let oud = minstens_dagen_oud.unwrap_or(0);
    if !(0..=3660).contains(&oud) {
        return Err(wrong_query("minstensDagenOud", "een aantal dagen van 0 tot en met 3660"));
    }
    let until = context.clock.today().saturating_sub(jiff::Span::new().days(oud));
    let filter = read::Werk { klasse, verstrekker_id, ingediend_tot: until };
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (looked, now) = ((caller, scope.clone()), context.clock.now());
    let items = context
        .transact(scope, move |conn| {
            let ((caller, scope), filter) = (looked.clone(), filter.clone());
            async move {
                let rows = read::work(conn, &filter, page).await?;
                let seen = rows.iter().map(|rij| rij.verstrekker_id);
                inzage::record(conn, &caller, &scope, now, "declaraties", seen).await?;
                rows.into_iter()
                    .map(|rij| super::view::WerkUitvoer::of(rij).map_err(Problem::from))
                    .collect::<Result<Vec<_>, _>>()
            }
            .boxed()
        })
        .await?;
    Ok(page.answer(&request, items, |item| item.id))
}

/// Herstelt een declaratie in uitval. Daarna gaat zij langs dezelfde controles.
#[utoipa::path(
    tag = "declaraties",
    params(
        ("id" = Uuid, Path, description = "De declaratie."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
        ("If-Match" = Option<String>, Header, description = "De ETag die u zag; mag ontbreken."),
    ),
    request_body = HerstelInvoer,
    responses(
        (status = 201, description = "Hersteld en opnieuw beoordeeld.", body = DeclaratieUitvoer),
        (status = 409, description = "Niet in uitval, te laat, of zo niet in te dienen."),
    ),
)]
#[post("/declaraties/{id}/herstellingen")]
pub(crate) async fn repair(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<HerstelInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require(SCHRIJVEN)?;
    let if_match = if_match(&request)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let invoer = std::sync::Arc::new(body.0.read()?);
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let by = (caller.clone(), scope.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, by, invoer) = (desk.clone(), by.clone(), invoer.clone());
        async move {
            let of = Id::from_uuid(id);
            let verzoek = Verzoek { id: of, if_match, herstel: &invoer, door: &by.0.sub };
            herstel::repair(conn, &desk, &verzoek).await?;
            shown(conn, &desk, &by, id).await
        }
        .boxed()
    })
    .await
}

/// The claim after an act on it.
pub(super) async fn shown(
    conn: &mut diesel_async::AsyncPgConnection,
    desk: &Desk,
    (caller, scope): &(Caller, Scope),
    id: Uuid,
) -> Result<Answer, Problem> {
    let rij = read::one(conn, id).await?.ok_or_else(Problem::not_found)?;
    let seen = [rij.verstrekker_id];
    inzage::record(conn, caller, scope, desk.now, "declaraties", seen).await?;
    let bijlagen = read::bijlagen(conn, &rij, desk.today).await?;
    let shown = DeclaratieUitvoer::of(rij, Some(bijlagen))?;
    created(&format!("/zorgdomein/v1/declaraties/{id}"), shown.revisie, shown)
}

/// Wat er wordt vrijgegeven.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct VrijgaveInvoer {
    /// De controle, bijvoorbeeld D-04.
    check: String,
    /// Wat die controle vond.
    gebrek: String,
    /// Waarom het mag.
    #[schema(min_length = 1, max_length = 1000)]
    reden: String,
}

/// Geeft vrij wat een controle vond (uitval of aangehouden), na bekijken. Voor een groot bedrag
/// doen twee verschillende mensen dat.
#[utoipa::path(
    tag = "declaraties",
    params(
        ("id" = Uuid, Path, description = "De declaratie."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
        ("If-Match" = Option<String>, Header, description = "De ETag die u zag; mag ontbreken."),
    ),
    request_body = VrijgaveInvoer,
    responses(
        (status = 201, description = "Vrijgegeven en opnieuw beoordeeld.", body = DeclaratieUitvoer),
        (status = 409, description = "Er is niets van dien aard vrij te geven."),
    ),
)]
#[post("/declaraties/{id}/vrijgaven")]
pub(crate) async fn release(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<VrijgaveInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require(BEOORDELEN)?;
    let if_match = if_match(&request)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let mut faults = Faults::default();
    check_reden(&mut faults, &body.0.reden);
    let invoer = faults.finish(Some(body.0))?;
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let by = (caller.clone(), scope.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, by, invoer) = (desk.clone(), by.clone(), invoer.clone());
        async move {
            let vrijgeven = Vrijgeven {
                id: Id::from_uuid(id),
                if_match,
                check: &invoer.check,
                gebrek: &invoer.gebrek,
                reden: &invoer.reden,
                door: &by.0.sub,
            };
            herstel::release(conn, &desk, &vrijgeven).await?;
            shown(conn, &desk, &by, id).await
        }
        .boxed()
    })
    .await
}

/// Waarom een declaratie wordt afgewezen.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AfwijzingInvoer {
    /// De grond, a tot en met f: a budget ingetrokken of herzien, b strijd met de wet, c te laat,
    /// d past niet bij overeenkomst of budget, e op verzoek van de verstrekker, f niet uitvoerbaar.
    grond: String,
    /// De uitleg.
    #[schema(min_length = 1, max_length = 1000)]
    reden: String,
}

/// Wijst een declaratie af, met de wettelijke grond. Wat al betaald is, wordt een vordering.
#[utoipa::path(
    tag = "declaraties",
    params(
        ("id" = Uuid, Path, description = "De declaratie."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
        ("If-Match" = Option<String>, Header, description = "De ETag die u zag; mag ontbreken."),
    ),
    request_body = AfwijzingInvoer,
    responses(
        (status = 201, description = "Afgewezen.", body = DeclaratieUitvoer),
        (status = 409, description = "Al afgewezen of ingetrokken."),
    ),
)]
#[post("/declaraties/{id}/afwijzingen")]
pub(crate) async fn reject(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Json<AfwijzingInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require(BEOORDELEN)?;
    let if_match = if_match(&request)?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let mut faults = Faults::default();
    check_reden(&mut faults, &body.0.reden);
    if !["a", "b", "c", "d", "e", "f"].contains(&body.0.grond.as_str()) {
        faults.add("/grond", "formaat", "Een grond van a tot en met f.");
    }
    let invoer = faults.finish(Some(body.0))?;
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let by = (caller.clone(), scope.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, by, invoer) = (desk.clone(), by.clone(), invoer.clone());
        async move {
            let afwijzing = Afwijzing {
                id: Id::from_uuid(id),
                if_match,
                grond: &invoer.grond,
                reden: &invoer.reden,
                door: &by.0.sub,
            };
            later::reject(conn, &desk, &afwijzing).await?;
            shown(conn, &desk, &by, id).await
        }
        .boxed()
    })
    .await
}
