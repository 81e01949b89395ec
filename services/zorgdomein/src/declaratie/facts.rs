//! What is said of a claim, and what it takes from the claims after it.
#![warn(clippy::arithmetic_side_effects)]

use contracts::claim::{IngediendeRegel, VerschuldigdeRegel};
use contracts::{DeclaratieIngediend, DeclaratieVastgesteld};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Euro, Id, Maand};
use uuid::Uuid;

use super::beslissing::Beslissing;
use super::checks::EerdereRegel;
use super::herbeoordeling::per_pot_and_month;
use super::verdeling::Verschuldigd;
use super::{Declaratie, Indiening};
use crate::zorgovereenkomst::Zorgovereenkomst;

/// Who a claim is between.
#[derive(Debug, Clone, Copy)]
pub struct Partijen<'a> {
    /// The claim.
    pub id: Id<Declaratie>,
    /// The agreement.
    pub overeenkomst: &'a Zorgovereenkomst,
    /// Who pays for it.
    pub verstrekker_id: Uuid,
}

/// The one verstrekker of a claim: that of its lines, or of the agreement when it knows none of
/// them. `Err(true)` when there is none, `Err(false)` when there are several.
pub fn verstrekker(indiening: &Indiening, overeenkomst: &Zorgovereenkomst) -> Result<Uuid, bool> {
    let mut of_lines: Vec<Uuid> = indiening
        .regels
        .iter()
        .filter_map(|regel| overeenkomst.rijen(regel.regel_id).next())
        .map(|rij| rij.verstrekker_id)
        .collect();
    of_lines.sort_unstable();
    of_lines.dedup();
    match of_lines.as_slice() {
        [one] => Ok(*one),
        [] => overeenkomst.verstrekkers().first().copied().ok_or(true),
        _ => Err(false),
    }
}

/// The claim as it came in.
pub fn ingediend(
    parts: Partijen<'_>,
    indiening: &Indiening,
    ingediend_op: Timestamp,
) -> DeclaratieIngediend {
    DeclaratieIngediend {
        declaratie_id: parts.id.uuid(),
        zorgovereenkomst_id: parts.overeenkomst.id.uuid(),
        budgethouder_id: parts.overeenkomst.budgethouder_id,
        zorgverlener_id: parts.overeenkomst.zorgverlener_id,
        verstrekker_id: parts.verstrekker_id,
        soort: indiening.soort,
        entree: indiening.entree,
        ingediend_op,
        regels: indiening
            .regels
            .iter()
            .map(|regel| IngediendeRegel {
                begindatum: regel.periode.van(),
                einddatum: regel.periode.tot(),
                aantal: regel.aantal,
                eenheid: regel.eenheid,
                bedrag: regel.bedrag,
            })
            .collect(),
    }
}

/// What is due for a claim by its first decision.
pub fn vastgesteld(
    parts: Partijen<'_>,
    indiening: &Indiening,
    betaalgegevens_id: Uuid,
    beslissing: &Beslissing,
) -> DeclaratieVastgesteld {
    let due = beslissing.regels.iter().flat_map(|regel| regel.verschuldigd.iter().copied());
    DeclaratieVastgesteld {
        declaratie_id: parts.id.uuid(),
        zorgovereenkomst_id: parts.overeenkomst.id.uuid(),
        budgethouder_id: parts.overeenkomst.budgethouder_id,
        zorgverlener_id: parts.overeenkomst.zorgverlener_id,
        verstrekker_id: parts.verstrekker_id,
        soort: indiening.soort,
        betaalgegevens_id,
        factuurnummer: indiening.factuurnummer.clone(),
        regels: per_pot(due),
        totaal_verschuldigd: beslissing.verschuldigd,
    }
}

/// What is due per pot and month, as it is said. Nothing due is no line.
pub fn per_pot(due: impl IntoIterator<Item = Verschuldigd>) -> Vec<VerschuldigdeRegel> {
    per_pot_and_month(due)
        .into_iter()
        .filter(|(_, bedrag)| *bedrag != Euro::ZERO)
        .map(|((pot_id, maand), bedrag): ((Uuid, Date), Euro)| VerschuldigdeRegel {
            pot_id,
            zorgmaand: Maand::of(maand),
            bedrag,
        })
        .collect()
}

/// The lines of a claim as the next claim of the same pair finds them.
pub fn taken(
    id: Id<Declaratie>,
    indiening: &Indiening,
    overeenkomst: &Zorgovereenkomst,
    beslissing: &Beslissing,
) -> Vec<EerdereRegel> {
    indiening
        .regels
        .iter()
        .zip(&beslissing.regels)
        .filter(|(_, besluit)| besluit.aantal_toegekend.hundredths() > 0)
        .filter_map(|(regel, besluit)| {
            let hours = regel.eenheid.hours().unwrap_or(0);
            Some(EerdereRegel {
                declaratie_id: id,
                zorgovereenkomst_id: overeenkomst.id,
                entree: indiening.entree,
                kostensoort: indiening.opgave.kostensoort,
                eenheid: regel.eenheid,
                regel_id: regel.regel_id,
                wet: overeenkomst.rijen(regel.regel_id).next()?.wet,
                dagen: regel.periode,
                uren: besluit.aantal_toegekend.hundredths().saturating_mul(hours),
                uren_per_dag: regel.uren_per_dag(),
            })
        })
        .collect()
}
