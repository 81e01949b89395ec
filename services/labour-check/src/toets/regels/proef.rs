//! PROEF: trial period, of employment only.

use contracts::labour::EindeOp;
use kernel::SoortOvereenkomst;

use crate::kalender;
use crate::toets::oordeel::{Oordeel, Zaak};

/// The trial period in months, when there is one and the agreement is an employment.
fn proeftijd(zaak: &Zaak<'_>) -> Option<u8> {
    (zaak.soort() == SoortOvereenkomst::Arbeidsovereenkomst)
        .then_some(zaak.feiten.bedingen.proeftijd_maanden)
        .flatten()
        .filter(|months| *months > 0)
}

fn ends_on_a_calendar_day(zaak: &Zaak<'_>) -> bool {
    let looptijd = &zaak.feiten.looptijd;
    looptijd.einde_op == EindeOp::Kalenderdatum && looptijd.periode.tot().is_some()
}

fn at_most(months: u8, allowed: u8) -> Oordeel {
    if months <= allowed {
        return Oordeel::akkoord("De proeftijd is niet te lang.");
    }
    Oordeel::Afgekeurd(format!(
        "De proeftijd is {months} maanden. Bij deze looptijd mag het niet langer dan {allowed} \
         {} zijn. Pas de proeftijd aan. (BW artikel 7:652)",
        if allowed == 1 { "maand" } else { "maanden" }
    ))
}

/// labour:PROEF-02. No trial period in a term of six months or shorter.
pub(super) fn korte_overeenkomst(zaak: &Zaak<'_>) -> Oordeel {
    let short =
        ends_on_a_calendar_day(zaak) && kalender::lasts_at_most(zaak.feiten.looptijd.periode, 6);
    match proeftijd(zaak) {
        Some(_) if short => Oordeel::Afgekeurd(
            "Deze overeenkomst duurt niet langer dan 6 maanden. Dan mag er geen proeftijd zijn. \
             Haal de proeftijd weg; de rest kan zo blijven. (BW artikel 7:652)"
                .to_owned(),
        ),
        _ => Oordeel::NietVanToepassing,
    }
}

/// labour:PROEF-03 and, for an end that is no calendar day, PROEF-05: one month at most.
pub(super) fn een_maand(zaak: &Zaak<'_>) -> Oordeel {
    let term = zaak.feiten.looptijd.periode;
    let middle = ends_on_a_calendar_day(zaak)
        && !kalender::lasts_at_most(term, 6)
        && !kalender::lasts_at_least(term, 24);
    let open_event = zaak.feiten.looptijd.einde_op != EindeOp::Kalenderdatum;
    match proeftijd(zaak) {
        Some(months) if middle || open_event => at_most(months, 1),
        _ => Oordeel::NietVanToepassing,
    }
}

/// labour:PROEF-04. Two months at most in a term of two years or longer, or without end.
pub(super) fn twee_maanden(zaak: &Zaak<'_>) -> Oordeel {
    let looptijd = &zaak.feiten.looptijd;
    let long = looptijd.einde_op == EindeOp::Kalenderdatum
        && kalender::lasts_at_least(looptijd.periode, 24);
    match proeftijd(zaak) {
        Some(months) if long => at_most(months, 2),
        _ => Oordeel::NietVanToepassing,
    }
}
