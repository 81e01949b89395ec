//! Keys that an issuer offers over HTTP: found, remembered, and asked for no more than needed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::{App, HttpResponse, HttpServer, web};

use super::*;

/// An issuer's server: what it offers, and how often it was asked.
#[derive(Clone)]
struct Offer {
    keys: Option<Value>,
    asked: Arc<AtomicUsize>,
}

impl Offer {
    /// A server that answers with these keys, or always fails; it ends with the test.
    fn start(keys: Option<Value>) -> (Self, Place) {
        let offer = Self { keys, asked: Arc::default() };
        let served = offer.clone();
        let make = move || {
            App::new()
                .app_data(web::Data::new(served.clone()))
                .route("/jwks", web::get().to(answer))
        };
        let bound = HttpServer::new(make).workers(1).bind("127.0.0.1:0").unwrap();
        let port = bound.addrs()[0].port();
        actix_web::rt::spawn(bound.disable_signals().run());
        (offer, Place::parse(&format!("http://127.0.0.1:{port}/jwks")).unwrap())
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

async fn answer(offer: web::Data<Offer>) -> HttpResponse {
    offer.asked.fetch_add(1, Ordering::SeqCst);
    match &offer.keys {
        Some(keys) => HttpResponse::Ok().insert_header(("cache-control", "max-age=600")).json(keys),
        None => HttpResponse::BadGateway().finish(),
    }
}

async fn verifier(place: Place) -> Verifier {
    Verifier::new("payout", vec![Issuer::load(ISSUER, place).await.unwrap()])
}

#[actix_web::test]
async fn keys_come_from_the_issuers_url_and_are_asked_for_once() {
    let key = Key::generate().unwrap();
    let (offer, place) = Offer::start(Some(key.jwks().clone()));
    let verifier = verifier(place).await;
    for _ in 0..3 {
        let token = key.sign(&claims()).unwrap();
        assert!(verifier.verify(&token).await.is_ok());
    }
    assert_eq!(offer.asked(), 1);
}

#[actix_web::test]
async fn unknown_keys_do_not_make_us_ask_the_issuer_each_time() {
    let key = Key::generate().unwrap();
    let (offer, place) = Offer::start(Some(key.jwks().clone()));
    let verifier = verifier(place).await;
    for _ in 0..20 {
        let foreign = Key::generate().unwrap().sign(&claims()).unwrap();
        assert!(verifier.verify(&foreign).await.is_err());
    }
    assert_eq!(offer.asked(), 1, "a stranger makes us ask");
    assert!(verifier.verify(&key.sign(&claims()).unwrap()).await.is_ok());
}

#[actix_web::test]
async fn an_issuer_that_does_not_answer_stops_no_start_and_lets_nobody_in() {
    let key = Key::generate().unwrap();
    let (offer, place) = Offer::start(None);
    let verifier = verifier(place).await;
    assert_eq!(offer.asked(), 1);
    assert!(verifier.verify(&key.sign(&claims()).unwrap()).await.is_err());
}

#[actix_web::test]
async fn keys_are_fetched_over_https_unless_the_issuer_is_this_machine() {
    assert!(Place::parse("http://elders.example/jwks").is_err());
    assert!(matches!(Place::parse("https://elders.example/jwks"), Ok(Place::Url(_))));
    assert!(matches!(Place::parse("http://localhost:1/jwks"), Ok(Place::Url(_))));
    assert!(matches!(Place::parse("keys/jwks.json"), Ok(Place::File(_))));
}
