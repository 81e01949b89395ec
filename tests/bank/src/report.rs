//! The status report, pain.002.001.10: what the bank says about one order.
//!
//! A group refusal carries no rows. Otherwise every batch has its status, and every refused payment
//! a row with its reason; an accepted payment is not named.

use crate::check::{BatchFindings, Findings};
use crate::order::{Batch, Order, Payment};
use crate::reason::Reason;
use crate::schema::Schema;
use crate::summary::Outcome;
use crate::xml::Xml;

/// The identity of a message of the bank.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) id: String,
    pub(crate) created: String,
}

impl Head {
    /// The group header, the same in both messages.
    pub(crate) fn write(&self, xml: &mut Xml) {
        xml.element("GrpHdr", |xml| {
            xml.leaf("MsgId", &self.id);
            xml.leaf("CreDtTm", &self.created);
        });
    }
}

/// An order answered as a whole, with one reason.
pub(crate) fn whole(head: &Head, msg_id: &str, outcome: Outcome, reason: &Reason) -> String {
    document(head, |xml| {
        original(xml, msg_id, None, |xml| {
            xml.leaf("GrpSts", outcome.status());
            xml.reason(reason);
        });
    })
}

/// An order answered batch by batch.
pub(crate) fn detailed(head: &Head, order: &Order, findings: &Findings) -> String {
    document(head, |xml| {
        original(xml, &order.msg_id, Some(order), |xml| {
            xml.leaf("GrpSts", findings.outcome().status());
            counts(xml, order.payments().count(), findings.accepted());
        });
        for (batch, findings) in order.batches.iter().zip(&findings.batches) {
            xml.element("OrgnlPmtInfAndSts", |xml| batch_status(xml, batch, findings));
        }
    })
}

fn document(head: &Head, body: impl FnOnce(&mut Xml)) -> String {
    Xml::document(Schema::Pain002.message(), |xml| {
        xml.element("CstmrPmtStsRpt", |xml| {
            head.write(xml);
            body(xml);
        });
    })
}

fn original(xml: &mut Xml, msg_id: &str, order: Option<&Order>, status: impl FnOnce(&mut Xml)) {
    xml.element("OrgnlGrpInfAndSts", |xml| {
        xml.leaf("OrgnlMsgId", msg_id);
        xml.leaf("OrgnlMsgNmId", Schema::Pain001.message());
        if let Some(order) = order {
            xml.leaf("OrgnlCreDtTm", &order.created);
            xml.leaf("OrgnlNbOfTxs", &order.count);
            xml.option("OrgnlCtrlSum", order.sum.as_deref());
        }
        status(xml);
    });
}

fn batch_status(xml: &mut Xml, batch: &Batch, findings: &BatchFindings) {
    xml.leaf("OrgnlPmtInfId", &batch.id);
    xml.number("OrgnlNbOfTxs", batch.payments.len());
    xml.option("OrgnlCtrlSum", batch.sum.as_deref());
    xml.leaf("PmtInfSts", findings.outcome().status());
    if let Some(reason) = &findings.reason {
        xml.reason(reason);
    }
    counts(xml, batch.payments.len(), findings.accepted());
    if findings.reason.is_some() {
        return;
    }
    for (payment, reason) in batch.payments.iter().zip(&findings.payments) {
        if let Some(reason) = reason {
            xml.element("TxInfAndSts", |xml| refused(xml, payment, reason));
        }
    }
}

fn refused(xml: &mut Xml, payment: &Payment, reason: &Reason) {
    xml.option("OrgnlInstrId", payment.instr_id.as_deref());
    xml.leaf("OrgnlEndToEndId", &payment.end_to_end_id);
    xml.leaf("TxSts", Outcome::Rejected.status());
    xml.reason(reason);
}

fn counts(xml: &mut Xml, all: usize, accepted: usize) {
    let refused = all.saturating_sub(accepted);
    for (count, outcome) in [(accepted, Outcome::Accepted), (refused, Outcome::Rejected)] {
        if count > 0 {
            xml.element("NbOfTxsPerSts", |xml| {
                xml.number("DtldNbOfTxs", count);
                xml.leaf("DtldSts", outcome.status());
            });
        }
    }
}
