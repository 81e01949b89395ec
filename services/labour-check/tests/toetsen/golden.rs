//! What was released does not change: the page of rules is what the rules say, and each version of
//! each rule still finds what it found when it came out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use contracts::examples;
use contracts::labour::{Relatie, Toetsfeiten, VakantieUren, Vakantietoeslag};
use jiff::civil::{Date, date};
use kernel::{Euro, SoortOvereenkomst, Wet};
use labour_check::catalogus;
use labour_check::engine::{Modus, Uitslag, Vraag, hash_of};
use labour_check::regels::REGISTER;
use labour_check::toets::flows::account;
use serde_json::{Value, json};

fn crate_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn asked(name: &str) -> bool {
    std::env::vars().any(|(given, value)| given == name && value == "1")
}

/// The sources of the tests: files under `tests`, and modules with tests of their own.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(std::fs::read_to_string(path).expect("a source"));
        }
    }
}

/// For each rule the names of the tests that speak of it, in order.
fn tests_by_rule() -> BTreeMap<&'static str, Vec<String>> {
    let mut texts = Vec::new();
    sources(&crate_folder().join("tests"), &mut texts);
    sources(&crate_folder().join("src/regels"), &mut texts);
    let mut by_rule: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for text in texts {
        let mut test = None;
        for line in text.lines() {
            let line = line.trim();
            if let Some(name) = line.split_once("fn ").and_then(|(_, rest)| rest.split_once('(')) {
                test = Some(name.0.to_owned()).filter(|name| name.matches('_').count() >= 3);
            }
            let Some(test) = &test else { continue };
            for regel in
                REGISTER.versies().filter(|regel| line.contains(&format!("\"{}\"", regel.id)))
            {
                by_rule.entry(regel.id).or_default().push(test.clone());
            }
        }
    }
    for tests in by_rule.values_mut() {
        tests.sort();
        tests.dedup();
    }
    by_rule
}

#[test]
fn the_page_of_rules_is_what_the_rules_say() {
    let tests = tests_by_rule();
    let page = catalogus::page(|regel| tests.get(regel).cloned().unwrap_or_default());
    let path = crate_folder().join("../../docs/labour-check/regels.md");
    if asked("UPDATE_DOCS") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "{} is not what the rules say: UPDATE_DOCS=1", path.display());
}

fn changed(change: impl FnOnce(&mut Toetsfeiten)) -> Toetsfeiten {
    let mut feiten = examples::toetsfeiten();
    change(&mut feiten);
    feiten
}

/// Agreements as they come: one of each kind, and one with everything wrong.
fn forms() -> Vec<(&'static str, Toetsfeiten)> {
    let employment = |feiten: &mut Toetsfeiten| {
        feiten.soort = SoortOvereenkomst::Arbeidsovereenkomst;
        feiten.beloning.bedrag = Euro::from_cents(1700);
        feiten.beloning.vakantietoeslag = Vakantietoeslag::BijElkeBetaling;
        feiten.beloning.vakantie_uren = VakantieUren::Doorbetaald;
    };
    let family = |feiten: &mut Toetsfeiten| {
        feiten.soort = SoortOvereenkomst::Familie;
        feiten.partijen.relatie_budgethouder = Some(Relatie::TweedeGraad);
        feiten.beloning.bedrag = Euro::from_cents(1700);
    };
    vec![
        ("opdracht", examples::toetsfeiten()),
        ("arbeidsovereenkomst", changed(employment)),
        ("familie", changed(family)),
        ("instelling", changed(|feiten| feiten.soort = SoortOvereenkomst::Instelling)),
        (
            "alles-mis",
            changed(|feiten| {
                employment(feiten);
                feiten.wetten = vec![Wet::Wlz, Wet::Zvw];
                feiten.partijen.zorgverlener_ref = feiten.partijen.budgethouder_ref.clone();
                feiten.partijen.geboortedatum_zorgverlener = Some(date(2010, 3, 1));
                feiten.beloning.bedrag = Euro::from_cents(300);
                feiten.beloning.vakantietoeslag = Vakantietoeslag::Geen;
                feiten.bedingen.derdenbeding = false;
                feiten.bedingen.proeftijd_maanden = Some(3);
                feiten.looptijd.toekenning = None;
                feiten.ondertekening.zorgverlener_op = None;
            }),
        ),
    ]
}

const KNOWN: [Date; 2] = [date(2026, 1, 21), date(2026, 7, 15)];

/// One form judged on one day, with its receipt.
type Judged = (&'static str, Date, Uitslag, Value);

fn judged() -> Vec<Judged> {
    let mut judged = Vec::new();
    for (name, feiten) in &forms() {
        for known in KNOWN {
            let (uitslag, bewijs) = account(&Vraag::new(feiten, known)).expect("a receipt");
            let receipt = serde_json::from_str(&bewijs.tekst).expect("canonical JSON");
            judged.push((*name, known, uitslag, receipt));
        }
    }
    judged
}

/// What one rule version finds in each form, on each day: its part of the receipts.
fn receipts(judged: &[Judged], regel: &str, versie: u16) -> Value {
    let mut found = Vec::new();
    for (name, known, uitslag, receipt) in judged {
        let Some(vondst) = uitslag.vondst(regel).filter(|v| v.regel.versie == versie) else {
            continue;
        };
        let all = receipt["bevindingen"].as_array().expect("findings");
        let own = all.iter().find(|finding| finding["regel"] == regel).cloned();
        let letter = vondst.oordeel.letter.code();
        let own = own.unwrap_or_else(|| json!({ "uitkomst": letter }));
        found.push(json!({ "formulier": name, "kennisdatum": known, "bevinding": own }));
    }
    Value::Array(found)
}

#[test]
fn each_released_rule_version_finds_what_it_found_when_it_came_out() {
    let folder = crate_folder().join("tests/golden");
    let (judged, mut faults) = (judged(), Vec::new());
    for regel in REGISTER.versies() {
        let path = folder.join(format!("{}@{}.json", regel.id, regel.versie));
        let now = serde_json::to_string_pretty(&receipts(&judged, regel.id, regel.versie)).unwrap()
            + "\n";
        if asked("UPDATE_GOLDEN") && !path.exists() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &now).unwrap();
        }
        match std::fs::read_to_string(&path) {
            Ok(released) if released == now => {}
            Ok(_) => faults.push(format!("{} changed: make it the next version", path.display())),
            Err(_) => faults.push(format!("{} is not there: UPDATE_GOLDEN=1", path.display())),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_receipt_is_canonical_and_the_same_each_time() {
    for (name, feiten) in &forms() {
        for modus in [Modus::Nieuw, Modus::Bestaand] {
            let vraag = Vraag { modus, ..Vraag::new(feiten, KNOWN[1]) };
            let (uitslag, bewijs) = account(&vraag).unwrap();
            assert_eq!(account(&vraag).unwrap().1, bewijs, "{name}");
            let read: Value = serde_json::from_str(&bewijs.tekst).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), bewijs.tekst, "{name}: key order");
            let bare = bewijs.tekst.replace(&format!(",\"hash\":\"{}\"", bewijs.hash), "");
            assert_eq!(hash_of(bare.as_bytes()), bewijs.hash, "{name}");
            assert!(uitslag.vondsten.iter().all(|vondst| !vondst.tekst().contains('{')));
        }
    }
}
