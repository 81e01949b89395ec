//! Messages: at least once, in any order, applied exactly once in effect.
//!
//! Saying: [`outbox::record`] in the transaction that makes it true; [`relay`] publishes with
//! confirms. Hearing: [`consumer`] collects a batch, [`inbox`] drops duplicates and older versions
//! and raises an alarm on a changed version, a [`consumer::Hearer`] applies the rest, all in one
//! transaction; what cannot be done yet waits in a table, what can never be done is parked.
//!
//! Not guaranteed: order, and a single delivery. Not here: consumers that must see each version.

pub mod broker;
pub mod consumer;
pub mod figures;
pub mod inbox;
pub mod outbox;
pub mod parked;
pub mod relay;
pub mod replay;
pub mod topology;
mod trace;
pub mod waiting;

use std::sync::Arc;

use tokio::task::JoinSet;

use crate::Context;
use crate::messaging::broker::Broker;
use crate::messaging::consumer::Hearer;
use crate::stop::Stop;

/// Starts what a service says and hears with; see [`say`] and [`hear`].
pub fn start(
    context: &Context,
    broker: &Broker,
    hearers: Vec<Arc<dyn Hearer>>,
    stop: &Stop,
) -> JoinSet<()> {
    let mut tasks = say(context, broker, stop);
    hear_in(&mut tasks, context, broker, hearers, stop);
    tasks
}

/// Starts what a service says with: the relay. It ends after `stop`, with its batch finished; a
/// service stops it last, so that what the last requests said still goes out.
pub fn say(context: &Context, broker: &Broker, stop: &Stop) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    tasks.spawn(relay::run(context.clone(), broker.clone(), stop.clone()));
    tasks.spawn(figures::run(context.clone(), stop.clone()));
    tasks
}

/// Starts what a service hears with: for each queue a consumer and the worker of what waits. They
/// end after `stop`, with what they have in hand finished; one that ends before is a defect.
pub fn hear(
    context: &Context,
    broker: &Broker,
    hearers: Vec<Arc<dyn Hearer>>,
    stop: &Stop,
) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    hear_in(&mut tasks, context, broker, hearers, stop);
    tasks
}

fn hear_in(
    tasks: &mut JoinSet<()>,
    context: &Context,
    broker: &Broker,
    hearers: Vec<Arc<dyn Hearer>>,
    stop: &Stop,
) {
    for hearer in hearers {
        let run = consumer::run(context.clone(), Arc::clone(&hearer), broker.clone(), stop.clone());
        tasks.spawn(run);
        tasks.spawn(waiting::run(context.clone(), hearer, stop.clone()));
    }
}
