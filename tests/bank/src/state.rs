//! What the bank remembers between runs: one JSON file, replaced as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, ensure};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::booking::{Bookable, Detail};
use crate::reason::Code;

const FORMAT: u32 = 1;

/// Everything the bank knows of its customer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct State {
    format: u32,
    /// The last day on which the bank wrote anything. It never goes back.
    pub(crate) day: Option<Date>,
    /// Messages written so far.
    pub(crate) messages: u64,
    /// Entries booked so far, over all accounts.
    pub(crate) entries: u64,
    pub(crate) accounts: BTreeMap<String, Account>,
    pub(crate) files: Vec<Received>,
    pub(crate) batch_ids: BTreeSet<String>,
    pub(crate) instr_ids: BTreeSet<String>,
    /// Every payment ever ordered, by `EndToEndId`.
    pub(crate) payments: BTreeMap<String, Payment>,
    /// Payments that come back on the next statement: `EndToEndId` and reason.
    pub(crate) returns: Vec<(String, Code)>,
    /// Accepted batches whose execution date has not come.
    pub(crate) waiting: Vec<Bookable>,
    /// Messages that are decided, but may not have reached the outgoing folder yet.
    pub(crate) unpublished: Vec<String>,
}

/// One account of the customer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Account {
    /// In cents.
    pub(crate) balance: i64,
    /// Number of the last statement; none was written when it is 0.
    pub(crate) statement: u64,
    /// Day of the last statement.
    pub(crate) closed: Option<Date>,
}

/// A file the bank has taken up, and every name under which these bytes came in.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Received {
    pub(crate) names: BTreeSet<String>,
    pub(crate) bytes: u64,
    /// The bank's copy. A file that was too large was not copied.
    pub(crate) copy: Option<String>,
    /// Set when the order was valid by its schema.
    pub(crate) msg_id: Option<String>,
}

/// What became of a payment.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Payment {
    Refused { code: Code },
    Waiting,
    Booked { account: String, detail: Detail },
    Returned { code: Code },
}

impl State {
    fn new() -> Self {
        Self {
            format: FORMAT,
            day: None,
            messages: 0,
            entries: 0,
            accounts: BTreeMap::new(),
            files: Vec::new(),
            batch_ids: BTreeSet::new(),
            instr_ids: BTreeSet::new(),
            payments: BTreeMap::new(),
            returns: Vec::new(),
            waiting: Vec::new(),
            unpublished: Vec::new(),
        }
    }

    /// The state of the last run, or that of a new bank when there is none.
    pub(crate) fn load(path: &Path) -> anyhow::Result<Self> {
        if !path.try_exists().context("the state cannot be looked for")? {
            return Ok(Self::new());
        }
        let text = fs::read(path).context("the state cannot be read")?;
        let state: Self = serde_json::from_slice(&text).context("the state is damaged")?;
        ensure!(state.format == FORMAT, "the state has format {}, not {FORMAT}", state.format);
        Ok(state)
    }

    /// Replaces the stored state; a crash leaves the old one or the new one.
    pub(crate) fn save(&self, path: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_vec(self).context("the state cannot be written as JSON")?;
        replace(path, &text)
    }
}

/// Writes a file beside its place and moves it there.
pub(crate) fn replace(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let beside = path.with_extension("part");
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&beside)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}
