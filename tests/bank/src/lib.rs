//! A bank that knows only files: it reads payment orders (pain.001.001.09) from one folder and
//! writes its answers (pain.002.001.10) and account statements (camt.053.001.08) into another.
//!
//! It shares no code with the services it tests, so that an error in their reading or writing of
//! these messages cannot hide in both places. What one run does:
//!
//! 1. takes up every file it has not handled (`order`, `schema`), checks what a bank checks
//!    (`check`, payments:G1 to G9) and chooses what to refuse (`choice`);
//! 2. writes one status report per file (`report`);
//! 3. books advances, returns of earlier payments and the accepted batches (`booking`);
//! 4. writes one statement per account with movements (`statement`), chained to the one before;
//! 5. keeps what it must remember in one JSON file (`state`).
//!
//! The same options, input and state give the same bytes. A run that is killed is finished, or
//! done again with the same result, by the next one. `serve` is the channel over which files come in,
//! with what may go wrong on the way. What is *not* here: instant payments, other currencies,
//! recalls, intraday reports (camt.052, camt.054), and any network beyond this machine.

mod amount;
mod booking;
mod calendar;
mod check;
mod choice;
mod options;
mod order;
mod reason;
mod report;
mod run;
mod schema;
mod serve;
mod session;
mod state;
mod statement;
mod summary;
mod text;
mod xml;

pub use options::{Advance, Booking, Forced, Options};
pub use reason::Code;
pub use run::run;
pub use schema::{Schema, validate};
pub use serve::{Fault, Server};
pub use summary::{FileSummary, Outcome, StatementSummary, Summary};
