//! LOON: the minimum wage.

use contracts::labour::{Grond, VakantieUren, Vakantietoeslag};
use jiff::civil::{Date, date};
use kernel::{Aantal, Eenheid};

use super::begrippen;
use crate::engine::{Oordeel, Regel, Spraak, Stop, Tekst, Waarde, Zaak};
use crate::gegevens::formulier;
use crate::kalender;
use crate::parameters::{MINIMUMLOON, minimumloon_key};

/// The ages at which the minimum changes.
const AGES: [i16; 7] = [15, 16, 17, 18, 19, 20, 21];

pub(super) const REGELS: &[Regel] =
    &[Regel::new("LOON-01", 1, "Wettelijk minimumuurloon", minimumuurloon)
        .zin("Het uurloon is op elke dag van de looptijd ten minste het minimumloon.")
        .artikelen(&["WML art. 7", "WML art. 8", "WML art. 15"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2024, 1, 1))
        .parameters(&MINIMUMLOON)
        .voorbeelden("€ 14,99 met vakantiegeld erbij", "€ 14,98")];

const TE_LAAG: Tekst = Tekst::new(
    "LOON-01.te-laag",
    1,
    "Het uurloon is {uurloon}. Bij een leeftijd van {leeftijd} jaar moet dit op {dag} ten minste \
     {minimum} zijn. Spreek een hoger uurloon af. (WML artikel 7 en 8)",
    &["uurloon", "leeftijd", "dag", "minimum"],
);
const STRAKS_TE_LAAG: Tekst = Tekst::new(
    "LOON-01.straks-te-laag",
    1,
    "Vanaf {dag} is het uurloon van {uurloon} te laag: het minimum is dan {minimum}. Geef voor die \
     dag een hoger uurloon door.",
    &["dag", "uurloon", "minimum"],
);
const TE_JONG: Tekst = Tekst::new(
    "LOON-01.te-jong",
    1,
    "De zorgverlener is jonger dan 15 jaar. Een medewerker bekijkt of dit mag.",
    &[],
);

/// labour:LOON-01, with the conversion of LOON-04. The comparison is exact; only the amount that
/// is shown is rounded up to the cent.
fn minimumuurloon(zaak: &Zaak<'_>) -> Spraak {
    if !begrippen::wmlplicht(zaak)? {
        return Err(Stop::NietVanToepassing);
    }
    let uurloon = uurloon(zaak)?;
    let born = zaak.nodig(&formulier::GEBOORTEDATUM)?;
    let factor = factor(zaak)?;
    let looptijd = begrippen::looptijd(zaak)?;
    let decisive = begrippen::nu(zaak, looptijd);
    let horizon = kalender::plus_months(decisive, 12);
    let mut checked = false;
    let mut day = Some(looptijd.van());
    while let Some(now) = day.filter(|day| looptijd.contains(*day)) {
        let age = kalender::age_on(born, now);
        let Some(key) = minimumloon_key(age) else { return Ok(Oordeel::handmatig(&TE_JONG, [])) };
        if let Some(step) = zaak.parameter(key, now) {
            checked = true;
            if wide(uurloon, 12_000) < wide(step.waarde.saturating_mul(1000), factor) {
                return Ok(too_low((now, decisive), age, uurloon, (step.waarde, factor)));
            }
        }
        let law = zaak.volgende_parameter(key, now).map(|step| step.van);
        day = earliest(law, next_birthday(born, now, horizon));
    }
    if checked { Ok(Oordeel::akkoord()) } else { Err(Stop::ParameterOntbreekt("het minimumloon")) }
}

fn too_low(
    (day, decisive): (Date, Date),
    age: i16,
    uurloon: i64,
    (base, factor): (i64, i64),
) -> Oordeel {
    let minimum = base.saturating_mul(factor).saturating_add(11_999) / 12_000;
    let (paid, minimum, on) = (Waarde::Uurloon(uurloon), Waarde::Cent(minimum), Waarde::Datum(day));
    if day <= decisive {
        let age = Waarde::Getal(i64::from(age));
        return Oordeel::afgekeurd(&TE_LAAG, [paid, age, on, minimum]);
    }
    Oordeel::taak(&STRAKS_TE_LAAG, [on, paid, minimum], day)
}

fn wide(amount: i64, factor: i64) -> i128 {
    i128::from(amount).saturating_mul(i128::from(factor))
}

fn earliest(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    [one, other].into_iter().flatten().min()
}

fn next_birthday(born: Date, after: Date, horizon: Date) -> Option<Date> {
    let days = AGES.into_iter().map(|age| kalender::birthday(born, age));
    days.filter(|day| *day > after && *day <= horizon).min()
}

/// The amount by the hour in hundred-thousandths of a euro (labour:4.8). Missing where the hours of
/// the unit are not known, or where sleeping hours make it an open question.
fn uurloon(zaak: &Zaak<'_>) -> Result<i64, Stop> {
    let bedrag = zaak.nodig(&formulier::BEDRAG)?.cents();
    let eenheid = zaak.nodig(&formulier::EENHEID)?;
    let usual = match eenheid {
        Eenheid::Uur | Eenheid::Dagdeel | Eenheid::Dag => {
            eenheid.hours().and_then(|hours| hours.checked_mul(100))
        }
        Eenheid::Nacht
        | Eenheid::Etmaal
        | Eenheid::Week
        | Eenheid::Maand
        | Eenheid::Stuk
        | Eenheid::Kilometer => None,
    };
    let hours = match zaak.beding(&formulier::UREN_VAN_EENHEID).map(Aantal::hundredths) {
        Some(stated) if stated > 0 => stated,
        _ => usual.ok_or(Stop::Ontbreekt(
            formulier::UREN_VAN_EENHEID.naam,
            formulier::UREN_VAN_EENHEID.sinds,
        ))?,
    };
    let parts = wide(bedrag, 100_000);
    let rounded =
        parts.saturating_mul(2).saturating_add(i128::from(hours)).checked_div(wide(hours, 2));
    Ok(rounded.and_then(|parts| i64::try_from(parts).ok()).unwrap_or(i64::MAX))
}

/// What the rate must hold, in twelve-thousandths of the minimum: 8 percent when vakantietoeslag
/// is inside, and one thirteenth more when leave is inside too.
fn factor(zaak: &Zaak<'_>) -> Result<i64, Stop> {
    let toeslag = zaak.nodig(&formulier::VAKANTIETOESLAG)?;
    let leave = zaak.nodig(&formulier::VAKANTIE_UREN)?;
    Ok(match (toeslag, leave) {
        (Vakantietoeslag::Inbegrepen, VakantieUren::Inbegrepen) => 14_040,
        (Vakantietoeslag::Inbegrepen, VakantieUren::Doorbetaald | VakantieUren::Geen) => 12_960,
        (
            Vakantietoeslag::BijElkeBetaling | Vakantietoeslag::Jaarlijks | Vakantietoeslag::Geen,
            _,
        ) => 12_000,
    })
}
