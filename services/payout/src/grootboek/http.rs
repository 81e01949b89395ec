//! `/grootboek`: balances, and the proofs that they are right.

use actix_web::{HttpRequest, HttpResponse, get, web};
use jiff::civil::Date;
use kernel::Euro;
use platform::http::paging::PageQuery;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::flows;
use super::proofs::{BEWIJZEN, Uitkomst};
use super::store::controles::Controle;
use super::store::ketens::Zegel;
use super::store::{self, saldi::Saldo};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(saldi).service(prove_now).service(list_controles).service(read_zegels);
}

/// Waarop de saldi worden beperkt.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct Zoekvraag {
    /// Alleen deze soort, bijvoorbeeld `M.FUND`.
    rekeningsoort: Option<String>,
}

/// Saldi, opgeteld per soort, verstrekker, wet en jaar.
#[derive(Debug, Serialize, ToSchema)]
struct Saldi {
    /// De sommen.
    items: Vec<SaldoUitvoer>,
}

/// Een som van saldi.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SaldoUitvoer {
    /// Soort rekening, met het boek ervoor.
    #[schema(example = "M.FUND")]
    rekeningsoort: String,
    /// Van wie; nul voor de betaalorganisatie zelf.
    verstrekker_id: Uuid,
    /// De wet, waar de soort die kent.
    #[serde(skip_serializing_if = "String::is_empty")]
    wet: String,
    /// Het budgetjaar, waar de soort dat kent.
    #[serde(skip_serializing_if = "Option::is_none")]
    jaar: Option<i16>,
    /// Aantal rekeningen.
    aantal: i64,
    /// Som in eurocenten, op de gewone zijde van de soort.
    saldo: Euro,
}

impl From<Saldo> for SaldoUitvoer {
    fn from(saldo: Saldo) -> Self {
        let Saldo { rekeningsoort, verstrekker_id, wet, jaar, aantal, saldo } = saldo;
        let jaar = (jaar != 0).then_some(jaar);
        Self { rekeningsoort, verstrekker_id, wet, jaar, aantal, saldo: Euro::from_cents(saldo) }
    }
}

/// De saldi van het grootboek.
#[utoipa::path(
    tag = "grootboek",
    params(Zoekvraag),
    responses((status = 200, description = "De saldi.", body = Saldi)),
)]
#[get("/grootboek/saldi")]
async fn saldi(
    caller: Caller,
    context: web::Data<Context>,
    zoek: web::Query<Zoekvraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.grootboek.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let soort = zoek.into_inner().rekeningsoort;
    let rows = context.transact(scope, move |conn| {
        let soort = soort.clone();
        Box::pin(
            async move { Ok::<_, Problem>(store::saldi::saldi(conn, soort.as_deref()).await?) },
        )
    });
    let items = rows.await?.into_iter().map(SaldoUitvoer::from).collect();
    Ok(HttpResponse::Ok().json(Saldi { items }))
}

/// De uitkomst van alle bewijzen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ControleUitvoer {
    /// Identificatie.
    id: Uuid,
    /// Voor welke dag.
    #[schema(value_type = String, format = Date)]
    dag: String,
    /// `nacht` of `verzoek`.
    aanleiding: String,
    /// Wanneer hij begon.
    #[schema(value_type = String, format = DateTime)]
    begonnen_op: String,
    /// Wanneer hij klaar was.
    #[schema(value_type = String, format = DateTime)]
    klaar_op: String,
    /// Of elk bewijs klopt.
    klopt: bool,
    /// Elk bewijs; leeg in een lijst.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bewijzen: Vec<BewijsUitvoer>,
}

/// Een bewijs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BewijsUitvoer {
    /// Code.
    #[schema(example = "I3")]
    code: String,
    /// Wat er wordt bewezen.
    omschrijving: &'static str,
    /// Hoeveel er is bekeken.
    bekeken: i64,
    /// Hoeveel er niet klopt.
    afwijkingen: i64,
    /// De eerste afwijkingen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    voorbeelden: Vec<String>,
}

impl From<Uitkomst> for BewijsUitvoer {
    fn from(uitkomst: Uitkomst) -> Self {
        let Uitkomst { code, bekeken, afwijkingen, voorbeelden } = uitkomst;
        let known = BEWIJZEN.iter().find(|bewijs| bewijs.code == code);
        let omschrijving = known.map_or("", |bewijs| bewijs.omschrijving);
        Self { code, omschrijving, bekeken, afwijkingen, voorbeelden }
    }
}

fn uitvoer(controle: Controle, uitkomsten: Vec<Uitkomst>) -> ControleUitvoer {
    let Controle { id, dag, aanleiding, begonnen_op, klaar_op, klopt } = controle;
    ControleUitvoer {
        id,
        dag: dag.to_jiff().to_string(),
        aanleiding,
        begonnen_op: begonnen_op.to_jiff().to_string(),
        klaar_op: klaar_op.to_jiff().to_string(),
        klopt,
        bewijzen: uitkomsten.into_iter().map(Into::into).collect(),
    }
}

/// De bewijzen dat het grootboek klopt, nu uitgevoerd en bewaard.
#[utoipa::path(
    tag = "grootboek",
    responses((status = 200, description = "De bewijzen.", body = ControleUitvoer)),
)]
#[get("/grootboek/controle")]
async fn prove_now(caller: Caller, context: web::Data<Context>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.grootboek.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let own = context.get_ref().clone();
    let proven = context.transact_work(scope, move |conn| {
        let context = own.clone();
        Box::pin(async move { Ok::<_, Problem>(flows::prove(conn, &context, "verzoek").await?) })
    });
    let (controle, uitkomsten) = proven.await?;
    Ok(HttpResponse::Ok().json(uitvoer(controle, uitkomsten)))
}

/// Een bladzijde met controles.
#[derive(Serialize, ToSchema)]
struct Controles {
    /// De controles.
    items: Vec<ControleUitvoer>,
}

/// De controles die zijn gedaan, oudste eerst.
#[utoipa::path(
    tag = "grootboek",
    params(PageQuery),
    responses((status = 200, description = "De controles.", body = Controles)),
)]
#[get("/grootboek/controles")]
async fn list_controles(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.grootboek.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let page = query.page()?;
    let rows = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(store::controles::list(conn, page).await?) })
    });
    let items = rows.await?.into_iter().map(|row| uitvoer(row, Vec::new())).collect();
    Ok(page.answer(&request, items, |controle: &ControleUitvoer| controle.id))
}

/// De zegels van een dag: het eind van elke keten, om buiten de database te bewaren.
#[derive(Serialize, ToSchema)]
struct Zegels {
    /// Een per keten.
    items: Vec<ZegelUitvoer>,
}

/// Het eind van een keten aan het begin van een dag.
#[derive(Serialize, ToSchema)]
struct ZegelUitvoer {
    /// Welke keten.
    keten: i16,
    /// Het nummer van de laatste post.
    laatste: i64,
    /// SHA-256 over alles tot en met die post, hexadecimaal.
    hash: String,
}

/// De zegels van een dag.
#[utoipa::path(
    tag = "grootboek",
    params(("dag" = String, Path, description = "De dag, jjjj-mm-dd.")),
    responses(
        (status = 200, description = "De zegels.", body = Zegels),
        (status = 404, description = "Op die dag is niet verzegeld."),
    ),
)]
#[get("/grootboek/zegels/{dag}")]
async fn read_zegels(
    caller: Caller,
    context: web::Data<Context>,
    dag: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.grootboek.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let dag: Date = dag.parse().map_err(|_unreadable| Problem::not_found())?;
    let rows = context.transact(scope, move |conn| {
        Box::pin(async move { Ok::<_, Problem>(store::ketens::seals(conn, dag).await?) })
    });
    let items: Vec<ZegelUitvoer> = rows
        .await?
        .into_iter()
        .map(|Zegel { dag: _, keten, laatste, hash }| ZegelUitvoer {
            keten,
            laatste,
            hash: super::keten::hex(&hash),
        })
        .collect();
    if items.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(HttpResponse::Ok().json(Zegels { items }))
}
