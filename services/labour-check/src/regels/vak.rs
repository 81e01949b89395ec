//! VAK: holiday money and leave.

use contracts::labour::aanvullend::Toeslagmoment;
use contracts::labour::{Grond, VakantieUren, Vakantietoeslag};
use jiff::civil::date;
use kernel::Aantal;
use kernel::SoortOvereenkomst::{Familie, Opdracht};

use super::gemeen::{alleen, alleen_dienst, als, minimumloon_bij, uurloon, wmlplicht};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::{
    AFGEKOCHT, TOESLAG_AFSTAND_SCHRIFTELIJK, TOESLAG_PROCENT, TOESLAGMOMENT, VERVAL_MAANDEN,
};
use crate::gegevens::vast::{
    UREN_PER_WEEK, VAKANTIE_UREN, VAKANTIE_UREN_PER_JAAR, VAKANTIETOESLAG,
};
use crate::parameters::minimumloon::MINIMUMLOON_21;
use crate::parameters::termijnen::{self, TOESLAG_GRENS, VAKANTIE_FACTOR, VAKANTIE_VERVAL};

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("VAK-01", 1, "Vakantietoeslag van acht procent", vakantietoeslag)
        .zin("Wie recht heeft op het minimumloon, heeft recht op ten minste acht procent vakantietoeslag.")
        .artikelen(&["WML art. 15", "WML art. 16"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2018, 1, 1))
        .parameters(&[termijnen::TOESLAG_PROCENT, TOESLAG_GRENS])
        .voorbeelden("8% bij elke betaling", "geen vakantiegeld"),
    Regel::new("VAK-02", 1, "Toeslag boven driemaal minimumloon", boven_driemaal)
        .zin("Minder dan acht procent vakantietoeslag kan alleen schriftelijk en bij een loon boven driemaal het minimumloon.")
        .artikelen(&["WML art. 15", "WML art. 16 lid 2 en 5"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2024, 1, 1))
        .parameters(&[TOESLAG_GRENS, MINIMUMLOON_21])
        .voorbeelden("50 euro per uur, schriftelijk", "20 euro per uur, schriftelijk"),
    Regel::new("VAK-03", 1, "Vakantie-uren", vakantie_uren)
        .zin("Een werknemer heeft per jaar recht op ten minste viermaal de uren per week als vakantie.")
        .artikelen(&["BW 7:634"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1966, 1, 1))
        .parameters(&[VAKANTIE_FACTOR])
        .voorbeelden("6 uur per week, 24 uur vakantie", "6 uur per week, 20 uur vakantie"),
    Regel::new("VAK-04", 1, "Afstand van vakantie", afstand)
        .zin("Van de wettelijke vakantie wordt tijdens de overeenkomst geen afstand gedaan tegen geld.")
        .artikelen(&["BW 7:640"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2012, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("wettelijke vakantie wordt opgenomen", "vakantie-uren worden uitbetaald"),
    Regel::new("VAK-05", 1, "Vervaltermijn", verval)
        .zin("Wettelijke vakantie vervalt niet eerder dan zes maanden na het jaar waarin zij is opgebouwd.")
        .artikelen(&["BW 7:640a"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2012, 1, 1))
        .anker(Anker::Afsluiting)
        .parameters(&[VAKANTIE_VERVAL])
        .voorbeelden("vervalt op 1 juli", "vervalt op 31 december"),
    Regel::new("VAK-06", 1, "Uitbetaalmoment toeslag", moment)
        .zin("Vakantietoeslag wordt ten minste eenmaal per kalenderjaar betaald, uiterlijk in juni tenzij schriftelijk een andere dag is genoemd.")
        .artikelen(&["WML art. 17"])
        .grond(Grond::StrijdMetRecht)
        .anker(Anker::Afsluiting)
        .voorbeelden("bij elke betaling", "eens in de twee jaar"),
    Regel::new("VAK-07", 1, "Vakantie-uren bij opdracht of familie", bij_opdracht)
        .zin("Bij opdracht of familie geeft de wet geen recht op vakantie-uren.")
        .artikelen(&["BW 7:634", "SVB, minimumloon en vakantiegeld"])
        .geldig_van(date(2018, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("geen vakantie-uren", "vakantie-uren doorbetaald"),
];

fn vakantietoeslag(zaak: &Zaak<'_>) -> Spraak {
    let kind = zaak.nodig(&VAKANTIETOESLAG)?;
    let waived = zaak.nodig(&TOESLAG_AFSTAND_SCHRIFTELIJK)?;
    let agreed = zaak.beding(&TOESLAG_PROCENT).map(i64::from);
    let needed =
        zaak.nodige_parameter(termijnen::TOESLAG_PROCENT, zaak.rechtsdatum(Anker::Start))?.waarde;
    let less = kind == Vakantietoeslag::Geen || agreed.is_some_and(|agreed| agreed < needed);
    if !less {
        als(wmlplicht(zaak).unwrap_or(true))?;
        return Ok(Oordeel::akkoord());
    }
    als(wmlplicht(zaak)? && !waived)?;
    keur_af!(
        "VAK-01.te-weinig",
        "Er is geen of te weinig vakantiegeld afgesproken. Uw zorgverlener heeft recht op minstens 8%. Kies hoe u het vakantiegeld betaalt. (artikel 15 WML)"
    )
}

fn boven_driemaal(zaak: &Zaak<'_>) -> Spraak {
    als(zaak.nodig(&TOESLAG_AFSTAND_SCHRIFTELIJK)? && wmlplicht(zaak)?)?;
    let day = zaak.rechtsdatum(Anker::Start).max(zaak.kennisdatum());
    let age = super::gemeen::leeftijd(zaak, day)?;
    let Some(sleutel) = minimumloon_bij(age) else { return Err(Stop::NietVanToepassing) };
    let base = zaak.nodige_parameter(sleutel, day)?.waarde;
    let times = zaak.nodige_parameter(TOESLAG_GRENS, day)?.waarde;
    if uurloon(zaak)? > base * times * 1000 {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "VAK-02.te-laag-loon",
        "U spreekt minder dan 8% vakantiegeld af. Dat mag alleen als het loon hoger is dan {grens} per uur. Spreek 8% af. (artikel 16 WML)",
        grens = Waarde::Cent(base * times)
    )
}

fn vakantie_uren(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(agreed) = zaak.beding(&VAKANTIE_UREN_PER_JAAR) else {
        return akkoord!(
            "VAK-03.wettelijk",
            "De wettelijke vakantie-uren gelden: 4 keer de uren per week."
        );
    };
    let weekly = zaak.nodig(&UREN_PER_WEEK)?.hundredths();
    let day = zaak.rechtsdatum(Anker::Start);
    let needed = weekly.saturating_mul(zaak.nodige_parameter(VAKANTIE_FACTOR, day)?.waarde);
    if agreed.hundredths() >= needed {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "VAK-03.te-weinig",
        "U geeft {uren} vakantie-uren per jaar. Bij {week} uur per week is het minimum {minimum}. (artikel 7:634 BW)",
        uren = agreed,
        week = Waarde::Uren(weekly),
        minimum = Waarde::Uren(needed)
    )
}

fn afstand(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let waived = zaak.nodig(&AFGEKOCHT)?
        || (zaak.nodig(&VAKANTIE_UREN)? == VakantieUren::Geen
            && zaak.beding(&VAKANTIE_UREN_PER_JAAR).is_none_or(|uren| uren == Aantal::ZERO));
    if !waived {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "VAK-04.afstand",
        "Uw zorgverlener krijgt geen vakantie of laat die uitbetalen. De wettelijke vakantie moet de zorgverlener kunnen opnemen. Pas deze afspraak aan. (artikel 7:640 BW)"
    )
}

fn verval(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(agreed) = zaak.beding(&VERVAL_MAANDEN) else { return Ok(Oordeel::akkoord()) };
    let day = zaak.rechtsdatum(Anker::Afsluiting);
    if i64::from(agreed) >= zaak.nodige_parameter(VAKANTIE_VERVAL, day)?.waarde {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "VAK-05.te-kort",
        "Vakantie vervalt bij u {maanden} maanden na het jaar. Het minimum is 6 maanden. Pas deze afspraak aan. (artikel 7:640a BW)",
        maanden = agreed
    )
}

fn moment(zaak: &Zaak<'_>) -> Spraak {
    als(wmlplicht(zaak)?)?;
    match zaak.beding(&TOESLAGMOMENT) {
        None
        | Some(
            Toeslagmoment::ElkeBetaling
            | Toeslagmoment::JuniOfEerder
            | Toeslagmoment::LaterVastgelegd,
        ) => Ok(Oordeel::akkoord()),
        Some(Toeslagmoment::LaterOngenoemd | Toeslagmoment::MinderDanJaarlijks) => keur_af!(
            "VAK-06.te-laat",
            "Het vakantiegeld wordt te laat betaald. Betaal het elk jaar, uiterlijk in juni, of leg een andere dag vast. (artikel 17 WML)"
        ),
    }
}

fn bij_opdracht(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht, Familie])?;
    if zaak.nodig(&VAKANTIE_UREN)? != VakantieUren::Doorbetaald {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "VAK-07.doorbetaald",
        "U betaalt vakantie-uren door. Bij deze overeenkomst hoeft dat niet volgens de wet."
    )
}
