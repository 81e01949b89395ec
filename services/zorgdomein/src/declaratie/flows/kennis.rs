//! What is known of a batch of claims: loaded once, for all of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel_async::AsyncPgConnection;
use jiff::Span;
use jiff::civil::Date;
use kernel::{Euro, Id};
use platform::{Fault, Scope};
use uuid::Uuid;

use super::super::checks::{Budgethouder, EerdereRegel, Zorgverlener};
use super::super::limieten::Limieten;
use super::super::store::{self, Factuur, Zorgvensters};
use super::super::tarieven::Maxima;
use super::super::verdeling::Pot;
use super::super::{Declaratie, Indiening, Zorgdagen, checks};
use super::Batch;
use crate::budgetstand::store as budgetstand;
use crate::persoon::{Bevoegde, Persoon, store as persoon};
use crate::toekenning::{Status as Toekenningstatus, Toekenning, store as toekenning};
use crate::zorgovereenkomst::{Zorgovereenkomst, store as zorgovereenkomst};

/// What was loaded for a batch.
pub(crate) struct Kennis {
    pub(crate) overeenkomsten: HashMap<Uuid, Zorgovereenkomst>,
    pub(crate) potten: HashMap<Uuid, Vec<Pot>>,
    pub(crate) zorgverleners: HashMap<Uuid, Zorgverlener>,
    pub(crate) budgethouders: HashMap<Uuid, Budgethouder>,
    pub(crate) beschikbaar: HashMap<Uuid, Euro>,
    pub(crate) eerdere: HashMap<(Uuid, Uuid), Vec<EerdereRegel>>,
    pub(crate) facturen: HashMap<Factuur, Id<Declaratie>>,
    pub(crate) maxima: Maxima,
    pub(crate) limieten: Limieten,
}

/// Loads what is known of the new claims. Holds the agreements first: what is read after that is
/// what the one before us wrote.
pub(crate) async fn load(
    conn: &mut AsyncPgConnection,
    batch: &Batch<'_>,
    open: &[usize],
) -> Result<Kennis, Fault> {
    let claims: Vec<&Indiening> = open
        .iter()
        .filter_map(|place| batch.ingekomen.get(*place))
        .map(|own| &own.indiening)
        .collect();
    let ids: BTreeSet<Uuid> = claims.iter().map(|claim| claim.zorgovereenkomst_id.uuid()).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let overeenkomsten = zorgovereenkomst::lock_pairs(conn, &ids).await?;
    narrow(conn, batch.scope, &overeenkomsten).await?;

    let verstrekkers: BTreeSet<Uuid> =
        overeenkomsten.iter().flat_map(Zorgovereenkomst::verstrekkers).collect();
    let verstrekkers: Vec<Uuid> = verstrekkers.into_iter().collect();
    let budgethouders: HashSet<Uuid> =
        overeenkomsten.iter().map(|own| own.budgethouder_id).collect();
    let budgethouders: Vec<_> = budgethouders.into_iter().map(Id::from_uuid).collect();
    let zorgverleners: HashSet<Uuid> =
        overeenkomsten.iter().map(|own| own.zorgverlener_id).collect();
    let zorgverleners: Vec<_> = zorgverleners.into_iter().map(Id::from_uuid).collect();

    let potten = potten(toekenning::potten_for(conn, &budgethouders).await?);
    let known = persoon::zorgverleners(conn, &batch.desk.sealing, &zorgverleners).await?;
    let by_person = claims.iter().any(|claim| claim.ingediend_door.is_some());
    let managed = if by_person {
        let mut bevoegden = persoon::bevoegden(conn, &budgethouders, batch.desk.today).await?;
        managers(&budgethouders, &mut bevoegden, batch.desk.today)
    } else {
        HashMap::new()
    };
    let pot_ids: Vec<Uuid> = potten.values().flatten().map(|pot| pot.id).collect();
    let beschikbaar = budgetstand::beschikbaar(conn, &pot_ids).await?;
    let by_id: HashMap<Uuid, Zorgovereenkomst> =
        overeenkomsten.into_iter().map(|own| (own.id.uuid(), own)).collect();
    let eerdere = eerdere(conn, &claims, &by_id).await?;
    let facturen = store::facturen(conn, &facturen(&claims, &by_id)).await?;
    Ok(Kennis {
        potten,
        zorgverleners: known.into_iter().map(|own| (own.id.uuid(), engine_view(own))).collect(),
        budgethouders: managed,
        beschikbaar,
        eerdere,
        facturen,
        maxima: store::regels::maxima(conn, &verstrekkers).await?,
        limieten: store::regels::limieten(conn).await?,
        overeenkomsten: by_id,
    })
}

/// Who manages each budget, where the batch says who handed in.
fn managers(
    asked: &[Id<Persoon>],
    bevoegden: &mut HashMap<Id<Persoon>, Vec<Bevoegde>>,
    today: Date,
) -> HashMap<Uuid, Budgethouder> {
    let mut of = |id: &Id<Persoon>| {
        let who = bevoegden.remove(id).unwrap_or_default();
        (id.uuid(), Budgethouder::managed_by(*id, &who, today))
    };
    asked.iter().map(&mut of).collect()
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

/// The pots that hold, by budgethouder.
pub(crate) fn potten(toekenningen: Vec<Toekenning>) -> HashMap<Uuid, Vec<Pot>> {
    let mut potten: HashMap<Uuid, Vec<Pot>> = HashMap::new();
    for toekenning in toekenningen {
        if toekenning.status != Toekenningstatus::Actief {
            continue;
        }
        let of = potten.entry(toekenning.budgethouder.uuid()).or_default();
        of.extend(toekenning.potten.into_iter().filter(|pot| pot.bedrag > Euro::ZERO).map(|pot| {
            Pot {
                id: pot.id.uuid(),
                toekenning_id: toekenning.id.uuid(),
                verstrekker_id: toekenning.verstrekker.uuid(),
                wet: toekenning.wet,
                zorgfunctie: pot.zorgfunctie,
                periode: pot.periode,
            }
        }));
    }
    potten
}

fn engine_view(own: crate::persoon::Zorgverlener) -> Zorgverlener {
    Zorgverlener {
        bsn_ref: own.bsn_ref,
        kvk_nummer: own.kvk_nummer,
        iban_ref: Some(own.iban_ref),
        betaalgegevens_id: own.betaalgegevens_id,
    }
}

/// Earlier lines of the pairs of the batch, in the whole weeks around the days of care.
async fn eerdere(
    conn: &mut AsyncPgConnection,
    claims: &[&Indiening],
    overeenkomsten: &HashMap<Uuid, Zorgovereenkomst>,
) -> Result<HashMap<(Uuid, Uuid), Vec<EerdereRegel>>, Fault> {
    let mut days: HashMap<(Uuid, Uuid), Zorgdagen> = HashMap::new();
    for claim in claims {
        let Some(own) = overeenkomsten.get(&claim.zorgovereenkomst_id.uuid()) else { continue };
        for regel in &claim.regels {
            let around = weeks_around(regel.periode);
            let pair = (own.budgethouder_id, own.zorgverlener_id);
            days.entry(pair).and_modify(|all| *all = span(*all, around)).or_insert(around);
        }
    }
    let mut vensters = Zorgvensters::default();
    for own in overeenkomsten.values() {
        if let Some(dagen) = days.get(&(own.budgethouder_id, own.zorgverlener_id)) {
            vensters.add(own.id.uuid(), *dagen);
        }
    }
    let found = store::eerdere(conn, &vensters).await?;
    let mut by_pair: HashMap<(Uuid, Uuid), Vec<EerdereRegel>> = HashMap::new();
    for (id, regels) in found {
        let Some(own) = overeenkomsten.get(&id) else { continue };
        by_pair.entry((own.budgethouder_id, own.zorgverlener_id)).or_default().extend(regels);
    }
    Ok(by_pair)
}

fn weeks_around(dagen: Zorgdagen) -> Zorgdagen {
    let monday = checks::tijd::monday;
    let sunday = monday(dagen.tot()).saturating_add(Span::new().days(6));
    Zorgdagen::try_new(monday(dagen.van()), sunday).unwrap_or(dagen)
}

fn span(one: Zorgdagen, other: Zorgdagen) -> Zorgdagen {
    Zorgdagen::try_new(one.van().min(other.van()), one.tot().max(other.tot())).unwrap_or(one)
}

/// The invoice numbers of the batch.
fn facturen(
    claims: &[&Indiening],
    overeenkomsten: &HashMap<Uuid, Zorgovereenkomst>,
) -> Vec<Factuur> {
    let of = |claim: &&Indiening| {
        let own = overeenkomsten.get(&claim.zorgovereenkomst_id.uuid())?;
        Some((own.zorgverlener_id, own.budgethouder_id, claim.factuurnummer.clone()?))
    };
    claims.iter().filter_map(of).collect::<BTreeSet<_>>().into_iter().collect()
}
