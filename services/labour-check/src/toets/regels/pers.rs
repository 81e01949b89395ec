//! PERS: persons.

use crate::toets::oordeel::{Oordeel, Zaak};

/// labour:PERS-07. Nobody can agree with himself.
pub(super) fn zelfde_persoon(zaak: &Zaak<'_>) -> Oordeel {
    let partijen = &zaak.feiten.partijen;
    if partijen.budgethouder_ref == partijen.zorgverlener_ref {
        return Oordeel::Afgekeurd(
            "U staat zelf als zorgverlener in de overeenkomst. U kunt uzelf niet uit uw budget \
             betalen."
                .to_owned(),
        );
    }
    Oordeel::akkoord("Budgethouder en zorgverlener zijn verschillende personen.")
}
