//! The decision of a person about a toets.
//!
//! Where the toets left it to a person, one person decides. A decision that departs from what the
//! engine said (agree where it refused, refuse where it agreed) takes two different people who say
//! the same.

use contracts::labour::{Bevinding, Bevindinguitkomst, Grond, Uitkomst};
use uuid::Uuid;

use crate::werkvoorraad::Uitvoerder;

/// Good, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oordeel {
    /// The agreement may stand.
    Goed,
    /// It may not.
    Fout,
}

impl Oordeel {
    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Goed => "goed",
            Self::Fout => "fout",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Goed, Self::Fout].into_iter().find(|own| own.code() == code)
    }
}

/// Somebody of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wie {
    /// The organisation.
    pub oin: String,
    /// The person.
    pub sub: String,
}

/// The decision of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besluit {
    /// Of which toets.
    pub toets_id: Uuid,
    /// Good, or not.
    pub oordeel: Oordeel,
    /// Why; part of the answer to the budgethouder.
    pub reden: String,
    /// On which ground it refuses.
    pub grond: Option<Grond>,
    /// On which articles.
    pub artikelen: Vec<String>,
    /// Who.
    pub door: Wie,
    /// For whom he does it.
    pub als: Uitvoerder,
}

/// What becomes of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stap {
    /// It holds; with the first person where it took two.
    Geldt(Option<Wie>),
    /// It departs from the engine and waits for a second person.
    Wacht,
}

/// Why a decision is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such toets in the scope.
    #[error("unknown toets")]
    Unknown,
    /// The engine said the same: there is nothing to decide.
    #[error("nothing to decide")]
    NothingToDecide,
    /// Somebody was first.
    #[error("already decided")]
    Decided,
    /// The first person may not be the second.
    #[error("four eyes")]
    SamePerson,
    /// The second person says otherwise than the first.
    #[error("the two disagree")]
    Disagree,
    /// Another organisation performs the toets for this verstrekker.
    #[error("not the one who performs the toets")]
    NotYours,
}

/// Decides about a toets that came to `uitkomst`; `voorstel` is what a first person wants.
pub fn decide(
    uitkomst: Uitkomst,
    besluit: &Besluit,
    voorstel: Option<&(Oordeel, Wie)>,
) -> Result<Stap, Refusal> {
    let same = match uitkomst {
        Uitkomst::HandmatigeBeoordeling => return Ok(Stap::Geldt(None)),
        Uitkomst::Afgekeurd => Oordeel::Fout,
        Uitkomst::Akkoord | Uitkomst::AkkoordMetWaarschuwing => Oordeel::Goed,
    };
    if besluit.oordeel == same {
        return Err(Refusal::NothingToDecide);
    }
    match voorstel {
        None => Ok(Stap::Wacht),
        Some((_, first)) if *first == besluit.door => Err(Refusal::SamePerson),
        Some((oordeel, _)) if *oordeel != besluit.oordeel => Err(Refusal::Disagree),
        Some((_, first)) => Ok(Stap::Geldt(Some(first.clone()))),
    }
}

/// The decision as a finding of its own, beside those of the rules.
pub fn finding(besluit: &Besluit) -> Bevinding {
    let refuses = besluit.oordeel == Oordeel::Fout;
    Bevinding {
        regel: "HAND-01".to_owned(),
        regel_versie: 1,
        uitkomst: if refuses { Bevindinguitkomst::Afgekeurd } else { Bevindinguitkomst::Akkoord },
        grond: besluit.grond.filter(|_| refuses),
        artikelen: besluit.artikelen.clone(),
        toelichting: besluit.reden.clone(),
        taak_op: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn besluit(oordeel: Oordeel, sub: &str) -> Besluit {
        Besluit {
            toets_id: Uuid::nil(),
            oordeel,
            reden: "De geboortedatum is nagezien.".to_owned(),
            grond: None,
            artikelen: Vec::new(),
            door: wie(sub),
            als: Uitvoerder::Svb,
        }
    }

    fn wie(sub: &str) -> Wie {
        Wie { oin: "00000099000000010001".to_owned(), sub: sub.to_owned() }
    }

    #[test]
    fn one_person_decides_what_is_open_and_two_depart_from_the_engine() {
        use Oordeel::{Fout, Goed};
        use Uitkomst::{Afgekeurd, Akkoord, HandmatigeBeoordeling};
        let first = (Goed, wie("a"));
        let cases = [
            (HandmatigeBeoordeling, besluit(Fout, "a"), None, Ok(Stap::Geldt(None))),
            (Akkoord, besluit(Goed, "a"), None, Err(Refusal::NothingToDecide)),
            (Afgekeurd, besluit(Fout, "a"), None, Err(Refusal::NothingToDecide)),
            (Afgekeurd, besluit(Goed, "a"), None, Ok(Stap::Wacht)),
            (Akkoord, besluit(Fout, "a"), None, Ok(Stap::Wacht)),
            (Afgekeurd, besluit(Goed, "a"), Some(&first), Err(Refusal::SamePerson)),
            (Afgekeurd, besluit(Goed, "b"), Some(&first), Ok(Stap::Geldt(Some(wie("a"))))),
            (Akkoord, besluit(Fout, "b"), Some(&first), Err(Refusal::Disagree)),
        ];
        for (uitkomst, besluit, voorstel, expected) in cases {
            assert_eq!(decide(uitkomst, &besluit, voorstel), expected, "{uitkomst:?} {besluit:?}");
        }
    }
}
