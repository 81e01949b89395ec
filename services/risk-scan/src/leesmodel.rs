//! What is heard and kept, as indicators read it: the codes of its columns; pure.
//!
//! Facts that arrive are stored as typed rows in a fixed number of statements per batch. What the
//! types of `contracts` do not name is dropped when a fact is read, and free texts they do name
//! (an invoice number, a reason) are dropped here: nothing is kept that no indicator reads.

#![warn(clippy::arithmetic_side_effects)]

use contracts::claim::Entree;
use contracts::{Betaalstaat, DeclaratieSoort, Overeenkomststatus, ToekenningStatus};

pub mod messages;
pub mod store;

/// The state of a payment as its column holds it.
pub const fn staat_code(staat: Betaalstaat) -> &'static str {
    match staat {
        Betaalstaat::Gereed => "gereed",
        Betaalstaat::Aangehouden => "aangehouden",
        Betaalstaat::InRun => "in_run",
        Betaalstaat::Verzonden => "verzonden",
        Betaalstaat::Geaccepteerd => "geaccepteerd",
        Betaalstaat::Betaald => "betaald",
        Betaalstaat::Teruggekomen => "teruggekomen",
        Betaalstaat::Vervallen => "vervallen",
    }
}

/// The state of a toekenning as its column holds it.
pub const fn toekenning_code(status: ToekenningStatus) -> &'static str {
    match status {
        ToekenningStatus::Actief => "actief",
        ToekenningStatus::Vervangen => "vervangen",
        ToekenningStatus::Ingetrokken => "ingetrokken",
    }
}

/// The state of a zorgovereenkomst as its column holds it.
pub const fn zorgovereenkomst_code(status: Overeenkomststatus) -> &'static str {
    match status {
        Overeenkomststatus::Actief => "actief",
        Overeenkomststatus::Afgekeurd => "afgekeurd",
        Overeenkomststatus::Beeindigd => "beeindigd",
    }
}

/// The kind of a declaratie as its column holds it.
pub const fn soort_code(soort: DeclaratieSoort) -> &'static str {
    match soort {
        DeclaratieSoort::Uren => "uren",
        DeclaratieSoort::Factuur => "factuur",
        DeclaratieSoort::Maandloon => "maandloon",
    }
}

/// The door of a declaratie as its column holds it.
pub const fn entree_code(entree: Entree) -> &'static str {
    match entree {
        Entree::Rest => "rest",
        Entree::Bulk => "bulk",
        Entree::Portaal => "portaal",
        Entree::Papier => "papier",
        Entree::Kalender => "kalender",
    }
}
