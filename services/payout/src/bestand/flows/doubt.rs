//! A file of which nobody knows whether it arrived: only the bank says what became of it, and only
//! when it says that it has nothing the same bytes go again (payments:0.1, payments:4.5).

use diesel_async::AsyncPgConnection;
use platform::{Context, Failure, Fault, Scope};
use uuid::Uuid;

use super::sending::{Refusal, begin, hand_over, sendable, sent};
use crate::bestand::peers::{self, Bankantwoord};
use crate::bestand::store::vragen::{self, Vraag};
use crate::bestand::store::{self, Bestandsrij};
use crate::bestand::{Antwoord, hex};
use crate::betaling;
use crate::werkitem::{self, Melding, Soort};

/// Asks the bank for a file of unknown fate by its reference, and acts on what it says.
pub async fn ask(
    context: &Context,
    id: Uuid,
    door: &str,
) -> Result<(Bestandsrij, Antwoord), Failure<Refusal>> {
    let file = context
        .transact(Scope::Landelijk, move |conn| Box::pin(async move { doubtful(conn, id).await }));
    let file = file.await?;
    // Asked between two transactions: no lock waits for the bank.
    let said = match peers::kanaal().ask(&file.msg_id).await.map_err(Fault::from)? {
        Bankantwoord::Aanwezig(sha256) => Some(sha256),
        Bankantwoord::Afwezig => None,
        Bankantwoord::NietTeVragen => return Err(Failure::Refused(Refusal::NietTeVragen)),
    };
    let vraag = Vraag {
        bestand: id,
        verzending: file.verzending,
        wijze: "kanaal",
        antwoord: Antwoord::of(&file.sha256, said.as_deref()),
        sha256: said,
        bewijs: None,
        door: door.to_owned(),
    };
    keep(context, vraag).await
}

/// A person asked the bank for it, and kept the evidence.
pub async fn told_by_hand(
    context: &Context,
    id: Uuid,
    sha256: Option<Vec<u8>>,
    (bewijs, door): (&str, &str),
) -> Result<(Bestandsrij, Antwoord), Failure<Refusal>> {
    let file = context
        .transact(Scope::Landelijk, move |conn| Box::pin(async move { doubtful(conn, id).await }));
    let file = file.await?;
    let vraag = Vraag {
        bestand: id,
        verzending: file.verzending,
        wijze: "hand",
        antwoord: Antwoord::of(&file.sha256, sha256.as_deref()),
        sha256,
        bewijs: Some(bewijs.to_owned()),
        door: door.to_owned(),
    };
    keep(context, vraag).await
}

async fn doubtful(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Bestandsrij, Failure<Refusal>> {
    let file = store::lock(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))?;
    if file.staat == "onbekend" {
        Ok(file)
    } else {
        Err(Failure::Refused(Refusal::NietOnbekend { staat: file.staat }))
    }
}

/// Keeps what the bank said. A file that it has was received after all.
async fn keep(
    context: &Context,
    vraag: Vraag,
) -> Result<(Bestandsrij, Antwoord), Failure<Refusal>> {
    let own = context.clone();
    let kept = context.transact(Scope::Landelijk, move |conn| {
        let (context, vraag) = (own.clone(), vraag.clone());
        Box::pin(async move {
            let id = vraag.bestand;
            let file = doubtful(conn, id).await?;
            if file.verzending != vraag.verzending {
                return Err(Failure::Refused(Refusal::NietOnbekend { staat: file.staat }));
            }
            let now = context.clock.now();
            vragen::insert(conn, &vraag, now).await?;
            match vraag.antwoord {
                Antwoord::Afwezig => {}
                Antwoord::Aanwezig => arrived(conn, &context, &file, &vraag.door).await?,
                Antwoord::AndereInhoud => {
                    let text = vraag.sha256.as_deref().map(hex).unwrap_or_default();
                    let soort = Soort::AndereInhoudBijBank;
                    let melding = Melding::of(soort, "bestand", id.to_string()).because(&text);
                    werkitem::flows::raise(conn, &context, &[melding]).await?;
                }
            }
            let file = store::load(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))?;
            Ok((file, vraag.antwoord))
        })
    });
    kept.await
}

async fn arrived(
    conn: &mut AsyncPgConnection,
    context: &Context,
    file: &Bestandsrij,
    door: &str,
) -> Result<(), Fault> {
    let oorzaak = "de bank heeft het bestand".to_owned();
    betaling::store::because(conn, &oorzaak).await?;
    store::set_staat(conn, file.id, "ontvangen").await?;
    sent(conn, context, file.id, oorzaak).await?;
    settled(conn, context, file.id, (door, "de bank heeft het bestand")).await
}

/// The item of a doubtful file is done.
pub(crate) async fn settled(
    conn: &mut AsyncPgConnection,
    context: &Context,
    id: Uuid,
    said: (&str, &str),
) -> Result<(), Fault> {
    let about = (Soort::BestandOnbekend.code(), id.to_string());
    werkitem::store::settle(conn, (about.0, &about.1), said, context.clock.now()).await
}

/// Sends a file of unknown fate again: the same bytes under the same reference, after the bank said
/// that it has nothing. So the bank's own check for doubles can still refuse it.
pub async fn resend(
    context: &Context,
    id: Uuid,
    sha256: &[u8],
    door: &str,
) -> Result<Bestandsrij, Failure<Refusal>> {
    let (own, sha256, door) = (context.clone(), sha256.to_vec(), door.to_owned());
    let begun = context.transact(Scope::Landelijk, move |conn| {
        let (context, sha256, door) = (own.clone(), sha256.clone(), door.clone());
        Box::pin(async move {
            let file = sendable(conn, id, &sha256).await?;
            if file.staat != "onbekend" {
                return Err(Failure::Refused(Refusal::NietOnbekend { staat: file.staat }));
            }
            let last = vragen::last(conn, id, file.verzending).await?;
            if !last.is_some_and(|last| last.allows(&door)) {
                return Err(Failure::Refused(Refusal::BankNietGevraagd));
            }
            let said = (door.as_str(), "de bank had het niet; opnieuw verzonden");
            settled(conn, &context, id, said).await?;
            begin(conn, &context, file, &door).await
        })
    });
    let (file, inhoud) = begun.await?;
    hand_over(context, file, inhoud).await
}

/// How long a sending may be under way before its file counts as of unknown fate, in minutes.
const ZENDTIJD_MINUTES: i64 = 5;

/// One step of the job that finds sendings that never finished: the process died between the first
/// byte and the last. Only the bank may say what became of those files.
pub async fn doubt_unfinished(context: &Context) -> Result<bool, Fault> {
    let long = jiff::SignedDuration::from_mins(ZENDTIJD_MINUTES);
    let before = context.clock.now().checked_sub(long).map_err(anyhow::Error::from)?;
    let own = context.clone();
    let doubted = context.transact_work(Scope::Landelijk, move |conn| {
        let context = own.clone();
        Box::pin(async move {
            betaling::store::because(conn, "verzending niet afgerond").await?;
            let files = store::doubt(conn, before).await?;
            let items: Vec<Melding> = files
                .iter()
                .map(|id| Melding::of(Soort::BestandOnbekend, "bestand", id.to_string()))
                .collect();
            werkitem::flows::raise(conn, &context, &items).await?;
            Ok::<_, Fault>(files.len())
        })
    });
    let doubted = doubted.await?;
    if doubted > 0 {
        tracing::error!(bestand.aantal = doubted, "the fate of bank files is unknown");
    }
    Ok(false)
}
