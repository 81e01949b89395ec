//! The REST API: a whole run with two persons, and what others may not see.

use platform::http::testing::{Server, serve};
use platform::testing::NATIONAL_OIN;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::bank::{batch_of, camt053, entry, pain002, remittance};
use crate::runs::{next_day, ready};
use crate::support::Keten;

const DESK: &str = "pgb.betaalruns.schrijven pgb.betaalruns.goedkeuren pgb.betaalruns.vrijgeven \
    pgb.betalingen.lezen pgb.voorschotten.schrijven pgb.voorschotten.lezen \
    pgb.bankberichten.schrijven pgb.grootboek.lezen pgb.vorderingen.lezen pgb.budgetten.lezen";

/// Somebody of the payment office.
pub(crate) struct Desk<'a> {
    pub(crate) server: &'a Server,
    pub(crate) token: String,
}

impl Desk<'_> {
    pub(crate) async fn get(&self, path: &str) -> (StatusCode, Value) {
        let response = self.server.get(&self.token, path).send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let response = self.server.post(&self.token, path, body).send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }

    async fn act(&self, run: &Value, act: &str) -> (StatusCode, Value) {
        let path = format!("/betaalruns/{}/{act}", run["id"].as_str().unwrap());
        let tag = format!("\"{}\"", run["revisie"]);
        let request = self.server.client.post(format!("{}{path}", self.server.url));
        let request = request.bearer_auth(&self.token).header("If-Match", tag);
        let response = request.send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }

    pub(crate) async fn bank(&self, xml: String) -> (StatusCode, Value) {
        let request = self.server.client.post(format!("{}/bankberichten", self.server.url));
        let request = request.bearer_auth(&self.token).header("Content-Type", "application/xml");
        let response = request.body(xml).send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }
}

#[tokio::test]
async fn three_persons_carry_a_run_from_draft_to_the_statement() {
    let keten = Keten::new().await;
    let (_, _, ids) = ready(&keten, &[60_000, 124_635]).await;
    let server = serve(&payout::SERVICE, &keten.context).await;
    let desk =
        |sub: &str| Desk { server: &server, token: server.token_of(sub, NATIONAL_OIN, DESK) };
    let (anna, bram) = (desk("medewerker-anna"), desk("medewerker-bram"));
    let carla = desk("medewerker-carla");

    let advance = json!({ "verstrekkerId": keten.verstrekker, "wet": "WLZ", "jaar": 2026,
        "bedrag": 1_000_000, "kenmerk": "VS-2026-0001" });
    let (status, _) = anna.post("/voorschotten", &advance).await;
    assert_eq!(status, StatusCode::CREATED);
    let (status, _) = anna.post("/voorschotten", &advance).await;
    assert_eq!(status, StatusCode::OK, "the same announcement is the same advance");

    let body = json!({ "uitvoerdatum": next_day(&keten).to_string() });
    let (status, run) = anna.post("/betaalruns", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{run}");
    assert_eq!(
        (&run["staat"], &run["aantal"], &run["totaal"]),
        (&json!("concept"), &json!(2), &json!(184_635))
    );
    let (_, run) = anna.act(&run, "vergrendelingen").await;
    let (_, run) = anna.act(&run, "controles").await;
    let (status, problem) = anna.act(&run, "goedkeuringen").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(problem["type"].as_str().unwrap().ends_with("vier-ogen"), "{problem}");
    let (_, approved) = bram.act(&run, "goedkeuringen").await;
    let (status, _) = bram.act(&approved, "vrijgaven").await;
    assert_eq!(status, StatusCode::CONFLICT);
    let (status, _) = carla.act(&run, "vrijgaven").await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED, "she saw an older revision");
    let (status, _) = anna.act(&approved, "vrijgaven").await;
    assert_eq!(status, StatusCode::CONFLICT, "she made it");
    let (status, run) = carla.act(&approved, "vrijgaven").await;
    assert_eq!((status, &run["staat"]), (StatusCode::OK, &json!("vrijgegeven")));

    let file = run["bestanden"][0].clone();
    let path = format!("/bestanden/{}", file["id"].as_str().unwrap());
    let content = server.get(&anna.token, &format!("{path}/inhoud")).send().await.unwrap();
    assert!(content.headers()["content-digest"].to_str().unwrap().starts_with("sha-256=:"));
    let xml = content.text().await.unwrap();
    let batch = xml.split("<PmtInfId>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let (status, sent) =
        anna.post(&format!("{path}/verzendingen"), &json!({ "sha256": file["sha256"] })).await;
    assert_eq!((status, &sent["staat"]), (StatusCode::OK, &json!("verzonden")));
    let (status, _) =
        anna.post(&format!("{path}/verzendingen"), &json!({ "sha256": file["sha256"] })).await;
    assert_eq!(status, StatusCode::CONFLICT);

    let msg_id = file["berichtId"].as_str().unwrap();
    let (status, answer) = anna.bank(pain002("B-1", msg_id, &batch, &[])).await;
    assert_eq!((status, &answer["soort"]), (StatusCode::OK, &json!("pain.002")));
    let entries = [
        entry("R1", "CRDT", 1_000_000, &remittance("voorschot VS-2026-0001")),
        entry("R2", "DBIT", 184_635, &batch_of(&batch)),
    ];
    let statement = camt053("C-1", (0, 815_365), &entries);
    let (status, answer) = anna.bank(statement.clone()).await;
    assert_eq!((status, &answer["nieuw"]), (StatusCode::OK, &json!(2)), "{answer}");
    let (_, again) = anna.bank(statement).await;
    assert_eq!((&again["nieuw"], &again["alBekend"]), (&json!(0), &json!(2)));

    let (_, paid) = anna.get(&format!("/betalingen?declaratieId={}", ids[0])).await;
    assert_eq!(paid["items"][0]["staat"], json!("betaald"));
    let (_, funds) = anna.get("/grootboek/saldi?rekeningsoort=M.FUND").await;
    assert_eq!(funds["items"][0]["saldo"], json!(815_365));
    let (_, proofs) = anna.get("/grootboek/controle").await;
    assert_eq!(proofs["klopt"], json!(true), "{proofs}");
    let (_, run) = anna.get(&format!("/betaalruns/{}", run["id"].as_str().unwrap())).await;
    assert_eq!(run["staat"], json!("geboekt"));
    assert_eq!(run["handelingen"].as_array().unwrap().len(), 5);
    keten.prove().await;
}

#[tokio::test]
async fn a_verstrekker_sees_its_own_payments_and_no_runs() {
    let keten = Keten::new().await;
    let (_, _, ids) = ready(&keten, &[60_000]).await;
    let server = serve(&payout::SERVICE, &keten.context).await;
    let scope = "pgb.betalingen.lezen pgb.budgetten.lezen pgb.betaalruns.schrijven";
    let own = Desk { server: &server, token: server.token("00000099000000010000", scope) };
    let (_, list) = own.get(&format!("/betalingen?declaratieId={}", ids[0])).await;
    let betaling = list["items"][0]["id"].as_str().unwrap().to_owned();
    let (status, _) = own.get(&format!("/betalingen/{betaling}")).await;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = own.get("/betaalruns").await;
    assert_eq!(status, StatusCode::FORBIDDEN);

    let neighbour = contracts::VerstrekkerVastgesteld {
        verstrekker_id: crate::support::uuid(),
        naam: "Gemeente Buurdorp".to_owned(),
        afzendercode: "9902".to_owned(),
        oin: kernel::Oin::parse("00000099000000020000").unwrap(),
        mandaten: Vec::new(),
    };
    keten.tell(1, neighbour).await;
    let other = Desk { server: &server, token: server.token("00000099000000020000", scope) };
    let (status, _) = other.get(&format!("/betalingen/{betaling}")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (_, list) = other.get("/betalingen").await;
    assert_eq!(list["items"], json!([]));
}

#[tokio::test]
async fn hostile_bank_messages_are_refused_with_a_reason() {
    let keten = Keten::new().await;
    let server = serve(&payout::SERVICE, &keten.context).await;
    let desk = Desk { server: &server, token: server.token(NATIONAL_OIN, DESK) };
    for xml in ["", "<a/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "geen xml"] {
        let (status, problem) = desk.bank(xml.to_owned()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{xml}");
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
    let (status, _) = desk.post("/bankberichten", &json!({})).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[test]
fn the_api_keeps_the_rules() {
    let document = platform::http::openapi::document(&payout::SERVICE);
    assert_eq!(platform::http::rules::faults(&document), Vec::<String>::new());
}
