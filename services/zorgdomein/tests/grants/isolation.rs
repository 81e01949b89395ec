//! Nobody sees a row of another verstrekker.

use super::support::{KNOWN, Message, world};
use serde_json::{Value, json};

#[tokio::test]
async fn the_neighbour_gets_404_and_empty_lists() {
    let world = world().await;
    let message = Message::new("B1", "PGB-1");
    let (_, bericht, _) = world.send(&world.one, message.xml("\n").into_bytes()).await;
    let own = world.of_person(&world.one, KNOWN[0]).await;
    let (id, who) = (own[0]["id"].as_str().unwrap(), own[0]["budgethouderId"].as_str().unwrap());
    for path in [
        format!("/toekenningen/{id}"),
        format!("/budgethouders/{who}"),
        format!("/berichten/{bericht}"),
        format!("/berichten/{bericht}/retour"),
    ] {
        let seen = world.server.get(&world.one, &path).send().await.unwrap();
        assert_eq!(seen.status(), 200, "{path}");
        let hidden = world.server.get(&world.two, &path).send().await.unwrap();
        assert_eq!(hidden.status(), 404, "{path}");
    }
    assert!(world.of_person(&world.two, KNOWN[0]).await.is_empty());
    let (_, list) = world.get(&world.two, "/toekenningen").await;
    assert_eq!(list["items"], json!([]));
}

#[tokio::test]
async fn nobody_sends_messages_in_the_name_of_another() {
    let world = world().await;
    let message = Message::new("B1", "PGB-1");
    let (status, _, _) = world.send(&world.two, message.xml("\n").into_bytes()).await;
    assert_eq!(status, 403);
    assert_eq!(world.count("SELECT count(*) FROM bericht").await, 0);
}

#[tokio::test]
async fn two_verstrekkers_with_one_budgethouder_see_their_own_grant_only() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B1", "PGB-1")).await;
    let mut moved = Message::new("B1", "PGB-1");
    moved.afzender = "9902";
    world.accepted(&world.two, &moved).await;
    let one = world.of_person(&world.one, KNOWN[0]).await;
    let two = world.of_person(&world.two, KNOWN[0]).await;
    assert_eq!((one.len(), two.len()), (1, 1));
    assert_ne!(one[0]["id"], two[0]["id"]);
    assert_eq!(one[0]["budgethouderId"], two[0]["budgethouderId"], "one person in the country");
    let said = world.facts("nl.pgb.budgethouder-vastgesteld.v1").await;
    assert_eq!(said.len(), 2);
    assert_eq!(said[1]["data"]["verstrekkers"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_mandate_opens_the_rows_and_the_register_is_for_the_nation_to_write() {
    let world = world().await;
    let body = json!({ "naam": "Gemeente Proefwijk", "soort": "gemeente", "afzendercode": "9903",
        "oin": "00000099000000010003", "wetten": ["WMO"],
        "mandaten": [{ "oin": "00000099000000020001", "periode": { "van": "2020-01-01" } },
                     { "oin": "00000099000000020002",
                       "periode": { "van": "2020-01-01", "tot": "2020-12-31" } }] });
    let refused = world.server.post(&world.one, "/verstrekkers", &body).send().await.unwrap();
    assert_eq!(refused.status(), 403);
    let national = world.server.token(platform::testing::NATIONAL_OIN, super::support::ALL);
    let made = world.server.post(&national, "/verstrekkers", &body).send().await.unwrap();
    assert_eq!(made.status(), 201);
    let made: Value = made.json().await.unwrap();
    let taken = world.server.post(&national, "/verstrekkers", &body).send().await.unwrap();
    assert_eq!(taken.status(), 409);

    let mut message = Message::new("B1", "PGB-1");
    message.afzender = "9903";
    let acting = world.server.token("00000099000000020001", super::support::ALL);
    world.accepted(&acting, &message).await;
    assert_eq!(world.of_person(&acting, KNOWN[0]).await.len(), 1);
    let ended = world.server.token("00000099000000020002", super::support::ALL);
    assert_eq!(world.get(&ended, "/toekenningen").await.0, 403);

    let said = world.facts("nl.pgb.verstrekker-vastgesteld.v1").await;
    let said = said.iter().find(|said| said["subject"] == made["id"]).unwrap();
    assert_eq!(said["data"]["mandaten"].as_array().unwrap().len(), 2);
    let (_, list) = world.get(&world.one, "/verstrekkers").await;
    assert_eq!(list["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn every_look_at_a_person_is_logged_with_whose_rows_were_shown() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B1", "PGB-1")).await;
    let own = world.of_person(&world.one, KNOWN[0]).await;
    let id = own[0]["id"].as_str().unwrap();
    world.get(&world.one, &format!("/toekenningen/{id}")).await;
    let looks = world
        .count(
            "SELECT count(*) FROM inzage WHERE resource = 'toekenningen' \
             AND rij_verstrekkers <@ verstrekkers AND cardinality(rij_verstrekkers) = 1",
        )
        .await;
    assert_eq!(looks, 2);
    assert_eq!(
        world.count("SELECT count(*) FROM inzage WHERE NOT rij_verstrekkers <@ verstrekkers").await,
        0
    );
}
