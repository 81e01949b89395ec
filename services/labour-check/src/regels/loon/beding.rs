//! LOON: clauses that touch the minimum wage.

use contracts::labour::aanvullend::{Betaalwijze, Natura};
use contracts::labour::{Grond, VakantieUren};
use jiff::civil::date;

use super::super::gemeen::{alleen_dienst, als, drempel, uren_van_eenheid, uurloon, wmlplicht};
use super::MINIMA;
use crate::berekening::loon as rekenen;
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::{INHOUDINGEN, NATURA, ONKOSTEN_IN_TARIEF, TIJD_VOOR_TIJD};
use crate::gegevens::omgeving::BETAALWIJZE;
use crate::gegevens::vast::{BEDRAG, GEBOORTEDATUM, UREN_PER_WEEK, VAKANTIE_UREN};

/// The part of the family about clauses.
pub(in super::super) const REGELS: &[Regel] = &[
    Regel::new("LOON-07", 1, "All-in-loon", all_in)
        .zin("Bij een loon met vakantie-uren inbegrepen moet de werknemer de vakantie toch opnemen en dan loon krijgen.")
        .artikelen(&["BW 7:639", "BW 7:640"])
        .geldig_van(date(2004, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("vakantie-uren doorbetaald", "17,54 alles inbegrepen"),
    Regel::new("LOON-09", 1, "Inhouding op het minimumloon", inhouding)
        .zin("Door inhouding of verrekening komt het loon niet onder het minimumloon, behalve bij een schriftelijke volmacht voor iets dat de wet noemt.")
        .artikelen(&["WML art. 13", "BW 7:631", "BW 7:632"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2017, 1, 1))
        .anker(Anker::Afsluiting)
        .parameters(MINIMA)
        .voorbeelden("geen inhouding", "50 euro per maand voor maaltijden bij 14,99"),
    Regel::new("LOON-10", 1, "Meeruren en tijd voor tijd", tijd_voor_tijd)
        .zin("Meeruren worden uitbetaald; alleen een cao kan tijd voor tijd toestaan.")
        .artikelen(&["WML art. 13a"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2018, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("meeruren volgende maand uitbetaald", "overuren nemen we later op"),
    Regel::new("LOON-11", 1, "Onkosten in het uurloon", onkosten)
        .zin("Onkosten in het tarief zijn geen loon: zonder die onkosten is het uurloon ten minste het minimum.")
        .artikelen(&["WML art. 6"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2018, 1, 1))
        .parameters(MINIMA)
        .voorbeelden("17,00 en 0,23 per kilometer", "15,50 waarvan 1,00 reiskosten"),
    Regel::new("LOON-14", 1, "Contant of in natura", contant)
        .zin("Het loon wordt door de SVB op een rekening betaald en niet in natura voor zover het minimumloon is.")
        .artikelen(&["BW 7:617", "WML art. 7a", "Rlz 5.18"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("door de SVB op de rekening", "kost en inwoning als deel van het minimum"),
];

fn all_in(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if zaak.nodig(&VAKANTIE_UREN)? != VakantieUren::Inbegrepen {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "LOON-07.all-in",
        "De vakantie-uren zitten in het uurloon. Uw zorgverlener moet die vakantie wel echt opnemen. Zet op elke loonstrook welk deel voor vakantie is. (artikel 7:639 BW)"
    )
}

/// What a month of work is paid less than the rate, by the hour.
fn inhouding(zaak: &Zaak<'_>) -> Spraak {
    als(wmlplicht(zaak)?)?;
    let all = zaak.lijst(&INHOUDINGEN);
    let taken: i64 = all.iter().filter(|i| !i.volmacht).map(|i| i.bedrag.cents()).sum();
    if taken == 0 {
        return Ok(Oordeel::akkoord());
    }
    let (born, weekly) = (zaak.nodig(&GEBOORTEDATUM)?, zaak.nodig(&UREN_PER_WEEK)?.hundredths());
    let day = zaak.rechtsdatum(Anker::Start).max(zaak.kennisdatum());
    let monthly = weekly.saturating_mul(52) / 12;
    let lost = rekenen::uurloon(taken, monthly).unwrap_or(i64::MAX);
    let Some(minimum) = drempel(zaak, born, day)? else { return Err(Stop::NietVanToepassing) };
    if minimum.reached_by(uurloon(zaak)?.saturating_sub(lost)) {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "LOON-09.onder-minimum",
        "U houdt {bedrag} in op het loon. Daardoor komt het loon onder het minimum, en dat mag niet. Haal deze afspraak weg. (artikel 13 WML)",
        bedrag = Waarde::Cent(taken)
    )
}

fn tijd_voor_tijd(zaak: &Zaak<'_>) -> Spraak {
    als(wmlplicht(zaak)?)?;
    if !zaak.nodig(&TIJD_VOOR_TIJD)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "LOON-10.tijd-voor-tijd",
        "U heeft afgesproken dat extra uren later worden opgenomen. Extra uren moet u uitbetalen. Haal deze afspraak weg. (artikel 13a WML)"
    )
}

fn onkosten(zaak: &Zaak<'_>) -> Spraak {
    als(wmlplicht(zaak)?)?;
    let Some(costs) = zaak.beding(&ONKOSTEN_IN_TARIEF).filter(|costs| costs.cents() > 0) else {
        return Ok(Oordeel::akkoord());
    };
    let Some(uren) = uren_van_eenheid(zaak)? else { return Err(Stop::NietVanToepassing) };
    let pay = zaak.nodig(&BEDRAG)?.cents().saturating_sub(costs.cents());
    let wage = rekenen::uurloon(pay.max(0), uren).unwrap_or(0);
    let day = zaak.rechtsdatum(Anker::Start).max(zaak.kennisdatum());
    let Some(minimum) = drempel(zaak, zaak.nodig(&GEBOORTEDATUM)?, day)? else {
        return Err(Stop::NietVanToepassing);
    };
    if minimum.reached_by(wage) {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "LOON-11.onkosten",
        "In het uurloon zit {onkosten} voor onkosten. Zonder onkosten is het loon {uurloon}, en dat is lager dan het minimum van {minimum}. Verhoog het loon. (artikel 6 WML)",
        onkosten = Waarde::Cent(costs.cents()),
        uurloon = Waarde::Uurloon(wage),
        minimum = Waarde::Cent(minimum.cents())
    )
}

fn contant(zaak: &Zaak<'_>) -> Spraak {
    if zaak.beding(&BETAALWIJZE) == Some(Betaalwijze::Contant) {
        return keur_af!(
            "LOON-14.contant",
            "U wilt contant betalen. Uit een pgb betaalt alleen de SVB, op een bankrekening. Pas deze afspraak aan."
        );
    }
    match zaak.beding(&NATURA) {
        None => Ok(Oordeel::akkoord()),
        Some(Natura::DeelVanMinimum) => keur_af!(
            "LOON-14.natura",
            "Een deel van het minimumloon geeft u in natura, zoals eten of wonen. Het minimumloon moet u in geld betalen. Pas deze afspraak aan. (artikel 7:617 BW)"
        ),
        Some(Natura::BovenMinimum) => handmatig!(
            "LOON-14.natura-erbij",
            "U geeft naast het loon iets in natura. Een medewerker bekijkt of dit mag."
        ),
    }
}
