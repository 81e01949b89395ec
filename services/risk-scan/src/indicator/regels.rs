//! The rules: pure functions of facts, what a signal hangs on, and figures.
//!
//! What a rule answers depends on the facts alone, not on the day of asking: windows slide over
//! the facts, and what they find is put in the calendar year in which it ends. So the stream, the
//! night and a replay give the same signals.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use uuid::Uuid;

use super::uitslag::{Bevinding, Bewijzen, Uitslag, Waarden};
use crate::feiten::dagen;
use crate::feiten::{Omgeving, Ref};

pub mod bedragen;
pub mod bladen;
pub mod budget;
pub mod declaratie;
pub mod delen;
pub mod groei;
pub mod kring;
pub mod peers;
pub mod rekening;
pub mod uren;
pub mod wissel;
pub mod wonen;

/// The bucket of what does not end.
pub const DOORLOPEND: &str = "doorlopend";

/// The bucket of a day: its calendar year.
pub(crate) fn jaar(dag: Date) -> String {
    dag.year().to_string()
}

/// The stretches of at most so many days that end on a day of which there is something to say.
/// The items are in order of day.
pub(crate) fn vensters<T>(sorted: &[T], dag: impl Fn(&T) -> Date, lengte: i64) -> Vec<&[T]> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    for (place, item) in sorted.iter().enumerate() {
        let next = place.saturating_add(1);
        let end = dag(item);
        if sorted.get(next).is_some_and(|after| dag(after) == end) {
            continue;
        }
        while sorted.get(from).is_some_and(|early| dagen::tussen(dag(early), end) >= lengte) {
            from = from.saturating_add(1);
        }
        found.extend(sorted.get(from..next));
    }
    found
}

/// The strongest stretch per calendar year in which it ends.
pub(crate) fn sterkste<'a, T>(
    stretches: Vec<&'a [T]>,
    dag: impl Fn(&T) -> Date,
    sterkte: impl Fn(&[T]) -> Option<i64>,
) -> BTreeMap<String, &'a [T]> {
    let mut best: BTreeMap<String, (i64, &'a [T])> = BTreeMap::new();
    for stretch in stretches {
        let (Some(last), Some(strength)) = (stretch.last(), sterkte(stretch)) else { continue };
        let entry = best.entry(jaar(dag(last))).or_insert((strength, stretch));
        if strength >= entry.0 {
            *entry = (strength, stretch);
        }
    }
    best.into_iter().map(|(jaar, (_, stretch))| (jaar, stretch)).collect()
}

/// A finding about one zorgverlener.
pub(crate) fn over(
    omgeving: Omgeving<'_>,
    zorgverlener: Uuid,
    venster: String,
    waarden: Waarden,
) -> Bevinding {
    let mut bewijs = Bewijzen::default();
    bewijs.zorgverlener(omgeving.zorgverlener(zorgverlener));
    Bevinding {
        venster,
        waarden,
        onderwerpen: BTreeSet::from([zorgverlener]),
        benadeelden: BTreeSet::new(),
        bewijs,
    }
}

/// Households of budgethouders: those of whom no address is known count each for one.
pub(crate) fn huishoudens<'a>(
    adressen: impl IntoIterator<Item = (Uuid, Option<&'a Ref>)>,
) -> usize {
    let mut known = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for (id, adres) in adressen {
        match adres {
            Some(adres) => {
                known.insert(adres);
            }
            None => {
                unknown.insert(id);
            }
        }
    }
    known.len().saturating_add(unknown.len())
}

/// `part` of `whole` in thousandths; 0 of nothing.
pub(crate) fn promille(part: i64, whole: i64) -> i64 {
    part.saturating_mul(1000).checked_div(whole).unwrap_or_default()
}

/// The middle of these values; the lower one of two.
pub(crate) fn mediaan(values: &mut [i64]) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

/// A count as a number.
pub(crate) fn tel(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The findings as answers.
pub(crate) fn uitslagen(found: impl IntoIterator<Item = Bevinding>) -> Vec<Uitslag> {
    found.into_iter().map(Uitslag::Bevinding).collect()
}
