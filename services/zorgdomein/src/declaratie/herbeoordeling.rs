//! Re-assessment: what is due for a claim after something it rests on has changed.
//!
//! The rules are those of the care date, the knowledge is that of today (pgb:R-TWK-03). How much
//! care counts does not change; what it is worth does. A difference below the threshold is booked
//! off per line (pgb:R-TWK-05).
#![warn(clippy::arithmetic_side_effects)]

use kernel::{Aantal, Euro, Id};
use uuid::Uuid;

use super::limieten::{Limieten, Limietnaam};
use super::tarieven::Maxima;
use super::verdeling::{Pot, Verdeling, Verschuldigd, Zorg};
use super::{Dag, Declaratie, Zorgdagen};
use crate::zorgovereenkomst::{Overeenkomstregel, Zorgovereenkomst};

/// A line of a claim that is due, as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Bestaand {
    /// The claim.
    pub declaratie_id: Id<Declaratie>,
    /// Place in the claim, from 0.
    pub volgnummer: i16,
    /// The line of the agreement.
    pub regel_id: Id<Overeenkomstregel>,
    /// The days of care.
    pub dagen: Zorgdagen,
    /// How much on which day, where the claim says so.
    pub per_dag: Vec<Dag>,
    /// How much counts.
    pub aantal_toegekend: Aantal,
    /// What is due now.
    pub verschuldigd: Vec<Verschuldigd>,
}

impl Bestaand {
    /// What is due for the line now.
    pub fn totaal(&self) -> Euro {
        self.verschuldigd.iter().map(|part| part.bedrag).sum()
    }
}

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
    /// The line cannot be valued any more: somebody must look; what is due stays.
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
    /// What is due now, per pot and month.
    pub verschuldigd: Vec<Verschuldigd>,
}

impl Herbeoordeeld {
    /// What is due more (or less) than before.
    pub fn verschil(&self) -> Euro {
        self.nieuw.checked_sub(self.oud).unwrap_or(Euro::ZERO)
    }
}

/// What a re-assessment rests on: the agreement, grants and rules as known now.
#[derive(Debug, Clone, Copy)]
pub struct Kennis<'a> {
    /// The agreement.
    pub overeenkomst: &'a Zorgovereenkomst,
    /// The pots that hold.
    pub potten: &'a [Pot],
    /// Maximum rates.
    pub maxima: &'a Maxima,
    /// Limits.
    pub limieten: &'a Limieten,
}

/// Re-assesses one line.
pub fn reassess(regel: &Bestaand, kennis: Kennis<'_>) -> Herbeoordeeld {
    let oud = regel.totaal();
    let result = |nieuw, gevolg, verschuldigd| Herbeoordeeld {
        declaratie_id: regel.declaratie_id,
        volgnummer: regel.volgnummer,
        oud,
        nieuw,
        gevolg,
        verschuldigd,
    };
    let zorg = Zorg { regel_id: regel.regel_id, dagen: regel.dagen, per_dag: &regel.per_dag };
    let valued = Verdeling::of(zorg, kennis.overeenkomst, kennis.potten, kennis.maxima)
        .and_then(|verdeling| verdeling.verschuldigd(regel.aantal_toegekend));
    let Some(verschuldigd) = valued else {
        return result(oud, Gevolg::NaderOnderzoek, regel.verschuldigd.clone());
    };
    let nieuw: Euro = verschuldigd.iter().map(|part| part.bedrag).sum();
    let difference = nieuw.cents().saturating_sub(oud.cents());
    if difference == 0 {
        return result(oud, Gevolg::Gelijk, regel.verschuldigd.clone());
    }
    if difference.saturating_abs() < threshold(regel, kennis) {
        return result(oud, Gevolg::Afgeboekt, regel.verschuldigd.clone());
    }
    let gevolg = if difference > 0 { Gevolg::Nabetalen } else { Gevolg::Terugvorderen };
    result(nieuw, gevolg, verschuldigd)
}

fn threshold(regel: &Bestaand, kennis: Kennis<'_>) -> i64 {
    let Some(line) = kennis.overeenkomst.rijen(regel.regel_id).next() else { return 0 };
    kennis.limieten.op(Limietnaam::TwkDrempelCent, line.wet, regel.dagen.van()).unwrap_or(0)
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
    use kernel::{Periode, Wet};

    use super::super::checks::proef::{Proef, aantal, regel_id};
    use super::super::limieten::Limiet;
    use super::*;

    fn stored(proef: &Proef) -> Bestaand {
        let beslissing = proef.beslis();
        Bestaand {
            declaratie_id: Id::from_uuid(Uuid::from_u128(9)),
            volgnummer: 0,
            regel_id: regel_id(),
            dagen: proef.indiening.regels[0].periode,
            per_dag: Vec::new(),
            aantal_toegekend: beslissing.regels[0].aantal_toegekend,
            verschuldigd: beslissing.regels[0].verschuldigd.clone(),
        }
    }

    /// Changes the rate from a day on and re-assesses the claim of the example.
    fn changed(cents: i64, from: Date, hundredths: i64) -> Herbeoordeeld {
        let mut proef = Proef::new();
        proef.one_line(date(2026, 3, 1), date(2026, 3, 31), hundredths);
        let regel = stored(&proef);
        let old = proef.overeenkomst.regels[0].clone();
        proef.overeenkomst.regels[0].geldig =
            Periode::try_new(old.geldig.van(), from.yesterday().ok()).unwrap();
        proef.overeenkomst.regels.push(Overeenkomstregel {
            tarief: Euro::from_cents(cents),
            geldig: Periode::try_new(from, None).unwrap(),
            ..old
        });
        let limieten = Limieten::new(vec![Limiet {
            naam: Limietnaam::TwkDrempelCent,
            wet: None,
            waarde: 500,
            geldig: Periode::try_new(date(2020, 1, 1), None).unwrap(),
        }]);
        let maxima = Maxima::default();
        let kennis = Kennis {
            overeenkomst: &proef.overeenkomst,
            potten: &proef.potten,
            maxima: &maxima,
            limieten: &limieten,
        };
        reassess(&regel, kennis)
    }

    #[test]
    fn two_euros_more_for_twenty_hours_is_forty_euros_more() {
        let found = changed(3200, date(2026, 3, 1), 2000);
        assert_eq!((found.oud.cents(), found.nieuw.cents()), (60_000, 64_000));
        assert_eq!(found.verschil().cents(), 4000);
        assert_eq!(found.gevolg, Gevolg::Nabetalen);
        assert_eq!(found.verschuldigd[0].maand, date(2026, 3, 1));
    }

    #[test]
    fn a_difference_below_the_threshold_is_booked_off_and_five_euros_is_not() {
        for (hundredths, gevolg, nieuw) in
            [(249, Gevolg::Afgeboekt, 7470), (250, Gevolg::Nabetalen, 8000)]
        {
            let found = changed(3200, date(2026, 3, 1), hundredths);
            assert_eq!((found.gevolg, found.nieuw.cents()), (gevolg, nieuw));
        }
        assert_eq!(changed(2800, date(2026, 3, 1), 250).gevolg, Gevolg::Terugvorderen);
        assert_eq!(changed(3000, date(2026, 3, 1), 250).gevolg, Gevolg::Gelijk);
    }

    #[test]
    fn a_change_after_the_care_touches_nothing_and_one_halfway_counts_by_days() {
        assert_eq!(changed(3200, date(2026, 4, 1), 2000).gevolg, Gevolg::Gelijk);
        let half = changed(3200, date(2026, 3, 17), 3100);
        assert_eq!(half.verschil().cents(), 3000);
    }

    #[test]
    fn a_line_without_a_pot_is_looked_at_and_stays_due() {
        let mut proef = Proef::new();
        let regel = stored(&proef);
        proef.set_wet(Wet::Wmo);
        let kennis = Kennis {
            overeenkomst: &proef.overeenkomst,
            potten: &[],
            maxima: &Maxima::default(),
            limieten: &Limieten::default(),
        };
        let found = reassess(&regel, kennis);
        assert_eq!((found.gevolg, found.nieuw), (Gevolg::NaderOnderzoek, regel.totaal()));
        assert_eq!(aantal(2000), regel.aantal_toegekend);
    }
}
