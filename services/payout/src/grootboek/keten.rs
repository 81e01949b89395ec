//! Every entry hangs on the one before it in its chain (payments:I12); pure.
//!
//! There are 64 chains. A transaction hangs its entries on a chain that nobody else is writing to,
//! so that writers never wait for a hash; which chain it is says nothing. The hash of an entry is
//! SHA-256 over the hash before it and the text of the entry, which the database makes in the same
//! words (`journaalpost_tekst`): who changes, removes or inserts an entry breaks its chain, and who
//! recomputes a chain breaks the seal of the day.

#![warn(clippy::arithmetic_side_effects)]

use std::fmt::Write;

use aws_lc_rs::digest;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Post, Regel, Zijde};

/// The end of a chain, held under lock while entries are hung on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kop {
    /// Which chain.
    pub keten: i16,
    /// The number of its last entry.
    pub laatste: i64,
    /// The hash over everything up to and including it.
    pub hash: Vec<u8>,
}

impl Kop {
    /// Hangs an entry on the chain: its number and hash are the new end.
    pub fn hang(&mut self, tekst: &str) {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(&self.hash);
        context.update(tekst.as_bytes());
        self.hash = context.finish().as_ref().to_vec();
        self.laatste = self.laatste.saturating_add(1);
    }
}

/// The text of an entry that counts for this day and was booked at this moment (whole
/// microseconds, as the database keeps them).
pub fn tekst(id: Uuid, post: &Post, ingangsdatum: Date, geboekt_op: Timestamp) -> String {
    let Post { soort, bron, verstrekker, verband, ingangsdatum: _, regels } = post;
    let mut text = format!(
        "{id}|{}|{}|{}|{}|{verstrekker}|{verband}|{ingangsdatum}|{}",
        soort.code(),
        bron.soort,
        bron.id,
        bron.versie,
        geboekt_op.as_microsecond()
    );
    for (Regel { rekening, zijde, bedrag }, nr) in regels.as_slice().iter().zip(1_i16..) {
        let (debet, credit) = match zijde {
            Zijde::Debet => (bedrag.cents(), 0),
            Zijde::Credit => (0, bedrag.cents()),
        };
        let wet = rekening.wet.map_or("", kernel::Wet::code);
        // Writing to a text cannot fail.
        let _written = write!(
            text,
            "\n{nr}|{}|{}|{}|{wet}|{}|{}|{}|{debet}|{credit}",
            rekening.soort.code(),
            rekening.verstrekker,
            rekening.dimensie,
            rekening.jaar,
            rekening.maand,
            rekening.verstrekker,
        );
    }
    text
}

/// A hash as people compare it.
pub fn hex(hash: &[u8]) -> String {
    hash.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}
