//! What comes in from outside: one crypto library, one copy of each crate we chose, one source.

use std::collections::{BTreeMap, BTreeSet};

use crate::built::Built;
use crate::{Fault, SourceFile};

const LOCK: &str = "Cargo.lock";
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Second libraries for TLS or signatures; ours is `aws-lc-rs`.
const SECOND: [&str; 12] = [
    "boring",
    "boring-sys",
    "ed25519-dalek",
    "mbedtls",
    "native-tls",
    "openssl",
    "openssl-sys",
    "p256",
    "p384",
    "ring",
    "rsa",
    "schannel",
];
/// Hashes and ciphers in Rust that come along with something we chose: who brings them, and why that is allowed.
const CARRIED: [(&str, &[&str], &str); 5] = [
    (
        "sha2",
        &["postgres-protocol", "tokio-postgres-rustls"],
        "SCRAM login of the PostgreSQL protocol; channel binding of its TLS",
    ),
    ("hmac", &["postgres-protocol"], "SCRAM login of the PostgreSQL protocol"),
    ("md-5", &["postgres-protocol"], "the older login of the PostgreSQL protocol"),
    ("digest", &["hmac", "md-5", "sha2"], "the trait those three share"),
    ("crypto-common", &["digest"], "the trait those three share"),
];
/// Others of that kind, which nothing brings along today.
const PRIMITIVES: [&str; 12] = [
    "aes",
    "aes-gcm",
    "blake2",
    "blake3",
    "chacha20poly1305",
    "curve25519-dalek",
    "hkdf",
    "md5",
    "pbkdf2",
    "sha-1",
    "sha1",
    "sha3",
];

/// Faults that show in the lock file: sources, copies, and who brings which hash.
pub fn check_lock(files: &[SourceFile]) -> Vec<Fault> {
    let Some(lock) = files.iter().find(|file| file.path == LOCK) else {
        return vec![Fault::of(LOCK, "is missing: builds must be repeatable")];
    };
    let packages = packages(&lock.text);
    let mut faults = Vec::new();
    for package in &packages {
        if !package.source.is_empty() && package.source != REGISTRY {
            faults.push(Fault::of(
                LOCK,
                format!(
                    "{} comes from {}: crates.io is the only source",
                    package.name, package.source
                ),
            ));
        }
        for (primitive, carriers, reason) in CARRIED {
            if package.dependencies.contains(&primitive) && !carriers.contains(&package.name) {
                faults.push(Fault::of(
                    LOCK,
                    format!(
                        "{} brings {primitive}, which is allowed for {carriers:?} only ({reason})",
                        package.name
                    ),
                ));
            }
        }
    }
    let chosen = files
        .iter()
        .find(|file| file.path == "Cargo.toml")
        .map(|file| chosen(&file.text))
        .unwrap_or_default();
    let mut copies: BTreeMap<&str, usize> = BTreeMap::new();
    for package in &packages {
        *copies.entry(package.name).or_default() += 1;
    }
    for (name, count) in
        copies.iter().filter(|(name, count)| **count > 1 && chosen.contains(**name))
    {
        faults.push(Fault::of(
            LOCK,
            format!("{count} versions of {name}, a crate we chose: find who brings the other"),
        ));
    }
    faults
}

/// Faults in what is really built; the lock file also names what no feature switches on.
pub fn check_built(built: &[Built]) -> Vec<Fault> {
    let names: BTreeSet<&str> = built.iter().map(|package| package.name.as_str()).collect();
    let forbidden = SECOND.iter().chain(&PRIMITIVES).filter(|name| names.contains(**name));
    forbidden
        .map(|name| {
            Fault::of(LOCK, format!("{name} is built: aws-lc-rs is the one crypto library"))
        })
        .collect()
}

struct Package<'a> {
    name: &'a str,
    source: &'a str,
    dependencies: Vec<&'a str>,
}

fn packages(lock: &str) -> Vec<Package<'_>> {
    lock.split("[[package]]").skip(1).map(package).collect()
}

fn package(text: &str) -> Package<'_> {
    let value = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.unwrap_or_default().trim_matches('"')
    };
    let dependencies = text
        .lines()
        .filter_map(|line| line.strip_prefix(" \""))
        .filter_map(|line| line.split([' ', '"']).next());
    Package { name: value("name"), source: value("source"), dependencies: dependencies.collect() }
}

/// The crates named in the manifest of the workspace.
fn chosen(manifest: &str) -> BTreeSet<&str> {
    let (_, table) = manifest.split_once("[workspace.dependencies]").unwrap_or_default();
    let lines = table.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(packages: &str) -> Vec<SourceFile> {
        vec![
            SourceFile::new(LOCK, &format!("version = 4\n{packages}")),
            SourceFile::new(
                "Cargo.toml",
                "[workspace.dependencies]\nserde = \"1\"\n\n[workspace.lints.rust]\nother = 1\n",
            ),
        ]
    }

    fn package(name: &str, version: &str, rest: &str) -> String {
        format!(
            "\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"{REGISTRY}\"\n{rest}"
        )
    }

    #[test]
    fn hashes_pass_when_the_named_crate_brings_them() {
        let with = |name| {
            check_lock(&lock(&package(name, "1.0.0", "dependencies = [\n \"sha2\",\n]\n"))).len()
        };
        assert_eq!(with("postgres-protocol"), 0);
        assert_eq!(with("payout"), 1);
    }

    #[test]
    fn two_copies_of_a_chosen_crate_are_found_and_of_another_pass() {
        let twice = |name| {
            check_lock(&lock(&(package(name, "1.0.0", "") + &package(name, "2.0.0", "")))).len()
        };
        assert_eq!(twice("serde"), 1);
        assert_eq!(twice("base64"), 0);
    }

    #[test]
    fn another_source_is_found() {
        let foreign = package("x", "1.0.0", "").replace(REGISTRY, "git+https://example.org/x");
        assert_eq!(check_lock(&lock(&foreign)).len(), 1);
    }

    #[test]
    fn a_second_library_is_found_only_when_it_is_built() {
        let built = |names: &[&str]| -> Vec<Built> {
            names.iter().map(|name| Built::new(name, "MIT")).collect()
        };
        assert_eq!(check_built(&built(&["serde", "ring"])).len(), 1);
        assert_eq!(check_built(&built(&["serde", "aws-lc-rs"])), []);
    }

    #[test]
    fn a_checkout_without_a_lock_is_a_fault() {
        assert_eq!(check_lock(&[]).len(), 1);
    }
}
