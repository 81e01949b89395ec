//! The life of a process.
//!
//! On SIGTERM (or Ctrl-C): not ready any more; consumers and jobs finish what they have in hand;
//! for some seconds requests are still accepted, because the network still sends them; the server
//! stops and finishes its requests; the relay finishes its batch; the pools close. A second signal
//! ends the process at once, which must be just as safe.

use std::ffi::OsString;
use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use anyhow::Context as _;
use clap::{CommandFactory, FromArgMatches};
use contracts::Source;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinSet;

use super::Service;
use crate::clock::Clock;
use crate::config::{Cli, Command, Migrate, Settings, Tokens};
use crate::database::{Database, migrate};
use crate::http::health::Health;
use crate::http::limits::Limits;
use crate::http::server::{self, Parts};
use crate::http::{openapi, problem};
use crate::messaging::broker::Broker;
use crate::messaging::{self, relay::Wake};
use crate::sealing::Sealing;
use crate::stop;
use crate::token::{Issuer, Place, Verifier, development};
use crate::{Context, telemetry};

mod jobs;

/// How long tasks get to finish what they have in hand.
const FINISH_MAX: Duration = Duration::from_secs(15);

/// Runs the service with the command line and environment of this process: `serve` (default),
/// `migrate` or `openapi`. Returns when the process should end.
pub fn run(service: &'static Service) -> anyhow::Result<()> {
    let name = service.name;
    let command = Cli::command()
        .name(name)
        .version(service.api_version)
        .about(service.description)
        .subcommand_required(true);
    let matches = without_empty(command).get_matches_from(with_default(std::env::args_os()));
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match cli.command {
        Command::Openapi => print_document(service),
        Command::Migrate(settings) => runtime.block_on(bring_up_to_date(service, settings)),
        Command::Serve(settings) => {
            // Made outside the runtime, because the exporter has a thread of its own.
            let endpoint = settings.logs.otel_exporter_otlp_endpoint.as_deref();
            let telemetry = telemetry::start(name, &settings.logs.rust_log, endpoint)?;
            let outcome = runtime.block_on(async {
                let mut signals = Signals::listen()?;
                serve(service, *settings, async move || signals.next().await).await
            });
            runtime.shutdown_timeout(Duration::from_secs(1));
            if let Err(error) = &outcome {
                tracing::error!(error = format!("{error:#}"), "the service ended");
            }
            telemetry.flush();
            outcome
        }
    }
}

/// Without a subcommand it is `serve`; `--help` then documents every setting.
fn with_default(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut given: Vec<OsString> = given.collect();
    let named = given.get(1).and_then(|first| first.to_str());
    let is_version = matches!(named, Some("--version" | "-V"));
    if !is_version && !named.is_some_and(|first| Command::NAMES.contains(&first)) {
        given.insert(1.min(given.len()), OsString::from("serve"));
    }
    given
}

/// An empty variable says nothing: charts and compose files set them all.
fn without_empty(mut command: clap::Command) -> clap::Command {
    for name in Command::NAMES.into_iter().filter(|name| *name != "help") {
        command = command.mut_subcommand(name, |subcommand| subcommand.mut_args(unless_empty));
    }
    command
}

fn unless_empty(argument: clap::Arg) -> clap::Arg {
    let variable = argument.get_env().and_then(std::env::var_os);
    let is_empty = variable.is_some_and(|value| value.is_empty());
    if is_empty { argument.env(None::<&str>) } else { argument }
}

fn print_document(service: &Service) -> anyhow::Result<()> {
    let document = serde_json::to_string_pretty(&openapi::document(service))?;
    writeln!(std::io::stdout(), "{document}")?;
    Ok(())
}

async fn bring_up_to_date(service: &Service, settings: Migrate) -> anyhow::Result<()> {
    let telemetry = telemetry::start(service.name, &settings.logs.rust_log, None)?;
    let ca = settings.database_ca_file;
    let count = migrate(&settings.migration_database_url, ca, service.migrations).await?;
    tracing::info!(migrations = count, "the database is up to date");
    telemetry.flush();
    Ok(())
}

/// Serves until `asked` returns; when it returns once more, the stopping itself is cut short.
async fn serve(
    service: &'static Service,
    settings: Settings,
    mut asked: impl AsyncFnMut(),
) -> anyhow::Result<()> {
    let context = context_of(service, &settings)?;
    let health = Arc::new(Health::default());
    let verifier = Verifier::new(service.name, issuers(&settings.tokens).await?);
    let parts = Parts {
        service,
        context: context.clone(),
        verifier: web::Data::new(verifier),
        limits: web::Data::new(Limits::new(settings.in_hand(), settings.http.rate())),
        health: Arc::clone(&health),
        origins: settings.http.cors_origins.clone(),
        threads: settings.http.http_threads,
    };
    let (stop_work, work) = stop::signal();
    let (stop_relay, relaying) = stop::signal();
    let broker = Broker::new(&settings.amqp_url, settings.amqp_ca_file.clone());
    let relay = messaging::say(&context, &broker, &relaying);
    let mut hearing = messaging::hear(&context, &broker, (service.hearers)(&context), &work);
    jobs::start(&mut hearing, service, &context, &work);
    let mut watch = JoinSet::new();
    let (watched, seen) = (context.clone(), Arc::clone(&health));
    let (migrations, looking) = (service.migrations, relaying.clone());
    watch.spawn(async move { seen.watch(&watched, migrations, looking).await });

    let mut servers = JoinSet::new();
    let main = listen(service, &settings)?;
    let server = server::serve(&parts, main)?;
    let handle = server.handle();
    servers.spawn(server);
    if let Some(address) = &settings.http.management_addr {
        let listener = TcpListener::bind(address).with_context(|| format!("bind {address}"))?;
        servers.spawn(server::serve_management(&parts, listener)?);
    }

    let early = tokio::select! {
        () = asked() => None,
        ended = servers.join_next() => Some(ended),
    };
    tracing::info!("stopping");
    health.drain();
    stop_work.stop();
    let ordered = async {
        let drain = tokio::time::sleep(Duration::from_secs(settings.http.drain_seconds));
        let ((), ()) = tokio::join!(ended(hearing, "consumers and jobs"), drain);
        handle.stop(true).await;
        stop_relay.stop();
        ended(relay, "relay").await;
        context.database.close();
    };
    tokio::select! {
        () = ordered => tracing::info!("stopped"),
        () = asked() => tracing::warn!("asked twice: ends at once"),
    }
    match early {
        None => Ok(()),
        Some(ended) => anyhow::bail!("the HTTP server ended by itself: {ended:?}"),
    }
}

/// SIGTERM and Ctrl-C.
struct Signals(Signal, Signal);

impl Signals {
    fn listen() -> anyhow::Result<Self> {
        Ok(Self(signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?))
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = self.1.recv() => {}
        }
    }
}

/// Waits until all have ended, for a while.
async fn ended(mut tasks: JoinSet<()>, what: &'static str) {
    let all = async {
        while let Some(ended) = tasks.join_next().await {
            if let Err(error) = ended {
                let error = problem::chain(&error);
                tracing::error!(what, error, "a task ended in the wrong way");
            }
        }
    };
    if tokio::time::timeout(FINISH_MAX, all).await.is_err() {
        tracing::warn!(what, "did not finish in time: what it had in hand is done again later");
    }
}

fn context_of(service: &Service, settings: &Settings) -> anyhow::Result<Context> {
    let ca = settings.database_ca_file.clone();
    let sealing = settings.sealing_key_file.as_deref().map(Sealing::from_file).transpose()?;
    if let Some(path) = &settings.clock_file {
        tracing::warn!(path = %path.display(), "the clock is set by a file: learning environment");
    }
    Ok(Context {
        service: service.name,
        database: Database::open(&settings.database_url, ca, settings.pools())?,
        clock: settings.clock_file.clone().map_or_else(Clock::system, Clock::from_file),
        source: Source::new(&settings.oin, service.name),
        sealing: sealing.map(Arc::new),
        wake: Wake::default(),
        national: Arc::new(settings.national_oins.clone()),
        access: crate::tenancy::Access::default(),
    })
}

async fn issuers(settings: &Tokens) -> anyhow::Result<Vec<Issuer>> {
    let (names, places) = (&settings.token_issuer, &settings.token_jwks);
    anyhow::ensure!(names.len() == places.len(), "TOKEN_ISSUER and TOKEN_JWKS go in pairs");
    let mut issuers = Vec::new();
    for (name, place) in names.iter().zip(places) {
        anyhow::ensure!(name != development::ISSUER, "development keys go in DEVELOPMENT_JWKS");
        issuers.push(Issuer::load(name, Place::parse(place)?).await?);
    }
    if let Some(path) = &settings.development_jwks {
        tracing::warn!("development tokens are trusted: never do this in production");
        issuers.push(Issuer::load(development::ISSUER, Place::File(path.clone())).await?);
    }
    if issuers.is_empty() {
        tracing::warn!("no issuer is trusted: every request with a token is refused");
    }
    Ok(issuers)
}

/// Binds the socket of the API and says where it is.
fn listen(service: &Service, settings: &Settings) -> anyhow::Result<TcpListener> {
    let standard = format!("127.0.0.1:{}", service.port);
    let address = settings.http.http_addr.as_deref().unwrap_or(&standard);
    // `:8081` means every address of the machine, as elsewhere.
    let address = match address.strip_prefix(':') {
        Some(port) => format!("0.0.0.0:{port}"),
        None => address.to_owned(),
    };
    let listener = TcpListener::bind(&address).with_context(|| format!("bind {address}"))?;
    let port = listener.local_addr()?.port();
    if let Some(path) = &settings.http.port_file {
        // Written beside and moved into place: who waits for the file finds it whole.
        let beside = path.with_extension("new");
        std::fs::write(&beside, port.to_string())?;
        std::fs::rename(&beside, path)?;
    }
    tracing::info!(service = service.name, port, "listening");
    Ok(listener)
}

#[cfg(test)]
mod tests;
