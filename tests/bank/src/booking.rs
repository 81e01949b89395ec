//! How an accepted batch becomes entries on the account.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::options::Booking;
use crate::reason::Code;

/// A batch of which at least one payment was accepted.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Bookable {
    pub(crate) account: String,
    pub(crate) msg_id: String,
    pub(crate) batch_id: String,
    /// The day on which it is booked.
    pub(crate) day: Date,
    /// One entry for the batch, or one for each payment.
    pub(crate) as_batch: bool,
    /// Payments with an amount the bank can book, in the order of the file.
    pub(crate) lines: Vec<Line>,
}

/// A payment of a batch, and the code with which it was refused, if it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Line {
    pub(crate) detail: Detail,
    pub(crate) refused: Option<Code>,
}

/// What a statement tells of one payment.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Detail {
    pub(crate) msg_id: String,
    pub(crate) batch_id: String,
    pub(crate) instr_id: Option<String>,
    pub(crate) end_to_end_id: String,
    pub(crate) cents: i64,
    pub(crate) name: Option<String>,
    pub(crate) iban: Option<String>,
    pub(crate) remittance: Option<String>,
}

/// Money out or in, seen from the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Debit,
    Credit,
}

impl Side {
    /// The word of the messages.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Debit => "DBIT",
            Self::Credit => "CRDT",
        }
    }

    /// What the movement does to a balance.
    pub(crate) const fn signed(self, cents: i64) -> i64 {
        match self {
            Self::Debit => cents.saturating_neg(),
            Self::Credit => cents,
        }
    }
}

/// A movement on the account, not yet numbered.
#[derive(Debug)]
pub(crate) struct Movement {
    pub(crate) side: Side,
    /// Above zero.
    pub(crate) cents: i64,
    pub(crate) day: Date,
    pub(crate) content: Content,
}

/// What a movement is made of.
#[derive(Debug)]
pub(crate) enum Content {
    /// The debit of a batch.
    Batch { msg_id: String, batch_id: String, details: Vec<Detail> },
    /// The debit of one payment.
    Payment(Detail),
    /// A refused payment credited back after its batch was debited gross.
    Refused { detail: Detail, code: Code },
    /// A payment that came back after it was settled.
    Returned { detail: Detail, code: Code },
    /// Money that came in, with its remittance text.
    Advance(String),
}

/// The movements of one batch. Debits less credits equal the accepted payments, whichever way
/// the bank books.
pub(crate) fn book(batch: Bookable, booking: Booking) -> Vec<Movement> {
    let Bookable { account: _, msg_id, batch_id, day, as_batch, lines } = batch;
    let mut debited = Vec::new();
    let mut movements = Vec::new();
    for Line { detail, refused } in lines {
        match (refused, booking) {
            (None, _) => debited.push(detail),
            (Some(code), Booking::Gross) => {
                debited.push(detail.clone());
                let (side, cents) = (Side::Credit, detail.cents);
                let content = Content::Refused { detail, code };
                movements.push(Movement { side, cents, day, content });
            }
            (Some(_), Booking::Net) => {}
        }
    }
    let debit = |cents, content| Movement { side: Side::Debit, cents, day, content };
    let debits = if as_batch {
        let cents = debited.iter().map(|detail| detail.cents).sum();
        vec![debit(cents, Content::Batch { msg_id, batch_id, details: debited })]
    } else {
        let one = |detail: Detail| debit(detail.cents, Content::Payment(detail));
        debited.into_iter().map(one).collect()
    };
    movements.splice(0..0, debits);
    movements
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn batch(lines: &[(i64, bool)], as_batch: bool) -> Bookable {
        let line = |(n, (cents, refused)): (usize, &(i64, bool))| Line {
            refused: refused.then_some(Code::of("AC04")),
            detail: Detail {
                msg_id: "M".into(),
                batch_id: "B".into(),
                instr_id: None,
                end_to_end_id: format!("PGB{n:015}"),
                cents: *cents,
                name: Some(format!("Proef Persoon {n}")),
                iban: Some("NL44RABO0123456789".into()),
                remittance: None,
            },
        };
        Bookable {
            account: "NL91ABNA0417164300".into(),
            msg_id: "M".into(),
            batch_id: "B".into(),
            day: date(2026, 3, 20),
            as_batch,
            lines: lines.iter().enumerate().map(line).collect(),
        }
    }

    fn cents(movements: &[Movement]) -> Vec<(Side, i64)> {
        movements.iter().map(|movement| (movement.side, movement.cents)).collect()
    }

    #[test]
    fn three_payments_with_one_refused_are_booked_in_either_way() {
        let lines = [(10_000, false), (10_000, true), (10_000, false)];
        let gross = book(batch(&lines, true), Booking::Gross);
        assert_eq!(cents(&gross), [(Side::Debit, 30_000), (Side::Credit, 10_000)]);
        let net = book(batch(&lines, true), Booking::Net);
        assert_eq!(cents(&net), [(Side::Debit, 20_000)]);
        let single = book(batch(&lines, false), Booking::Net);
        assert_eq!(cents(&single), [(Side::Debit, 10_000), (Side::Debit, 10_000)]);
    }

    proptest! {
        #[test]
        fn every_way_of_booking_moves_the_accepted_payments_to_the_cent(
            lines in prop::collection::vec((1_i64..100_000_000_000, any::<bool>()), 1..50),
            as_batch: bool,
        ) {
            let accepted: i64 = lines.iter().filter(|line| !line.1).map(|line| line.0).sum();
            for booking in [Booking::Gross, Booking::Net] {
                let movements = book(batch(&lines, as_batch), booking);
                let moved: i64 =
                    movements.iter().map(|movement| movement.side.signed(movement.cents)).sum();
                prop_assert_eq!(-moved, accepted);
            }
        }
    }
}
