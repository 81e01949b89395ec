//! Persons and firms, and the roles they play: budgethouder, vertegenwoordiger, zorgverlener.
//!
//! A person is one row for the whole country and has one identifier in every role, so that
//! "is the representative also the zorgverlener" can be answered. Who may see him is a matter of
//! links between person, role and verstrekker. BSN, name, address and account are sealed in the
//! database; keyed references serve to look up and compare.

#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{AgbCode, Bsn, Id, KvkNummer};
use uuid::Uuid;

pub mod dossier;
pub mod flows;
pub mod gegevens;
pub mod http;
pub mod peers;
pub mod store;

pub use gegevens::{Adres, Contact, Gegevens, Naam};

/// A natural person or a firm; what is known of him is in [`Zorgverlener`] and the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persoon {}

/// A zorgverlener as the checks on agreements and claims need him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zorgverlener {
    /// Person or firm.
    pub id: Id<Persoon>,
    /// A person, not a firm.
    pub natuurlijk_persoon: bool,
    /// Keyed reference to the BSN, of a person.
    pub bsn_ref: Option<String>,
    /// Registration, of firms and of persons who are entrepreneurs.
    pub kvk_nummer: Option<KvkNummer>,
    /// Registration as care provider.
    pub agb_code: Option<AgbCode>,
    /// Birth date, of a person, when known.
    pub geboortedatum: Option<Date>,
    /// Where his money goes.
    pub betaalgegevens_id: Uuid,
    /// Keyed reference to the account.
    pub iban_ref: String,
}

/// In which role a verstrekker deals with a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rol {
    /// Has a budget.
    Budgethouder,
    /// Gives care.
    Zorgverlener,
    /// Acts for a budgethouder.
    Vertegenwoordiger,
}

impl Rol {
    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Budgethouder => "budgethouder",
            Self::Zorgverlener => "zorgverlener",
            Self::Vertegenwoordiger => "vertegenwoordiger",
        }
    }
}

/// By which number a person or firm is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nummer {
    /// A natural person.
    Bsn(Bsn),
    /// A firm.
    Kvk(KvkNummer),
}

/// A budgethouder as the checks need him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budgethouder {
    /// The person.
    pub id: Id<Persoon>,
    /// Keyed reference to the BSN.
    pub bsn_ref: String,
    /// Birth date, when known.
    pub geboortedatum: Option<Date>,
    /// Day of death, when reported.
    pub overlijdensdatum: Option<Date>,
}

/// Somebody who may act for a budgethouder on a certain day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevoegde {
    /// Who; `None` when the message gave a name but no number.
    pub persoon: Option<Id<Persoon>>,
    /// In what capacity.
    pub soort: Vertegenwoordiging,
}

/// Kind of representation: iPgb COD473, 1 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vertegenwoordiging(u8);

impl Vertegenwoordiging {
    /// The kind with this code of the list.
    pub fn of_code(code: u8) -> Result<Self, kernel::Fault> {
        if (1..=10).contains(&code) {
            Ok(Self(code))
        } else {
            Err(kernel::Fault::new("een soort vertegenwoordiging van 1 tot en met 10"))
        }
    }

    /// The code in the list.
    pub const fn code(self) -> u8 {
        self.0
    }

    /// May decide about care. A contactpersoon (1, 5, 8) passes messages on and decides nothing.
    pub const fn zorg(self) -> bool {
        matches!(self.0, 2..=4 | 6 | 7)
    }

    /// May order payments.
    pub const fn financieel(self) -> bool {
        matches!(self.0, 2..=4 | 9 | 10)
    }

    /// What is left of it when its legal form covers less; `None` when that is nothing.
    pub fn restricted(self, zorg: bool, financieel: bool) -> Option<Self> {
        let left = (self.zorg() && zorg, self.financieel() && financieel);
        // The same capacity for care and money, for care only, and for money only.
        let (both, care, money) = match self.0 {
            3 | 7 | 10 => (3, 7, 10),
            4 => (4, 6, 9),
            _ => (2, 6, 9),
        };
        match left {
            (true, true) => Some(Self(both)),
            (true, false) => Some(Self(care)),
            (false, true) => Some(Self(money)),
            (false, false) => None,
        }
    }

    /// Gewaarborgde hulp: Wlz only (CS502).
    pub const fn gewaarborgde_hulp(self) -> bool {
        self.0 == 4
    }
}
