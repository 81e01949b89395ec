//! Family G: behaviour.

use super::Aard::{Context, Patroon, Tegenspraak};
use super::{Bereik, Haaksoort, Indicator, Registratie, Ritme};
use crate::indicator::regels::{bedragen, bladen, budget, declaratie, groei, wissel};

pub(super) const RIJEN: &[Registratie] = &[
    Registratie::van(Indicator::G01, "Ronde bedragen",
        "Laten zien dat maandtotalen opvallend rond zijn.")
        .weegt(Context, 2, 1)
        .met(Haaksoort::Zorgovereenkomst, bedragen::rond,
            &[("stap", 5000), ("maanden", 6), ("aandeelPromille", 600)])
        .zegt("Van {maanden} maanden is {aandeel:procent} een rond bedrag.",
            "Telt mee bij {maanden} of meer maanden waarvan {aandeelPromille:procent} deelbaar is door \
            {stap:euro}. Nooit op zichzelf een signaal.",
            "Een afgesproken rond tarief geeft ronde bedragen.")
        .kan(&["Er is een rond tarief afgesproken."], &["Wij weten niet wat is afgesproken."]),
    Registratie::van(Indicator::G02, "Identieke maanden",
        "Laten zien dat er maand na maand hetzelfde bedrag is gedeclareerd.")
        .weegt(Context, 2, 1)
        .met(Haaksoort::Zorgovereenkomst, bedragen::gelijk, &[("maanden", 6)])
        .actief()
        .zegt("In {maanden} maanden achter elkaar is {bedrag:euro} gedeclareerd.",
            "Telt mee bij {maanden} of meer gelijke maanden. Nooit op zichzelf een signaal.",
            "Vaste zorg per week geeft gelijke maanden. Dat komt heel vaak voor.")
        .kan(&["De zorg is elke week hetzelfde."], &["Wij weten niet wat is afgesproken."]),
    Registratie { ritme: Ritme::Nacht, ..Registratie::van(Indicator::G03, "Gekopieerde urenstaten",
        "Laten zien dat dezelfde of bijna dezelfde urenstaat voor meer budgethouders is gebruikt.")
        .weegt(Patroon, 5, 3)
        .met(Haaksoort::Zorgverlener, bladen::gekopieerd,
            &[("dagen", 12), ("gelijkPromille", 900), ("budgethouders", 4)])
        .actief()
        .zegt("Voor {aantalBudgethouders} budgethouders zijn in {maanden} maanden {bladen} urenstaten \
            gebruikt die bijna gelijk zijn.",
            "Er komt een signaal bij {budgethouders} of meer budgethouders met urenstaten van {dagen} of \
            meer dagen die voor {gelijkPromille:procent} gelijk zijn, terwijl de uren van dag tot dag \
            verschillen.",
            "Bij een vast rooster zijn urenstaten ook gelijk, maar dan zijn de uren elke dag hetzelfde.")
        .kan(&["Het was zorg aan een groep.", "Er is een vast rooster."],
            &["Wij weten niet of de zorg aan een groep is gegeven."]) },
    Registratie::van(Indicator::G04, "Net onder de drempel",
        "Laten zien dat declaraties opvallend vaak net onder een controlegrens blijven.")
        .weegt(Patroon, 4, 2).mist("de controlegrenzen van de verstrekker"),
    Registratie::van(Indicator::G05, "Budget precies op aan jaareinde",
        "Laten zien dat een budget aan het eind wordt leeggemaakt.")
        .weegt(Patroon, 3, 2)
        .met(Haaksoort::Budgethouder, budget::op, &[("vanPromille", 980), ("totPromille", 1005),
            ("slotDagen", 45), ("stijgingPromille", 1800)])
        .actief()
        .zegt("Het budget is voor {gebruikt:procent} gebruikt. In de laatste weken is {slot:euro} \
            gedeclareerd, {stijging:procent} van wat gewoon was.",
            "Er komt een signaal als {vanPromille:procent} tot {totPromille:procent} is gebruikt en de \
            laatste {slotDagen} dagen {stijgingPromille:procent} of meer van het gewone zijn.",
            "Meer uitgeven in een maand mag. Veel mensen gebruiken hun hele budget.")
        .kan(&["Er zijn uren opgespaard.", "De prijs is gestegen.", "Er was extra zorg in december."],
            &["Wij weten niet of er meer zorg nodig was."]),
    Registratie::van(Indicator::G06, "Sprong na toekenning",
        "Laten zien dat declaraties een nieuwe toekenning volgen.")
        .weegt(Context, 2, 1)
        .met(Haaksoort::Budgethouder, budget::sprong, &[("stijgingPromille", 1600)])
        .zegt("Na de toekenning vanaf {vanaf} is {stijging:procent} gedeclareerd van wat ervoor gewoon was.",
            "Telt mee bij {stijgingPromille:procent} of meer. Nooit op zichzelf een signaal.",
            "Een hoger budget is toegekend omdat er meer zorg nodig is.")
        .kan(&["De zorgvraag is gestegen; daarom is er meer toegekend."],
            &["Wij weten niet waarom er meer is toegekend."]),
    Registratie { bereik: Bereik::Betaaltaak, ..Registratie::van(Indicator::G07,
        "IBAN gewijzigd kort voor uitbetaling",
        "Laten zien dat een bedrag naar een rekening gaat die kort ervoor voor het eerst is opgegeven.")
        .weegt(Patroon, 5, 5)
        .met(Haaksoort::Zorgverlener, wissel::rekening, &[("dagen", 14), ("bedrag", 100_000)])
        .actief()
        .zegt("De rekening is op {gewijzigdOp} bekend geworden. {dagen} dagen later gaat er \
            {bedrag:euro} naartoe.",
            "Er komt een signaal als {bedrag:euro} of meer naar een rekening gaat die nog nooit is \
            gebruikt en hoogstens {dagen} dagen bekend is.",
            "Mensen wisselen soms van bank, en melden dat meestal ruim ervoor.")
        .kan(&["De zorgverlener is van bank gewisseld.", "Er is een nieuwe rekening na een scheiding."],
            &["Wij weten niet wat de bank van de naam vindt. Bel terug op een bekend nummer: de \
            zorgverlener kan het slachtoffer zijn."]) },
    Registratie::van(Indicator::G08, "Declaratie na overlijden",
        "Laten zien dat er zorg is gedeclareerd voor dagen na het overlijden.")
        .weegt(Tegenspraak, 9, 3)
        .met(Haaksoort::Zorgovereenkomst, declaratie::overleden, &[("uitloopMaanden", 1)])
        .actief()
        .zegt("De budgethouder overleed op {overleden}. Vanaf {eersteOp} zijn nog {aantalRegels} regels \
            gedeclareerd, samen {bedrag:euro}.",
            "Er komt een signaal bij zorg op een dag na het overlijden. Een vast maandbedrag telt vanaf \
            de maand erna; loon van een arbeidsovereenkomst {uitloopMaanden} maand later.",
            "De dag van overlijden en de lopende maand tellen niet mee.")
        .kan(&["De datum is verkeerd.", "Het maandbedrag is niet naar rato verlaagd.",
            "Het loon over de opzegtermijn is betaald."],
            &["Benader eerst de zorgverlener: de familie rouwt."]),
    Registratie::van(Indicator::G09, "Declaratie tijdens opname",
        "Laten zien dat er thuiszorg is gedeclareerd tijdens een opname.")
        .weegt(Patroon, 6, 2).mist("opnamen van budgethouders"),
    Registratie::van(Indicator::G10, "Declaratie tijdens verblijf buitenland",
        "Laten zien dat er zorg is gedeclareerd tijdens een verblijf in het buitenland.")
        .weegt(Patroon, 4, 2).mist("gemelde verblijven in het buitenland"),
    Registratie::van(Indicator::G11, "Alleen weekend en feestdagen",
        "Laten zien dat zorg die dagelijks is afgesproken alleen in het weekend wordt gegeven.")
        .weegt(Context, 1, 1).mist("de zorgbeschrijving"),
    Registratie::van(Indicator::G12, "Tarief direct op maximum",
        "Laten zien dat een nieuwe zorgverlener overal het maximum vraagt.")
        .weegt(Context, 1, 1).mist("de maximumtarieven van de verstrekker"),
    Registratie::van(Indicator::G13, "Plotselinge groei",
        "Laten zien dat een zorgverlener in korte tijd heel veel cliënten krijgt.")
        .weegt(Patroon, 4, 3)
        .met(Haaksoort::Zorgverlener, groei::plotseling,
            &[("drempel", 15), ("vooraf", 2), ("vensterDagen", 90)])
        .actief()
        .zegt("In een kwartaal kwamen er {aantalBudgethouders} budgethouders bij.",
            "Er komt een signaal bij {drempel} of meer nieuwe cliënten in {vensterDagen} dagen, met \
            hoogstens {vooraf} ervoor.",
            "Een zorgverlener groeit meestal langzaam.")
        .kan(&["Er is een ander bedrijf overgenomen.", "Er is een huis geopend."],
            &["Wij weten niet waar de cliënten vandaan komen."]),
    Registratie::van(Indicator::G14, "Slapend dan actief",
        "Laten zien dat een slapend budget in korte tijd wordt leeggemaakt.")
        .weegt(Patroon, 4, 3)
        .met(Haaksoort::Budgethouder, budget::slapend, &[("stilDagen", 180), ("vensterDagen", 60),
            ("aandeelPromille", 600), ("bedrag", 250_000)])
        .actief()
        .zegt("Het budget is {stilDagen} dagen niet gebruikt. Daarna is in korte tijd {bedrag:euro}, \
            {aandeel:procent} van de rest, gedeclareerd.",
            "Er komt een signaal als na {stilDagen} dagen zonder zorg binnen {vensterDagen} dagen \
            {aandeelPromille:procent} van de rest en ten minste {bedrag:euro} wordt gebruikt.",
            "Mensen wachten soms lang op zorg en gebruiken het budget daarna gewoon.")
        .kan(&["Er was een opname.", "Er is na lang wachten een zorgverlener gevonden.",
            "De administratie liep achter."], &["Wij weten niet of er zorg is uitgebleven."]),
    Registratie::van(Indicator::G15, "Lang terugwerkend",
        "Laten zien dat zorg veel later is gedeclareerd.")
        .weegt(Context, 2, 1)
        .met(Haaksoort::Zorgovereenkomst, declaratie::laat, &[("dagen", 70)])
        .zegt("Er zijn {aantalRegels} regels lang na de zorg gedeclareerd, samen {bedrag:euro}.",
            "Telt mee bij zorg van meer dan {dagen} dagen voor de declaratie. Nooit op zichzelf een signaal.",
            "Een overeenkomst wordt soms laat goedgekeurd.")
        .kan(&["De overeenkomst is laat goedgekeurd.", "Iemand was ziek."],
            &["Wij weten niet waarom het later kwam."]),
    Registratie::van(Indicator::G16, "Vooruit gedeclareerd",
        "Laten zien dat zorg is gedeclareerd voor de dag waarop zij is gegeven.")
        .weegt(Tegenspraak, 2, 1)
        .met(Haaksoort::Zorgovereenkomst, declaratie::vooruit, &[])
        .zegt("Er zijn {aantalRegels} regels gedeclareerd voor een dag die nog moest komen, samen \
            {bedrag:euro}.",
            "Er komt een signaal als de dag van de zorg na de dag van indienen ligt.",
            "Vooruit declareren kan niet; het is bijna altijd een typefout.")
        .kan(&["De datum is verkeerd getypt."], &["Vraag eerst om een correctie."]),
    Registratie::van(Indicator::G17, "Formeel tarief door naaste",
        "Laten zien dat een naaste als professional is betaald.")
        .weegt(Tegenspraak, 4, 2).mist("een opgegeven familierelatie; zij wordt niet afgeleid"),
    Registratie::van(Indicator::G18, "Wissel van vertegenwoordiger voor leegloop",
        "Laten zien dat een budget na een wissel van vertegenwoordiger wordt leeggemaakt.")
        .weegt(Patroon, 3, 3).mist("vertegenwoordiging (wie voor welke budgethouder optreedt)"),
    Registratie::van(Indicator::G19, "Van informeel naar eigen bedrijf",
        "Laten zien dat dezelfde persoon als bedrijf verder gaat tegen een hogere prijs.")
        .weegt(Patroon, 4, 2)
        .met(Haaksoort::Budgethouder, wissel::eigen_bedrijf,
            &[("gatDagen", 60), ("stijgingPromille", 1500)])
        .zegt("Dezelfde persoon gaat als bedrijf verder tegen {stijging:procent} van het oude tarief.",
            "Er komt een signaal bij een begin binnen {gatDagen} dagen en {stijgingPromille:procent} of \
            meer van het oude tarief.",
            "Wie een bedrijf begint, vraagt vaak meer.")
        .kan(&["Iemand is echt een bedrijf begonnen."], &["Wij weten niet wat het bedrijf verder doet."]),
];
