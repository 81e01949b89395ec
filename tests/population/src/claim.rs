//! Claims of March 2026: one a week for each active agreement, with the faults that claims have.

use jiff::civil::{Date, date};
use kernel::{Aantal, Euro, SoortOvereenkomst};

use crate::Verwachting;
use crate::agreement::Overeenkomst;
use crate::grant::TINY;

/// A claim of one line.
#[derive(Debug, Clone)]
pub struct Declaratie {
    /// Reference of the sender: the same again is the same claim.
    pub kenmerk: String,
    /// Place in the list of agreements.
    pub overeenkomst: usize,
    /// Number of the invoice, of firms and entrepreneurs.
    pub factuurnummer: Option<String>,
    /// First day of care.
    pub begindatum: Date,
    /// Last day of care.
    pub einddatum: Date,
    /// Hours, hundredths.
    pub aantal: Aantal,
    /// Eurocents an hour.
    pub tarief: Euro,
    /// Eurocents of the line, and of the whole.
    pub bedrag: Euro,
    /// Eurocents that should be due when it goes through.
    pub verschuldigd: Euro,
    /// What should become of it.
    pub verwachting: Verwachting,
}

/// The Mondays of the four full weeks of March 2026.
const WEEKS: [Date; 4] = [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)];

/// One claim a week for each agreement that becomes active; the first agreement claims its
/// twenty hours in one claim over March.
pub fn generate(rng: &mut fastrand::Rng, overeenkomsten: &[Overeenkomst]) -> Vec<Declaratie> {
    let mut declaraties = Vec::new();
    for (place, overeenkomst) in overeenkomsten.iter().enumerate() {
        if overeenkomst.verwachting != Verwachting::Goed {
            continue;
        }
        if overeenkomst.toekenning == 0 {
            let march = (date(2026, 3, 1), date(2026, 3, 31));
            declaraties.push(claim(place, overeenkomst, 0, march, 2000));
            continue;
        }
        for (week, monday) in WEEKS.into_iter().enumerate() {
            let sunday = monday.saturating_add(jiff::Span::new().days(6));
            let agreed = overeenkomst.uren_per_week.hundredths();
            let hours = agreed.saturating_sub(rng.i64(0..4).saturating_mul(25));
            declaraties.push(claim(place, overeenkomst, week, (monday, sunday), hours));
        }
    }
    plant_faults(&mut declaraties, overeenkomsten);
    declaraties
}

fn claim(
    place: usize,
    overeenkomst: &Overeenkomst,
    week: usize,
    (begindatum, einddatum): (Date, Date),
    hours: i64,
) -> Declaratie {
    let aantal = Aantal::from_hundredths(hours).expect("a small quantity");
    let bedrag = aantal.at_rate(overeenkomst.tarief).expect("a small amount");
    let invoiced =
        matches!(overeenkomst.soort, SoortOvereenkomst::Opdracht | SoortOvereenkomst::Instelling);
    let verwachting = if overeenkomst.toekenning == TINY {
        Verwachting::BudgetOntoereikend
    } else {
        Verwachting::Goed
    };
    Declaratie {
        kenmerk: format!("D-{place:06}-{week}"),
        overeenkomst: place,
        factuurnummer: invoiced.then(|| format!("2026-{place:05}-{week}")),
        begindatum,
        einddatum,
        aantal,
        tarief: overeenkomst.tarief,
        bedrag,
        verschuldigd: bedrag,
        verwachting,
    }
}

/// Every thirtieth claim is spoiled, in turn in one of six ways.
fn plant_faults(declaraties: &mut Vec<Declaratie>, overeenkomsten: &[Overeenkomst]) {
    let mut twins = Vec::new();
    for (n, place) in (30..declaraties.len()).step_by(30).enumerate() {
        let Some(claim) = declaraties.get_mut(place) else { continue };
        if claim.verwachting != Verwachting::Goed {
            continue;
        }
        match n % 6 {
            0 => wrong_rate(claim),
            1 => twins.push(twin(claim)),
            2 => {
                claim.bedrag = Euro::from_cents(claim.bedrag.cents().saturating_add(1));
                claim.verwachting = Verwachting::Geweigerd("D-36");
            }
            3 => not_yet_over(claim),
            4 => too_many_hours(claim),
            _ => before_the_agreement(claim, overeenkomsten),
        }
    }
    declaraties.extend(twins);
}

fn wrong_rate(claim: &mut Declaratie) {
    claim.tarief = Euro::from_cents(claim.tarief.cents().saturating_add(100));
    claim.bedrag = claim.aantal.at_rate(claim.tarief).expect("a small amount");
    claim.verwachting = Verwachting::Geweigerd("D-33");
}

fn twin(claim: &Declaratie) -> Declaratie {
    Declaratie {
        kenmerk: format!("{}-DUBBEL", claim.kenmerk),
        factuurnummer: claim.factuurnummer.as_ref().map(|number| format!("{number}-X")),
        verwachting: Verwachting::Geweigerd("D-60"),
        ..claim.clone()
    }
}

fn not_yet_over(claim: &mut Declaratie) {
    claim.begindatum = date(2026, 8, 3);
    claim.einddatum = date(2026, 8, 9);
    claim.verwachting = Verwachting::Geweigerd("D-41");
}

fn too_many_hours(claim: &mut Declaratie) {
    claim.einddatum = claim.begindatum;
    claim.aantal = Aantal::from_hundredths(2500).expect("a small quantity");
    claim.bedrag = claim.aantal.at_rate(claim.tarief).expect("a small amount");
    claim.verwachting = Verwachting::Geweigerd("D-43");
}

fn before_the_agreement(claim: &mut Declaratie, overeenkomsten: &[Overeenkomst]) {
    let Some(overeenkomst) = overeenkomsten.get(claim.overeenkomst) else { return };
    let day = overeenkomst.ingangsdatum.saturating_sub(jiff::Span::new().days(7));
    claim.begindatum = day;
    claim.einddatum = day.saturating_add(jiff::Span::new().days(6));
    claim.verwachting = Verwachting::Geweigerd("D-31");
}
