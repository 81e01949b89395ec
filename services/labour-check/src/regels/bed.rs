//! BED: other clauses of an employment.

use contracts::labour::Grond;
use contracts::labour::aanvullend::{
    Boete, Boetebestemming, Eenzijdig, Nevenwerkbeding, Recht, Studiekosten,
};
use jiff::civil::date;

use super::gemeen::{alleen_dienst, drempel, leeftijd, uurloon};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::{
    AFSTAND, BOETE, BOETE_EN_SCHADE, CONCURRENTIE, EENZIJDIG_WIJZIGEN, GEEN_OVERLIJDENSUITKERING,
    GEEN_WERK_GEEN_LOON_MAANDEN, NEVENWERK, SCHADE_VOOR_ZORGVERLENER, STUDIEKOSTEN,
    ZORGPLICHT_UITGESLOTEN,
};
use crate::gegevens::vast::{GEBOORTEDATUM, PERIODE};
use crate::parameters::termijnen::LOONUITSLUITING_MAX;

const fn regel(
    id: &'static str,
    naam: &'static str,
    beoordeel: crate::engine::Beoordeling,
) -> Regel {
    Regel::new(id, 1, naam, beoordeel)
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1997, 4, 1))
        .anker(Anker::Afsluiting)
}

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    regel("BED-01", "Boetebeding", boete)
        .zin("Een boete is schriftelijk, noemt de overtreding, het bedrag en de bestemming, is niet voor de werkgever zelf en is per week niet hoger dan een half dagloon, tenzij schriftelijk anders bij een loon boven het minimum.")
        .artikelen(&["BW 7:650 lid 1 tot en met 7"])
        .voorbeelden("10 euro voor het Rode Kruis", "250 euro voor de budgethouder"),
    regel("BED-02", "Boete naast schadevergoeding", boete_en_schade)
        .zin("Voor een feit wordt niet zowel boete als schadevergoeding gevraagd.")
        .artikelen(&["BW 7:651"])
        .voorbeelden("een van beide", "beide"),
    regel("BED-03", "Concurrentiebeding", concurrentie)
        .zin("Een concurrentiebeding is schriftelijk, met een meerderjarige, en in een tijdelijke overeenkomst gemotiveerd; de rest beoordeelt een medewerker.")
        .artikelen(&["BW 7:653"])
        .geldig_van(date(2015, 1, 1))
        .voorbeelden("geen beding", "1 jaar, mag niet bij anderen werken"),
    regel("BED-04", "Nevenwerkzaamheden", nevenwerk)
        .zin("Een verbod op ander werk heeft een objectieve reden.")
        .artikelen(&["BW 7:653a"])
        .geldig_van(date(2022, 8, 1))
        .voorbeelden("geen verbod", "geen ander werk"),
    regel("BED-05", "Aansprakelijkheid werknemer", aansprakelijkheid)
        .zin("De werknemer betaalt geen schade zonder opzet of bewuste roekeloosheid, en de zorgplicht van de werkgever blijft.")
        .artikelen(&["BW 7:658 lid 3", "BW 7:661 lid 2"])
        .voorbeelden("niets afgesproken", "schade wordt verrekend"),
    regel("BED-06", "Eenzijdig wijzigen", eenzijdig)
        .zin("De werkgever wijzigt uren of loon alleen bij een zwaarwichtig belang en nooit tot onder het minimum.")
        .artikelen(&["BW 7:613"])
        .voorbeelden("geen wijzigingsbeding", "loon mag altijd lager, ook onder het minimum"),
    regel("BED-07", "Studiekosten", studiekosten)
        .zin("De kosten van een wettelijk verplichte opleiding worden niet teruggevraagd.")
        .artikelen(&["BW 7:611a"])
        .geldig_van(date(2022, 8, 1))
        .voorbeelden("geen beding", "verplichte cursus terugbetalen"),
    regel("BED-08", "Afstand van wettelijke rechten", afstand)
        .zin("Van loon bij ziekte, vakantie, minimumloon, opzegtermijn en transitievergoeding wordt geen afstand gedaan.")
        .artikelen(&["BW 7:629 lid 9", "BW 7:645", "WML art. 7", "BW 7:672", "BW 7:673"])
        .voorbeelden("geen afstand", "ziet af van loon bij ziekte"),
    regel("BED-09", "Geen werk geen loon", geen_loon)
        .zin("Loon loopt door als de budgethouder afwezig is, behalve schriftelijk in de eerste zes maanden.")
        .artikelen(&["BW 7:628"])
        .geldig_van(date(2015, 1, 1))
        .parameters(&[LOONUITSLUITING_MAX])
        .voorbeelden("niets afgesproken", "geen loon bij opname, zonder einde"),
    Regel::new("BED-10", 1, "Loon bij overlijden uitgesloten", overlijden)
        .zin("De uitkering bij overlijden van de werknemer wordt niet uitgesloten.")
        .artikelen(&["BW 7:674 lid 2", "BW 7:674 lid 6"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1997, 4, 1))
        .anker(Anker::Einde)
        .voorbeelden("niets afgesproken", "uitgesloten"),
];

const REDENEN: [&str; 5] = [
    "niet op papier",
    "de overtreding is niet genoemd",
    "het bedrag is niet genoemd",
    "de bestemming is niet genoemd of de boete is voor uzelf",
    "de boete is hoger dan een half dagloon per week",
];

/// Whether a written departure from the limits holds: only above the minimum wage (lid 6, 7).
fn afwijking_werkt(zaak: &Zaak<'_>, boete: Boete) -> Result<bool, Stop> {
    if !boete.afwijking_schriftelijk {
        return Ok(false);
    }
    let day = zaak.rechtsdatum(Anker::Start).max(zaak.kennisdatum());
    let Some(minimum) = drempel(zaak, zaak.nodig(&GEBOORTEDATUM)?, day)? else { return Ok(false) };
    Ok(minimum.reached_by(uurloon(zaak)?.saturating_sub(1)))
}

fn boete(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(boete) = zaak.beding(&BOETE) else { return Ok(Oordeel::akkoord()) };
    let loose = afwijking_werkt(zaak, boete)?;
    let own = boete.bestemming != Some(Boetebestemming::Derde);
    let signs = [
        !boete.schriftelijk,
        !boete.overtreding_genoemd,
        !boete.bedrag_genoemd,
        own && !loose,
        boete.meer_dan_halve_dag && !loose,
    ];
    let mask = signs.iter().rev().fold(0_u32, |mask, sign| mask * 2 + u32::from(*sign));
    if mask == 0 {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "BED-01.boete",
        "De boete in uw overeenkomst voldoet niet aan de wet: {redenen}. Haal de boete weg of pas deze aan. (artikel 7:650 BW)",
        redenen = Waarde::Lijst(&REDENEN, mask)
    )
}

fn boete_en_schade(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if !zaak.nodig(&BOETE_EN_SCHADE)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "BED-02.beide",
        "U vraagt voor een fout zowel een boete als schadevergoeding. Kies een van beide. (artikel 7:651 BW)"
    )
}

fn concurrentie(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(beding) = zaak.beding(&CONCURRENTIE) else { return Ok(Oordeel::akkoord()) };
    let minor = leeftijd(zaak, zaak.rechtsdatum(Anker::Afsluiting))? < 18;
    let fixed = zaak.nodig(&PERIODE)?.tot().is_some();
    if !beding.schriftelijk || minor || (fixed && !beding.gemotiveerd) {
        return keur_af!(
            "BED-03.concurrentie",
            "Uw zorgverlener mag volgens de overeenkomst niet bij anderen werken. Dat mag u hier niet afspreken. Haal deze afspraak weg. (artikel 7:653 BW)"
        );
    }
    handmatig!(
        "BED-03.twijfel",
        "Uw zorgverlener mag na deze overeenkomst niet overal werken. Een medewerker bekijkt of dat mag."
    )
}

fn nevenwerk(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    match zaak.beding(&NEVENWERK) {
        None => Ok(Oordeel::akkoord()),
        Some(Nevenwerkbeding::ZonderReden) => keur_af!(
            "BED-04.verbod",
            "Uw zorgverlener mag geen ander werk doen. Dat mag u alleen afspreken met een goede reden. Haal deze afspraak weg. (artikel 7:653a BW)"
        ),
        Some(Nevenwerkbeding::MetReden) => handmatig!(
            "BED-04.reden",
            "Uw zorgverlener mag geen ander werk doen. Een medewerker bekijkt of de reden goed genoeg is."
        ),
    }
}

fn aansprakelijkheid(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if !zaak.nodig(&SCHADE_VOOR_ZORGVERLENER)? && !zaak.nodig(&ZORGPLICHT_UITGESLOTEN)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "BED-05.schade",
        "Uw zorgverlener moet volgens de overeenkomst schade betalen die niet expres is gemaakt, of u sluit uw zorgplicht uit. Dat mag niet. Haal deze afspraak weg. (artikel 7:658 en 7:661 BW)"
    )
}

fn eenzijdig(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    match zaak.beding(&EENZIJDIG_WIJZIGEN) {
        None | Some(Eenzijdig::ZwaarwichtigBelang) => Ok(Oordeel::akkoord()),
        Some(Eenzijdig::Altijd) => handmatig!(
            "BED-06.altijd",
            "U mag volgens de overeenkomst altijd alleen de uren of het loon wijzigen. Een medewerker bekijkt of dat mag."
        ),
        Some(Eenzijdig::OokOnderMinimum) => keur_af!(
            "BED-06.onder-minimum",
            "U mag volgens de overeenkomst het loon verlagen tot onder het minimum. Dat mag niet. Haal deze afspraak weg. (artikel 7:613 BW)"
        ),
    }
}

fn studiekosten(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    match zaak.beding(&STUDIEKOSTEN) {
        None => Ok(Oordeel::akkoord()),
        Some(Studiekosten::WettelijkVerplicht) => keur_af!(
            "BED-07.verplicht",
            "Uw zorgverlener moet een verplichte opleiding terugbetalen. Die kosten zijn voor u. Haal deze afspraak weg. (artikel 7:611a BW)"
        ),
        Some(Studiekosten::Anders) => handmatig!(
            "BED-07.twijfel",
            "Uw zorgverlener moet een opleiding terugbetalen. Een medewerker bekijkt of dat mag."
        ),
    }
}

fn afstand(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let rights = zaak.lijst(&AFSTAND);
    if rights.iter().any(|recht| *recht != Recht::Anders) {
        return keur_af!(
            "BED-08.afstand",
            "Uw zorgverlener geeft in de overeenkomst rechten op die de wet geeft, zoals loon bij ziekte of vakantie. Dat mag niet. Haal deze afspraak weg."
        );
    }
    if rights.is_empty() {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "BED-08.onduidelijk",
        "Uw zorgverlener geeft in de overeenkomst misschien een recht op. Een medewerker bekijkt dit."
    )
}

fn geen_loon(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(months) = zaak.beding(&GEEN_WERK_GEEN_LOON_MAANDEN) else {
        return Ok(Oordeel::akkoord());
    };
    let day = zaak.rechtsdatum(Anker::Afsluiting);
    let most = zaak.nodige_parameter(LOONUITSLUITING_MAX, day)?.waarde;
    if months > 0 && i64::from(months) <= most {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "BED-09.geen-loon",
        "U betaalt geen loon als er geen werk is, bijvoorbeeld als u in het ziekenhuis ligt. Dat mag hooguit de eerste {grens} maanden. Pas deze afspraak aan. (artikel 7:628 BW)",
        grens = most
    )
}

fn overlijden(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if !zaak.nodig(&GEEN_OVERLIJDENSUITKERING)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "BED-10.uitgesloten",
        "In de overeenkomst staat dat er geen uitkering is als uw zorgverlener overlijdt. Dat mag niet. Haal deze afspraak weg. (artikel 7:674 BW)"
    )
}
