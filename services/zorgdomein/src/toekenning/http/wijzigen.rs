//! `/toekenningen/{id}/versies` and `/toekenningen/{id}/verschuivingen`.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures_util::FutureExt;
use kernel::Euro;
use platform::http::idempotency;
use platform::http::input::Faults;
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::precondition::IfMatch;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::ToekenningUitvoer;
use super::berekening::BerekeningUitvoer;
use crate::persoon::flows::Desk;
use crate::toekenning::flows::verschuiving as flows;
use crate::toekenning::store::verschuiving::{self as store, Potrij, Versierij};
use crate::toekenning::verschuiving::Verschuiving;
use crate::verstrekker::http::{PeriodeUitvoer, created, idempotency_bytes};

/// Registers the resources.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_versies).service(shift);
}

/// Een verschuiving tussen twee potten van een toekenning.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NieuweVerschuiving {
    /// Uit welke pot.
    van_pot_id: Uuid,
    /// Naar welke pot.
    naar_pot_id: Uuid,
    /// Eurocenten.
    #[schema(minimum = 1)]
    bedrag: Euro,
    /// Waarom.
    #[schema(min_length = 1, max_length = 1000)]
    reden: String,
}

/// Verschuift een bedrag tussen twee zorgfuncties, als het beleid van dat jaar dat toelaat. Het
/// totaal blijft gelijk.
#[utoipa::path(
    tag = "toekenningen",
    params(
        ("id" = Uuid, Path, description = "De toekenning."),
        ("If-Match" = String, Header, description = "De `ETag` van de toekenning die u zag."),
        ("Idempotency-Key" = String, Header, description = "Eigen sleutel van dit verzoek."),
    ),
    request_body = NieuweVerschuiving,
    responses(
        (status = 201, description = "Verschoven.", body = ToekenningUitvoer),
        (status = 409, description = "Dit mag niet of er is te weinig over."),
        (status = 412, description = "Intussen gewijzigd."),
    ),
)]
#[post("/toekenningen/{id}/verschuivingen")]
#[expect(clippy::too_many_arguments, reason = "each is another part of the one request")]
async fn shift(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    seen: IfMatch,
    body: Json<NieuweVerschuiving>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let bytes = idempotency_bytes(&body.0);
    let NieuweVerschuiving { van_pot_id, naar_pot_id, bedrag, reden } = body.0;
    let mut faults = Faults::default();
    if reden.trim().is_empty() || reden.chars().count() > 1000 {
        faults.add("/reden", "formaat", "een tekst van 1 tot en met 1000 tekens");
    }
    let (id, desk) = (id.into_inner(), Desk::of(&context)?);
    let wens = flows::Wens {
        toekenning: id.into(),
        wat: Verschuiving { van: van_pot_id.into(), naar: naar_pot_id.into(), bedrag },
        reden,
        seen: seen.0,
        door: caller.oin.to_string(),
    };
    let wens = faults.finish(Some(wens))?;
    idempotency::once(&context, &caller, &request, &bytes, scope, move |conn| {
        let (desk, wens) = (desk.clone(), wens.clone());
        async move {
            let made = flows::shift(conn, &desk, &wens).await?;
            let (place, revisie) = (format!("/zorgdomein/v1/toekenningen/{id}"), made.revisie);
            created(&place, revisie, ToekenningUitvoer::from(made))
        }
        .boxed()
    })
    .await
}

/// Een versie van een toekenning.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VersieUitvoer {
    /// De hoeveelste.
    versie: i64,
    /// Het bericht waaruit zij kwam; ontbreekt bij een verschuiving.
    #[serde(skip_serializing_if = "Option::is_none")]
    bericht_id: Option<Uuid>,
    /// Identificatie van het budget.
    budget_identificatie: String,
    /// Het budget dat hierdoor is vervangen.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget_identificatie_oud: Option<String>,
    /// Dag van de beschikking.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    afgiftedatum: Option<String>,
    /// Door welke organisatie.
    #[serde(skip_serializing_if = "Option::is_none")]
    vastgelegd_door: Option<String>,
    /// Waarom, bij een verschuiving.
    #[serde(skip_serializing_if = "Option::is_none")]
    reden: Option<String>,
    /// De potten die deze versie noemt.
    potten: Vec<PotversieUitvoer>,
    /// Hoe het bedrag tot stand kwam, als dat is vastgelegd.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BerekeningUitvoer>)]
    berekening: Option<serde_json::Value>,
    /// Wanneer.
    #[schema(value_type = String, format = DateTime)]
    vastgelegd_op: String,
}

/// Wat een pot inhoudt sinds een versie.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PotversieUitvoer {
    /// De pot.
    pot_id: Uuid,
    /// De zorgfunctie.
    zorgfunctie: String,
    /// De dagen.
    periode: PeriodeUitvoer,
    /// Eurocenten; 0 is ingetrokken.
    bedrag: Euro,
}

/// De geschiedenis van een toekenning.
#[derive(Serialize, ToSchema)]
struct Versies {
    /// De versies, de oudste eerst.
    items: Vec<VersieUitvoer>,
}

fn shown(desk: &Desk, of: Versierij, potten: &[Potrij]) -> Result<VersieUitvoer, platform::Fault> {
    let own = potten.iter().filter(|pot| pot.toekenning_versie == of.nummer);
    let potten = own.map(|pot| {
        Ok::<_, platform::Fault>(PotversieUitvoer {
            pot_id: pot.pot_id,
            zorgfunctie: pot.zorgfunctie.clone(),
            periode: crate::store::periode(pot.geldig_van, pot.geldig_tot)?.into(),
            bedrag: Euro::from_cents(pot.bedrag),
        })
    });
    let berekening =
        of.berekening.as_deref().map(|sealed| desk.sealing.open(sealed)).transpose()?;
    let berekening = berekening.as_deref().map(serde_json::from_str).transpose();
    Ok(VersieUitvoer {
        versie: of.nummer,
        bericht_id: of.bericht_id,
        budget_identificatie: of.budget_identificatie,
        budget_identificatie_oud: of.budget_identificatie_oud,
        afgiftedatum: of.afgiftedatum.map(|day| day.to_string()),
        vastgelegd_door: of.door,
        reden: of.reden,
        potten: potten.collect::<Result<_, _>>()?,
        berekening: berekening.map_err(platform::Fault::stored("toekenning_berekening.inhoud"))?,
        vastgelegd_op: of.vastgelegd_op.to_string(),
    })
}

/// Elke versie van een toekenning: wat wat verving, wie het deed, en wat er veranderde.
#[utoipa::path(
    tag = "toekenningen",
    params(("id" = Uuid, Path, description = "De toekenning.")),
    responses((status = 200, description = "De versies.", body = Versies)),
)]
#[get("/toekenningen/{id}/versies")]
async fn read_versies(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toekenningen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (id, desk, own) = (id.into_inner(), Desk::of(&context)?, scope.clone());
    let items = context
        .transact(scope, move |conn| {
            let (caller, own, desk) = (caller.clone(), own.clone(), desk.clone());
            async move {
                let found = store::versies(conn, id).await?;
                let potten = store::potversies(conn, id).await?;
                let rows = found.iter().map(|found| found.verstrekker_id);
                inzage::record(conn, &caller, &own, desk.now, "toekenningen", rows).await?;
                let items: Result<Vec<_>, _> =
                    found.into_iter().map(|found| shown(&desk, found, &potten)).collect();
                Ok::<_, Problem>(items?)
            }
            .boxed()
        })
        .await?;
    if items.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(HttpResponse::Ok().json(Versies { items }))
}
