//! Corrections after the money left, and how it comes back (E12 to E15, E24).

#![warn(clippy::arithmetic_side_effects)]

use kernel::Euro;
use uuid::Uuid;

use super::super::saldi::Potstand;
use super::super::{Potsleutel, Regels, Rekening, Rekeningsoort as S, minus};
use super::{Betaalpost, geef_terug, release, verschuif};

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

/// When the budgethouder may claim again what was paid too much: a policy of the verstrekker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Herstel {
    /// When the money is back.
    #[default]
    BijOntvangst,
    /// At once, when the claim is corrected.
    BijCorrectie,
}

impl Herstel {
    /// What of an amount may be claimed again at once.
    pub const fn at_once(self, bedrag: Euro) -> Euro {
        match self {
            Self::BijOntvangst => Euro::ZERO,
            Self::BijCorrectie => bedrag,
        }
    }
}

/// The two accounts of a case: the claim on somebody, and what stands against it.
pub(crate) fn zaak(verstrekker: Uuid, declaratie: Uuid) -> (Rekening, Rekening) {
    (
        Rekening::van(S::Recv, verstrekker, declaratie),
        Rekening::van(S::RecvClear, verstrekker, declaratie),
    )
}

/// E12: lowered after the money left. What is still with the bank is no longer committed for the
/// lowered part, so that its debit (E8) later books the rest only.
pub fn verlaagd_na_betaling(
    regels: &mut Regels,
    stand: &mut Potstand,
    declaratie: Uuid,
    (weg, herstel): (Weg, Herstel),
    bedrag: Euro,
) {
    let pot = stand.sleutel;
    let (recv, clear) = zaak(pot.verstrekker, declaratie);
    regels.boek(recv, clear, bedrag);
    let recht = pot.recht(weg.recht());
    match herstel {
        Herstel::BijOntvangst => regels.boek(recht, pot.recht(S::Recoverable), bedrag),
        Herstel::BijCorrectie => {
            let eigen = stand.eigen();
            release(regels, recht, bedrag, stand);
            verschuif(regels, stand, eigen);
        }
    }
}

/// The opposite of E12, part of E12u: raised again while the recovery was open. What was restored
/// at once is drawn again as far as the pot has room; gives what the recovery shrinks by.
pub fn vordering_vervalt(
    regels: &mut Regels,
    stand: &mut Potstand,
    declaratie: Uuid,
    (weg, herstel): (Weg, Herstel),
    bedrag: Euro,
) -> Euro {
    let pot = stand.sleutel;
    let (recv, clear) = zaak(pot.verstrekker, declaratie);
    let recht = pot.recht(weg.recht());
    let vervalt = match herstel {
        Herstel::BijOntvangst => {
            regels.boek(pot.recht(S::Recoverable), recht, bedrag);
            bedrag
        }
        Herstel::BijCorrectie => {
            let eigen = stand.eigen();
            let van = stand.vrij_recht();
            let taken = stand.take_up_to(bedrag);
            regels.boek(van, recht, taken);
            verschuif(regels, stand, eigen);
            taken
        }
    };
    regels.boek(clear, recv, vervalt);
    vervalt
}

/// What is recovered of the share of one pot in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Teruggave {
    /// The claim that was paid too much: the case.
    pub declaratie: Uuid,
    /// What comes back to the pot.
    pub bedrag: Euro,
    /// What of that the budgethouder may claim again already.
    pub hersteld: Euro,
}

/// The half of E13 and E14 on the side of who gets the money back: its fund, its deposit, its
/// right. `van` is where the money comes from: a payable or the bank.
pub fn geind(regels: &mut Regels, van: Rekening, teruggave: Teruggave, stand: &mut Potstand) {
    let Teruggave { declaratie, bedrag, hersteld } = teruggave;
    let pot = stand.sleutel;
    let (recv, clear) = zaak(pot.verstrekker, declaratie);
    regels.boek(van, recv, bedrag);
    let recht = (pot.recht(S::Recoverable), minus(bedrag, hersteld));
    geef_terug(regels, stand, clear, recht, bedrag);
}

/// The half of E13 on the side of the payable that is settled: paid without the bank.
pub fn verrekend(regels: &mut Regels, pot: Potsleutel, bedrag: Euro) {
    regels.boek(pot.recht(S::Committed), pot.recht(S::Spent), bedrag);
}

/// E15: the verstrekker waives: the money stays spent.
pub fn kwijtgescholden(regels: &mut Regels, teruggave: Teruggave, pot: Potsleutel) {
    let Teruggave { declaratie, bedrag, hersteld } = teruggave;
    let (recv, clear) = zaak(pot.verstrekker, declaratie);
    regels.boek(clear, recv, bedrag);
    regels.boek(pot.recht(S::Recoverable), pot.recht(S::Spent), minus(bedrag, hersteld));
}

/// E16: a block takes a payable apart, or gives it back.
pub fn geblokkeerd(regels: &mut Regels, betaling: &Betaalpost<'_>) {
    regels.boek(betaling.pay(), blocked(betaling), betaling.totaal());
}

/// E16, lifted.
pub fn gedeblokkeerd(regels: &mut Regels, betaling: &Betaalpost<'_>) {
    regels.boek(blocked(betaling), betaling.pay(), betaling.totaal());
}

fn blocked(betaling: &Betaalpost<'_>) -> Rekening {
    Rekening::van(S::Blocked, betaling.verstrekker, betaling.zorgverlener)
}

/// E24: a recall was answered, less a fee that the payment office bears. Of what had to come back
/// anyway the caller makes E13's opposite afterwards, as for E10.
pub fn teruggeroepen(betaling: &Betaalpost<'_>, kosten: Euro) -> Regels {
    let mut regels = Regels::default();
    let returned = Rekening::van(S::Returned, betaling.verstrekker, betaling.zorgverlener);
    regels.boek(betaling.bank(), returned, minus(betaling.totaal(), kosten));
    regels.boek(Rekening::kosten(), returned, kosten);
    for deel in betaling.delen {
        regels.boek(deel.pot.recht(S::Spent), deel.pot.recht(S::Committed), deel.bedrag);
    }
    regels
}
