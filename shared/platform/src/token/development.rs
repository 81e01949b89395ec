//! Tokens for development and tests: a key of one's own and tokens made with it.
//!
//! A service trusts this key only when it is told to, with `DEVELOPMENT_JWKS`.

use std::path::Path;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use kernel::Oin;
use serde_json::{Value, json};

use crate::clock::technical_now;

/// The issuer of development tokens. `.invalid` can never be a real one.
pub const ISSUER: &str = "https://ontwikkeling.pgb.invalid";
/// The private key in a directory, PKCS#8 in PEM.
pub const KEY_FILE: &str = "key.pem";
/// The public key set in a directory: what `DEVELOPMENT_JWKS` names.
pub const JWKS_FILE: &str = "jwks.json";
/// The longest life of a token, in minutes.
pub const MINUTES_MAX: u32 = 360;

/// A key that signs development tokens (ES256).
pub struct Key {
    der: Vec<u8>,
    encoding: EncodingKey,
    kid: String,
    jwks: Value,
}

/// What a token says.
#[derive(Debug, Clone)]
pub struct Claims {
    /// The organisation.
    pub oin: Oin,
    /// The person or client.
    pub sub: String,
    /// Names of the services it is for.
    pub audience: Vec<String>,
    /// Words of the scope, with spaces between.
    pub scope: String,
    /// Level of assurance, for people.
    pub acr: Option<String>,
    /// The person represented, for people.
    pub represents: Option<String>,
    /// How long it holds.
    pub minutes: u32,
}

impl Key {
    /// A new key.
    pub fn generate() -> anyhow::Result<Self> {
        let random = SystemRandom::new();
        let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
            .map_err(|_unspecified| anyhow::anyhow!("no key could be made"))?;
        Self::from_der(der.as_ref().to_vec())
    }

    /// Reads the key of a directory.
    pub fn load(directory: &Path) -> anyhow::Result<Self> {
        let path = directory.join(KEY_FILE);
        let pem = std::fs::read_to_string(&path)
            .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        let encoding = EncodingKey::from_ec_pem(pem.as_bytes())?;
        Self::from_der(encoding.as_bytes().to_vec())
    }

    fn from_der(der: Vec<u8>) -> anyhow::Result<Self> {
        let encoding = EncodingKey::from_ec_der(&der);
        let jwk = Jwk::from_encoding_key(&encoding, Algorithm::ES256)?;
        let kid = jwk.thumbprint(jsonwebtoken::jwk::ThumbprintHash::SHA256)?;
        let mut public = serde_json::to_value(&jwk)?;
        if let Some(fields) = public.as_object_mut() {
            fields.insert("kid".to_owned(), json!(kid));
            fields.insert("use".to_owned(), json!("sig"));
        }
        Ok(Self { der, encoding, kid, jwks: json!({ "keys": [public] }) })
    }

    /// Writes the key, for its owner only, and the public key set. Refuses to replace a key.
    pub fn save(&self, directory: &Path) -> anyhow::Result<()> {
        use std::io::Write;
        use std::os::unix::fs::OpenOptionsExt;
        std::fs::create_dir_all(directory)?;
        let path = directory.join(KEY_FILE);
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        file.write_all(pem(&self.der).as_bytes())?;
        std::fs::write(directory.join(JWKS_FILE), serde_json::to_vec_pretty(&self.jwks)?)?;
        Ok(())
    }

    /// The public key set.
    pub fn jwks(&self) -> &Value {
        &self.jwks
    }

    /// Makes a token that holds from now on.
    pub fn mint(&self, claims: &Claims) -> anyhow::Result<String> {
        let minutes = claims.minutes;
        anyhow::ensure!((1..=MINUTES_MAX).contains(&minutes), "a token holds 1 to 360 minutes");
        let now = technical_now().as_second();
        let mut body = json!({
            "iss": ISSUER,
            "azp": claims.sub,
            "sub": claims.sub,
            "aud": claims.audience,
            "iat": now,
            "nbf": now,
            "exp": now.saturating_add(i64::from(minutes).saturating_mul(60)),
            "jti": crate::id::new_uuid(),
            "scope": claims.scope,
            "oin": claims.oin.as_str(),
        });
        let people = [("acr", &claims.acr), ("represents", &claims.represents)];
        for (name, value) in people {
            if let (Some(fields), Some(value)) = (body.as_object_mut(), value) {
                fields.insert(name.to_owned(), json!(value));
            }
        }
        self.sign(&body)
    }

    /// Signs any claims: for tests of what must be refused.
    pub fn sign(&self, body: &Value) -> anyhow::Result<String> {
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(self.kid.clone());
        Ok(jsonwebtoken::encode(&header, body, &self.encoding)?)
    }
}

/// PKCS#8 as PEM.
pub(super) fn pem(der: &[u8]) -> String {
    let text = base64(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("base64 is ASCII"))
        .collect();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |bits: u32| {
        let place = usize::try_from(bits & 63).unwrap_or_default();
        ALPHABET.get(place).map_or('=', |letter| char::from(*letter))
    };
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, place| {
            (bits << 8) | group.get(place).copied().map_or(0, u32::from)
        });
        for place in 0..4_usize {
            let shift = 18_usize.saturating_sub(place.saturating_mul(6));
            text.push(if place <= group.len() { digit(bits >> shift) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_the_standard_says() {
        for (plain, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), text);
        }
    }

    #[test]
    fn a_saved_key_is_for_its_owner_and_reads_back() {
        use std::os::unix::fs::PermissionsExt;
        let directory = std::env::temp_dir().join(format!("pgb-dev-{}", crate::id::new_uuid()));
        let key = Key::generate().unwrap();
        key.save(&directory).unwrap();
        assert_eq!(Key::load(&directory).unwrap().jwks(), key.jwks());
        let mode = std::fs::metadata(directory.join(KEY_FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(key.save(&directory).is_err(), "a key is not replaced");
        std::fs::remove_dir_all(&directory).unwrap();
    }
}
