//! A right order to begin with, and the official schemas.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::date;
use kernel::{Euro, Iban};
use payout::bank::{
    Batch, Batchsoort, Bestand, Debiteur, Fout, Gekeurd, Opdracht, Voorwaarden, pain001,
};

pub(crate) const OWN_IBAN: &str = "NL91ABNA0417164300";
const PAYEES: [(&str, &str); 4] = [
    ("Proef Persoon 17", "NL44RABO0123456789"),
    ("Proef Thuiszorg & Zoë B.V.", "NL20INGB0001234567"),
    ("Proef d’Hondt-Çelik", "NL70TRIO0123456789"),
    ("Proef Persoon 19", "DE89370400440532013000"),
];

pub(crate) fn iban(text: &str) -> Iban {
    Iban::parse(text).unwrap()
}

/// A payment to one of four payees, by number.
pub(crate) fn opdracht(number: usize, cents: i64) -> Opdracht {
    let (naam, account) = PAYEES[number % PAYEES.len()];
    Opdracht {
        instr_id: format!("019c0000000070008{number:015}"),
        end_to_end_id: format!("PGB{number:015}"),
        bedrag: Euro::from_cents(cents),
        naam: naam.to_owned(),
        iban: iban(account),
        omschrijving: format!("pgb maart 2026 kenmerk {number}"),
    }
}

pub(crate) fn batch(number: usize, soort: Batchsoort, opdrachten: Vec<Opdracht>) -> Batch {
    Batch {
        pmt_inf_id: format!("PGB-20260319-R0001-B{number:02}"),
        soort,
        uitvoerdatum: date(2026, 3, 20),
        debiteur: Debiteur {
            naam: "SVB Servicecentrum PGB".to_owned(),
            iban: iban(OWN_IBAN),
            bic: "ABNANL2A".to_owned(),
        },
        opdrachten,
    }
}

/// One wage and three invoices.
pub(crate) fn bestand() -> Bestand {
    let wages = vec![opdracht(0, 124_635)];
    let invoices = vec![opdracht(1, 60_000), opdracht(2, 1), opdracht(3, 20_099)];
    bestand_of(vec![batch(1, Batchsoort::Loon, wages), batch(2, Batchsoort::Overig, invoices)])
}

pub(crate) fn bestand_of(batches: Vec<Batch>) -> Bestand {
    Bestand {
        msg_id: "PGB-20260319-R0001-F01".to_owned(),
        aangemaakt_op: "2026-03-19T13:05:00.123Z".parse().unwrap(),
        opdrachtgever: "SVB Servicecentrum PGB".to_owned(),
        batches,
    }
}

pub(crate) fn check(bestand: Bestand) -> Result<Gekeurd, Vec<Fout>> {
    let eigen_rekeningen = [iban(OWN_IBAN), iban("NL02ABNA0123456789")];
    let opdrachten_max = pain001::OPDRACHTEN_MAX;
    bestand.check(&Voorwaarden { eigen_rekeningen: &eigen_rekeningen, opdrachten_max })
}

/// The faults of a file that was right before this change, as `place` and rule.
pub(crate) fn faults(change: impl FnOnce(&mut Bestand)) -> Vec<(pain001::Plaats, pain001::Regel)> {
    let mut changed = bestand();
    change(&mut changed);
    let faults = check(changed).expect_err("the file was taken");
    faults.into_iter().map(|Fout { plaats, regel }| (plaats, regel)).collect()
}

pub(crate) fn written(bestand: Bestand) -> String {
    String::from_utf8(pain001::write_to_vec(&check(bestand).unwrap())).unwrap()
}

pub(crate) fn data(name: &str) -> String {
    std::fs::read_to_string(folder().join("tests/data").join(name)).unwrap()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What `xmllint` has against a file, by the official schema. Its absence is a failure.
pub(crate) fn schema_faults(message: &str, text: &str) -> Option<String> {
    let schema = folder().join(format!("../../tests/bank/schemas/{message}.xsd"));
    assert!(schema.exists(), "the schema of {message} is missing");
    let file = Scratch::new(text);
    let output = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .arg(schema)
        .arg(&file.0)
        .output()
        .expect("xmllint is needed (Debian package libxml2-utils)");
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.code() {
        Some(0) => None,
        Some(1 | 3) => Some(message),
        other => panic!("xmllint ended with {other:?}: {message}"),
    }
}

/// A file that goes away with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(text: &str) -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("bank-{}-{number}.xml", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            assert!(std::thread::panicking(), "{error}");
        }
    }
}
