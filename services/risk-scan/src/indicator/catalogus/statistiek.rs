//! Family S: statistics.

use super::Aard::{Context, Patroon};
use super::{Haaksoort, Indicator, Registratie, Ritme};
use crate::indicator::regels::peers;

pub(super) const RIJEN: &[Registratie] = &[
    Registratie { ritme: Ritme::Nacht, ..Registratie::van(Indicator::S01, "Uitschieter in vergelijkingsgroep",
        "Laten zien dat een zorgverlener per cliënt veel meer ontvangt dan vergelijkbare.")
        .weegt(Patroon, 3, 2)
        .met(Haaksoort::Zorgverlener, peers::uitschieter,
            &[("groep", 30), ("zPromille", 3500), ("maanden", 3)])
        .actief()
        .zegt("In {maanden} maanden ligt het bedrag per cliënt ver boven het midden van een groep van \
            {groep} vergelijkbare zorgverleners.",
            "Er komt een signaal als het bedrag per cliënt in {maanden} of meer maanden van een halfjaar \
            ver boven het midden ligt (grens {zPromille} duizendsten) van een groep van ten minste \
            {groep}. Nooit vergeleken naar plaats of herkomst.",
            "Zwaardere zorg kost meer.")
        .kan(&["De zorg is zwaar.", "De zorgverlener is gespecialiseerd."],
            &["Wij weten niet hoe zwaar de zorg is."]) },
    Registratie::van(Indicator::S02, "Urenaandeel afwijkend",
        "Laten zien dat uren afwijken van wat was gepland.")
        .weegt(Context, 2, 1).mist("de zorgbeschrijving"),
    Registratie::van(Indicator::S03, "Benford eerste twee cijfers",
        "Laten zien dat bedragen van een instelling verzonnen lijken.")
        .weegt(Context, 1, 1)
        .mist("vrije bedragen: met vaste tarieven en kwartieren wijken eerlijke bedragen ook af"),
    Registratie::van(Indicator::S04, "Breuk in reeks",
        "Laten zien dat een reeks plotseling van niveau verandert.")
        .weegt(Patroon, 2, 2).mist("24 maanden aan betalingen in de keten"),
    Registratie::van(Indicator::S05, "Clustering van uren",
        "Laten zien dat uren vaker dan gewoon op één waarde liggen.")
        .weegt(Context, 1, 1).mist("een gemeten vergelijkingsgroep van regels"),
    Registratie::van(Indicator::S06, "Snel groeiend netwerk",
        "Laten zien dat een netwerk snel groeit.")
        .weegt(Patroon, 3, 2).mist("de groei van een netwerk per week"),
    Registratie::van(Indicator::S07, "Nieuw patroon (schaduw)",
        "Plaats voor kandidaten die alleen meelopen.")
        .weegt(Context, 0, 1).mist("een kandidaat; zij loopt als versie in SCHADUW"),
];
