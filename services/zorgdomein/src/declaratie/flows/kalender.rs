//! What the calendar does by itself, one step at a time, driven by the clock of the process.

use futures_util::FutureExt;
use platform::{Context, Fault, Scope};

use super::{herstel, later};
use crate::omstandigheid::store as omstandigheid;
use crate::persoon::flows::Desk;

/// Closes claims whose term for repair has passed, and judges those again that were held by a
/// suspension that is over; says whether there may be more.
pub(crate) async fn expire(context: &Context) -> Result<bool, Fault> {
    let desk = Desk::of(context)?;
    context
        .transact_work(Scope::Landelijk, move |conn| {
            let desk = desk.clone();
            async move {
                let more = later::expire(conn, &desk).await?;
                let over = omstandigheid::over(conn, desk.today, 100).await?;
                if !over.is_empty() {
                    herstel::retry_held(conn, &desk, &over).await?;
                }
                Ok::<_, Fault>(more || !over.is_empty())
            }
            .boxed()
        })
        .await
}
