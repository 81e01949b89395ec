//! VAK: holiday money and leave.

use contracts::labour::{Grond, Vakantietoeslag};
use jiff::civil::date;

use super::begrippen;
use crate::engine::{Oordeel, Regel, Spraak, Stop, Tekst, Waarde, Zaak};
use crate::gegevens::formulier;

pub(super) const REGELS: &[Regel] = &[
    Regel::new("VAK-01", 1, "Vakantietoeslag van acht procent", vakantietoeslag)
        .zin("Wie onder het minimumloon valt, heeft recht op acht procent vakantietoeslag.")
        .artikelen(&["WML art. 15", "WML art. 16"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2018, 1, 1))
        .voorbeelden("8% bij elke betaling", "geen vakantiegeld"),
    Regel::new("VAK-03", 1, "Vakantie-uren", vakantie_uren)
        .zin("Een werknemer heeft per jaar ten minste vier keer de uren per week aan vakantie.")
        .artikelen(&["BW 7:634"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1966, 1, 1))
        .voorbeelden("6 uur per week, 24 uur vakantie", "6 uur per week, 20 uur vakantie"),
];

const GEEN_TOESLAG: Tekst = Tekst::new(
    "VAK-01.geen",
    1,
    "U heeft geen vakantiegeld afgesproken. Uw zorgverlener heeft recht op 8 procent. Kies hoe u \
     het vakantiegeld betaalt. (WML artikel 15)",
    &[],
);
const WETTELIJK: Tekst = Tekst::new(
    "VAK-03.wettelijk",
    1,
    "De wettelijke vakantie-uren gelden: 4 keer de uren per week.",
    &[],
);
const TE_WEINIG: Tekst = Tekst::new(
    "VAK-03.te-weinig",
    1,
    "U heeft {uren} vakantie-uren per jaar afgesproken. Het minimum is {minimum}. (BW artikel \
     7:634)",
    &["uren", "minimum"],
);

/// labour:VAK-01. Who falls under the minimum wage has a right to vakantietoeslag.
fn vakantietoeslag(zaak: &Zaak<'_>) -> Spraak {
    let agreed = zaak.nodig(&formulier::VAKANTIETOESLAG)?;
    match begrippen::wmlplicht(zaak) {
        Ok(false) => Err(Stop::NietVanToepassing),
        _ if agreed != Vakantietoeslag::Geen => Ok(Oordeel::akkoord()),
        Ok(true) => Ok(Oordeel::afgekeurd(&GEEN_TOESLAG, [])),
        Err(stop) => Err(stop),
    }
}

/// labour:VAK-03. An employee has leave of four times the weekly hours a year.
fn vakantie_uren(zaak: &Zaak<'_>) -> Spraak {
    begrippen::alleen_arbeidsovereenkomst(zaak)?;
    let Some(agreed) = zaak.beding(&formulier::VAKANTIE_UREN_PER_JAAR) else {
        return Ok(Oordeel::akkoord_met(&WETTELIJK, []));
    };
    let needed = zaak.nodig(&formulier::UREN_PER_WEEK)?.hundredths().saturating_mul(4);
    if agreed.hundredths() >= needed {
        return Ok(Oordeel::akkoord());
    }
    let shown = [Waarde::Uren(agreed.hundredths()), Waarde::Uren(needed)];
    Ok(Oordeel::afgekeurd(&TE_WEINIG, shown))
}
