//! Figures by date: values with the day they hold from, the day they were published, where they
//! come from and how sure they are. Rules read them for a day of law, as known on a day.

use jiff::civil::{Date, date};
use kernel::Euro;

/// How sure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zekerheid {
    /// Seen in a publication.
    Bevestigd,
    /// Computed from published figures.
    Afgeleid,
    /// From general knowledge; to be confirmed before it may decide alone.
    Onbevestigd,
}

/// The statutory minimum hourly wage of one half year, without vakantietoeslag (WML art. 7, 8).
#[derive(Debug, Clone, Copy)]
pub struct Minimumloon {
    /// First day; it holds until the next one begins.
    pub geldig_van: Date,
    /// First day on which it could be known.
    pub gepubliceerd_op: Date,
    /// Eurocents an hour for ages 21 and up, 20, 19, 18, 17, 16, 15.
    pub bedragen: [i64; 7],
    /// Where it comes from.
    pub bron: &'static str,
    /// How sure it is.
    pub zekerheid: Zekerheid,
    /// When somebody last looked whether it still holds.
    pub gecontroleerd_op: Date,
}

const CHECKED: Date = date(2026, 8, 15);

const fn half_year(
    geldig_van: Date,
    gepubliceerd_op: Date,
    bedragen: [i64; 7],
    (bron, zekerheid): (&'static str, Zekerheid),
) -> Minimumloon {
    Minimumloon {
        geldig_van,
        gepubliceerd_op,
        bedragen,
        bron,
        zekerheid,
        gecontroleerd_op: CHECKED,
    }
}

/// The minimum wages since the law counts by the hour. The publication days before 2026 are taken
/// as two months ahead of the first day.
pub const MINIMUMLONEN: [Minimumloon; 6] = [
    half_year(
        date(2024, 1, 1),
        date(2023, 11, 1),
        [1327, 1062, 796, 664, 524, 458, 398],
        ("zorgkantoor 2024; jeugd berekend", Zekerheid::Afgeleid),
    ),
    half_year(
        date(2024, 7, 1),
        date(2024, 5, 1),
        [1368, 1094, 821, 684, 540, 472, 410],
        ("loonkalender 2024; jeugd berekend", Zekerheid::Afgeleid),
    ),
    half_year(
        date(2025, 1, 1),
        date(2024, 11, 1),
        [1406, 1125, 844, 703, 555, 485, 422],
        ("SVB, minimumlonen 2025", Zekerheid::Bevestigd),
    ),
    half_year(
        date(2025, 7, 1),
        date(2025, 5, 1),
        [1440, 1152, 864, 720, 569, 497, 432],
        ("Rijksoverheid, december 2025", Zekerheid::Bevestigd),
    ),
    half_year(
        date(2026, 1, 1),
        date(2025, 11, 1),
        [1471, 1177, 883, 736, 581, 507, 441],
        ("loonkalender 2026", Zekerheid::Bevestigd),
    ),
    half_year(
        date(2026, 7, 1),
        date(2026, 4, 28),
        [1499, 1199, 899, 750, 592, 517, 450],
        ("Stcrt. 2026, 16505", Zekerheid::Bevestigd),
    ),
];

impl Minimumloon {
    /// The amount for an age; below 15 there is none.
    pub fn for_age(&self, age: i16) -> Option<Euro> {
        let place = match age {
            21.. => 0,
            15..=20 => usize::try_from(21_i16.saturating_sub(age)).ok()?,
            _ => return None,
        };
        self.bedragen.get(place).copied().map(Euro::from_cents)
    }
}

/// The minimum wages that were known on a day, oldest first.
pub fn minimumlonen_known(kennisdatum: Date) -> impl Iterator<Item = &'static Minimumloon> {
    MINIMUMLONEN.iter().filter(move |step| step.gepubliceerd_op <= kennisdatum)
}

/// The minimum wage of a day, as known on another.
pub fn minimumloon_on(day: Date, kennisdatum: Date) -> Option<&'static Minimumloon> {
    minimumlonen_known(kennisdatum).take_while(|step| step.geldig_van <= day).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_years_follow_each_other_without_gap_or_overlap() {
        for pair in MINIMUMLONEN.windows(2) {
            let months = [pair[0].geldig_van.month(), pair[1].geldig_van.month()];
            assert!(pair[0].geldig_van < pair[1].geldig_van);
            assert!(months == [1, 7] || months == [7, 1], "a step is missing before {:?}", pair[1]);
            assert!(pair[1].gepubliceerd_op < pair[1].geldig_van);
        }
    }

    #[test]
    fn youth_amounts_are_their_share_of_the_adult_amount() {
        let shares = [1000, 800, 600, 500, 395, 345, 300];
        for step in &MINIMUMLONEN {
            for (bedrag, share) in step.bedragen.iter().zip(shares) {
                let exact = step.bedragen[0] * share;
                assert_eq!(*bedrag, (exact + 500) / 1000, "{:?}", step.geldig_van);
            }
        }
    }

    #[test]
    fn every_figure_was_checked_after_its_last_step() {
        let last = MINIMUMLONEN.last().expect("there are steps").geldig_van;
        assert!(MINIMUMLONEN.iter().all(|step| step.gecontroleerd_op >= last));
        assert!(MINIMUMLONEN.iter().all(|step| !step.bron.is_empty()));
    }

    #[test]
    fn a_figure_that_is_not_published_is_not_known() {
        let day = date(2026, 7, 1);
        assert_eq!(minimumloon_on(day, date(2026, 4, 27)).unwrap().bedragen[0], 1471);
        assert_eq!(minimumloon_on(day, date(2026, 4, 28)).unwrap().bedragen[0], 1499);
        assert!(minimumloon_on(date(2023, 12, 31), day).is_none());
    }
}
