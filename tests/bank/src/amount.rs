//! Amounts as the messages write them, and whole eurocents as the bank counts them.

/// Parts of a euro in which amounts are compared: the schema allows five decimals.
const PARTS_PER_CENT: i128 = 1000;
const DECIMALS_MAX: usize = 5;
const WHOLE_DIGITS_MAX: usize = 18;

/// A decimal number that is not negative, as read from a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    parts: i128,
    decimals: usize,
}

impl Amount {
    /// Reads a decimal number. `None` when it is no number, is negative, or counts smaller parts
    /// than the schema allows for an amount.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('+').unwrap_or(text);
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if text.len() == text.matches('.').count() || !digits(whole) || !digits(fraction) {
            return None;
        }
        let kept = fraction.trim_end_matches('0');
        let whole = whole.trim_start_matches('0');
        if kept.len() > DECIMALS_MAX || whole.len() > WHOLE_DIGITS_MAX {
            return None;
        }
        let parts = format!("0{whole}{kept:0<DECIMALS_MAX$}").parse().ok()?;
        Some(Self { parts, decimals: fraction.len() })
    }

    /// How many decimals the text had.
    pub(crate) fn decimals(self) -> usize {
        self.decimals
    }

    /// Hundred-thousandths of a euro, for comparing sums exactly.
    pub(crate) fn parts(self) -> i128 {
        self.parts
    }

    /// Whole eurocents, or `None` when the amount is finer or too large to count.
    pub(crate) fn cents(self) -> Option<i64> {
        (self.parts % PARTS_PER_CENT == 0)
            .then(|| i64::try_from(self.parts / PARTS_PER_CENT).ok())
            .flatten()
    }
}

/// Eurocents with a point and two decimals: `1246.35`. The sign is left out, because the messages
/// carry it apart.
pub(crate) fn decimal(cents: i64) -> String {
    let cents = cents.unsigned_abs();
    format!("{}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimal_numbers_read_as_the_schema_allows() {
        for (text, cents, decimals) in [
            ("1246.35", Some(124_635), 2),
            ("600", Some(60_000), 0),
            ("+0.010", Some(1), 3),
            (".50", Some(50), 2),
            ("5.", Some(500), 0),
            ("0.00001", None, 5),
            ("999999999.99", Some(99_999_999_999), 2),
        ] {
            let amount = Amount::parse(text).expect(text);
            assert_eq!((amount.cents(), amount.decimals()), (cents, decimals), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_not_read() {
        for text in ["", ".", "-1.00", "1,00", "1e3", "1_000", "0.000001", "1.0.0", "٣", " 1"] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
        assert_eq!(Amount::parse(&"9".repeat(19)), None);
    }

    proptest! {
        #[test]
        fn cents_survive_writing_and_reading(cents in 0_i64..100_000_000_000) {
            prop_assert_eq!(Amount::parse(&decimal(cents)).unwrap().cents(), Some(cents));
        }

        #[test]
        fn no_text_makes_the_reader_of_amounts_panic(text in "[0-9.+-]{0,60}|\\PC{0,20}") {
            let _ = Amount::parse(&text);
        }
    }
}
