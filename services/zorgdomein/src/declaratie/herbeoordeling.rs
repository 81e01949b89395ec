//! Re-assessment: what a new decision on a claim means beside the one before it.
//!
//! The rules are those of the care date, the knowledge is that of today (pgb:R-TWK-03): the same
//! engine decides, on what was handed in. Here the two decisions are laid side by side. A
//! difference in value below the threshold is booked off per line (pgb:R-TWK-05). What was
//! approved and now wants a look stays due until somebody looked: money is not asked back on a
//! doubt, as it is not paid on one.
#![warn(clippy::arithmetic_side_effects)]

use kernel::{Euro, Id};
use uuid::Uuid;

use super::beslissing::{Beslissing, Regelbesluit};
use super::verdeling::Verschuldigd;
use super::{Declaratie, Status};

/// What a change means for one line (pgb:R-TWK-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gevolg {
    /// Nothing changes.
    Gelijk,
    /// A difference below the threshold: booked off.
    Afgeboekt,
    /// More is due.
    Nabetalen,
    /// Less is due.
    Terugvorderen,
    /// Somebody must look; what is due stays.
    NaderOnderzoek,
}

impl Gevolg {
    /// The code on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gelijk => "gelijk",
            Self::Afgeboekt => "afgeboekt",
            Self::Nabetalen => "nabetalen",
            Self::Terugvorderen => "terugvorderen",
            Self::NaderOnderzoek => "naderOnderzoek",
        }
    }
}

/// One line of the impact list.
#[derive(Debug, Clone, PartialEq)]
pub struct Herbeoordeeld {
    /// The claim.
    pub declaratie_id: Id<Declaratie>,
    /// Place in the claim.
    pub volgnummer: i16,
    /// What was due.
    pub oud: Euro,
    /// What is due now.
    pub nieuw: Euro,
    /// What it means.
    pub gevolg: Gevolg,
}

impl Herbeoordeeld {
    /// What is due more (or less) than before.
    pub fn verschil(&self) -> Euro {
        self.nieuw.checked_sub(self.oud).unwrap_or(Euro::ZERO)
    }
}

/// Lays a new decision beside what is due now and puts in it what holds from now on: `drempels`
/// are the thresholds of the lines, eurocents. Gives what it means, line by line.
pub fn weigh(
    declaratie_id: Id<Declaratie>,
    (oud_status, oud): (Status, &[Vec<Verschuldigd>]),
    beslissing: &mut Beslissing,
    drempels: &[i64],
) -> Vec<Herbeoordeeld> {
    let doubt = oud_status == Status::Goedgekeurd
        && matches!(beslissing.status, Status::Uitval | Status::Aangehouden);
    let nothing = Vec::new();
    let mut impact = Vec::with_capacity(beslissing.regels.len());
    for (place, regel) in beslissing.regels.iter_mut().enumerate() {
        let before = oud.get(place).unwrap_or(&nothing);
        let drempel = drempels.get(place).copied().unwrap_or(0);
        let gevolg = if doubt {
            regel.verschuldigd.clone_from(before);
            Gevolg::NaderOnderzoek
        } else {
            of_line(before, regel, drempel)
        };
        impact.push(Herbeoordeeld {
            declaratie_id,
            volgnummer: i16::try_from(place).unwrap_or(i16::MAX),
            oud: total(before),
            nieuw: regel.totaal(),
            gevolg,
        });
    }
    if doubt {
        beslissing.status = Status::Goedgekeurd;
    }
    beslissing.verschuldigd = beslissing.regels.iter().map(Regelbesluit::totaal).sum();
    impact
}

fn total(parts: &[Verschuldigd]) -> Euro {
    parts.iter().map(|part| part.bedrag).sum()
}

/// A line that was due and still is, at a value that hardly differs, stays as it was booked.
fn of_line(before: &[Verschuldigd], regel: &mut Regelbesluit, drempel: i64) -> Gevolg {
    let (oud, nieuw) = (total(before), regel.totaal());
    let difference = nieuw.cents().saturating_sub(oud.cents());
    let both = oud > Euro::ZERO && nieuw > Euro::ZERO;
    match difference {
        0 => Gevolg::Gelijk,
        small if both && small.saturating_abs() < drempel => {
            regel.verschuldigd = before.to_vec();
            Gevolg::Afgeboekt
        }
        more if more > 0 => Gevolg::Nabetalen,
        _ => Gevolg::Terugvorderen,
    }
}

/// What is due for a claim: its parts per pot and month, added up over its lines.
pub fn per_pot_and_month(
    lines: impl IntoIterator<Item = Verschuldigd>,
) -> std::collections::BTreeMap<(Uuid, jiff::civil::Date), Euro> {
    let mut sums: std::collections::BTreeMap<_, Euro> = std::collections::BTreeMap::new();
    for Verschuldigd { pot_id, maand, bedrag } in lines {
        let sum = sums.entry((pot_id, maand)).or_default();
        *sum = sum.checked_add(bedrag).unwrap_or(*sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use kernel::Periode;

    use super::super::checks::proef::Proef;
    use super::*;
    use crate::zorgovereenkomst::Overeenkomstregel;

    /// Approves the claim of the example, spoils what it rests on and decides again.
    fn again(hundredths: i64, spoil: impl FnOnce(&mut Proef)) -> (Herbeoordeeld, Beslissing) {
        let mut proef = Proef::new();
        proef.one_line(date(2026, 3, 1), date(2026, 3, 31), hundredths);
        let first = proef.beslis();
        let before: Vec<Vec<Verschuldigd>> =
            first.regels.iter().map(|regel| regel.verschuldigd.clone()).collect();
        spoil(&mut proef);
        let mut next = proef.beslis();
        let id = Id::from_uuid(Uuid::from_u128(9));
        let mut impact = weigh(id, (first.status, &before), &mut next, &[500]);
        (impact.pop().unwrap(), next)
    }

    /// A rate from a day on.
    fn rate(cents: i64, from: Date) -> impl FnOnce(&mut Proef) {
        move |proef| {
            let old = proef.overeenkomst.regels[0].clone();
            proef.overeenkomst.vervallen.push(old.clone());
            proef.overeenkomst.regels[0].geldig =
                Periode::try_new(old.geldig.van(), from.yesterday().ok()).unwrap();
            proef.overeenkomst.regels.push(Overeenkomstregel {
                tarief: Euro::from_cents(cents),
                geldig: Periode::try_new(from, None).unwrap(),
                ..old
            });
        }
    }

    #[test]
    fn two_euros_more_for_twenty_hours_is_forty_euros_more() {
        let (found, next) = again(2000, rate(3200, date(2026, 3, 1)));
        assert_eq!((found.oud.cents(), found.nieuw.cents()), (60_000, 64_000));
        assert_eq!((found.verschil().cents(), found.gevolg), (4000, Gevolg::Nabetalen));
        assert_eq!(next.verschuldigd.cents(), 64_000);
        assert_eq!(next.regels[0].verschuldigd[0].maand, date(2026, 3, 1));
    }

    #[test]
    fn a_difference_below_the_threshold_is_booked_off_and_five_euros_is_not() {
        for (hundredths, gevolg, nieuw) in
            [(249, Gevolg::Afgeboekt, 7470), (250, Gevolg::Nabetalen, 8000)]
        {
            let (found, _) = again(hundredths, rate(3200, date(2026, 3, 1)));
            assert_eq!((found.gevolg, found.nieuw.cents()), (gevolg, nieuw));
        }
        let lower = again(250, rate(2800, date(2026, 3, 1))).0;
        assert_eq!(lower.gevolg, Gevolg::Terugvorderen);
        assert_eq!(again(250, |_| {}).0.gevolg, Gevolg::Gelijk);
    }

    #[test]
    fn a_change_after_the_care_touches_nothing_and_one_halfway_counts_by_days() {
        assert_eq!(again(2000, rate(3200, date(2026, 4, 1))).0.gevolg, Gevolg::Gelijk);
        assert_eq!(again(3100, rate(3200, date(2026, 3, 17))).0.verschil().cents(), 3000);
    }

    #[test]
    fn a_grant_that_is_withdrawn_takes_all_back_however_little() {
        let (found, next) = again(10, |proef| proef.potten.clear());
        assert_eq!((found.gevolg, found.nieuw), (Gevolg::Terugvorderen, Euro::ZERO));
        assert_eq!((next.status, next.verschuldigd), (Status::Afgekeurd, Euro::ZERO));
    }

    #[test]
    fn a_doubt_on_what_was_approved_leaves_it_due_and_is_seen() {
        let (found, next) = again(2000, |proef| {
            proef.zorgverlener.rekening_gewijzigd_op = Some(date(2026, 4, 12));
        });
        assert_eq!((found.gevolg, found.nieuw.cents()), (Gevolg::NaderOnderzoek, 60_000));
        assert_eq!((next.status, next.verschuldigd.cents()), (Status::Goedgekeurd, 60_000));
    }
}
