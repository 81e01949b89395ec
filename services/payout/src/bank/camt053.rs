//! Reads camt.053.001.08: what the bank booked, the only proof of payment.
//!
//! Only entries with status `BOOK` are kept. The amount of a detail is what the detail says; when it
//! says nothing it is unknown, never the amount of the entry. Names of payers and payees are not read.

use std::fmt;

use jiff::civil::Date;
use kernel::{Euro, Iban};

use super::{Leesfout, xml};

mod read;

/// The message and its version.
pub const BERICHT: &str = "camt.053.001.08";

/// One camt.053.001.08 message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afschrift {
    /// `GrpHdr/MsgId` of the bank; another copy of the same statement has another one.
    pub msg_id: String,
    /// The statements, one per account and day.
    pub overzichten: Vec<Overzicht>,
}

/// One `Stmt`: what was booked on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overzicht {
    /// `Id`.
    pub id: String,
    /// `ElctrncSeqNb`.
    pub volgnummer: Option<i64>,
    /// `Acct/Id/IBAN`.
    pub iban: Iban,
    /// `Bal` `OPBD` (or `PRCD`, the same balance by another name), below zero when overdrawn.
    pub beginsaldo: Euro,
    /// `Bal` `CLBD`, below zero when overdrawn.
    pub eindsaldo: Euro,
    /// Day of the closing balance.
    pub datum: Date,
    /// The booked entries (`Sts` `BOOK`) that move money, in order; others are left out.
    pub boekingen: Vec<Bankboeking>,
}

/// One booked `Ntry`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bankboeking {
    /// Place in the statement, from 1, counted over all entries.
    pub positie: u32,
    /// `AcctSvcrRef`.
    pub referentie: Option<String>,
    /// `CdtDbtInd`: also of a reversal the way the money went.
    pub richting: Richting,
    /// `Amt`, above zero.
    pub bedrag: Euro,
    /// `BookgDt`.
    pub boekdatum: Date,
    /// `RvslInd`: it undoes an earlier entry.
    pub terugboeking: bool,
    /// `BkTxCd`, `PMNT/ICDT/RRTN`, or the bank's own code. Differs by bank: not to decide on.
    pub transactiecode: Option<String>,
    /// `NtryDtls/Btch/PmtInfId`, or the one that all details share.
    pub pmt_inf_id: Option<String>,
    /// `NtryDtls/TxDtls`.
    pub details: Vec<Detail>,
}

/// The way money went, seen from our account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Richting {
    /// `CRDT`: in.
    Bij,
    /// `DBIT`: out.
    Af,
}

/// One `TxDtls`. What strangers wrote in it does not show itself in `Debug`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Detail {
    /// `Refs/EndToEndId`; `NOTPROVIDED` is absent.
    pub end_to_end_id: Option<String>,
    /// `Refs/InstrId`.
    pub instr_id: Option<String>,
    /// `Amt`; absent is unknown, never the amount of the entry.
    pub bedrag: Option<Euro>,
    /// `RtrInf/Rsn/Cd`: it came back, and why. `Some("")` when returned without a code.
    pub retourreden: Option<String>,
    /// `RmtInf/Ustrd` and references of `RmtInf/Strd`, joined by a blank.
    pub omschrijving: Option<String>,
}

impl fmt::Debug for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { end_to_end_id, instr_id, bedrag, retourreden, omschrijving: _ } = self;
        f.debug_struct("Detail")
            .field("end_to_end_id", end_to_end_id)
            .field("instr_id", instr_id)
            .field("bedrag", bedrag)
            .field("retourreden", retourreden)
            .finish_non_exhaustive()
    }
}

/// The entries of a statement do not lead from its opening to its closing balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("het afschrift sluit niet: het eindsaldo is {eindsaldo}, berekend is {berekend:?}")]
pub struct Sluitfout {
    /// What the statement says.
    pub eindsaldo: Euro,
    /// What its entries give; absent when they do not even fit.
    pub berekend: Option<Euro>,
}

impl Overzicht {
    /// The proof of a statement: `OPBD` + credits − debits = `CLBD` (payments:1.8). That `OPBD` is the
    /// previous `CLBD` is for whoever holds the previous one.
    pub fn proof(&self) -> Result<(), Sluitfout> {
        let berekend = self.boekingen.iter().try_fold(self.beginsaldo, |saldo, boeking| {
            match boeking.richting {
                Richting::Bij => saldo.checked_add(boeking.bedrag),
                Richting::Af => saldo.checked_sub(boeking.bedrag),
            }
        });
        if berekend == Some(self.eindsaldo) {
            Ok(())
        } else {
            Err(Sluitfout { eindsaldo: self.eindsaldo, berekend })
        }
    }
}

/// Reads a message.
pub fn read(bytes: &[u8]) -> Result<Afschrift, Leesfout> {
    let mut lezer = read::Afschriftlezer::default();
    xml::read(bytes, &mut lezer)?;
    lezer.finish()
}
