//! OPZ: notice and end.

use contracts::labour::Grond;
use contracts::labour::aanvullend::{Opzegdag, Opzegtermijn};
use jiff::civil::{Date, date};
use kernel::SoortOvereenkomst::{Arbeidsovereenkomst, Familie, Opdracht};

use super::gemeen::{Regime, alleen, alleen_dienst, als, maanden, regime, voorbij_aow};
use super::opr::is_oproep;
use crate::berekening::keten::{dienstjaren, opzegtermijn_werkgever};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::{
    BOETE_BIJ_OPZEGGEN, DIRECT_ZONDER_REDEN, GEEN_TRANSITIEVERGOEDING, OPZEGDAG,
    TERMIJN_BUDGETHOUDER, TERMIJN_ZORGVERLENER, TUSSENTIJDS_BUDGETHOUDER, TUSSENTIJDS_ZORGVERLENER,
};
use crate::gegevens::vast::{EERDERE_VAST, EINDE_OP, GEBOORTEDATUM, PERIODE};
use crate::gegevens::werk::{AANZEGGING, EERDERE};
use crate::kalender;
use crate::parameters::termijnen::{
    AANZEGGING_DUUR, OPROEP_TERMIJN, OPZEGTERMIJN_AOW, OPZEGTERMIJN_OPDRACHT_MAX,
    OPZEGTERMIJN_WERKNEMER_MAX,
};

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("OPZ-01", 1, "Opzegtermijn werkgever", werkgever)
        .zin("De opzegtermijn van de werkgever is ten minste een maand, en na vijf, tien en vijftien jaar twee, drie en vier maanden.")
        .artikelen(&["BW 7:672 lid 2"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1999, 1, 1))
        .anker(Anker::Start)
        .voorbeelden("wettelijk", "2 weken"),
    Regel::new("OPZ-02", 1, "Opzegtermijn werknemer", werknemer)
        .zin("Een opzegtermijn van de werknemer langer dan een maand is ten hoogste zes maanden, en die van de werkgever is dan dubbel zo lang.")
        .artikelen(&["BW 7:672"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1999, 1, 1))
        .anker(Anker::Start)
        .parameters(&[OPZEGTERMIJN_WERKNEMER_MAX])
        .voorbeelden("2 en 4 maanden", "2 en 3 maanden"),
    Regel::new("OPZ-03", 1, "Tussentijds opzeggen", tussentijds)
        .zin("Tussentijds opzeggen van een tijdelijke arbeidsovereenkomst kan alleen als dat voor beide partijen schriftelijk is afgesproken.")
        .artikelen(&["BW 7:667 lid 3"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1999, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("beide partijen", "alleen de budgethouder"),
    Regel::new("OPZ-04", 1, "Aanzegging plannen", aanzegging_plannen)
        .zin("Bij een tijdelijke arbeidsovereenkomst van zes maanden of langer laat de werkgever uiterlijk een maand voor het einde weten of hij doorgaat.")
        .artikelen(&["BW 7:668"])
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Einde)
        .parameters(&[AANZEGGING_DUUR])
        .voorbeelden("5 maanden: niet van toepassing", "1 jaar"),
    Regel::new("OPZ-05", 1, "Aanzegging te laat", aanzegging_te_laat)
        .zin("Een te late of ontbrekende aanzegging kost een vergoeding naar rato, ten hoogste een maandloon.")
        .artikelen(&["BW 7:668 lid 3"])
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Einde)
        .parameters(&[AANZEGGING_DUUR])
        .voorbeelden("op tijd", "10 dagen te laat"),
    Regel::new("OPZ-06", 1, "Ontslagbescherming weggeschreven", direct)
        .zin("Wie volledig onder het arbeidsrecht valt, kan niet zonder reden direct worden ontslagen.")
        .artikelen(&["BW 7:669", "BW 7:671 lid 1 onder d"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 7, 1))
        .anker(Anker::Afsluiting)
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("regeling dienstverlening aan huis", "5 dagen per week, direct opzegbaar"),
    Regel::new("OPZ-07", 1, "Opzegtermijn na AOW-leeftijd", na_aow)
        .zin("Na de AOW-leeftijd is de opzegtermijn van de werkgever een maand, hoe lang het dienstverband ook duurt.")
        .artikelen(&["BW 7:672"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2016, 1, 1))
        .parameters(&[OPZEGTERMIJN_AOW])
        .gaat_voor(&["OPZ-01"])
        .voorbeelden("68 jaar, 18 dienstjaren, 1 maand", "68 jaar, 2 weken"),
    Regel::new("OPZ-08", 1, "Transitievergoeding uitgesloten", transitievergoeding)
        .zin("Het recht op een transitievergoeding kan niet worden uitgesloten.")
        .artikelen(&["BW 7:673"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2020, 1, 1))
        .anker(Anker::Einde)
        .voorbeelden("niets afgesproken", "geen recht op vergoeding"),
    Regel::new("OPZ-09", 1, "Opzeggen door opdrachtgever", opdrachtgever)
        .zin("Een particuliere opdrachtgever kan een opdracht altijd opzeggen; een boete daarop mag niet.")
        .artikelen(&["BW 7:408 lid 1 en 3", "BW 7:413"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1993, 9, 1))
        .anker(Anker::Afsluiting)
        .parameters(&[OPZEGTERMIJN_OPDRACHT_MAX])
        .voorbeelden("1 maand", "boete van twee maanden"),
    Regel::new("OPZ-10", 1, "Opzegging oproepkracht", oproepkracht)
        .zin("De opzegtermijn van een oproepkracht zonder vaste uren is ten hoogste de oproeptermijn van vier dagen.")
        .artikelen(&["BW 7:672 lid 5"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2020, 1, 1))
        .anker(Anker::Afsluiting)
        .parameters(&[OPROEP_TERMIJN])
        .afhankelijk(&["OPR-01"])
        .voorbeelden("4 dagen", "1 maand"),
    Regel::new("OPZ-11", 1, "Opzegging tegen einde van de maand", einde_maand)
        .zin("Opzegging geschiedt tegen het einde van de maand, tenzij schriftelijk een andere dag is genoemd.")
        .artikelen(&["BW 7:672 lid 1"])
        .geldig_van(date(1999, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("einde van de maand", "op de 15e, niet op papier"),
];

/// First day of service, earlier fixed terms that join included.
fn in_dienst_sinds(zaak: &Zaak<'_>) -> Result<Date, Stop> {
    let mut since = zaak.nodig(&PERIODE)?.van();
    let mut earlier: Vec<_> = zaak.lijst(&EERDERE_VAST).to_vec();
    let employed = zaak.lijst(&EERDERE).iter().filter(|own| own.soort == Arbeidsovereenkomst);
    earlier.extend(employed.map(|own| own.periode));
    earlier.sort_by_key(|term| std::cmp::Reverse(term.van()));
    for term in earlier {
        if term.day_after().is_some_and(|free| since <= kalender::plus_months(free, 6)) {
            since = since.min(term.van());
        }
    }
    Ok(since)
}

/// A term of notice in days of a month of thirty, so that terms compare.
fn in_dagen(termijn: Opzegtermijn) -> Option<i64> {
    match termijn {
        Opzegtermijn::Wettelijk => None,
        Opzegtermijn::Dagen(days) => Some(i64::from(days)),
        Opzegtermijn::Maanden(months) => Some(i64::from(months) * 30),
    }
}

fn werkgever(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(agreed) = zaak.beding(&TERMIJN_BUDGETHOUDER).and_then(in_dagen) else {
        return Ok(Oordeel::akkoord());
    };
    let start = zaak.rechtsdatum(Anker::Start);
    let years = dienstjaren(in_dienst_sinds(zaak)?, start.max(zaak.kennisdatum()));
    let needed = opzegtermijn_werkgever(years);
    if agreed < needed * 30 {
        return keur_af!(
            "OPZ-01.te-kort",
            "De opzegtermijn voor u is te kort. De wet vraagt minstens {minimum} maanden na {jaren} dienstjaren. Kies de wettelijke termijn. (artikel 7:672 BW)",
            minimum = needed,
            jaren = years
        );
    }
    if agreed == 30 && zaak.nodig(&PERIODE)?.tot().is_none() {
        return let_op!(
            "OPZ-01.groeit",
            "De opzegtermijn voor u is 1 maand. Volgens de wet wordt die langer na 5 jaar. Kies liever de wettelijke termijn. (artikel 7:672 BW)"
        );
    }
    Ok(Oordeel::akkoord())
}

fn werknemer(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(own) = zaak.beding(&TERMIJN_ZORGVERLENER).and_then(in_dagen) else {
        return Ok(Oordeel::akkoord());
    };
    if own <= 30 {
        return Ok(Oordeel::akkoord());
    }
    let start = zaak.rechtsdatum(Anker::Start);
    let longest = zaak.nodige_parameter(OPZEGTERMIJN_WERKNEMER_MAX, start)?.waarde;
    let other = match zaak.beding(&TERMIJN_BUDGETHOUDER).and_then(in_dagen) {
        Some(other) => other,
        None => opzegtermijn_werkgever(dienstjaren(in_dienst_sinds(zaak)?, start)) * 30,
    };
    if own <= longest * 30 && other >= own * 2 {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "OPZ-02.niet-dubbel",
        "De zorgverlener heeft een opzegtermijn van {wn} maanden. Langer dan {grens} maanden mag niet, en uw eigen termijn moet minstens {dubbel} maanden zijn. (artikel 7:672 BW)",
        wn = own / 30,
        grens = longest,
        dubbel = own * 2 / 30
    )
}

fn tussentijds(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    als(zaak.nodig(&PERIODE)?.tot().is_some())?;
    match (zaak.beding(&TUSSENTIJDS_BUDGETHOUDER), zaak.beding(&TUSSENTIJDS_ZORGVERLENER)) {
        (None, None) | (Some(true), Some(true)) => Ok(Oordeel::akkoord()),
        (Some(false), Some(false) | None) | (None, Some(false)) => let_op!(
            "OPZ-03.geen",
            "U kunt deze tijdelijke overeenkomst niet eerder opzeggen. U zit vast tot de einddatum. (artikel 7:667 BW)"
        ),
        (Some(true), Some(false) | None) | (Some(false) | None, Some(true)) => keur_af!(
            "OPZ-03.eenzijdig",
            "Maar een van u beiden mag eerder opzeggen. Dat recht moet voor beiden gelden. Pas deze afspraak aan. (artikel 7:667 BW)"
        ),
    }
}

/// The last day for the announcement and the last day of the term.
fn aanzegdag(zaak: &Zaak<'_>) -> Result<(Date, Date), Stop> {
    alleen_dienst(zaak)?;
    let periode = zaak.nodig(&PERIODE)?;
    let Some(last) = periode.tot() else { return Err(Stop::NietVanToepassing) };
    als(zaak.nodig(&EINDE_OP)? == contracts::labour::EindeOp::Kalenderdatum)?;
    let months = zaak.nodige_parameter(AANZEGGING_DUUR, last)?.waarde;
    als(kalender::lasts_at_least(periode, maanden(months)))?;
    Ok((kalender::plus_months(last, -1), last))
}

fn aanzegging_plannen(zaak: &Zaak<'_>) -> Spraak {
    let (day, last) = aanzegdag(zaak)?;
    als(zaak.kennisdatum() <= day)?;
    taak!(
        day;
        "OPZ-04.plannen",
        "De overeenkomst stopt op {einddatum}. Laat uiterlijk {datum} schriftelijk weten of u doorgaat; bent u te laat, dan moet u een vergoeding betalen. (artikel 7:668 BW)",
        einddatum = last, datum = day
    )
}

fn aanzegging_te_laat(zaak: &Zaak<'_>) -> Spraak {
    let (day, last) = aanzegdag(zaak)?;
    let announced = zaak.beding(&AANZEGGING).map(|aanzegging| aanzegging.op);
    als(zaak.kennisdatum() > day || announced.flatten().is_some())?;
    match announced {
        Some(Some(op)) if op <= day => Ok(Oordeel::akkoord()),
        Some(Some(op)) => let_op!(
            "OPZ-05.te-laat",
            "U liet op {op} weten of u doorgaat. Dat moest uiterlijk {datum}. U moet een vergoeding betalen voor de {dagen} dagen dat u te laat was. (artikel 7:668 BW)",
            op = op,
            datum = day,
            dagen = Waarde::Getal(i64::from((op - day).get_days()))
        ),
        Some(None) => let_op!(
            "OPZ-05.niet",
            "U liet niet weten of u na {einddatum} doorgaat. U moet een maandloon betalen als vergoeding. (artikel 7:668 BW)",
            einddatum = last
        ),
        None => Err(Stop::Ontbreekt(AANZEGGING.naam, AANZEGGING.sinds)),
    }
}

fn direct(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if !zaak.nodig(&DIRECT_ZONDER_REDEN)? {
        return Ok(Oordeel::akkoord());
    }
    if regime(zaak)? == Regime::Rdah {
        return akkoord!(
            "OPZ-06.rdah",
            "Voor het ontslag heeft u geen toestemming nodig. De opzegtermijn blijft wel gelden."
        );
    }
    keur_af!(
        "OPZ-06.direct",
        "In de overeenkomst staat dat u direct en zonder reden kunt opzeggen. Dat mag niet bij 4 dagen per week of meer. Haal deze afspraak weg. (artikel 7:669 BW)"
    )
}

fn na_aow(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let start = zaak.rechtsdatum(Anker::Start);
    let day = start.max(zaak.kennisdatum());
    als(zaak.beding(&GEBOORTEDATUM).is_some() && voorbij_aow(zaak, day)?)?;
    let needed = zaak.nodige_parameter(OPZEGTERMIJN_AOW, day)?.waarde;
    let agreed = zaak.beding(&TERMIJN_BUDGETHOUDER).and_then(in_dagen);
    if agreed.is_none_or(|agreed| agreed >= needed * 30) {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "OPZ-07.te-kort",
        "De opzegtermijn voor u is te kort. De wet vraagt minstens {minimum} maand. Kies de wettelijke termijn. (artikel 7:672 BW)",
        minimum = needed
    )
}

fn transitievergoeding(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if !zaak.nodig(&GEEN_TRANSITIEVERGOEDING)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "OPZ-08.uitgesloten",
        "In de overeenkomst staat dat er geen vergoeding is bij ontslag. Dat mag u niet afspreken. Haal deze afspraak weg. (artikel 7:673 BW)"
    )
}

fn opdrachtgever(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht, Familie])?;
    if zaak.nodig(&BOETE_BIJ_OPZEGGEN)? {
        return keur_af!(
            "OPZ-09.boete",
            "In de overeenkomst staat een boete als u opzegt, of u mag niet opzeggen. Als opdrachtgever mag u altijd opzeggen. Haal deze afspraak weg. (artikel 7:408 BW)"
        );
    }
    let longest =
        zaak.nodige_parameter(OPZEGTERMIJN_OPDRACHT_MAX, zaak.rechtsdatum(Anker::Start))?.waarde;
    let agreed = zaak.beding(&TERMIJN_BUDGETHOUDER).and_then(in_dagen);
    if agreed.is_none_or(|agreed| agreed <= longest * 30) {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "OPZ-09.lang",
        "De opzegtermijn voor u is langer dan {grens} maanden. Een medewerker bekijkt of dat mag.",
        grens = longest
    )
}

fn oproepkracht(zaak: &Zaak<'_>) -> Spraak {
    als(is_oproep(zaak)?)?;
    let Some(agreed) = zaak.beding(&TERMIJN_ZORGVERLENER).and_then(in_dagen) else {
        return Ok(Oordeel::akkoord());
    };
    let hours = zaak.nodige_parameter(OPROEP_TERMIJN, zaak.rechtsdatum(Anker::Afsluiting))?.waarde;
    if agreed <= hours / 24 {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "OPZ-10.te-lang",
        "Uw oproepkracht heeft een opzegtermijn van {dagen} dagen. Het maximum is {grens} dagen. Pas deze afspraak aan. (artikel 7:672 BW)",
        dagen = agreed,
        grens = hours / 24
    )
}

fn einde_maand(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    match zaak.beding(&OPZEGDAG) {
        None | Some(Opzegdag::EindeMaand | Opzegdag::AnderSchriftelijk) => Ok(Oordeel::akkoord()),
        Some(Opzegdag::AnderMondeling) => let_op!(
            "OPZ-11.andere-dag",
            "U wilt opzeggen op een andere dag dan het einde van de maand. Zet dat in de overeenkomst. (artikel 7:672 BW)"
        ),
    }
}
