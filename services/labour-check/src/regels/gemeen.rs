//! What many rules ask first.

use contracts::labour::{Relatie, VakantieUren, Vakantietoeslag};
use jiff::civil::Date;
use kernel::SoortOvereenkomst::{self, Arbeidsovereenkomst, Familie, Instelling, Opdracht};
use kernel::{Aantal, Eenheid, Wet};

use crate::berekening::loon::{self, Drempel};
use crate::berekening::rooster::Cyclus;
use crate::engine::{Anker, Sleutel, Stop, Zaak};
use crate::gegevens::omgeving::DAGEN_ALLE_OVEREENKOMSTEN;
use crate::gegevens::vast::{
    BEDRAG, DAGEN_PER_WEEK, EENHEID, GEBOORTEDATUM, IB_ONDERNEMER, KVK, RELATIE_BUDGETHOUDER,
    RELATIE_VERTEGENWOORDIGER, UREN_VAN_EENHEID, VAKANTIE_UREN, VAKANTIETOESLAG, WETTEN,
};
use crate::gegevens::werk::{DAGEN_GEMIDDELD, DIENSTEN};
use crate::kalender;
use crate::parameters::{aow, arbeidstijd, minimumloon, termijnen};

/// The rule speaks about these kinds only.
pub(super) fn alleen(zaak: &Zaak<'_>, soorten: &[SoortOvereenkomst]) -> Result<(), Stop> {
    if soorten.contains(&zaak.soort()) { Ok(()) } else { Err(Stop::NietVanToepassing) }
}

/// The rule speaks about employment only.
pub(super) fn alleen_dienst(zaak: &Zaak<'_>) -> Result<(), Stop> {
    alleen(zaak, &[Arbeidsovereenkomst])
}

/// The rule stops here unless this holds.
pub(super) const fn als(condition: bool) -> Result<(), Stop> {
    if condition { Ok(()) } else { Err(Stop::NietVanToepassing) }
}

/// Whether the zorgverlener of an opdracht works as an entrepreneur.
pub(super) fn ondernemer(zaak: &Zaak<'_>) -> Result<bool, Stop> {
    Ok(zaak.nodig(&IB_ONDERNEMER)? && zaak.nodig(&KVK)?)
}

/// Whether the Wet minimumloon holds between these parties (WML art. 2).
pub(super) fn wmlplicht(zaak: &Zaak<'_>) -> Result<bool, Stop> {
    match zaak.soort() {
        Arbeidsovereenkomst | Familie => Ok(true),
        Instelling => Ok(false),
        Opdracht => Ok(!ondernemer(zaak)?),
    }
}

/// How near the zorgverlener is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verwantschap {
    /// Partner, or relative in the first or second degree.
    Naaste(Relatie),
    /// Only through a marriage that has ended.
    Beeindigd,
    /// None that counts.
    Geen,
}

/// Of the two relations on the form the nearest. `of_vertegenwoordiger`: that to the wettelijk
/// vertegenwoordiger counts too.
pub(super) fn verwantschap(zaak: &Zaak<'_>) -> Result<Verwantschap, Stop> {
    let own = zaak.lees(&RELATIE_BUDGETHOUDER).bekend();
    let other = zaak.beding(&RELATIE_VERTEGENWOORDIGER);
    let near = |relatie: &Relatie| {
        matches!(relatie, Relatie::Partner | Relatie::EersteGraad | Relatie::TweedeGraad)
    };
    if let Some(relatie) = [own, other].into_iter().flatten().find(near) {
        return Ok(Verwantschap::Naaste(relatie));
    }
    if [own, other].contains(&Some(Relatie::BeeindigdHuwelijk)) {
        return Ok(Verwantschap::Beeindigd);
    }
    zaak.nodig(&RELATIE_BUDGETHOUDER).map(|_far| Verwantschap::Geen)
}

/// Whether one of the lines is under this law.
pub(super) fn onder(zaak: &Zaak<'_>, wet: Wet) -> bool {
    zaak.lijst(&WETTEN).contains(&wet)
}

/// The regime of an employment (labour:2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Regime {
    /// Services in the household on fewer than four days a week.
    Rdah,
    /// All labour law.
    Volledig,
}

/// Days a week of all employments with this budgethouder, hundredths (labour:KRUIS-02).
pub(super) fn dagen(zaak: &Zaak<'_>) -> Result<i64, Stop> {
    let all = zaak.beding(&DAGEN_ALLE_OVEREENKOMSTEN).map_or(0, Aantal::hundredths);
    let rooster = rooster(zaak).map_or(0, |cyclus| cyclus.days());
    let own = match zaak.beding(&DAGEN_GEMIDDELD) {
        Some(mean) => mean.hundredths(),
        None if rooster > 0 => rooster,
        None => zaak.nodig(&DAGEN_PER_WEEK)?.hundredths(),
    };
    Ok(own.max(all))
}

/// The regime, or none where the mean of the days leaves doubt. A bill would take agreements paid
/// from a pgb out of the household rules: as long as its row is of a bill, the shadow run alone
/// sees it.
pub(super) fn regime_of(zaak: &Zaak<'_>) -> Result<Option<Regime>, Stop> {
    let start = zaak.rechtsdatum(Anker::Start).max(zaak.kennisdatum());
    if zaak.parameter(termijnen::RDAH_PGB, start).is_some_and(|rij| rij.waarde == 1) {
        return Ok(Some(Regime::Volledig));
    }
    regime_naar_dagen(zaak)
}

/// The regime by the days alone.
pub(super) fn regime_naar_dagen(zaak: &Zaak<'_>) -> Result<Option<Regime>, Stop> {
    let day = zaak.rechtsdatum(Anker::Start);
    let dagen = dagen(zaak)?;
    let volledig = zaak.nodige_parameter(termijnen::RDAH_DAGEN, day)?.waarde;
    let twijfel = zaak.nodige_parameter(termijnen::RDAH_TWIJFEL, day)?.waarde;
    Ok(if dagen >= volledig {
        Some(Regime::Volledig)
    } else if dagen < twijfel {
        Some(Regime::Rdah)
    } else {
        None
    })
}

/// The regime of an employment, as other rules need it.
pub(super) fn regime(zaak: &Zaak<'_>) -> Result<Regime, Stop> {
    alleen_dienst(zaak)?;
    zaak.afgeleid("RDAH-01", |zaak| regime_of(zaak)?.ok_or(Stop::HangtAfVan("RDAH-01")))
}

/// The roster, where there is one.
pub(super) fn rooster(zaak: &Zaak<'_>) -> Option<Cyclus> {
    Cyclus::of(zaak.lijst(&DIENSTEN))
}

/// The roster; without one the rule has nothing to judge.
pub(super) fn nodig_rooster(zaak: &Zaak<'_>) -> Result<Cyclus, Stop> {
    rooster(zaak).ok_or(Stop::Ontbreekt(DIENSTEN.naam, 2))
}

/// Age of the zorgverlener on a day.
pub(super) fn leeftijd(zaak: &Zaak<'_>, day: Date) -> Result<i16, Stop> {
    Ok(kalender::age_on(zaak.nodig(&GEBOORTEDATUM)?, day))
}

/// Whether the zorgverlener has reached the AOW age on a day. The table goes by date of birth;
/// after its last row 67 is the least it can be (labour:4.4).
pub(super) fn voorbij_aow(zaak: &Zaak<'_>, day: Date) -> Result<bool, Stop> {
    let born = zaak.nodig(&GEBOORTEDATUM)?;
    let months = |years: i32| kalender::plus_months(born, years.saturating_mul(12));
    if day < months(66) {
        return Ok(false);
    }
    match aow_datum(zaak, born) {
        Some(from) => Ok(day >= from),
        None if day < months(67) => Ok(false),
        None if born.year() < 1957 => Ok(true),
        None => zaak.nodige_parameter(aow::AOW_MAANDEN, born).map(|_row| true),
    }
}

/// The day on which the AOW age is reached, where the table knows it.
pub(super) fn aow_datum(zaak: &Zaak<'_>, born: Date) -> Option<Date> {
    let months = zaak.parameter(aow::AOW_MAANDEN, born)?.waarde;
    Some(kalender::plus_months(born, i32::try_from(months).unwrap_or(i32::MAX)))
}

/// The series of the minimum wage at an age; below fifteen there is none.
pub(super) const fn minimumloon_bij(age: i16) -> Option<Sleutel> {
    match age {
        21.. => Some(minimumloon::MINIMUMLOON_21),
        20 => Some(minimumloon::MINIMUMLOON_20),
        19 => Some(minimumloon::MINIMUMLOON_19),
        18 => Some(minimumloon::MINIMUMLOON_18),
        17 => Some(minimumloon::MINIMUMLOON_17),
        16 => Some(minimumloon::MINIMUMLOON_16),
        15 => Some(minimumloon::MINIMUMLOON_15),
        ..15 => None,
    }
}

/// The minimum of a day with what the rate must hold: vakantietoeslag when it is inside, and leave
/// when that is inside too. `None` below the age of fifteen.
pub(super) fn drempel(zaak: &Zaak<'_>, born: Date, day: Date) -> Result<Option<Drempel>, Stop> {
    let Some(sleutel) = minimumloon_bij(kalender::age_on(born, day)) else { return Ok(None) };
    let base = zaak.nodige_parameter(sleutel, day)?.waarde;
    let inside = zaak.nodig(&VAKANTIETOESLAG)? == Vakantietoeslag::Inbegrepen;
    let leave = inside && zaak.nodig(&VAKANTIE_UREN)? == VakantieUren::Inbegrepen;
    let toeslag = if inside {
        Some(zaak.nodige_parameter(termijnen::TOESLAG_PROCENT, day)?.waarde)
    } else {
        None
    };
    let weken = if leave {
        Some(zaak.nodige_parameter(termijnen::VAKANTIE_FACTOR, day)?.waarde)
    } else {
        None
    };
    Ok(Some(Drempel::new(base, toeslag, weken)))
}

/// Hours of one unit of the rate, hundredths: as the form states them, or as the SVB counts.
/// `None` for a month, a piece or a kilometre without stated hours.
pub(super) fn uren_van_eenheid(zaak: &Zaak<'_>) -> Result<Option<i64>, Stop> {
    if let Some(stated) = zaak.beding(&UREN_VAN_EENHEID) {
        return Ok(Some(stated.hundredths()));
    }
    let sleutel = match zaak.nodig(&EENHEID)? {
        Eenheid::Uur => return Ok(Some(100)),
        Eenheid::Dagdeel => arbeidstijd::EENHEID_DAGDEEL,
        Eenheid::Dag => arbeidstijd::EENHEID_DAG,
        Eenheid::Nacht => arbeidstijd::EENHEID_NACHT,
        Eenheid::Etmaal => arbeidstijd::EENHEID_ETMAAL,
        Eenheid::Week => arbeidstijd::EENHEID_WEEK,
        Eenheid::Maand | Eenheid::Stuk | Eenheid::Kilometer => return Ok(None),
    };
    let hours = zaak.nodige_parameter(sleutel, zaak.rechtsdatum(Anker::Start))?.waarde;
    Ok(Some(hours.saturating_mul(100)))
}

/// The wage by the hour in hundred-thousandths of a euro (labour:LOON-04).
pub(super) fn uurloon(zaak: &Zaak<'_>) -> Result<i64, Stop> {
    let hours = uren_van_eenheid(zaak)?;
    let cents = zaak.nodig(&BEDRAG)?.cents();
    hours
        .and_then(|hours| loon::uurloon(cents, hours))
        .ok_or(Stop::Ontbreekt(UREN_VAN_EENHEID.naam, UREN_VAN_EENHEID.sinds))
}

/// A number of months as calendar arithmetic takes it.
pub(super) fn maanden(waarde: i64) -> i32 {
    i32::try_from(waarde).unwrap_or(i32::MAX)
}
