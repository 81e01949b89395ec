//! Messages of the bank are read once, one at a time, each in one transaction.

mod statement;
mod status;

use aws_lc_rs::digest;
use diesel_async::AsyncPgConnection;
use kernel::Euro;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::Pogingstand;
use super::store::{self, Bericht};
use crate::bank::{self, Bankbericht, Leesfout};
use crate::betaling::store::pogingen::Poging;

/// What came of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verwerkt {
    /// `pain.002` or `camt.053`.
    pub soort: &'static str,
    /// Whether exactly this message was read before.
    pub herhaling: bool,
    /// Statuses or entries that did something.
    pub nieuw: i64,
    /// Statuses or entries that were known already.
    pub al_bekend: i64,
}

/// Why a message is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not a message we know.
    #[error("{0}")]
    Onleesbaar(Leesfout),
    /// The bank used one message id for two messages.
    #[error("de bank gebruikte dit bericht-id eerder voor een andere inhoud")]
    AndereInhoud,
    /// It is about a file we never built, or never sent.
    #[error("het bericht gaat over een bestand dat wij niet hebben verzonden")]
    OnbekendBestand,
    /// It is about an account that is not ours.
    #[error("het afschrift is van een rekening die niet van ons is")]
    OnbekendeRekening,
    /// The balances do not add up.
    #[error("het afschrift sluit niet: beginsaldo en boekingen geven niet het eindsaldo")]
    SluitNiet,
    /// It does not follow the statement before it.
    #[error("het beginsaldo {begin} is niet het vorige eindsaldo {vorige}")]
    SluitNietAan {
        /// Opening balance.
        begin: Euro,
        /// Closing balance of the statement before.
        vorige: Euro,
    },
}

/// Reads and applies a message. The same bytes again give the first answer.
pub async fn receive(
    conn: &mut AsyncPgConnection,
    context: &Context,
    inhoud: &[u8],
) -> Result<Verwerkt, Failure<Refusal>> {
    let bericht = bank::read(inhoud).map_err(|fout| Failure::Refused(Refusal::Onleesbaar(fout)))?;
    store::queue_up(conn).await?;
    let (soort, msg_id) = match &bericht {
        Bankbericht::Status(status) => ("pain.002", status.msg_id.clone()),
        Bankbericht::Afschrift(afschrift) => ("camt.053", afschrift.msg_id.clone()),
    };
    let hash = digest::digest(&digest::SHA256, inhoud);
    if let Some(known) = store::find(conn, soort, &msg_id).await? {
        if known.sha256 != hash.as_ref() {
            return Err(Failure::Refused(Refusal::AndereInhoud));
        }
        let al_bekend = known.nieuw.saturating_add(known.al_bekend);
        return Ok(Verwerkt { soort, herhaling: true, nieuw: 0, al_bekend });
    }
    let id = platform::id::new_uuid();
    let row = Bericht { id, soort, msg_id: &msg_id, inhoud, sha256: hash.as_ref() };
    let (nieuw, al_bekend) = match &bericht {
        Bankbericht::Status(status) => status::apply(conn, context, row, status).await?,
        Bankbericht::Afschrift(afschrift) => {
            statement::apply(conn, context, row, afschrift).await?
        }
    };
    Ok(Verwerkt { soort, herhaling: false, nieuw, al_bekend })
}

fn stand(poging: Poging) -> Option<Pogingstand> {
    Some(Pogingstand {
        id: poging.id,
        pmt_inf_id: poging.pmt_inf_id?,
        end_to_end_id: poging.end_to_end_id,
        bedrag: poging.bedrag,
        staat: poging.staat,
    })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Moves runs on that these attempts belong to.
async fn progress(conn: &mut AsyncPgConnection, runs: Vec<Uuid>) -> Result<(), Fault> {
    let mut runs = runs;
    runs.sort();
    runs.dedup();
    crate::betaalrun::store::progress(conn, &runs).await
}
