//! What a pain.001 file asks the bank to pay, read from its bytes; pure. It shares no code with who
//! wrote it: it is there to disagree.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One payment asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Payment {
    /// Its reference for ever.
    pub end_to_end_id: String,
    /// Eurocents.
    pub centen: i64,
}

/// What the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pain {
    /// Its reference.
    pub msg_id: String,
    /// How many payments its header says there are.
    pub said_aantal: Option<i64>,
    /// What its header says they add up to, eurocents.
    pub said_totaal: Option<i64>,
    /// The payments, in the order of their references.
    pub payments: Vec<Payment>,
}

/// Why it could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is no XML.
    #[error("geen XML")]
    Xml(#[from] quick_xml::Error),
    /// It is no text.
    #[error("geen tekst")]
    Text(#[from] std::str::Utf8Error),
    /// An amount that is no amount in euros and cents.
    #[error("een bedrag is geen bedrag in euro's en centen")]
    Amount,
    /// A payment without reference or amount, or a file that breaks off.
    #[error("een opdracht zonder EndToEndId of bedrag, of een afgebroken bestand")]
    Incomplete,
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<Pain, Unreadable> {
    let mut reader = Reader::from_str(std::str::from_utf8(bytes)?);
    let mut pain = Pain::default();
    let mut path: Vec<String> = Vec::new();
    let mut reference = None;
    let mut amount = None;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => path.push(local(&tag)),
            Event::Text(text) => {
                let text = text.xml10_content();
                let text = text.trim();
                match path.last().map(String::as_str) {
                    Some("MsgId") => text.clone_into(&mut pain.msg_id),
                    Some("EndToEndId") => reference = Some(text.to_owned()),
                    Some("InstdAmt") => amount = Some(cents(text)?),
                    Some("NbOfTxs") if in_header(&path) => pain.said_aantal = text.parse().ok(),
                    Some("CtrlSum") if in_header(&path) => pain.said_totaal = Some(cents(text)?),
                    _ => {}
                }
            }
            Event::End(_) => {
                if path.pop().as_deref() == Some("CdtTrfTxInf") {
                    let payment = payment(reference.take(), amount.take());
                    pain.payments.push(payment.ok_or(Unreadable::Incomplete)?);
                }
            }
            Event::Eof if path.is_empty() => break,
            Event::Eof => return Err(Unreadable::Incomplete),
            Event::DocType(_)
            | Event::Empty(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
    }
    pain.payments.sort();
    Ok(pain)
}

fn payment(reference: Option<String>, amount: Option<i64>) -> Option<Payment> {
    Some(Payment { end_to_end_id: reference?, centen: amount? })
}

fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

fn in_header(path: &[String]) -> bool {
    path.iter().any(|name| name == "GrpHdr")
}

/// `12.34`, `12.3` or `12` as cents.
fn cents(text: &str) -> Result<i64, Unreadable> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return Err(Unreadable::Amount);
    }
    format!("{whole}{part:0<2}").parse().map_err(|_too_large| Unreadable::Amount)
}

impl Pain {
    /// What the payments add up to.
    pub fn totaal(&self) -> i64 {
        self.payments.iter().fold(0, |sum, payment| sum.saturating_add(payment.centen))
    }

    /// What is wrong in the file by itself and against the attempts that should stand in it,
    /// which come in the order of their references.
    pub fn faults(&self, attempts: &[Payment]) -> Vec<String> {
        let mut faults = Vec::new();
        let aantal = i64::try_from(self.payments.len()).unwrap_or(i64::MAX);
        if self.said_aantal != Some(aantal) {
            faults.push(format!("telt {aantal} opdrachten, zegt {:?}", self.said_aantal));
        }
        if self.said_totaal != Some(self.totaal()) {
            faults.push(format!("telt {} cent, zegt {:?}", self.totaal(), self.said_totaal));
        }
        if attempts != self.payments {
            let only = |these: &[Payment], those: &[Payment]| {
                these.iter().find(|one| !those.contains(one)).cloned()
            };
            let strange = only(&self.payments, attempts);
            let missing = only(attempts, &self.payments);
            let show = |payment: Option<Payment>| {
                payment.map_or_else(
                    || "geen".to_owned(),
                    |Payment { end_to_end_id, centen }| format!("{end_to_end_id} {centen} cent"),
                )
            };
            faults.push(format!(
                "{aantal} opdrachten tegenover {} pogingen; alleen in het bestand: {}; alleen \
                 als poging: {}",
                attempts.len(),
                show(strange),
                show(missing)
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>PGB-1</MsgId><NbOfTxs>2</NbOfTxs><CtrlSum>112.50</CtrlSum></GrpHdr>
<PmtInf><PmtInfId>B1</PmtInfId><NbOfTxs>2</NbOfTxs><CtrlSum>112.50</CtrlSum>
<CdtTrfTxInf><PmtId><InstrId>b</InstrId><EndToEndId>PGB2</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="EUR">100.00</InstdAmt></Amt></CdtTrfTxInf>
<CdtTrfTxInf><PmtId><InstrId>a</InstrId><EndToEndId>PGB1</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="EUR">12.5</InstdAmt></Amt></CdtTrfTxInf>
</PmtInf></CstmrCdtTrfInitn></Document>"#;

    fn payment(end_to_end_id: &str, centen: i64) -> Payment {
        Payment { end_to_end_id: end_to_end_id.to_owned(), centen }
    }

    #[test]
    fn a_file_gives_its_payments_in_order_of_reference() {
        let pain = read(FILE.as_bytes()).unwrap();
        assert_eq!(pain.msg_id, "PGB-1");
        assert_eq!(pain.payments, [payment("PGB1", 1250), payment("PGB2", 10_000)]);
        assert_eq!((pain.said_aantal, pain.said_totaal), (Some(2), Some(11_250)));
        assert!(pain.faults(&[payment("PGB1", 1250), payment("PGB2", 10_000)]).is_empty());
    }

    #[test]
    fn a_payment_more_or_less_or_of_another_amount_is_a_fault() {
        let pain = read(FILE.as_bytes()).unwrap();
        assert_eq!(pain.faults(&[payment("PGB1", 1250)]).len(), 1);
        assert_eq!(pain.faults(&[payment("PGB1", 1250), payment("PGB2", 1)]).len(), 1);
        let twice = FILE.replace("PGB2", "PGB1").replace("12.5<", "100.00<");
        let pain = read(twice.as_bytes()).unwrap();
        assert!(!pain.faults(&[payment("PGB1", 10_000)]).is_empty());
    }

    #[test]
    fn a_header_that_does_not_add_up_is_a_fault() {
        let pain = read(FILE.replacen("112.50", "112.51", 1).as_bytes()).unwrap();
        assert_eq!(pain.faults(&pain.payments).len(), 1);
        let pain = read(FILE.replacen("<NbOfTxs>2", "<NbOfTxs>3", 1).as_bytes()).unwrap();
        assert_eq!(pain.faults(&pain.payments).len(), 1);
    }

    #[test]
    fn amounts_are_read_to_the_cent_or_not_at_all() {
        for (text, value) in
            [("0.01", 1), ("12", 1200), ("12.3", 1230), ("99999999.99", 9_999_999_999)]
        {
            assert_eq!(cents(text).unwrap(), value, "{text}");
        }
        for text in ["", "1.234", "1e3", "-1.00", "1,00", ".5", "1."] {
            assert!(cents(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_file_is_an_error() {
        assert!(read(b"\xff\xfe").is_err());
        assert!(read(b"<Document><CdtTrfTxInf></CdtTrfTxInf></Document>").is_err());
        assert!(read(b"<Document></Anders>").is_err());
        assert!(read(b"<Document><GrpHdr>").is_err());
    }
}
