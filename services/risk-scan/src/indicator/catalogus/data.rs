//! Family D: data quality and registers.

use super::Aard::{Context, Tegenspraak};
use super::{Haaksoort, Indicator, Levensloop, Registratie, Uitvoering};
use crate::indicator::regels::{budget, declaratie};

pub(super) const RIJEN: &[Registratie] = &[
    Registratie::van(Indicator::D01, "Elfproef of IBAN-controle mislukt",
        "Laten zien dat een nummer niet kan bestaan.")
        .weegt(Tegenspraak, 0, 1)
        .mist("het nummer zelf: aan de voordeur wordt het geweigerd, hier komen alleen verwijzingen"),
    Registratie::van(Indicator::D02, "Aanbieder niet in KvK",
        "Laten zien dat een bedrijf op de zorgdatum niet was ingeschreven.")
        .weegt(Tegenspraak, 5, 3).mist("antwoorden van het handelsregister"),
    Registratie::van(Indicator::D03, "AGB of BIG ontbreekt of doorgehaald",
        "Laten zien dat een vereiste registratie ontbreekt.")
        .weegt(Tegenspraak, 5, 3).mist("antwoorden van AGB en BIG"),
    Registratie::van(Indicator::D04, "Registratie geëindigd tijdens overeenkomst",
        "Laten zien dat een geëindigd bedrijf nog wordt betaald.")
        .weegt(Tegenspraak, 4, 3).mist("antwoorden van het handelsregister"),
    Registratie::van(Indicator::D05, "Buiten toekenningsperiode",
        "Laten zien dat er zorg is gedeclareerd op dagen zonder budget.")
        .weegt(Tegenspraak, 3, 1)
        .met(Haaksoort::Budgethouder, budget::buiten, &[])
        .actief()
        .zegt("Er zijn {aantalRegels} regels, samen {bedrag:euro}, op dagen zonder toekenning.",
            "Er komt een signaal als geen enkele toekenning van de verstrekker de dagen van de zorg dekt.",
            "Een besluit kan met terugwerkende kracht komen; dan vervalt het signaal.")
        .kan(&["Er komt nog een besluit met terugwerkende kracht.", "De datum is verkeerd."],
            &["Wij weten niet of er een besluit onderweg is."]),
    Registratie::van(Indicator::D06, "Tenaamstelling wijkt af",
        "Laten zien dat de bank een andere naam kent.")
        .weegt(Context, 2, 2).mist("het antwoord van de bank op de naamcontrole"),
    Registratie {
        uitvoering: Uitvoering::Hulp("schoont de gegevens voor R05 en R11: wat vaker dan de grens \
            voorkomt, telt niet mee"),
        levering: Levensloop::Actief,
        ..Registratie::van(Indicator::D07, "Opvulwaarden",
            "Herkennen van telefoonnummers en adressen die alleen zijn ingevuld omdat het moest.")
            .weegt(Context, 0, 1)
    },
    Registratie::van(Indicator::D08, "Dubbele declaratie",
        "Laten zien dat dezelfde zorg twee keer is gedeclareerd.")
        .weegt(Tegenspraak, 5, 2)
        .met(Haaksoort::Budgethouder, declaratie::dubbel, &[])
        .actief()
        .zegt("Er zijn {aantalRegels} regels die twee of meer keer voorkomen, samen {bedrag:euro}.",
            "Er komt een signaal als dezelfde zorgverlener voor dezelfde budgethouder en dezelfde dagen \
            even veel zorg in twee declaraties heeft, ook onder een andere wet.",
            "Opnieuw indienen na afkeuring komt voor; wat is afgekeurd telt niet mee.")
        .kan(&["De declaratie is opnieuw ingediend.", "Er waren twee bezoeken van gelijke duur."],
            &["Wij weten niet of het twee bezoeken waren."]),
    Registratie::van(Indicator::D09, "Onvolledige keten",
        "Laten zien dat er berichten ontbreken.")
        .weegt(Tegenspraak, 0, 1)
        .mist("volgnummers per bron: een feit draagt de hele stand, dus een gat in de versies zegt niets"),
];
