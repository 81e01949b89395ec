//! Wages (E6, E8, E12 and E12t of wages, E17 to E19). Payroll computes the amounts and calls these;
//! nothing does yet.

#![warn(clippy::arithmetic_side_effects)]

use kernel::{Euro, Maand};
use uuid::Uuid;

use super::super::saldi::Potstand;
use super::super::{Regels, Rekening, Rekeningsoort as S, minus, plus};
use super::{Betaalpost, geef_terug, terug};

/// Why a wage is not posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Onboekbaar {
    /// More is withheld than there is.
    #[error("er wordt meer ingehouden dan het loon")]
    NettoOnderNul,
    /// The pot does not hold it.
    #[error("het budget is ontoereikend")]
    BudgetOntoereikend,
}

/// A wage of one month on one agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loonpost {
    /// The agreement: whose wage.
    pub zorgovereenkomst: Uuid,
    /// In which month the tax is owed.
    pub maand: Maand,
    /// Wage before tax.
    pub bruto: Euro,
    /// Withheld wage tax.
    pub loonheffing: Euro,
    /// Reserved for the holiday allowance.
    pub vakantiereserve: Euro,
    /// Premiums and Zvw levy of the employer.
    pub werkgever: Euro,
}

impl Loonpost {
    /// What the budget pays.
    pub fn last(&self) -> Euro {
        plus(plus(self.bruto, self.vakantiereserve), self.werkgever)
    }

    /// What the worker gets.
    pub fn netto(&self) -> Euro {
        minus(self.bruto, self.loonheffing)
    }

    fn schulden(&self, verstrekker: Uuid) -> [(Rekening, Euro); 4] {
        let van = |soort| Rekening::van(soort, verstrekker, self.zorgovereenkomst);
        [
            (van(S::NetPay), self.netto()),
            (Rekening::loonmaand(S::LhDue, &self.maand), self.loonheffing),
            (Rekening::loonmaand(S::EmployerDue, &self.maand), self.werkgever),
            (van(S::HolidayRes), self.vakantiereserve),
        ]
    }
}

/// E6: a wage claim is approved, whole or not at all.
pub fn goedgekeurd(stand: &mut Potstand, loon: &Loonpost) -> Result<Regels, Onboekbaar> {
    if loon.netto() < Euro::ZERO {
        return Err(Onboekbaar::NettoOnderNul);
    }
    let (pot, eigen) = (stand.sleutel, stand.eigen());
    if !stand.take(loon.last()) {
        return Err(Onboekbaar::BudgetOntoereikend);
    }
    let mut regels = Regels::default();
    regels.boek(pot.recht(S::Available), pot.recht(S::Committed), loon.last());
    let mut uit_storting = minus(eigen, stand.eigen());
    for (schuld, bedrag) in loon.schulden(pot.verstrekker) {
        let part = uit_storting.min(bedrag);
        regels.boek(pot.storting(), schuld, part);
        regels.boek(stand.fonds(), schuld, minus(bedrag, part));
        uit_storting = minus(uit_storting, part);
    }
    Ok(regels)
}

/// E7: the net wage stands in a file.
pub fn vrijgegeven(verstrekker: Uuid, overeenkomst: Uuid, eigen: Uuid, netto: Euro) -> Regels {
    let mut regels = Regels::default();
    let netpay = Rekening::van(S::NetPay, verstrekker, overeenkomst);
    regels.boek(netpay, Rekening::eigen(S::Transit, eigen), netto);
    regels
}

/// E8: the net wage is on the statement; everything the budget pays for it is spent. With nothing
/// net (all garnished or set off) the same moves when the run is closed.
pub fn afgeschreven(betaling: &Betaalpost<'_>, netto: Euro) -> Regels {
    let mut regels = Regels::default();
    regels.boek(betaling.transit(), betaling.bank(), netto);
    for deel in betaling.delen {
        regels.boek(deel.pot.recht(S::Committed), deel.pot.recht(S::Spent), deel.blijft());
    }
    regels
}

/// E12 of a wage: what is still here or nets in the next return goes back at once, only the net
/// part is owed by the worker. `minder` is what each part is lowered by.
pub fn verlaagd_na_betaling(stand: &mut Potstand, declaratie: Uuid, minder: &Loonpost) -> Regels {
    let mut regels = Regels::default();
    let spent = stand.sleutel.recht(S::Spent);
    let [_, rest @ ..] = minder.schulden(stand.sleutel.verstrekker);
    for (schuld, bedrag) in rest {
        geef_terug(&mut regels, stand, schuld, (spent, bedrag), bedrag);
    }
    let how = (terug::Weg::Betaald, terug::Herstel::BijOntvangst);
    terug::verlaagd_na_betaling(&mut regels, stand, declaratie, how, minder.netto());
    regels
}

/// E12t: a past wage was taxed too low; the worker owes the tax, and so do we.
pub fn te_weinig_belast(verstrekker: Uuid, zaak: Uuid, maand: &Maand, bedrag: Euro) -> Regels {
    let mut regels = Regels::default();
    let recv = Rekening::van(S::RecvTax, verstrekker, zaak);
    regels.boek(recv, Rekening::loonmaand(S::LhDue, maand), bedrag);
    regels
}

/// E17: part of a net wage is due to a creditor of the worker.
pub fn beslagen(verstrekker: Uuid, overeenkomst: Uuid, beslag: Uuid, bedrag: Euro) -> Regels {
    let mut regels = Regels::default();
    let netpay = Rekening::van(S::NetPay, verstrekker, overeenkomst);
    regels.boek(netpay, Rekening::van(S::Garnish, verstrekker, beslag), bedrag);
    regels
}

/// E18: tax and premiums of a month stand in a file to the tax office; their debit is E8 without
/// rights.
pub fn afgedragen(eigen: Uuid, maand: &Maand, loonheffing: Euro, werkgever: Euro) -> Regels {
    let mut regels = Regels::default();
    let transit = Rekening::eigen(S::Transit, eigen);
    regels.boek(Rekening::loonmaand(S::LhDue, maand), transit, loonheffing);
    regels.boek(Rekening::loonmaand(S::EmployerDue, maand), transit, werkgever);
    regels
}

/// E19: the holiday allowance is paid from the reserve; the charges of the employer draw on the
/// budget once more. `loon.bruto` is the reserve that is paid.
pub fn vakantiegeld(stand: &mut Potstand, loon: &Loonpost) -> Result<Regels, Onboekbaar> {
    if loon.netto() < Euro::ZERO {
        return Err(Onboekbaar::NettoOnderNul);
    }
    let pot = stand.sleutel;
    let charges = Loonpost {
        bruto: Euro::ZERO,
        loonheffing: Euro::ZERO,
        vakantiereserve: Euro::ZERO,
        ..loon.clone()
    };
    let mut regels = goedgekeurd(stand, &charges)?;
    let reserve = Rekening::van(S::HolidayRes, pot.verstrekker, loon.zorgovereenkomst);
    let netpay = Rekening::van(S::NetPay, pot.verstrekker, loon.zorgovereenkomst);
    regels.boek(reserve, netpay, loon.netto());
    regels.boek(reserve, Rekening::loonmaand(S::LhDue, &loon.maand), loon.loonheffing);
    Ok(regels)
}
