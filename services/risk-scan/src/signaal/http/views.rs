//! What the resource shows and takes.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Euro;
use platform::Fault;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::indicator::Indicator;
use crate::indicator::store::{VersieRow, read_parameters};
use crate::indicator::uitleg::{Uitleg, explain};
use crate::indicator::uitslag::{Bewijs, Waarden};
use crate::signaal::store::DeelRow;
use crate::signaal::{LANDELIJK, Status, Uitkomst};

/// Een signaal: iets waar een mens naar moet kijken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SignaalView {
    /// Het signaal.
    pub(super) id: Uuid,
    /// De verstrekker die het ziet; ontbreekt bij een landelijk signaal.
    #[serde(skip_serializing_if = "Option::is_none")]
    verstrekker_id: Option<Uuid>,
    /// De indicator, zoals R01.
    #[schema(value_type = String, example = "R01")]
    indicator: String,
    /// De versie van de indicator.
    indicator_versie: i32,
    /// Het jaar waarin het tijdvak eindigt, of `doorlopend`.
    venster: String,
    /// `NIEUW`, `IN_TRIAGE`, `OPGENOMEN_IN_DOSSIER`, `AFGESLOTEN`, `SLUIMEREND`,
    /// `INGETROKKEN_DATACORRECTIE` of `VERLOPEN`.
    status: &'static str,
    /// Hoe het is afgesloten: VERKLAARD, DATAFOUT, ONVOLDOENDE of DUBBEL.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    uitkomst: Option<Uitkomst>,
    /// Tot en met welke dag het sluimert.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    sluimert_tot: Option<Date>,
    /// De reden van het laatste besluit van een medewerker.
    #[serde(skip_serializing_if = "Option::is_none")]
    reden: Option<String>,
    /// De getallen van de indicator.
    #[schema(value_type = Object)]
    waarden: Waarden,
    /// De zorgverleners over wie het gaat.
    onderwerpen: Vec<Uuid>,
    /// De verstrekkers van wie de feiten zijn.
    verstrekkers: Vec<Uuid>,
    /// Wie mogelijk benadeeld is; over hen gaat het signaal niet.
    mogelijk_benadeelden: Vec<Uuid>,
    /// Wanneer het voor het eerst is gevonden.
    #[schema(value_type = String, format = DateTime)]
    gesignaleerd_op: Timestamp,
    /// Wanneer het voor het laatst is gewijzigd.
    #[schema(value_type = String, format = DateTime)]
    bijgewerkt_op: Timestamp,
}

/// Een pagina signalen.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct SignalenView {
    /// De signalen.
    items: Vec<SignaalView>,
}

impl TryFrom<DeelRow> for SignaalView {
    type Error = Fault;

    fn try_from(row: DeelRow) -> Result<Self, Fault> {
        let (status, waarden) = (row.status()?, row.waarden()?);
        let (uitkomst, sluimert_tot) = match status {
            Status::Afgesloten(uitkomst) => (Some(uitkomst), None),
            Status::Sluimerend(tot) => (None, Some(tot)),
            Status::Nieuw
            | Status::InTriage
            | Status::OpgenomenInDossier
            | Status::IngetrokkenDatacorrectie
            | Status::Verlopen => (None, None),
        };
        Ok(Self {
            id: row.id,
            verstrekker_id: (row.verstrekker_id != LANDELIJK).then_some(row.verstrekker_id),
            indicator: row.indicator,
            indicator_versie: row.indicator_versie,
            venster: row.venster,
            status: status.code(),
            uitkomst,
            sluimert_tot,
            reden: row.reden,
            waarden,
            onderwerpen: row.onderwerpen,
            verstrekkers: row.verstrekkers,
            mogelijk_benadeelden: row.benadeelden,
            gesignaleerd_op: row.gesignaleerd_op,
            bijgewerkt_op: row.bijgewerkt_op,
        })
    }
}

/// Een rij bewijs: een feit, met de gebeurtenis die het meldde.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BewijsView {
    /// Het soort feit, zoals betaling of declaratieIngediend.
    soort: &'static str,
    /// Het feit zelf: de betaling, de declaratie, …
    feit_id: Uuid,
    /// De gebeurtenis die het feit meldde.
    pub(super) gebeurtenis_id: Uuid,
    /// De versie van het feit.
    versie: i64,
    /// Wie de zorg geeft of is betaald.
    #[serde(skip_serializing_if = "Option::is_none")]
    zorgverlener_id: Option<Uuid>,
    /// Van wie het budget is.
    #[serde(skip_serializing_if = "Option::is_none")]
    budgethouder_id: Option<Uuid>,
    /// Van wie het geld is.
    #[serde(skip_serializing_if = "Option::is_none")]
    verstrekker_id: Option<Uuid>,
    /// Eurocenten.
    #[serde(skip_serializing_if = "Option::is_none")]
    bedrag: Option<Euro>,
    /// De dag waarover het gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    datum: Option<Date>,
}

/// Een pagina bewijs.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct BewijzenView {
    /// De betalingen.
    items: Vec<BewijsView>,
}

impl From<Bewijs> for BewijsView {
    fn from(row: Bewijs) -> Self {
        let Bewijs {
            soort,
            feit_id,
            versie,
            gebeurtenis_id,
            verstrekker_id,
            zorgverlener_id,
            budgethouder_id,
            bedrag,
            datum,
        } = row;
        Self {
            soort: soort.code(),
            feit_id,
            gebeurtenis_id,
            versie,
            zorgverlener_id,
            budgethouder_id,
            verstrekker_id,
            bedrag,
            datum,
        }
    }
}

/// Uitleg bij een signaal.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UitlegView {
    /// De naam van de indicator.
    titel: String,
    /// Wat er ook gewoon aan de hand kan zijn.
    onschuldige_verklaringen: Vec<String>,
    /// Wat er is gezien.
    wat_gezien: String,
    /// De regel in woorden.
    regel: String,
    /// Wat normaal is.
    wat_is_normaal: String,
    /// Wat wij niet weten.
    ontbrekende_gegevens: Vec<String>,
    /// Wat dit signaal niet is.
    voorzichtigheid: String,
    /// De getallen van de regel.
    #[schema(value_type = Object)]
    parameters: Value,
    /// De regel en de versie waarmee is gekeken.
    bron: String,
    /// De versie.
    indicator_versie: i32,
    /// Hoe sterk het bewijs is, van 0 tot en met 10.
    gewicht: i16,
    /// Mogelijke schade en haast, van 1 tot en met 5.
    ernst: i16,
    /// F: tegenspraak tussen feiten, P: patroon, C: context.
    aard: String,
}

impl UitlegView {
    /// Explains a signal by the version of the indicator that found it.
    pub(super) fn new(row: &DeelRow, versie: VersieRow) -> Result<Self, Fault> {
        let indicator =
            Indicator::parse(&row.indicator).map_err(Fault::stored("signaal_deel.indicator"))?;
        let parameters = read_parameters(indicator, versie.parameters.clone())?;
        let Uitleg {
            onschuldige_verklaringen,
            wat_gezien,
            regel,
            wat_is_normaal,
            ontbrekende_gegevens,
            voorzichtigheid,
        } = explain(indicator, &parameters, &row.waarden()?);
        Ok(Self {
            titel: versie.naam,
            onschuldige_verklaringen,
            wat_gezien,
            regel,
            wat_is_normaal,
            ontbrekende_gegevens,
            voorzichtigheid,
            parameters: versie.parameters,
            bron: versie.bron,
            indicator_versie: versie.versie,
            gewicht: versie.gewicht,
            ernst: versie.ernst,
            aard: versie.aard,
        })
    }
}

/// Het besluit van een medewerker.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TriageBody {
    /// inTriage, sluimeren, afsluiten of heropenen.
    pub(super) besluit: String,
    /// Bij afsluiten: VERKLAARD, DATAFOUT, ONVOLDOENDE of DUBBEL.
    pub(super) uitkomst: Option<String>,
    /// Bij sluimeren: tot en met welke dag.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) tot: Option<Date>,
    /// Waarom, 10 tot en met 1000 tekens.
    pub(super) reden: String,
}
