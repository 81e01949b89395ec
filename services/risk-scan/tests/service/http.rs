//! The API: purpose, isolation, evidence, explanation, decisions.

use platform::Scope;
use platform::http::openapi::document;
use platform::http::rules;
use platform::http::testing::{Server, serve};
use platform::messaging::inbox::Incoming;
use platform::testing::NATIONAL_OIN;
use reqwest::{RequestBuilder, Response};
use risk_scan::SERVICE;
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{Dienst, REKENING, betaald, message, verstrekker, zorgverlener_id};

const READ: &str = "pgb.signalen.lezen";
const BOTH: &str = "pgb.signalen.lezen pgb.signalen.triage";

struct Desk<'s> {
    server: &'s Server,
    token: String,
}

impl Desk<'_> {
    fn at<'s>(server: &'s Server, oin: &str, scope: &str) -> Desk<'s> {
        Desk { server, token: server.token_of("analist-proef", oin, scope) }
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.server.get(&self.token, path).header("Doelbinding", "toezicht")
    }

    async fn json(&self, path: &str) -> Value {
        let response = self.get(path).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    async fn signals(&self, query: &str) -> Vec<Value> {
        let answer = self.json(&format!("/signalen{query}")).await;
        answer["items"].as_array().unwrap().clone()
    }

    async fn decide(&self, id: &str, tag: Option<&str>, body: Value) -> Response {
        let path = format!("/signalen/{id}/triage");
        let mut request = self.server.post(&self.token, &path, &body);
        request = request.header("Doelbinding", "toezicht");
        if let Some(tag) = tag {
            request = request.header("If-Match", tag);
        }
        request.send().await.unwrap()
    }
}

/// Two verstrekkers; the first has three zorgverleners on one account, the second one more.
async fn two_verstrekkers() -> (Dienst, Server, Vec<(Uuid, String)>) {
    let dienst = Dienst::fresh().await;
    let known = dienst.verstrekkers(2).await;
    dienst.three_on_one_account(verstrekker(1)).await;
    dienst.stroom(&[message(1, betaald(4, verstrekker(2), 4, REKENING))]).await;
    dienst.follow().await;
    let server = serve(&SERVICE, &dienst.context).await;
    (dienst, server, known)
}

#[tokio::test]
async fn the_api_keeps_the_design_rules() {
    assert_eq!(rules::faults(&document(&SERVICE)), Vec::<String>::new());
    let dienst = Dienst::fresh().await;
    let server = serve(&SERVICE, &dienst.context).await;
    assert_eq!(rules::behaviour(&server.url).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_signal_is_read_with_its_evidence_and_an_explanation() {
    let (_dienst, server, known) = two_verstrekkers().await;
    let desk = Desk::at(&server, &known[0].1, READ);
    let items = desk.signals("?indicator=R01&status=NIEUW").await;
    assert_eq!(items.len(), 1);
    let signal = &items[0];
    assert_eq!(signal["verstrekkerId"], known[0].0.to_string());
    assert_eq!(signal["waarden"]["aantalZorgverleners"], 3);
    assert_eq!(signal["waarden"]["eersteOp"], "2026-03-02");
    let id = signal["id"].as_str().unwrap();

    let shown = desk.get(&format!("/signalen/{id}")).send().await.unwrap();
    assert_eq!(shown.headers()["etag"], "\"1\"");
    assert_eq!(&shown.json::<Value>().await.unwrap(), signal);

    let evidence = desk.json(&format!("/signalen/{id}/bewijs")).await;
    let rows = evidence["items"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    for (number, row) in (1_u8..).zip(rows) {
        assert_eq!(row["zorgverlenerId"], zorgverlener_id(number).to_string());
        assert_eq!(row["bedrag"], 10_000);
        assert_eq!(row["verstrekkerId"], known[0].0.to_string());
        assert!(row["gebeurtenisId"].is_string() && row["datum"].is_string());
    }

    let told = desk.get(&format!("/signalen/{id}/uitleg")).send().await.unwrap();
    let told = told.text().await.unwrap();
    let place = |word: &str| told.find(word).unwrap_or_else(|| panic!("{word} in {told}"));
    assert!(place("onschuldigeVerklaringen") < place("gewicht"));
    assert!(told.contains("Van 3 betrokkenen kennen wij het adres niet"));

    let indicators = desk.json("/indicatoren").await;
    let items = indicators["items"].as_array().unwrap();
    let r01 = items.iter().find(|item| item["code"] == "R01").unwrap();
    assert_eq!(r01["parameters"]["drempel"], 3);
}

#[tokio::test]
async fn the_neighbour_gets_404_and_the_payment_task_sees_the_country() {
    let (_dienst, server, known) = two_verstrekkers().await;
    let own = Desk::at(&server, &known[0].1, BOTH);
    let neighbour = Desk::at(&server, &known[1].1, BOTH);
    let country = Desk::at(&server, NATIONAL_OIN, BOTH);
    let mine = own.signals("").await[0]["id"].as_str().unwrap().to_owned();
    let national = country.signals("").await;
    assert_eq!(national.len(), 1);
    assert_eq!(national[0]["waarden"]["aantalZorgverleners"], 4);
    assert_eq!(national[0]["verstrekkers"].as_array().unwrap().len(), 2);
    assert_eq!(national[0].get("verstrekkerId"), None);
    let theirs = national[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(neighbour.signals("").await, Vec::<Value>::new());
    for (desk, id) in
        [(&neighbour, &mine), (&neighbour, &theirs), (&own, &theirs), (&country, &mine)]
    {
        for part in ["", "/uitleg", "/bewijs"] {
            let answer = desk.get(&format!("/signalen/{id}{part}")).send().await.unwrap();
            assert_eq!(answer.status(), 404, "{part}");
        }
        let body = json!({ "besluit": "inTriage", "reden": "Ik ga hiernaar kijken." });
        assert_eq!(desk.decide(id, Some("\"1\""), body).await.status(), 404);
    }
    let stranger = Desk::at(&server, "00000099000000002099", READ);
    assert_eq!(stranger.get("/signalen").send().await.unwrap().status(), 403);
    let evidence = country.json(&format!("/signalen/{theirs}/bewijs")).await;
    assert_eq!(evidence["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn every_look_names_its_purpose_and_is_logged_for_ever() {
    let (dienst, server, known) = two_verstrekkers().await;
    let desk = Desk::at(&server, &known[0].1, READ);
    let id = desk.signals("").await[0]["id"].as_str().unwrap().to_owned();
    for path in
        ["/signalen".to_owned(), format!("/signalen/{id}"), format!("/signalen/{id}/bewijs")]
    {
        let bare = server.get(&desk.token, &path).send().await.unwrap();
        assert_eq!(bare.status(), 400, "{path}");
        let problem: Value = bare.json().await.unwrap();
        assert_eq!(problem["errors"][0]["location"], "Doelbinding", "{problem}");
        let wrong = server.get(&desk.token, &path).header("Doelbinding", "BSN 999990019");
        assert_eq!(wrong.send().await.unwrap().status(), 400);
    }
    desk.json(&format!("/signalen/{id}/bewijs")).await;
    let logged = format!(
        "inzage_log WHERE sub = 'analist-proef' AND doelbinding = 'toezicht' AND resource = 'bewijs' \
         AND signaal_id = '{id}' AND rijen = 3 AND cardinality(onderwerpen) = 3"
    );
    assert_eq!(dienst.count(Scope::Landelijk, &logged).await, 1);
    let platform = "inzage WHERE resource = 'bewijs' AND rij_verstrekkers <@ verstrekkers";
    assert_eq!(dienst.count(Scope::Landelijk, platform).await, 1);
    for change in ["UPDATE inzage_log SET doelbinding = 'anders'", "DELETE FROM inzage_log"] {
        assert!(dienst.run(Scope::Landelijk, change).await.is_err(), "{change}");
    }
    let refused = "inzage_log WHERE doelbinding <> 'toezicht'";
    assert_eq!(dienst.count(Scope::Landelijk, refused).await, 0);
}

#[tokio::test]
async fn a_person_decides_on_what_he_saw_and_gives_a_reason() {
    let (dienst, server, known) = two_verstrekkers().await;
    let desk = Desk::at(&server, &known[0].1, BOTH);
    let reader = Desk::at(&server, &known[0].1, READ);
    let id = desk.signals("").await[0]["id"].as_str().unwrap().to_owned();
    let look = json!({ "besluit": "inTriage", "reden": "Ik ga hiernaar kijken." });
    let close = json!({
        "besluit": "afsluiten", "uitkomst": "VERKLAARD", "reden": "Het is een maatschap.",
    });
    assert_eq!(reader.decide(&id, Some("\"1\""), look.clone()).await.status(), 403);
    assert_eq!(desk.decide(&id, None, look.clone()).await.status(), 428);
    assert_eq!(desk.decide(&id, Some("\"9\""), look.clone()).await.status(), 412);
    for wrong in [
        json!({ "besluit": "inTriage", "reden": "kort" }),
        json!({ "besluit": "afsluiten", "reden": "Zonder uitkomst gaat dit niet." }),
        json!({ "besluit": "sluimeren", "uitkomst": "DUBBEL", "reden": "Zonder dag gaat dit niet." }),
        json!({ "besluit": "dossier", "reden": "Dit besluit bestaat hier niet." }),
        json!({ "besluit": "inTriage", "reden": "Ik ga hiernaar kijken.", "extra": 1 }),
    ] {
        assert_eq!(desk.decide(&id, Some("\"1\""), wrong.clone()).await.status(), 400, "{wrong}");
    }
    let taken = desk.decide(&id, Some("\"1\""), look.clone()).await;
    assert_eq!(
        (taken.status().as_u16(), taken.headers()["etag"].to_str().unwrap()),
        (200, "\"2\"")
    );
    assert_eq!(taken.json::<Value>().await.unwrap()["status"], "IN_TRIAGE");
    assert_eq!(desk.decide(&id, Some("\"1\""), close.clone()).await.status(), 412);
    let closed: Value = desk.decide(&id, Some("\"2\""), close).await.json().await.unwrap();
    assert_eq!(
        (&closed["status"], &closed["uitkomst"]),
        (&json!("AFGESLOTEN"), &json!("VERKLAARD"))
    );
    assert_eq!(desk.decide(&id, Some("\"3\""), look).await.status(), 409);

    // The country's part stands as it was; who decided is in the history.
    let country = Desk::at(&server, NATIONAL_OIN, READ);
    assert_eq!(country.signals("?status=NIEUW").await.len(), 1);
    let door = format!("signaal_overgang WHERE door = '{}:analist-proef'", known[0].1);
    assert_eq!(dienst.count(Scope::Landelijk, &door).await, 2);

    // Found again it stays closed, until somebody new is paid.
    dienst.stroom(&[message(1, betaald(5, verstrekker(1), 1, REKENING))]).await;
    dienst.follow().await;
    assert_eq!(desk.signals("?status=AFGESLOTEN").await[0]["waarden"]["aantalBetalingen"], 4);
    dienst.stroom(&[message(1, betaald(6, verstrekker(1), 6, REKENING))]).await;
    dienst.follow().await;
    assert_eq!(desk.signals("?status=NIEUW").await.len(), 1);
}

#[tokio::test]
async fn a_signal_that_sleeps_wakes_by_itself() {
    let (dienst, server, known) = two_verstrekkers().await;
    let desk = Desk::at(&server, &known[0].1, BOTH);
    let id = desk.signals("").await[0]["id"].as_str().unwrap().to_owned();
    let tomorrow = super::support::today(&dienst.context).tomorrow().unwrap();
    let sleep =
        |tot: String| json!({ "besluit": "sluimeren", "tot": tot, "reden": "Wacht op stukken." });
    let past = desk.decide(&id, Some("\"1\""), sleep("2020-01-01".to_owned())).await;
    assert_eq!(past.status(), 409);
    let asleep: Value =
        desk.decide(&id, Some("\"1\""), sleep(tomorrow.to_string())).await.json().await.unwrap();
    assert_eq!(asleep["sluimertTot"], tomorrow.to_string());
    dienst.reconcile().await;
    assert_eq!(desk.signals("?status=SLUIMEREND").await.len(), 1);
    let earlier = "WITH p AS MATERIALIZED (SELECT set_config('pgb.mens', besloten_door, true) \
        FROM signaal_deel WHERE status = 'SLUIMEREND') UPDATE signaal_deel \
        SET sluimert_tot = '2026-01-01' WHERE status = 'SLUIMEREND' AND EXISTS (SELECT 1 FROM p)";
    assert_eq!(dienst.run(Scope::Landelijk, earlier).await.unwrap(), 1);
    dienst.reconcile().await;
    assert_eq!(desk.signals("?status=NIEUW").await.len(), 1);
}

#[tokio::test]
async fn lists_come_in_pages_and_wrong_questions_are_told() {
    let dienst = Dienst::fresh().await;
    let known = dienst.verstrekkers(1).await;
    let batch: Vec<Incoming> = (0_u8..15)
        .map(|n| message(1, betaald(n + 1, verstrekker(1), n + 1, &format!("ref-{}", n / 3))))
        .collect();
    dienst.stroom(&batch).await;
    dienst.follow().await;
    let server = serve(&SERVICE, &dienst.context).await;
    let desk = Desk::at(&server, &known[0].1, READ);
    let mut seen = Vec::new();
    let mut next = Some("/signalen?indicator=R01&limit=2".to_owned());
    while let Some(path) = next.take() {
        let page = desk.get(&path).send().await.unwrap();
        let link = page.headers().get("link").map(|link| link.to_str().unwrap().to_owned());
        next = link.and_then(|link| {
            let path = link.split(['<', '>']).nth(1)?;
            Some(path.strip_prefix("/risk-scan/v1")?.to_owned())
        });
        let page: Value = page.json().await.unwrap();
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
    }
    let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (5, 5));
    for wrong in ["?indicator=R99", "?status=weg", "?limit=0", "?cursor=x"] {
        let answer = desk.get(&format!("/signalen{wrong}")).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{wrong}");
    }
    let shadow = "UPDATE indicator_versie SET status = 'UITGEFASEERD'";
    dienst.run(Scope::Landelijk, shadow).await.unwrap();
    assert_eq!(desk.signals("").await, Vec::<Value>::new(), "switched off, they leave the list");
}
