//! Family R: relationships.

use super::Aard::{Context, Patroon};
use super::{Bereik, Haaksoort, Indicator, Registratie, Ritme};
use crate::indicator::regels::{delen, groei, kring, rekening, wonen};

/// Accounts and payments: the national payment task sees them whole.
const fn betaaltaak(row: Registratie) -> Registratie {
    Registratie { bereik: Bereik::Betaaltaak, ..row }
}

const VERTEGENWOORDIGING: &str = "vertegenwoordiging (wie voor welke budgethouder optreedt)";
const INDIENER: &str = "de indiener van overeenkomsten en declaraties";

pub(super) const RIJEN: &[Registratie] = &[
    betaaltaak(Registratie::van(Indicator::R01, "Gedeeld IBAN zorgverleners",
        "Laten zien dat geld voor meerdere zorgverleners op dezelfde rekening komt.")
        .weegt(Patroon, 6, 3)
        .met(Haaksoort::Rekening, rekening::gedeeld,
            &[("vensterDagen", 365), ("drempel", 3), ("drempelVerschillend", 2)])
        .actief()
        .zegt("Op dezelfde rekening zijn {aantalZorgverleners} verschillende zorgverleners betaald: \
            {aantalBetalingen} betalingen, samen {bedrag:euro}, van {eersteOp} tot en met {laatsteOp}.",
            "Er komt een signaal als in {vensterDagen} dagen {drempel} of meer zorgverleners op dezelfde \
            rekening zijn betaald. Bij {drempelVerschillend} zorgverleners komt er alleen een signaal als \
            zij op verschillende adressen zitten en niet één bedrijf zijn. Rekeningen op de lijst van \
            uitzonderingen tellen niet mee.",
            "De meeste zorgverleners hebben een eigen rekening. Twee zorgverleners in één huishouden met \
            één rekening is gewoon en geeft nooit een signaal.")
        .kan(&["De zorgverleners zijn partners of familie en gebruiken samen één rekening.",
            "De zorgverleners werken samen in een maatschap of vof met één rekening.",
            "Een administratiekantoor ontvangt het geld en betaalt het door.",
            "Een bewindvoerder beheert de rekening.",
            "Een bedrijf doet de salarissen en betaalt het geld door."],
            &["Wij weten niet op welke naam de rekening staat.",
            "Wij weten niet waarom het geld op deze rekening komt."])),
    betaaltaak(Registratie::van(Indicator::R02, "IBAN-opvolging",
        "Laten zien dat een rekening van de ene zorgverlener op een andere overgaat.")
        .weegt(Patroon, 5, 3)
        .met(Haaksoort::Rekening, rekening::opvolging, &[("gatDagen", 120), ("vensterDagen", 540)])
        .actief()
        .zegt("Op deze rekening is tot en met {laatsteEerder} een zorgverlener betaald. Vanaf \
            {eersteLater}, {gatDagen} dagen later, is een andere zorgverlener erop betaald.",
            "Er komt een signaal als een ander op een ander adres binnen {gatDagen} dagen dezelfde \
            rekening gebruikt. Getoond worden de betalingen van {vensterDagen} dagen ervoor.",
            "Een rekening hoort meestal bij één zorgverlener.")
        .kan(&["Een eenmanszaak is een bv geworden.", "De partner heeft het bedrijf overgenomen."],
            &["Wij weten niet van wie de rekening is."])),
    betaaltaak(Registratie::van(Indicator::R03, "Gedeeld IBAN budgethouder-zorgverlener",
        "Laten zien dat geld voor zorg terugkomt op de rekening van de budgethouder.")
        .weegt(Patroon, 7, 3)
        .met(Haaksoort::Rekening, rekening::terug, &[])
        .actief()
        .zegt("Er zijn {aantalBetalingen} betalingen aan een zorgverlener, samen {bedrag:euro}, op de \
            rekening van een budgethouder die op een ander adres woont.",
            "Er komt een signaal als een zorgverlener is betaald op de rekening van een budgethouder \
            buiten het eigen huishouden.",
            "Binnen één huishouden is een gezamenlijke rekening gewoon; dat geeft nooit een signaal.")
        .kan(&["Een familielid beheert de rekening voor de zorgverlener.",
            "Het adres van een van beiden is niet bijgewerkt."],
            &["Wij weten niet waarom deze rekening is opgegeven."])),
    Registratie::van(Indicator::R04, "Gedeeld adres aanbieders",
        "Laten zien dat veel zorgbedrijven op één adres aan het werk zijn.")
        .weegt(Patroon, 3, 2)
        .met(Haaksoort::Adres, delen::adres, &[("drempel", 4), ("vensterDagen", 180)])
        .actief()
        .zegt("Op één adres zijn in hetzelfde halfjaar {aantalBedrijven} zorgbedrijven aan het werk.",
            "Er komt een signaal bij {drempel} of meer bedrijven op één adres die in dezelfde \
            {vensterDagen} dagen zorg declareren.",
            "Een bedrijf heeft meestal een eigen adres.")
        .kan(&["Het adres is een bedrijfsverzamelgebouw.", "De bedrijven horen bij één groep.",
            "Het is een franchise."], &["Wij weten niet wat voor gebouw het is."]),
    Registratie::van(Indicator::R05, "Gedeeld telefoonnummer of e-mail",
        "Laten zien dat één hand achter veel dossiers zit en het geld naar weinigen gaat.")
        .weegt(Patroon, 4, 2)
        .met(Haaksoort::Contact, delen::contact, &[("budgethouders", 4), ("huishoudens", 3),
            ("zorgverleners", 3), ("ontvangers", 3), ("aandeelPromille", 600), ("opvulwaarde", 50)])
        .actief()
        .zegt("Eén telefoonnummer of e-mailadres staat bij {aantalBudgethouders} budgethouders en \
            {aantalZorgverleners} zorgverleners. Van het geld gaat {aandeel:procent} naar hoogstens \
            drie zorgverleners.",
            "Er komt een signaal als een contactgegeven bij {budgethouders} of meer budgethouders uit \
            {huishoudens} of meer huishoudens staat en het meeste geld naar hoogstens {ontvangers} \
            zorgverleners gaat; of bij {zorgverleners} of meer zorgverleners op verschillende adressen. \
            Een gegeven dat vaker dan {opvulwaarde} keer voorkomt telt niet mee. Het deel is \
            {aandeelPromille:procent}.",
            "Buren, familie en cliëntondersteuners helpen vaak met het pgb. Dat is de bedoeling.")
        .kan(&["Een cliëntondersteuner of mantelzorgmakelaar helpt.",
            "Een familielid regelt de zaken voor meer mensen.", "Het is het nummer van een kantoor."],
            &["Wij weten niet van wie het nummer is."]),
    Registratie::van(Indicator::R06, "Vertegenwoordiger van velen",
        "Laten zien dat één niet-professionele vertegenwoordiger voor veel mensen optreedt.")
        .weegt(Patroon, 4, 2).mist(VERTEGENWOORDIGING),
    Registratie::van(Indicator::R07, "Vertegenwoordiger is zorgverlener",
        "Laten zien dat niemand onafhankelijk naar de declaraties kijkt.")
        .weegt(Patroon, 5, 3).mist(VERTEGENWOORDIGING),
    Registratie::van(Indicator::R08, "Kruislingse rollen",
        "Laten zien dat twee mensen elkaars zorg vertegenwoordigen en betalen.")
        .weegt(Patroon, 5, 2).mist(VERTEGENWOORDIGING),
    Registratie {
        ritme: Ritme::Nacht,
        ..Registratie::van(Indicator::R09, "Kring van overeenkomsten",
            "Laten zien dat huishoudens elkaar in een kring voor zorg betalen.")
            .weegt(Patroon, 6, 3)
            .met(Haaksoort::Adres, kring::rond, &[("bedrag", 300_000), ("lengte", 5)])
            .actief()
            .zegt("Een kring van {huishoudens} huishoudens betaalt elkaar voor zorg; elk ten minste \
                {kleinsteBedrag:euro} in een jaar.",
                "Er komt een signaal bij een kring van 3 tot {lengte} huishoudens die elkaar in een jaar \
                elk ten minste {bedrag:euro} betalen voor zorg door naasten.",
                "Zorg gaat meestal van de een naar de ander, niet in een kring.")
            .kan(&["Ouders hebben samen een initiatief en delen de zorg.",
                "In een kleine gemeenschap zorgen mensen voor elkaar."],
                &["Wij weten niet of deze mensen elkaar kennen."])
    },
    Registratie::van(Indicator::R10, "Doorstart na einde",
        "Laten zien dat een bedrijf stopt en dat de cliënten doorgaan bij een nieuw bedrijf.")
        .weegt(Patroon, 7, 4)
        .met(Haaksoort::Zorgverlener, groei::doorstart, &[("eindeDagen", 62), ("vroegDagen", 120),
            ("laatDagen", 270), ("verhuisDagen", 150), ("clienten", 5), ("aandeelPromille", 500),
            ("alleenPromille", 800), ("gatDagen", 14)])
        .actief()
        .zegt("De laatste zorg van een bedrijf was op {laatsteZorg}. Van de {clienten} cliënten van toen \
            gingen er {overgegaan} naar een nieuw bedrijf. Van rekening, adres en contact zijn er \
            {gemeenschappelijk} gelijk.",
            "Er komt een signaal als een nieuw bedrijf (begonnen van {vroegDagen} dagen voor tot \
            {laatDagen} dagen na het einde) ten minste {clienten} cliënten en {aandeelPromille:procent} \
            van de cliënten van de laatste {eindeDagen} dagen binnen {verhuisDagen} dagen overneemt en \
            iets gemeen heeft met het oude; of twee dingen. Heeft het niets gemeen, dan alleen als \
            {alleenPromille:procent} van zijn cliënten zo kwam, na een gat van {gatDagen} dagen.",
            "Een overname wordt aangekondigd en gaat zonder gat over.")
        .kan(&["Het is een echte overname.", "Het bedrijf kreeg een andere naam of rechtsvorm.",
            "Een curator maakte na faillissement een doorstart."],
            &["Wij weten niet wie de bestuurders zijn."]),
    Registratie::van(Indicator::R11, "Bemiddelingsbureau-patroon",
        "Laten zien dat één hand veel budgetten van begin tot eind leidt.")
        .weegt(Patroon, 5, 3)
        .met(Haaksoort::Contact, delen::bureau, &[("budgethouders", 10), ("ontvangers", 3),
            ("aandeelPromille", 600), ("opvulwaarde", 50)])
        .zegt("Eén contactgegeven staat bij {aantalBudgethouders} budgethouders. Van {bedrag:euro} gaat \
            {aandeel:procent} naar hoogstens drie zorgverleners.",
            "Er komt een signaal bij {budgethouders} of meer budgethouders met één contactgegeven, als \
            {aandeelPromille:procent} van het geld naar hoogstens {ontvangers} zorgverleners gaat. Een \
            gegeven dat vaker dan {opvulwaarde} keer voorkomt telt niet mee.",
            "Een cliëntondersteuner helpt mensen met verschillende zorgverleners.")
        .kan(&["Een stichting geeft cliëntondersteuning.", "Het is het kantoor van een zorgboerderij."],
            &["Wij weten niet wie de overeenkomsten en declaraties indient."]),
    Registratie::van(Indicator::R12, "Wooninitiatief een-twaalfde",
        "Laten zien dat het hele budget van bewoners elke maand in gelijke delen wordt overgemaakt.")
        .weegt(Patroon, 3, 2)
        .met(Haaksoort::Adres, wonen::twaalfde, &[("bewoners", 3), ("maanden", 6),
            ("margePromille", 10), ("aandeelPromille", 600)])
        .actief()
        .zegt("Van {aantalBewoners} bewoners ({aandeel:procent}) van één adres gaat het budget in \
            {maanden} of meer maanden in gelijke delen naar één zorgverlener.",
            "Er komt een signaal als van {bewoners} of meer bewoners en {aandeelPromille:procent} van het \
            adres in {maanden} maanden het maandbedrag binnen {margePromille:procent} gelijk is aan een \
            gelijk deel van het budget, en er geen andere zorg is.",
            "Een vast maandbedrag mag. Een bewoner moet wel kunnen zien waaraan het eigen deel opgaat.")
        .kan(&["Het wooninitiatief gebruikt een vast maandbedrag; dat mag.",
            "Bewoners delen de zorg en de toeslag zit erin."],
            &["Wij weten niet wat er met de bewoners is afgesproken. Begin met een gesprek over eigen regie."]),
    Registratie::van(Indicator::R13, "Instroomgolf",
        "Laten zien dat veel budgethouders tegelijk bij een jonge zorgverlener beginnen.")
        .weegt(Patroon, 3, 2)
        .met(Haaksoort::Zorgverlener, groei::instroom, &[("drempel", 8), ("vensterDagen", 30),
            ("jongDagen", 365), ("aandeelPromille", 700)])
        .zegt("In {aantalBudgethouders} gevallen begon een budgethouder in dezelfde maand bij een jonge \
            zorgverlener.",
            "Er komt een signaal bij {drempel} of meer nieuwe budgethouders in {vensterDagen} dagen bij \
            een zorgverlener die korter dan {jongDagen} dagen bezig is, als {aandeelPromille:procent} van \
            één verstrekker komt.",
            "Een zorgverlener krijgt er meestal een paar cliënten tegelijk bij.")
        .kan(&["Er opent een nieuw wooninitiatief.", "Een ander bedrijf in de buurt is gestopt."],
            &["Wij weten niet waarom zij tegelijk begonnen."]),
    Registratie::van(Indicator::R14, "Bestuurder in meerdere zorgbedrijven",
        "Laten zien wie meer zorgbedrijven bestuurt.")
        .weegt(Patroon, 4, 3).mist("bestuurders uit het handelsregister"),
    Registratie::van(Indicator::R15, "Rekeningwijzigingen per medewerker",
        "Laten zien dat één medewerker opvallend veel rekeningen wijzigt vlak voor betaling.")
        .weegt(Patroon, 8, 5).mist("het pseudoniem van de medewerker bij een wijziging"),
    Registratie::van(Indicator::R16, "Direct verband met afgerond dossier",
        "Laten zien dat precies dezelfde rekening of inschrijving in een onherroepelijke zaak voorkwam.")
        .weegt(Context, 2, 2).mist("onherroepelijke uitkomsten van dossiers, met een bewaartermijn"),
    Registratie::van(Indicator::R17, "Gedeelde indiener",
        "Laten zien dat één account voor niet-verbonden zorgverleners indient.")
        .weegt(Patroon, 4, 2).mist(INDIENER),
];
