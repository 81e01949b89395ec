//! PERS: persons; work of the young stands in [`jong`].

pub(super) mod jong;

use contracts::labour::Grond;
use contracts::labour::aanvullend::{Bekwaamheid, Document, Werkstatus};
use jiff::civil::date;
use kernel::SoortOvereenkomst::{Arbeidsovereenkomst, Familie, Instelling, Opdracht};
use kernel::Wet;

use super::gemeen::{Regime, alleen, alleen_dienst, als, maanden, onder, regime, voorbij_aow};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Zaak};
use crate::gegevens::omgeving::{
    BEKWAAMHEID, BSN_IN_ORDE, DOCUMENT, DOCUMENT_GELDIG_TOT, DUBBELROL_VERBODEN,
    OUDER_VAN_MINDERJARIGE, VERGUNNING_TOT, VERTEGENWOORDIGER_TEKENDE, VOG_MAANDEN, VOG_OP,
    VOG_VERPLICHT, WEDERZIJDS, WERKSTATUS, ZORGVERLENER_IS_VERTEGENWOORDIGER,
};
use crate::gegevens::vast::{AFGESLOTEN_OP, PERIODE, ZELFDE_PERSOON};
use crate::kalender;
use crate::parameters::aow::AOW_MAANDEN;

/// The part of the family about persons.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("PERS-05", 1, "Identiteit en BSN", identiteit)
        .zin("Het BSN van de zorgverlener is bekend en juist, en de identiteit blijkt uit een geldig document dat geen rijbewijs is.")
        .artikelen(&["Wet LB art. 28 onder f", "Wid art. 1 lid 1", "Rlz 5.16"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("paspoort", "rijbewijs"),
    Regel::new("PERS-06", 1, "Werkvergunning", werkvergunning)
        .zin("De zorgverlener mag in Nederland werken, de hele looptijd lang.")
        .artikelen(&["Wav art. 1", "Wav art. 2", "Wav art. 15"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1995, 9, 1))
        .blijft_in_bestaand()
        .voorbeelden("Poolse zorgverlener", "Braziliaanse zorgverlener zonder vergunning"),
    Regel::new("PERS-07", 1, "Budgethouder is zorgverlener", zelfde_persoon)
        .zin("Budgethouder en zorgverlener zijn verschillende personen.")
        .artikelen(&["BW 6:217"])
        .grond(Grond::StrijdMetRecht)
        .blijft_in_bestaand()
        .voorbeelden("twee personen", "dezelfde persoon"),
    Regel::new("PERS-08", 1, "Vertegenwoordiger is zorgverlener", dubbelrol)
        .zin("Wie de budgethouder vertegenwoordigt en betaalde zorg geeft, wordt door een medewerker beoordeeld, tenzij de verordening het verbiedt.")
        .artikelen(&["CRvB 27-11-2019", "ECLI:NL:RBROT:2021:2301", "Wmo 2015, verordening"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2019, 11, 27))
        .anker(Anker::Afsluiting)
        .voorbeelden("vader vertegenwoordigt, tante geeft zorg", "dochter doet beide"),
    Regel::new("PERS-09", 1, "VOG", vog)
        .zin("Waar de verstrekker een verklaring omtrent het gedrag eist, is die er en is zij niet te oud.")
        .artikelen(&["verordening van de verstrekker"])
        .grond(Grond::Uitvoerbaarheid)
        .anker(Anker::Afsluiting)
        .voorbeelden("VOG van 2 maanden oud", "geen VOG waar die is geëist"),
    Regel::new("PERS-10", 1, "AOW-leeftijd", aow)
        .zin("Na de AOW-leeftijd gelden kortere termijnen voor loon bij ziekte en opzegging en een langere keten.")
        .artikelen(&["BW 7:629 lid 2", "BW 7:668a lid 12", "BW 7:672"])
        .geldig_van(date(2016, 1, 1))
        .parameters(&[AOW_MAANDEN])
        .voorbeelden("68 jaar: uitleg", "40 jaar: niet van toepassing"),
    Regel::new("PERS-11", 1, "Handelingsbekwaamheid budgethouder", bekwaamheid)
        .zin("Voor een budgethouder die niet zelf mag tekenen, tekent de wettelijk vertegenwoordiger.")
        .artikelen(&["BW 1:234", "BW 1:381"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("moeder tekent voor kind", "kind tekent zelf"),
    Regel::new("PERS-12", 1, "Wederzijdse zorg", wederzijds)
        .zin("Twee mensen die elkaar uit een pgb betalen voor zorg, worden door een medewerker beoordeeld.")
        .artikelen(&["Blz 3.6.4"])
        .geldig_van(date(2015, 1, 1))
        .open_norm()
        .voorbeelden("een kant op", "beide kanten op"),
];

fn identiteit(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Arbeidsovereenkomst, Opdracht, Familie])?;
    if !zaak.nodig(&BSN_IN_ORDE)? {
        return keur_af!(
            "PERS-05.bsn",
            "Het burgerservicenummer van uw zorgverlener ontbreekt of klopt niet. Vul het goede nummer in."
        );
    }
    let known = matches!(
        zaak.nodig(&DOCUMENT)?,
        Document::Paspoort | Document::Identiteitskaart | Document::Verblijfsdocument
    );
    let signed = zaak.nodig(&AFGESLOTEN_OP)?;
    let expired = zaak.beding(&DOCUMENT_GELDIG_TOT).is_some_and(|last| last < signed);
    if known && !expired {
        return Ok(Oordeel::akkoord());
    }
    let full = zaak.soort() == Arbeidsovereenkomst && regime(zaak)? == Regime::Volledig;
    if full {
        return keur_af!(
            "PERS-05.document",
            "Het document van uw zorgverlener is verlopen of niet geldig als bewijs; een rijbewijs is niet genoeg. Stuur een geldig paspoort of een geldige identiteitskaart."
        );
    }
    handmatig!(
        "PERS-05.twijfel",
        "Het document van uw zorgverlener is verlopen of is geen paspoort of identiteitskaart. Een medewerker bekijkt dit."
    )
}

fn werkvergunning(zaak: &Zaak<'_>) -> Spraak {
    als(zaak.soort() != Instelling)?;
    match zaak.nodig(&WERKSTATUS)? {
        Werkstatus::VrijVerkeer | Werkstatus::VrijOpArbeidsmarkt => Ok(Oordeel::akkoord()),
        Werkstatus::Geen => keur_af!(
            "PERS-06.geen",
            "Wij zien geen vergunning waarmee uw zorgverlener in Nederland mag werken. Zonder vergunning mag u niet laten werken; u kunt een boete krijgen. (Wet arbeid vreemdelingen)"
        ),
        Werkstatus::Vergunning => vergunning(zaak),
    }
}

fn vergunning(zaak: &Zaak<'_>) -> Spraak {
    let last = zaak.nodig(&VERGUNNING_TOT)?;
    let periode = zaak.nodig(&PERIODE)?;
    if last < periode.van().max(zaak.kennisdatum()) {
        return keur_af!(
            "PERS-06.verlopen",
            "De vergunning van uw zorgverlener is verlopen op {datum}. Zonder vergunning mag u niet laten werken. (Wet arbeid vreemdelingen)",
            datum = last
        );
    }
    if periode.tot().is_some_and(|tot| tot <= last) {
        return Ok(Oordeel::akkoord());
    }
    taak!(
        last;
        "PERS-06.loopt-af",
        "De vergunning van uw zorgverlener loopt tot en met {datum}. Zorg voor die dag voor een nieuwe vergunning.",
        datum = last
    )
}

fn zelfde_persoon(zaak: &Zaak<'_>) -> Spraak {
    if !zaak.nodig(&ZELFDE_PERSOON)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "PERS-07.zelfde",
        "U staat zelf als zorgverlener in de overeenkomst. U kunt uzelf niet uit uw budget betalen."
    )
}

fn dubbelrol(zaak: &Zaak<'_>) -> Spraak {
    if !zaak.nodig(&ZORGVERLENER_IS_VERTEGENWOORDIGER)? {
        return Ok(Oordeel::akkoord());
    }
    if zaak.beding(&OUDER_VAN_MINDERJARIGE) == Some(true) {
        return akkoord!(
            "PERS-08.ouder",
            "De zorgverlener is ouder van een minderjarig kind en mag daarom beide doen."
        );
    }
    let local = onder(zaak, Wet::Wmo) || onder(zaak, Wet::Jw);
    if local && zaak.beding(&DUBBELROL_VERBODEN) == Some(true) {
        return keur_af!(
            "PERS-08.verboden",
            "Uw zorgverlener vertegenwoordigt u ook. Uw gemeente staat dat niet toe. Kies een andere vertegenwoordiger of een andere zorgverlener."
        );
    }
    handmatig!(
        "PERS-08.dubbelrol",
        "Uw zorgverlener vertegenwoordigt u en geeft ook zorg tegen betaling. Een medewerker kijkt of uw belangen goed beschermd zijn."
    )
}

fn vog(zaak: &Zaak<'_>) -> Spraak {
    als(zaak.nodig(&VOG_VERPLICHT)?)?;
    let signed = zaak.nodig(&AFGESLOTEN_OP)?;
    let old = i64::from(zaak.beding(&VOG_MAANDEN).unwrap_or(u8::MAX));
    let fresh =
        zaak.beding(&VOG_OP).is_some_and(|day| kalender::plus_months(day, maanden(old)) >= signed);
    if fresh {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "PERS-09.geen-vog",
        "De verklaring omtrent het gedrag (VOG) van uw zorgverlener ontbreekt of is te oud. Stuur een nieuwe VOG."
    )
}

fn aow(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let day = zaak.rechtsdatum(Anker::Start).max(zaak.kennisdatum());
    als(voorbij_aow(zaak, day)?)?;
    akkoord!(
        "PERS-10.aow",
        "Uw zorgverlener heeft de AOW-leeftijd bereikt. U betaalt bij ziekte korter door en de opzegtermijn voor u is 1 maand."
    )
}

fn bekwaamheid(zaak: &Zaak<'_>) -> Spraak {
    if zaak.nodig(&BEKWAAMHEID)? == Bekwaamheid::Bekwaam
        || zaak.nodig(&VERTEGENWOORDIGER_TEKENDE)?
    {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "PERS-11.niet-getekend",
        "De budgethouder mag niet zelf tekenen. De handtekening van de wettelijk vertegenwoordiger ontbreekt. Laat die alsnog tekenen."
    )
}

fn wederzijds(zaak: &Zaak<'_>) -> Spraak {
    if !zaak.nodig(&WEDERZIJDS)? {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "PERS-12.wederzijds",
        "U zorgt ook tegen betaling voor uw zorgverlener. Een medewerker bekijkt of dat samen kan."
    )
}
