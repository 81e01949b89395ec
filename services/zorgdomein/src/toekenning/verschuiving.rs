//! Money moves from one pot of a toekenning to another (pgb 9.4): functions are ring-fenced unless
//! the verstrekker's policy of that year lets the budgethouder shift (pgb:R-GEM-04).

use kernel::{Euro, Id};

use super::{Next, Part, Pot, Toekenning};

/// A shift as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verschuiving {
    /// From which pot.
    pub van: Id<Pot>,
    /// To which pot.
    pub naar: Id<Pot>,
    /// Eurocents.
    pub bedrag: Euro,
}

/// What must be known to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kennis {
    /// The policy of the year lets the budgethouder shift.
    pub toegestaan: Toegestaan,
    /// What may still be claimed from the first pot, as payout last told.
    pub beschikbaar: Option<Euro>,
}

/// Whether a policy allows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toegestaan {
    /// The policy says so.
    Ja,
    /// The policy says no, or there is none.
    Nee,
}

/// A shift is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The policy does not allow it.
    #[error("the policy does not allow it")]
    NotAllowed,
    /// One of the pots is not in this toekenning, is withdrawn, or both are the same.
    #[error("these are not two pots of this toekenning that hold")]
    UnknownPot,
    /// The two pots share no day.
    #[error("the pots share no day")]
    Periods,
    /// The amount is not above zero.
    #[error("the amount is not above zero")]
    Amount,
    /// More than may still be claimed, or payout has not told what may.
    #[error("more than may still be claimed")]
    TooMuch,
}

impl Toekenning {
    /// Moves an amount between two pots; the sum stays the same. The part without account stays
    /// with its pot as far as the pot still holds it.
    pub fn shift(
        self,
        asked: Verschuiving,
        known: Kennis,
        new_id: &mut dyn FnMut() -> Id<Pot>,
    ) -> Result<Next, Refusal> {
        if known.toegestaan == Toegestaan::Nee {
            return Err(Refusal::NotAllowed);
        }
        let find = |id: Id<Pot>| {
            self.potten.iter().find(|pot| pot.id == id && pot.bedrag > Euro::ZERO).cloned()
        };
        let (van, naar) = find(asked.van).zip(find(asked.naar)).ok_or(Refusal::UnknownPot)?;
        if van.id == naar.id {
            return Err(Refusal::UnknownPot);
        }
        if !van.periode.overlaps(naar.periode) {
            return Err(Refusal::Periods);
        }
        if asked.bedrag <= Euro::ZERO {
            return Err(Refusal::Amount);
        }
        let room = known.beschikbaar.unwrap_or(Euro::ZERO);
        let left = van.bedrag.checked_sub(asked.bedrag).filter(|left| *left > Euro::ZERO);
        let more = naar.bedrag.checked_add(asked.bedrag);
        let (left, more) = left.zip(more).ok_or(Refusal::TooMuch)?;
        if asked.bedrag > room || van.verantwoordingsvrij.is_some_and(|vrij| vrij > left) {
            return Err(Refusal::TooMuch);
        }
        Ok(self.replace(vec![with_amount(van, left), with_amount(naar, more)], new_id))
    }
}

fn with_amount(pot: Pot, bedrag: Euro) -> Part {
    let Pot { id: _, zorgfunctie, periode, bedrag: _, verantwoordingsvrij } = pot;
    Part { zorgfunctie, periode, bedrag, verantwoordingsvrij }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toekenning::Status;
    use jiff::civil::{Date, date};
    use kernel::{Periode, Wet, Zorgfunctie};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn pot(n: u128, functie: &str, tot: Date, cents: i64) -> Pot {
        Pot {
            id: Id::from_uuid(Uuid::from_u128(n)),
            zorgfunctie: Zorgfunctie::parse(functie).unwrap(),
            periode: Periode::try_new(date(2026, 1, 1), Some(tot)).unwrap(),
            bedrag: Euro::from_cents(cents),
            verantwoordingsvrij: None,
        }
    }

    fn no_id() -> Id<Pot> {
        panic!("a shift makes no pot")
    }

    /// Scenario 3: care of 8,000 and transport of 500 euros.
    fn toekenning() -> Toekenning {
        let end = date(2026, 12, 31);
        Toekenning {
            id: Id::from_uuid(Uuid::from_u128(9)),
            wet: Wet::Jw,
            verstrekker: Id::from_uuid(Uuid::from_u128(8)),
            budgethouder: Id::from_uuid(Uuid::from_u128(7)),
            status: Status::Actief,
            versie: 1,
            revisie: 1,
            potten: vec![pot(1, "42", end, 50_000), pot(2, "45", end, 800_000)],
        }
    }

    fn shift(van: u128, naar: u128, cents: i64, room: Option<i64>) -> Result<Next, Refusal> {
        let asked = Verschuiving {
            van: Id::from_uuid(Uuid::from_u128(van)),
            naar: Id::from_uuid(Uuid::from_u128(naar)),
            bedrag: Euro::from_cents(cents),
        };
        let beschikbaar = room.map(Euro::from_cents);
        let known = Kennis { toegestaan: Toegestaan::Ja, beschikbaar };
        toekenning().shift(asked, known, &mut no_id)
    }

    #[test]
    fn money_moves_between_functions_and_the_sum_stays() {
        let next = shift(2, 1, 2_000, Some(800_000)).unwrap();
        let amounts: Vec<i64> =
            next.toekenning.potten.iter().map(|pot| pot.bedrag.cents()).collect();
        assert_eq!(amounts, [52_000, 798_000]);
        assert_eq!(next.toekenning.versie, 2);
        assert_eq!(next.new_pots, []);
        assert_eq!(next.named_pots.len(), 2);
    }

    #[test]
    fn each_refusal_has_its_reason() {
        for (found, expected) in [
            (shift(2, 3, 1, Some(9)), Refusal::UnknownPot),
            (shift(2, 2, 1, Some(9)), Refusal::UnknownPot),
            (shift(2, 1, 0, Some(9)), Refusal::Amount),
            (shift(2, 1, 10, Some(9)), Refusal::TooMuch),
            (shift(2, 1, 10, None), Refusal::TooMuch),
            (shift(1, 2, 50_000, Some(50_000)), Refusal::TooMuch),
        ] {
            assert_eq!(found.unwrap_err(), expected);
        }
        let asked = Verschuiving {
            van: Id::from_uuid(Uuid::from_u128(1)),
            naar: Id::from_uuid(Uuid::from_u128(2)),
            bedrag: Euro::from_cents(1),
        };
        let known = Kennis { toegestaan: Toegestaan::Nee, beschikbaar: Some(Euro::from_cents(9)) };
        let found = toekenning().shift(asked, known, &mut no_id);
        assert_eq!(found.unwrap_err(), Refusal::NotAllowed);
    }

    proptest! {
        #[test]
        fn nothing_is_made_or_lost(cents in -10_i64..900_000, room in 0_i64..900_000) {
            let total = |of: &Toekenning| of.potten.iter().map(|pot| pot.bedrag).sum::<Euro>();
            if let Ok(next) = shift(2, 1, cents, Some(room)) {
                prop_assert_eq!(total(&next.toekenning), total(&toekenning()));
                prop_assert!(cents <= room);
            }
        }
    }
}
