//! How batches are booked: both ways of Dutch banks close to the cent.

use bank::{Booking, Outcome};

use crate::customer::{Customer, Entry, ORDER};

#[test]
fn a_gross_bank_debits_the_batch_and_credits_the_refused_payment_back() {
    let customer = Customer::new();
    let summary = customer.sends("order.xml", ORDER).run(|options| {
        options.booking = Booking::Gross;
        options.reject_iban = vec!["NL70TRIO0123456789=AC06".parse().unwrap()];
    });
    let statement = customer.statement(&summary);
    let entries = statement.entries();
    let brief: Vec<_> = entries.iter().map(Entry::brief).collect();
    assert_eq!(brief, [("DBIT", 124_635), ("DBIT", 90_000), ("CRDT", 10_000)]);
    assert_eq!(entries[1].details.one("Btch/PmtInfId"), "PGB-20260319-R0001-B02");
    assert_eq!(entries[1].details.all("TxDtls/Refs/EndToEndId").len(), 3);
    assert_eq!(entries[2].details.all("TxDtls/Refs/EndToEndId"), ["PGB000000000000003"]);
    assert!(entries[2].details.all("RtrInf/Rsn/Cd").is_empty(), "a refusal is no return");
    assert_eq!(summary.closing_balance, 1_000_000 - 204_635);
}

#[test]
fn a_net_bank_debits_the_batch_less_the_refused_payment() {
    let customer = Customer::new();
    let summary = customer.sends("order.xml", ORDER).run(|options| {
        options.booking = Booking::Net;
        options.reject_iban = vec!["NL70TRIO0123456789=AC06".parse().unwrap()];
    });
    let statement = customer.statement(&summary);
    let entries = statement.entries();
    let brief: Vec<_> = entries.iter().map(Entry::brief).collect();
    assert_eq!(brief, [("DBIT", 124_635), ("DBIT", 80_000)]);
    assert_eq!(entries[1].details.one("Btch/NbOfTxs"), "2");
    assert_eq!(entries[1].details.one("Btch/TtlAmt"), "800.00");
    let ids = entries[1].details.all("TxDtls/Refs/EndToEndId");
    assert_eq!(ids, ["PGB000000000000002", "PGB000000000000004"]);
    assert_eq!(summary.closing_balance, 1_000_000 - 204_635);
}

#[test]
fn an_order_without_batch_booking_is_debited_payment_by_payment() {
    let customer = Customer::new();
    let single = ORDER.replace("<BtchBookg>true<", "<BtchBookg>false<");
    let summary = customer.sends("order.xml", single).run(|_| {});
    let amounts: Vec<i64> =
        customer.statement(&summary).entries().iter().map(|entry| entry.cents).collect();
    assert_eq!(amounts, [124_635, 60_000, 10_000, 20_000]);
}

#[test]
fn nothing_is_booked_when_everything_is_refused() {
    for booking in [Booking::Gross, Booking::Net] {
        let customer = Customer::new();
        let summary = customer.sends("order.xml", ORDER).run(|options| {
            (options.booking, options.rejects) = (booking, 1000);
        });
        assert_eq!((summary.accepted, summary.rejected), (0, 4));
        assert_eq!(summary.files[0].outcome, Outcome::Rejected);
        assert!(summary.statements.is_empty());
        let report = customer.report(&summary);
        assert_eq!(report.one("GrpSts"), "RJCT");
        assert_eq!(report.all("TxSts"), ["RJCT"; 4]);
    }
}

#[test]
fn a_batch_the_account_cannot_bear_is_refused_and_a_smaller_one_paid() {
    let customer = Customer::new();
    let summary = customer.sends("order.xml", ORDER).run(|options| {
        (options.opening_balance, options.overdraft) = (100_000, Some(1_000));
    });
    let report = customer.report(&summary);
    assert_eq!(report.all("PmtInfSts"), ["RJCT", "ACSP"]);
    assert_eq!(report.one("OrgnlPmtInfAndSts/StsRsnInf/Rsn/Cd"), "AM04");
    assert_eq!(summary.closing_balance, 10_000);
}

#[test]
fn a_bank_with_a_warehouse_books_on_the_execution_date() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER);
    let on = |day: &str| {
        let day = day.parse().unwrap();
        customer.run(|options| {
            (options.warehouse, options.date) = (true, Some(day));
            (options.returns, options.overdraft) = (1000, Some(0));
        })
    };
    let accepted = on("2026-03-18");
    assert_eq!((accepted.accepted, accepted.waiting), (4, 2));
    assert!(accepted.statements.is_empty());
    assert_eq!(on("2026-03-19").waiting, 2);
    let booked = on("2026-03-20");
    assert_eq!((booked.debits, booked.waiting, booked.returned), (214_635, 0, 0));
    assert_eq!(customer.statement(&booked).all("BookgDt/Dt"), ["2026-03-20"; 2]);
    let returned = on("2026-03-23");
    assert_eq!((returned.returned, returned.credits), (4, 214_635));
    assert_eq!(returned.closing_balance, 1_000_000);
}
