//! What a service is made of, and its life: configure, migrate, serve, drain, stop.

mod run;

use std::sync::Arc;

use diesel_migrations::EmbeddedMigrations;
use futures_util::future::BoxFuture;

use crate::Context;
use crate::messaging::consumer::Hearer;

pub use run::run;

/// The parts of one service; its `main` is `platform::service::run(&payout::SERVICE)`.
#[derive(Clone, Copy)]
pub struct Service {
    /// Name: `payout`. Also the path of its API: `/payout/v1`.
    pub name: &'static str,
    /// One sentence for `--help` and `OpenAPI`, in Dutch.
    pub description: &'static str,
    /// Full `SemVer` of its API.
    pub api_version: &'static str,
    /// Default port.
    pub port: u16,
    /// Its own migrations, applied after those of the platform.
    pub migrations: EmbeddedMigrationsOf,
    /// Registers the REST resources below `/<name>/v1`; the same list gives `OpenAPI`.
    pub routes: fn(&mut utoipa_actix_web::service_config::ServiceConfig<'_>),
    /// The hearers of its queues.
    pub hearers: fn(&Context) -> Vec<Arc<dyn Hearer>>,
    /// Work on a timer.
    pub jobs: &'static [Job],
}

/// Migrations are not `Copy`, so a service gives a function.
pub type EmbeddedMigrationsOf = fn() -> EmbeddedMigrations;

/// Work that is done again and again, one step at a time. With several replicas a step must be
/// safe to run twice at once.
#[derive(Clone, Copy)]
pub struct Job {
    /// Name, for logs and metrics.
    pub name: &'static str,
    /// Pause between two steps that found nothing to do.
    pub every: std::time::Duration,
    /// One step: whether there may be more to do at once.
    pub step: for<'a> fn(&'a Context) -> BoxFuture<'a, Result<bool, crate::Fault>>,
}
