//! The arbeidsrechtelijke toets: every rule is evaluated, so that all defects are told at once.
//!
//! Pure: facts and two days go in, findings come out. The *kennisdatum* is the day of the toets:
//! rules and figures published later do not exist for it. An open norm ends at a person; a refusal
//! names its article and one of the two lawful grounds (Blz 3.6.4).

pub mod besluit;
pub mod flows;
pub mod http;
pub mod messages;
pub mod store;
pub mod verschil;

use contracts::labour::{Bevinding, Bevindinguitkomst, Toetsfeiten, Uitkomst};
use jiff::civil::Date;

use crate::engine::{self, Uitslag, Vraag};
use crate::parameters::TABEL;
use crate::regels::REGISTER;

/// Judges by the rules and figures of this release.
pub fn judge(vraag: &Vraag<'_>) -> Uitslag {
    engine::evaluate(&REGISTER, &TABEL, vraag)
}

/// The findings about a new agreement with their texts; rules that do not apply say nothing.
pub fn evaluate(feiten: &Toetsfeiten, kennisdatum: Date) -> Vec<Bevinding> {
    judge(&Vraag::new(feiten, kennisdatum)).bevindingen()
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
