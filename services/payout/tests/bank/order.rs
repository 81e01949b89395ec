//! What is written: valid by the official schema, the same bytes each time, and nothing lost.

use jiff::civil::date;
use kernel::Euro;
use payout::bank::pain001::{self, Rundeling};
use payout::bank::{Batchsoort, Bestand, Fout};
use proptest::prelude::*;

use crate::support::{batch, bestand, bestand_of, check, data, opdracht, schema_faults, written};

/// Texts of all elements of a name, in order.
fn values<'a>(xml: &'a str, element: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    xml.split(open.as_str())
        .skip(1)
        .map(|rest| rest.split(close.as_str()).next().unwrap())
        .collect()
}

fn amounts(xml: &str) -> Vec<i64> {
    let parts = xml.split("<InstdAmt Ccy=\"EUR\">").skip(1);
    parts.map(|rest| cents(rest.split('<').next().unwrap())).collect()
}

/// Written apart from the code under test: two decimals, always.
fn cents(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap();
    assert_eq!(fraction.len(), 2, "{text}");
    format!("{whole}{fraction}").parse().unwrap()
}

#[test]
fn an_order_is_written_byte_for_byte_as_agreed_and_is_valid() {
    let xml = written(bestand());
    assert_eq!(xml, data("pain001.xml"));
    assert_eq!(schema_faults("pain.001.001.09", &xml), None);
}

#[test]
fn the_schema_is_really_asked() {
    let xml = written(bestand()).replace("<PmtMtd>TRF", "<PmtMtd>TRX");
    let faults = schema_faults("pain.001.001.09", &xml).unwrap();
    assert!(faults.contains("PmtMtd"), "{faults}");
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    assert_eq!(written(bestand()), written(bestand()));
    let mut by_pieces = Vec::new();
    pain001::write(&check(bestand()).unwrap(), &mut by_pieces).unwrap();
    assert_eq!(by_pieces, written(bestand()).into_bytes());
}

#[test]
fn names_are_written_in_sepa_characters_and_accounts_untouched() {
    let xml = written(bestand());
    let names = values(&xml, "Nm");
    assert!(names.contains(&"Proef Thuiszorg + Zoe B.V."), "{names:?}");
    assert!(names.contains(&"Proef d'Hondt-Celik"), "{names:?}");
    assert!(xml.contains("<IBAN>DE89370400440532013000</IBAN>"));
    assert!(!xml.contains("PstlAdr") && !xml.contains("Ultmt") && !xml.contains('\u{feff}'));
}

#[test]
fn only_wages_say_that_they_are_wages() {
    let xml = written(bestand());
    let batches: Vec<&str> = values(&xml, "PmtInf");
    assert_eq!(batches[0].matches("SALA").count(), 2);
    assert_eq!(batches[1].matches("SALA").count(), 0);
}

#[test]
fn the_moment_of_making_has_the_offset_of_its_season() {
    for (moment, local) in [
        ("2026-03-19T13:05:00.999Z", "2026-03-19T14:05:00+01:00"),
        ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00"),
        ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00"),
        ("2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00"),
        ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00"),
    ] {
        let mut file = bestand();
        file.aangemaakt_op = moment.parse().unwrap();
        for batch in &mut file.batches {
            batch.uitvoerdatum = date(2026, 11, 2);
        }
        assert_eq!(values(&written(file), "CreDtTm"), [local]);
    }
}

#[test]
fn the_files_of_a_run_are_together_the_run() {
    let files = [check(bestand()).unwrap(), check(bestand()).unwrap()];
    let run = Rundeling { aantal: 8, totaal: Euro::from_cents(2 * 204_735) };
    assert_eq!(pain001::check_run(&files, run), Ok(()));
    for wrong in [Rundeling { aantal: 7, ..run }, Rundeling { totaal: Euro::from_cents(1), ..run }]
    {
        let Err(Fout { regel, .. }) = pain001::check_run(&files, wrong) else {
            panic!("was taken")
        };
        assert_eq!(regel, pain001::Regel::Run { bestanden: run, run: wrong });
    }
}

#[test]
fn a_full_file_is_written_and_valid() {
    let payments = (0..10_000).map(|number| opdracht(number, 100)).collect();
    let file = check(bestand_of(vec![batch(1, Batchsoort::Overig, payments)])).unwrap();
    assert_eq!((file.aantal(), file.totaal()), (10_000, Euro::from_cents(1_000_000)));
    let xml = String::from_utf8(pain001::write_to_vec(&file)).unwrap();
    assert_eq!(schema_faults("pain.001.001.09", &xml), None);
}

prop_compose! {
    /// Right files with names and remittance as strangers write them.
    fn any_file()(
        payments in prop::collection::vec(
            (1_i64..100_000_000_000, "[a-zA-Z&<>\"' é€\u{300}-\u{310}]{0,60}", "\\PC{0,100}"),
            2..40,
        ),
        cuts in prop::collection::vec(1_usize..10, 40),
    ) -> Bestand {
        let mut payments: Vec<_> = (1_usize..)
            .zip(payments)
            .map(|(number, (cents, name, text))| {
                let mut payment = opdracht(number, cents);
                payment.naam = format!("Proef {name}");
                payment.omschrijving = format!("pgb {text}");
                payment
            })
            .collect();
        let mut batches = Vec::new();
        for (number, cut) in cuts.into_iter().enumerate() {
            let rest = payments.split_off(cut.min(payments.len()));
            let soort = if number % 2 == 0 { Batchsoort::Loon } else { Batchsoort::Overig };
            if !payments.is_empty() {
                batches.push(batch(number, soort, payments));
            }
            payments = rest;
        }
        bestand_of(batches)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// payments:G1, counted again in the bytes.
    #[test]
    fn counts_and_sums_are_those_of_the_payments_written(file in any_file()) {
        let payments: Vec<i64> =
            file.batches.iter().flat_map(|batch| &batch.opdrachten).map(|it| it.bedrag.cents()).collect();
        let sizes: Vec<usize> = file.batches.iter().map(|batch| batch.opdrachten.len()).collect();
        let xml = written(file);
        prop_assert_eq!(amounts(&xml), payments.clone());
        let counts: Vec<usize> =
            values(&xml, "NbOfTxs").iter().map(|count| count.parse().unwrap()).collect();
        prop_assert_eq!(counts[0], payments.len());
        prop_assert_eq!(&counts[1..], sizes);
        let sums: Vec<i64> = values(&xml, "CtrlSum").into_iter().map(cents).collect();
        prop_assert_eq!(sums[0], payments.iter().sum::<i64>());
        let by_batch: Vec<i64> =
            values(&xml, "PmtInf").iter().map(|batch| amounts(batch).iter().sum()).collect();
        prop_assert_eq!(&sums[1..], by_batch);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_written_is_valid_by_the_schema(file in any_file()) {
        let xml = written(file);
        prop_assert_eq!(schema_faults("pain.001.001.09", &xml), None);
        let value_chars = |element| {
            values(&xml, element).concat().chars().all(payout::bank::text::is_sepa)
        };
        prop_assert!(value_chars("Nm") && value_chars("Ustrd"));
    }
}
