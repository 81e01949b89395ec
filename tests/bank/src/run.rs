//! One run, from the folder of orders to the folder of answers.

use std::fs::{self, File, TryLockError};

use anyhow::{Context as _, bail};

use crate::options::Options;
use crate::schema;
use crate::session::{Session, intake};
use crate::summary::Summary;

/// Takes up new orders, answers them and writes the statements.
///
/// Fails, with nothing decided, when the options contradict themselves, `xmllint` is missing, the
/// state is damaged, or another run works with the same state. A faulty order is no failure: it
/// is answered.
pub fn run(options: &Options) -> anyhow::Result<Summary> {
    options.check()?;
    schema::require()?;
    for folder in [&options.state, &options.outgoing] {
        fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    let lock = File::create(options.state.join("lock")).context("the state cannot be locked")?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => bail!("another run works with this state"),
        Err(TryLockError::Error(error)) => return Err(error).context("the state cannot be locked"),
    }
    let orders = intake::orders(&options.incoming)?;
    let mut session = Session::open(options)?;
    session.credit_advances();
    session.give_back()?;
    session.book_waiting();
    for (name, path) in orders {
        session.take(name, &path)?;
    }
    session.write_statements()?;
    session.deliver_again()?;
    session.close()
}
