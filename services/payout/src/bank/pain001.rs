//! A payment order as pain.001.001.09: proposed, checked, written.
//!
//! A [`Bestand`] is what somebody wants to send. [`Bestand::check`] holds it against the rules that no
//! schema knows (payments:G1 to G9) and tells every fault at once; what comes of it, [`Gekeurd`], is the only thing that [`write()`] writes.
//! Same value, same bytes (payments:G10). Not here: that a reference was never used in an
//! earlier file, which only the database knows (payments:G6).

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Euro, Iban};

mod check;
mod fout;
mod write;

pub use check::{Gekeurd, OPDRACHTEN_MAX, Voorwaarden, check_run, is_sepa_country};
pub use fout::{Datumfout, Fout, Plaats, Regel, Rundeling};
pub use write::{write, write_to_vec};

/// The message and its version.
pub const BERICHT: &str = "pain.001.001.09";

/// One file as it is proposed. Texts are as people wrote them; the check makes them fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bestand {
    /// `GrpHdr/MsgId`: unique for ever.
    pub msg_id: String,
    /// `GrpHdr/CreDtTm`: fixed when the file is built; written with the offset of Amsterdam.
    pub aangemaakt_op: Timestamp,
    /// `GrpHdr/InitgPty/Nm`.
    pub opdrachtgever: String,
    /// The batches; at least one.
    pub batches: Vec<Batch>,
}

/// One `PmtInf`: payments from one account on one day, of one sort, for one verstrekker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// `PmtInfId`: unique for ever.
    pub pmt_inf_id: String,
    /// Wages are kept apart: they carry the category purpose `SALA`.
    pub soort: Batchsoort,
    /// `ReqdExctnDt/Dt`.
    pub uitvoerdatum: Date,
    /// Our own account.
    pub debiteur: Debiteur,
    /// The payments; at least one.
    pub opdrachten: Vec<Opdracht>,
}

/// Whether a batch holds wages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Batchsoort {
    /// Wages: `SALA` on the batch and on each payment.
    Loon,
    /// Everything else.
    Overig,
}

/// The account that is debited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debiteur {
    /// `Dbtr/Nm`.
    pub naam: String,
    /// `DbtrAcct/Id/IBAN`.
    pub iban: Iban,
    /// `DbtrAgt/FinInstnId/BICFI`.
    pub bic: String,
}

/// One `CdtTrfTxInf`. The payee does not show itself in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Opdracht {
    /// `PmtId/InstrId`: the attempt.
    pub instr_id: String,
    /// `PmtId/EndToEndId`: `PGB` and fifteen digits, never used twice.
    pub end_to_end_id: String,
    /// `Amt/InstdAmt`.
    pub bedrag: Euro,
    /// `Cdtr/Nm`: name of the account holder.
    pub naam: String,
    /// `CdtrAcct/Id/IBAN`.
    pub iban: Iban,
    /// `RmtInf/Ustrd`.
    pub omschrijving: String,
}

impl fmt::Debug for Opdracht {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { instr_id, end_to_end_id, bedrag, naam: _, iban: _, omschrijving: _ } = self;
        f.debug_struct("Opdracht")
            .field("instr_id", instr_id)
            .field("end_to_end_id", end_to_end_id)
            .field("bedrag", bedrag)
            .finish_non_exhaustive()
    }
}
