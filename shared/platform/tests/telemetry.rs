//! Spans leave the process by OTLP, with the trace of the caller and nothing personal.

#![cfg(test)]

mod http {
    pub(crate) mod service;
}

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use http::service::SERVICE;
use platform::http::testing as server_testing;
use platform::{telemetry, testing};

/// A collector: answers every request with 200 and hands over its body.
fn collector() -> (String, mpsc::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let (hand_over, bodies) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
            let mut body = Vec::new();
            let mut chunk = [0; 8192];
            while let Ok(read @ 1..) = stream.read(&mut chunk) {
                body.extend_from_slice(&chunk[..read]);
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
            if hand_over.send(body).is_err() {
                return;
            }
        }
    });
    (endpoint, bodies)
}

fn holds(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_request_continues_the_callers_trace_and_is_exported_without_personal_data() {
    let (endpoint, bodies) = collector();
    let telemetry = telemetry::start("proef", "warn", Some(&endpoint)).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let trace: u128 = 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736;
    let answered = runtime.block_on(async {
        let context = testing::context(&SERVICE).await;
        let server = server_testing::serve(&SERVICE, &context).await;
        let token = server.token("00000099000000001000", "pgb.dingen.lezen");
        let id = uuid::Uuid::now_v7();
        let answer = server
            .get(&token, &format!("/dingen/{id}?bsn=999990019"))
            .header("traceparent", format!("00-{trace:032x}-00f067aa0ba902b7-01"))
            .send()
            .await
            .unwrap();
        answer.headers()["traceparent"].to_str().unwrap().to_owned()
    });
    assert!(answered.starts_with(&format!("00-{trace:032x}-")), "{answered}");
    assert!(!answered.contains("00f067aa0ba902b7"), "a span of its own: {answered}");
    telemetry.flush();

    let mut exported = Vec::new();
    while let Ok(body) = bodies.recv_timeout(Duration::from_secs(2)) {
        exported.extend(body);
    }
    assert!(holds(&exported, &trace.to_be_bytes()), "the trace of the caller");
    assert!(holds(&exported, b"/proef/v1/dingen/{id}"), "the route template");
    assert!(!holds(&exported, b"999990019"), "no query, no path");
}
