//! Statements chain, and returns come on the next one.

use std::collections::HashSet;
use std::fs;

use crate::customer::{Customer, ORDER, parts};

/// [`ORDER`] as the file with this number: other references, the same payments.
fn order(number: u32) -> String {
    ORDER
        .replace("R0001", &format!("R{number:04}"))
        .replace("PGB00000000000", &format!("PGB{number:04}0000000"))
        .replace("01HQ3M", &format!("{number:06}"))
}

#[test]
fn statements_chain_over_runs_and_number_themselves() {
    let customer = Customer::new();
    let mut closing = None;
    let mut references = HashSet::new();
    for number in 1..=5 {
        customer.sends(&format!("{number}.xml"), order(number));
        let summary = customer.run(|options| {
            (options.rejects, options.returns, options.seed) = (300, 300, 11);
            options.opening_balance = -50_000;
        });
        let statement = customer.statement(&summary);
        let (opened, closed) = statement.balances();
        assert_eq!(opened, closing.unwrap_or(-50_000), "opens as the one before closed");
        assert_eq!(statement.one("ElctrncSeqNb"), number.to_string());
        let fresh = statement.all("AcctSvcrRef").iter().all(|r| references.insert(r.to_string()));
        assert!(fresh, "every entry has a reference of its own");
        closing = Some(closed);
    }
    assert!(references.len() > 10);
}

#[test]
fn a_return_comes_on_the_next_statement_with_reason_and_reference() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER);
    let booked = customer.run(|options| {
        options.return_iban = vec!["DE89370400440532013000=AC04".parse().unwrap()];
    });
    assert!(customer.statement(&booked).all("RtrInf/Rsn/Cd").is_empty());
    let next = customer.run(|_| {});
    let statement = customer.statement(&next);
    assert_eq!(statement.briefs(), [("CRDT".to_owned(), 20_000)]);
    assert_eq!(statement.one("TxDtls/RtrInf/Rsn/Cd"), "AC04");
    assert_eq!(statement.one("TxDtls/Refs/EndToEndId"), "PGB000000000000004");
    assert_eq!(statement.one("TxDtls/Refs/PmtInfId"), "PGB-20260319-R0001-B02");
    let after = customer.run(|_| {});
    assert!(after.written.is_empty(), "a payment comes back once");
}

#[test]
fn a_payment_booked_long_ago_can_be_returned_once() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER).run(|_| {});
    customer.run(|options| options.credits = vec!["100:x".parse().unwrap()]);
    for expected in [1, 0] {
        let summary = customer.run(|options| {
            options.give_back = vec!["PGB000000000000001=FOCR".parse().unwrap()];
        });
        assert_eq!(summary.returned, expected);
        assert!(summary.unmatched.is_empty());
    }
}

#[test]
fn a_decision_about_no_known_payment_is_told() {
    let customer = Customer::new();
    let summary = customer.run(|options| {
        options.give_back = vec!["PGB9=AC04".parse().unwrap()];
        options.reject = vec!["PGB8=AC04".parse().unwrap()];
    });
    assert_eq!(summary.unmatched, ["PGB8", "PGB9"]);
}

#[test]
fn an_advance_is_a_credit_with_its_remittance_text() {
    let customer = Customer::new();
    let summary = customer.run(|options| {
        options.credits = vec!["10000000:voorschot V1 2026".parse().unwrap()];
    });
    let statement = customer.statement(&summary);
    assert_eq!(statement.briefs(), [("CRDT".to_owned(), 10_000_000)]);
    assert_eq!(statement.one("TxDtls/RmtInf/Ustrd"), "voorschot V1 2026");
}

#[test]
fn each_account_has_its_own_chain() {
    let customer = Customer::new();
    let (first, second) = parts("NL91ABNA0417164300");
    let second = second
        .replace("NL20INGB0001234567", "NL44RABO0123456789")
        .replace("NL91ABNA0417164300", "NL20INGB0001234567");
    let two = format!("{first}{second}");
    let summary = customer.sends("order.xml", two).run(|options| {
        options.accounts.push("NL20INGB0001234567".to_owned());
    });
    let closing: Vec<_> = summary
        .statements
        .iter()
        .map(|statement| (statement.sequence, statement.closing_balance))
        .collect();
    assert_eq!(closing, [(1, 1_000_000 - 90_000), (1, 1_000_000 - 124_635)]);
    let ibans: Vec<String> = summary
        .statements
        .iter()
        .map(|statement| customer.reads(&statement.file).one("Stmt/Acct/Id/IBAN").to_owned())
        .collect();
    assert_eq!(ibans, ["NL20INGB0001234567", "NL91ABNA0417164300"]);
}

#[test]
fn the_bank_s_day_never_goes_back() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER).run(|_| {});
    let summary = customer.run(|options| options.credits = vec!["1:x".parse().unwrap()]);
    assert_eq!(summary.day.to_string(), "2026-03-20", "the day on which the order was booked");
    let early = order(2).replace("2026-03-20", "2026-03-19");
    let summary = customer.sends("2.xml", early).run(|_| {});
    assert_eq!(customer.statement(&summary).all("BookgDt/Dt"), ["2026-03-20"; 2]);
}

#[test]
fn later_messages_have_later_moments() {
    let customer = Customer::new();
    let mut moments = Vec::new();
    for number in 1..=3 {
        customer.sends(&format!("{number}.xml"), order(number));
        for name in customer.run(|_| {}).written {
            moments.push(customer.reads(&name).one("GrpHdr/CreDtTm").to_owned());
        }
    }
    assert_eq!(moments.len(), 6);
    assert!(moments.is_sorted_by(|a, b| a < b), "{moments:?}");
}

#[test]
fn a_run_killed_before_its_messages_were_out_is_finished_by_the_next() {
    let customer = Customer::new();
    let summary = customer.sends("order.xml", ORDER).run(|_| {});
    let name = &summary.written[1];
    fs::rename(customer.path("out").join(name), customer.path("state").join("sent").join(name))
        .unwrap();
    let next = customer.run(|_| {});
    assert!(next.written.is_empty() && next.statements.is_empty());
    assert!(customer.path("out").join(name).exists());
}

#[test]
fn a_run_killed_before_it_was_remembered_is_done_again_with_the_same_result() {
    let customer = Customer::new();
    customer.sends("1.xml", ORDER).run(|options| options.returns = 1000);
    let state = customer.path("state").join("state.json");
    let before = fs::read(&state).unwrap();
    customer.sends("2.xml", order(2));
    let run = || {
        let written = customer.run(|options| options.rejects = 500).written;
        written.into_iter().map(|name| fs::read_to_string(customer.path("out").join(name)).unwrap())
    };
    let first: Vec<String> = run().collect();
    fs::write(&state, before).unwrap();
    assert_eq!(first, run().collect::<Vec<_>>());
}

#[test]
fn messages_the_customer_took_away_do_not_come_again() {
    let customer = Customer::new();
    let summary = customer.sends("order.xml", ORDER).run(|_| {});
    fs::remove_file(customer.path("out").join(&summary.written[0])).unwrap();
    customer.run(|_| {});
    assert!(!customer.path("out").join(&summary.written[0]).exists());
}
