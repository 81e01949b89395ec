//! Is this agreement lawful?
//!
//! labour-check judges each zorgovereenkomst that is handed in against the labour-law rules of its
//! day, and explains every finding. Whether the care fits the grant is for the verstrekker.
//!
//! * [`toets`] — the judgement: rules, findings, what a person decides.
//! * [`engine`] — how rules are written, picked, judged and accounted for.
//! * [`regels`] — the rules themselves.
//! * [`catalogus`] — rules and figures as people read them.
//! * [`werkvoorraad`] — what waits for a jurist, and who performs the toets.
//! * [`ronde`] — re-checks, campaigns and bills over all running agreements.
//! * [`taak`] — what must be done about an agreement before a day.
//! * [`parameters`] — figures by date, with their source and how sure they are.
//! * [`berekening`] — chains, rosters and wages by the hour.
//! * [`kalender`] — month arithmetic, in one place.

use std::sync::Arc;
use std::time::Duration;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use platform::Context;
use platform::messaging::consumer::Hearer;
use platform::service::{Job, Service};
use utoipa_actix_web::service_config::ServiceConfig;

pub mod berekening;
pub mod catalogus;
pub mod engine;
mod gegevens;
pub mod kalender;
pub mod parameters;
pub mod regels;
pub mod ronde;
mod schema;
pub mod taak;
pub mod toets;
pub mod werkvoorraad;

/// The service, as `main` and the tests run it.
pub static SERVICE: Service = Service {
    name: "labour-check",
    description: "De arbeidsrechtelijke toets van elke zorgovereenkomst, met uitleg per regel.",
    api_version: "1.0.0",
    port: 8083,
    migrations,
    routes,
    hearers,
    jobs: &[Job {
        name: "rondes",
        every: Duration::from_mins(1),
        step: |context| Box::pin(ronde::flows::step(context)),
    }],
};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

fn migrations() -> EmbeddedMigrations {
    MIGRATIONS
}

fn routes(config: &mut ServiceConfig<'_>) {
    toets::http::routes(config);
    catalogus::http::routes(config);
    werkvoorraad::http::routes(config);
    ronde::http::routes(config);
    taak::http::routes(config);
}

fn hearers(_context: &Context) -> Vec<Arc<dyn Hearer>> {
    vec![Arc::new(toets::messages::Overeenkomsten)]
}
