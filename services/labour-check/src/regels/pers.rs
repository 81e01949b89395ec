//! PERS: persons.

use contracts::labour::Grond;
use jiff::civil::date;

use crate::engine::{Oordeel, Regel, Spraak, Tekst, Zaak};
use crate::gegevens::formulier;

pub(super) const REGELS: &[Regel] =
    &[Regel::new("PERS-07", 1, "Budgethouder is zorgverlener", zelfde_persoon)
        .zin("De budgethouder en de zorgverlener zijn niet dezelfde persoon.")
        .artikelen(&["BW 6:217"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .blijft_in_bestaand()
        .voorbeelden("verschillende personen", "dezelfde persoon")];

const ZELFDE: Tekst = Tekst::new(
    "PERS-07.zelfde",
    1,
    "U staat zelf als zorgverlener in de overeenkomst. U kunt uzelf niet uit uw budget betalen.",
    &[],
);

/// labour:PERS-07. Nobody can agree with himself.
fn zelfde_persoon(zaak: &Zaak<'_>) -> Spraak {
    if zaak.nodig(&formulier::ZELFDE_PERSOON)? {
        return Ok(Oordeel::afgekeurd(&ZELFDE, []));
    }
    Ok(Oordeel::akkoord())
}
