//! LOON: what will break the minimum wage later in the term: steps of the law and birthdays.

use jiff::civil::{Date, date};
use kernel::Eenheid;

use super::super::gemeen::{als, drempel, uurloon, wmlplicht};
use super::MINIMA;
use crate::berekening::loon::Drempel;
use crate::engine::{Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::AUTOMATISCHE_INDEXATIE;
use crate::gegevens::vast::{EENHEID, GEBOORTEDATUM, PERIODE, UREN_VAN_EENHEID};
use crate::kalender;
use crate::parameters::minimumloon::MINIMUMLOON_21;
use crate::parameters::tarieven::MARGE_INDEXATIE;

/// The part of the family about days to come.
pub(in super::super) const REGELS: &[Regel] = &[
    Regel::new("LOON-05", 1, "Aankomende verhoging", verhoging)
        .zin("Een volgende stap van het minimumloon die het uurloon te laag maakt, wordt voor die dag gemeld.")
        .artikelen(&["WML art. 14"])
        .geldig_van(date(2018, 1, 1))
        .parameters(MINIMA)
        .voorbeelden("loon stijgt vanzelf mee", "14,71 zonder meestijgen, in mei 2026"),
    Regel::new("LOON-06", 1, "Verjaardag binnen de looptijd", verjaardag)
        .zin("Een verjaardag tot en met 21 jaar die het uurloon te laag maakt, wordt voor die dag gemeld.")
        .artikelen(&["WML art. 7", "WML art. 8", "Besluit minimumjeugdloonregeling"])
        .geldig_van(date(2019, 7, 1))
        .parameters(MINIMA)
        .voorbeelden("19 jaar, loon van een volwassene", "20 jaar, 12,50"),
];

/// The wage by the hour, from which day on it is looked at, and the birth date.
fn vooruit(zaak: &Zaak<'_>) -> Result<(i64, Date, Date), Stop> {
    als(wmlplicht(zaak)?)?;
    als(zaak.nodig(&EENHEID)? != Eenheid::Maand || zaak.beding(&UREN_VAN_EENHEID).is_some())?;
    let periode = zaak.nodig(&PERIODE)?;
    let from = periode.van().max(zaak.kennisdatum());
    als(periode.tot().is_none_or(|tot| tot >= from))?;
    Ok((uurloon(zaak)?, from, zaak.nodig(&GEBOORTEDATUM)?))
}

/// The next 1 January or 1 July.
fn volgende_stap(day: Date) -> Date {
    let year = day.year();
    if day.month() < 7 {
        Date::new(year, 7, 1).unwrap_or(Date::MAX)
    } else {
        Date::new(year.saturating_add(1), 1, 1).unwrap_or(Date::MAX)
    }
}

fn verhoging(zaak: &Zaak<'_>) -> Spraak {
    let (uurloon, from, born) = vooruit(zaak)?;
    let last = zaak.nodig(&PERIODE)?.tot();
    let mut day = from;
    while let Some(step) = zaak.volgende_parameter(MINIMUMLOON_21, day) {
        if last.is_some_and(|last| step.van > last) {
            return Ok(Oordeel::akkoord());
        }
        let broken = drempel(zaak, born, step.van)?.filter(|d| !d.reached_by(uurloon));
        // Only the step of the law itself: a birthday is for LOON-06.
        let now = drempel(zaak, born, from)?.is_none_or(|d| d.reached_by(uurloon));
        if let Some(drempel) = broken.filter(|_| now) {
            return bekende_stap(zaak, step.van, drempel);
        }
        day = step.van;
    }
    onbekende_stap(zaak, uurloon, born, (day, last))
}

fn bekende_stap(zaak: &Zaak<'_>, dag: Date, drempel: Drempel) -> Spraak {
    if zaak.beding(&AUTOMATISCHE_INDEXATIE) == Some(true) {
        return Ok(Oordeel::akkoord());
    }
    taak!(
        dag;
        "LOON-05.stijgt",
        "Vanaf {datum} stijgt het minimumloon naar {minimum}. Het afgesproken loon is dan te laag; geef voor {datum} een nieuw loon door.",
        datum = dag, minimum = Waarde::Cent(drempel.cents())
    )
}

/// The step after the last one known: its amount is not published yet.
fn onbekende_stap(
    zaak: &Zaak<'_>,
    uurloon: i64,
    born: Date,
    (day, last): (Date, Option<Date>),
) -> Spraak {
    let step = volgende_stap(day);
    if last.is_some_and(|last| last < step) {
        return Ok(Oordeel::akkoord());
    }
    let margin = zaak.nodige_parameter(MARGE_INDEXATIE, day)?.waarde;
    let Some(drempel) = drempel(zaak, born, day)? else { return Ok(Oordeel::akkoord()) };
    let narrow = drempel.reached_by(uurloon) && drempel.margin_under(uurloon, margin);
    if !narrow || zaak.nodig(&AUTOMATISCHE_INDEXATIE)? {
        return Ok(Oordeel::akkoord());
    }
    taak!(
        step;
        "LOON-05.nog-onbekend",
        "Op {datum} stijgt het minimumloon waarschijnlijk. Het bedrag is nog niet bekend. Kijk voor {datum} of het afgesproken loon nog hoog genoeg is.",
        datum = step
    )
}

fn verjaardag(zaak: &Zaak<'_>) -> Spraak {
    let (uurloon, from, born) = vooruit(zaak)?;
    let horizon = kalender::plus_months(from, 12);
    let last = zaak.nodig(&PERIODE)?.tot().unwrap_or(horizon).min(horizon);
    let now = drempel(zaak, born, from)?.is_none_or(|d| d.reached_by(uurloon));
    for age in 15_i16..=21 {
        let day = kalender::birthday(born, age);
        if day <= from || day > last || !now {
            continue;
        }
        if let Some(minimum) = drempel(zaak, born, day)?.filter(|d| !d.reached_by(uurloon)) {
            return taak!(
                day;
                "LOON-06.verjaardag",
                "Op {datum} wordt uw zorgverlener {leeftijd}. Vanaf die dag is het minimum {minimum}; geef voor die dag een nieuw loon door.",
                datum = day, leeftijd = age, minimum = Waarde::Cent(minimum.cents())
            );
        }
    }
    Ok(Oordeel::akkoord())
}
