//! Writes a checked file: one line for each block, no blanks within, elements in the order of the
//! schema. No addresses, no ultimate parties, no purpose but wages: a bank need not know more.

use std::io::{self, Write};

use jiff::Timestamp;
use kernel::Euro;
use quick_xml::escape::partial_escape;

use super::{BERICHT, Batch, Batchsoort, Bestand, Debiteur, Gekeurd, Opdracht};
use crate::bank::AMSTERDAM;

/// Room for one payment in bytes, by measure.
const BYTES_PER_OPDRACHT: usize = 512;

/// Writes the file, payment by payment; memory does not grow with their number. Give it a buffer.
pub fn write(bestand: &Gekeurd, mut out: impl Write) -> io::Result<()> {
    let Bestand { msg_id, aangemaakt_op, opdrachtgever, batches } = bestand.bestand();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{BERICHT}">"#)?;
    writeln!(out, "<CstmrCdtTrfInitn>")?;
    writeln!(
        out,
        "<GrpHdr><MsgId>{}</MsgId><CreDtTm>{}</CreDtTm><NbOfTxs>{}</NbOfTxs><CtrlSum>{}</CtrlSum>\
         <InitgPty><Nm>{}</Nm></InitgPty></GrpHdr>",
        partial_escape(msg_id),
        moment(*aangemaakt_op),
        bestand.aantal(),
        bestand.totaal().decimal(),
        partial_escape(opdrachtgever),
    )?;
    for batch in batches {
        write_batch(batch, &mut out)?;
    }
    writeln!(out, "</CstmrCdtTrfInitn>")?;
    writeln!(out, "</Document>")?;
    out.flush()
}

/// The bytes of the file.
pub fn write_to_vec(bestand: &Gekeurd) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(bestand.aantal().saturating_mul(BYTES_PER_OPDRACHT));
    write(bestand, &mut bytes).expect("memory takes every byte");
    bytes
}

fn write_batch(batch: &Batch, out: &mut impl Write) -> io::Result<()> {
    let Batch { pmt_inf_id, soort, uitvoerdatum, debiteur, opdrachten } = batch;
    let Debiteur { naam, iban, bic } = debiteur;
    let totaal: Euro = opdrachten.iter().map(|opdracht| opdracht.bedrag).sum();
    let (categorie, doel) = match soort {
        Batchsoort::Loon => ("<CtgyPurp><Cd>SALA</Cd></CtgyPurp>", "<Purp><Cd>SALA</Cd></Purp>"),
        Batchsoort::Overig => ("", ""),
    };
    writeln!(
        out,
        "<PmtInf><PmtInfId>{}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>\
         <NbOfTxs>{}</NbOfTxs><CtrlSum>{}</CtrlSum>\
         <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl>{categorie}</PmtTpInf>\
         <ReqdExctnDt><Dt>{uitvoerdatum}</Dt></ReqdExctnDt><Dbtr><Nm>{}</Nm></Dbtr>\
         <DbtrAcct><Id><IBAN>{}</IBAN></Id><Ccy>EUR</Ccy></DbtrAcct>\
         <DbtrAgt><FinInstnId><BICFI>{}</BICFI></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>",
        partial_escape(pmt_inf_id),
        opdrachten.len(),
        totaal.decimal(),
        partial_escape(naam),
        iban.as_str(),
        partial_escape(bic),
    )?;
    for opdracht in opdrachten {
        write_payment(opdracht, doel, out)?;
    }
    writeln!(out, "</PmtInf>")
}

fn write_payment(opdracht: &Opdracht, doel: &str, out: &mut impl Write) -> io::Result<()> {
    let Opdracht { instr_id, end_to_end_id, bedrag, naam, iban, omschrijving } = opdracht;
    writeln!(
        out,
        "<CdtTrfTxInf><PmtId><InstrId>{}</InstrId><EndToEndId>{}</EndToEndId></PmtId>\
         <Amt><InstdAmt Ccy=\"EUR\">{}</InstdAmt></Amt><Cdtr><Nm>{}</Nm></Cdtr>\
         <CdtrAcct><Id><IBAN>{}</IBAN></Id></CdtrAcct>{doel}\
         <RmtInf><Ustrd>{}</Ustrd></RmtInf></CdtTrfTxInf>",
        partial_escape(instr_id),
        partial_escape(end_to_end_id),
        bedrag.decimal(),
        partial_escape(naam),
        iban.as_str(),
        partial_escape(omschrijving),
    )
}

/// With the offset of Amsterdam, in whole seconds.
fn moment(moment: Timestamp) -> String {
    let offset = AMSTERDAM.to_offset(moment);
    let local = AMSTERDAM.to_datetime(moment).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let hours = offset.seconds().div_euclid(3600);
    format!("{local}+{hours:02}:00")
}
