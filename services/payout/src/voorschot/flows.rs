//! Advances are announced.

use diesel_async::AsyncPgConnection;
use platform::{Context, Failure};

use super::{Refusal, Voorschot, store};

/// Announces an advance. The same announcement again is the same advance; says whether it was new.
pub async fn announce(
    conn: &mut AsyncPgConnection,
    context: &Context,
    voorschot: Voorschot,
) -> Result<(Voorschot, bool), Failure<Refusal>> {
    if store::insert(conn, &voorschot, context.clock.now()).await? {
        return Ok((voorschot, true));
    }
    match store::by_kenmerk(conn, &voorschot.kenmerk).await? {
        Some(known) if known.is_same(&voorschot) => Ok((known, false)),
        Some(_) | None => Err(Failure::Refused(Refusal::KenmerkBezet)),
    }
}
