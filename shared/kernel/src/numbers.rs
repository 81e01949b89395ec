//! Numbers that name a person, an organisation or an account.

use crate::Fault;
use crate::text::checked_text;

checked_text!(
    /// Burgerservicenummer: nine digits that pass the elfproef (weights 9 … 2, −1).
    Bsn, "^[0-9]{9}$", "999990019", hidden, |text| {
        let fault = Fault::new("een BSN van 9 cijfers dat voldoet aan de elfproef");
        let digits = all_digits(text, 9).ok_or(fault)?;
        let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
        let sum = weighted_sum(&digits, &weights);
        if sum != 0 && sum.rem_euclid(11) == 0 { Ok(text.to_owned()) } else { Err(fault) }
    }
);

checked_text!(
    /// International bank account number in capitals without spaces; mod 97 and the length of
    /// its country are right. Dutch numbers are not tested with the elfproef (payments:1.11).
    Iban, "^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$", "NL91ABNA0417164300", hidden, |text| {
        let compact: String =
            text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_uppercase()).collect();
        match compact.parse::<iban::Iban>() {
            Ok(_) => Ok(compact),
            Err(_) => Err(Fault::new("een geldig IBAN")),
        }
    }
);

checked_text!(
    /// Organisatie-identificatienummer: twenty digits, the prefix says which register.
    Oin, "^[0-9]{20}$", "00000099000000010000", shown, |text| {
        all_digits(text, 20).map(|_| text.to_owned()).ok_or(Fault::new("een OIN van 20 cijfers"))
    }
);

checked_text!(
    /// Number in the register of the Kamer van Koophandel: eight digits.
    KvkNummer, "^[0-9]{8}$", "90000001", shown, |text| {
        all_digits(text, 8)
            .map(|_| text.to_owned())
            .ok_or(Fault::new("een KvK-nummer van 8 cijfers"))
    }
);

checked_text!(
    /// AGB-code of a care provider: eight digits.
    AgbCode, "^[0-9]{8}$", "41000001", shown, |text| {
        all_digits(text, 8)
            .map(|_| text.to_owned())
            .ok_or(Fault::new("een AGB-code van 8 cijfers"))
    }
);

fn all_digits(text: &str, length: usize) -> Option<Vec<i32>> {
    if text.len() != length {
        return None;
    }
    text.chars().map(|c| c.to_digit(10).and_then(|d| i32::try_from(d).ok())).collect()
}

fn weighted_sum(digits: &[i32], weights: &[i32]) -> i32 {
    digits
        .iter()
        .zip(weights)
        .fold(0, |sum, (digit, weight)| sum.saturating_add(digit.saturating_mul(*weight)))
}

impl Bsn {
    /// The numbers of the range `9999…` that pass the elfproef, for test persons: some nine
    /// thousand, always in the same order.
    pub fn of_test_persons() -> impl Iterator<Item = Self> {
        (0..100_000_u32).filter_map(|tail| Self::parse(&format!("9999{tail:05}")).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bsn_passes_the_elfproef() {
        for good in ["999990019", "123456782", "111222333"] {
            assert!(Bsn::parse(good).is_ok(), "{good}");
        }
        for bad in ["999990018", "000000000", "12345678", "1234567890", "99999001a", "９99990019"]
        {
            assert!(Bsn::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_bsn_and_an_iban_do_not_show_themselves() {
        assert_eq!(format!("{:?}", Bsn::parse("999990019").unwrap()), "Bsn(…)");
        assert_eq!(format!("{:?}", Iban::parse("NL91 ABNA 0417 1643 00").unwrap()), "Iban(…)");
    }

    #[test]
    fn an_iban_is_kept_without_spaces_in_capitals() {
        assert_eq!(Iban::parse("nl91 abna 0417 1643 00").unwrap().as_str(), "NL91ABNA0417164300");
        for bad in ["NL91ABNA0417164301", "NL91", "", "XX00", "NL91ABNA04171643000"] {
            assert!(Iban::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn invented_persons_have_numbers_in_the_test_range() {
        let numbers: std::collections::BTreeSet<Bsn> = Bsn::of_test_persons().collect();
        assert!(numbers.len() > 9000);
        assert!(numbers.iter().all(|bsn| bsn.as_str().starts_with("9999")));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_parser_panic(text in "\\PC{0,40}") {
            let compact: String = text.chars().filter(|c| *c != ' ').collect();
            prop_assert!(Iban::parse(&text).is_err() || compact.len() >= 15);
            prop_assert!(Bsn::parse(&text).is_err() || text.len() == 9);
            prop_assert!(Oin::parse(&text).is_err() || text.len() == 20);
            prop_assert!(KvkNummer::parse(&text).is_err() || text.len() == 8);
            prop_assert!(AgbCode::parse(&text).is_err() || text.len() == 8);
        }

        #[test]
        fn one_changed_digit_breaks_a_bsn(n in 0_usize..500, place in 0_usize..9, add in 1_u32..10) {
            let bsn = Bsn::of_test_persons().nth(n).unwrap();
            let mut digits: Vec<u32> = bsn.as_str().chars().filter_map(|c| c.to_digit(10)).collect();
            digits[place] = digits[place].wrapping_add(add) % 10;
            let other: String = digits.iter().map(ToString::to_string).collect();
            prop_assert!(Bsn::parse(&other).is_err());
        }
    }
}
