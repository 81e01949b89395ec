//! A bank with a channel over HTTP, as a small server: it can drop its answer, lose a file, and be
//! asked for a file by its reference.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use actix_web::{App, HttpResponse, HttpServer, web};
use aws_lc_rs::digest;
use payout::bestand::hex;
use payout::bestand::peers::{Kanaal, set_kanaal};

/// What goes wrong with the next upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storing {
    /// The file arrives, the answer does not.
    Antwoord,
    /// Nothing arrives.
    Bestand,
}

#[derive(Default)]
struct Inner {
    files: BTreeMap<String, Vec<Vec<u8>>>,
    storing: Option<Storing>,
}

/// The bank.
#[derive(Clone, Default)]
pub(crate) struct TestBank(Arc<Mutex<Inner>>);

impl TestBank {
    /// Starts it as the channel of this process.
    pub(crate) fn start() -> Self {
        let bank = Self::default();
        let own = bank.clone();
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(own.clone()))
                .app_data(web::PayloadConfig::new(64 * 1024 * 1024))
                .route("/bestanden/{id}", web::put().to(put))
                .route("/bestanden", web::get().to(list))
        })
        .workers(1)
        .bind(("127.0.0.1", 0))
        .unwrap();
        let port = server.addrs()[0].port();
        #[expect(clippy::disallowed_methods, reason = "the server ends with the test process")]
        tokio::spawn(server.run());
        assert!(set_kanaal(Kanaal::of_url(&format!("http://127.0.0.1:{port}"))));
        bank
    }

    /// Lets the next upload go wrong.
    pub(crate) fn fail(&self, storing: Storing) {
        self.0.lock().unwrap().storing = Some(storing);
    }

    /// Every copy of a file that it ever took.
    pub(crate) fn copies(&self, msg_id: &str) -> Vec<Vec<u8>> {
        self.0.lock().unwrap().files.get(msg_id).cloned().unwrap_or_default()
    }

    /// Puts other bytes under a reference.
    pub(crate) fn forge(&self, msg_id: &str) {
        self.0.lock().unwrap().files.insert(msg_id.to_owned(), vec![b"anders".to_vec()]);
    }
}

async fn put(bank: web::Data<TestBank>, id: web::Path<String>, body: web::Bytes) -> HttpResponse {
    let mut inner = bank.0.lock().unwrap();
    let storing = inner.storing.take();
    if storing == Some(Storing::Bestand) {
        return HttpResponse::BadGateway().finish();
    }
    inner.files.entry(id.clone()).or_default().push(body.to_vec());
    if storing == Some(Storing::Antwoord) {
        return HttpResponse::GatewayTimeout().finish();
    }
    HttpResponse::Ok().json(item(&id, &body))
}

async fn list(
    bank: web::Data<TestBank>,
    query: web::Query<BTreeMap<String, String>>,
) -> HttpResponse {
    let id = &query["berichtId"];
    let items: Vec<_> = bank.copies(id).first().map(|bytes| item(id, bytes)).into_iter().collect();
    HttpResponse::Ok().json(serde_json::json!({ "items": items }))
}

fn item(id: &str, bytes: &[u8]) -> serde_json::Value {
    let sha256 = hex(digest::digest(&digest::SHA256, bytes).as_ref());
    serde_json::json!({ "berichtId": id, "sha256": sha256 })
}
