//! What a bank does and allows, as data: which account is debited, until when a file counts for
//! today, how large it may be, how a batch is booked; pure.

use jiff::civil::{Date, DateTime, Time};
use uuid::Uuid;

/// One own account at its bank, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bankprofiel {
    /// The account that is debited.
    pub eigen_rekening: Uuid,
    /// On the clock of Amsterdam; later is the next TARGET day.
    pub sluit_om: Time,
    /// Payments in one file.
    pub opdrachten_max: usize,
    /// Bytes of one file.
    pub bytes_max: usize,
    /// How a batch is debited.
    pub batchboeking: Batchboeking,
}

/// How a bank debits a batch of which some payments are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batchboeking {
    /// Whole, with a credit for each refusal.
    Bruto,
    /// Less what was refused.
    Netto,
    /// Nobody asked the bank; both are taken.
    Onbekend,
}

impl Batchboeking {
    /// Reads a column.
    pub fn parse(text: &str) -> Self {
        match text {
            "bruto" => Self::Bruto,
            "netto" => Self::Netto,
            _ => Self::Onbekend,
        }
    }

    /// Whether a debit that held refused payments, or left them out, is another way than agreed.
    pub fn surprises(self, bruto: bool) -> bool {
        match self {
            Self::Bruto => !bruto,
            Self::Netto => bruto,
            Self::Onbekend => false,
        }
    }
}

impl Bankprofiel {
    /// Whether a file of this moment is still executed on that day.
    pub fn takes(&self, uitvoerdatum: Date, nu: DateTime) -> bool {
        uitvoerdatum > nu.date() || nu.time() <= self.sluit_om
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn a_file_past_the_cut_off_does_not_count_for_today() {
        let bank = Bankprofiel {
            eigen_rekening: Uuid::nil(),
            sluit_om: time(13, 0, 0, 0),
            opdrachten_max: 10_000,
            bytes_max: 1_000_000,
            batchboeking: Batchboeking::Netto,
        };
        let today = date(2026, 3, 20);
        assert!(bank.takes(today, today.at(13, 0, 0, 0)));
        assert!(!bank.takes(today, today.at(13, 0, 1, 0)));
        assert!(bank.takes(date(2026, 3, 23), today.at(23, 0, 0, 0)));
        assert!(bank.batchboeking.surprises(true) && !bank.batchboeking.surprises(false));
    }
}
