//! Which lines each event asks for (payments:4.2).
//!
//! Money that returns to a budget goes to the voluntary deposit as far as the claims had drawn on
//! it, and for the rest to the fund; the position of the pot knows how far that is.

#![warn(clippy::arithmetic_side_effects)]

use kernel::{Euro, Wet};
use uuid::Uuid;

use super::saldi::{Jaarstand, Potstand, Standen};
use super::{Postsoort, Potsleutel, Regels, Rekening, Rekeningsoort as S, minus, plus};

pub mod jaar;
pub mod loon;
pub mod terug;

/// The share of one pot in a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deel {
    /// The pot.
    pub pot: Potsleutel,
    /// What the payment pays from it.
    pub bedrag: Euro,
    /// What of that must come back: the claim was lowered after the money had left.
    pub terug: Euro,
    /// What of that the budgethouder may claim again already.
    pub hersteld: Euro,
    /// What came back of it apart, by set-off or over the bank; no longer in `bedrag`.
    pub geind: Euro,
    /// What was waived of it and stays spent; no longer in `bedrag`.
    pub kwijt: Euro,
}

impl Deel {
    /// A share of nothing.
    pub const fn empty(pot: Potsleutel) -> Self {
        let (bedrag, terug, hersteld) = (Euro::ZERO, Euro::ZERO, Euro::ZERO);
        Self { pot, bedrag, terug, hersteld, geind: Euro::ZERO, kwijt: Euro::ZERO }
    }

    /// What stays due.
    pub fn blijft(&self) -> Euro {
        minus(self.bedrag, self.terug)
    }
}

/// A payment as the ledger sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Betaalpost<'a> {
    /// Whose money.
    pub verstrekker: Uuid,
    /// To whom.
    pub zorgverlener: Uuid,
    /// The claim: the case of a recovery.
    pub declaratie: Uuid,
    /// Own bank account it goes through.
    pub eigen_rekening: Uuid,
    /// Its shares.
    pub delen: &'a [Deel],
}

impl Betaalpost<'_> {
    fn totaal(&self) -> Euro {
        self.delen.iter().map(|deel| deel.bedrag).sum()
    }

    fn pay(&self) -> Rekening {
        Rekening::van(S::Pay, self.verstrekker, self.zorgverlener)
    }

    fn transit(&self) -> Rekening {
        Rekening::eigen(S::Transit, self.eigen_rekening)
    }

    fn bank(&self) -> Rekening {
        Rekening::eigen(S::Bank, self.eigen_rekening)
    }
}

/// E1, E2, E2b: the amount of a pot goes from what it was to what it is now. `None` when nothing
/// changes. A raise first clears a shortage; a lowering takes what is left and books the rest as
/// shortage. The caller has refused a change in a closed year (payments:I14).
pub fn toegekend(
    pot: Potsleutel,
    was: Option<Euro>,
    wordt: Euro,
    stand: &mut Potstand,
) -> Option<(Postsoort, Regels)> {
    let mut regels = Regels::default();
    let grant = pot.recht(S::Grant);
    let eigen = stand.eigen();
    let verschil = minus(wordt, was.unwrap_or(Euro::ZERO));
    if verschil == Euro::ZERO {
        return None;
    }
    if verschil > Euro::ZERO {
        let (tekort, vrij) = stand.release(verschil);
        regels.boek(grant, pot.recht(S::Short), tekort);
        regels.boek(grant, pot.recht(S::Available), vrij);
        verschuif(&mut regels, stand, eigen);
        let soort = if was.is_none() { Postsoort::E1 } else { Postsoort::E2 };
        return Some((soort, regels));
    }
    let verlaging = minus(Euro::ZERO, verschil);
    let vrij = stand.take_up_to(verlaging);
    let tekort = minus(verlaging, vrij);
    stand.tekort = plus(stand.tekort, tekort);
    regels.boek(pot.recht(S::Available), grant, vrij);
    regels.boek(pot.recht(S::Short), grant, tekort);
    verschuif(&mut regels, stand, eigen);
    let soort = if tekort > Euro::ZERO { Postsoort::E2b } else { Postsoort::E2 };
    Some((soort, regels))
}

/// The right changed without money: who pays, the fund or the deposit, changes with it.
fn verschuif(regels: &mut Regels, stand: &Potstand, eigen_was: Euro) {
    let (storting, fonds) = (stand.sleutel.storting(), stand.fonds());
    let meer = minus(stand.eigen(), eigen_was);
    if meer > Euro::ZERO {
        regels.boek(fonds, storting, meer);
    } else {
        regels.boek(storting, fonds, minus(Euro::ZERO, meer));
    }
}

/// E3: an announced advance is on the statement.
pub fn voorschot(
    eigen_rekening: Uuid,
    verstrekker: Uuid,
    wet: Wet,
    jaar: i16,
    bedrag: Euro,
) -> Regels {
    let mut regels = Regels::default();
    let bank = Rekening::eigen(S::Bank, eigen_rekening);
    regels.boek(bank, Rekening::fonds(verstrekker, wet, jaar), bedrag);
    regels
}

/// E4: a voluntary deposit of the budgethouder is on the statement. It first covers a shortage.
pub fn gestort(eigen_rekening: Uuid, bedrag: Euro, stand: &mut Potstand) -> Regels {
    let mut regels = Regels::default();
    let (pot, eigen) = (stand.sleutel, stand.eigen());
    let (tekort, vrij) = stand.release(bedrag);
    stand.gestort = plus(stand.gestort, bedrag);
    regels.boek(pot.recht(S::Own), pot.recht(S::Short), tekort);
    regels.boek(pot.recht(S::Own), stand.vrij_recht(), vrij);
    let bank = Rekening::eigen(S::Bank, eigen_rekening);
    let blijft = minus(stand.eigen(), eigen);
    regels.boek(bank, pot.storting(), blijft);
    regels.boek(bank, stand.fonds(), minus(bedrag, blijft));
    regels
}

/// E5, E12u, E23: a claim draws on a pot as far as that has room; gives what was drawn.
pub fn goedgekeurd(
    regels: &mut Regels,
    stand: &mut Potstand,
    zorgverlener: Uuid,
    bedrag: Euro,
) -> Euro {
    let (pot, eigen) = (stand.sleutel, stand.eigen());
    let geboekt = stand.take_up_to(bedrag);
    if stand.jaar == Jaarstand::Opengesteld {
        regels.boek(pot.recht(S::Closed), pot.recht(S::Available), geboekt);
    }
    regels.boek(pot.recht(S::Available), pot.recht(S::Committed), geboekt);
    let uit_storting = minus(eigen, stand.eigen());
    let pay = Rekening::van(S::Pay, pot.verstrekker, zorgverlener);
    regels.boek(pot.storting(), pay, uit_storting);
    regels.boek(stand.fonds(), pay, minus(geboekt, uit_storting));
    geboekt
}

/// E11, E10b: lowered while the money is here: still payable (`Pay`) or come back (`Returned`).
pub fn verlaagd_voor_betaling(
    regels: &mut Regels,
    ligt_op: Rekening,
    bedrag: Euro,
    stand: &mut Potstand,
) {
    let committed = stand.sleutel.recht(S::Committed);
    geef_terug(regels, stand, ligt_op, (committed, bedrag), bedrag);
}

/// Money is here again and its right with it: `recht` of the amount goes back to what may be
/// claimed, the money to the deposit and the fund.
fn geef_terug(
    regels: &mut Regels,
    stand: &mut Potstand,
    ligt_op: Rekening,
    (van, recht): (Rekening, Euro),
    geld: Euro,
) {
    let eigen = stand.eigen();
    release(regels, van, recht, stand);
    let naar_storting = minus(stand.eigen(), eigen);
    regels.boek(ligt_op, stand.sleutel.storting(), naar_storting);
    regels.boek(ligt_op, stand.fonds(), minus(geld, naar_storting));
}

/// A right becomes free: it clears a shortage first.
fn release(regels: &mut Regels, from: Rekening, bedrag: Euro, stand: &mut Potstand) {
    let (tekort, vrij) = stand.release(bedrag);
    regels.boek(from, stand.sleutel.recht(S::Short), tekort);
    regels.boek(from, stand.vrij_recht(), vrij);
}

/// E7: an attempt stands in a file.
pub fn vrijgegeven(betaling: &Betaalpost<'_>) -> Regels {
    let mut regels = Regels::default();
    regels.boek(betaling.pay(), betaling.transit(), betaling.totaal());
    regels
}

/// E8: the bank booked the debit of an attempt.
pub fn afgeschreven(betaling: &Betaalpost<'_>) -> Regels {
    let mut regels = Regels::default();
    regels.boek(betaling.transit(), betaling.bank(), betaling.totaal());
    for deel in betaling.delen {
        regels.boek(deel.pot.recht(S::Committed), deel.pot.recht(S::Spent), deel.blijft());
    }
    regels
}

/// E8b: the part of a debit that the bank booked gross and will credit back. It stands on suspense
/// until it is credited, so that transit shows at every moment what is really under way.
pub fn bruto_meer(eigen_rekening: Uuid, bedrag: Euro) -> Regels {
    let mut regels = Regels::default();
    let suspense = Rekening::eigen(S::Suspense, eigen_rekening);
    regels.boek(suspense, Rekening::eigen(S::Bank, eigen_rekening), bedrag);
    regels
}

/// E8b, E20: money came in that no open payment or advance explains by itself.
pub fn bijgeschreven(eigen_rekening: Uuid, bedrag: Euro) -> Regels {
    let mut regels = Regels::default();
    let suspense = Rekening::eigen(S::Suspense, eigen_rekening);
    regels.boek(Rekening::eigen(S::Bank, eigen_rekening), suspense, bedrag);
    regels
}

/// E9: the bank refused an attempt. What had to come back of it never left: the recovery falls
/// away and the right is free again; the rest is payable again.
pub fn afgewezen(betaling: &Betaalpost<'_>, standen: &mut Standen) -> Regels {
    let mut regels = Regels::default();
    for deel in betaling.delen {
        regels.boek(betaling.transit(), betaling.pay(), deel.blijft());
        restore(&mut regels, betaling, deel, betaling.transit(), standen);
    }
    regels
}

/// E10: a paid attempt came back. As E9 for what had to come back anyway, and for what was waived;
/// the rest waits for a decision. What was collected apart in the meantime is here twice: it waits
/// on suspense until somebody gives it back.
pub fn teruggekomen(betaling: &Betaalpost<'_>, standen: &mut Standen) -> Regels {
    let mut regels = Regels::default();
    let returned = Rekening::van(S::Returned, betaling.verstrekker, betaling.zorgverlener);
    for deel in betaling.delen {
        regels.boek(betaling.bank(), returned, deel.blijft());
        regels.boek(deel.pot.recht(S::Spent), deel.pot.recht(S::Committed), deel.blijft());
        restore(&mut regels, betaling, deel, betaling.bank(), standen);
        let suspense = Rekening::eigen(S::Suspense, betaling.eigen_rekening);
        regels.boek(betaling.bank(), suspense, deel.geind);
        if deel.kwijt > Euro::ZERO {
            let stand = standen.get_mut(&deel.pot.pot).expect("the pots of a payment are locked");
            let recht = (deel.pot.recht(S::Spent), deel.kwijt);
            geef_terug(&mut regels, stand, betaling.bank(), recht, deel.kwijt);
        }
    }
    regels
}

/// E10a: what came back is payable again.
pub fn opnieuw_betaalbaar(betaling: &Betaalpost<'_>) -> Regels {
    let mut regels = Regels::default();
    let returned = Rekening::van(S::Returned, betaling.verstrekker, betaling.zorgverlener);
    regels.boek(returned, betaling.pay(), betaling.totaal());
    regels
}

/// The part of a share that had to come back is here: no recovery is needed any more.
fn restore(
    regels: &mut Regels,
    betaling: &Betaalpost<'_>,
    deel: &Deel,
    ligt_op: Rekening,
    standen: &mut Standen,
) {
    if deel.terug == Euro::ZERO {
        return;
    }
    let (recv, clear) = terug::zaak(betaling.verstrekker, betaling.declaratie);
    regels.boek(clear, recv, deel.terug);
    let stand = standen.get_mut(&deel.pot.pot).expect("the pots of a payment are locked");
    let recht = (deel.pot.recht(S::Recoverable), minus(deel.terug, deel.hersteld));
    geef_terug(regels, stand, ligt_op, recht, deel.terug);
}

#[cfg(test)]
mod tests;
