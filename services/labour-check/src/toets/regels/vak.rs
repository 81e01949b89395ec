//! VAK: holiday money and leave.

use contracts::labour::Vakantietoeslag;
use kernel::{Aantal, SoortOvereenkomst};

use crate::toets::oordeel::{Oordeel, Wmlplicht, Zaak};

/// labour:VAK-01. Who falls under the minimum wage has a right to vakantietoeslag.
pub(super) fn vakantietoeslag(zaak: &Zaak<'_>) -> Oordeel {
    match (zaak.wmlplicht(), zaak.feiten.beloning.vakantietoeslag) {
        (Wmlplicht::Nee, _) => Oordeel::NietVanToepassing,
        (_, Vakantietoeslag::Inbegrepen | Vakantietoeslag::BijElkeBetaling | Vakantietoeslag::Jaarlijks) => {
            Oordeel::akkoord("Er is vakantiegeld afgesproken.")
        }
        (Wmlplicht::Onbekend, Vakantietoeslag::Geen) => {
            Oordeel::missing("of de zorgverlener ondernemer is")
        }
        (Wmlplicht::Ja, Vakantietoeslag::Geen) => Oordeel::Afgekeurd(
            "U heeft geen vakantiegeld afgesproken. Uw zorgverlener heeft recht op 8 procent. Kies \
             hoe u het vakantiegeld betaalt. (WML artikel 15)"
                .to_owned(),
        ),
    }
}

/// labour:VAK-03. An employee has leave of four times the weekly hours a year.
pub(super) fn vakantie_uren(zaak: &Zaak<'_>) -> Oordeel {
    if zaak.soort() != SoortOvereenkomst::Arbeidsovereenkomst {
        return Oordeel::NietVanToepassing;
    }
    let Some(agreed) = zaak.feiten.beloning.vakantie_uren_per_jaar else {
        return Oordeel::akkoord("De wettelijke vakantie-uren gelden: 4 keer de uren per week.");
    };
    let Some(weekly) = zaak.feiten.uren.per_week else {
        return Oordeel::missing("het aantal uren per week");
    };
    let needed = weekly.hundredths().saturating_mul(4);
    if agreed.hundredths() >= needed {
        return Oordeel::akkoord("Er zijn genoeg vakantie-uren afgesproken.");
    }
    Oordeel::Afgekeurd(format!(
        "U heeft {} vakantie-uren per jaar afgesproken. Het minimum is {}. (BW artikel 7:634)",
        hours(agreed),
        hours(Aantal::from_hundredths(needed).unwrap_or(Aantal::MAX)),
    ))
}

/// Hundredths as people read them: `12,5`.
pub(super) fn hours(aantal: Aantal) -> String {
    let (whole, part) = (aantal.hundredths() / 100, aantal.hundredths() % 100);
    match part {
        0 => whole.to_string(),
        _ if part % 10 == 0 => format!("{whole},{}", part / 10),
        _ => format!("{whole},{part:02}"),
    }
}
