//! The channel over HTTP: receipts, lists, and what goes wrong on purpose.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use bank::Server;

use crate::customer::{Customer, ORDER};

/// Sends one request; gives the whole answer, empty when the bank broke off.
fn ask(server: &mut Server, head: &str, body: &str) -> String {
    let address: SocketAddr = server.address().unwrap();
    let request = format!("{head} HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let customer = std::thread::spawn(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap_or_default();
        answer
    });
    server.step().unwrap();
    customer.join().unwrap()
}

const PUT: &str = "PUT /bestanden/PGB-20260319-R0001-F01";
const LIST: &str = "GET /bestanden?berichtId=PGB-20260319-R0001-F01";

fn copies(server: &mut Server) -> usize {
    ask(server, LIST, "").matches("\"sha256\"").count()
}

#[test]
fn a_file_is_taken_with_a_receipt_and_listed_by_its_reference() {
    let customer = Customer::new();
    let mut server = Server::open(&customer.path("in")).unwrap();
    assert_eq!(copies(&mut server), 0);
    let receipt = ask(&mut server, PUT, ORDER);
    assert!(receipt.starts_with("HTTP/1.1 200"), "{receipt}");
    assert_eq!(copies(&mut server), 1);
    let again = Server::open(&customer.path("in"));
    assert_eq!(copies(&mut again.unwrap()), 1, "also after a restart");
    let summary = customer.run(|_| {});
    assert_eq!(summary.files.len(), 1);
    assert_eq!(summary.files[0].msg_id.as_deref(), Some("PGB-20260319-R0001-F01"));
}

#[test]
fn a_dropped_answer_leaves_the_file_and_a_lost_file_leaves_nothing() {
    let customer = Customer::new();
    let mut server = Server::open(&customer.path("in")).unwrap();
    ask(&mut server, "POST /storingen/bestand-weg", "");
    ask(&mut server, "POST /storingen/antwoord-weg", "");
    assert_eq!(ask(&mut server, PUT, ORDER), "");
    assert_eq!(copies(&mut server), 0);
    assert_eq!(ask(&mut server, PUT, ORDER), "");
    assert_eq!(copies(&mut server), 1);
    assert!(ask(&mut server, "POST /storingen/onbekend", "").starts_with("HTTP/1.1 400"));
    assert!(ask(&mut server, "PUT /bestanden/..", "x").starts_with("HTTP/1.1 400"));
}

#[test]
fn the_same_bytes_twice_are_answered_as_a_duplicate_and_booked_once() {
    let customer = Customer::new();
    let mut server = Server::open(&customer.path("in")).unwrap();
    ask(&mut server, "POST /storingen/dubbel", "");
    ask(&mut server, PUT, ORDER);
    assert_eq!(copies(&mut server), 2);
    let summary = customer.run(|_| {});
    let outcomes: Vec<_> = summary.files.iter().map(|file| file.code.clone()).collect();
    assert_eq!(outcomes, [None, Some("DUPL".to_owned())]);
    assert_eq!(summary.accepted, 4);
}

#[test]
fn a_statement_delivered_again_is_the_same_but_for_its_own_reference() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER);
    let first = customer.run(|_| {});
    let again = customer.run(|options| options.deliver_again = Some(1));
    let (one, two) = (customer.statement(&first), customer.reads(&again.written[0]));
    assert_ne!(one.one("GrpHdr/MsgId"), two.one("GrpHdr/MsgId"));
    assert_eq!(two.one("CpyDplctInd"), "DUPL");
    assert_eq!(one.one("Stmt/Id"), two.one("Stmt/Id"));
    assert_eq!(one.all("AcctSvcrRef"), two.all("AcctSvcrRef"));
    assert_eq!(one.balances(), two.balances());
}

#[test]
fn a_bank_that_loses_references_gives_none_in_its_statement() {
    let customer = Customer::new();
    customer.sends("order.xml", ORDER);
    let summary = customer.run(|options| options.lose_references = true);
    let statement = customer.statement(&summary);
    assert!(statement.all("AcctSvcrRef").is_empty());
    assert!(!statement.all("PmtInfId").is_empty(), "a batch still has its name");
}
