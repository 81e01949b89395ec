//! What a claim says besides its lines: whose, where the money goes, what kind of cost, signature.
#![warn(clippy::arithmetic_side_effects)]

use kernel::{Euro, KvkNummer};

/// What a claim says of the zorgverlener, of the cost and of itself. Person and account are keyed
/// references.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opgave {
    /// Reference to the BSN of the zorgverlener.
    pub bsn_ref: Option<String>,
    /// Registration of a firm.
    pub kvk_nummer: Option<KvkNummer>,
    /// Reference to the account.
    pub iban_ref: Option<String>,
    /// What kind of cost (pgb:4.1).
    pub kostensoort: Kostensoort,
    /// Whether somebody signed it.
    pub handtekening: Handtekening,
    /// Tickets or invoices that were sent along.
    pub bewijs: Bewijs,
    /// Value added tax on it.
    pub btw: Option<Btw>,
}

/// What kind of cost is claimed (pgb:4.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Kostensoort {
    /// Care itself: DEC-UUR and DEC-FAC.
    #[default]
    Zorg,
    /// Travel of the zorgverlener between home and work: DEC-REIS.
    Reiskosten,
    /// Transport to dagbesteding: DEC-VERV.
    Vervoer,
    /// Zorginfrastructuur of a wooninitiatief: DEC-WI.
    Infrastructuur,
    /// Bijkomende zorgkosten: DEC-BZK.
    Bijkomend,
    /// Feestdagenuitkering: DEC-FEEST.
    Feestdagen,
    /// Eenmalige uitkering after the death of the budgethouder: DEC-EENM.
    Eenmalig,
    /// Leave that was taken: DEC-VAK.
    Vakantie,
    /// Hours of sickness of an employee paid by the hour: DEC-ZIEK.
    Ziekte,
}

impl Kostensoort {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Zorg,
        Self::Reiskosten,
        Self::Vervoer,
        Self::Infrastructuur,
        Self::Bijkomend,
        Self::Feestdagen,
        Self::Eenmalig,
        Self::Vakantie,
        Self::Ziekte,
    ];

    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zorg => "zorg",
            Self::Reiskosten => "reiskosten",
            Self::Vervoer => "vervoer",
            Self::Infrastructuur => "infrastructuur",
            Self::Bijkomend => "bijkomend",
            Self::Feestdagen => "feestdagen",
            Self::Eenmalig => "eenmalig",
            Self::Vakantie => "vakantie",
            Self::Ziekte => "ziekte",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Result<Self, kernel::Fault> {
        Self::ALL
            .into_iter()
            .find(|soort| soort.code() == code)
            .ok_or(kernel::Fault::new("een bekende kostensoort"))
    }
}

/// Whether a claim is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Handtekening {
    /// Handed in by somebody who logged in: that is his signature.
    #[default]
    Digitaal,
    /// It stands on the paper.
    Aanwezig,
    /// The paper bears none.
    Ontbreekt,
}

/// Whether proof was sent along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Bewijs {
    /// Nothing was.
    #[default]
    Geen,
    /// Tickets or invoices were.
    Bijgevoegd,
}

/// Value added tax that is charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Btw {
    /// Eurocents of tax.
    pub bedrag: Euro,
    /// The number of who charges it.
    pub nummer: Option<String>,
}
