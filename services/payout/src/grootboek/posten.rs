//! Which lines each event asks for (payments:4.2).

#![warn(clippy::arithmetic_side_effects)]

use kernel::{Euro, Wet};
use uuid::Uuid;

use super::saldi::{Potstand, Standen};
use super::{Postsoort, Potsleutel, Regels, Rekening, Rekeningsoort as S, minus, plus};

/// The share of one pot in a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deel {
    /// The pot.
    pub pot: Potsleutel,
    /// What the payment pays from it.
    pub bedrag: Euro,
    /// What of that must come back: the claim was lowered after the money had left.
    pub terug: Euro,
}

impl Deel {
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
/// shortage.
pub fn toegekend(
    pot: Potsleutel,
    was: Option<Euro>,
    wordt: Euro,
    stand: &mut Potstand,
) -> Option<(Postsoort, Regels)> {
    let mut regels = Regels::default();
    let grant = pot.recht(S::Grant);
    let verschil = minus(wordt, was.unwrap_or(Euro::ZERO));
    if verschil == Euro::ZERO {
        return None;
    }
    if verschil > Euro::ZERO {
        let (tekort, vrij) = stand.release(verschil);
        regels.boek(grant, pot.recht(S::Short), tekort);
        regels.boek(grant, pot.recht(S::Available), vrij);
        let soort = if was.is_none() { Postsoort::E1 } else { Postsoort::E2 };
        return Some((soort, regels));
    }
    let verlaging = minus(Euro::ZERO, verschil);
    let vrij = stand.take_up_to(verlaging);
    let tekort = minus(verlaging, vrij);
    stand.tekort = plus(stand.tekort, tekort);
    regels.boek(pot.recht(S::Available), grant, vrij);
    regels.boek(pot.recht(S::Short), grant, tekort);
    let soort = if tekort > Euro::ZERO { Postsoort::E2b } else { Postsoort::E2 };
    Some((soort, regels))
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

/// E5, E12u: a claim draws on a pot. The caller has taken the amount from the pot's position.
pub fn goedgekeurd(regels: &mut Regels, pot: Potsleutel, zorgverlener: Uuid, bedrag: Euro) {
    regels.boek(pot.fonds(), Rekening::van(S::Pay, pot.verstrekker, zorgverlener), bedrag);
    regels.boek(pot.recht(S::Available), pot.recht(S::Committed), bedrag);
}

/// E11, E10b: lowered while the money is here: still payable (`Pay`) or come back (`Returned`).
pub fn verlaagd_voor_betaling(
    regels: &mut Regels,
    pot: Potsleutel,
    ligt_op: Rekening,
    bedrag: Euro,
    stand: &mut Potstand,
) {
    regels.boek(ligt_op, pot.fonds(), bedrag);
    release(regels, pot, pot.recht(S::Committed), bedrag, stand);
}

/// Where the right stands of money that left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weg {
    /// With the bank, not yet on a statement: committed.
    Onderweg,
    /// On a statement: spent.
    Betaald,
}

impl Weg {
    const fn recht(self) -> S {
        match self {
            Self::Onderweg => S::Committed,
            Self::Betaald => S::Spent,
        }
    }
}

/// E12: lowered after the money left. What is still with the bank is no longer committed for the
/// lowered part, so that its debit (E8) later books the rest only.
pub fn verlaagd_na_betaling(
    regels: &mut Regels,
    pot: Potsleutel,
    declaratie: Uuid,
    weg: Weg,
    bedrag: Euro,
) {
    let (recv, clear) = zaak(pot.verstrekker, declaratie);
    regels.boek(recv, clear, bedrag);
    regels.boek(pot.recht(weg.recht()), pot.recht(S::Recoverable), bedrag);
}

/// The opposite of E12, part of E12u: raised again while the recovery was open.
pub fn vordering_vervalt(
    regels: &mut Regels,
    pot: Potsleutel,
    declaratie: Uuid,
    weg: Weg,
    bedrag: Euro,
) {
    let (recv, clear) = zaak(pot.verstrekker, declaratie);
    regels.boek(clear, recv, bedrag);
    regels.boek(pot.recht(S::Recoverable), pot.recht(weg.recht()), bedrag);
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

/// E10: a paid attempt came back. As E9 for what had to come back anyway; the rest waits for a
/// decision.
pub fn teruggekomen(betaling: &Betaalpost<'_>, standen: &mut Standen) -> Regels {
    let mut regels = Regels::default();
    let returned = Rekening::van(S::Returned, betaling.verstrekker, betaling.zorgverlener);
    for deel in betaling.delen {
        regels.boek(betaling.bank(), returned, deel.blijft());
        regels.boek(deel.pot.recht(S::Spent), deel.pot.recht(S::Committed), deel.blijft());
        restore(&mut regels, betaling, deel, betaling.bank(), standen);
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
    let (recv, clear) = zaak(betaling.verstrekker, betaling.declaratie);
    regels.boek(ligt_op, deel.pot.fonds(), deel.terug);
    regels.boek(clear, recv, deel.terug);
    if deel.terug > Euro::ZERO {
        let stand = standen.get_mut(&deel.pot.pot).expect("the pots of a payment are locked");
        release(regels, deel.pot, deel.pot.recht(S::Recoverable), deel.terug, stand);
    }
}

/// A right becomes free: it clears a shortage first.
fn release(
    regels: &mut Regels,
    pot: Potsleutel,
    from: Rekening,
    bedrag: Euro,
    stand: &mut Potstand,
) {
    let (tekort, vrij) = stand.release(bedrag);
    regels.boek(from, pot.recht(S::Short), tekort);
    regels.boek(from, pot.recht(S::Available), vrij);
}

fn zaak(verstrekker: Uuid, declaratie: Uuid) -> (Rekening, Rekening) {
    (
        Rekening::van(S::Recv, verstrekker, declaratie),
        Rekening::van(S::RecvClear, verstrekker, declaratie),
    )
}

#[cfg(test)]
mod tests;
