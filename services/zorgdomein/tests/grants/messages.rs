//! The XML door.

use super::support::{KNOWN, Message, UNKNOWN, codes, world};

#[tokio::test]
async fn a_good_message_becomes_a_grant_that_everybody_hears_of() {
    let world = world().await;
    let message = Message::new("B000000001", "PGB-1");
    let (status, id, retour) = world.send(&world.one, message.xml("\r\n").into_bytes()).await;
    assert_eq!(status, 200);
    assert_eq!(codes(&retour), ["0200"]);
    assert!(!retour.contains("<Client>"), "a good answer is the header alone");
    assert!(retour.contains("<Identificatie>B000000001</Identificatie>\r\n"));

    let found = world.of_person(&world.one, KNOWN[0]).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["potten"][0]["bedrag"], 2_000_000);
    assert_eq!(found[0]["verstrekkerId"], world.ids[0].as_str());

    let said = world.facts("nl.pgb.toekenning-vastgesteld.v1").await;
    assert_eq!(said.len(), 1);
    assert_eq!(said[0]["versie"], 1);
    assert_eq!(said[0]["data"]["potten"][0]["id"], found[0]["potten"][0]["id"]);
    let people = world.facts("nl.pgb.budgethouder-vastgesteld.v1").await;
    assert_eq!(people[0]["subject"], found[0]["budgethouderId"]);
    assert!(people[0]["data"]["adresRef"].is_string(), "the BRP knows the address");
    assert!(!people[0].to_string().contains(KNOWN[0]), "no BSN in a fact");

    let (status, kept) = world.get(&world.one, &format!("/berichten/{id}")).await;
    assert_eq!((status, &kept["goed"]), (200, &true.into()));
    let again = world.server.get(&world.one, &format!("/berichten/{id}/retour"));
    assert_eq!(again.send().await.unwrap().text().await.unwrap(), retour);
}

#[tokio::test]
async fn the_same_bytes_get_the_same_answer_and_nothing_happens_twice() {
    let world = world().await;
    let bytes = Message::new("B000000001", "PGB-1").xml("\n").into_bytes();
    let first = world.send(&world.one, bytes.clone()).await;
    assert_eq!(world.send(&world.one, bytes).await, first);
    assert_eq!(world.count("SELECT count(*) FROM toekenning").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM bericht").await, 1);
}

#[tokio::test]
async fn the_same_number_with_another_content_is_9056_and_its_repeat_too() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B000000001", "PGB-1")).await;
    let mut other = Message::new("B000000001", "PGB-2");
    other.bsn = KNOWN[1].to_owned();
    let bytes = other.xml("\n").into_bytes();
    let (_, id, retour) = world.send(&world.one, bytes.clone()).await;
    assert_eq!(codes(&retour), ["9056"]);
    assert!(retour.contains("<Client>"), "a rejected client comes back in full");
    assert_eq!(world.send(&world.one, bytes).await.1, id);
    assert_eq!(world.count("SELECT count(*) FROM toekenning").await, 1);
}

#[tokio::test]
async fn a_replacement_is_the_next_version_of_the_same_grant_and_keeps_its_pots() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B000000001", "PGB-1")).await;
    let before = world.of_person(&world.one, KNOWN[0]).await;
    let mut next = Message::new("B000000002", "PGB-2");
    next.oud = Some("PGB-1".to_owned());
    next.delen = vec![
        ("02", "2026-01-01", "2026-06-30", 900_000),
        ("07", "2026-03-01", "2026-12-31", 100_000),
    ];
    world.accepted(&world.one, &next).await;
    let after = world.of_person(&world.one, KNOWN[0]).await;
    assert_eq!(after.len(), 1);
    assert_eq!(after[0]["id"], before[0]["id"]);
    assert_eq!(after[0]["potten"][0]["id"], before[0]["potten"][0]["id"]);
    assert_eq!(after[0]["potten"][0]["bedrag"], 900_000);
    assert_eq!(after[0]["potten"].as_array().unwrap().len(), 2);
    let said = world.facts("nl.pgb.toekenning-vastgesteld.v1").await;
    assert_eq!(said.iter().map(|said| said["versie"].clone()).collect::<Vec<_>>(), [1, 2]);

    let mut withdrawn = Message::new("B000000003", "PGB-3");
    withdrawn.oud = Some("PGB-2".to_owned());
    withdrawn.delen =
        vec![("02", "2026-01-01", "2026-01-01", 0), ("07", "2026-03-01", "2026-03-01", 0)];
    world.accepted(&world.one, &withdrawn).await;
    let gone = world.of_person(&world.one, KNOWN[0]).await;
    assert_eq!(gone[0]["status"], "ingetrokken");
    let said = world.facts("nl.pgb.toekenning-vastgesteld.v1").await;
    assert_eq!(said[2]["data"]["status"], "ingetrokken");
    assert_eq!(said[2]["data"]["potten"][1]["bedrag"], 0);
}

#[tokio::test]
async fn what_was_known_at_an_earlier_moment_can_still_be_asked() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B000000001", "PGB-1")).await;
    let moment = world.context.clock.now().to_string();
    let mut next = Message::new("B000000002", "PGB-2");
    next.oud = Some("PGB-1".to_owned());
    next.delen = vec![("02", "2026-01-01", "2026-12-31", 500_000)];
    world.accepted(&world.one, &next).await;
    let id = world.of_person(&world.one, KNOWN[0]).await[0]["id"].as_str().unwrap().to_owned();
    let (_, now) = world.get(&world.one, &format!("/toekenningen/{id}")).await;
    let (status, then) =
        world.get(&world.one, &format!("/toekenningen/{id}?beschikbaarOp={moment}")).await;
    assert_eq!(status, 200, "{then}");
    assert_eq!(now["potten"][0]["bedrag"], 500_000);
    assert_eq!(then["potten"][0]["bedrag"], 2_000_000);
}

#[tokio::test]
async fn rules_that_need_earlier_messages_are_judged_by_them() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B000000001", "PGB-1")).await;

    let overlapping = Message::new("B000000002", "PGB-2");
    assert_eq!(world.codes(&overlapping).await, ["9502"]);

    let mut twice = Message::new("B000000003", "PGB-1");
    twice.delen = vec![("07", "2026-01-01", "2026-12-31", 1)];
    assert_eq!(world.codes(&twice).await, ["9574"]);

    let mut replaces_nothing = Message::new("B000000004", "PGB-4");
    replaces_nothing.oud = Some("PGB-0".to_owned());
    replaces_nothing.delen = vec![("07", "2026-01-01", "2026-12-31", 1)];
    assert_eq!(world.codes(&replaces_nothing).await, ["9562"]);

    let mut forgets_a_part = Message::new("B000000005", "PGB-5");
    forgets_a_part.oud = Some("PGB-1".to_owned());
    forgets_a_part.delen = vec![("07", "2026-01-01", "2026-12-31", 1)];
    assert_eq!(world.codes(&forgets_a_part).await, ["9562"]);

    let mut wrong_day = Message::new("B000000006", "PGB-6");
    wrong_day.oud = Some("PGB-1".to_owned());
    wrong_day.delen =
        vec![("02", "2026-01-01", "2026-12-31", 5), ("02", "2026-02-01", "2026-02-01", 0)];
    assert_eq!(world.codes(&wrong_day).await, ["9514"]);

    let mut unknown = Message::new("B000000007", "PGB-7");
    unknown.bsn = UNKNOWN.to_owned();
    assert_eq!(world.codes(&unknown).await, ["9504"]);

    let mut no_sender = Message::new("B000000008", "PGB-8");
    no_sender.afzender = "9999";
    assert_eq!(world.codes(&no_sender).await, ["S300"]);

    let mut wrong_office = Message::new("B000000009", "PGB-9");
    (wrong_office.wet, wrong_office.code) = ("WLZ", "462");
    wrong_office.delen = vec![("99", "2026-01-01", "2026-12-31", 1)];
    assert_eq!(world.codes(&wrong_office).await, ["S300"]);

    assert_eq!(world.count("SELECT count(*) FROM toekenning_versie").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM bericht").await, 9);
}

#[tokio::test]
async fn a_wlz_budget_is_replaced_within_its_year() {
    let world = world().await;
    let mut message = Message::new("B000000001", "PGB-1");
    (message.wet, message.code, message.afzender) = ("WLZ", "462", "5501");
    message.delen = vec![("99", "2026-01-01", "2026-12-31", 6_000_000)];
    world.accepted(&world.office, &message).await;
    message.identificatie = "B000000002".to_owned();
    message.budget = "PGB-2".to_owned();
    message.oud = Some("PGB-1".to_owned());
    message.delen =
        vec![("99", "2026-01-01", "2026-01-01", 0), ("99", "2027-01-01", "2027-12-31", 6_000_000)];
    let (_, _, retour) = world.send(&world.office, message.xml("\n").into_bytes()).await;
    assert_eq!(codes(&retour), ["9508"]);
    message.identificatie = "B000000003".to_owned();
    message.delen = vec![("99", "2026-01-01", "2027-01-31", 6_000_000)];
    let (_, _, retour) = world.send(&world.office, message.xml("\n").into_bytes()).await;
    assert_eq!(codes(&retour), ["9501"]);
}

#[tokio::test]
async fn a_message_that_is_not_valid_gets_0001_and_leaves_no_grant() {
    let world = world().await;
    let mut message = Message::new("B000000001", "PGB-1");
    message.delen = vec![("77", "2026-01-01", "2026-12-31", 1)];
    assert_eq!(world.codes(&message).await, ["0001"]);
    let wrong_version = Message::new("B000000002", "PGB-1")
        .xml("\n")
        .replace("<BerichtVersie>2<", "<BerichtVersie>3<");
    let (status, _, retour) = world.send(&world.one, wrong_version.into_bytes()).await;
    assert_eq!((status, codes(&retour)), (200, vec!["0001".to_owned()]));
    assert_eq!(world.count("SELECT count(*) FROM toekenning").await, 0);
}

#[tokio::test]
async fn what_cannot_be_read_gets_a_problem_and_is_kept_with_its_answer() {
    let world = world().await;
    let mut bomb =
        String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE Bericht [\n<!ENTITY a0 \"x\">\n");
    for n in 1..10 {
        let line = format!("<!ENTITY a{n} \"{}\">\n", format!("&a{};", n - 1).repeat(10));
        bomb.push_str(&line);
    }
    bomb.push_str("]>\n<Bericht><Header>&a9;</Header></Bericht>");
    let hostile: [Vec<u8>; 7] = [
        bomb.into_bytes(),
        b"<Bericht>&buiten;</Bericht>".to_vec(),
        b"<Bericht><Header></Bericht>".to_vec(),
        "<a>".repeat(100_000).into_bytes(),
        vec![0xff, 0xfe, 0x00],
        b"<andersoortig/>".to_vec(),
        Vec::new(),
    ];
    for (n, bytes) in hostile.into_iter().enumerate() {
        let (status, id, body) = world.send(&world.one, bytes.clone()).await;
        assert_eq!(status, 400, "{n}: {body}");
        assert!(body.contains("onleesbaar-bericht"), "{n}: {body}");
        assert_eq!(world.send(&world.one, bytes).await.1, id, "kept once");
        let (status, kept) = world.get(&world.one, &format!("/berichten/{id}")).await;
        assert_eq!((status, &kept["goed"]), (200, &false.into()));
    }
    assert_eq!(world.count("SELECT count(*) FROM bericht").await, 7);
    assert_eq!(world.count("SELECT count(*) FROM persoon").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM toekenning").await, 0);
}

#[tokio::test]
async fn a_message_above_25_mb_is_refused_and_one_below_is_read() {
    let world = world().await;
    let message = Message::new("B000000001", "PGB-1").xml("\r\n");
    let padded = |length: usize| {
        let mut bytes = message.clone().into_bytes();
        bytes.resize(length, b' ');
        bytes
    };
    let (status, _, _) = world.send(&world.one, padded(26 * 1024 * 1024)).await;
    assert_eq!(status, 413);
    let (status, _, body) = world.send(&world.one, padded(25_000_001)).await;
    assert_eq!(status, 400);
    assert!(body.contains("25 MB"), "{body}");
    let (status, _, retour) = world.send(&world.one, padded(24_999_999)).await;
    assert_eq!((status, codes(&retour)), (200, vec!["0200".to_owned()]));
}

#[tokio::test]
async fn two_messages_on_one_budget_at_once_make_one_chain() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B000000001", "PGB-1")).await;
    let next = |n: u32| {
        let mut next = Message::new(&format!("B00000010{n}"), &format!("PGB-1{n}"));
        next.oud = Some("PGB-1".to_owned());
        world.send(&world.one, next.xml("\n").into_bytes())
    };
    let answers = tokio::join!(next(1), next(2), next(3), next(4));
    let all = [answers.0.2, answers.1.2, answers.2.2, answers.3.2];
    let good = all.iter().filter(|retour| codes(retour) == ["0200"]).count();
    assert_eq!(good, 1, "{all:#?}");
    assert_eq!(world.count("SELECT count(*) FROM toekenning_versie").await, 2);
}
