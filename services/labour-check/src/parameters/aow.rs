//! The AOW age by date of birth: the day of a row is a birthday, not a day of law.

reeksen! {
    /// AOW age in months, by date of birth.
    AOW_MAANDEN = "aow.maanden" "de AOW-leeftijd" Aantal, (1956, 3, 1) (1962, 9, 30):
        (1956, 3, 1) (1957, 2, 28) (2022, 1, 1) 802 "Rijksoverheid, AOW-leeftijd 2023" Onbevestigd,
        (1957, 3, 1) (1960, 12, 31) (2022, 1, 1) 804 "Rijksoverheid, AOW-leeftijd" Geldend,
        (1961, 1, 1) (1962, 9, 30) (2022, 10, 1) 807 "Rijksoverheid, AOW-leeftijd" Geldend;
}
