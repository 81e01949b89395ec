//! `/grootboek`: balances, and the proofs that they are right.

use actix_web::{HttpResponse, get, web};
use kernel::Euro;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::proofs::BEWIJZEN;
use super::store::{self, Saldo};
use crate::betaalrun::http::landelijk;

/// Registers the resources of this aggregate.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(saldi).service(controle);
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
        Box::pin(async move { Ok::<_, Problem>(store::saldi(conn, soort.as_deref()).await?) })
    });
    let items = rows.await?.into_iter().map(SaldoUitvoer::from).collect();
    Ok(HttpResponse::Ok().json(Saldi { items }))
}

/// De uitkomst van alle bewijzen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Controle {
    /// Of elk bewijs klopt.
    klopt: bool,
    /// Elk bewijs.
    bewijzen: Vec<BewijsUitvoer>,
}

/// Een bewijs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BewijsUitvoer {
    /// Code.
    #[schema(example = "I3")]
    code: &'static str,
    /// Wat er wordt bewezen.
    omschrijving: &'static str,
    /// Hoeveel er is bekeken.
    bekeken: i64,
    /// Hoeveel er niet klopt.
    afwijkingen: i64,
    /// De eerste afwijkingen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    voorbeelden: Vec<Afwijking>,
}

/// Iets wat niet klopt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Afwijking {
    /// Waarover het gaat.
    onderwerp: String,
    /// Wat er niet klopt.
    toelichting: String,
}

/// De bewijzen dat het grootboek klopt.
#[utoipa::path(
    tag = "grootboek",
    responses((status = 200, description = "De bewijzen.", body = Controle)),
)]
#[get("/grootboek/controle")]
async fn controle(caller: Caller, context: web::Data<Context>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.grootboek.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let proven = context.transact_work(scope, |conn| {
        Box::pin(async move {
            let mut bewijzen = Vec::new();
            for bewijs in &BEWIJZEN {
                let (bekeken, afwijkingen, first) = store::prove(conn, bewijs).await?;
                bewijzen.push(BewijsUitvoer {
                    code: bewijs.code,
                    omschrijving: bewijs.omschrijving,
                    bekeken,
                    afwijkingen,
                    voorbeelden: first
                        .into_iter()
                        .map(|row| Afwijking {
                            onderwerp: row.onderwerp,
                            toelichting: row.toelichting,
                        })
                        .collect(),
                });
            }
            Ok::<_, Problem>(bewijzen)
        })
    });
    let bewijzen = proven.await?;
    let klopt = bewijzen.iter().all(|bewijs| bewijs.afwijkingen == 0);
    Ok(HttpResponse::Ok().json(Controle { klopt, bewijzen }))
}
