//! People and firms, plainly invented.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use kernel::{Bsn, Iban, KvkNummer};

/// A natural person.
#[derive(Debug, Clone)]
pub struct Persoon {
    /// Test number.
    pub bsn: Bsn,
    /// Surname: `Proefpersoon-17`.
    pub naam: String,
    /// Birth date.
    pub geboortedatum: Date,
    /// House number; all live in one invented street with their own postcode.
    pub huisnummer: u32,
    /// Whether the register knows this person.
    pub in_brp: bool,
}

impl Persoon {
    /// One line of the BRP test register (NDJSON).
    pub fn brp_line(&self) -> String {
        let line = serde_json::json!({
            "bsn": self.bsn.as_str(),
            "naam": self.naam,
            "voorletters": "P",
            "geboortedatum": self.geboortedatum,
            "adres": { "postcode": "9999XX", "huisnummer": self.huisnummer },
        });
        format!("{line}\n")
    }
}

/// Who gives care and is paid.
#[derive(Debug, Clone)]
pub struct Zorgverlener {
    /// Name; also that of the account holder.
    pub naam: String,
    /// A person: BSN and birth date.
    pub persoon: Option<(Bsn, Date)>,
    /// Registration: firms, and persons who are entrepreneurs.
    pub kvk_nummer: Option<KvkNummer>,
    /// Account.
    pub iban: Iban,
    /// The verstrekkers (by place in the list) under whose budgets this one works.
    pub verstrekkers: Vec<usize>,
}

/// The numbers of test persons, found once.
static NUMBERS: LazyLock<Vec<Bsn>> = LazyLock::new(|| Bsn::of_test_persons().collect());

/// The `n`-th person.
pub fn nth(n: usize) -> Persoon {
    let number = u32::try_from(n).expect("a small population");
    let year = 1940_i16.saturating_add(i16::try_from(n % 65).expect("below 65"));
    let month = i8::try_from(n % 12).expect("below 12").saturating_add(1);
    let day = i8::try_from(n % 28).expect("below 28").saturating_add(1);
    Persoon {
        bsn: NUMBERS.get(n).cloned().expect("the range of test numbers is large enough"),
        naam: format!("Proefpersoon-{n}"),
        geboortedatum: date(year, month, day),
        huisnummer: number.saturating_add(1),
        in_brp: true,
    }
}

/// The budgethouders.
pub fn budgethouders(count: usize) -> Vec<Persoon> {
    (0..count).map(nth).collect()
}

/// The `n`-th account at the bank that does not exist (`PGBT`), with right check digits.
pub fn iban(n: usize) -> Iban {
    let account = format!("{n:010}");
    let digits: String = format!("PGBT{account}NL00")
        .chars()
        .map(|c| c.to_digit(36).map(|d| d.to_string()).unwrap_or_default())
        .collect();
    let remainder = digits.bytes().fold(0_u32, |rest, byte| {
        rest.saturating_mul(10).saturating_add(u32::from(byte.saturating_sub(b'0'))) % 97
    });
    let check = 98_u32.saturating_sub(remainder);
    Iban::parse(&format!("NL{check:02}PGBT{account}")).expect("the check digits were computed")
}

/// The `n`-th registration.
pub fn kvk_nummer(n: usize) -> KvkNummer {
    KvkNummer::parse(&format!("9{n:07}")).expect("eight digits")
}

#[cfg(test)]
mod tests {
    #[test]
    fn accounts_have_right_check_digits() {
        let accounts: Vec<_> = (0..500).map(super::iban).collect();
        assert_eq!(accounts.len(), 500);
    }
}
