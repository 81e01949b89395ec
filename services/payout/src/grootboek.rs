//! The ledger: two books, rights and money, in whole cents (payments:4); pure.
//!
//! An entry ([`Post`]) is a list of lines; each book balances in it by construction, because lines
//! are only made in pairs ([`Regels::boek`]). [`posten`] knows which pairs each event asks for,
//! [`saldi`] keeps balances in memory while a batch is decided, [`proofs`] names the queries that
//! prove the whole. The database checks balance and rights once more.
//!
//! Not here yet: payroll (E6, E12t, E17 to E19), own deposits (E4), set-off and collection (E13
//! to E15), blocks as money (E16), closing of the year (E21 to E23), recall fees (E24), and the
//! hash chain over entries (payments:I12).

#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{Euro, Wet};
use uuid::Uuid;

pub mod http;
pub mod posten;
pub mod proofs;
pub mod saldi;
pub mod store;

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

/// The kinds of accounts (payments:4.1); the names are those of the plan of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rekeningsoort {
    /// What can still be claimed. Never below zero.
    Available,
    /// Shortage after the grant was lowered below what was used.
    Short,
    /// Counter account of what was granted.
    Grant,
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
    /// Payable to a payee, per verstrekker.
    Pay,
    /// Came back, not yet decided.
    Returned,
    /// Claim on a payee, per case.
    Recv,
    /// Counter account of the claim: not counted as funding until collected.
    RecvClear,
    /// Unknown or unexplained bank entries; zero at the end of the month.
    Suspense,
}

impl Rekeningsoort {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Available,
        Self::Short,
        Self::Grant,
        Self::Committed,
        Self::Spent,
        Self::Recoverable,
        Self::Bank,
        Self::Transit,
        Self::Fund,
        Self::Pay,
        Self::Returned,
        Self::Recv,
        Self::RecvClear,
        Self::Suspense,
    ];

    /// Book and kind, as in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Available => "R.AVAILABLE",
            Self::Short => "R.SHORT",
            Self::Grant => "R.GRANT",
            Self::Committed => "R.COMMITTED",
            Self::Spent => "R.SPENT",
            Self::Recoverable => "R.RECOVERABLE",
            Self::Bank => "M.BANK",
            Self::Transit => "M.TRANSIT",
            Self::Fund => "M.FUND",
            Self::Pay => "M.PAY",
            Self::Returned => "M.RETURNED",
            Self::Recv => "M.RECV",
            Self::RecvClear => "M.RECV_CLEAR",
            Self::Suspense => "M.SUSPENSE",
        }
    }

    /// The book it belongs to.
    pub const fn boek(self) -> Boek {
        match self {
            Self::Available
            | Self::Short
            | Self::Grant
            | Self::Committed
            | Self::Spent
            | Self::Recoverable => Boek::Rechten,
            Self::Bank
            | Self::Transit
            | Self::Fund
            | Self::Pay
            | Self::Returned
            | Self::Recv
            | Self::RecvClear
            | Self::Suspense => Boek::Geld,
        }
    }

    /// The side on which its balance grows.
    pub const fn normale_zijde(self) -> Zijde {
        match self {
            Self::Short | Self::Grant | Self::Bank | Self::Recv => Zijde::Debet,
            Self::Available
            | Self::Committed
            | Self::Spent
            | Self::Recoverable
            | Self::Transit
            | Self::Fund
            | Self::Pay
            | Self::Returned
            | Self::RecvClear
            | Self::Suspense => Zijde::Credit,
        }
    }

    /// Whether its balance may be below zero.
    pub const fn mag_onder_nul(self) -> bool {
        matches!(self, Self::Bank | Self::Fund | Self::Suspense)
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
    /// Pot, payee, case or own bank account; nil where the kind has none.
    pub dimensie: Uuid,
    /// The law, for funds.
    pub wet: Option<Wet>,
    /// The budget year; 0 where the kind has none.
    pub jaar: i16,
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
        Rekening {
            soort,
            verstrekker: self.verstrekker,
            dimensie: self.pot,
            wet: None,
            jaar: self.jaar,
        }
    }

    /// The fund of its verstrekker, law and year.
    pub const fn fonds(self) -> Rekening {
        Rekening::fonds(self.verstrekker, self.wet, self.jaar)
    }
}

impl Rekening {
    /// The advance of a verstrekker for a law and year.
    pub const fn fonds(verstrekker: Uuid, wet: Wet, jaar: i16) -> Self {
        let soort = Rekeningsoort::Fund;
        Self { soort, verstrekker, dimensie: Uuid::nil(), wet: Some(wet), jaar }
    }

    /// An account of a payee (`Pay`, `Returned`) or of a case (`Recv`, `RecvClear`).
    pub const fn van(soort: Rekeningsoort, verstrekker: Uuid, dimensie: Uuid) -> Self {
        Self { soort, verstrekker, dimensie, wet: None, jaar: 0 }
    }

    /// An account beside one of our own bank accounts (`Bank`, `Transit`, `Suspense`).
    pub const fn eigen(soort: Rekeningsoort, eigen_rekening: Uuid) -> Self {
        Self::van(soort, Uuid::nil(), eigen_rekening)
    }
}

/// One line of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regel {
    /// The account.
    pub rekening: Rekening,
    /// Its side.
    pub zijde: Zijde,
    /// Above zero.
    pub bedrag: Euro,
}

impl Regel {
    /// What the line does to the balance of its account.
    pub fn effect(self) -> Euro {
        if self.zijde == self.rekening.soort.normale_zijde() {
            self.bedrag
        } else {
            minus(Euro::ZERO, self.bedrag)
        }
    }
}

/// The lines of an entry while it is made. Equal accounts on one side become one line; amounts of
/// zero leave none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regels(Vec<Regel>);

impl Regels {
    /// Debits one account and credits another of the same book.
    ///
    /// # Panics
    /// When the accounts are of two books or the amount is below zero: a wrong program, not a
    /// wrong claim.
    pub fn boek(&mut self, debet: Rekening, credit: Rekening, bedrag: Euro) {
        assert!(debet.soort.boek() == credit.soort.boek(), "an entry crosses the books");
        assert!(bedrag >= Euro::ZERO, "a line is never below zero");
        self.add(debet, Zijde::Debet, bedrag);
        self.add(credit, Zijde::Credit, bedrag);
    }

    fn add(&mut self, rekening: Rekening, zijde: Zijde, bedrag: Euro) {
        if bedrag == Euro::ZERO {
            return;
        }
        let same = |regel: &&mut Regel| regel.rekening == rekening && regel.zijde == zijde;
        match self.0.iter_mut().find(same) {
            Some(regel) => regel.bedrag = plus(regel.bedrag, bedrag),
            None => self.0.push(Regel { rekening, zijde, bedrag }),
        }
    }

    /// The lines.
    pub fn as_slice(&self) -> &[Regel] {
        &self.0
    }

    /// Whether nothing is booked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The kinds of entries (payments:4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Postsoort {
    /// Budget granted.
    E1,
    /// Grant raised or lowered.
    E2,
    /// Grant lowered below what was used.
    E2b,
    /// Advance received.
    E3,
    /// New claim approved.
    E5,
    /// Run released: one attempt in a file.
    E7,
    /// Debit booked by the bank.
    E8,
    /// The rejected part of a debit that the bank booked gross, and its credit.
    E8b,
    /// Attempt refused by the bank.
    E9,
    /// Payment came back.
    E10,
    /// To be paid again.
    E10a,
    /// Came back, and the claim is lowered.
    E10b,
    /// Corrected down before payment.
    E11,
    /// Corrected down after payment.
    E12,
    /// Corrected up.
    E12u,
    /// Unknown entry on the bank.
    E20,
}

impl Postsoort {
    /// Its id in the handbook and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::E1 => "E1",
            Self::E2 => "E2",
            Self::E2b => "E2b",
            Self::E3 => "E3",
            Self::E5 => "E5",
            Self::E7 => "E7",
            Self::E8 => "E8",
            Self::E8b => "E8b",
            Self::E9 => "E9",
            Self::E10 => "E10",
            Self::E10a => "E10a",
            Self::E10b => "E10b",
            Self::E11 => "E11",
            Self::E12 => "E12",
            Self::E12u => "E12u",
            Self::E20 => "E20",
        }
    }
}

/// What caused an entry. Together with the kind of entry it exists once (payments:I5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bron {
    /// `declaratie`, `toekenning`, `poging` or `bankregel`.
    pub soort: &'static str,
    /// Which one.
    pub id: Uuid,
    /// Which version of it; 1 where it has none.
    pub versie: i64,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Which event of the handbook.
    pub soort: Postsoort,
    /// What caused it.
    pub bron: Bron,
    /// Whose entry it is; nil for the payment office.
    pub verstrekker: Uuid,
    /// What it belongs to: claim, grant, file. Corrections share it with what they correct.
    pub verband: Uuid,
    /// The day it counts for.
    pub ingangsdatum: Date,
    /// Its lines; at least two.
    pub regels: Regels,
}

/// The sum; saturates, which no sum of amounts that fit a bank file reaches.
pub(crate) fn plus(a: Euro, b: Euro) -> Euro {
    Euro::from_cents(a.cents().saturating_add(b.cents()))
}

/// The difference; saturates like [`plus`].
pub(crate) fn minus(a: Euro, b: Euro) -> Euro {
    Euro::from_cents(a.cents().saturating_sub(b.cents()))
}
