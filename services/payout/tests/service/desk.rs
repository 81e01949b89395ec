//! The desk over REST: start of day, work queues, search, one timeline, the course of payouts.

use payout::terugvraag::{self, Reden, Refusal};
use platform::http::testing::serve;
use platform::testing::NATIONAL_OIN;
use platform::{Failure, Scope};
use reqwest::StatusCode;
use serde_json::json;

use crate::bank::{batch_of, camt053, entry, pain002, returned};
use crate::http::Desk;
use crate::runs::ready;
use crate::support::{Keten, iban};

const DESK: &str = "pgb.betalingen.lezen pgb.werkitems.lezen pgb.werkitems.schrijven \
    pgb.bankberichten.schrijven";

#[tokio::test]
async fn a_payment_is_found_by_what_people_know_and_tells_its_whole_way() {
    let keten = Keten::new().await;
    let (_, payee, ids) = ready(&keten, &[10_000, 20_000]).await;
    let sent = keten.send().await;
    let debit = entry("R1", "DBIT", 30_000, &batch_of(&sent.batch));
    keten.receive(&pain002("B-1", &sent.msg_id, &sent.batch, &[])).await.unwrap();
    keten.receive(&camt053("C-1", (0, -30_000), &[debit])).await.unwrap();
    let server = serve(&payout::SERVICE, &keten.context).await;
    let desk = Desk { server: &server, token: server.token(NATIONAL_OIN, DESK) };
    let account = iban(payee.number);
    for (asked, found) in [
        (json!({ "iban": account.as_str() }), 2),
        (json!({ "naam": format!("{} persoon PROEF", payee.number) }), 2),
        (json!({ "naam": "Iemand Anders" }), 0),
        (json!({ "endToEndId": sent.orders[0].end_to_end_id }), 1),
        (json!({ "pmtInfId": sent.batch }), 2),
        (json!({ "afschriftreferentie": "R1" }), 2),
        (json!({ "declaratieId": ids[0] }), 1),
        (json!({ "bedrag": 20_000, "betaaldOp": "2026-03-20" }), 1),
        (json!({ "bedrag": 20_000, "betaaldOp": "2026-03-21" }), 0),
    ] {
        let (status, list) = desk.post("/betalingen/zoekopdrachten", &asked).await;
        assert_eq!(status, StatusCode::OK, "{list}");
        assert_eq!(list["items"].as_array().unwrap().len(), found, "{asked}");
    }
    let (status, _) = desk.post("/betalingen/zoekopdrachten", &json!({})).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);

    let (_, list) = desk.get(&format!("/betalingen?declaratieId={}", ids[0])).await;
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let (_, line) = desk.get(&format!("/betalingen/{id}/tijdlijn")).await;
    let told: Vec<String> = line["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["soort"], one["wat"]).replace('"', ""))
        .collect();
    for expected in [
        "betaling ontstaan",
        "betaling in_run",
        "bestand gebouwd",
        "poging verzonden",
        "poging geaccepteerd",
        "afschrift batch",
        "poging geboekt",
        "betaling betaald",
        "grootboek E5",
        "grootboek E7",
        "grootboek E8",
    ] {
        assert!(told.iter().any(|one| one == expected), "{expected}: {told:?}");
    }

    let today = keten.context.clock.today();
    let path = format!("/uitbetalingsverloop?van={today}&tot={today}");
    let csv = server.get(&desk.token, &path).send().await.unwrap().text().await.unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 2, "{csv}");
    assert!(lines[1].contains(";WLZ;2;30000;30000;0;0;0;"), "{csv}");
}

#[tokio::test]
async fn the_day_starts_with_lights_and_with_work_that_somebody_takes_and_ends() {
    let keten = Keten::new().await;
    ready(&keten, &[10_000, 20_000]).await;
    let sent = keten.send().await;
    let server = serve(&payout::SERVICE, &keten.context).await;
    let desk = Desk { server: &server, token: server.token(NATIONAL_OIN, DESK) };
    let (_, start) = desk.get("/dagstart").await;
    assert_eq!((&start["groen"], &start["runs"][0]["staat"]), (&json!(true), &json!("verzonden")));

    let refused = [(sent.orders[0].end_to_end_id.as_str(), "AC04")];
    let (status, _) = desk.bank(pain002("B-1", &sent.msg_id, &sent.batch, &refused)).await;
    assert_eq!(status, StatusCode::OK);
    let broken = camt053("C-1", (0, -1), &[]);
    let (status, _) = desk.bank(broken.clone()).await;
    assert_eq!(status, StatusCode::CONFLICT);
    desk.bank(broken).await;
    let notification = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">\
        <BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N-1</MsgId></GrpHdr><Ntfctn><Ntry/></Ntfctn>\
        </BkToCstmrDbtCdtNtfctn></Document>";
    let (status, told) = desk.bank(notification.to_owned()).await;
    assert_eq!((status, &told["nieuw"]), (StatusCode::OK, &json!(0)), "{told}");

    let (_, start) = desk.get("/dagstart").await;
    assert_eq!(start["groen"], json!(true), "{start}");
    let queues: Vec<String> = start["wachtrijen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|queue| format!("{} {} {}", queue["wachtrij"], queue["open"], queue["dringend"]))
        .collect();
    assert_eq!(queues, ["\"gegevens\" 1 0", "\"treasury\" 1 1"]);

    let (_, list) = desk.get("/werkitems?wachtrij=gegevens").await;
    let item = list["items"][0].clone();
    assert_eq!(item["betekenis"], json!("De rekening is opgeheven."));
    let act = |path: &str, revisie: i64, body: serde_json::Value| {
        let url = format!("{}/werkitems/{}/{path}", server.url, item["id"].as_str().unwrap());
        let request = server.client.post(url).bearer_auth(&desk.token).json(&body);
        request.header("If-Match", format!("\"{revisie}\"")).send()
    };
    let early = act("afhandelingen", 1, json!({ "besluit": "gebeld" })).await.unwrap();
    assert_eq!(early.status(), StatusCode::CONFLICT, "nobody has it");
    let taken = act("toewijzingen", 1, json!({})).await.unwrap();
    assert_eq!(taken.status(), StatusCode::OK);
    let stale = act("afhandelingen", 1, json!({ "besluit": "gebeld" })).await.unwrap();
    assert_eq!(stale.status(), StatusCode::PRECONDITION_FAILED);
    let ended = act("afhandelingen", 2, json!({ "besluit": "gebeld" })).await.unwrap();
    assert_eq!(ended.status(), StatusCode::OK);
    let (_, list) = desk.get("/werkitems?wachtrij=gegevens").await;
    assert_eq!(list["items"], json!([]));
}

impl Keten {
    async fn ask_back(&self, id: &str, reden: Reden) -> Result<(), Failure<Refusal>> {
        let (own, id) = (self.context.clone(), id.parse().unwrap());
        let asked = self.context.transact(Scope::Landelijk, move |conn| {
            let context = own.clone();
            Box::pin(async move { terugvraag::flows::ask(conn, &context, id, reden, "anna").await })
        });
        asked.await.map(drop)
    }
}

#[tokio::test]
async fn money_is_asked_back_in_time_and_once_and_the_statement_answers() {
    let mut keten = Keten::new().await;
    keten.at("2026-03-19T10:00:00+01:00");
    ready(&keten, &[10_000, 20_000]).await;
    let sent = keten.send().await;
    let debit = entry("R1", "DBIT", 30_000, &batch_of(&sent.batch));
    keten.receive(&camt053("C-1", (0, -30_000), &[debit])).await.unwrap();
    let both = "SELECT string_agg(id::text, ',' ORDER BY bedrag) FROM betaling";
    let both = keten.texts(both).await.remove(0);
    let ids: Vec<&str> = both.split(',').collect();
    keten.ask_back(ids[0], Reden::Dubbel).await.unwrap();
    let twice = keten.ask_back(ids[0], Reden::Fraude).await;
    assert!(matches!(twice, Err(Failure::Refused(Refusal::AlGevraagd))));
    let back = entry("R2", "CRDT", 10_000, &returned(&sent.orders[0].end_to_end_id, "FOCR"));
    keten.receive(&camt053("C-2", (-30_000, -20_000), &[back])).await.unwrap();
    let said = "SELECT antwoord || ' ' || code FROM terugvraag";
    assert_eq!(keten.texts(said).await, ["ja FOCR"]);
    let open = "SELECT count(*) FROM werkitem WHERE soort = 'terugvraag' \
        AND afgehandeld_op IS NULL";
    assert_eq!(keten.number(open).await, 0);
    let unpaid = keten.ask_back(ids[0], Reden::Klant).await;
    assert!(matches!(unpaid, Err(Failure::Refused(Refusal::NietBetaald))));
    keten.at("2026-05-01T10:00:00+02:00");
    let late = keten.ask_back(ids[1], Reden::Dubbel).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::TeLaat { uiterlijk: _ }))));
    keten.ask_back(ids[1], Reden::Fraude).await.unwrap();
    keten.prove().await;
}
