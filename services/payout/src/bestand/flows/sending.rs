//! A file goes to the bank: its state is committed before the first byte leaves, and again after
//! the last.

use std::collections::BTreeSet;

use diesel_async::AsyncPgConnection;
use platform::{Context, Failure, Fault, Scope};
use uuid::Uuid;

use crate::bestand::peers;
use crate::bestand::store::{self, Bestandsrij};
use crate::betaalrun;
use crate::betaling::flows::{Aanleiding, Stap, step};
use crate::betaling::store::pogingen::{self, Poging};
use crate::betaling::{self, Pogingstaat};
use crate::noodstop::{self, Voornemen};
use crate::werkitem::{self, Melding, Soort};

/// Why a file is not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not there.
    #[error("het bestand bestaat niet")]
    Onbekend,
    /// The hash is not that of the bytes.
    #[error("de SHA-256 is niet die van het bestand")]
    AndereInhoud,
    /// It was sent before, or its fate is not known: the bank must say so first (payments:0.1).
    #[error("een bestand dat {staat} is, wordt niet nog eens verzonden")]
    AlVerzonden {
        /// Where it stands.
        staat: String,
    },
    /// Only a file of unknown fate is asked for, and sent again.
    #[error("een bestand dat {staat} is, is niet van onbekend lot")]
    NietOnbekend {
        /// Where it stands.
        staat: String,
    },
    /// The bank has not said that it does not have the file, or only the sender says that it did.
    #[error(
        "de bank heeft niet gezegd dat het bestand er niet is; wie dat zelf vastlegde, verzendt niet"
    )]
    BankNietGevraagd,
    /// The channel to the bank cannot answer.
    #[error("de bank kan langs deze weg niet worden gevraagd; leg haar antwoord met bewijs vast")]
    NietTeVragen,
    /// Payments are stopped.
    #[error("er geldt een noodstop")]
    Noodstop,
}

/// Sends a file that was not sent before.
pub async fn send(
    context: &Context,
    id: Uuid,
    sha256: &[u8],
    door: &str,
) -> Result<Bestandsrij, Failure<Refusal>> {
    let (own, sha256, door) = (context.clone(), sha256.to_vec(), door.to_owned());
    let begun = context.transact(Scope::Landelijk, move |conn| {
        let (context, sha256, door) = (own.clone(), sha256.clone(), door.clone());
        Box::pin(async move {
            let bestand = sendable(conn, id, &sha256).await?;
            if bestand.staat != "gebouwd" {
                return Err(Failure::Refused(Refusal::AlVerzonden { staat: bestand.staat }));
            }
            begin(conn, &context, bestand, &door).await
        })
    });
    let (bestand, inhoud) = begun.await?;
    hand_over(context, bestand, inhoud).await
}

/// The locked file, when nothing stops it and its bytes are those that were seen.
pub(super) async fn sendable(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    sha256: &[u8],
) -> Result<Bestandsrij, Failure<Refusal>> {
    let refuse = |refusal| Err(Failure::Refused(refusal));
    let Some(bestand) = store::lock(conn, id).await? else { return refuse(Refusal::Onbekend) };
    if bestand.sha256 != sha256 {
        return refuse(Refusal::AndereInhoud);
    }
    let voornemen = Voornemen {
        eigen_rekening: Some(store::rekening_of(conn, id).await?),
        betaalrun: Some(bestand.betaalrun_id),
    };
    if noodstop::flows::forbidding(conn, voornemen).await?.is_some() {
        return refuse(Refusal::Noodstop);
    }
    Ok(bestand)
}

/// Writes down that a sending begins; gives the bytes.
pub(super) async fn begin(
    conn: &mut AsyncPgConnection,
    context: &Context,
    bestand: Bestandsrij,
    door: &str,
) -> Result<(Bestandsrij, Vec<u8>), Failure<Refusal>> {
    betaling::store::because(conn, &format!("verzending door {door}")).await?;
    store::begin_sending(conn, bestand.id, door, context.clock.now()).await?;
    let inhoud = store::inhoud(conn, bestand.id).await?;
    Ok((bestand, inhoud))
}

/// Hands the bytes over, after comparing them with the hash that was shown.
pub(super) async fn hand_over(
    context: &Context,
    bestand: Bestandsrij,
    inhoud: Vec<u8>,
) -> Result<Bestandsrij, Failure<Refusal>> {
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &inhoud);
    let delivered = if hash.as_ref() == bestand.sha256.as_slice() {
        peers::kanaal().deliver(&bestand.msg_id, inhoud).await
    } else {
        Err(anyhow::anyhow!("the stored bytes are not those that were built"))
    };
    match delivered {
        Ok(()) => finish(context, bestand.id, "verzonden").await,
        Err(error) => {
            // It may or may not have left: nobody sends it again before the bank has spoken.
            let error = format!("{error:#}");
            tracing::error!(bestand.id = %bestand.id, error, "the fate of a bank file is unknown");
            finish(context, bestand.id, "onbekend").await
        }
    }
}

async fn finish(
    context: &Context,
    id: Uuid,
    staat: &'static str,
) -> Result<Bestandsrij, Failure<Refusal>> {
    let own = context.clone();
    let finished = context.transact(Scope::Landelijk, move |conn| {
        let context = own.clone();
        Box::pin(async move {
            let oorzaak = format!("bestand {staat}");
            betaling::store::because(conn, &oorzaak).await?;
            // The bank may have answered before we wrote down that we were done.
            let still = store::lock(conn, id).await?.is_some_and(|b| b.staat == "verzenden");
            if still {
                store::set_staat(conn, id, staat).await?;
            }
            if still && staat == "verzonden" {
                sent(conn, &context, id, oorzaak).await?;
            } else if still {
                let melding = Melding::of(Soort::BestandOnbekend, "bestand", id.to_string());
                werkitem::flows::raise(conn, &context, &[melding]).await?;
            }
            store::load(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))
        })
    });
    finished.await
}

/// All payments of a file went to the bank.
pub async fn sent(
    conn: &mut AsyncPgConnection,
    context: &Context,
    bestand: Uuid,
    oorzaak: String,
) -> Result<(), Fault> {
    let batches = store::batches(conn, bestand).await?;
    let attempts = pogingen::of_batches(conn, &batches).await?;
    let waiting: Vec<(Uuid, Option<String>)> = attempts
        .iter()
        .filter(|poging| poging.staat == Pogingstaat::InBestand)
        .map(|poging| (poging.id, None))
        .collect();
    let aanleiding =
        Aanleiding::of(store::rekening_of(conn, bestand).await?, context.clock.today(), oorzaak);
    step(conn, context, Stap::Verzonden, &waiting, &aanleiding).await?;
    let runs: BTreeSet<Uuid> = attempts.iter().map(|poging: &Poging| poging.betaalrun).collect();
    betaalrun::store::progress(conn, &runs.into_iter().collect::<Vec<_>>()).await
}
