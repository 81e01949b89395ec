//! Commands on claims. Many at once is the normal case: load what is known of the whole batch,
//! decide in memory, write the whole batch, in a fixed number of statements.

use std::collections::{BTreeSet, HashMap, HashSet};

use contracts::{DeclaratieIngediend, DeclaratieVastgesteld};
use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use kernel::{Euro, Id, Oin};
use platform::messaging::outbox::{self, Said};
use platform::{Fault, Scope};
use uuid::Uuid;

use self::kennis::Kennis;
use self::oordelen::{Geoordeeld, Oordelen, Zaak};
use super::beslissing::Besluit;
use super::catalogus::Klasse;
use super::checks::{Uitkomst, Wacht};
use super::store::insert::Besloten;
use super::store::{self, Eerder, EersteAntwoord};
use super::{Declaratie, Indiening, Status, facts};
use crate::persoon::flows::Desk;
use crate::store::plan_by_index;
use crate::zorgovereenkomst::{Gebrek, Zorgovereenkomst, store as zorgovereenkomst};

pub(crate) mod herstel;
pub(crate) mod herzien;
pub(crate) mod kalender;
pub(crate) mod kennis;
pub(crate) mod later;
pub(crate) mod oordelen;
pub(crate) mod proef;

/// Claims of one caller that are handed in together, at most some hundreds.
pub(crate) struct Batch<'a> {
    /// Who hands in; references are unique per organisation.
    pub(crate) oin: &'a Oin,
    /// What he may see; narrowed to the verstrekkers of the batch.
    pub(crate) scope: &'a Scope,
    /// Keys, clock and voice of this process.
    pub(crate) desk: &'a Desk,
    /// The claims, in the order of the caller.
    pub(crate) ingekomen: &'a [Ingekomen],
}

/// A claim with the hash of what was sent.
#[derive(Debug, Clone)]
pub(crate) struct Ingekomen {
    pub(crate) indiening: Indiening,
    pub(crate) inhoud_hash: Vec<u8>,
}

/// What became of one claim.
#[derive(Debug)]
pub(crate) enum Antwoord {
    /// Stored.
    Nieuw(Box<Vastgelegd>),
    /// Stored before: the first answer.
    Bekend(Box<(Eerder, EersteAntwoord)>),
    /// The same as the claim at this place of the batch.
    Herhaling(usize),
    /// The reference was used for another claim.
    KenmerkInGebruik,
    /// A person waits and a check of class B says no: nothing is stored.
    Geweigerd(Vec<Uitkomst>),
    /// Nothing can be made of it: nothing is stored.
    Ongeldig(Vec<Gebrek>),
}

impl Antwoord {
    /// What keeps anything from being made of it, where that is so.
    pub(crate) fn gebreken(self) -> Option<Vec<Gebrek>> {
        match self {
            Self::Ongeldig(gebreken) => Some(gebreken),
            Self::Nieuw(_)
            | Self::Bekend(_)
            | Self::Herhaling(_)
            | Self::KenmerkInGebruik
            | Self::Geweigerd(_) => None,
        }
    }
}

/// A claim that was stored just now.
#[derive(Debug)]
pub(crate) struct Vastgelegd {
    pub(crate) id: Id<Declaratie>,
    pub(crate) kenmerk: String,
    pub(crate) verstrekker_id: Uuid,
    pub(crate) status: Status,
    pub(crate) versie: i64,
    pub(crate) verschuldigd: Euro,
    pub(crate) uitkomsten: Vec<Uitkomst>,
}

/// Takes in a batch of claims, in the running transaction, and answers each in order.
pub(crate) async fn submit(
    conn: &mut AsyncPgConnection,
    batch: &Batch<'_>,
) -> Result<Vec<Antwoord>, Fault> {
    plan_by_index(conn).await?;
    let (mut antwoorden, open) = recall(conn, batch).await?;
    let overeenkomsten = zorgovereenkomst::lock_pairs(conn, &asked(batch, &open)).await?;
    narrow(conn, batch.scope, &overeenkomsten).await?;
    let kennis = known(conn, batch, overeenkomsten, &open).await?;
    let mut besloten: Vec<(usize, Besloten<'_>)> = Vec::with_capacity(open.len());
    judge_all(&kennis, batch, &open, |place, judged| match judged {
        Ok(one) => besloten.push((place, one)),
        Err(antwoord) => set(&mut antwoorden, place, *antwoord),
    });
    let (places, rows): (Vec<usize>, Vec<Besloten<'_>>) = besloten.into_iter().unzip();
    store::insert::insert(conn, batch.oin.as_str(), batch.desk.now, &rows).await?;
    outbox::record(conn, &said(batch, &rows)).await?;
    for (place, row) in places.into_iter().zip(rows) {
        let versie = row.versie();
        let nieuw = Vastgelegd {
            id: row.id,
            kenmerk: row.indiening.kenmerk.clone(),
            verstrekker_id: row.verstrekker_id,
            status: row.beslissing.status,
            versie,
            verschuldigd: row.beslissing.verschuldigd,
            uitkomsten: row.beslissing.uitkomsten,
        };
        set(&mut antwoorden, place, Antwoord::Nieuw(Box::new(nieuw)));
    }
    Ok(antwoorden)
}

fn set(antwoorden: &mut [Antwoord], place: usize, antwoord: Antwoord) {
    if let Some(slot) = antwoorden.get_mut(place) {
        *slot = antwoord;
    }
}

/// What was handed in before under the same reference is answered as it was then. Gives the
/// answers so far and the places that are new.
async fn recall(
    conn: &mut AsyncPgConnection,
    batch: &Batch<'_>,
) -> Result<(Vec<Antwoord>, Vec<usize>), Fault> {
    let kenmerken: Vec<&str> =
        batch.ingekomen.iter().map(|own| own.indiening.kenmerk.as_str()).collect();
    let known = store::by_kenmerk(conn, batch.oin.as_str(), &kenmerken).await?;
    let ids: Vec<Uuid> = known.iter().map(|eerder| eerder.id).collect();
    let answers = store::eerste_antwoorden(conn, &ids).await?;
    let known: HashMap<&str, &Eerder> =
        known.iter().map(|eerder| (eerder.kenmerk.as_str(), eerder)).collect();
    let mut first: HashMap<&str, (usize, &[u8])> = HashMap::new();
    let (mut antwoorden, mut open) = (Vec::with_capacity(kenmerken.len()), Vec::new());
    for (place, (own, kenmerk)) in batch.ingekomen.iter().zip(kenmerken).enumerate() {
        let antwoord = match (known.get(kenmerk), first.get(kenmerk)) {
            (Some(eerder), _) if eerder.inhoud_hash == own.inhoud_hash => {
                let answer = answers.get(&eerder.id).cloned();
                answer.map_or(Antwoord::KenmerkInGebruik, |answer| {
                    Antwoord::Bekend(Box::new(((*eerder).clone(), answer)))
                })
            }
            (None, Some((at, hash))) if *hash == own.inhoud_hash => Antwoord::Herhaling(*at),
            (Some(_), _) | (_, Some(_)) => Antwoord::KenmerkInGebruik,
            (None, None) => {
                first.insert(kenmerk, (place, &own.inhoud_hash));
                open.push(place);
                // Replaced once it is decided.
                Antwoord::Herhaling(place)
            }
        };
        antwoorden.push(antwoord);
    }
    Ok((antwoorden, open))
}

/// The agreements that the new claims of a batch name.
fn asked(batch: &Batch<'_>, open: &[usize]) -> Vec<Uuid> {
    let claims = open.iter().filter_map(|place| batch.ingekomen.get(*place));
    let ids: BTreeSet<Uuid> = claims.map(|own| own.indiening.zorgovereenkomst_id.uuid()).collect();
    ids.into_iter().collect()
}

async fn known(
    conn: &mut AsyncPgConnection,
    batch: &Batch<'_>,
    overeenkomsten: Vec<Zorgovereenkomst>,
    open: &[usize],
) -> Result<Kennis, Fault> {
    let claims = open.iter().filter_map(|place| batch.ingekomen.get(*place));
    let indieningen: Vec<&Indiening> = claims.map(|own| &own.indiening).collect();
    let desk = batch.desk;
    kennis::load(conn, kennis::Vraag { desk, overeenkomsten, indieningen: &indieningen }).await
}

/// A claim that comes in today.
fn new_case(indiening: &Indiening, today: Date) -> Zaak<'_> {
    Zaak {
        indiening,
        ingediend_op: today,
        wacht: Wacht::of(indiening.entree),
        vrijgaven: &[],
        was_bevoegd: None,
        stond: None,
    }
}

/// Judges the new claims of a batch one after the other and gives each to `each`.
fn judge_all<'b>(
    kennis: &'b Kennis,
    batch: &'b Batch<'b>,
    open: &[usize],
    mut each: impl FnMut(usize, Result<Besloten<'b>, Box<Antwoord>>),
) {
    let today = batch.desk.today;
    let mut oordelen = Oordelen::new(kennis, today, HashSet::new());
    for place in open.iter().copied() {
        let Some(own) = batch.ingekomen.get(place) else { continue };
        let judged = oordelen.judge(&new_case(&own.indiening, today)).and_then(|judged| {
            let Geoordeeld { overeenkomst, zorgverlener, verstrekker_id, besluit } = judged;
            let beslissing = match besluit {
                Besluit::Geweigerd(found) => return Err(Box::new(Antwoord::Geweigerd(found))),
                Besluit::Genomen(beslissing) => beslissing,
            };
            let dropped = beslissing.uitkomsten.iter().any(|own| own.klasse == Klasse::U);
            Ok(Besloten {
                id: platform::id::new(),
                indiening: &own.indiening,
                inhoud_hash: &own.inhoud_hash,
                overeenkomst,
                verstrekker_id,
                betaalgegevens_id: zorgverlener.betaalgegevens_id,
                hersteltermijn: dropped.then(|| herzien::term(&kennis.limieten, today)).flatten(),
                beslissing,
            })
        });
        if let Ok(one) = &judged {
            oordelen.take(one.id, &own.indiening, one.overeenkomst, &one.beslissing);
        }
        each(place, judged);
    }
}

/// Who may see the whole country works under the verstrekkers of the batch as well.
async fn narrow(
    conn: &mut AsyncPgConnection,
    scope: &Scope,
    overeenkomsten: &[Zorgovereenkomst],
) -> Result<(), Fault> {
    let own: BTreeSet<Uuid> =
        overeenkomsten.iter().flat_map(Zorgovereenkomst::verstrekkers).collect();
    let narrower = match scope {
        Scope::Verstrekkers(all) => *all != own,
        Scope::Landelijk => true,
        Scope::Persoon(_) => false,
    };
    if narrower && !own.is_empty() {
        Scope::Verstrekkers(own).set(conn).await?;
    }
    Ok(())
}

/// What is said of the batch: each claim as it came in, and what is due of those that are right.
fn said(batch: &Batch<'_>, rows: &[Besloten<'_>]) -> Vec<Said> {
    let mut said = Vec::with_capacity(rows.len().saturating_mul(2));
    for row in rows {
        let parts: facts::Partijen<'_> = facts::Partijen {
            id: row.id,
            overeenkomst: row.overeenkomst,
            verstrekker_id: row.verstrekker_id,
        };
        let ingediend: DeclaratieIngediend = facts::ingediend(parts, row.indiening, batch.desk.now);
        said.push(Said::new(&batch.desk.source, 1, ingediend));
        if row.versie() > 0 {
            let vastgesteld: DeclaratieVastgesteld =
                facts::vastgesteld(parts, row.indiening, row.betaalgegevens_id, &row.beslissing);
            said.push(Said::new(&batch.desk.source, row.versie(), vastgesteld));
        }
    }
    said
}
