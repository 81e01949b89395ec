//! What one run of the bank is told.

use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context as _, bail, ensure};
use jiff::civil::Date;

use crate::reason::Code;
use crate::text;

/// The folders, the customer's accounts, and what to refuse or return.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Folder with payment orders: every `*.xml` in it is taken up once.
    #[arg(long = "in", value_name = "DIR")]
    pub incoming: PathBuf,

    /// Folder for status reports and statements. Names begin with a sequence number.
    #[arg(long = "out", value_name = "DIR")]
    pub outgoing: PathBuf,

    /// Folder for what the bank remembers between runs.
    #[arg(long, value_name = "DIR")]
    pub state: PathBuf,

    /// Decides, with the `EndToEndId`, which payments are refused or returned.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub seed: u64,

    /// Payments in a thousand refused before settlement, chosen by the seed.
    #[arg(long, default_value_t = 0, value_name = "PER_MILLE",
          value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub rejects: u32,

    /// Payments in a thousand returned on the statement after the one that booked them.
    #[arg(long, default_value_t = 0, value_name = "PER_MILLE",
          value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub returns: u32,

    /// How a batch with refused payments is booked.
    #[arg(long, value_enum, default_value_t = Booking::Gross)]
    pub booking: Booking,

    /// Balance in cents of an account the bank sees for the first time.
    #[arg(long, default_value_t = 0, value_name = "CENTS", allow_negative_numbers = true)]
    pub opening_balance: i64,

    /// How far below zero an account may go, in cents. Without it there is no limit.
    #[arg(long, value_name = "CENTS")]
    pub overdraft: Option<i64>,

    /// IBAN of the customer; may be given more than once. Advances go to the first.
    #[arg(long = "account", value_name = "IBAN", default_value = "NL91ABNA0417164300")]
    pub accounts: Vec<String>,

    /// The day it is at the bank; today without it. A bank's day never goes back.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,

    /// Book a batch in the run of its execution date, not at once.
    #[arg(long)]
    pub warehouse: bool,

    /// Refuse this payment; may be given more than once.
    #[arg(long = "reject", value_name = "E2E=CODE")]
    pub reject: Vec<Forced>,

    /// Return this payment, also when an earlier run booked it; may be given more than once.
    #[arg(long = "return", value_name = "E2E=CODE")]
    pub give_back: Vec<Forced>,

    /// Refuse every payment to this account; may be given more than once.
    #[arg(long, value_name = "IBAN=CODE")]
    pub reject_iban: Vec<Forced>,

    /// Return every payment to this account; may be given more than once.
    #[arg(long, value_name = "IBAN=CODE")]
    pub return_iban: Vec<Forced>,

    /// Deliver this statement of the first account once more, as a copy; by its number.
    #[arg(long, value_name = "N")]
    pub deliver_again: Option<u64>,

    /// Leave the bank's own references out of statements, and those of payments in a batch.
    #[arg(long)]
    pub lose_references: bool,

    /// Money that comes in, such as an advance of a verstrekker; may be given more than once.
    #[arg(long = "credit", value_name = "CENTS:REFERENCE")]
    pub credits: Vec<Advance>,
}

impl Options {
    /// Options with the same defaults as the command line.
    pub fn new(
        incoming: impl Into<PathBuf>,
        outgoing: impl Into<PathBuf>,
        state: impl Into<PathBuf>,
    ) -> Self {
        Self {
            incoming: incoming.into(),
            outgoing: outgoing.into(),
            state: state.into(),
            seed: 0,
            rejects: 0,
            returns: 0,
            booking: Booking::Gross,
            opening_balance: 0,
            overdraft: None,
            accounts: vec!["NL91ABNA0417164300".to_owned()],
            date: None,
            warehouse: false,
            reject: Vec::new(),
            give_back: Vec::new(),
            reject_iban: Vec::new(),
            return_iban: Vec::new(),
            deliver_again: None,
            lose_references: false,
            credits: Vec::new(),
        }
    }

    /// Refuses options that contradict themselves, before anything is read or written.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        ensure!(self.rejects <= 1000 && self.returns <= 1000, "per mille goes from 0 to 1000");
        ensure!(!self.accounts.is_empty(), "a customer has at least one account");
        for account in &self.accounts {
            let whole = account.parse::<iban::Iban>().is_ok() && !account.contains(' ');
            ensure!(whole, "an account given with --account is no valid IBAN");
        }
        ensure!(self.overdraft.is_none_or(|cents| cents >= 0), "an overdraft is not negative");
        let folders = [&self.incoming, &self.outgoing, &self.state];
        for (place, folder) in folders.into_iter().enumerate() {
            let again = folders.into_iter().skip(place.saturating_add(1)).any(|f| f == folder);
            ensure!(!again, "--in, --out and --state must be three folders");
        }
        Ok(())
    }
}

/// The two ways of Dutch banks to book a batch of which some payments are refused. Both close to
/// the cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Booking {
    /// Debit the whole batch and credit every refused payment back as an entry of its own.
    Gross,
    /// Debit the batch less its refused payments.
    Net,
}

/// A decision made beforehand: about whom, and with which reason code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forced {
    /// An `EndToEndId` or an IBAN.
    pub key: String,
    /// The reason the bank will give.
    pub code: Code,
}

impl FromStr for Forced {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, code) = text.rsplit_once('=').context("write it as KEY=CODE")?;
        ensure!(!key.is_empty(), "write it as KEY=CODE");
        Ok(Self { key: key.to_owned(), code: code.parse()? })
    }
}

/// An incoming credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    /// The amount in cents, above zero.
    pub cents: i64,
    /// The remittance text: at most 140 SEPA characters.
    pub reference: String,
}

impl FromStr for Advance {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (cents, reference) = text.split_once(':').context("write it as CENTS:REFERENCE")?;
        let cents = cents.parse().context("the amount is a number of cents")?;
        ensure!((1..=99_999_999_999).contains(&cents), "an advance is 1 to 99999999999 cents");
        if !(1..=140).contains(&reference.len()) || !text::is_sepa(reference) {
            bail!("the reference has 1 to 140 characters of the SEPA set");
        }
        Ok(Self { cents, reference: reference.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_and_advances_read_from_the_command_line() {
        let forced: Forced = "PGB000000000000001=AC04".parse().unwrap();
        assert_eq!((forced.key.as_str(), forced.code.as_str()), ("PGB000000000000001", "AC04"));
        let advance: Advance = "10000000:voorschot 2026: deel 1".parse().unwrap();
        assert_eq!(
            (advance.cents, advance.reference.as_str()),
            (10_000_000, "voorschot 2026: deel 1")
        );
        for bad in ["PGB1", "=AC04", "PGB1=ac04", "PGB1=AC045", "PGB1="] {
            assert!(bad.parse::<Forced>().is_err(), "{bad}");
        }
        for bad in ["100", "0:x", "-5:x", "5:", "x:y", "5:&"] {
            assert!(bad.parse::<Advance>().is_err(), "{bad}");
        }
    }

    #[test]
    fn options_that_contradict_themselves_are_refused() {
        let good = Options::new("in", "out", "state");
        assert!(good.check().is_ok());
        let same = Options { outgoing: "in".into(), ..good.clone() };
        let iban = Options { accounts: vec!["NL92ABNA0417164300".into()], ..good.clone() };
        let rate = Options { rejects: 1001, ..good.clone() };
        let none = Options { accounts: Vec::new(), ..good.clone() };
        let below = Options { overdraft: Some(-1), ..good };
        for bad in [same, iban, rate, none, below] {
            assert!(bad.check().is_err(), "{bad:?}");
        }
    }
}
