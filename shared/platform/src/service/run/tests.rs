//! A process from its start to its end, and what its command line says.

use super::*;
use crate::config::Http;
use crate::testing;
use clap::Parser;
use std::time::Instant;

static SERVICE: Service = Service {
    name: "proef",
    description: "Een dienst voor de tests.",
    api_version: "1.2.3",
    port: 0,
    migrations: || EmbeddedMigrations::new(&[]),
    routes: |_| {},
    hearers: |_| Vec::new(),
    jobs: &[],
};

use diesel_migrations::EmbeddedMigrations;

fn settings(arguments: &[&str]) -> Settings {
    let given = ["proef", "serve"].iter().chain(arguments);
    match Cli::try_parse_from(given).unwrap().command {
        Command::Serve(settings) => *settings,
        Command::Migrate(_) | Command::Openapi => panic!("not serve"),
    }
}

#[test]
fn without_a_subcommand_it_serves() {
    let of = |given: &[&str]| {
        let given = given.iter().map(OsString::from);
        with_default(given).iter().map(|one| one.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of(&["payout"]), ["payout", "serve"]);
    assert_eq!(of(&["payout", "--help"]), ["payout", "serve", "--help"]);
    assert_eq!(of(&["payout", "--oin", "1"]), ["payout", "serve", "--oin", "1"]);
    for known in ["serve", "migrate", "openapi", "--version", "help"] {
        assert_eq!(of(&["payout", known]), ["payout", known]);
    }
}

#[test]
fn help_documents_every_setting_with_its_variable() {
    let mut command = Cli::command();
    let serve = command.find_subcommand_mut("serve").unwrap();
    let help = serve.render_long_help().to_string();
    assert!(help.starts_with("Serves the API"), "{help}");
    for argument in serve.get_arguments().filter(|argument| argument.get_id() != "help") {
        let name = argument.get_id().as_str();
        let variable = argument.get_env().map(|variable| variable.to_str().unwrap().to_owned());
        assert_eq!(variable.as_deref(), Some(name.to_uppercase().as_str()));
        assert!(argument.get_help().is_some(), "{name} has a sentence");
        let (flag, variable) = (name.replace('_', "-"), name.to_uppercase());
        assert!(help.contains(&format!("--{flag}")), "{flag}");
        assert!(help.contains(&format!("[env: {variable}")), "{variable}");
    }
}

#[test]
fn a_wrong_setting_stops_before_anything_is_done() {
    let good = ["--database-url=x", "--amqp-url=y", "--oin=00000099000000001000"];
    assert_eq!(settings(&good).in_hand(), 16);
    for wrong in ["--oin=123", "--requests-per-second=-1", "--unknown=1"] {
        let given = ["proef", "serve", "--database-url=x", "--amqp-url=y", wrong];
        assert!(Cli::try_parse_from(given).is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn issuers_and_key_sets_go_in_pairs() {
    let tokens = |issuers: &[&str], sets: &[&str]| Tokens {
        token_issuer: issuers.iter().map(ToString::to_string).collect(),
        token_jwks: sets.iter().map(ToString::to_string).collect(),
        development_jwks: None,
    };
    assert!(issuers(&tokens(&["https://a"], &[])).await.is_err());
    assert!(issuers(&tokens(&["https://a"], &["/does/not/exist"])).await.is_err());
    assert!(issuers(&tokens(&["https://a"], &["http://elders.example/jwks"])).await.is_err());
    assert!(issuers(&tokens(&[development::ISSUER], &["/does/not/exist"])).await.is_err());
    assert!(issuers(&tokens(&[], &[])).await.unwrap().is_empty());
}

/// Asks until the answer is this one, for at most ten seconds.
async fn until(url: &str, status: u16) {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(1)).build().unwrap();
    let since = Instant::now();
    loop {
        let answer = client.get(url).send().await.map(|answer| answer.status().as_u16());
        if answer.as_ref().is_ok_and(|given| *given == status) {
            return;
        }
        assert!(since.elapsed() < Duration::from_secs(10), "{url}: {answer:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_becomes_ready_drains_and_ends() {
    let context = testing::context(&SERVICE).await;
    let port_file = std::env::temp_dir().join(format!("pgb-port-{}", crate::id::new_uuid()));
    let mut settings = settings(&[
        "--database-url=overwritten",
        "--amqp-url=amqp://127.0.0.1:1/no-broker",
        "--oin=00000099000000001000",
        "--drain-seconds=1",
        "--http-addr=127.0.0.1:0",
    ]);
    settings.database_url = context.database.url.to_string();
    settings.http = Http { port_file: Some(port_file.clone()), ..settings.http };
    let (ask, mut asked) = tokio::sync::mpsc::channel(2);
    let process = JoinSet::from_iter([serve(&SERVICE, settings, async move || {
        asked.recv().await;
    })]);

    let since = Instant::now();
    while !port_file.exists() {
        assert!(since.elapsed() < Duration::from_secs(10), "no port");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let port = std::fs::read_to_string(&port_file).unwrap();
    std::fs::remove_file(&port_file).unwrap();
    let origin = format!("http://127.0.0.1:{port}");
    until(&format!("{origin}/health/live"), 200).await;
    until(&format!("{origin}/health/ready"), 200).await;
    let metrics = reqwest::get(format!("{origin}/metrics")).await.unwrap().text().await.unwrap();
    assert!(metrics.contains("pgb_http_request_seconds"), "{metrics}");

    ask.send(()).await.unwrap();
    until(&format!("{origin}/health/ready"), 503).await;
    let document = reqwest::get(format!("{origin}/proef/v1/openapi.json")).await.unwrap();
    assert_eq!(document.status(), 200, "still accepting while draining");
    let ended = process.join_all().await;
    assert!(ended.iter().all(Result::is_ok), "{ended:?}");
    assert!(reqwest::get(format!("{origin}/health/live")).await.is_err(), "the socket is closed");
}
