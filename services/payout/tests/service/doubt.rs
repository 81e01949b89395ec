//! A file of which nobody knows whether it arrived: no way round the bank.

use payout::bestand::Antwoord;
use payout::bestand::flows::{Refusal, ask, resend, send, told_by_hand};
use platform::Failure;
use uuid::Uuid;

use crate::bank::{batch_of, camt053, entry};
use crate::channel::{Storing, TestBank};
use crate::runs::{ANNA, BRAM, ready, release};
use crate::support::Keten;

struct Bestand {
    id: Uuid,
    msg_id: String,
    sha256: Vec<u8>,
}

impl Keten {
    async fn file(&self) -> Bestand {
        let text = self.texts("SELECT id || ' ' || msg_id FROM bestand ORDER BY id DESC LIMIT 1");
        let text = text.await;
        let (id, msg_id) = text[0].split_once(' ').unwrap();
        let id: Uuid = id.parse().unwrap();
        Bestand { id, msg_id: msg_id.to_owned(), sha256: self.sha256(id).await }
    }

    async fn staat(&self, file: &Bestand) -> String {
        self.texts(&format!("SELECT staat FROM bestand WHERE id = '{}'", file.id)).await[0].clone()
    }
}

fn refused<T>(outcome: Result<T, Failure<Refusal>>) -> Refusal {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal,
        Err(Failure::Fault(fault)) => panic!("{fault}"),
        Ok(_) => panic!("not refused"),
    }
}

/// payments:T4: the answer is lost; the bank has the file.
#[tokio::test]
async fn a_file_whose_answer_was_lost_is_received_when_the_bank_lists_it() {
    let keten = Keten::new().await;
    let bank = TestBank::start();
    ready(&keten, &[100, 200]).await;
    release(&keten).await;
    let file = keten.file().await;
    bank.fail(Storing::Antwoord);
    let sent = send(&keten.context, file.id, &file.sha256, ANNA).await.unwrap();
    assert_eq!(sent.staat, "onbekend");
    for door in [ANNA, BRAM] {
        let again = send(&keten.context, file.id, &file.sha256, door).await;
        assert_eq!(refused(again), Refusal::AlVerzonden { staat: "onbekend".to_owned() });
        let again = resend(&keten.context, file.id, &file.sha256, door).await;
        assert_eq!(refused(again), Refusal::BankNietGevraagd);
    }
    let forced = format!("UPDATE bestand SET staat = 'verzenden' WHERE id = '{}'", file.id);
    assert!(keten.refusal(forced).await.contains("waits for the bank"));

    let (found, antwoord) = ask(&keten.context, file.id, ANNA).await.unwrap();
    assert_eq!((antwoord, found.staat.as_str()), (Antwoord::Aanwezig, "ontvangen"));
    let again = resend(&keten.context, file.id, &file.sha256, BRAM).await;
    assert_eq!(refused(again), Refusal::NietOnbekend { staat: "ontvangen".to_owned() });
    assert_eq!(bank.copies(&file.msg_id).len(), 1);
    assert_eq!(keten.number("SELECT count(*) FROM poging WHERE staat = 'verzonden'").await, 2);
    let open = "SELECT count(*) FROM werkitem WHERE afgehandeld_op IS NULL";
    assert_eq!(keten.number(open).await, 0, "the bank has spoken");
    keten.prove().await;
}

/// payments:T4: the file itself was lost; the same bytes go again under the same reference.
#[tokio::test]
async fn a_lost_file_goes_again_as_the_same_bytes_after_the_bank_said_it_has_nothing() {
    let keten = Keten::new().await;
    let bank = TestBank::start();
    ready(&keten, &[100, 200]).await;
    release(&keten).await;
    let file = keten.file().await;
    bank.fail(Storing::Bestand);
    send(&keten.context, file.id, &file.sha256, ANNA).await.unwrap();
    let (_, antwoord) = ask(&keten.context, file.id, ANNA).await.unwrap();
    assert_eq!(antwoord, Antwoord::Afwezig);
    let other = resend(&keten.context, file.id, &[0; 32], ANNA).await;
    assert_eq!(refused(other), Refusal::AndereInhoud);
    let sent = resend(&keten.context, file.id, &file.sha256, ANNA).await.unwrap();
    assert_eq!((sent.staat.as_str(), sent.verzending), ("verzonden", 2));
    let copies = bank.copies(&file.msg_id);
    assert_eq!(copies.len(), 1);
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &copies[0]);
    assert_eq!(hash.as_ref(), file.sha256);
    assert_eq!(keten.number("SELECT count(*) FROM poging").await, 2, "two attempts, never four");
    keten.prove().await;
}

#[tokio::test]
async fn what_the_bank_said_of_an_earlier_sending_does_not_allow_another() {
    let keten = Keten::new().await;
    let bank = TestBank::start();
    ready(&keten, &[100, 200]).await;
    release(&keten).await;
    let file = keten.file().await;
    bank.fail(Storing::Bestand);
    send(&keten.context, file.id, &file.sha256, ANNA).await.unwrap();
    ask(&keten.context, file.id, ANNA).await.unwrap();
    bank.fail(Storing::Antwoord);
    let sent = resend(&keten.context, file.id, &file.sha256, ANNA).await.unwrap();
    assert_eq!((sent.staat.as_str(), sent.verzending), ("onbekend", 2));
    let again = resend(&keten.context, file.id, &file.sha256, ANNA).await;
    assert_eq!(refused(again), Refusal::BankNietGevraagd);
    let forced = format!("UPDATE bestand SET staat = 'verzenden' WHERE id = '{}'", file.id);
    assert!(keten.refusal(forced).await.contains("waits for the bank"));
}

#[tokio::test]
async fn other_bytes_at_the_bank_leave_the_file_in_doubt_and_call_somebody() {
    let keten = Keten::new().await;
    let bank = TestBank::start();
    ready(&keten, &[100, 200]).await;
    release(&keten).await;
    let file = keten.file().await;
    bank.fail(Storing::Bestand);
    send(&keten.context, file.id, &file.sha256, ANNA).await.unwrap();
    bank.forge(&file.msg_id);
    let (found, antwoord) = ask(&keten.context, file.id, ANNA).await.unwrap();
    assert_eq!((antwoord, found.staat.as_str()), (Antwoord::AndereInhoud, "onbekend"));
    let again = resend(&keten.context, file.id, &file.sha256, BRAM).await;
    assert_eq!(refused(again), Refusal::BankNietGevraagd);
    let items = "SELECT string_agg(soort || ' ' || wachtrij || ' ' || dringend, ', ' ORDER BY id) \
        FROM werkitem";
    assert_eq!(
        keten.texts(items).await,
        ["bestandOnbekend uitvoering true, andereInhoudBijBank techniek true"]
    );
}

#[tokio::test]
async fn who_writes_down_by_hand_that_the_bank_has_nothing_does_not_send_again() {
    let keten = Keten::new().await;
    ready(&keten, &[100, 200]).await;
    release(&keten).await;
    let file = keten.file().await;
    let begun = "UPDATE bestand SET staat = 'verzenden', verzending = 1, \
        verzonden_op = now() - interval '1 hour' RETURNING msg_id";
    keten.change(begun).await;
    payout::bestand::flows::doubt_unfinished(&keten.context).await.unwrap();
    let asked = ask(&keten.context, file.id, ANNA).await;
    assert_eq!(refused(asked), Refusal::NietTeVragen);
    let said = ("gesprek 2026-031 met de bank", ANNA);
    told_by_hand(&keten.context, file.id, None, said).await.unwrap();
    let own = resend(&keten.context, file.id, &file.sha256, ANNA).await;
    assert_eq!(refused(own), Refusal::BankNietGevraagd);
    let forced = format!(
        "UPDATE bestand SET staat = 'verzenden', verzonden_door = '{ANNA}' WHERE id = '{}'",
        file.id
    );
    assert!(keten.refusal(forced).await.contains("waits for the bank"));
    let sent = resend(&keten.context, file.id, &file.sha256, BRAM).await.unwrap();
    assert_eq!(sent.staat, "verzonden");
}

#[tokio::test]
async fn a_statement_ends_the_doubt_as_well() {
    let keten = Keten::new().await;
    let bank = TestBank::start();
    ready(&keten, &[100, 200]).await;
    release(&keten).await;
    let file = keten.file().await;
    bank.fail(Storing::Antwoord);
    send(&keten.context, file.id, &file.sha256, ANNA).await.unwrap();
    let batch = keten.texts("SELECT pmt_inf_id FROM bestand_batch").await;
    let debit = entry("R1", "DBIT", 300, &batch_of(&batch[0]));
    keten.receive(&camt053("C-1", (0, -300), &[debit])).await.unwrap();
    assert_eq!(keten.staat(&file).await, "geboekt");
    let paid = "SELECT string_agg(DISTINCT staat || ' ' || betaald_op, ',') FROM betaling";
    assert_eq!(keten.texts(paid).await, ["betaald 2026-03-20"]);
    keten.prove().await;
}
