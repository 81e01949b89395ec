//! Grants for 2026, and messages that must be refused.

use jiff::civil::{Date, date};
use kernel::{Euro, Periode, Wet, Zorgfunctie};

use crate::person::{self, Persoon};
use crate::verstrekker::{Kanaal, Verstrekker};

/// A grant as its verstrekker knows it.
#[derive(Debug, Clone)]
pub struct Toekenning {
    /// Place in the list of verstrekkers.
    pub verstrekker: usize,
    /// How it is sent.
    pub kanaal: Kanaal,
    /// Sender code.
    pub afzendercode: &'static str,
    /// Identification of the message, unique per sender.
    pub bericht: String,
    /// Day of the message.
    pub dagtekening: Date,
    /// The law.
    pub wet: Wet,
    /// Place in the list of persons.
    pub budgethouder: usize,
    /// Of the budgethouder.
    pub bsn: String,
    /// Who may act for the budgethouder, when somebody does (iPgb Soort 2).
    pub vertegenwoordiger: Option<Persoon>,
    /// Identification of the budget.
    pub budget: String,
    /// Function, period, amount.
    pub functies: Vec<Functie>,
}

/// One functiebudget.
#[derive(Debug, Clone)]
pub struct Functie {
    /// The function; 99 under the Wlz.
    pub zorgfunctie: Zorgfunctie,
    /// Its days.
    pub periode: Periode,
    /// Eurocents.
    pub bedrag: Euro,
}

/// A message that must be refused.
#[derive(Debug, Clone)]
pub struct FoutBericht {
    /// What is wrong with it, for the report.
    pub naam: &'static str,
    /// Place in the list of verstrekkers.
    pub verstrekker: usize,
    /// The message.
    pub xml: String,
    /// The retourcode that must come back; `None` when it cannot be parsed at all.
    pub retourcode: Option<&'static str>,
}

/// The budget of the example of a retroactive rate change: 20 hours at 30.00 and 25.00 left over.
pub const TWK_BUDGET: Euro = Euro::from_cents(62_500);
/// A budget that does not hold one claim.
pub const TINY_BUDGET: Euro = Euro::from_cents(5_000);
/// The budgethouder with the tiny budget.
pub const TINY: usize = 3;

/// One grant for each budgethouder. The first is a Wlz budget of [`TWK_BUDGET`]; half of all is
/// Wlz, three tenths Wmo, the rest Jeugdwet; half of the budgethouders is represented.
pub fn generate(
    rng: &mut fastrand::Rng,
    verstrekkers: &[Verstrekker],
    personen: &mut Vec<Persoon>,
) -> Vec<Toekenning> {
    let count = personen.len();
    let mut toekenningen = Vec::with_capacity(count);
    for budgethouder in 0..count {
        let wet = match budgethouder % 10 {
            0..=4 => Wet::Wlz,
            5..=7 => Wet::Wmo,
            _ => Wet::Jw,
        };
        let base = if wet == Wet::Wlz { 3 } else { 0 };
        let verstrekker = base + (budgethouder / 10) % 3;
        let Some(sender) = verstrekkers.get(verstrekker) else { continue };
        let vertegenwoordiger = (budgethouder % 2 == 1).then(|| {
            let persoon = person::nth(personen.len());
            personen.push(persoon.clone());
            persoon
        });
        let Some(persoon) = personen.get(budgethouder) else { continue };
        toekenningen.push(Toekenning {
            verstrekker,
            kanaal: sender.kanaal,
            afzendercode: sender.afzendercode,
            bericht: format!("B{budgethouder:09}"),
            dagtekening: date(2026, 1, 5),
            wet,
            budgethouder,
            bsn: persoon.bsn.as_str().to_owned(),
            vertegenwoordiger,
            budget: format!("PGB-2026-{budgethouder:06}"),
            functies: functions(rng, wet, budgethouder),
        });
    }
    toekenningen
}

fn functions(rng: &mut fastrand::Rng, wet: Wet, budgethouder: usize) -> Vec<Functie> {
    let euros = |rng: &mut fastrand::Rng, least: i64, most: i64| {
        Euro::from_cents(rng.i64(least..most).saturating_mul(100))
    };
    match (budgethouder, wet) {
        (0, _) => vec![functie("99", TWK_BUDGET)],
        (TINY, _) => vec![functie("99", TINY_BUDGET)],
        (_, Wet::Wlz) => vec![functie("99", euros(rng, 40_000, 90_000))],
        (_, Wet::Wmo) => {
            vec![functie("02", euros(rng, 15_000, 25_000)), functie("07", euros(rng, 4_000, 9_000))]
        }
        _ => {
            vec![functie("45", euros(rng, 15_000, 25_000)), functie("40", euros(rng, 4_000, 9_000))]
        }
    }
}

fn functie(code: &str, bedrag: Euro) -> Functie {
    Functie { zorgfunctie: Zorgfunctie::parse(code).expect("two digits"), periode: year(), bedrag }
}

fn year() -> Periode {
    Periode::try_new(date(2026, 1, 1), Some(date(2026, 12, 31))).expect("a year")
}

/// Messages that must be refused: a BSN that fails the elfproef, two overlapping budgets for one
/// function, a withdrawal on the wrong dates, an entity bomb.
pub fn faulty(toekenningen: &[Toekenning], personen: &mut Vec<Persoon>) -> Vec<FoutBericht> {
    let Some(sample) = toekenningen.iter().find(|t| t.kanaal == Kanaal::Ipgb && t.wet == Wet::Wmo)
    else {
        return Vec::new();
    };
    let mut fresh = |n: usize| {
        let persoon = person::nth(personen.len());
        personen.push(persoon.clone());
        Toekenning {
            bericht: format!("F{n:09}"),
            bsn: persoon.bsn.as_str().to_owned(),
            budget: format!("PGB-FOUT-{n:03}"),
            vertegenwoordiger: None,
            ..sample.clone()
        }
    };
    let bad_bsn = Toekenning { bsn: "999912345".to_owned(), ..fresh(1) };
    let overlap = Toekenning {
        bericht: "F000000002".to_owned(),
        budget: "PGB-FOUT-002".to_owned(),
        ..sample.clone()
    };
    let mut withdrawn = fresh(3);
    for functie in &mut withdrawn.functies {
        functie.bedrag = Euro::ZERO;
    }
    let message = |naam, toekenning: &Toekenning, retourcode| FoutBericht {
        naam,
        verstrekker: sample.verstrekker,
        xml: crate::ipgb::message(toekenning),
        retourcode: Some(retourcode),
    };
    vec![
        message("bsn zonder elfproef", &bad_bsn, "S002"),
        message("overlappend functiebudget", &overlap, "9502"),
        message("intrekking met verkeerde datums", &withdrawn, "D505"),
        FoutBericht {
            naam: "entiteitenbom",
            verstrekker: sample.verstrekker,
            xml: crate::ipgb::entity_bomb(),
            retourcode: None,
        },
    ]
}
