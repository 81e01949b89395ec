//! Reads the values of ISO 20022: amounts, dates, moments, accounts.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use kernel::{Euro, Iban};

use super::Waarde;
use crate::bank::{AMSTERDAM, Leesfout, Richting};

impl Waarde {
    /// An amount in euros, in whole cents; further decimals may only be zeroes.
    pub(in crate::bank) fn euro(&self, path: &str) -> Result<Euro, Leesfout> {
        if self.valuta.as_deref() != Some("EUR") {
            return Err(Leesfout::element(path, "een bedrag in EUR"));
        }
        cents(&self.tekst)
            .map(Euro::from_cents)
            .ok_or_else(|| Leesfout::element(path, "een bedrag met ten hoogste twee decimalen"))
    }

    /// A day; a zone behind it says nothing.
    pub(in crate::bank) fn datum(&self, path: &str) -> Result<Date, Leesfout> {
        self.tekst
            .get(..10)
            .filter(|_| is_zone(self.tekst.get(10..).unwrap_or_default()))
            .filter(|day| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
            .and_then(|day| day.parse().ok())
            .ok_or_else(|| Leesfout::element(path, "een datum"))
    }

    /// A moment; without a zone it is one in Amsterdam.
    pub(in crate::bank) fn moment(&self, path: &str) -> Result<Timestamp, Leesfout> {
        let fault = || Leesfout::element(path, "een tijdstip");
        let local_max = "2026-03-19T18:00:01".len();
        let zone = self.tekst.get(local_max..).unwrap_or_default();
        let zone = zone.trim_start_matches(|char: char| char == '.' || char.is_ascii_digit());
        if !is_zone(zone) || !self.tekst.contains('T') {
            return Err(fault());
        }
        if !zone.is_empty() {
            return self.tekst.parse().map_err(|_unreadable| fault());
        }
        let local: DateTime = self.tekst.parse().map_err(|_unreadable| fault())?;
        let zoned = AMSTERDAM.to_zoned(local).map_err(|_outside| fault())?;
        Ok(zoned.timestamp())
    }

    /// The day of a moment in Amsterdam.
    pub(in crate::bank) fn dag(&self, path: &str) -> Result<Date, Leesfout> {
        self.moment(path).map(|moment| AMSTERDAM.to_datetime(moment).date())
    }

    /// An account.
    pub(in crate::bank) fn iban(&self, path: &str) -> Result<Iban, Leesfout> {
        Iban::parse(&self.tekst).map_err(|_fault| Leesfout::element(path, "een geldig IBAN"))
    }

    /// Money in or out.
    pub(in crate::bank) fn richting(&self, path: &str) -> Result<Richting, Leesfout> {
        match self.tekst.as_str() {
            "CRDT" => Ok(Richting::Bij),
            "DBIT" => Ok(Richting::Af),
            _ => Err(Leesfout::element(path, "CRDT of DBIT")),
        }
    }

    /// Yes or no.
    pub(in crate::bank) fn ja_of_nee(&self, path: &str) -> Result<bool, Leesfout> {
        match self.tekst.as_str() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(Leesfout::element(path, "true of false")),
        }
    }

    /// A whole number.
    pub(in crate::bank) fn getal(&self, path: &str) -> Result<i64, Leesfout> {
        let digits = self.tekst.bytes().all(|byte| byte.is_ascii_digit());
        let number = if digits { self.tekst.parse().ok() } else { None };
        number.ok_or_else(|| Leesfout::element(path, "een geheel getal"))
    }
}

/// `Z`, `+01:00`, or nothing.
fn is_zone(text: &str) -> bool {
    match text.as_bytes() {
        [] | [b'Z'] => true,
        [b'+' | b'-', hours @ .., b':', a, b] => {
            hours.len() == 2 && [a, b].into_iter().chain(hours).all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// `1246.35`, `1246.3`, `1246`, `.50`, `1246.35000`: not negative, in plain digits.
fn cents(text: &str) -> Option<i64> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = || whole.bytes().chain(fraction.bytes());
    let some = text.bytes().any(|byte| byte.is_ascii_digit());
    if !some || fraction.len() > 2 || !digits().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{whole}{fraction:0<2}").parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(text: &str) -> Waarde {
        Waarde { tekst: text.to_owned(), valuta: Some("EUR".to_owned()) }
    }

    #[test]
    fn amounts_are_whole_cents_in_plain_digits() {
        for (text, cents) in [
            ("1246.35", 124_635),
            ("1246.3", 124_630),
            ("1246", 124_600),
            ("5000.00000", 500_000),
            (".5", 50),
            ("5.", 500),
            ("+1.00", 100),
            ("0.00", 0),
        ] {
            assert_eq!(value(text).euro("/Amt"), Ok(Euro::from_cents(cents)), "{text}");
        }
        for bad in
            ["1246.351", "-1.00", "1,00", "1e3", "", ".", "+", "1.2.3", "99999999999999999999"]
        {
            assert!(value(bad).euro("/Amt").is_err(), "{bad}");
        }
        let dollars = Waarde { tekst: "1.00".to_owned(), valuta: Some("USD".to_owned()) };
        let none = Waarde { tekst: "1.00".to_owned(), valuta: None };
        assert!(dollars.euro("/Amt").is_err() && none.euro("/Amt").is_err());
    }

    #[test]
    fn moments_without_a_zone_are_in_amsterdam() {
        for (text, moment) in [
            ("2026-03-19T18:00:01Z", "2026-03-19T18:00:01Z"),
            ("2026-03-19T18:00:01+01:00", "2026-03-19T17:00:01Z"),
            ("2026-03-19T18:00:01", "2026-03-19T17:00:01Z"),
            ("2026-07-19T18:00:01.5", "2026-07-19T16:00:01.5Z"),
        ] {
            assert_eq!(value(text).moment("/CreDtTm"), Ok(moment.parse().unwrap()), "{text}");
        }
        for bad in [
            "2026-03-19",
            "18:00:01",
            "2026-03-19T18:00:01[Europe/Paris]",
            "2026-13-01T00:00:00Z",
            "é",
            "",
        ] {
            assert!(value(bad).moment("/CreDtTm").is_err(), "{bad}");
        }
    }

    #[test]
    fn a_booking_day_is_a_day_in_amsterdam() {
        let day = |month, day| Ok(jiff::civil::date(2026, month, day));
        assert_eq!(value("2026-03-20").datum("/Dt"), day(3, 20));
        assert_eq!(value("2026-03-20+01:00").datum("/Dt"), day(3, 20));
        assert_eq!(value("2026-03-19T23:30:00Z").dag("/DtTm"), day(3, 20));
        assert_eq!(value("2026-03-20T00:00:00").dag("/DtTm"), day(3, 20));
        for bad in ["20260320", "2026-02-30", "2026-03-20T00:00:00", "2026-03-2é", "2026-W12-5"] {
            assert!(value(bad).datum("/Dt").is_err(), "{bad}");
        }
    }

    #[test]
    fn a_fault_names_the_place_and_not_the_content() {
        let fault = value("NL00GEHEIM").iban("/Stmt/Acct/Id/IBAN").unwrap_err();
        assert_eq!(fault.to_string(), "element /Stmt/Acct/Id/IBAN: verwacht een geldig IBAN");
    }

    proptest! {
        #[test]
        fn no_value_makes_a_reader_panic(text in "\\PC{0,40}|[0-9TZ:+. -]{0,30}") {
            let value = value(&text);
            prop_assert!(value.euro("").is_err() || value.euro("").is_ok_and(|euro| euro >= Euro::ZERO));
            let faults = [
                value.datum("").is_err(),
                value.moment("").is_err(),
                value.dag("").is_err(),
                value.iban("").is_err(),
                value.getal("").is_err(),
            ];
            prop_assert!(faults.contains(&true), "no text is all of these");
        }

        #[test]
        fn amounts_as_we_write_them_read_back(cents in 0_i64..1_000_000_000_000) {
            let euro = Euro::from_cents(cents);
            prop_assert_eq!(value(&euro.decimal()).euro(""), Ok(euro));
        }
    }
}
