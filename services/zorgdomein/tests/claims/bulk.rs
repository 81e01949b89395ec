//! Many claims at once.

use serde_json::{Value, json};

use super::support::{World, claim, found, world};

impl World {
    /// Sends lines to the bulk door as they are and reads the answers.
    pub(crate) async fn bulk_raw(&self, token: &str, body: String) -> (u16, Vec<Value>) {
        let answer = self
            .server
            .client
            .post(format!("{}/declaraties/_bulk", self.server.url))
            .bearer_auth(token)
            .header("content-type", "application/x-ndjson")
            .body(body)
            .send()
            .await
            .unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    /// Sends claims to the bulk door.
    pub(crate) async fn bulk(&self, token: &str, claims: &[Value]) -> Vec<Value> {
        let lines: Vec<String> = claims.iter().map(Value::to_string).collect();
        let (status, answers) = self.bulk_raw(token, lines.join("\n")).await;
        assert_eq!(status, 200);
        answers
    }
}

fn statuses(answers: &[Value]) -> Vec<i64> {
    answers.iter().map(|answer| answer["status"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn each_line_stands_alone_and_is_answered_in_its_place() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let day = |n: i64| format!("2026-03-{n:02}");
    let right = |n: i64| claim(&afspraak, &format!("D-{n}"), &day(n), &day(n), 100);
    let mut wrong_rate = right(2);
    wrong_rate["regels"][0]["tarief"] = json!(3100);
    wrong_rate["regels"][0]["bedrag"] = json!(3100);
    wrong_rate["totaal"] = json!(3100);
    let mut unknown = right(3);
    unknown["zorgovereenkomstId"] = json!("01890a5d-ac96-774b-bcce-b302099a8057");
    let mut other_content = right(1);
    other_content["totaal"] = json!(1);
    let twin = {
        let mut twin = right(1);
        twin["kenmerk"] = json!("D-1-DUBBEL");
        twin
    };
    let lines = [
        right(1).to_string(),
        wrong_rate.to_string(),
        "{ geen json".to_owned(),
        String::new(),
        unknown.to_string(),
        right(1).to_string(),
        other_content.to_string(),
        twin.to_string(),
        right(4).to_string(),
    ];
    let (status, answers) = world.bulk_raw(&world.one, lines.join("\n")).await;
    assert_eq!(status, 200);
    assert_eq!(statuses(&answers), [201, 201, 400, 400, 200, 409, 201, 201], "{answers:#?}");
    let numbers: Vec<_> = answers.iter().map(|answer| answer["regelnummer"].clone()).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(answers[1]["declaratie"]["status"], "afgekeurd");
    assert_eq!(found(&answers[1]["declaratie"]), ["D-33 A anderTarief"]);
    assert_eq!(answers[3]["problem"]["errors"][0]["code"], "D-30");
    assert_eq!(answers[4]["declaratie"], answers[0]["declaratie"]);
    assert_eq!(found(&answers[6]["declaratie"]), ["D-60 A alGedeclareerd"]);

    assert_eq!(world.count("SELECT count(*) FROM declaratie").await, 4);
    assert_eq!(world.facts("nl.pgb.declaratie-ingediend.v1").await.len(), 4);
    assert_eq!(world.facts("nl.pgb.declaratie-vastgesteld.v1").await.len(), 2);

    let (_, again) = world.bulk_raw(&world.one, lines.join("\n")).await;
    assert_eq!(statuses(&again), [200, 200, 400, 400, 200, 409, 200, 200]);
    assert_eq!(again[0]["declaratie"], answers[0]["declaratie"]);
    assert_eq!(again[1]["declaratie"], answers[1]["declaratie"]);
    assert_eq!(world.count("SELECT count(*) FROM declaratie").await, 4);
}

#[tokio::test]
async fn more_lines_than_one_transaction_holds_are_taken_in_order() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let claims: Vec<Value> = (0..1200)
        .map(|n| claim(&afspraak, &format!("D-{n}"), "2026-03-02", "2026-03-02", 100))
        .collect();
    let answers = world.bulk(&world.one, &claims).await;
    assert_eq!(answers.len(), 1200);
    let due: i64 =
        answers.iter().map(|own| own["declaratie"]["verschuldigd"].as_i64().unwrap()).sum();
    assert_eq!(due, 3000, "the first is due, all others are doubles");
    assert_eq!(answers[1199]["kenmerk"], "D-1199");
    assert_eq!(
        world.count("SELECT count(*) FROM declaratie WHERE status = 'afgekeurd'").await,
        1199
    );
}

#[tokio::test]
async fn lines_that_claim_other_days_of_one_agreement_see_each_other() {
    let world = world().await;
    let afspraak = world.active_at(&world.office, ("WLZ", "99"), (1, 5000), |_| {}).await;
    let claims: Vec<Value> = (2..=6)
        .map(|day| {
            let date = format!("2026-03-{day:02}");
            claim(&afspraak, &format!("D-{day}"), &date, &date, 1000)
        })
        .collect();
    let answers = world.bulk(&world.office, &claims).await;
    let due: Vec<i64> =
        answers.iter().map(|own| own["declaratie"]["verschuldigd"].as_i64().unwrap()).collect();
    assert_eq!(due, [50_000, 50_000, 50_000, 50_000, 0]);
    assert_eq!(answers[4]["declaratie"]["status"], "afgekeurd");
}

#[tokio::test]
async fn another_content_type_and_an_endless_line_are_refused() {
    let world = world().await;
    let answer = world
        .server
        .client
        .post(format!("{}/declaraties/_bulk", world.server.url))
        .bearer_auth(&world.one)
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 415);
    let (status, answers) = world.bulk_raw(&world.one, "x".repeat(300 * 1024)).await;
    assert_eq!((status, statuses(&answers)), (200, vec![413]));
}
