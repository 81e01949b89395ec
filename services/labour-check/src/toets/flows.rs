//! The acts on a toets: judge what was handed in, and take the decision of a person.

use contracts::labour::{Bevinding, Bevindinguitkomst, Grond, Uitkomst};
use contracts::{Source, ZorgovereenkomstGetoetst, ZorgovereenkomstIngediend};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use platform::messaging::outbox::{self, Said};
use platform::{Fault, Problem};
use uuid::Uuid;

use super::store::{self, BeoordelingRow, Toets};
use super::{evaluate, overall};

/// Judges a batch of agreements, stores each toets and says its answer.
pub async fn judge(
    conn: &mut AsyncPgConnection,
    (source, now): (&Source, Timestamp),
    ingediend: &[ZorgovereenkomstIngediend],
) -> Result<(), Fault> {
    let toetsen: Vec<Toets> = ingediend.iter().map(|fact| judged(fact, now)).collect();
    store::save(conn, &toetsen).await?;
    say(conn, source, &toetsen).await
}

fn judged(fact: &ZorgovereenkomstIngediend, now: Timestamp) -> Toets {
    let bevindingen = evaluate(&fact.feiten, fact.ingediend_op);
    Toets {
        id: platform::id::new_uuid(),
        zorgovereenkomst_id: fact.zorgovereenkomst_id,
        overeenkomst_versie: fact.overeenkomst_versie,
        verstrekkers: fact.verstrekkers.clone(),
        kennisdatum: fact.ingediend_op,
        uitkomst: overall(&bevindingen),
        feiten: fact.feiten.clone(),
        bevindingen,
        vastgelegd_op: now,
    }
}

async fn say(
    conn: &mut AsyncPgConnection,
    source: &Source,
    toetsen: &[Toets],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = toetsen.iter().map(|toets| toets.zorgovereenkomst_id).collect();
    let versies = store::next_versies(conn, &ids).await?;
    let said: Vec<Said> = toetsen
        .iter()
        .filter_map(|toets| {
            let versie = *versies.get(&toets.zorgovereenkomst_id)?;
            Some(Said::new(source, versie, answer(toets)))
        })
        .collect();
    outbox::record(conn, &said).await?;
    Ok(())
}

fn answer(toets: &Toets) -> ZorgovereenkomstGetoetst {
    ZorgovereenkomstGetoetst {
        zorgovereenkomst_id: toets.zorgovereenkomst_id,
        overeenkomst_versie: toets.overeenkomst_versie,
        uitkomst: toets.uitkomst,
        bevindingen: toets.bevindingen.clone(),
    }
}

/// Why a decision is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such toets in the scope.
    #[error("unknown toets")]
    Unknown,
    /// The toets was clear by itself: there is nothing to decide.
    #[error("nothing to decide")]
    NothingToDecide,
    /// Somebody was first.
    #[error("already decided")]
    Decided,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::not_found(),
            Refusal::NothingToDecide => Self::refused(
                "toets-is-duidelijk",
                "Deze toets heeft zelf al een uitkomst. Er is niets te beoordelen.",
            ),
            Refusal::Decided => {
                Self::refused("al-beoordeeld", "Deze toets is al door iemand beoordeeld.")
            }
        }
    }
}

/// What a failing flow answers.
pub type Failure = platform::Failure<Refusal>;

/// The decision of a person.
#[derive(Debug, Clone)]
pub struct Besluit {
    /// Of which toets.
    pub toets_id: Uuid,
    /// Good, or not.
    pub goed: bool,
    /// Why; part of the answer to the budgethouder.
    pub reden: String,
    /// Organisation and person.
    pub door: (String, String),
}

/// Takes the decision where the toets left it to a person, and says the new answer.
pub async fn decide(
    conn: &mut AsyncPgConnection,
    (source, now): (&Source, Timestamp),
    besluit: Besluit,
) -> Result<Toets, Failure> {
    let Some(mut toets) = store::load(conn, besluit.toets_id).await? else {
        return Err(Failure::Refused(Refusal::Unknown));
    };
    if toets.uitkomst != Uitkomst::HandmatigeBeoordeling {
        return Err(Failure::Refused(Refusal::NothingToDecide));
    }
    let row = BeoordelingRow {
        id: platform::id::new_uuid(),
        toets_id: toets.id,
        verstrekkers: toets.verstrekkers.clone(),
        oordeel: if besluit.goed { "goed" } else { "fout" }.to_owned(),
        reden: besluit.reden.clone(),
        door_oin: besluit.door.0,
        door_sub: besluit.door.1,
        vastgelegd_op: now,
    };
    if !store::save_beoordeling(conn, row).await? {
        return Err(Failure::Refused(Refusal::Decided));
    }
    toets.bevindingen.push(decision(besluit.goed, besluit.reden));
    toets.uitkomst = if besluit.goed { Uitkomst::Akkoord } else { Uitkomst::Afgekeurd };
    say(conn, source, std::slice::from_ref(&toets)).await?;
    Ok(toets)
}

/// The decision as a finding of its own, beside those of the rules.
fn decision(goed: bool, reden: String) -> Bevinding {
    Bevinding {
        regel: "HAND-01".to_owned(),
        regel_versie: 1,
        uitkomst: if goed { Bevindinguitkomst::Akkoord } else { Bevindinguitkomst::Afgekeurd },
        grond: (!goed).then_some(Grond::StrijdMetRecht),
        artikelen: vec!["Blz 3.6.4".to_owned()],
        toelichting: reden,
        taak_op: None,
    }
}
