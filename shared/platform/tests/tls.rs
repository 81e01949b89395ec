//! TLS to the database and the broker, against the real servers behind a front that ends TLS with a
//! certificate of its own: who is trusted, who is not, and that nothing goes in the clear.
#![cfg(test)]

#[path = "tls/authority.rs"]
mod authority;
#[path = "tls/front.rs"]
mod front;

use authority::Authority;
use diesel_async::RunQueryDsl;
use front::{Front, Speaks};
use platform::database::{Purpose, connect};
use platform::messaging::broker::Broker;
use platform::testing;

/// The test server's URL, with the port of a front and its host name.
fn through(url: &str, host: &str, front: &Front) -> String {
    let (scheme, rest) = url.split_once("://").unwrap();
    let (login, rest) = rest.rsplit_once('@').map_or(("", rest), |(login, rest)| (login, rest));
    let path = rest.find(['/', '?']).and_then(|at| rest.get(at..)).unwrap_or("");
    let at = if login.is_empty() { "" } else { "@" };
    format!("{scheme}://{login}{at}{host}:{}{path}", front.port)
}

async fn ask_database(front: &Front, host: &str, ca: &Authority) -> Result<i32, String> {
    let url = through(&front::database_url(), host, front);
    let mut conn = connect(&url, Some(ca.file()), Purpose::Work)
        .await
        .map_err(|error| format!("{error:?}"))?;
    diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>("40 + 2"))
        .get_result(&mut conn)
        .await
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn the_database_is_asked_over_tls() {
    let authority = Authority::new();
    let front = Front::start(Speaks::Postgres, &front::database_url(), authority.issue()).await;
    assert_eq!(ask_database(&front, "localhost", &authority).await, Ok(42));
    assert_eq!(front.handshakes(), 1);
}

#[tokio::test]
async fn a_database_of_another_authority_is_not_trusted() {
    let front =
        Front::start(Speaks::Postgres, &front::database_url(), Authority::new().issue()).await;
    let refused = ask_database(&front, "localhost", &Authority::new()).await.unwrap_err();
    assert!(refused.contains("InvalidCertificate"), "{refused}");
}

#[tokio::test]
async fn a_database_with_another_name_is_not_trusted() {
    let authority = Authority::new();
    let front = Front::start(Speaks::Postgres, &front::database_url(), authority.issue()).await;
    let refused = ask_database(&front, "127.0.0.1", &authority).await.unwrap_err();
    assert!(refused.contains("NotValidForName"), "{refused}");
}

#[tokio::test]
async fn a_database_without_tls_gets_no_login() {
    let authority = Authority::new();
    let front =
        Front::start(Speaks::PostgresWithoutTls, &front::database_url(), authority.issue()).await;
    let refused = ask_database(&front, "localhost", &authority).await.unwrap_err();
    assert!(refused.contains("TLS"), "{refused}");
    assert_eq!(front.clear_bytes(), 0, "something was said in the clear");
}

/// The address of a broker of this test, over TLS through the front.
fn amqps(url: &str, host: &str, front: &Front) -> String {
    through(url, host, front).replacen("amqp://", "amqps://", 1)
}

#[tokio::test]
async fn the_broker_is_asked_over_tls() {
    let real = testing::broker().await;
    let authority = Authority::new();
    let front = Front::start(Speaks::Amqp, &real.url, authority.issue()).await;
    let url = amqps(&real.url, "localhost", &front);
    let connection = Broker::new(&url, Some(authority.file().into())).connect("tls").await.unwrap();
    assert!(connection.status().connected());
    assert_eq!(front.handshakes(), 1);
    connection.close(200, "done".into()).await.unwrap();
    real.remove().await;
}

#[tokio::test]
async fn a_broker_of_another_authority_or_name_is_not_trusted() {
    let real = testing::broker().await;
    let authority = Authority::new();
    let front = Front::start(Speaks::Amqp, &real.url, authority.issue()).await;
    for (host, ca) in [("localhost", &Authority::new()), ("127.0.0.1", &authority)] {
        let url = amqps(&real.url, host, &front);
        let refused = Broker::new(&url, Some(ca.file().into())).connect("tls").await.err();
        assert!(refused.is_some(), "{host} was trusted");
    }
    assert_eq!(front.clear_bytes(), 0);
    real.remove().await;
}

#[tokio::test]
async fn an_authority_forbids_an_address_in_the_clear() {
    let real = testing::broker().await;
    let authority = Authority::new();
    let broker = Broker::new(&real.url, Some(authority.file().into()));
    let refused =
        broker.connect("tls").await.err().map(|fault| format!("{:#}", anyhow::Error::new(fault)));
    assert!(refused.as_ref().is_some_and(|why| why.contains("amqps")), "{refused:?}");
    real.remove().await;
}
