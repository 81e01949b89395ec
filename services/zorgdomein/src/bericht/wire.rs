//! The shape in which a toekenning comes in: as JSON, and as XML once its elements are read. Texts
//! are still texts, so that every fault can be told at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::persoon::Adres;

/// Een toekenning zoals een verstrekker haar aanbiedt: dezelfde inhoud als een iPgb 501-bericht.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(title = "Toekenningsbericht")]
pub struct Bericht {
    /// Gemeentecode of zorgkantoorcode van de verstrekker.
    #[schema(example = "9901", pattern = "^[0-9]{4}$")]
    pub afzender: String,
    /// Eigen, eenmalig nummer van dit bericht bij de afzender.
    #[schema(example = "B000000001", min_length = 1, max_length = 12)]
    pub bericht_identificatie: String,
    /// Dag van het bericht.
    #[schema(format = Date, example = "2026-01-05")]
    pub dagtekening: String,
    /// De wet: `WMO`, `JW`, `WLZ` of `ZVW`.
    #[schema(example = "WMO", pattern = "^(WMO|JW|WLZ|ZVW)$")]
    pub wet: String,
    /// De budgethouder.
    pub client: Client,
    /// Zijn budget.
    pub budget: Budget,
}

/// De budgethouder en wat het bericht over hem zegt.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Client {
    /// Burgerservicenummer, met voorloopnullen.
    #[schema(example = "999990019", pattern = "^[0-9]{9}$")]
    pub bsn: String,
    /// Alleen als het afwijkt van het BRP-adres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Wie voor de budgethouder optreedt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relaties: Vec<Relatie>,
}

/// Hoe iemand bereikbaar is.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Contact {
    /// Correspondentieadres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adres: Option<Adres>,
    /// Telefoonnummer, alleen cijfers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 15)]
    pub telefoon: Option<String>,
    /// E-mailadres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80)]
    pub emailadres: Option<String>,
    /// Vanaf welke dag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub ingangsdatum: Option<String>,
}

/// Iemand die voor de budgethouder optreedt.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Relatie {
    /// Nummer van de relatie; verandert nooit.
    #[schema(example = "1", max_length = 20)]
    pub nummer: String,
    /// Soort vertegenwoordiging: `1` tot en met `10` (COD473).
    #[schema(example = "2")]
    pub soort: String,
    /// Naam van een persoon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naam: Option<Naam>,
    /// Burgerservicenummer van een persoon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bsn: Option<String>,
    /// `0` onbekend, `1` man, `2` vrouw (COD046).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geslacht: Option<String>,
    /// KvK-nummer van een organisatie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kvk_nummer: Option<String>,
    /// Naam van een organisatie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35)]
    pub organisatie: Option<String>,
    /// Vanaf welke dag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub ingangsdatum: Option<String>,
    /// Hoe de relatie bereikbaar is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

/// De naam van een persoon.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Naam {
    /// Geslachtsnaam.
    #[schema(example = "Proefpersoon", max_length = 200)]
    pub geslachtsnaam: String,
    /// Voorvoegsel van de geslachtsnaam.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voorvoegsel: Option<String>,
    /// Geslachtsnaam van de partner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partnernaam: Option<String>,
    /// Voornamen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voornamen: Option<String>,
    /// Voorletters, aan elkaar, zonder punten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 6)]
    pub voorletters: Option<String>,
    /// Welke naam gebruikt wordt: `1` tot en met `4` (COD700).
    #[schema(example = "1")]
    pub naam_gebruik: String,
}

/// Het budget: altijd de hele actuele situatie.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Budget {
    /// Nieuwe, eenmalige identificatie van dit budget.
    #[schema(example = "PGB-2026-000001", min_length = 1, max_length = 36)]
    pub budget_identificatie: String,
    /// Het budget dat hierdoor wordt vervangen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 36)]
    pub budget_identificatie_oud: Option<String>,
    /// Dag van de beschikking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub afgiftedatum: Option<String>,
    /// De periode van het hele budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_periode: Option<Tijdvak>,
    /// De delen van het budget.
    pub functie_budgetten: Vec<Functiebudget>,
}

/// Eerste en laatste dag; de laatste dag telt mee.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tijdvak {
    /// Eerste dag.
    #[schema(format = Date, example = "2026-01-01")]
    pub ingangsdatum: String,
    /// Laatste dag.
    #[schema(format = Date, example = "2026-12-31")]
    pub einddatum: String,
}

/// Eén bedrag voor één zorgfunctie in één periode.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Functiebudget {
    /// Zorgfunctie uit de lijst van de wet, twee cijfers.
    #[schema(example = "02", pattern = "^[0-9]{2}$")]
    pub zorgfunctie: String,
    /// De dagen waarop de zorg geleverd mag zijn.
    pub functie_budget_periode: Tijdvak,
    /// Eurocenten; 0 trekt in.
    #[schema(example = 2_000_000, minimum = 0, maximum = 99_999_999)]
    pub functie_budget_bedrag: i64,
    /// Deel van het bedrag waarover geen verantwoording nodig is, in eurocenten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 99_999_999)]
    pub verantwoordingsvrij_bedrag: Option<i64>,
}
