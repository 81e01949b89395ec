//! PERS: work of children and of minors.

use contracts::labour::Grond;
use jiff::civil::date;
use kernel::SoortOvereenkomst::{Arbeidsovereenkomst, Instelling};

use super::super::gemeen::{alleen_dienst, als, leeftijd, nodig_rooster};
use crate::berekening::rooster::{Blok, Cyclus};
use crate::engine::{Anker, Oordeel, Regel, Sleutel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::omgeving::TOESTEMMING_OUDERS;
use crate::gegevens::vast::PERIODE;
use crate::gegevens::werk::{LICHT, SCHOOLDAGEN, TILLEN_KG, VERZORGEN_OF_TILLEN};
use crate::parameters::arbeidstijd as grens;

/// The part of the family about the young.
pub(in super::super) const REGELS: &[Regel] = &[
    Regel::new("PERS-01", 1, "Verbod kinderarbeid", kinderarbeid)
        .zin("Een kind jonger dan dertien jaar werkt niet.")
        .artikelen(&["ATW art. 3:2", "Nadere regeling kinderarbeid"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1996, 1, 1))
        .blijft_in_bestaand()
        .voorbeelden("16 jaar", "12 jaar"),
    Regel::new("PERS-02", 1, "13 en 14 jaar", dertien)
        .zin("Een kind van dertien of veertien jaar doet alleen licht werk binnen de uren, geen verzorging en geen tillen.")
        .artikelen(&["Nadere regeling kinderarbeid"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1996, 1, 1))
        .parameters(&[grens::TIJD_KIND_WEEK])
        .voorbeelden("klusjes op zaterdag", "iemand wassen en aankleden"),
    Regel::new("PERS-03", 1, "15 jaar", vijftien)
        .zin("Een kind van vijftien jaar werkt op een schooldag ten hoogste twee uur en op een andere dag acht uur, tussen zeven en negentien uur, en tilt niet zwaar.")
        .artikelen(&["Nadere regeling kinderarbeid"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1996, 1, 1))
        .parameters(&[grens::TIJD_KIND_SCHOOLDAG, grens::TIJD_KIND_DAG, grens::TIJD_KIND_WEEK, grens::TIJD_KIND_DAGEN, grens::TIJD_KIND_TILLEN])
        .voorbeelden("zaterdag 3 uur", "dinsdag (school) 4 uur"),
    Regel::new("PERS-04", 1, "Toestemming minderjarige werknemer", toestemming)
        .zin("Een werknemer jonger dan zestien jaar heeft toestemming van de wettelijk vertegenwoordiger.")
        .artikelen(&["BW 7:612"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1997, 4, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("16 jaar zonder toestemming", "15 jaar zonder toestemming"),
];

fn kinderarbeid(zaak: &Zaak<'_>) -> Spraak {
    let kind = zaak.soort();
    als(kind != Instelling)?;
    let age = leeftijd(zaak, zaak.rechtsdatum(Anker::Start))?;
    if age >= 13 {
        return Ok(Oordeel::akkoord());
    }
    if kind == Arbeidsovereenkomst {
        return keur_af!(
            "PERS-01.te-jong",
            "Uw zorgverlener is {leeftijd} jaar. Kinderen onder 13 jaar mogen niet werken.",
            leeftijd = age
        );
    }
    handmatig!(
        "PERS-01.kind",
        "Uw zorgverlener is {leeftijd} jaar. Een medewerker bekijkt of dit mag.",
        leeftijd = age
    )
}

fn op_leeftijd(zaak: &Zaak<'_>, ages: std::ops::Range<i16>) -> Result<(), Stop> {
    alleen_dienst(zaak)?;
    als(ages.contains(&leeftijd(zaak, zaak.rechtsdatum(Anker::Start))?))
}

fn minuten(zaak: &Zaak<'_>, sleutel: Sleutel) -> Result<i64, Stop> {
    Ok(zaak.nodige_parameter(sleutel, zaak.rechtsdatum(Anker::Start))?.waarde * 60 / 100)
}

fn dertien(zaak: &Zaak<'_>) -> Spraak {
    op_leeftijd(zaak, 13..15)?;
    let heavy = zaak.nodig(&VERZORGEN_OF_TILLEN)? || !zaak.nodig(&LICHT)?;
    let week = minuten(zaak, grens::TIJD_KIND_WEEK)?;
    if !heavy && nodig_rooster(zaak)?.mean_over(1) <= week {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "PERS-02.te-zwaar",
        "Uw zorgverlener is 13 of 14 jaar. Dan mag alleen licht werk, hooguit 12 uur in een schoolweek. Pas het werk aan."
    )
}

const REDENEN: [&str; 6] = [
    "te veel uren op een schooldag",
    "te veel uren op een vrije dag",
    "te veel uren in een schoolweek",
    "te veel dagen per week",
    "werk voor 7.00 of na 19.00 uur",
    "te zwaar tillen",
];

/// Which limits for somebody of fifteen are broken, as bits.
fn overtreden(zaak: &Zaak<'_>, cyclus: &Cyclus) -> Result<u32, Stop> {
    let school = zaak.lijst(&SCHOOLDAGEN);
    let on_school = |blok: &&Blok| school.contains(&blok.dag);
    let (short, long) =
        (minuten(zaak, grens::TIJD_KIND_SCHOOLDAG)?, minuten(zaak, grens::TIJD_KIND_DAG)?);
    let start = zaak.rechtsdatum(Anker::Start);
    let days = zaak.nodige_parameter(grens::TIJD_KIND_DAGEN, start)?.waarde;
    let kilos = zaak.nodige_parameter(grens::TIJD_KIND_TILLEN, start)?.waarde;
    let outside = |blok: &Blok| blok.within(0, 7 * 60) + blok.within(19 * 60, 24 * 60) > 0;
    let signs = [
        cyclus.blokken.iter().filter(on_school).any(|blok| blok.werk > short),
        cyclus.blokken.iter().filter(|blok| !on_school(blok)).any(|blok| blok.werk > long),
        cyclus.mean_over(1) > minuten(zaak, grens::TIJD_KIND_WEEK)?,
        cyclus.days() > days * 100,
        cyclus.blokken.iter().any(outside),
        zaak.beding(&TILLEN_KG).is_some_and(|kg| i64::from(kg) > kilos),
    ];
    Ok(signs.iter().rev().fold(0, |mask, sign| mask * 2 + u32::from(*sign)))
}

fn vijftien(zaak: &Zaak<'_>) -> Spraak {
    op_leeftijd(zaak, 15..16)?;
    let broken = overtreden(zaak, &nodig_rooster(zaak)?)?;
    if broken == 0 {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "PERS-03.rooster",
        "Uw zorgverlener is 15 jaar. Deze werktijden mogen niet: {reden}. Pas het rooster aan.",
        reden = Waarde::Lijst(&REDENEN, broken)
    )
}

fn toestemming(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let start = zaak.nodig(&PERIODE)?.van();
    if leeftijd(zaak, start)? >= 16 || zaak.nodig(&TOESTEMMING_OUDERS)? {
        return Ok(Oordeel::akkoord());
    }
    if start.saturating_add(jiff::ToSpan::weeks(4)) <= zaak.kennisdatum() {
        return let_op!(
            "PERS-04.hersteld",
            "De toestemming van de ouders ontbreekt. Omdat er al 4 weken is gewerkt, geldt de overeenkomst toch. Vraag de toestemming alsnog. (artikel 7:612 BW)"
        );
    }
    keur_af!(
        "PERS-04.geen-toestemming",
        "Uw zorgverlener is jonger dan 16 jaar. De toestemming van de ouders ontbreekt. Laat een ouder of voogd tekenen. (artikel 7:612 BW)"
    )
}
