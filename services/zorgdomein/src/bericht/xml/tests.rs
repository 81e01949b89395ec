//! Hostile and merely strange documents.

use proptest::prelude::*;

use super::{LIMITS, Limits, Unreadable, message, read, read_within};
use crate::bericht::Berichtsoort;

const GOLDEN: &str = include_str!("../../../ipgb/golden/WMO501.xml");

fn kind() -> Berichtsoort {
    Berichtsoort {
        code: "458".to_owned(),
        code_retour: "459".to_owned(),
        wet: kernel::Wet::Wmo,
        naamruimte: "urn:nl:pgb-keten:ipgb:2.1:WMO501".to_owned(),
        naamruimte_retour: "urn:nl:pgb-keten:ipgb:2.1:WMO502".to_owned(),
        versie: 2,
        subversie: 1,
        xsd_versie: "1.0.0".to_owned(),
    }
}

#[test]
fn line_ends_byte_order_mark_prefixes_and_comments_make_no_difference() {
    let tree = read(GOLDEN.as_bytes()).unwrap();
    let unix = GOLDEN.replace("\r\n", "\n");
    assert_eq!(read(unix.as_bytes()), Ok(tree.clone()));
    assert_eq!(read(format!("\u{feff}{GOLDEN}").as_bytes()), Ok(tree.clone()));
    let commented = unix.replace("<Header>", "<!-- een opmerking --><Header>");
    assert_eq!(read(commented.as_bytes()), Ok(tree.clone()));
    let flat: String = unix.lines().collect();
    let same = |one: &super::Element| {
        message::read(one, &message::header(one).unwrap(), &kind()).map(|found| found.client.bsn)
    };
    assert_eq!(same(&read(flat.as_bytes()).unwrap()), same(&tree));
    let prefixed = unix
        .replace("</", "\u{1}")
        .replace("<?", "\u{2}")
        .replace('<', "<w:")
        .replace('\u{1}', "</w:")
        .replace('\u{2}', "<?")
        .replace(" xmlns=", " xmlns:w=");
    assert_eq!(read(prefixed.as_bytes()), Ok(tree));
}

#[test]
fn text_is_what_it_stands_for() {
    let tree = read(b"<a><b>&lt;&#65;&#x42;&amp;&quot;&apos;<![CDATA[<c>]]></b></a>").unwrap();
    assert_eq!(tree.children[0].text, "<AB&\"'<c>");
}

#[test]
fn hostile_documents_are_refused_for_what_they_are() {
    let deep = "<a>".repeat(LIMITS.depth + 1);
    let many = format!("<a>{}</a>", "<b/>".repeat(LIMITS.elements));
    let long = format!("<a>{}</a>", "x".repeat(LIMITS.text + 1));
    let cases: [(&[u8], Unreadable); 20] = [
        (b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", Unreadable::DocumentType),
        (b"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", Unreadable::DocumentType),
        (b"<a>&b;</a>", Unreadable::Entity),
        (b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", Unreadable::Encoding),
        (b"\xff\xfe<\0a\0/\0>\0", Unreadable::Encoding),
        (b"<a>\xe9</a>", Unreadable::Encoding),
        (deep.as_bytes(), Unreadable::TooDeep),
        (many.as_bytes(), Unreadable::TooManyElements),
        (long.as_bytes(), Unreadable::TooMuchText),
        (b"", Unreadable::Malformed),
        (b"   ", Unreadable::Malformed),
        (b"<a>", Unreadable::Malformed),
        (b"<a></b>", Unreadable::Malformed),
        (b"<a/><b/>", Unreadable::Malformed),
        (b"tekst<a/>", Unreadable::Malformed),
        (b"<a/>tekst", Unreadable::Malformed),
        (b"<p:a/>", Unreadable::Malformed),
        (b"<a b=\"1\" b=\"2\"/>", Unreadable::Malformed),
        (b"<a>\0</a>", Unreadable::Malformed),
        (b"<a>&#0;</a>", Unreadable::Malformed),
    ];
    for (bytes, expected) in cases {
        let start: String = String::from_utf8_lossy(bytes).chars().take(40).collect();
        assert_eq!(read(bytes), Err(expected), "{start}");
    }
    let small = Limits { bytes: 3, ..LIMITS };
    assert_eq!(read_within(b"<a/>", small), Err(Unreadable::TooLarge));
}

#[test]
fn elements_that_are_missing_strange_empty_or_out_of_order_break_the_schema() {
    let unix = GOLDEN.replace("\r\n", "\n");
    let broken = |from: &str, to: &str| {
        assert!(unix.contains(from), "{from}");
        let tree = read(unix.replacen(from, to, 1).as_bytes()).unwrap();
        let header = message::header(&tree).unwrap();
        message::read(&tree, &header, &kind()).map(|_| ()).unwrap_err()
    };
    for (from, to) in [
        ("<Soort>2</Soort>\n", ""),
        ("<Soort>2</Soort>", "<Soort/>"),
        ("<Soort>2</Soort>", "<Soort a=\"b\">2</Soort>"),
        ("<Soort>2</Soort>", "<Soort><Code>2</Code></Soort>"),
        ("<Nummer>1</Nummer>\n<Soort>2</Soort>", "<Soort>2</Soort>\n<Nummer>1</Nummer>"),
        ("<Budget>", "<Extra>1</Extra><Budget>"),
        ("<Budget>", "los<Budget>"),
        (">2000000<", ">2e6<"),
        (">2000000<", ">-1<"),
        ("<Client>", "<Client xmlns=\"urn:anders\">"),
    ] {
        assert!(broken(from, to).iter().all(|found| found.retourcode() == "0001"), "{to}");
    }
    for (from, to, rule) in [
        ("<BerichtCode>458<", "<BerichtCode>460<", "CS126"),
        ("<BerichtVersie>2<", "<BerichtVersie>1<", "CS515"),
        ("<BerichtSubversie>1<", "<BerichtSubversie>0<", "CS516"),
        ("<BerichtXsdVersie>1.0.0<", "<BerichtXsdVersie>1.0<", "CS128"),
    ] {
        assert!(broken(from, to).iter().any(|found| found.rule == rule), "{rule}");
    }
}

#[test]
fn fields_of_the_wrong_form_break_the_schema_at_their_class() {
    use crate::bericht::read as fields;
    let unix = GOLDEN.replace("\r\n", "\n");
    for (from, to, rule) in [
        ("<Voorletters>P<", "<Voorletters>P.<", "CS004"),
        ("<Telefoon>0990000001<", "<Telefoon>099-000<", "CS005"),
        ("<Dagtekening>2026-01-05<", "<Dagtekening>2026-01-05Z<", "XSD"),
        ("<Afgiftedatum>2026-01-02<", "<Afgiftedatum>2026-02-30<", "XSD"),
        ("<Bsn>999990019<", "<Bsn>99999001<", "XSD"),
        ("<Soort>2<", "<Soort>11<", "XSD"),
        ("<NaamGebruik>3<", "<NaamGebruik>7<", "XSD"),
        ("<Zorgfunctie>02<", "<Zorgfunctie>45<", "XSD"),
        (">2000000<", ">100000000<", "XSD"),
        ("<LandCode>NL<", "<LandCode>nl<", "XSD"),
        ("<Emailadres>proef@voorbeeld.example<", "<Emailadres>proef<", "XSD"),
    ] {
        assert!(unix.contains(from), "{from}");
        let tree = read(unix.replacen(from, to, 1).as_bytes()).unwrap();
        let Ok(header) = message::header(&tree) else { continue };
        let shape = message::read(&tree, &header, &kind()).unwrap();
        let breaks = fields::read(&shape).unwrap_err();
        assert_eq!(breaks.iter().map(|found| found.rule).collect::<Vec<_>>(), [rule], "{to}");
    }
}

/// Reads as far as anything can be read: what a fuzzer calls too.
fn everything(bytes: &[u8]) -> bool {
    crate::bericht::read_all(bytes, &[kind()])
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(!everything(&bytes));
    }

    #[test]
    fn no_text_of_xml_letters_makes_the_reader_panic(text in "[<>/&;!?a-zA-Z#x0-9\" =\\[\\]-]{0,200}") {
        prop_assert!(!everything(text.as_bytes()));
    }

    #[test]
    fn a_message_with_one_byte_changed_never_makes_the_reader_panic(at in 0..GOLDEN.len(), byte: u8) {
        let mut bytes = GOLDEN.as_bytes().to_vec();
        bytes[at] = byte;
        // Whatever it has become, it is read the same way twice.
        prop_assert_eq!(everything(&bytes), everything(&bytes));
    }

    #[test]
    fn a_message_cut_off_is_not_well_formed(at in 1..GOLDEN.len().saturating_sub(12)) {
        prop_assert!(read(&GOLDEN.as_bytes()[..at]).is_err());
    }
}
