//! What is written down of a person: name, address, contact. Sealed as a whole in the database;
//! never in `Debug`.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Everything known of a person besides his numbers.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Gegevens {
    /// Surname, or the name of a firm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naam: Option<String>,
    /// Initials, one run without dots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voorletters: Option<String>,
    /// Birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geboortedatum: Option<Date>,
    /// Home address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adres: Option<Adres>,
    /// Where he wants to be reached, when that differs from home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

impl Gegevens {
    /// What the address reference is made of: postcode and house number, which name a house.
    pub fn adres_key(&self) -> Option<String> {
        self.adres.as_ref().and_then(Adres::key)
    }

    /// What the contact reference is made of: e-mail, else telephone.
    pub fn contact_key(&self) -> Option<String> {
        let contact = self.contact.as_ref()?;
        contact.emailadres.as_ref().map(|mail| mail.to_lowercase()).or(contact.telefoon.clone())
    }

    /// Under eighteen on a day; unknown birth date is no.
    pub fn is_minderjarig(&self, today: Date) -> bool {
        self.geboortedatum.is_some_and(|born| {
            born.checked_add(jiff::Span::new().years(18)).is_ok_and(|adult| today < adult)
        })
    }
}

/// An address (iPgb Adres). The minimum is house number and postcode (TR506).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Adres {
    /// House number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 12, minimum = 1, maximum = 99999)]
    pub huisnummer: Option<u32>,
    /// House letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1)]
    pub huisletter: Option<String>,
    /// Addition to the house number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 6)]
    pub huisnummer_toevoeging: Option<String>,
    /// Postcode; in the Netherlands four digits and two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "9999XX", max_length = 12)]
    pub postcode: Option<String>,
    /// Street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80)]
    pub straatnaam: Option<String>,
    /// Town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80)]
    pub plaatsnaam: Option<String>,
    /// Country, ISO 3166 with two letters (COD032).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "NL", pattern = "^[A-Z]{2}$")]
    pub land_code: Option<String>,
}

impl Adres {
    /// Postcode and house number in one canonical form.
    fn key(&self) -> Option<String> {
        let postcode: String = self.postcode.as_ref()?.split_whitespace().collect();
        let letter = self.huisletter.as_deref().unwrap_or_default();
        let addition = self.huisnummer_toevoeging.as_deref().unwrap_or_default();
        Some(format!("{postcode}|{}|{letter}|{addition}", self.huisnummer?).to_uppercase())
    }
}

/// Where somebody wants to be reached (iPgb Contact).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Correspondence address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adres: Option<Adres>,
    /// Telephone, digits only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telefoon: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emailadres: Option<String>,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ingangsdatum: Option<Date>,
}

/// A name (iPgb Naam).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Naam {
    /// Surname.
    pub geslachtsnaam: String,
    /// Prefix of the surname.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voorvoegsel: Option<String>,
    /// Surname of the partner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partnernaam: Option<String>,
    /// First names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voornamen: Option<String>,
    /// Initials, one run without dots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voorletters: Option<String>,
    /// Which of the two names is used (COD700): 1 to 4.
    pub naam_gebruik: u8,
}

macro_rules! hidden {
    ($($name:ident),*) => {$(
        /// Shows the type only: these are personal data.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
hidden!(Gegevens, Adres, Contact, Naam);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn somebody_is_minderjarig_until_the_day_he_turns_eighteen() {
        let born = Gegevens { geboortedatum: Some(date(2008, 3, 5)), ..Gegevens::default() };
        assert!(born.is_minderjarig(date(2026, 3, 4)));
        assert!(!born.is_minderjarig(date(2026, 3, 5)));
        assert!(!Gegevens::default().is_minderjarig(date(2026, 3, 5)));
    }

    #[test]
    fn the_same_house_gives_the_same_key_however_it_is_written() {
        let house = |postcode: &str| Gegevens {
            adres: Some(Adres {
                postcode: Some(postcode.to_owned()),
                huisnummer: Some(7),
                ..Adres::default()
            }),
            ..Gegevens::default()
        };
        assert_eq!(house("9999xx").adres_key(), house("9999 XX").adres_key());
        assert_eq!(format!("{:?}", house("9999XX")), "Gegevens(…)");
    }
}
