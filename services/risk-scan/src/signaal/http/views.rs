//! What the resource shows and takes.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Euro;
use platform::Fault;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::indicator::r01::uitleg::{Uitleg, explain};
use crate::indicator::store::{VersieRow, read_parameters};
use crate::indicator::{Indicator, Parameters};
use crate::signaal::store::DeelRow;
use crate::signaal::{Bewijs, LANDELIJK, Status, Uitkomst, Waarden};

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
    /// Het jaar waarin het tijdvak eindigt.
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
    /// De verstrekkers van wie de betalingen zijn.
    verstrekkers: Vec<Uuid>,
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
            gesignaleerd_op: row.gesignaleerd_op,
            bijgewerkt_op: row.bijgewerkt_op,
        })
    }
}

/// Een rij bewijs: een betaling.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BewijsView {
    /// De betaling.
    pub(super) betaling_id: Uuid,
    /// De gebeurtenis die de betaling meldde.
    gebeurtenis_id: Uuid,
    /// De versie van de betaling.
    versie: i64,
    /// Wie is betaald.
    zorgverlener_id: Uuid,
    /// Van wie het geld is.
    verstrekker_id: Uuid,
    /// Eurocenten.
    bedrag: Euro,
    /// De dag waarop de bank de betaling boekte.
    #[schema(value_type = String, format = Date)]
    datum: Date,
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
            betaling_id,
            versie,
            gebeurtenis_id,
            verstrekker_id,
            zorgverlener_id,
            bedrag,
            datum,
        } = row;
        Self { betaling_id, gebeurtenis_id, versie, zorgverlener_id, verstrekker_id, bedrag, datum }
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
        } = match (parameters, row.waarden()?) {
            (Parameters::R01(parameters), Waarden::R01(waarden)) => explain(parameters, &waarden),
        };
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
