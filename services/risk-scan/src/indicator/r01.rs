//! risk:R01, Gedeeld IBAN zorgverleners: money of several zorgverleners ends on one account; pure.
//!
//! It counts who was *paid* on an account (the bank booked it) in any 365 days: three or more
//! fire, and two fire when they have different addresses and are not one firm. Two in one
//! household never fire, and two whose addresses are not known cannot be judged: that is said, and
//! is not the same as "nothing found".
//!
//! The answer depends on the payments alone, not on the day of asking or the order of arrival. Per
//! calendar year the strongest window that ends in it speaks, so that one more payment does not
//! clear an account (unless it shows that two firms are one, or share an address), and what runs
//! on for years comes back once a year.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use kernel::Euro;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(test)]
mod tests;

/// The figures of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameters {
    /// Length of the window in days.
    pub venster_dagen: u16,
    /// From so many zorgverleners it fires.
    pub drempel: u16,
    /// From so many it fires when they have different addresses and are not one firm.
    pub drempel_verschillend: u16,
}

/// A payment that the bank booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Betaling {
    /// The payment.
    pub id: Uuid,
    /// The state that said so.
    pub versie: i64,
    /// The event that said so.
    pub gebeurtenis_id: Uuid,
    /// Whose money.
    pub verstrekker_id: Uuid,
    /// Who was paid.
    pub zorgverlener_id: Uuid,
    /// How much.
    pub bedrag: Euro,
    /// When.
    pub datum: Date,
}

/// All that this rule may know of a zorgverlener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zorgverlener {
    /// A person, not a firm.
    pub natuurlijk_persoon: bool,
    /// Registration; two with the same are one.
    pub kvk_nummer: Option<String>,
    /// Reference to the address: equal or not equal, nothing else.
    pub adres_ref: Option<String>,
}

/// What there is to say of an account in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oordeel {
    /// It fires, with these figures and payments.
    Bevinding(Bevinding),
    /// It might fire, but this is not known.
    NietTeBeoordelen(Ontbreekt),
}

/// What is missing to judge two zorgverleners on one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ontbreekt {
    /// An address.
    Adres,
    /// The registration of a firm.
    KvkNummer,
}

impl Ontbreekt {
    /// As a column holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adres => "adres",
            Self::KvkNummer => "kvkNummer",
        }
    }
}

/// The account fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevinding {
    /// The figures.
    pub waarden: Waarden,
    /// The payments they follow from, by day and id.
    pub bewijs: Vec<Betaling>,
}

/// The figures of a finding; all follow from its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waarden {
    /// Different zorgverleners; firms with the same registration count once.
    pub aantal_zorgverleners: u32,
    /// Of how many of them no address is known.
    pub zonder_adres: u32,
    /// Payments.
    pub aantal_betalingen: u32,
    /// Eurocents together.
    pub bedrag: Euro,
    /// Day of the first payment.
    pub eerste_op: Date,
    /// Day of the last payment.
    pub laatste_op: Date,
    /// On which of the two grounds.
    pub grond: Grond,
}

/// Why it fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grond {
    /// Enough zorgverleners by number alone.
    Aantal,
    /// Fewer, but at different addresses and not one firm.
    VerschillendAdres,
}

/// What there is to say of one account, by the calendar year in which the window ends. The payments
/// may come in any order; years of which there is nothing to say are absent.
pub fn evaluate(
    parameters: Parameters,
    betalingen: &[Betaling],
    zorgverleners: &BTreeMap<Uuid, Zorgverlener>,
) -> BTreeMap<i16, Oordeel> {
    let mut sorted: Vec<&Betaling> = betalingen.iter().collect();
    sorted.sort_by_key(|betaling| (betaling.datum, betaling.id));
    let mut strongest: BTreeMap<i16, Window<'_>> = BTreeMap::new();
    let mut unknown: BTreeMap<i16, Ontbreekt> = BTreeMap::new();
    for window in windows(parameters, &sorted) {
        let jaar = window.end.year();
        match judge(parameters, &window, zorgverleners) {
            Verdict::Fires(grond, aantal) => {
                let window = Window { fires: Some((aantal, grond)), ..window };
                let best = strongest.entry(jaar).or_insert_with(|| window.clone());
                if window.strength() >= best.strength() {
                    *best = window;
                }
            }
            Verdict::Unknown(ontbreekt) => {
                unknown.insert(jaar, ontbreekt);
            }
            Verdict::Nothing => {}
        }
    }
    let mut found: BTreeMap<i16, Oordeel> = unknown
        .into_iter()
        .map(|(jaar, ontbreekt)| (jaar, Oordeel::NietTeBeoordelen(ontbreekt)))
        .collect();
    found.extend(strongest.into_iter().filter_map(|(jaar, window)| {
        Some((jaar, Oordeel::Bevinding(window.finding(zorgverleners)?)))
    }));
    found
}

/// The payments of the days up to and including `end`.
#[derive(Clone)]
struct Window<'a> {
    end: Date,
    betalingen: &'a [&'a Betaling],
    fires: Option<(usize, Grond)>,
}

impl Window<'_> {
    fn strength(&self) -> (usize, Date) {
        (self.fires.map_or(0, |(aantal, _)| aantal), self.end)
    }

    fn finding(&self, zorgverleners: &BTreeMap<Uuid, Zorgverlener>) -> Option<Bevinding> {
        let (aantal, grond) = self.fires?;
        let (first, last) = (self.betalingen.first()?, self.betalingen.last()?);
        let ids: BTreeSet<Uuid> = self.betalingen.iter().map(|b| b.zorgverlener_id).collect();
        let zonder_adres = ids
            .iter()
            .filter(|id| zorgverleners.get(id).is_none_or(|known| known.adres_ref.is_none()))
            .count();
        Some(Bevinding {
            waarden: Waarden {
                aantal_zorgverleners: whole(aantal),
                zonder_adres: whole(zonder_adres),
                aantal_betalingen: whole(self.betalingen.len()),
                bedrag: self.betalingen.iter().map(|betaling| betaling.bedrag).sum(),
                eerste_op: first.datum,
                laatste_op: last.datum,
                grond,
            },
            bewijs: self.betalingen.iter().copied().cloned().collect(),
        })
    }
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// One window for each day on which was paid, ending on that day.
fn windows<'a>(parameters: Parameters, sorted: &'a [&'a Betaling]) -> Vec<Window<'a>> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    for (place, betaling) in sorted.iter().enumerate() {
        let next = place.saturating_add(1);
        if sorted.get(next).is_some_and(|after| after.datum == betaling.datum) {
            continue;
        }
        let first = betaling.datum.saturating_sub(i64::from(parameters.venster_dagen).days());
        while sorted.get(from).is_some_and(|early| early.datum < first) {
            from = from.saturating_add(1);
        }
        if let Some(betalingen) = sorted.get(from..next) {
            found.push(Window { end: betaling.datum, betalingen, fires: None });
        }
    }
    found
}

enum Verdict {
    Fires(Grond, usize),
    Unknown(Ontbreekt),
    Nothing,
}

/// Zorgverleners that count as one: a firm by its registration, everybody else by himself.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Partij<'a> {
    Kvk(&'a str),
    Alone(Uuid),
}

fn judge(
    parameters: Parameters,
    window: &Window<'_>,
    zorgverleners: &BTreeMap<Uuid, Zorgverlener>,
) -> Verdict {
    let mut partijen: BTreeMap<Partij<'_>, BTreeSet<Uuid>> = BTreeMap::new();
    for id in window.betalingen.iter().map(|betaling| betaling.zorgverlener_id) {
        let kvk = zorgverleners.get(&id).and_then(|known| known.kvk_nummer.as_deref());
        partijen.entry(kvk.map_or(Partij::Alone(id), Partij::Kvk)).or_default().insert(id);
    }
    let aantal = partijen.len();
    if aantal >= usize::from(parameters.drempel) {
        return Verdict::Fires(Grond::Aantal, aantal);
    }
    if aantal < usize::from(parameters.drempel_verschillend) {
        return Verdict::Nothing;
    }
    let known: Vec<Vec<Option<&Zorgverlener>>> =
        partijen.values().map(|ids| ids.iter().map(|id| zorgverleners.get(id)).collect()).collect();
    differing(&known).map_or(Verdict::Nothing, |outcome| match outcome {
        Ok(()) => Verdict::Fires(Grond::VerschillendAdres, aantal),
        Err(ontbreekt) => Verdict::Unknown(ontbreekt),
    })
}

/// Whether two of these surely live or work apart: yes, not known, or (`None`) no.
fn differing(partijen: &[Vec<Option<&Zorgverlener>>]) -> Option<Result<(), Ontbreekt>> {
    let mut unknown = None;
    for (place, one) in partijen.iter().enumerate() {
        for other in partijen.iter().skip(place.saturating_add(1)) {
            match apart(one, other) {
                Some(Ok(())) => return Some(Ok(())),
                Some(Err(ontbreekt)) => unknown = Some(Err(ontbreekt)),
                None => {}
            }
        }
    }
    unknown
}

fn apart(
    one: &[Option<&Zorgverlener>],
    other: &[Option<&Zorgverlener>],
) -> Option<Result<(), Ontbreekt>> {
    let (Some(mine), Some(theirs)) = (addresses(one), addresses(other)) else {
        return Some(Err(Ontbreekt::Adres));
    };
    if !mine.is_disjoint(&theirs) {
        return None;
    }
    let nameless = |partij: &[Option<&Zorgverlener>]| {
        partij.iter().flatten().any(|known| !known.natuurlijk_persoon && known.kvk_nummer.is_none())
    };
    let person = |partij: &[Option<&Zorgverlener>]| {
        partij.iter().flatten().all(|known| known.natuurlijk_persoon && known.kvk_nummer.is_none())
    };
    // A firm without registration may be the same as another firm, never the same as a person.
    let may_be_one = (nameless(one) && !person(other)) || (nameless(other) && !person(one));
    Some(if may_be_one { Err(Ontbreekt::KvkNummer) } else { Ok(()) })
}

/// The addresses of a party, when all are known.
fn addresses<'a>(partij: &[Option<&'a Zorgverlener>]) -> Option<BTreeSet<&'a str>> {
    partij.iter().map(|known| known.and_then(|known| known.adres_ref.as_deref())).collect()
}
