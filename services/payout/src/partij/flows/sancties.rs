//! Payees are held against sanctions lists: when they are registered, when a list changes, and when
//! payments are chosen. A hit blocks and calls somebody; it never lifts itself (payments:6.1).

use aws_lc_rs::digest;
use diesel_async::AsyncPgConnection;
use platform::{Context, Fault};
use uuid::Uuid;

use super::block_for;
use crate::partij::store::sancties::{self, Lijst, Treffer};
use crate::partij::{Betrokkene, Blokkadesoort, naamsleutel};
use crate::werkitem::{self, Melding, Soort};

/// Holds accounts whose holders stand on a list; gives how many.
pub(crate) async fn screen(
    conn: &mut AsyncPgConnection,
    context: &Context,
    ids: &[Uuid],
) -> Result<usize, Fault> {
    let hits = sancties::among(conn, ids).await?;
    hold(conn, context, &hits).await
}

async fn hold(
    conn: &mut AsyncPgConnection,
    context: &Context,
    hits: &[Treffer],
) -> Result<usize, Fault> {
    let mut meldingen = Vec::new();
    for hit in hits {
        let about = (Blokkadesoort::Sanctie, Betrokkene::Rekening(hit.id));
        block_for(conn, context, about, "sanctie").await?;
        let melding = Melding::of(Soort::Sanctie, "betaalgegevens", hit.id.to_string());
        meldingen.push(melding.because(&hit.kenmerk));
    }
    werkitem::flows::raise(conn, context, &meldingen).await?;
    Ok(hits.len())
}

/// Replaces a list and holds all accounts against it; gives names and hits.
pub async fn load_list(
    conn: &mut AsyncPgConnection,
    context: &Context,
    (lijst, door): (&str, &str),
    namen: &[(String, String)],
) -> Result<(usize, usize), Fault> {
    let mut hash = digest::Context::new(&digest::SHA256);
    let (mut sleutels, mut kenmerken) = (Vec::new(), Vec::new());
    for (naam, kenmerk) in namen {
        hash.update(naam.as_bytes());
        let sleutel = naamsleutel(naam);
        if !sleutel.is_empty() {
            sleutels.push(sleutel);
            kenmerken.push(kenmerk.clone());
        }
    }
    let hash = hash.finish();
    let given = Lijst { naam: lijst, sha256: hash.as_ref(), door };
    sancties::replace(conn, given, (&sleutels, &kenmerken), context.clock.now()).await?;
    loop {
        let old = sancties::without_key(conn).await?;
        if old.is_empty() {
            break;
        }
        let ids: Vec<Uuid> = old.iter().map(|(id, _)| *id).collect();
        let keys: Vec<String> = old.iter().map(|(_, naam)| naamsleutel(naam)).collect();
        sancties::set_keys(conn, (&ids, &keys)).await?;
    }
    let hits = sancties::of_list(conn, lijst).await?;
    let count = hold(conn, context, &hits).await?;
    Ok((sleutels.len(), count))
}
