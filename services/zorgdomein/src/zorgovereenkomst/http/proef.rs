//! Before anybody signs: would this agreement be paid, and what would a change of one mean?
//! Nothing is stored.

use actix_web::{HttpResponse, post, web};
use futures_util::FutureExt;
use kernel::Euro;
use platform::http::inzage;
use platform::http::json::Json;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::aanvraag::lines;
use super::super::flows::einde::Dagen;
use super::super::flows::known;
use super::super::flows::proef::{self, Voornemen};
use super::super::proef::{Bevinding, Kennis, beoordelaars, bevindingen};
use super::body::{NieuweZorgovereenkomst, WijzigingInvoer};
use super::einde::{EindeInvoer, VerlengingInvoer};
use super::view::VoorzienUitvoer;
use crate::budgetstand::store as budgetstand;
use crate::declaratie::catalogus::Klasse;
use crate::declaratie::store::regels;
use crate::persoon::flows::Desk;
use crate::store::read_only;

/// Wat er van een zorgovereenkomst zou worden.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OvereenkomstProef {
    /// Of zij zo kan worden ingediend.
    kan_ingediend: bool,
    /// Of declaraties erop betaald zouden worden, na beide goedkeuringen: ja, deels of nee.
    wordt_betaald: &'static str,
    /// Wat budget, wet en tarieven ervan zeggen.
    bevindingen: Vec<BevindingUitvoer>,
    /// Welke verstrekkers de inhoud beoordelen na indienen.
    beoordelaars: Vec<Uuid>,
    /// De arbeidsrechtelijke toets volgt na indienen.
    arbeidsrecht: &'static str,
    /// Het budget zoals wij het het laatst hoorden.
    budget: Vec<PotUitvoer>,
}

/// Een bevinding.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BevindingUitvoer {
    /// De regel, bijvoorbeeld D-34.
    check: &'static str,
    /// Goed, S (let op), A (wordt niet betaald) of B (kan zo niet worden ingediend).
    uitkomst: &'static str,
    /// De plaats in het verzoek.
    plaats: String,
    /// Uitleg voor de budgethouder.
    toelichting: String,
}

/// Wat er in een pot zit.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PotUitvoer {
    /// De pot.
    pot_id: Uuid,
    /// De toekenning.
    toekenning_id: Uuid,
    /// Eurocenten toegekend.
    toegekend: Euro,
    /// Eurocenten die er nog waren; ontbreekt als wij er nog niets van hoorden.
    #[serde(skip_serializing_if = "Option::is_none")]
    beschikbaar: Option<Euro>,
}

/// Zou deze zorgovereenkomst betaald worden? Er wordt niets vastgelegd.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    request_body = NieuweZorgovereenkomst,
    responses((status = 200, description = "Wat er van zou worden.", body = OvereenkomstProef)),
)]
#[post("/zorgovereenkomsten/_proef")]
pub(crate) async fn try_agreement(
    caller: Caller,
    context: web::Data<Context>,
    body: Json<NieuweZorgovereenkomst>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgovereenkomsten.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let asked = std::sync::Arc::new((Desk::of(&context)?, body.0.read()?));
    let now = asked.0.now;
    let (shown, seen) = context
        .transact(scope.clone(), move |conn| {
            let asked = std::sync::Arc::clone(&asked);
            async move {
                let (desk, aanvraag) = asked.as_ref();
                read_only(conn).await?;
                let gekend = known(conn, desk, aanvraag).await?;
                let regels = lines(aanvraag, &gekend.toekenningen, platform::id::new);
                let verstrekkers: Vec<Uuid> = regels.iter().map(|own| own.verstrekker_id).collect();
                let maxima = regels::maxima(conn, &verstrekkers).await?;
                let kennis = Kennis {
                    toekenningen: &gekend.toekenningen,
                    maxima: &maxima,
                    gebreken: &gekend.gebreken,
                };
                let found = bevindingen(aanvraag, &regels, kennis);
                let named = |id: Uuid| regels.iter().any(|own| own.toekenning_id == id);
                let granted = gekend.toekenningen.iter().filter(|own| named(own.id.uuid()));
                let potten: Vec<_> = granted
                    .flat_map(|own| own.potten.iter().map(|pot| (own.id.uuid(), pot)))
                    .collect();
                let ids: Vec<Uuid> = potten.iter().map(|(_, pot)| pot.id.uuid()).collect();
                let room = budgetstand::beschikbaar(conn, &ids).await?;
                let budget = potten
                    .into_iter()
                    .map(|(toekenning_id, pot)| PotUitvoer {
                        pot_id: pot.id.uuid(),
                        toekenning_id,
                        toegekend: pot.bedrag,
                        beschikbaar: room.get(&pot.id.uuid()).copied(),
                    })
                    .collect();
                let shown = OvereenkomstProef::of(found, beoordelaars(&regels), budget);
                Ok::<_, Problem>((shown, verstrekkers))
            }
            .boxed()
        })
        .await?;
    log(&context, (caller, scope), now, seen).await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// What is shown of persons is logged, and that is all that is written.
async fn log(
    context: &Context,
    by: (Caller, platform::Scope),
    now: jiff::Timestamp,
    seen: Vec<Uuid>,
) -> Result<(), Problem> {
    context
        .transact(by.1.clone(), move |conn| {
            let ((caller, scope), seen) = (by.clone(), seen.clone());
            async move {
                inzage::record(conn, &caller, &scope, now, "zorgovereenkomsten", seen).await?;
                Ok::<_, Problem>(())
            }
            .boxed()
        })
        .await
}

impl OvereenkomstProef {
    fn of(found: Vec<Bevinding>, beoordelaars: Vec<Uuid>, budget: Vec<PotUitvoer>) -> Self {
        let any = |klasse| found.iter().any(|own| own.klasse == klasse);
        let rates_only =
            found.iter().filter(|own| own.klasse == Klasse::A).all(|own| own.check == "D-34");
        let paid = match (any(Klasse::B), any(Klasse::A)) {
            (true, _) => "nee",
            (false, true) if !rates_only => "nee",
            (false, true) => "deels",
            (false, false) => "ja",
        };
        Self {
            kan_ingediend: !any(Klasse::B),
            wordt_betaald: paid,
            bevindingen: found
                .into_iter()
                .map(|Bevinding { check, klasse, plaats, toelichting }| BevindingUitvoer {
                    check,
                    uitkomst: klasse.code(),
                    plaats,
                    toelichting,
                })
                .collect(),
            beoordelaars,
            arbeidsrecht: "volgtNaIndienen",
            budget,
        }
    }
}

/// Een voorgenomen wijziging: nieuwe tarieven, een einde of een verlenging; precies een van de
/// drie.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct VoornemenInvoer {
    /// Nieuwe tarieven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tarieven: Option<WijzigingInvoer>,
    /// Een einde.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    einde: Option<EindeInvoer>,
    /// Een verlenging.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verlenging: Option<VerlengingInvoer>,
}

impl VoornemenInvoer {
    fn read(self) -> Result<Voornemen, Problem> {
        match (self.tarieven, self.einde, self.verlenging) {
            (Some(tarieven), None, None) => Ok(Voornemen::Tarieven(tarieven.read())),
            (None, Some(einde), None) => Ok(Voornemen::Dagen(Dagen::Einde(einde.read()?))),
            (None, None, Some(more)) => Ok(Voornemen::Dagen(Dagen::Verlenging(more.einddatum))),
            _ => {
                let mut faults = platform::http::input::Faults::default();
                let uitleg = "Noem tarieven, einde of verlenging: precies een.";
                faults.add("", "keuze", uitleg);
                faults.finish(None)
            }
        }
    }
}

/// Wat zou deze wijziging betekenen? Welke declaraties, welke maanden en hoeveel euro, voordat er
/// iemand tekent. Er wordt niets vastgelegd.
#[utoipa::path(
    tag = "zorgovereenkomsten",
    params(("id" = Uuid, Path, description = "De zorgovereenkomst.")),
    request_body = VoornemenInvoer,
    responses((status = 200, description = "Wat zij zou betekenen.", body = VoorzienUitvoer)),
)]
#[post("/zorgovereenkomsten/{id}/_proef")]
pub(crate) async fn foresee(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
    body: Json<VoornemenInvoer>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.zorgovereenkomsten.schrijven")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let desk = Desk::of(&context)?;
    let (id, now) = (id.into_inner(), desk.now);
    let asked = std::sync::Arc::new((desk, body.0.read()?, scope.clone()));
    let voorzien = context
        .transact(scope.clone(), move |conn| {
            let asked = std::sync::Arc::clone(&asked);
            async move {
                let (desk, voornemen, scope) = asked.as_ref();
                let foreseen = proef::foresee(conn, desk, (id, voornemen), scope).await?;
                Ok::<_, Problem>(foreseen)
            }
            .boxed()
        })
        .await?;
    let seen = voorzien.overeenkomst.verstrekkers();
    let seen = seen.into_iter().filter(|id| scope.covers(*id)).collect();
    log(&context, (caller, scope), now, seen).await?;
    Ok(HttpResponse::Ok().json(VoorzienUitvoer::of(&voorzien.impact)))
}
