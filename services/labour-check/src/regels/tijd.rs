//! TIJD: working time of employees after the roster, and the forty hours of the Wlz; nights, the
//! young and other employers stand in [`nacht`].

pub(super) mod nacht;

use contracts::labour::Grond;
use jiff::civil::date;
use kernel::SoortOvereenkomst::{Familie, Opdracht};
use kernel::{Aantal, Wet};

use super::gemeen::{alleen, alleen_dienst, als, leeftijd, nodig_rooster, onder, rooster};
use crate::berekening::rooster::Cyclus;
use crate::engine::{Anker, Oordeel, Regel, Sleutel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::vast::{
    ALLEEN_GEMIDDELDE, GEBOORTEDATUM, ONTHEFFING, UREN_PER_WEEK, WLZ_UREN,
};
use crate::gegevens::werk::{PAUZE_UITGESLOTEN, ZONDAG_INSTEMMING};
use crate::parameters::arbeidstijd as grens;

const fn regel(
    id: &'static str,
    naam: &'static str,
    beoordeel: crate::engine::Beoordeling,
) -> Regel {
    Regel::new(id, 1, naam, beoordeel).grond(Grond::StrijdMetRecht).geldig_van(date(2007, 4, 1))
}

/// The first part of the family.
pub(super) const REGELS: &[Regel] = &[
    regel("TIJD-01", "Lengte van een dienst", dienst)
        .zin("Een werknemer werkt ten hoogste twaalf uur per dienst.")
        .artikelen(&["ATW art. 5:7"])
        .parameters(&[grens::TIJD_DIENST])
        .voorbeelden("12 uur", "13 uur"),
    regel("TIJD-02", "Uren per week", week)
        .zin("Een werknemer werkt ten hoogste zestig uur per week.")
        .artikelen(&["ATW art. 5:7"])
        .parameters(&[grens::TIJD_WEEK])
        .voorbeelden("60 uur", "65 uur"),
    regel("TIJD-03", "Gemiddelde over 16 weken", zestien_weken)
        .zin("Een werknemer werkt over zestien weken gemiddeld ten hoogste achtenveertig uur per week.")
        .artikelen(&["ATW art. 5:7"])
        .parameters(&[grens::TIJD_GEMIDDELD16])
        .voorbeelden("48 uur", "het hele jaar 50 uur"),
    regel("TIJD-04", "Gemiddelde over 4 weken", vier_weken)
        .zin("Een werknemer werkt over vier weken gemiddeld ten hoogste vijfenvijftig uur per week.")
        .artikelen(&["ATW art. 5:7"])
        .parameters(&[grens::TIJD_GEMIDDELD4])
        .voorbeelden("4 keer 55 uur", "4 keer 58 uur"),
    regel("TIJD-05", "Dagelijkse rust", dagelijkse_rust)
        .zin("Tussen diensten ligt elf uur rust, een keer per zeven dagen acht uur.")
        .artikelen(&["ATW art. 5:3"])
        .parameters(&[grens::TIJD_RUST, grens::TIJD_RUST_KORT])
        .voorbeelden("22.00 tot 9.00 uur", "twee keer per week 23.00 tot 7.00 uur"),
    regel("TIJD-06", "Wekelijkse rust", wekelijkse_rust)
        .zin("In elke zeven dagen is zesendertig uur rust, of in veertien dagen tweeenzeventig uur in delen van ten minste tweeendertig uur.")
        .artikelen(&["ATW art. 5:5"])
        .parameters(&[grens::TIJD_RUST_WEEK, grens::TIJD_RUST_TWEEWEKEN, grens::TIJD_RUST_DEEL])
        .voorbeelden("vrij weekend", "7 dagen per week"),
    regel("TIJD-07", "Pauze", pauze)
        .zin("Na vijf en een half uur is er een half uur pauze, na tien uur drie kwartier.")
        .artikelen(&["ATW art. 5:4"])
        .parameters(&[grens::TIJD_PAUZE, grens::TIJD_PAUZE_LANG])
        .voorbeelden("8 uur met 30 minuten pauze", "8 uur zonder pauze"),
    regel("TIJD-10", "Zondag", zondag)
        .zin("Werk op zondag vraagt instemming, en ten minste dertien zondagen per jaar zijn vrij.")
        .artikelen(&["ATW art. 5:6"])
        .parameters(&[grens::TIJD_ZONDAGEN])
        .voorbeelden("om de zondag, met instemming", "alle zondagen"),
    Regel::new("TIJD-11", 1, "Veertig-uursnorm", veertig_uur)
        .zin("Wie geen werknemer is, werkt onder de Wlz ten hoogste veertig uur per week voor een verzekerde, behalve met toestemming vooraf van het zorgkantoor.")
        .artikelen(&["Rlz 5.18 onder d", "Rlz 5.22"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .parameters(&[grens::TIJD_VEERTIG, grens::TIJD_VEERTIG_BIJNA])
        .voorbeelden("40 uur", "42 uur"),
];

/// An adult employee with a roster.
fn volwassen_rooster(zaak: &Zaak<'_>) -> Result<Cyclus, Stop> {
    alleen_dienst(zaak)?;
    let start = zaak.rechtsdatum(Anker::Start);
    if zaak.beding(&GEBOORTEDATUM).is_some() {
        als(leeftijd(zaak, start)? >= 18)?;
    }
    nodig_rooster(zaak)
}

/// A limit of hours, in minutes.
fn minuten(zaak: &Zaak<'_>, sleutel: Sleutel) -> Result<i64, Stop> {
    Ok(zaak.nodige_parameter(sleutel, zaak.rechtsdatum(Anker::Start))?.waarde * 60 / 100)
}

fn uren(minutes: i64) -> Waarde {
    Waarde::Uren(minutes * 100 / 60)
}

fn dienst(zaak: &Zaak<'_>) -> Spraak {
    let cyclus = volwassen_rooster(zaak)?;
    let most = minuten(zaak, grens::TIJD_DIENST)?;
    match cyclus.blokken.iter().find(|blok| blok.werk > most) {
        None => Ok(Oordeel::akkoord()),
        Some(blok) => keur_af!(
            "TIJD-01.te-lang",
            "Op {dag} staat een dienst van {uren} uur. Meer dan 12 uur mag niet. Splits de dienst of vraag een tweede zorgverlener. (artikel 5:7 Arbeidstijdenwet)",
            dag = blok.dag,
            uren = uren(blok.werk)
        ),
    }
}

/// Minutes of the busiest week: by the roster, or as stated.
fn weekuren(zaak: &Zaak<'_>, weeks: i64) -> Result<i64, Stop> {
    alleen_dienst(zaak)?;
    if zaak.beding(&GEBOORTEDATUM).is_some() {
        als(leeftijd(zaak, zaak.rechtsdatum(Anker::Start))? >= 18)?;
    }
    match rooster(zaak) {
        Some(cyclus) => Ok(cyclus.mean_over(weeks)),
        None => Ok(zaak.nodig(&UREN_PER_WEEK)?.hundredths() * 60 / 100),
    }
}

fn te_veel(worked: i64, most: i64) -> Spraak {
    if worked <= most {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "TIJD-02.te-veel",
        "Uw zorgverlener werkt {uren} uur per week. In deze periode mag dat hooguit {grens} uur zijn. Spreek minder uren af. (artikel 5:7 Arbeidstijdenwet)",
        uren = uren(worked),
        grens = uren(most)
    )
}

fn week(zaak: &Zaak<'_>) -> Spraak {
    te_veel(weekuren(zaak, 1)?, minuten(zaak, grens::TIJD_WEEK)?)
}

fn zestien_weken(zaak: &Zaak<'_>) -> Spraak {
    te_veel(weekuren(zaak, 16)?, minuten(zaak, grens::TIJD_GEMIDDELD16)?)
}

fn vier_weken(zaak: &Zaak<'_>) -> Spraak {
    te_veel(weekuren(zaak, 4)?, minuten(zaak, grens::TIJD_GEMIDDELD4)?)
}

fn dagelijkse_rust(zaak: &Zaak<'_>) -> Spraak {
    let cyclus = volwassen_rooster(zaak)?;
    let (usual, once) = (minuten(zaak, grens::TIJD_RUST)?, minuten(zaak, grens::TIJD_RUST_KORT)?);
    if !cyclus.rest_too_short(usual, once) {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "TIJD-05.te-kort",
        "Tussen twee diensten zit te weinig rust. Dat moet {rust} uur zijn; een keer per week mag het {kort} uur zijn. Pas het rooster aan. (artikel 5:3 Arbeidstijdenwet)",
        rust = uren(usual),
        kort = uren(once)
    )
}

fn wekelijkse_rust(zaak: &Zaak<'_>) -> Spraak {
    let cyclus = volwassen_rooster(zaak)?;
    let week = minuten(zaak, grens::TIJD_RUST_WEEK)?;
    let two = minuten(zaak, grens::TIJD_RUST_TWEEWEKEN)?;
    let part = minuten(zaak, grens::TIJD_RUST_DEEL)?;
    if cyclus.rests_within(7, week, week) || cyclus.rests_within(14, two, part) {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "TIJD-06.te-kort",
        "Uw zorgverlener heeft in een week niet {uren} uur achter elkaar vrij. Pas het rooster aan. (artikel 5:5 Arbeidstijdenwet)",
        uren = uren(week)
    )
}

fn pauze(zaak: &Zaak<'_>) -> Spraak {
    let cyclus = volwassen_rooster(zaak)?;
    let day = zaak.rechtsdatum(Anker::Start);
    let (after, long_after) =
        (minuten(zaak, grens::TIJD_PAUZE_NA)?, minuten(zaak, grens::TIJD_PAUZE_LANG_NA)?);
    let short = zaak.nodige_parameter(grens::TIJD_PAUZE, day)?.waarde;
    let long = zaak.nodige_parameter(grens::TIJD_PAUZE_LANG, day)?.waarde;
    let lacks = cyclus.blokken.iter().any(|blok| {
        (blok.werk > after && blok.pauze < short) || (blok.werk > long_after && blok.pauze < long)
    });
    if !lacks {
        return Ok(Oordeel::akkoord());
    }
    if zaak.nodig(&PAUZE_UITGESLOTEN)? {
        return handmatig!(
            "TIJD-07.uitgesloten",
            "In de overeenkomst staat dat er geen pauzes zijn. Een medewerker bekijkt of dat mag."
        );
    }
    let_op!(
        "TIJD-07.geen-pauze",
        "In een lange dienst staat te weinig pauze. Na 5,5 uur hoort er een half uur pauze te zijn. Pas het rooster aan. (artikel 5:4 Arbeidstijdenwet)"
    )
}

fn zondag(zaak: &Zaak<'_>) -> Spraak {
    let cyclus = volwassen_rooster(zaak)?;
    let worked = cyclus.sundays(52);
    if worked == 0 {
        return Ok(Oordeel::akkoord());
    }
    let day = zaak.rechtsdatum(Anker::Start);
    let free = zaak.nodige_parameter(grens::TIJD_ZONDAGEN, day)?.waarde;
    if zaak.nodig(&ZONDAG_INSTEMMING)? && 52 - worked >= free {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "TIJD-10.zondag",
        "Uw zorgverlener werkt op zondag. Daarvoor is instemming nodig, en {vrij} zondagen per jaar zijn vrij. Leg dit vast. (artikel 5:6 Arbeidstijdenwet)",
        vrij = free
    )
}

fn veertig_uur(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht, Familie])?;
    als(onder(zaak, Wet::Wlz))?;
    let wlz = zaak.nodig(&WLZ_UREN)?;
    let all = zaak.nodig(&UREN_PER_WEEK)?;
    if zaak.nodig(&ONTHEFFING)? {
        return akkoord!("TIJD-11.ontheven", "Uw zorgkantoor vindt meer dan 40 uur per week goed.");
    }
    let day = zaak.rechtsdatum(Anker::Start);
    let norm = zaak.nodige_parameter(grens::TIJD_VEERTIG, day)?.waarde;
    let close = zaak.nodige_parameter(grens::TIJD_VEERTIG_BIJNA, day)?.waarde;
    boven_norm(zaak, (wlz, all), (norm, close))
}

fn boven_norm(zaak: &Zaak<'_>, (wlz, all): (Aantal, Aantal), (norm, close): (i64, i64)) -> Spraak {
    if wlz.hundredths() > norm {
        return keur_af!(
            "TIJD-11.te-veel",
            "Uw zorgverlener werkt {uren} uur per week voor u. Bij deze overeenkomst is 40 uur het maximum. Verlaag de uren of vraag uw zorgkantoor om een uitzondering.",
            uren = wlz
        );
    }
    if all.hundredths() > norm {
        return handmatig!(
            "TIJD-11.andere-wet",
            "De zorgverlener werkt in totaal {uren} uur per week voor u, ook voor een andere wet. Een medewerker bekijkt of dit mag.",
            uren = all
        );
    }
    if zaak.nodig(&ALLEEN_GEMIDDELDE)? && wlz.hundredths() >= close {
        return let_op!(
            "TIJD-11.bijna",
            "Gemiddeld blijft u onder 40 uur per week. Let op dat ook een drukke week niet boven 40 uur komt."
        );
    }
    Ok(Oordeel::akkoord())
}
