//! Recoveries grow and shrink with the claims they come from.

use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use kernel::Euro;
use platform::messaging::outbox::{self, Said};
use platform::{Context, Fault};
use uuid::Uuid;

use super::{Vordering, Wijziging, store};

/// Applies changes and says the new state of each recovery.
pub async fn change(
    conn: &mut AsyncPgConnection,
    context: &Context,
    wijzigingen: &[Wijziging],
) -> Result<(), Fault> {
    let real: Vec<&Wijziging> =
        wijzigingen.iter().filter(|wijziging| wijziging.bedrag != Euro::ZERO).collect();
    if real.is_empty() {
        return Ok(());
    }
    let declaraties: Vec<Uuid> = real.iter().map(|wijziging| wijziging.declaratie).collect();
    let mut by_declaratie: BTreeMap<Uuid, Vordering> = store::lock(conn, &declaraties)
        .await?
        .into_iter()
        .map(|vordering| (vordering.declaratie, vordering))
        .collect();
    for wijziging in real {
        by_declaratie
            .entry(wijziging.declaratie)
            .or_insert_with(|| Vordering::nieuw(platform::id::new_uuid(), wijziging))
            .change(wijziging.bedrag);
    }
    let mut vorderingen: Vec<Vordering> = by_declaratie.into_values().collect();
    let said: Vec<Said> = vorderingen
        .iter_mut()
        .map(|vordering| {
            let fact = vordering.fact();
            Said::new(&context.source, vordering.versie, fact)
        })
        .collect();
    store::save(conn, &vorderingen, context.clock.now()).await?;
    outbox::record(conn, &said).await?;
    Ok(())
}
