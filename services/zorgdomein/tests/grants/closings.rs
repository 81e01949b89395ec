//! Budget closings: the 507 on its day, the 508 that answers it, over XML and REST.

use std::path::PathBuf;

use diesel_async::SimpleAsyncConnection;
use futures_util::FutureExt;
use jiff::civil::date;
use kernel::{Bsn, Euro, Id, Zorgfunctie};
use platform::clock::Clock;
use platform::{Problem, Scope};
use serde_json::{Value, json};
use zorgdomein::bericht::Berichtsoort;
use zorgdomein::budgetafsluiting::{Afsluiting, Reden, Regel, flows, xml};

use super::schemas::{golden, validate};
use super::support::{KNOWN, Message, World, world_on};

struct Day(PathBuf);

impl Day {
    fn new() -> Self {
        let name = format!("clock-{}", platform::id::new_uuid());
        let day = Self(std::env::temp_dir().join(name));
        day.set("2026-01-05");
        day
    }

    fn set(&self, day: &str) {
        std::fs::write(&self.0, format!("{day}T12:00:00Z")).unwrap();
    }
}

async fn start() -> (World, Day) {
    let day = Day::new();
    let world = world_on(Clock::from_file(day.0.clone())).await;
    (world, day)
}

/// Waits until the clock has looked at its file again.
async fn until(world: &World, day: jiff::civil::Date) {
    for _ in 0..200 {
        if world.context.clock.today() == day {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the clock does not follow its file");
}

/// What payout would tell of every pot.
async fn spent(world: &World, besteed: i64, terug: i64) {
    let sql = format!(
        "DELETE FROM budgetstand; INSERT INTO budgetstand (pot_id, toekenning_id, verstrekker_id, \
         budgethouder_id, zorgfunctie, geldig_van, toegekend, beschikbaar, gereserveerd, besteed, \
         terug_te_vorderen, tekort, versie, bijgewerkt_op) SELECT id, toekenning_id, \
         verstrekker_id, budgethouder_id, zorgfunctie, ingangsdatum, 0, 0, 0, {besteed}, {terug}, \
         0, 1, now() FROM pot"
    );
    let done = world.context.transact(Scope::Landelijk, move |conn| {
        let sql = sql.clone();
        async move { conn.batch_execute(&sql).await.map_err(Problem::from) }.boxed()
    });
    done.await.unwrap();
}

async fn close(world: &World) {
    while flows::step(&world.context).await.unwrap() {}
}

async fn closings(world: &World, token: &str) -> Vec<Value> {
    let (status, list) = world.get(token, "/budgetafsluitingen").await;
    assert_eq!(status, 200, "{list}");
    list["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_budget_is_closed_98_days_after_its_end_with_what_payout_told_and_answered_once() {
    let (world, day) = start().await;
    world.accepted(&world.one, &Message::new("B1", "PGB-1")).await;
    day.set("2027-04-07");
    until(&world, date(2027, 4, 7)).await;
    spent(&world, 345_678, 0).await;
    close(&world).await;
    assert_eq!(closings(&world, &world.one).await.len(), 0, "one day too early");

    day.set("2027-04-08");
    until(&world, date(2027, 4, 8)).await;
    close(&world).await;
    close(&world).await;
    let found = closings(&world, &world.one).await;
    assert_eq!(found.len(), 1, "once");
    let regel = &found[0]["regels"][0];
    assert_eq!(regel["functieBudgetBesteed"], 345_678);
    assert_eq!(regel["redenBudgetafsluiting"], "1");
    assert_eq!(regel["bestedingsPeriode"], json!({ "van": "2026-01-01", "tot": "2026-12-31" }));
    assert_eq!(closings(&world, &world.two).await.len(), 0, "the neighbour sees none");

    let id = found[0]["id"].as_str().unwrap();
    let path = format!("/budgetafsluitingen/{id}");
    let text = world.server.get(&world.one, &format!("{path}/bericht"));
    let text = text.send().await.unwrap().text().await.unwrap();
    validate("WMO507", &text);
    assert!(text.contains(&format!("<Bsn>{}</Bsn>", KNOWN[0])));

    let number = found[0]["berichtIdentificatie"].as_str().unwrap();
    let retour = golden("WMO508").replace("A00000000001", number);
    let (status, kept, _) = world.send(&world.two, retour.clone().into_bytes()).await;
    assert_eq!((status, kept.as_str()), (404, ""), "it is not his");
    let (status, kept, body) = world.send(&world.one, retour.clone().into_bytes()).await;
    assert_eq!((status, kept.as_str(), body.as_str()), (204, id, ""));
    let again = world.send(&world.one, retour.into_bytes()).await;
    assert_eq!(again.0, 204, "the same answer again");
    let (_, now) = world.get(&world.one, &path).await;
    assert_eq!(now["retour"]["retourCodes"], json!(["0200", "9510"]));

    let other = json!({ "identificatieRetour": "X0002", "dagtekeningRetour": "2027-04-09",
        "retourCodes": ["0200"] });
    let answer = world.server.post(&world.one, &format!("{path}/retour"), &other);
    assert_eq!(answer.send().await.unwrap().status(), 409);
    let (_, open) = world.get(&world.one, "/budgetafsluitingen?zonderRetour=true").await;
    assert_eq!(open["items"], json!([]));
}

#[tokio::test]
async fn a_lowering_below_what_was_spent_is_told_the_next_day_unless_it_is_repaired() {
    let (world, day) = start().await;
    world.accepted(&world.one, &Message::new("B1", "PGB-1")).await;
    let mut lower = Message::new("B2", "PGB-2");
    lower.oud = Some("PGB-1".to_owned());
    lower.delen = vec![("02", "2026-01-01", "2026-12-31", 100_000)];
    world.accepted(&world.one, &lower).await;
    spent(&world, 150_000, 0).await;
    close(&world).await;
    assert_eq!(closings(&world, &world.one).await.len(), 0, "the day itself is for repair");
    day.set("2026-01-06");
    until(&world, date(2026, 1, 6)).await;
    close(&world).await;
    let found = closings(&world, &world.one).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["regels"][0]["redenBudgetafsluiting"], "3");
    assert_eq!(found[0]["regels"][0]["budgetIdentificatie"], "PGB-1", "where it was lawful");
    assert_eq!(found[0]["regels"][0]["functieBudgetBesteed"], 150_000);
    let answer = json!({ "identificatieRetour": "X1", "dagtekeningRetour": "2026-01-07",
        "retourCodes": ["0200"] });
    let path = format!("/budgetafsluitingen/{}/retour", found[0]["id"].as_str().unwrap());
    let kept = world.server.post(&world.one, &path, &answer).send().await.unwrap();
    assert_eq!(kept.status(), 201);
    let wrong = json!({ "identificatieRetour": "", "dagtekeningRetour": "2026-01-07",
        "retourCodes": ["8888"] });
    let refused = world.server.post(&world.one, &path, &wrong).send().await.unwrap();
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_pot_that_payout_has_not_spoken_of_waits_and_a_repaired_one_says_nothing() {
    let (world, day) = start().await;
    world.accepted(&world.one, &Message::new("B1", "PGB-1")).await;
    let mut lower = Message::new("B2", "PGB-2");
    lower.oud = Some("PGB-1".to_owned());
    lower.delen = vec![("02", "2026-01-01", "2026-12-31", 100_000)];
    world.accepted(&world.one, &lower).await;
    day.set("2026-01-06");
    until(&world, date(2026, 1, 6)).await;
    close(&world).await;
    let open = "SELECT count(*) FROM afsluiting_agenda WHERE afgehandeld_op IS NULL \
         AND op = '2026-01-07'";
    assert_eq!(world.count(open).await, 1, "looked at again tomorrow");
    let mut raised = Message::new("B3", "PGB-3");
    raised.oud = Some("PGB-2".to_owned());
    world.accepted(&world.one, &raised).await;
    spent(&world, 150_000, 0).await;
    day.set("2026-01-07");
    until(&world, date(2026, 1, 7)).await;
    close(&world).await;
    assert_eq!(closings(&world, &world.one).await.len(), 0);
    assert_eq!(world.count(open).await, 0);
}

fn regel(budget: &str, functie: &str, cents: i64, reden: i16) -> Regel {
    Regel {
        pot: Id::from_uuid(uuid::Uuid::nil()),
        reden: Reden::of_code(reden).unwrap(),
        budget_identificatie: budget.to_owned(),
        zorgfunctie: Zorgfunctie::parse(functie).unwrap(),
        van: date(2026, 1, 1),
        tot: date(2026, 12, 31),
        besteed: Euro::from_cents(cents),
        verantwoordingsvrij_besteed: None,
        ziekengeld: None,
    }
}

#[test]
fn every_example_of_a_507_is_what_we_write_and_of_a_508_what_we_read() {
    for (wet, code, retour, ontvanger, bsn, regels) in [
        (
            "WMO",
            "464",
            "465",
            "9901",
            KNOWN[0],
            vec![regel("PGB-2026-000001", "02", 345_678, 3), regel("PGB-2026-000002", "07", 0, 2)],
        ),
        ("JW", "466", "467", "9901", KNOWN[2], vec![regel("PGB-2026-000002", "45", 800_000, 1)]),
        ("WLZ", "468", "469", "5501", KNOWN[3], vec![regel("PGB-2026-000003", "99", 5_220_103, 1)]),
    ] {
        let kind = Berichtsoort {
            code: code.to_owned(),
            code_retour: retour.to_owned(),
            wet: kernel::Wet::parse(wet).unwrap(),
            naamruimte: format!("urn:nl:pgb-keten:ipgb:2.1:{wet}507"),
            naamruimte_retour: format!("urn:nl:pgb-keten:ipgb:2.1:{wet}508"),
            versie: 2,
            subversie: 1,
            xsd_versie: "1.0.0".to_owned(),
        };
        let afsluiting = Afsluiting {
            ontvanger: ontvanger.to_owned(),
            identificatie: "A00000000001".to_owned(),
            dagtekening: date(2027, 4, 8),
            bsn: Bsn::parse(bsn).unwrap(),
            regels,
        };
        let text = xml::write(&kind, &afsluiting);
        assert_eq!(golden(&format!("{wet}507")), text);
        validate(&format!("{wet}507"), &text);

        let answer = golden(&format!("{wet}508"));
        validate(&format!("{wet}508"), &answer);
        let read = xml::read(answer.as_bytes(), std::slice::from_ref(&kind)).unwrap().unwrap();
        assert_eq!(read.identificatie, "A00000000001");
        assert!(read.codes.contains(&"0200".to_owned()));
        let wrong = answer.replace(retour, "999");
        assert!(xml::read(wrong.as_bytes(), std::slice::from_ref(&kind)).unwrap().is_err());
        assert!(xml::read(text.as_bytes(), &[kind]).is_none(), "a 507 is not an answer");
    }
}
