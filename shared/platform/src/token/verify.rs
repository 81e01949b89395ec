//! The checks on one token, in their order.

use actix_web::http::header;
use jsonwebtoken::{Algorithm, Validation};
use kernel::Oin;
use serde_json::{Map, Value};

use super::Caller;
use super::keys::{Issuer, Key};
use crate::Problem;

/// Seconds that clocks may differ.
const SKEW: i64 = 60;
/// The longest life of a token that the profile allows, in seconds.
const LIFETIME_MAX: i64 = 6 * 3600;

/// Why a token was refused, in Dutch; never what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// No token: 401.
    Missing(&'static str),
    /// Not a good token: 401.
    Unauthorized(&'static str),
    /// A good token that does not say enough: 403.
    Forbidden(&'static str),
}

impl Refused {
    /// Why.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Missing(reason) | Self::Unauthorized(reason) | Self::Forbidden(reason) => reason,
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Missing(reason) => {
                let mut problem = Self::unauthorized(reason);
                problem.headers = vec![(header::WWW_AUTHENTICATE, "Bearer".to_owned())];
                problem
            }
            Refused::Unauthorized(reason) => Self::unauthorized(reason),
            Refused::Forbidden(reason) => Self::forbidden(reason),
        }
    }
}

/// Verifies a token at a moment (Unix seconds): the caller, and when the token ends.
pub(super) async fn verify(
    issuers: &[Issuer],
    audience: &str,
    token: &str,
    now: i64,
) -> Result<(Caller, i64), Refused> {
    // 1. The signature, with a key we know.
    let (issuer, claims) = signature(issuers, token).await?;
    // 2. The issuer that this key belongs to.
    if claims.get("iss").and_then(Value::as_str) != Some(issuer) {
        return Err(Refused::Unauthorized(
            "Het token is niet van een uitgever die wij vertrouwen.",
        ));
    }
    // 3. Meant for us.
    if !names(claims.get("aud"), audience) {
        return Err(Refused::Unauthorized("Het token is niet voor deze dienst bedoeld (aud)."));
    }
    // 4. Now.
    let expires = lifetime(&claims, now)?;
    // 5. Proof of possession, which cannot reach us.
    if claims.contains_key("cnf") {
        return Err(Refused::Unauthorized("Het token hoort bij een sleutel die niet is getoond."));
    }
    let sub = text(&claims, "sub").filter(|sub| !sub.is_empty() && sub.len() <= 255);
    let sub = sub.ok_or(Refused::Unauthorized("Het token noemt geen sub."))?;
    // 6. The scope is there; which word is needed, the handler says.
    let scope = text(&claims, "scope");
    let scope = scope.ok_or(Refused::Forbidden("Het token heeft geen scope."))?;
    // 7. The organisation.
    let oin = text(&claims, "oin").and_then(|oin| Oin::parse(&oin).ok());
    let oin = oin.ok_or(Refused::Forbidden("Het token noemt geen organisatie (oin)."))?;
    let scopes = scope.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let (acr, represents) = (text(&claims, "acr"), text(&claims, "represents"));
    Ok((Caller { sub, oin, scopes, acr, represents }, expires))
}

async fn signature<'i>(
    issuers: &'i [Issuer],
    token: &str,
) -> Result<(&'i str, Map<String, Value>), Refused> {
    let header = jsonwebtoken::decode_header(token)
        .map_err(|_unreadable| Refused::Unauthorized("Het token is niet te lezen."))?;
    if header.crit.is_some() {
        return Err(Refused::Unauthorized("Het token eist iets dat wij niet kennen (crit)."));
    }
    if !matches!(header.alg, Algorithm::PS256 | Algorithm::RS256 | Algorithm::ES256) {
        return Err(Refused::Unauthorized("Het token heeft een algoritme dat wij niet aannemen."));
    }
    let typ = header.typ.unwrap_or_default().to_ascii_lowercase();
    if typ != "at+jwt" && typ != "application/at+jwt" {
        return Err(Refused::Unauthorized("Dit is geen toegangstoken (typ)."));
    }
    let kid = header.kid.unwrap_or_default();
    let unknown =
        Refused::Unauthorized("Het token is met een onbekende sleutel ondertekend (kid).");
    let mut outcome = Err(unknown);
    for issuer in issuers {
        let Some(key) = issuer.key(&kid).await else { continue };
        match open(&key, header.alg, token) {
            Some(claims) => return Ok((issuer.name(), claims)),
            None => {
                outcome = Err(Refused::Unauthorized("De handtekening van het token klopt niet."));
            }
        }
    }
    outcome
}

/// The claims, when this key made the signature.
fn open(key: &Key, algorithm: Algorithm, token: &str) -> Option<Map<String, Value>> {
    if !key.algorithms.contains(&algorithm) {
        return None;
    }
    let mut only_signature = Validation::new(algorithm);
    only_signature.required_spec_claims.clear();
    only_signature.validate_exp = false;
    only_signature.validate_nbf = false;
    only_signature.validate_aud = false;
    jsonwebtoken::decode(token, &key.decoding, &only_signature).ok().map(|data| data.claims)
}

fn lifetime(claims: &Map<String, Value>, now: i64) -> Result<i64, Refused> {
    let expires = seconds(claims, "exp")?;
    let expires = expires.ok_or(Refused::Unauthorized("Het token zegt niet tot wanneer (exp)."))?;
    let issued = seconds(claims, "iat")?;
    let issued = issued.ok_or(Refused::Unauthorized("Het token zegt niet sinds wanneer (iat)."))?;
    let from = seconds(claims, "nbf")?.unwrap_or(issued);
    if now >= expires.saturating_add(SKEW) {
        return Err(Refused::Unauthorized("Het token is verlopen (exp)."));
    }
    if from > now.saturating_add(SKEW) || issued > now.saturating_add(SKEW) {
        return Err(Refused::Unauthorized("Het token geldt nog niet (nbf, iat)."));
    }
    if expires.saturating_sub(issued) > LIFETIME_MAX {
        return Err(Refused::Unauthorized("Het token geldt langer dan 6 uur."));
    }
    Ok(expires)
}

/// A numeric date; a fraction of a second is dropped.
fn seconds(claims: &Map<String, Value>, name: &str) -> Result<Option<i64>, Refused> {
    let Some(value) = claims.get(name) else { return Ok(None) };
    let whole = value.to_string();
    let whole = whole.split('.').next().unwrap_or_default();
    match (value.is_number(), whole.parse()) {
        (true, Ok(seconds)) => Ok(Some(seconds)),
        _ => Err(Refused::Unauthorized("Een tijd in het token is geen getal.")),
    }
}

fn names(claim: Option<&Value>, audience: &str) -> bool {
    match claim {
        Some(Value::String(one)) => one == audience,
        Some(Value::Array(many)) => many.iter().any(|one| one.as_str() == Some(audience)),
        _ => false,
    }
}

fn text(claims: &Map<String, Value>, name: &str) -> Option<String> {
    claims.get(name).and_then(Value::as_str).map(str::to_owned)
}
