//! FORM: form and payment.

use contracts::labour::Grond;
use jiff::civil::{Date, date};
use kernel::Wet;

use super::begrippen;
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Tekst, Waarde, Zaak};
use crate::gegevens::formulier;

/// New agreements need the third-party clause from this day (Stcrt. 2017, 11464).
const CLAUSE_IN_NEW: Date = date(2017, 4, 1);
/// From this day old agreements without it lose their approval.
const CLAUSE_IN_ALL: Date = date(2022, 4, 1);

pub(super) const REGELS: &[Regel] = &[
    Regel::new("FORM-02", 1, "Handtekeningen", handtekeningen)
        .zin("De overeenkomst is door beide partijen ondertekend, voor de eerste werkdag.")
        .artikelen(&["Blz 3.6.4"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("beide handtekeningen", "de zorgverlener tekende niet"),
    Regel::new("FORM-04", 1, "Derdenbeding", derdenbeding)
        .zin("De overeenkomst onder Wlz, Wmo of Jeugdwet bevat het derdenbeding.")
        .artikelen(&["Stcrt. 2017, 11464", "Rlz 5.16 lid 2"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .blijft_in_bestaand()
        .voorbeelden("beding aanwezig", "nieuwe Wlz-overeenkomst zonder beding"),
];

const NIET_GETEKEND: Tekst = Tekst::new(
    "FORM-02.niet-getekend",
    1,
    "De handtekening {wie} is er nog niet. Laat de overeenkomst ondertekenen.",
    &["wie"],
);
const LAAT_GETEKEND: Tekst = Tekst::new(
    "FORM-02.laat-getekend",
    1,
    "De overeenkomst is pas ondertekend nadat het werk begon. Teken een volgende keer voor de \
     eerste werkdag.",
    &[],
);
const TIJDELIJK_GEDOOGD: Tekst = Tekst::new(
    "FORM-04.gedoogd",
    1,
    "Uw oude overeenkomst heeft nog geen derdenbeding. Maak voor 1 april 2022 een nieuwe \
     overeenkomst.",
    &[],
);
const GEEN_BEDING: Tekst = Tekst::new(
    "FORM-04.geen-beding",
    1,
    "Het derdenbeding staat niet in de overeenkomst. Met dat beding kan de verstrekker ten onrechte \
     betaald geld terugvragen van de zorgverlener. Gebruik het nieuwe formulier.",
    &[],
);

/// labour:FORM-02. Both sign, and before the work begins.
fn handtekeningen(zaak: &Zaak<'_>) -> Spraak {
    let budgethouder = zaak.beding(&formulier::GETEKEND_BUDGETHOUDER);
    let zorgverlener = zaak.beding(&formulier::GETEKEND_ZORGVERLENER);
    let who = match (budgethouder, zorgverlener) {
        (Some(one), Some(other)) => {
            let late = one.max(other) > begrippen::looptijd(zaak)?.van();
            return Ok(if late {
                Oordeel::waarschuwing(&LAAT_GETEKEND, [])
            } else {
                Oordeel::akkoord()
            });
        }
        (None, Some(_)) => "van u of uw vertegenwoordiger",
        (Some(_), None) => "van de zorgverlener",
        (None, None) => "van u en van de zorgverlener",
    };
    Ok(Oordeel::afgekeurd(&NIET_GETEKEND, [Waarde::Woord(who)]))
}

/// labour:FORM-04. The clause that gives the verstrekker a claim on the zorgverlener.
fn derdenbeding(zaak: &Zaak<'_>) -> Spraak {
    if zaak.lijst(&formulier::WETTEN).iter().all(|wet| *wet == Wet::Zvw) {
        return Err(Stop::NietVanToepassing);
    }
    if zaak.nodig(&formulier::DERDENBEDING)? {
        return Ok(Oordeel::akkoord());
    }
    let old = zaak.nodig(&formulier::AFGESLOTEN_OP)? < CLAUSE_IN_NEW;
    if old && zaak.kennisdatum() < CLAUSE_IN_ALL {
        return Ok(Oordeel::waarschuwing(&TIJDELIJK_GEDOOGD, []));
    }
    Ok(Oordeel::afgekeurd(&GEEN_BEDING, []))
}
