//! Work on a timer: the jobs of the service, and the housekeeping of the platform.

use std::time::Duration;

use tokio::task::JoinSet;

use crate::database::{acquire, make_event_partitions};
use crate::http::idempotency;
use crate::http::problem::chain;
use crate::messaging::inbox;
use crate::metrics::{self, METRICS};
use crate::service::{Job, Service};
use crate::stop::Stop;
use crate::{Context, Fault};

/// What every service does besides.
const OWN: [Job; 3] = [
    Job {
        name: "forget-messages",
        every: Duration::from_hours(1),
        step: |context| Box::pin(forget_messages(context)),
    },
    Job {
        name: "forget-answers",
        every: Duration::from_hours(1),
        step: |context| Box::pin(forget_answers(context)),
    },
    Job {
        name: "event-partitions",
        every: Duration::from_hours(24),
        step: |context| Box::pin(partitions(context)),
    },
];

/// Starts every job of a service.
pub(super) fn start(
    tasks: &mut JoinSet<()>,
    service: &'static Service,
    context: &Context,
    stop: &Stop,
) {
    for job in service.jobs.iter().chain(&OWN) {
        tasks.spawn(repeat(*job, context.clone(), stop.clone()));
    }
}

async fn repeat(job: Job, context: Context, mut stop: Stop) {
    let mut failures = 0_u32;
    while !stop.is_requested() {
        let outcome = (job.step)(&context).await;
        let label = if outcome.is_ok() { "done" } else { "failed" };
        METRICS.jobs.get_or_create(&metrics::Job { job: job.name, outcome: label }).inc();
        match outcome {
            Ok(true) => failures = 0,
            Ok(false) => {
                failures = 0;
                stop.sleep(job.every).await;
            }
            Err(fault) => {
                failures = failures.saturating_add(1);
                tracing::error!(job = job.name, error = chain(&fault), failures, "a job failed");
                stop.sleep(back_off(failures)).await;
            }
        }
    }
}

/// One second, twice as long with each failure, at most a minute, with a random part.
fn back_off(failures: u32) -> Duration {
    let seconds = 1_u64.checked_shl(failures.min(6)).unwrap_or(60).min(60);
    Duration::from_millis(fastrand::u64(500..=seconds.saturating_mul(1000)))
}

async fn forget_answers(context: &Context) -> Result<bool, Fault> {
    let mut conn = acquire(&context.database.work).await?;
    Ok(idempotency::forget(&mut conn).await?)
}

async fn forget_messages(context: &Context) -> Result<bool, Fault> {
    let mut conn = acquire(&context.database.work).await?;
    Ok(inbox::forget_old(&mut conn).await?)
}

async fn partitions(context: &Context) -> Result<bool, Fault> {
    let mut conn = acquire(&context.database.work).await?;
    make_event_partitions(&mut conn).await?;
    Ok(false)
}
