//! What the toets leaves to people: who performs it for which verstrekker, what waits for a jurist,
//! and how often each rule needs a hand.

pub mod http;
pub mod store;

use jiff::civil::Date;
use uuid::Uuid;

/// Who performs the toets for a verstrekker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uitvoerder {
    /// The SVB.
    Svb,
    /// The verstrekker itself.
    Verstrekker,
}

impl Uitvoerder {
    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Svb => "svb",
            Self::Verstrekker => "verstrekker",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Svb, Self::Verstrekker].into_iter().find(|own| own.code() == code)
    }
}

/// A choice of a verstrekker: from this day on this one performs the toets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toetskeuze {
    /// The verstrekker.
    pub verstrekker_id: Uuid,
    /// From this day on.
    pub van: Date,
    /// Who performs it.
    pub uitvoerder: Uitvoerder,
}

/// Whether somebody of this kind may decide about an agreement of these verstrekkers: for each the
/// latest choice up to today counts, and one that never chose leaves it open.
pub fn may_decide(
    who: Uitvoerder,
    verstrekkers: &[Uuid],
    keuzes: &[Toetskeuze],
    today: Date,
) -> bool {
    verstrekkers.iter().all(|verstrekker| {
        keuzes
            .iter()
            .filter(|keuze| keuze.verstrekker_id == *verstrekker && keuze.van <= today)
            .max_by_key(|keuze| keuze.van)
            .is_none_or(|keuze| keuze.uitvoerder == who)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_latest_choice_of_each_verstrekker_says_who_decides() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let keuze =
            |verstrekker_id, van, uitvoerder| Toetskeuze { verstrekker_id, van, uitvoerder };
        let keuzes = [
            keuze(one, date(2026, 1, 1), Uitvoerder::Svb),
            keuze(one, date(2026, 7, 1), Uitvoerder::Verstrekker),
        ];
        let may = |who, of: &[Uuid], today| may_decide(who, of, &keuzes, today);
        assert!(may(Uitvoerder::Svb, &[one], date(2025, 12, 31)), "nobody chose yet");
        assert!(may(Uitvoerder::Verstrekker, &[one], date(2025, 12, 31)));
        assert!(may(Uitvoerder::Svb, &[one, other], date(2026, 6, 30)));
        assert!(!may(Uitvoerder::Verstrekker, &[one], date(2026, 6, 30)));
        assert!(may(Uitvoerder::Verstrekker, &[one], date(2026, 7, 1)));
        assert!(!may(Uitvoerder::Svb, &[other, one], date(2026, 7, 1)));
    }
}
