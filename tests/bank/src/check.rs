//! What a bank checks and the schema does not see (payments:G1 to G9).

pub(crate) mod payment;

use std::collections::HashSet;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::amount::Amount;
use crate::calendar;
use crate::order::{Batch, Order, Payment};
use crate::reason::Reason;
use crate::state::State;
use crate::summary::Outcome;
use crate::text;

/// The most payments in one file.
const PAYMENTS_MAX: usize = 10_000;
/// A file with one payment falls under the check of the payee's name, which a bulk file does not.
const PAYMENTS_MIN: usize = 2;
const DAYS_AHEAD_MAX: i64 = 364;

/// What was found in an order: a reason against it as a whole, or reasons further down.
#[derive(Debug)]
pub(crate) struct Findings {
    pub(crate) group: Option<Reason>,
    pub(crate) batches: Vec<BatchFindings>,
}

/// What was found in a batch. `payments` has one place for each payment, in order.
#[derive(Debug)]
pub(crate) struct BatchFindings {
    pub(crate) reason: Option<Reason>,
    pub(crate) payments: Vec<Option<Reason>>,
}

impl Findings {
    /// How many payments are accepted.
    pub(crate) fn accepted(&self) -> usize {
        self.batches.iter().map(BatchFindings::accepted).sum()
    }

    /// What that makes of the order.
    pub(crate) fn outcome(&self) -> Outcome {
        let all = self.batches.iter().map(|batch| batch.payments.len()).sum();
        Outcome::of(all, self.accepted())
    }
}

impl BatchFindings {
    /// How many payments are accepted: none when something is wrong with the batch.
    pub(crate) fn accepted(&self) -> usize {
        let accepted = self.payments.iter().filter(|reason| reason.is_none()).count();
        if self.reason.is_some() { 0 } else { accepted }
    }

    /// What that makes of the batch.
    pub(crate) fn outcome(&self) -> Outcome {
        Outcome::of(self.payments.len(), self.accepted())
    }
}

/// Checks an order that is valid by its schema, against what the bank knows on this day.
pub(crate) fn check(order: &Order, state: &State, day: Date) -> Findings {
    if let Some(reason) = group(order) {
        return Findings { group: Some(reason), batches: Vec::new() };
    }
    let mut seen = Seen::default();
    let batches = order
        .batches
        .iter()
        .map(|found| BatchFindings {
            reason: batch(found, state, &mut seen, day),
            payments: (found.payments.iter())
                .map(|found| payment::check(found, state, &mut seen))
                .collect(),
        })
        .collect();
    Findings { group: None, batches }
}

/// References met earlier in the same file.
#[derive(Default)]
struct Seen<'a> {
    batches: HashSet<&'a str>,
    instr_ids: HashSet<&'a str>,
    end_to_end_ids: HashSet<&'a str>,
}

fn group(order: &Order) -> Option<Reason> {
    if !text::is_reference(&order.msg_id) {
        return Some(Reason::new("FF01", "MsgId breaks the rules for references"));
    }
    if let Some(reason) = strange(&order.strange) {
        return Some(reason);
    }
    let count = order.payments().count();
    if order.count.parse() != Ok(count) {
        return Some(Reason::new("AM18", format!("GrpHdr NbOfTxs differs: {count} counted")));
    }
    if !sum_agrees(order.sum.as_deref(), order.payments()) {
        return Some(Reason::new("AM10", "GrpHdr CtrlSum differs from the sum of the amounts"));
    }
    if count < PAYMENTS_MIN {
        return Some(Reason::new("AG02", "a file with one payment is not a bulk file"));
    }
    (count > PAYMENTS_MAX)
        .then(|| Reason::new("AM18", format!("more than {PAYMENTS_MAX} payments in one file")))
}

fn batch<'a>(batch: &'a Batch, state: &State, seen: &mut Seen<'a>, day: Date) -> Option<Reason> {
    if !text::is_reference(&batch.id) {
        return Some(Reason::new("FF01", "PmtInfId breaks the rules for references"));
    }
    if !seen.batches.insert(&batch.id) || state.batch_ids.contains(&batch.id) {
        return Some(Reason::new("AM05", "PmtInfId was used before"));
    }
    strange(&batch.strange)
        .or_else(|| totals(batch))
        .or_else(|| instruments(batch))
        .or_else(|| debtor(batch, state))
        .or_else(|| execution(batch, day))
}

fn totals(batch: &Batch) -> Option<Reason> {
    let count = batch.payments.len();
    if batch.count.as_ref().is_some_and(|stated| stated.parse() != Ok(count)) {
        return Some(Reason::new("AM18", format!("PmtInf NbOfTxs differs: {count} counted")));
    }
    (!sum_agrees(batch.sum.as_deref(), &batch.payments))
        .then(|| Reason::new("AM10", "PmtInf CtrlSum differs from the sum of the amounts"))
}

fn instruments(batch: &Batch) -> Option<Reason> {
    let wrong = if batch.method != "TRF" {
        "PmtMtd is not TRF"
    } else if batch.service_levels != ["SEPA"] {
        "SvcLvl is not SEPA once"
    } else if batch.charges.as_ref().is_some_and(|charges| charges != "SLEV") {
        "ChrgBr is not SLEV"
    } else if batch.debtor_currency.as_ref().is_some_and(|currency| currency != "EUR") {
        "the debtor's account is not held in EUR"
    } else {
        return None;
    };
    Some(Reason::new("AG02", wrong))
}

fn debtor(batch: &Batch, state: &State) -> Option<Reason> {
    let own = |iban: &String| state.accounts.contains_key(iban);
    if !batch.debtor_iban.as_ref().is_some_and(own) {
        return Some(Reason::new("AC02", "the debtor's account is not one of the customer"));
    }
    if batch.debtor_bic.as_ref().is_some_and(|bic| not_provided(bic)) {
        return Some(Reason::new("RC01", "the BIC of the debtor's bank is no BIC"));
    }
    (!name_fits(batch.debtor_name.as_deref()))
        .then(|| Reason::new("BE01", "the debtor's name is missing or longer than 70"))
}

fn execution(batch: &Batch, day: Date) -> Option<Reason> {
    let Some(asked) = execution_date(batch) else {
        return Some(Reason::new("DT01", "ReqdExctnDt holds no plain date"));
    };
    let wrong = if asked < day {
        "ReqdExctnDt has passed"
    } else if asked > day.saturating_add(DAYS_AHEAD_MAX.days()) {
        "ReqdExctnDt is more than 364 days ahead"
    } else if !calendar::is_target_day(asked) {
        "ReqdExctnDt is not a TARGET day"
    } else {
        return None;
    };
    Some(Reason::new("DT01", wrong))
}

/// The day the customer asked for, when it is written as a date and nothing else.
pub(crate) fn execution_date(batch: &Batch) -> Option<Date> {
    let text = batch.execution.as_deref()?;
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}

fn strange(elements: &[String]) -> Option<Reason> {
    let first = elements.first()?;
    Some(Reason::new("FF01", format!("{first} has characters outside the SEPA set")))
}

fn sum_agrees<'a>(stated: Option<&str>, payments: impl IntoIterator<Item = &'a Payment>) -> bool {
    let Some(stated) = stated else { return true };
    let amounts = payments.into_iter().filter_map(|payment| payment.amount.as_deref());
    let sum: i128 = amounts.filter_map(Amount::parse).map(Amount::parts).sum();
    Amount::parse(stated).is_some_and(|stated| stated.parts() == sum)
}

fn name_fits(name: Option<&str>) -> bool {
    name.is_some_and(|name| (1..=70).contains(&name.len()))
}

/// `NOTPROVIDED` has the form of a BIC but is none.
fn not_provided(bic: &str) -> bool {
    bic == "NOTPROVIDED"
}
