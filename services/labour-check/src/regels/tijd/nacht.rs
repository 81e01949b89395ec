//! TIJD: nights, the young, other employers, standby.

use contracts::labour::Grond;
use jiff::civil::date;
use kernel::Aantal;

use super::super::gemeen::{alleen_dienst, als, leeftijd, nodig_rooster, rooster};
use super::{minuten, uren, volwassen_rooster};
use crate::berekening::rooster::{Blok, Cyclus};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Zaak};
use crate::gegevens::vast::UREN_PER_WEEK;
use crate::gegevens::werk::{INWONEND, SLAAPDIENST, UREN_ANDERE_WERKGEVERS};
use crate::parameters::arbeidstijd as grens;

const fn regel(
    id: &'static str,
    naam: &'static str,
    beoordeel: crate::engine::Beoordeling,
) -> Regel {
    Regel::new(id, 1, naam, beoordeel).geldig_van(date(2007, 4, 1))
}

/// The part of the family about nights, the young and other employers.
pub(in super::super) const REGELS: &[Regel] = &[
    regel("TIJD-08", "Nachtdienst", nachtdienst)
        .zin("Een nachtdienst duurt ten hoogste tien uur, bij uitzondering twaalf, en na een nachtdienst die na twee uur eindigt is er veertien uur rust.")
        .artikelen(&["ATW art. 5:8"])
        .grond(Grond::StrijdMetRecht)
        .parameters(&[grens::TIJD_NACHT, grens::TIJD_NACHT_LANG, grens::TIJD_NACHT_RUST])
        .voorbeelden("9 uur", "elke nacht 11 uur"),
    regel("TIJD-09", "Reeksen nachtdiensten", reeksen)
        .zin("Na drie of meer nachtdiensten is er zesenveertig uur rust; het aantal nachtdiensten en het gemiddelde aantal uren is begrensd.")
        .artikelen(&["ATW art. 5:8"])
        .grond(Grond::StrijdMetRecht)
        .parameters(&[grens::TIJD_NACHT_REEKS_RUST, grens::TIJD_NACHT_AANTAL16, grens::TIJD_NACHT_AANTAL52, grens::TIJD_NACHT_GEMIDDELD])
        .voorbeelden("2 nachten per week", "4 nachten, daarna 24 uur vrij"),
    regel("TIJD-12", "Jongeren 16 en 17 jaar", jongeren)
        .zin("Een werknemer van 16 of 17 jaar werkt ten hoogste negen uur per dienst en vijfenveertig uur per week, en heeft twaalf uur rust met de nacht daarin.")
        .artikelen(&["ATW art. 5:3", "ATW art. 5:4", "ATW art. 5:7", "ATW art. 4:4"])
        .grond(Grond::StrijdMetRecht)
        .parameters(&[grens::TIJD_JONG_DIENST, grens::TIJD_JONG_WEEK, grens::TIJD_JONG_GEMIDDELD4, grens::TIJD_JONG_RUST])
        .voorbeelden("8 uur overdag", "10 uur, of tot middernacht"),
    regel("TIJD-13", "Meer werkgevers", meer_werkgevers)
        .zin("De uren bij alle werkgevers samen blijven binnen de grenzen van de Arbeidstijdenwet.")
        .artikelen(&["ATW art. 5:15 lid 6"])
        .parameters(&[grens::TIJD_WEEK, grens::TIJD_GEMIDDELD16])
        .open_norm()
        .voorbeelden("20 en 20 uur", "40 en 24 uur"),
    regel("TIJD-14", "Aanwezigheidsdienst", aanwezigheid)
        .zin("De ruimere grenzen voor aanwezigheidsdiensten vragen een collectieve regeling.")
        .artikelen(&["ATB art. 4.8:1", "ATB art. 4.8:2", "ATB art. 5.19"])
        .open_norm()
        .voorbeelden("geen slaapdienst", "twee diensten van 24 uur"),
    regel("TIJD-15", "Inwonend huishoudelijk personeel", inwonend)
        .zin("Voor inwonend huishoudelijk personeel gelden andere rusttijden; een medewerker beoordeelt het rooster.")
        .artikelen(&["ATB art. 5.10"])
        .open_norm()
        .voorbeelden("niet inwonend", "inwonende hulp"),
];

fn te_lange_nacht(nachten: &[&Blok], most: i64, longest: i64, weeks: i64) -> bool {
    let long = nachten.iter().filter(|blok| blok.werk > most).count();
    let in_two_weeks = long.saturating_mul(2) > usize::try_from(weeks).unwrap_or(1) * 5;
    let in_year = long.saturating_mul(52) > usize::try_from(weeks).unwrap_or(1) * 22;
    nachten.iter().any(|blok| blok.werk > longest) || in_two_weeks || in_year
}

fn nachtdienst(zaak: &Zaak<'_>) -> Spraak {
    let cyclus = volwassen_rooster(zaak)?;
    let nachten: Vec<&Blok> = cyclus.blokken.iter().filter(|blok| blok.is_nacht()).collect();
    als(!nachten.is_empty())?;
    let (most, longest) =
        (minuten(zaak, grens::TIJD_NACHT)?, minuten(zaak, grens::TIJD_NACHT_LANG)?);
    if te_lange_nacht(&nachten, most, longest, cyclus.weken) {
        return keur_af!(
            "TIJD-08.te-lang",
            "In het rooster staan nachtdiensten die langer zijn dan {grens} uur. Dat mag maar een paar keer per jaar. Pas het rooster aan. (artikel 5:8 Arbeidstijdenwet)",
            grens = uren(most)
        );
    }
    let (rest, once) =
        (minuten(zaak, grens::TIJD_NACHT_RUST)?, minuten(zaak, grens::TIJD_RUST_KORT)?);
    let after = cyclus.rests().into_iter().filter(|(b, _)| b.is_nacht() && b.ends_after_two());
    let short: Vec<i64> = after.map(|(_, rest)| rest).filter(|r| *r < rest).collect();
    let weeks = usize::try_from(cyclus.weken).unwrap_or(1);
    if short.len() > weeks || short.iter().any(|r| *r < once) {
        return keur_af!(
            "TIJD-08.rust",
            "Na een nachtdienst hoort {rust} uur rust. In het rooster is dat minder. Pas het rooster aan. (artikel 5:8 Arbeidstijdenwet)",
            rust = uren(rest)
        );
    }
    Ok(Oordeel::akkoord())
}

/// Whether three or more nights in a row are followed by less rest than this.
fn reeks_zonder_rust(cyclus: &Cyclus, rest: i64) -> bool {
    let blokken = cyclus.and_more(cyclus.weken);
    let next = blokken.iter().skip(1).map(Some).chain([None]);
    let mut row = 0_u32;
    for (blok, next) in blokken.iter().zip(next) {
        row = if blok.is_nacht() { row.saturating_add(1) } else { 0 };
        let Some(next) = next else { return false };
        let free = next.begin - blok.eind;
        let goes_on = next.is_nacht() && free < 24 * 60;
        if row >= 3 && !goes_on {
            if free < rest {
                return true;
            }
            row = 0;
        }
    }
    false
}

fn reeksen(zaak: &Zaak<'_>) -> Spraak {
    let cyclus = volwassen_rooster(zaak)?;
    let nights: Vec<&Blok> = cyclus.blokken.iter().filter(|blok| blok.is_nacht()).collect();
    als(!nights.is_empty())?;
    let day = zaak.rechtsdatum(Anker::Start);
    let count = |of: usize, weeks: i64| {
        i64::try_from(of).unwrap_or(i64::MAX).saturating_mul(weeks) / cyclus.weken
    };
    let late = nights.iter().filter(|blok| blok.ends_after_two()).count();
    let most16 = zaak.nodige_parameter(grens::TIJD_NACHT_AANTAL16, day)?.waarde;
    let most52 = zaak.nodige_parameter(grens::TIJD_NACHT_AANTAL52, day)?.waarde;
    let mean = minuten(zaak, grens::TIJD_NACHT_GEMIDDELD)?;
    let rest = minuten(zaak, grens::TIJD_NACHT_REEKS_RUST)?;
    let many = count(late, 16) > most16 && count(late, 52) > most52;
    let heavy = count(nights.len(), 16) >= 16 && cyclus.mean() > mean;
    if !many && !heavy && !reeks_zonder_rust(&cyclus, rest) {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "TIJD-09.reeks",
        "Er staan te veel nachtdiensten in het rooster, of er is te weinig rust na een reeks. Na drie nachten hoort {rust} uur rust. Pas het rooster aan. (artikel 5:8 Arbeidstijdenwet)",
        rust = uren(rest)
    )
}

/// An employee of sixteen or seventeen.
fn van_zestien(zaak: &Zaak<'_>) -> Result<(), Stop> {
    alleen_dienst(zaak)?;
    als((16..18).contains(&leeftijd(zaak, zaak.rechtsdatum(Anker::Start))?))
}

fn jongeren(zaak: &Zaak<'_>) -> Spraak {
    van_zestien(zaak)?;
    let cyclus = nodig_rooster(zaak)?;
    let dienst = minuten(zaak, grens::TIJD_JONG_DIENST)?;
    let week = minuten(zaak, grens::TIJD_JONG_WEEK)?;
    let mean = minuten(zaak, grens::TIJD_JONG_GEMIDDELD4)?;
    let rest = minuten(zaak, grens::TIJD_JONG_RUST)?;
    let long = cyclus.blokken.iter().any(|blok| blok.werk > dienst);
    let at_night = |blok: &Blok| blok.within(0, 6 * 60) + blok.within(23 * 60, 24 * 60) > 0;
    let no_break = |blok: &Blok| blok.werk > 4 * 60 + 30 && blok.pauze < 30;
    let wrong = long
        || cyclus.mean_over(1) > week
        || cyclus.mean_over(4) > mean
        || cyclus.blokken.iter().any(|blok| at_night(blok) || no_break(blok))
        || cyclus.rests().iter().any(|(_, own)| *own < rest);
    if !wrong {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "TIJD-12.jong",
        "Uw zorgverlener is 16 of 17 jaar. Het rooster is te zwaar: hooguit {dienst} uur per dag en {week} uur per week, niet na 23.00 uur, en met genoeg rust en pauze. Pas het rooster aan.",
        dienst = uren(dienst),
        week = uren(week)
    )
}

fn meer_werkgevers(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let other = zaak.nodig(&UREN_ANDERE_WERKGEVERS)?.hundredths() * 60 / 100;
    let (own_most, own_mean) = if let Some(cyclus) = rooster(zaak) {
        (cyclus.mean_over(1), cyclus.mean())
    } else {
        let stated = zaak.nodig(&UREN_PER_WEEK).map(Aantal::hundredths)? * 60 / 100;
        (stated, stated)
    };
    let most = minuten(zaak, grens::TIJD_WEEK)?;
    let mean = minuten(zaak, grens::TIJD_GEMIDDELD16)?;
    if own_most + other <= most && own_mean + other <= mean {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "TIJD-13.samen",
        "Uw zorgverlener werkt bij alle werkgevers samen {uren} uur per week. Een medewerker bekijkt of dit mag.",
        uren = uren(own_mean + other)
    )
}

fn aanwezigheid(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if !zaak.nodig(&SLAAPDIENST)? {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "TIJD-14.slaapdienst",
        "Er zijn slaapdiensten afgesproken. Een medewerker bekijkt of de werktijden dan mogen."
    )
}

fn inwonend(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if !zaak.nodig(&INWONEND)? {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "TIJD-15.inwonend",
        "Uw zorgverlener woont bij u in. Dan gelden andere regels voor rust. Een medewerker bekijkt het rooster."
    )
}
