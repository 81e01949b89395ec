//! LOON: the minimum wage on every day of the term up to now; what comes later warns in
//! [`later`], clauses stand in [`beding`].

pub(super) mod beding;
pub(super) mod later;

use contracts::labour::Grond;
use jiff::civil::{Date, date};
use kernel::Eenheid;

use super::gemeen::{als, drempel, nodig_rooster, uren_van_eenheid, uurloon, wmlplicht};
use crate::berekening::loon::{self as rekenen, Drempel};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::EIGEN_BIJBETALING;
use crate::gegevens::vast::{BEDRAG, EENHEID, GEBOORTEDATUM, PERIODE, UREN_VAN_EENHEID};
use crate::gegevens::werk::{DIENSTEN, PATROON, SLAAPDIENST};
use crate::kalender;
use crate::parameters::minimumloon::{
    MINIMUMLOON_15, MINIMUMLOON_16, MINIMUMLOON_17, MINIMUMLOON_18, MINIMUMLOON_19, MINIMUMLOON_20,
    MINIMUMLOON_21,
};
use crate::parameters::termijnen::{TOESLAG_PROCENT, VAKANTIE_FACTOR};
use contracts::labour::aanvullend::{Dag, Patroon};

/// The figures of the minimum wage.
pub(super) const MINIMA: &[crate::engine::Sleutel] = &[
    MINIMUMLOON_21,
    MINIMUMLOON_20,
    MINIMUMLOON_19,
    MINIMUMLOON_18,
    MINIMUMLOON_17,
    MINIMUMLOON_16,
    MINIMUMLOON_15,
    TOESLAG_PROCENT,
    VAKANTIE_FACTOR,
];
/// From this day the minimum wage is an amount by the hour.
const PER_UUR: Date = date(2024, 1, 1);

/// The first part of the family.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("LOON-13", 1, "Minimum alleen gehaald met bijbetaling", bijbetaling)
        .zin("Het deel van het loon dat uit het pgb wordt betaald, is ten minste het minimumloon.")
        .artikelen(&["Rlz 5.18", "WML art. 7"])
        .geldig_van(date(2015, 1, 1))
        .parameters(MINIMA)
        .gaat_voor(&["LOON-01"])
        .voorbeelden("16,19 uit het pgb", "14,00 uit het pgb en 2,50 eigen geld"),
    Regel::new("LOON-08", 1, "Slaapdienst of aanwezigheidsdienst", slaapdienst)
        .zin("Bij slaapdienst haalt het loon het minimum over alle uren, of ten minste over de uren dat de zorgverlener wakker is; dat laatste beoordeelt een medewerker.")
        .artikelen(&["WML art. 5a", "ATW art. 1:7"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2018, 1, 1))
        .parameters(MINIMA)
        .gaat_voor(&["LOON-01"])
        .voorbeelden("etmaal 390 met vakantiegeld", "etmaal 240 met vakantiegeld"),
    Regel::new("LOON-01", 1, "Wettelijk minimumuurloon", minimumuurloon)
        .zin("Het uurloon is op elke dag van de looptijd ten minste het minimumuurloon bij de leeftijd, verhoogd met wat in het tarief is inbegrepen.")
        .artikelen(&["WML art. 7", "WML art. 8", "WML art. 15"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(PER_UUR)
        .parameters(MINIMA)
        .voorbeelden("14,99 met vakantiegeld erbij", "14,98 met vakantiegeld erbij"),
    Regel::new("LOON-02", 1, "Minimumloon voor 2024", minimumloon_oud)
        .zin("Voor 2024 is het uurloon ten minste het minimumloon per uur bij een week van 36 uur.")
        .artikelen(&["WML art. 7, tekst voor 2024", "WML art. 8, tekst voor 2024"])
        .grond(Grond::StrijdMetRecht)
        .geldig_tot(date(2023, 12, 31))
        .parameters(MINIMA)
        .voorbeelden("12,79 op 1 augustus 2023", "12,78 op 1 augustus 2023"),
    Regel::new("LOON-03", 1, "Vast maandloon", maandloon)
        .zin("Een vast maandloon is ten minste een twaalfde van de uren van het kalenderjaar maal het minimumuurloon.")
        .artikelen(&["WML art. 11"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(PER_UUR)
        .parameters(MINIMA)
        .voorbeelden("104 uur maal 14,99 is 1.558,96", "1.558,95"),
    Regel::new("LOON-04", 1, "Omrekening dagdeel, dag, nacht, etmaal en week", omrekening)
        .zin("Een bedrag per eenheid wordt gedeeld door de uren van die eenheid; er passen niet meer uren in dan zij duurt.")
        .artikelen(&["SVB, betalingen", "Blz 3.6.4"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2017, 4, 1))
        .voorbeelden("dagdeel van 4 uur", "dag van 30 uur"),
    Regel::new("LOON-12", 1, "Laag tarief ondernemer", laag_tarief)
        .zin("Een uurtarief van een ondernemer onder het minimumloon met vakantiegeld wordt gemeld.")
        .artikelen(&["WML art. 2 lid 2"])
        .geldig_van(date(2018, 1, 1))
        .parameters(MINIMA)
        .voorbeelden("35,00", "12,00"),
];

/// A stretch of days on which the minimum is the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Snede {
    /// Its first day.
    pub(super) dag: Date,
    /// The minimum.
    pub(super) drempel: Drempel,
}

/// First day, steps of the law and birthdays between two days, with the minimum of each; days
/// below the age of fifteen have none.
fn snedes(zaak: &Zaak<'_>, born: Date, (van, tot): (Date, Date)) -> Result<Vec<Snede>, Stop> {
    let mut days = vec![van];
    days.extend((15..=21).map(|age| kalender::birthday(born, age)));
    let mut day = van;
    while let Some(step) = zaak.volgende_parameter(MINIMUMLOON_21, day).filter(|s| s.van <= tot) {
        days.push(step.van);
        day = step.van;
    }
    days.retain(|day| van <= *day && *day <= tot);
    days.sort_unstable();
    days.dedup();
    let mut found = Vec::with_capacity(days.len());
    for dag in days {
        let minimum = drempel(zaak, born, dag)?;
        found.extend(minimum.map(|drempel| Snede { dag, drempel }));
    }
    Ok(found)
}

/// The days that count now: from the start up to today, or the first day when that lies ahead.
fn huidig(zaak: &Zaak<'_>, from: Date, to: Date) -> Result<(Date, Date), Stop> {
    let periode = zaak.nodig(&PERIODE)?;
    let decisive = periode.van().max(zaak.kennisdatum());
    let (van, tot) = (periode.van().max(from), periode.tot().unwrap_or(to).min(decisive).min(to));
    als(van <= tot)?;
    Ok((van, tot))
}

fn te_laag(uurloon: i64, snede: Snede, age: i16) -> Spraak {
    keur_af!(
        "LOON-01.te-laag",
        "Het uurloon is {uurloon}. Voor een zorgverlener van {leeftijd} jaar is het minimum op {datum} {minimum}. Verhoog het uurloon tot minstens {minimum}. (artikel 7 en 8 WML)",
        uurloon = Waarde::Uurloon(uurloon),
        leeftijd = age,
        datum = snede.dag,
        minimum = Waarde::Cent(snede.drempel.cents())
    )
}

/// Judges a wage by the hour on the days that count now, for one reading of the birthday.
fn toets_uurloon(zaak: &Zaak<'_>, uurloon: i64, born: Date, days: (Date, Date)) -> Spraak {
    let snedes = snedes(zaak, born, days)?;
    als(!snedes.is_empty())?;
    match snedes.into_iter().find(|snede| !snede.drempel.reached_by(uurloon)) {
        Some(snede) => te_laag(uurloon, snede, kalender::age_on(born, snede.dag)),
        None => Ok(Oordeel::akkoord()),
    }
}

/// Both readings of a birthday on 29 February; a person decides where they differ.
fn beide_verjaardagen(zaak: &Zaak<'_>, uurloon: i64, days: (Date, Date)) -> Spraak {
    let born = zaak.nodig(&GEBOORTEDATUM)?;
    let late = toets_uurloon(zaak, uurloon, born, days)?;
    if (born.month(), born.day()) != (2, 29) {
        return Ok(late);
    }
    let early = toets_uurloon(zaak, uurloon, born.yesterday().unwrap_or(born), days)?;
    if early.letter == late.letter {
        return Ok(late);
    }
    handmatig!(
        "LOON-01.schrikkeldag",
        "Uw zorgverlener is op 29 februari geboren. De dag van de verjaardag maakt hier verschil. Een medewerker bekijkt dit punt."
    )
}

/// Units that LOON-03 or LOON-08 judge are not for LOON-01.
fn per_uur(zaak: &Zaak<'_>) -> Result<(), Stop> {
    als(wmlplicht(zaak)?)?;
    als(zaak.nodig(&EENHEID)? != Eenheid::Maand || zaak.beding(&UREN_VAN_EENHEID).is_some())
}

fn minimumuurloon(zaak: &Zaak<'_>) -> Spraak {
    per_uur(zaak)?;
    let days = huidig(zaak, PER_UUR, Date::MAX)?;
    beide_verjaardagen(zaak, uurloon(zaak)?, days)
}

fn minimumloon_oud(zaak: &Zaak<'_>) -> Spraak {
    per_uur(zaak)?;
    let last = PER_UUR.yesterday().unwrap_or(PER_UUR);
    let days = huidig(zaak, Date::MIN, last)?;
    beide_verjaardagen(zaak, uurloon(zaak)?, days)
}

/// Minutes of work in a calendar year after a fixed roster.
fn minuten_in_jaar(zaak: &Zaak<'_>, year: i16) -> Result<i64, Stop> {
    let cyclus = nodig_rooster(zaak)?;
    let days = [
        Dag::Maandag,
        Dag::Dinsdag,
        Dag::Woensdag,
        Dag::Donderdag,
        Dag::Vrijdag,
        Dag::Zaterdag,
        Dag::Zondag,
    ];
    let first = Date::new(year, 1, 1).unwrap_or(Date::MAX);
    let start = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or_default();
    let length = i64::from(first.days_in_year());
    let each = days.iter().cycle().skip(start).take(7).enumerate().map(|(place, dag)| {
        let extra = i64::from(i64::try_from(place).unwrap_or(7) < length - 52 * 7);
        cyclus.on(*dag) * (52 + extra)
    });
    Ok(each.sum())
}

fn maandloon(zaak: &Zaak<'_>) -> Spraak {
    als(wmlplicht(zaak)? && zaak.nodig(&EENHEID)? == Eenheid::Maand)?;
    als(zaak.beding(&UREN_VAN_EENHEID).is_none())?;
    let changing = zaak.beding(&PATROON) == Some(Patroon::Onregelmatig);
    if changing || zaak.lijst(&DIENSTEN).is_empty() {
        return handmatig!(
            "LOON-03.geen-rooster",
            "Wij weten niet hoeveel uren bij het vaste maandloon horen. Een medewerker bekijkt dit punt."
        );
    }
    let (born, bedrag) = (zaak.nodig(&GEBOORTEDATUM)?, zaak.nodig(&BEDRAG)?.cents());
    let snedes = snedes(zaak, born, huidig(zaak, PER_UUR, Date::MAX)?)?;
    als(!snedes.is_empty())?;
    for snede in snedes {
        let minutes = minuten_in_jaar(zaak, snede.dag.year())?;
        if !snede.drempel.reached_for(bedrag * 12, minutes) {
            return keur_af!(
                "LOON-03.te-laag",
                "Het maandloon is {bedrag}. Bij gemiddeld {uren} uur per maand is het minimum {minimum}. Verhoog het maandloon of verlaag het aantal uren. (artikel 11 WML)",
                bedrag = Waarde::Cent(bedrag),
                uren = Waarde::Uren(minutes * 100 / 60 / 12),
                minimum = Waarde::Cent((snede.drempel.cents_for(minutes) + 11) / 12)
            );
        }
    }
    Ok(Oordeel::akkoord())
}

fn omrekening(zaak: &Zaak<'_>) -> Spraak {
    let eenheid = zaak.nodig(&EENHEID)?;
    let longest = match eenheid {
        Eenheid::Uur => 1,
        Eenheid::Dagdeel | Eenheid::Dag | Eenheid::Nacht | Eenheid::Etmaal => 24,
        Eenheid::Week => 7 * 24,
        Eenheid::Maand => 31 * 24,
        Eenheid::Stuk | Eenheid::Kilometer => return Err(Stop::NietVanToepassing),
    };
    als(eenheid != Eenheid::Uur || zaak.beding(&UREN_VAN_EENHEID).is_some())?;
    let Some(uren) = uren_van_eenheid(zaak)? else { return Err(Stop::NietVanToepassing) };
    if uren <= longest * 100 {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "LOON-04.te-veel-uren",
        "U rekent {uren} uur voor een {eenheid}. Zo lang duurt die niet. Pas het aantal uren aan.",
        uren = Waarde::Uren(uren),
        eenheid = eenheid
    )
}

/// Hours of the unit on which the zorgverlener is awake: eight a night less.
fn wakker(eenheid: Eenheid, uren: i64, asleep: bool) -> i64 {
    let nights = match eenheid {
        Eenheid::Etmaal => 1,
        Eenheid::Week => 7,
        Eenheid::Uur | Eenheid::Dagdeel | Eenheid::Dag | Eenheid::Nacht => i64::from(asleep),
        Eenheid::Maand | Eenheid::Stuk | Eenheid::Kilometer => 0,
    };
    (uren - nights * 800).max(0)
}

fn slaapdienst(zaak: &Zaak<'_>) -> Spraak {
    let eenheid = zaak.nodig(&EENHEID)?;
    let asleep = zaak.beding(&SLAAPDIENST);
    let long = matches!(eenheid, Eenheid::Nacht | Eenheid::Etmaal | Eenheid::Week);
    als((long || asleep == Some(true)) && eenheid != Eenheid::Maand)?;
    als(wmlplicht(zaak)?)?;
    let Some(uren) = uren_van_eenheid(zaak)? else { return Err(Stop::NietVanToepassing) };
    let (born, bedrag) = (zaak.nodig(&GEBOORTEDATUM)?, zaak.nodig(&BEDRAG)?.cents());
    let over_all = rekenen::uurloon(bedrag, uren).unwrap_or(0);
    let awake = wakker(eenheid, uren, asleep.unwrap_or(true));
    let snedes = snedes(zaak, born, huidig(zaak, date(2018, 1, 1), Date::MAX)?)?;
    als(!snedes.is_empty())?;
    for snede in snedes {
        if snede.drempel.reached_by(over_all) {
            continue;
        }
        let enough = rekenen::uurloon(bedrag, awake).is_none_or(|w| snede.drempel.reached_by(w));
        let (paid, hours) = (Waarde::Cent(bedrag), Waarde::Uren(uren));
        if enough {
            return handmatig!(
                "LOON-08.slaapuren",
                "U betaalt {bedrag} voor {uren} uur, ook voor de uren dat de zorgverlener slaapt. Dat is {uurloon} per uur. Een medewerker beoordeelt of dit mag.",
                bedrag = paid,
                uren = hours,
                uurloon = Waarde::Uurloon(over_all)
            );
        }
        return keur_af!(
            "LOON-08.te-laag",
            "U betaalt {bedrag} voor {uren} uur. Ook zonder de uren slaap is dat minder dan het minimum van {minimum} per uur. Verhoog het loon. (artikel 5a en 7 WML)",
            bedrag = paid,
            uren = hours,
            minimum = Waarde::Cent(snede.drempel.cents())
        );
    }
    Ok(Oordeel::akkoord())
}

fn bijbetaling(zaak: &Zaak<'_>) -> Spraak {
    let Some(own) = zaak.beding(&EIGEN_BIJBETALING).filter(|own| own.cents() > 0) else {
        return Err(Stop::NietVanToepassing);
    };
    als(wmlplicht(zaak)?)?;
    let Some(uren) = uren_van_eenheid(zaak)? else { return Err(Stop::NietVanToepassing) };
    let (born, bedrag) = (zaak.nodig(&GEBOORTEDATUM)?, zaak.nodig(&BEDRAG)?.cents());
    let (pgb, whole) = (
        rekenen::uurloon(bedrag, uren).unwrap_or(0),
        rekenen::uurloon(bedrag.saturating_add(own.cents()), uren).unwrap_or(0),
    );
    let all = snedes(zaak, born, huidig(zaak, date(2015, 1, 1), Date::MAX)?)?;
    let only_with = all.iter().find(|s| !s.drempel.reached_by(pgb) && s.drempel.reached_by(whole));
    let Some(snede) = only_with else { return Err(Stop::NietVanToepassing) };
    handmatig!(
        "LOON-13.bijbetaling",
        "Uit het pgb is het uurloon {uurloon}. Het minimum van {minimum} haalt u alleen met eigen geld. Een medewerker bekijkt of dit kan.",
        uurloon = Waarde::Uurloon(pgb),
        minimum = Waarde::Cent(snede.drempel.cents())
    )
}

fn laag_tarief(zaak: &Zaak<'_>) -> Spraak {
    super::gemeen::alleen(zaak, &[kernel::SoortOvereenkomst::Opdracht])?;
    als(super::gemeen::ondernemer(zaak)?)?;
    let day = zaak.rechtsdatum(Anker::Start).max(zaak.kennisdatum());
    let base = zaak.nodige_parameter(MINIMUMLOON_21, day)?.waarde;
    let toeslag = zaak.nodige_parameter(TOESLAG_PROCENT, day)?.waarde;
    let floor = Drempel::new(base, Some(toeslag), None);
    let Some(uren) = uren_van_eenheid(zaak)? else { return Err(Stop::NietVanToepassing) };
    let uurloon = rekenen::uurloon(zaak.nodig(&BEDRAG)?.cents(), uren).unwrap_or(0);
    if floor.reached_by(uurloon) {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "LOON-12.laag",
        "Het uurtarief van {uurloon} is lager dan het minimumloon van {minimum}. Een ondernemer mag dat afspreken, maar controleer of de zorgverlener echt ondernemer is.",
        uurloon = Waarde::Uurloon(uurloon),
        minimum = Waarde::Cent(floor.cents())
    )
}
