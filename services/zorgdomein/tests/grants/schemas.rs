//! The schemas, the examples, and what the service really writes, judged by xmllint.

use std::path::PathBuf;
use std::process::Command;

use jiff::civil::date;
use platform::http::{openapi, rules};
use zorgdomein::SERVICE;
use zorgdomein::bericht::retour::{Retour, Verdict};
use zorgdomein::bericht::rules::Break;
use zorgdomein::bericht::xml::message;
use zorgdomein::bericht::{Berichtsoort, read, register, wire, write, xml};

fn ipgb() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("ipgb")
}

pub(crate) fn validate(schema: &str, text: &str) {
    let file = std::env::temp_dir().join(format!("{schema}-{}.xml", platform::id::new_uuid()));
    std::fs::write(&file, text).unwrap();
    let done = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(ipgb().join(format!("{schema}.xsd")))
        .arg(&file)
        .output()
        .expect("xmllint (libxml2-utils) is needed to judge messages");
    std::fs::remove_file(&file).unwrap();
    assert!(done.status.success(), "{schema}: {}\n{text}", String::from_utf8_lossy(&done.stderr));
}

fn kind(wet: &str, code: &str, retour: &str) -> Berichtsoort {
    Berichtsoort {
        code: code.to_owned(),
        code_retour: retour.to_owned(),
        wet: kernel::Wet::parse(wet).unwrap(),
        naamruimte: format!("urn:nl:pgb-keten:ipgb:2.1:{wet}501"),
        naamruimte_retour: format!("urn:nl:pgb-keten:ipgb:2.1:{wet}502"),
        versie: 2,
        subversie: 1,
        xsd_versie: "1.0.0".to_owned(),
    }
}

fn kinds() -> [Berichtsoort; 3] {
    [kind("WMO", "458", "459"), kind("JW", "460", "461"), kind("WLZ", "462", "463")]
}

pub(crate) fn golden(name: &str) -> String {
    let path = ipgb().join("golden").join(format!("{name}.xml"));
    std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()))
}

fn shape(text: &str, kind: &Berichtsoort) -> (message::Header, wire::Bericht) {
    let root = xml::read(text.as_bytes()).unwrap();
    let header = message::header(&root).unwrap();
    let shape = message::read(&root, &header, kind).unwrap();
    (header, shape)
}

fn retour(kind: &Berichtsoort, header: message::Header, verdict: Verdict) -> String {
    write::write(&Retour {
        kind: kind.clone(),
        header,
        identificatie_retour: "R00000000001".to_owned(),
        dagtekening_retour: date(2026, 1, 6),
        verdict,
    })
}

#[test]
fn every_example_is_valid_and_is_what_we_read_and_write() {
    for kind in kinds() {
        let name = format!("{}501", kind.wet.code());
        let text = golden(&name);
        validate(&name, &text);
        assert!(text.contains("\r\n") && !text.starts_with('\u{feff}'), "{name}");
        let (header, shape) = shape(&text, &kind);
        let bericht = read::read(&shape).unwrap();
        let breaks = zorgdomein::bericht::rules::judge(&bericht, date(2026, 1, 6));
        assert_eq!(breaks, [], "{name}");

        let name = format!("{}502", kind.wet.code());
        let written = retour(&kind, header, rejected(&shape));
        validate(&name, &written);
        assert_eq!(golden(&name), written, "{name}");
    }
}

/// The shape with one break in each class.
fn rejected(shape: &wire::Bericht) -> Verdict {
    use zorgdomein::bericht::rules::{Class, Place};
    let places = [Class::Client, Class::Budget, Class::Functiebudget(0)];
    let breaks: Vec<Break> = places
        .into_iter()
        .zip(["TR504", "TR562", "TR502"])
        .map(|(class, rule)| Break { rule, demands: "", place: Place::of(class, "") })
        .collect();
    Verdict::of(shape, &breaks)
}

#[test]
fn receipts_and_answers_to_what_is_not_valid_are_valid_themselves() {
    for kind in kinds() {
        let (header, shape) = shape(&golden(&format!("{}501", kind.wet.code())), &kind);
        let name = format!("{}502", kind.wet.code());
        let good = retour(&kind, header.clone(), Verdict::Goed);
        assert!(!good.contains("<Client>"));
        validate(&name, &good);
        validate(&name, &retour(&kind, header.clone(), Verdict::Ongeldig { bericht: None }));
        let bericht = Some(Box::new(shape.clone()));
        let mut header = header;
        header.bericht_xsd_versie = "stuk".to_owned();
        let text = retour(&kind, header, Verdict::Ongeldig { bericht });
        assert!(text.contains("0001") && text.contains("0233"));
        validate(&name, &text);
    }
}

#[test]
fn every_retourcode_that_a_rule_gives_has_the_form_of_the_list() {
    use zorgdomein::bericht::rules;
    let names = rules::RULES.iter().map(|rule| rule.name);
    for name in names.chain(register::RULES.iter().map(|rule| rule.name)) {
        let code = rules::retourcode(name);
        assert_eq!(code.len(), 4, "{name}");
        assert!(code.starts_with(['9', 'D', 'S']), "{name}: {code}");
    }
}

#[test]
fn the_document_of_the_api_follows_the_nl_api_rules() {
    let faults = rules::faults(&openapi::document(&SERVICE));
    assert!(faults.is_empty(), "{faults:#?}");
}
