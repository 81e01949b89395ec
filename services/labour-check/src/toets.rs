//! The arbeidsrechtelijke toets: every rule is evaluated, so that all defects are told at once.
//!
//! Pure: facts and two days go in, findings come out. The *kennisdatum* is the day of the toets:
//! rules and figures published later do not exist for it. An open norm ends at a person; a refusal
//! names its article and one of the two lawful grounds (Blz 3.6.4).

pub mod flows;
pub mod http;
pub mod messages;
pub mod oordeel;
pub mod regels;
pub mod store;

use contracts::labour::{Bevinding, Bevindinguitkomst, Toetsfeiten, Uitkomst};
use jiff::civil::Date;

use oordeel::{Oordeel, Zaak};
use regels::REGELS;

/// Evaluates all rules that are in force for this agreement; rules that do not apply say nothing.
pub fn evaluate(feiten: &Toetsfeiten, kennisdatum: Date) -> Vec<Bevinding> {
    let zaak = Zaak { feiten, kennisdatum };
    REGELS
        .iter()
        .filter(|regel| regel.is_in_force(&zaak))
        .filter_map(|regel| finding(regel, (regel.beoordeel)(&zaak)))
        .collect()
}

fn finding(regel: &regels::Regel, oordeel: Oordeel) -> Option<Bevinding> {
    let (uitkomst, grond, toelichting, taak_op) = match oordeel {
        Oordeel::NietVanToepassing => return None,
        Oordeel::Akkoord(tekst) => (Bevindinguitkomst::Akkoord, None, tekst, None),
        Oordeel::Waarschuwing { tekst, taak_op } => {
            (Bevindinguitkomst::Waarschuwing, None, tekst, taak_op)
        }
        Oordeel::Handmatig(tekst) => (Bevindinguitkomst::HandmatigeBeoordeling, None, tekst, None),
        Oordeel::Afgekeurd(tekst) => (Bevindinguitkomst::Afgekeurd, Some(regel.grond), tekst, None),
    };
    Some(Bevinding {
        regel: regel.id.to_owned(),
        regel_versie: regel.versie,
        uitkomst,
        grond,
        artikelen: regel.artikelen.iter().map(|artikel| (*artikel).to_owned()).collect(),
        toelichting,
        taak_op,
    })
}

/// The result of the whole: any refusal refuses, else any doubt goes to a person, else any warning
/// warns (labour: overall result).
pub fn overall(bevindingen: &[Bevinding]) -> Uitkomst {
    let has = |uitkomst| bevindingen.iter().any(|bevinding| bevinding.uitkomst == uitkomst);
    if has(Bevindinguitkomst::Afgekeurd) {
        Uitkomst::Afgekeurd
    } else if has(Bevindinguitkomst::HandmatigeBeoordeling) {
        Uitkomst::HandmatigeBeoordeling
    } else if has(Bevindinguitkomst::Waarschuwing) {
        Uitkomst::AkkoordMetWaarschuwing
    } else {
        Uitkomst::Akkoord
    }
}
