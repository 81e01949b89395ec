//! Keys that an issuer offers over HTTP: found, remembered, and asked for no more than needed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::{App, HttpResponse, HttpServer, web};

use super::*;

/// An issuer's server: what it offers, and how often it was asked.
#[derive(Clone)]
struct Offer {
    answer: Arc<Mutex<Option<Value>>>,
    asked: Arc<AtomicUsize>,
}

impl Offer {
    async fn start(keys: Option<Value>) -> (Self, Place) {
        let offer = Self { answer: Arc::new(Mutex::new(keys)), asked: Arc::default() };
        let served = offer.clone();
        let make = move || {
            let served = served.clone();
            let answer = move || {
                served.asked.fetch_add(1, Ordering::SeqCst);
                let found = served.answer.lock().unwrap().clone();
                async { found.map_or_else(|| HttpResponse::BadGateway().finish(), json_answer) }
            };
            App::new().route("/jwks", web::get().to(answer))
        };
        let server = HttpServer::new(make).workers(1).bind("127.0.0.1:0").unwrap();
        let port = server.addrs()[0].port();
        tokio::task::spawn(server.disable_signals().run());
        (offer, Place::parse(&format!("http://127.0.0.1:{port}/jwks")).unwrap())
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn json_answer(keys: Value) -> HttpResponse {
    HttpResponse::Ok().insert_header(("cache-control", "max-age=600")).json(keys)
}

async fn verifier(place: Place) -> Verifier {
    Verifier::new("payout", vec![Issuer::load(ISSUER, place).await.unwrap()])
}

#[tokio::test]
async fn keys_come_from_the_issuers_url_and_are_asked_for_once() {
    let key = Key::generate().unwrap();
    let (offer, place) = Offer::start(Some(key.jwks().clone())).await;
    let verifier = verifier(place).await;
    for _ in 0..3 {
        let token = key.sign(&claims()).unwrap();
        assert!(verifier.verify(&token).await.is_ok());
    }
    assert_eq!(offer.asked(), 1);
}

#[tokio::test]
async fn unknown_keys_do_not_make_us_ask_the_issuer_each_time() {
    let key = Key::generate().unwrap();
    let (offer, place) = Offer::start(Some(key.jwks().clone())).await;
    let verifier = verifier(place).await;
    for _ in 0..20 {
        let foreign = Key::generate().unwrap().sign(&claims()).unwrap();
        assert!(verifier.verify(&foreign).await.is_err());
    }
    assert_eq!(offer.asked(), 1, "a stranger makes us ask");
    assert!(verifier.verify(&key.sign(&claims()).unwrap()).await.is_ok());
}

#[tokio::test]
async fn an_issuer_that_does_not_answer_stops_no_start_and_lets_nobody_in() {
    let key = Key::generate().unwrap();
    let (offer, place) = Offer::start(None).await;
    let verifier = verifier(place).await;
    assert_eq!(offer.asked(), 1);
    assert!(verifier.verify(&key.sign(&claims()).unwrap()).await.is_err());
}

#[tokio::test]
async fn keys_are_fetched_over_https_unless_the_issuer_is_this_machine() {
    assert!(Place::parse("http://elders.example/jwks").is_err());
    assert!(matches!(Place::parse("https://elders.example/jwks"), Ok(Place::Url(_))));
    assert!(matches!(Place::parse("http://localhost:1/jwks"), Ok(Place::Url(_))));
    assert!(matches!(Place::parse("keys/jwks.json"), Ok(Place::File(_))));
}
