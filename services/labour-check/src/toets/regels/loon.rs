//! LOON: the minimum wage.

use contracts::labour::{Beloning, VakantieUren, Vakantietoeslag};
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::kalender;
use crate::parameters::{self, Minimumloon};
use crate::toets::oordeel::{Oordeel, Wmlplicht, Zaak};

/// The ages at which the minimum changes.
const AGES: [i16; 7] = [15, 16, 17, 18, 19, 20, 21];

/// labour:LOON-01, with the conversion of LOON-04. The comparison is exact; only the amount that
/// is shown is rounded up to the cent.
pub(super) fn minimumuurloon(zaak: &Zaak<'_>) -> Oordeel {
    match zaak.wmlplicht() {
        Wmlplicht::Nee => return Oordeel::NietVanToepassing,
        Wmlplicht::Onbekend => return Oordeel::missing("of de zorgverlener ondernemer is"),
        Wmlplicht::Ja => {}
    }
    let beloning = &zaak.feiten.beloning;
    let Some(uurloon) = uurloon(beloning) else {
        return Oordeel::missing("het aantal uren dat bij het afgesproken bedrag hoort");
    };
    let Some(born) = zaak.feiten.partijen.geboortedatum_zorgverlener else {
        return Oordeel::missing("de geboortedatum van de zorgverlener");
    };
    judge(zaak, uurloon, born)
}

/// Walks over the days on which the minimum changes: a step of the law or a birthday.
fn judge(zaak: &Zaak<'_>, uurloon: Decimal, born: Date) -> Oordeel {
    let looptijd = zaak.feiten.looptijd.periode;
    let decisive = looptijd.van().max(zaak.kennisdatum);
    let mut checked = false;
    for day in changes(zaak, born) {
        let Some(step) = parameters::minimumloon_on(day, zaak.kennisdatum) else { continue };
        let age = kalender::age_on(born, day);
        let Some(minimum) = minimum(step, age, &zaak.feiten.beloning) else {
            return Oordeel::Handmatig(
                "De zorgverlener is jonger dan 15 jaar. Een medewerker bekijkt of dit mag."
                    .to_owned(),
            );
        };
        checked = true;
        if uurloon < minimum {
            return too_low((day, decisive), age, uurloon, minimum);
        }
    }
    if checked {
        return Oordeel::akkoord("Het uurloon is niet lager dan het minimumloon.");
    }
    Oordeel::missing("het minimumloon in deze periode")
}

fn too_low((day, decisive): (Date, Date), age: i16, uurloon: Decimal, minimum: Decimal) -> Oordeel {
    let (shown, needed) = (show(uurloon), show(minimum));
    if day <= decisive {
        return Oordeel::Afgekeurd(format!(
            "Het uurloon is {shown}. Bij een leeftijd van {age} jaar moet dit op {day} ten minste \
             {needed} zijn. Spreek een hoger uurloon af. (WML artikel 7 en 8)"
        ));
    }
    Oordeel::Waarschuwing {
        tekst: format!(
            "Vanaf {day} is het uurloon van {shown} te laag: het minimum is dan {needed}. Geef \
             voor die dag een hoger uurloon door."
        ),
        taak_op: Some(day),
    }
}

/// First day of the term, known steps of the law in it, and birthdays in the year to come.
fn changes(zaak: &Zaak<'_>, born: Date) -> Vec<Date> {
    let looptijd = zaak.feiten.looptijd.periode;
    let horizon = kalender::plus_months(looptijd.van().max(zaak.kennisdatum), 12);
    let steps = parameters::minimumlonen_known(zaak.kennisdatum).map(|step| step.geldig_van);
    let birthdays =
        AGES.into_iter().map(|age| kalender::birthday(born, age)).filter(|day| *day <= horizon);
    let mut days: Vec<Date> = std::iter::once(looptijd.van())
        .chain(steps)
        .chain(birthdays)
        .filter(|day| looptijd.contains(*day))
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The amount by the hour in eurocents, five decimals of a euro kept (labour:4.8). `None` where
/// the hours of the unit are not known, or where sleeping hours make it an open question.
fn uurloon(beloning: &Beloning) -> Option<Decimal> {
    let stated = beloning.uren_van_eenheid.map(Aantal::hundredths);
    let usual = match beloning.eenheid {
        Eenheid::Uur | Eenheid::Dagdeel | Eenheid::Dag => {
            beloning.eenheid.hours().and_then(|hours| hours.checked_mul(100))
        }
        Eenheid::Nacht
        | Eenheid::Etmaal
        | Eenheid::Week
        | Eenheid::Maand
        | Eenheid::Stuk
        | Eenheid::Kilometer => None,
    };
    let hundredths = stated.or(usual).filter(|hours| *hours > 0)?;
    Decimal::from(beloning.bedrag.cents())
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(Decimal::from(hundredths))
        .map(|cents| cents.round_dp_with_strategy(3, RoundingStrategy::MidpointAwayFromZero))
}

/// The minimum with what the rate must hold: 8 percent when vakantietoeslag is inside, and one
/// thirteenth more when leave is inside too.
fn minimum(step: &Minimumloon, age: i16, beloning: &Beloning) -> Option<Decimal> {
    let base = Decimal::from(step.for_age(age)?.cents());
    let factor = match (beloning.vakantietoeslag, beloning.vakantie_uren) {
        (Vakantietoeslag::Inbegrepen, VakantieUren::Inbegrepen) => {
            Decimal::new(108, 2).checked_mul(Decimal::from(13))?.checked_div(Decimal::from(12))?
        }
        (Vakantietoeslag::Inbegrepen, VakantieUren::Doorbetaald | VakantieUren::Geen) => {
            Decimal::new(108, 2)
        }
        (
            Vakantietoeslag::BijElkeBetaling | Vakantietoeslag::Jaarlijks | Vakantietoeslag::Geen,
            _,
        ) => Decimal::ONE,
    };
    base.checked_mul(factor)
}

/// An amount of eurocents as people read it, rounded up to the cent.
fn show(cents: Decimal) -> String {
    let whole = cents.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero);
    i64::try_from(whole)
        .map_or_else(|_too_large| cents.to_string(), |c| Euro::from_cents(c).to_string())
}
