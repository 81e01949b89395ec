//! OPR: work on call (BW 7:628, 7:628a, 7:628b).

use contracts::labour::Grond;
use contracts::labour::aanvullend::Patroon;
use jiff::civil::date;
use kernel::Aantal;

use super::gemeen::{alleen_dienst, als, maanden};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::vast::{PERIODE, UREN_PER_WEEK};
use crate::gegevens::werk::{
    AANBOD_OP, AANBOD_UREN, LOONUITSLUITING_EERDER, LOONUITSLUITING_MAANDEN,
    LOONUITSLUITING_MONDELING, OPROEPTERMIJN_UREN, PATROON, REFERENTIEDAGEN, SINDS, UREN_GEMIDDELD,
    UREN_MAX, UREN_MIN, UREN_PER_OPROEP_MIN,
};
use crate::kalender;
use crate::parameters::termijnen::{
    BANDBREEDTE_MAX, LOONUITSLUITING_MAX, OPROEP_AANBOD, OPROEP_TERMIJN, OPROEP_UREN_MIN,
};

/// Hours a week under which a call counts for three hours when times are not fixed, hundredths.
const WEINIG: i64 = 1500;

/// What other rules need.
pub(super) const EERST: &[Regel] = &[
    Regel::new("OPR-01", 1, "Is dit een oproepovereenkomst", oproepovereenkomst)
        .zin("Een arbeidsovereenkomst zonder een vast aantal uren, of met loonuitsluiting, is een oproepovereenkomst.")
        .artikelen(&["BW 7:628a lid 9"])
        .geldig_van(date(2020, 1, 1))
        .voorbeelden("elke week 6 uur: niet van toepassing", "0 tot 20 uur: oproepovereenkomst"),
];

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("OPR-02", 1, "Oproeptermijn", oproeptermijn)
        .zin("Een oproep komt ten minste vier dagen van tevoren.")
        .artikelen(&["BW 7:628a lid 2 tot en met 4"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2020, 1, 1))
        .anker(Anker::Afsluiting)
        .parameters(&[OPROEP_TERMIJN])
        .afhankelijk(&["OPR-01"])
        .voorbeelden("4 dagen", "24 uur"),
    Regel::new("OPR-03", 1, "Aanbod vaste uren na 12 maanden", aanbod)
        .zin("Na twaalf maanden oproep doet de werkgever binnen een maand een aanbod voor vaste uren van ten minste het gemiddelde.")
        .artikelen(&["BW 7:628a lid 5", "BW 7:628a lid 8"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2020, 1, 1))
        .anker(Anker::Besluit)
        .parameters(&[OPROEP_AANBOD])
        .voorbeelden("aanbod in maand 13", "geen aanbod in maand 14"),
    Regel::new("OPR-04", 1, "Loonuitsluiting", loonuitsluiting)
        .zin("Loonuitsluiting is schriftelijk en duurt over de hele keten ten hoogste zes maanden.")
        .artikelen(&["BW 7:628 lid 5", "BW 7:628 lid 6"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .parameters(&[LOONUITSLUITING_MAX])
        .voorbeelden("3 maanden", "12 maanden"),
    Regel::new("OPR-05", 1, "Referentiedagen", referentiedagen)
        .zin("Bij onvoorspelbare werktijden staan de dagen en uren waarop werk kan worden gevraagd in de overeenkomst.")
        .artikelen(&["BW 7:628b"])
        .geldig_van(date(2022, 8, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("maandag tot en met vrijdag 8 tot 20 uur", "geen dagen genoemd"),
    Regel::new("OPR-06", 1, "Minimaal drie uur per oproep", drie_uur)
        .zin("Voor elke oproep zonder vaste tijden wordt ten minste drie uur betaald.")
        .artikelen(&["BW 7:628a lid 1"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(1999, 1, 1))
        .anker(Anker::Afsluiting)
        .parameters(&[OPROEP_UREN_MIN])
        .afhankelijk(&["OPR-01"])
        .voorbeelden("drie uur betaald", "per gewerkt half uur"),
    Regel::new("OPR-07", 1, "Bandbreedtecontract", bandbreedte)
        .zin("Volgens het wetsvoorstel is het hoogste aantal uren ten hoogste 130 procent van het laagste.")
        .artikelen(&["wetsvoorstel 36746"])
        .geldig_van(date(2027, 1, 1))
        .parameters(&[BANDBREEDTE_MAX])
        .wetsvoorstel()
        .voorbeelden("10 tot 13 uur", "0 tot 20 uur"),
];

/// Whether it is work on call, from the clauses themselves.
fn oproep(zaak: &Zaak<'_>) -> Result<bool, Stop> {
    alleen_dienst(zaak)?;
    if zaak.beding(&LOONUITSLUITING_MAANDEN).is_some_and(|months| months > 0) {
        return Ok(true);
    }
    let (least, most) = (zaak.beding(&UREN_MIN), zaak.beding(&UREN_MAX));
    if least.is_some() || most.is_some() {
        return Ok(least != most);
    }
    Ok(zaak.nodig(&PATROON)? == Patroon::Onregelmatig)
}

/// Whether it is work on call, as other rules need it.
pub(super) fn is_oproep(zaak: &Zaak<'_>) -> Result<bool, Stop> {
    zaak.afgeleid("OPR-01", oproep)
}

fn oproepovereenkomst(zaak: &Zaak<'_>) -> Spraak {
    als(oproep(zaak)?)?;
    akkoord!("OPR-01.oproep", "Uw zorgverlener werkt op oproep. Daarvoor gelden extra regels.")
}

fn oproeptermijn(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(agreed) = zaak.beding(&OPROEPTERMIJN_UREN) else {
        als(is_oproep(zaak)?)?;
        return Ok(Oordeel::akkoord());
    };
    als(is_oproep(zaak)?)?;
    let least = zaak.nodige_parameter(OPROEP_TERMIJN, zaak.rechtsdatum(Anker::Afsluiting))?.waarde;
    if i64::from(agreed) >= least {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "OPR-02.te-kort",
        "U wilt {termijn} uur van tevoren oproepen. Het minimum is 4 dagen. (artikel 7:628a BW)",
        termijn = agreed
    )
}

fn aanbod(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let on_call = zaak.beding(&SINDS).is_some() || is_oproep(zaak)?;
    als(on_call)?;
    let since = zaak.beding(&SINDS).unwrap_or(zaak.nodig(&PERIODE)?.van());
    let day = zaak.kennisdatum();
    let months = zaak.nodige_parameter(OPROEP_AANBOD, day)?.waarde;
    let reached = kalender::plus_months(since, maanden(months));
    let start = zaak.nodig(&PERIODE)?.van();
    als(reached <= day.max(start))?;
    let latest = kalender::plus_months(reached, 1);
    let mean = zaak.nodig(&UREN_GEMIDDELD)?.hundredths();
    let fixed = if zaak.beding(&PATROON) == Some(Patroon::Vast) {
        zaak.beding(&UREN_PER_WEEK)
    } else {
        None
    };
    if let Some(offered) = zaak.beding(&AANBOD_UREN).or(fixed).map(Aantal::hundredths) {
        return aanbod_hoogte(offered, mean);
    }
    if zaak.beding(&AANBOD_OP).is_some() {
        return Err(Stop::Ontbreekt(AANBOD_UREN.naam, AANBOD_UREN.sinds));
    }
    if day <= latest {
        return taak!(
            latest;
            "OPR-03.aanbod",
            "Uw zorgverlener werkt op {datum} 12 maanden op oproep. Doe voor {uiterlijk} een aanbod voor vaste uren van minstens {gemiddeld} uur per week. (artikel 7:628a BW)",
            datum = reached, uiterlijk = latest, gemiddeld = Waarde::Uren(mean)
        );
    }
    let_op!(
        "OPR-03.loonvordering",
        "U deed geen aanbod voor vaste uren. Dat moest uiterlijk {uiterlijk}. Uw zorgverlener heeft recht op loon over {gemiddeld} uur per week. (artikel 7:628a BW)",
        uiterlijk = latest,
        gemiddeld = Waarde::Uren(mean)
    )
}

fn aanbod_hoogte(offered: i64, mean: i64) -> Spraak {
    if offered >= mean {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "OPR-03.te-laag",
        "U biedt {uren} vaste uren per week. Het gemiddelde van de laatste 12 maanden is {gemiddeld}. Bied minstens zoveel uren. (artikel 7:628a BW)",
        uren = Waarde::Uren(offered),
        gemiddeld = Waarde::Uren(mean)
    )
}

fn loonuitsluiting(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(months) = zaak.beding(&LOONUITSLUITING_MAANDEN).filter(|months| *months > 0) else {
        return Ok(Oordeel::akkoord());
    };
    let before = zaak.beding(&LOONUITSLUITING_EERDER).unwrap_or(0);
    let total = i64::from(months).saturating_add(i64::from(before));
    let day = zaak.rechtsdatum(Anker::Afsluiting);
    let most = zaak.nodige_parameter(LOONUITSLUITING_MAX, day)?.waarde;
    if total <= most && !zaak.nodig(&LOONUITSLUITING_MONDELING)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "OPR-04.te-lang",
        "Geen werk, geen loon mag hooguit {grens} maanden, en alleen op papier. Bij u is dit {maanden} maanden. Pas deze afspraak aan. (artikel 7:628 BW)",
        grens = most,
        maanden = total
    )
}

fn referentiedagen(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    als(zaak.nodig(&PATROON)? == Patroon::Onregelmatig)?;
    if zaak.beding(&REFERENTIEDAGEN) == Some(true) {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "OPR-05.geen-dagen",
        "Er staat niet op welke dagen en uren uw zorgverlener kan worden opgeroepen. De zorgverlener mag dan een oproep weigeren. (artikel 7:628b BW)"
    )
}

fn drie_uur(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(paid) = zaak.beding(&UREN_PER_OPROEP_MIN) else { return Ok(Oordeel::akkoord()) };
    let little = zaak.nodig(&UREN_PER_WEEK)?.hundredths() < WEINIG
        && zaak.beding(&PATROON) != Some(Patroon::Vast);
    als(little || is_oproep(zaak)?)?;
    let least = zaak.nodige_parameter(OPROEP_UREN_MIN, zaak.rechtsdatum(Anker::Afsluiting))?.waarde;
    if paid.hundredths() >= least {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "OPR-06.te-weinig",
        "U betaalt {uren} uur per oproep. Het minimum is 3 uur. Pas deze afspraak aan. (artikel 7:628a BW)",
        uren = paid
    )
}

fn bandbreedte(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(most) = zaak.beding(&UREN_MAX) else { return Err(Stop::NietVanToepassing) };
    let least = zaak.beding(&UREN_MIN).unwrap_or(Aantal::ZERO).hundredths();
    let band = zaak.nodige_parameter(BANDBREEDTE_MAX, date(2027, 1, 1))?.waarde;
    if least > 0 && most.hundredths() * 10_000 <= least * band {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "OPR-07.te-breed",
        "Volgens een wetsvoorstel liggen het laagste en het hoogste aantal uren te ver uit elkaar."
    )
}
