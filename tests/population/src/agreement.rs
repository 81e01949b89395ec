//! Agreements of the four models, some of them not lawful.

use jiff::civil::{Date, date};
use kernel::{Aantal, Euro, SoortOvereenkomst, Wet, Zorgfunctie};

use crate::Verwachting;
use crate::grant::{TINY, Toekenning};
use crate::person::{self, Zorgverlener};

/// An agreement.
#[derive(Debug, Clone)]
pub struct Overeenkomst {
    /// Reference of the sender.
    pub kenmerk: String,
    /// Place in the list of grants; the budgethouder follows from it.
    pub toekenning: usize,
    /// Place in the list of zorgverleners.
    pub zorgverlener: usize,
    /// The model.
    pub soort: SoortOvereenkomst,
    /// First day.
    pub ingangsdatum: Date,
    /// Eurocents an hour.
    pub tarief: Euro,
    /// The function of its one line.
    pub zorgfunctie: Zorgfunctie,
    /// Formal care: maximum rate for professionals.
    pub formeel: bool,
    /// Agreed hours a week, hundredths.
    pub uren_per_week: Aantal,
    /// The third-party clause.
    pub derdenbeding: bool,
    /// `inbegrepen`, `bijElkeBetaling`, `jaarlijks` or `geen`.
    pub vakantietoeslag: &'static str,
    /// What the verstrekker says of the content.
    pub oordeel_verstrekker: &'static str,
    /// What should become of it; `Geweigerd` names a rule of the toets or `verstrekker`.
    pub verwachting: Verwachting,
}

/// Faults that are planted, each in a fixed place.
#[derive(Clone, Copy)]
enum Fault {
    LowWage,
    NoClause,
    TooManyHours,
    NoHolidayAllowance,
    RefusedByVerstrekker,
}

/// The agreements and who gives the care. The first budgethouder has the example agreement of
/// 30.00 an hour; each other has one or two. Three zorgverleners share one account (risk:R01).
pub fn generate(
    rng: &mut fastrand::Rng,
    toekenningen: &[Toekenning],
    persons: usize,
) -> (Vec<Zorgverlener>, Vec<Overeenkomst>) {
    let mut zorgverleners = Vec::new();
    let mut overeenkomsten = Vec::new();
    for (place, toekenning) in toekenningen.iter().enumerate() {
        let agreements = if place > TINY && place.is_multiple_of(2) { 2 } else { 1 };
        for nth in 0..agreements {
            let soort = SoortOvereenkomst::ALL
                .get((place + nth) % 4)
                .copied()
                .unwrap_or(SoortOvereenkomst::Opdracht);
            let soort = if place == 0 { SoortOvereenkomst::Opdracht } else { soort };
            let number = zorgverleners.len();
            zorgverleners.push(zorgverlener(soort, number, persons, toekenning.verstrekker));
            let fault = planted(place, nth, soort, toekenning.wet);
            overeenkomsten.push(agreement(rng, (place, toekenning), number, soort, fault));
        }
    }
    share_account(&mut zorgverleners);
    (zorgverleners, overeenkomsten)
}

/// Zorgverleners 10, 11 and 12 are paid on the account of number 10.
fn share_account(zorgverleners: &mut [Zorgverlener]) {
    let Some(account) = zorgverleners.get(SHARED[0]).map(|z| z.iban.clone()) else { return };
    for place in SHARED {
        if let Some(zorgverlener) = zorgverleners.get_mut(place) {
            zorgverlener.iban = account.clone();
        }
    }
}

/// The zorgverleners that share one account.
pub const SHARED: [usize; 3] = [10, 11, 12];

fn planted(place: usize, nth: usize, soort: SoortOvereenkomst, wet: Wet) -> Option<Fault> {
    use SoortOvereenkomst::{Arbeidsovereenkomst, Familie, Opdracht};
    if place < 12 || nth == 1 {
        return None;
    }
    match (place % 40, soort) {
        (n, Familie) if n < 10 => Some(Fault::LowWage),
        (n, _) if (10..13).contains(&n) => Some(Fault::NoClause),
        (n, Opdracht | Familie) if (20..30).contains(&n) && wet == Wet::Wlz => {
            Some(Fault::TooManyHours)
        }
        (n, Arbeidsovereenkomst) if (13..18).contains(&n) => Some(Fault::NoHolidayAllowance),
        (35, _) => Some(Fault::RefusedByVerstrekker),
        _ => None,
    }
}

fn agreement(
    rng: &mut fastrand::Rng,
    (place, toekenning): (usize, &Toekenning),
    zorgverlener: usize,
    soort: SoortOvereenkomst,
    fault: Option<Fault>,
) -> Overeenkomst {
    let (least, most, formeel) = match soort {
        SoortOvereenkomst::Arbeidsovereenkomst => (1800, 2400, false),
        SoortOvereenkomst::Opdracht => (4500, 6500, true),
        SoortOvereenkomst::Familie => (1800, 2600, false),
        SoortOvereenkomst::Instelling => (5000, 7500, true),
    };
    let tarief = if place == 0 { 3000 } else { rng.i64(least..most) };
    let hours = if place == 0 { 2000 } else { rng.i64(8..40).saturating_mul(50) };
    let zorgfunctie =
        toekenning.functies.first().map(|f| f.zorgfunctie.clone()).expect("a grant has a function");
    let mut overeenkomst = Overeenkomst {
        kenmerk: format!("ZOV-{zorgverlener:06}"),
        toekenning: place,
        zorgverlener,
        soort,
        ingangsdatum: date(2026, 2, 1),
        tarief: Euro::from_cents(tarief),
        zorgfunctie,
        formeel,
        uren_per_week: Aantal::from_hundredths(hours).expect("a small quantity"),
        derdenbeding: true,
        vakantietoeslag: "inbegrepen",
        oordeel_verstrekker: "goed",
        verwachting: Verwachting::Goed,
    };
    spoil(&mut overeenkomst, fault);
    overeenkomst
}

fn spoil(overeenkomst: &mut Overeenkomst, fault: Option<Fault>) {
    match fault {
        None => {}
        Some(Fault::LowWage) => {
            overeenkomst.tarief = Euro::from_cents(1200);
            overeenkomst.verwachting = Verwachting::Geweigerd("LOON-01");
        }
        Some(Fault::NoClause) => {
            overeenkomst.derdenbeding = false;
            overeenkomst.verwachting = Verwachting::Geweigerd("FORM-04");
        }
        Some(Fault::TooManyHours) => {
            overeenkomst.uren_per_week = Aantal::from_hundredths(4200).expect("a small quantity");
            overeenkomst.verwachting = Verwachting::Geweigerd("TIJD-11");
        }
        Some(Fault::NoHolidayAllowance) => {
            overeenkomst.vakantietoeslag = "geen";
            overeenkomst.verwachting = Verwachting::Geweigerd("VAK-01");
        }
        Some(Fault::RefusedByVerstrekker) => {
            overeenkomst.oordeel_verstrekker = "fout";
            overeenkomst.verwachting = Verwachting::Geweigerd("verstrekker");
        }
    }
}

fn zorgverlener(
    soort: SoortOvereenkomst,
    number: usize,
    persons: usize,
    verstrekker: usize,
) -> Zorgverlener {
    let firm = soort == SoortOvereenkomst::Instelling;
    let persoon = person::nth(persons.saturating_add(number));
    // Adults under the age of state pension: the toets has other rules for the old and young.
    let born = date(1970_i16.saturating_add(i16::try_from(number % 30).unwrap_or(0)), 5, 10);
    let registered = matches!(soort, SoortOvereenkomst::Instelling | SoortOvereenkomst::Opdracht);
    Zorgverlener {
        naam: if firm { format!("Zorgbedrijf Proef {number}") } else { persoon.naam.clone() },
        persoon: (!firm).then(|| (persoon.bsn.clone(), born)),
        kvk_nummer: registered.then(|| person::kvk_nummer(number)),
        iban: person::iban(number.saturating_add(1000)),
        verstrekkers: vec![verstrekker],
    }
}
