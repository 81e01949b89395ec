//! What changed, for systems of suppliers: a list to read from a cursor, and webhooks.
//!
//! A change says which resource got which version, nothing of its content: who wants to know reads
//! the resource with his own rights. The order is that of transactions, and a row is shown only
//! when nothing earlier can appear any more; so a cursor never skips. A webhook is delivered at
//! least once, in that order, one at a time per abonnement; after an outage it goes on where it
//! was, or from a cursor the subscriber sets back.

#![warn(clippy::arithmetic_side_effects)]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use jiff::Timestamp;
use uuid::Uuid;

pub mod flows;
pub mod http;
pub mod peers;
pub mod store;

/// A place in the list of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cursor {
    /// Number of the transaction.
    pub transactie: u64,
    /// Number within the list.
    pub volgnummer: i64,
}

impl Cursor {
    /// Reads `123.45`.
    pub fn parse(text: &str) -> Option<Self> {
        let (transactie, volgnummer) = text.split_once('.')?;
        let cursor =
            Self { transactie: transactie.parse().ok()?, volgnummer: volgnummer.parse().ok()? };
        (cursor.to_string() == text && cursor.volgnummer >= 0).then_some(cursor)
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.transactie, self.volgnummer)
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijziging {
    /// Its place.
    pub cursor: Cursor,
    /// Whose resource.
    pub verstrekker: Uuid,
    /// Plural noun of its path.
    pub soort: String,
    /// The resource.
    pub resource: Uuid,
    /// Its version.
    pub versie: i64,
    /// When.
    pub vastgelegd_op: Timestamp,
}

/// What a receiver answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Antwoord {
    /// 200, 201, 202 or 204.
    Aangenomen,
    /// 410: it wants no more.
    Weg,
    /// 429, with the seconds it asks for, if any.
    Rustig(Option<u32>),
    /// Anything else, or nothing.
    Mislukt,
}

impl Antwoord {
    /// What a status means.
    pub const fn of(status: u16, retry_after: Option<u32>) -> Self {
        match status {
            200 | 201 | 202 | 204 => Self::Aangenomen,
            410 => Self::Weg,
            429 => Self::Rustig(retry_after),
            _ => Self::Mislukt,
        }
    }
}

/// Longest pause between two attempts, in seconds.
const PAUZE_MAX: u32 = 3_600;

/// Seconds until the next attempt after so many failures: twice as long each time.
pub fn pauze(mislukt: u32) -> u32 {
    1_u32.checked_shl(mislukt.min(12)).unwrap_or(PAUZE_MAX).min(PAUZE_MAX)
}

/// Whether something on the public internet may have this address. Everything else is inside
/// somebody's house, perhaps ours.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(v6),
        },
    }
}

const fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && b >= 64 && b <= 127)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // Global unicast only, without documentation, 6to4, Teredo and NAT64.
    first & 0xe000 == 0x2000
        && first != 0x2002
        && !(first == 0x2001 && (second == 0xdb8 || second == 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_inside_a_house_are_not_public() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "2001:db8::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["8.8.8.8", "100.63.0.1", "2a00:1450:400e::1"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn each_answer_means_something() {
        assert_eq!(Antwoord::of(204, None), Antwoord::Aangenomen);
        assert_eq!(Antwoord::of(410, None), Antwoord::Weg);
        assert_eq!(Antwoord::of(429, Some(7)), Antwoord::Rustig(Some(7)));
        for status in [301, 400, 415, 500] {
            assert_eq!(Antwoord::of(status, None), Antwoord::Mislukt, "{status}");
        }
        assert_eq!((pauze(0), pauze(3), pauze(40)), (1, 8, 3_600));
    }

    proptest! {
        #[test]
        fn a_cursor_reads_back(transactie: u64, volgnummer in 0_i64..i64::MAX) {
            let cursor = Cursor { transactie, volgnummer };
            prop_assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,30}") {
            prop_assert!(Cursor::parse(&text).is_none() || text.contains('.'));
        }
    }
}
