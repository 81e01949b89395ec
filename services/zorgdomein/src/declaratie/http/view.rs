//! What comes out of `/declaraties`.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Euro;
use platform::Fault;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Indiening;
use super::super::checks::Uitkomst;
use super::super::flows::Antwoord;
use super::super::opgave::{Bewijs, Handtekening};
use super::super::store::read::{Bijlagen, Rij, WerkRij};
use super::super::store::uitkomsten::{AsMap, Gelezen, read};

/// Wat er van een declaratie werd bij het indienen.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Samenvatting {
    /// Identificatie.
    pub(crate) id: Uuid,
    /// Eigen kenmerk van de indiener.
    pub(crate) kenmerk: String,
    /// Goedgekeurd, afgekeurd, uitval of aangehouden.
    pub(crate) status: String,
    /// Hoe vaak is doorgegeven wat verschuldigd is; 0 als dat nooit zo was.
    pub(crate) versie: i64,
    /// Eurocenten verschuldigd.
    pub(crate) verschuldigd: Euro,
    /// De uitkomsten van de controles.
    pub(crate) uitkomsten: Vec<UitkomstUitvoer>,
}

/// De uitkomst van een controle.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UitkomstUitvoer {
    /// De controle, bijvoorbeeld D-34.
    check: String,
    /// Goed, A (afgekeurd), U (uitval), S (signaal) of H (aangehouden).
    uitkomst: String,
    /// De plaats van de regel, vanaf 0; zonder regel gaat het om de hele declaratie.
    #[serde(skip_serializing_if = "Option::is_none")]
    regel: Option<usize>,
    /// Wat er niet goed is.
    #[serde(skip_serializing_if = "Option::is_none")]
    gebrek: Option<String>,
    /// Wat is vergeleken.
    #[schema(value_type = Object)]
    feiten: Map<String, Value>,
    /// Uitleg voor de budgethouder.
    toelichting: String,
    /// De versie van de controleregel.
    regel_versie: u32,
}

/// Which outcomes an answer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Uitkomsten {
    /// Every one.
    Alle,
    /// Only those that found something; the claim itself shows all.
    Gevonden,
}

impl Samenvatting {
    /// The answer of a claim that is stored; `None` for one that is not.
    pub(crate) fn of(antwoord: &Antwoord, welke: Uitkomsten) -> Result<Option<Self>, Fault> {
        let shown = |found: bool| found || welke == Uitkomsten::Alle;
        match antwoord {
            Antwoord::Nieuw(nieuw) => Ok(Some(Self {
                id: nieuw.id.uuid(),
                kenmerk: nieuw.kenmerk.clone(),
                status: nieuw.status.code().to_owned(),
                versie: nieuw.versie,
                verschuldigd: nieuw.verschuldigd,
                uitkomsten: nieuw
                    .uitkomsten
                    .iter()
                    .filter(|uitkomst| shown(uitkomst.gebrek.is_some()))
                    .map(UitkomstUitvoer::of)
                    .collect::<Result<_, _>>()?,
            })),
            Antwoord::Bekend(known) => {
                let (eerder, answer) = known.as_ref();
                Ok(Some(Self {
                    id: eerder.id,
                    kenmerk: eerder.kenmerk.clone(),
                    status: answer.status.clone(),
                    versie: answer.versie,
                    verschuldigd: Euro::from_cents(answer.verschuldigd),
                    uitkomsten: read(&answer.uitkomsten)?
                        .into_iter()
                        .filter(|uitkomst| shown(uitkomst.gebrek.is_some()))
                        .map(UitkomstUitvoer::from)
                        .collect(),
                }))
            }
            Antwoord::Herhaling(_)
            | Antwoord::KenmerkInGebruik
            | Antwoord::Geweigerd(_)
            | Antwoord::Ongeldig(_) => Ok(None),
        }
    }
}

impl UitkomstUitvoer {
    /// Whether it found something.
    pub(crate) fn found(&self) -> bool {
        self.gebrek.is_some()
    }

    /// An outcome as it is shown.
    pub(crate) fn of(uitkomst: &Uitkomst) -> Result<Self, Fault> {
        let feiten = match serde_json::to_value(AsMap(&uitkomst.feiten)) {
            Ok(Value::Object(map)) => map,
            Ok(_) => Map::new(),
            Err(error) => return Err(Fault::Other(error.into())),
        };
        Ok(Self {
            check: uitkomst.check.id.to_owned(),
            uitkomst: uitkomst.klasse.code().to_owned(),
            regel: uitkomst.regel,
            gebrek: uitkomst.gebrek.map(|gebrek| gebrek.code.to_owned()),
            feiten,
            toelichting: uitkomst.toelichting(),
            regel_versie: uitkomst.check.versie,
        })
    }
}

impl From<Gelezen> for UitkomstUitvoer {
    fn from(gelezen: Gelezen) -> Self {
        let Gelezen { check, regel_versie, regel, klasse, gebrek, toelichting, feiten } = gelezen;
        Self { check, uitkomst: klasse, regel, gebrek, feiten, toelichting, regel_versie }
    }
}

/// Een declaratie zoals zij nu is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeclaratieUitvoer {
    /// Identificatie.
    pub(crate) id: Uuid,
    /// Eigen kenmerk van de indiener.
    kenmerk: String,
    /// De zorgovereenkomst.
    zorgovereenkomst_id: Uuid,
    /// De budgethouder.
    budgethouder_id: Uuid,
    /// De zorgverlener.
    zorgverlener_id: Uuid,
    /// De verstrekker.
    verstrekker_id: Uuid,
    /// Uren, factuur of maandloon.
    soort: String,
    /// Langs welke ingang zij kwam.
    entree: String,
    /// Nummer van de factuur.
    #[serde(skip_serializing_if = "Option::is_none")]
    factuurnummer: Option<String>,
    /// Wanneer zij is ingediend.
    #[schema(value_type = String, format = DateTime)]
    ingediend_op: Timestamp,
    /// Eurocenten gedeclareerd.
    totaal: Euro,
    /// Goedgekeurd, afgekeurd, uitval, aangehouden of ingetrokken.
    status: String,
    /// Hoe vaak is doorgegeven wat verschuldigd is.
    versie: i64,
    /// Eurocenten nu verschuldigd.
    verschuldigd: Euro,
    /// Op welke versie de uitbetaling antwoordde; zonder is er nog geen antwoord.
    #[serde(skip_serializing_if = "Option::is_none")]
    geboekte_versie: Option<i64>,
    /// Eurocenten die geboekt zijn.
    #[serde(skip_serializing_if = "Option::is_none")]
    geboekt: Option<Euro>,
    /// Eurocenten die geweigerd zijn.
    #[serde(skip_serializing_if = "Option::is_none")]
    geweigerd: Option<Euro>,
    /// Waarom is geweigerd: budgetOntoereikend of budgetUitgeputBijTwk.
    #[serde(skip_serializing_if = "Option::is_none")]
    reden: Option<String>,
    /// De regels.
    #[serde(skip_serializing_if = "Option::is_none")]
    regels: Option<Value>,
    /// De uitkomsten van de controles.
    #[serde(skip_serializing_if = "Option::is_none")]
    uitkomsten: Option<Vec<UitkomstUitvoer>>,
    /// De betalingen, met hun staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    betalingen: Option<Value>,
    /// Wat er teruggevorderd wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    vorderingen: Option<Value>,
    /// Laatste dag waarop herstel kan, als zij in uitval is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    hersteltermijn: Option<Date>,
    /// Of een maatregel de betalingen nu tegenhoudt.
    #[serde(skip_serializing_if = "Option::is_none")]
    maatregel: Option<bool>,
    /// De versie van de rij, ook in `ETag`.
    pub(crate) revisie: i64,
}

/// Een bladzijde declaraties.
#[derive(Serialize, ToSchema)]
pub(crate) struct Declaraties {
    /// De declaraties.
    items: Vec<DeclaratieUitvoer>,
}

impl DeclaratieUitvoer {
    /// The claim; in a list without what hangs on it.
    pub(crate) fn of(rij: Rij, bijlagen: Option<Bijlagen>) -> Result<Self, Fault> {
        let uitkomsten = bijlagen
            .as_ref()
            .map(|own| read(&own.uitkomsten))
            .transpose()?
            .map(|found| found.into_iter().map(UitkomstUitvoer::from).collect());
        let maatregel = bijlagen.as_ref().map(|own| own.maatregel);
        let (regels, betalingen, vorderingen) = match bijlagen {
            Some(own) => (Some(own.regels), Some(own.betalingen), Some(own.vorderingen)),
            None => (None, None, None),
        };
        Ok(Self {
            id: rij.id,
            kenmerk: rij.kenmerk,
            zorgovereenkomst_id: rij.zorgovereenkomst_id,
            budgethouder_id: rij.budgethouder_id,
            zorgverlener_id: rij.zorgverlener_id,
            verstrekker_id: rij.verstrekker_id,
            soort: rij.soort,
            entree: rij.entree,
            factuurnummer: rij.factuurnummer,
            ingediend_op: rij.ingediend_op,
            totaal: Euro::from_cents(rij.totaal),
            status: rij.status,
            versie: rij.versie,
            verschuldigd: Euro::from_cents(rij.verschuldigd),
            geboekte_versie: rij.geboekte_versie,
            geboekt: rij.geboekt.map(Euro::from_cents),
            geweigerd: rij.geweigerd.map(Euro::from_cents),
            reden: rij.reden,
            regels,
            uitkomsten,
            betalingen,
            vorderingen,
            hersteltermijn: rij.hersteltermijn,
            maatregel,
            revisie: rij.revisie,
        })
    }
}

/// A claim as it stood before or after a repair, for the record of it.
pub(crate) fn as_claimed(indiening: &Indiening) -> Value {
    let regels: Vec<Value> = indiening
        .regels
        .iter()
        .map(|regel| {
            json!({ "regelId": regel.regel_id, "begindatum": regel.periode.van(),
                "einddatum": regel.periode.tot(), "aantal": regel.aantal,
                "eenheid": regel.eenheid, "tarief": regel.tarief, "bedrag": regel.bedrag,
                "dagen": regel.dagen.iter().map(|dag| json!({ "datum": dag.datum,
                    "aantal": dag.aantal })).collect::<Vec<_>>() })
        })
        .collect();
    json!({ "factuurnummer": indiening.factuurnummer, "totaal": indiening.totaal,
        "kostensoort": indiening.opgave.kostensoort.code(),
        "ondertekend": indiening.opgave.handtekening == Handtekening::Aanwezig,
        "bewijsBijgevoegd": indiening.opgave.bewijs == Bewijs::Bijgevoegd,
        "btw": indiening.opgave.btw.as_ref().map(|btw| btw.bedrag), "regels": regels })
}

/// Een declaratie waar iemand iets mee moet.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WerkUitvoer {
    /// De declaratie.
    pub(crate) id: Uuid,
    /// Eigen kenmerk van de indiener.
    kenmerk: String,
    /// De zorgovereenkomst.
    zorgovereenkomst_id: Uuid,
    /// De verstrekker.
    verstrekker_id: Uuid,
    /// Waar zij staat.
    status: String,
    /// De klassen die zijn gevonden: letters uit S, H, U en A.
    klassen: String,
    /// Wanneer zij is ingediend.
    #[schema(value_type = String, format = DateTime)]
    ingediend_op: Timestamp,
    /// Eurocenten gedeclareerd.
    totaal: Euro,
    /// Laatste dag voor herstel.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    hersteltermijn: Option<Date>,
    /// Wat er is gevonden.
    uitkomsten: Vec<UitkomstUitvoer>,
    /// De versie van de rij.
    revisie: i64,
}

/// Een bladzijde van de werkvoorraad.
#[derive(Serialize, ToSchema)]
pub(crate) struct Werkvoorraad {
    /// De declaraties, op volgorde van indiening.
    items: Vec<WerkUitvoer>,
}

impl WerkUitvoer {
    /// One row of the work list.
    pub(crate) fn of(rij: WerkRij) -> Result<Self, Fault> {
        let found = read(&rij.uitkomsten)?.into_iter().filter(|own| own.gebrek.is_some());
        Ok(Self {
            id: rij.id,
            kenmerk: rij.kenmerk,
            zorgovereenkomst_id: rij.zorgovereenkomst_id,
            verstrekker_id: rij.verstrekker_id,
            status: rij.status,
            klassen: rij.klassen,
            ingediend_op: rij.ingediend_op,
            totaal: Euro::from_cents(rij.totaal),
            hersteltermijn: rij.hersteltermijn,
            uitkomsten: found.map(UitkomstUitvoer::from).collect(),
            revisie: rij.revisie,
        })
    }
}
