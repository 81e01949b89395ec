//! Family V: volume and time.

use super::Aard::{Context, Patroon, Tegenspraak};
use super::{Haaksoort, Indicator, Registratie};
use crate::indicator::regels::uren;

const KLOKTIJDEN: &str = "begin- en eindtijden van de zorg";

pub(super) const RIJEN: &[Registratie] = &[
    Registratie::van(Indicator::V01, "Meer dan 24 uur per etmaal",
        "Laten zien dat er op een dag meer uren zijn gedeclareerd dan de dag heeft.")
        .weegt(Tegenspraak, 9, 3)
        .met(Haaksoort::Zorgverlener, uren::etmaal, &[])
        .actief()
        .zegt("Op {aantal} dagen, van {eersteOp} tot en met {laatsteOp}, zijn meer uren gedeclareerd dan \
            een dag heeft. Het meeste is {meesteMinuten:uren} uur op één dag.",
            "Er komt een signaal als een mens op een dag meer uren declareert dan die dag heeft: 24, en \
            23 of 25 als de klok verzet wordt. Vaste maandbedragen tellen niet mee.",
            "Niemand kan meer uren werken dan een dag heeft. Het is vaak een typefout.")
        .kan(&["Er is 80 getypt in plaats van 8,0.", "De zorg staat op een verkeerde dag.",
            "De uren van een collega staan op dezelfde naam.", "Het was zorg aan een groep."],
            &["Wij weten niet of de zorg aan een groep is gegeven. Vraag eerst om een correctie."]),
    Registratie::van(Indicator::V02, "Meer dan 16 uur per etmaal",
        "Laten zien dat iemand vaker meer uren declareert dan een mens kan volhouden.")
        .weegt(Patroon, 5, 2)
        .met(Haaksoort::Zorgverlener, uren::lang,
            &[("minuten", 960), ("aantal", 3), ("vensterDagen", 30)])
        .actief()
        .zegt("Op {aantal} dagen zijn meer dan 16 uur gedeclareerd; het meeste is \
            {meesteMinuten:uren} uur.",
            "Er komt een signaal bij meer dan {minuten:uren} uur op {aantal} of meer dagen binnen \
            {vensterDagen} dagen. Etmalen, nachten en zorg in het eigen huis tellen niet mee.",
            "Een lange dag komt voor, zeker in een crisis.")
        .kan(&["Er was een crisisweek.", "Iemand nam een weekend over.", "Een ouder is altijd in huis."],
            &["Wij weten niet welke zorg in deze uren is gegeven."]),
    Registratie::van(Indicator::V03, "Meer dan 40 uur per week voor een budgethouder",
        "Laten zien dat een zorgverlener onder de Wlz meer dan 40 uur per week voor één budgethouder werkt.")
        .weegt(Tegenspraak, 4, 2)
        .met(Haaksoort::Zorgovereenkomst, uren::veertig, &[("minuten", 2400), ("aantal", 2)])
        .actief()
        .zegt("In {aantal} weken zijn meer dan 40 uur voor één budgethouder gedeclareerd; het meeste is \
            {meesteMinuten:uren} uur.",
            "Er komt een signaal bij meer dan {minuten:uren} uur in {aantal} of meer weken onder de Wlz. \
            De regel geldt niet bij een arbeidsovereenkomst; zorg in het eigen huis telt niet mee. De \
            grens is een instelling, nog niet getoetst aan de geldende wettekst.",
            "De rechter wil dat naar de omstandigheden wordt gekeken.")
        .kan(&["Iemand nam vakantie over.", "Er is een ontheffing.", "Een ouder zorgt meer."],
            &["Wij weten niet of er een ontheffing is."]),
    Registratie::van(Indicator::V04, "Meer dan 60 uur per week totaal",
        "Laten zien dat iemand over alle budgetten samen meer werkt dan houdbaar is.")
        .weegt(Patroon, 5, 2)
        .met(Haaksoort::Zorgverlener, uren::week,
            &[("minuten", 3600), ("aantal", 2), ("vensterDagen", 91)])
        .actief()
        .zegt("In {aantal} weken is meer dan 60 uur gedeclareerd; het meeste is \
            {meesteMinuten:uren} uur in een week.",
            "Er komt een signaal bij meer dan {minuten:uren} uur per week in {aantal} of meer weken \
            binnen {vensterDagen} dagen. Zorg in het eigen huis telt niet mee.",
            "Eén drukke week komt voor.")
        .kan(&["Het was seizoenswerk.", "Iemand heeft twee banen in deeltijd."],
            &["Wij weten niet of een deel door een ander is gedaan."]),
    Registratie::van(Indicator::V05, "Geen rustdag",
        "Laten zien dat een zelfstandige maandenlang geen dag vrij heeft.")
        .weegt(Patroon, 3, 2)
        .met(Haaksoort::Zorgverlener, uren::rust, &[("minuten", 120), ("aantal", 60)])
        .zegt("Op {aantal} dagen achter elkaar, van {eersteOp} tot en met {laatsteOp}, is zorg \
            gedeclareerd.",
            "Er komt een signaal bij {aantal} dagen achter elkaar met meer dan {minuten:uren} uur, bij \
            wie als bedrijf is ingeschreven. Zorg in het eigen huis telt niet mee.",
            "De meeste mensen nemen af en toe een dag vrij.")
        .kan(&["Het is een kleine zorgboerderij.", "Een ander viel in op dezelfde naam."],
            &["Wij weten niet wie de zorg gaf."]),
    Registratie::van(Indicator::V06, "Overlappende tijdvakken",
        "Laten zien dat iemand op twee plaatsen tegelijk was.")
        .weegt(Tegenspraak, 8, 3).mist(KLOKTIJDEN),
    Registratie::van(Indicator::V07, "Overlappende etmalen",
        "Laten zien dat iemand op één dag op twee adressen dag en nacht zorgde.")
        .weegt(Tegenspraak, 7, 3)
        .met(Haaksoort::Zorgverlener, uren::etmalen, &[("aantal", 2)])
        .actief()
        .zegt("Op {aantal} dagen, van {eersteOp} tot en met {laatsteOp}, zijn etmalen op verschillende \
            adressen gedeclareerd.",
            "Er komt een signaal bij {aantal} of meer dagen met een etmaal op twee adressen.",
            "Eén dag kan een wisseldag zijn.")
        .kan(&["Het waren twee bewoners van één huis.", "Het was een wisseldag."],
            &["Wij weten niet op welk uur de zorg begon."]),
    Registratie::van(Indicator::V08, "Onmogelijke reistijd",
        "Laten zien dat er te weinig tijd tussen twee adressen zat.")
        .weegt(Patroon, 5, 2).mist(KLOKTIJDEN),
    Registratie::van(Indicator::V09, "Meer dan overeengekomen",
        "Laten zien dat er meer wordt gedeclareerd dan is afgesproken.")
        .weegt(Context, 2, 1).mist("de afgesproken uren per week"),
    Registratie::van(Indicator::V10, "Ontvangen uren boven 24",
        "Laten zien dat één budgethouder meer dan een etmaal zorg van personen kreeg.")
        .weegt(Patroon, 5, 2)
        .met(Haaksoort::Budgethouder, uren::ontvangen, &[("aantal", 3), ("vensterDagen", 30)])
        .zegt("Op {aantal} dagen zijn voor één budgethouder meer dan 25 uur gedeclareerd door \
            {zorgverleners} zorgverleners; het meeste is {meesteMinuten:uren} uur.",
            "Er komt een signaal bij meer dan 25 uur op {aantal} of meer dagen binnen {vensterDagen} dagen.",
            "Twee helpers tegelijk komt voor, bijvoorbeeld bij tillen.")
        .kan(&["Er waren twee helpers nodig.", "De uren overlappen bij de overdracht."],
            &["Wij weten niet of er dubbele bezetting is afgesproken. De vraag is aan de zorgverleners."]),
    Registratie::van(Indicator::V11, "Uren boven personele capaciteit",
        "Laten zien dat een instelling meer uren declareert dan het personeel kan werken.")
        .weegt(Patroon, 4, 3).mist("het aantal werkzame personen"),
];
