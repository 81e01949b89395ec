//! Whatever bytes come in at the iPgb door, reading them ends, and never in a panic.
//!
//! `cargo +nightly fuzz run ipgb -- -max_len=65536`, from this folder, with
//! `services/zorgdomein/ipgb/golden` as first corpus. For the versions of the workspace, copy its
//! `Cargo.lock` beside the manifest first.
#![no_main]

use std::sync::LazyLock;

use kernel::Wet;
use libfuzzer_sys::fuzz_target;
use zorgdomein::bericht::{Berichtsoort, read_all};

static KINDS: LazyLock<[Berichtsoort; 3]> = LazyLock::new(|| {
    [(Wet::Wmo, "458", "459"), (Wet::Jw, "460", "461"), (Wet::Wlz, "462", "463")].map(
        |(wet, code, retour)| Berichtsoort {
            code: code.to_owned(),
            code_retour: retour.to_owned(),
            wet,
            naamruimte: format!("urn:nl:pgb-keten:ipgb:2.1:{}501", wet.code()),
            naamruimte_retour: format!("urn:nl:pgb-keten:ipgb:2.1:{}502", wet.code()),
            versie: 2,
            subversie: 1,
            xsd_versie: "1.0.0".to_owned(),
        },
    )
});

fuzz_target!(|bytes: &[u8]| {
    read_all(bytes, &*KINDS);
});
