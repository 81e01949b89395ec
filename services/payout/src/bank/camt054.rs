//! Reads camt.054.001.08: a word of the bank in advance. It is kept and never posted, so that the
//! same money is not counted twice (payments:1.8); so only who sent it and how much it says is read.

use super::xml::{Lezer, Step, Waarde};
use super::{Leesfout, required, set_once, xml};

/// The message and its version.
pub const BERICHT: &str = "camt.054.001.08";

/// One camt.054.001.08 message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Melding {
    /// `GrpHdr/MsgId` of the bank.
    pub msg_id: String,
    /// How many entries it tells.
    pub boekingen: usize,
}

#[derive(Default)]
struct Meldinglezer {
    msg_id: Option<String>,
    boekingen: usize,
}

impl Lezer for Meldinglezer {
    const BERICHT: &'static str = BERICHT;
    const WORTEL: &'static str = "BkToCstmrDbtCdtNtfctn";

    fn open(&mut self, path: &str) -> bool {
        let is_entry = path == "/Ntfctn/Ntry";
        self.boekingen = self.boekingen.saturating_add(usize::from(is_entry));
        is_entry
    }

    fn value(&mut self, path: &str, value: Waarde) -> Step {
        if path == "/GrpHdr/MsgId" {
            return set_once(&mut self.msg_id, value.tekst, path);
        }
        Ok(())
    }

    fn close(&mut self, _path: &str) -> Step {
        Ok(())
    }
}

/// Reads a message.
pub fn read(bytes: &[u8]) -> Result<Melding, Leesfout> {
    let mut lezer = Meldinglezer::default();
    xml::read(bytes, &mut lezer)?;
    Ok(Melding { msg_id: required(lezer.msg_id, "/GrpHdr/MsgId")?, boekingen: lezer.boekingen })
}
