//! ZIEK: sickness and maternity.

use contracts::labour::Grond;
use jiff::civil::date;
use kernel::SoortOvereenkomst::{Familie, Opdracht};

use super::gemeen::{Regime, alleen, alleen_dienst, als, drempel, regime, uurloon, voorbij_aow};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::{
    BEVALLINGSVERLOF_WEKEN, DOORBETALING_WEKEN, MELDEN_BIJ_ANDER, MELDEN_BINNEN_DAGEN, PERCENTAGE,
    WACHTDAGEN, WACHTDAGEN_MONDELING, ZONDER_ONDERGRENS,
};
use crate::gegevens::vast::GEBOORTEDATUM;
use crate::parameters::termijnen::{
    VERLOF_WEKEN, ZIEKTE_MELDEN, ZIEKTE_PERCENTAGE, ZIEKTE_WACHTDAGEN, ZIEKTE_WEKEN_AOW,
    ZIEKTE_WEKEN_RDAH, ZIEKTE_WEKEN_VOLLEDIG,
};

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("ZIEK-01", 1, "Duur loondoorbetaling", duur)
        .zin("Loon bij ziekte loopt honderdvier weken door, onder de regeling dienstverlening aan huis zes weken.")
        .artikelen(&["BW 7:629 lid 1", "BW 7:629 lid 2"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2004, 1, 1))
        .parameters(&[ZIEKTE_WEKEN_VOLLEDIG, ZIEKTE_WEKEN_RDAH])
        .afhankelijk(&["RDAH-01"])
        .voorbeelden("regeling dienstverlening aan huis, 6 weken", "5 dagen per week, 6 weken"),
    Regel::new("ZIEK-02", 1, "Hoogte loondoorbetaling", hoogte)
        .zin("Loon bij ziekte is ten minste zeventig procent en in het eerste jaar ten minste het minimumloon.")
        .artikelen(&["BW 7:629 lid 1"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2004, 1, 1))
        .parameters(&[ZIEKTE_PERCENTAGE])
        .voorbeelden("100 procent", "50 procent"),
    Regel::new("ZIEK-03", 1, "Wachtdagen", wachtdagen)
        .zin("Er zijn ten hoogste twee wachtdagen, schriftelijk afgesproken.")
        .artikelen(&["BW 7:629 lid 9"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2004, 1, 1))
        .parameters(&[ZIEKTE_WACHTDAGEN])
        .voorbeelden("2 wachtdagen", "3 wachtdagen"),
    Regel::new("ZIEK-04", 1, "Loon bij ziekte na AOW-leeftijd", na_aow)
        .zin("Na de AOW-leeftijd loopt loon bij ziekte zes weken door, voor ziekte van voor 1 juli 2023 dertien weken.")
        .artikelen(&["BW 7:629 lid 2"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2016, 1, 1))
        .parameters(&[ZIEKTE_WEKEN_AOW])
        .gaat_voor(&["ZIEK-01"])
        .voorbeelden("68 jaar, 6 weken", "68 jaar, 4 weken"),
    Regel::new("ZIEK-05", 1, "Ziekmelding", melding)
        .zin("Ziekte wordt binnen een dag gemeld bij de budgethouder en de SVB.")
        .artikelen(&["SVB, ziek- en hersteldmeldingen"])
        .geldig_van(date(2017, 4, 1))
        .parameters(&[ZIEKTE_MELDEN])
        .voorbeelden("dezelfde dag", "binnen een week"),
    Regel::new("ZIEK-06", 1, "Zwangerschaps- en bevallingsverlof", bevalling)
        .zin("Het zwangerschaps- en bevallingsverlof is ten minste zestien weken.")
        .artikelen(&["WAZO art. 3:1"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2001, 12, 1))
        .parameters(&[VERLOF_WEKEN])
        .voorbeelden("niets afgesproken", "8 weken"),
    Regel::new("ZIEK-07", 1, "Ziekte bij opdracht", bij_opdracht)
        .zin("Bij opdracht en familie wordt uit het pgb alleen geleverde zorg betaald.")
        .artikelen(&["SVB, uw zorgverlener is ziek"])
        .geldig_van(date(2017, 4, 1))
        .voorbeelden("geen loon bij ziekte", "6 weken loon bij ziekte"),
];

fn te_kort(weken: u16, needed: i64) -> Spraak {
    if i64::from(weken) >= needed {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "ZIEK-01.te-kort",
        "U betaalt bij ziekte {weken} weken door. De wet vraagt bij deze overeenkomst {minimum} weken. Pas deze afspraak aan. (artikel 7:629 BW)",
        weken = weken,
        minimum = needed
    )
}

fn duur(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(weken) = zaak.beding(&DOORBETALING_WEKEN) else { return Ok(Oordeel::akkoord()) };
    let sleutel = match regime(zaak)? {
        Regime::Rdah => ZIEKTE_WEKEN_RDAH,
        Regime::Volledig => ZIEKTE_WEKEN_VOLLEDIG,
    };
    te_kort(weken, zaak.nodige_parameter(sleutel, zaak.rechtsdatum(Anker::Start))?.waarde)
}

fn hoogte(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(percent) = zaak.beding(&PERCENTAGE).map(i64::from) else {
        return Ok(Oordeel::akkoord());
    };
    let day = zaak.rechtsdatum(Anker::Start);
    let least = zaak.nodige_parameter(ZIEKTE_PERCENTAGE, day)?.waarde;
    if percent < least {
        return keur_af!(
            "ZIEK-02.te-laag",
            "U betaalt bij ziekte {percentage} procent van het loon. Het minimum is {minimum} procent. Pas deze afspraak aan. (artikel 7:629 BW)",
            percentage = percent,
            minimum = least
        );
    }
    if !zaak.nodig(&ZONDER_ONDERGRENS)? {
        return Ok(Oordeel::akkoord());
    }
    let now = day.max(zaak.kennisdatum());
    let Some(minimum) = drempel(zaak, zaak.nodig(&GEBOORTEDATUM)?, now)? else {
        return Err(Stop::NietVanToepassing);
    };
    if minimum.reached_by(uurloon(zaak)?.saturating_mul(percent) / 100) {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "ZIEK-02.onder-minimum",
        "Met {percentage} procent komt het loon bij ziekte onder het minimum van {minimum} per uur. Dat mag niet in het eerste jaar. Pas deze afspraak aan. (artikel 7:629 BW)",
        percentage = percent,
        minimum = Waarde::Cent(minimum.cents())
    )
}

fn wachtdagen(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(days) = zaak.beding(&WACHTDAGEN).filter(|days| *days > 0) else {
        return Ok(Oordeel::akkoord());
    };
    let most = zaak.nodige_parameter(ZIEKTE_WACHTDAGEN, zaak.rechtsdatum(Anker::Start))?.waarde;
    if i64::from(days) <= most && !zaak.nodig(&WACHTDAGEN_MONDELING)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "ZIEK-03.te-veel",
        "U heeft {dagen} wachtdagen afgesproken bij ziekte. Het mogen er hooguit {grens} zijn, op papier. Pas deze afspraak aan. (artikel 7:629 BW)",
        dagen = days,
        grens = most
    )
}

fn na_aow(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let day = zaak.rechtsdatum(Anker::Start).max(zaak.kennisdatum());
    als(zaak.beding(&GEBOORTEDATUM).is_some() && voorbij_aow(zaak, day)?)?;
    let needed = zaak.nodige_parameter(ZIEKTE_WEKEN_AOW, day)?.waarde;
    match zaak.beding(&DOORBETALING_WEKEN) {
        Some(weken) => te_kort(weken, needed),
        None => akkoord!(
            "ZIEK-04.weken",
            "Uw zorgverlener heeft de AOW-leeftijd bereikt. U betaalt bij ziekte {weken} weken door.",
            weken = needed
        ),
    }
}

fn melding(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let most = zaak
        .nodige_parameter(ZIEKTE_MELDEN, zaak.rechtsdatum(Anker::Start).max(date(2017, 4, 1)))?
        .waarde;
    let late = zaak.beding(&MELDEN_BINNEN_DAGEN).is_some_and(|days| i64::from(days) > most);
    if !late && !zaak.nodig(&MELDEN_BIJ_ANDER)? {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "ZIEK-05.melden",
        "Spreek af dat uw zorgverlener zich binnen 1 dag bij u ziek meldt. U geeft dat door aan de SVB."
    )
}

fn bevalling(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let Some(weken) = zaak.beding(&BEVALLINGSVERLOF_WEKEN) else { return Ok(Oordeel::akkoord()) };
    let least = zaak.nodige_parameter(VERLOF_WEKEN, zaak.rechtsdatum(Anker::Start))?.waarde;
    if i64::from(weken) >= least {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "ZIEK-06.te-kort",
        "U geeft {weken} weken verlof bij zwangerschap. Het minimum is {minimum} weken. Pas deze afspraak aan. (artikel 3:1 Wet arbeid en zorg)",
        weken = weken,
        minimum = least
    )
}

fn bij_opdracht(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht, Familie])?;
    if zaak.beding(&DOORBETALING_WEKEN).is_none_or(|weken| weken == 0) {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "ZIEK-07.geen-zorg",
        "U wilt doorbetalen bij ziekte. Uit een pgb mag u alleen zorg betalen die is gegeven. Pas deze afspraak aan."
    )
}
