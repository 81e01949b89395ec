//! Is this process alive, and may it be sent requests?
//!
//! Alive looks at nothing outside: the event loops turn. Ready means that the schema fits, that a
//! database connection was had in the last ten seconds, and that the process is not draining. The
//! broker is no part of it: the outbox absorbs what it cannot take.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use serde_json::json;

use super::problem::Problem;
use crate::Context;
use crate::database::{acquire, schema_is_current};
use crate::service::EmbeddedMigrationsOf;
use crate::stop::Stop;

/// How old a sign of life may be.
const SIGN_MAX: Duration = Duration::from_secs(10);
/// Between two looks.
const LOOK: Duration = Duration::from_secs(2);

/// What the probes tell.
#[derive(Debug)]
pub struct Health {
    beat: Mutex<Instant>,
    connected: Mutex<Option<Instant>>,
    schema: AtomicBool,
    draining: AtomicBool,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            beat: Mutex::new(Instant::now()),
            connected: Mutex::default(),
            schema: AtomicBool::new(false),
            draining: AtomicBool::new(false),
        }
    }
}

impl Health {
    /// From now on: send no new requests.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Keeps looking until a stop is asked.
    pub async fn watch(&self, context: &Context, migrations: EmbeddedMigrationsOf, mut stop: Stop) {
        while !stop.is_requested() {
            self.look(context, migrations).await;
            stop.sleep(LOOK).await;
        }
    }

    /// One look.
    pub async fn look(&self, context: &Context, migrations: EmbeddedMigrationsOf) {
        *self.beat.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        let pool = &context.database.http;
        let had = if self.schema.load(Ordering::Relaxed) {
            acquire(pool).await.is_ok()
        } else {
            let current = schema_is_current(pool, migrations).await;
            self.schema.store(current, Ordering::Relaxed);
            current
        };
        if had {
            let mut connected = self.connected.lock().unwrap_or_else(PoisonError::into_inner);
            *connected = Some(Instant::now());
        }
    }

    /// Whether the event loops turn.
    pub fn is_alive(&self) -> bool {
        self.beat.lock().unwrap_or_else(PoisonError::into_inner).elapsed() < SIGN_MAX
    }

    /// Why no requests should be sent; nothing when they may.
    pub fn unready(&self) -> Option<&'static str> {
        let connected = *self.connected.lock().unwrap_or_else(PoisonError::into_inner);
        if self.draining.load(Ordering::Relaxed) {
            Some("Het proces stopt.")
        } else if !self.schema.load(Ordering::Relaxed) {
            Some("Het databaseschema past nog niet bij dit programma.")
        } else if connected.is_none_or(|at| at.elapsed() >= SIGN_MAX) {
            Some("Er is geen verbinding met de database.")
        } else {
            None
        }
    }

    /// The answer of `/health/live`.
    pub(crate) fn live(&self) -> HttpResponse {
        if self.is_alive() { up() } else { down("De verwerking staat stil.") }
    }

    /// The answer of `/health/ready`.
    pub(crate) fn ready(&self) -> HttpResponse {
        self.unready().map_or_else(up, down)
    }
}

fn up() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "up" }))
}

fn down(why: &str) -> HttpResponse {
    let mut problem = Problem::unavailable(2);
    why.clone_into(&mut problem.detail);
    problem.response()
}
