//! The account statement, camt.053.001.08: booked entries between an opening and a closing
//! balance. Statements of an account chain: a statement opens with the balance the one before
//! closed with, and its number is one higher.

use jiff::civil::Date;

use crate::amount;
use crate::booking::{Content, Detail, Movement, Side};
use crate::reason::Code;
use crate::report::Head;
use crate::schema::Schema;
use crate::xml::Xml;

/// A movement with the bank's own reference.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) reference: String,
    pub(crate) movement: Movement,
}

/// One statement of one account.
#[derive(Debug)]
pub(crate) struct Statement<'a> {
    pub(crate) account: &'a str,
    pub(crate) sequence: u64,
    /// Day of the statement before, or of this one when it is the first.
    pub(crate) opened: Date,
    pub(crate) closed: Date,
    /// In cents.
    pub(crate) opening: i64,
    pub(crate) entries: &'a [Entry],
    /// Without the bank's own references, and those of payments in a batch.
    pub(crate) bare: bool,
}

impl Statement<'_> {
    /// Sum of the entries on one side, in cents.
    pub(crate) fn sum(&self, side: Side) -> i64 {
        let movements = self.entries.iter().map(|entry| &entry.movement);
        movements.filter(|movement| movement.side == side).map(|movement| movement.cents).sum()
    }

    /// Opening balance, plus credits, less debits.
    pub(crate) fn closing(&self) -> i64 {
        self.opening.saturating_add(self.sum(Side::Credit)).saturating_sub(self.sum(Side::Debit))
    }

    /// The message.
    pub(crate) fn write(&self, head: &Head) -> String {
        Xml::document(Schema::Camt053.message(), |xml| {
            xml.element("BkToCstmrStmt", |xml| {
                head.write(xml);
                xml.element("Stmt", |xml| self.body(xml, head));
            });
        })
    }

    fn body(&self, xml: &mut Xml, head: &Head) {
        xml.leaf("Id", &format!("{}-S{}", head.id, self.sequence));
        xml.leaf("ElctrncSeqNb", &self.sequence.to_string());
        xml.leaf("CreDtTm", &head.created);
        xml.element("Acct", |xml| {
            xml.element("Id", |xml| xml.leaf("IBAN", self.account));
            xml.leaf("Ccy", "EUR");
        });
        balance(xml, "OPBD", self.opening, self.opened);
        balance(xml, "CLBD", self.closing(), self.closed);
        xml.element("TxsSummry", |xml| {
            xml.element("TtlCdtNtries", |xml| self.total(xml, Side::Credit));
            xml.element("TtlDbtNtries", |xml| self.total(xml, Side::Debit));
        });
        for entry in self.entries {
            xml.element("Ntry", |xml| write_entry(xml, entry, self.bare));
        }
    }

    fn total(&self, xml: &mut Xml, side: Side) {
        let entries = self.entries.iter();
        xml.number("NbOfNtries", entries.filter(|entry| entry.movement.side == side).count());
        xml.leaf("Sum", &amount::decimal(self.sum(side)));
    }
}

fn balance(xml: &mut Xml, code: &str, cents: i64, day: Date) {
    let side = if cents < 0 { Side::Debit } else { Side::Credit };
    xml.element("Bal", |xml| {
        xml.element("Tp", |xml| xml.element("CdOrPrtry", |xml| xml.leaf("Cd", code)));
        xml.euro("Amt", cents);
        xml.leaf("CdtDbtInd", side.as_str());
        xml.element("Dt", |xml| xml.leaf("Dt", &day.to_string()));
    });
}

fn write_entry(xml: &mut Xml, entry: &Entry, bare: bool) {
    let Entry { reference, movement: Movement { side, cents, day, content } } = entry;
    let day = day.to_string();
    xml.euro("Amt", *cents);
    xml.leaf("CdtDbtInd", side.as_str());
    if matches!(content, Content::Refused { .. }) {
        xml.leaf("RvslInd", "true");
    }
    xml.element("Sts", |xml| xml.leaf("Cd", "BOOK"));
    xml.element("BookgDt", |xml| xml.leaf("Dt", &day));
    xml.element("ValDt", |xml| xml.leaf("Dt", &day));
    xml.option("AcctSvcrRef", (!bare).then_some(reference.as_str()));
    xml.element("BkTxCd", |xml| transaction_code(xml, content));
    xml.element("NtryDtls", |xml| match content {
        Content::Batch { msg_id, batch_id, details } => {
            xml.element("Btch", |xml| {
                xml.leaf("MsgId", msg_id);
                xml.leaf("PmtInfId", batch_id);
                xml.number("NbOfTxs", details.len());
                xml.euro("TtlAmt", *cents);
                xml.leaf("CdtDbtInd", side.as_str());
            });
            for detail in details.iter().filter(|_| !bare) {
                payment(xml, *side, detail, None);
            }
        }
        Content::Payment(detail) | Content::Refused { detail, code: _ } => {
            payment(xml, *side, detail, None);
        }
        Content::Returned { detail, code } => payment(xml, *side, detail, Some(code)),
        Content::Advance(remittance) => xml.element("TxDtls", |xml| {
            xml.element("Refs", |xml| xml.leaf("EndToEndId", "NOTPROVIDED"));
            xml.euro("Amt", *cents);
            xml.leaf("CdtDbtInd", side.as_str());
            xml.element("RmtInf", |xml| xml.leaf("Ustrd", remittance));
        }),
    });
    if let Content::Refused { detail: _, code } = content {
        xml.leaf("AddtlNtryInf", &format!("refused before settlement: {}", code.as_str()));
    }
}

/// Domain, family and sub-family. Banks differ here: a customer should not depend on it.
fn transaction_code(xml: &mut Xml, content: &Content) {
    let (family, sub) = match content {
        Content::Batch { .. } | Content::Payment(_) => ("ICDT", "ESCT"),
        Content::Refused { .. } => ("ICDT", "OTHR"),
        Content::Returned { .. } => ("ICDT", "RRTN"),
        Content::Advance(_) => ("RCDT", "ESCT"),
    };
    xml.element("Domn", |xml| {
        xml.leaf("Cd", "PMNT");
        xml.element("Fmly", |xml| {
            xml.leaf("Cd", family);
            xml.leaf("SubFmlyCd", sub);
        });
    });
}

fn payment(xml: &mut Xml, side: Side, detail: &Detail, returned: Option<&Code>) {
    let Detail { msg_id, batch_id, instr_id, end_to_end_id, cents, name, iban, remittance } =
        detail;
    xml.element("TxDtls", |xml| {
        xml.element("Refs", |xml| {
            xml.leaf("MsgId", msg_id);
            xml.leaf("PmtInfId", batch_id);
            xml.option("InstrId", instr_id.as_deref());
            xml.leaf("EndToEndId", end_to_end_id);
        });
        xml.euro("Amt", *cents);
        xml.leaf("CdtDbtInd", side.as_str());
        if name.is_some() || iban.is_some() {
            xml.element("RltdPties", |xml| creditor(xml, name.as_deref(), iban.as_deref()));
        }
        if let Some(remittance) = remittance {
            xml.element("RmtInf", |xml| xml.leaf("Ustrd", remittance));
        }
        if let Some(code) = returned {
            xml.element("RtrInf", |xml| {
                xml.element("Rsn", |xml| xml.leaf("Cd", code.as_str()));
            });
        }
    });
}

/// A refused payment may have named nobody, or no IBAN.
fn creditor(xml: &mut Xml, name: Option<&str>, iban: Option<&str>) {
    if let Some(name) = name {
        xml.element("Cdtr", |xml| xml.element("Pty", |xml| xml.leaf("Nm", name)));
    }
    if let Some(iban) = iban {
        xml.element("CdtrAcct", |xml| xml.element("Id", |xml| xml.leaf("IBAN", iban)));
    }
}
