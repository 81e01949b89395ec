//! DUUR: term and chain.

use kernel::{Periode, SoortOvereenkomst};

use crate::kalender;
use crate::toets::oordeel::{Oordeel, Zaak};

/// The gap, in months, after which a chain begins anew (BW 7:668a, since 1 July 2015).
const GAP_MONTHS: i32 = 6;
/// The number of the fixed term from which it counts as permanent.
const PERMANENT_FROM: usize = 4;

/// labour:DUUR-01. The fourth fixed term in a row counts as permanent.
pub(super) fn keten_aantal(zaak: &Zaak<'_>) -> Oordeel {
    let looptijd = &zaak.feiten.looptijd;
    let fixed = looptijd.periode.tot().is_some();
    if zaak.soort() != SoortOvereenkomst::Arbeidsovereenkomst || !fixed {
        return Oordeel::NietVanToepassing;
    }
    let number = place_in_chain(&looptijd.eerdere_overeenkomsten, looptijd.periode);
    if number < PERMANENT_FROM {
        return Oordeel::akkoord(format!("Dit is tijdelijke overeenkomst {number} op rij."));
    }
    Oordeel::waarschuwing(format!(
        "Dit is tijdelijke overeenkomst {number} op rij. Volgens de wet is dit nu een vaste \
         overeenkomst: de einddatum geldt niet. (BW artikel 7:668a)"
    ))
}

/// The how-manieth term this is, counting back while each follows the one before in time.
fn place_in_chain(earlier: &[Periode], current: Periode) -> usize {
    let mut terms: Vec<Periode> = earlier.to_vec();
    terms.sort_by_key(|term| term.van());
    let mut next = current;
    let mut number: usize = 1;
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
pub(super) fn toekenning(zaak: &Zaak<'_>) -> Oordeel {
    let term = zaak.feiten.looptijd.periode;
    let Some(grant) = zaak.feiten.looptijd.toekenning else {
        return Oordeel::missing("de toekenning waaruit wordt betaald");
    };
    if !term.overlaps(grant) {
        return Oordeel::Afgekeurd(
            "De overeenkomst valt helemaal buiten de periode van uw budget. Er kan dan niets \
             worden betaald. Pas de datums aan."
                .to_owned(),
        );
    }
    if term.van() < grant.van() {
        return Oordeel::Handmatig(format!(
            "De overeenkomst begint voordat uw budget op {} begint. Een medewerker bekijkt dit.",
            grant.van()
        ));
    }
    match (term.tot(), grant.tot()) {
        (Some(end), Some(last)) if end > last => Oordeel::waarschuwing(format!(
            "De overeenkomst loopt door na {last}, de laatste dag van uw budget. Daarna kan alleen \
             worden betaald als u een nieuw budget krijgt."
        )),
        (None, Some(last)) => Oordeel::akkoord(format!(
            "De overeenkomst heeft geen einddatum. Na {last} is een nieuw budget nodig."
        )),
        _ => Oordeel::akkoord("De overeenkomst valt binnen de periode van uw budget."),
    }
}
