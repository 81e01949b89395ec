//! Which payments that are ready may go: limits in two steps, and doubles; pure (payments:6.1).
//!
//! A soft objection holds a payment for a person; once he let it go it does not come back. A hard
//! objection comes back as long as its cause is there, so nobody can let it go.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Euro;
use uuid::Uuid;

use crate::betaling::Betaling;
use crate::grootboek::plus;
use crate::werkitem::{Melding, Soort};

/// A limit: above `zacht` a person looks, above `hard` nothing is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grens {
    /// The soft step.
    pub zacht: Euro,
    /// The hard step.
    pub hard: Euro,
}

impl Grens {
    /// No limit is known.
    pub const GEEN: Self =
        Self { zacht: Euro::from_cents(i64::MAX), hard: Euro::from_cents(i64::MAX) };
}

/// The limits in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grenzen {
    /// Of one payment.
    pub betaling: Grens,
    /// Of one payee in a month.
    pub ontvanger_maand: Grens,
    /// Of one run.
    pub run: Grens,
    /// Of what one person may approve; only the hard step counts.
    pub goedkeurder: Grens,
    /// Of the first payment to an account that took the place of another.
    pub eerste_betaling: Grens,
}

impl Default for Grenzen {
    fn default() -> Self {
        Self {
            betaling: Grens::GEEN,
            ontvanger_maand: Grens::GEEN,
            run: Grens::GEEN,
            goedkeurder: Grens::GEEN,
            eerste_betaling: Grens::GEEN,
        }
    }
}

/// What is known of the payments besides themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feiten {
    /// What each payee got this month or is getting.
    pub maand: BTreeMap<Uuid, Euro>,
    /// Payments whose invoice number another claim of the same payee carries.
    pub dubbele_factuur: BTreeSet<Uuid>,
    /// Payments to the same payee, of the same amount, for the same month as on another agreement.
    pub gelijk: BTreeSet<Uuid>,
    /// Accounts that took the place of another and were never paid to.
    pub nieuwe_rekeningen: BTreeSet<Uuid>,
    /// What a person looked at before: payment and objection.
    pub bekeken: BTreeSet<(Uuid, String)>,
}

/// Why a payment that is ready does not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bezwaar {
    /// Above the soft limit of a payment.
    Bedrag,
    /// Above the hard limit of a payment.
    BedragHard,
    /// Above the soft limit of a payee.
    Ontvanger,
    /// Above the hard limit of a payee.
    OntvangerHard,
    /// Much at once to an account that changed.
    EersteBetaling,
    /// The same invoice was claimed before.
    DubbeleFactuur,
    /// It looks like another payment.
    MogelijkDubbel,
}

impl Bezwaar {
    /// What is shown and said.
    pub const fn reden(self) -> &'static str {
        match self {
            Self::Bedrag => "boven de grens per betaling",
            Self::BedragHard => "boven de harde grens per betaling",
            Self::Ontvanger => "boven de grens per ontvanger",
            Self::OntvangerHard => "boven de harde grens per ontvanger",
            Self::EersteBetaling => "hoge eerste betaling naar gewijzigde rekening",
            Self::DubbeleFactuur => "factuur eerder gedeclareerd",
            Self::MogelijkDubbel => "mogelijk dubbel",
        }
    }

    /// Whether it stands whatever a person says.
    pub const fn is_hard(self) -> bool {
        match self {
            Self::BedragHard | Self::OntvangerHard | Self::DubbeleFactuur => true,
            Self::Bedrag | Self::Ontvanger | Self::EersteBetaling | Self::MogelijkDubbel => false,
        }
    }

    /// Who is called.
    pub fn melding(self, betaling: &Betaling) -> Melding {
        let soort = match self {
            Self::Bedrag
            | Self::BedragHard
            | Self::Ontvanger
            | Self::OntvangerHard
            | Self::EersteBetaling => Soort::Limiet,
            Self::DubbeleFactuur | Self::MogelijkDubbel => Soort::MogelijkDubbel,
        };
        let melding = Melding::of(soort, "betaling", betaling.id.to_string());
        melding.because(self.reden()).over(betaling.bedrag)
    }
}

/// The objections against each payment that may not go, in the order in which they came in: a
/// payee who reaches his limit gets what came first.
pub fn weigh(
    betalingen: &[Betaling],
    grenzen: &Grenzen,
    feiten: &Feiten,
) -> BTreeMap<Uuid, Vec<Bezwaar>> {
    let mut maand = feiten.maand.clone();
    let mut held = BTreeMap::new();
    for betaling in betalingen {
        let so_far = maand.get(&betaling.zorgverlener).copied().unwrap_or_default();
        let mut found = objections(betaling, (grenzen, so_far), feiten);
        found.retain(|bezwaar| {
            let seen = (betaling.id, bezwaar.reden().to_owned());
            bezwaar.is_hard() || !feiten.bekeken.contains(&seen)
        });
        if found.is_empty() {
            maand.insert(betaling.zorgverlener, plus(so_far, betaling.bedrag));
        } else {
            held.insert(betaling.id, found);
        }
    }
    held
}

fn objections(
    betaling: &Betaling,
    (grenzen, so_far): (&Grenzen, Euro),
    feiten: &Feiten,
) -> Vec<Bezwaar> {
    let step = |grens: Grens, bedrag: Euro, zacht: Bezwaar, hard: Bezwaar| {
        if bedrag > grens.hard { Some(hard) } else { (bedrag > grens.zacht).then_some(zacht) }
    };
    let whole = plus(so_far, betaling.bedrag);
    let changed = feiten.nieuwe_rekeningen.contains(&betaling.betaalgegevens);
    let high = changed && betaling.bedrag > grenzen.eerste_betaling.zacht;
    let double = feiten.dubbele_factuur.contains(&betaling.id);
    let alike = feiten.gelijk.contains(&betaling.id);
    [
        step(grenzen.betaling, betaling.bedrag, Bezwaar::Bedrag, Bezwaar::BedragHard),
        step(grenzen.ontvanger_maand, whole, Bezwaar::Ontvanger, Bezwaar::OntvangerHard),
        high.then_some(Bezwaar::EersteBetaling),
        double.then_some(Bezwaar::DubbeleFactuur),
        (alike && !double).then_some(Bezwaar::MogelijkDubbel),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::Betaalstaat;

    fn betaling(n: u128, cents: i64) -> Betaling {
        Betaling {
            id: Uuid::from_u128(n),
            verstrekker: Uuid::from_u128(90),
            zorgverlener: Uuid::from_u128(91),
            zorgovereenkomst: Uuid::from_u128(92),
            betaalgegevens: Uuid::from_u128(93),
            declaratie: Uuid::from_u128(n),
            iban_ref: None,
            bedrag: Euro::from_cents(cents),
            staat: Betaalstaat::Gereed,
            reden: None,
            poging: 0,
            betaald_op: None,
            versie: 0,
        }
    }

    fn grens(zacht: i64, hard: i64) -> Grens {
        Grens { zacht: Euro::from_cents(zacht), hard: Euro::from_cents(hard) }
    }

    #[test]
    fn above_soft_a_person_looks_and_above_hard_nothing_goes() {
        let grenzen = Grenzen { betaling: grens(100, 200), ..Grenzen::default() };
        let mut feiten = Feiten::default();
        let all = [betaling(1, 100), betaling(2, 101), betaling(3, 200), betaling(4, 201)];
        let held = weigh(&all, &grenzen, &feiten);
        let of = |n: u128| held.get(&Uuid::from_u128(n)).map(Vec::as_slice);
        assert_eq!(of(1), None);
        assert_eq!(of(2), Some(&[Bezwaar::Bedrag][..]));
        assert_eq!(of(3), Some(&[Bezwaar::Bedrag][..]));
        assert_eq!(of(4), Some(&[Bezwaar::BedragHard][..]));
        for (n, bezwaar) in [(2, Bezwaar::Bedrag), (4, Bezwaar::BedragHard)] {
            feiten.bekeken.insert((Uuid::from_u128(n), bezwaar.reden().to_owned()));
        }
        let held = weigh(&all, &grenzen, &feiten);
        assert!(!held.contains_key(&Uuid::from_u128(2)), "somebody looked at it");
        assert!(held.contains_key(&Uuid::from_u128(4)), "nobody can let it go");
    }

    #[test]
    fn a_payee_gets_up_to_his_limit_what_came_first() {
        let grenzen = Grenzen { ontvanger_maand: grens(250, 1_000), ..Grenzen::default() };
        let payee = Uuid::from_u128(91);
        let feiten = Feiten { maand: [(payee, Euro::from_cents(100))].into(), ..Feiten::default() };
        let held = weigh(&[betaling(1, 100), betaling(2, 100), betaling(3, 50)], &grenzen, &feiten);
        assert_eq!(held.keys().copied().collect::<Vec<_>>(), [Uuid::from_u128(2)]);
    }

    #[test]
    fn an_invoice_that_was_claimed_before_is_hard_and_what_looks_alike_is_soft() {
        let both = [Uuid::from_u128(1)];
        let feiten = Feiten {
            dubbele_factuur: both.into(),
            gelijk: [Uuid::from_u128(1), Uuid::from_u128(2)].into(),
            nieuwe_rekeningen: [Uuid::from_u128(93)].into(),
            ..Feiten::default()
        };
        let grenzen = Grenzen { eerste_betaling: grens(150, 150), ..Grenzen::default() };
        let held = weigh(&[betaling(1, 100), betaling(2, 200)], &grenzen, &feiten);
        assert_eq!(held[&Uuid::from_u128(1)], [Bezwaar::DubbeleFactuur]);
        assert_eq!(held[&Uuid::from_u128(2)], [Bezwaar::EersteBetaling, Bezwaar::MogelijkDubbel]);
    }
}
