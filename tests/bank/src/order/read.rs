//! Reads a payment order in one pass, element by element.
//!
//! Refused here, before any other tool sees the file: a DOCTYPE (and with it every entity of its
//! own), a byte-order mark, another encoding than UTF-8, nesting deeper than 32, an element with
//! more than 2000 bytes of text, a file above 64 MiB. Whether the elements stand where they
//! belong is for the schema.

use std::io::BufRead;
use std::mem;

use quick_xml::Reader;
use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::{Batch, Order, Payment};
use crate::text;

/// The largest file the bank takes.
pub(crate) const BYTES_MAX: u64 = 64 * 1024 * 1024;
const DEPTH_MAX: usize = 32;
const TEXT_BYTES_MAX: usize = 2000;
const ROOT: &str = "/Document/CstmrCdtTrfInitn";

/// What came of reading.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Well-formed; not yet checked for anything else.
    Read(Order),
    /// Not a file the bank can read, and why.
    Unreadable(String),
}

/// Reads the whole file. An error is a fault of the machine, not of the file.
pub(crate) fn read(mut file: impl BufRead) -> std::io::Result<Outcome> {
    let beginning = file.fill_buf()?;
    if beginning.starts_with(b"\xEF\xBB\xBF") {
        return Ok(Outcome::Unreadable("the file begins with a byte-order mark".to_owned()));
    }
    let mut reader = Reader::from_reader(file);
    reader.config_mut().expand_empty_elements = true;
    let mut reading = Reading::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let step = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => reading.take(event),
            Err(XmlError::Io(error)) => return Err(std::io::Error::other(error)),
            Err(_) => Err("the file is not well-formed XML"),
        };
        if let Err(why) = step {
            let place = reader.buffer_position();
            return Ok(Outcome::Unreadable(format!("{why} (byte {place})")));
        }
    }
    Ok(reading.finish())
}

type Step = Result<(), &'static str>;

/// What has been read so far: the path of the open element, its text, and the order as it grows.
#[derive(Default)]
struct Reading {
    path: String,
    depth: usize,
    text: String,
    /// Whether the open element has had no children.
    leaf: bool,
    rooted: bool,
    order: Order,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) -> Step {
        match event {
            Event::Start(start) => self.open(&start),
            Event::End(_) => {
                self.close();
                Ok(())
            }
            Event::Text(text) => self.add(&text.xml10_content()),
            Event::CData(text) => self.add(&text.xml10_content()),
            Event::GeneralRef(reference) => self.refer(&reference),
            Event::DocType(_) => Err("the file has a DOCTYPE"),
            Event::Decl(declaration) => encoding_is_utf8(&declaration),
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Step {
        if self.depth == DEPTH_MAX {
            return Err("the file is nested too deep");
        }
        if self.depth == 0 && mem::replace(&mut self.rooted, true) {
            return Err("the file has more than one root");
        }
        self.depth += 1;
        self.path.push('/');
        self.path.push_str(start.local_name().as_ref());
        self.text.clear();
        self.leaf = true;
        match self.path.strip_prefix(ROOT) {
            Some("/PmtInf") => self.order.batches.push(Batch::default()),
            Some("/PmtInf/CdtTrfTxInf") => {
                if let Some(batch) = self.order.batches.last_mut() {
                    batch.payments.push(Payment::default());
                }
            }
            Some("/PmtInf/CdtTrfTxInf/Amt/InstdAmt") => {
                let currency = start.try_get_attribute("Ccy");
                let currency = currency.map_err(|_malformed| "a broken attribute")?;
                if let (Some(payment), Some(currency)) = (self.payment(), currency) {
                    payment.currency = currency.value.into_owned();
                }
            }
            Some(_) | None => {}
        }
        Ok(())
    }

    fn close(&mut self) {
        if mem::take(&mut self.leaf) {
            let value = mem::take(&mut self.text);
            let path = mem::take(&mut self.path);
            self.keep(path.strip_prefix(ROOT).unwrap_or_default(), value);
            self.path = path;
        }
        self.path.truncate(self.path.rfind('/').unwrap_or_default());
        self.depth = self.depth.saturating_sub(1);
    }

    fn add(&mut self, text: &str) -> Step {
        if self.leaf {
            self.text.push_str(text);
        }
        if self.text.len() > TEXT_BYTES_MAX {
            return Err("an element has too much text");
        }
        Ok(())
    }

    fn refer(&mut self, reference: &BytesRef<'_>) -> Step {
        let char = reference.resolve_char_ref();
        let char = char.map_err(|_malformed| "a broken character reference")?;
        let char = char.or(match reference.xml10_content().as_ref() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => None,
        });
        let char = char.ok_or("the file refers to an entity")?;
        self.add(char.encode_utf8(&mut [0; 4]))
    }

    fn payment(&mut self) -> Option<&mut Payment> {
        self.order.batches.last_mut()?.payments.last_mut()
    }

    /// Puts the value of an element without children in its place.
    fn keep(&mut self, path: &str, value: String) {
        let strange = !text::is_sepa(&value);
        let name = || path.rsplit('/').next().unwrap_or_default().to_owned();
        let order = &mut self.order;
        let Some(rest) = path.strip_prefix("/PmtInf") else {
            order.strange.extend(strange.then(name));
            order.keep(path, value);
            return;
        };
        let Some(batch) = order.batches.last_mut() else { return };
        match (rest.strip_prefix("/CdtTrfTxInf"), batch.payments.last_mut()) {
            (Some(rest), Some(payment)) => {
                payment.strange.extend(strange.then(name));
                payment.keep(rest, value);
            }
            (Some(_), None) => {}
            (None, _) => {
                batch.strange.extend(strange.then(name));
                batch.keep(rest, value);
            }
        }
    }

    fn finish(self) -> Outcome {
        if self.rooted && self.depth == 0 {
            Outcome::Read(self.order)
        } else {
            Outcome::Unreadable("the file ends too early".to_owned())
        }
    }
}

impl Order {
    fn keep(&mut self, path: &str, value: String) {
        match path {
            "/GrpHdr/MsgId" => self.msg_id = value,
            "/GrpHdr/CreDtTm" => self.created = value,
            "/GrpHdr/NbOfTxs" => self.count = value,
            "/GrpHdr/CtrlSum" => self.sum = Some(value),
            _ => {}
        }
    }
}

impl Batch {
    fn keep(&mut self, path: &str, value: String) {
        match path {
            "/PmtInfId" => self.id = value,
            "/PmtMtd" => self.method = value,
            "/BtchBookg" => self.booked_together = Some(value),
            "/NbOfTxs" => self.count = Some(value),
            "/CtrlSum" => self.sum = Some(value),
            "/PmtTpInf/SvcLvl/Cd" | "/PmtTpInf/SvcLvl/Prtry" => self.service_levels.push(value),
            "/ReqdExctnDt/Dt" => self.execution = Some(value),
            "/Dbtr/Nm" => self.debtor_name = Some(value),
            "/DbtrAcct/Id/IBAN" => self.debtor_iban = Some(value),
            "/DbtrAcct/Ccy" => self.debtor_currency = Some(value),
            "/DbtrAgt/FinInstnId/BICFI" => self.debtor_bic = Some(value),
            "/ChrgBr" => self.charges = Some(value),
            _ => {}
        }
    }
}

impl Payment {
    fn keep(&mut self, path: &str, value: String) {
        match path {
            "/PmtId/InstrId" => self.instr_id = Some(value),
            "/PmtId/EndToEndId" => self.end_to_end_id = value,
            "/Amt/InstdAmt" => self.amount = Some(value),
            "/ChrgBr" => self.charges = Some(value),
            "/CdtrAgt/FinInstnId/BICFI" => self.creditor_bic = Some(value),
            "/Cdtr/Nm" => self.creditor_name = Some(value),
            "/CdtrAcct/Id/IBAN" => self.creditor_iban = Some(value),
            "/RmtInf/Ustrd" => self.remittance.push(value),
            _ => {}
        }
    }
}

fn encoding_is_utf8(declaration: &BytesDecl<'_>) -> Step {
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(_) => Err("the file is not declared as UTF-8"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unreadable(text: impl AsRef<[u8]>) -> String {
        match read(text.as_ref()).unwrap() {
            Outcome::Unreadable(why) => why,
            Outcome::Read(order) => panic!("was read: {order:?}"),
        }
    }

    #[test]
    fn values_are_found_whatever_the_prefix_and_the_way_of_writing() {
        let text = "<?xml version=\"1.0\"?><!-- no matter --><p:Document xmlns:p=\"x\">\n\
            <p:CstmrCdtTrfInitn><p:GrpHdr><p:MsgId>A<![CDATA[-]]>&#66;</p:MsgId><p:NbOfTxs/>\
            </p:GrpHdr><p:PmtInf><p:PmtInfId>P</p:PmtInfId><p:CdtTrfTxInf><p:Amt>\
            <p:InstdAmt Ccy='EUR'>1.00</p:InstdAmt></p:Amt><p:Cdtr><p:Nm>A &amp; B</p:Nm></p:Cdtr>\
            </p:CdtTrfTxInf></p:PmtInf></p:CstmrCdtTrfInitn></p:Document>";
        let Outcome::Read(order) = read(text.as_bytes()).unwrap() else { panic!("not read") };
        assert_eq!(order.msg_id, "A-B");
        let payment = &order.batches[0].payments[0];
        assert_eq!((payment.currency.as_str(), payment.amount.as_deref()), ("EUR", Some("1.00")));
        assert_eq!(payment.creditor_name.as_deref(), Some("A & B"));
        assert_eq!(payment.strange, ["Nm"]);
    }

    #[test]
    fn hostile_and_broken_files_are_refused_with_the_reason() {
        let deep = "<a>".repeat(33);
        let long = format!("<a>{}</a>", "x".repeat(2001));
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        for (text, why) in [
            (bomb, "DOCTYPE"),
            ("<a>&c;</a>", "entity"),
            ("<a>&#0;</a>", "character reference"),
            ("\u{FEFF}<a/>", "byte-order mark"),
            ("<?xml version='1.0' encoding='latin1'?><a/>", "UTF-8"),
            (&deep, "too deep"),
            (&long, "too much text"),
            ("<a><b></a></b>", "well-formed"),
            ("<a>", "too early"),
            ("", "too early"),
            ("<a/><a/>", "more than one root"),
        ] {
            assert!(unreadable(text).contains(why), "{text:.40}: {}", unreadable(text));
        }
        unreadable(b"<a>\xFF\xFE</a>");
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(bytes.as_slice()).unwrap();
        }

        #[test]
        fn no_arrangement_of_elements_makes_the_reader_panic(
            parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)
        ) {
            let _ = read(parts.concat().as_bytes()).unwrap();
        }
    }

    const PARTS: &[&str] = &[
        "<Document>",
        "</Document>",
        "<CstmrCdtTrfInitn>",
        "</CstmrCdtTrfInitn>",
        "<PmtInf>",
        "</PmtInf>",
        "<CdtTrfTxInf>",
        "</CdtTrfTxInf>",
        "<Amt>",
        "</Amt>",
        "<InstdAmt Ccy='EUR'>",
        "<InstdAmt Ccy=>",
        "</InstdAmt>",
        "<RmtInf/>",
        "&amp;",
        "&x;",
        "&#1;",
        "x",
        "<!-- -->",
        "<![CDATA[x]]>",
        "<?x y?>",
        "<!DOCTYPE x>",
    ];
}
