//! What jurists do: the list of what waits, decisions of one and of two people, who performs the
//! toets, and the report.

use contracts::ZorgovereenkomstGetoetst;
use contracts::labour::Uitkomst;
use labour_check::SERVICE;
use platform::http::testing as http;
use platform::testing::NATIONAL_OIN;
use serde_json::{Value, json};

use crate::support::{
    NEIGHBOUR, OWN, SCOPE, agreement, answers, context_on, hear, message, read, verstrekker,
};

fn decision(oordeel: &str) -> Value {
    json!({ "oordeel": oordeel, "reden": "Na overleg met de budgethouder zo besloten.",
        "grond": "uitvoerbaarheid", "artikelen": ["Blz 3.6.4"] })
}

async fn first_id(server: &http::Server, token: &str, path: &str) -> String {
    let (status, list) = read(server.get(token, path)).await;
    assert_eq!(status, 200, "{list}");
    list["items"][0]["id"].as_str().expect("one waits").to_owned()
}

#[tokio::test]
async fn a_decision_against_the_engine_takes_two_people() {
    let context = context_on("2026-01-21").await;
    let own = verstrekker(OWN);
    let mut fact = agreement(&own, true);
    fact.feiten.bedingen.derdenbeding = false;
    hear(&context, &[message(1, own), message(1, fact.clone())]).await;
    let server = http::serve(&SERVICE, &context).await;
    let [one, other] = ["een", "twee"].map(|sub| server.token_of(sub, OWN, SCOPE));
    let id = first_id(&server, &one, "/toetsen").await;
    let path = format!("/toetsen/{id}/beoordelingen");

    let bare = json!({ "oordeel": "fout", "reden": "Het mag echt niet zo." });
    let (status, problem) = read(server.post(&one, &path, &bare)).await;
    assert_eq!((status, problem["errors"].as_array().unwrap().len()), (400, 2), "{problem}");
    let same = read(server.post(&one, &path, &decision("fout"))).await;
    assert_eq!((same.0, &same.1["type"]), (409, &json!("urn:nld:pgb:problem:toets-is-duidelijk")));
    let (status, waiting) = read(server.post(&one, &path, &decision("goed"))).await;
    assert_eq!((status, &waiting["uitkomst"]), (202, &json!("afgekeurd")));
    assert_eq!(first_id(&server, &other, "/werkvoorraad").await, id);
    assert_eq!(read(server.post(&one, &path, &decision("goed"))).await.0, 409, "not alone");
    assert_eq!(
        answers::<ZorgovereenkomstGetoetst>(&context, fact.zorgovereenkomst_id).await.len(),
        1
    );

    let (status, done) = read(server.post(&other, &path, &decision("goed"))).await;
    assert_eq!((status, &done["uitkomst"]), (201, &json!("akkoord")));
    let told = answers::<ZorgovereenkomstGetoetst>(&context, fact.zorgovereenkomst_id).await;
    assert_eq!(told.last().unwrap().1.uitkomst, Uitkomst::Akkoord);
    let (_, shown) = read(server.get(&one, &format!("/toetsen/{id}"))).await;
    assert_eq!(shown["beoordeling"]["vierOgen"], json!(true));
    let (_, empty) = read(server.get(&one, "/werkvoorraad")).await;
    assert_eq!(empty["items"], json!([]));
}

#[tokio::test]
async fn only_who_performs_the_toets_decides() {
    let context = context_on("2026-01-21").await;
    let (own, neighbour) = (verstrekker(OWN), verstrekker(NEIGHBOUR));
    let fact = agreement(&own, false);
    let batch = [message(1, own.clone()), message(1, neighbour), message(1, fact)];
    hear(&context, &batch).await;
    let server = http::serve(&SERVICE, &context).await;
    let (token, svb) = (server.token(OWN, SCOPE), server.token(NATIONAL_OIN, SCOPE));
    let choice =
        |van: &str| json!({ "verstrekkerId": own.verstrekker_id, "van": van, "uitvoerder": "svb" });
    let early = read(server.post(&token, "/toetskeuzes", &choice("2026-01-20"))).await;
    assert_eq!(early.0, 400, "not in the past");
    let strange = server.token(NEIGHBOUR, SCOPE);
    let other = read(server.post(&strange, "/toetskeuzes", &choice("2026-01-21"))).await;
    assert_eq!(other.0, 404, "not for a neighbour");
    assert_eq!(read(server.post(&token, "/toetskeuzes", &choice("2026-01-21"))).await.0, 201);
    assert_eq!(read(server.post(&token, "/toetskeuzes", &choice("2026-01-21"))).await.0, 409);

    let id = first_id(&server, &token, "/werkvoorraad?regel=LOON-01").await;
    let path = format!("/toetsen/{id}/beoordelingen");
    let (status, problem) = read(server.post(&token, &path, &decision("goed"))).await;
    assert_eq!((status, &problem["type"]), (409, &json!("urn:nld:pgb:problem:andere-uitvoerder")));
    assert_eq!(read(server.post(&svb, &path, &decision("goed"))).await.0, 201);
    let (_, none) = read(server.get(&token, "/werkvoorraad?regel=LOON-01")).await;
    assert_eq!(none["items"], json!([]));
}

#[tokio::test]
async fn the_report_says_per_rule_how_often_a_hand_was_needed() {
    let context = context_on("2026-01-21").await;
    let own = verstrekker(OWN);
    let mut facts = vec![message(1, own.clone())];
    facts.extend([true, false, false].map(|known| message(1, agreement(&own, known))));
    hear(&context, &facts).await;
    let server = http::serve(&SERVICE, &context).await;
    let token = server.token(OWN, SCOPE);
    let path = "/rapporten/handmatig?van=2026-01-21&tot=2026-01-21";
    let (_, report) = read(server.get(&token, path)).await;
    let rows = report["items"].as_array().unwrap();
    let wage = rows.iter().find(|row| row["regel"] == "LOON-01").unwrap();
    let counts = ["getoetst", "handmatig", "aandeel"].map(|name| wage[name].as_i64().unwrap());
    assert_eq!(counts, [2, 2, 10_000], "an entrepreneur has no minimum wage");
    let (_, none) =
        read(server.get(&token, "/rapporten/handmatig?van=2026-01-22&tot=2026-02-01")).await;
    assert_eq!(none["items"], json!([]));
    assert_eq!(read(server.get(&token, "/rapporten/handmatig?van=x&tot=y")).await.0, 400);
}
