//! `/verstrekkerbeleid`: what each verstrekker decides; it decides and sees its own.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use jiff::civil::Date;
use kernel::Euro;
use platform::http::idempotency::{self, Answer};
use platform::http::input::Faults;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Fault, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, Besluit};
use super::{Beleid, code, parse};

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create);
}

/// Beleid dat een verstrekker vaststelt.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuwBeleid {
    /// Wiens beleid.
    verstrekker_id: Uuid,
    /// Vanaf welke dag het geldt.
    #[schema(format = Date, example = "2026-01-01")]
    geldig_van: String,
    /// Wanneer te veel betaald geld weer besteed mag worden: `bij_ontvangst` of `bij_correctie`.
    #[schema(example = "bij_ontvangst")]
    recht_hersteld: String,
    /// Dagen om te reageren op een aanzegging van verrekening.
    #[schema(minimum = 0, maximum = 365, example = 28)]
    reactietermijn_dagen: i16,
    /// Hoe ver het voorschot rood mag staan voor betalingen worden aangehouden, in eurocenten;
    /// zonder limiet gebeurt dat nooit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fondslimiet: Option<Euro>,
    /// Waar het is besloten.
    #[schema(min_length = 3, max_length = 200, example = "Beleidsregels pgb 2026, artikel 12")]
    bron: String,
}

/// Beleid van een verstrekker.
#[derive(Debug, Serialize, ToSchema)]
struct BeleidUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Wat is vastgesteld.
    #[serde(flatten)]
    beleid: NieuwBeleid,
}

impl From<Besluit> for BeleidUitvoer {
    fn from(besluit: Besluit) -> Self {
        let Besluit { id, verstrekker, geldig_van, beleid, bron } = besluit;
        let Beleid { recht_hersteld, reactietermijn_dagen, fondslimiet } = beleid;
        let beleid = NieuwBeleid {
            verstrekker_id: verstrekker,
            geldig_van: geldig_van.to_string(),
            recht_hersteld: code(recht_hersteld).to_owned(),
            reactietermijn_dagen,
            fondslimiet,
            bron,
        };
        Self { id, beleid }
    }
}

/// Een bladzijde met beleid.
#[derive(Serialize, ToSchema)]
struct BeleidLijst {
    /// Het beleid.
    items: Vec<BeleidUitvoer>,
}

/// Beleid van verstrekkers, in volgorde van vaststellen.
#[utoipa::path(
    tag = "beleid",
    params(PageQuery),
    responses((status = 200, description = "Het beleid.", body = BeleidLijst)),
)]
#[get("/verstrekkerbeleid")]
async fn list(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.beleid.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let page = query.page()?;
    let rows = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(store::list(conn, page).await?) })
    });
    let items: Vec<BeleidUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |besluit| besluit.id))
}

fn read(body: NieuwBeleid) -> Result<Besluit, Problem> {
    let mut faults = Faults::default();
    let geldig_van: Option<Date> = body.geldig_van.parse().ok();
    if geldig_van.is_none() {
        faults.add("/geldigVan", "formaat", "een dag, jjjj-mm-dd");
    }
    let recht_hersteld = parse(&body.recht_hersteld).ok();
    if recht_hersteld.is_none() {
        faults.add("/rechtHersteld", "formaat", "bij_ontvangst of bij_correctie");
    }
    if !(0..=365).contains(&body.reactietermijn_dagen) {
        faults.add("/reactietermijnDagen", "formaat", "een getal van 0 tot en met 365");
    }
    if body.fondslimiet.is_some_and(|limiet| limiet < Euro::ZERO) {
        faults.add("/fondslimiet", "formaat", "een bedrag van nul of meer");
    }
    if !(3..=200).contains(&body.bron.chars().count()) {
        faults.add("/bron", "formaat", "een tekst van 3 tot en met 200 tekens");
    }
    let besluit = geldig_van.zip(recht_hersteld).map(|(geldig_van, recht_hersteld)| Besluit {
        id: platform::id::new_uuid(),
        verstrekker: body.verstrekker_id,
        geldig_van,
        beleid: Beleid {
            recht_hersteld,
            reactietermijn_dagen: body.reactietermijn_dagen,
            fondslimiet: body.fondslimiet,
        },
        bron: body.bron,
    });
    faults.finish(besluit)
}

/// Stelt beleid vast. Eerder beleid blijft staan; het nieuwste dat geldt, telt.
#[utoipa::path(
    tag = "beleid",
    request_body = NieuwBeleid,
    params(("Idempotency-Key" = String, Header, description = "Eigen kenmerk van dit verzoek.")),
    responses(
        (status = 201, description = "Vastgesteld.", body = BeleidUitvoer),
        (status = 404, description = "Niet uw verstrekker."),
    ),
)]
#[post("/verstrekkerbeleid")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    body: Json<NieuwBeleid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.beleid.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    if !scope.covers(body.0.verstrekker_id) {
        return Err(Problem::not_found());
    }
    let bytes = serde_json::to_vec(&body.0).map_err(anyhow::Error::from).map_err(Fault::from)?;
    let besluit = read(body.0)?;
    let (own, door) = (context.get_ref().clone(), caller.sub.clone());
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (context, besluit, door) = (own.clone(), besluit.clone(), door.clone());
        Box::pin(async move {
            store::insert(conn, &besluit, (&door, context.clock.now())).await?;
            Ok(Answer {
                status: 201,
                headers: Vec::new(),
                body: serde_json::to_value(BeleidUitvoer::from(besluit))
                    .map_err(anyhow::Error::from)
                    .map_err(Fault::from)?,
            })
        })
    })
    .await
}
