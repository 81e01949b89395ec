//! Names, addresses and how somebody is reached.

use super::{Class, Faults, Place, codelists, wire};
use crate::persoon::{Adres, Contact, Naam};

impl Faults {
    /// Faults are noted; what did not read is left out.
    pub(super) fn contact(&mut self, class: Class, contact: &wire::Contact) -> Contact {
        let at = |field| Place::of(class, field);
        let adres = contact.adres.as_ref().map(|adres| self.adres(class, adres));
        let telefoon = self.optional_text(at("telefoon"), contact.telefoon.as_ref(), 15);
        if telefoon.as_ref().is_some_and(|number| !number.bytes().all(|b| b.is_ascii_digit())) {
            self.add("CS005", at("telefoon"), "een telefoonnummer van alleen cijfers");
        }
        let emailadres = self.optional_text(at("emailadres"), contact.emailadres.as_ref(), 80);
        if emailadres.as_ref().is_some_and(|mail| !looks_like_mail(mail)) {
            self.add("XSD", at("emailadres"), "een e-mailadres");
        }
        let ingangsdatum = self.optional_date(at("ingangsdatum"), contact.ingangsdatum.as_ref());
        Contact { adres, telefoon, emailadres, ingangsdatum }
    }

    fn adres(&mut self, class: Class, adres: &Adres) -> Adres {
        let at = |field| Place::of(class, field);
        if adres.huisnummer.is_some_and(|nummer| !(1..=99_999).contains(&nummer)) {
            self.add("XSD", at("adres/huisnummer"), "een huisnummer van 1 tot en met 99999");
        }
        let land = adres.land_code.as_ref();
        if land.is_some_and(|code| !codelists::is_known("COD032", code, self.day)) {
            self.add("XSD", at("adres/landCode"), "een landcode uit de codelijst");
        }
        Adres {
            huisnummer: adres.huisnummer,
            huisletter: self.optional_text(at("adres/huisletter"), adres.huisletter.as_ref(), 1),
            huisnummer_toevoeging: self.optional_text(
                at("adres/huisnummerToevoeging"),
                adres.huisnummer_toevoeging.as_ref(),
                6,
            ),
            postcode: self.optional_text(at("adres/postcode"), adres.postcode.as_ref(), 12),
            straatnaam: self.optional_text(at("adres/straatnaam"), adres.straatnaam.as_ref(), 80),
            plaatsnaam: self.optional_text(at("adres/plaatsnaam"), adres.plaatsnaam.as_ref(), 80),
            land_code: land.cloned(),
        }
    }

    pub(super) fn naam(&mut self, class: Class, naam: &wire::Naam) -> Option<Naam> {
        let at = |field| Place::of(class, field);
        let geslachtsnaam = self.text(at("naam/geslachtsnaam"), &naam.geslachtsnaam, 200);
        let voorvoegsel = naam.voorvoegsel.as_ref();
        let voorvoegsel = self.optional_text(at("naam/voorvoegsel"), voorvoegsel, 10);
        let partnernaam = naam.partnernaam.as_ref();
        let partnernaam = self.optional_text(at("naam/partnernaam"), partnernaam, 200);
        let voornamen = self.optional_text(at("naam/voornamen"), naam.voornamen.as_ref(), 200);
        let voorletters = naam.voorletters.as_ref();
        let voorletters = self.optional_text(at("naam/voorletters"), voorletters, 6);
        if voorletters.as_ref().is_some_and(|run| !run.chars().all(char::is_alphabetic)) {
            self.add("CS004", at("naam/voorletters"), "voorletters aan elkaar, zonder punten");
        }
        let gebruik = self.code(at("naam/naamGebruik"), &naam.naam_gebruik, "COD700");
        Some(Naam {
            geslachtsnaam: geslachtsnaam?,
            voorvoegsel,
            partnernaam,
            voornamen,
            voorletters,
            naam_gebruik: gebruik?,
        })
    }
}

fn looks_like_mail(mail: &str) -> bool {
    mail.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !mail.chars().any(char::is_whitespace)
    })
}
