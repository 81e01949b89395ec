//! Maximum rates: which one holds for a line on a day (pgb:D-34).
//!
//! The Wlz has national maxima (Rlz 5.22); those of Wmo and Jeugdwet come from the verstrekker.
//! Where there is none, the rate is not judged.
#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{Eenheid, Euro, Periode, SoortOvereenkomst, Wet, Zorgfunctie};
use uuid::Uuid;

use crate::zorgovereenkomst::Tariefsoort;

/// One maximum rate in one stretch of days. What is absent holds for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maximum {
    /// The law.
    pub wet: Wet,
    /// Set by this verstrekker; absent is national.
    pub verstrekker_id: Option<Uuid>,
    /// For professionals or for others.
    pub tariefsoort: Option<Tariefsoort>,
    /// For one kind of agreement.
    pub soort: Option<SoortOvereenkomst>,
    /// For one function.
    pub zorgfunctie: Option<Zorgfunctie>,
    /// The unit of the amount.
    pub eenheid: Eenheid,
    /// Eurocents per unit.
    pub bedrag: Euro,
    /// The days.
    pub geldig: Periode,
}

/// Which maximum is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Vraag<'a> {
    /// The law of the line.
    pub wet: Wet,
    /// Who pays for it.
    pub verstrekker_id: Uuid,
    /// The kind of care.
    pub tariefsoort: Tariefsoort,
    /// The kind of agreement.
    pub soort: SoortOvereenkomst,
    /// The function.
    pub zorgfunctie: &'a Zorgfunctie,
    /// The unit of the agreed rate.
    pub eenheid: Eenheid,
}

/// The maximum rates as known now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Maxima(Vec<Maximum>);

impl Maxima {
    /// The maximum rates.
    pub const fn new(maxima: Vec<Maximum>) -> Self {
        Self(maxima)
    }

    /// The maximum per asked unit on a day. The most particular one wins: of the verstrekker, of
    /// the very unit, of the function, of the kind of care. A maximum per hour also bounds a
    /// dagdeel, day and night (pgb:R-EEN-01, R-EEN-04); other units are not converted.
    pub fn op(&self, vraag: Vraag<'_>, dag: Date) -> Option<Euro> {
        self.that_concern(vraag)
            .filter(|maximum| maximum.geldig.contains(dag))
            .max_by_key(|maximum| {
                (
                    maximum.verstrekker_id.is_some(),
                    maximum.eenheid == vraag.eenheid,
                    maximum.zorgfunctie.is_some(),
                    maximum.soort.is_some(),
                    maximum.tariefsoort.is_some(),
                )
            })
            .and_then(|maximum| per_unit(maximum, vraag.eenheid))
    }

    /// The days on which the maximum may change.
    pub fn changes<'a>(&'a self, vraag: Vraag<'a>) -> impl Iterator<Item = Date> + 'a {
        self.that_concern(vraag)
            .flat_map(|maximum| [Some(maximum.geldig.van()), maximum.geldig.day_after()])
            .flatten()
    }

    fn that_concern<'a>(&'a self, vraag: Vraag<'a>) -> impl Iterator<Item = &'a Maximum> + 'a {
        self.0.iter().filter(move |maximum| {
            maximum.wet == vraag.wet
                && maximum.verstrekker_id.is_none_or(|id| id == vraag.verstrekker_id)
                && maximum.tariefsoort.is_none_or(|soort| soort == vraag.tariefsoort)
                && maximum.soort.is_none_or(|soort| soort == vraag.soort)
                && maximum.zorgfunctie.as_ref().is_none_or(|functie| functie == vraag.zorgfunctie)
                && per_unit(maximum, vraag.eenheid).is_some()
        })
    }
}

/// The maximum in another unit, where it can be said.
fn per_unit(maximum: &Maximum, eenheid: Eenheid) -> Option<Euro> {
    if maximum.eenheid == eenheid {
        return Some(maximum.bedrag);
    }
    let hours = match (maximum.eenheid, eenheid) {
        (Eenheid::Uur, Eenheid::Dagdeel | Eenheid::Dag | Eenheid::Nacht) => eenheid.hours(),
        _ => None,
    };
    hours.and_then(|hours| maximum.bedrag.cents().checked_mul(hours)).map(Euro::from_cents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn wlz(soort: Tariefsoort, eenheid: Eenheid, cents: i64, van: Date, tot: Date) -> Maximum {
        Maximum {
            wet: Wet::Wlz,
            verstrekker_id: None,
            tariefsoort: Some(soort),
            soort: None,
            zorgfunctie: None,
            eenheid,
            bedrag: Euro::from_cents(cents),
            geldig: Periode::try_new(van, Some(tot)).unwrap(),
        }
    }

    fn maxima() -> Maxima {
        use Tariefsoort::{Formeel, Informeel};
        let (from, to) = (date(2026, 1, 1), date(2026, 12, 31));
        let before = (date(2025, 1, 1), date(2025, 12, 31));
        Maxima::new(vec![
            wlz(Informeel, Eenheid::Uur, 2565, before.0, before.1),
            wlz(Informeel, Eenheid::Uur, 2698, from, to),
            wlz(Formeel, Eenheid::Uur, 8499, from, to),
            Maximum { tariefsoort: None, ..wlz(Formeel, Eenheid::Dagdeel, 7824, from, to) },
        ])
    }

    fn asked(tariefsoort: Tariefsoort, eenheid: Eenheid, dag: Date) -> Option<i64> {
        let zorgfunctie = Zorgfunctie::parse("99").unwrap();
        let vraag = Vraag {
            wet: Wet::Wlz,
            verstrekker_id: Uuid::nil(),
            tariefsoort,
            soort: SoortOvereenkomst::Opdracht,
            zorgfunctie: &zorgfunctie,
            eenheid,
        };
        maxima().op(vraag, dag).map(Euro::cents)
    }

    #[test]
    fn the_maximum_is_that_of_the_kind_the_unit_and_the_day() {
        use Tariefsoort::{Formeel, Informeel};
        let cases = [
            (Informeel, Eenheid::Uur, date(2025, 12, 31), Some(2565)),
            (Informeel, Eenheid::Uur, date(2026, 1, 1), Some(2698)),
            (Formeel, Eenheid::Uur, date(2026, 6, 1), Some(8499)),
            (Informeel, Eenheid::Dagdeel, date(2026, 6, 1), Some(7824)),
            (Informeel, Eenheid::Nacht, date(2026, 6, 1), Some(21_584)),
            (Informeel, Eenheid::Etmaal, date(2026, 6, 1), None),
            (Informeel, Eenheid::Uur, date(2027, 1, 1), None),
        ];
        for (soort, eenheid, dag, expected) in cases {
            assert_eq!(asked(soort, eenheid, dag), expected, "{soort:?} {eenheid:?} {dag}");
        }
    }

    #[test]
    fn a_maximum_of_the_verstrekker_goes_before_the_national_one() {
        let own = Uuid::from_u128(7);
        let mut rows = maxima().0;
        rows.push(Maximum {
            verstrekker_id: Some(own),
            ..wlz(Tariefsoort::Informeel, Eenheid::Uur, 2500, date(2026, 1, 1), date(2026, 12, 31))
        });
        let maxima = Maxima::new(rows);
        let functie = Zorgfunctie::parse("02").unwrap();
        let vraag = |verstrekker_id| Vraag {
            wet: Wet::Wlz,
            verstrekker_id,
            tariefsoort: Tariefsoort::Informeel,
            soort: SoortOvereenkomst::Opdracht,
            zorgfunctie: &functie,
            eenheid: Eenheid::Uur,
        };
        let day = date(2026, 2, 1);
        assert_eq!(maxima.op(vraag(own), day), Some(Euro::from_cents(2500)));
        assert_eq!(maxima.op(vraag(Uuid::nil()), day), Some(Euro::from_cents(2698)));
    }
}
