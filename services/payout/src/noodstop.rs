//! The kill switch: stops selection, building and sending of payments; pure (payments:6.1).
//!
//! One person sets it, two persons lift it. It is a row, so it survives a restart; what the bank
//! says is still read. Whoever selects, builds or sends holds the switch shared until his
//! transaction ends, so that nothing begins after a stop was set.

#![warn(clippy::arithmetic_side_effects)]

use jiff::Timestamp;
use uuid::Uuid;

pub mod flows;
pub mod http;
pub mod store;

/// What a stop stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bereik {
    /// Everything.
    Alles,
    /// What is paid from one of our accounts.
    EigenRekening(Uuid),
    /// One run.
    Betaalrun(Uuid),
}

/// A stop in force or lifted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noodstop {
    /// Which.
    pub id: Uuid,
    /// What it stops.
    pub bereik: Bereik,
    /// Why.
    pub reden: String,
    /// Who set it.
    pub gezet_door: String,
    /// When.
    pub gezet_op: Timestamp,
    /// How far its lifting is.
    pub staat: Staat,
    /// Row version.
    pub revisie: i64,
}

/// How far the lifting of a stop is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Staat {
    /// In force.
    Actief,
    /// In force; one person asked to lift it.
    OpheffingGevraagd {
        /// Who.
        door: String,
        /// When.
        op: Timestamp,
    },
    /// Lifted by a second person.
    Opgeheven {
        /// Who asked.
        gevraagd_door: String,
        /// When.
        gevraagd_op: Timestamp,
        /// Who lifted it.
        door: String,
        /// When.
        op: Timestamp,
    },
}

/// What is about to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Voornemen {
    /// From which of our accounts, when it is known.
    pub eigen_rekening: Option<Uuid>,
    /// For which run, when there is one.
    pub betaalrun: Option<Uuid>,
}

/// Why an act on a stop is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not there.
    #[error("de noodstop bestaat niet")]
    Onbekend,
    /// It was lifted before.
    #[error("de noodstop is al opgeheven")]
    Opgeheven,
    /// Somebody else changed it in the meantime.
    #[error("de noodstop is intussen gewijzigd")]
    Gewijzigd,
    /// The second person must be another.
    #[error("wie om de opheffing vroeg, heft niet op (vier ogen)")]
    ZelfdePersoon,
}

impl Noodstop {
    /// Whether it is in force for what is about to be done.
    pub fn stops(&self, voornemen: Voornemen) -> bool {
        let inforce = match &self.staat {
            Staat::Actief | Staat::OpheffingGevraagd { door: _, op: _ } => true,
            Staat::Opgeheven { gevraagd_door: _, gevraagd_op: _, door: _, op: _ } => false,
        };
        inforce
            && match self.bereik {
                Bereik::Alles => true,
                Bereik::EigenRekening(id) => voornemen.eigen_rekening == Some(id),
                Bereik::Betaalrun(id) => voornemen.betaalrun == Some(id),
            }
    }

    /// One person asks to lift it; another does.
    pub fn lift(self, door: &str, op: Timestamp) -> Result<Self, Refusal> {
        let staat = match self.staat {
            Staat::Actief => Staat::OpheffingGevraagd { door: door.to_owned(), op },
            Staat::OpheffingGevraagd { door: eerder, op: gevraagd_op } => {
                if eerder == door {
                    return Err(Refusal::ZelfdePersoon);
                }
                Staat::Opgeheven { gevraagd_door: eerder, gevraagd_op, door: door.to_owned(), op }
            }
            Staat::Opgeheven { gevraagd_door: _, gevraagd_op: _, door: _, op: _ } => {
                return Err(Refusal::Opgeheven);
            }
        };
        Ok(Self { staat, revisie: self.revisie.saturating_add(1), ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(bereik: Bereik) -> Noodstop {
        Noodstop {
            id: Uuid::from_u128(1),
            bereik,
            reden: "verdacht".to_owned(),
            gezet_door: "medewerker-anna".to_owned(),
            gezet_op: Timestamp::UNIX_EPOCH,
            staat: Staat::Actief,
            revisie: 1,
        }
    }

    #[test]
    fn a_stop_stops_what_it_names_and_nothing_else() {
        let (rekening, run) = (Uuid::from_u128(2), Uuid::from_u128(3));
        let both = Voornemen { eigen_rekening: Some(rekening), betaalrun: Some(run) };
        let other = Voornemen { eigen_rekening: Some(run), betaalrun: Some(rekening) };
        assert!(stop(Bereik::Alles).stops(Voornemen::default()));
        for bereik in [Bereik::EigenRekening(rekening), Bereik::Betaalrun(run)] {
            assert!(stop(bereik).stops(both));
            assert!(!stop(bereik).stops(other));
            assert!(!stop(bereik).stops(Voornemen::default()));
        }
    }

    #[test]
    fn two_persons_lift_a_stop() {
        let now = Timestamp::UNIX_EPOCH;
        let asked = stop(Bereik::Alles).lift("medewerker-anna", now).unwrap();
        assert!(asked.stops(Voornemen::default()), "asked is not lifted");
        assert_eq!(asked.clone().lift("medewerker-anna", now), Err(Refusal::ZelfdePersoon));
        let lifted = asked.lift("medewerker-bram", now).unwrap();
        assert!(!lifted.stops(Voornemen::default()));
        assert_eq!(lifted.lift("medewerker-carla", now), Err(Refusal::Opgeheven));
    }
}
