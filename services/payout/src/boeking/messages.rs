//! The queue of claims: the flow that never waits behind something else.

use contracts::catalogue::{PAYOUT_DECLARATIES, Queue};
use diesel_async::AsyncPgConnection;
use futures_util::future::BoxFuture;
use platform::messaging::consumer::{Delivery, Hearer, Verdict};
use platform::{Context, Fault};

use super::flows;

/// Hears claims and answers each.
pub struct Declaraties;

impl Hearer for Declaraties {
    fn queue(&self) -> Queue {
        PAYOUT_DECLARATIES
    }

    fn hear<'a>(
        &'a self,
        context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>> {
        Box::pin(flows::hear(context, conn, batch))
    }
}
