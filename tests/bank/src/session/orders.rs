//! What the bank does with one order: read it, hold it against the schema, check it, decide,
//! answer, book.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::Context as _;
use jiff::civil::Date;

use super::Session;
use super::intake::{self, Arrival};
use crate::booking::{Bookable, Detail, Line};
use crate::check::{self, BatchFindings, Findings};
use crate::order::read::{self, Outcome as Reading};
use crate::order::{Batch, Order, Payment as Ordered};
use crate::reason::{Code, Reason};
use crate::report;
use crate::schema::{self, Schema};
use crate::state::Payment;
use crate::summary::{FileSummary, Outcome};
use crate::text;

impl Session<'_> {
    /// Takes up one file, unless it was handled before.
    pub(crate) fn take(&mut self, name: String, path: &Path) -> anyhow::Result<()> {
        match intake::arrive(self.options, &mut self.state, &name, path)? {
            Arrival::Handled => Ok(()),
            Arrival::Again(place) => {
                let known = self.state.files.get(place).and_then(|file| file.msg_id.clone());
                let reason = Reason::new("DUPL", "the same bytes were handled before");
                self.answer_whole(name, known, Outcome::Duplicate, reason)
            }
            Arrival::TooLarge => {
                let reason = Reason::new("FF01", "the file is larger than 64 MiB");
                self.answer_whole(name, None, Outcome::Rejected, reason)
            }
            Arrival::New(copy) => match self.read(&copy)? {
                Ok(order) => self.decide(name, &order),
                Err((msg_id, reason)) => self.answer_whole(name, msg_id, Outcome::Rejected, reason),
            },
        }
    }

    /// Reads an order that is valid by its schema and has a reference of its own, or says why not.
    fn read(&mut self, copy: &Path) -> anyhow::Result<Result<Order, (Option<String>, Reason)>> {
        let file = File::open(copy).context("the bank's copy cannot be opened")?;
        let order = match read::read(BufReader::new(file)).context("the copy cannot be read")? {
            Reading::Read(order) => order,
            Reading::Unreadable(why) => return Ok(Err((None, Reason::new("FF01", why)))),
        };
        let msg_id = order.msg_id.clone();
        if let Some(place) = schema::fault(Schema::Pain001, copy)? {
            let text = format!("not valid by the schema: {place}");
            let usable = text::is_reference(&msg_id).then_some(msg_id);
            return Ok(Err((usable, Reason::new("FF01", text))));
        }
        let used = self.state.files.iter().any(|file| file.msg_id.as_ref() == Some(&msg_id));
        if used {
            let text = "DUPL: MsgId came before with other bytes";
            return Ok(Err((Some(msg_id), Reason::new("AM05", text))));
        }
        if let Some(file) = self.state.files.last_mut() {
            file.msg_id = Some(msg_id);
        }
        Ok(Ok(order))
    }

    fn answer_whole(
        &mut self,
        name: String,
        msg_id: Option<String>,
        outcome: Outcome,
        reason: Reason,
    ) -> anyhow::Result<()> {
        let head = self.head(self.day)?;
        let original = msg_id.as_deref().unwrap_or("NOTPROVIDED");
        let report = report::whole(&head, original, outcome, &reason);
        let report = self.write(Schema::Pain002, &report)?;
        let code = Some(reason.code.into());
        self.files.push(FileSummary {
            name,
            msg_id,
            outcome,
            code,
            accepted: 0,
            rejected: 0,
            report,
        });
        Ok(())
    }

    fn decide(&mut self, name: String, order: &Order) -> anyhow::Result<()> {
        let asked = self.options.date.unwrap_or(self.day);
        let mut findings = check::check(order, &self.state, asked.min(self.day));
        if let Some(reason) = findings.group {
            let msg_id = Some(order.msg_id.clone());
            self.answer_whole(name, msg_id, Outcome::Rejected, reason)?;
            if let Some(file) = self.files.last_mut() {
                file.rejected = order.payments().count();
            }
            return Ok(());
        }
        self.choose(order, &mut findings);
        self.refuse_without_funds(order, &mut findings);
        let head = self.head(self.day)?;
        let report = self.write(Schema::Pain002, &report::detailed(&head, order, &findings))?;
        let (all, accepted) = (order.payments().count(), findings.accepted());
        self.files.push(FileSummary {
            name,
            msg_id: Some(order.msg_id.clone()),
            outcome: findings.outcome(),
            code: None,
            accepted,
            rejected: all.saturating_sub(accepted),
            report,
        });
        for (batch, findings) in order.batches.iter().zip(findings.batches) {
            self.remember(batch, &findings);
            let accepted = findings.accepted() > 0;
            match accepted.then(|| bookable(order, batch, findings)).flatten() {
                Some(batch) if self.options.warehouse && batch.day > self.day => {
                    self.state.waiting.push(batch);
                }
                Some(batch) => self.book(batch),
                None => {}
            }
        }
        Ok(())
    }

    /// Refuses payments with which nothing is wrong, as told or as drawn.
    fn choose(&self, order: &Order, findings: &mut Findings) {
        let reasons = findings.batches.iter_mut().flat_map(|batch| &mut batch.payments);
        for (payment, reason) in order.payments().zip(reasons) {
            let iban = payment.creditor_iban.as_deref().unwrap_or_default();
            if reason.is_none() {
                *reason = self.choice.reject(&payment.end_to_end_id, iban);
            }
        }
    }

    /// Refuses batches the account cannot bear, in the order of the file.
    fn refuse_without_funds(&self, order: &Order, findings: &mut Findings) {
        let Some(overdraft) = self.options.overdraft else { return };
        let mut left: HashMap<&str, i64> = HashMap::new();
        for (batch, findings) in order.batches.iter().zip(&mut findings.batches) {
            let account = batch.debtor_iban.as_deref().unwrap_or_default();
            let left =
                left.entry(account).or_insert_with(|| self.free(account).saturating_add(overdraft));
            let asked = if findings.accepted() == 0 { 0 } else { accepted_cents(batch, findings) };
            if asked > *left {
                findings.reason = Some(Reason::new("AM04", "the account has not enough money"));
            } else {
                *left = left.saturating_sub(asked);
            }
        }
    }

    /// The balance of an account less what waits to be booked, in cents.
    fn free(&self, account: &str) -> i64 {
        let waiting = self.state.waiting.iter().filter(|batch| batch.account == account);
        let lines = waiting.flat_map(|batch| &batch.lines);
        let accepted = lines.filter(|line| line.refused.is_none());
        let bound: i64 = accepted.map(|line| line.detail.cents).sum();
        self.balance(account).saturating_sub(bound)
    }

    /// References are used up whether or not the payment was accepted.
    fn remember(&mut self, batch: &Batch, findings: &BatchFindings) {
        self.state.batch_ids.insert(batch.id.clone());
        for (payment, reason) in batch.payments.iter().zip(&findings.payments) {
            self.state.instr_ids.extend(payment.instr_id.clone());
            let reason = findings.reason.as_ref().or(reason.as_ref());
            let became = match reason {
                Some(reason) => Payment::Refused { code: reason.code.clone() },
                None => Payment::Waiting,
            };
            self.state.payments.entry(payment.end_to_end_id.clone()).or_insert(became);
        }
    }
}

fn accepted_cents(batch: &Batch, findings: &BatchFindings) -> i64 {
    let payments = batch.payments.iter().zip(&findings.payments);
    let accepted = payments.filter(|(_, reason)| reason.is_none());
    accepted.filter_map(|(payment, _)| check::payment::cents(payment)).sum()
}

/// The batch as it will be booked. `None` cannot come of a batch that passed the checks.
fn bookable(order: &Order, batch: &Batch, findings: BatchFindings) -> Option<Bookable> {
    let lines = batch.payments.iter().zip(findings.payments).filter_map(|(payment, reason)| {
        let refused: Option<Code> = reason.map(|reason| reason.code);
        Some(Line { detail: detail(order, batch, payment)?, refused })
    });
    let day: Date = check::execution_date(batch)?;
    Some(Bookable {
        account: batch.debtor_iban.clone()?,
        msg_id: order.msg_id.clone(),
        batch_id: batch.id.clone(),
        day,
        as_batch: !matches!(batch.booked_together.as_deref(), Some("false" | "0")),
        lines: lines.collect(),
    })
}

/// What the statement will tell of a payment; `None` when its amount cannot be booked.
fn detail(order: &Order, batch: &Batch, payment: &Ordered) -> Option<Detail> {
    Some(Detail {
        msg_id: order.msg_id.clone(),
        batch_id: batch.id.clone(),
        instr_id: payment.instr_id.clone(),
        end_to_end_id: payment.end_to_end_id.clone(),
        cents: check::payment::cents(payment)?,
        name: payment.creditor_name.clone(),
        iban: payment.creditor_iban.clone(),
        remittance: payment.remittance.first().cloned(),
    })
}
