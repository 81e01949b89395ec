//! Zorgverleners, budgethouders and who may act for them.

use std::collections::HashMap;

use futures_util::FutureExt;
use jiff::civil::date;
use kernel::Id;
use platform::Scope;
use serde_json::{Value, json};
use uuid::Uuid;
use zorgdomein::persoon::{Bevoegde, Persoon, store};
use zorgdomein::toekenning;

use super::support::{KNOWN, Message, World, world};

const IBAN: &str = "NL91ABNA0417164300";
const OTHER_IBAN: &str = "NL02ABNA0123456789";

fn person(bsn: &str, iban: &str, verstrekkers: &[&String]) -> Value {
    json!({ "soort": "persoon", "naam": "Proef Zorgverlener", "bsn": bsn, "iban": iban,
        "rekeninghouder": "P. Zorgverlener", "geboortedatum": "1980-02-03",
        "verstrekkers": verstrekkers })
}

async fn register(world: &World, token: &str, body: &Value) -> (u16, Value) {
    let answer = world.server.post(token, "/zorgverleners", body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_zorgverlener_is_one_for_the_country_and_linked_to_each_verstrekker() {
    let world = world().await;
    let (status, first) =
        register(&world, &world.one, &person(KNOWN[1], IBAN, &[&world.ids[0]])).await;
    assert_eq!(status, 201, "{first}");
    let path = format!("/zorgverleners/{}", first["id"].as_str().unwrap());
    assert_eq!(world.get(&world.two, &path).await.0, 404);

    let (status, again) =
        register(&world, &world.two, &person(KNOWN[1], IBAN, &[&world.ids[1]])).await;
    assert_eq!((status, &again), (200, &first));
    let (status, seen) = world.get(&world.two, &path).await;
    assert_eq!(status, 200);
    assert_eq!(seen["verstrekkers"], json!([world.ids[1]]), "his own verstrekkers only");
    assert!(!seen.to_string().contains(KNOWN[1]));

    let said = world.facts("nl.pgb.zorgverlener-vastgesteld.v1").await;
    assert_eq!(said.len(), 2);
    assert_eq!(said[1]["data"]["verstrekkers"].as_array().unwrap().len(), 2);
    assert!(!said[1].to_string().contains(IBAN));
    let accounts = world.facts("nl.pgb.betaalgegevens-vastgesteld.v1").await;
    assert_eq!(accounts.len(), 1);
    assert_eq!(accounts[0]["data"]["iban"], IBAN);
    assert_eq!(accounts[0]["data"]["ibanRef"], said[0]["data"]["ibanRef"]);
}

#[tokio::test]
async fn an_account_does_not_change_by_registering_somebody_again() {
    let world = world().await;
    register(&world, &world.one, &person(KNOWN[1], IBAN, &[&world.ids[0]])).await;
    let (status, problem) =
        register(&world, &world.two, &person(KNOWN[1], OTHER_IBAN, &[&world.ids[1]])).await;
    assert_eq!(status, 409, "{problem}");
    assert!(!problem.to_string().contains(IBAN));
    assert_eq!(world.count("SELECT count(*) FROM betaalgegevens_versie").await, 1);
}

#[tokio::test]
async fn a_zorgverlener_has_the_number_of_his_kind_and_verstrekkers_of_the_caller() {
    let world = world().await;
    let firm = json!({ "soort": "organisatie", "naam": "Proefzorg", "kvkNummer": "90000001",
        "iban": IBAN, "rekeninghouder": "Proefzorg", "verstrekkers": [world.ids[0]] });
    assert_eq!(register(&world, &world.one, &firm).await.0, 201);
    let mut wrong = firm.clone();
    wrong["bsn"] = json!(KNOWN[1]);
    assert_eq!(register(&world, &world.one, &wrong).await.0, 400);
    let mut nobody = firm.clone();
    nobody["kvkNummer"].take();
    assert_eq!(register(&world, &world.one, &nobody).await.0, 400);
    let foreign = person(KNOWN[2], IBAN, &[&world.ids[1]]);
    assert_eq!(register(&world, &world.one, &foreign).await.0, 400);
    let search = json!({ "bsn": KNOWN[1] });
    let found = world.server.post(&world.one, "/zorgverleners/_zoek", &search);
    let found: Value = found.send().await.unwrap().json().await.unwrap();
    assert_eq!(found["items"], json!([]));
}

#[tokio::test]
async fn nothing_that_names_a_person_can_be_read_from_the_database() {
    let world = world().await;
    world.accepted(&world.one, &Message::new("B1", "PGB-1")).await;
    register(&world, &world.one, &person(KNOWN[1], IBAN, &[&world.ids[0]])).await;
    let plain = world
        .count(
            "SELECT (SELECT count(*) FROM persoon WHERE position('999990019'::bytea in bsn) > 0) \
             + (SELECT count(*) FROM bericht WHERE position('999990019'::bytea in inhoud) > 0) \
             + (SELECT count(*) FROM persoon_gegevens WHERE position('Proef'::bytea in gegevens) > 0) \
             + (SELECT count(*) FROM betaalgegevens_versie WHERE position('NL91'::bytea in iban) > 0) \
             AS count",
        )
        .await;
    assert_eq!(plain, 0);
}

#[tokio::test]
async fn a_relation_may_act_in_its_capacity_from_its_first_day() {
    let world = world().await;
    let mut message = Message::new("B1", "PGB-1");
    message.relaties = format!(
        "<Relatie><Nummer>1</Nummer><Soort>2</Soort><Bsn>{}</Bsn>\
         <Ingangsdatum>2026-02-01</Ingangsdatum></Relatie>\
         <Relatie><Nummer>2</Nummer><Soort>6</Soort><Bsn>{}</Bsn></Relatie>",
        KNOWN[1], KNOWN[2]
    );
    world.accepted(&world.one, &message).await;
    let own = world.of_person(&world.one, KNOWN[0]).await;
    let who = own[0]["budgethouderId"].as_str().unwrap().to_owned();
    let (_, budgethouder) = world.get(&world.one, &format!("/budgethouders/{who}")).await;
    assert_eq!(budgethouder["relaties"].as_array().unwrap().len(), 2);
    let id: Id<Persoon> = who.parse::<Uuid>().unwrap().into();
    let before = acting(&world, id, date(2026, 1, 31)).await;
    assert!(before.get(&id).is_none_or(|found| found.iter().all(|one| !one.soort.financieel())));
    let after = acting(&world, id, date(2026, 2, 1)).await;
    let financial: Vec<_> = after[&id].iter().filter(|one| one.soort.financieel()).collect();
    assert_eq!(financial.len(), 1);
    assert!(financial[0].persoon.is_some());
}

async fn acting(
    world: &World,
    id: Id<Persoon>,
    day: jiff::civil::Date,
) -> HashMap<Id<Persoon>, Vec<Bevoegde>> {
    let scope = Scope::of([world.ids[0].parse().unwrap()]);
    world
        .context
        .transact(scope, move |conn| {
            async move { store::bevoegden(conn, &[id], day).await }.boxed()
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn pots_are_loaded_for_many_budgethouders_within_the_scope_only() {
    let world = world().await;
    let mut ids = Vec::new();
    for (n, bsn) in KNOWN.iter().enumerate() {
        let mut message = Message::new(&format!("B{n}"), &format!("PGB-{n}"));
        message.bsn = (*bsn).to_owned();
        world.accepted(&world.one, &message).await;
        let own = world.of_person(&world.one, bsn).await;
        ids.push(own[0]["budgethouderId"].as_str().unwrap().parse::<Uuid>().unwrap().into());
    }
    let own = load(&world, 0, &ids).await;
    assert_eq!(own.iter().map(|found| found.potten.len()).sum::<usize>(), 4);
    assert_eq!(load(&world, 1, &ids).await.len(), 0);
}

/// The toekenningen of these persons, as the n-th verstrekker sees them.
async fn load(world: &World, n: usize, ids: &[Id<Persoon>]) -> Vec<toekenning::Toekenning> {
    let (scope, ids) = (Scope::of([world.ids[n].parse().unwrap()]), ids.to_vec());
    let found = world.context.transact(scope, move |conn| {
        let ids = ids.clone();
        async move { toekenning::store::potten_for(conn, &ids).await }.boxed()
    });
    found.await.unwrap()
}
