//! Commands on claims. Many at once is the normal case: load what is known of the whole batch,
//! decide in memory, write the whole batch, in a fixed number of statements.

use std::collections::HashMap;

use contracts::{DeclaratieIngediend, DeclaratieVastgesteld};
use diesel_async::AsyncPgConnection;
use kernel::{Euro, Id, Oin};
use platform::messaging::outbox::{self, Said};
use platform::{Fault, Scope};
use uuid::Uuid;

use self::kennis::Kennis;
use super::beslissing::{Besluit, decide};
use super::checks::{Budgethouder, Dossier, EerdereRegel, Regels, Uitkomst, Zorgverlener};
use super::store::insert::Besloten;
use super::store::{self, Eerder, EersteAntwoord, Factuur};
use super::{Declaratie, Indiening, Status, facts};
use crate::persoon::flows::Desk;
use crate::store::plan_by_index;
use crate::zorgovereenkomst::{Gebrek, Zorgovereenkomst};

pub(crate) mod kennis;
pub(crate) mod later;

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
    let kennis = kennis::load(conn, batch, &open).await?;
    let mut working =
        Working { kennis: &kennis, batch, added: HashMap::new(), numbers: HashMap::new() };
    let mut besloten: Vec<(usize, Besloten<'_>)> = Vec::with_capacity(open.len());
    for place in open {
        match working.decide(place) {
            Ok(one) => besloten.push((place, one)),
            Err(antwoord) => set(&mut antwoorden, place, *antwoord),
        }
    }
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

/// The batch while it is decided: what one claim takes, the next cannot take.
struct Working<'k, 'b> {
    kennis: &'k Kennis,
    batch: &'b Batch<'b>,
    added: HashMap<(Uuid, Uuid), Vec<EerdereRegel>>,
    numbers: HashMap<Factuur, Id<Declaratie>>,
}

impl<'k, 'b: 'k> Working<'k, 'b> {
    fn decide(&mut self, place: usize) -> Result<Besloten<'k>, Box<Antwoord>> {
        let invalid = |plaats: &str, code, uitleg: &str| {
            Box::new(Antwoord::Ongeldig(vec![Gebrek::new(plaats, code, uitleg)]))
        };
        let unknown =
            || invalid("/zorgovereenkomstId", "D-30", "Deze zorgovereenkomst kennen wij niet.");
        let own = self.batch.ingekomen.get(place).ok_or_else(unknown)?;
        let indiening = &own.indiening;
        let overeenkomst = self
            .kennis
            .overeenkomsten
            .get(&indiening.zorgovereenkomst_id.uuid())
            .ok_or_else(unknown)?;
        let verstrekker_id = facts::verstrekker(indiening, overeenkomst).map_err(|none| {
            if none {
                unknown()
            } else {
                let uitleg = "Declareer de regels van verschillende verstrekkers apart.";
                invalid("/regels", "D-52", uitleg)
            }
        })?;
        let zorgverlener =
            self.kennis.zorgverleners.get(&overeenkomst.zorgverlener_id).ok_or_else(unknown)?;
        let besluit = self.judge(indiening, overeenkomst, zorgverlener);
        let beslissing = match besluit {
            Besluit::Geweigerd(uitkomsten) => {
                return Err(Box::new(Antwoord::Geweigerd(uitkomsten)));
            }
            Besluit::Genomen(beslissing) => beslissing,
        };
        let besloten = Besloten {
            id: platform::id::new(),
            indiening,
            inhoud_hash: &own.inhoud_hash,
            overeenkomst,
            verstrekker_id,
            betaalgegevens_id: zorgverlener.betaalgegevens_id,
            beslissing,
        };
        self.take(&besloten);
        Ok(besloten)
    }

    fn judge(
        &self,
        indiening: &Indiening,
        overeenkomst: &Zorgovereenkomst,
        zorgverlener: &Zorgverlener,
    ) -> Besluit {
        let nobody = Budgethouder::default();
        let pair = (overeenkomst.budgethouder_id, overeenkomst.zorgverlener_id);
        let mut eerdere = self.kennis.eerdere.get(&pair).cloned().unwrap_or_default();
        eerdere.extend(self.added.get(&pair).into_iter().flatten().cloned());
        let number = indiening
            .factuurnummer
            .clone()
            .map(|number| (overeenkomst.zorgverlener_id, overeenkomst.budgethouder_id, number));
        let zelfde_factuur = number.and_then(|number| {
            self.kennis.facturen.get(&number).or_else(|| self.numbers.get(&number)).copied()
        });
        let potten = self.kennis.potten.get(&overeenkomst.budgethouder_id);
        let dossier = Dossier {
            indiening,
            ingediend_op: self.batch.desk.today,
            overeenkomst,
            budgethouder: self
                .kennis
                .budgethouders
                .get(&overeenkomst.budgethouder_id)
                .unwrap_or(&nobody),
            zorgverlener,
            potten: potten.map_or(&[], Vec::as_slice),
            beschikbaar: &self.kennis.beschikbaar,
            eerdere: &eerdere,
            zelfde_factuur,
        };
        let regels = Regels { maxima: &self.kennis.maxima, limieten: &self.kennis.limieten };
        decide(&dossier, regels)
    }

    /// Notes what this claim takes, for the next of the same pair.
    fn take(&mut self, besloten: &Besloten<'_>) {
        if besloten.beslissing.status == Status::Afgekeurd {
            return;
        }
        let overeenkomst = besloten.overeenkomst;
        let pair = (overeenkomst.budgethouder_id, overeenkomst.zorgverlener_id);
        self.added.entry(pair).or_default().extend(facts::taken(
            besloten.id,
            besloten.indiening,
            overeenkomst,
            &besloten.beslissing,
        ));
        if let Some(number) = besloten.indiening.factuurnummer.clone() {
            let key = (overeenkomst.zorgverlener_id, overeenkomst.budgethouder_id, number);
            self.numbers.insert(key, besloten.id);
        }
    }
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
