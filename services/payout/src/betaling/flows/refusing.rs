//! What the bank's no asks beside holding the payment: blocks, a frozen run, and people.

use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use platform::{Context, Fault};
use uuid::Uuid;

use super::Stap;
use crate::betaling::gevolgen::{self, Teruggemeld};
use crate::betaling::store::{self, pogingen};
use crate::noodstop::{self, Bereik};
use crate::partij;
use crate::terugvraag;
use crate::werkitem::{self, Melding, Soort};

/// Does what the reasons of refusals or returns ask.
pub(super) async fn follow(
    conn: &mut AsyncPgConnection,
    context: &Context,
    stap: Stap,
    gebeurd: &[(Uuid, Option<String>)],
) -> Result<(), Fault> {
    let soort = match stap {
        Stap::Afgewezen => Soort::Afwijzing,
        Stap::Teruggekomen => Soort::Retour,
        Stap::Vrijgegeven | Stap::Verzonden | Stap::Geaccepteerd | Stap::Afgeschreven => {
            return Ok(());
        }
    };
    if stap == Stap::Teruggekomen {
        let ids: Vec<Uuid> = gebeurd.iter().map(|(id, _)| *id).collect();
        terugvraag::flows::came_back(conn, context, &ids).await?;
    }
    let teruggemeld = told(conn, gebeurd).await?;
    let gevolgen = gevolgen::of(soort, &teruggemeld);
    for ((wie, _), (kind, reden)) in gevolgen.blokkades {
        partij::flows::block_for(conn, context, (kind, wie), &reden).await?;
    }
    let mut meldingen = gevolgen.meldingen;
    for run in gevolgen.bevries {
        let why = "de bank zag deze opdracht eerder";
        let frozen =
            noodstop::flows::set(conn, context, Bereik::Betaalrun(run), why, "bank").await?;
        meldingen.push(Melding::of(Soort::RunBevroren, "noodstop", frozen.id.to_string()));
    }
    werkitem::flows::raise(conn, context, &meldingen).await
}

async fn told(
    conn: &mut AsyncPgConnection,
    gebeurd: &[(Uuid, Option<String>)],
) -> Result<Vec<Teruggemeld>, Fault> {
    let redenen: BTreeMap<Uuid, &str> =
        gebeurd.iter().map(|(id, reden)| (*id, reden.as_deref().unwrap_or("MS03"))).collect();
    let ids: Vec<Uuid> = redenen.keys().copied().collect();
    let attempts = pogingen::by_id(conn, &ids).await?;
    let of: Vec<Uuid> = attempts.iter().map(|poging| poging.betaling).collect();
    let betalingen: BTreeMap<Uuid, _> =
        store::lock(conn, &of).await?.into_iter().map(|b| (b.id, b)).collect();
    let vorige = pogingen::refused_before(conn, &ids).await?;
    let one = |poging: &pogingen::Poging| {
        let betaling = betalingen.get(&poging.betaling)?;
        Some(Teruggemeld {
            betaling: betaling.id,
            zorgverlener: betaling.zorgverlener,
            betaalgegevens: betaling.betaalgegevens,
            betaalrun: poging.betaalrun,
            bedrag: poging.bedrag,
            reden: (*redenen.get(&poging.id)?).to_owned(),
            vorige: vorige.get(&betaling.betaalgegevens).cloned(),
        })
    };
    Ok(attempts.iter().filter_map(one).collect())
}
