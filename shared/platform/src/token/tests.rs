//! Each check on a token, and their order.

mod by_url;

use super::*;
use development::{Claims, ISSUER, Key};
use serde_json::{Value, json};
use std::path::PathBuf;

/// A key set in a file, and a verifier that trusts it.
struct Setting {
    key: Key,
    directory: PathBuf,
    verifier: Verifier,
}

impl Drop for Setting {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.directory).unwrap();
    }
}

async fn setting() -> Setting {
    let directory = std::env::temp_dir().join(format!("pgb-token-{}", crate::id::new_uuid()));
    let key = Key::generate().unwrap();
    key.save(&directory).unwrap();
    let place = Place::File(directory.join(development::JWKS_FILE));
    let issuer = Issuer::load(ISSUER, place).await.unwrap();
    Setting { key, directory, verifier: Verifier::new("payout", vec![issuer]) }
}

fn claims() -> Value {
    let now = technical_now().as_second();
    json!({
        "iss": ISSUER, "aud": ["payout"], "sub": "client", "oin": "00000099000000001000",
        "scope": "pgb.betalingen.lezen pgb.betaalruns.schrijven",
        "iat": now, "nbf": now, "exp": now + 600,
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

/// Which check refused: the word between brackets, or the first words.
async fn refusal(setting: &Setting, token: &str) -> Refused {
    setting.verifier.verify(token).await.unwrap_err()
}

fn header(alg: &str, kid: Option<&str>, typ: &str) -> jsonwebtoken::Header {
    let header = json!({ "alg": alg, "kid": kid, "typ": typ });
    serde_json::from_value(header).unwrap()
}

#[tokio::test]
async fn a_good_token_names_the_caller() {
    let setting = setting().await;
    let token = setting
        .key
        .mint(&Claims {
            oin: Oin::parse("00000099000000001000").unwrap(),
            sub: "jan".to_owned(),
            audience: vec!["zorgdomein".to_owned(), "payout".to_owned()],
            scope: "pgb.betalingen.lezen".to_owned(),
            acr: Some("hoog".to_owned()),
            represents: None,
            minutes: 360,
        })
        .unwrap();
    for _ in 0..2 {
        let caller = setting.verifier.verify(&token).await.unwrap();
        assert_eq!((caller.sub.as_str(), caller.oin.as_str()), ("jan", "00000099000000001000"));
        assert_eq!(caller.acr.as_deref(), Some("hoog"));
        assert!(caller.require("pgb.betalingen.lezen").is_ok());
        for missing in ["pgb.betalingen", "pgb.betalingen.lezen2", "lezen", ""] {
            assert_eq!(caller.require(missing).unwrap_err().status, 403, "{missing}");
        }
    }
}

#[tokio::test]
async fn every_claim_is_checked() {
    let setting = setting().await;
    let now = technical_now().as_second();
    let cases = [
        (with("iss", json!("https://elders.invalid")), 401, "uitgever"),
        (without("iss"), 401, "uitgever"),
        (with("aud", json!("zorgdomein")), 401, "(aud)"),
        (with("aud", json!(["payout2"])), 401, "(aud)"),
        (without("aud"), 401, "(aud)"),
        (with("exp", json!(now - 61)), 401, "verlopen"),
        (with("exp", json!("morgen")), 401, "getal"),
        (without("exp"), 401, "(exp)"),
        (without("iat"), 401, "(iat)"),
        (with("nbf", json!(now + 120)), 401, "nog niet"),
        (with("iat", json!(now + 120)), 401, "nog niet"),
        (with("exp", json!(now + 6 * 3600 + 1)), 401, "langer dan 6 uur"),
        (with("cnf", json!({"x5t#S256": "x"})), 401, "sleutel die niet is getoond"),
        (without("sub"), 401, "sub"),
        (without("scope"), 403, "scope"),
        (with("scope", json!(["a"])), 403, "scope"),
        (without("oin"), 403, "organisatie"),
        (with("oin", json!("123")), 403, "organisatie"),
    ];
    for (claims, status, word) in cases {
        let token = setting.key.sign(&claims).unwrap();
        let refused = refusal(&setting, &token).await;
        assert!(refused.reason().contains(word), "{claims}: {}", refused.reason());
        assert_eq!(Problem::from(refused).status, status, "{claims}");
    }
    let fraction = setting.key.sign(&with("exp", json!(1.5 + 9e9))).unwrap();
    assert!(refusal(&setting, &fraction).await.reason().contains("6 uur"));
    let skewed = setting.key.sign(&with("exp", json!(now - 30))).unwrap();
    assert!(setting.verifier.verify(&skewed).await.is_ok(), "clocks may differ a minute");
}

#[tokio::test]
async fn the_checks_come_in_their_order() {
    let setting = setting().await;
    let wrong = [
        ("oin", Value::Null, "organisatie"),
        ("scope", Value::Null, "scope"),
        ("cnf", json!({}), "sleutel die niet is getoond"),
        ("exp", json!(0), "verlopen"),
        ("aud", json!("elders"), "(aud)"),
        ("iss", json!("elders"), "uitgever"),
    ];
    let mut claims = claims();
    for (name, value, word) in wrong {
        claims[name] = value;
        let token = setting.key.sign(&claims).unwrap();
        let refused = refusal(&setting, &token).await;
        assert!(refused.reason().contains(word), "{name}: {}", refused.reason());
    }
    let stranger = Key::generate().unwrap().sign(&claims).unwrap();
    assert!(refusal(&setting, &stranger).await.reason().contains("(kid)"));
}

#[tokio::test]
async fn the_signature_must_be_of_a_known_key_and_kind() {
    let setting = setting().await;
    let good = setting.key.sign(&claims()).unwrap();
    let kid = setting.key.jwks()["keys"][0]["kid"].as_str().unwrap().to_owned();

    let (rest, signature) = good.rsplit_once('.').unwrap();
    let flipped = if signature.starts_with('A') { "B" } else { "A" };
    let forged = format!("{rest}.{flipped}{}", signature.get(1..).unwrap());
    assert!(refusal(&setting, &forged).await.reason().contains("handtekening"));

    let secret = jsonwebtoken::EncodingKey::from_secret(b"geheim");
    let shared = header("HS256", Some(&kid), "at+jwt");
    let shared = jsonwebtoken::encode(&shared, &claims(), &secret).unwrap();
    assert!(refusal(&setting, &shared).await.reason().contains("algoritme"));

    for text in ["", "a.b", "a.b.c", "é", &format!("{}.x.y", "A".repeat(9000))] {
        assert_eq!(Problem::from(refusal(&setting, text).await).status, 401, "{text}");
    }
    let none =
        format!("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{}.", rest.split('.').nth(1).unwrap());
    assert!(refusal(&setting, &none).await.reason().contains("niet te lezen"));
}

#[tokio::test]
async fn rsa_keys_sign_too_and_what_a_header_offers_is_ignored() {
    use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
    let pair = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).unwrap();
    let pkcs8 = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).unwrap();
    let pem = development::pem(pkcs8.as_ref());
    let encoding = jsonwebtoken::EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap();
    let jwk = jsonwebtoken::jwk::Jwk::from_encoding_key(&encoding, jsonwebtoken::Algorithm::PS256)
        .unwrap();
    let mut public = serde_json::to_value(&jwk).unwrap();
    public["kid"] = json!("rsa");
    public.as_object_mut().unwrap().remove("alg");
    let path = std::env::temp_dir().join(format!("pgb-jwks-{}", crate::id::new_uuid()));
    let noise = json!({"kty": "oct", "k": "AAAA", "kid": "oct"});
    std::fs::write(&path, json!({"keys": [noise, public, {"kty": "?"}]}).to_string()).unwrap();
    let issuer = Issuer::load(ISSUER, Place::File(path.clone())).await.unwrap();
    let verifier = Verifier::new("payout", vec![issuer]);

    for alg in ["PS256", "RS256"] {
        let token = jsonwebtoken::encode(&header(alg, Some("rsa"), "at+jwt"), &claims(), &encoding);
        assert!(verifier.verify(&token.unwrap()).await.is_ok(), "{alg}");
    }
    let refuse = async |change: &dyn Fn(&mut jsonwebtoken::Header)| {
        let mut header = header("PS256", Some("rsa"), "at+jwt");
        change(&mut header);
        let token = jsonwebtoken::encode(&header, &claims(), &encoding).unwrap();
        verifier.verify(&token).await.map_err(Refused::reason)
    };
    assert!(
        refuse(&|header| header.typ = Some("JWT".to_owned())).await.unwrap_err().contains("typ")
    );
    assert!(refuse(&|header| header.typ = None).await.unwrap_err().contains("typ"));
    assert!(
        refuse(&|header| header.crit = Some(vec!["exp".to_owned()]))
            .await
            .unwrap_err()
            .contains("crit")
    );
    assert!(refuse(&|header| header.kid = None).await.unwrap_err().contains("kid"));
    assert!(
        refuse(&|header| header.kid = Some("oct".to_owned())).await.unwrap_err().contains("kid")
    );
    let offered = |header: &mut jsonwebtoken::Header| {
        header.jwk = Some(jwk.clone());
        header.kid = Some("mine".to_owned());
        header.jku = Some("https://elders.invalid/jwks".to_owned());
    };
    assert!(refuse(&offered).await.unwrap_err().contains("kid"));
    let ps384 = |header: &mut jsonwebtoken::Header| header.alg = jsonwebtoken::Algorithm::PS384;
    assert!(refuse(&ps384).await.unwrap_err().contains("algoritme"));
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_new_key_in_the_set_is_found() {
    let setting = setting().await;
    let fresh = Key::generate().unwrap();
    let token = fresh.sign(&claims()).unwrap();
    assert!(setting.verifier.verify(&token).await.is_err());
    let path = setting.directory.join(development::JWKS_FILE);
    let later = std::time::Duration::from_secs(2);
    std::fs::write(&path, fresh.jwks().to_string()).unwrap();
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(file.metadata().unwrap().modified().unwrap() + later).unwrap();
    assert!(setting.verifier.verify(&token).await.is_ok());
}

#[tokio::test]
async fn a_token_comes_in_the_header_only() {
    use actix_web::test::TestRequest;
    let query = TestRequest::with_uri("/x?access_token=abc").to_http_request();
    let problem = Problem::from(bearer(&query).unwrap_err());
    assert_eq!(problem.status, 401);
    assert_eq!(problem.headers[0].1, "Bearer");
    let basic = TestRequest::default().insert_header(("authorization", "Basic eDp5"));
    assert!(bearer(&basic.to_http_request()).is_err());
    let twice = TestRequest::default()
        .append_header(("authorization", "Bearer a"))
        .append_header(("authorization", "Bearer b"));
    assert!(bearer(&twice.to_http_request()).is_err());
    let lower = TestRequest::default().insert_header(("authorization", "bearer abc"));
    assert_eq!(bearer(&lower.to_http_request()).unwrap(), "abc");
}
