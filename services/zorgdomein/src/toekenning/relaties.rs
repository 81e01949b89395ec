//! Who may act for a budgethouder under one toekenning: what changes when the next message brings
//! its whole list.

use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

use crate::persoon::{Persoon, Vertegenwoordiging};

/// A relation as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its row.
    pub id: Uuid,
    /// Number, which never changes (OP514).
    pub nummer: String,
    /// In what capacity.
    pub soort: Vertegenwoordiging,
    /// Who, when a number was given.
    pub persoon: Option<Id<Persoon>>,
    /// Sealed name and contact.
    pub gegevens: Vec<u8>,
    /// Keyed reference to everything that makes a change.
    pub inhoud_ref: String,
    /// First day.
    pub geldig_van: Date,
}

/// A relation as a message brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Number.
    pub nummer: String,
    /// In what capacity.
    pub soort: Vertegenwoordiging,
    /// Who, when a number was given.
    pub persoon: Option<Id<Persoon>>,
    /// Sealed name and contact.
    pub gegevens: Vec<u8>,
    /// Keyed reference to everything that makes a change.
    pub inhoud_ref: String,
    /// First day, when given.
    pub ingangsdatum: Option<Date>,
}

/// What must be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Rows that no longer tell how it is.
    pub vervallen: Vec<Uuid>,
    /// Relations with their days: those that end, with a last day, and those that begin.
    pub rows: Vec<(Wanted, Date, Option<Date>)>,
}

/// Compares what stands with what a message brings. The first list of a toekenning holds from the
/// days it names; a later change from the day of processing, or later when it says so (OP518). The
/// end is half-open.
pub fn plan(held: &[Held], wanted: &[Wanted], today: Date) -> Changes {
    let is_first = held.is_empty();
    let mut changes = Changes::default();
    for old in held {
        let same = wanted.iter().find(|new| new.nummer == old.nummer);
        if same.is_some_and(|new| new.inhoud_ref == old.inhoud_ref) {
            continue;
        }
        let ends = same.map_or(today, |new| start(new, false, today));
        changes.vervallen.push(old.id);
        if old.geldig_van < ends {
            changes.rows.push((as_wanted(old), old.geldig_van, Some(ends)));
        }
    }
    for new in wanted {
        let stands =
            held.iter().any(|old| old.nummer == new.nummer && old.inhoud_ref == new.inhoud_ref);
        if !stands {
            changes.rows.push((new.clone(), start(new, is_first, today), None));
        }
    }
    changes
}

fn start(new: &Wanted, is_first: bool, today: Date) -> Date {
    let named = new.ingangsdatum.unwrap_or(today);
    if is_first { named } else { named.max(today) }
}

fn as_wanted(old: &Held) -> Wanted {
    let Held { id: _, nummer, soort, persoon, gegevens, inhoud_ref, geldig_van } = old.clone();
    Wanted { nummer, soort, persoon, gegevens, inhoud_ref, ingangsdatum: Some(geldig_van) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 3, 10);

    fn wanted(nummer: &str, inhoud: &str, from: Option<Date>) -> Wanted {
        Wanted {
            nummer: nummer.to_owned(),
            soort: Vertegenwoordiging::of_code(2).unwrap(),
            persoon: None,
            gegevens: Vec::new(),
            inhoud_ref: inhoud.to_owned(),
            ingangsdatum: from,
        }
    }

    fn held(n: u128, nummer: &str, inhoud: &str) -> Held {
        Held {
            id: Uuid::from_u128(n),
            nummer: nummer.to_owned(),
            soort: Vertegenwoordiging::of_code(2).unwrap(),
            persoon: None,
            gegevens: Vec::new(),
            inhoud_ref: inhoud.to_owned(),
            geldig_van: date(2026, 1, 1),
        }
    }

    #[test]
    fn the_first_list_holds_from_the_days_it_names() {
        let changes = plan(&[], &[wanted("1", "a", Some(date(2026, 1, 1)))], TODAY);
        assert_eq!(changes.rows.len(), 1);
        assert_eq!(changes.rows[0].1, date(2026, 1, 1));
    }

    #[test]
    fn a_changed_relation_holds_from_the_day_of_processing_and_ends_the_old_one_there() {
        let new = wanted("1", "b", Some(date(2026, 2, 1)));
        let changes = plan(&[held(1, "1", "a")], &[new], TODAY);
        assert_eq!(changes.vervallen, [Uuid::from_u128(1)]);
        assert_eq!(changes.rows[0].2, Some(TODAY));
        assert_eq!((changes.rows[1].1, changes.rows[1].2), (TODAY, None));
    }

    #[test]
    fn a_change_in_the_future_waits_for_its_day() {
        let later = date(2026, 5, 1);
        let changes = plan(&[held(1, "1", "a")], &[wanted("1", "b", Some(later))], TODAY);
        assert_eq!(changes.rows[0].2, Some(later));
        assert_eq!(changes.rows[1].1, later);
    }

    #[test]
    fn a_relation_that_is_no_longer_named_ends_today_and_an_equal_one_stays() {
        let stands = [held(1, "1", "a"), held(2, "2", "b")];
        let changes = plan(&stands, &[wanted("2", "b", None)], TODAY);
        assert_eq!(changes.vervallen, [Uuid::from_u128(1)]);
        assert_eq!(changes.rows.len(), 1);
        assert_eq!(changes.rows[0].2, Some(TODAY));
    }
}
