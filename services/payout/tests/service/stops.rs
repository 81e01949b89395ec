//! The kill switch and four eyes, on the real database.

use futures_util::future::join_all;
use payout::bestand;
use payout::betaalrun::{Handeling, Refusal};
use payout::noodstop::{self, Bereik};
use platform::{Context, Failure, Scope};
use uuid::Uuid;

use crate::runs::{ANNA, BRAM, CARLA, act, draft, ready, release};
use crate::support::Keten;

async fn stop(context: &Context, bereik: Bereik) -> (Uuid, i64) {
    let own = context.clone();
    let set = context.transact(Scope::Landelijk, move |conn| {
        let context = own.clone();
        Box::pin(async move { noodstop::flows::set(conn, &context, bereik, "proef", ANNA).await })
    });
    let set = set.await.unwrap();
    (set.id, set.revisie)
}

async fn lift(
    context: &Context,
    seen: (Uuid, i64),
    door: &'static str,
) -> Result<(Uuid, i64), Failure<noodstop::Refusal>> {
    let own = context.clone();
    let lifted = context.transact(Scope::Landelijk, move |conn| {
        let context = own.clone();
        Box::pin(async move { noodstop::flows::lift(conn, &context, seen, door).await })
    });
    lifted.await.map(|lifted| (lifted.id, lifted.revisie))
}

#[tokio::test]
async fn a_stop_stops_selection_building_and_sending_until_two_persons_lift_it() {
    let keten = Keten::new().await;
    ready(&keten, &[100, 200]).await;
    let context = &keten.context;
    let set = stop(context, Bereik::Alles).await;
    assert!(matches!(draft(&keten).await, Err(Failure::Refused(Refusal::Noodstop))));
    let asked = lift(context, set, ANNA).await.unwrap();
    let alone = lift(context, asked, ANNA).await;
    assert!(matches!(alone, Err(Failure::Refused(noodstop::Refusal::ZelfdePersoon))));
    assert!(matches!(draft(&keten).await, Err(Failure::Refused(Refusal::Noodstop))));
    lift(context, asked, BRAM).await.unwrap();

    let mut run = draft(&keten).await.unwrap();
    for (handeling, door) in [
        (Handeling::Vergrendelen, ANNA),
        (Handeling::Controleren, ANNA),
        (Handeling::Goedkeuren, BRAM),
    ] {
        run = act(&keten, &run, handeling, door).await.unwrap();
    }
    let set = stop(context, Bereik::Betaalrun(run.id)).await;
    let built = act(&keten, &run, Handeling::Vrijgeven, CARLA).await;
    assert!(matches!(built, Err(Failure::Refused(Refusal::Noodstop))));
    let asked = lift(context, set, ANNA).await.unwrap();
    lift(context, asked, BRAM).await.unwrap();
    act(&keten, &run, Handeling::Vrijgeven, CARLA).await.unwrap();

    let rekening: Uuid = keten.texts("SELECT id FROM eigen_rekening").await[0].parse().unwrap();
    stop(context, Bereik::EigenRekening(rekening)).await;
    let file: Uuid = keten.texts("SELECT id FROM bestand").await[0].parse().unwrap();
    let sha256 = keten.sha256(file).await;
    let stopped = bestand::flows::send(context, file, &sha256, ANNA).await;
    assert!(matches!(stopped, Err(Failure::Refused(bestand::flows::Refusal::Noodstop))));
    assert_eq!(keten.texts("SELECT staat FROM bestand").await, ["gebouwd"]);
    for sql in [
        "UPDATE noodstop SET opgeheven_door = 'x', opgeheven_op = now() \
         WHERE opgeheven_op IS NULL",
        "UPDATE noodstop SET reden = 'anders'",
        "DELETE FROM noodstop",
    ] {
        let error = keten.refusal(sql.to_owned()).await;
        let named = ["noodstop_vier_ogen", "never changed"].iter().any(|part| error.contains(part));
        assert!(named, "{error}");
    }
}

/// Files are sent and a stop is set at the same moment: whatever was not sent before the stop
/// returned is not sent after it.
#[tokio::test]
async fn nothing_is_sent_after_a_stop_returned() {
    let keten = Keten::new().await;
    let mut files = Vec::new();
    for _ in 0..4 {
        ready(&keten, &[100, 200]).await;
        let run = release(&keten).await;
        let query = format!("SELECT id FROM bestand WHERE betaalrun_id = '{}'", run.id);
        let file: Uuid = keten.texts(&query).await[0].parse().unwrap();
        files.push((file, keten.sha256(file).await));
    }
    let begun = "SELECT count(*) FROM bestand WHERE staat <> 'gebouwd'";
    let sending = files
        .iter()
        .map(|(file, sha256)| bestand::flows::send(&keten.context, *file, sha256, ANNA));
    let stopping = async {
        stop(&keten.context, Bereik::Alles).await;
        keten.number(begun).await
    };
    let (_, at_stop) = futures_util::join!(join_all(sending), stopping);
    assert_eq!(keten.number(begun).await, at_stop);
    for (file, sha256) in &files {
        let late = bestand::flows::send(&keten.context, *file, sha256, ANNA).await;
        assert!(matches!(late, Err(Failure::Refused(_))));
    }
    assert_eq!(keten.number(begun).await, at_stop);
}

/// payments:T9.
#[tokio::test]
async fn nobody_stands_behind_a_run_that_he_made_approved_or_changed() {
    let keten = Keten::new().await;
    let (_, payee, _) = ready(&keten, &[100, 200]).await;
    let mut run = draft(&keten).await.unwrap();
    for handeling in [Handeling::Vergrendelen, Handeling::Controleren] {
        run = act(&keten, &run, handeling, ANNA).await.unwrap();
    }
    let touched = format!(
        "INSERT INTO aanraking (door, soort, onderwerp, handeling, op) VALUES \
         ('{CARLA}', 'betaalgegevens', '{}', 'goedkeuring', now() - interval '7 days'), \
         ('{BRAM}', 'betaalgegevens', '{}', 'goedkeuring', now() - interval '31 days') \
         RETURNING handeling AS msg_id",
        payee.betaalgegevens, payee.betaalgegevens
    );
    keten.change(&touched).await;
    let own = act(&keten, &run, Handeling::Goedkeuren, CARLA).await;
    let Err(Failure::Refused(Refusal::ZelfGewijzigd { dagen: 30, soorten })) = own else {
        panic!("{own:?}")
    };
    assert_eq!(soorten, "betaalgegevens");
    let run = act(&keten, &run, Handeling::Goedkeuren, BRAM).await.unwrap();
    let maker = act(&keten, &run, Handeling::Vrijgeven, ANNA).await;
    assert!(matches!(maker, Err(Failure::Refused(Refusal::MakerGeeftVrij))));
    let touched = act(&keten, &run, Handeling::Vrijgeven, CARLA).await;
    assert!(matches!(
        touched,
        Err(Failure::Refused(Refusal::ZelfGewijzigd { dagen: _, soorten: _ }))
    ));
    let changed = format!("UPDATE betaalrun SET totaal = totaal + 1 WHERE id = '{}'", run.id);
    assert!(keten.refusal(changed).await.contains("loses its checks"));
}
