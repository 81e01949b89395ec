//! DUUR: the grant, the first day, and what ends the agreement.

use contracts::labour::Grond;
use contracts::labour::aanvullend::{Verbodeneinde, WijzeVanEinde};
use jiff::civil::date;
use kernel::SoortOvereenkomst;

use super::super::gemeen::{alleen_dienst, als, maanden};
use super::bepaalde_tijd;
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Zaak};
use crate::gegevens::afspraken::EINDIGT_BIJ;
use crate::gegevens::vast::{AFGESLOTEN_OP, PERIODE, TOEKENNING};
use crate::gegevens::werk::{BEDING_OVERLIJDEN, EERDERE, WIJZIGING};
use crate::kalender;
use crate::parameters::termijnen::{
    KETEN_TUSSENPOOS, START_TERUG_HANDMATIG, START_TERUG_WAARSCHUWING,
};

/// The part of the family about beginning and end.
pub(in super::super) const REGELS: &[Regel] = &[
    Regel::new("DUUR-07", 1, "Overeenkomst en toekenning", toekenning)
        .zin("De overeenkomst valt binnen de periode van de toekenning waaruit wordt betaald.")
        .artikelen(&["Blz 3.6.4", "Rlz 5.16"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Start)
        .voorbeelden("binnen de toekenning", "begint na het einde van de toekenning"),
    Regel::new("DUUR-08", 1, "Ingangsdatum eerste van de maand", eerste_dag)
        .zin("Een wijziging gaat in op de eerste dag van een maand.")
        .artikelen(&["zorgkantoor, wijzigen zorgovereenkomst"])
        .geldig_van(date(2022, 1, 1))
        .anker(Anker::Start)
        .voorbeelden("1 september", "10 september"),
    Regel::new("DUUR-09", 1, "Verboden einde", verboden_einde)
        .zin("Een arbeidsovereenkomst eindigt niet door huwelijk, partnerschap, zwangerschap of bevalling.")
        .artikelen(&["BW 7:667 lid 7", "BW 7:667 lid 8"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("geen ontbindende voorwaarde", "eindigt bij zwangerschap"),
    Regel::new("DUUR-10", 1, "Bepaalde tijd na onbepaalde tijd", na_onbepaald)
        .zin("Een tijdelijke overeenkomst binnen zes maanden na een vaste die niet door opzegging of de rechter eindigde, moet worden opgezegd.")
        .artikelen(&["BW 7:667 lid 4", "BW 7:667 lid 5"])
        .geldig_van(date(2015, 7, 1))
        .anker(Anker::Start)
        .parameters(&[KETEN_TUSSENPOOS])
        .voorbeelden("vaste overeenkomst opgezegd", "in overleg omgezet naar 1 jaar"),
    Regel::new("DUUR-11", 1, "Overlijden budgethouder", overlijden)
        .zin("Een tijdelijke arbeidsovereenkomst zonder beding over overlijden loopt door met de erfgenamen.")
        .artikelen(&["BW 7:675"])
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("beding over overlijden", "1 jaar, geen beding"),
    Regel::new("DUUR-12", 1, "Terugwerkende start", terugwerkend)
        .zin("Een overeenkomst die lang na het begin van het werk is gesloten, is niet vooraf getoetst.")
        .artikelen(&["Blz 3.6.4"])
        .geldig_van(date(2022, 1, 1))
        .anker(Anker::Afsluiting)
        .parameters(&[START_TERUG_WAARSCHUWING, START_TERUG_HANDMATIG])
        .voorbeelden("2 weken", "5 maanden"),
];

fn toekenning(zaak: &Zaak<'_>) -> Spraak {
    let (term, grant) = (zaak.nodig(&PERIODE)?, zaak.nodig(&TOEKENNING)?);
    if !term.overlaps(grant) {
        return keur_af!(
            "DUUR-07.buiten",
            "De overeenkomst valt helemaal buiten de periode van uw budget ({budget}). Er kan dan niets worden betaald. Pas de datums aan.",
            budget = grant
        );
    }
    if term.van() < grant.van() {
        return handmatig!(
            "DUUR-07.eerder",
            "De overeenkomst begint voordat uw budget op {van} begint. Een medewerker bekijkt dit.",
            van = grant.van()
        );
    }
    match (term.tot(), grant.tot()) {
        (Some(end), Some(last)) if end > last => let_op!(
            "DUUR-07.later",
            "Uw budget loopt tot en met {tot}. De overeenkomst loopt langer door. Buiten de budgetperiode kan de SVB niet betalen, maar uw plichten als werkgever lopen dan wel door.",
            tot = last
        ),
        (None, Some(last)) => akkoord!(
            "DUUR-07.open",
            "De overeenkomst heeft geen einddatum. Na {tot} is een nieuw budget nodig.",
            tot = last
        ),
        _ => Ok(Oordeel::akkoord()),
    }
}

fn eerste_dag(zaak: &Zaak<'_>) -> Spraak {
    als(zaak.beding(&WIJZIGING) == Some(true))?;
    if zaak.nodig(&PERIODE)?.van().day() == 1 {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "DUUR-08.niet-eerste",
        "De wijziging gaat niet in op de eerste dag van een maand. Kies als het kan de eerste dag van een maand."
    )
}

fn verboden_einde(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let events = zaak.lijst(&EINDIGT_BIJ);
    let forbidden =
        |e: &Verbodeneinde| matches!(e, Verbodeneinde::Huwelijk | Verbodeneinde::Zwangerschap);
    if events.iter().any(forbidden) {
        return keur_af!(
            "DUUR-09.verboden",
            "In de overeenkomst staat dat deze stopt bij een huwelijk of zwangerschap. Dat mag niet. Haal deze afspraak weg. (artikel 7:667 BW)"
        );
    }
    if events.is_empty() {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "DUUR-09.voorwaarde",
        "In de overeenkomst staat dat deze vanzelf stopt bij een gebeurtenis. Een medewerker bekijkt of dat mag."
    )
}

fn na_onbepaald(zaak: &Zaak<'_>) -> Spraak {
    let periode = bepaalde_tijd(zaak)?;
    let gap = maanden(zaak.nodige_parameter(KETEN_TUSSENPOOS, periode.van())?.waarde);
    let earlier = zaak.lijst(&EERDERE).iter().rev().find(|own| {
        own.onbepaald
            && own.soort == SoortOvereenkomst::Arbeidsovereenkomst
            && kalender::follows_within(own.periode, periode, gap)
    });
    let Some(earlier) = earlier else { return Err(Stop::NietVanToepassing) };
    match earlier.einde {
        Some(WijzeVanEinde::Opzegging | WijzeVanEinde::Ontbinding) => Ok(Oordeel::akkoord()),
        Some(WijzeVanEinde::VanRechtswege | WijzeVanEinde::WederzijdsGoedvinden) => let_op!(
            "DUUR-10.opzegging",
            "Deze tijdelijke overeenkomst volgt op een vaste die niet is opgezegd. Op de einddatum moet u daarom toch opzeggen. (artikel 7:667 BW)"
        ),
        None => Err(Stop::Ontbreekt("hoe de vaste overeenkomst eindigde", 2)),
    }
}

fn overlijden(zaak: &Zaak<'_>) -> Spraak {
    bepaalde_tijd(zaak)?;
    if zaak.nodig(&BEDING_OVERLIJDEN)? {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "DUUR-11.erfgenamen",
        "Als u overlijdt, loopt deze overeenkomst door met uw erfgenamen. Neem een afspraak op als u dat niet wilt. (artikel 7:675 BW)"
    )
}

fn terugwerkend(zaak: &Zaak<'_>) -> Spraak {
    let (signed, start) = (zaak.nodig(&AFGESLOTEN_OP)?, zaak.nodig(&PERIODE)?.van());
    let after = |months: i64| signed > kalender::plus_months(start, maanden(months));
    if after(zaak.nodige_parameter(START_TERUG_HANDMATIG, signed)?.waarde) {
        return handmatig!(
            "DUUR-12.lang-geleden",
            "Het werk begon op {start}, lang voordat u de overeenkomst sloot. Een medewerker bekijkt dit.",
            start = start
        );
    }
    if after(zaak.nodige_parameter(START_TERUG_WAARSCHUWING, signed)?.waarde) {
        return let_op!(
            "DUUR-12.te-laat",
            "Het werk begon op {start}, voordat u de overeenkomst sloot. Sluit een volgende overeenkomst voor de eerste werkdag.",
            start = start
        );
    }
    Ok(Oordeel::akkoord())
}
