//! Payments are held, let go, and paid again.

use contracts::Betaalstaat;
use diesel_async::AsyncPgConnection;
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use crate::betaalrun;
use crate::betaalrun::store::aanrakingen::{Aanraking, touch};
use crate::betaling::store::holds::{self, Aanhouding};
use crate::betaling::{Betaling, code, store};
use crate::grootboek::posten::{self, Betaalpost, Deel};
use crate::grootboek::store::post;
use crate::grootboek::{Bron, Post, Postsoort};

/// Holds payments for a block. One that stands in a run whose files are not built leaves the run;
/// what is with the bank stays there.
pub async fn hold(
    conn: &mut AsyncPgConnection,
    context: &Context,
    betalingen: Vec<Betaling>,
    blokkade: Uuid,
    reden: &str,
) -> Result<(), Fault> {
    let in_runs: Vec<Uuid> = betalingen
        .iter()
        .filter(|betaling| betaling.staat == Betaalstaat::InRun)
        .map(|betaling| betaling.id)
        .collect();
    let out = betaalrun::flows::take_out(conn, context, &in_runs, reden).await?;
    let here = |betaling: &Betaling| match betaling.staat {
        Betaalstaat::Gereed | Betaalstaat::Aangehouden | Betaalstaat::Teruggekomen => true,
        Betaalstaat::InRun => out.contains(&betaling.id),
        Betaalstaat::Verzonden
        | Betaalstaat::Geaccepteerd
        | Betaalstaat::Betaald
        | Betaalstaat::Vervallen => false,
    };
    let held: Vec<Betaling> = betalingen.into_iter().filter(here).collect();
    let rows: Vec<Aanhouding> = held
        .iter()
        .map(|betaling| Aanhouding {
            betaling: betaling.id,
            verstrekker: betaling.verstrekker,
            blokkade: Some(blokkade),
            reden: reden.to_owned(),
        })
        .collect();
    holds::hold(conn, &rows, context.clock.now()).await?;
    // What came back shows that it did; the hold counts when somebody wants to pay it again.
    let shown = |betaling: &Betaling| {
        !matches!(betaling.staat, Betaalstaat::Aangehouden | Betaalstaat::Teruggekomen)
    };
    let mut changed: Vec<Betaling> = held.into_iter().filter(shown).collect();
    for betaling in &mut changed {
        betaling.staat = Betaalstaat::Aangehouden;
        betaling.reden = Some(reden.to_owned());
    }
    store::save_and_say(conn, &context.source, &mut changed, reden).await
}

/// Makes held payments payable again where no hold is left, or shows the next reason.
pub async fn settle_holds(
    conn: &mut AsyncPgConnection,
    context: &Context,
    betalingen: &[Uuid],
    oorzaak: &str,
) -> Result<(), Fault> {
    let locked = store::lock(conn, betalingen).await?;
    let open = holds::open_holds(conn, betalingen).await?;
    let mut changed: Vec<Betaling> = locked
        .into_iter()
        .filter(|betaling| betaling.staat == Betaalstaat::Aangehouden)
        .filter(|betaling| open.get(&betaling.id) != betaling.reden.as_ref())
        .collect();
    for betaling in &mut changed {
        betaling.reden = open.get(&betaling.id).cloned();
        if betaling.reden.is_none() {
            betaling.staat = Betaalstaat::Gereed;
        }
    }
    store::save_and_say(conn, &context.source, &mut changed, oorzaak).await
}

/// Why a payment is not made payable again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not there.
    #[error("de betaling bestaat niet")]
    Onbekend,
    /// Nothing to resume.
    #[error("een betaling die {staat} is, kan niet worden hervat")]
    Staat {
        /// Where it stands.
        staat: &'static str,
    },
}

/// Somebody looked at a payment that the bank refused or sent back: it may be paid again (E10a),
/// unless a block still holds it.
pub async fn resume(
    conn: &mut AsyncPgConnection,
    context: &Context,
    id: Uuid,
    door: &str,
) -> Result<(), Failure<Refusal>> {
    let mut betaling =
        store::lock(conn, &[id]).await?.pop().ok_or(Failure::Refused(Refusal::Onbekend))?;
    let now = context.clock.now();
    match betaling.staat {
        Betaalstaat::Aangehouden => {}
        Betaalstaat::Teruggekomen => payable_again(conn, context, &betaling).await?,
        staat @ (Betaalstaat::Gereed
        | Betaalstaat::InRun
        | Betaalstaat::Verzonden
        | Betaalstaat::Geaccepteerd
        | Betaalstaat::Betaald
        | Betaalstaat::Vervallen) => {
            return Err(Failure::Refused(Refusal::Staat { staat: code(staat) }));
        }
    }
    let touched = Aanraking { soort: "betaling", onderwerp: id, handeling: "hervatting", door };
    touch(conn, touched, now).await?;
    holds::lift_bank(conn, id, now, door).await?;
    betaling.reden = holds::open_holds(conn, &[id]).await?.remove(&id);
    betaling.staat =
        if betaling.reden.is_some() { Betaalstaat::Aangehouden } else { Betaalstaat::Gereed };
    let oorzaak = format!("hervatting door {door}");
    Ok(store::save_and_say(conn, &context.source, &mut [betaling], &oorzaak).await?)
}

async fn payable_again(
    conn: &mut AsyncPgConnection,
    context: &Context,
    betaling: &Betaling,
) -> Result<(), Fault> {
    let delen: Vec<Deel> =
        store::delen(conn, &[betaling.id]).await?.iter().map(Deel::from).collect();
    let betaalpost = Betaalpost {
        verstrekker: betaling.verstrekker,
        zorgverlener: betaling.zorgverlener,
        declaratie: betaling.declaratie,
        eigen_rekening: Uuid::nil(),
        delen: &delen,
    };
    let entry = Post {
        soort: Postsoort::E10a,
        bron: Bron { soort: "betaling", id: betaling.id, versie: i64::from(betaling.poging) },
        verstrekker: betaling.verstrekker,
        verband: betaling.declaratie,
        ingangsdatum: context.clock.today(),
        regels: posten::opnieuw_betaalbaar(&betaalpost),
    };
    Ok(post(conn, &[entry], context.clock.now()).await?)
}
