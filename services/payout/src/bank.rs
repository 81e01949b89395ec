//! What goes to the bank and what comes back, as bytes and as values; pure.
//!
//! * [`pain001`] — checks a payment order and writes it; same value, same bytes.
//! * [`pain002`] — reads what the bank says of an order.
//! * [`camt053`] — reads what the bank booked.
//! * [`camt054`] — reads that the bank gave a word in advance, which is never posted.
//! * [`text`] — what a bank can read, and how a text is made to fit.
//! * [`calendar`] — the days on which banks settle, and on which people work.
//! * [`reasons`] — what a reason code of the bank means and asks of us.
//!
//! What a status or an entry does to a payment is not decided here.

#![warn(clippy::arithmetic_side_effects)]

use std::sync::LazyLock;

use jiff::tz::TimeZone;

pub mod calendar;
pub mod camt053;
pub mod camt054;
pub mod pain001;
pub mod pain002;
pub mod reasons;
pub mod text;
mod xml;

pub use camt053::{Afschrift, Bankboeking, Detail, Overzicht, Richting, Sluitfout};
pub use pain001::{Batch, Batchsoort, Bestand, Debiteur, Fout, Gekeurd, Opdracht, Voorwaarden};
pub use pain002::{Batchstatus, Reden, Status, Statusbericht, Transactiestatus};
pub use xml::BYTES_MAX;

/// Europe/Amsterdam by the rule that has held since 1996. Written out, because the bytes of a file
/// may not depend on the time zone database of the machine that builds it.
static AMSTERDAM: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("the rule is well-formed")
});

/// One of the messages that a bank sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bankbericht {
    /// pain.002.001.10: what became of an order.
    Status(Statusbericht),
    /// camt.053.001.08: what was booked.
    Afschrift(Afschrift),
    /// camt.054.001.08: a word in advance; never posted.
    Melding(camt054::Melding),
}

/// Reads a message of the bank, whichever of the three it is.
pub fn read(bytes: &[u8]) -> Result<Bankbericht, Leesfout> {
    match xml::bericht(bytes)?.as_str() {
        pain002::BERICHT => pain002::read(bytes).map(Bankbericht::Status),
        camt053::BERICHT => camt053::read(bytes).map(Bankbericht::Afschrift),
        camt054::BERICHT => camt054::read(bytes).map(Bankbericht::Melding),
        _ => Err(Leesfout::AnderBericht {
            verwacht: "pain.002.001.10, camt.053.001.08 of camt.054.001.08",
        }),
    }
}

/// Why bytes from the bank are not a message we can read. Names a place, never what stood there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Leesfout {
    /// Not well-formed XML, or XML we do not take, such as one with a DOCTYPE.
    #[error("geen XML die wij lezen: {0}")]
    GeenXml(&'static str),
    /// More, deeper or longer than any real message.
    #[error("te groot: {0}")]
    TeGroot(&'static str),
    /// Another message, or another version of it.
    #[error("een ander bericht dan {verwacht}")]
    AnderBericht {
        /// The message that was expected.
        verwacht: &'static str,
    },
    /// An element that must be there is missing or holds something else.
    #[error("element {element}: verwacht {verwacht}")]
    Element {
        /// Path of the element below the root of the message.
        element: String,
        /// What was expected.
        verwacht: &'static str,
    },
}

impl Leesfout {
    fn element(element: &str, verwacht: &'static str) -> Self {
        Self::Element { element: element.to_owned(), verwacht }
    }
}

/// Keeps a value that may stand only once.
fn set_once<T>(place: &mut Option<T>, value: T, path: &str) -> Result<(), Leesfout> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(Leesfout::element(path, "één keer een waarde")),
    }
}

/// A value that must have been there.
fn required<T>(value: Option<T>, path: &str) -> Result<T, Leesfout> {
    value.ok_or_else(|| Leesfout::element(path, "een waarde"))
}
