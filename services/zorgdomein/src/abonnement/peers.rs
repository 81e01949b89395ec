//! The receiver of a webhook: resolved, checked and reached at exactly the address that was
//! checked; no redirects, short waits, little read.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use aws_lc_rs::hmac;
use clap::Parser;
use platform::sealing::hex;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Method, StatusCode, Url};

use super::{Antwoord, is_public};

/// How long a receiver may take.
const WAIT: Duration = Duration::from_secs(10);

/// Settings of this peer.
#[derive(Debug, Clone, Parser)]
pub struct Settings {
    /// Lets webhooks go to this machine and to plain HTTP. For tests and learning environments.
    #[arg(long, env = "WEBHOOK_ALLOW_LOCAL", default_value_t = false)]
    pub webhook_allow_local: bool,
    /// DNS name under which webhooks are sent (`WebHook-Request-Origin`).
    #[arg(long, env = "WEBHOOK_ORIGIN", default_value = "zorgdomein.example")]
    pub webhook_origin: String,
}

static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// The settings of this process, as its environment says.
pub fn settings() -> &'static Settings {
    SETTINGS.get_or_init(|| Settings::parse_from(["zorgdomein"]))
}

/// Sets them before they are first used; for tests. Says whether it was first.
pub fn set_settings(settings: Settings) -> bool {
    SETTINGS.set(settings).is_ok()
}

/// Why an address cannot be used; for the subscriber, in Dutch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(pub &'static str);

/// An address that may be reached, with the client that reaches it only there.
pub struct Receiver {
    url: Url,
    client: reqwest::Client,
    origin: String,
}

/// Checks the form of an address, without asking anybody.
pub fn check(settings: &Settings, url: &str) -> Result<Url, Unusable> {
    let url = Url::parse(url).map_err(|_form| Unusable("Dit is geen webadres."))?;
    let is_local = settings.webhook_allow_local;
    if url.scheme() != "https" && !(is_local && url.scheme() == "http") {
        return Err(Unusable("Een webhook gaat alleen naar een adres met https."));
    }
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if !plain || url.query().is_some() || url.host_str().is_none() || url.as_str().len() > 500 {
        return Err(Unusable("Geef een webadres zonder naam, wachtwoord, vraagteken of hekje."));
    }
    Ok(url)
}

impl Receiver {
    /// Resolves the host and refuses every address that is not public.
    pub async fn find(settings: &Settings, url: &str) -> Result<Self, Unusable> {
        let url = check(settings, url)?;
        let unknown = Unusable("Dit adres is niet te vinden.");
        let host = url.host_str().ok_or(unknown)?.trim_matches(['[', ']']).to_owned();
        let port = url.port_or_known_default().ok_or(unknown)?;
        let found = tokio::time::timeout(WAIT, tokio::net::lookup_host((host.as_str(), port)));
        let found = found.await.map_err(|_late| unknown)?.map_err(|_unknown| unknown)?;
        let addresses: Vec<SocketAddr> = found.collect();
        let allowed = |address: &SocketAddr| {
            is_public(address.ip()) || (settings.webhook_allow_local && address.ip().is_loopback())
        };
        // One address inside a house makes the name suspect: none of them is used.
        if addresses.is_empty() || !addresses.iter().all(allowed) {
            return Err(Unusable("Dit adres is niet openbaar."));
        }
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(WAIT)
            .resolve_to_addrs(&host, &addresses)
            .no_proxy()
            .build()
            .map_err(|_setting| unknown)?;
        Ok(Self { url, client, origin: settings.webhook_origin.clone() })
    }

    /// The handshake: whether the receiver wants messages of ours.
    pub async fn handshake(&self) -> Antwoord {
        let request = self
            .client
            .request(Method::OPTIONS, self.url.clone())
            .header("WebHook-Request-Origin", &self.origin)
            .header("WebHook-Request-Rate", "120");
        let Ok(answer) = request.send().await else { return Antwoord::Mislukt };
        let headers = answer.headers();
        let allowed = headers.get("WebHook-Allowed-Origin").and_then(|value| value.to_str().ok());
        let rate = headers.contains_key("WebHook-Allowed-Rate");
        let agrees = allowed.is_some_and(|allowed| allowed == "*" || allowed == self.origin);
        if answer.status().is_success() && agrees && rate {
            Antwoord::Aangenomen
        } else if answer.status() == StatusCode::GONE {
            Antwoord::Weg
        } else {
            Antwoord::Mislukt
        }
    }

    /// Sends one event, signed: `v1=` and the HMAC-SHA-256 of `id.timestamp.body`.
    pub async fn send(&self, geheim: &str, id: &str, (seconds, body): (i64, &str)) -> Antwoord {
        let key = hmac::Key::new(hmac::HMAC_SHA256, geheim.as_bytes());
        let tag = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
        let request = self
            .client
            .post(self.url.clone())
            .header("content-type", "application/cloudevents+json; charset=utf-8")
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds.to_string())
            .header("webhook-signature", format!("v1={}", hex(tag.as_ref())))
            .body(body.to_owned());
        match request.send().await {
            Ok(answer) => Antwoord::of(answer.status().as_u16(), retry_after(answer.headers())),
            Err(_unreachable) => Antwoord::Mislukt,
        }
    }
}

fn retry_after(headers: &HeaderMap) -> Option<u32> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()
}
