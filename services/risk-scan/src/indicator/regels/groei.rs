//! How clients come and go (risk:R10, R13, G13).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::{jaar, promille, sterkste, tel, uitslagen, vensters};
use crate::feiten::{Omgeving, Zorgverlener, dagen};
use crate::indicator::Parameters;
use crate::indicator::uitslag::{Bevinding, Bewijzen, Haak, Uitslag, Waarden};

/// The clients of a zorgverlener by the day on which they came: agreed or cared for, what is first.
fn komst(omgeving: Omgeving<'_>, zorgverlener: Uuid) -> Vec<(Date, Uuid)> {
    let mut first: BTreeMap<Uuid, Date> = omgeving
        .clienten(zorgverlener)
        .into_iter()
        .map(|(client, (eerste, _))| (client, eerste))
        .collect();
    for one in omgeving.overeenkomsten_van(zorgverlener) {
        if let Some(van) = one.regels.iter().map(|regel| regel.van).min() {
            let day = first.entry(one.budgethouder_id).or_insert(van);
            *day = van.min(*day);
        }
    }
    let mut days: Vec<(Date, Uuid)> =
        first.into_iter().map(|(client, day)| (day, client)).collect();
    days.sort_unstable();
    days
}

fn came(omgeving: Omgeving<'_>, zorgverlener: Uuid, clients: &BTreeSet<Uuid>) -> Bewijzen {
    let mut bewijs = Bewijzen::default();
    bewijs.zorgverlener(omgeving.zorgverlener(zorgverlener));
    for one in omgeving.overeenkomsten_van(zorgverlener) {
        if clients.contains(&one.budgethouder_id) {
            bewijs.overeenkomst(one);
        }
    }
    for claim in omgeving.declaraties_van(zorgverlener) {
        if clients.contains(&claim.budgethouder_id) {
            bewijs.declaratie(claim);
        }
    }
    bewijs
}

/// risk:R13: many budgethouders begin at once with a young zorgverlener, most of one verstrekker.
pub fn instroom(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    let days = komst(omgeving, *id);
    let Some((first, _)) = days.first().copied() else { return Vec::new() };
    let young = dagen::na(first, parameters.get("jongDagen"));
    let count = |stretch: &[(Date, Uuid)]| {
        let in_time = stretch.last().is_some_and(|(day, _)| *day < young);
        let enough = in_time && stretch.len() >= parameters.count("drempel");
        (enough && mostly_one(omgeving, stretch, parameters.get("aandeelPromille")))
            .then(|| tel(stretch.len()))
    };
    let stretches = vensters(&days, |item| item.0, parameters.get("vensterDagen"));
    let found = sterkste(stretches, |item| item.0, count);
    uitslagen(found.into_iter().map(|(venster, stretch)| {
        let clients: BTreeSet<Uuid> = stretch.iter().map(|(_, client)| *client).collect();
        Bevinding {
            venster,
            waarden: Waarden::default().aantal("aantalBudgethouders", clients.len()),
            onderwerpen: BTreeSet::from([*id]),
            bewijs: came(omgeving, *id, &clients),
            benadeelden: clients,
        }
    }))
}

fn mostly_one(omgeving: Omgeving<'_>, stretch: &[(Date, Uuid)], least: i64) -> bool {
    let mut per: BTreeMap<Uuid, usize> = BTreeMap::new();
    for (_, client) in stretch {
        let claims = omgeving.declaraties_voor(*client).map(|claim| claim.verstrekker_id);
        let agreed = omgeving
            .overeenkomsten_voor(*client)
            .flat_map(|one| one.regels.iter().map(|regel| regel.verstrekker_id));
        let named: BTreeSet<Uuid> = claims.chain(agreed).collect();
        for verstrekker in named {
            let count = per.entry(verstrekker).or_default();
            *count = count.saturating_add(1);
        }
    }
    let most = per.values().copied().max().unwrap_or_default();
    promille(tel(most), tel(stretch.len())) >= least
}

/// risk:G13: from hardly any clients to many in a quarter.
pub fn plotseling(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(id) = haak else { return Vec::new() };
    let days = komst(omgeving, *id);
    let window = parameters.get("vensterDagen");
    let count = |stretch: &[(Date, Uuid)]| {
        let end = stretch.last()?.0;
        let before = days.iter().filter(|(day, _)| dagen::tussen(*day, end) >= window).count();
        (stretch.len() >= parameters.count("drempel") && before <= parameters.count("vooraf"))
            .then(|| tel(stretch.len()))
    };
    let found = sterkste(vensters(&days, |item| item.0, window), |item| item.0, count);
    uitslagen(found.into_iter().map(|(venster, stretch)| {
        let clients: BTreeSet<Uuid> = stretch.iter().map(|(_, client)| *client).collect();
        Bevinding {
            venster,
            waarden: Waarden::default().aantal("aantalBudgethouders", clients.len()),
            onderwerpen: BTreeSet::from([*id]),
            bewijs: came(omgeving, *id, &clients),
            benadeelden: clients,
        }
    }))
}

/// Who took over: one firm, or several that share an account, address, contact or registration.
#[derive(Default)]
struct Opvolger {
    leden: BTreeSet<Uuid>,
    /// Client with the first day of care there.
    clienten: BTreeMap<Uuid, Date>,
}

/// risk:R10: a firm stops, and its clients go on at a new firm that has something in common with
/// it; or at a brand-new one, after a gap.
pub fn doorstart(omgeving: Omgeving<'_>, haak: &Haak, parameters: &Parameters) -> Vec<Uitslag> {
    let Haak::Zorgverlener(oud) = haak else { return Vec::new() };
    let Some(firm) = omgeving.zorgverlener(*oud).filter(|one| is_firm(one)) else {
        return Vec::new();
    };
    let clients = omgeving.clienten(*oud);
    let Some(end) = clients.values().map(|(_, laatste)| *laatste).max() else {
        return Vec::new();
    };
    let from = dagen::voor(end, parameters.get("eindeDagen"));
    let left: BTreeMap<Uuid, Date> = clients
        .iter()
        .filter(|(_, (_, laatste))| *laatste >= from)
        .map(|(client, (_, laatste))| (*client, *laatste))
        .collect();
    let opvolgers = opvolgers(omgeving, firm, (&left, end), parameters);
    let fires = |one: &&Opvolger| continues(omgeving, firm, (&left, one), parameters);
    let best = opvolgers.iter().filter(fires).max_by_key(|one| one.clienten.len());
    uitslagen(best.map(|one| found(omgeving, firm, (&left, one), end)))
}

fn is_firm(one: &Zorgverlener) -> bool {
    one.kvk.is_some() || !one.natuurlijk_persoon
}

fn opvolgers(
    omgeving: Omgeving<'_>,
    oud: &Zorgverlener,
    (left, end): (&BTreeMap<Uuid, Date>, Date),
    parameters: &Parameters,
) -> Vec<Opvolger> {
    let (early, late) = (
        dagen::voor(end, parameters.get("vroegDagen")),
        dagen::na(end, parameters.get("laatDagen")),
    );
    let mut moved: BTreeMap<Uuid, BTreeMap<Uuid, Date>> = BTreeMap::new();
    for client in left.keys() {
        for (claim, regel) in omgeving.regels_voor(*client) {
            let first = moved.entry(claim.zorgverlener_id).or_default();
            let day = first.entry(*client).or_insert(regel.van);
            *day = regel.van.min(*day);
        }
    }
    let own = omgeving.partij_van(oud.id);
    let last = dagen::na(end, parameters.get("verhuisDagen"));
    let mut found: Vec<Opvolger> = Vec::new();
    for (new, mut clients) in moved {
        let known = omgeving.zorgverlener(new).filter(|one| is_firm(one));
        let fresh = omgeving.eerste_zorg(new).is_some_and(|day| day >= early && day <= late);
        if new == oud.id || known.is_none() || !fresh || omgeving.partij_van(new) == own {
            continue;
        }
        clients.retain(|client, day| {
            *day <= last && left.get(client).is_some_and(|until| *day > dagen::voor(*until, 31))
        });
        let same = |one: &Opvolger| one.leden.iter().any(|lid| gemeen(omgeving, *lid, new) > 0);
        let mut joined = Opvolger { leden: BTreeSet::from([new]), clienten: clients };
        let (with, without): (Vec<_>, Vec<_>) = found.into_iter().partition(same);
        for other in with {
            joined.leden.extend(other.leden);
            joined.clienten.extend(other.clienten);
        }
        found = without;
        found.push(joined);
    }
    found
}

/// How many of account, address and contact two have in common; a registration counts for all.
fn gemeen(omgeving: Omgeving<'_>, one: Uuid, other: Uuid) -> usize {
    let (Some(one), Some(other)) = (omgeving.zorgverlener(one), omgeving.zorgverlener(other))
    else {
        return 0;
    };
    let same = |a: &Option<crate::feiten::Ref>, b: &Option<crate::feiten::Ref>| {
        usize::from(a.is_some() && a == b)
    };
    if one.kvk.is_some() && one.kvk == other.kvk {
        return 3;
    }
    same(&one.iban, &other.iban)
        .saturating_add(same(&one.adres, &other.adres))
        .saturating_add(same(&one.contact, &other.contact))
}

fn continues(
    omgeving: Omgeving<'_>,
    oud: &Zorgverlener,
    (left, new): (&BTreeMap<Uuid, Date>, &Opvolger),
    parameters: &Parameters,
) -> bool {
    let moved = new.clienten.len();
    let share = promille(tel(moved), tel(left.len()));
    let shared = new.leden.iter().map(|lid| gemeen(omgeving, oud.id, *lid)).max().unwrap_or(0);
    let most = moved >= parameters.count("clienten") && share >= parameters.get("aandeelPromille");
    if shared >= 2 {
        return moved >= 1;
    }
    if shared == 1 {
        return most;
    }
    // Nothing in common: a take-over is arranged and goes on without a gap.
    let mut gaps: Vec<i64> = new
        .clienten
        .iter()
        .filter_map(|(client, day)| Some(dagen::tussen(*left.get(client)?, *day)))
        .collect();
    let of_old: usize = new.leden.iter().map(|lid| omgeving.aantal_clienten(*lid)).sum();
    let only = promille(tel(moved), tel(of_old)) >= parameters.get("alleenPromille");
    let gap = super::mediaan(&mut gaps).unwrap_or_default();
    most && only && gap >= parameters.get("gatDagen")
}

fn found(
    omgeving: Omgeving<'_>,
    oud: &Zorgverlener,
    (left, new): (&BTreeMap<Uuid, Date>, &Opvolger),
    end: Date,
) -> Bevinding {
    let mut bewijs = Bewijzen::default();
    bewijs.zorgverlener(Some(oud));
    let from = dagen::voor(end, 62);
    for claim in omgeving.declaraties_van(oud.id) {
        if claim.zorgregels().iter().any(|regel| regel.tot >= from) {
            bewijs.declaratie(claim);
        }
    }
    for lid in &new.leden {
        bewijs.zorgverlener(omgeving.zorgverlener(*lid));
        for claim in omgeving.declaraties_van(*lid) {
            if new.clienten.contains_key(&claim.budgethouder_id) {
                bewijs.declaratie(claim);
            }
        }
    }
    let shared = new.leden.iter().map(|lid| gemeen(omgeving, oud.id, *lid)).max().unwrap_or(0);
    let mut onderwerpen = new.leden.clone();
    onderwerpen.insert(oud.id);
    Bevinding {
        venster: jaar(end),
        waarden: Waarden::default()
            .dag("laatsteZorg", end)
            .aantal("clienten", left.len())
            .aantal("overgegaan", new.clienten.len())
            .aantal("gemeenschappelijk", shared),
        onderwerpen,
        benadeelden: new.clienten.keys().copied().collect(),
        bewijs,
    }
}
