//! Status reports as a bank writes them.

use payout::bank::{
    Bankbericht, Batchstatus, Leesfout, Reden, Status, Transactiestatus, pain002, read,
};

use crate::support::{data, schema_faults};

fn report(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-03-19T18:00:01</CreDtTm></GrpHdr>\
         {inside}</CstmrPmtStsRpt></Document>"
    )
}

fn group(inside: &str) -> String {
    format!(
        "<OrgnlGrpInfAndSts><OrgnlMsgId>PGB-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>\
         {inside}</OrgnlGrpInfAndSts>"
    )
}

fn reden(code: &str, toelichting: Option<&str>) -> Reden {
    Reden { code: code.to_owned(), toelichting: toelichting.map(ToOwned::to_owned) }
}

#[test]
fn a_report_is_read_at_its_three_levels() {
    let text = data("pain002-gedeeltelijk.xml");
    assert_eq!(schema_faults("pain.002.001.10", &text), None);
    let report = pain002::read(text.as_bytes()).unwrap();
    assert_eq!(report.msg_id, "BANK-20260319-000001");
    assert_eq!(report.aangemaakt_op, "2026-03-19T18:00:01Z".parse().unwrap());
    assert_eq!(report.orgnl_msg_id, "PGB-20260319-R0001-F01");
    assert_eq!(report.groep, Some(Status::Gedeeltelijk));
    assert_eq!(report.redenen, []);
    let rejected = Transactiestatus {
        instr_id: Some("01HQ3M9V7K2D5T8W4XZ6B1C0EH".to_owned()),
        end_to_end_id: Some("PGB000000000000003".to_owned()),
        status: Some(Status::Afgewezen),
        redenen: vec![reden("AC04", Some("refused before settlement"))],
    };
    assert_eq!(
        report.batches,
        [
            Batchstatus {
                pmt_inf_id: "PGB-20260319-R0001-B01".to_owned(),
                status: Some(Status::Geaccepteerd),
                redenen: vec![],
                transacties: vec![],
            },
            Batchstatus {
                pmt_inf_id: "PGB-20260319-R0001-B02".to_owned(),
                status: Some(Status::Gedeeltelijk),
                redenen: vec![],
                transacties: vec![rejected],
            },
        ]
    );
    assert_eq!(read(text.as_bytes()), Ok(Bankbericht::Status(report)));
}

#[test]
fn a_refused_file_names_no_payments_and_has_its_reason_at_the_top() {
    let text = data("pain002-afgewezen.xml");
    assert_eq!(schema_faults("pain.002.001.10", &text), None);
    let report = pain002::read(text.as_bytes()).unwrap();
    assert_eq!(report.groep, Some(Status::Afgewezen));
    assert_eq!(report.redenen.len(), 1);
    assert_eq!(report.redenen[0].code, "AM18");
    assert!(report.batches.is_empty());
}

#[test]
fn reasons_of_a_batch_stay_with_the_batch() {
    let text = report(&format!(
        "{}<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>\
         <StsRsnInf><Rsn><Cd>DT01</Cd></Rsn></StsRsnInf>\
         <StsRsnInf><Rsn><Prtry>EIGEN</Prtry></Rsn><AddtlInf>een</AddtlInf><AddtlInf>twee</AddtlInf></StsRsnInf>\
         <TxInfAndSts><OrgnlEndToEndId>PGB1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf/></TxInfAndSts>\
         <TxInfAndSts><OrgnlInstrId>I2</OrgnlInstrId></TxInfAndSts></OrgnlPmtInfAndSts>",
        group("")
    ));
    let report = pain002::read(text.as_bytes()).unwrap();
    assert_eq!((&report.groep, report.redenen.len()), (&None, 0));
    let [batch] = report.batches.as_slice() else { panic!("{report:?}") };
    assert_eq!(batch.status, Some(Status::Afgewezen));
    assert_eq!(batch.redenen, [reden("DT01", None), reden("EIGEN", Some("een twee"))]);
    let [first, second] = batch.transacties.as_slice() else { panic!("{batch:?}") };
    assert_eq!(first.redenen, [reden("MS03", None)], "a reason without a code is no reason given");
    let without =
        Transactiestatus { instr_id: Some("I2".to_owned()), ..Transactiestatus::default() };
    assert_eq!(*second, without);
}

#[test]
fn every_status_code_is_read_and_unknown_ones_are_kept() {
    for (code, status) in [
        ("RCVD", Status::Ontvangen),
        ("ACTC", Status::TechnischJuist),
        ("ACCP", Status::Geaccepteerd),
        ("ACSP", Status::Geaccepteerd),
        ("ACWC", Status::GeaccepteerdMetWijziging),
        ("PDNG", Status::InBehandeling),
        ("PART", Status::Gedeeltelijk),
        ("RJCT", Status::Afgewezen),
        ("ACSC", Status::Verwerkt),
        ("ACCC", Status::Verwerkt),
        ("RVNM", Status::Onbekend("RVNM".to_owned())),
        ("rjct", Status::Onbekend("rjct".to_owned())),
    ] {
        let text = report(&group(&format!("<GrpSts>{code}</GrpSts>")));
        assert_eq!(pain002::read(text.as_bytes()).unwrap().groep, Some(status), "{code}");
    }
}

#[test]
fn a_prefix_an_extension_and_entities_of_xml_itself_change_nothing() {
    let text = report(&group(
        "<GrpSts>ACSP</GrpSts><StsRsnInf><AddtlInf>&apos;a&apos; &#38; <![CDATA[b<c]]></AddtlInf></StsRsnInf>",
    ));
    let prefixed = text
        .replace("<Gr", "<p:Gr")
        .replace("</Gr", "</p:Gr")
        .replace("<Org", "<p:Org")
        .replace("</Org", "</p:Org")
        .replace("<Sts", "<p:Sts")
        .replace("</Sts", "</p:Sts")
        .replace("<Add", "<p:Add")
        .replace("</Add", "</p:Add")
        .replace("<Doc", "<p:Doc")
        .replace("</Doc", "</p:Doc")
        .replace("<Cst", "<p:Cst")
        .replace("</Cst", "</p:Cst")
        .replace("<Msg", "<p:Msg")
        .replace("</Msg", "</p:Msg")
        .replace("<Cre", "<p:Cre")
        .replace("</Cre", "</p:Cre")
        .replace("xmlns=", "xmlns:p=");
    let extended = text.replace(
        "</OrgnlGrpInfAndSts>",
        "</OrgnlGrpInfAndSts><SplmtryData><Envlp><x:GrpSts xmlns:x=\"urn:bank\"><x:MsgId>x</x:MsgId></x:GrpSts></Envlp></SplmtryData>",
    );
    let expected = pain002::read(text.as_bytes()).unwrap();
    assert_eq!(expected.redenen, [reden("MS03", Some("'a' & b<c"))]);
    assert_eq!(pain002::read(prefixed.as_bytes()).as_ref(), Ok(&expected));
    assert_eq!(pain002::read(extended.as_bytes()).as_ref(), Ok(&expected));
    assert_eq!(pain002::read(format!("\u{feff}{text}").as_bytes()).as_ref(), Ok(&expected));
}

#[test]
fn what_must_be_there_is_missed_by_its_path() {
    let whole = report(&format!(
        "{}<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId></OrgnlPmtInfAndSts>",
        group("")
    ));
    assert!(pain002::read(whole.as_bytes()).is_ok());
    for (gone, path) in [
        ("<MsgId>BANK-1</MsgId>", "/GrpHdr/MsgId"),
        ("<CreDtTm>2026-03-19T18:00:01</CreDtTm>", "/GrpHdr/CreDtTm"),
        ("<OrgnlMsgId>PGB-1</OrgnlMsgId>", "/OrgnlGrpInfAndSts/OrgnlMsgId"),
        ("<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>", "/OrgnlGrpInfAndSts/OrgnlMsgNmId"),
        ("<OrgnlPmtInfId>B1</OrgnlPmtInfId>", "/OrgnlPmtInfAndSts/OrgnlPmtInfId"),
    ] {
        for text in [whole.replace(gone, ""), whole.replace(gone, &format!("{gone}{gone}"))] {
            let Err(Leesfout::Element { element, .. }) = pain002::read(text.as_bytes()) else {
                panic!("{path}: was read")
            };
            assert_eq!(element, path);
        }
    }
    let other = whole.replace("pain.001.001.09", "pain.008.001.08");
    assert!(pain002::read(other.as_bytes()).is_err(), "a report on a direct debit");
}
