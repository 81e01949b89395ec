//! "Will this be paid?": the same engine on the same knowledge, and nothing is stored.
//!
//! The transaction is read-only, so that the database itself refuses what would store something.
//! No row is held: the answer is true for the moment in which it was given.

use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use kernel::{Euro, Wet};
use platform::Fault;
use uuid::Uuid;

use super::super::Status;
use super::super::beslissing::{Beslissing, Besluit};
use super::super::betaalmoment::{Betaalmoment, betaalmoment};
use super::super::checks::Uitkomst;
use super::kennis::Kennis;
use super::oordelen::{Geoordeeld, Oordelen};
use super::{Antwoord, Batch, asked, known, new_case, recall};
use crate::store::read_only;
use crate::zorgovereenkomst::store as zorgovereenkomst;

/// What would become of one claim.
#[derive(Debug)]
pub(crate) enum Proef {
    /// It was judged.
    Beoordeeld(Box<Voorspeld>),
    /// It was handed in before, or nothing can be made of it.
    Niet(Antwoord),
}

/// What the engine says of a claim that is not handed in.
#[derive(Debug)]
pub(crate) struct Voorspeld {
    pub(crate) verstrekker_id: Uuid,
    /// Where it would stand; absent where it would be refused at the door.
    pub(crate) status: Option<Status>,
    pub(crate) verschuldigd: Euro,
    pub(crate) uitkomsten: Vec<Uitkomst>,
    pub(crate) potten: Vec<Potstand>,
    /// When it would be paid; absent where nothing would be.
    pub(crate) betaling: Option<Betaalmoment>,
}

/// What a claim would take from a pot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Potstand {
    pub(crate) pot_id: Uuid,
    pub(crate) gevraagd: Euro,
    /// What the read copy says is left; absent where nothing was heard of the pot.
    pub(crate) beschikbaar: Option<Euro>,
}

/// Tries a batch of claims out, in order: what one would take, the next cannot take.
pub(crate) async fn try_out(
    conn: &mut AsyncPgConnection,
    batch: &Batch<'_>,
) -> Result<Vec<Proef>, Fault> {
    read_only(conn).await?;
    let (antwoorden, open) = recall(conn, batch).await?;
    let overeenkomsten = zorgovereenkomst::load_pairs(conn, &asked(batch, &open)).await?;
    let kennis = known(conn, batch, overeenkomsten, &open).await?;
    let today = batch.desk.today;
    let mut oordelen = Oordelen::new(&kennis, today, std::collections::HashSet::new());
    let mut proeven: Vec<Proef> = antwoorden.into_iter().map(Proef::Niet).collect();
    for place in open {
        let Some(own) = batch.ingekomen.get(place) else { continue };
        let proef = match oordelen.judge(&new_case(&own.indiening, today)) {
            Err(antwoord) => Proef::Niet(*antwoord),
            Ok(judged) => {
                if let Besluit::Genomen(beslissing) = &judged.besluit {
                    let id = platform::id::new();
                    oordelen.take(id, &own.indiening, judged.overeenkomst, beslissing);
                }
                Proef::Beoordeeld(Box::new(predict(&kennis, today, judged)))
            }
        };
        if let Some(slot) = proeven.get_mut(place) {
            *slot = proef;
        }
    }
    Ok(proeven)
}

fn predict(kennis: &Kennis, today: jiff::civil::Date, judged: Geoordeeld<'_>) -> Voorspeld {
    let Geoordeeld { overeenkomst, verstrekker_id, besluit, .. } = judged;
    let beslissing = match besluit {
        Besluit::Geweigerd(uitkomsten) => {
            return Voorspeld {
                verstrekker_id,
                status: None,
                verschuldigd: Euro::ZERO,
                uitkomsten,
                potten: Vec::new(),
                betaling: None,
            };
        }
        Besluit::Genomen(beslissing) => beslissing,
    };
    let wet = overeenkomst.regels.first().map_or(Wet::Wlz, |regel| regel.wet);
    let due = beslissing.status == Status::Goedgekeurd && beslissing.verschuldigd > Euro::ZERO;
    let when = || betaalmoment(today, wet, overeenkomst.betaalwijze, &kennis.limieten);
    Voorspeld {
        verstrekker_id,
        status: Some(beslissing.status),
        verschuldigd: beslissing.verschuldigd,
        potten: potten(kennis, &beslissing),
        betaling: due.then(when),
        uitkomsten: beslissing.uitkomsten,
    }
}

fn potten(kennis: &Kennis, beslissing: &Beslissing) -> Vec<Potstand> {
    let mut asked: BTreeMap<Uuid, Euro> = BTreeMap::new();
    for part in beslissing.regels.iter().flat_map(|regel| &regel.verschuldigd) {
        let sum = asked.entry(part.pot_id).or_default();
        *sum = sum.checked_add(part.bedrag).unwrap_or(*sum);
    }
    let stand = |(pot_id, gevraagd)| {
        let beschikbaar = kennis.beschikbaar.get(&pot_id).copied();
        Potstand { pot_id, gevraagd, beschikbaar }
    };
    asked.into_iter().map(stand).collect()
}
