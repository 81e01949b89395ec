//! From a fact on the broker to a signal over REST.

use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use platform::http::testing::serve;
use platform::messaging::outbox::{self, Said};
use platform::testing::NATIONAL_OIN;
use platform::{Fault, Scope, messaging, stop, testing};
use risk_scan::SERVICE;
use serde_json::Value;

use super::support::{Dienst, REKENING, betaald, persoon, verstrekker};

#[tokio::test]
async fn facts_that_come_over_the_broker_become_a_signal_that_can_be_read() {
    let dienst = Dienst::fresh().await;
    let broker = testing::broker().await;
    // The test says the facts of the others through the outbox of its own database.
    let source = &dienst.context.source;
    let people = (1_u8..4).map(|number| Said::new(source, 1, persoon(number, None)));
    let paid = (1_u8..4)
        .map(|number| Said::new(source, 1, betaald(number, verstrekker(1), number, REKENING)));
    let said: Vec<Said> = people.chain(paid).collect();
    dienst
        .context
        .transact_work(Scope::Landelijk, move |conn| {
            let said = said.clone();
            async move { Ok::<_, Fault>(outbox::record(conn, &said).await?) }.boxed()
        })
        .await
        .unwrap();
    let (stopper, stop) = stop::signal();
    let hearers = (SERVICE.hearers)(&dienst.context);
    let mut tasks = messaging::start(&dienst.context, &broker.broker, hearers, &stop);

    let server = serve(&SERVICE, &dienst.context).await;
    let token = server.token(NATIONAL_OIN, "pgb.signalen.lezen");
    let since = Instant::now();
    let found = loop {
        for job in SERVICE.jobs {
            (job.step)(&dienst.context).await.unwrap();
        }
        let request = server.get(&token, "/signalen?indicator=R01").header("Doelbinding", "proef");
        let page: Value = request.send().await.unwrap().json().await.unwrap();
        let items = page["items"].as_array().unwrap().clone();
        if items.iter().any(|item| item["onderwerpen"].as_array().unwrap().len() == 3) {
            break items;
        }
        assert!(since.elapsed() < Duration::from_mins(1), "no signal: {page}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(found.len(), 1);
    stopper.stop();
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
    broker.remove().await;
}
