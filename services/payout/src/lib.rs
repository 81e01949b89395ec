//! Is there money, and has it been paid once?
//!
//! payout keeps the ledger of rights and euros, answers every claim with what the budget allows,
//! pays in runs that two people stand behind, and follows each payment until the bank's statement
//! proves it. It alone says whether the budget allows a claim; whether a claim is right it takes
//! from zorgdomein.
//!
//! * [`grootboek`] — the ledger: two books, entries, balances, proofs.
//! * [`budget`] — grants and pots: what was granted and where it stands.
//! * [`beleid`] — what each verstrekker decides about recoveries and funding.
//! * [`boeking`] — claims booked or refused.
//! * [`betaling`] — payments, attempts and what holds them.
//! * [`betaalrun`] — runs, four eyes.
//! * [`bestand`] — bank files: built once, sent at most once.
//! * [`bank`] — pain.001, pain.002 and camt.053 as bytes and values.
//! * [`bankbericht`] — what the bank says, applied.
//! * [`voorschot`] — advances of verstrekkers.
//! * [`vordering`] — what was paid too much.
//! * [`partij`] — payees, agreements and blocks, as far as payments need them.
//! * [`dagstart`] — what the desk looks at first.
//! * [`noodstop`] — the kill switch.
//! * [`terugvraag`] — money asked back from the bank of a payee.
//! * [`werkitem`] — what waits for a person.

use std::sync::Arc;
use std::time::Duration;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use platform::Context;
use platform::messaging::consumer::Hearer;
use platform::service::{Job, Service};
use utoipa_actix_web::service_config::ServiceConfig;

pub mod bank;
pub mod bankbericht;
pub mod beleid;
pub mod bestand;
pub mod betaalrun;
pub mod betaling;
pub mod boeking;
pub mod budget;
pub mod dagstart;
pub mod grootboek;
pub mod noodstop;
pub mod partij;
pub mod terugvraag;
pub mod voorschot;
pub mod vordering;
pub mod werkitem;

/// The service, as `main` and the tests run it.
pub static SERVICE: Service = Service {
    name: "payout",
    description: "Is er geld, en is er één keer betaald? Grootboek, betaalruns en de bank.",
    api_version: "1.0.0",
    port: 8082,
    migrations,
    routes,
    hearers,
    jobs: &[
        Job {
            name: "budgetstand",
            every: Duration::from_millis(500),
            step: |context| Box::pin(budget::flows::say_positions(context)),
        },
        Job {
            name: "blokkades",
            every: Duration::from_mins(1),
            step: |context| Box::pin(partij::flows::end_expired(context)),
        },
        Job {
            name: "naamcontroles",
            every: Duration::from_secs(30),
            step: |context| Box::pin(partij::flows::check_names(context)),
        },
        Job {
            name: "verzendingen",
            every: Duration::from_mins(1),
            step: |context| Box::pin(bestand::flows::doubt_unfinished(context)),
        },
        Job {
            name: "nachtcontrole",
            every: Duration::from_mins(5),
            step: |context| Box::pin(grootboek::flows::nightly(context)),
        },
    ],
};

fn migrations() -> EmbeddedMigrations {
    const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");
    MIGRATIONS
}

/// Every REST resource, aggregate by aggregate.
fn routes(config: &mut ServiceConfig<'_>) {
    betaalrun::http::routes(config);
    bestand::http::routes(config);
    bankbericht::http::routes(config);
    betaling::http::routes(config);
    beleid::http::routes(config);
    budget::http::routes(config);
    grootboek::http::routes(config);
    voorschot::http::routes(config);
    vordering::http::routes(config);
    partij::http::routes(config);
    noodstop::http::routes(config);
    dagstart::http::routes(config);
    terugvraag::http::routes(config);
    werkitem::http::routes(config);
}

/// Everything this service hears.
fn hearers(_context: &Context) -> Vec<Arc<dyn Hearer>> {
    vec![Arc::new(partij::messages::Stamgegevens), Arc::new(boeking::messages::Declaraties)]
}
