//! Statements as a bank writes them.

use jiff::civil::date;
use kernel::Euro;
use payout::bank::{
    Afschrift, Bankbericht, Bankboeking, Detail, Leesfout, Richting, Sluitfout, camt053, read,
};
use proptest::prelude::*;

use crate::support::{data, schema_faults};

const ENTRY: &str = "<Ntry><Amt Ccy=\"EUR\">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
    <BookgDt><Dt>2026-03-20</Dt></BookgDt><BkTxCd><Prtry><Cd>N123</Cd></Prtry></BkTxCd></Ntry>";

fn balance(soort: &str, amount: &str, sign: &str) -> String {
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{soort}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt>\
         <CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-03-20</Dt></Dt></Bal>"
    )
}

fn statement(balances: &str, entries: &str) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-03-20T18:00:02Z</CreDtTm></GrpHdr>\
         <Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>\
         <Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>{balances}{entries}</Stmt>\
         </BkToCstmrStmt></Document>"
    )
}

fn usual_balances() -> String {
    balance("OPBD", "10.00", "CRDT") + &balance("CLBD", "15.00", "CRDT")
}

fn sample(name: &str) -> Afschrift {
    let text = data(name);
    assert_eq!(schema_faults("camt.053.001.08", &text), None);
    let message = camt053::read(text.as_bytes()).unwrap();
    assert_eq!(read(text.as_bytes()).as_ref(), Ok(&Bankbericht::Afschrift(message.clone())));
    message
}

#[test]
fn a_statement_is_read_with_its_batches_and_closes() {
    let message = sample("camt053-bruto.xml");
    assert_eq!(message.msg_id, "BANK-20260320-000002");
    let [overzicht] = message.overzichten.as_slice() else { panic!("{message:?}") };
    assert_eq!((overzicht.id.as_str(), overzicht.volgnummer), ("BANK-20260320-000002-S1", Some(1)));
    assert_eq!(overzicht.iban.as_str(), "NL91ABNA0417164300");
    assert_eq!(overzicht.beginsaldo, Euro::from_cents(1_000_000));
    assert_eq!(overzicht.eindsaldo, Euro::from_cents(1_295_365));
    assert_eq!(overzicht.datum, date(2026, 3, 20));
    assert_eq!(overzicht.proof(), Ok(()));
    let [advance, wages, invoices, rejected] = overzicht.boekingen.as_slice() else {
        panic!("{overzicht:?}")
    };
    let text = advance.details[0].omschrijving.as_deref();
    assert_eq!((advance.richting, text), (Richting::Bij, Some("voorschot 2026 deel 1")));
    assert_eq!((&advance.details[0].end_to_end_id, &advance.pmt_inf_id), (&None, &None));
    assert_eq!(wages.pmt_inf_id.as_deref(), Some("PGB-20260319-R0001-B01"));
    assert_eq!(wages.transactiecode.as_deref(), Some("PMNT/ICDT/ESCT"));
    assert_eq!((invoices.bedrag, invoices.details.len()), (Euro::from_cents(90_000), 3));
    let amounts = invoices.details.iter().map(|detail| detail.bedrag.unwrap());
    assert_eq!(Euro::checked_sum(amounts), Some(invoices.bedrag));
    assert!(rejected.terugboeking && !invoices.terugboeking);
    assert_eq!((rejected.richting, rejected.bedrag), (Richting::Bij, Euro::from_cents(10_000)));
    assert_eq!(rejected.details[0].end_to_end_id.as_deref(), Some("PGB000000000000003"));
}

#[test]
fn a_return_is_a_credit_with_our_reference_and_a_reason() {
    let message = sample("camt053-retour.xml");
    let [boeking] = message.overzichten[0].boekingen.as_slice() else { panic!("{message:?}") };
    let detail = Detail {
        end_to_end_id: Some("PGB000000000000002".to_owned()),
        instr_id: Some("01HQ3M9V7K2D5T8W4XZ6B1C0EG".to_owned()),
        bedrag: Some(Euro::from_cents(60_000)),
        retourreden: Some("MD07".to_owned()),
        omschrijving: Some("factuur 2026-031 kenmerk 2".to_owned()),
    };
    let expected = Bankboeking {
        positie: 1,
        referentie: Some("BANK202603230000000005".to_owned()),
        richting: Richting::Bij,
        bedrag: Euro::from_cents(60_000),
        boekdatum: date(2026, 3, 23),
        terugboeking: false,
        transactiecode: Some("PMNT/ICDT/RRTN".to_owned()),
        pmt_inf_id: Some("PGB-20260319-R0001-B02".to_owned()),
        details: vec![detail],
    };
    assert_eq!(*boeking, expected);
    assert_eq!(message.overzichten[0].proof(), Ok(()));
}

#[test]
fn a_bank_that_books_net_debits_the_batch_less_its_refused_payments() {
    let message = sample("camt053-netto.xml");
    let overzicht = &message.overzichten[0];
    assert_eq!(overzicht.proof(), Ok(()));
    let debits: Vec<Euro> = overzicht.boekingen.iter().map(|boeking| boeking.bedrag).collect();
    assert_eq!(debits, [Euro::from_cents(124_635), Euro::from_cents(80_099)]);
    assert!(overzicht.eindsaldo < Euro::ZERO, "an overdrawn account is below zero");
    assert!(overzicht.boekingen.iter().all(|boeking| boeking.richting == Richting::Af));
}

#[test]
fn an_amount_that_a_detail_does_not_name_is_unknown() {
    let details = "<NtryDtls><TxDtls/><TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">2.00</Amt></TxAmt></AmtDtls></TxDtls>\
        <TxDtls><Amt Ccy=\"USD\">3.00</Amt><RtrInf/></TxDtls></NtryDtls></Ntry>";
    let text = statement(&usual_balances(), &ENTRY.replace("</Ntry>", details));
    let message = camt053::read(text.as_bytes()).unwrap();
    let details = &message.overzichten[0].boekingen[0].details;
    let amounts: Vec<Option<i64>> =
        details.iter().map(|detail| detail.bedrag.map(Euro::cents)).collect();
    assert_eq!(amounts, [None, Some(200), None]);
    let reasons: Vec<Option<&str>> =
        details.iter().map(|detail| detail.retourreden.as_deref()).collect();
    assert_eq!(reasons, [None, None, Some("")], "a return without a code is still a return");
}

#[test]
fn only_booked_entries_that_move_money_are_kept_and_positions_count_all() {
    let pending =
        ENTRY.replace("BOOK", "PDNG").replace("<BookgDt><Dt>2026-03-20</Dt></BookgDt>", "");
    let nothing = ENTRY.replace("5.00", "0.00");
    let dollars = ENTRY.replace("BOOK", "INFO").replace("EUR", "USD");
    let text = statement(&usual_balances(), &format!("{pending}{nothing}{dollars}{ENTRY}"));
    let message = camt053::read(text.as_bytes()).unwrap();
    let [boeking] = message.overzichten[0].boekingen.as_slice() else { panic!("{message:?}") };
    assert_eq!((boeking.positie, boeking.transactiecode.as_deref()), (4, Some("N123")));
    assert_eq!(message.overzichten[0].proof(), Ok(()));
}

#[test]
fn a_batch_is_named_only_when_all_details_name_the_same() {
    let named = |ids: &[&str]| {
        let detail = |id: &&str| format!("<NtryDtls><TxDtls><Refs>{id}</Refs></TxDtls></NtryDtls>");
        let details = ids.iter().map(detail).collect::<Vec<_>>().concat();
        let entry = ENTRY.replace("</Ntry>", &format!("{details}</Ntry>"));
        let text = statement(&usual_balances(), &entry);
        camt053::read(text.as_bytes()).unwrap().overzichten[0].boekingen[0].pmt_inf_id.clone()
    };
    let (one, two) = ("<PmtInfId>B1</PmtInfId>", "<PmtInfId>B2</PmtInfId>");
    assert_eq!(named(&[one, one]).as_deref(), Some("B1"));
    for ids in [&[one, two][..], &[one, ""], &["", one], &[""], &[]] {
        assert_eq!(named(ids), None, "{ids:?}");
    }
}

#[test]
fn a_statement_that_does_not_close_says_so() {
    let text = statement(&usual_balances(), &ENTRY.replace("5.00", "5.01"));
    let message = camt053::read(text.as_bytes()).unwrap();
    let fault =
        Sluitfout { eindsaldo: Euro::from_cents(1500), berekend: Some(Euro::from_cents(1501)) };
    assert_eq!(message.overzichten[0].proof(), Err(fault));
    let largest = statement(&usual_balances().replace("10.00", "92233720368547758.07"), ENTRY);
    let message = camt053::read(largest.as_bytes()).unwrap();
    assert_eq!(message.overzichten[0].proof().unwrap_err().berekend, None);
}

#[test]
fn the_balance_before_may_go_by_its_other_name() {
    let text = statement(&usual_balances().replace("OPBD", "PRCD"), ENTRY);
    let message = camt053::read(text.as_bytes()).unwrap();
    assert_eq!(message.overzichten[0].beginsaldo, Euro::from_cents(1000));
    let other = balance("ITBD", "1.00", "DBIT").replace("EUR", "USD");
    let text = statement(&format!("{}{other}", usual_balances()), ENTRY);
    assert!(camt053::read(text.as_bytes()).is_ok(), "other balances are not ours to judge");
}

#[test]
fn what_is_wrong_is_told_by_its_path() {
    let whole = statement(&usual_balances(), ENTRY);
    assert!(camt053::read(whole.as_bytes()).is_ok());
    for (from, to, path) in [
        ("<Id>S1</Id>", "", "/Stmt/Id"),
        ("<ElctrncSeqNb>7<", "<ElctrncSeqNb>zeven<", "/Stmt/ElctrncSeqNb"),
        ("NL91ABNA0417164300", "NL92ABNA0417164300", "/Stmt/Acct/Id/IBAN"),
        ("<IBAN>NL91ABNA0417164300</IBAN>", "<Othr><Id>1</Id></Othr>", "/Stmt/Acct/Id/IBAN"),
        ("OPBD", "ITBD", "/Stmt/Bal"),
        ("CLBD", "ITBD", "/Stmt/Bal"),
        ("CLBD", "OPBD", "/Stmt/Bal/Amt"),
        ("5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>", "5.00</Amt><Sts>", "/Stmt/Ntry/CdtDbtInd"),
        ("\">5.00</Amt><CdtDbtInd>CRDT", "\">5.00</Amt><CdtDbtInd>BOTH", "/Stmt/Ntry/CdtDbtInd"),
        ("EUR\">5.00", "USD\">5.00", "/Stmt/Ntry/Amt"),
        ("\">5.00", "\">-5.00", "/Stmt/Ntry/Amt"),
        ("\">5.00", "\">5.001", "/Stmt/Ntry/Amt"),
        ("<Sts><Cd>BOOK</Cd></Sts>", "", "/Stmt/Ntry/Sts"),
        ("<BookgDt><Dt>2026-03-20", "<BookgDt><Dt>2026-02-30", "/Stmt/Ntry/BookgDt/Dt"),
        ("<BookgDt><Dt>2026-03-20</Dt></BookgDt>", "", "/Stmt/Ntry/BookgDt"),
        ("<Sts>", "<RvslInd>ja</RvslInd><Sts>", "/Stmt/Ntry/RvslInd"),
        ("<Stmt>", "<!-- ", "/Stmt"),
    ] {
        let mut text = whole.replacen(from, to, 1);
        if from == "<Stmt>" {
            text = text.replace("</Stmt>", " -->");
        }
        assert_ne!(text, whole, "{from}");
        let Err(Leesfout::Element { element, .. }) = camt053::read(text.as_bytes()) else {
            panic!("{from} to {to}: {:?}", camt053::read(text.as_bytes()))
        };
        assert_eq!(element, path, "{from} to {to}");
    }
}

proptest! {
    /// Entries add up to what the statement says, and are read as they were written.
    #[test]
    fn what_was_booked_is_read_and_closes(
        opening in -1_000_000_000_i64..1_000_000_000,
        entries in prop::collection::vec((1_i64..100_000_000, any::<bool>()), 0..50),
    ) {
        let signed = |cents: i64, credit: bool| if credit { cents } else { -cents };
        let closing = opening + entries.iter().map(|(cents, credit)| signed(*cents, *credit)).sum::<i64>();
        let sign = |credit: bool| if credit { "CRDT" } else { "DBIT" };
        let amount = |cents: i64| Euro::from_cents(cents.abs()).decimal();
        let bodies: String = entries
            .iter()
            .map(|(cents, credit)| ENTRY.replace("5.00", &amount(*cents)).replace("CRDT", sign(*credit)))
            .collect();
        let balances = balance("OPBD", &amount(opening), sign(opening >= 0))
            + &balance("CLBD", &amount(closing), sign(closing >= 0));
        let message = camt053::read(statement(&balances, &bodies).as_bytes()).unwrap();
        let overzicht = &message.overzichten[0];
        prop_assert_eq!(overzicht.proof(), Ok(()));
        let found: Vec<(i64, bool)> = overzicht
            .boekingen
            .iter()
            .map(|boeking| (boeking.bedrag.cents(), boeking.richting == Richting::Bij))
            .collect();
        prop_assert_eq!(found, entries);
        prop_assert_eq!(overzicht.eindsaldo.cents(), closing);
    }
}
