//! RDAH: the regeling dienstverlening aan huis (labour:2).

use contracts::labour::Grond;
use jiff::civil::date;

use super::gemeen::{Regime, alleen_dienst, als, dagen, regime, regime_naar_dagen, regime_of};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::werk::{MINDER_DAN_VIER_DAGEN, NATUURLIJK_PERSOON, WERK_BUITEN_HUISHOUDEN};
use crate::parameters::termijnen::{RDAH_DAGEN, RDAH_PGB, RDAH_TWIJFEL};

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("RDAH-01", 1, "Indeling regeling dienstverlening aan huis", indeling)
        .zin("Wie doorgaans op minder dan vier dagen per week in het huishouden van een natuurlijk persoon werkt, valt onder de regeling dienstverlening aan huis.")
        .artikelen(&["WW art. 6 lid 1 onder c", "BW 7:629 lid 2 en 13", "Wet LB art. 5"])
        .geldig_van(date(2007, 1, 1))
        .parameters(&[RDAH_DAGEN, RDAH_TWIJFEL, RDAH_PGB])
        .afhankelijk(&["KRUIS-02"])
        .voorbeelden("dinsdag en donderdag", "weken van 3 en van 4 dagen om en om"),
    Regel::new("RDAH-02", 1, "Opgegeven regeling klopt met rooster", opgave)
        .zin("De keuze voor minder dan vier dagen per week klopt met het aantal dagen dat wordt gewerkt.")
        .artikelen(&["WW art. 6 lid 1 onder c", "BW 7:629 lid 2", "Blz 3.6.4"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2014, 1, 1))
        .anker(Anker::Start)
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("3 dagen, minder dan 4 gekozen", "maandag tot en met donderdag, minder dan 4 gekozen"),
    Regel::new("RDAH-03", 1, "Werk buiten het huishouden", buiten_huishouden)
        .zin("Het werk is uitsluitend of nagenoeg uitsluitend voor het huishouden van de budgethouder.")
        .artikelen(&["BW 7:629 lid 2"])
        .geldig_van(date(2007, 1, 1))
        .anker(Anker::Afsluiting)
        .open_norm()
        .voorbeelden("zorg thuis en begeleiding naar het ziekenhuis", "boekhouding voor de eigen winkel"),
    Regel::new("RDAH-04", 1, "Uitleg werknemersverzekeringen", verzekeringen)
        .zin("Een zorgverlener onder de regeling kan sinds de uitspraak van de CRvB een uitkering WW, ZW en WIA aanvragen bij het UWV.")
        .artikelen(&["CRvB 30-03-2023, ECLI:NL:CRVB:2023:481"])
        .geldig_van(date(2023, 3, 30))
        .bekend_van(date(2023, 3, 30))
        .anker(Anker::Besluit)
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("2 dagen per week: uitleg", "5 dagen per week: niet van toepassing"),
    Regel::new("RDAH-05", 1, "Aanpassing regeling dienstverlening aan huis voor pgb", aanpassing)
        .zin("Volgens het wetsvoorstel geldt de regeling niet meer voor zorgverleners die uit een pgb worden betaald.")
        .artikelen(&["wetsvoorstel 36744, nota van wijziging"])
        .geldig_van(date(2026, 1, 1))
        .afhankelijk(&["RDAH-01"])
        .wetsvoorstel()
        .voorbeelden("5 dagen per week: verandert niet", "2 dagen per week: wordt volledig"),
];

fn indeling(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let person = zaak.beding(&NATUURLIJK_PERSOON).unwrap_or(true);
    match regime_of(zaak)? {
        _ if !person => akkoord!(
            "RDAH-01.geen-persoon",
            "De werkgever is geen persoon. Daarom gelden alle regels voor werkgevers."
        ),
        Some(Regime::Rdah) => akkoord!(
            "RDAH-01.rdah",
            "Uw zorgverlener werkt minder dan 4 dagen per week. De regeling voor hulp aan huis geldt."
        ),
        Some(Regime::Volledig) => akkoord!(
            "RDAH-01.volledig",
            "Uw zorgverlener werkt 4 dagen per week of meer. Alle regels voor werkgevers gelden."
        ),
        None => handmatig!(
            "RDAH-01.twijfel",
            "Uw zorgverlener werkt gemiddeld {dagen} dagen per week. Dat ligt dicht bij de grens van 4 dagen. Een medewerker bekijkt welke regels gelden.",
            dagen = Waarde::Uren(dagen(zaak)?)
        ),
    }
}

/// The regime by the days, as the form means it.
fn naar_dagen(zaak: &Zaak<'_>) -> Result<Regime, Stop> {
    alleen_dienst(zaak)?;
    zaak.afgeleid("RDAH-01", |zaak| regime_naar_dagen(zaak)?.ok_or(Stop::HangtAfVan("RDAH-01")))
}

fn opgave(zaak: &Zaak<'_>) -> Spraak {
    let regime = naar_dagen(zaak)?;
    let ticked = zaak.nodig(&MINDER_DAN_VIER_DAGEN)?;
    match (ticked, regime) {
        (true, Regime::Rdah) | (false, Regime::Volledig) => Ok(Oordeel::akkoord()),
        (true, Regime::Volledig) => keur_af!(
            "RDAH-02.te-veel-dagen",
            "U vulde in: minder dan 4 dagen per week. In het rooster staan {dagen} dagen, en dan gelden andere regels voor belasting en ziekte. Pas het rooster of uw keuze aan.",
            dagen = Waarde::Uren(dagen(zaak)?)
        ),
        (false, Regime::Rdah) => keur_af!(
            "RDAH-02.te-weinig-dagen",
            "U vulde in: 4 dagen per week of meer. In het rooster staan {dagen} dagen. Pas het rooster of uw keuze aan.",
            dagen = Waarde::Uren(dagen(zaak)?)
        ),
    }
}

fn buiten_huishouden(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if !zaak.nodig(&WERK_BUITEN_HUISHOUDEN)? {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "RDAH-03.ander-werk",
        "Een deel van het werk is niet voor uw huishouden. Een medewerker bekijkt welke regels dan gelden."
    )
}

fn verzekeringen(zaak: &Zaak<'_>) -> Spraak {
    als(regime(zaak)? == Regime::Rdah)?;
    akkoord!(
        "RDAH-04.uwv",
        "Wordt uw zorgverlener ziek of werkloos? Dan kan de zorgverlener een uitkering aanvragen bij het UWV."
    )
}

fn aanpassing(zaak: &Zaak<'_>) -> Spraak {
    if naar_dagen(zaak)? == Regime::Volledig {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "RDAH-05.volledig",
        "Volgens een wetsvoorstel gelden straks alle regels voor werkgevers, ook bij minder dan 4 dagen per week."
    )
}
