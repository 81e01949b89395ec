//! What is known of a batch of claims: loaded once, for all of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel_async::AsyncPgConnection;
use jiff::Span;
use kernel::{Euro, Id, SoortOvereenkomst, Wet};
use platform::Fault;
use uuid::Uuid;

use super::super::checks::{Budgethouder, EerdereRegel, Zorgverlener, tijd, werktijd};
use super::super::limieten::Limieten;
use super::super::store::{self, Factuur, Zorgvensters};
use super::super::tarieven::Maxima;
use super::super::verdeling::Pot;
use super::super::{Declaratie, Indiening, Zorgdagen};
use crate::budgetstand::store as budgetstand;
use crate::omstandigheid::{Omstandigheid, store as omstandigheid};
use crate::persoon::flows::Desk;
use crate::persoon::{Persoon, store as persoon};
use crate::toekenning::{Status as Toekenningstatus, Toekenning, store as toekenning};
use crate::zorgovereenkomst::Zorgovereenkomst;

/// What was loaded for a batch.
#[derive(Clone)]
pub(crate) struct Kennis {
    pub(crate) overeenkomsten: HashMap<Uuid, Zorgovereenkomst>,
    pub(crate) potten: HashMap<Uuid, Vec<Pot>>,
    pub(crate) wetten: HashMap<Uuid, Vec<Wet>>,
    pub(crate) zorgverleners: HashMap<Uuid, Zorgverlener>,
    pub(crate) budgethouders: HashMap<Uuid, Budgethouder>,
    pub(crate) beschikbaar: HashMap<Uuid, Euro>,
    pub(crate) eerdere: HashMap<(Uuid, Uuid), Vec<EerdereRegel>>,
    pub(crate) facturen: HashMap<Factuur, Vec<Id<Declaratie>>>,
    pub(crate) omstandigheden: Vec<Omstandigheid>,
    pub(crate) maxima: Maxima,
    pub(crate) limieten: Limieten,
}

/// For which claims something is to be known. The agreements are held already by who is going to
/// write: what is read after that is what the one before us wrote.
pub(crate) struct Vraag<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) overeenkomsten: Vec<Zorgovereenkomst>,
    pub(crate) indieningen: &'a [&'a Indiening],
}

/// Loads it, in a fixed number of statements.
pub(crate) async fn load(conn: &mut AsyncPgConnection, vraag: Vraag<'_>) -> Result<Kennis, Fault> {
    let Vraag { desk, overeenkomsten, indieningen } = vraag;
    let verstrekkers: BTreeSet<Uuid> =
        overeenkomsten.iter().flat_map(Zorgovereenkomst::verstrekkers).collect();
    let verstrekkers: Vec<Uuid> = verstrekkers.into_iter().collect();
    let unique = |of: fn(&Zorgovereenkomst) -> Uuid| {
        let all: HashSet<Uuid> = overeenkomsten.iter().map(of).collect();
        all.into_iter().collect::<Vec<Uuid>>()
    };
    let budgethouders: Vec<Id<Persoon>> =
        unique(|own| own.budgethouder_id).into_iter().map(Id::from_uuid).collect();
    let zorgverleners: Vec<Id<Persoon>> =
        unique(|own| own.zorgverlener_id).into_iter().map(Id::from_uuid).collect();

    let grants = toekenning::potten_for(conn, &budgethouders).await?;
    let wetten = wetten(&grants);
    let potten = potten(grants);
    let known = persoon::zorgverleners(conn, &desk.sealing, &zorgverleners).await?;
    let everybody: Vec<Uuid> =
        budgethouders.iter().chain(&zorgverleners).map(|id| id.uuid()).collect();
    let gebeurd = omstandigheid::gebeurd(conn, &everybody).await?;
    let omstandigheden = omstandigheid::of_persons(conn, &everybody).await?;
    let by_person = indieningen.iter().any(|claim| claim.ingediend_door.is_some());
    let mut bevoegden = if by_person {
        persoon::bevoegden(conn, &budgethouders, desk.today).await?
    } else {
        HashMap::new()
    };
    let pot_ids: Vec<Uuid> = potten.values().flatten().map(|pot| pot.id).collect();
    let beschikbaar = budgetstand::beschikbaar(conn, &pot_ids).await?;
    let mut by_id: HashMap<Uuid, Zorgovereenkomst> =
        overeenkomsten.into_iter().map(|own| (own.id.uuid(), own)).collect();
    formerly(conn, &mut by_id).await?;
    let eerdere = eerdere(conn, indieningen, &by_id).await?;
    let facturen = store::facturen(conn, &facturen(indieningen, &by_id)).await?;
    let buyer = |id: &Id<Persoon>| {
        let who = bevoegden.remove(id).unwrap_or_default();
        let managed = Budgethouder::managed_by(*id, &who, desk.today);
        let overleden_op = gebeurd.get(&id.uuid()).and_then(|own| own.overleden_op);
        (id.uuid(), Budgethouder { overleden_op, ..managed })
    };
    Ok(Kennis {
        potten,
        wetten,
        budgethouders: budgethouders.iter().map(buyer).collect(),
        zorgverleners: known
            .into_iter()
            .map(|own| (own.id.uuid(), engine_view(own, &gebeurd)))
            .collect(),
        beschikbaar,
        eerdere,
        facturen,
        omstandigheden,
        maxima: store::regels::maxima(conn, &verstrekkers).await?,
        limieten: store::regels::limieten(conn).await?,
        overeenkomsten: by_id,
    })
}

/// Rates that were known once, of agreements whose caller did not bring them.
async fn formerly(
    conn: &mut AsyncPgConnection,
    overeenkomsten: &mut HashMap<Uuid, Zorgovereenkomst>,
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = overeenkomsten.keys().copied().collect();
    let mut rows = crate::zorgovereenkomst::store::vervallen(conn, &ids).await?;
    for (id, own) in overeenkomsten {
        own.vervallen.extend(rows.remove(id).unwrap_or_default());
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

/// The laws under which each budgethouder ever had a grant.
fn wetten(toekenningen: &[Toekenning]) -> HashMap<Uuid, Vec<Wet>> {
    let mut wetten: HashMap<Uuid, Vec<Wet>> = HashMap::new();
    for toekenning in toekenningen {
        let of = wetten.entry(toekenning.budgethouder.uuid()).or_default();
        if !of.contains(&toekenning.wet) {
            of.push(toekenning.wet);
        }
    }
    wetten
}

fn engine_view(
    own: crate::persoon::Zorgverlener,
    gebeurd: &HashMap<Uuid, omstandigheid::Gebeurd>,
) -> Zorgverlener {
    let gebeurd = gebeurd.get(&own.id.uuid());
    Zorgverlener {
        bsn_ref: own.bsn_ref,
        kvk_nummer: own.kvk_nummer,
        iban_ref: Some(own.iban_ref),
        agb_code: own.agb_code,
        betaalgegevens_id: own.betaalgegevens_id,
        rekening_gewijzigd_op: gebeurd.and_then(|own| own.rekening_gewijzigd_op),
        overleden_op: gebeurd.and_then(|own| own.overleden_op),
    }
}

/// Earlier lines of the pairs of the batch, in the whole weeks around the days of care; of
/// employees so many weeks more as the averages of their working time reach.
async fn eerdere(
    conn: &mut AsyncPgConnection,
    claims: &[&Indiening],
    overeenkomsten: &HashMap<Uuid, Zorgovereenkomst>,
) -> Result<HashMap<(Uuid, Uuid), Vec<EerdereRegel>>, Fault> {
    let mut days: HashMap<(Uuid, Uuid), Zorgdagen> = HashMap::new();
    for claim in claims {
        let Some(own) = overeenkomsten.get(&claim.zorgovereenkomst_id.uuid()) else { continue };
        let employed = own.soort == SoortOvereenkomst::Arbeidsovereenkomst;
        let more = if employed { werktijd::WEKEN } else { 0 };
        for regel in &claim.regels {
            let around = weeks_around(regel.periode, more);
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

fn weeks_around(dagen: Zorgdagen, more: i64) -> Zorgdagen {
    let weeks = Span::new().weeks(more);
    let first = tijd::monday(dagen.van()).saturating_sub(weeks);
    let sunday = tijd::monday(dagen.tot()).saturating_add(Span::new().days(6));
    Zorgdagen::try_new(first, sunday.saturating_add(weeks)).unwrap_or(dagen)
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
