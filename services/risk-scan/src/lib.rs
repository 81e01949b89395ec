//! What should a human look at?
//!
//! risk-scan hears what the chain does, keeps of it what indicators may read, and raises signalen
//! with evidence. A machine never decides anything about a person: it makes a signal and withdraws
//! it when its evidence is gone; all else is done by people.
//!
//! * [`leesmodel`] — what is heard and kept: no names, numbers of persons, accounts or addresses.
//! * [`feiten`] — the same as an indicator may know it: closed types, pure.
//! * [`indicator`] — the rules, pure, with their figures as versioned data.
//! * [`scan`] — every rule on everything, for every party; also as a command over files.
//! * [`grondslag`] — what may be known of other verstrekkers: nothing, without a dated ground.
//! * [`signaal`] — what a rule found, for whom, with which evidence, and what people did with it.
//! * [`inzage`] — why somebody looks: the purpose that each request names, and its log.
//!
//! Not here yet: dossiers, maatregelen, and a legal ground to show one verstrekker what is
//! elsewhere. Until there is one, each verstrekker sees what its own payments show.

use std::sync::Arc;
use std::time::Duration;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use platform::Context;
use platform::messaging::consumer::Hearer;
use platform::service::{Job, Service};
use utoipa_actix_web::service_config::ServiceConfig;

pub mod feiten;
pub mod grondslag;
pub mod indicator;
pub mod inzage;
pub mod leesmodel;
pub mod scan;
mod schema;
pub mod signaal;

/// The service, as `main` and the tests run it.
pub static SERVICE: Service = Service {
    name: "risk-scan",
    description: "Signalen met bewijs voor wie toezicht houdt op het pgb; een mens beslist.",
    api_version: "1.0.0",
    port: 8084,
    migrations,
    routes,
    hearers,
    jobs: &[
        Job {
            name: "beoordelen",
            every: Duration::from_secs(1),
            step: signaal::flows::evaluate_touched,
        },
        Job {
            name: "herbeoordelen",
            every: Duration::from_hours(24),
            step: signaal::flows::evaluate_all,
        },
    ],
};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

fn migrations() -> EmbeddedMigrations {
    MIGRATIONS
}

fn routes(config: &mut ServiceConfig<'_>) {
    signaal::http::routes(config);
    indicator::http::routes(config);
}

fn hearers(_context: &Context) -> Vec<Arc<dyn Hearer>> {
    vec![Arc::new(leesmodel::messages::Stamgegevens), Arc::new(leesmodel::messages::Stroom)]
}
