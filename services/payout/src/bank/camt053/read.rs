//! Takes the values of a statement as they come by.

use jiff::civil::Date;
use kernel::{Euro, Iban};

use super::{Afschrift, BERICHT, Bankboeking, Detail, Overzicht, Richting};
use crate::bank::xml::{Lezer, Step, Waarde};
use crate::bank::{Leesfout, required, set_once};

const OVERZICHT: &str = "/Stmt";
const SALDO: &str = "/Stmt/Bal";
const BOEKING: &str = "/Stmt/Ntry";
const DETAIL: &str = "/Stmt/Ntry/NtryDtls/TxDtls";
const RETOUR: &str = "/Stmt/Ntry/NtryDtls/TxDtls/RtrInf";

/// The message as far as it was read.
#[derive(Default)]
pub(super) struct Afschriftlezer {
    msg_id: Option<String>,
    overzichten: Vec<Overzicht>,
    overzicht: Stmt,
    saldo: Bal,
    boeking: Ntry,
    detail: TxDtls,
}

/// A statement as far as it was read.
#[derive(Default)]
struct Stmt {
    id: Option<String>,
    volgnummer: Option<i64>,
    iban: Option<Iban>,
    beginsaldo: Option<Euro>,
    vorig_eindsaldo: Option<Euro>,
    eindsaldo: Option<(Euro, Date)>,
    positie: u32,
    boekingen: Vec<Bankboeking>,
}

/// A balance as far as it was read.
#[derive(Default)]
struct Bal {
    soort: Option<String>,
    bedrag: Option<Waarde>,
    richting: Option<Richting>,
    datum: Option<Date>,
}

/// An entry as far as it was read.
#[derive(Default)]
struct Ntry {
    bedrag: Option<Waarde>,
    richting: Option<Richting>,
    terugboeking: Option<bool>,
    status: Option<String>,
    boekdatum: Option<Date>,
    referentie: Option<String>,
    /// `Domn/Cd`, `Fmly/Cd`, `SubFmlyCd`, in this order.
    transactiecode: Vec<String>,
    eigen_code: Option<String>,
    /// Of each `Btch`.
    batches: Vec<String>,
    /// Of each detail.
    batches_of_details: Vec<Option<String>>,
    details: Vec<Detail>,
}

/// A detail as far as it was read.
#[derive(Default)]
struct TxDtls {
    end_to_end_id: Option<String>,
    instr_id: Option<String>,
    pmt_inf_id: Option<String>,
    bedrag: Option<Euro>,
    bedrag_in_opdracht: Option<Euro>,
    retour: bool,
    retourreden: Option<String>,
    omschrijving: Vec<String>,
}

impl Lezer for Afschriftlezer {
    const BERICHT: &'static str = BERICHT;
    const WORTEL: &'static str = "BkToCstmrStmt";

    fn open(&mut self, path: &str) -> bool {
        if path == RETOUR {
            self.detail.retour = true;
        }
        let name = path.rsplit_once('/').map_or("", |(_, name)| name);
        matches!(name, "Stmt" | "Bal" | "Ntry" | "TxDtls" | "Btch" | "Ustrd" | "Ref")
    }

    fn value(&mut self, path: &str, value: Waarde) -> Step {
        if let Some(rest) = path.strip_prefix(DETAIL) {
            self.detail.keep(rest, value, path)
        } else if let Some(rest) = path.strip_prefix(BOEKING) {
            self.boeking.keep(rest, value, path)
        } else if let Some(rest) = path.strip_prefix(SALDO) {
            self.saldo.keep(rest, value, path)
        } else if let Some(rest) = path.strip_prefix(OVERZICHT) {
            self.overzicht.keep(rest, value, path)
        } else if path == "/GrpHdr/MsgId" {
            set_once(&mut self.msg_id, value.tekst, path)
        } else {
            Ok(())
        }
    }

    fn close(&mut self, path: &str) -> Step {
        match path {
            DETAIL => self.boeking.add(std::mem::take(&mut self.detail)),
            BOEKING => {
                let positie = self.overzicht.positie.saturating_add(1);
                self.overzicht.positie = positie;
                let boeking = std::mem::take(&mut self.boeking).finish(positie)?;
                self.overzicht.boekingen.extend(boeking);
            }
            SALDO => self.overzicht.balance(&std::mem::take(&mut self.saldo))?,
            OVERZICHT => {
                let overzicht = std::mem::take(&mut self.overzicht).finish()?;
                self.overzichten.push(overzicht);
            }
            _ => {}
        }
        Ok(())
    }
}

impl Afschriftlezer {
    /// The whole message.
    pub(super) fn finish(self) -> Result<Afschrift, Leesfout> {
        let msg_id = required(self.msg_id, "/GrpHdr/MsgId")?;
        if self.overzichten.is_empty() {
            return Err(Leesfout::element(OVERZICHT, "ten minste één afschrift"));
        }
        Ok(Afschrift { msg_id, overzichten: self.overzichten })
    }
}

impl Stmt {
    fn keep(&mut self, rest: &str, value: Waarde, path: &str) -> Step {
        match rest {
            "/Id" => set_once(&mut self.id, value.tekst, path),
            "/ElctrncSeqNb" => set_once(&mut self.volgnummer, value.getal(path)?, path),
            "/Acct/Id/IBAN" => set_once(&mut self.iban, value.iban(path)?, path),
            _ => Ok(()),
        }
    }

    /// Keeps the balances that the proof needs; a bank may state others.
    fn balance(&mut self, saldo: &Bal) -> Step {
        let path = "/Stmt/Bal/Amt";
        match required(saldo.soort.as_deref(), "/Stmt/Bal/Tp/CdOrPrtry")? {
            "OPBD" => set_once(&mut self.beginsaldo, saldo.signed()?, path),
            "PRCD" => set_once(&mut self.vorig_eindsaldo, saldo.signed()?, path),
            "CLBD" => {
                let datum = required(saldo.datum, "/Stmt/Bal/Dt")?;
                set_once(&mut self.eindsaldo, (saldo.signed()?, datum), path)
            }
            _ => Ok(()),
        }
    }

    fn finish(self) -> Result<Overzicht, Leesfout> {
        let opening = self.beginsaldo.or(self.vorig_eindsaldo);
        let missing = || Leesfout::element("/Stmt/Bal", "een saldo OPBD en een saldo CLBD");
        let (eindsaldo, datum) = self.eindsaldo.ok_or_else(missing)?;
        Ok(Overzicht {
            id: required(self.id, "/Stmt/Id")?,
            volgnummer: self.volgnummer,
            iban: required(self.iban, "/Stmt/Acct/Id/IBAN")?,
            beginsaldo: opening.ok_or_else(missing)?,
            eindsaldo,
            datum,
            boekingen: self.boekingen,
        })
    }
}

impl Bal {
    fn keep(&mut self, rest: &str, value: Waarde, path: &str) -> Step {
        match rest {
            "/Tp/CdOrPrtry/Cd" | "/Tp/CdOrPrtry/Prtry" => {
                set_once(&mut self.soort, value.tekst, path)
            }
            "/Amt" => set_once(&mut self.bedrag, value, path),
            "/CdtDbtInd" => set_once(&mut self.richting, value.richting(path)?, path),
            "/Dt/Dt" => set_once(&mut self.datum, value.datum(path)?, path),
            "/Dt/DtTm" => set_once(&mut self.datum, value.dag(path)?, path),
            _ => Ok(()),
        }
    }

    fn signed(&self) -> Result<Euro, Leesfout> {
        let path = "/Stmt/Bal/Amt";
        let bedrag = required(self.bedrag.as_ref(), path)?.euro(path)?;
        match required(self.richting, "/Stmt/Bal/CdtDbtInd")? {
            Richting::Bij => Ok(bedrag),
            Richting::Af => {
                Euro::ZERO.checked_sub(bedrag).ok_or_else(|| Leesfout::element(path, "een bedrag"))
            }
        }
    }
}

impl Ntry {
    fn keep(&mut self, rest: &str, value: Waarde, path: &str) -> Step {
        match rest {
            "/Amt" => set_once(&mut self.bedrag, value, path),
            "/CdtDbtInd" => set_once(&mut self.richting, value.richting(path)?, path),
            "/RvslInd" => set_once(&mut self.terugboeking, value.ja_of_nee(path)?, path),
            "/Sts/Cd" | "/Sts/Prtry" => set_once(&mut self.status, value.tekst, path),
            "/BookgDt/Dt" => set_once(&mut self.boekdatum, value.datum(path)?, path),
            "/BookgDt/DtTm" => set_once(&mut self.boekdatum, value.dag(path)?, path),
            "/AcctSvcrRef" => set_once(&mut self.referentie, value.tekst, path),
            "/BkTxCd/Domn/Cd" | "/BkTxCd/Domn/Fmly/Cd" | "/BkTxCd/Domn/Fmly/SubFmlyCd" => {
                self.transactiecode.push(value.tekst);
                Ok(())
            }
            "/BkTxCd/Prtry/Cd" => set_once(&mut self.eigen_code, value.tekst, path),
            "/NtryDtls/Btch/PmtInfId" => {
                self.batches.push(value.tekst);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn add(&mut self, detail: TxDtls) {
        let TxDtls {
            end_to_end_id,
            instr_id,
            pmt_inf_id,
            bedrag,
            bedrag_in_opdracht,
            retour,
            retourreden,
            omschrijving,
        } = detail;
        self.batches_of_details.push(pmt_inf_id);
        self.details.push(Detail {
            end_to_end_id: end_to_end_id.filter(|id| id != "NOTPROVIDED"),
            instr_id,
            bedrag: bedrag.or(bedrag_in_opdracht),
            retourreden: retour.then(|| retourreden.unwrap_or_default()),
            omschrijving: (!omschrijving.is_empty()).then(|| omschrijving.join(" ")),
        });
    }

    /// The entry, when it is booked and moves money.
    fn finish(self, positie: u32) -> Result<Option<Bankboeking>, Leesfout> {
        if required(self.status.as_deref(), "/Stmt/Ntry/Sts")? != "BOOK" {
            return Ok(None);
        }
        let bedrag = required(self.bedrag.as_ref(), "/Stmt/Ntry/Amt")?.euro("/Stmt/Ntry/Amt")?;
        if bedrag == Euro::ZERO {
            return Ok(None);
        }
        let code = (!self.transactiecode.is_empty()).then(|| self.transactiecode.join("/"));
        Ok(Some(Bankboeking {
            positie,
            referentie: self.referentie,
            richting: required(self.richting, "/Stmt/Ntry/CdtDbtInd")?,
            bedrag,
            boekdatum: required(self.boekdatum, "/Stmt/Ntry/BookgDt")?,
            terugboeking: self.terugboeking.unwrap_or(false),
            transactiecode: code.or(self.eigen_code),
            pmt_inf_id: match self.batches.as_slice() {
                [] => shared(&self.batches_of_details),
                batches => shared(&batches.iter().cloned().map(Some).collect::<Vec<_>>()),
            },
            details: self.details,
        }))
    }
}

impl TxDtls {
    fn keep(&mut self, rest: &str, value: Waarde, path: &str) -> Step {
        match rest {
            "/Refs/EndToEndId" => set_once(&mut self.end_to_end_id, value.tekst, path),
            "/Refs/InstrId" => set_once(&mut self.instr_id, value.tekst, path),
            "/Refs/PmtInfId" => set_once(&mut self.pmt_inf_id, value.tekst, path),
            // In another currency it says nothing of euros: unknown.
            "/Amt" | "/AmtDtls/TxAmt/Amt" if value.valuta.as_deref() != Some("EUR") => Ok(()),
            "/Amt" => set_once(&mut self.bedrag, value.euro(path)?, path),
            "/AmtDtls/TxAmt/Amt" => set_once(&mut self.bedrag_in_opdracht, value.euro(path)?, path),
            "/RtrInf/Rsn/Cd" | "/RtrInf/Rsn/Prtry" => {
                set_once(&mut self.retourreden, value.tekst, path)
            }
            "/RmtInf/Ustrd" | "/RmtInf/Strd/CdtrRefInf/Ref" => {
                self.omschrijving.push(value.tekst);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// What all name, when all name the same.
fn shared(ids: &[Option<String>]) -> Option<String> {
    let first = ids.first()?;
    ids.iter().all(|id| id == first).then(|| first.clone()).flatten()
}
