//! Agreements: taken in, judged by two, said.

use platform::messaging::consumer::Verdict;
use serde_json::{Value, json};

use super::support::{World, text, world};

async fn submitted(world: &World) -> (Value, Value) {
    let grant = world.grant(&world.one, "WMO", 1, "02").await;
    let carer = world.carer(&world.one, 1001, &grant["verstrekkerId"]).await;
    let body = World::agreement_body(&grant, &carer, "ZOV-1", 3000);
    let made = world.make(&world.one, "/zorgovereenkomsten", &body).await;
    (body, made)
}

#[tokio::test]
async fn a_submitted_agreement_asks_for_its_toets_without_a_number_of_a_person() {
    let world = world().await;
    let (_, made) = submitted(&world).await;
    assert_eq!(made["status"], "ingediend");
    assert_eq!(made["goedkeuringen"]["arbeidsrecht"], "open");
    let said = world.facts("nl.pgb.zorgovereenkomst-ingediend.v1").await;
    let feiten = &said[0]["data"]["feiten"];
    assert_eq!(feiten["beloning"]["bedrag"], 3000);
    assert_eq!(
        feiten["looptijd"]["toekenning"],
        json!({ "van": "2026-01-01", "tot": "2026-12-31" })
    );
    assert_eq!(feiten["partijen"]["geboortedatumZorgverlener"], "1980-05-10");
    assert!(!said[0].to_string().contains("9999"), "a BSN is never said");
    serde_json::from_value::<contracts::ZorgovereenkomstIngediend>(said[0]["data"].clone())
        .expect("a fact that reads back");
}

#[tokio::test]
async fn what_more_the_form_states_reaches_the_toets() {
    let world = world().await;
    let grant = world.grant(&world.one, "WMO", 1, "02").await;
    let carer = world.carer(&world.one, 1001, &grant["verstrekkerId"]).await;
    let mut body = World::agreement_body(&grant, &carer, "ZOV-1", 3000);
    body["formulier"] = json!(3);
    let (status, problem) = world.post(&world.one, "/zorgovereenkomsten", &body).await;
    assert_eq!(status, 400, "{problem}");
    body["formulier"] = json!(2);
    let dienst = json!({ "dag": "maandag", "van": "09:00:00", "tot": "12:00:00" });
    body["aanvullend"] = json!({ "rooster": { "diensten": [dienst] } });
    world.make(&world.one, "/zorgovereenkomsten", &body).await;
    let said = world.facts("nl.pgb.zorgovereenkomst-ingediend.v1").await;
    let feiten = &said[0]["data"]["feiten"];
    assert_eq!(feiten["formulier"], 2);
    assert_eq!(feiten["aanvullend"]["rooster"]["diensten"][0]["dag"], "maandag");
    assert_eq!(feiten["aanvullend"]["formeel"]["formeelGevraagd"], true);
}

#[tokio::test]
async fn both_yes_makes_it_active_and_says_so_once() {
    let world = world().await;
    let (_, made) = submitted(&world).await;
    let id = text(&made["id"]);
    let path = format!("/zorgovereenkomsten/{id}/beoordelingen");
    let judged = world.make(&world.one, &path, &json!({ "oordeel": "goed" })).await;
    assert_eq!(judged["status"], "ingediend");
    assert_eq!(world.toets(&id, 1, "handmatigeBeoordeling").await, Verdict::Applied);
    assert_eq!(world.facts("nl.pgb.zorgovereenkomst-vastgesteld.v1").await.len(), 0);
    assert_eq!(world.toets(&id, 2, "akkoordMetWaarschuwing").await, Verdict::Applied);
    let (_, shown) = world.get(&world.one, &format!("/zorgovereenkomsten/{id}")).await;
    assert_eq!(shown["status"], "actief");
    assert_eq!(shown["goedkeuringen"]["inhoud"][0]["oordeel"], "goed");
    let said = world.facts("nl.pgb.zorgovereenkomst-vastgesteld.v1").await;
    assert_eq!(said.len(), 1);
    assert_eq!((&said[0]["versie"], &said[0]["data"]["status"]), (&json!(1), &json!("actief")));
    assert_eq!(said[0]["data"]["regels"][0]["tarief"], 3000);
    let (status, _) = world.post(&world.one, &path, &json!({ "oordeel": "goed" })).await;
    assert_eq!(status, 409);
}

#[tokio::test]
async fn any_no_refuses_it_and_a_no_wants_a_reason() {
    let world = world().await;
    let (_, made) = submitted(&world).await;
    let id = text(&made["id"]);
    let path = format!("/zorgovereenkomsten/{id}/beoordelingen");
    assert_eq!(world.post(&world.one, &path, &json!({ "oordeel": "fout" })).await.0, 400);
    let body = json!({ "oordeel": "fout", "reden": "Past niet bij de beschikking." });
    let judged = world.make(&world.one, &path, &body).await;
    assert_eq!(judged["status"], "afgekeurd");
    let said = world.facts("nl.pgb.zorgovereenkomst-vastgesteld.v1").await;
    assert_eq!(said[0]["data"]["status"], "afgekeurd");
}

#[tokio::test]
async fn an_act_on_a_state_that_has_changed_is_refused() {
    let world = world().await;
    let (_, made) = submitted(&world).await;
    let path = format!("/zorgovereenkomsten/{}/beoordelingen", text(&made["id"]));
    let judge = |tag: &'static str| {
        world
            .server
            .post(&world.one, &path, &json!({ "oordeel": "goed" }))
            .header("if-match", tag)
            .send()
    };
    assert_eq!(judge("\"7\"").await.unwrap().status(), 412);
    assert_eq!(judge("7").await.unwrap().status(), 400);
    let done = judge("\"1\"").await.unwrap();
    assert_eq!(done.status(), 201);
    assert_eq!(done.headers()["etag"], "\"2\"");
}

#[tokio::test]
async fn everything_wrong_is_said_at_once_and_a_reference_is_used_once() {
    let world = world().await;
    let (body, _) = submitted(&world).await;
    assert_eq!(world.post(&world.one, "/zorgovereenkomsten", &body).await.0, 409);
    let mut wrong = body.clone();
    wrong["kenmerk"] = json!("ZOV-2");
    wrong["zorgverlenerId"] = json!("01890a5d-ac96-774b-bcce-b302099a8057");
    wrong["regels"][0]["zorgfunctie"] = json!("01");
    let mut other = wrong["regels"][0].clone();
    other["toekenningId"] = json!("01890a5d-ac96-774b-bcce-b302099a8057");
    wrong["regels"].as_array_mut().unwrap().push(other);
    let (status, problem) = world.post(&world.one, "/zorgovereenkomsten", &wrong).await;
    let found: Vec<String> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| format!("{} {}", text(&error["location"]), text(&error["code"])))
        .collect();
    assert_eq!(status, 400);
    assert_eq!(
        found,
        [
            "/zorgverlenerId onbekend",
            "/regels/0/zorgfunctie D-22",
            "/regels/1/toekenningId R-ZOV-02"
        ]
    );
}

#[tokio::test]
async fn an_answer_about_an_agreement_we_never_had_is_parked() {
    let world = world().await;
    let verdict = world.toets("01890a5d-ac96-774b-bcce-b302099a8057", 1, "akkoord").await;
    assert!(matches!(verdict, Verdict::Never(_)));
}
