//! Messages of the bank are read once, one at a time, each in one transaction.

mod statement;
mod status;

use aws_lc_rs::digest;
use diesel_async::AsyncPgConnection;
use kernel::Euro;
use platform::{Context, Failure, Fault, Scope};
use uuid::Uuid;

use super::Pogingstand;
use super::store::{self, Bericht};
use crate::bank::{self, Bankbericht, Leesfout};
use crate::bestand::hex;
use crate::betaling::store::pogingen::Poging;
use crate::werkitem::{self, Melding, Soort};

/// What came of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verwerkt {
    /// `pain.002`, `camt.053` or `camt.054`.
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
        Bankbericht::Melding(melding) => ("camt.054", melding.msg_id.clone()),
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
        // It warns early and posts nothing: the same money would be counted twice (payments:1.8).
        Bankbericht::Melding(melding) => {
            store::insert(conn, row, (0, count(melding.boekingen)), context.clock.now()).await?;
            (0, count(melding.boekingen))
        }
    };
    Ok(Verwerkt { soort, herhaling: false, nieuw, al_bekend })
}

/// A statement that was refused because balances do not fit stops the posting of its account until
/// somebody has looked (payments:1.8). Called after the transaction that refused it.
pub async fn call_somebody(
    context: &Context,
    inhoud: &[u8],
    refusal: &Refusal,
) -> Result<(), Fault> {
    let breaks =
        matches!(refusal, Refusal::SluitNiet | Refusal::SluitNietAan { begin: _, vorige: _ });
    if !breaks {
        return Ok(());
    }
    let hash = digest::digest(&digest::SHA256, inhoud);
    let melding = Melding::of(Soort::AfschriftSluitNiet, "bankbericht", hex(hash.as_ref()));
    let meldingen = [melding.because(&refusal.to_string())];
    let own = context.clone();
    let raised = context.transact_work(Scope::Landelijk, move |conn| {
        let (context, meldingen) = (own.clone(), meldingen.clone());
        Box::pin(async move { werkitem::flows::raise(conn, &context, &meldingen).await })
    });
    raised.await
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
