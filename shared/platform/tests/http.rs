//! The shell around every request, over a real server and a real database.

#![cfg(test)]

mod http {
    pub(crate) mod service;
}

use http::service::SERVICE;
use platform::http::limits::Rate;
use platform::http::testing::{self, Server};
use platform::http::{openapi, rules};
use platform::{Context, testing as platform_testing};
use serde_json::{Value, json};

const OIN: &str = "00000099000000001000";
const OTHER: &str = "00000099000000002000";
const ALL: &str = "pgb.dingen.lezen pgb.dingen.schrijven";

async fn server() -> (Context, Server) {
    let context = platform_testing::context(&SERVICE).await;
    let server = testing::serve(&SERVICE, &context).await;
    (context, server)
}

async fn problem(answer: reqwest::RequestBuilder, status: u16) -> Value {
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status().as_u16(), status);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert_eq!(answer.headers()["api-version"], "1.2.3");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let traceparent = answer.headers().get("traceparent").map(reqwest::header::HeaderValue::len);
    assert!(traceparent.is_none_or(|length| length == 55));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["status"], status);
    for field in ["title", "detail", "type"] {
        assert!(body[field].as_str().is_some_and(|text| !text.is_empty()), "{body}");
    }
    body
}

#[tokio::test]
async fn the_document_and_the_server_follow_the_nl_api_rules() {
    let faults = rules::faults(&openapi::document(&SERVICE));
    assert!(faults.is_empty(), "{faults:#?}");
    let (_context, server) = server().await;
    let faults = rules::behaviour(&server.url).await.unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn every_way_to_fail_is_a_problem() {
    let (_context, server) = server().await;
    let (token, url) = (server.token(OIN, ALL), &server.url);
    let client = &server.client;

    problem(client.get(format!("{url}/dingen")), 401).await;
    problem(server.get("geen.goed.token", "/dingen"), 401).await;
    problem(client.get(format!("{url}/dingen?access_token={token}")), 401).await;
    let weak = server.token(OIN, "pgb.dingen.schrijven");
    let missing = problem(server.get(&weak, "/dingen"), 403).await;
    assert!(missing["detail"].as_str().unwrap().contains("pgb.dingen.lezen"), "{missing}");

    problem(server.get(&token, "/nergens"), 404).await;
    problem(server.get(&token, "/dingen/"), 404).await;
    problem(client.get(format!("{}/", server.origin)), 404).await;
    problem(server.get(&token, "/dingen/geen-uuid"), 400).await;
    let query = problem(server.get(&token, "/dingen?limit=0&cursor=x"), 400).await;
    assert_eq!(query["errors"].as_array().unwrap().len(), 2, "{query}");
    problem(server.get(&token, "/dingen?limit=veel"), 400).await;
    problem(server.get(&token, "/dingen").header("accept", "text/html"), 406).await;
    problem(client.delete(format!("{url}/dingen")).bearer_auth(&token), 405).await;

    let body = json!({ "naam": 7, "onbekend": 1 });
    let unknown = problem(server.post(&token, "/dingen", &body), 400).await;
    let mut places: Vec<_> = unknown["errors"].as_array().unwrap().iter().collect();
    places.sort_by_key(|fault| fault["location"].to_string());
    assert_eq!(
        (&places[0]["location"], &places[1]["location"]),
        (&json!("/naam"), &json!("/onbekend"))
    );
    let post = |kind: &str, body: Vec<u8>| {
        client
            .post(format!("{url}/dingen"))
            .bearer_auth(&token)
            .header("content-type", kind)
            .body(body)
    };
    problem(post("text/plain", b"{}".to_vec()), 415).await;
    problem(post("application/json", b"{".to_vec()), 400).await;
    let large = format!("{{\"naam\":\"{}\"}}", "x".repeat(300 * 1024)).into_bytes();
    problem(post("application/json", large), 413).await;
    let no_key = problem(post("application/json", b"{\"naam\":\"a\"}".to_vec()), 400).await;
    assert_eq!(no_key["errors"][0]["location"], "Idempotency-Key");

    let change = client.put(format!("{url}/dingen/{}", uuid::Uuid::nil())).bearer_auth(&token);
    problem(change.try_clone().unwrap(), 428).await;
    problem(change.try_clone().unwrap().header("if-match", "W/\"1\""), 400).await;
    problem(change.header("if-match", "\"9\""), 412).await;

    problem(server.get(&token, "/stukken?soort=paniek"), 500).await;
    problem(server.get(&token, "/stukken?soort=database"), 500).await;
    problem(server.get(&token, "/stukken?soort=tekst"), 400).await;
    let healthy = server.get(&token, "/dingen").send().await.unwrap();
    assert_eq!(healthy.status(), 200, "a panic harms no other request");
}

#[tokio::test]
async fn head_options_and_origins_are_answered() {
    let (_context, server) = server().await;
    let token = server.token(OIN, ALL);
    let url = format!("{}/dingen", server.url);
    let head = server.client.head(&url).bearer_auth(&token).send().await.unwrap();
    assert_eq!(head.status(), 200);
    assert!(head.bytes().await.unwrap().is_empty());

    let method = reqwest::Method::OPTIONS;
    let ask = |origin: &str| {
        server.client.request(method.clone(), &url).header("origin", origin.to_owned()).send()
    };
    let listed = ask("https://portaal.example").await.unwrap();
    assert_eq!(listed.status(), 204);
    assert_eq!(listed.headers()["allow"], "GET, POST, HEAD, OPTIONS");
    assert_eq!(listed.headers()["access-control-allow-origin"], "https://portaal.example");
    let stranger = ask("https://elders.example").await.unwrap();
    assert!(stranger.headers().get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn the_same_request_twice_is_done_once() {
    let (_context, server) = server().await;
    let token = server.token(OIN, ALL);
    let post = |key: &str, naam: &str| {
        server
            .client
            .post(format!("{}/dingen", server.url))
            .bearer_auth(&token)
            .header("idempotency-key", key.to_owned())
            .json(&json!({ "naam": naam }))
            .send()
    };
    let first = post("\"k1\"", "a").await.unwrap();
    assert_eq!(first.status(), 201);
    let place = first.headers()["location"].clone();
    let first: Value = first.json().await.unwrap();
    let again = post("k1", "a").await.unwrap();
    assert_eq!((again.status().as_u16(), &again.headers()["location"]), (201, &place));
    assert_eq!(again.json::<Value>().await.unwrap(), first);

    let other_body = post("\"k1\"", "b").await.unwrap();
    assert_eq!(other_body.status(), 409);
    let refused = post("\"k2\"", "fout").await.unwrap();
    assert_eq!(refused.status(), 409);
    let now_good = post("\"k2\"", "goed").await.unwrap();
    assert_eq!(now_good.status(), 201, "a refusal is not remembered");

    let other = server.token(OTHER, ALL);
    let body = json!({ "naam": "a" });
    let theirs = server.client.post(format!("{}/dingen", server.url)).bearer_auth(&other);
    let theirs = theirs.header("idempotency-key", "k1").json(&body).send().await.unwrap();
    assert_ne!(theirs.json::<Value>().await.unwrap()["id"], first["id"], "a key is one's own");
}

#[tokio::test]
async fn a_twin_that_is_still_running_is_told_to_wait() {
    let (_context, server) = server().await;
    let token = server.token(OIN, ALL);
    let post = || {
        server
            .client
            .post(format!("{}/dingen", server.url))
            .bearer_auth(&token)
            .header("idempotency-key", "tweeling")
            .json(&json!({ "naam": "langzaam" }))
            .send()
    };
    let answers = futures_util::future::join_all((0..6).map(|_| post())).await;
    let mut ids = std::collections::BTreeSet::new();
    for answer in answers {
        let answer = answer.unwrap();
        if answer.status() == 201 {
            ids.insert(answer.json::<Value>().await.unwrap()["id"].to_string());
        } else {
            assert_eq!(
                (answer.status().as_u16(), &answer.headers()["retry-after"]),
                (409, &"1".parse().unwrap())
            );
            assert_eq!(answer.json::<Value>().await.unwrap()["retryable"], true);
        }
    }
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn who_asks_too_much_is_told_to_wait_and_others_are_not() {
    let context = platform_testing::context(&SERVICE).await;
    let rate = Rate { burst: 3, per_second: 0 };
    let server = testing::serve_limited(&SERVICE, &context, 8, rate).await;
    let (token, other) = (server.token(OIN, ALL), server.token(OTHER, ALL));
    for _ in 0..3 {
        assert_eq!(server.get(&token, "/dingen").send().await.unwrap().status(), 200);
    }
    let limited = problem(server.get(&token, "/dingen"), 429).await;
    assert_eq!(limited["retryable"], true);
    assert_eq!(server.get(&other, "/dingen").send().await.unwrap().status(), 200);
    let alive = server.client.get(format!("{}/health/live", server.origin)).send().await.unwrap();
    assert_eq!(alive.status(), 200);
}

#[tokio::test]
async fn a_service_with_its_hands_full_turns_requests_away_but_not_its_probes() {
    let context = platform_testing::context(&SERVICE).await;
    let rate = Rate { burst: 100, per_second: 100 };
    let server = testing::serve_limited(&SERVICE, &context, 1, rate).await;
    let token = server.token(OIN, ALL);
    let held = server.get(&token, "/stukken?soort=lang").send();
    let turned_away = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let full = problem(server.get(&token, "/dingen"), 503).await;
        assert_eq!(full["retryable"], true);
        let ready = server.client.get(format!("{}/health/ready", server.origin));
        assert_eq!(ready.send().await.unwrap().status(), 200);
    };
    let (held, ()) = tokio::join!(held, turned_away);
    assert_eq!(held.unwrap().status(), 200);
}
