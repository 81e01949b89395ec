//! The plan of accounts (payments:4.1), and what an account is named by.

#![warn(clippy::arithmetic_side_effects)]

use kernel::{Maand, Wet};
use uuid::Uuid;

/// Rights or money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boek {
    /// What a budget may still spend.
    Rechten,
    /// Where the euros are.
    Geld,
}

impl Boek {
    /// The letter in account codes: `R` or `M`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rechten => "R",
            Self::Geld => "M",
        }
    }
}

/// Which side of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zijde {
    /// Left.
    Debet,
    /// Right.
    Credit,
}

/// The kinds of accounts; the names are those of the plan of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rekeningsoort {
    /// What can still be claimed. Never below zero.
    Available,
    /// Shortage after the grant was lowered below what was used.
    Short,
    /// Released at the end of the year.
    Closed,
    /// Counter account of what was granted.
    Grant,
    /// Counter account of a voluntary deposit by the budgethouder.
    Own,
    /// Approved, not yet booked by the bank.
    Committed,
    /// Booked by the bank.
    Spent,
    /// Paid too much, right not yet restored.
    Recoverable,
    /// Mirrors the bank statement.
    Bank,
    /// Sent to the bank, not yet on the statement.
    Transit,
    /// Advance received less claims approved. May go below zero, with an alarm.
    Fund,
    /// Result of a closed year, to be paid to the verstrekker or asked from it.
    FundSettle,
    /// Voluntary deposit: money of one budgethouder.
    OwnDep,
    /// Payable to a payee, per verstrekker.
    Pay,
    /// Net wage payable, per agreement.
    NetPay,
    /// Payable under a payment block.
    Blocked,
    /// Part of a wage that is due to a creditor of the worker.
    Garnish,
    /// Withheld wage tax, per month.
    LhDue,
    /// Employer premiums and Zvw levy, per month.
    EmployerDue,
    /// Reserved holiday allowance, per agreement.
    HolidayRes,
    /// Came back, not yet decided.
    Returned,
    /// Claim on a payee, per case.
    Recv,
    /// Counter account of the claim: not counted as funding until collected.
    RecvClear,
    /// Wage tax withheld too little: owed to the tax office whether collected or not.
    RecvTax,
    /// Unknown or unexplained bank entries; zero at the end of the month.
    Suspense,
    /// What the payment office bears itself.
    Cost,
}

/// What the plan of accounts says of a kind.
struct Plan {
    code: &'static str,
    boek: Boek,
    zijde: Zijde,
    onder_nul: Ondergrens,
}

/// Whether a balance may be below zero.
#[derive(PartialEq)]
enum Ondergrens {
    Nul,
    Geen,
}

const fn rechten(code: &'static str, zijde: Zijde) -> Plan {
    Plan { code, boek: Boek::Rechten, zijde, onder_nul: Ondergrens::Nul }
}

const fn geld(code: &'static str, zijde: Zijde) -> Plan {
    Plan { code, boek: Boek::Geld, zijde, onder_nul: Ondergrens::Nul }
}

const fn vrij(code: &'static str, zijde: Zijde) -> Plan {
    Plan { code, boek: Boek::Geld, zijde, onder_nul: Ondergrens::Geen }
}

impl Rekeningsoort {
    /// Every kind.
    pub const ALL: [Self; 26] = [
        Self::Available,
        Self::Short,
        Self::Closed,
        Self::Grant,
        Self::Own,
        Self::Committed,
        Self::Spent,
        Self::Recoverable,
        Self::Bank,
        Self::Transit,
        Self::Fund,
        Self::FundSettle,
        Self::OwnDep,
        Self::Pay,
        Self::NetPay,
        Self::Blocked,
        Self::Garnish,
        Self::LhDue,
        Self::EmployerDue,
        Self::HolidayRes,
        Self::Returned,
        Self::Recv,
        Self::RecvClear,
        Self::RecvTax,
        Self::Suspense,
        Self::Cost,
    ];

    const fn plan(self) -> Plan {
        match self {
            Self::Available => rechten("R.AVAILABLE", Zijde::Credit),
            Self::Short => rechten("R.SHORT", Zijde::Debet),
            Self::Closed => rechten("R.CLOSED", Zijde::Credit),
            Self::Grant => rechten("R.GRANT", Zijde::Debet),
            Self::Own => rechten("R.OWN", Zijde::Debet),
            Self::Committed => rechten("R.COMMITTED", Zijde::Credit),
            Self::Spent => rechten("R.SPENT", Zijde::Credit),
            Self::Recoverable => rechten("R.RECOVERABLE", Zijde::Credit),
            Self::Bank => vrij("M.BANK", Zijde::Debet),
            Self::Transit => geld("M.TRANSIT", Zijde::Credit),
            Self::Fund => vrij("M.FUND", Zijde::Credit),
            Self::FundSettle => vrij("M.FUND_SETTLE", Zijde::Credit),
            Self::OwnDep => geld("M.OWNDEP", Zijde::Credit),
            Self::Pay => geld("M.PAY", Zijde::Credit),
            Self::NetPay => geld("M.NETPAY", Zijde::Credit),
            Self::Blocked => geld("M.BLOCKED", Zijde::Credit),
            Self::Garnish => geld("M.GARNISH", Zijde::Credit),
            Self::LhDue => vrij("M.LH_DUE", Zijde::Credit),
            Self::EmployerDue => vrij("M.EMPLOYER_DUE", Zijde::Credit),
            Self::HolidayRes => geld("M.HOLIDAY_RES", Zijde::Credit),
            Self::Returned => geld("M.RETURNED", Zijde::Credit),
            Self::Recv => geld("M.RECV", Zijde::Debet),
            Self::RecvClear => geld("M.RECV_CLEAR", Zijde::Credit),
            Self::RecvTax => geld("M.RECV_TAX", Zijde::Debet),
            Self::Suspense => vrij("M.SUSPENSE", Zijde::Credit),
            Self::Cost => geld("M.COST", Zijde::Debet),
        }
    }

    /// Book and kind, as in the database.
    pub const fn code(self) -> &'static str {
        self.plan().code
    }

    /// The book it belongs to.
    pub const fn boek(self) -> Boek {
        self.plan().boek
    }

    /// The side on which its balance grows.
    pub const fn normale_zijde(self) -> Zijde {
        self.plan().zijde
    }

    /// Whether its balance may be below zero.
    pub fn mag_onder_nul(self) -> bool {
        self.plan().onder_nul == Ondergrens::Geen
    }
}

/// One account. Accounts of a payee are kept per verstrekker, so that every row of money has one
/// owner; own accounts belong to the payment office (the nil UUID).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rekening {
    /// Its kind.
    pub soort: Rekeningsoort,
    /// Whose money or right it is; nil for the payment office.
    pub verstrekker: Uuid,
    /// Pot, payee, agreement, case or own bank account; nil where the kind has none.
    pub dimensie: Uuid,
    /// The law, for funds.
    pub wet: Option<Wet>,
    /// The budget year, or the year of a wage month; 0 where the kind has none.
    pub jaar: i16,
    /// The wage month, 1 to 12; 0 where the kind has none.
    pub maand: i16,
}

/// What the accounts of one pot are named by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Potsleutel {
    /// The pot.
    pub pot: Uuid,
    /// Who granted it.
    pub verstrekker: Uuid,
    /// The law.
    pub wet: Wet,
    /// The year of its first day.
    pub jaar: i16,
}

impl Potsleutel {
    /// An account of book R for this pot.
    pub const fn recht(self, soort: Rekeningsoort) -> Rekening {
        let Self { pot, verstrekker, wet: _, jaar } = self;
        Rekening { soort, verstrekker, dimensie: pot, wet: None, jaar, maand: 0 }
    }

    /// The fund of its verstrekker, law and year.
    pub const fn fonds(self) -> Rekening {
        Rekening::fonds(self.verstrekker, self.wet, self.jaar)
    }

    /// The result of its verstrekker, law and year after closing.
    pub const fn afrekening(self) -> Rekening {
        Rekening::afrekening(self.verstrekker, self.wet, self.jaar)
    }

    /// What its budgethouder paid in and was not spent.
    pub const fn storting(self) -> Rekening {
        self.recht(Rekeningsoort::OwnDep)
    }
}

impl Rekening {
    /// The advance of a verstrekker for a law and year.
    pub const fn fonds(verstrekker: Uuid, wet: Wet, jaar: i16) -> Self {
        Self::van_jaar(Rekeningsoort::Fund, verstrekker, wet, jaar)
    }

    /// The result of a closed year.
    pub const fn afrekening(verstrekker: Uuid, wet: Wet, jaar: i16) -> Self {
        Self::van_jaar(Rekeningsoort::FundSettle, verstrekker, wet, jaar)
    }

    const fn van_jaar(soort: Rekeningsoort, verstrekker: Uuid, wet: Wet, jaar: i16) -> Self {
        Self { soort, verstrekker, dimensie: Uuid::nil(), wet: Some(wet), jaar, maand: 0 }
    }

    /// An account of a payee (`Pay`, `Returned`, `Blocked`), of an agreement (`NetPay`,
    /// `HolidayRes`) or of a case (`Recv`, `RecvClear`, `RecvTax`, `Garnish`).
    pub const fn van(soort: Rekeningsoort, verstrekker: Uuid, dimensie: Uuid) -> Self {
        Self { soort, verstrekker, dimensie, wet: None, jaar: 0, maand: 0 }
    }

    /// An account beside one of our own bank accounts (`Bank`, `Transit`, `Suspense`).
    pub const fn eigen(soort: Rekeningsoort, eigen_rekening: Uuid) -> Self {
        Self::van(soort, Uuid::nil(), eigen_rekening)
    }

    /// Wage tax or premiums of a month (`LhDue`, `EmployerDue`): owed to one tax office, so of no
    /// verstrekker.
    pub fn loonmaand(soort: Rekeningsoort, maand: &Maand) -> Self {
        let month = maand.periode().van().month();
        let nil = Uuid::nil();
        Self { jaar: maand.jaar(), maand: month.into(), ..Self::van(soort, nil, nil) }
    }

    /// What the payment office bears itself.
    pub const fn kosten() -> Self {
        Self::van(Rekeningsoort::Cost, Uuid::nil(), Uuid::nil())
    }
}
