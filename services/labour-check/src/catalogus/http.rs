//! The REST resources of the catalogue: rules and figures for a day.

use actix_web::{HttpResponse, get, web};
use jiff::civil::Date;
use platform::http::input::Faults;
use platform::http::paging::Items;
use platform::{Caller, Context, Problem};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::engine::{Kennis, Regel, Rij, Uitgave};
use crate::parameters::TABEL;
use crate::regels::REGISTER;

/// Registers the resources.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(rules).service(rule).service(parameters);
}

/// Een regel van de toets.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct RegelView {
    /// De regel, zoals LOON-01.
    id: &'static str,
    /// De versie.
    versie: u16,
    /// De uitgave waarin deze versie kwam.
    uitgave: u16,
    /// De naam.
    naam: &'static str,
    /// De regel in een zin.
    zin: &'static str,
    /// Waarop de regel rust.
    artikelen: &'static [&'static str],
    /// Bij afkeuring: strijdMetRecht of uitvoerbaarheid; afwezig als de regel nooit afkeurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    grond: Option<contracts::labour::Grond>,
    /// De eerste dag waarop de regel geldt; afwezig als hij altijd gold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    geldig_van: Option<Date>,
    /// De laatste dag waarop de regel geldt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    geldig_tot: Option<Date>,
    /// De dag van de overeenkomst die het recht kiest.
    anker: &'static str,
    /// geldend of wetsvoorstel.
    status: &'static str,
    /// De regel beslist nooit alleen.
    open_norm: bool,
    /// De parameters die de regel leest.
    parameters: Vec<&'static str>,
    /// De regels die zwijgen als deze spreekt.
    gaat_voor: &'static [&'static str],
    /// Een voorbeeld dat goed is.
    goed: &'static str,
    /// Een voorbeeld dat fout is.
    fout: &'static str,
}

fn view(regel: &Regel) -> RegelView {
    RegelView {
        id: regel.id,
        versie: regel.versie,
        uitgave: regel.sinds.0,
        naam: regel.naam,
        zin: regel.zin,
        artikelen: regel.artikelen,
        grond: regel.grond,
        geldig_van: Some(regel.geldig_van).filter(|day| *day != Date::MIN),
        geldig_tot: regel.geldig_tot,
        anker: regel.anker.code(),
        status: regel.status.code(),
        open_norm: regel.open_norm,
        parameters: regel.parameters.iter().map(|sleutel| sleutel.0).collect(),
        gaat_voor: regel.gaat_voor,
        goed: regel.voorbeelden.0,
        fout: regel.voorbeelden.1,
    }
}

/// Voor welke dag.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
struct OnDay {
    /// Alleen wat op deze dag geldt; zonder dag alles.
    #[param(value_type = Option<String>, format = Date)]
    datum: Option<String>,
    /// Alleen wat op deze dag bekend was; zonder dag: vandaag.
    #[param(value_type = Option<String>, format = Date)]
    kennisdatum: Option<String>,
}

impl OnDay {
    fn days(&self) -> Result<(Option<Date>, Option<Date>), Problem> {
        let mut faults = Faults::default();
        let mut read = |place: &str, text: Option<&str>| {
            let day = text.map(str::parse::<Date>);
            day.and_then(|read| faults.read(place, read.map_err(|_other| "een datum")))
        };
        let days = (
            read("datum", self.datum.as_deref()),
            read("kennisdatum", self.kennisdatum.as_deref()),
        );
        faults.finish(Some(days))
    }
}

/// De regels van de toets.
#[utoipa::path(
    params(OnDay), tag = "regels",
    responses((status = 200, description = "De regels", body = Items<RegelView>))
)]
#[get("/regels")]
async fn rules(caller: Caller, query: web::Query<OnDay>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let (datum, kennisdatum) = query.days()?;
    let holds = |regel: &&Regel| {
        let in_law = datum.is_none_or(|day| {
            regel.geldig_van <= day && regel.geldig_tot.is_none_or(|last| day <= last)
        });
        in_law && kennisdatum.is_none_or(|day| regel.bekend_van <= day)
    };
    let items = REGISTER.versies().filter(holds).map(view).collect();
    Ok(HttpResponse::Ok().json(Items::<RegelView> { items }))
}

/// Een regel met al zijn versies.
#[utoipa::path(
    params(("id" = String, Path, description = "De regel, zoals LOON-01")), tag = "regels",
    responses((status = 200, description = "De versies, nieuwste eerst", body = Items<RegelView>))
)]
#[get("/regels/{id}")]
async fn rule(caller: Caller, id: web::Path<String>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let items: Vec<RegelView> =
        REGISTER.versies().filter(|regel| regel.id == id.as_str()).map(view).collect();
    if items.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(HttpResponse::Ok().json(Items { items }))
}

/// Een parameter op een dag.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
struct ParameterView {
    /// De parameter, zoals minimumloon.21.
    id: &'static str,
    /// Wat het is.
    naam: &'static str,
    /// De maat: cent, honderdstenProcent, honderdstenUur, aantal of ja.
    maat: &'static str,
    /// De waarde.
    waarde: i64,
    /// De eerste dag.
    #[schema(value_type = String, format = Date)]
    van: Date,
    /// De laatste dag, als die bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    tot: Option<Date>,
    /// Wanneer het bekend kon zijn.
    #[schema(value_type = String, format = Date)]
    gepubliceerd_op: Date,
    /// Wanneer iemand het voor het laatst heeft nagekeken.
    #[schema(value_type = String, format = Date)]
    gecontroleerd_op: Date,
    /// Waar het vandaan komt.
    bron: &'static str,
    /// geldend, afgeleid, onbevestigd of wetsvoorstel.
    status: &'static str,
}

/// De bedragen en grenzen die de toets gebruikt.
#[utoipa::path(
    params(OnDay), tag = "regels",
    responses((status = 200, description = "De parameters", body = Items<ParameterView>))
)]
#[get("/parameters")]
async fn parameters(
    context: web::Data<Context>,
    caller: Caller,
    query: web::Query<OnDay>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.toetsen.lezen")?;
    let (datum, kennisdatum) = query.days()?;
    let op = kennisdatum.unwrap_or_else(|| context.clock.today());
    let kennis = Kennis { op, uitgave: Uitgave::HUIDIG, wetsvoorstellen: false };
    let mut items = Vec::new();
    for reeks in TABEL.reeksen() {
        let row = |rij: &'static Rij| ParameterView {
            id: reeks.sleutel.0,
            naam: reeks.naam,
            maat: reeks.maat.code(),
            waarde: rij.waarde,
            van: rij.van,
            tot: rij.tot,
            gepubliceerd_op: rij.gepubliceerd_op,
            gecontroleerd_op: rij.gecontroleerd_op,
            bron: rij.bron,
            status: rij.status.code(),
        };
        match datum {
            Some(day) => items.extend(TABEL.op(reeks.sleutel, day, kennis).map(row)),
            None => items.extend(TABEL.known(reeks.sleutel, kennis).map(row)),
        }
    }
    Ok(HttpResponse::Ok().json(Items { items }))
}
