//! DUUR: term and chain.

use contracts::labour::Grond;
use jiff::civil::date;
use kernel::Periode;

use super::begrippen;
use crate::engine::{Anker, Oordeel, Regel, Spraak, Stop, Tekst, Waarde, Zaak};
use crate::gegevens::formulier;
use crate::kalender;

/// The gap, in months, after which a chain begins anew (BW 7:668a, since 1 July 2015).
const GAP_MONTHS: i32 = 6;
/// The number of the fixed term from which it counts as permanent.
const PERMANENT_FROM: i64 = 4;

pub(super) const REGELS: &[Regel] = &[
    Regel::new("DUUR-01", 1, "Keten: aantal tijdelijke overeenkomsten", keten_aantal)
        .zin("Een keten telt hooguit drie tijdelijke arbeidsovereenkomsten.")
        .artikelen(&["BW 7:668a lid 1"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 7, 1))
        .anker(Anker::Start)
        .voorbeelden("derde op rij", "vierde op rij"),
    Regel::new("DUUR-07", 1, "Overeenkomst en toekenning", toekenning)
        .zin("De looptijd van de overeenkomst valt binnen de toekenning waaruit wordt betaald.")
        .artikelen(&["Blz 3.6.4", "Rlz 5.16"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Start)
        .voorbeelden("binnen de toekenning", "begint nadat de toekenning eindigde"),
];

const VASTE_OVEREENKOMST: Tekst = Tekst::new(
    "DUUR-01.vast",
    1,
    "Dit is tijdelijke overeenkomst {nummer} op rij. Volgens de wet is dit nu een vaste \
     overeenkomst: de einddatum geldt niet. (BW artikel 7:668a)",
    &["nummer"],
);
const BUITEN: Tekst = Tekst::new(
    "DUUR-07.buiten",
    1,
    "De overeenkomst valt helemaal buiten de periode van uw budget. Er kan dan niets worden \
     betaald. Pas de datums aan.",
    &[],
);
const TE_VROEG: Tekst = Tekst::new(
    "DUUR-07.te-vroeg",
    1,
    "De overeenkomst begint voordat uw budget op {van} begint. Een medewerker bekijkt dit.",
    &["van"],
);
const LOOPT_DOOR: Tekst = Tekst::new(
    "DUUR-07.loopt-door",
    1,
    "De overeenkomst loopt door na {tot}, de laatste dag van uw budget. Daarna kan alleen worden \
     betaald als u een nieuw budget krijgt.",
    &["tot"],
);
const OPEN_EINDE: Tekst = Tekst::new(
    "DUUR-07.open-einde",
    1,
    "De overeenkomst heeft geen einddatum. Na {tot} is een nieuw budget nodig.",
    &["tot"],
);

/// labour:DUUR-01. The fourth fixed term in a row counts as permanent.
fn keten_aantal(zaak: &Zaak<'_>) -> Spraak {
    begrippen::alleen_arbeidsovereenkomst(zaak)?;
    let current = begrippen::looptijd(zaak)?;
    if current.tot().is_none() {
        return Err(Stop::NietVanToepassing);
    }
    let number = place_in_chain(zaak.lijst(&formulier::EERDERE_PERIODEN), current);
    if number < PERMANENT_FROM {
        return Ok(Oordeel::akkoord());
    }
    Ok(Oordeel::waarschuwing(&VASTE_OVEREENKOMST, [Waarde::Getal(number)]))
}

/// The how-manieth term this is, counting back while each follows the one before in time.
fn place_in_chain(earlier: &[Periode], current: Periode) -> i64 {
    let mut terms: Vec<Periode> = earlier.to_vec();
    terms.sort_by_key(|term| term.van());
    let mut next = current;
    let mut number: i64 = 1;
    for previous in terms.into_iter().rev() {
        if !kalender::follows_within(previous, next, GAP_MONTHS) {
            break;
        }
        number = number.saturating_add(1);
        next = previous;
    }
    number
}

/// labour:DUUR-07. What lies outside the grant cannot be paid from it.
fn toekenning(zaak: &Zaak<'_>) -> Spraak {
    let term = begrippen::looptijd(zaak)?;
    let grant = zaak.nodig(&formulier::TOEKENNING)?;
    if !term.overlaps(grant) {
        return Ok(Oordeel::afgekeurd(&BUITEN, []));
    }
    if term.van() < grant.van() {
        return Ok(Oordeel::handmatig(&TE_VROEG, [Waarde::Datum(grant.van())]));
    }
    Ok(match (term.tot(), grant.tot()) {
        (Some(end), Some(last)) if end > last => {
            Oordeel::waarschuwing(&LOOPT_DOOR, [Waarde::Datum(last)])
        }
        (None, Some(last)) => Oordeel::akkoord_met(&OPEN_EINDE, [Waarde::Datum(last)]),
        _ => Oordeel::akkoord(),
    })
}
