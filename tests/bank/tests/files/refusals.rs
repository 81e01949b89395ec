//! Every reason to refuse, at its level.

use bank::Outcome;

use crate::customer::{Customer, Message, ORDER, parts};

/// [`ORDER`] with one change, and what the bank answers.
fn answer(old: &str, new: &str) -> (Outcome, Message) {
    let changed = ORDER.replacen(old, new, 1);
    assert_ne!(changed, ORDER, "{old} stands in the order");
    answer_to(&changed)
}

fn answer_to(order: impl AsRef<[u8]>) -> (Outcome, Message) {
    let customer = Customer::new();
    let summary = customer.sends("order.xml", order).run(|_| {});
    assert_eq!(summary.accepted > 0, !summary.statements.is_empty(), "only accepted is booked");
    (summary.files[0].outcome, customer.report(&summary))
}

#[test]
fn a_faulty_group_is_refused_as_a_whole() {
    for (old, new, code) in [
        ("<NbOfTxs>4<", "<NbOfTxs>5<", "AM18"),
        ("<CtrlSum>2146.35<", "<CtrlSum>2146.34<", "AM10"),
        ("<CtrlSum>2146.35<", "<CtrlSum>2146.350001<", "AM10"),
        ("-F01<", "-F01/<", "FF01"),
        ("SVB Servicecentrum PGB", "SVB Servicecentrum &amp; PGB", "FF01"),
    ] {
        let (outcome, report) = answer(old, new);
        assert_eq!(outcome, Outcome::Rejected, "{new}");
        assert_eq!(report.one("GrpSts"), "RJCT", "{new}");
        assert_eq!(report.one("OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd"), code, "{new}");
        assert!(report.all("OrgnlPmtInfId").is_empty(), "a group refusal carries no rows");
    }
}

#[test]
fn a_faulty_batch_is_refused_and_the_other_one_paid() {
    for (old, new, code) in [
        ("<NbOfTxs>3<", "<NbOfTxs>2<", "AM18"),
        ("<CtrlSum>900.00<", "<CtrlSum>900.01<", "AM10"),
        ("R0001-B02", "R0001-B01", "AM05"),
        ("R0001-B02", "R0001//B02", "FF01"),
    ] {
        let (outcome, report) = answer(old, new);
        assert_eq!((outcome, report.one("GrpSts")), (Outcome::Partly, "PART"), "{new}");
        assert_eq!(report.all("PmtInfSts"), ["ACSP", "RJCT"], "{new}");
        assert_eq!(report.one("OrgnlPmtInfAndSts/StsRsnInf/Rsn/Cd"), code, "{new}");
        assert!(report.all("TxSts").is_empty(), "a refused batch names no payment");
    }
    for (old, new, code) in [
        ("<PmtMtd>TRF<", "<PmtMtd>TRA<", "AG02"),
        ("<SvcLvl><Cd>SEPA<", "<SvcLvl><Cd>URGP<", "AG02"),
        ("<ChrgBr>SLEV<", "<ChrgBr>SHAR<", "AG02"),
        ("<Ccy>EUR<", "<Ccy>USD<", "AG02"),
        ("<IBAN>NL91ABNA0417164300<", "<IBAN>NL20INGB0001234567<", "AC02"),
        ("<IBAN>NL91ABNA0417164300<", "<IBAN>NL92ABNA0417164300<", "AC02"),
        ("<BICFI>ABNANL2A<", "<BICFI>NOTPROVIDED<", "RC01"),
        ("<Dbtr><Nm>SVB Servicecentrum PGB</Nm></Dbtr>", "<Dbtr/>", "BE01"),
        ("<Dbtr><Nm>SVB", "<Dbtr><Nm>SVB \u{e9}", "FF01"),
        ("<Dt>2026-03-20</Dt>", "<Dt>2026-03-18</Dt>", "DT01"),
        ("<Dt>2026-03-20</Dt>", "<Dt>2026-03-21</Dt>", "DT01"),
        ("<Dt>2026-03-20</Dt>", "<Dt>2026-04-03</Dt>", "DT01"),
        ("<Dt>2026-03-20</Dt>", "<Dt>2027-03-22</Dt>", "DT01"),
        ("<Dt>2026-03-20</Dt>", "<Dt>2026-03-20Z</Dt>", "DT01"),
        ("<Dt>2026-03-20</Dt>", "<DtTm>2026-03-20T10:00:00</DtTm>", "DT01"),
    ] {
        let (outcome, report) = answer(old, new);
        assert_eq!((outcome, report.one("GrpSts")), (Outcome::Partly, "PART"), "{new}");
        assert_eq!(report.all("PmtInfSts"), ["RJCT", "ACSP"], "{new}");
        assert_eq!(report.one("OrgnlPmtInfAndSts/StsRsnInf/Rsn/Cd"), code, "{new}");
    }
}

#[test]
fn a_faulty_payment_is_refused_and_its_batch_paid() {
    let name = |length| format!("<Cdtr><Nm>{}</Nm></Cdtr>", "x".repeat(length));
    let cdtr = "<Cdtr><Nm>Proef Persoon 18</Nm></Cdtr>";
    for (old, new, code) in [
        ("<IBAN>NL70TRIO0123456789<", "<IBAN>NL71TRIO0123456789<", "AC01"),
        ("<IBAN>NL70TRIO0123456789</IBAN>", "<Othr><Id>123</Id></Othr>", "AC01"),
        ("<IBAN>NL70TRIO0123456789<", "<IBAN>BR1800360305000010009795493C1<", "AG01"),
        ("<IBAN>NL70TRIO0123456789<", "<IBAN>NL91ABNA0417164300<", "AG01"),
        ("PGB000000000000003", "PGB000000000000002", "AM05"),
        ("1C0EH", "1C0EG", "AM05"),
        ("PGB000000000000003", "/PGB3", "FF01"),
        ("01HQ3M9V7K2D5T8W4XZ6B1C0EH", "a//b", "FF01"),
        ("Ccy=\"EUR\">100.00", "Ccy=\"USD\">100.00", "AM03"),
        ("Ccy=\"EUR\">100.00", "Ccy=\"EUR\">100", "AM09"),
        ("Ccy=\"EUR\">100.00", "Ccy=\"EUR\">100.000", "AM09"),
        (cdtr, "<Cdtr/>", "BE01"),
        (cdtr, &name(71), "BE01"),
        ("Proef Persoon 18", "Pr\u{f6}f Persoon 18", "FF01"),
        ("pgb maart 2026 kenmerk 3", "pgb &lt;3&gt;", "FF01"),
        ("kenmerk 3</Ustrd>", "kenmerk 3</Ustrd><Ustrd>more</Ustrd>", "FF01"),
        (cdtr, &format!("<ChrgBr>SHAR</ChrgBr>{cdtr}"), "AG02"),
        (
            cdtr,
            &format!(
                "<CdtrAgt><FinInstnId><BICFI>NOTPROVIDED</BICFI></FinInstnId></CdtrAgt>{cdtr}"
            ),
            "RC01",
        ),
    ] {
        let (outcome, report) = answer(old, new);
        assert_eq!((outcome, report.one("GrpSts")), (Outcome::Partly, "PART"), "{new}");
        assert_eq!(report.all("PmtInfSts"), ["ACSP", "PART"], "{new}");
        assert_eq!(report.one("TxInfAndSts/TxSts"), "RJCT", "{new}");
        assert_eq!(report.one("TxInfAndSts/StsRsnInf/Rsn/Cd"), code, "{new}");
    }
}

#[test]
fn amounts_outside_the_limits_are_refused() {
    for (amount, total, batch, code) in [
        ("0.00", "2046.35", "800.00", "AM01"),
        ("1000000000.00", "1000002046.35", "1000000800.00", "AM02"),
        ("100.001", "2146.351", "900.001", "AM09"),
    ] {
        let order = ORDER
            .replace(">100.00<", &format!(">{amount}<"))
            .replace(">2146.35<", &format!(">{total}<"))
            .replace(">900.00<", &format!(">{batch}<"));
        let (outcome, report) = answer_to(order);
        assert_eq!(outcome, Outcome::Partly, "{amount}");
        assert_eq!(report.one("TxInfAndSts/StsRsnInf/Rsn/Cd"), code, "{amount}");
    }
}

#[test]
fn a_batch_of_which_every_payment_is_refused_is_refused_with_the_reasons_of_its_payments() {
    let (outcome, report) = answer("NL44RABO0123456789", "NL45RABO0123456789");
    assert_eq!(outcome, Outcome::Partly);
    assert_eq!(report.all("PmtInfSts"), ["RJCT", "ACSP"]);
    assert_eq!(report.one("TxInfAndSts/StsRsnInf/Rsn/Cd"), "AC01");
}

#[test]
fn a_file_with_one_payment_is_refused() {
    let (first, _) = parts("    <PmtInf>");
    let one = format!("{first}  </CstmrCdtTrfInitn>\n</Document>")
        .replace("<NbOfTxs>4<", "<NbOfTxs>1<")
        .replace("<CtrlSum>2146.35<", "<CtrlSum>1246.35<");
    let (outcome, report) = answer_to(one);
    assert_eq!(outcome, Outcome::Rejected);
    assert_eq!(report.one("OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd"), "AG02");
}

#[test]
fn what_cannot_be_read_is_refused_without_a_reference_to_trust() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\">\
                <!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe9</a>".to_vec();
    let (cut, _) = ORDER.split_at(ORDER.len() / 2);
    for bytes in [bomb.as_bytes(), &latin, cut.as_bytes(), b"", b"not XML at all", &[0xff; 100]] {
        let (outcome, report) = answer_to(bytes);
        assert_eq!((outcome, report.one("GrpSts")), (Outcome::Rejected, "RJCT"));
        assert_eq!(report.one("OrgnlMsgId"), "NOTPROVIDED");
        assert_eq!(report.one("StsRsnInf/Rsn/Cd"), "FF01");
    }
}

#[test]
fn what_the_schema_refuses_is_refused_with_the_place_and_never_the_content() {
    for (old, new, place) in [
        ("<EndToEndId>PGB000000000000003</EndToEndId>", "<EndToEndId></EndToEndId>", "EndToEndId"),
        ("<PmtMtd>TRF<", "<PmtMtd>XYZ<", "PmtMtd"),
        ("pain.001.001.09", "pain.001.001.03", "Document"),
        ("Ccy=\"EUR\">100.00", "Ccy=\"EUR\">100.000001", "InstdAmt"),
        ("kenmerk 3", &"x".repeat(141), "Ustrd"),
        ("NL70TRIO0123456789", "nl70", "IBAN"),
    ] {
        let (outcome, report) = answer(old, new);
        assert_eq!(outcome, Outcome::Rejected, "{place}");
        assert_eq!(report.one("OrgnlMsgId"), "PGB-20260319-R0001-F01", "{place}");
        assert_eq!(report.one("StsRsnInf/Rsn/Cd"), "FF01", "{place}");
        let said = report.one("AddtlInf");
        assert!(said.contains(&format!("element {place}")), "{said}");
    }
    let long = answer("PGB-20260319-R0001-F01", &"x".repeat(36)).1;
    assert_eq!(long.one("OrgnlMsgId"), "NOTPROVIDED");
}

#[test]
fn a_file_above_the_size_limit_is_refused_once() {
    let customer = Customer::new();
    let file = std::fs::File::create(customer.path("in").join("huge.xml")).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    let summary = customer.run(|_| {});
    assert_eq!(customer.report(&summary).one("StsRsnInf/Rsn/Cd"), "FF01");
    assert!(customer.run(|_| {}).files.is_empty());
}
