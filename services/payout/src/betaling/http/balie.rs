//! What the desk asks of payments: search, one timeline, and the course of payouts as CSV.

use std::fmt::Write as _;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use jiff::ToSpan as _;
use jiff::civil::Date;
use kernel::{Euro, Iban};
use platform::http::inzage;
use platform::http::json::Json;
use platform::http::paging::PageQuery;
use platform::http::problem::InputFault;
use platform::{Caller, Context, Problem, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{BetalingUitvoer, Betalingen};
use crate::betaalrun::http::landelijk;
use crate::betaling::store::lists::{self, Filter};
use crate::betaling::store::tijdlijn::{self, Gebeurtenis};
use crate::betaling::store::verloop::{self, Verloop};
use crate::betaling::store::zoeken::{self, Zoekopdracht};
use crate::partij;

/// Registers these resources.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(search).service(timeline).service(course);
}

/// Waarnaar wordt gezocht; alles wat is ingevuld, moet kloppen. Naam en rekening staan alleen hier,
/// nooit in een adres.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Zoekvraag {
    /// Het nummer dat de ontvanger ziet.
    kenmerk: Option<i64>,
    /// Kenmerk van een poging bij de bank.
    end_to_end_id: Option<String>,
    /// De batch.
    pmt_inf_id: Option<String>,
    /// Referentie van een regel op het afschrift.
    afschriftreferentie: Option<String>,
    /// De declaratie.
    declaratie_id: Option<Uuid>,
    /// De zorgverlener.
    zorgverlener_id: Option<Uuid>,
    /// Het rekeningnummer.
    iban: Option<String>,
    /// De naam van de rekeninghouder, in elke volgorde.
    naam: Option<String>,
    /// Bedrag in eurocenten.
    bedrag: Option<i64>,
    /// De dag waarop de bank boekte.
    #[schema(value_type = Option<String>, format = Date)]
    betaald_op: Option<Date>,
}

fn fault(place: &str, location: &str, detail: &str) -> Problem {
    Problem::invalid(vec![InputFault {
        place: place.to_owned(),
        location: location.to_owned(),
        code: "formaat".to_owned(),
        detail: detail.to_owned(),
    }])
}

fn read(context: &Context, vraag: Zoekvraag) -> Result<Zoekopdracht, Problem> {
    let sealing = partij::flows::sealing(context)?;
    let rekening = match vraag.iban {
        None => None,
        Some(text) => {
            let iban = Iban::parse(&text.replace(' ', "").to_uppercase());
            let iban = iban.map_err(|why| fault("body", "/iban", &why.to_string()))?;
            Some(sealing.reference("rekening", iban.as_str()))
        }
    };
    let zoek = Zoekopdracht {
        kenmerk: vraag.kenmerk,
        end_to_end_id: vraag.end_to_end_id,
        pmt_inf_id: vraag.pmt_inf_id,
        afschriftreferentie: vraag.afschriftreferentie,
        declaratie: vraag.declaratie_id,
        zorgverlener: vraag.zorgverlener_id,
        rekeningsleutel: rekening,
        naamsleutel: vraag.naam.map(|naam| partij::naamsleutel(&naam)),
        bedrag: vraag.bedrag,
        betaald_op: vraag.betaald_op,
    };
    if zoek.is_leeg() {
        return Err(fault("body", "", "ten minste één gegeven om op te zoeken"));
    }
    Ok(zoek)
}

/// Zoekt betalingen.
#[utoipa::path(
    tag = "betalingen",
    params(PageQuery),
    request_body = Zoekvraag,
    responses((status = 200, description = "De betalingen, oudste eerst.", body = Betalingen)),
)]
#[post("/betalingen/zoekopdrachten")]
async fn search(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    query: web::Query<PageQuery>,
    body: Json<Zoekvraag>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let (page, zoek) = (query.page()?, read(&context, body.0)?);
    let (now, seen) = (context.clock.now(), scope.clone());
    let rows = context.transact(scope, move |conn| {
        let (caller, seen, zoek) = (caller.clone(), seen.clone(), zoek.clone());
        Box::pin(async move {
            let rows = zoeken::search(conn, &zoek, page).await?;
            let whose: Vec<Uuid> = rows.iter().map(|row| row.verstrekker_id).collect();
            inzage::record(conn, &caller, &seen, now, "betalingen", whose).await?;
            Ok::<_, Problem>(rows)
        })
    });
    let items: Vec<BetalingUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(page.answer(&request, items, |betaling| betaling.id))
}

/// Iets dat met een betaling gebeurde.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct GebeurtenisUitvoer {
    /// Wanneer.
    #[schema(value_type = String, format = DateTime)]
    op: String,
    /// Waarvan.
    #[schema(example = "poging")]
    soort: String,
    /// Wat.
    #[schema(example = "geboekt")]
    wat: String,
    /// Waarom, of door wie.
    #[serde(skip_serializing_if = "Option::is_none")]
    oorzaak: Option<String>,
    /// Kenmerk van poging, bestand, afschrift of post.
    #[serde(skip_serializing_if = "Option::is_none")]
    kenmerk: Option<String>,
    /// Bedrag in eurocenten.
    #[serde(skip_serializing_if = "Option::is_none")]
    bedrag: Option<Euro>,
}

impl From<Gebeurtenis> for GebeurtenisUitvoer {
    fn from(rij: Gebeurtenis) -> Self {
        let Gebeurtenis { op, soort, wat, oorzaak, kenmerk, bedrag } = rij;
        let op = op.to_jiff().to_string();
        Self { op, soort, wat, oorzaak, kenmerk, bedrag: bedrag.map(Euro::from_cents) }
    }
}

/// Alles wat met een betaling gebeurde.
#[derive(Serialize, ToSchema)]
struct Tijdlijn {
    /// Oudste eerst.
    items: Vec<GebeurtenisUitvoer>,
}

/// De tijdlijn van een betaling: declaratie, run, bestand, bank, afschrift, grootboek.
#[utoipa::path(
    tag = "betalingen",
    params(("id" = Uuid, Path, description = "De betaling.")),
    responses(
        (status = 200, description = "De tijdlijn.", body = Tijdlijn),
        (status = 404, description = "Niet gevonden."),
    ),
)]
#[get("/betalingen/{id}/tijdlijn")]
async fn timeline(
    caller: Caller,
    context: web::Data<Context>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = landelijk(&context, &caller).await?;
    let (id, now, seen) = (id.into_inner(), context.clock.now(), scope.clone());
    let rows = context.transact(scope, move |conn| {
        let (caller, seen) = (caller.clone(), seen.clone());
        Box::pin(async move {
            let filter = Filter { id: Some(id), ..Filter::default() };
            let page = platform::http::paging::Page { after: None, limit: 1 };
            let own = lists::list(conn, &filter, page).await?;
            let own = own.first().ok_or_else(Problem::not_found)?;
            inzage::record(conn, &caller, &seen, now, "betalingen", [own.verstrekker_id]).await?;
            Ok::<_, Problem>(tijdlijn::of(conn, id).await?)
        })
    });
    let items: Vec<GebeurtenisUitvoer> = rows.await?.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(Tijdlijn { items }))
}

/// Over welke dagen.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
struct Dagen {
    /// De eerste dag.
    #[param(value_type = String, format = Date)]
    van: Date,
    /// De laatste dag; hooguit 366 dagen.
    #[param(value_type = String, format = Date)]
    tot: Date,
}

/// Het verloop van de uitbetalingen per dag, verstrekker en wet, als CSV met puntkomma's.
#[utoipa::path(
    tag = "betalingen",
    params(Dagen),
    responses((status = 200, description = "Eén regel per dag, verstrekker en wet.",
        body = String, content_type = "text/csv")),
)]
#[get("/uitbetalingsverloop")]
async fn course(
    caller: Caller,
    context: web::Data<Context>,
    dagen: web::Query<Dagen>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.betalingen.lezen")?;
    let scope = tenancy::scope_of(&context, &caller).await?;
    let Dagen { van, tot } = dagen.into_inner();
    if tot < van || tot > van.saturating_add(366.days()) {
        return Err(fault("query", "tot", "een dag na van, hooguit 366 dagen later"));
    }
    let rows = context.transact_work(scope, move |conn| Box::pin(verloop::of(conn, van, tot)));
    let text = csv(&rows.await?);
    Ok(HttpResponse::Ok().content_type("text/csv; charset=utf-8").body(text))
}

/// Numbers and dates only: nothing in it can be taken for a formula.
fn csv(rows: &[Verloop]) -> String {
    let mut text = String::from(
        "dag;verstrekkerId;wet;aantal;goedgekeurdCenten;betaaldCenten;onderwegCenten;\
         aangehoudenCenten;teruggekomenCenten;dagenMediaan;dagenP95;metHand\r\n",
    );
    let number = |value: Option<i64>| value.map_or_else(String::new, |value| value.to_string());
    for row in rows {
        let written = write!(
            text,
            "{};{};{};{};{};{};{};{};{};{};{};{}\r\n",
            row.dag.to_jiff(),
            row.verstrekker_id,
            row.wet,
            row.aantal,
            row.goedgekeurd,
            row.betaald,
            row.onderweg,
            row.aangehouden,
            row.teruggekomen,
            number(row.dagen_mediaan),
            number(row.dagen_p95),
            row.met_hand,
        );
        debug_assert!(written.is_ok(), "a string takes every text");
    }
    text
}
