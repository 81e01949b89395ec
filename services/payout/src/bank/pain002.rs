//! Reads pain.002.001.10: what the bank says of a payment order, at three levels.
//!
//! A refusal of the whole file names no payments, so reasons are kept at each level. Codes that we
//! do not know are kept as they were written. What is not named is neither accepted nor refused.

use jiff::Timestamp;

use super::{Leesfout, xml};

mod read;

/// The message and its version.
pub const BERICHT: &str = "pain.002.001.10";
/// The bank gives no reason: what stands when a refusal carries no code.
const ZONDER_REDEN: &str = "MS03";

/// One pain.002.001.10 message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statusbericht {
    /// `GrpHdr/MsgId` of the bank.
    pub msg_id: String,
    /// `GrpHdr/CreDtTm` of the bank.
    pub aangemaakt_op: Timestamp,
    /// `OrgnlGrpInfAndSts/OrgnlMsgId`: which of our files.
    pub orgnl_msg_id: String,
    /// `OrgnlGrpInfAndSts/GrpSts`.
    pub groep: Option<Status>,
    /// Reasons at the level of the file.
    pub redenen: Vec<Reden>,
    /// What is said of batches.
    pub batches: Vec<Batchstatus>,
}

/// One `OrgnlPmtInfAndSts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batchstatus {
    /// `OrgnlPmtInfId`.
    pub pmt_inf_id: String,
    /// `PmtInfSts`.
    pub status: Option<Status>,
    /// Reasons at the level of the batch.
    pub redenen: Vec<Reden>,
    /// What is said of single payments.
    pub transacties: Vec<Transactiestatus>,
}

/// One `TxInfAndSts`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transactiestatus {
    /// `OrgnlInstrId`.
    pub instr_id: Option<String>,
    /// `OrgnlEndToEndId`.
    pub end_to_end_id: Option<String>,
    /// `TxSts`.
    pub status: Option<Status>,
    /// Reasons.
    pub redenen: Vec<Reden>,
}

/// One `StsRsnInf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reden {
    /// `Rsn/Cd`, or `Rsn/Prtry`, as written; `MS03` (no reason given) when there is neither.
    pub code: String,
    /// `AddtlInf`, joined by a blank: words of the bank, for the desk.
    pub toelichting: Option<String>,
}

/// A status code of pain.002 (payments:1.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// `RCVD`, received.
    Ontvangen,
    /// `ACTC`, technically valid.
    TechnischJuist,
    /// `ACCP`, `ACSP`: accepted, in process.
    Geaccepteerd,
    /// `ACWC`: accepted with a change.
    GeaccepteerdMetWijziging,
    /// `PDNG`: pending.
    InBehandeling,
    /// `PART`: partly refused; read the lower levels.
    Gedeeltelijk,
    /// `RJCT`: refused.
    Afgewezen,
    /// `ACSC`, `ACCC`: settled, says the bank; the statement proves it.
    Verwerkt,
    /// Any other code, as it was written.
    Onbekend(String),
}

impl Status {
    /// The status of a code; every code has one.
    pub fn of(code: &str) -> Self {
        match code {
            "RCVD" => Self::Ontvangen,
            "ACTC" => Self::TechnischJuist,
            "ACCP" | "ACSP" => Self::Geaccepteerd,
            "ACWC" => Self::GeaccepteerdMetWijziging,
            "PDNG" => Self::InBehandeling,
            "PART" => Self::Gedeeltelijk,
            "RJCT" => Self::Afgewezen,
            "ACSC" | "ACCC" => Self::Verwerkt,
            other => Self::Onbekend(other.to_owned()),
        }
    }
}

/// Reads a message.
pub fn read(bytes: &[u8]) -> Result<Statusbericht, Leesfout> {
    let mut lezer = read::Statuslezer::default();
    xml::read(bytes, &mut lezer)?;
    lezer.finish()
}
