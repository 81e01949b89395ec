//! Takes the values of a status report as they come by.

use jiff::Timestamp;

use super::{BERICHT, Batchstatus, Reden, Status, Statusbericht, Transactiestatus, ZONDER_REDEN};
use crate::bank::xml::{Lezer, Step, Waarde};
use crate::bank::{Leesfout, required, set_once};

const GROEP: &str = "/OrgnlGrpInfAndSts";
const BATCH: &str = "/OrgnlPmtInfAndSts";
const TRANSACTIE: &str = "/TxInfAndSts";
const REDEN: &str = "/StsRsnInf";

/// The report as far as it was read.
#[derive(Default)]
pub(super) struct Statuslezer {
    msg_id: Option<String>,
    aangemaakt_op: Option<Timestamp>,
    orgnl_msg_id: Option<String>,
    orgnl_msg_nm_id: Option<String>,
    groep: Option<Status>,
    redenen: Vec<Reden>,
    batches: Vec<Batchstatus>,
    batch: Batch,
    transactie: Transactiestatus,
    reden: Opgave,
}

/// A batch as far as it was read.
#[derive(Default)]
struct Batch {
    pmt_inf_id: Option<String>,
    status: Option<Status>,
    redenen: Vec<Reden>,
    transacties: Vec<Transactiestatus>,
}

/// A reason as far as it was read.
#[derive(Default)]
struct Opgave {
    code: Option<String>,
    toelichting: Vec<String>,
}

impl Lezer for Statuslezer {
    const BERICHT: &'static str = BERICHT;
    const WORTEL: &'static str = "CstmrPmtStsRpt";

    fn open(&mut self, path: &str) -> bool {
        let name = path.rsplit_once('/').map_or("", |(_, name)| name);
        matches!(name, "OrgnlPmtInfAndSts" | "TxInfAndSts" | "StsRsnInf" | "AddtlInf")
    }

    fn value(&mut self, path: &str, value: Waarde) -> Step {
        if let Some(rest) = path.strip_prefix(GROEP) {
            return self.group(rest, value, path);
        }
        let Some(rest) = path.strip_prefix(BATCH) else {
            return self.header(path, value);
        };
        match rest.strip_prefix(TRANSACTIE) {
            Some(rest) => self.transaction(rest, value, path),
            None => self.batch(rest, value, path),
        }
    }

    fn close(&mut self, path: &str) -> Step {
        if let Some(parent) = path.strip_suffix(REDEN) {
            let reden = std::mem::take(&mut self.reden).finish();
            match (parent, parent.strip_prefix(BATCH)) {
                (GROEP, _) => self.redenen.push(reden),
                (_, Some("")) => self.batch.redenen.push(reden),
                (_, Some(TRANSACTIE)) => self.transactie.redenen.push(reden),
                (_, _) => {}
            }
        }
        match path.strip_prefix(BATCH) {
            Some("") => {
                let batch = std::mem::take(&mut self.batch).finish()?;
                self.batches.push(batch);
            }
            Some(TRANSACTIE) => self.batch.transacties.push(std::mem::take(&mut self.transactie)),
            Some(_) | None => {}
        }
        Ok(())
    }
}

impl Statuslezer {
    fn header(&mut self, path: &str, value: Waarde) -> Step {
        match path {
            "/GrpHdr/MsgId" => set_once(&mut self.msg_id, value.tekst, path),
            "/GrpHdr/CreDtTm" => set_once(&mut self.aangemaakt_op, value.moment(path)?, path),
            _ => Ok(()),
        }
    }

    fn group(&mut self, rest: &str, value: Waarde, path: &str) -> Step {
        match rest {
            "/OrgnlMsgId" => set_once(&mut self.orgnl_msg_id, value.tekst, path),
            "/OrgnlMsgNmId" => set_once(&mut self.orgnl_msg_nm_id, value.tekst, path),
            "/GrpSts" => set_once(&mut self.groep, Status::of(&value.tekst), path),
            _ => self.reden.keep(rest, value, path),
        }
    }

    fn batch(&mut self, rest: &str, value: Waarde, path: &str) -> Step {
        match rest {
            "/OrgnlPmtInfId" => set_once(&mut self.batch.pmt_inf_id, value.tekst, path),
            "/PmtInfSts" => set_once(&mut self.batch.status, Status::of(&value.tekst), path),
            _ => self.reden.keep(rest, value, path),
        }
    }

    fn transaction(&mut self, rest: &str, value: Waarde, path: &str) -> Step {
        match rest {
            "/OrgnlInstrId" => set_once(&mut self.transactie.instr_id, value.tekst, path),
            "/OrgnlEndToEndId" => set_once(&mut self.transactie.end_to_end_id, value.tekst, path),
            "/TxSts" => set_once(&mut self.transactie.status, Status::of(&value.tekst), path),
            _ => self.reden.keep(rest, value, path),
        }
    }

    /// The whole report.
    pub(super) fn finish(self) -> Result<Statusbericht, Leesfout> {
        let name = required(self.orgnl_msg_nm_id, "/OrgnlGrpInfAndSts/OrgnlMsgNmId")?;
        if !name.starts_with("pain.001") {
            return Err(Leesfout::element("/OrgnlGrpInfAndSts/OrgnlMsgNmId", "pain.001"));
        }
        Ok(Statusbericht {
            msg_id: required(self.msg_id, "/GrpHdr/MsgId")?,
            aangemaakt_op: required(self.aangemaakt_op, "/GrpHdr/CreDtTm")?,
            orgnl_msg_id: required(self.orgnl_msg_id, "/OrgnlGrpInfAndSts/OrgnlMsgId")?,
            groep: self.groep,
            redenen: self.redenen,
            batches: self.batches,
        })
    }
}

impl Batch {
    fn finish(self) -> Result<Batchstatus, Leesfout> {
        let Self { pmt_inf_id, status, redenen, transacties } = self;
        let pmt_inf_id = required(pmt_inf_id, "/OrgnlPmtInfAndSts/OrgnlPmtInfId")?;
        Ok(Batchstatus { pmt_inf_id, status, redenen, transacties })
    }
}

impl Opgave {
    fn keep(&mut self, rest: &str, value: Waarde, path: &str) -> Step {
        match rest {
            "/StsRsnInf/Rsn/Cd" | "/StsRsnInf/Rsn/Prtry" => {
                set_once(&mut self.code, value.tekst, path)
            }
            "/StsRsnInf/AddtlInf" => {
                self.toelichting.push(value.tekst);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn finish(self) -> Reden {
        let Self { code, toelichting } = self;
        let toelichting = (!toelichting.is_empty()).then(|| toelichting.join(" "));
        Reden { code: code.unwrap_or_else(|| ZONDER_REDEN.to_owned()), toelichting }
    }
}
