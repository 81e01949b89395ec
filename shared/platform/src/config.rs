//! Configuration: the environment, typed, documented by `--help`. Unknown or wrong values stop the
//! process before it does anything.

use std::path::PathBuf;

use kernel::Oin;

use crate::database::PoolSizes;
use crate::http::limits::Rate;

/// The command line of a service.
#[derive(Debug, Clone, clap::Parser)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What a service can do.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Command {
    /// Serves the API, hears and says facts, until SIGTERM (the default). Every setting is a flag
    /// or an environment variable.
    Serve(Box<Settings>),
    /// Brings the database to the schema of this program, as the role that owns the tables.
    Migrate(Migrate),
    /// Prints the `OpenAPI` document as JSON.
    Openapi,
}

impl Command {
    /// The names on the command line.
    pub const NAMES: [&'static str; 4] = ["serve", "migrate", "openapi", "help"];
}

/// Settings of a service, from flags or the environment.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// Database of this service, as its application role (DML only).
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// Certificate authority of the database server (PEM); with it every connection is TLS.
    #[arg(long, env = "DATABASE_CA_FILE")]
    pub database_ca_file: Option<PathBuf>,
    /// Connections for requests.
    #[arg(long, env = "DATABASE_POOL_HTTP", default_value_t = PoolSizes::default().http)]
    pub database_pool_http: usize,
    /// Connections for consumers and jobs.
    #[arg(long, env = "DATABASE_POOL_WORK", default_value_t = PoolSizes::default().work)]
    pub database_pool_work: usize,
    /// The broker, with the login of this service: `amqp://` or `amqps://`.
    #[arg(long, env = "AMQP_URL", hide_env_values = true)]
    pub amqp_url: String,
    /// Certificate authority of the broker (PEM): needed for `amqps://`, refused for `amqp://`.
    #[arg(long, env = "AMQP_CA_FILE")]
    pub amqp_ca_file: Option<PathBuf>,
    /// Organisation number of who runs this service: it stands in every fact.
    #[arg(long, env = "OIN", value_parser = oin)]
    pub oin: Oin,
    /// Organisations that see the whole country, with commas between.
    #[arg(long, env = "NATIONAL_OINS", value_delimiter = ',', value_parser = oin)]
    pub national_oins: Vec<Oin>,
    /// File with the master key for sealed columns: 64 hexadecimal digits.
    #[arg(long, env = "SEALING_KEY_FILE")]
    pub sealing_key_file: Option<PathBuf>,
    /// File with an RFC 3339 instant that the law's clock runs on from. Learning environments only.
    #[arg(long, env = "CLOCK_FILE")]
    pub clock_file: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would take a comment here for that of the service")]
    pub http: Http,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would take a comment here for that of the service")]
    pub tokens: Tokens,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would take a comment here for that of the service")]
    pub logs: Logs,
}

/// Settings of the HTTP server. It speaks plain HTTP: TLS ends in front of it.
#[derive(Debug, Clone, clap::Args)]
pub struct Http {
    /// Address of the API; port 0 takes any. By default the service's own port on this machine.
    #[arg(long, env = "HTTP_ADDR")]
    pub http_addr: Option<String>,
    /// Address of a second listener with only the probes and the metrics.
    #[arg(long, env = "MANAGEMENT_ADDR")]
    pub management_addr: Option<String>,
    /// File to write the port of the API to, once it is known.
    #[arg(long, env = "PORT_FILE")]
    pub port_file: Option<PathBuf>,
    /// Threads that handle requests; as many as there are cores when absent.
    #[arg(long, env = "HTTP_THREADS")]
    pub http_threads: Option<usize>,
    /// Origins of browsers that may read answers, with commas between.
    #[arg(long, env = "CORS_ORIGINS", value_delimiter = ',')]
    pub cors_origins: Vec<String>,
    /// Requests in hand at once; twice the connections for requests when absent.
    #[arg(long, env = "REQUESTS_IN_HAND")]
    pub requests_in_hand: Option<usize>,
    /// Requests of one organisation per second.
    #[arg(long, env = "REQUESTS_PER_SECOND", default_value_t = 2000)]
    pub requests_per_second: u32,
    /// Requests of one organisation at once, above that rate.
    #[arg(long, env = "REQUESTS_BURST", default_value_t = 10_000)]
    pub requests_burst: u32,
    /// Seconds to go on accepting after SIGTERM, while the network still sends.
    #[arg(long, env = "DRAIN_SECONDS", default_value_t = 5)]
    pub drain_seconds: u64,
}

/// Whose tokens are accepted.
#[derive(Debug, Clone, clap::Args)]
pub struct Tokens {
    /// Issuers that are trusted (`iss`), with commas between.
    #[arg(long, env = "TOKEN_ISSUER", value_delimiter = ',')]
    pub token_issuer: Vec<String>,
    /// Their key sets, in the same order: a URL (https, or http on this machine) or a file.
    #[arg(long, env = "TOKEN_JWKS", value_delimiter = ',')]
    pub token_jwks: Vec<String>,
    /// Key set file of development tokens. Never in production.
    #[arg(long, env = "DEVELOPMENT_JWKS")]
    pub development_jwks: Option<PathBuf>,
}

/// Logs and traces.
#[derive(Debug, Clone, clap::Args)]
pub struct Logs {
    /// Which log lines are written.
    #[arg(long, env = "RUST_LOG", default_value = "info")]
    pub rust_log: String,
    /// Where spans are sent (OTLP over HTTP); nowhere when absent.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otel_exporter_otlp_endpoint: Option<String>,
}

/// Settings of `migrate`.
#[derive(Debug, Clone, clap::Args)]
pub struct Migrate {
    /// Database of this service, as the role that owns its tables.
    #[arg(long, env = "MIGRATION_DATABASE_URL", hide_env_values = true)]
    pub migration_database_url: String,
    /// Certificate authority of the database server (PEM); with it every connection is TLS.
    #[arg(long, env = "DATABASE_CA_FILE")]
    pub database_ca_file: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap would take a comment here for that of the command")]
    pub logs: Logs,
}

impl Settings {
    /// Sizes of the pools.
    pub fn pools(&self) -> PoolSizes {
        PoolSizes { http: self.database_pool_http, work: self.database_pool_work }
    }

    /// Requests in hand at once.
    pub fn in_hand(&self) -> usize {
        self.http.requests_in_hand.unwrap_or(self.database_pool_http.saturating_mul(2)).max(1)
    }
}

impl Http {
    /// What one organisation may ask.
    pub fn rate(&self) -> Rate {
        Rate { burst: self.requests_burst.max(1), per_second: self.requests_per_second }
    }
}

fn oin(text: &str) -> Result<Oin, String> {
    Oin::parse(text.trim()).map_err(|fault| fault.to_string())
}
