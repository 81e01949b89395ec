//! A new agreement as it is handed in, and what must be right before it is judged at all.
#![warn(clippy::arithmetic_side_effects)]

use contracts::labour::{Aanvullend, Ondertekening, Relatie, VakantieUren, Vakantietoeslag};
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Periode, SoortOvereenkomst, Zorgfunctie};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Derdenbeding, Gebrek, Overeenkomstregel, Tariefsoort, VeertigUur, Zorgovereenkomst};
use crate::toekenning::{Status as Toekenningstatus, Toekenning};

/// The most lines one agreement may have.
pub const REGELS_MAX: usize = 50;

/// What is handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Aanvraag {
    /// The sender's reference.
    pub kenmerk: String,
    /// Who buys the care.
    pub budgethouder_id: Uuid,
    /// Who gives it.
    pub zorgverlener_id: Uuid,
    /// The model.
    pub soort: SoortOvereenkomst,
    /// First and, for a fixed term, last day.
    pub looptijd: Periode,
    /// Which maximum rates hold.
    pub tariefsoort: Tariefsoort,
    /// The third-party clause.
    pub derdenbeding: Derdenbeding,
    /// The limit of forty hours.
    pub veertig_uur: VeertigUur,
    /// What only the toets reads.
    pub voorwaarden: Voorwaarden,
    /// The lines.
    pub regels: Vec<Aanvraagregel>,
}

impl Aanvraag {
    /// What an agreement that is known would hand in again; its lines are given apart.
    pub fn of(overeenkomst: &Zorgovereenkomst, voorwaarden: Voorwaarden) -> Self {
        Self {
            kenmerk: String::new(),
            budgethouder_id: overeenkomst.budgethouder_id,
            zorgverlener_id: overeenkomst.zorgverlener_id,
            soort: overeenkomst.soort,
            looptijd: overeenkomst.looptijd,
            tariefsoort: overeenkomst.tariefsoort,
            derdenbeding: overeenkomst.derdenbeding,
            veertig_uur: overeenkomst.veertig_uur,
            voorwaarden,
            regels: Vec::new(),
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aanvraagregel {
    /// The grant it is paid from.
    pub toekenning_id: Uuid,
    /// The function.
    pub zorgfunctie: Zorgfunctie,
    /// The unit of the rate.
    pub eenheid: Eenheid,
    /// Eurocents per unit.
    pub tarief: Euro,
}

/// The clauses that only the toets reads. Absent means not stated. This is also the shape in
/// which they are stored: fields are only added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Voorwaarden {
    /// Who signed when.
    pub ondertekening: Ondertekening,
    /// Day of closing.
    pub afgesloten_op: Date,
    /// How the zorgverlener is related to the budgethouder.
    pub relatie_budgethouder: Option<Relatie>,
    /// Mean hours a week, hundredths.
    pub uren_per_week: Option<Aantal>,
    /// Days a week, hundredths.
    pub dagen_per_week: Option<Aantal>,
    /// How vakantietoeslag is paid.
    pub vakantietoeslag: Vakantietoeslag,
    /// How leave is arranged.
    pub vakantie_uren: VakantieUren,
    /// Hours of leave a year, hundredths.
    pub vakantie_uren_per_jaar: Option<Aantal>,
    /// Trial period, whole months.
    pub proeftijd_maanden: Option<u8>,
    /// Earlier fixed-term agreements of the same parties.
    pub eerdere_overeenkomsten: Vec<Periode>,
    /// Entrepreneur for income tax, as the zorgverlener says.
    pub ib_ondernemer: Option<bool>,
    /// The version of the form: which facts were asked.
    #[serde(default = "first_form")]
    pub formulier: u8,
    /// What more the form states.
    #[serde(default)]
    pub aanvullend: Box<Aanvullend>,
}

/// The form that asks what was always asked.
pub const fn first_form() -> u8 {
    1
}

/// Which persons of the agreement the caller may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bekend {
    /// The budgethouder is known.
    pub budgethouder: bool,
    /// The zorgverlener is known.
    pub zorgverlener: bool,
}

/// Everything that keeps the agreement from being taken in. Whether it is lawful and sensible is
/// for the toets and the verstrekker.
pub fn gebreken(aanvraag: &Aanvraag, bekend: Bekend, toekenningen: &[Toekenning]) -> Vec<Gebrek> {
    let mut gebreken = Vec::new();
    let mut add = |plaats: String, code, uitleg: &str| {
        gebreken.push(Gebrek::new(plaats, code, uitleg));
    };
    if !bekend.budgethouder {
        add("/budgethouderId".to_owned(), "onbekend", "Deze budgethouder kennen wij niet.");
    }
    if !bekend.zorgverlener {
        add("/zorgverlenerId".to_owned(), "onbekend", "Deze zorgverlener kennen wij niet.");
    }
    if bekend.budgethouder && aanvraag.budgethouder_id == aanvraag.zorgverlener_id {
        add(
            "/zorgverlenerId".to_owned(),
            "D-06",
            "De zorgverlener is een ander dan de budgethouder.",
        );
    }
    if aanvraag.regels.is_empty() || aanvraag.regels.len() > REGELS_MAX {
        add("/regels".to_owned(), "aantal", "Noem 1 tot en met 50 regels.");
    }
    for (place, regel) in aanvraag.regels.iter().enumerate() {
        let at = |field: &str| format!("/regels/{place}/{field}");
        if regel.tarief <= Euro::ZERO {
            add(at("tarief"), "formaat", "Een tarief is meer dan 0.");
        }
        let found = toekenningen.iter().find(|t| {
            t.id.uuid() == regel.toekenning_id
                && t.budgethouder.uuid() == aanvraag.budgethouder_id
                && t.status == Toekenningstatus::Actief
        });
        match found {
            None => {
                let uitleg = "Er is geen geldige toekenning van deze budgethouder met dit nummer.";
                add(at("toekenningId"), "R-ZOV-02", uitleg);
            }
            Some(toekenning) if !has_function(toekenning, &regel.zorgfunctie) => {
                add(at("zorgfunctie"), "D-22", "Deze zorgfunctie hoort niet bij de toekenning.");
            }
            Some(_) => {}
        }
        if aanvraag.regels.iter().take(place).any(|other| other == regel) {
            add(format!("/regels/{place}"), "dubbel", "Noem elke afspraak een keer.");
        }
    }
    gebreken
}

fn has_function(toekenning: &Toekenning, zorgfunctie: &Zorgfunctie) -> bool {
    toekenning
        .potten
        .iter()
        .any(|pot| pot.zorgfunctie.is_totaal() || pot.zorgfunctie == *zorgfunctie)
}

/// Lines whose verstrekker does not know the zorgverlener: who pays must know whom.
pub fn strangers(aanvraag: &Aanvraag, toekenningen: &[Toekenning], linked: &[Uuid]) -> Vec<Gebrek> {
    let verstrekker =
        |id: Uuid| toekenningen.iter().find(|t| t.id.uuid() == id).map(|t| t.verstrekker.uuid());
    aanvraag
        .regels
        .iter()
        .enumerate()
        .filter(|(_, regel)| {
            verstrekker(regel.toekenning_id).is_some_and(|id| !linked.contains(&id))
        })
        .map(|(place, _)| {
            let uitleg = "Schrijf de zorgverlener eerst in bij de verstrekker van deze regel.";
            Gebrek::new(format!("/regels/{place}/toekenningId"), "zorgverlener", uitleg)
        })
        .collect()
}

/// The lines of the new agreement; `new_id` gives each its id.
pub fn lines(
    aanvraag: &Aanvraag,
    toekenningen: &[Toekenning],
    mut new_id: impl FnMut() -> kernel::Id<Overeenkomstregel>,
) -> Vec<Overeenkomstregel> {
    let of = |id: Uuid| toekenningen.iter().find(|toekenning| toekenning.id.uuid() == id);
    aanvraag
        .regels
        .iter()
        .filter_map(|regel| {
            let toekenning = of(regel.toekenning_id)?;
            Some(Overeenkomstregel {
                regel_id: new_id(),
                toekenning_id: regel.toekenning_id,
                verstrekker_id: toekenning.verstrekker.uuid(),
                wet: toekenning.wet,
                zorgfunctie: regel.zorgfunctie.clone(),
                eenheid: regel.eenheid,
                tarief: regel.tarief,
                geldig: aanvraag.looptijd,
            })
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod proef;
#[cfg(test)]
mod tests;
