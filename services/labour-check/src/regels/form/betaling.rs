//! FORM: what touches the payment.

use contracts::labour::Grond;
use contracts::labour::aanvullend::{Naastelkaar, Patroon, Rekening};
use jiff::civil::date;
use kernel::SoortOvereenkomst::{Arbeidsovereenkomst, Familie};
use kernel::{Eenheid, Wet};

use super::super::gemeen::{Regime, als, onder, regime};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Zaak};
use crate::gegevens::omgeving::{
    MAANDLOON_TOEGESTAAN, NAAST_ELKAAR, OPGAAF_LOONHEFFINGEN, OPT_IN_LOONHEFFING, REKENING,
    REKENING_GEDEELD_MET, REKENING_GELDIG,
};
use crate::gegevens::vast::EENHEID;
use crate::gegevens::werk::{PATROON, WIJZIGING, ZELFDE_HUISHOUDEN};

/// The part of the family about payment.
pub(in super::super) const REGELS: &[Regel] = &[
    Regel::new("FORM-05", 1, "Opgaaf loonheffingen", opgaaf)
        .zin("Wie volledig onder het arbeidsrecht valt of voor loonheffing kiest, levert de opgaaf gegevens voor de loonheffingen in.")
        .artikelen(&["Wet LB art. 28 lid 1 onder a"])
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Start)
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("5 dagen, opgaaf ingeleverd", "5 dagen, geen opgaaf"),
    Regel::new("FORM-06", 1, "Rekeningnummer", rekening)
        .zin("De rekening is van de zorgverlener, klopt en wordt niet gedeeld met andere zorgverleners.")
        .artikelen(&["Rlz 5.18"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Besluit)
        .voorbeelden("eigen rekening", "rekening van vier zorgverleners"),
    Regel::new("FORM-08", 1, "Vast maandloon toegestaan", maandloon)
        .zin("Een vast maandloon kan niet onder de Zvw, niet waar de verstrekker het verbiedt, en alleen bij vaste uren.")
        .artikelen(&["SVB, betalingen", "Blz 3.6.4"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2017, 4, 1))
        .anker(Anker::Start)
        .voorbeelden("Wlz, vast rooster", "Zvw"),
    Regel::new("FORM-10", 1, "Een overeenkomst per zorgverlener", een_overeenkomst)
        .zin("Voor een budgethouder en een zorgverlener loopt een overeenkomst tegelijk.")
        .artikelen(&["portaal pgb, stap 1", "Blz 3.6.4"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2022, 1, 1))
        .anker(Anker::Start)
        .voorbeelden("wijziging van de eerste", "tweede overeenkomst van dezelfde soort"),
];

fn opgaaf(zaak: &Zaak<'_>) -> Spraak {
    let opted = zaak.beding(&OPT_IN_LOONHEFFING) == Some(true);
    let full = zaak.soort() == Arbeidsovereenkomst && !opted && regime(zaak)? == Regime::Volledig;
    als(opted || full)?;
    if zaak.nodig(&OPGAAF_LOONHEFFINGEN)? {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "FORM-05.ontbreekt",
        "Wij missen de opgaaf voor de loonheffingen. Zonder opgaaf kan de SVB geen loonbelasting inhouden. Een medewerker neemt contact met u op."
    )
}

fn rekening(zaak: &Zaak<'_>) -> Spraak {
    if zaak.nodig(&REKENING_GELDIG)? {
        let shared = zaak.beding(&REKENING_GEDEELD_MET).unwrap_or(0);
        if shared > 0 {
            return handmatig!(
                "FORM-06.gedeeld",
                "Het rekeningnummer wordt ook door anderen gebruikt. Een medewerker bekijkt dit."
            );
        }
        return van_wie(zaak);
    }
    keur_af!("FORM-06.onjuist", "Het rekeningnummer klopt niet. Vul het goede rekeningnummer in.")
}

fn van_wie(zaak: &Zaak<'_>) -> Spraak {
    if zaak.nodig(&REKENING)? == Rekening::Zorgverlener {
        return Ok(Oordeel::akkoord());
    }
    if zaak.soort() == Familie && zaak.beding(&ZELFDE_HUISHOUDEN) == Some(true) {
        return let_op!(
            "FORM-06.gezin",
            "Het geld gaat naar uw eigen rekening of die van uw vertegenwoordiger. Kies als het kan een rekening van de zorgverlener."
        );
    }
    handmatig!(
        "FORM-06.niet-eigen",
        "Het geld gaat niet naar een rekening van de zorgverlener. Een medewerker bekijkt dit."
    )
}

fn maandloon(zaak: &Zaak<'_>) -> Spraak {
    als(zaak.nodig(&EENHEID)? == Eenheid::Maand)?;
    if onder(zaak, Wet::Zvw) || zaak.beding(&MAANDLOON_TOEGESTAAN) == Some(false) {
        return keur_af!(
            "FORM-08.niet-toegestaan",
            "Een vast bedrag per maand mag niet bij dit budget. Spreek een bedrag per uur af."
        );
    }
    if zaak.beding(&PATROON) == Some(Patroon::Onregelmatig) {
        return handmatig!(
            "FORM-08.wisselend",
            "U spreekt een vast bedrag per maand af, maar de uren wisselen. Een medewerker bekijkt of dit kan."
        );
    }
    Ok(Oordeel::akkoord())
}

fn een_overeenkomst(zaak: &Zaak<'_>) -> Spraak {
    if zaak.beding(&WIJZIGING) == Some(true) {
        return Ok(Oordeel::akkoord());
    }
    match zaak.nodig(&NAAST_ELKAAR)? {
        Naastelkaar::Geen => Ok(Oordeel::akkoord()),
        Naastelkaar::ZelfdeSoort => keur_af!(
            "FORM-10.dubbel",
            "U heeft al zo'n overeenkomst met deze zorgverlener. Wijzig die overeenkomst in plaats van een nieuwe te maken."
        ),
        Naastelkaar::AndereSoort => handmatig!(
            "FORM-10.andere-soort",
            "U heeft al een andere overeenkomst met deze zorgverlener. Een medewerker bekijkt of beide nodig zijn."
        ),
    }
}
