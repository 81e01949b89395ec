//! FISC: tax and premiums.

use contracts::labour::Grond;
use contracts::labour::aanvullend::Vestiging;
use jiff::civil::date;
use kernel::Aantal;
use kernel::SoortOvereenkomst::{Instelling, Opdracht};

use super::gemeen::{Regime, alleen, als, dagen, regime, uurloon};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::{
    JAARBUDGET, LOONHEFFING_INGEHOUDEN, ONBELASTE_VERGOEDINGEN_PER_JAAR, REISKOSTEN_PER_KM,
};
use crate::gegevens::omgeving::{AFSCHRIFT_DOCUMENT, BSN_IN_ORDE, VESTIGING};
use crate::gegevens::vast::{PERIODE, UREN_PER_WEEK};
use crate::parameters::premies::{
    ANONIEMENTARIEF, PREMIE_AOF_LAAG, PREMIE_AWF_HOOG, PREMIE_AWF_LAAG, PREMIE_WHK, PREMIE_WKO,
    PREMIE_ZVW, REISKOSTEN_ONBELAST, WKR_RUIMTE,
};

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("FISC-01", 1, "Inhouding loonheffingen", inhouding)
        .zin("Wie volledig onder het arbeidsrecht valt, krijgt loon met inhouding van loonheffing.")
        .artikelen(&["Wet LB art. 5", "Wet LB art. 27"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2007, 1, 1))
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("2 dagen, geen inhouding", "5 dagen, geen inhouding"),
    Regel::new("FISC-02", 1, "Identificatieplicht", identificatie)
        .zin("De werkgever bewaart een afschrift van het identiteitsdocument.")
        .artikelen(&["Wet LB art. 28 onder f", "Wid art. 1"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2006, 1, 1))
        .anker(Anker::Start)
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("afschrift aanwezig", "geen afschrift"),
    Regel::new("FISC-03", 1, "Anoniementarief", anoniem)
        .zin("Zonder volledige gegevens van de werknemer geldt het anoniementarief.")
        .artikelen(&["Wet LB art. 26b"])
        .anker(Anker::Start)
        .parameters(&[ANONIEMENTARIEF])
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("gegevens volledig", "geen BSN"),
    Regel::new("FISC-04", 1, "Reiskosten", reiskosten)
        .zin("Reiskosten boven het onbelaste bedrag per kilometer tellen als loon.")
        .artikelen(&["Wet LB art. 31a"])
        .geldig_van(date(2022, 1, 1))
        .parameters(&[REISKOSTEN_ONBELAST])
        .voorbeelden("0,23 in 2026", "0,30 in 2026"),
    Regel::new("FISC-05", 1, "Werkkostenregeling", werkkosten)
        .zin("Onbelaste vergoedingen blijven binnen de vrije ruimte van de werkkostenregeling.")
        .artikelen(&["Wet LB art. 31a"])
        .geldig_van(date(2023, 1, 1))
        .parameters(&[WKR_RUIMTE])
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("geen vergoedingen", "1.000 euro onbelast"),
    Regel::new("FISC-06", 1, "Eerstedagsmelding", eerstedag)
        .zin("Een eerstedagsmelding is alleen nodig na een besluit van de inspecteur.")
        .artikelen(&["Wet LB art. 28 onder g"])
        .geldig_van(date(2009, 1, 1))
        .voorbeelden("nooit van toepassing", "nooit van toepassing"),
    Regel::new("FISC-07", 1, "Meldplicht buitenlandse dienstverrichter", buitenland)
        .zin("Een buitenlandse instelling wordt door een medewerker beoordeeld; voor een particulier geldt geen meldplicht.")
        .artikelen(&["WagwEU art. 8"])
        .geldig_van(date(2020, 3, 1))
        .open_norm()
        .voorbeelden("Nederlandse zorgverlener", "Belgische instelling"),
    Regel::new("FISC-08", 1, "Werkgeverslasten in het budget", lasten)
        .zin("Het loon van een jaar met werkgeverslasten past in het budget.")
        .artikelen(&["Wfsv art. 27", "Zvw art. 41"])
        .geldig_van(date(2023, 1, 1))
        .parameters(&[PREMIE_AWF_LAAG, PREMIE_AWF_HOOG, PREMIE_AOF_LAAG, PREMIE_WKO, PREMIE_WHK, PREMIE_ZVW])
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("past in het budget", "past niet in het budget"),
];

fn volledig(zaak: &Zaak<'_>) -> Result<(), Stop> {
    als(regime(zaak)? == Regime::Volledig)
}

fn inhouding(zaak: &Zaak<'_>) -> Spraak {
    if regime(zaak)? == Regime::Rdah || zaak.nodig(&LOONHEFFING_INGEHOUDEN)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "FISC-01.geen-inhouding",
        "Uw zorgverlener werkt {dagen} dagen per week. Dan moet loonbelasting worden ingehouden; de SVB doet dat voor u als u het formulier loonheffingen instuurt.",
        dagen = Waarde::Uren(dagen(zaak)?)
    )
}

fn identificatie(zaak: &Zaak<'_>) -> Spraak {
    volledig(zaak)?;
    if zaak.nodig(&AFSCHRIFT_DOCUMENT)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "FISC-02.geen-afschrift",
        "Wij missen een kopie van het paspoort of de identiteitskaart van uw zorgverlener. Stuur die op."
    )
}

fn anoniem(zaak: &Zaak<'_>) -> Spraak {
    volledig(zaak)?;
    if zaak.nodig(&BSN_IN_ORDE)? {
        return Ok(Oordeel::akkoord());
    }
    let day = zaak.rechtsdatum(Anker::Start);
    let rate = zaak.nodige_parameter(ANONIEMENTARIEF, day)?.waarde;
    let_op!(
        "FISC-03.hoog-tarief",
        "Gegevens van uw zorgverlener ontbreken. De SVB moet dan {percentage} procent belasting inhouden. Vul de gegevens aan.",
        percentage = Waarde::Uren(rate)
    )
}

fn reiskosten(zaak: &Zaak<'_>) -> Spraak {
    let Some(paid) = zaak.beding(&REISKOSTEN_PER_KM) else { return Ok(Oordeel::akkoord()) };
    let day = zaak.rechtsdatum(Anker::Start).max(date(2022, 1, 1));
    let most = zaak.nodige_parameter(REISKOSTEN_ONBELAST, day)?.waarde;
    if paid.cents() <= most {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "FISC-04.te-hoog",
        "De reiskosten zijn {bedrag} per kilometer. Tot {maximum} is onbelast; het meerdere telt als loon.",
        bedrag = paid,
        maximum = Waarde::Cent(most)
    )
}

/// The wage of a year, eurocents, by the weekly hours.
fn jaarloon(zaak: &Zaak<'_>) -> Result<i64, Stop> {
    let hours = zaak.nodig(&UREN_PER_WEEK).map(Aantal::hundredths)?.saturating_mul(52);
    Ok(uurloon(zaak)?.saturating_mul(hours) / 100_000)
}

fn werkkosten(zaak: &Zaak<'_>) -> Spraak {
    volledig(zaak)?;
    let Some(paid) = zaak.beding(&ONBELASTE_VERGOEDINGEN_PER_JAAR) else {
        return Ok(Oordeel::akkoord());
    };
    let day = zaak.rechtsdatum(Anker::Start).max(date(2023, 1, 1));
    let room = zaak.nodige_parameter(WKR_RUIMTE, day)?.waarde;
    let free = jaarloon(zaak)?.saturating_mul(room) / 10_000;
    if paid.cents() <= free {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "FISC-05.te-veel",
        "U geeft {bedrag} per jaar aan onbelaste vergoedingen. Tot {grens} is onbelast; over de rest betaalt u belasting.",
        bedrag = paid,
        grens = Waarde::Cent(free)
    )
}

const fn eerstedag(_zaak: &Zaak<'_>) -> Spraak {
    Err(Stop::NietVanToepassing)
}

fn buitenland(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht, Instelling])?;
    match (zaak.nodig(&VESTIGING)?, zaak.soort() == Instelling) {
        (Vestiging::Nederland, _) | (Vestiging::Buitenland, false) => Err(Stop::NietVanToepassing),
        (Vestiging::Buitenland, true) => handmatig!(
            "FISC-07.buitenland",
            "De zorginstelling is in het buitenland gevestigd. Een medewerker bekijkt welke regels gelden."
        ),
    }
}

fn lasten(zaak: &Zaak<'_>) -> Spraak {
    volledig(zaak)?;
    let budget = zaak.nodig(&JAARBUDGET)?.cents();
    let day = zaak.rechtsdatum(Anker::Start).max(date(2023, 1, 1));
    let open = zaak.nodig(&PERIODE)?.tot().is_none();
    let awf = if open { PREMIE_AWF_LAAG } else { PREMIE_AWF_HOOG };
    let mut percent = 10_000;
    for premie in [awf, PREMIE_AOF_LAAG, PREMIE_WKO, PREMIE_WHK, PREMIE_ZVW] {
        percent += zaak.nodige_parameter(premie, day)?.waarde;
    }
    let cost = jaarloon(zaak)?.saturating_mul(percent) / 10_000;
    if cost <= budget {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "FISC-08.past-niet",
        "Met de lasten voor u als werkgever kost deze zorg ongeveer {kosten} per jaar. Uw budget is {budget}. Spreek minder uren af of kijk of uw budget hoog genoeg is.",
        kosten = Waarde::Cent(cost),
        budget = Waarde::Cent(budget)
    )
}
