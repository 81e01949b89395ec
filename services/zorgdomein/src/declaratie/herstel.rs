//! The repair of a claim that dropped out: which fields may be put right (Rlz 5.23 lid 5).
//!
//! The person, the agreement, the reference and the door stay: a claim on another agreement is
//! another claim.
#![warn(clippy::arithmetic_side_effects)]

use kernel::{Aantal, Eenheid, Euro, Id};

use super::opgave::{Bewijs, Handtekening};
use super::{Dag, Indiening, Zorgdagen};
use crate::zorgovereenkomst::{Gebrek, Overeenkomstregel};

/// A repair; what is absent stays as it was.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Herstel {
    /// Number of the invoice.
    pub factuurnummer: Option<String>,
    /// The signature came in after all.
    pub handtekening: Option<Handtekening>,
    /// Proof came in after all.
    pub bewijs: Option<Bewijs>,
    /// Tax was taken off.
    pub zonder_btw: bool,
    /// Lines that are put right.
    pub regels: Vec<Regelherstel>,
    /// Why, in words.
    pub reden: String,
}

/// The repair of one line; what is absent stays as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Regelherstel {
    /// Place of the line, from 0.
    pub regel: usize,
    /// The line of the agreement.
    pub regel_id: Option<Id<Overeenkomstregel>>,
    /// The days.
    pub periode: Option<Zorgdagen>,
    /// How much.
    pub aantal: Option<Aantal>,
    /// The unit.
    pub eenheid: Option<Eenheid>,
    /// Eurocents per unit.
    pub tarief: Option<Euro>,
    /// How much on which day.
    pub dagen: Option<Vec<Dag>>,
}

/// The claim as it is after the repair; amounts follow from quantities and rates. Or all that is
/// wrong with the repair.
pub fn apply(indiening: &Indiening, herstel: &Herstel) -> Result<Indiening, Vec<Gebrek>> {
    let mut nieuw = indiening.clone();
    let mut gebreken = Vec::new();
    if let Some(number) = &herstel.factuurnummer {
        nieuw.factuurnummer = Some(number.clone());
    }
    if let Some(handtekening) = herstel.handtekening {
        nieuw.opgave.handtekening = handtekening;
    }
    if let Some(bewijs) = herstel.bewijs {
        nieuw.opgave.bewijs = bewijs;
    }
    if herstel.zonder_btw {
        nieuw.opgave.btw = None;
    }
    for (place, one) in herstel.regels.iter().enumerate() {
        let at = |field: &str| format!("/regels/{place}/{field}");
        let Some(regel) = nieuw.regels.get_mut(one.regel) else {
            gebreken.push(Gebrek::new(at("regel"), "onbekend", "Deze regel is er niet."));
            continue;
        };
        regel.regel_id = one.regel_id.unwrap_or(regel.regel_id);
        regel.periode = one.periode.unwrap_or(regel.periode);
        regel.aantal = one.aantal.unwrap_or(regel.aantal);
        regel.eenheid = one.eenheid.unwrap_or(regel.eenheid);
        regel.tarief = one.tarief.unwrap_or(regel.tarief);
        if let Some(dagen) = &one.dagen {
            regel.dagen.clone_from(dagen);
        }
        let inside =
            |dag: &Dag| regel.periode.van() <= dag.datum && dag.datum <= regel.periode.tot();
        let sum = regel.dagen.iter().try_fold(Aantal::ZERO, |sum, dag| sum.checked_add(dag.aantal));
        if !regel.dagen.is_empty() && (!regel.dagen.iter().all(inside) || sum != Some(regel.aantal))
        {
            let uitleg = "De dagen liggen in de periode en zijn samen het aantal.";
            gebreken.push(Gebrek::new(at("dagen"), "som", uitleg));
        }
        match regel.aantal.at_rate(regel.tarief) {
            Some(bedrag) => regel.bedrag = bedrag,
            None => gebreken.push(Gebrek::new(at("tarief"), "formaat", "Dit bedrag is te groot.")),
        }
    }
    match Euro::checked_sum(nieuw.regels.iter().map(|regel| regel.bedrag)) {
        Some(totaal) => nieuw.totaal = totaal,
        None => gebreken.push(Gebrek::new("/regels", "formaat", "Dit totaal is te groot.")),
    }
    if gebreken.is_empty() { Ok(nieuw) } else { Err(gebreken) }
}

#[cfg(test)]
mod tests {
    use super::super::checks::proef::Proef;
    use super::*;

    #[test]
    fn a_repair_changes_what_it_names_and_adds_up_again() {
        let old = Proef::new().indiening;
        let regel = Regelherstel {
            regel: 0,
            regel_id: None,
            periode: None,
            aantal: Aantal::from_hundredths(1000).ok(),
            eenheid: None,
            tarief: Some(Euro::from_cents(2500)),
            dagen: None,
        };
        let herstel = Herstel {
            handtekening: Some(Handtekening::Aanwezig),
            regels: vec![regel.clone()],
            ..Herstel::default()
        };
        let new = apply(&old, &herstel).unwrap();
        assert_eq!((new.totaal, new.regels[0].bedrag.cents()), (Euro::from_cents(25_000), 25_000));
        assert_eq!(new.regels[0].periode, old.regels[0].periode);
        assert_eq!(new.opgave.handtekening, Handtekening::Aanwezig);
        let wrong = Herstel { regels: vec![Regelherstel { regel: 1, ..regel }], ..herstel };
        assert_eq!(apply(&old, &wrong).unwrap_err()[0].plaats, "/regels/0/regel");
    }
}
