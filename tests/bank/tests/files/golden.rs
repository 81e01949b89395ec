//! Whole messages, byte for byte.

use std::fs;
use std::process::Command;

use bank::{Options, Outcome, Schema};

use crate::customer::{Customer, ORDER};

fn assert_golden(customer: &Customer, name: &str, golden: &str) {
    let written = fs::read_to_string(customer.path("out").join(name)).unwrap();
    assert_eq!(written, golden, "{name}");
}

#[test]
fn an_order_is_answered_booked_and_partly_returned() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER);
    let first = customer.run(|options| {
        options.credits = vec!["500000:voorschot 2026 deel 1".parse().unwrap()];
        options.reject = vec!["PGB000000000000003=AC04".parse().unwrap()];
        options.give_back = vec!["PGB000000000000002=MD07".parse().unwrap()];
    });
    assert_eq!((first.accepted, first.rejected, first.returned), (3, 1, 0));
    assert_eq!((first.debits, first.credits), (214_635, 510_000));
    assert_eq!(first.closing_balance, 1_000_000 + 500_000 - 204_635);
    assert_eq!(first.files[0].outcome, Outcome::Partly);
    assert_eq!(first.written, ["000001-pain.002.xml", "000002-camt.053.xml"]);
    assert_golden(&customer, "000001-pain.002.xml", include_str!("../golden/report.xml"));
    assert_golden(&customer, "000002-camt.053.xml", include_str!("../golden/statement-1.xml"));

    let second = customer.run(|options| options.date = Some("2026-03-23".parse().unwrap()));
    assert_eq!((second.accepted, second.returned, second.credits), (0, 1, 60_000));
    assert_eq!(second.written, ["000003-camt.053.xml"]);
    assert_golden(&customer, "000003-camt.053.xml", include_str!("../golden/statement-2.xml"));
}

#[test]
fn the_same_input_and_seed_give_the_same_bytes() {
    let outputs = [7, 7, 8].map(|seed| {
        let customer = Customer::new();
        customer.sends("order.xml", ORDER);
        let change = |options: &mut Options| {
            (options.seed, options.rejects, options.returns) = (seed, 500, 500);
        };
        let mut written = customer.run(change).written;
        written.extend(customer.run(change).written);
        let read = |name: &String| fs::read_to_string(customer.path("out").join(name)).unwrap();
        written.iter().map(read).collect::<Vec<_>>()
    });
    assert_eq!(outputs[0], outputs[1]);
    assert_ne!(outputs[0], outputs[2]);
}

#[test]
fn the_order_itself_is_valid_and_a_wrong_count_is_not_seen_by_the_schema() {
    let customer = Customer::new();
    let wrong = ORDER.replace("<NbOfTxs>4<", "<NbOfTxs>5<");
    customer.sends("order.xml", ORDER).sends("wrong.xml", wrong);
    let check = |name| bank::validate(Schema::Pain001, &customer.path("in").join(name));
    assert!(check("order.xml").is_ok());
    assert!(check("wrong.xml").is_ok());
    customer.sends("wrong.xml", ORDER.replace("TRF", "TRX"));
    let refusal = check("wrong.xml").unwrap_err().to_string();
    assert!(refusal.contains("line 13, element PmtMtd"), "{refusal}");
}

#[test]
fn the_schemas_are_the_official_ones_to_the_byte() {
    let readme = include_str!("../../schemas/README.md");
    let output = Command::new("sha256sum")
        .args(
            ["pain.001.001.09", "pain.002.001.10", "camt.053.001.08", "camt.054.001.08"]
                .map(|message| format!("{}/schemas/{message}.xsd", env!("CARGO_MANIFEST_DIR"))),
        )
        .output()
        .unwrap();
    let digests = String::from_utf8(output.stdout).unwrap();
    assert_eq!(digests.lines().count(), 4);
    for line in digests.lines() {
        let digest = line.split_once(' ').unwrap().0;
        assert!(readme.contains(digest), "{line}");
    }
}
