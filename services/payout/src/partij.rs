//! Payees, agreements and what blocks them, as far as payments need them; pure.
//!
//! Payout keeps of a person only the account and the name of its holder; a BSN that comes along is
//! not kept. Blocks stack: a payment is payable when none holds it.

#![warn(clippy::arithmetic_side_effects)]

use contracts::{MaatregelVastgesteld, ZorgovereenkomstVastgesteld};
use jiff::civil::Date;
use uuid::Uuid;

pub mod flows;
pub mod messages;
pub mod store;

/// Why payments are held, and at which level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blokkade {
    /// Which.
    pub id: Uuid,
    /// What kind.
    pub soort: Blokkadesoort,
    /// For whose money; nil for everybody's.
    pub verstrekker: Uuid,
    /// Payments to this payee, when given.
    pub zorgverlener: Option<Uuid>,
    /// Payments on this agreement, when given.
    pub zorgovereenkomst: Option<Uuid>,
    /// Payments to this account, when given.
    pub betaalgegevens: Option<Uuid>,
    /// First day.
    pub van: Date,
    /// Last day, inclusive.
    pub tot: Option<Date>,
    /// What is shown and said.
    pub reden: String,
}

/// The kinds of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blokkadesoort {
    /// A schadebeperkende maatregel that people decided (pgb:R-BLK-01).
    Maatregel,
    /// A wage that must go through payroll, which is not there yet.
    Loonadministratie,
    /// The account is no good.
    Iban,
}

impl Blokkadesoort {
    /// As a column holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Maatregel => "maatregel",
            Self::Loonadministratie => "loonadministratie",
            Self::Iban => "iban",
        }
    }
}

/// What a payment is, seen by a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Betaalrelatie {
    /// Whose money.
    pub verstrekker: Uuid,
    /// To whom.
    pub zorgverlener: Uuid,
    /// On which agreement.
    pub zorgovereenkomst: Uuid,
    /// To which account.
    pub betaalgegevens: Uuid,
}

impl Blokkade {
    /// Whether it holds this payment on this day: every level it names must fit.
    pub fn holds(&self, relatie: &Betaalrelatie, vandaag: Date) -> bool {
        let fits = |named: Option<Uuid>, own: Uuid| named.is_none_or(|named| named == own);
        (self.verstrekker.is_nil() || self.verstrekker == relatie.verstrekker)
            && fits(self.zorgverlener, relatie.zorgverlener)
            && fits(self.zorgovereenkomst, relatie.zorgovereenkomst)
            && fits(self.betaalgegevens, relatie.betaalgegevens)
            && self.van <= vandaag
            && self.tot.is_none_or(|tot| vandaag <= tot)
    }
}

/// The block that a maatregel asks for; none when it has ended.
pub fn of_maatregel(maatregel: &MaatregelVastgesteld) -> Option<Blokkade> {
    maatregel.actief.then(|| Blokkade {
        id: maatregel.maatregel_id,
        soort: Blokkadesoort::Maatregel,
        verstrekker: maatregel.verstrekker_id,
        zorgverlener: Some(maatregel.zorgverlener_id),
        zorgovereenkomst: maatregel.zorgovereenkomst_id,
        betaalgegevens: None,
        van: maatregel.van,
        tot: Some(maatregel.tot),
        reden: "maatregel".to_owned(),
    })
}

/// The block of an agreement that needs payroll; none when it does not. Its id is that of the
/// agreement: there is one at most.
pub fn of_overeenkomst(
    overeenkomst: &ZorgovereenkomstVastgesteld,
    vandaag: Date,
) -> Option<Blokkade> {
    overeenkomst.salarisadministratie.then(|| Blokkade {
        id: overeenkomst.zorgovereenkomst_id,
        soort: Blokkadesoort::Loonadministratie,
        verstrekker: Uuid::nil(),
        zorgverlener: None,
        zorgovereenkomst: Some(overeenkomst.zorgovereenkomst_id),
        betaalgegevens: None,
        van: vandaag,
        tot: None,
        reden: "loonadministratie".to_owned(),
    })
}

/// The block of an account that the bank called no good. Its id is that of the account.
pub fn of_rekening(betaalgegevens: Uuid, reden: &str, vandaag: Date) -> Blokkade {
    Blokkade {
        id: betaalgegevens,
        soort: Blokkadesoort::Iban,
        verstrekker: Uuid::nil(),
        zorgverlener: None,
        zorgovereenkomst: None,
        betaalgegevens: Some(betaalgegevens),
        van: vandaag,
        tot: None,
        reden: reden.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn relatie() -> Betaalrelatie {
        Betaalrelatie {
            verstrekker: Uuid::from_u128(1),
            zorgverlener: Uuid::from_u128(2),
            zorgovereenkomst: Uuid::from_u128(3),
            betaalgegevens: Uuid::from_u128(4),
        }
    }

    fn maatregel() -> MaatregelVastgesteld {
        MaatregelVastgesteld {
            maatregel_id: Uuid::from_u128(9),
            verstrekker_id: Uuid::from_u128(1),
            zorgverlener_id: Uuid::from_u128(2),
            zorgovereenkomst_id: None,
            actief: true,
            van: date(2026, 3, 1),
            tot: date(2026, 5, 31),
            grondslag: "R-BLK-02".to_owned(),
        }
    }

    #[test]
    fn a_maatregel_holds_in_its_period_only() {
        let block = of_maatregel(&maatregel()).unwrap();
        for (day, holds) in [
            (date(2026, 2, 28), false),
            (date(2026, 3, 1), true),
            (date(2026, 5, 31), true),
            (date(2026, 6, 1), false),
        ] {
            assert_eq!(block.holds(&relatie(), day), holds, "{day}");
        }
        assert_eq!(of_maatregel(&MaatregelVastgesteld { actief: false, ..maatregel() }), None);
    }

    #[test]
    fn a_maatregel_holds_its_own_verstrekker_payee_and_agreement_only() {
        let day = date(2026, 3, 2);
        let block = of_maatregel(&maatregel()).unwrap();
        let other = Betaalrelatie { verstrekker: Uuid::from_u128(7), ..relatie() };
        assert!(!block.holds(&other, day));
        let other = Betaalrelatie { zorgverlener: Uuid::from_u128(7), ..relatie() };
        assert!(!block.holds(&other, day));
        let one =
            MaatregelVastgesteld { zorgovereenkomst_id: Some(Uuid::from_u128(8)), ..maatregel() };
        assert!(!of_maatregel(&one).unwrap().holds(&relatie(), day));
    }

    #[test]
    fn an_account_that_is_no_good_holds_whoever_pays_to_it() {
        let block = of_rekening(Uuid::from_u128(4), "AC04", date(2026, 3, 2));
        assert!(block.holds(&relatie(), date(2026, 3, 2)));
        let other = Betaalrelatie { betaalgegevens: Uuid::from_u128(5), ..relatie() };
        assert!(!block.holds(&other, date(2026, 3, 2)));
    }
}
