//! Bytes that are no message, or that mean harm.

use payout::bank::{self, Leesfout, camt053, pain002, read};
use proptest::prelude::*;

use crate::support::data;

fn report() -> String {
    data("pain002-gedeeltelijk.xml")
}

fn refusal(bytes: &[u8]) -> Leesfout {
    let fault = pain002::read(bytes).expect_err("was read");
    assert!(camt053::read(bytes).is_err());
    assert!(read(bytes).is_err());
    fault
}

#[test]
fn a_doctype_is_refused_before_anything_is_made_of_it() {
    let bomb =
        "<!DOCTYPE Document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>";
    let outside = "<!DOCTYPE Document SYSTEM \"file:///etc/passwd\">";
    for doctype in [bomb, outside, "<!DOCTYPE Document>"] {
        let text = report().replacen("<Document", &format!("{doctype}<Document"), 1);
        assert_eq!(refusal(text.as_bytes()), Leesfout::GeenXml("er staat een DOCTYPE in"));
    }
}

#[test]
fn only_the_entities_of_xml_itself_are_known() {
    for entity in ["&b;", "&#0;", "&#xD800;", "&#xFFFFFFF;", "&;", "& "] {
        let text = report().replacen("<MsgId>", &format!("<MsgId>{entity}"), 1);
        assert!(matches!(refusal(text.as_bytes()), Leesfout::GeenXml(_)), "{entity}");
    }
}

#[test]
fn what_is_not_well_formed_utf8_is_refused() {
    let text = report();
    let half = &text.as_bytes()[..text.len() / 2];
    let mut latin = text.clone().into_bytes();
    let place = text.find("BANK").unwrap();
    latin[place] = 0xE9;
    let control = text.replacen("BANK", "BA\u{1}NK", 1);
    let declared = text.replacen("UTF-8", "ISO-8859-1", 1);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let crossed = text.replacen("</GrpHdr>", "</GrpHdX>", 1);
    let twice = format!("{text}{text}");
    let after = format!("{text}en nog iets");
    for bytes in [
        half,
        &latin,
        control.as_bytes(),
        declared.as_bytes(),
        &utf16,
        crossed.as_bytes(),
        after.as_bytes(),
        b"",
        b"   ",
        b"{\"msgId\": 1}",
        b"<a",
        b"<a/>",
        b"\xFF\xFE",
    ] {
        let fault = refusal(bytes);
        assert!(matches!(fault, Leesfout::GeenXml(_) | Leesfout::AnderBericht { .. }), "{fault}");
    }
    assert!(pain002::read(twice.as_bytes()).is_err());
}

#[test]
fn another_message_or_version_is_named() {
    let expected = Leesfout::AnderBericht { verwacht: "pain.002.001.10" };
    for (from, to) in [
        ("pain.002.001.10", "pain.002.001.03"),
        ("urn:iso:std:iso:20022:tech:xsd:pain.002.001.10", ""),
        ("urn:iso:std", "URN:iso:std"),
        (" xmlns=", " xmlns:x="),
        ("CstmrPmtStsRpt", "CstmrPmtStsRptX"),
        ("Document", "Dokument"),
    ] {
        let text = report().replace(from, to);
        assert_eq!(pain002::read(text.as_bytes()), Err(expected.clone()), "{from} to {to}");
    }
    assert_eq!(pain002::read(data("camt053-bruto.xml").as_bytes()), Err(expected));
    let two_bodies = report().replace("</Document>", "<CstmrPmtStsRpt/></Document>");
    assert!(pain002::read(two_bodies.as_bytes()).is_err());
    let foreign = report().replacen("<Document ", "<Document xmlns:z=\"urn:z\" ", 1);
    let foreign = foreign.replacen("<MsgId>", "<z:MsgId>", 1).replacen("</MsgId>", "</z:MsgId>", 1);
    let Err(Leesfout::Element { element, .. }) = pain002::read(foreign.as_bytes()) else {
        panic!("an element of another namespace was taken for ours")
    };
    assert_eq!(element, "/GrpHdr/MsgId");
}

#[test]
fn depth_length_and_number_have_limits() {
    let inside = |extra: &str| report().replacen("</GrpHdr>", &format!("{extra}</GrpHdr>"), 1);
    let deep = |open: &str| open.repeat(100);
    let long = format!("<MsgRcpt>{}</MsgRcpt>", "x".repeat(5000));
    let cut_up = format!("<MsgRcpt>{}</MsgRcpt>", "x<!-- -->".repeat(5000));
    let spaces = (0..50).map(|n| format!(" xmlns:n{n}=\"urn:n\"")).collect::<Vec<_>>().concat();
    for text in [
        inside(&deep("<a>")),
        inside(&format!("<x:a xmlns:x=\"urn:x\">{}", deep("<x:a>"))),
        inside(&long),
        inside(&cut_up),
    ] {
        assert!(matches!(refusal(text.as_bytes()), Leesfout::TeGroot(_)));
    }
    assert!(matches!(refusal(inside(&format!("<a{spaces}/>")).as_bytes()), Leesfout::GeenXml(_)));
    let many = report().replacen(
        "<TxInfAndSts>",
        &format!("{}<TxInfAndSts>", "<TxInfAndSts/>".repeat(500_001)),
        1,
    );
    assert!(matches!(pain002::read(many.as_bytes()), Err(Leesfout::TeGroot(_))));
    let huge = vec![b' '; bank::BYTES_MAX + 1];
    assert!(matches!(refusal(&huge), Leesfout::TeGroot(_)));
}

#[test]
fn a_refusal_never_repeats_what_was_sent() {
    let secret = "GEHEIM999990019";
    for (from, to) in [
        ("<CreDtTm>", format!("<CreDtTm>{secret}")),
        ("<MsgId>", format!("<MsgId>&{secret};")),
        ("<GrpHdr>", format!("<{secret}>")),
        ("<GrpHdr>", format!("<{secret} {secret}=<>")),
        ("pain.002.001.10\"", format!("pain.002.{secret}\"")),
        ("<Document", format!("<!DOCTYPE {secret}><Document")),
    ] {
        let fault = pain002::read(report().replacen(from, &to, 1).as_bytes()).unwrap_err();
        assert!(!format!("{fault} {fault:?}").contains(secret), "{fault:?}");
    }
}

/// Pieces of messages, to be laid in any order.
const PARTS: &[&str] = &[
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">",
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">",
    "</Document>",
    "<BkToCstmrStmt>",
    "</BkToCstmrStmt>",
    "<CstmrPmtStsRpt>",
    "</CstmrPmtStsRpt>",
    "<GrpHdr><MsgId>1</MsgId></GrpHdr>",
    "<Stmt>",
    "</Stmt>",
    "<Ntry>",
    "</Ntry>",
    "<NtryDtls>",
    "</NtryDtls>",
    "<TxDtls>",
    "</TxDtls>",
    "<RtrInf/>",
    "<Amt Ccy=\"EUR\">1.00</Amt>",
    "<Amt Ccy=>",
    "<OrgnlPmtInfAndSts>",
    "</OrgnlPmtInfAndSts>",
    "<StsRsnInf>",
    "</StsRsnInf>",
    "<x:y xmlns:x='z'>",
    "</x:y>",
    "&amp;",
    "&x;",
    "x",
    "<!-- -->",
    "<![CDATA[x]]>",
    "<?x y?>",
    "<!DOCTYPE x>",
];

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read(&bytes).is_err());
        prop_assert!(pain002::read(&bytes).is_err() && camt053::read(&bytes).is_err());
    }

    #[test]
    fn no_arrangement_of_elements_makes_a_reader_panic(
        parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)
    ) {
        let text = parts.concat();
        // Nothing in these pieces makes a whole message: a balance or a status is always missing.
        prop_assert!(pain002::read(text.as_bytes()).is_err() && camt053::read(text.as_bytes()).is_err());
    }

    /// A message with one byte changed is read, or refused; what was read of a statement still closes
    /// or says that it does not.
    #[test]
    fn a_damaged_message_is_read_or_refused(place in 0_usize..8000, byte in any::<u8>()) {
        for name in ["camt053-bruto.xml", "pain002-gedeeltelijk.xml"] {
            let mut bytes = data(name).into_bytes();
            let place = place % bytes.len();
            bytes[place] = byte;
            if let Ok(bank::Bankbericht::Afschrift(afschrift)) = read(&bytes) {
                for overzicht in &afschrift.overzichten {
                    let sum: i64 = overzicht.boekingen.iter().map(|boeking| match boeking.richting {
                        bank::Richting::Bij => boeking.bedrag.cents(),
                        bank::Richting::Af => -boeking.bedrag.cents(),
                    }).sum();
                    let closes = overzicht.beginsaldo.cents() + sum == overzicht.eindsaldo.cents();
                    prop_assert_eq!(overzicht.proof().is_ok(), closes);
                }
            }
        }
    }
}
