//! Each rule that refuses a file, one by one, and all faults at once.

use jiff::civil::date;
use kernel::Euro;
use payout::bank::pain001::{Datumfout, Plaats, Regel};
use payout::bank::text::{Kenmerkfout, Naamfout, Omschrijvingfout};
use payout::bank::{Batchsoort, Opdracht, Voorwaarden};

use crate::support::{OWN_IBAN, batch, bestand, bestand_of, check, faults, iban, opdracht};

fn first_payment() -> Plaats {
    Plaats::Opdracht("PGB000000000000000".to_owned())
}

fn first_batch() -> Plaats {
    Plaats::Batch("PGB-20260319-R0001-B01".to_owned())
}

/// The only fault after a change of the first payment.
fn fault_of_payment(change: impl FnOnce(&mut Opdracht)) -> (Plaats, Regel) {
    let found = faults(|bestand| change(&mut bestand.batches[0].opdrachten[0]));
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn an_amount_lies_between_one_cent_and_a_billion() {
    for cents in [0, -1, 100_000_000_000, i64::MAX, i64::MIN] {
        let change = |it: &mut Opdracht| it.bedrag = Euro::from_cents(cents);
        let found = faults(|bestand| change(&mut bestand.batches[0].opdrachten[0]));
        assert!(found.contains(&(first_payment(), Regel::Bedrag)), "{cents}: {found:?}");
    }
    let mut largest = bestand();
    largest.batches[0].opdrachten[0].bedrag = Euro::from_cents(99_999_999_999);
    assert!(check(largest).is_ok());
}

#[test]
fn amounts_that_together_do_not_fit_are_refused() {
    let found = faults(|bestand| {
        for payment in &mut bestand.batches[1].opdrachten {
            payment.bedrag = Euro::from_cents(i64::MAX);
        }
    });
    assert!(found.contains(&(Plaats::Bestand, Regel::Totaal)), "{found:?}");
}

#[test]
fn an_account_outside_sepa_is_refused() {
    let change = |it: &mut Opdracht| it.iban = iban("AE070331234567890123456");
    assert_eq!(fault_of_payment(change), (first_payment(), Regel::BuitenSepa));
}

#[test]
fn we_pay_from_our_accounts_and_never_to_them() {
    let change = |it: &mut Opdracht| it.iban = iban("NL02ABNA0123456789");
    assert_eq!(fault_of_payment(change), (first_payment(), Regel::AanOnszelf));
    let found = faults(|it| it.batches[0].debiteur.iban = iban("NL44RABO0123456789"));
    assert_eq!(found, [(first_batch(), Regel::NietVanOns)]);
}

#[test]
fn references_break_no_rule_and_are_not_repaired() {
    for (bad, fout) in [
        ("", Kenmerkfout::Lengte),
        ("PGB é", Kenmerkfout::Teken),
        ("/PGB", Kenmerkfout::Streep),
        ("123456789012345678901234567890123456", Kenmerkfout::Lengte),
    ] {
        let rule = |element| Regel::Kenmerk { element, fout };
        let id = || bad.to_owned();
        assert_eq!(faults(|it| it.msg_id = id()), [(Plaats::Bestand, rule("MsgId"))]);
        let found = faults(|it| it.batches[0].pmt_inf_id = id());
        assert_eq!(found, [(Plaats::Batch(id()), rule("PmtInfId"))]);
        assert_eq!(fault_of_payment(|it| it.instr_id = id()), (first_payment(), rule("InstrId")));
        let found = fault_of_payment(|it| it.end_to_end_id = id());
        assert_eq!(found, (Plaats::Opdracht(id()), rule("EndToEndId")));
    }
}

#[test]
fn no_reference_stands_twice() {
    let second = "PGB000000000000002";
    let found = faults(|it| it.batches[0].opdrachten[0].end_to_end_id = second.to_owned());
    let double = |element| Regel::Dubbel { element };
    assert_eq!(found, [(Plaats::Opdracht(second.to_owned()), double("EndToEndId"))]);
    let found = faults(|it| {
        let taken = it.batches[0].opdrachten[0].instr_id.clone();
        it.batches[1].opdrachten[1].instr_id = taken;
    });
    assert_eq!(found, [(Plaats::Opdracht(second.to_owned()), double("InstrId"))]);
    let found = faults(|it| it.batches[1].pmt_inf_id = it.batches[0].pmt_inf_id.clone());
    assert_eq!(found, [(first_batch(), double("PmtInfId"))]);
}

#[test]
fn a_name_fits_after_conversion_and_is_never_cut() {
    let seventy_one = "é".repeat(71);
    let (place, rule) = fault_of_payment(|it| it.naam.clone_from(&seventy_one));
    assert_eq!(place, first_payment());
    let Regel::Naam(Naamfout::TeLang { lengte: 71, voorstel }) = rule else { panic!("{rule:?}") };
    assert_eq!(voorstel.as_str(), "e".repeat(70));
    let empty = Regel::Naam(Naamfout::Leeg);
    assert_eq!(fault_of_payment(|it| it.naam = " ".to_owned()), (first_payment(), empty.clone()));
    let found = faults(|it| it.opdrachtgever = String::new());
    assert_eq!(found, [(Plaats::Bestand, empty.clone())]);
    assert_eq!(faults(|it| it.batches[0].debiteur.naam = String::new()), [(first_batch(), empty)]);
}

#[test]
fn remittance_is_there_and_has_at_most_140_characters() {
    let rule = |fout| (first_payment(), Regel::Omschrijving(fout));
    let long = "x".repeat(141);
    let too_long = rule(Omschrijvingfout::TeLang { lengte: 141 });
    assert_eq!(fault_of_payment(|it| it.omschrijving = long), too_long);
    let empty = rule(Omschrijvingfout::Leeg);
    assert_eq!(fault_of_payment(|it| it.omschrijving = String::new()), empty);
}

#[test]
fn the_execution_date_is_a_target_day_within_a_year_and_not_past() {
    let refused = [
        (date(2026, 3, 18), Datumfout::Voorbij),
        (date(2026, 3, 21), Datumfout::GeenTargetdag),
        (date(2026, 4, 3), Datumfout::GeenTargetdag),
        (date(2026, 5, 1), Datumfout::GeenTargetdag),
        (date(2027, 3, 19), Datumfout::TeVer),
    ];
    for (day, fout) in refused {
        let found = faults(|it| it.batches[0].uitvoerdatum = day);
        assert_eq!(found, [(first_batch(), Regel::Uitvoerdatum(fout))], "{day}");
    }
    // The day itself, the King's birthday, and the 364th day.
    for day in [date(2026, 3, 19), date(2026, 4, 27), date(2027, 3, 18)] {
        let mut file = bestand();
        file.batches[0].uitvoerdatum = day;
        assert!(check(file).is_ok(), "{day}");
    }
}

#[test]
fn the_day_of_making_is_the_day_in_amsterdam() {
    let mut file = bestand();
    // Half an hour past midnight on the 21st, which is a Saturday, in Amsterdam.
    file.aangemaakt_op = "2026-03-20T23:30:00Z".parse().unwrap();
    let found = check(file).unwrap_err();
    assert!(
        found.iter().all(|it| it.regel == Regel::Uitvoerdatum(Datumfout::Voorbij)),
        "{found:?}"
    );
}

#[test]
fn our_bank_has_a_bic() {
    for bad in ["", "NOTPROVIDED", "ABNANL2", "abnanl2a", "ABNA112A", "ABNANL2AXX", "ABNANL2A é"] {
        let found = faults(|it| it.batches[0].debiteur.bic = bad.to_owned());
        assert_eq!(found, [(first_batch(), Regel::Bic)], "{bad}");
    }
}

#[test]
fn a_file_has_at_least_two_payments_and_at_most_so_many() {
    let one = bestand_of(vec![batch(1, Batchsoort::Overig, vec![opdracht(1, 100)])]);
    let rules =
        |found: Vec<payout::bank::Fout>| found.into_iter().map(|it| it.regel).collect::<Vec<_>>();
    assert_eq!(rules(check(one).unwrap_err()), [Regel::TeWeinig { aantal: 1 }]);
    assert_eq!(rules(check(bestand_of(vec![])).unwrap_err()), [Regel::TeWeinig { aantal: 0 }]);
    let own = [iban(OWN_IBAN)];
    let found = bestand().check(&Voorwaarden { eigen_rekeningen: &own, opdrachten_max: 3 });
    assert_eq!(rules(found.unwrap_err()), [Regel::TeVeel { aantal: 4, grens: 3 }]);
    let empty_batch = faults(|it| it.batches.push(batch(3, Batchsoort::Overig, vec![])));
    let place = Plaats::Batch("PGB-20260319-R0001-B03".to_owned());
    assert_eq!(empty_batch, [(place, Regel::Leeg)]);
}

#[test]
fn a_moment_that_cannot_be_written_is_refused() {
    let found = faults(|it| it.aangemaakt_op = "-000001-06-01T00:00:00Z".parse().unwrap());
    assert!(found.contains(&(Plaats::Bestand, Regel::Tijdstip)), "{found:?}");
}

#[test]
fn all_faults_are_told_at_once_and_show_no_name_and_no_account() {
    let mut file = bestand();
    file.msg_id = "//".to_owned();
    file.batches[0].debiteur.bic = String::new();
    file.batches[0].opdrachten[0].bedrag = Euro::ZERO;
    file.batches[0].opdrachten[0].naam = "Proef Persoon 17 ".repeat(9);
    file.batches[1].opdrachten[2].iban = iban(OWN_IBAN);
    let shown_before = format!("{file:?}");
    let found = check(file).unwrap_err();
    assert_eq!(found.len(), 5, "{found:?}");
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(
        told.contains(
            &"opdracht PGB000000000000003: de rekening van de ontvanger is er een van onszelf"
                .to_owned()
        ),
        "{told:?}"
    );
    for shown in [shown_before, format!("{found:?} {told:?}")] {
        assert!(!shown.contains("Proef") && !shown.contains(OWN_IBAN), "{shown}");
    }
}
