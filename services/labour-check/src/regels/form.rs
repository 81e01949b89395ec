//! FORM: model, signatures, content; what touches the payment stands in [`betaling`].

pub(super) mod betaling;

use contracts::labour::Grond;
use contracts::labour::aanvullend::Model;
use jiff::civil::{Date, date};
use kernel::SoortOvereenkomst::{Arbeidsovereenkomst, Familie, Instelling, Opdracht};
use kernel::Wet;

use super::gemeen::{Regime, als, onder, ondernemer, regime, rooster};
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::{VRIJE_TEKST, VRIJE_TEKST_BEOORDEELD};
use crate::gegevens::omgeving::{DECLARATIE_WEKEN, GEGEVENS, MODEL};
use crate::gegevens::vast::{
    AFGESLOTEN_OP, BEDRAG, DERDENBEDING, EENHEID, GETEKEND_BUDGETHOUDER, GETEKEND_ZORGVERLENER,
    PERIODE, UREN_PER_WEEK,
};
use crate::gegevens::werk::OMSCHREVEN;
use crate::kalender;
use crate::parameters::termijnen::{
    DECLARATIE_WEKEN as GRENS, DERDENBEDING_NIEUW, DERDENBEDING_OUD,
};

const fn regel(
    id: &'static str,
    naam: &'static str,
    beoordeel: crate::engine::Beoordeling,
) -> Regel {
    Regel::new(id, 1, naam, beoordeel)
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
}

/// The part of the family about the form.
pub(super) const REGELS: &[Regel] = &[
    regel("FORM-01", "Juist model", model)
        .zin("Onder Wlz, Wmo en Jeugdwet is het model van de SVB gebruikt dat bij de soort overeenkomst hoort.")
        .artikelen(&["Blz 3.6.4", "Rlz 5.16"])
        .geldig_van(date(2017, 4, 1))
        .voorbeelden("juist model", "eigen tekst"),
    regel("FORM-02", "Handtekeningen", handtekeningen)
        .zin("De budgethouder of zijn vertegenwoordiger en de zorgverlener hebben getekend.")
        .artikelen(&["Blz 3.6.4"])
        .voorbeelden("beide handtekeningen", "handtekening zorgverlener ontbreekt"),
    regel("FORM-03", "Verplichte inhoud", inhoud)
        .zin("De overeenkomst noemt werkzaamheden, uren of rooster, tarief en declaratietermijn.")
        .artikelen(&["Rlz 5.16"])
        .voorbeelden("alles ingevuld", "geen uren en geen werkzaamheden"),
    regel("FORM-04", "Derdenbeding", derdenbeding)
        .zin("Onder Wlz, Wmo en Jeugdwet staat het derdenbeding in de overeenkomst; oude overeenkomsten zonder beding zijn vanaf 1 april 2022 niet meer goedgekeurd.")
        .artikelen(&["Stcrt. 2017, 11464", "Rlz 5.16 lid 2"])
        .parameters(&[DERDENBEDING_NIEUW, DERDENBEDING_OUD])
        .blijft_in_bestaand()
        .voorbeelden("derdenbeding aanwezig", "nieuwe overeenkomst zonder derdenbeding"),
    regel("FORM-07", "Declaratietermijn", declaratietermijn)
        .zin("Declaraties worden binnen zes weken na de maand ingediend.")
        .artikelen(&["Rlz 5.16"])
        .parameters(&[GRENS])
        .voorbeelden("6 weken", "12 weken"),
    Regel::new("FORM-09", 1, "Vrije tekst", vrije_tekst)
        .zin("Eigen afspraken in vrije tekst worden door een medewerker gelezen, tenzij precies die tekst al is beoordeeld.")
        .artikelen(&["Blz 3.6.4"])
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Besluit)
        .open_norm()
        .voorbeelden("geen eigen afspraken", "eigen afspraken"),
    Regel::new("FORM-11", 1, "Gegevens werknemer", gegevens)
        .zin("De werknemer krijgt de gegevens van artikel 7:655 BW deels binnen een week en de rest binnen een maand.")
        .artikelen(&["BW 7:655"])
        .geldig_van(date(2022, 8, 1))
        .anker(Anker::Start)
        .voorbeelden("alle gegevens", "plaats van het werk ontbreekt"),
    regel("FORM-12", "Tegenstrijdige velden", tegenstrijdig)
        .zin("Rooster, uren, dagen en datums op het formulier kloppen met elkaar.")
        .artikelen(&["Blz 3.6.4"])
        .voorbeelden("2 keer 3 uur is 6 uur", "2 keer 3 uur is 8 uur"),
];

/// Whether a law is among the lines that wants the SVB model and the third-party clause.
fn met_model(zaak: &Zaak<'_>) -> bool {
    [Wet::Wlz, Wet::Wmo, Wet::Jw].into_iter().any(|wet| onder(zaak, wet))
}

fn model(zaak: &Zaak<'_>) -> Spraak {
    als(met_model(zaak))?;
    let right = match zaak.soort() {
        Arbeidsovereenkomst => Model::Arbeidsovereenkomst,
        Opdracht => Model::Opdracht,
        Familie => Model::Familie,
        Instelling => Model::Instelling,
    };
    if zaak.nodig(&MODEL)? == right {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "FORM-01.ander-model",
        "U gebruikt niet het formulier dat bij deze overeenkomst hoort. Gebruik het formulier van de SVB voor: {soort}.",
        soort = zaak.soort()
    )
}

fn handtekeningen(zaak: &Zaak<'_>) -> Spraak {
    let own = zaak.beding(&GETEKEND_BUDGETHOUDER);
    let (Some(own), Some(other)) = (own, zaak.beding(&GETEKEND_ZORGVERLENER)) else {
        let wie = match own {
            Some(_) => "de zorgverlener",
            None if zaak.beding(&GETEKEND_ZORGVERLENER).is_some() => "u of uw vertegenwoordiger",
            None => "u en van de zorgverlener",
        };
        return keur_af!(
            "FORM-02.ontbreekt",
            "De handtekening van {wie} ontbreekt. Laat de overeenkomst alsnog tekenen.",
            wie = Waarde::Woord(wie)
        );
    };
    if own.max(other) <= zaak.nodig(&PERIODE)?.van() {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "FORM-02.later",
        "De overeenkomst is pas ondertekend nadat het werk begon. Teken een volgende keer voor de eerste werkdag."
    )
}

fn inhoud(zaak: &Zaak<'_>) -> Spraak {
    let hours = zaak.beding(&UREN_PER_WEEK).is_some() || rooster(zaak).is_some();
    let by_unit = zaak.nodig(&EENHEID)? != kernel::Eenheid::Maand;
    let (pay, tasks) = (zaak.nodig(&BEDRAG)?.cents() > 0, zaak.lees(&OMSCHREVEN).bekend());
    let term = zaak.lees(&DECLARATIE_WEKEN).bekend();
    if tasks == Some(false) || !pay || (!hours && !by_unit) {
        return keur_af!(
            "FORM-03.leeg",
            "In de overeenkomst ontbreekt iets dat er in moet staan: het werk, de uren of het tarief. Vul dat in."
        );
    }
    if tasks.is_none() {
        zaak.nodig(&OMSCHREVEN)?;
    }
    if term.is_none() {
        zaak.nodig(&DECLARATIE_WEKEN)?;
    }
    Ok(Oordeel::akkoord())
}

fn derdenbeding(zaak: &Zaak<'_>) -> Spraak {
    als(met_model(zaak))?;
    if zaak.nodig(&DERDENBEDING)? {
        return Ok(Oordeel::akkoord());
    }
    let signed = zaak.nodig(&AFGESLOTEN_OP)?;
    let known = zaak.kennisdatum();
    let new = zaak.parameter(DERDENBEDING_NIEUW, signed).is_some_and(|rij| rij.waarde == 1);
    let withdrawn = zaak.parameter(DERDENBEDING_OUD, known).is_some_and(|rij| rij.waarde == 1);
    if new || withdrawn {
        return keur_af!(
            "FORM-04.ontbreekt",
            "In de overeenkomst ontbreekt het derdenbeding. Dat regelt dat de verstrekker geld van de zorgverlener kan terugvragen als er iets mis is. Gebruik het nieuwe formulier."
        );
    }
    let_op!(
        "FORM-04.oud",
        "Uw oude overeenkomst heeft nog geen derdenbeding. Maak voor 1 april 2022 een nieuwe overeenkomst."
    )
}

fn declaratietermijn(zaak: &Zaak<'_>) -> Spraak {
    let Some(weken) = zaak.beding(&DECLARATIE_WEKEN) else { return Ok(Oordeel::akkoord()) };
    let most = zaak.nodige_parameter(GRENS, zaak.rechtsdatum(Anker::Afsluiting))?.waarde;
    if i64::from(weken) <= most {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "FORM-07.te-lang",
        "U spreekt af om binnen {weken} weken te declareren. Het maximum is {grens} weken. Pas deze afspraak aan.",
        weken = weken,
        grens = most
    )
}

fn vrije_tekst(zaak: &Zaak<'_>) -> Spraak {
    if !zaak.nodig(&VRIJE_TEKST)? || zaak.nodig(&VRIJE_TEKST_BEOORDEELD)? {
        return Ok(Oordeel::akkoord());
    }
    handmatig!("FORM-09.lezen", "U schreef zelf afspraken op. Een medewerker leest die eerst.")
}

fn gegevens(zaak: &Zaak<'_>) -> Spraak {
    let full = match zaak.soort() {
        Arbeidsovereenkomst => regime(zaak)? == Regime::Volledig,
        Familie => true,
        Opdracht => !ondernemer(zaak)?,
        Instelling => return Err(Stop::NietVanToepassing),
    };
    if !full {
        return akkoord!(
            "FORM-11.op-verzoek",
            "Als uw zorgverlener daarom vraagt, geeft u op papier de gegevens over het werk."
        );
    }
    let stated = zaak.nodig(&GEGEVENS)?;
    let start = zaak.nodig(&PERIODE)?.van();
    let day = if !stated.binnen_week {
        start.saturating_add(jiff::ToSpan::weeks(1))
    } else if !stated.binnen_maand {
        kalender::plus_months(start, 1)
    } else {
        return Ok(Oordeel::akkoord());
    };
    gegevens_taak(day)
}

fn gegevens_taak(day: Date) -> Spraak {
    taak!(
        day;
        "FORM-11.aanvullen",
        "Uw zorgverlener moet alle gegevens over het werk op papier krijgen. Geef de gegevens die ontbreken voor {datum}. (artikel 7:655 BW)",
        datum = day
    )
}

fn tegenstrijdig(zaak: &Zaak<'_>) -> Spraak {
    let Some(cyclus) = rooster(zaak) else { return Err(Stop::NietVanToepassing) };
    let by_roster = cyclus.mean() * 100 / 60;
    let Some(stated) = zaak.beding(&UREN_PER_WEEK) else { return Err(Stop::NietVanToepassing) };
    if (by_roster - stated.hundredths()).abs() <= 25 {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "FORM-12.uren",
        "In het rooster staan {rooster} uur per week, maar u vulde {uren} uur in. Maak die gelijk.",
        rooster = Waarde::Uren(by_roster),
        uren = stated
    )
}
