//! Is this claim right?
//!
//! zorgdomein keeps persons and their roles, grants, agreements and claims, and decides every
//! check on them. It has no say over money: whether the budget allows a claim is for payout.
//!
//! * [`verstrekker`] — the register of verstrekkers and who may act for them.
//! * [`persoon`] — budgethouders, their representatives, and zorgverleners; sealed columns.
//! * [`toekenning`] — grants: versions, pots, what holds on which day as known when.
//! * [`bericht`] — the iPgb door: 501 in, 502 out, one validator for XML and JSON.
//! * [`abonnement`] — what changed, from a cursor and as webhooks.
//! * [`budgetafsluiting`] — the 507 out, the 508 in: what was spent, told to who granted it.
//! * [`zorgovereenkomst`] — agreements: lines with dated rates, two approvals, changes.
//! * [`declaratie`] — claims: one check engine for all doors, decisions, versions.
//! * [`omstandigheid`] — what happened to people: death, admission, suspension.
//! * [`budgetstand`], [`betaling`] — what payout last told, to show and to warn.

use std::sync::Arc;
use std::time::Duration;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use platform::Context;
use platform::messaging::consumer::Hearer;
use platform::service::{Job, Service};
use utoipa_actix_web::service_config::ServiceConfig;

pub mod abonnement;
pub mod bericht;
pub mod betaling;
pub mod budgetafsluiting;
pub mod budgetstand;
pub mod declaratie;
mod messages;
pub mod omstandigheid;
pub mod persoon;
pub mod regelregister;
mod schema;
mod store;
mod taak;
pub mod toekenning;
pub mod verstrekker;
pub mod zorgovereenkomst;

/// The service, as `main` and the tests run it.
pub static SERVICE: Service = Service {
    name: "zorgdomein",
    description: "Toekenningen, zorgovereenkomsten en declaraties, en elke controle daarop.",
    api_version: "1.1.0",
    port: 8081,
    migrations,
    routes,
    hearers,
    jobs: &JOBS,
};

/// Work on a timer.
const JOBS: [Job; 5] = [
    Job {
        name: "hersteltermijn",
        every: Duration::from_mins(1),
        step: |context| Box::pin(declaratie::flows::kalender::expire(context)),
    },
    Job {
        name: "budgetafsluitingen",
        every: Duration::from_mins(10),
        step: |context| Box::pin(budgetafsluiting::flows::step(context)),
    },
    Job {
        name: "postbussen",
        every: Duration::from_secs(10),
        step: |context| Box::pin(bericht::peers::step_configured(context)),
    },
    Job {
        name: "webhooks",
        every: Duration::from_secs(5),
        step: |context| Box::pin(abonnement::flows::step(context)),
    },
    Job {
        name: "maandlonen",
        every: Duration::from_mins(5),
        step: |context| Box::pin(declaratie::flows::kalender::claim_months(context)),
    },
];

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

fn migrations() -> EmbeddedMigrations {
    MIGRATIONS
}

/// Every REST resource, aggregate by aggregate.
fn routes(config: &mut ServiceConfig<'_>) {
    verstrekker::http::routes(config);
    persoon::http::routes(config);
    toekenning::http::routes(config);
    bericht::http::routes(config);
    budgetafsluiting::http::routes(config);
    abonnement::http::routes(config);
    zorgovereenkomst::http::routes(config);
    declaratie::http::routes(config);
    omstandigheid::http::routes(config);
    budgetstand::http::routes(config);
    taak::http::routes(config);
}

/// Everything this service hears.
fn hearers(_context: &Context) -> Vec<Arc<dyn Hearer>> {
    vec![Arc::new(messages::Antwoorden), Arc::new(messages::Geboekt)]
}
