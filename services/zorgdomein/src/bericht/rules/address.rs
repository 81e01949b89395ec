//! Rules on addresses and contacts.

use super::{Class, Date, Place, Toekenningsbericht};
use crate::persoon::{Adres, Contact};

/// House number and postcode at least.
pub(super) fn tr506(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    addresses_where(bericht, "adres", |adres| {
        adres.huisnummer.is_none() || adres.postcode.is_none()
    })
}

/// A country exactly when there is a postcode.
pub(super) fn cd005(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    addresses_where(bericht, "adres/landCode", |adres| {
        adres.land_code.is_some() != adres.postcode.is_some()
    })
}

/// In the Netherlands a house has a number.
pub(super) fn cd025(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    addresses_where(bericht, "adres/huisnummer", |adres| {
        is_dutch(adres) && adres.huisnummer.is_none()
    })
}

/// `[1-9][0-9]{3}[A-Za-z]{2}` in the Netherlands.
pub(super) fn cs089(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    addresses_where(bericht, "adres/postcode", |adres| {
        is_dutch(adres) && adres.postcode.as_deref().is_some_and(|code| !is_dutch_postcode(code))
    })
}

/// One contact in the whole message.
pub(super) fn tr516(bericht: &Toekenningsbericht, _today: Date) -> Vec<Place> {
    let contacts = contacts(bericht);
    let extra = contacts.into_iter().skip(1);
    extra.map(|(class, _)| Place::of(class, "")).collect()
}

fn is_dutch(adres: &Adres) -> bool {
    adres.land_code.as_deref() == Some("NL")
}

fn is_dutch_postcode(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 6
        && bytes.first() != Some(&b'0')
        && bytes.iter().take(4).all(u8::is_ascii_digit)
        && bytes.iter().skip(4).all(u8::is_ascii_alphabetic)
}

fn contacts(bericht: &Toekenningsbericht) -> Vec<(Class, &Contact)> {
    let own = bericht.client.contact.iter().map(|contact| (Class::Contact, contact));
    let others = bericht.client.relaties.iter().enumerate();
    let others = others.filter_map(|(n, relatie)| {
        relatie.contact.as_ref().map(|contact| (Class::RelatieContact(n), contact))
    });
    own.chain(others).collect()
}

fn addresses_where(
    bericht: &Toekenningsbericht,
    field: &'static str,
    broken: impl Fn(&Adres) -> bool,
) -> Vec<Place> {
    contacts(bericht)
        .into_iter()
        .filter(|(_, contact)| contact.adres.as_ref().is_some_and(&broken))
        .map(|(class, _)| Place::of(class, field))
        .collect()
}
