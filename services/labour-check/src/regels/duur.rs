//! DUUR: term and chain; what ends it stands in [`einde`].

pub(super) mod einde;

use jiff::civil::{Date, date};
use kernel::{Aantal, Periode, SoortOvereenkomst};

use super::gemeen::{alleen_dienst, als, maanden, voorbij_aow};
use crate::berekening::keten::Keten;
use crate::engine::{Anker, Oordeel, Regel, Sleutel, Spraak, Stop, Zaak};
use crate::gegevens::vast::{EERDERE_VAST, GEBOORTEDATUM, PERIODE, UREN_PER_WEEK};
use crate::gegevens::werk::{EERDERE, OPVOLGEND};
use crate::kalender;
use crate::parameters::termijnen::{
    KETEN_AANTAL, KETEN_AOW_AANTAL, KETEN_AOW_MAANDEN, KETEN_MAANDEN, KETEN_TUSSENPOOS,
    KETEN_TUSSENPOOS_VOORSTEL,
};

/// From this day the chain lasts thirty-six months again.
const LANGER: Date = date(2020, 1, 1);
/// Under this age little work does not count.
const VOLWASSEN: i16 = 18;
/// Hours a week up to which work of a minor does not count, hundredths (BW 7:668a lid 11).
const WEINIG: i64 = 1200;

/// The part of the family about chains.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("DUUR-01", 1, "Keten: aantal tijdelijke overeenkomsten", aantal)
        .zin("De vierde tijdelijke arbeidsovereenkomst met tussenpozen van ten hoogste zes maanden geldt als een overeenkomst voor onbepaalde tijd.")
        .artikelen(&["BW 7:668a lid 1 onder b"])
        .geldig_van(date(2012, 1, 1))
        .anker(Anker::Start)
        .parameters(&[KETEN_AANTAL, KETEN_TUSSENPOOS])
        .voorbeelden("derde overeenkomst", "vierde overeenkomst"),
    Regel::new("DUUR-02", 1, "Keten: duur", duur)
        .zin("Tijdelijke arbeidsovereenkomsten die samen langer dan zesendertig maanden duren, gelden vanaf die dag als een overeenkomst voor onbepaalde tijd.")
        .artikelen(&["BW 7:668a lid 1 onder a"])
        .geldig_van(LANGER)
        .parameters(&[KETEN_MAANDEN, KETEN_TUSSENPOOS])
        .voorbeelden("3 keer 1 jaar", "van 15 januari 2024 tot en met 31 maart 2027"),
    Regel::new("DUUR-03", 1, "Keten: duur oud recht", duur_oud)
        .zin("Tot 2020 gold een keten van langer dan vierentwintig maanden als een overeenkomst voor onbepaalde tijd.")
        .artikelen(&["BW 7:668a lid 1, tekst 2015"])
        .geldig_van(date(2015, 7, 1))
        .geldig_tot(date(2019, 12, 31))
        .parameters(&[KETEN_MAANDEN, KETEN_TUSSENPOOS])
        .voorbeelden("23 maanden", "25 maanden"),
    Regel::new("DUUR-04", 1, "Keten na AOW-leeftijd", na_aow)
        .zin("Na de AOW-leeftijd telt de keten tot zes overeenkomsten en achtenveertig maanden.")
        .artikelen(&["BW 7:668a lid 12"])
        .geldig_van(date(2016, 1, 1))
        .parameters(&[KETEN_AOW_AANTAL, KETEN_AOW_MAANDEN])
        .gaat_voor(&["DUUR-01", "DUUR-02"])
        .voorbeelden("vierde overeenkomst, 37 maanden", "zevende overeenkomst"),
    Regel::new("DUUR-05", 1, "Uitzondering jonger dan 18", jonger)
        .zin("Werk van gemiddeld ten hoogste twaalf uur per week voor de achttiende verjaardag telt niet mee in de keten.")
        .artikelen(&["BW 7:668a lid 11"])
        .geldig_van(date(2015, 1, 1))
        .voorbeelden("17 jaar, 10 uur per week", "17 jaar, 16 uur per week telt mee"),
    Regel::new("DUUR-06", 1, "Opvolgend werkgeverschap", opvolgend)
        .zin("Werk dat de zorgverlener eerder voor een huisgenoot of erflater deed, kan meetellen in de keten; een medewerker beoordeelt dat.")
        .artikelen(&["BW 7:668a lid 2"])
        .geldig_van(date(2015, 7, 1))
        .anker(Anker::Afsluiting)
        .open_norm()
        .voorbeelden("niet eerder gewerkt", "3 jaar gewerkt voor de overleden echtgenoot"),
    Regel::new("DUUR-13", 1, "Tussenpoos van zestig maanden", tussenpoos)
        .zin("Volgens het wetsvoorstel breekt pas een tussenpoos van zestig maanden de keten.")
        .artikelen(&["wetsvoorstel 36746"])
        .geldig_van(date(2027, 1, 1))
        .parameters(&[KETEN_TUSSENPOOS_VOORSTEL])
        .wetsvoorstel()
        .voorbeelden("eerste overeenkomst", "vierde na een tussenpoos van een jaar"),
];

/// A fixed term of employment; others have no chain.
fn bepaalde_tijd(zaak: &Zaak<'_>) -> Result<Periode, Stop> {
    alleen_dienst(zaak)?;
    let periode = zaak.nodig(&PERIODE)?;
    als(periode.tot().is_some())?;
    Ok(periode)
}

/// Whether so many hours of somebody under eighteen do not count.
fn telt_niet(uren: Option<i64>) -> bool {
    uren.is_some_and(|uren| uren <= WEINIG)
}

/// Earlier fixed terms that count, cut at the eighteenth birthday where little work was done.
fn eerdere(zaak: &Zaak<'_>) -> Vec<Periode> {
    let adult = zaak.beding(&GEBOORTEDATUM).map(|born| kalender::birthday(born, VOLWASSEN));
    let mut terms = zaak.lijst(&EERDERE_VAST).to_vec();
    for own in zaak.lijst(&EERDERE) {
        if own.soort != SoortOvereenkomst::Arbeidsovereenkomst || own.onbepaald {
            continue;
        }
        let little = telt_niet(own.uren_per_week.map(Aantal::hundredths));
        match adult.filter(|adult| little && own.periode.van() < *adult) {
            None => terms.push(own.periode),
            Some(adult) => terms.extend(Periode::try_new(adult, own.periode.tot()).ok()),
        }
    }
    terms.sort_by_key(|term| (term.van(), term.tot()));
    terms.dedup();
    terms
}

fn keten(zaak: &Zaak<'_>, periode: Periode, gap: Sleutel, day: Date) -> Result<Keten, Stop> {
    let gap = maanden(zaak.nodige_parameter(gap, day)?.waarde);
    Ok(Keten::back_from(periode, &eerdere(zaak), gap))
}

/// The term of a chain of somebody under the AOW age; after it DUUR-04 speaks.
fn gewone_keten(zaak: &Zaak<'_>) -> Result<(Periode, Keten), Stop> {
    let periode = bepaalde_tijd(zaak)?;
    let past = zaak.beding(&GEBOORTEDATUM).is_some() && voorbij_aow(zaak, periode.van())?;
    als(!past)?;
    let chain = keten(zaak, periode, KETEN_TUSSENPOOS, periode.van())?;
    Ok((periode, chain))
}

fn nummer(chain: Keten) -> i64 {
    i64::try_from(chain.aantal).unwrap_or(i64::MAX)
}

fn aantal(zaak: &Zaak<'_>) -> Spraak {
    let (periode, chain) = gewone_keten(zaak)?;
    let allowed = zaak.nodige_parameter(KETEN_AANTAL, periode.van())?.waarde;
    if nummer(chain) <= allowed {
        return akkoord!(
            "DUUR-01.nummer",
            "Dit is tijdelijke overeenkomst {nummer} op rij.",
            nummer = nummer(chain)
        );
    }
    let_op!(
        "DUUR-01.vast",
        "Dit is de {nummer}e tijdelijke overeenkomst op rij. Volgens de wet geldt deze als vaste overeenkomst; de einddatum {einddatum} werkt dan niet. (artikel 7:668a BW)",
        nummer = nummer(chain),
        einddatum = periode.tot().unwrap_or(Date::MAX)
    )
}

fn te_lang(periode: Periode, passed: Date, months: i64) -> Spraak {
    let day = passed.max(periode.van());
    taak!(
        day;
        "DUUR-02.vast",
        "Op {datum} werkt uw zorgverlener langer dan {maanden} maanden op tijdelijke overeenkomsten. Vanaf die dag is het een vaste overeenkomst. (artikel 7:668a BW)",
        datum = day, maanden = months
    )
}

fn duur(zaak: &Zaak<'_>) -> Spraak {
    let (periode, chain) = gewone_keten(zaak)?;
    let last = periode.tot().unwrap_or(Date::MAX);
    let months = zaak.nodige_parameter(KETEN_MAANDEN, last.max(LANGER))?.waarde;
    let passed = chain.longer_than(maanden(months));
    if passed > last || passed < LANGER {
        return Ok(Oordeel::akkoord());
    }
    te_lang(periode, passed, months)
}

fn duur_oud(zaak: &Zaak<'_>) -> Spraak {
    let (periode, chain) = gewone_keten(zaak)?;
    let before = LANGER.yesterday().unwrap_or(LANGER);
    let months = zaak.nodige_parameter(KETEN_MAANDEN, before)?.waarde;
    let passed = chain.longer_than(maanden(months));
    let in_time = date(2015, 7, 1) <= passed && passed <= before;
    if !in_time || periode.tot().is_some_and(|last| passed > last) {
        return Ok(Oordeel::akkoord());
    }
    te_lang(periode, passed, months)
}

fn na_aow(zaak: &Zaak<'_>) -> Spraak {
    let periode = bepaalde_tijd(zaak)?;
    als(voorbij_aow(zaak, periode.van())?)?;
    let mut counted = Vec::new();
    for term in eerdere(zaak) {
        if voorbij_aow(zaak, term.van())? {
            counted.push(term);
        }
    }
    let gap = maanden(zaak.nodige_parameter(KETEN_TUSSENPOOS, periode.van())?.waarde);
    let chain = Keten::back_from(periode, &counted, gap);
    let allowed = zaak.nodige_parameter(KETEN_AOW_AANTAL, periode.van())?.waarde;
    let months = zaak.nodige_parameter(KETEN_AOW_MAANDEN, periode.van())?.waarde;
    let long = periode.tot().is_some_and(|last| chain.longer_than(maanden(months)) <= last);
    if nummer(chain) <= allowed && !long {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "DUUR-04.vast",
        "Uw zorgverlener is ouder dan de AOW-leeftijd en dit is tijdelijke overeenkomst {nummer} op rij. Volgens de wet geldt deze als vaste overeenkomst. (artikel 7:668a BW)",
        nummer = nummer(chain)
    )
}

fn jonger(zaak: &Zaak<'_>) -> Spraak {
    let periode = bepaalde_tijd(zaak)?;
    let adult = kalender::birthday(zaak.nodig(&GEBOORTEDATUM)?, VOLWASSEN);
    als(periode.van() < adult)?;
    als(telt_niet(Some(zaak.nodig(&UREN_PER_WEEK)?.hundredths())))?;
    akkoord!(
        "DUUR-05.telt-niet",
        "Uw zorgverlener is jonger dan 18 jaar en werkt weinig uren. Deze overeenkomst telt niet mee voor een vaste overeenkomst tot {datum}.",
        datum = adult
    )
}

fn opvolgend(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    if zaak.beding(&OPVOLGEND) != Some(true) {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "DUUR-06.opvolgend",
        "Uw zorgverlener deed dit werk eerder voor een huisgenoot of voor iemand van wie u erft. Een medewerker bekijkt of die tijd meetelt."
    )
}

fn tussenpoos(zaak: &Zaak<'_>) -> Spraak {
    let periode = bepaalde_tijd(zaak)?;
    let day = date(2027, 1, 1);
    let chain = keten(zaak, periode, KETEN_TUSSENPOOS_VOORSTEL, day)?;
    if nummer(chain) <= zaak.nodige_parameter(KETEN_AANTAL, day)?.waarde {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "DUUR-13.vast",
        "Volgens een wetsvoorstel telt een eerdere overeenkomst langer mee. Dan zou dit een vaste overeenkomst zijn."
    )
}
