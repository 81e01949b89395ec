//! Changes from a cursor, and webhooks: handshake, signature, order, and going on after an outage.

use std::sync::{Arc, Mutex};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use aws_lc_rs::hmac;
use serde_json::{Value, json};
use zorgdomein::abonnement::flows;
use zorgdomein::abonnement::peers::{Settings, set_settings};

use super::support::{KNOWN, Message, World, world};

/// What a receiver has got, and what it answers.
#[derive(Default)]
struct Got {
    greeted: usize,
    events: Vec<(String, String, String, Value)>,
    refused: usize,
    status: u16,
}

type Shared = Arc<Mutex<Got>>;

async fn greet(got: web::Data<Shared>) -> HttpResponse {
    got.lock().unwrap().greeted += 1;
    HttpResponse::Ok()
        .insert_header(("WebHook-Allowed-Origin", "zorgdomein.example"))
        .insert_header(("WebHook-Allowed-Rate", "120"))
        .finish()
}

async fn take(got: web::Data<Shared>, request: HttpRequest, body: String) -> HttpResponse {
    let header = |name: &str| request.headers().get(name).unwrap().to_str().unwrap().to_owned();
    let mut got = got.lock().unwrap();
    let status = actix_web::http::StatusCode::from_u16(got.status).unwrap();
    if status.is_success() {
        got.refused = 0;
        let event = serde_json::from_str(&body).unwrap();
        let signed = format!("{}.{}.{body}", header("webhook-id"), header("webhook-timestamp"));
        got.events.push((signed, header("webhook-signature"), header("content-type"), event));
    } else {
        got.refused += 1;
    }
    HttpResponse::build(status).finish()
}

fn receiver() -> (Shared, String) {
    let got: Shared = Arc::new(Mutex::new(Got { status: 204, ..Got::default() }));
    let data = web::Data::new(got.clone());
    let server = HttpServer::new(move || {
        let route = web::resource("/pgb")
            .route(web::method(actix_web::http::Method::OPTIONS).to(greet))
            .route(web::post().to(take));
        App::new().app_data(data.clone()).service(route)
    })
    .workers(1)
    .bind("127.0.0.1:0")
    .unwrap();
    let address = server.addrs()[0];
    #[expect(clippy::disallowed_methods, reason = "it ends with the test")]
    drop(tokio::spawn(server.run()));
    (got, format!("http://{address}/pgb"))
}

fn local(allowed: bool) {
    let origin = "zorgdomein.example".to_owned();
    set_settings(Settings { webhook_allow_local: allowed, webhook_origin: origin });
}

async fn subscribe(world: &World, token: &str, url: &str) -> (u16, Value) {
    let body = json!({ "verstrekkerId": world.ids[0], "url": url });
    let answer = world.server.post(token, "/abonnementen", &body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn serve(world: &World) {
    while flows::step(&world.context).await.unwrap() {}
}

/// Serves until it is so. A change is shown once every earlier transaction of the server has ended,
/// and other tests have theirs.
async fn serve_until(world: &World, done: impl Fn() -> bool) {
    for _ in 0..500 {
        serve(world).await;
        if done() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("what should be delivered is not");
}

/// The changes a caller reads, once there are so many.
async fn changes(world: &World, token: &str, path: &str, count: usize) -> Vec<Value> {
    for _ in 0..500 {
        let (status, found) = world.get(token, path).await;
        assert_eq!(status, 200, "{found}");
        let items = found["items"].as_array().unwrap().clone();
        if items.len() == count {
            return items;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{path} does not show {count} changes");
}

/// How the only abonnement stands.
async fn stand(world: &World) -> Value {
    let (_, list) = world.get(&world.one, "/abonnementen").await;
    list["items"][0].clone()
}

async fn granted(world: &World, n: usize) {
    let mut message = Message::new(&format!("B{n}"), &format!("PGB-{n}"));
    message.bsn = KNOWN[n].to_owned();
    world.accepted(&world.one, &message).await;
}

#[tokio::test]
async fn a_webhook_is_greeted_signed_in_order_and_goes_on_after_an_outage() {
    local(true);
    let world = world().await;
    let (got, url) = receiver();
    let (status, made) = subscribe(&world, &world.one, &url).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(subscribe(&world, &world.two, &url).await.0, 404, "of another verstrekker");
    granted(&world, 0).await;
    granted(&world, 1).await;
    serve_until(&world, || got.lock().unwrap().events.len() == 2).await;
    let path = format!("/abonnementen/{}", made["id"].as_str().unwrap());
    let (_, key) = world.get(&world.one, &format!("{path}/sleutel")).await;
    let key = hmac::Key::new(hmac::HMAC_SHA256, key["geheim"].as_str().unwrap().as_bytes());
    {
        let got = got.lock().unwrap();
        assert_eq!((got.greeted, got.events.len()), (1, 2));
        for (signed, signature, kind, event) in &got.events {
            let tag = platform::sealing::hex(hmac::sign(&key, signed.as_bytes()).as_ref());
            assert_eq!(*signature, format!("v1={tag}"));
            assert!(kind.starts_with("application/cloudevents+json"));
            assert_eq!(event["type"], "nl.pgb.toekenningen-gewijzigd.v1");
            assert!(!event.to_string().contains(KNOWN[0]), "poor in content");
        }
    }
    got.lock().unwrap().status = 503;
    granted(&world, 2).await;
    serve_until(&world, || got.lock().unwrap().refused > 0).await;
    let failing = stand(&world).await;
    assert_eq!((&failing["mislukt"], &failing["staat"]), (&json!(1), &json!("actief")));
    assert_eq!(world.get(&world.two, "/abonnementen").await.1["items"], json!([]));

    got.lock().unwrap().status = 204;
    let again = json!({ "cursor": "0.0" });
    let replay = world.server.post(&world.one, &format!("{path}/herhalingen"), &again);
    assert_eq!(replay.send().await.unwrap().status(), 202);
    serve_until(&world, || got.lock().unwrap().events.len() == 5).await;
    let subjects: Vec<Value> =
        got.lock().unwrap().events.iter().map(|(.., event)| event["subject"].clone()).collect();
    assert_eq!(subjects[..2], subjects[2..4], "two before the outage, all three again");

    got.lock().unwrap().status = 410;
    got.lock().unwrap().refused = 0;
    granted(&world, 3).await;
    serve_until(&world, || got.lock().unwrap().refused > 0).await;
    assert_eq!(stand(&world).await["staat"], "gestopt");
}

#[tokio::test]
async fn changes_are_read_from_a_cursor_and_nobody_reads_those_of_another() {
    let world = world().await;
    granted(&world, 0).await;
    granted(&world, 1).await;
    let all = changes(&world, &world.one, "/wijzigingen", 2).await;
    let first = changes(&world, &world.one, "/wijzigingen?limit=1", 1).await;
    assert_eq!(first[0], all[0]);
    let cursor = first[0]["cursor"].as_str().unwrap();
    let rest = changes(&world, &world.one, &format!("/wijzigingen?cursor={cursor}"), 1).await;
    assert_eq!((&rest[0], &rest[0]["soort"]), (&all[1], &json!("toekenningen")));
    let last = rest[0]["cursor"].as_str().unwrap();
    changes(&world, &world.one, &format!("/wijzigingen?cursor={last}"), 0).await;
    assert_eq!(world.get(&world.two, "/wijzigingen").await.1["items"], json!([]));
    assert_eq!(world.get(&world.one, "/wijzigingen?cursor=raar&limit=1").await.0, 400);
}

#[tokio::test]
async fn a_webhook_never_goes_into_a_house() {
    local(false);
    let world = world().await;
    for url in [
        "http://8.8.8.8/x",
        "https://naam:woord@leverancier.example/",
        "https://x.example/?a=b",
        "ftp://x",
    ] {
        assert_eq!(subscribe(&world, &world.one, url).await.0, 400, "{url}");
    }
    let (status, _) = subscribe(&world, &world.one, "https://127.0.0.1/x").await;
    assert_eq!(status, 201, "the form is right; the address is judged when it is used");
    granted(&world, 0).await;
    serve(&world).await;
    let (_, list) = world.get(&world.one, "/abonnementen").await;
    assert_eq!(
        (&list["items"][0]["mislukt"], &list["items"][0]["staat"]),
        (&json!(1), &json!("aangevraagd"))
    );
}
