//! What a caller may ask of the engine without anything being stored.

use actix_web::{HttpResponse, post, web};
use contracts::labour::{Bevindinguitkomst, Grond, Toetsfeiten, Uitkomst};
use futures_util::FutureExt as _;
use jiff::civil::Date;
use platform::http::input::Faults;
use platform::http::json;
use platform::{Caller, Context, Fault, Problem, tenancy};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::engine::{Letter, Modus, Uitgave, Uitslag, Vondst, Vraag};
use crate::toets::verschil::{Kant, differences};
use crate::toets::{flows, judge, store};

/// Hoe er wordt getoetst.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Instelling {
    /// Regels en bedragen die later zijn gepubliceerd, bestaan niet. Zonder dag: vandaag.
    #[schema(value_type = Option<String>, format = Date)]
    kennisdatum: Option<Date>,
    /// Kies elke regel op deze dag in plaats van op de dag die de overeenkomst noemt.
    #[schema(value_type = Option<String>, format = Date)]
    rechtsdatum: Option<Date>,
    /// De overeenkomst is al eerder goedgekeurd: de meeste gebreken waarschuwen dan.
    #[serde(default)]
    bestaand: bool,
    /// De uitgave van regels en bedragen. Zonder: de nieuwste.
    #[schema(minimum = 1)]
    uitgave: Option<u16>,
    /// Doe alsof wetsvoorstellen al wet zijn.
    #[serde(default)]
    wetsvoorstellen: bool,
}

impl Instelling {
    fn vraag(self, feiten: &Toetsfeiten, today: Date) -> Vraag<'_> {
        Vraag {
            rechtsdatum: self.rechtsdatum,
            modus: if self.bestaand { Modus::Bestaand } else { Modus::Nieuw },
            uitgave: self.uitgave.map_or(Uitgave::HUIDIG, Uitgave),
            wetsvoorstellen: self.wetsvoorstellen,
            ..Vraag::new(feiten, self.kennisdatum.unwrap_or(today))
        }
    }

    fn check(self, place: &str, faults: &mut Faults) {
        let known = 1..=Uitgave::HUIDIG.0;
        if self.uitgave.is_some_and(|uitgave| !known.contains(&uitgave)) {
            let detail = format!("een uitgave van 1 tot en met {}", Uitgave::HUIDIG.0);
            faults.add(&format!("{place}/uitgave"), "formaat", detail);
        }
    }
}

/// Wat u wilt laten toetsen. Er wordt niets bewaard.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Proefaanvraag {
    /// De gegevens van de overeenkomst, als in het feit zorgovereenkomst-ingediend.
    #[schema(value_type = Object)]
    feiten: Toetsfeiten,
    /// Hoe er wordt getoetst.
    #[serde(default)]
    instelling: Instelling,
}

/// De uitslag van een toets.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Uitslagweergave {
    /// De uitkomst: akkoord, akkoordMetWaarschuwing, handmatigeBeoordeling of afgekeurd.
    #[schema(value_type = String)]
    uitkomst: Uitkomst,
    /// Wat elke regel vond.
    bevindingen: Vec<Bevindingweergave>,
    /// Wat het formulier niet vraagt en een regel wel wil weten.
    vragen: Vec<Vraagweergave>,
    /// Het bewijs van de toets.
    #[schema(value_type = Object)]
    bewijs: Box<RawValue>,
}

/// Wat een regel vond.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Bevindingweergave {
    /// De regel.
    regel: &'static str,
    /// De versie van de regel.
    regel_versie: u16,
    /// akkoord, waarschuwing, handmatigeBeoordeling of afgekeurd.
    #[schema(value_type = String)]
    uitkomst: Bevindinguitkomst,
    /// Bij een afkeuring: strijdMetRecht of uitvoerbaarheid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    grond: Option<Grond>,
    /// Waarop de regel rust.
    artikelen: &'static [&'static str],
    /// Voor de budgethouder.
    toelichting: String,
    /// Voor de jurist.
    juridisch: String,
    /// De dag waarop iets gedaan moet zijn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    taak_op: Option<Date>,
}

/// Een gegeven dat het formulier niet vraagt.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Vraagweergave {
    /// De regel die het wil weten.
    regel: &'static str,
    /// Wat er ontbreekt.
    tekst: String,
}

fn finding(vondst: &Vondst, uitslag: &Uitslag) -> Option<Bevindingweergave> {
    let told = vondst.bevinding()?;
    Some(Bevindingweergave {
        regel: vondst.regel.id,
        regel_versie: vondst.regel.versie,
        uitkomst: told.uitkomst,
        grond: told.grond,
        artikelen: vondst.regel.artikelen,
        toelichting: told.toelichting,
        juridisch: vondst.juridisch(&uitslag.lezingen),
        taak_op: told.taak_op,
    })
}

/// The view of a judgement, with its receipt.
pub(crate) fn shown(vraag: &Vraag<'_>) -> Result<Uitslagweergave, Fault> {
    let (uitslag, bewijs) = flows::account(vraag)?;
    let questions = uitslag.vondsten.iter().filter(|v| v.oordeel.letter == Letter::Vraag);
    Ok(Uitslagweergave {
        uitkomst: uitslag.uitkomst(),
        bevindingen: uitslag.vondsten.iter().filter_map(|v| finding(v, &uitslag)).collect(),
        vragen: questions
            .map(|vondst| Vraagweergave { regel: vondst.regel.id, tekst: vondst.tekst() })
            .collect(),
        bewijs: RawValue::from_string(bewijs.tekst).map_err(Fault::stored("bewijs"))?,
    })
}

/// Toets zonder iets te bewaren: voor wie een formulier invult of een koppeling bouwt.
#[utoipa::path(
    request_body = Proefaanvraag, tag = "toetsen",
    responses((status = 200, description = "De uitslag", body = Uitslagweergave))
)]
#[post("/toetsen")]
pub(super) async fn dry_run(
    context: web::Data<Context>,
    caller: Caller,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let aanvraag: Proefaanvraag = json::parse(&body)?;
    let mut faults = Faults::default();
    aanvraag.instelling.check("/instelling", &mut faults);
    faults.finish(Some(()))?;
    let vraag = aanvraag.instelling.vraag(&aanvraag.feiten, context.clock.today());
    Ok(HttpResponse::Ok().json(shown(&vraag)?))
}

/// Twee manieren om dezelfde overeenkomst te toetsen.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Vergelijkaanvraag {
    /// De gegevens; of noem een toets.
    #[schema(value_type = Option<Object>)]
    feiten: Option<Toetsfeiten>,
    /// De toets waarvan de gegevens worden genomen.
    toets_id: Option<Uuid>,
    /// De ene manier.
    links: Instelling,
    /// De andere manier.
    rechts: Instelling,
}

/// Wat er verschilt.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Vergelijking {
    /// De uitkomst op de ene manier.
    #[schema(value_type = String)]
    links: Uitkomst,
    /// De uitkomst op de andere manier.
    #[schema(value_type = String)]
    rechts: Uitkomst,
    /// De regels die anders uitkomen.
    verschillen: Vec<Verschilweergave>,
}

/// Een regel die anders uitkomt.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Verschilweergave {
    /// De regel.
    regel: &'static str,
    /// Op de ene manier; afwezig als de regel niet gold.
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<Kantweergave>,
    /// Op de andere manier.
    #[serde(skip_serializing_if = "Option::is_none")]
    rechts: Option<Kantweergave>,
}

/// Hoe een regel uitkwam.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Kantweergave {
    /// De versie van de regel.
    versie: u16,
    /// De uitkomst.
    uitkomst: &'static str,
    /// De uitleg.
    tekst: String,
}

fn side(kant: Kant) -> Kantweergave {
    Kantweergave { versie: kant.versie, uitkomst: kant.letter.code(), tekst: kant.tekst }
}

/// Vergelijk twee dagen, twee uitgaven of een wetsvoorstel op dezelfde overeenkomst.
#[utoipa::path(
    request_body = Vergelijkaanvraag, tag = "toetsen",
    responses((status = 200, description = "De verschillen", body = Vergelijking))
)]
#[post("/vergelijkingen")]
pub(super) async fn compare(
    context: web::Data<Context>,
    caller: Caller,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let asked: Vergelijkaanvraag = json::parse(&body)?;
    let mut faults = Faults::default();
    asked.links.check("/links", &mut faults);
    asked.rechts.check("/rechts", &mut faults);
    if asked.feiten.is_some() == asked.toets_id.is_some() {
        faults.add("/feiten", "keuze", "geef feiten of toetsId, niet beide");
    }
    faults.finish(Some(()))?;
    let feiten = match (asked.feiten, asked.toets_id) {
        (Some(feiten), _) => feiten,
        (None, Some(id)) => stored_facts(&context, &caller, id).await?,
        (None, None) => return Err(Problem::not_found()),
    };
    let today = context.clock.today();
    let links = judge(&asked.links.vraag(&feiten, today));
    let rechts = judge(&asked.rechts.vraag(&feiten, today));
    let verschillen = differences(&links, &rechts)
        .into_iter()
        .map(|verschil| Verschilweergave {
            regel: verschil.regel,
            links: verschil.links.map(side),
            rechts: verschil.rechts.map(side),
        })
        .collect();
    let (links, rechts) = (links.uitkomst(), rechts.uitkomst());
    Ok(HttpResponse::Ok().json(Vergelijking { links, rechts, verschillen }))
}

async fn stored_facts(
    context: &web::Data<Context>,
    caller: &Caller,
    id: Uuid,
) -> Result<Toetsfeiten, Problem> {
    let scope = tenancy::scope_of(context, caller).await?;
    let found = context
        .transact(scope, move |conn| async move { store::load(conn, id).await }.boxed())
        .await?;
    found.map(|toets| toets.feiten).ok_or_else(Problem::not_found)
}
