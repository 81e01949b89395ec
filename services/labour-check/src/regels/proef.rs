//! PROEF: trial period (BW 7:652). A void trial period does not void the agreement.

use contracts::labour::{EindeOp, Grond};
use jiff::civil::date;
use kernel::SoortOvereenkomst::{Familie, Instelling, Opdracht};

use super::gemeen::{alleen, alleen_dienst, als, maanden};
use crate::engine::{Anker, Oordeel, Regel, Sleutel, Spraak, Stop, Zaak};
use crate::gegevens::afspraken::{PROEFTIJD_MONDELING, PROEFTIJD_ZORGVERLENER_MAANDEN};
use crate::gegevens::vast::{EERDERE_VAST, EINDE_OP, PERIODE, PROEFTIJD};
use crate::gegevens::werk::{ANDERE_VAARDIGHEDEN, EERDERE, OPVOLGEND};
use crate::kalender;
use crate::parameters::termijnen::{
    PROEFTIJD_GEEN, PROEFTIJD_KORT, PROEFTIJD_LANG, PROEFTIJD_LANGE_DUUR,
};

const fn regel(
    id: &'static str,
    naam: &'static str,
    beoordeel: crate::engine::Beoordeling,
) -> Regel {
    Regel::new(id, 1, naam, beoordeel)
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
}

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    regel("PROEF-01", "Proeftijd schriftelijk en gelijk", gelijk)
        .zin("Een proeftijd is schriftelijk en voor beide partijen even lang.")
        .artikelen(&["BW 7:652 lid 1", "BW 7:652 lid 2", "BW 7:652 lid 8"])
        .voorbeelden("1 maand en 1 maand", "1 maand en 2 maanden"),
    regel("PROEF-02", "Geen proeftijd tot en met zes maanden", korte_overeenkomst)
        .zin("In een overeenkomst van ten hoogste zes maanden met een einddatum is geen proeftijd.")
        .artikelen(&["BW 7:652 lid 4", "BW 7:652 lid 8"])
        .parameters(&[PROEFTIJD_GEEN])
        .voorbeelden("6 maanden en 1 dag", "precies 6 maanden"),
    regel("PROEF-03", "Proeftijd van hooguit een maand", een_maand)
        .zin("In een overeenkomst langer dan zes maanden en korter dan twee jaar is de proeftijd ten hoogste een maand.")
        .artikelen(&["BW 7:652 lid 5"])
        .parameters(&[PROEFTIJD_KORT, PROEFTIJD_GEEN, PROEFTIJD_LANGE_DUUR])
        .voorbeelden("1 jaar, proeftijd 1 maand", "1 jaar, proeftijd 2 maanden"),
    regel("PROEF-04", "Proeftijd van hooguit twee maanden", twee_maanden)
        .zin("In een overeenkomst van twee jaar of langer of voor onbepaalde tijd is de proeftijd ten hoogste twee maanden.")
        .artikelen(&["BW 7:652 lid 3", "BW 7:652 lid 5"])
        .parameters(&[PROEFTIJD_LANG, PROEFTIJD_LANGE_DUUR])
        .voorbeelden("onbepaalde tijd, 2 maanden", "onbepaalde tijd, 3 maanden"),
    regel("PROEF-05", "Proeftijd zonder einddatum op de kalender", zonder_kalenderdatum)
        .zin("In een overeenkomst die bij vervanging of een gebeurtenis eindigt is de proeftijd ten hoogste een maand.")
        .artikelen(&["BW 7:652 lid 6"])
        .parameters(&[PROEFTIJD_KORT])
        .voorbeelden("vervanging, 1 maand", "vervanging, 2 maanden"),
    regel("PROEF-06", "Proeftijd bij opvolgende overeenkomst", opvolgend)
        .zin("Na een eerdere arbeidsovereenkomst met dezelfde of een opvolgende werkgever is er geen nieuwe proeftijd, tenzij het werk duidelijk andere vaardigheden vraagt.")
        .artikelen(&["BW 7:652 lid 8 onder d en e"])
        .voorbeelden("eerste overeenkomst", "derde overeenkomst, hetzelfde werk"),
    regel("PROEF-07", "Proeftijd bij opdracht of familie", bij_opdracht)
        .zin("Een proeftijd heeft buiten een arbeidsovereenkomst geen betekenis.")
        .artikelen(&["BW 7:652"])
        .voorbeelden("geen proeftijd", "opdracht met 1 maand proeftijd"),
];

/// The longer of the two trial periods, in months; the rule does not speak without one.
fn proeftijd(zaak: &Zaak<'_>) -> Result<i64, Stop> {
    let own = zaak.beding(&PROEFTIJD).unwrap_or(0);
    let months = own.max(zaak.beding(&PROEFTIJD_ZORGVERLENER_MAANDEN).unwrap_or(0));
    als(months > 0)?;
    Ok(i64::from(months))
}

/// A trial period in an employment.
fn in_dienst(zaak: &Zaak<'_>) -> Result<i64, Stop> {
    alleen_dienst(zaak)?;
    proeftijd(zaak)
}

fn grens(zaak: &Zaak<'_>, sleutel: Sleutel) -> Result<i64, Stop> {
    Ok(zaak.nodige_parameter(sleutel, zaak.rechtsdatum(Anker::Afsluiting))?.waarde)
}

fn op_kalenderdatum(zaak: &Zaak<'_>) -> Result<bool, Stop> {
    Ok(zaak.nodig(&EINDE_OP)? == EindeOp::Kalenderdatum)
}

fn gelijk(zaak: &Zaak<'_>) -> Spraak {
    let months = in_dienst(zaak)?;
    let (own, other) = (zaak.beding(&PROEFTIJD), zaak.beding(&PROEFTIJD_ZORGVERLENER_MAANDEN));
    let differ = other.is_some_and(|other| own.unwrap_or(0) != other);
    if !differ && !zaak.nodig(&PROEFTIJD_MONDELING)? {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "PROEF-01.ongelijk",
        "De proeftijd van {proeftijd} maanden is niet voor beiden gelijk of staat niet op papier. Dan geldt de proeftijd niet. Pas deze afspraak aan. (artikel 7:652 BW)",
        proeftijd = months
    )
}

fn korte_overeenkomst(zaak: &Zaak<'_>) -> Spraak {
    in_dienst(zaak)?;
    let periode = zaak.nodig(&PERIODE)?;
    let short = maanden(grens(zaak, PROEFTIJD_GEEN)?);
    als(op_kalenderdatum(zaak)? && kalender::lasts_at_most(periode, short))?;
    keur_af!(
        "PROEF-02.kort",
        "Bij een overeenkomst van 6 maanden of korter mag geen proeftijd. Haal de proeftijd weg; de rest van de overeenkomst blijft staan. (artikel 7:652 BW)"
    )
}

fn hooguit(months: i64, allowed: i64) -> Spraak {
    if months <= allowed {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "PROEF.te-lang",
        "De proeftijd is {proeftijd} maanden. Bij deze looptijd mag dat hooguit {grens} zijn. Pas de proeftijd aan; de rest blijft staan. (artikel 7:652 BW)",
        proeftijd = months,
        grens = allowed
    )
}

fn een_maand(zaak: &Zaak<'_>) -> Spraak {
    let months = in_dienst(zaak)?;
    let periode = zaak.nodig(&PERIODE)?;
    let (short, long) = (grens(zaak, PROEFTIJD_GEEN)?, grens(zaak, PROEFTIJD_LANGE_DUUR)?);
    als(op_kalenderdatum(zaak)?
        && periode.tot().is_some()
        && !kalender::lasts_at_most(periode, maanden(short))
        && !kalender::lasts_at_least(periode, maanden(long)))?;
    hooguit(months, grens(zaak, PROEFTIJD_KORT)?)
}

fn twee_maanden(zaak: &Zaak<'_>) -> Spraak {
    let months = in_dienst(zaak)?;
    let long = maanden(grens(zaak, PROEFTIJD_LANGE_DUUR)?);
    als(op_kalenderdatum(zaak)? && kalender::lasts_at_least(zaak.nodig(&PERIODE)?, long))?;
    hooguit(months, grens(zaak, PROEFTIJD_LANG)?)
}

fn zonder_kalenderdatum(zaak: &Zaak<'_>) -> Spraak {
    let months = in_dienst(zaak)?;
    als(!op_kalenderdatum(zaak)?)?;
    hooguit(months, grens(zaak, PROEFTIJD_KORT)?)
}

fn opvolgend(zaak: &Zaak<'_>) -> Spraak {
    in_dienst(zaak)?;
    let employed = kernel::SoortOvereenkomst::Arbeidsovereenkomst;
    let before = !zaak.lijst(&EERDERE_VAST).is_empty()
        || zaak.lijst(&EERDERE).iter().any(|own| own.soort == employed);
    let succeeds = zaak.beding(&OPVOLGEND) == Some(true);
    if !before && !succeeds {
        return Ok(Oordeel::akkoord());
    }
    if !before || zaak.beding(&ANDERE_VAARDIGHEDEN) == Some(true) {
        return handmatig!(
            "PROEF-06.twijfel",
            "Er is een nieuwe proeftijd, terwijl de zorgverlener dit werk misschien al deed. Een medewerker bekijkt of de proeftijd mag."
        );
    }
    keur_af!(
        "PROEF-06.eerder",
        "Uw zorgverlener werkte al eerder voor u. Dan mag er geen nieuwe proeftijd zijn. Haal de proeftijd weg; de rest blijft staan. (artikel 7:652 BW)"
    )
}

fn bij_opdracht(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht, Familie, Instelling])?;
    if proeftijd(zaak).is_err() {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "PROEF-07.zonder-betekenis",
        "U heeft een proeftijd afgesproken. Bij deze overeenkomst heeft dat geen betekenis volgens de wet."
    )
}
