//! Grants are heard and booked; positions are said.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{BudgetstandBijgewerkt, ToekenningVastgesteld};
use diesel_async::AsyncPgConnection;
use platform::messaging::consumer::Verdict;
use platform::messaging::outbox::{self, Said};
use platform::{Context, Fault, Scope};
use uuid::Uuid;

use super::store::{self, BekendeToekenning};
use super::{BekendePot, Onmogelijk, check, grant, rekeningen, sleutels};
use crate::grootboek::Post;
use crate::grootboek::store::{lock_standen, open, post};

/// Books versions of grants: one verdict for each. The scope is set by the caller.
pub async fn hear(
    conn: &mut AsyncPgConnection,
    context: &Context,
    heard: &[(i64, ToekenningVastgesteld)],
) -> Result<Vec<Verdict>, Fault> {
    let ids: Vec<Uuid> = heard.iter().map(|(_, fact)| fact.toekenning_id).collect();
    let known = store::lock(conn, &ids).await?;
    let pots = store::known_pots(conn, &pot_ids(heard)).await?;
    let mut verdicts = Vec::with_capacity(heard.len());
    let mut right = Vec::new();
    for (versie, fact) in heard {
        let verdict = judge(*versie, fact, &known, &pots);
        if verdict == Verdict::Applied && is_newer(*versie, fact, &known) {
            right.push((*versie, fact));
        }
        verdicts.push(verdict);
    }
    book(conn, context, &right, &pots).await?;
    Ok(verdicts)
}

fn pot_ids(heard: &[(i64, ToekenningVastgesteld)]) -> Vec<Uuid> {
    heard.iter().flat_map(|(_, fact)| fact.potten.iter().map(|pot| pot.id)).collect()
}

fn is_newer(
    versie: i64,
    fact: &ToekenningVastgesteld,
    known: &BTreeMap<Uuid, BekendeToekenning>,
) -> bool {
    known.get(&fact.toekenning_id).is_none_or(|known| known.versie < versie)
}

fn judge(
    _versie: i64,
    fact: &ToekenningVastgesteld,
    known: &BTreeMap<Uuid, BekendeToekenning>,
    pots: &BTreeMap<Uuid, (Uuid, BekendePot)>,
) -> Verdict {
    let never = |why: Onmogelijk| Verdict::Never(why.to_string());
    if let Err(why) = check(fact) {
        return never(why);
    }
    let other = known.get(&fact.toekenning_id).is_some_and(|known| {
        known.verstrekker != fact.verstrekker_id || known.wet != fact.wet.code()
    });
    if other {
        return never(Onmogelijk::AndereToekenning);
    }
    let foreign = |pot: &contracts::Pot| {
        pots.get(&pot.id).is_some_and(|(toekenning, _)| *toekenning != fact.toekenning_id)
    };
    if fact.potten.iter().any(foreign) {
        return never(Onmogelijk::AnderePot);
    }
    Verdict::Applied
}

async fn book(
    conn: &mut AsyncPgConnection,
    context: &Context,
    right: &[(i64, &ToekenningVastgesteld)],
    pots: &BTreeMap<Uuid, (Uuid, BekendePot)>,
) -> Result<(), Fault> {
    if right.is_empty() {
        return Ok(());
    }
    let bekend: Vec<BekendePot> = pots.values().map(|(_, pot)| *pot).collect();
    let keys: Vec<Vec<_>> = right.iter().map(|(_, fact)| sleutels(fact, &bekend)).collect();
    let all: Vec<_> = keys.iter().flatten().copied().collect();
    let accounts: Vec<_> = all.iter().flat_map(|key| rekeningen(*key)).collect();
    open(conn, &accounts).await?;
    let mut standen = lock_standen(conn, &all).await?;
    let posten: Vec<Post> = right
        .iter()
        .zip(&keys)
        .flat_map(|((versie, fact), keys)| grant(fact, *versie, keys, &bekend, &mut standen))
        .collect();
    store::save(conn, right).await?;
    store::save_pots(conn, right, &all).await?;
    let changed: Vec<(Uuid, Uuid)> =
        right.iter().map(|(_, fact)| (fact.toekenning_id, fact.verstrekker_id)).collect();
    store::mark_changed(conn, &changed).await?;
    Ok(post(conn, &posten, context.clock.now()).await?)
}

/// How many positions one step says at most.
const PER_STEP: i64 = 500;

/// One step of the job that says positions: the newest of each grant that changed, so that a burst
/// of claims does not say one per claim.
pub async fn say_positions(context: &Context) -> Result<bool, Fault> {
    let own = context.clone();
    let said = context.transact_work(Scope::Landelijk, move |conn| {
        let context = own.clone();
        Box::pin(async move { say(conn, &context).await })
    });
    said.await?;
    // A full step still waits for its next turn: positions may lag, claims may not.
    Ok(false)
}

async fn say(conn: &mut AsyncPgConnection, context: &Context) -> Result<usize, Fault> {
    let ids = store::take_changed(conn, PER_STEP).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let toekenningen = store::next_position(conn, &ids).await?;
    let mut potten = store::positions(conn, &ids).await?;
    let said: Vec<Said> = toekenningen
        .into_iter()
        .map(|toekenning| {
            let fact = BudgetstandBijgewerkt {
                toekenning_id: toekenning.id,
                verstrekker_id: toekenning.verstrekker,
                budgethouder_id: toekenning.budgethouder,
                potten: potten.remove(&toekenning.id).unwrap_or_default(),
            };
            Said::new(&context.source, toekenning.stand_versie, fact)
        })
        .collect();
    outbox::record(conn, &said).await?;
    Ok(said.len())
}

/// The verstrekkers of facts.
pub fn verstrekkers(heard: &[(i64, ToekenningVastgesteld)]) -> BTreeSet<Uuid> {
    heard.iter().map(|(_, fact)| fact.verstrekker_id).collect()
}
