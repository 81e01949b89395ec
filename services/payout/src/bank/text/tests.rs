use proptest::prelude::*;

use super::*;

#[test]
fn the_set_has_73_characters() {
    assert_eq!((0..=255_u8).filter(|byte| is_sepa(char::from(*byte))).count(), 73);
}

#[test]
fn letters_become_the_letter_they_are_built_on() {
    for (text, expected) in [
        ("Zoë Müller", "Zoe Muller"),
        ("André Çelik-Øster", "Andre Celik-Oster"),
        ("Thuiszorg Jansen & Zn.", "Thuiszorg Jansen + Zn."),
        ("d’Hondt", "d'Hondt"),
        ("Straße", "Strase"),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Θεός Щукин", "THeos SHTukin"),
        ("Zoe\u{308}", "Zoe"),
        ("a_b~c;d[e]", "a-b-c,d(e)"),
        ("€ 5 *", "E 5 ."),
        ("  twee \t\n regels\u{a0} ", "twee regels"),
    ] {
        assert_eq!(convert(text), Omgezet { tekst: expected.to_owned(), verloren: 0 }, "{text}");
    }
}

#[test]
fn a_letter_without_a_form_is_counted_as_lost() {
    assert_eq!(convert("王 Li"), Omgezet { tekst: ". Li".to_owned(), verloren: 1 });
    assert_eq!(naam("王 Li"), Err(Naamfout::Onleesbaar { verloren: 1 }));
    assert_eq!(omschrijving("factuur 王 1").as_deref(), Ok("factuur . 1"));
}

#[test]
fn a_name_is_measured_after_conversion() {
    let seventy = "é".repeat(70);
    assert_eq!(naam(&seventy), Ok("e".repeat(70)));
    assert_eq!(naam(&"щ".repeat(23)).map(|name| name.len()), Ok(69));
    assert!(matches!(naam(&"щ".repeat(24)), Err(Naamfout::TeLang { lengte: 72, .. })));
    for empty in ["", "  ", "...", "\u{300}", "\u{200b}"] {
        assert_eq!(naam(empty), Err(Naamfout::Leeg), "{empty:?}");
    }
}

#[test]
fn a_name_that_is_too_long_is_refused_with_whole_words_as_proposal() {
    let long = "Stichting Proef voor Zorg en Ondersteuning in de Buurt van de Grote Rivieren";
    let Err(fault @ Naamfout::TeLang { .. }) = naam(long) else { panic!("was taken") };
    let Naamfout::TeLang { lengte, voorstel } = &fault else { panic!("another fault") };
    assert_eq!(*lengte, 76);
    assert_eq!(
        voorstel.as_str(),
        "Stichting Proef voor Zorg en Ondersteuning in de Buurt van de Grote"
    );
    assert!(!format!("{fault:?} {fault}").contains("Stichting"), "a name shows itself");
    let one_word = "x".repeat(71);
    let Err(Naamfout::TeLang { voorstel, .. }) = naam(&one_word) else { panic!("was taken") };
    assert_eq!(voorstel.as_str(), "x".repeat(70));
}

#[test]
fn remittance_has_at_most_140_characters_after_conversion() {
    assert_eq!(omschrijving(&"ö".repeat(140)), Ok("o".repeat(140)));
    let fault = Omschrijvingfout::TeLang { lengte: 141 };
    assert_eq!(omschrijving(&"x".repeat(141)), Err(fault));
    assert_eq!(omschrijving(" \u{feff}"), Err(Omschrijvingfout::Leeg));
}

#[test]
fn references_are_refused_and_never_converted() {
    for good in ["PGB-20260319-R0001-F01", "a/b", "x", &"9".repeat(35)] {
        assert_eq!(kenmerk(good), Ok(()), "{good}");
    }
    for (bad, why) in [
        ("", Kenmerkfout::Lengte),
        (" a", Kenmerkfout::Lengte),
        (&"9".repeat(36), Kenmerkfout::Lengte),
        ("é", Kenmerkfout::Teken),
        ("a&b", Kenmerkfout::Teken),
        ("a\nb", Kenmerkfout::Teken),
        ("/a", Kenmerkfout::Streep),
        ("a/", Kenmerkfout::Streep),
        ("a//b", Kenmerkfout::Streep),
    ] {
        assert_eq!(kenmerk(bad), Err(why), "{bad:?}");
    }
}

#[test]
fn every_form_in_the_tables_is_itself_sepa_and_no_character_stands_twice() {
    let mut seen = std::collections::HashSet::new();
    for (form, characters) in epc217::MARKS.iter().chain(epc217::LETTERS).chain(epc217::ADDED) {
        assert!(form.chars().all(is_sepa), "{form}");
        for char in characters.chars() {
            assert!(!is_sepa(char) && seen.insert(char), "{char}");
        }
    }
    assert!(seen.len() > 325);
}

proptest! {
    #[test]
    fn what_is_converted_is_sepa_and_converts_to_itself(text in "\\PC{0,200}|[\\x00-\\u{2100}]{0,99}") {
        let once = convert(&text).tekst;
        prop_assert!(once.chars().all(is_sepa));
        prop_assert_eq!(convert(&once), Omgezet { tekst: once.clone(), verloren: 0 });
        prop_assert_eq!(once.trim(), once.as_str());
    }

    #[test]
    fn a_proposal_is_a_name_that_may_be_sent(text in "[a-z é&]{60,160}") {
        if let Err(Naamfout::TeLang { voorstel, .. }) = naam(&text) {
            prop_assert_eq!(naam(voorstel.as_str()), Ok(voorstel.as_str().to_owned()));
        }
    }
}
