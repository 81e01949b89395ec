//! Who calls: a verified bearer token.
//!
//! The checks, in this order: signature (algorithm, known key, type), issuer, audience, time,
//! proof of possession (all 401), then scope, organisation and level (403). Keys come from the key
//! set of a listed issuer only; what a token itself offers as key (`jku`, `jwk`, `x5u`, `x5c`) is
//! ignored. A token bound to a client certificate or a `DPoP` key (`cnf`) is refused: this
//! service cannot see the proof.

pub mod development;
mod keys;
mod verify;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use kernel::Oin;

pub use keys::{Issuer, Place};
pub use verify::Refused;

use crate::Problem;
use crate::clock::technical_now;
use crate::http::limits::Limits;

/// The caller of a request, after signature, issuer, audience, lifetime and organisation were
/// checked. Extracted from the request by actix: a handler that takes a `Caller` cannot be reached
/// without a good token.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Subject of the token.
    pub sub: String,
    /// The organisation.
    pub oin: Oin,
    /// The words of `scope`.
    pub scopes: Vec<String>,
    /// Level of assurance, for people.
    pub acr: Option<String>,
    /// The person represented, for people.
    pub represents: Option<String>,
}

impl Caller {
    /// Demands a whole word in `scope`; else 403 that names the missing scope.
    pub fn require(&self, scope: &str) -> Result<(), Problem> {
        if self.scopes.iter().any(|word| word == scope) {
            return Ok(());
        }
        let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
        Err(Problem::forbidden(format!("Het token mist de scope {scope}."))
            .with_header(header::WWW_AUTHENTICATE, challenge))
    }
}

/// The longest a token may be, in bytes.
const LENGTH_MAX: usize = 8 * 1024;
/// The most tokens remembered at once.
const SEEN_MAX: usize = 10_000;
/// How long a verified token is remembered, in seconds: a withdrawn key is felt this much later.
const SEEN_SECONDS: i64 = 300;

/// Verifies tokens. Remembers what it verified for a short while, because a signature costs.
pub struct Verifier {
    audience: String,
    issuers: Vec<Issuer>,
    seen: Mutex<HashMap<[u8; 32], Seen>>,
}

struct Seen {
    caller: Caller,
    until: i64,
}

impl Verifier {
    /// Accepts tokens of these issuers for this audience: the name of the service.
    pub fn new(audience: &str, issuers: Vec<Issuer>) -> Self {
        Self { audience: audience.to_owned(), issuers, seen: Mutex::default() }
    }

    /// Verifies one token; may ask an issuer for its keys.
    pub async fn verify(&self, token: &str) -> Result<Caller, Refused> {
        if token.len() > LENGTH_MAX {
            return Err(Refused::Unauthorized("Het token is te lang."));
        }
        let now = technical_now().as_second();
        let hash = digest(token);
        if let Some(caller) = self.recall(&hash, now) {
            return Ok(caller);
        }
        let (caller, expires) = verify::verify(&self.issuers, &self.audience, token, now).await?;
        let until = expires.min(now.saturating_add(SEEN_SECONDS));
        self.remember(hash, Seen { caller: caller.clone(), until }, now);
        Ok(caller)
    }

    fn recall(&self, hash: &[u8; 32], now: i64) -> Option<Caller> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(hash).filter(|seen| now < seen.until).map(|seen| seen.caller.clone())
    }

    fn remember(&self, hash: [u8; 32], fresh: Seen, now: i64) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= SEEN_MAX {
            seen.retain(|_, seen| now < seen.until);
        }
        if seen.len() < SEEN_MAX {
            seen.insert(hash, fresh);
        }
    }
}

fn digest(token: &str) -> [u8; 32] {
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token.as_bytes());
    hash.as_ref().first_chunk().copied().expect("SHA-256 gives 32 bytes")
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let token = bearer(request);
        let peer = request.peer_addr().map(|address| address.ip());
        let verifier = request.app_data::<web::Data<Verifier>>().cloned();
        let limits = request.app_data::<web::Data<Limits>>().cloned();
        Box::pin(async move {
            let (Some(verifier), Some(limits)) = (verifier, limits) else {
                tracing::error!("this process takes no tokens: it was started without a verifier");
                return Err(Problem::of_status(503));
            };
            let outcome = match token {
                Ok(token) => verifier.verify(&token).await,
                Err(refused) => Err(refused),
            };
            match outcome {
                Ok(caller) => limits.caller(&caller.oin).map(|()| caller),
                Err(refused) => Err(limits.failure(peer, &refused).unwrap_or(refused.into())),
            }
        })
    }
}

/// The token of the `Authorization` header. A token in the query is never read.
fn bearer(request: &HttpRequest) -> Result<String, Refused> {
    let mut given = request.headers().get_all(header::AUTHORIZATION);
    let (first, second) = (given.next(), given.next());
    let Some(first) = first else {
        return Err(Refused::Missing("Stuur een token mee in de header Authorization."));
    };
    let wrong = Refused::Unauthorized("De header Authorization is geen enkel Bearer-token.");
    let text = first.to_str().ok().filter(|_| second.is_none()).ok_or(wrong)?;
    let (scheme, token) = text.split_once(' ').ok_or(wrong)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim().to_owned()) } else { Err(wrong) }
}

#[cfg(test)]
mod tests;
