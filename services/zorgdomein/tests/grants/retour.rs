//! Answers over REST, a register of persons that is down, and the scope of a transaction.

use diesel::sql_types::{Nullable, Text};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use platform::{Problem, Scope};
use serde_json::{Value, json};
use zorgdomein::persoon::Nummer;
use zorgdomein::persoon::flows::{self, Desk, NewBudgethouder, NewZorgverlener};
use zorgdomein::persoon::peers::{Brp, set_brp};

use super::json::offer;
use super::support::{KNOWN, Message, codes, world};

#[tokio::test]
async fn the_retour_of_a_toekenning_is_the_same_over_rest_and_as_xml() {
    let world = world().await;
    let made = world.server.post(&world.one, "/toekenningen", &offer("B1", "PGB-1"));
    let made: Value = made.send().await.unwrap().json().await.unwrap();
    let path = format!("/toekenningen/{}/retour", made["id"].as_str().unwrap());
    let (status, retour) = world.get(&world.one, &path).await;
    assert_eq!(status, 200);
    assert_eq!(retour["retourCodes"], json!(["0200"]));
    assert_eq!(retour["berichtIdentificatie"], "B1");
    let number = retour["identificatieRetour"].as_str().unwrap();

    let xml = world.server.get(&world.one, &path).header("accept", "application/xml");
    let xml = xml.send().await.unwrap().text().await.unwrap();
    assert_eq!(codes(&xml), ["0200"]);
    assert!(xml.contains(&format!("<IdentificatieRetour>{number}</IdentificatieRetour>")));
    assert_eq!(world.get(&world.two, &path).await.0, 404, "of another verstrekker");

    let mut next = Message::new("B2", "PGB-2");
    next.oud = Some("PGB-1".to_owned());
    world.accepted(&world.one, &next).await;
    let (_, newest) = world.get(&world.one, &path).await;
    assert_eq!(newest["berichtIdentificatie"], "B2");
    let (_, first) = world.get(&world.one, &format!("{path}?versie=1")).await;
    assert_eq!(first, retour);
    assert_eq!(world.get(&world.one, &format!("{path}?versie=3")).await.0, 404);
}

#[tokio::test]
async fn when_the_register_of_persons_is_down_nothing_is_kept_and_the_sender_comes_back() {
    assert!(set_brp(Brp::of_file(std::path::Path::new("/nergens/brp.ndjson"))));
    let world = world().await;
    let message = Message::new("B1", "PGB-1");
    let (status, _, problem) = world.send(&world.one, message.xml("\n").into_bytes()).await;
    assert_eq!(status, 503, "{problem}");
    let answer = world.server.post(&world.one, "/toekenningen", &offer("B2", "PGB-2"));
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.headers()["retry-after"], "60");
    assert_eq!(world.count("SELECT count(*) FROM bericht").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM persoon").await, 0);
}

#[derive(diesel::QueryableByName)]
struct Seen {
    #[diesel(sql_type = Nullable<Text>)]
    scope: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    verstrekkers: Option<String>,
}

#[tokio::test]
async fn after_writing_a_person_the_transaction_sees_exactly_its_own_verstrekkers_again() {
    let world = world().await;
    let one: uuid::Uuid = world.ids[0].parse().unwrap();
    let desk = Desk::of(&world.context).unwrap();
    let seen = world.context.transact(Scope::of([one]), move |conn| {
        let desk = desk.clone();
        async move {
            let own = Scope::of([one]);
            let bsn = |n: usize| kernel::Bsn::parse(KNOWN[n]).unwrap();
            let first = bsn(0);
            let new = NewBudgethouder { bsn: &first, verstrekker: one, brp: None, contact: None };
            flows::ensure_budgethouder(conn, &desk, &own, new).await?;
            let mut seen = vec![now(conn).await?];
            let other = Nummer::Bsn(bsn(1));
            flows::ensure_vertegenwoordiger(conn, &desk, &own, &other, one).await?;
            seen.push(now(conn).await?);
            let new = NewZorgverlener {
                nummer: Nummer::Bsn(bsn(2)),
                naam: "Proef Zorgverlener".to_owned(),
                kvk_nummer: None,
                agb_code: None,
                geboortedatum: None,
                iban: kernel::Iban::parse("NL91ABNA0417164300").unwrap(),
                rekeninghouder: "P. Zorgverlener".to_owned(),
                verstrekkers: vec![one],
            };
            flows::register_zorgverlener(conn, &desk, &own, &new).await?;
            seen.push(now(conn).await?);
            Ok::<_, Problem>(seen)
        }
        .boxed()
    });
    for seen in seen.await.unwrap() {
        assert_eq!(seen.scope.as_deref(), Some("verstrekkers"));
        assert_eq!(seen.verstrekkers, Some(format!("{{{one}}}")));
    }
}

async fn now(conn: &mut diesel_async::AsyncPgConnection) -> Result<Seen, diesel::result::Error> {
    diesel::sql_query(
        "SELECT current_setting('pgb.scope', true) AS scope, \
         current_setting('pgb.verstrekkers', true) AS verstrekkers",
    )
    .get_result(conn)
    .await
}
