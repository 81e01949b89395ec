//! What can be wrong with a payment order. No fault shows a name or an account.

use std::fmt;

use kernel::Euro;

use crate::bank::text::{Kenmerkfout, Naamfout, Omschrijvingfout};

/// One fault in a proposed file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{plaats}: {regel}")]
pub struct Fout {
    /// Where.
    pub plaats: Plaats,
    /// Which rule.
    pub regel: Regel,
}

/// Where a fault is: a file, a batch or a payment by its reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plaats {
    /// The file as a whole.
    Bestand,
    /// The batch with this `PmtInfId`.
    Batch(String),
    /// The payment with this `EndToEndId`.
    Opdracht(String),
}

impl fmt::Display for Plaats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bestand => f.write_str("bestand"),
            Self::Batch(id) => write!(f, "batch {id}"),
            Self::Opdracht(id) => write!(f, "opdracht {id}"),
        }
    }
}

/// The rule that is broken (payments:1.5).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Regel {
    /// A file of one payment falls under the check of the payee's name (payments:G9).
    #[error("een bestand heeft ten minste twee opdrachten; dit heeft er {aantal}")]
    TeWeinig {
        /// Payments in the file.
        aantal: usize,
    },
    /// More payments than the bank takes in one file (payments:G9).
    #[error("een bestand heeft ten hoogste {grens} opdrachten; dit heeft er {aantal}")]
    TeVeel {
        /// Payments in the file.
        aantal: usize,
        /// The most that may be.
        grens: usize,
    },
    /// A file or batch with nothing in it.
    #[error("er staat niets in")]
    Leeg,
    /// The moment of creation has no four-digit year.
    #[error("het tijdstip van aanmaken kan niet worden geschreven")]
    Tijdstip,
    /// A reference (payments:G4).
    #[error("{element}: {fout}")]
    Kenmerk {
        /// Which.
        element: &'static str,
        /// What is wrong with it.
        fout: Kenmerkfout,
    },
    /// A reference that stands twice in the file (payments:G6).
    #[error("{element} staat twee keer in het bestand")]
    Dubbel {
        /// Which.
        element: &'static str,
    },
    /// A name (payments:G5).
    #[error("{0}")]
    Naam(Naamfout),
    /// The remittance (payments:G5).
    #[error("{0}")]
    Omschrijving(Omschrijvingfout),
    /// Not from 0.01 to 999,999,999.99 (payments:G2).
    #[error("het bedrag ligt niet tussen 0,01 en 999.999.999,99 euro")]
    Bedrag,
    /// Amounts that together do not fit.
    #[error("de bedragen zijn samen te groot")]
    Totaal,
    /// The account of the payee is outside SEPA (payments:G3).
    #[error("de rekening van de ontvanger ligt niet in een land van SEPA")]
    BuitenSepa,
    /// The payee's account is one of ours (payments:G8).
    #[error("de rekening van de ontvanger is er een van onszelf")]
    AanOnszelf,
    /// The debtor's account is not one of ours (payments:G8).
    #[error("de rekening waarvan betaald wordt is er geen van onszelf")]
    NietVanOns,
    /// Not a BIC; `NOTPROVIDED` has the form of one (payments:X7).
    #[error("de BIC van onze bank is geen BIC")]
    Bic,
    /// The execution date (payments:G7).
    #[error("de uitvoerdatum {0}")]
    Uitvoerdatum(Datumfout),
    /// Files of a run that do not add up to the run (payments:G11).
    #[error("de bestanden zijn samen {bestanden}, de run is {run}")]
    Run {
        /// What the files hold together.
        bestanden: Rundeling,
        /// What the run holds.
        run: Rundeling,
    },
}

/// What is wrong with an execution date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Datumfout {
    /// Before the day on which the file is made.
    #[error("is voorbij")]
    Voorbij,
    /// More than 364 days ahead.
    #[error("ligt meer dan 364 dagen vooruit")]
    TeVer,
    /// Banks do not settle on it.
    #[error("is geen TARGET-dag")]
    GeenTargetdag,
}

/// How many payments, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rundeling {
    /// Payments.
    pub aantal: usize,
    /// Their sum.
    pub totaal: Euro,
}

impl fmt::Display for Rundeling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} opdrachten van {}", self.aantal, self.totaal)
    }
}
