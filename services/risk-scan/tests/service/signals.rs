//! From payments to signals: as they come in, in any order, and all at once.

use contracts::Betaalstaat;
use platform::Scope;
use platform::messaging::inbox::Incoming;
use risk_scan::leesmodel::messages::{Stamgegevens, Stroom};
use risk_scan::signaal::LANDELIJK;
use uuid::Uuid;

use super::support::{
    Dienst, REKENING, Stand, betaald, betaling_id, firma, message, persoon, teruggekomen, today,
    verstrekker, zorgverlener_id,
};

#[tokio::test]
async fn three_zorgverleners_on_one_account_give_a_signal_with_their_payments() {
    let dienst = Dienst::fresh().await;
    dienst.three_on_one_account(verstrekker(1)).await;
    let standen = dienst.standen().await;
    assert_eq!(standen.len(), 2, "one part for the country, one for the verstrekker: {standen:?}");
    for (stand, partij) in standen.iter().zip([LANDELIJK, verstrekker(1)]) {
        assert_eq!(stand.verstrekker_id, partij);
        assert_eq!((stand.sleutel.as_str(), stand.venster.as_str()), (REKENING, "2026"));
        assert_eq!(stand.status, "NIEUW");
        assert_eq!(stand.waarden["aantalZorgverleners"], 3);
        assert_eq!(stand.waarden["bedrag"], 30_000);
        assert_eq!(stand.bewijs, [betaling_id(1), betaling_id(2), betaling_id(3)]);
    }
}

#[tokio::test]
async fn each_verstrekker_sees_only_what_its_own_payments_show() {
    let dienst = Dienst::fresh().await;
    let (own, other) = (verstrekker(1), verstrekker(2));
    let batch = [
        message(1, betaald(1, own, 1, REKENING)),
        message(1, betaald(2, own, 2, REKENING)),
        message(1, betaald(3, own, 3, REKENING)),
        message(1, betaald(4, other, 4, REKENING)),
    ];
    dienst.stroom(&batch).await;
    dienst.follow().await;
    let standen = dienst.standen().await;
    let counted: Vec<(Uuid, u64)> = standen
        .iter()
        .map(|s| (s.verstrekker_id, s.waarden["aantalZorgverleners"].as_u64().unwrap()))
        .collect();
    assert_eq!(counted, [(LANDELIJK, 4), (own, 3)]);
    assert_eq!(dienst.count(Scope::Landelijk, "signaal").await, 1, "stored once");
    assert_eq!(dienst.count(Scope::of([own]), "signaal_deel").await, 1);
    assert_eq!(dienst.count(Scope::of([own]), "bewijs").await, 3);
    for table in ["signaal", "signaal_deel", "bewijs", "signaal_overgang"] {
        assert_eq!(dienst.count(Scope::of([other]), table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_is_not_paid_does_not_count() {
    let dienst = Dienst::fresh().await;
    let mut sent = betaald(3, verstrekker(1), 3, REKENING);
    sent.staat = Betaalstaat::Verzonden;
    let one = message(1, betaald(1, verstrekker(1), 1, REKENING));
    let two = message(1, betaald(2, verstrekker(1), 2, REKENING));
    dienst.stroom(&[one, two, message(1, sent)]).await;
    dienst.follow().await;
    assert_eq!(dienst.standen().await, []);
}

#[tokio::test]
async fn two_of_unknown_address_are_not_judged_until_it_is_known() {
    let dienst = Dienst::fresh().await;
    let one = message(1, betaald(1, verstrekker(1), 1, REKENING));
    let two = message(1, betaald(2, verstrekker(1), 2, REKENING));
    dienst.stroom(&[one, two]).await;
    dienst.follow().await;
    assert_eq!(dienst.standen().await, []);
    let gaps = "niet_te_beoordelen WHERE indicator = 'R01' AND ontbreekt = 'adres'";
    assert_eq!(
        dienst.count(Scope::Landelijk, gaps).await,
        2,
        "for the country and the verstrekker"
    );
    let known = [message(1, persoon(1, Some("a"))), message(1, persoon(2, Some("b")))];
    dienst.stamgegevens(&known).await;
    dienst.follow().await;
    let standen = dienst.standen().await;
    assert_eq!(standen.len(), 2);
    assert_eq!(standen[0].waarden["grond"], "verschillendAdres");
    assert_eq!(dienst.count(Scope::Landelijk, gaps).await, 0);
    dienst.stamgegevens(&[message(2, persoon(2, Some("a")))]).await;
    dienst.follow().await;
    let statuses: Vec<String> =
        dienst.standen().await.into_iter().map(|stand| stand.status).collect();
    assert_eq!(statuses, ["INGETROKKEN_DATACORRECTIE"; 2], "a household after all");
}

#[tokio::test]
async fn a_payment_that_comes_back_withdraws_the_signal_and_paid_again_it_is_the_same_one() {
    let dienst = Dienst::fresh().await;
    dienst.three_on_one_account(verstrekker(1)).await;
    let ids = "SELECT id AS id FROM signaal_deel ORDER BY 1";
    let before: Vec<Id> = dienst.load(Scope::Landelijk, ids).await;
    let third = betaald(3, verstrekker(1), 3, REKENING);
    dienst.stroom(&[message(2, teruggekomen(third.clone()))]).await;
    dienst.follow().await;
    for stand in dienst.standen().await {
        assert_eq!(stand.status, "INGETROKKEN_DATACORRECTIE");
        assert_eq!(stand.bewijs, Vec::<Uuid>::new());
    }
    let kept = "bewijs WHERE vervallen_op IS NOT NULL";
    assert_eq!(dienst.count(Scope::Landelijk, kept).await, 6, "what it rested on is kept");
    dienst.stroom(&[message(3, third)]).await;
    dienst.follow().await;
    let after: Vec<Id> = dienst.load(Scope::Landelijk, ids).await;
    assert_eq!(before, after);
    for stand in dienst.standen().await {
        assert_eq!(stand.status, "NIEUW");
        assert_eq!(stand.bewijs.len(), 3);
    }
    let history = "signaal_overgang WHERE door IS NULL";
    assert_eq!(dienst.count(Scope::Landelijk, history).await, 6, "three steps of two parts");
}

#[derive(Debug, PartialEq, diesel::QueryableByName)]
struct Id {
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    id: Uuid,
}

#[tokio::test]
async fn a_payment_that_moves_to_another_account_leaves_the_first() {
    let dienst = Dienst::fresh().await;
    dienst.three_on_one_account(verstrekker(1)).await;
    dienst.stroom(&[message(2, betaald(3, verstrekker(1), 3, "ref-rekening-2"))]).await;
    dienst.follow().await;
    assert!(dienst.standen().await.iter().all(|s| s.status == "INGETROKKEN_DATACORRECTIE"));
}

#[tokio::test]
async fn a_hub_is_left_alone_while_it_is_one() {
    let dienst = Dienst::fresh().await;
    let today = today(&dienst.context);
    let hub = |van: jiff::civil::Date, tot: jiff::civil::Date| {
        format!(
            "INSERT INTO hub (iban_ref, soort, reden, eigenaar, geldig_van, geldig_tot) VALUES \
             ('{REKENING}', 'ADMINISTRATIEKANTOOR', 'Kantoor dat geld doorbetaalt', 'proef', \
             '{van}', '{tot}') ON CONFLICT (iban_ref) DO UPDATE \
             SET geldig_van = excluded.geldig_van, geldig_tot = excluded.geldig_tot"
        )
    };
    let (before, after) = (today.yesterday().unwrap(), today.tomorrow().unwrap());
    dienst.run(Scope::Landelijk, &hub(before, after)).await.unwrap();
    dienst.three_on_one_account(verstrekker(1)).await;
    dienst.reconcile().await;
    assert_eq!(dienst.standen().await, []);
    dienst.run(Scope::Landelijk, &hub(before, today)).await.unwrap();
    dienst.reconcile().await;
    assert_eq!(dienst.standen().await.len(), 2, "the exception has ended");
}

/// Facts with accounts that fire, that fire for one verstrekker only, that are cleared again, and
/// that do not: what is said must not depend on how they come.
fn facts() -> (Vec<Incoming>, Vec<Incoming>) {
    let (a, b) = (verstrekker(1), verstrekker(2));
    let mut stroom: Vec<Incoming> = (1_u8..5)
        .map(|n| message(1, betaald(n, if n == 4 { b } else { a }, n, REKENING)))
        .collect();
    stroom.extend((5_u8..8).map(|n| message(1, betaald(n, a, n, "ref-cleared"))));
    stroom.push(message(2, teruggekomen(betaald(7, a, 7, "ref-cleared"))));
    stroom.extend((8_u8..10).map(|n| message(1, betaald(n, b, n, "ref-apart"))));
    stroom.extend((10_u8..12).map(|n| message(1, betaald(n, b, n, "ref-household"))));
    stroom.extend((12_u8..14).map(|n| message(1, betaald(n, a, 12, "ref-alone"))));
    let mut old = betaald(14, a, 3, REKENING);
    old.betaald_op = jiff::civil::Date::new(2025, 12, 1).ok();
    stroom.push(message(1, old));
    let stamgegevens = vec![
        message(1, persoon(8, Some("a"))),
        message(2, persoon(8, Some("b"))),
        message(1, firma(9, "90000001", "c")),
        message(1, persoon(10, Some("d"))),
        message(1, persoon(11, Some("d"))),
        message(1, firma(5, "90000002", "e")),
    ];
    (stroom, stamgegevens)
}

/// What stands after the facts came in an order and batches that this seed decides.
async fn told_in_order(seed: u64) -> Vec<Stand> {
    let dienst = Dienst::fresh().await;
    let (stroom, stamgegevens) = facts();
    let mut all: Vec<(bool, Incoming)> = stroom
        .into_iter()
        .map(|m| (true, m))
        .chain(stamgegevens.into_iter().map(|m| (false, m)))
        .collect();
    let mut number = seed;
    let mut next = || {
        number =
            number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        number >> 33
    };
    all.sort_by_cached_key(|_| next());
    // Some come twice.
    let again: Vec<(bool, Incoming)> = all.iter().step_by(3).cloned().collect();
    all.extend(again);
    let size = usize::try_from(seed % 5 + 1).unwrap();
    for batch in all.chunks(size) {
        let part = |wanted: bool| -> Vec<Incoming> {
            let wanted = batch.iter().filter(|(of_stroom, _)| *of_stroom == wanted);
            wanted.map(|(_, message)| message.clone()).collect()
        };
        dienst.hear(&Stroom, &part(true)).await;
        dienst.hear(&Stamgegevens, &part(false)).await;
        if next() % 2 == 0 {
            dienst.follow().await;
        }
    }
    dienst.follow().await;
    let standen = dienst.standen().await;
    dienst.reconcile().await;
    assert_eq!(standen, dienst.standen().await, "the batch says what the stream said");
    standen
}

fn open(standen: Vec<Stand>) -> Vec<Stand> {
    standen.into_iter().filter(|stand| stand.status == "NIEUW").collect()
}

#[tokio::test]
async fn the_order_of_facts_does_not_matter_and_the_batch_equals_the_stream() {
    let first = open(told_in_order(1).await);
    let keys: Vec<(&str, Uuid)> =
        first.iter().map(|stand| (stand.sleutel.as_str(), stand.verstrekker_id)).collect();
    let expected = [
        ("ref-apart", LANDELIJK),
        ("ref-apart", verstrekker(2)),
        (REKENING, LANDELIJK),
        (REKENING, verstrekker(1)),
    ];
    assert_eq!(keys, expected);
    assert_eq!(first[2].bewijs.len(), 5, "last year's payment lies in the window");
    for seed in 2..6 {
        assert_eq!(open(told_in_order(seed).await), first, "seed {seed}");
    }
}

#[tokio::test]
async fn the_reconciliation_finds_what_the_stream_missed() {
    let dienst = Dienst::fresh().await;
    let batch: Vec<Incoming> =
        (1_u8..4).map(|n| message(1, betaald(n, verstrekker(1), n, REKENING))).collect();
    dienst.stroom(&batch).await;
    dienst.run(Scope::Landelijk, "DELETE FROM te_beoordelen").await.unwrap();
    dienst.follow().await;
    assert_eq!(dienst.standen().await, []);
    dienst.reconcile().await;
    assert_eq!(dienst.standen().await.len(), 2);
}

#[tokio::test]
async fn steps_at_the_same_time_make_one_signal() {
    let dienst = Dienst::fresh().await;
    let batches: Vec<Vec<Incoming>> = (0_u8..6)
        .map(|place| {
            (1_u8..6)
                .map(|n| {
                    message(
                        1,
                        betaald(place * 10 + n, verstrekker(n % 2 + 1), place * 10 + n, REKENING),
                    )
                })
                .collect()
        })
        .collect();
    for pair in batches.chunks(2) {
        tokio::join!(
            dienst.stroom(&pair[0]),
            dienst.stroom(&pair[1]),
            dienst.follow(),
            dienst.follow(),
            dienst.follow(),
        );
    }
    dienst.follow().await;
    let standen = dienst.standen().await;
    assert_eq!(standen.len(), 3);
    assert_eq!(standen[0].bewijs.len(), 30);
    assert_eq!(standen[0].waarden["aantalZorgverleners"], 30);
    let about = format!("signaal_deel WHERE '{}' = ANY(onderwerpen)", zorgverlener_id(55));
    assert_eq!(dienst.count(Scope::Landelijk, &about).await, 2);
}
