//! The kinds of entries (payments:4.2), and which of them a closed year still takes.

#![warn(clippy::arithmetic_side_effects)]

/// The kinds of entries; the names are those of the handbook's events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Postsoort {
    /// Budget granted.
    E1,
    /// Grant raised or lowered.
    E2,
    /// Grant lowered below what was used.
    E2b,
    /// Advance received.
    E3,
    /// Voluntary deposit received.
    E4,
    /// New claim approved.
    E5,
    /// Wage claim approved.
    E6,
    /// Run released: one attempt in a file.
    E7,
    /// Debit booked by the bank.
    E8,
    /// The rejected part of a debit that the bank booked gross, and its credit.
    E8b,
    /// Attempt refused by the bank.
    E9,
    /// Payment came back.
    E10,
    /// To be paid again.
    E10a,
    /// Came back, and the claim is lowered.
    E10b,
    /// Corrected down before payment.
    E11,
    /// Corrected down after payment.
    E12,
    /// Past wage taxed too low.
    E12t,
    /// Corrected up.
    E12u,
    /// Recovered by set-off.
    E13,
    /// Recovered by a payment on the bank.
    E14,
    /// Recovery waived by the verstrekker.
    E15,
    /// Payment block set or lifted.
    E16,
    /// Part of a wage is due to a creditor.
    E17,
    /// Wage tax and premiums paid.
    E18,
    /// Holiday allowance paid.
    E19,
    /// Unknown entry on the bank.
    E20,
    /// Year end: what was not spent is released.
    E21,
    /// Settlement with the verstrekker.
    E22,
    /// Late claim on a closed year.
    E23,
    /// Recall answered, less a fee.
    E24,
}

impl Postsoort {
    /// Every kind.
    pub const ALL: [Self; 30] = [
        Self::E1,
        Self::E2,
        Self::E2b,
        Self::E3,
        Self::E4,
        Self::E5,
        Self::E6,
        Self::E7,
        Self::E8,
        Self::E8b,
        Self::E9,
        Self::E10,
        Self::E10a,
        Self::E10b,
        Self::E11,
        Self::E12,
        Self::E12t,
        Self::E12u,
        Self::E13,
        Self::E14,
        Self::E15,
        Self::E16,
        Self::E17,
        Self::E18,
        Self::E19,
        Self::E20,
        Self::E21,
        Self::E22,
        Self::E23,
        Self::E24,
    ];

    /// Its id in the handbook and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::E1 => "E1",
            Self::E2 => "E2",
            Self::E2b => "E2b",
            Self::E3 => "E3",
            Self::E4 => "E4",
            Self::E5 => "E5",
            Self::E6 => "E6",
            Self::E7 => "E7",
            Self::E8 => "E8",
            Self::E8b => "E8b",
            Self::E9 => "E9",
            Self::E10 => "E10",
            Self::E10a => "E10a",
            Self::E10b => "E10b",
            Self::E11 => "E11",
            Self::E12 => "E12",
            Self::E12t => "E12t",
            Self::E12u => "E12u",
            Self::E13 => "E13",
            Self::E14 => "E14",
            Self::E15 => "E15",
            Self::E16 => "E16",
            Self::E17 => "E17",
            Self::E18 => "E18",
            Self::E19 => "E19",
            Self::E20 => "E20",
            Self::E21 => "E21",
            Self::E22 => "E22",
            Self::E23 => "E23",
            Self::E24 => "E24",
        }
    }

    /// Whether a closed year takes it (payments:I14): only what finishes what was open. Closing
    /// itself (E21) is the last of the open year.
    pub const fn mag_na_afsluiting(self) -> bool {
        match self {
            Self::E1
            | Self::E2
            | Self::E2b
            | Self::E3
            | Self::E4
            | Self::E5
            | Self::E6
            | Self::E12u
            | Self::E21 => false,
            Self::E7
            | Self::E8
            | Self::E8b
            | Self::E9
            | Self::E10
            | Self::E10a
            | Self::E10b
            | Self::E11
            | Self::E12
            | Self::E12t
            | Self::E13
            | Self::E14
            | Self::E15
            | Self::E16
            | Self::E17
            | Self::E18
            | Self::E19
            | Self::E20
            | Self::E22
            | Self::E23
            | Self::E24 => true,
        }
    }
}
