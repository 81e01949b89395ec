//! Scenarios of payments:7 that no other file tells: reports of the bank out of order, a claim over
//! three budgets, and two messages of the bank at once.

use futures_util::future::join_all;

use crate::bank::{batch_of, camt053, entry, pain002};
use crate::runs::ready;
use crate::support::{Keten, uuid};

/// payments:T5: a refusal, then an older acceptance of the batch, then the refusal once more.
#[tokio::test]
async fn an_older_report_does_not_undo_a_refusal_and_a_refusal_told_twice_is_one() {
    let keten = Keten::new().await;
    let (pot, payee, ids) = ready(&keten, &[10_000, 20_000]).await;
    let sent = keten.send().await;
    let committed = keten.rechten(pot).await[1];
    let refused = [(sent.orders[0].end_to_end_id.as_str(), "AC04")];
    let refusal = pain002("B-2", &sent.msg_id, &sent.batch, &refused);
    keten.receive(&refusal).await.unwrap();
    let older = pain002("B-1", &sent.msg_id, &sent.batch, &[]).replace("18:00:01", "17:00:00");
    keten.receive(&older).await.unwrap();
    let again = keten.receive(&refusal).await.unwrap();
    assert!(again.herhaling);
    let copy = pain002("B-3", &sent.msg_id, &sent.batch, &refused);
    assert_eq!(keten.receive(&copy).await.unwrap().nieuw, 0);
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "aangehouden");
    assert_eq!(keten.betalingen(ids[1]).await[0].0, "geaccepteerd");
    let e9 = "SELECT count(*) FROM journaalpost WHERE soort = 'E9'";
    assert_eq!(keten.number(e9).await, 1);
    assert_eq!(keten.rechten(pot).await[1], committed);
    let invalid = format!(
        "SELECT count(*) FROM blokkade WHERE actief AND soort = 'iban' AND id = '{}'",
        payee.betaalgegevens
    );
    assert_eq!(keten.number(&invalid).await, 1);
    keten.prove().await;
}

/// payments:T12: 100.00 over three budgets, corrected to 50.00, then withdrawn.
#[tokio::test]
async fn a_claim_over_three_budgets_is_corrected_and_withdrawn_to_the_cent() {
    let keten = Keten::new().await;
    let payee = keten.payee().await;
    let mut pots = Vec::new();
    for _ in 0..3 {
        pots.push(keten.grant(10_000).await.1);
    }
    let id = uuid();
    for (versie, parts) in [(1, [3_334, 3_333, 3_333]), (2, [1_667, 1_667, 1_666]), (3, [0, 0, 0])]
    {
        let split: Vec<_> = pots.iter().copied().zip(parts).collect();
        let fact = keten.declaratie(id, payee, &split);
        assert_eq!(keten.hear(&[keten.message(versie, fact)]).await.applied, 1);
        for (pot, part) in split {
            assert_eq!(keten.rechten(pot).await, [10_000 - part, part, 0, 0], "version {versie}");
        }
        keten.prove().await;
    }
}

/// The same statement and another copy of it, handed in at the same moment by four people.
#[tokio::test]
async fn messages_of_the_bank_at_once_are_read_one_after_the_other() {
    let keten = Keten::new().await;
    let (pot, _, _) = ready(&keten, &[10_000, 20_000]).await;
    let sent = keten.send().await;
    let debit = entry("R1", "DBIT", 30_000, &batch_of(&sent.batch));
    let statement = camt053("C-1", (0, -30_000), &[debit]);
    let copy = statement.replace("<MsgId>C-1<", "<MsgId>C-1B<");
    let all = [&statement, &copy, &statement, &copy];
    let read = join_all(all.map(|xml| keten.receive(xml))).await;
    let new: i64 = read.into_iter().map(|one| one.unwrap().nieuw).sum();
    assert_eq!(new, 1);
    assert_eq!(keten.rechten(pot).await[2], 30_000);
    keten.prove().await;
}
