//! The program as a script calls it.

use std::process::{Command, Output};

use crate::customer::{Customer, ORDER};

fn program(customer: &Customer) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bank-simulator"));
    command.arg("run");
    for (option, folder) in [("--in", "in"), ("--out", "out"), ("--state", "state")] {
        command.arg(option).arg(customer.path(folder));
    }
    command
}

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_program_prints_one_json_object_without_names_and_accounts() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER);
    let output = program(&customer)
        .args(["--date", "2026-03-19", "--json", "--seed", "3", "--booking", "net"])
        .args(["--opening-balance", "-5", "--credit", "300000:voorschot 2026"])
        .args(["--reject", "PGB000000000000001=AC01", "--return", "PGB000000000000002=AC04"])
        .args(["--reject-iban", "NL70TRIO0123456789=MD07", "--account", "NL91ABNA0417164300"])
        .output()
        .unwrap();
    let summary = json(&output);
    assert_eq!(summary["accepted"], 2);
    assert_eq!(summary["rejected"], 2);
    assert_eq!(summary["debits"], 80_000);
    assert_eq!(summary["credits"], 300_000);
    assert_eq!(summary["closingBalance"], 219_995);
    assert_eq!(summary["files"][0]["outcome"], "partly");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("Proef") && !text.contains("NL91") && !text.contains("NL70"));
    let next = program(&customer).args(["--date", "2026-03-23", "--json"]).output().unwrap();
    assert_eq!(json(&next)["returned"], 1);
}

#[test]
fn without_json_the_program_prints_lines_for_people() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER);
    let output = program(&customer).args(["--date", "2026-03-19"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("order.xml: ACSP"), "{text}");
    assert!(text.contains("4 accepted, 0 rejected, 0 returned"), "{text}");
}

#[test]
fn without_xmllint_the_program_fails_and_decides_nothing() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER);
    let output = program(&customer).env("PATH", "/nowhere").output().unwrap();
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("libxml2-utils"), "{text}");
    assert!(!customer.path("out").exists() && !customer.path("state").exists());
}

#[test]
fn wrong_arguments_are_refused() {
    let customer = Customer::new();
    for wrong in [
        ["--rejects", "1001"],
        ["--booking", "both"],
        ["--account", "NL92ABNA0417164300"],
        ["--reject", "PGB1"],
        ["--credit", "x:y"],
        ["--date", "2026-02-30"],
    ] {
        let output = program(&customer).args(wrong).output().unwrap();
        assert!(!output.status.success(), "{wrong:?}");
    }
    assert!(!customer.path("state").exists());
}

#[test]
fn without_a_date_the_bank_takes_today() {
    let customer = Customer::new();
    let output = program(&customer).args(["--json", "--credit", "1:x"]).output().unwrap();
    assert!(json(&output)["day"].as_str().unwrap() > "2026-01-01");
}
