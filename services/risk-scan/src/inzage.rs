//! Why somebody looks: every request names its purpose, and every look is logged with it; pure.
//!
//! The log tells who looked, for what, at which signal, whom the answer showed and how many rows.
//! It is only added to. Beside it stands the log of the platform, from which the checker proves
//! that nobody saw a row of another verstrekker.

#![warn(clippy::arithmetic_side_effects)]

use kernel::Fault;

pub mod http;
pub mod store;

/// The name of the header.
pub const HEADER: &str = "Doelbinding";

/// The purpose of a look: 3 to 200 characters, without anything that may be a number of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doelbinding(String);

impl Doelbinding {
    /// Reads the header.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let fault = Fault::new(
            "een doel van 3 tot en met 200 letters, cijfers of leestekens, zonder BSN of \
             rekeningnummer",
        );
        let text = text.trim();
        let plain = |c: char| c.is_alphanumeric() || " -_.,:/()".contains(c);
        let longest = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
        let good = (3..=200).contains(&text.chars().count())
            && text.chars().all(plain)
            && longest.is_none_or(|digits| digits < 8);
        if good { Ok(Self(text.to_owned())) } else { Err(fault) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_a_short_text_without_a_number_of_a_person() {
        for good in ["toezicht", " toezicht pgb ", "Wmo 2015, art. 6.1", "dossier 2026-0012/a"] {
            assert_eq!(Doelbinding::parse(good).unwrap().as_str(), good.trim());
        }
        let long = "x".repeat(201);
        for wrong in ["", "  ", "ab", "a\nb c", "BSN 999990019", "NL91ABNA0417164300", &long] {
            assert!(Doelbinding::parse(wrong).is_err(), "{wrong}");
        }
    }
}
