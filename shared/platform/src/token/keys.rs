//! The keys of an issuer: from a URL or a file, remembered, asked again for an unknown key at most
//! once a minute, and kept when the issuer cannot be reached.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime};

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};

/// Between two questions to an issuer.
const PAUSE: Duration = Duration::from_mins(1);
/// How long a set is used before it is asked again, when the issuer does not say.
const FRESH: Duration = Duration::from_hours(24);
/// The most keys an issuer may have, and the most bytes of its set.
const KEYS_MAX: usize = 100;
const BYTES_MAX: usize = 256 * 1024;

/// Where a key set is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Asked over HTTPS (plain HTTP on this machine only).
    Url(reqwest::Url),
    /// A file, read again when it changes.
    File(PathBuf),
}

impl Place {
    /// Reads a setting: a URL when it begins as one, else a file.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        if !text.starts_with("http://") && !text.starts_with("https://") {
            return Ok(Self::File(PathBuf::from(text)));
        }
        let url: reqwest::Url = text.parse()?;
        let local = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
        anyhow::ensure!(url.scheme() == "https" || local, "a key set is fetched over https only");
        Ok(Self::Url(url))
    }
}

/// One key that may sign.
pub(super) struct Key {
    pub(super) decoding: DecodingKey,
    pub(super) algorithms: Vec<Algorithm>,
}

type Keys = HashMap<String, Arc<Key>>;

/// An issuer we trust, with its keys.
pub struct Issuer {
    name: String,
    place: Place,
    client: reqwest::Client,
    keys: RwLock<Arc<Keys>>,
    /// Held while asking, so that one asks for all.
    asked: tokio::sync::Mutex<Asked>,
}

#[derive(Default)]
struct Asked {
    at: Option<Instant>,
    fresh: Duration,
    written: Option<SystemTime>,
}

impl Issuer {
    /// An issuer and the place of its keys. A file must be readable now; a URL that does not
    /// answer is tried again when a token comes.
    pub async fn load(name: &str, place: Place) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(1))
            .timeout(Duration::from_secs(3))
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let must = matches!(place, Place::File(_));
        let issuer = Self {
            name: name.to_owned(),
            place,
            client,
            keys: RwLock::default(),
            asked: tokio::sync::Mutex::default(),
        };
        let outcome = issuer.ask(&mut *issuer.asked.lock().await).await;
        match outcome {
            Err(error) if must => Err(error),
            Err(error) => {
                tracing::warn!(issuer = name, error = format!("{error:#}"), "no keys yet");
                Ok(issuer)
            }
            Ok(()) => Ok(issuer),
        }
    }

    /// Who it is: `iss`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key with this name; asks the issuer when it is unknown or the set is old.
    pub(super) async fn key(&self, kid: &str) -> Option<Arc<Key>> {
        let known = self.known(kid);
        // Who finds somebody else asking uses what is known, or waits for what he does not know.
        let asked = match &known {
            Some(_) => self.asked.try_lock().ok(),
            None => Some(self.asked.lock().await),
        };
        let Some(mut asked) = asked else { return known };
        let current = self.known(kid);
        if !self.due(&asked, current.is_some()) {
            return current;
        }
        if let Err(error) = self.ask(&mut asked).await {
            let issuer = self.name.as_str();
            tracing::warn!(issuer, error = format!("{error:#}"), "the keys of before stay in use");
        }
        drop(asked);
        self.known(kid)
    }

    fn known(&self, kid: &str) -> Option<Arc<Key>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).get(kid).cloned()
    }

    fn due(&self, asked: &Asked, known: bool) -> bool {
        if let Place::File(path) = &self.place {
            let written = std::fs::metadata(path).and_then(|data| data.modified()).ok();
            return !known && written != asked.written;
        }
        let pause = if known { asked.fresh } else { PAUSE };
        asked.at.is_none_or(|at| at.elapsed() >= pause)
    }

    async fn ask(&self, asked: &mut Asked) -> anyhow::Result<()> {
        asked.at = Some(Instant::now());
        // After a failure the set counts as old again in a minute.
        asked.fresh = PAUSE;
        let (text, fresh) = match &self.place {
            Place::File(path) => {
                asked.written = std::fs::metadata(path).and_then(|data| data.modified()).ok();
                let text = std::fs::read(path)
                    .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
                (text, FRESH)
            }
            Place::Url(url) => self.fetch(url).await?,
        };
        let keys = read(&text)?;
        anyhow::ensure!(!keys.is_empty(), "the key set holds no key that may sign");
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
        asked.fresh = fresh;
        Ok(())
    }

    async fn fetch(&self, url: &reqwest::Url) -> anyhow::Result<(Vec<u8>, Duration)> {
        let mut response = self.client.get(url.clone()).send().await?.error_for_status()?;
        anyhow::ensure!(response.status().is_success(), "answered {}", response.status());
        let told = response.headers().get("cache-control").and_then(|value| value.to_str().ok());
        let fresh = told.and_then(max_age).unwrap_or(FRESH);
        let mut text = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            anyhow::ensure!(text.len().saturating_add(chunk.len()) <= BYTES_MAX, "too large");
            text.extend_from_slice(&chunk);
        }
        Ok((text, fresh))
    }
}

/// `max-age` between five minutes and a week.
fn max_age(header: &str) -> Option<Duration> {
    let seconds = header.split(',').find_map(|part| part.trim().strip_prefix("max-age="))?;
    let seconds: u64 = seconds.parse().ok()?;
    Some(Duration::from_secs(seconds.clamp(300, 7 * 24 * 3600)))
}

/// Reads a JWK set; keys that are not for signing, or that we do not know, are left out.
fn read(text: &[u8]) -> anyhow::Result<Keys> {
    #[derive(serde::Deserialize)]
    struct Set {
        keys: Vec<serde_json::Value>,
    }
    let set: Set = serde_json::from_slice(text)?;
    let keys = set.keys.into_iter().take(KEYS_MAX);
    let usable = keys.filter_map(|key| usable(&serde_json::from_value(key).ok()?));
    Ok(usable.map(|(kid, key)| (kid, Arc::new(key))).collect())
}

fn usable(jwk: &Jwk) -> Option<(String, Key)> {
    let common = &jwk.common;
    if common.public_key_use.as_ref().is_some_and(|used| *used != PublicKeyUse::Signature) {
        return None;
    }
    let possible: &[Algorithm] = if matches!(jwk.algorithm, AlgorithmParameters::RSA(_)) {
        &[Algorithm::PS256, Algorithm::RS256]
    } else if let AlgorithmParameters::EllipticCurve(key) = &jwk.algorithm
        && key.curve == EllipticCurve::P256
    {
        &[Algorithm::ES256]
    } else {
        return None;
    };
    let named = match common.key_algorithm {
        None => None,
        Some(KeyAlgorithm::PS256) => Some(Algorithm::PS256),
        Some(KeyAlgorithm::RS256) => Some(Algorithm::RS256),
        Some(KeyAlgorithm::ES256) => Some(Algorithm::ES256),
        Some(_) => return None,
    };
    let algorithms: Vec<_> =
        possible.iter().copied().filter(|one| named.is_none_or(|named| named == *one)).collect();
    let decoding = DecodingKey::from_jwk(jwk).ok()?;
    let kid = common.key_id.clone().filter(|kid| !kid.is_empty())?;
    (!algorithms.is_empty()).then_some((kid, Key { decoding, algorithms }))
}
