//! What goes into the repair of a claim.

use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Id};
use platform::Problem;
use platform::http::input::Faults;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::super::herstel::{Herstel, Regelherstel};
use super::super::super::opgave::{Bewijs, Handtekening};
use super::super::super::{Dag, Zorgdagen};

/// Het herstel van een declaratie in uitval. Wat ontbreekt, blijft zoals het was.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct HerstelInvoer {
    /// Waarom.
    #[schema(min_length = 1, max_length = 1000)]
    reden: String,
    /// Nummer van de factuur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35)]
    factuurnummer: Option<String>,
    /// Of de handtekening er nu is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    ondertekend: bool,
    /// Of er nu kaartjes of bonnen bij zitten.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    bewijs_bijgevoegd: bool,
    /// Of de btw vervalt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    zonder_btw: bool,
    /// De regels die anders worden; bedragen volgen uit aantal en tarief.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    regels: Vec<RegelHerstelInvoer>,
}

/// Het herstel van een regel.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RegelHerstelInvoer {
    /// De plaats van de regel, vanaf 0.
    regel: usize,
    /// De afspraak in de zorgovereenkomst.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    regel_id: Option<Uuid>,
    /// Eerste zorgdag; samen met de laatste.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    begindatum: Option<Date>,
    /// Laatste zorgdag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    einddatum: Option<Date>,
    /// Hoeveel, in honderdsten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aantal: Option<Aantal>,
    /// De eenheid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    eenheid: Option<Eenheid>,
    /// Eurocenten per eenheid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tarief: Option<Euro>,
    /// Hoeveel op welke dag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dagen: Option<Vec<super::super::body::DagInvoer>>,
}

/// A reason is said.
pub(super) fn check_reden(faults: &mut Faults, reden: &str) {
    if !(1..=1000).contains(&reden.trim().chars().count()) {
        faults.add("/reden", "formaat", "Een reden van 1 tot en met 1000 tekens.");
    }
}

impl HerstelInvoer {
    /// Reads the body; all faults at once.
    pub(super) fn read(self) -> Result<Herstel, Problem> {
        let mut faults = Faults::default();
        check_reden(&mut faults, &self.reden);
        let long = |text: &str| text.trim().is_empty() || text.chars().count() > 35;
        if self.factuurnummer.as_deref().is_some_and(long) {
            faults.add("/factuurnummer", "formaat", "Een nummer van 1 tot en met 35 tekens.");
        }
        let regels = self
            .regels
            .into_iter()
            .take(100)
            .enumerate()
            .map(|(place, regel)| regel.read(&mut faults, place))
            .collect();
        let herstel = Herstel {
            factuurnummer: self.factuurnummer,
            handtekening: self.ondertekend.then_some(Handtekening::Aanwezig),
            bewijs: self.bewijs_bijgevoegd.then_some(Bewijs::Bijgevoegd),
            zonder_btw: self.zonder_btw,
            regels,
            reden: self.reden,
        };
        faults.finish(Some(herstel))
    }
}

impl RegelHerstelInvoer {
    fn read(self, faults: &mut Faults, place: usize) -> Regelherstel {
        let at = |field: &str| format!("/regels/{place}/{field}");
        let periode = match (self.begindatum, self.einddatum) {
            (Some(van), Some(tot)) => faults.read(&at("einddatum"), Zorgdagen::try_new(van, tot)),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                faults.add(&at("einddatum"), "ontbreekt", "Noem beide dagen.");
                None
            }
        };
        if periode.is_some_and(|periode| periode.days() > 366) {
            faults.add(&at("einddatum"), "formaat", "Een regel beslaat hooguit 366 dagen.");
        }
        if self.aantal == Some(Aantal::ZERO) {
            faults.add(&at("aantal"), "formaat", "Een aantal is meer dan 0.");
        }
        if self.tarief.is_some_and(|tarief| !(1..=1_000_000_000).contains(&tarief.cents())) {
            faults.add(&at("tarief"), "formaat", "Een tarief is meer dan 0.");
        }
        let mut dagen: Option<Vec<Dag>> = self
            .dagen
            .map(|dagen| dagen.into_iter().map(super::super::body::DagInvoer::dag).collect());
        if let Some(dagen) = &mut dagen {
            dagen.sort_unstable_by_key(|dag| dag.datum);
        }
        Regelherstel {
            regel: self.regel,
            regel_id: self.regel_id.map(Id::from_uuid),
            periode,
            aantal: self.aantal,
            eenheid: self.eenheid,
            tarief: self.tarief,
            dagen,
        }
    }
}
