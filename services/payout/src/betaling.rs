//! A payment: one per booked difference of a claim; it keeps its identity over all attempts; pure.
//!
//! A payment is payable when nothing holds it. An attempt is one try to move its money and has one
//! `EndToEndId` for ever. Which state may follow which is a table in the database, so that a
//! forbidden step is an error whoever takes it.

#![warn(clippy::arithmetic_side_effects)]

use contracts::payment::Declaratiedeel;
use contracts::{Betaalstaat, BetalingBijgewerkt};
use jiff::civil::Date;
use kernel::{Euro, Fault};
use uuid::Uuid;

use crate::grootboek::Potsleutel;
use crate::grootboek::posten::Deel;

pub mod flows;
pub mod gevolgen;
pub mod http;
pub mod store;

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Betaling {
    /// Which.
    pub id: Uuid,
    /// Whose money.
    pub verstrekker: Uuid,
    /// Who is paid.
    pub zorgverlener: Uuid,
    /// On which agreement.
    pub zorgovereenkomst: Uuid,
    /// To which account.
    pub betaalgegevens: Uuid,
    /// For which claim.
    pub declaratie: Uuid,
    /// Reference to the account, to compare.
    pub iban_ref: Option<String>,
    /// How much.
    pub bedrag: Euro,
    /// Where it stands.
    pub staat: Betaalstaat,
    /// Why it is held, refused or returned.
    pub reden: Option<String>,
    /// The how-manieth attempt; 0 before the first.
    pub poging: i32,
    /// The day on which the bank booked its debit, once it did; it stays when the money comes back,
    /// until it is paid again.
    pub betaald_op: Option<Date>,
    /// Facts said so far.
    pub versie: i64,
}

impl Betaling {
    /// Its state as a fact; the caller says it as version `versie`, which this raises.
    pub fn fact(&mut self) -> BetalingBijgewerkt {
        self.versie = self.versie.saturating_add(1);
        BetalingBijgewerkt {
            betaling_id: self.id,
            verstrekker_id: self.verstrekker,
            zorgverlener_id: self.zorgverlener,
            iban_ref: self.iban_ref.clone(),
            poging: self.poging,
            staat: self.staat,
            reden: self.reden.clone(),
            bedrag: self.bedrag,
            betaald_op: self.betaald_op,
            declaraties: vec![Declaratiedeel { id: self.declaratie, bedrag: self.bedrag }],
        }
    }
}

/// The share of one pot in a payment, with the grant whose position it moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Betalingsdeel {
    /// The payment.
    pub betaling: Uuid,
    /// The pot.
    pub pot: Potsleutel,
    /// The grant.
    pub toekenning: Uuid,
    /// What the payment pays from it.
    pub bedrag: Euro,
    /// What of that must come back.
    pub terug: Euro,
    /// What of that the budgethouder may claim again already.
    pub hersteld: Euro,
    /// What came back of it apart, by set-off or over the bank; no longer in `bedrag`.
    pub geind: Euro,
    /// What was waived of it and stays spent; no longer in `bedrag`.
    pub kwijt: Euro,
}

impl From<&Betalingsdeel> for Deel {
    fn from(deel: &Betalingsdeel) -> Self {
        let Betalingsdeel {
            betaling: _,
            pot,
            toekenning: _,
            bedrag,
            terug,
            hersteld,
            geind,
            kwijt,
        } = *deel;
        Self { pot, bedrag, terug, hersteld, geind, kwijt }
    }
}

/// The state as a column holds it.
pub const fn code(staat: Betaalstaat) -> &'static str {
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

/// All states.
pub const STATEN: [Betaalstaat; 8] = [
    Betaalstaat::Gereed,
    Betaalstaat::Aangehouden,
    Betaalstaat::InRun,
    Betaalstaat::Verzonden,
    Betaalstaat::Geaccepteerd,
    Betaalstaat::Betaald,
    Betaalstaat::Teruggekomen,
    Betaalstaat::Vervallen,
];

/// Reads a column or a query parameter; the wire name (`inRun`) reads as well.
pub fn parse_staat(text: &str) -> Result<Betaalstaat, Fault> {
    let compact: String = text.to_lowercase().chars().filter(|c| *c != '_').collect();
    STATEN.into_iter().find(|staat| code(*staat).replace('_', "") == compact).ok_or(Fault::new(
        "gereed, aangehouden, inRun, verzonden, geaccepteerd, betaald, teruggekomen of vervallen",
    ))
}

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pogingstaat {
    /// Chosen for a run.
    Aangemaakt,
    /// In a file.
    InBestand,
    /// The file went to the bank.
    Verzonden,
    /// The bank took it.
    Geaccepteerd,
    /// On a statement.
    Geboekt,
    /// The bank refused it.
    Afgewezen,
    /// It was paid and came back.
    Teruggekomen,
    /// Taken out of its run before a file was built.
    Vervallen,
}

impl Pogingstaat {
    const ALL: [Self; 8] = [
        Self::Aangemaakt,
        Self::InBestand,
        Self::Verzonden,
        Self::Geaccepteerd,
        Self::Geboekt,
        Self::Afgewezen,
        Self::Teruggekomen,
        Self::Vervallen,
    ];

    /// As a column holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aangemaakt => "aangemaakt",
            Self::InBestand => "in_bestand",
            Self::Verzonden => "verzonden",
            Self::Geaccepteerd => "geaccepteerd",
            Self::Geboekt => "geboekt",
            Self::Afgewezen => "afgewezen",
            Self::Teruggekomen => "teruggekomen",
            Self::Vervallen => "vervallen",
        }
    }

    /// Reads a column.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|staat| staat.code() == text)
            .ok_or(Fault::new("een staat van een poging"))
    }

    /// Whether the money is with the bank and its fate not yet known.
    pub const fn is_onderweg(self) -> bool {
        matches!(self, Self::InBestand | Self::Verzonden | Self::Geaccepteerd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_reads_back_from_its_column_and_its_wire_name() {
        for staat in STATEN {
            assert_eq!(parse_staat(code(staat)), Ok(staat));
            let wire = serde_json::to_value(staat).unwrap();
            assert_eq!(parse_staat(wire.as_str().unwrap()), Ok(staat));
        }
        for staat in Pogingstaat::ALL {
            assert_eq!(Pogingstaat::parse(staat.code()), Ok(staat));
        }
        assert!(parse_staat("weg").is_err());
    }
}
