//! Databases, roles and topology on the real servers, through the program itself.

#![cfg(test)]

use std::process::{Command, Output};

use diesel_async::SimpleAsyncConnection;
use platform::database::{Purpose, connect};

#[cfg(test)]
fn beheer(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_beheer")).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    output
}

#[cfg(test)]
fn server() -> String {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line of its own")]
    let given = std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty());
    given.unwrap_or_else(|| "postgres://postgres@127.0.0.1:5432/postgres".to_owned())
}

#[cfg(test)]
fn text<'a>(addresses: &'a serde_json::Value, service: &str, name: &str) -> &'a str {
    addresses[service][name].as_str().unwrap()
}

#[tokio::test]
async fn databases_are_made_once_with_roles_that_may_do_no_more_than_they_must() {
    let prefix = format!("pgbtest_{}_", std::process::id());
    let file = std::env::temp_dir().join(format!("{prefix}.json"));
    let path = file.to_str().unwrap();
    let server = server();
    let common = ["--admin-url", &server, "--prefix", &prefix];
    let apply = [&["databases", "apply"][..], &common, &["--out", path]].concat();
    beheer(&apply);
    let first = std::fs::read(&file).unwrap();
    beheer(&apply);
    assert_eq!(std::fs::read(&file).unwrap(), first, "the same each time");
    let addresses: serde_json::Value = serde_json::from_slice(&first).unwrap();

    let owner = text(&addresses, "payout", "migration_database_url");
    let app = text(&addresses, "payout", "database_url");
    let controle = text(&addresses, "payout", "controle_url");
    let (place, _) = app.rsplit_once('/').unwrap();
    let foreign = format!("{place}/{prefix}zorgdomein");
    {
        let mut owner = connect(owner, None, Purpose::Migration).await.unwrap();
        owner
            .batch_execute(
                "CREATE TABLE proef (id int, verstrekker int); \
                 ALTER TABLE proef ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; \
                 CREATE POLICY scope ON proef USING (current_setting('pgb.scope', true) = \
                 'landelijk')",
            )
            .await
            .unwrap();
        let mut app = connect(app, None, Purpose::Request).await.unwrap();
        let scoped = "BEGIN; SET LOCAL pgb.scope = 'landelijk'; \
                      INSERT INTO proef VALUES (1, 1); COMMIT";
        app.batch_execute(scoped).await.unwrap();
        for refused in ["CREATE TABLE x (y int)", "DROP TABLE proef", "TRUNCATE proef"] {
            assert!(app.batch_execute(refused).await.is_err(), "{refused}");
        }
        let mut controle = connect(controle, None, Purpose::Work).await.unwrap();
        controle
            .batch_execute("DO $$ BEGIN ASSERT (SELECT count(*) FROM proef) = 1; END $$")
            .await
            .unwrap();
        assert!(controle.batch_execute("DELETE FROM proef").await.is_err());
        assert!(connect(&foreign, None, Purpose::Request).await.is_err(), "another's database");
    }
    beheer(&[&["databases", "drop"][..], &common].concat());
    assert!(connect(app, None, Purpose::Request).await.is_err());
    std::fs::remove_file(file).unwrap();
}

#[tokio::test]
async fn the_topology_gets_a_user_per_service_and_verifies() {
    let vhost = format!("pgbtest_p{}_beheer", std::process::id());
    let file = std::env::temp_dir().join(format!("{vhost}.json"));
    let path = file.to_str().unwrap();
    let common = ["--vhost", &vhost];
    let apply = [&["topology", "apply"][..], &common, &["--out", path]].concat();
    beheer(&apply);
    let first = std::fs::read(&file).unwrap();
    beheer(&apply);
    assert_eq!(std::fs::read(&file).unwrap(), first, "the same each time");
    let users = format!("{vhost}-");
    beheer(&[&["topology", "verify"][..], &common, &["--user-prefix", &users]].concat());
    let addresses: serde_json::Value = serde_json::from_slice(&first).unwrap();
    let url = text(&addresses, "risk-scan", "amqp_url");
    platform::messaging::broker::Broker::new(url, None).connect("test").await.unwrap();
    beheer(&[&["topology", "drop"][..], &common].concat());
    std::fs::remove_file(file).unwrap();
}
