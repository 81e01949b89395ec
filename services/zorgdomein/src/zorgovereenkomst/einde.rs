//! The end of an agreement in all its ways, and its extension (pgb:3.7, pgb:R-WIJ-05).
//!
//! A party gives notice within the limit for changes with effect in the past. What ends an
//! agreement by itself — a death, a firm that is struck off, a grant that ended — has no such
//! limit: it is a fact, not a wish.
#![warn(clippy::arithmetic_side_effects)]

use jiff::Span;
use jiff::civil::Date;
use kernel::{Fault, Periode};

use super::wijziging::Gewijzigd;
use super::{Gebrek, Overeenkomstregel, Refusal, Status, Zorgovereenkomst, month_start};

/// Why an agreement ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eindreden {
    /// The budgethouder gives notice.
    Opzegging,
    /// Both agree.
    Overleg,
    /// The regular zorgverlener is back (pgb:R-WIJ-06).
    Terugkeer,
    /// Budgethouder or zorgverlener died.
    Overlijden,
    /// The firm was struck off or went bankrupt.
    Uitschrijving,
    /// The verstrekker ended the budget.
    BudgetBeeindigd,
}

impl Eindreden {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Opzegging,
        Self::Overleg,
        Self::Terugkeer,
        Self::Overlijden,
        Self::Uitschrijving,
        Self::BudgetBeeindigd,
    ];

    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opzegging => "opzegging",
            Self::Overleg => "overleg",
            Self::Terugkeer => "terugkeer",
            Self::Overlijden => "overlijden",
            Self::Uitschrijving => "uitschrijving",
            Self::BudgetBeeindigd => "budgetBeeindigd",
        }
    }

    /// The reason with this code.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|reden| reden.code() == code)
            .ok_or(Fault::new("een bekende reden van beeindiging"))
    }

    /// Whether somebody wants it, and the limit for the past holds.
    const fn is_wish(self) -> bool {
        matches!(self, Self::Opzegging | Self::Overleg | Self::Terugkeer)
    }
}

/// An end as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Einde {
    /// The last day.
    pub einddatum: Date,
    /// Why.
    pub reden: Eindreden,
}

/// Ends an agreement: from the day after the last one nothing is agreed any more. Received on a
/// day, at most so many whole months back.
pub fn end(
    overeenkomst: &Zorgovereenkomst,
    einde: Einde,
    vandaag: Date,
    maanden_terug: i64,
) -> Result<Gewijzigd, Refusal> {
    if !matches!(overeenkomst.status, Status::Actief | Status::Beeindigd) {
        return Err(Refusal::NotActief);
    }
    let last = einde.einddatum;
    let mut gebreken = Vec::new();
    let mut add = |code, uitleg: String| gebreken.push(Gebrek::new("/einddatum", code, uitleg));
    let earliest = month_start(vandaag).saturating_sub(Span::new().months(maanden_terug));
    if einde.reden.is_wish() && last < earliest {
        let uitleg = format!("Een zorgovereenkomst kan niet eerder eindigen dan {earliest}.");
        add("R-WIJ-03", uitleg);
    }
    if !overeenkomst.looptijd.contains(last) {
        let uitleg = "Kies een dag waarop de zorgovereenkomst nog loopt.".to_owned();
        add("buitenLooptijd", uitleg);
    }
    if !gebreken.is_empty() {
        return Err(Refusal::Invalid(gebreken));
    }
    let van = overeenkomst.looptijd.van();
    let looptijd = Periode::try_new(van, Some(last)).map_err(|_backwards| Refusal::NotActief)?;
    let status = if last < vandaag { Status::Beeindigd } else { Status::Actief };
    Ok(within(overeenkomst, looptijd, status))
}

/// The same agreement with lines that lie within these days.
fn within(overeenkomst: &Zorgovereenkomst, looptijd: Periode, status: Status) -> Gewijzigd {
    let mut gewijzigd = Gewijzigd {
        overeenkomst: Zorgovereenkomst { looptijd, status, ..overeenkomst.clone() },
        vervallen: Vec::new(),
        nieuw: Vec::new(),
    };
    gewijzigd.overeenkomst.regels.clear();
    for rij in &overeenkomst.regels {
        let cut = rij.geldig.intersection(looptijd);
        if cut == Some(rij.geldig) {
            gewijzigd.overeenkomst.regels.push(rij.clone());
            continue;
        }
        gewijzigd.vervallen.push((rij.regel_id, rij.geldig.van()));
        gewijzigd.overeenkomst.vervallen.push(rij.clone());
        if let Some(geldig) = cut {
            let row = Overeenkomstregel { geldig, ..rij.clone() };
            gewijzigd.nieuw.push(row.clone());
            gewijzigd.overeenkomst.regels.push(row);
        }
    }
    gewijzigd
}

/// Extends an agreement to a later last day, or for an indefinite time: the lines that run to its
/// last day run on. Needs no approval (pgb:R-WIJ-01).
pub fn extend(
    overeenkomst: &Zorgovereenkomst,
    tot: Option<Date>,
    vandaag: Date,
) -> Result<Gewijzigd, Refusal> {
    if !matches!(overeenkomst.status, Status::Actief | Status::Beeindigd) {
        return Err(Refusal::NotActief);
    }
    let before = overeenkomst.looptijd.tot();
    let later = match (before, tot) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(old), Some(new)) => old < new,
    };
    let looptijd = Periode::try_new(overeenkomst.looptijd.van(), tot);
    let (true, Ok(looptijd)) = (later, looptijd) else {
        let uitleg = "Kies een dag na de laatste dag van nu.";
        return Err(Refusal::Invalid(vec![Gebrek::new("/einddatum", "nietLater", uitleg)]));
    };
    let ended = tot.is_some_and(|last| last < vandaag);
    let status = if ended { Status::Beeindigd } else { Status::Actief };
    let mut gewijzigd = Gewijzigd {
        overeenkomst: Zorgovereenkomst { looptijd, status, ..overeenkomst.clone() },
        vervallen: Vec::new(),
        nieuw: Vec::new(),
    };
    for rij in gewijzigd.overeenkomst.regels.iter_mut().filter(|rij| rij.geldig.tot() == before) {
        let Ok(geldig) = Periode::try_new(rij.geldig.van(), tot) else { continue };
        gewijzigd.vervallen.push((rij.regel_id, rij.geldig.van()));
        gewijzigd.overeenkomst.vervallen.push(rij.clone());
        rij.geldig = geldig;
        gewijzigd.nieuw.push(rij.clone());
    }
    Ok(gewijzigd)
}

/// The first day on which something is otherwise than before: the day after an end, or after the
/// old last day.
pub fn touched_from(before: &Zorgovereenkomst, after: &Zorgovereenkomst) -> Date {
    let next = |periode: Periode| periode.day_after();
    let days = [next(before.looptijd), next(after.looptijd)];
    days.into_iter().flatten().min().unwrap_or_else(|| before.looptijd.van())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::wijziging::proef::overeenkomst;
    use super::*;

    fn codes(result: Result<Gewijzigd, Refusal>) -> Vec<&'static str> {
        match result {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(gebreken)) => gebreken.iter().map(|own| own.code).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn notice_reaches_back_one_month_and_a_death_as_far_as_it_happened() {
        let today = date(2026, 4, 12);
        let ends = |einddatum, reden| Einde { einddatum, reden };
        for (day, reden, expected) in [
            (date(2026, 3, 1), Eindreden::Opzegging, vec![]),
            (date(2026, 2, 28), Eindreden::Opzegging, vec!["R-WIJ-03"]),
            (date(2026, 2, 28), Eindreden::Overlijden, vec![]),
            (date(2026, 5, 31), Eindreden::Overleg, vec![]),
            (date(2025, 12, 31), Eindreden::Overlijden, vec!["buitenLooptijd"]),
        ] {
            let done = end(&overeenkomst(), ends(day, reden), today, 1);
            assert_eq!(codes(done), expected, "{day} {reden:?}");
        }
        for reden in Eindreden::ALL {
            assert_eq!(Eindreden::parse(reden.code()), Ok(reden));
        }
    }

    #[test]
    fn an_end_cuts_the_lines_and_an_extension_mends_them() {
        let today = date(2026, 4, 12);
        let last = date(2026, 3, 31);
        let einde = Einde { einddatum: last, reden: Eindreden::Opzegging };
        let ended = end(&overeenkomst(), einde, today, 1).unwrap().overeenkomst;
        assert_eq!((ended.status, ended.looptijd.tot()), (Status::Beeindigd, Some(last)));
        assert_eq!(ended.regels[0].geldig.tot(), Some(last));
        assert_eq!(ended.vervallen.len(), 1);
        assert_eq!(touched_from(&overeenkomst(), &ended), date(2026, 4, 1));
        let longer = extend(&ended, Some(date(2026, 6, 30)), today).unwrap().overeenkomst;
        assert_eq!(
            (longer.status, longer.regels[0].geldig.tot()),
            (Status::Actief, Some(date(2026, 6, 30)))
        );
        assert_eq!(touched_from(&ended, &longer), date(2026, 4, 1));
        let forever = extend(&longer, None, today).unwrap().overeenkomst;
        assert_eq!(forever.regels[0].geldig.tot(), None);
        for same in [Some(date(2026, 6, 30)), Some(date(2026, 6, 1))] {
            assert_eq!(codes(extend(&longer, same, today)), ["nietLater"]);
        }
        assert_eq!(codes(extend(&forever, None, today)), ["nietLater"]);
    }

    #[test]
    fn a_line_that_begins_after_the_end_never_was() {
        let mut later = overeenkomst();
        later.regels[0].geldig = Periode::try_new(date(2026, 4, 1), None).unwrap();
        let einde = Einde { einddatum: date(2026, 3, 31), reden: Eindreden::Opzegging };
        let done = end(&later, einde, date(2026, 4, 12), 1).unwrap();
        assert!(done.overeenkomst.regels.is_empty() && done.nieuw.is_empty());
        assert_eq!(done.vervallen.len(), 1);
    }
}
