//! Columns that must not be read from a stolen database, and references that can be compared but
//! not read.
//!
//! One master key; a key for each purpose is derived from it (HKDF-SHA-256). A sealed value is
//! `version (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`, AES-256-GCM. What is not guaranteed:
//! the length of the text shows, and a key is not rotated by itself: version 1 is the only one.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac};

use crate::Fault;

/// The version of the key that seals.
const VERSION: u8 = 1;

/// The keys of a service. One master key; a key per purpose is derived from it.
pub struct Sealing {
    columns: RandomizedNonceKey,
    references: hmac::Key,
}

impl Sealing {
    /// Reads the master key from a file with 64 hexadecimal digits.
    pub fn from_file(path: &std::path::Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            anyhow::Error::new(error).context("the sealing key is not readable")
        })?;
        let master = digits(text.trim())
            .ok_or_else(|| anyhow::anyhow!("the sealing key is not 64 hexadecimal digits"))?;
        Ok(Self::from_bytes(master))
    }

    /// A key made of a seed, for tests and learning environments.
    pub fn from_bytes(master: [u8; 32]) -> Self {
        let columns = RandomizedNonceKey::new(&AES_256_GCM, &derive(&master, b"pgb columns v1"))
            .expect("a key of 32 bytes fits AES-256");
        let references = hmac::Key::new(hmac::HMAC_SHA256, &derive(&master, b"pgb references v1"));
        Self { columns, references }
    }

    /// Encrypts a text (AES-256-GCM, random nonce, key version in front).
    pub fn seal(&self, plain: &str) -> Vec<u8> {
        let mut secret = plain.as_bytes().to_vec();
        let nonce = self
            .columns
            .seal_in_place_append_tag(Aad::from([VERSION]), &mut secret)
            .expect("a text shorter than 64 GiB can be sealed");
        let mut sealed = vec![VERSION];
        sealed.extend_from_slice(nonce.as_ref());
        sealed.extend_from_slice(&secret);
        sealed
    }

    /// Decrypts what [`Sealing::seal`] made.
    pub fn open(&self, sealed: &[u8]) -> Result<String, Fault> {
        self.plain(sealed).ok_or_else(|| Fault::Stored {
            what: "sealed column",
            source: anyhow::anyhow!("not sealed with this key, or changed since"),
        })
    }

    fn plain(&self, sealed: &[u8]) -> Option<String> {
        let (version, rest) = sealed.split_first()?;
        let (nonce, secret) = rest.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut secret = secret.to_vec();
        let plain = self.columns.open_in_place(nonce, Aad::from([*version]), &mut secret).ok()?;
        String::from_utf8(plain.to_vec()).ok().filter(|_| *version == VERSION)
    }

    /// A keyed reference (HMAC-SHA-256, 32 hexadecimal digits) of a text within a domain such as
    /// `bsn` or `iban`: equal texts give equal references, and nothing else can be told.
    pub fn reference(&self, domain: &str, text: &str) -> String {
        let mut keyed = hmac::Context::with_key(&self.references);
        keyed.update(domain.as_bytes());
        keyed.update(&[0]);
        keyed.update(text.as_bytes());
        hex(keyed.sign().as_ref().get(..16).unwrap_or_default())
    }
}

/// Bytes as hexadecimal digits in lower case.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}

fn digits(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 {
        return None;
    }
    let mut master = [0; 32];
    for (byte, pair) in master.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| !pair.starts_with('+'))?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(master)
}

fn derive(master: &[u8; 32], purpose: &[u8]) -> [u8; 32] {
    struct Length;
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            32
        }
    }
    let mut key = [0; 32];
    hkdf::Salt::new(hkdf::HKDF_SHA256, &[])
        .extract(master)
        .expand(&[purpose], Length)
        .and_then(|derived| derived.fill(&mut key))
        .expect("32 bytes are within what HKDF gives");
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_only() {
        let sealing = Sealing::from_bytes([7; 32]);
        let sealed = sealing.seal("Proef Persoon 17");
        assert_eq!(sealing.open(&sealed).unwrap(), "Proef Persoon 17");
        assert_ne!(sealing.seal("Proef Persoon 17"), sealed, "each time with another nonce");
        assert!(Sealing::from_bytes([8; 32]).open(&sealed).is_err());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(sealing.open(&changed).is_err(), "byte {place}");
        }
        assert!(sealing.open(&[]).is_err());
    }

    #[test]
    fn a_reference_compares_within_its_domain_and_key() {
        let sealing = Sealing::from_bytes([7; 32]);
        let reference = sealing.reference("bsn", "999990019");
        assert_eq!(reference.len(), 32);
        assert_eq!(reference, sealing.reference("bsn", "999990019"));
        assert_ne!(reference, sealing.reference("iban", "999990019"));
        assert_ne!(reference, Sealing::from_bytes([8; 32]).reference("bsn", "999990019"));
    }

    #[test]
    fn a_key_file_holds_64_hexadecimal_digits() {
        let path = std::env::temp_dir().join(format!("pgb-key-{}", crate::id::new_uuid()));
        std::fs::write(&path, format!("{}\n", "07".repeat(32))).unwrap();
        let sealing = Sealing::from_file(&path).unwrap();
        assert_eq!(sealing.reference("a", "b"), Sealing::from_bytes([7; 32]).reference("a", "b"));
        for wrong in ["", "07", &"+7".repeat(32), &"zz".repeat(32), &"07".repeat(33)] {
            std::fs::write(&path, wrong).unwrap();
            assert!(Sealing::from_file(&path).is_err(), "{wrong}");
        }
        std::fs::remove_file(&path).unwrap();
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "\\PC{0,80}") {
            let sealing = Sealing::from_bytes([1; 32]);
            prop_assert_eq!(sealing.open(&sealing.seal(&text)).unwrap(), text);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(Sealing::from_bytes([1; 32]).open(&bytes).is_err());
        }
    }
}
