//! What one run did, for people and for machines.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

/// The result of one run. Amounts are cents; no names and no accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The bank's day at the end of the run.
    pub day: Date,
    /// The orders taken up, in the order of their names.
    pub files: Vec<FileSummary>,
    /// Payments accepted.
    pub accepted: usize,
    /// Payments refused.
    pub rejected: usize,
    /// Payments that came back.
    pub returned: usize,
    /// Sum of the debit entries.
    pub debits: i64,
    /// Sum of the credit entries.
    pub credits: i64,
    /// Balance of all accounts together.
    pub closing_balance: i64,
    /// The statements written.
    pub statements: Vec<StatementSummary>,
    /// Batches that wait for their execution date.
    pub waiting: usize,
    /// `EndToEndId`s of decisions asked for that fit no payment the bank knows.
    pub unmatched: Vec<String>,
    /// Names of the files in the outgoing folder that this run wrote.
    pub written: Vec<String>,
}

/// What became of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileSummary {
    /// Its name in the incoming folder.
    pub name: String,
    /// Its reference, when it could be read.
    pub msg_id: Option<String>,
    /// What the bank decided.
    pub outcome: Outcome,
    /// The reason code when the file as a whole was not taken up.
    pub code: Option<String>,
    /// Payments accepted.
    pub accepted: usize,
    /// Payments refused.
    pub rejected: usize,
    /// The status report.
    pub report: String,
}

/// What the bank decided about a file, or about a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// All payments accepted.
    Accepted,
    /// Some payments accepted.
    Partly,
    /// No payment accepted.
    Rejected,
    /// The same bytes came before; nothing was done.
    Duplicate,
}

impl Outcome {
    /// Of so many payments, so many were accepted.
    pub(crate) const fn of(all: usize, accepted: usize) -> Self {
        match accepted {
            0 => Self::Rejected,
            _ if accepted == all => Self::Accepted,
            _ => Self::Partly,
        }
    }

    /// The status in the report.
    pub(crate) const fn status(self) -> &'static str {
        match self {
            Self::Accepted => "ACSP",
            Self::Partly => "PART",
            Self::Rejected => "RJCT",
            Self::Duplicate => "RCVD",
        }
    }
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementSummary {
    /// Its file.
    pub file: String,
    /// Its number for this account: one more than the last.
    pub sequence: u64,
    /// Balance before.
    pub opening_balance: i64,
    /// Balance after.
    pub closing_balance: i64,
    /// How many entries it has.
    pub entries: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bank day {}", self.day)?;
        for file in &self.files {
            let FileSummary { name, msg_id: _, outcome, code, accepted, rejected, report } = file;
            let (status, code) = (outcome.status(), code.as_deref().unwrap_or_default());
            writeln!(
                f,
                "  {name}: {status} {code} {accepted} accepted, {rejected} rejected, {report}"
            )?;
        }
        for statement in &self.statements {
            let StatementSummary { file, sequence, opening_balance, closing_balance, entries } =
                statement;
            writeln!(
                f,
                "  statement {sequence}: {entries} entries, {opening_balance} to {closing_balance} cents, {file}"
            )?;
        }
        let Self { accepted, rejected, returned, debits, credits, closing_balance, .. } = self;
        writeln!(f, "  {accepted} accepted, {rejected} rejected, {returned} returned")?;
        writeln!(f, "  cents: {debits} out, {credits} in, {closing_balance} left")
    }
}
