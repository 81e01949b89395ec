//! The bank at work: the state of the last run, and what this run adds to it.
//!
//! Nothing leaves before it is remembered: messages are written beside the state first, then the
//! state with the list of them, then they are moved to the outgoing folder. The next run moves
//! what a killed run did not.

pub(crate) mod intake;
mod orders;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::booking::{self, Bookable, Content, Movement, Side};
use crate::calendar;
use crate::choice::Choice;
use crate::options::Options;
use crate::reason::Code;
use crate::report::Head;
use crate::schema::{self, Schema};
use crate::state::{self, Account, Payment, State};
use crate::statement::{Entry, Statement};
use crate::summary::{FileSummary, StatementSummary, Summary};

/// One run in progress.
pub(crate) struct Session<'a> {
    options: &'a Options,
    choice: Choice<'a>,
    state: State,
    /// The bank's day when the run began.
    day: Date,
    /// Movements of this run by account.
    entries: BTreeMap<String, Vec<Entry>>,
    files: Vec<FileSummary>,
    statements: Vec<StatementSummary>,
    returned: usize,
    written: Vec<String>,
}

impl<'a> Session<'a> {
    /// Goes on where the last run ended.
    pub(crate) fn open(options: &'a Options) -> anyhow::Result<Self> {
        let today = options.date.map_or_else(calendar::today, Ok)?;
        let mut state = State::load(&state_file(options))?;
        publish(options, &state.unpublished)?;
        state.unpublished.clear();
        for iban in &options.accounts {
            state.accounts.entry(iban.clone()).or_insert_with(|| Account {
                balance: options.opening_balance,
                statement: 0,
                closed: None,
            });
        }
        for folder in [outbox(options), archive(options), intake::copies(options)] {
            fs::create_dir_all(&folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        Ok(Self {
            options,
            choice: Choice::new(options),
            day: state.day.map_or(today, |day| day.max(today)),
            state,
            entries: BTreeMap::new(),
            files: Vec::new(),
            statements: Vec::new(),
            returned: 0,
            written: Vec::new(),
        })
    }

    /// Books the money that comes in from outside.
    pub(crate) fn credit_advances(&mut self) {
        let Some(account) = self.options.accounts.first() else { return };
        for advance in &self.options.credits {
            let content = Content::Advance(advance.reference.clone());
            let (side, cents, day) = (Side::Credit, advance.cents, self.day);
            self.enter(account, Movement { side, cents, day, content });
        }
    }

    /// Books the returns the last run left, and those asked for now of payments booked before.
    pub(crate) fn give_back(&mut self) -> anyhow::Result<()> {
        let mut due = std::mem::take(&mut self.state.returns);
        for forced in &self.options.give_back {
            let booked =
                matches!(self.state.payments.get(&forced.key), Some(Payment::Booked { .. }));
            if booked && due.iter().all(|(id, _)| *id != forced.key) {
                due.push((forced.key.clone(), forced.code.clone()));
            }
        }
        for (id, code) in due {
            let payment = self.state.payments.get_mut(&id).context("a return of no payment")?;
            let returned = Payment::Returned { code: code.clone() };
            let before = std::mem::replace(payment, returned);
            let Payment::Booked { account, detail } = before else {
                anyhow::bail!("a return of a payment that was not booked: {id}");
            };
            let (side, cents, day) = (Side::Credit, detail.cents, self.day);
            let content = Content::Returned { detail, code };
            self.enter(&account, Movement { side, cents, day, content });
            self.returned = self.returned.saturating_add(1);
        }
        Ok(())
    }

    /// Books the batches whose execution date has come.
    pub(crate) fn book_waiting(&mut self) {
        let day = self.day;
        let waiting = std::mem::take(&mut self.state.waiting);
        let (due, waiting) = waiting.into_iter().partition(|batch| batch.day <= day);
        self.state.waiting = waiting;
        let due: Vec<Bookable> = due;
        for batch in due {
            self.book(batch);
        }
    }

    /// Books a batch, and chooses what of it will come back with the next run.
    fn book(&mut self, batch: Bookable) {
        let batch = Bookable { day: batch.day.max(self.day), ..batch };
        for line in batch.lines.iter().filter(|line| line.refused.is_none()) {
            let detail = &line.detail;
            let id = &detail.end_to_end_id;
            let booked = Payment::Booked { account: batch.account.clone(), detail: detail.clone() };
            self.state.payments.insert(id.clone(), booked);
            let code: Option<Code> =
                self.choice.give_back(id, detail.iban.as_deref().unwrap_or_default());
            self.state.returns.extend(code.map(|code| (id.clone(), code)));
        }
        let account = batch.account.clone();
        for movement in booking::book(batch, self.options.booking) {
            self.enter(&account, movement);
        }
    }

    fn enter(&mut self, account: &str, movement: Movement) {
        self.state.entries = self.state.entries.saturating_add(1);
        let (day, number) = (movement.day.strftime("%Y%m%d"), self.state.entries);
        let reference = format!("BANK{day}{number:010}");
        self.entries.entry(account.to_owned()).or_default().push(Entry { reference, movement });
    }

    /// Balance of an account with the movements of this run, in cents.
    fn balance(&self, account: &str) -> i64 {
        let before = self.state.accounts.get(account).map_or(0, |account| account.balance);
        let entries = self.entries.get(account).into_iter().flatten();
        entries.fold(before, |sum, Entry { reference: _, movement }| {
            sum.saturating_add(movement.side.signed(movement.cents))
        })
    }

    /// Writes one statement for each account with movements.
    pub(crate) fn write_statements(&mut self) -> anyhow::Result<()> {
        for (iban, entries) in std::mem::take(&mut self.entries) {
            let account = self.state.accounts.get(&iban).context("entries of no account")?;
            let last = entries.iter().map(|entry| entry.movement.day).max();
            let closed = last.map_or(self.day, |last| last.max(self.day));
            let statement = Statement {
                account: &iban,
                sequence: account.statement.saturating_add(1),
                opened: account.closed.unwrap_or(closed),
                closed,
                opening: account.balance,
                entries: &entries,
                bare: self.options.lose_references,
            };
            let closing = statement.closing();
            let (sequence, opening) = (statement.sequence, statement.opening);
            let head = self.head(closed)?;
            let text = statement.write(&head);
            let file = self.write(Schema::Camt053, &text)?;
            let kept = archive(self.options).join(format!("{iban}-{sequence}.xml"));
            state::replace(&kept, text.as_bytes())?;
            self.statements.push(StatementSummary {
                file,
                sequence,
                opening_balance: opening,
                closing_balance: closing,
                entries: entries.len(),
            });
            let account = Account { balance: closing, statement: sequence, closed: Some(closed) };
            self.state.accounts.insert(iban.clone(), account);
            self.state.day = self.state.day.max(Some(closed));
            self.entries.insert(iban, entries);
        }
        Ok(())
    }

    /// Delivers a statement of before once more, as a copy under a new reference.
    pub(crate) fn deliver_again(&mut self) -> anyhow::Result<()> {
        let (Some(sequence), Some(account)) =
            (self.options.deliver_again, self.options.accounts.first())
        else {
            return Ok(());
        };
        let kept = archive(self.options).join(format!("{account}-{sequence}.xml"));
        let text = fs::read_to_string(&kept).context("that statement was never written")?;
        let Head { id, created: _ } = self.head(self.day)?;
        let (before, rest) = text.split_once("<MsgId>").context("a statement has a MsgId")?;
        let (_, after) = rest.split_once("</MsgId>").context("a statement has a MsgId")?;
        let copy = format!("{before}<MsgId>{id}</MsgId>{after}");
        let copy = copy.replacen("<Acct>", "<CpyDplctInd>DUPL</CpyDplctInd><Acct>", 1);
        self.write(Schema::Camt053, &copy)?;
        Ok(())
    }

    /// The identity of the next message. Later messages have later moments.
    fn head(&mut self, day: Date) -> anyhow::Result<Head> {
        self.state.messages = self.state.messages.saturating_add(1);
        let number = self.state.messages;
        let evening = day.at(18, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp();
        let seconds = SignedDuration::from_secs(i64::try_from(number)?);
        let created: Timestamp = evening.checked_add(seconds)?;
        let id = format!("BANK-{}-{number:06}", day.strftime("%Y%m%d"));
        Ok(Head { id, created: created.to_string() })
    }

    /// Keeps a message until the state is saved. It must be valid by its own schema.
    fn write(&mut self, schema: Schema, text: &str) -> anyhow::Result<String> {
        let kind: String = schema.message().chars().take("camt.053".len()).collect();
        let name = format!("{:06}-{kind}.xml", self.state.messages);
        let path = outbox(self.options).join(&name);
        state::replace(&path, text.as_bytes())?;
        schema::validate(schema, &path).context("the bank's own message")?;
        self.written.push(name.clone());
        Ok(name)
    }

    /// Remembers what was decided, then lets it out.
    pub(crate) fn close(mut self) -> anyhow::Result<Summary> {
        self.state.day = self.state.day.max(Some(self.day));
        self.state.unpublished.clone_from(&self.written);
        self.state.save(&state_file(self.options))?;
        publish(self.options, &self.written)?;
        let summary = self.summary();
        let moved = summary.credits.checked_sub(summary.debits);
        let before = self.statements.iter().map(|statement| statement.opening_balance);
        let after = self.statements.iter().map(|statement| statement.closing_balance);
        ensure!(moved == after.sum::<i64>().checked_sub(before.sum()), "the books do not close");
        Ok(summary)
    }

    fn summary(&self) -> Summary {
        let options = self.options;
        let sum = |side| {
            let movements = self.entries.values().flatten().map(|entry| &entry.movement);
            movements.filter(|movement| movement.side == side).map(|movement| movement.cents).sum()
        };
        let asked = options.reject.iter().chain(&options.give_back).map(|forced| &forced.key);
        let unmatched = asked.filter(|id| !self.state.payments.contains_key(*id)).cloned();
        Summary {
            day: self.state.day.unwrap_or(self.day),
            accepted: self.files.iter().map(|file| file.accepted).sum(),
            rejected: self.files.iter().map(|file| file.rejected).sum(),
            returned: self.returned,
            debits: sum(Side::Debit),
            credits: sum(Side::Credit),
            closing_balance: self.state.accounts.values().map(|account| account.balance).sum(),
            waiting: self.state.waiting.len(),
            unmatched: unmatched.collect(),
            files: self.files.clone(),
            statements: self.statements.clone(),
            written: self.written.clone(),
        }
    }
}

fn state_file(options: &Options) -> PathBuf {
    options.state.join("state.json")
}

/// Where messages wait until the state that names them is saved.
fn outbox(options: &Options) -> PathBuf {
    options.state.join("sent")
}

/// Where the bank keeps its statements.
fn archive(options: &Options) -> PathBuf {
    options.state.join("statements")
}

/// Moves messages to the outgoing folder. Those no longer in the outbox have been moved before, and
/// the customer may already have taken them away.
fn publish(options: &Options, names: &[String]) -> anyhow::Result<()> {
    for name in names {
        let waiting = outbox(options).join(name);
        let failed = || format!("{} cannot be moved out", waiting.display());
        if waiting.try_exists().with_context(failed)? {
            let content = fs::read(&waiting).with_context(failed)?;
            state::replace(&options.outgoing.join(name), &content)?;
            fs::remove_file(&waiting).with_context(failed)?;
        }
    }
    Ok(())
}
