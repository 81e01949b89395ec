//! FORM: form and payment.

use jiff::civil::{Date, date};
use kernel::Wet;

use crate::toets::oordeel::{Oordeel, Zaak};

/// New agreements need the third-party clause from this day (Stcrt. 2017, 11464).
const CLAUSE_IN_NEW: Date = date(2017, 4, 1);
/// From this day old agreements without it lose their approval.
const CLAUSE_IN_ALL: Date = date(2022, 4, 1);

/// labour:FORM-02. Both sign, and before the work begins.
pub(super) fn handtekeningen(zaak: &Zaak<'_>) -> Oordeel {
    let signed = &zaak.feiten.ondertekening;
    let who = match (signed.budgethouder_op, signed.zorgverlener_op) {
        (Some(budgethouder), Some(zorgverlener)) => {
            let late = budgethouder.max(zorgverlener) > zaak.feiten.looptijd.periode.van();
            return if late {
                Oordeel::waarschuwing(
                    "De overeenkomst is pas ondertekend nadat het werk begon. Teken een volgende \
                     keer voor de eerste werkdag.",
                )
            } else {
                Oordeel::akkoord("Beide handtekeningen zijn er.")
            };
        }
        (None, Some(_)) => "van u of uw vertegenwoordiger",
        (Some(_), None) => "van de zorgverlener",
        (None, None) => "van u en van de zorgverlener",
    };
    Oordeel::Afgekeurd(format!(
        "De handtekening {who} is er nog niet. Laat de overeenkomst ondertekenen."
    ))
}

/// labour:FORM-04. The clause that gives the verstrekker a claim on the zorgverlener.
pub(super) fn derdenbeding(zaak: &Zaak<'_>) -> Oordeel {
    let needed = zaak.feiten.wetten.iter().any(|wet| *wet != Wet::Zvw);
    if !needed {
        return Oordeel::NietVanToepassing;
    }
    if zaak.feiten.bedingen.derdenbeding {
        return Oordeel::akkoord("Het derdenbeding staat in de overeenkomst.");
    }
    let old = zaak.feiten.looptijd.afgesloten_op < CLAUSE_IN_NEW;
    if old && zaak.kennisdatum < CLAUSE_IN_ALL {
        return Oordeel::waarschuwing(
            "Uw oude overeenkomst heeft nog geen derdenbeding. Maak voor 1 april 2022 een nieuwe \
             overeenkomst.",
        );
    }
    Oordeel::Afgekeurd(
        "Het derdenbeding staat niet in de overeenkomst. Met dat beding kan de verstrekker ten \
         onrechte betaald geld terugvragen van de zorgverlener. Gebruik het nieuwe formulier."
            .to_owned(),
    )
}
