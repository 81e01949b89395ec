//! A file of the size banks advise, in reasonable time.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use bank::Booking;

use crate::customer::{Customer, ORDER};

/// An order of one batch with so many payments of 12.34 euros.
fn order(count: u32) -> String {
    let (before, _) = ORDER.split_once("      <CdtTrfTxInf>").unwrap();
    let sum = format!("{}.{:02}", count * 1234 / 100, count * 1234 % 100);
    let mut order = before
        .replace("<NbOfTxs>4<", &format!("<NbOfTxs>{count}<"))
        .replace("<NbOfTxs>1<", &format!("<NbOfTxs>{count}<"))
        .replace(">2146.35<", &format!(">{sum}<"))
        .replace(">1246.35<", &format!(">{sum}<"));
    for n in 0..count {
        write!(
            order,
            "<CdtTrfTxInf><PmtId><InstrId>I{n:025}</InstrId><EndToEndId>PGB{n:015}</EndToEndId>\
             </PmtId><Amt><InstdAmt Ccy=\"EUR\">12.34</InstdAmt></Amt>\
             <Cdtr><Nm>Proef Persoon {n}</Nm></Cdtr>\
             <CdtrAcct><Id><IBAN>NL44RABO0123456789</IBAN></Id></CdtrAcct>\
             <RmtInf><Ustrd>pgb maart 2026 kenmerk {n}</Ustrd></RmtInf></CdtTrfTxInf>"
        )
        .unwrap();
    }
    order + "</PmtInf></CstmrCdtTrfInitn></Document>"
}

#[test]
fn ten_thousand_payments_are_handled_within_a_minute() {
    for booking in [Booking::Gross, Booking::Net] {
        let customer = Customer::new();
        customer.sends("order.xml", order(10_000));
        let begun = Instant::now();
        let change = |options: &mut bank::Options| {
            (options.rejects, options.returns, options.booking) = (20, 20, booking);
        };
        let first = customer.run(change);
        let second = customer.run(change);
        assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
        assert_eq!(first.accepted + first.rejected, 10_000);
        assert!((100..300).contains(&first.rejected), "{}", first.rejected);
        assert!((100..300).contains(&second.returned), "{}", second.returned);
        let paid = i64::try_from(first.accepted - second.returned).unwrap() * 1234;
        assert_eq!(second.closing_balance, 1_000_000 - paid);
        customer.statement(&first);
    }
}

#[test]
fn one_payment_more_than_the_limit_is_refused() {
    let customer = Customer::new();
    let summary = customer.sends("order.xml", order(10_001)).run(|_| {});
    assert_eq!(customer.report(&summary).one("StsRsnInf/Rsn/Cd"), "AM18");
}
