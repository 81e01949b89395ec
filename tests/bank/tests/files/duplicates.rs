//! What comes twice is paid once.

use std::fs;

use bank::Outcome;

use crate::customer::{Customer, ORDER};

#[test]
fn a_file_that_stays_in_the_folder_is_handled_once() {
    let customer = Customer::new();
    assert_eq!(customer.sends("order.xml", ORDER).run(|_| {}).accepted, 4);
    let again = customer.run(|_| {});
    assert!(again.files.is_empty() && again.written.is_empty());
}

#[test]
fn the_same_bytes_again_give_a_notice_and_no_second_payment() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER).run(|_| {});
    let summary = customer.sends("order-again.xml", ORDER).run(|_| {});
    assert_eq!(summary.files[0].outcome, Outcome::Duplicate);
    let report = customer.report(&summary);
    assert_eq!(report.one("OrgnlMsgId"), "PGB-20260319-R0001-F01");
    assert_eq!((report.one("GrpSts"), report.one("StsRsnInf/Rsn/Cd")), ("RCVD", "DUPL"));
    assert!(summary.statements.is_empty());
    assert!(customer.run(|_| {}).files.is_empty(), "one notice per name");
}

#[test]
fn the_same_reference_with_other_bytes_is_refused_whether_overwritten_or_new() {
    for name in ["order.xml", "other.xml"] {
        let customer = Customer::new();
        customer.sends("order.xml", ORDER).run(|_| {});
        let other = ORDER.replace("kenmerk 4", "kenmerk 5");
        let summary = customer.sends(name, other).run(|_| {});
        assert_eq!(summary.files[0].outcome, Outcome::Rejected, "{name}");
        let report = customer.report(&summary);
        assert_eq!((report.one("GrpSts"), report.one("StsRsnInf/Rsn/Cd")), ("RJCT", "AM05"));
        assert!(report.one("AddtlInf").contains("DUPL"));
        assert!(summary.statements.is_empty());
    }
}

#[test]
fn references_of_payments_and_batches_are_never_taken_twice() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER).run(|options| {
        options.reject = vec!["PGB000000000000002=AC04".parse().unwrap()];
    });
    let batches = ORDER.replace("R0001-F01", "R0002-F01");
    let summary = customer.sends("batches.xml", batches).run(|_| {});
    let report = customer.report(&summary);
    assert_eq!(report.all("OrgnlPmtInfAndSts/StsRsnInf/Rsn/Cd"), ["AM05"; 2]);

    let payments = ORDER.replace("R0001", "R0003").replace("01HQ3M", "01HQ3N");
    let summary = customer.sends("payments.xml", payments).run(|_| {});
    let report = customer.report(&summary);
    assert_eq!(report.all("TxInfAndSts/StsRsnInf/Rsn/Cd"), ["AM05"; 4], "also the refused one");

    let instructions = ORDER.replace("R0001", "R0004").replace("PGB00000000", "PGB00000004");
    let summary = customer.sends("instructions.xml", instructions).run(|_| {});
    let report = customer.report(&summary);
    assert_eq!(report.all("TxInfAndSts/StsRsnInf/Rsn/Cd"), ["AM05"; 4]);
}

#[test]
fn a_group_refusal_uses_up_the_message_reference_and_not_the_payments() {
    let customer = Customer::new();
    customer.sends("wrong.xml", ORDER.replace("<NbOfTxs>4<", "<NbOfTxs>5<")).run(|_| {});
    let same = customer.sends("same.xml", ORDER).run(|_| {});
    assert_eq!(same.files[0].code.as_deref(), Some("AM05"));
    let next = customer.sends("next.xml", ORDER.replace("-F01", "-F02")).run(|_| {});
    assert_eq!(next.accepted, 4);
}

#[test]
fn only_plain_xml_files_are_orders() {
    let customer = Customer::new();
    customer.sends("order.xml.part", ORDER).sends(".order.xml", ORDER).sends("order.txt", ORDER);
    fs::create_dir(customer.path("in").join("folder.xml")).unwrap();
    assert!(customer.run(|_| {}).files.is_empty());
}

#[test]
fn two_runs_never_work_with_one_state_at_once() {
    let customer = Customer::new();
    customer.run(|_| {});
    let lock = fs::File::open(customer.path("state").join("lock")).unwrap();
    lock.lock().unwrap();
    let refused = bank::run(&customer.options()).unwrap_err().to_string();
    assert!(refused.contains("another run"), "{refused}");
}

#[test]
fn a_damaged_state_stops_the_bank_before_it_pays() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER).run(|_| {});
    fs::write(customer.path("state").join("state.json"), "{").unwrap();
    let refused = bank::run(&customer.options()).unwrap_err().to_string();
    assert!(refused.contains("damaged"), "{refused}");
}
