//! For tests: a service that listens on a port of its own, and tokens it trusts.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::web;
use kernel::Oin;

use super::health::Health;
use super::limits::{Limits, Rate};
use super::server::{Parts, serve as start};
use crate::Context;
use crate::service::Service;
use crate::token::development::{self, Claims, Key};
use crate::token::{Issuer, Place, Verifier};

/// A running server; it stops when dropped.
pub struct Server {
    /// Where it listens: `http://127.0.0.1:<port>`.
    pub origin: String,
    /// Root of its API: `http://127.0.0.1:<port>/<name>/v1`.
    pub url: String,
    /// A client with time limits, without a token.
    pub client: reqwest::Client,
    name: &'static str,
    key: Key,
    directory: PathBuf,
    handle: ServerHandle,
}

/// Serves this service with this context until the server is dropped.
pub async fn serve(service: &'static Service, context: &Context) -> Server {
    serve_limited(service, context, 64, Rate { burst: 100_000, per_second: 100_000 }).await
}

/// The same with other limits.
pub async fn serve_limited(
    service: &'static Service,
    context: &Context,
    in_hand: usize,
    rate: Rate,
) -> Server {
    let key = Key::generate().expect("a development key");
    let directory = std::env::temp_dir().join(format!("pgb-serve-{}", crate::id::new_uuid()));
    key.save(&directory).expect("a place for the key set");
    let place = Place::File(directory.join(development::JWKS_FILE));
    let issuer = Issuer::load(development::ISSUER, place).await.expect("the key set");
    let health = Health::default();
    health.look(context, service.migrations).await;
    let parts = Parts {
        service,
        context: context.clone(),
        verifier: web::Data::new(Verifier::new(service.name, vec![issuer])),
        limits: web::Data::new(Limits::new(in_hand, rate)),
        health: Arc::new(health),
        origins: vec!["https://portaal.example".to_owned()],
        threads: Some(2),
    };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("a bound port");
    let server = start(&parts, listener).expect("a server");
    let handle = server.handle();
    #[expect(clippy::disallowed_methods, reason = "it ends when the server is dropped")]
    drop(tokio::spawn(server));
    let client = reqwest::Client::builder()
        .timeout(std::time::Duration::from_secs(30))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let origin = format!("http://{address}");
    let url = format!("{origin}/{}/v1", service.name);
    Server { origin, url, client, name: service.name, key, directory, handle }
}

impl Server {
    /// A token for an organisation with these words of scope.
    pub fn token(&self, oin: &str, scope: &str) -> String {
        self.token_of("proef", oin, scope)
    }

    /// A token for a person or client of an organisation.
    pub fn token_of(&self, sub: &str, oin: &str, scope: &str) -> String {
        let claims = Claims {
            oin: Oin::parse(oin).expect("an OIN of 20 digits"),
            sub: sub.to_owned(),
            audience: vec![self.name.to_owned()],
            scope: scope.to_owned(),
            acr: None,
            represents: None,
            minutes: 60,
        };
        self.key.mint(&claims).expect("a token")
    }

    /// The key it trusts.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// A GET with a token; `path` is below the root of the API.
    pub fn get(&self, token: &str, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.url)).bearer_auth(token)
    }

    /// A POST of JSON with a token and a fresh `Idempotency-Key`.
    pub fn post(
        &self,
        token: &str,
        path: &str,
        body: &serde_json::Value,
    ) -> reqwest::RequestBuilder {
        let key = format!("\"{}\"", crate::id::new_uuid());
        self.client
            .post(format!("{}{path}", self.url))
            .bearer_auth(token)
            .header(super::idempotency::HEADER, key)
            .json(body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if let Err(error) = std::fs::remove_dir_all(&self.directory) {
            tracing::debug!(%error, "the key set of a test server stays behind");
        }
    }
}
