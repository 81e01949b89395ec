//! What goes into `/declaraties`.

use contracts::{DeclaratieSoort, Entree};
use jiff::civil::Date;
use kernel::{Aantal, Bsn, Eenheid, Euro, Iban, Id, KvkNummer};
use platform::http::input::Faults;
use platform::sealing::Sealing;
use platform::{Caller, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::flows::Ingekomen;
use super::super::opgave::{Bewijs, Btw, Handtekening, Kostensoort, Opgave};
use super::super::{Dag, Indiening, Indieningsregel, Zorgdagen};
use crate::zorgovereenkomst::http::check_kenmerk;

/// The most lines one claim may have.
const REGELS_MAX: usize = 100;
/// The most days one line may cover.
const DAGEN_MAX: i64 = 366;
/// The most eurocents of one amount: ten million euros.
const BEDRAG_MAX: i64 = 1_000_000_000;

/// Een declaratie die wordt ingediend.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NieuweDeclaratie {
    /// Eigen kenmerk van de indiener: hetzelfde kenmerk is dezelfde declaratie.
    #[schema(example = "D-2026-03-1", min_length = 1, max_length = 64)]
    pub(crate) kenmerk: String,
    /// De zorgovereenkomst.
    zorgovereenkomst_id: Uuid,
    /// Uren van een persoon, of een factuur.
    soort: SoortInvoer,
    /// De ingang, alleen voor wie dat mag opgeven: papier of portaal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entree: Option<EntreeInvoer>,
    /// Nummer van de factuur; verplicht bij een factuur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35)]
    factuurnummer: Option<String>,
    /// Datum van de factuur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    factuurdatum: Option<Date>,
    /// Wanneer de budgethouder de declaratie van de zorgverlener kreeg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    ontvangen_op: Option<Date>,
    /// De persoon die indient; zonder persoon dient de organisatie in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ingediend_door: Option<Uuid>,
    /// De zorgverlener zoals die op de declaratie staat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zorgverlener: Option<ZorgverlenerInvoer>,
    /// Het rekeningnummer zoals dat op de declaratie staat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    iban: Option<Iban>,
    /// Waarvoor: zorg (als dit ontbreekt), reiskosten, vervoer, infrastructuur, bijkomend,
    /// feestdagen, eenmalig, vakantie of ziekte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kostensoort: Option<String>,
    /// Of de handtekening op het papier staat; alleen bij papier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ondertekend: Option<bool>,
    /// Of er kaartjes of bonnen bij zitten.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    bewijs_bijgevoegd: bool,
    /// De btw die is gerekend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    btw: Option<BtwInvoer>,
    /// De regels.
    regels: Vec<RegelInvoer>,
    /// Eurocenten in totaal.
    totaal: Euro,
}

/// Btw op een factuur.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BtwInvoer {
    /// Eurocenten btw.
    bedrag: Euro,
    /// Het btw-nummer op de factuur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20)]
    nummer: Option<String>,
}

/// Uren of factuur.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum SoortInvoer {
    /// Uren van een persoon.
    Uren,
    /// Een factuur.
    Factuur,
}

/// Een ingang die alleen met een eigen recht kan worden opgegeven.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum EntreeInvoer {
    /// Overgetypt van papier.
    Papier,
    /// Het portaal, waar iemand op het antwoord wacht.
    Portaal,
}

/// De zorgverlener op de declaratie.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ZorgverlenerInvoer {
    /// Burgerservicenummer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bsn: Option<Bsn>,
    /// KvK-nummer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kvk_nummer: Option<KvkNummer>,
}

/// Een regel: welke zorg, wanneer, hoeveel.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RegelInvoer {
    /// De afspraak in de zorgovereenkomst.
    regel_id: Uuid,
    /// Eerste zorgdag.
    #[schema(value_type = String, format = Date)]
    begindatum: Date,
    /// Laatste zorgdag.
    #[schema(value_type = String, format = Date)]
    einddatum: Date,
    /// Hoeveel, in honderdsten.
    aantal: Aantal,
    /// De eenheid.
    eenheid: Eenheid,
    /// Eurocenten per eenheid.
    tarief: Euro,
    /// Eurocenten van de regel.
    bedrag: Euro,
    /// Hoeveel op welke dag.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dagen: Vec<DagInvoer>,
}

/// Hoeveel op een dag.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct DagInvoer {
    /// De dag.
    #[schema(value_type = String, format = Date)]
    datum: Date,
    /// Hoeveel, in honderdsten.
    aantal: Aantal,
}

impl DagInvoer {
    /// The day.
    pub(crate) fn dag(self) -> Dag {
        let Self { datum, aantal } = self;
        Dag { datum, aantal }
    }
}

impl NieuweDeclaratie {
    /// The door: as the caller says, where his token allows it, else `usual`.
    pub(crate) fn entree(&self, caller: &Caller, usual: Entree) -> Result<Entree, Problem> {
        match self.entree {
            None => Ok(usual),
            Some(EntreeInvoer::Papier) => {
                caller.require("pgb.declaraties.papier").map(|()| Entree::Papier)
            }
            Some(EntreeInvoer::Portaal) => {
                caller.require("pgb.declaraties.portaal").map(|()| Entree::Portaal)
            }
        }
    }

    /// Reads the body; all faults at once. Person and account become keyed references.
    pub(crate) fn read(self, sealing: &Sealing, entree: Entree) -> Result<Ingekomen, Problem> {
        let mut faults = Faults::default();
        let text = serde_json::to_string(&self)
            .map_err(|error| Problem::from(platform::Fault::Other(error.into())))?;
        check_kenmerk(&mut faults, "/kenmerk", &self.kenmerk);
        self.check_factuur(&mut faults);
        if self.regels.is_empty() || self.regels.len() > REGELS_MAX {
            faults.add("/regels", "aantal", "Noem 1 tot en met 100 regels.");
        }
        check_amount(&mut faults, "/totaal", self.totaal);
        let opgave = self.opgave(&mut faults, sealing);
        let regels: Option<Vec<Indieningsregel>> = self
            .regels
            .into_iter()
            .take(REGELS_MAX)
            .enumerate()
            .map(|(place, regel)| regel.read(&mut faults, place))
            .collect();
        let indiening = regels.map(|regels| Indiening {
            kenmerk: self.kenmerk,
            zorgovereenkomst_id: Id::from_uuid(self.zorgovereenkomst_id),
            soort: match self.soort {
                SoortInvoer::Uren => DeclaratieSoort::Uren,
                SoortInvoer::Factuur => DeclaratieSoort::Factuur,
            },
            entree,
            factuurnummer: self.factuurnummer,
            factuurdatum: self.factuurdatum,
            ontvangen_op: self.ontvangen_op,
            ingediend_door: self.ingediend_door,
            opgave,
            regels,
            totaal: self.totaal,
        });
        let indiening = faults.finish(indiening)?;
        // Keyed, so that what a claim says of a person cannot be guessed from it.
        let inhoud_hash = sealing.reference("declaratie", &text).into_bytes();
        Ok(Ingekomen { indiening, inhoud_hash })
    }

    /// What it says besides its lines; person and account become keyed references.
    fn opgave(&self, faults: &mut Faults, sealing: &Sealing) -> Opgave {
        let kostensoort = self.kostensoort.as_deref().map(Kostensoort::parse).transpose();
        let kostensoort = faults.read("/kostensoort", kostensoort);
        if let Some(btw) = &self.btw {
            check_amount(faults, "/btw/bedrag", btw.bedrag);
        }
        let said = self.zorgverlener.as_ref();
        let bsn = said.and_then(|own| own.bsn.as_ref());
        Opgave {
            bsn_ref: bsn.map(|bsn| sealing.reference("bsn", bsn.as_str())),
            kvk_nummer: said.and_then(|own| own.kvk_nummer.clone()),
            iban_ref: self.iban.as_ref().map(|iban| sealing.reference("iban", iban.as_str())),
            kostensoort: kostensoort.flatten().unwrap_or_default(),
            handtekening: match self.ondertekend {
                None => Handtekening::Digitaal,
                Some(true) => Handtekening::Aanwezig,
                Some(false) => Handtekening::Ontbreekt,
            },
            bewijs: if self.bewijs_bijgevoegd { Bewijs::Bijgevoegd } else { Bewijs::Geen },
            btw: self.btw.clone().map(|BtwInvoer { bedrag, nummer }| Btw { bedrag, nummer }),
        }
    }

    fn check_factuur(&self, faults: &mut Faults) {
        let number = self.factuurnummer.as_deref();
        let seen = |text: &str| !text.trim().is_empty() && !text.contains(char::is_control);
        let good = |text: &str| (1..=35).contains(&text.chars().count()) && seen(text);
        if number.is_some_and(|text| !good(text)) {
            faults.add("/factuurnummer", "formaat", "Een nummer van 1 tot en met 35 tekens.");
        }
        if self.soort == SoortInvoer::Factuur && number.is_none() {
            faults.add("/factuurnummer", "ontbreekt", "Een factuur heeft een nummer.");
        }
    }
}

fn check_amount(faults: &mut Faults, location: &str, bedrag: Euro) {
    if !(0..=BEDRAG_MAX).contains(&bedrag.cents()) {
        faults.add(location, "formaat", "Een bedrag van 0 tot en met 10 miljoen euro.");
    }
}

impl RegelInvoer {
    fn read(self, faults: &mut Faults, place: usize) -> Option<Indieningsregel> {
        let at = |field: &str| format!("/regels/{place}/{field}");
        let periode =
            faults.read(&at("einddatum"), Zorgdagen::try_new(self.begindatum, self.einddatum))?;
        if periode.days() > DAGEN_MAX {
            faults.add(&at("einddatum"), "formaat", "Een regel beslaat hooguit 366 dagen.");
        }
        if self.aantal == Aantal::ZERO {
            faults.add(&at("aantal"), "formaat", "Een aantal is meer dan 0.");
        }
        if !(1..=BEDRAG_MAX).contains(&self.tarief.cents()) {
            faults.add(&at("tarief"), "formaat", "Een tarief is meer dan 0.");
        }
        check_amount(faults, &at("bedrag"), self.bedrag);
        let mut dagen: Vec<Dag> = self.dagen.into_iter().map(DagInvoer::dag).collect();
        dagen.sort_unstable_by_key(|dag| dag.datum);
        if !dagen.is_empty() {
            check_days(faults, &at("dagen"), &dagen, periode, self.aantal);
        }
        Some(Indieningsregel {
            regel_id: Id::from_uuid(self.regel_id),
            periode,
            aantal: self.aantal,
            eenheid: self.eenheid,
            tarief: self.tarief,
            bedrag: self.bedrag,
            dagen,
        })
    }
}

/// Days lie in the period, each once, and add up.
fn check_days(
    faults: &mut Faults,
    location: &str,
    dagen: &[Dag],
    periode: Zorgdagen,
    aantal: Aantal,
) {
    let inside = |dag: &Dag| periode.van() <= dag.datum && dag.datum <= periode.tot();
    if !dagen.iter().all(inside) {
        faults.add(location, "periode", "Elke dag ligt in de periode van de regel.");
    }
    if dagen.windows(2).any(|pair| matches!(pair, [a, b] if a.datum == b.datum)) {
        faults.add(location, "dubbel", "Noem elke dag een keer.");
    }
    let sum = dagen.iter().try_fold(Aantal::ZERO, |sum, dag| sum.checked_add(dag.aantal));
    if sum != Some(aantal) {
        faults.add(location, "som", "De dagen zijn samen het aantal van de regel.");
    }
}
