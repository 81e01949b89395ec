//! A batch of claims is booked: load what it touches, decide each in order of arrival, save all.
//!
//! The number of statements does not depend on the number of claims. Locks are taken in one order:
//! claims, runs, payments, the balances that decide, the other balances.

mod load;
mod save;

use std::collections::BTreeSet;

use contracts::DeclaratieVastgesteld;
use diesel_async::AsyncPgConnection;
use kernel::Euro;
use platform::messaging::consumer::{Delivery, Verdict};
use platform::{Context, Fault, Scope};
use uuid::Uuid;

use self::load::{Eerder, Potten, Registers};
use self::save::Gevolgen;
use super::store::{self, Sleutel};
use super::{TOTAAL_MAX, Verschuldigd, decide};
use crate::beleid;
use crate::grootboek::plus;
use crate::grootboek::posten::terug::Herstel;
use crate::grootboek::store::lock_standen;

/// One version of a claim from a batch.
struct Claim {
    /// Its place in the batch.
    place: usize,
    versie: i64,
    fact: DeclaratieVastgesteld,
}

impl Claim {
    fn sleutel(&self) -> Sleutel {
        Sleutel {
            declaratie: self.fact.declaratie_id,
            verstrekker: self.fact.verstrekker_id,
            zorgovereenkomst: self.fact.zorgovereenkomst_id,
            budgethouder: self.fact.budgethouder_id,
            zorgverlener: self.fact.zorgverlener_id,
        }
    }

    fn verschuldigd(&self, herstel: Herstel) -> Verschuldigd {
        let mut verschuldigd = Verschuldigd {
            declaratie: self.fact.declaratie_id,
            verstrekker: self.fact.verstrekker_id,
            zorgverlener: self.fact.zorgverlener_id,
            per_pot: std::collections::BTreeMap::new(),
            herstel,
        };
        for regel in &self.fact.regels {
            let bedrag = verschuldigd.per_pot.entry(regel.pot_id).or_default();
            *bedrag = plus(*bedrag, regel.bedrag);
        }
        verschuldigd
    }
}

/// Books a batch of claims and answers each; one verdict for each delivery.
pub async fn hear(
    context: &Context,
    conn: &mut AsyncPgConnection,
    deliveries: &[Delivery],
) -> Result<Vec<Verdict>, Fault> {
    let mut verdicts = vec![Verdict::Applied; deliveries.len()];
    let mut claims = Vec::with_capacity(deliveries.len());
    for (place, delivery) in deliveries.iter().enumerate() {
        match delivery.fact::<DeclaratieVastgesteld>().and_then(check) {
            Ok(fact) => claims.push(Claim { place, versie: delivery.versie, fact }),
            Err(verdict) => set(&mut verdicts, place, verdict),
        }
    }
    if claims.is_empty() {
        return Ok(verdicts);
    }
    named_by(&claims).set(conn).await?;
    let registers = Registers::load(conn, &claims).await?;
    let potten = Potten::load(conn, &claims).await?;
    claims.retain(|claim| match judge(claim, &registers, &potten) {
        Ok(()) => true,
        Err(verdict) => {
            set(&mut verdicts, claim.place, verdict);
            false
        }
    });
    let strangers = book(context, conn, &claims, &registers, potten).await?;
    for place in strangers {
        let why = "de declaratie hoorde eerder bij een andere verstrekker of zorgverlener";
        set(&mut verdicts, place, Verdict::Never(why.to_owned()));
    }
    Ok(verdicts)
}

/// What a batch may see: rows of the verstrekkers that its claims name, and of the payment office
/// (accounts of payees, runs), which are of no verstrekker.
fn named_by(claims: &[Claim]) -> Scope {
    let named = claims.iter().map(|claim| claim.fact.verstrekker_id);
    Scope::of(named.chain([Uuid::nil()]))
}

fn set(verdicts: &mut [Verdict], place: usize, verdict: Verdict) {
    if let Some(slot) = verdicts.get_mut(place) {
        *slot = verdict;
    }
}

/// A fact that contradicts itself can never be booked.
fn check(fact: DeclaratieVastgesteld) -> Result<DeclaratieVastgesteld, Verdict> {
    let never = |why: &str| Err(Verdict::Never(why.to_owned()));
    if fact.regels.iter().any(|regel| regel.bedrag < Euro::ZERO) {
        return never("een regel is onder nul");
    }
    let sum = Euro::checked_sum(fact.regels.iter().map(|regel| regel.bedrag));
    if sum != Some(fact.totaal_verschuldigd) {
        return never("de regels tellen niet op tot het totaal");
    }
    if fact.totaal_verschuldigd > TOTAAL_MAX {
        return never("het totaal past niet in een betaling");
    }
    Ok(fact)
}

/// What a claim names must be known here, and must belong together.
fn judge(claim: &Claim, registers: &Registers, potten: &Potten) -> Result<(), Verdict> {
    let fact = &claim.fact;
    if fact.totaal_verschuldigd > Euro::ZERO {
        match registers.rekeningen.get(&fact.betaalgegevens_id) {
            None => return Err(Verdict::NotYet("betaalgegevens nog niet bekend".to_owned())),
            Some(rekening) if rekening.zorgverlener_id != fact.zorgverlener_id => {
                return Err(Verdict::Never("de rekening is van een ander".to_owned()));
            }
            Some(_) => {}
        }
        if !registers.overeenkomsten.contains(&fact.zorgovereenkomst_id) {
            return Err(Verdict::NotYet("zorgovereenkomst nog niet bekend".to_owned()));
        }
    }
    for regel in &fact.regels {
        match potten.by_id.get(&regel.pot_id) {
            None => return Err(Verdict::NotYet("pot nog niet bekend".to_owned())),
            Some((pot, _)) if pot.verstrekker != fact.verstrekker_id => {
                return Err(Verdict::Never("de pot is van een andere verstrekker".to_owned()));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Decides and saves; gives the places of claims that were somebody else's before.
async fn book(
    context: &Context,
    conn: &mut AsyncPgConnection,
    claims: &[Claim],
    registers: &Registers,
    mut potten: Potten,
) -> Result<Vec<usize>, Fault> {
    if claims.is_empty() {
        return Ok(Vec::new());
    }
    let sleutels: Vec<Sleutel> = claims.iter().map(Claim::sleutel).collect();
    let known = store::lock(conn, &sleutels).await?;
    let strangers = claims
        .iter()
        .filter(|claim| !known.contains_key(&claim.fact.declaratie_id))
        .map(|claim| claim.place)
        .collect();
    let newer: Vec<_> = claims
        .iter()
        .filter_map(|claim| Some((claim, *known.get(&claim.fact.declaratie_id)?)))
        .filter(|(claim, boeking)| claim.versie > boeking.versie)
        .collect();
    let booked: BTreeSet<Uuid> = newer
        .iter()
        .filter(|(_, boeking)| boeking.ooit_geboekt)
        .map(|(_, boeking)| boeking.declaratie_id)
        .collect();
    let eerder = Eerder::load(conn, &booked).await?;
    potten.add(eerder.delen());
    let mut standen = lock_standen(conn, &potten.sleutels()).await?;

    let corrected = newer.iter().filter(|(_, boeking)| boeking.ooit_geboekt);
    let whose: Vec<Uuid> = corrected.map(|(claim, _)| claim.fact.verstrekker_id).collect();
    let beleid = beleid::store::in_force(conn, &whose, context.clock.today()).await?;
    let mut gevolgen = Gevolgen::new(context, registers, &potten);
    for (claim, boeking) in &newer {
        let herstel = beleid.van(claim.fact.verstrekker_id).recht_hersteld;
        let before = eerder.of(claim.fact.declaratie_id, boeking.ooit_geboekt);
        let uitkomst = decide(&claim.verschuldigd(herstel), &before, &mut standen);
        gevolgen.add(claim, boeking, uitkomst);
    }
    gevolgen.save(conn, eerder).await?;
    Ok(strangers)
}
