//! A walk over the running agreements.
//!
//! Every 1 January and 1 July, and when the zorgverlener has a birthday that moves the law, each
//! running agreement is judged again (*halfjaar*, *verjaardag*). A *campagne* lists the agreements
//! that were approved with clauses that are wrong now, and follows their repair until a day. A
//! *schaduw* tries a bill. None of them is a decision: what they find stands apart from the toets,
//! and what must be done becomes a task.

pub mod flows;
pub mod http;
pub mod store;

use contracts::labour::{Bevinding, Toetsfeiten, Uitkomst};
use jiff::civil::{Date, date};
use kernel::{Aantal, Eenheid, Euro};

use crate::engine::{Letter, Modus, Uitgave, Uitslag, Vraag};
use crate::kalender;
use crate::toets::judge;
use crate::toets::verschil::differences;

/// What a round is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Soort {
    /// The figures of a half year.
    Halfjaar,
    /// Birthdays that move the law.
    Verjaardag,
    /// Agreements with wrong clauses.
    Campagne,
    /// A bill.
    Schaduw,
}

impl Soort {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Halfjaar, Self::Verjaardag, Self::Campagne, Self::Schaduw];

    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Halfjaar => "halfjaar",
            Self::Verjaardag => "verjaardag",
            Self::Campagne => "campagne",
            Self::Schaduw => "schaduw",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|soort| soort.code() == code)
    }
}

/// What a round asks of each agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opdracht {
    /// What it is for.
    pub soort: Soort,
    /// Rules and figures published later do not exist.
    pub kennisdatum: Date,
    /// The edition of rules and figures.
    pub uitgave: Uitgave,
    /// Only these rules; empty is all.
    pub regels: Vec<String>,
}

/// What a round found about one agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Regel {
    /// The whole, as an agreement that was approved before.
    pub uitkomst: Uitkomst,
    /// Whether the round touches it.
    pub geraakt: bool,
    /// What it found: warnings, doubts and refusals only.
    pub bevindingen: Vec<Bevinding>,
    /// What the agreement costs in a year, when it is touched; an estimate from the form.
    pub bedrag: Euro,
}

/// The ages at which labour law looks at somebody again: wages to 21, and the AOW.
const AGES: [i16; 13] = [13, 14, 15, 16, 17, 18, 19, 20, 21, 66, 67, 68, 69];

/// The first day after `na` on which an age is reached that moves the law.
pub fn next_birthday(feiten: &Toetsfeiten, na: Date) -> Option<Date> {
    let born = feiten.partijen.geboortedatum_zorgverlener?;
    AGES.into_iter().map(|age| kalender::birthday(born, age)).find(|day| *day > na)
}

/// The last 1 January or 1 July up to a day.
pub fn half_year(today: Date) -> Date {
    let month = if today.month() < 7 { 1 } else { 7 };
    date(today.year(), month, 1)
}

/// Judges one running agreement for a round.
pub fn look(feiten: &Toetsfeiten, vorige: Uitkomst, opdracht: &Opdracht) -> Regel {
    let vraag = Vraag {
        modus: Modus::Bestaand,
        uitgave: opdracht.uitgave,
        ..Vraag::new(feiten, opdracht.kennisdatum)
    };
    let uitslag = judge(&vraag);
    let uitkomst = uitslag.uitkomst();
    let chosen = |regel: &str| {
        opdracht.regels.is_empty() || opdracht.regels.iter().any(|wanted| wanted == regel)
    };
    let bevindingen = match opdracht.soort {
        Soort::Halfjaar | Soort::Verjaardag => told(&uitslag, |_| true),
        Soort::Campagne => told(&uitslag, |vondst| {
            let wrong = vondst.verzacht || vondst.oordeel.letter == Letter::Afgekeurd;
            wrong && chosen(vondst.regel.id)
        }),
        Soort::Schaduw => shadow(&vraag, &uitslag, chosen),
    };
    let geraakt = match opdracht.soort {
        Soort::Halfjaar | Soort::Verjaardag => uitkomst != vorige,
        Soort::Campagne | Soort::Schaduw => !bevindingen.is_empty(),
    };
    let bedrag = if geraakt { per_year(feiten) } else { Euro::from_cents(0) };
    Regel { uitkomst, geraakt, bevindingen, bedrag }
}

fn told(uitslag: &Uitslag, wanted: impl Fn(&crate::engine::Vondst) -> bool) -> Vec<Bevinding> {
    uitslag
        .vondsten
        .iter()
        .filter(|vondst| vondst.oordeel.letter >= Letter::Waarschuwing && wanted(vondst))
        .filter_map(crate::engine::Vondst::bevinding)
        .collect()
}

/// What would come out differently if the bills were law.
fn shadow(vraag: &Vraag<'_>, law: &Uitslag, chosen: impl Fn(&str) -> bool) -> Vec<Bevinding> {
    let bills = judge(&Vraag { wetsvoorstellen: true, ..*vraag });
    let changed: Vec<&str> =
        differences(law, &bills).iter().map(|verschil| verschil.regel).collect();
    told(&bills, |vondst| changed.contains(&vondst.regel.id) && chosen(vondst.regel.id))
}

/// What the agreement costs in a year by its form: rate times hours of 52 weeks, or 12 months.
/// Nothing where the form does not say.
pub fn per_year(feiten: &Toetsfeiten) -> Euro {
    let bedrag = i128::from(feiten.beloning.bedrag.cents());
    let weekly = i128::from(feiten.uren.per_week.map_or(0, Aantal::hundredths));
    let own = feiten.beloning.uren_van_eenheid.map(Aantal::hundredths);
    let usual = feiten.beloning.eenheid.hours().and_then(|hours| hours.checked_mul(100));
    let cents = match feiten.beloning.eenheid {
        Eenheid::Maand => bedrag.checked_mul(12),
        Eenheid::Stuk | Eenheid::Kilometer => None,
        Eenheid::Uur
        | Eenheid::Dagdeel
        | Eenheid::Dag
        | Eenheid::Nacht
        | Eenheid::Etmaal
        | Eenheid::Week => own.or(usual).filter(|hours| *hours > 0).and_then(|hours| {
            bedrag.checked_mul(weekly)?.checked_mul(52)?.checked_div(hours.into())
        }),
    };
    Euro::from_cents(cents.and_then(|cents| i64::try_from(cents).ok()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::examples;

    fn opdracht(soort: Soort) -> Opdracht {
        Opdracht {
            soort,
            kennisdatum: date(2026, 7, 15),
            uitgave: Uitgave::HUIDIG,
            regels: Vec::new(),
        }
    }

    #[test]
    fn a_half_year_begins_on_the_first_of_january_and_of_july() {
        let cases = [
            (date(2026, 1, 1), date(2026, 1, 1)),
            (date(2026, 6, 30), date(2026, 1, 1)),
            (date(2026, 7, 1), date(2026, 7, 1)),
            (date(2026, 12, 31), date(2026, 7, 1)),
        ];
        for (today, expected) in cases {
            assert_eq!(half_year(today), expected);
        }
    }

    #[test]
    fn the_next_birthday_is_after_today_and_moves_the_law() {
        let mut feiten = examples::toetsfeiten();
        feiten.partijen.geboortedatum_zorgverlener = Some(date(2006, 9, 15));
        assert_eq!(next_birthday(&feiten, date(2026, 9, 14)), Some(date(2026, 9, 15)));
        assert_eq!(next_birthday(&feiten, date(2026, 9, 15)), Some(date(2027, 9, 15)));
        assert_eq!(next_birthday(&feiten, date(2027, 9, 15)), Some(date(2072, 9, 15)));
        feiten.partijen.geboortedatum_zorgverlener = None;
        assert_eq!(next_birthday(&feiten, date(2026, 9, 15)), None);
    }

    #[test]
    fn a_campaign_lists_what_an_old_agreement_has_wrong_and_what_it_costs() {
        let mut feiten = examples::toetsfeiten();
        let clean = look(&feiten, Uitkomst::Akkoord, &opdracht(Soort::Campagne));
        assert_eq!((clean.geraakt, clean.bedrag), (false, Euro::from_cents(0)));
        feiten.bedingen.derdenbeding = false;
        let wrong = look(&feiten, Uitkomst::Akkoord, &opdracht(Soort::Campagne));
        let found: Vec<&str> = wrong.bevindingen.iter().map(|b| b.regel.as_str()).collect();
        assert_eq!((wrong.geraakt, found), (true, vec!["FORM-04"]));
        assert_eq!(wrong.bedrag, Euro::from_cents(3500 * 6 * 52));
        let other = Opdracht { regels: vec!["LOON-01".to_owned()], ..opdracht(Soort::Campagne) };
        assert!(!look(&feiten, Uitkomst::Akkoord, &other).geraakt);
    }

    #[test]
    fn a_recheck_touches_what_comes_out_differently() {
        let mut feiten = examples::toetsfeiten();
        let same = look(&feiten, Uitkomst::Akkoord, &opdracht(Soort::Halfjaar));
        assert_eq!((same.uitkomst, same.geraakt), (Uitkomst::Akkoord, false));
        feiten.partijen.ib_ondernemer = Some(false);
        feiten.beloning.bedrag = Euro::from_cents(1_500);
        let low = look(&feiten, Uitkomst::Akkoord, &opdracht(Soort::Halfjaar));
        assert_eq!((low.uitkomst, low.geraakt), (Uitkomst::AkkoordMetWaarschuwing, true));
    }
}
