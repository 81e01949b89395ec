//! PROEF: trial period, of employment only.

use contracts::labour::{EindeOp, Grond};
use jiff::civil::date;
use kernel::Periode;

use super::begrippen;
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Tekst, Waarde, Zaak};
use crate::gegevens::formulier;
use crate::kalender;

pub(super) const REGELS: &[Regel] = &[
    Regel::new("PROEF-02", 1, "Geen proeftijd tot en met zes maanden", korte_overeenkomst)
        .zin("Een arbeidsovereenkomst van zes maanden of korter heeft geen proeftijd.")
        .artikelen(&["BW 7:652 lid 4", "BW 7:652 lid 8"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("zes maanden en een dag", "precies zes maanden"),
    Regel::new("PROEF-03", 1, "Proeftijd van hooguit een maand", een_maand)
        .zin(
            "Een proeftijd duurt hooguit een maand bij een looptijd van meer dan zes maanden en \
             minder dan twee jaar, en waar het einde geen kalenderdag is.",
        )
        .artikelen(&["BW 7:652 lid 5"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("een jaar, een maand", "een jaar, twee maanden"),
    Regel::new("PROEF-04", 1, "Proeftijd van hooguit twee maanden", twee_maanden)
        .zin("Een proeftijd duurt hooguit twee maanden bij twee jaar of langer, of zonder einde.")
        .artikelen(&["BW 7:652 lid 3", "BW 7:652 lid 5"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("zonder einde, twee maanden", "drie maanden"),
];

const GEEN_PROEFTIJD: Tekst = Tekst::new(
    "PROEF-02.geen-proeftijd",
    1,
    "Deze overeenkomst duurt niet langer dan 6 maanden. Dan mag er geen proeftijd zijn. Haal de \
     proeftijd weg; de rest kan zo blijven. (BW artikel 7:652)",
    &[],
);
const TE_LANG: Tekst = Tekst::new(
    "PROEF.te-lang",
    1,
    "De proeftijd is {maanden} maanden. Bij deze looptijd mag het niet langer dan {grens} zijn. \
     Pas de proeftijd aan. (BW artikel 7:652)",
    &["maanden", "grens"],
);

/// The trial period in months; without one, or in another kind of agreement, nothing to say.
fn proeftijd(zaak: &Zaak<'_>) -> Result<u8, Stop> {
    begrippen::alleen_arbeidsovereenkomst(zaak)?;
    let agreed = zaak.beding(&formulier::PROEFTIJD).filter(|months| *months > 0);
    agreed.ok_or(Stop::NietVanToepassing)
}

/// The term, and whether a day of the calendar ends it.
fn term(zaak: &Zaak<'_>) -> Result<(Periode, bool), Stop> {
    let calendar = zaak.nodig(&formulier::EINDE_OP)? == EindeOp::Kalenderdatum;
    Ok((begrippen::looptijd(zaak)?, calendar))
}

fn at_most(months: u8, allowed: u8, words: &'static str) -> Oordeel {
    if months <= allowed {
        return Oordeel::akkoord();
    }
    let shown = [Waarde::Getal(i64::from(months)), Waarde::Woord(words)];
    Oordeel::afgekeurd(&TE_LANG, shown)
}

/// labour:PROEF-02. No trial period in a term of six months or shorter.
fn korte_overeenkomst(zaak: &Zaak<'_>) -> Spraak {
    proeftijd(zaak)?;
    let (term, calendar) = term(zaak)?;
    if calendar && kalender::lasts_at_most(term, 6) {
        return Ok(Oordeel::afgekeurd(&GEEN_PROEFTIJD, []));
    }
    Err(Stop::NietVanToepassing)
}

/// labour:PROEF-03 and, for an end that is no calendar day, PROEF-05: one month at most.
fn een_maand(zaak: &Zaak<'_>) -> Spraak {
    let months = proeftijd(zaak)?;
    let (term, calendar) = term(zaak)?;
    let middle = term.tot().is_some()
        && !kalender::lasts_at_most(term, 6)
        && !kalender::lasts_at_least(term, 24);
    if middle || !calendar {
        return Ok(at_most(months, 1, "1 maand"));
    }
    Err(Stop::NietVanToepassing)
}

/// labour:PROEF-04. Two months at most in a term of two years or longer, or without end.
fn twee_maanden(zaak: &Zaak<'_>) -> Spraak {
    let months = proeftijd(zaak)?;
    let (term, calendar) = term(zaak)?;
    if calendar && kalender::lasts_at_least(term, 24) {
        return Ok(at_most(months, 2, "2 maanden"));
    }
    Err(Stop::NietVanToepassing)
}
